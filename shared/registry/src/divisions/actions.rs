//! Entering and changing divisions.

use super::rules::{DivisionForm, DivisionWords, Level, read, stands_under};
use super::store::{self, DIVISIONS, Division};
use crate::entry::once;
use crate::powers::{DIVISIONS_CHANGE, DIVISIONS_SEE};
use base::{DivisionId, Doer, Outcome, Problem, Relation};
use db::{Lock, Query, Row, row};
use kernel::app::App;

/// The community's own division and everything above it, highest first.
///
/// # Errors
/// As [`Doer::require`].
pub async fn chain(app: &App, doer: &Doer) -> Outcome<Vec<Division>> {
    doer.require(DIVISIONS_SEE, &[Relation::Community])?;
    store::chain(&app.db.read().await?, doer.community).await
}

/// Enters a division under one of the doer's own.
///
/// # Errors
/// Words at the fields; `divisions-level-wrong` when it does not fit under its parent.
pub async fn enter(app: &App, doer: &Doer, form: &DivisionForm) -> Outcome<DivisionId> {
    doer.require(DIVISIONS_CHANGE, &[Relation::Community])?;
    let (id, words) = (once(&form.once)?, read(form)?);
    let level = Level::from_name(&form.level).ok_or_else(|| Problem::field("level", "registry-choose"))?;
    let parent: DivisionId = form.parent.parse().map_err(|_| Problem::field("parent", "registry-choose"))?;
    let mut write = app.db.write(doer, "divisions.enter", &[Lock::new("divisions", parent)]).await?;
    let parent = own(&write, doer, parent).await?;
    stands_under(level, Some(parent.level))?;
    refuse_taken(&write, &words.code, id.into()).await?;
    let mut line = columns(words);
    line.extend(row! { id: id, parent_id: parent.id.0, level: level.name() });
    write.create_once(&DIVISIONS, line).await?;
    write.commit().await?;
    Ok(id.into())
}

/// Changes a division's code, name, phone or address.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn change(app: &App, doer: &Doer, id: DivisionId, form: &DivisionForm) -> Outcome<()> {
    doer.require(DIVISIONS_CHANGE, &[Relation::Community])?;
    let words = read(form)?;
    let mut write = app.db.write(doer, "divisions.change", &[Lock::new("divisions", id)]).await?;
    own(&write, doer, id).await?;
    refuse_taken(&write, &words.code, id).await?;
    write.change(&DIVISIONS, id, form.version, columns(words)).await?;
    write.commit().await
}

/// The doer's community or one above it; any other is not theirs to change.
pub(crate) async fn own(door: &impl Query, doer: &Doer, id: DivisionId) -> Outcome<Division> {
    let chain = store::chain(door, doer.community).await?;
    chain.into_iter().find(|division| division.id == id).ok_or(Problem::NotFound)
}

async fn refuse_taken(door: &impl Query, code: &str, id: DivisionId) -> Outcome<()> {
    match store::by_code(door, code).await? {
        Some(other) if other.id != id => Err(Problem::field("code", "divisions-code-taken")),
        _ => Ok(()),
    }
}

fn columns(words: DivisionWords) -> Row {
    row! {
        code: words.code, name_zh: words.name.zh, name_bo: words.name.bo, name_en: words.name.en,
        phone: words.phone, address: words.address,
    }
}
