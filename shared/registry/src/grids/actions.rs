//! Opening grids, giving them new versions, closing them.

use super::rules::{GridForm, GridKind, GridWords, read, read_new};
use super::store::{self, GRIDS};
use crate::entry::{day_of, once};
use crate::places;
use crate::powers::GRIDS_CHANGE;
use base::{Day, Doer, FieldProblem, GridId, Outcome, Problem, Refusal, Relation};
use db::{Lock, Write, row, values};
use kernel::app::App;

/// Opens a grid with its first version, which may begin in the past: this is how a community enters what already is.
///
/// # Errors
/// Words at the fields.
pub async fn open(app: &App, doer: &Doer, form: &GridForm) -> Outcome<GridId> {
    doer.require(GRIDS_CHANGE, &[Relation::Community])?;
    let (id, (code, kind), words) = (GridId(once(&form.once)?), read_new(form)?, read(form)?);
    let mut write = app.db.write(doer, "grids.open", &locks(id, &words)).await?;
    match store::by_code(&write, doer.community, &code).await? {
        Some(other) if other.id == id => return Ok(id),
        Some(_) => return Err(Problem::field("code", "grids-code-taken")),
        None => {}
    }
    let line = row! { id: id.0, community: doer.community.0, code: code, kind: kind.name() };
    if write.create_once(&GRIDS, line).await? {
        open_version(app, &mut write, (id, kind), words).await?;
    }
    write.commit().await?;
    Ok(id)
}

/// Gives a grid a new version from today or a later day; the version before ends the day before.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn change(app: &App, doer: &Doer, id: GridId, form: &GridForm) -> Outcome<()> {
    doer.require(GRIDS_CHANGE, &[Relation::Community])?;
    let words = read(form)?;
    let mut write = app.db.write(doer, "grids.change", &locks(id, &words)).await?;
    let grid = store::find(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    write.change(&GRIDS, id, form.version, Vec::new()).await?;
    close_version(&mut write, id, words.from).await?;
    open_version(app, &mut write, (id, grid.kind), words).await?;
    write.commit().await
}

/// Closes a grid: from today on it holds nothing.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn close(app: &App, doer: &Doer, id: GridId, version: i64) -> Outcome<()> {
    doer.require(GRIDS_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "grids.close", &[Lock::new("grids", id)]).await?;
    store::find(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    write.change(&GRIDS, id, version, row! { closed_at: doer.at }).await?;
    close_version(&mut write, id, day_of(doer.at)).await?;
    write.commit().await
}

/// The compounds are held too, so that no two grids take one at the same time.
fn locks(id: GridId, words: &GridWords) -> Vec<Lock> {
    let compounds = words.compounds.iter().map(|compound| Lock::new("compounds", *compound));
    std::iter::once(Lock::new("grids", id)).chain(compounds).collect()
}

pub(super) async fn close_version(write: &mut Write, id: GridId, next: Day) -> Outcome<()> {
    let open = store::open_version(write, id).await?.ok_or_else(|| Problem::refused("grids-ended"))?;
    let today = day_of(write.doer().at);
    let closed = open
        .span
        .close_before(next, today)
        .map_err(|refusal| Problem::Invalid(vec![FieldProblem { field: "valid_from", refusal }]))?;
    let sql = "update grid_versions set valid_until = $1 where id = $2 and valid_until is null";
    if write.run(sql, values![closed.until, open.id]).await? == 1 { Ok(()) } else { Err(Problem::Changed) }
}

pub(super) async fn open_version(
    app: &App,
    write: &mut Write,
    (grid, kind): (GridId, GridKind),
    words: GridWords,
) -> Outcome<()> {
    let (community, account) = (write.doer().community, write.doer().account);
    if let Some(worker) = words.worker {
        let known = crate::people::name_of(write, community, worker).await?;
        known.ok_or_else(|| Problem::field("worker", "registry-choose"))?;
    }
    let id = app.new_id();
    let line = row! {
        id: id, community: community.0, grid_id: grid.0, name_zh: words.name.zh, name_bo: words.name.bo,
        name_en: words.name.en, worker_id: words.worker.map(|id| id.0), phone: words.phone, valid_from: words.from,
        valid_until: None::<Day>, by_account: account.map(|id| id.0),
    };
    write.insert("grid_versions", line).await?;
    for compound in words.compounds {
        let found = places::compound(write, community, compound).await?;
        found.ok_or_else(|| Problem::field("compounds", "registry-choose"))?;
        if kind == GridKind::Basic
            && let Some(code) = store::held_elsewhere(write, (grid, compound), words.from).await?
        {
            let refusal = Refusal::new("grids-compound-taken").with("code", code);
            return Err(Problem::Invalid(vec![FieldProblem { field: "compounds", refusal }]));
        }
        write.insert("grid_compounds", row! { grid_version_id: id, compound_id: compound.0 }).await?;
    }
    Ok(())
}
