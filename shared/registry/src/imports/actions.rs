//! Bringing a file, matching its columns, checking it, loading it, dropping it.
//!
//! The file itself is never stored: what was read of it is sealed, and forgotten when it is loaded, dropped or a day old.

use super::rules::{Fitted, Names, fit, fit_faults, is_forbidden};
use super::store::{self, IMPORTS, Import};
use crate::powers::IMPORTS_SEE;
use base::{Doer, FieldProblem, Outcome, Problem, Refusal, Relation};
use bytes::Bytes;
use db::{Lock, Write, row};
use kernel::app::App;
use kernel::imports::ImportKind;
use kernel::sheets::{Sieve, Table};
use std::sync::Arc;
use uuid::Uuid;

/// The job that checks a file.
pub(crate) const CHECK: &str = "imports.check";
/// The job that loads a piece of it.
pub(crate) const LOAD: &str = "imports.load";

/// The kinds that the doer may load, what others refer to first.
#[must_use]
pub fn kinds(app: &App, doer: &Doer) -> Vec<ImportKind> {
    let mut kinds: Vec<_> = app.part.imports.iter().filter(|kind| doer.may(kind.power)).copied().collect();
    kinds.sort_by_key(|kind| kind.order);
    kinds
}

/// A kind by its name, for those who may load it.
///
/// # Errors
/// [`Problem::NotFound`]: unknown and not allowed look the same.
pub fn kind(app: &App, doer: &Doer, name: &str) -> Outcome<ImportKind> {
    let found = app.part.imports.iter().find(|kind| kind.name == name).copied();
    found.filter(|kind| doer.require(kind.power, &[Relation::Community]).is_ok()).ok_or(Problem::NotFound)
}

/// Reads a file, matches its columns by name, and keeps what was read sealed. `id` comes from the form.
///
/// # Errors
/// Words at the field `file`.
pub async fn bring(app: &App, doer: &Doer, (id, name): (Uuid, &str), bytes: Bytes) -> Outcome<Uuid> {
    let kind = kind(app, doer, name)?;
    if store::find(&app.db.read().await?, doer.community, id).await?.is_some() {
        return Ok(id);
    }
    let names = Arc::new(Names::of(&kind, &app.words, doer.at));
    let mut table = read_apart(bytes, Arc::clone(&names)).await?;
    leave_out_ours(&mut table, &names);
    let (rows, fitted) = (i64::try_from(table.rows.len()).map_err(Problem::fault)?, fit(&table.columns, &names));
    store::stage(app, (doer.community, doer.at), id, (table, &fitted)).await?;
    let mut write = app.db.write(doer, "imports.bring", &[Lock::new("imports", id)]).await?;
    let line = row! {
        id: id, community: doer.community.0, kind: kind.name, state: "matching", by_account: doer.account.map(|id| id.0),
        at: doer.at, row_count: rows, fault_count: 0i64, done_count: 0i64, created_count: 0i64, changed_count: 0i64,
        same_count: 0i64,
    };
    write.create_once(&IMPORTS, line).await?;
    write.commit().await?;
    Ok(id)
}

/// Reads where waiting harms nobody.
async fn read_apart(bytes: Bytes, names: Arc<Names>) -> Outcome<Table> {
    let work = move || {
        let known = |heading: &str| names.field(heading).is_some() || names.is_ours(heading);
        let sieve = Sieve { known: &known, forbidden: &is_forbidden, secret: &kernel::text::holds_identity_number };
        kernel::sheets::read(&bytes, &sieve)
    };
    // A file that makes a reader fall over is a file that cannot be read.
    let read = tokio::task::spawn_blocking(work).await.unwrap_or(Err(kernel::sheets::SheetFault::Unreadable));
    read.map_err(|fault| Problem::Invalid(vec![FieldProblem { field: "file", refusal: fault.into() }]))
}

/// The words that we wrote into a file to mend are no part of it.
fn leave_out_ours(table: &mut Table, names: &Names) {
    let ours = |heading: &kernel::sheets::Heading| heading.names.iter().any(|name| names.is_ours(name));
    let Some(at) = table.columns.iter().position(ours) else { return };
    table.columns.remove(at);
    for row in &mut table.rows {
        if at < row.cells.len() {
            row.cells.remove(at);
        }
    }
    table.rows.retain(|row| row.cells.iter().any(|cell| *cell != kernel::sheets::Held::Empty));
}

