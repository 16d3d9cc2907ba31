//! The verbs of donations: write a receipt, void one, say what money was used for.

use super::rules::{BACK_DAYS_MAX, DONOR_CHARS_MAX, FEN_MAX, PURPOSE_CHARS_MAX};
use super::store::{self, BOOKS, Book, DONATIONS, Donation, USES};
use crate::points::ledger::{self, Account, Ledger, Transfer, derived_id};
use crate::points::rules::local_day;
use crate::points::words::{public_line, public_words};
use crate::supermarket::powers::{DONATIONS_RECORD, DONATIONS_SETTLE};
use crate::supermarket::rules::DELIVERY_MAX;
use crate::supermarket::store as shelf;
use base::{Day, Doer, FieldProblem, Outcome, Problem, Refusal, Relation};
use chrono::Duration;
use db::{Lock, Row, Write, row};
use kernel::app::App;
use uuid::Uuid;

/// What was given.
#[derive(Clone, Copy, Debug)]
pub enum Gift {
    /// Money, in fen.
    Money(i64),
    /// So many of a thing; they go into stock with the receipt.
    Goods(Uuid, i64),
}

/// A receipt as it is asked for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// From the form.
    pub id: Uuid,
    /// What.
    pub gift: Gift,
    /// Who, when they wish to be named; else empty.
    pub donor: String,
    /// The day.
    pub given_on: Day,
}

fn locks(doer: &Doer, item: Option<Uuid>) -> Vec<Lock> {
    let book = Lock::new("donation_books", doer.community.0);
    item.map(|item| Lock::new("goods", item)).into_iter().chain([book]).collect()
}

/// Writes a receipt with the next number.
///
/// # Errors
/// When a field needs mending.
pub async fn receive(app: &App, doer: &Doer, wish: &Wish) -> Outcome<()> {
    doer.require(DONATIONS_RECORD, &[Relation::Community])?;
    let recorder = doer.account.ok_or(Problem::SignIn)?;
    let donor = check(doer, wish)?;
    let item = if let Gift::Goods(item, _) = wish.gift { Some(item) } else { None };
    let mut write = app.db.write(doer, "donations.receive", &locks(doer, item)).await?;
    if store::donation(&write, doer.community, wish.id).await?.is_some() {
        return Ok(());
    }
    let book = store::book(&write, doer.community).await?;
    let mut row = row! {
        id: wish.id, community: doer.community.0, number: book.last_number + 1, donor: donor, given_on: wish.given_on,
        recorded_at: doer.at, recorded_by: recorder.0,
    };
    row.extend(gift_row(&write, doer, wish.gift).await?);
    write.create(&DONATIONS, row).await?;
    let mut next = Book { last_number: book.last_number + 1, ..book };
    match wish.gift {
        Gift::Money(fen) => next.received_fen += fen,
        Gift::Goods(item, pieces) => {
            let way = (Account::Donated, Account::Stock(item));
            move_goods(&mut write, (wish.id, "donation"), way, pieces).await?;
        }
    }
    keep(&mut write, (book, next)).await?;
    write.commit().await
}

fn check(doer: &Doer, wish: &Wish) -> Outcome<String> {
    let mut wrong = Vec::new();
    let refusal = Refusal::new("donations-amount-wrong");
    match wish.gift {
        Gift::Money(fen) if !(1..=FEN_MAX).contains(&fen) => wrong.push(FieldProblem { field: "amount", refusal }),
        Gift::Goods(_, pieces) if !(1..=DELIVERY_MAX).contains(&pieces) => {
            let refusal = Refusal::new("supermarket-count-wrong").with("most", DELIVERY_MAX);
            wrong.push(FieldProblem { field: "count", refusal });
        }
        _ => {}
    }
    if !recent(doer, wish.given_on) {
        wrong.push(FieldProblem { field: "given_on", refusal: day_wrong() });
    }
    let donor = wish.donor.trim();
    let donor =
        if donor.is_empty() { String::new() } else { public_line(("donor", DONOR_CHARS_MAX), donor, &mut wrong) };
    if wrong.is_empty() { Ok(donor) } else { Err(Problem::Invalid(wrong)) }
}

fn day_wrong() -> Refusal {
    Refusal::new("donations-day-wrong").with("days", BACK_DAYS_MAX)
}

fn recent(doer: &Doer, day: Day) -> bool {
    let today = local_day(doer.at);
    day <= today && today - day <= Duration::days(BACK_DAYS_MAX)
}

async fn gift_row(write: &Write, doer: &Doer, gift: Gift) -> Outcome<Row> {
    let (kind, fen, pieces, item) = match gift {
        Gift::Money(fen) => ("money", fen, 0, None),
        Gift::Goods(item, pieces) => ("goods", 0, pieces, Some(item)),
    };
    let thing = match item {
        Some(item) => {
            Some(shelf::item(write, doer.community, item).await?.ok_or(Problem::field("item", "donations-choose"))?)
        }
        None => None,
    };
    let (zh, bo, en) = thing.map(|thing| (thing.name_zh, thing.name_bo, thing.name_en)).unwrap_or_default();
    Ok(row! { kind: kind, amount_fen: fen, pieces: pieces, item_id: item, thing_zh: zh, thing_bo: bo, thing_en: en })
}

