//! The long work: all rows checked before the first is entered, then some pieces at a time, in a transaction that also
//! counts them, so that a crash goes on where it stopped and nothing is entered twice.
//!
//! A file of up to [`ROWS_TOGETHER`] rows is entered whole or not at all. A longer one is checked once more before its
//! first row is entered; only what changes in the registers during the seconds after that can end it midway.

use super::actions::{CHECK, LOAD, in_words};
use super::rules::{repeated, row_of, without};
use super::store::{self, Fault, IMPORTS, Import, PIECE_ROWS, Piece, Staged};
use base::{Doer, Outcome, Problem};
use chrono::Duration;
use db::{Lock, row};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::imports::{Entered, ImportKind, ImportRow, RowFault};
use kernel::jobs::{JobKind, Schedule};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How long a file waits for someone to load it.
const KEPT_HOURS: i64 = 24;
/// Rows that are entered in one transaction: enough for nearly every file, and others wait a quarter of a second.
const ROWS_TOGETHER: i64 = 1_000;
/// Pieces between two signs of progress.
const PROGRESS_PIECES: i64 = 5;

pub(crate) const JOBS: [JobKind; 2] = [JobKind { name: CHECK, run: run_check }, JobKind { name: LOAD, run: run_load }];
pub(crate) const SWEEP: Schedule = Schedule { name: "imports.sweep", every_minutes: 60, run: run_sweep };

fn run_check<'a>(app: &'a App, doer: &'a Doer, id: Uuid) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(check(app, doer, id))
}

fn run_load<'a>(app: &'a App, doer: &'a Doer, id: Uuid) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move { load_piece(app, doer, id).await.map(|_| ()) })
}

fn run_sweep<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(sweep(app, doer))
}

/// Everything that a job needs of an import in this state; none when it is no longer in it.
async fn taken_up(app: &App, doer: &Doer, id: Uuid, state: &str) -> Outcome<Option<(Import, ImportKind, Staged)>> {
    let read = app.db.read().await?;
    let found = store::find(&read, doer.community, id).await?.filter(|import| import.state == state);
    let (Some(import), Some(staged)) = (found, store::staged(&read, id).await?) else { return Ok(None) };
    let kind = app.part.imports.iter().find(|kind| kind.name == import.kind).copied();
    let kind = kind.ok_or_else(|| Problem::fault("an import of no kind"))?;
    Ok(Some((import, kind, staged)))
}

/// The doer of an import's job: the house, in the name of whoever brought the file.
fn on_behalf(doer: &Doer, import: &Import) -> Doer {
    Doer { account: import.by_account.map(Into::into), ..doer.clone() }
}

/// Checks every row, keeps the words at each, and says whether the file can be loaded.
///
/// # Errors
/// A fault from the database.
pub async fn check(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let Some((import, kind, staged)) = taken_up(app, doer, id, "checking").await? else { return Ok(()) };
    let doer = on_behalf(doer, &import);
    let found = gone_through(app, &doer, (&import, &kind, &staged)).await?;
    conclude(app, &doer, &import, found).await
}

/// Every piece of a file, and what is wrong with its rows now.
async fn gone_through(
    app: &App,
    doer: &Doer,
    (import, kind, staged): (&Import, &ImportKind, &Staged),
) -> Outcome<(Vec<Piece>, Vec<RowFault>)> {
    let mut pieces = Vec::new();
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for number in 0..store::pieces(import) {
        let piece = store::piece(app, &app.db.read().await?, import.id, number).await?.unwrap_or_default();
        for row in &piece.rows {
            let (row, amiss) = row_of(kind, &staged.fitted, row);
            rows.push(row);
            faults.extend(amiss);
        }
        pieces.push(piece);
        if number % PROGRESS_PIECES == 0 {
            store::note_checked(app, import.id, i64::try_from(rows.len()).unwrap_or(0)).await?;
        }
    }
    faults.extend(repeated(kind, &rows));
    let rows = without(rows, &faults);
    faults.extend((kind.check)(app, doer, (&app.db.read().await?, kind), &rows).await?);
    Ok((pieces, faults))
}

/// Ends a check: ready, or to be mended with the words at each row.
async fn conclude(app: &App, doer: &Doer, import: &Import, found: (Vec<Piece>, Vec<RowFault>)) -> Outcome<()> {
    let amiss = keep(app, doer, import.id, found).await?;
    let state = if amiss == 0 { "ready" } else { "mending" };
    let mut write = app.db.write(doer, "imports.check", &[Lock::new("imports", import.id)]).await?;
    write.change(&IMPORTS, import.id, import.version, row! { state: state, fault_count: amiss }).await?;
    write.commit().await
}

/// Writes the words to the pieces, and answers how many rows have any.
async fn keep(app: &App, doer: &Doer, id: Uuid, (pieces, faults): (Vec<Piece>, Vec<RowFault>)) -> Outcome<i64> {
    let mut by_row: BTreeMap<u32, Vec<RowFault>> = BTreeMap::new();
    for fault in faults {
        by_row.entry(fault.row).or_default().push(fault);
    }
    let amiss = i64::try_from(by_row.len()).unwrap_or(i64::MAX);
    for (number, mut piece) in (0i64..).zip(pieces) {
        let had = !piece.faults.is_empty();
        let found = piece.rows.iter().filter_map(|row| by_row.remove(&row.number)).flatten();
        piece.faults = found
            .map(|fault| Fault {
                row: fault.row,
                field: fault.field.map(str::to_owned),
                words: in_words(app, doer, &fault.refusal),
            })
            .collect();
        if had || !piece.faults.is_empty() {
            store::keep_faults(app, id, number, &piece).await?;
        }
    }
    Ok(amiss)
}

