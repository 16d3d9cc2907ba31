//! The verbs of stock-taking: begin, enter what was found, say why it differs, post, drop.

use super::rules::{self, LINES_MAX, PAPER_DAYS_MAX, PIECES_MAX, REASON_CHARS_MAX};
use super::store::{self, COUNTS, Count, LINES, Line};
use crate::points::ledger::{self, Account, Ledger, Transfer, derived_id};
use crate::points::words::public_words;
use crate::supermarket::powers::{GOODS_COUNT, GOODS_SETTLE};
use base::{Doer, Moment, Outcome, Problem, Refusal, Relation};
use chrono::Duration;
use db::{Lock, Write, row};
use kernel::app::App;
use uuid::Uuid;

/// Begins a count; `id` comes from the form. The list is frozen by name.
///
/// # Errors
/// When another count is open, or there is nothing to count.
pub async fn begin(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    doer.require(GOODS_COUNT, &[Relation::Community])?;
    let account = doer.account.ok_or(Problem::SignIn)?;
    let goods = store::goods(&app.db.read().await?, doer.community, LINES_MAX).await?;
    if goods.is_empty() {
        return Err(Problem::refused("counts-nothing"));
    }
    let mut write = app.db.write(doer, "goods.begin_count", &[Lock::new("stock_counts", doer.community.0)]).await?;
    let row = row! {
        id: id, community: doer.community.0, state: "counting", begun_at: doer.at, begun_by: account.0,
        line_count: i64::try_from(goods.len()).unwrap_or(i64::MAX),
    };
    if !write.create_once(&COUNTS, row).await? {
        let same = store::count(&write, doer.community, id).await?.is_some();
        return if same { Ok(()) } else { Err(Problem::refused("counts-one-at-a-time")) };
    }
    let line = |(position, good): (usize, store::Named)| {
        row! {
            id: line_id(id, good.id), community: doer.community.0, count_id: id, item_id: good.id,
            position: i64::try_from(position).unwrap_or(i64::MAX), name_zh: good.name_zh, name_bo: good.name_bo,
            name_en: good.name_en, reason: "",
        }
    };
    write.create_all(&LINES, goods.into_iter().enumerate().map(line).collect()).await?;
    write.commit().await
}

fn line_id(count: Uuid, item: Uuid) -> Uuid {
    derived_id("count line", &[count.as_bytes(), item.as_bytes()])
}

/// What one person found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The count.
    pub count: Uuid,
    /// When they looked: now, or when the paper was filled in.
    pub at: Moment,
    /// Line and pieces.
    pub pieces: Vec<(Uuid, i64)>,
}

/// Enters what one person found. Whoever has not counted a line yet is its first or its second person; the books are read
/// as they were at that time.
///
/// # Errors
/// When two others counted it, or a number or the time makes no sense.
pub async fn enter(app: &App, doer: &Doer, found: &Found) -> Outcome<()> {
    doer.require(GOODS_COUNT, &[Relation::Community])?;
    let account = doer.account.map(Uuid::from).ok_or(Problem::SignIn)?;
    let (mut write, count, lines) = open(app, doer, ("goods.count", found.count)).await?;
    if found.at > doer.at || found.at < count.begun_at || doer.at - found.at > Duration::days(PAPER_DAYS_MAX) {
        return Err(Problem::field("at", "counts-time-wrong"));
    }
    let mut changed = false;
    for (id, pieces) in &found.pieces {
        let line = lines.iter().find(|line| line.id == *id).ok_or(Problem::NotFound)?;
        if !(0..=PIECES_MAX).contains(pieces) {
            return Err(Refusal::new("counts-pieces-wrong").with("thing", line.name(doer.locale).0).into());
        }
        // A form sent twice writes nothing new. The same number at another time is another look: the books have moved.
        if line.own(Some(account)) != Some((*pieces, found.at)) {
            look(&mut write, line, (*pieces, found.at, account)).await?;
            changed = true;
        }
    }
    if changed {
        write.touch(&COUNTS, count.id).await?;
        write.commit().await?;
    }
    Ok(())
}

async fn look(write: &mut Write, line: &Line, (pieces, at, account): (i64, Moment, Uuid)) -> Outcome<()> {
    let book = book_at(write, line.item_id, at).await?;
    let first = line.first_by.is_none_or(|by| by == account);
    if !first && line.second_by.is_some_and(|by| by != account) {
        return Err(Refusal::new("counts-two-already").with("thing", line.name(write.doer().locale).0).into());
    }
    let row = if first {
        row! { first_pieces: pieces, first_book: book, first_at: at, first_by: account }
    } else {
        row! { second_pieces: pieces, second_book: book, second_at: at, second_by: account }
    };
    write.change(&LINES, line.id, line.version, row).await
}

/// What the books said at a time: what they say now, without what moved since.
async fn book_at(write: &Write, item: Uuid, at: Moment) -> Outcome<i64> {
    let Some(id) = Account::Stock(item).balance_id(write.doer().community, Ledger::Goods) else { return Ok(0) };
    let now = ledger::balance(write, id).await?.map_or(0, |balance| balance.posted);
    if at >= write.doer().at {
        return Ok(now);
    }
    Ok(now - store::moved_since(write, id, at).await?)
}