async fn move_goods(
    write: &mut Write,
    (source, source_kind): (Uuid, &'static str),
    (from, to): (Account, Account),
    amount: i64,
) -> Outcome<()> {
    let id = derived_id(source_kind, &[source.as_bytes()]);
    let transfer = Transfer { id, ledger: Ledger::Goods, from, to, amount, source_kind, source, reserved: false };
    ledger::post(write, &transfer).await.map(|_| ())
}

async fn keep(write: &mut Write, (before, after): (Book, Book)) -> Outcome<()> {
    let id = write.doer().community.0;
    let mut row = row! { last_number: after.last_number, received_fen: after.received_fen, used_fen: after.used_fen };
    if before.version == 0 {
        row.extend(row! { id: id });
        return write.create(&BOOKS, row).await;
    }
    write.change(&BOOKS, id, before.version, row).await
}

/// Voids a receipt: its number stays in the series, what it booked is taken back.
///
/// # Errors
/// When the doer wrote it, or what was given has been used.
pub async fn void(app: &App, doer: &Doer, (id, version, reason): (Uuid, i64, &str)) -> Outcome<()> {
    doer.require(DONATIONS_SETTLE, &[Relation::Community])?;
    let account = doer.account.map(Uuid::from).ok_or(Problem::SignIn)?;
    let reason = public_words(("reason", PURPOSE_CHARS_MAX), reason)?;
    let found = store::donation(&app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let mut write = app.db.write(doer, "donations.void", &locks(doer, found.item_id)).await?;
    let found = store::donation(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if found.voided_at.is_some() {
        return Ok(());
    }
    if found.recorded_by == account {
        return Err(Problem::refused("donations-two-people"));
    }
    take_back(&mut write, &found).await?;
    let row = row! { voided_at: doer.at, voided_by: account, void_reason: reason };
    write.change(&DONATIONS, id, version, row).await?;
    write.commit().await
}

async fn take_back(write: &mut Write, found: &Donation) -> Outcome<()> {
    if let Some(item) = found.item_id {
        let way = (Account::Stock(item), Account::Donated);
        return move_goods(write, (found.id, "donation_voided"), way, found.pieces).await;
    }
    let book = store::book(write, write.doer().community).await?;
    if book.left_fen() < found.amount_fen {
        return Err(Problem::refused("donations-used-already"));
    }
    keep(write, (book, Book { received_fen: book.received_fen - found.amount_fen, ..book })).await
}

/// What money was used for.
#[derive(Clone, Debug)]
pub struct Spending {
    /// From the form.
    pub id: Uuid,
    /// How much, in fen.
    pub fen: i64,
    /// For what; never for whom.
    pub purpose: String,
    /// The day.
    pub used_on: Day,
}

/// Writes down what money was used for. It can never be more than there is, and never names who received it.
///
/// # Errors
/// When there is not so much, or a field needs mending.
pub async fn spend(app: &App, doer: &Doer, wish: &Spending) -> Outcome<()> {
    doer.require(DONATIONS_SETTLE, &[Relation::Community])?;
    let account = doer.account.ok_or(Problem::SignIn)?;
    let mut wrong = Vec::new();
    let purpose = public_line(("purpose", PURPOSE_CHARS_MAX), &wish.purpose, &mut wrong);
    if !recent(doer, wish.used_on) {
        wrong.push(FieldProblem { field: "used_on", refusal: day_wrong() });
    }
    if !(1..=FEN_MAX).contains(&wish.fen) {
        wrong.push(FieldProblem { field: "amount", refusal: Refusal::new("donations-amount-wrong") });
    }
    if wrong.is_empty() && store::names_somebody(&app.db.read().await?, doer.community, &purpose).await? {
        wrong.push(FieldProblem { field: "purpose", refusal: Refusal::new("donations-names-nobody") });
    }
    if !wrong.is_empty() {
        return Err(Problem::Invalid(wrong));
    }
    let mut write = app.db.write(doer, "donations.spend", &locks(doer, None)).await?;
    let row = row! {
        id: wish.id, community: doer.community.0, amount_fen: wish.fen, purpose: purpose, used_on: wish.used_on,
        recorded_at: doer.at, recorded_by: account.0,
    };
    if !write.create_once(&USES, row).await? {
        return Ok(());
    }
    let book = store::book(&write, doer.community).await?;
    if book.left_fen() < wish.fen {
        return Err(Refusal::new("donations-too-little").with("left", super::rules::yuan(book.left_fen())).into());
    }
    keep(&mut write, (book, Book { used_fen: book.used_fen + wish.fen, ..book })).await?;
    write.commit().await
}