/// Loads the next pieces of a file; false when there are none.
///
/// # Errors
/// A fault from the database: the pieces are tried again. A row that has become wrong since it was checked is named:
/// before anything is loaded the file goes back to be mended, later the import ends.
pub async fn load_piece(app: &App, doer: &Doer, id: Uuid) -> Outcome<bool> {
    let Some((import, kind, staged)) = taken_up(app, doer, id, "loading").await? else { return Ok(false) };
    let doer = &on_behalf(doer, &import);
    if import.done_count == 0 && import.row_count > ROWS_TOGETHER {
        let found = gone_through(app, doer, (&import, &kind, &staged)).await?;
        if !found.1.is_empty() {
            conclude(app, doer, &import, found).await?;
            return Ok(false);
        }
    }
    let piece_rows = i64::try_from(PIECE_ROWS).map_err(Problem::fault)?;
    let first = import.done_count / piece_rows;
    let mut rows: Vec<ImportRow> = Vec::new();
    for number in first..first + ROWS_TOGETHER / piece_rows {
        let piece = store::piece(app, &app.db.read().await?, id, number).await?.unwrap_or_default();
        rows.extend(piece.rows.iter().map(|row| row_of(&kind, &staged.fitted, row).0));
    }
    let over = rows.is_empty() || import.done_count + i64::try_from(rows.len()).unwrap_or(0) >= import.row_count;
    let (row, refusal) = match enter(app, doer, (&import, &kind), (&rows, over)).await {
        Ok(()) => {
            if over {
                store::forget(app, id).await?;
            }
            return Ok(!over);
        }
        Err((row, Problem::Refused(refusal))) => (row, refusal),
        Err((row, Problem::Invalid(fields))) => match fields.into_iter().next() {
            Some(field) => (row, field.refusal),
            None => return Err(Problem::fault("an invalid row without words")),
        },
        Err((_, problem)) => return Err(problem),
    };
    let at = rows.iter().position(|known| known.number == row).unwrap_or(0) / PIECE_ROWS;
    let number = first + i64::try_from(at).unwrap_or(0);
    stop(app, doer, (&import, number), (row, refusal)).await?;
    Ok(false)
}

/// Enters rows in one transaction, which also counts them and calls for the next.
async fn enter(
    app: &App,
    doer: &Doer,
    (import, kind): (&Import, &ImportKind),
    (rows, over): (&[ImportRow], bool),
) -> Result<(), (u32, Problem)> {
    let at = |row: u32| move |problem: Problem| (row, problem);
    let locks = [Lock::new("imports", import.id), Lock::new("imports", doer.community.0)];
    let mut write = app.db.write(doer, "imports.load", &locks).await.map_err(at(0))?;
    let (mut created, mut changed, mut same) = (0i64, 0i64, 0i64);
    for row in rows {
        match (kind.enter)(app, &mut write, kind, row).await.map_err(at(row.number))? {
            Entered::Created => created += 1,
            Entered::Changed => changed += 1,
            Entered::Same => same += 1,
        }
    }
    let counted = row! {
        state: if over { "done" } else { "loading" },
        ended_at: over.then_some(doer.at),
        done_count: import.done_count + created + changed + same,
        created_count: import.created_count + created,
        changed_count: import.changed_count + changed,
        same_count: import.same_count + same,
    };
    write.change(&IMPORTS, import.id, import.version, counted).await.map_err(at(0))?;
    if !over {
        kernel::jobs::enqueue(app, &mut write, LOAD, import.id, doer.at).await.map_err(at(0))?;
    }
    write.commit().await.map_err(at(0))
}

/// Says what is wrong at a row that has become wrong since it was checked. While nothing is loaded the file goes back to
/// be mended; else the import ends there.
async fn stop(
    app: &App,
    doer: &Doer,
    (import, number): (&Import, i64),
    (row, refusal): (u32, base::Refusal),
) -> Outcome<()> {
    let mut piece = store::piece(app, &app.db.read().await?, import.id, number).await?.unwrap_or_default();
    piece.faults = vec![Fault { row, field: None, words: in_words(app, doer, &refusal) }];
    store::keep_faults(app, import.id, number, &piece).await?;
    let begun = import.done_count > 0;
    let mut write = app.db.write(doer, "imports.stop", &[Lock::new("imports", import.id)]).await?;
    let line = row! {
        state: if begun { "stopped" } else { "mending" }, ended_at: begun.then_some(doer.at), fault_count: 1i64,
    };
    write.change(&IMPORTS, import.id, import.version, line).await?;
    write.commit().await
}

/// Forgets files that nobody loaded within a day.
async fn sweep(app: &App, doer: &Doer) -> Outcome<()> {
    let before = doer.at - Duration::hours(KEPT_HOURS);
    let waiting = store::waiting_since(&app.db.read().await?, doer.community, before).await?;
    for id in waiting {
        let found = store::find(&app.db.read().await?, doer.community, id).await?;
        if let Some(import) = found.filter(|import| !import.is_over()) {
            let mut write = app.db.write(doer, "imports.sweep", &[Lock::new("imports", id)]).await?;
            let line = row! { state: "dropped", ended_at: doer.at };
            write.change(&IMPORTS, id, import.version, line).await?;
            write.commit().await?;
        }
        store::forget(app, id).await?;
    }
    Ok(())
}
