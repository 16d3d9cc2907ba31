//! Printing sheets, and entering what was written on them.

use super::rules::{Because, No, SHEETS_MAX, detail, may_enter};
use super::store::{self, BATCHES, BatchRow, SheetRow};
use crate::orders::asking::Asking;
use crate::orders::powers::ORDERS_ASK_FOR;
use crate::orders::receipts::{code, digits, draw_number, id_of, receipt, second};
use crate::orders::store as orders;
use crate::orders::views::Receipt;
use crate::orders::writing::{Complete, Late, create, read, submit};
use base::{Doer, Moment, OrderId, Outcome, Problem, Relation};
use db::{Lock, Query, row};
use kernel::app::App;
use uuid::Uuid;

/// What is said about a request that was written on paper.
#[derive(Clone, Debug)]
pub struct OnPaper {
    /// The number on the sheet, as typed; blank when it was written on any paper.
    pub sheet: String,
    /// When it was written.
    pub written_at: Moment,
    /// Why on paper.
    pub because: Because,
}

/// A sheet with what its counterfoil says.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The number of the order to be.
    pub number: i64,
    /// Its follow code.
    pub code: String,
}

/// A printing.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub printed_at: Moment,
    /// The first and the last number.
    pub numbers: (i64, i64),
    /// How many sheets.
    pub sheets: i64,
    /// How many were entered.
    pub entered: i64,
}

/// Puts numbers aside for sheets; the same form again prints the same ones.
///
/// # Errors
/// `NotAllowed`; field sheets.
pub async fn print_sheets(app: &App, doer: &Doer, once: Uuid, sheets: i64) -> Outcome<()> {
    doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    if !(1..=SHEETS_MAX).contains(&sheets) {
        return Err(Problem::field("sheets", "orders-paper-refused-sheets"));
    }
    let mut write = app.db.write(doer, "orders.print_sheets", &[Lock::new("paper_batches", once)]).await?;
    let batch = row! {
        id: once, community: doer.community.0, printed_at: doer.at, by_account: doer.account.map(Uuid::from),
        sheets: sheets,
    };
    if !write.create_once(&BATCHES, batch).await? {
        return Ok(());
    }
    for place in 1..=sheets {
        let id = second(app, once, &format!("sheet/{place}"));
        let number = draw_number(&write, OrderId(id)).await?;
        let sheet = row! {
            id: id, community: doer.community.0, batch_id: once, number: number, printed_at: doer.at,
        };
        write.insert("paper_sheets", sheet).await?;
    }
    write.commit().await
}

/// The sheets of a printing, to be printed again.
///
/// # Errors
/// `NotFound`.
pub async fn batch(app: &App, doer: &Doer, id: Uuid) -> Outcome<Vec<Sheet>> {
    doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    let sheets = store::sheets(&app.db.read().await?, doer.community, id).await?;
    if sheets.is_empty() {
        return Err(Problem::NotFound);
    }
    let sheet = |row: &SheetRow| Sheet { number: row.number, code: code(app, OrderId(row.id), 1) };
    Ok(sheets.iter().map(sheet).collect())
}

/// The newest printings.
///
/// # Errors
/// `NotAllowed`.
pub async fn batches(app: &App, doer: &Doer) -> Outcome<Vec<Batch>> {
    doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    let found = store::batches(&app.db.read().await?, doer.community).await?;
    let batch = |row: BatchRow| Batch {
        id: row.id,
        printed_at: row.printed_at,
        numbers: (row.first, row.last),
        sheets: row.sheets,
        entered: row.entered,
    };
    Ok(found.into_iter().map(batch).collect())
}

/// Enters what was written on paper, with the time it was written (desk only); a sheet entered twice is one order.
///
/// # Errors
/// As `ask`; fields sheet and written_at.
pub async fn ask_from_paper(app: &App, doer: &Doer, wish: &Asking, paper: &OnPaper) -> Outcome<Receipt> {
    doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    let sheet = sheet_of(app, doer, &paper.sheet).await?;
    let id = sheet.map_or_else(|| id_of(app, wish.once), |sheet| OrderId(sheet.id));
    let once = second(app, wish.once, "paper");
    let mut write = app.db.write(doer, "orders.ask_from_paper", &[Lock::new("orders", id)]).await?;
    if let Some(order) = orders::order(&write, doer.community, id).await? {
        // The same form again shows its receipt; the same sheet in another form is that order, and no second one.
        let same_form = orders::order_of_event(&write, once).await? == Some(id);
        return if same_form { receipt(app, &write, &order).await } else { Err(No::SheetEntered.at("sheet")) };
    }
    let printed = sheet.map(|sheet| sheet.printed_at);
    may_enter(paper.written_at, printed, doer.at).map_err(|no| no.at("written_at"))?;
    // The place is in the grid of that day, and the promises begin then; who enters it, and when, is in the audit.
    let then = Doer { at: paper.written_at, ..doer.clone() };
    let late = Late { once, number: sheet.map(|sheet| sheet.number), detail: detail(doer.at, paper.because) };
    let written = read(&write, &then, wish, Complete::Yes).await?.late(late);
    let mut order = create(app, &mut write, &then, id, &written).await?;
    submit(app, &mut write, &mut order, &written).await?;
    let receipt = receipt(app, &write, &order).await?;
    write.commit().await?;
    Ok(receipt)
}

/// The sheet of a number as typed; none when it was no printed sheet.
async fn sheet_of(app: &App, doer: &Doer, typed: &str) -> Outcome<Option<SheetRow>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let unknown = || No::NoSuchSheet.at("sheet");
    let number: i64 = digits(typed).parse().map_err(|_| unknown())?;
    let found = store::sheet(&app.db.read().await?, doer.community, number).await?;
    found.map(Some).ok_or_else(unknown)
}

/// Whether number and code are those of a sheet that was not entered yet.
pub async fn waits(app: &App, door: &impl Query, doer: &Doer, (number, typed): (i64, &str)) -> Outcome<bool> {
    let sheet = store::sheet(door, doer.community, number).await?;
    Ok(sheet.is_some_and(|sheet| code(app, OrderId(sheet.id), 1) == typed))
}