/// An import, with its kind, for those who may load that kind.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn import(app: &App, doer: &Doer, id: Uuid) -> Outcome<(Import, ImportKind)> {
    doer.require(IMPORTS_SEE, &[Relation::Community])?;
    let found = store::find(&app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let kind = kind(app, doer, &found.kind)?;
    Ok((found, kind))
}

/// Settles which column is which, and has the file checked.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn settle(app: &App, doer: &Doer, (id, version): (Uuid, i64), fitted: Fitted) -> Outcome<()> {
    let (found, kind) = import(app, doer, id).await?;
    if found.version != version {
        return Err(Problem::Changed);
    }
    if !matches!(found.state.as_str(), "matching" | "mending" | "ready") {
        return Err(Problem::refused("imports-not-now"));
    }
    let staged = store::staged(&app.db.read().await?, id).await?.ok_or(Problem::refused("imports-too-old"))?;
    let known = |(field, index): &(String, usize)| {
        *index < staged.head.columns.len() && kind.columns.iter().any(|column| column.field == field)
    };
    let fitted: Fitted = fitted.into_iter().filter(known).collect();
    let faults = fit_faults(&kind, &fitted);
    if !faults.is_empty() {
        let problems = faults.into_iter().map(|(field, refusal)| FieldProblem { field, refusal });
        return Err(Problem::Invalid(problems.collect()));
    }
    let mut write = app.db.write(doer, "imports.settle", &[Lock::new("imports", id)]).await?;
    step(app, &mut write, (id, version), "checking", Some(CHECK)).await?;
    store::keep_fitted(&mut write, id, &fitted).await?;
    write.commit().await
}

/// Loads a file in which nothing is amiss.
///
/// # Errors
/// A refusal when something is; [`Problem::Changed`] when someone else was faster.
pub async fn load(app: &App, doer: &Doer, (id, version): (Uuid, i64)) -> Outcome<()> {
    let (found, _) = import(app, doer, id).await?;
    if found.state != "ready" {
        return Err(Problem::refused("imports-not-now"));
    }
    let mut write = app.db.write(doer, "imports.load", &[Lock::new("imports", id)]).await?;
    step(app, &mut write, (id, version), "loading", Some(LOAD)).await?;
    write.commit().await
}

/// Drops a file that is not being loaded; everything that was in it is forgotten.
///
/// # Errors
/// A refusal while it is loaded; [`Problem::Changed`] when someone else was faster.
pub async fn drop_file(app: &App, doer: &Doer, (id, version): (Uuid, i64)) -> Outcome<()> {
    let (found, _) = import(app, doer, id).await?;
    if found.is_over() || found.state == "loading" {
        return Err(Problem::refused("imports-not-now"));
    }
    let mut write = app.db.write(doer, "imports.drop", &[Lock::new("imports", id)]).await?;
    step(app, &mut write, (id, version), "dropped", None).await?;
    write.commit().await?;
    store::forget(app, id).await
}

/// Moves an import to its next state, with the work that follows.
async fn step(
    app: &App,
    write: &mut Write,
    (id, version): (Uuid, i64),
    state: &'static str,
    job: Option<&'static str>,
) -> Outcome<()> {
    let at = write.doer().at;
    let ended = (state == "dropped").then_some(at);
    write.change(&IMPORTS, id, version, row! { state: state, ended_at: ended }).await?;
    match job {
        Some(job) => kernel::jobs::enqueue(app, write, job, id, at).await,
        None => Ok(()),
    }
}

/// The sentence of a refusal in the three languages.
pub(crate) fn in_words(app: &App, doer: &Doer, refusal: &Refusal) -> [String; 3] {
    let args: Vec<(&str, base::Arg)> = refusal.args.iter().map(|(name, arg)| (*name, arg.clone())).collect();
    base::Locale::ALL.map(|locale| app.words.lang(locale, doer.at).say(refusal.key, &args))
}
