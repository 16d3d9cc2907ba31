//! The verbs of categories: list, open, change, close; and planting the tree of a new community.

use super::rules::{Category, Group, Kind, cleaned, faults};
use super::store::{self, CATEGORIES};
use super::tree::seeds;
use crate::orders::powers::CATEGORIES_CHANGE;
use base::{Doer, Moment, Outcome, Problem, Relation};
use db::{Lock, Query, Write, row, values};
use kernel::app::App;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The tree that askers choose from; closed ones are left out. Open to everyone.
///
/// # Errors
/// A fault from the database.
pub async fn tree(app: &App, doer: &Doer) -> Outcome<Vec<Group>> {
    let all = store::all(&app.db.read().await?, doer.community).await?;
    Ok(grouped(all.into_iter().filter(|category| !category.closed).collect()))
}

/// The tree with closed ones, for those who change it.
///
/// # Errors
/// `NotAllowed`.
pub async fn tree_to_change(app: &App, doer: &Doer) -> Outcome<Vec<Group>> {
    doer.require(CATEGORIES_CHANGE, &[Relation::Community])?;
    store::all(&app.db.read().await?, doer.community).await.map(grouped)
}

/// One category, also a closed one.
///
/// # Errors
/// `NotFound`.
pub async fn category(app: &App, doer: &Doer, id: Uuid) -> Outcome<Category> {
    store::one(&app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)
}

/// Opens a category under a group (`parent`), or a group.
///
/// # Errors
/// `NotAllowed`; `Invalid` (name, questions, notice, skill, minutes), naming a term that is not asked here.
pub async fn open(app: &App, doer: &Doer, once: Uuid, parent: Option<Uuid>, kind: &Kind) -> Outcome<Uuid> {
    let kind = checked(doer, kind)?;
    let mut write = app.db.write(doer, "categories.open", &[Lock::new("categories", once)]).await?;
    if store::one(&write, doer.community, once).await?.is_some() {
        return Ok(once);
    }
    if let Some(parent) = parent {
        let group = store::one(&write, doer.community, parent).await?.ok_or(Problem::NotFound)?;
        if group.parent.is_some() {
            return Err(Problem::NotFound);
        }
    }
    // New ones stand last; their codes only have to differ.
    let sql = "select max(position) from categories where community = $1";
    let position = write.number(sql, values![doer.community.0]).await? + 1;
    let place = Place { id: once, parent, code: format!("own-{}", once.simple()), position };
    insert(&mut write, &place, &kind).await?;
    write.commit().await?;
    Ok(once)
}

/// Changes what a category says; orders already handed in keep what they were promised.
///
/// # Errors
/// As [`open`], and `Changed`.
pub async fn change(app: &App, doer: &Doer, id: Uuid, version: i64, kind: &Kind) -> Outcome<()> {
    let kind = checked(doer, kind)?;
    let mut write = app.db.write(doer, "categories.change", &[Lock::new("categories", id)]).await?;
    store::one(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    write.change(&CATEGORIES, id, version, store::columns(&kind)?).await?;
    store::put_questions(&mut write, id, &kind.questions).await?;
    write.commit().await
}

/// Stops offering a category, or offers it again.
///
/// # Errors
/// `NotAllowed`, `Changed`.
pub async fn set_closed(app: &App, doer: &Doer, id: Uuid, version: i64, closed: bool) -> Outcome<()> {
    doer.require(CATEGORIES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "categories.close", &[Lock::new("categories", id)]).await?;
    store::one(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let closed_at: Option<Moment> = closed.then_some(doer.at);
    write.change(&CATEGORIES, id, version, row! { closed_at: closed_at }).await?;
    write.commit().await
}

/// Plants the tree of domain.md 7 in a new community; does nothing where there is one.
///
/// # Errors
/// A fault from the database.
pub async fn plant_in(app: &App, write: &mut Write) -> Outcome<()> {
    let community = write.doer().community;
    let before = "select count(*) from categories where community = $1";
    if write.number(before, values![community.0]).await? > 0 {
        return Ok(());
    }
    let mut groups: BTreeMap<&str, Uuid> = BTreeMap::new();
    for (position, seed) in (1i64..).zip(seeds()) {
        let id = app.new_id();
        let parent = seed.parent.and_then(|code| groups.get(code).copied());
        insert(write, &Place { id, parent, code: seed.code.to_owned(), position }, &seed.kind).await?;
        if seed.parent.is_none() {
            groups.insert(seed.code, id);
        }
    }
    Ok(())
}

pub(super) struct Place {
    pub(super) id: Uuid,
    pub(super) parent: Option<Uuid>,
    pub(super) code: String,
    pub(super) position: i64,
}

pub(super) async fn insert(write: &mut Write, place: &Place, kind: &Kind) -> Outcome<()> {
    let mut row = store::columns(kind)?;
    row.extend(row! {
        id: place.id, community: write.doer().community.0, parent_id: place.parent, code: place.code.clone(),
        position: place.position,
    });
    write.create(&CATEGORIES, row).await?;
    store::put_questions(write, place.id, &kind.questions).await
}

fn checked(doer: &Doer, kind: &Kind) -> Outcome<Kind> {
    doer.require(CATEGORIES_CHANGE, &[Relation::Community])?;
    let wrong = faults(kind);
    if wrong.is_empty() { Ok(cleaned(kind.clone())) } else { Err(Problem::Invalid(wrong)) }
}

fn grouped(all: Vec<Category>) -> Vec<Group> {
    let (groups, kinds): (Vec<_>, Vec<_>) = all.into_iter().partition(|category| category.parent.is_none());
    let of = |group: &Category| kinds.iter().filter(|kind| kind.parent == Some(group.id)).cloned().collect();
    groups.into_iter().map(|category| Group { kinds: of(&category), category }).collect()
}