/// An open count with its lines, holding the count and every thing of it.
async fn open(app: &App, doer: &Doer, (verb, id): (&'static str, Uuid)) -> Outcome<(Write, Count, Vec<Line>)> {
    let (write, count) = hold(app, doer, (verb, id)).await?;
    if !count.open() {
        return Err(Problem::refused("counts-ended"));
    }
    let lines = store::lines(&write, id).await?;
    Ok((write, count, lines))
}

async fn hold(app: &App, doer: &Doer, (verb, id): (&'static str, Uuid)) -> Outcome<(Write, Count)> {
    let goods = store::lines(&app.db.read().await?, id).await?;
    let mut locks = vec![Lock::new("stock_counts", id)];
    locks.extend(goods.iter().map(|line| Lock::new("goods", line.item_id)));
    let write = app.db.write(doer, verb, &locks).await?;
    let count = store::count(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    Ok((write, count))
}

/// Says why lines differ.
///
/// # Errors
/// When a reason cannot be read, or the doer did not count the line.
pub async fn explain(app: &App, doer: &Doer, (id, reasons): (Uuid, &[(Uuid, String)])) -> Outcome<()> {
    doer.require(GOODS_COUNT, &[Relation::Community])?;
    let account = doer.account.map(Uuid::from).ok_or(Problem::SignIn)?;
    let (mut write, count, lines) = open(app, doer, ("goods.explain_count", id)).await?;
    for (id, words) in reasons {
        let line = lines.iter().find(|line| line.id == *id).ok_or(Problem::NotFound)?;
        if line.reason == words.trim() {
            continue;
        }
        if !line.counted_by(account) {
            return Err(Problem::refused("counts-reason-not-yours"));
        }
        let words = public_words(("reason", REASON_CHARS_MAX), words)?;
        write.change(&LINES, line.id, line.version, row! { reason: words }).await?;
    }
    write.touch(&COUNTS, count.id).await?;
    write.commit().await
}

/// Posts the differences; `version` is the one that was read.
///
/// # Errors
/// When the doer counted, a line is not clear or has no reason, or people have reserved what is missing.
pub async fn post(app: &App, doer: &Doer, (id, version): (Uuid, i64)) -> Outcome<()> {
    doer.require(GOODS_SETTLE, &[Relation::Community])?;
    let account = doer.account.map(Uuid::from).ok_or(Problem::SignIn)?;
    let (mut write, count) = hold(app, doer, ("goods.post_count", id)).await?;
    if count.posted() && count.ended_account == Some(account) {
        return Ok(());
    }
    if !count.open() {
        return Err(Problem::refused("counts-ended"));
    }
    let lines = store::lines(&write, id).await?;
    if lines.iter().any(|line| line.counted_by(account)) {
        return Err(Problem::refused("counts-not-your-own"));
    }
    if count.version != version {
        return Err(Problem::Changed);
    }
    if let Some(line) = lines.iter().find(|line| line.unclear()) {
        return Err(Refusal::new("counts-not-done").with("thing", line.name(doer.locale).0).into());
    }
    for line in &lines {
        post_line(&mut write, line).await?;
    }
    write.change(&COUNTS, id, version, row! { state: "posted", ended_at: doer.at, ended_by: account }).await?;
    write.commit().await
}

async fn post_line(write: &mut Write, line: &Line) -> Outcome<()> {
    let (community, name) = (write.doer().community, line.name(write.doer().locale).0);
    let stock = Account::Stock(line.item_id);
    let balance = match stock.balance_id(community, Ledger::Goods) {
        Some(id) => ledger::balance(write, id).await?,
        None => None,
    };
    let there = balance.map_or((0, 0), |balance| (balance.posted, balance.reserved));
    let by = rules::posts(line.standing(), (!line.reason.is_empty(), &name), there)?;
    if by == 0 {
        return write.change(&LINES, line.id, line.version, row! { posted: 0i64 }).await;
    }
    let (from, to) = if by > 0 { (Account::Counted, stock) } else { (stock, Account::WrittenOff) };
    let transfer = Transfer {
        id: derived_id("count", &[line.id.as_bytes()]),
        ledger: Ledger::Goods,
        from,
        to,
        amount: by.abs(),
        source_kind: "count",
        source: line.id,
        reserved: false,
    };
    ledger::post(write, &transfer).await?;
    write.change(&LINES, line.id, line.version, row! { posted: by }).await
}

/// Gives a count up: nothing is posted, and what was found stays readable.
///
/// # Errors
/// When it has ended.
pub async fn drop_count(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    doer.require(GOODS_COUNT, &[Relation::Community])?;
    let mut write = app.db.write(doer, "goods.drop_count", &[Lock::new("stock_counts", id)]).await?;
    let count = store::count(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if count.state == "dropped" {
        return Ok(());
    }
    if !count.open() {
        return Err(Problem::refused("counts-ended"));
    }
    let row = row! { state: "dropped", ended_at: doer.at, ended_by: doer.account.map(Uuid::from) };
    write.change(&COUNTS, id, count.version, row).await?;
    write.commit().await
}
