//! The verbs of standard replies: list, write, change, put away; what the office may choose from; and what a new
//! community begins with.

use super::rules::{IN_USE_MAX, Purpose, Reply, Wording, cleaned, faults};
use super::seeds::seeds;
use super::store::{self, REPLIES};
use crate::orders::powers::{ORDERS_SEE, REPLIES_CHANGE};
use base::{CommunityId, Doer, Moment, Outcome, Problem, Refusal, Relation};
use db::{Lock, Query, Write, row, values};
use kernel::app::App;
use uuid::Uuid;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// Those that were put away.
    pub archived: bool,
    /// Words of the name or the text.
    pub words: String,
}

/// A page of the list, and after which reply the next one starts.
///
/// # Errors
/// `NotAllowed`.
pub async fn list(app: &App, doer: &Doer, by: &Narrowed, after: Option<Uuid>) -> Outcome<(Vec<Reply>, Option<Uuid>)> {
    doer.require(REPLIES_CHANGE, &[Relation::Community])?;
    let door = app.db.read().await?;
    let wanted = (by.archived, by.words.trim(), after);
    let mut rows = store::page(&door, doer.community, wanted, web::PAGE_ROWS + 1).await?;
    let more = rows.len() > web::PAGE_ROWS;
    rows.truncate(web::PAGE_ROWS);
    let next = rows.last().filter(|_| more).map(|reply| reply.id);
    Ok((rows, next))
}

/// One reply, also one that was put away.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn reply(app: &App, doer: &Doer, id: Uuid) -> Outcome<Reply> {
    doer.require(REPLIES_CHANGE, &[Relation::Community])?;
    store::one(&app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)
}

/// What somebody of the office may choose from.
///
/// # Errors
/// `NotAllowed`.
pub async fn choices(app: &App, doer: &Doer) -> Outcome<Vec<Reply>> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    store::in_use(&app.db.read().await?, doer.community, None).await
}

/// The reply that was chosen for this purpose; one that was put away meanwhile is no choice.
///
/// # Errors
/// `NotAllowed`; field reply.
pub async fn chosen(app: &App, doer: &Doer, id: Option<Uuid>, purpose: Purpose) -> Outcome<Reply> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let none = || Problem::field("reply", "replies-refused-choose");
    let found = store::one(&app.db.read().await?, doer.community, id.ok_or_else(none)?).await?;
    found.filter(|reply| !reply.archived && reply.wording.purpose == purpose).ok_or_else(none)
}

/// Writes a new reply.
///
/// # Errors
/// `NotAllowed`; `Invalid` (name, text, text_bo, text_en) naming a term or a place that cannot stand there; refusal: too
/// many in use.
pub async fn open(app: &App, doer: &Doer, once: Uuid, wording: &Wording) -> Outcome<Uuid> {
    let wording = checked(doer, wording)?;
    let mut write = app.db.write(doer, "replies.open", &locks(doer, once)).await?;
    if store::one(&write, doer.community, once).await?.is_some() {
        return Ok(once);
    }
    room(&write, doer.community, wording.purpose).await?;
    insert(&mut write, once, &wording).await?;
    write.commit().await?;
    Ok(once)
}

/// Changes what a reply says; what was sent before stays as it was.
///
/// # Errors
/// As [`open`], and `NotFound`, `Changed`.
pub async fn change(app: &App, doer: &Doer, (id, version): (Uuid, i64), wording: &Wording) -> Outcome<()> {
    let wording = checked(doer, wording)?;
    let mut write = app.db.write(doer, "replies.change", &locks(doer, id)).await?;
    let known = store::one(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if !known.archived && known.wording.purpose != wording.purpose {
        room(&write, doer.community, wording.purpose).await?;
    }
    write.change(&REPLIES, id, version, store::columns(&wording)).await?;
    write.commit().await
}

/// Puts a reply away, or takes it out again.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Changed`; refusal: too many in use.
pub async fn set_archived(app: &App, doer: &Doer, (id, version): (Uuid, i64), archived: bool) -> Outcome<()> {
    doer.require(REPLIES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "replies.archive", &locks(doer, id)).await?;
    let known = store::one(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if known.archived == archived {
        return Ok(());
    }
    if !archived {
        room(&write, doer.community, known.wording.purpose).await?;
    }
    let archived_at: Option<Moment> = archived.then_some(doer.at);
    write.change(&REPLIES, id, version, row! { archived_at: archived_at }).await?;
    write.commit().await
}

/// Gives a new community the replies it begins with; does nothing where there are some.
///
/// # Errors
/// A fault from the database.
pub async fn plant_in(app: &App, write: &mut Write) -> Outcome<()> {
    let before = "select count(*) from standard_replies where community = $1";
    let community = write.doer().community;
    if write.number(before, values![community.0]).await? > 0 {
        return Ok(());
    }
    for wording in seeds() {
        insert(write, app.new_id(), &wording).await?;
    }
    Ok(())
}

/// Who adds to the list follows who adds to the list, so that it never grows too long.
fn locks(doer: &Doer, id: Uuid) -> [Lock; 2] {
    [Lock::new("standard_replies", doer.community.0), Lock::new("standard_replies", id)]
}

async fn room(door: &impl Query, community: CommunityId, purpose: Purpose) -> Outcome<()> {
    let in_use = store::in_use(door, community, Some(purpose)).await?.len();
    if in_use < IN_USE_MAX {
        return Ok(());
    }
    Err(Problem::Refused(Refusal::new("replies-refused-many").with("limit", IN_USE_MAX)))
}

async fn insert(write: &mut Write, id: Uuid, wording: &Wording) -> Outcome<()> {
    let mut row = store::columns(wording);
    row.extend(row! { id: id, community: write.doer().community.0 });
    write.create(&REPLIES, row).await
}

fn checked(doer: &Doer, wording: &Wording) -> Outcome<Wording> {
    doer.require(REPLIES_CHANGE, &[Relation::Community])?;
    let wrong = faults(wording);
    if wrong.is_empty() { Ok(cleaned(wording.clone())) } else { Err(Problem::Invalid(wrong)) }
}
