//! Calling back 回访: which call-backs are to be made, first due first, and what came of each attempt.
//!
//! The log says which matter, when and what came of it; never a name, a phone number or a door, and nobody's calls are
//! counted.

use super::checking::CallBack;
use super::lines::lines;
use super::machine::named;
use super::powers::ORDERS_CALL_BACK;
use super::receipts::second;
use super::rules;
use super::standing::list;
use super::store::Order;
use super::views::OrderLine;
use base::{Doer, Moment, OrderId, Outcome, Relation};
use db::{AppendOnly, FromQueryResult, Kind, Query, Read, Value, Write, row, values};
use kernel::app::App;
use kernel::case::Named;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// Days ahead for which a resident may ask to be called again.
pub const AGAIN_DAYS_MAX: i64 = 14;
/// Call-backs that are listed.
const CALLS_SHOWN_MAX: u32 = 100;

/// Attempts.
pub const CALLS: AppendOnly = AppendOnly {
    table: "order_calls",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("order_id", Kind::Id),
        ("round", Kind::Number),
        ("at", Kind::Time),
        ("result", Kind::Text),
        ("again_at", Kind::Time),
        ("by_account", Kind::Id),
    ],
};

named! {
    /// What came of an attempt.
    CallResult {
        /// Reached: solved.
        Solved = "solved",
        /// Reached: not solved.
        NotSolved = "not_solved",
        /// Nobody answered.
        Unanswered = "unanswered",
        /// Reached: call again later.
        Later = "later",
    }
}

impl CallResult {
    /// The key of its words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Solved => "orders-calls-solved",
            Self::NotSolved => "orders-calls-not-solved",
            Self::Unanswered => "orders-calls-unanswered",
            Self::Later => "orders-calls-later",
        }
    }
}

/// An attempt.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// When.
    pub at: Moment,
    /// What came of it.
    pub result: CallResult,
    /// When to call again, if they asked.
    pub again_at: Option<Moment>,
}

/// A call-back to be made.
#[derive(Clone, Debug)]
pub struct ToCall {
    /// The line of the lists.
    pub line: OrderLine,
    /// When they asked to be called again.
    pub again_at: Option<Moment>,
    /// There is a number to call.
    pub has_phone: bool,
    /// Attempts in this round, oldest first.
    pub attempts: Vec<Attempt>,
}

/// Call-backs to be made: now, and those whose residents asked for a later time.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// First due first.
    pub now: Vec<ToCall>,
    /// In order of the time they asked for.
    pub later: Vec<ToCall>,
}

/// A line of the log.
#[derive(Clone, Debug)]
pub struct CallLine {
    /// The attempt's id.
    pub id: Uuid,
    /// The matter.
    pub order: OrderLine,
    /// The round.
    pub round: i64,
    /// What came of it.
    pub attempt: Attempt,
}

/// Writes an attempt down beside its step.
pub async fn note(app: &App, write: &mut Write, order: &Order, (once, result): (Uuid, &CallBack)) -> Outcome<()> {
    let (result, again_at) = match result {
        CallBack::Solved(_) => (CallResult::Solved, None),
        CallBack::NotSolved(_) => (CallResult::NotSolved, None),
        CallBack::Unanswered => (CallResult::Unanswered, None),
        CallBack::Later(again) => (CallResult::Later, Some(*again)),
    };
    let doer = write.doer().clone();
    let row = row! {
        id: second(app, once, "call"), community: order.community, order_id: order.id, round: order.round, at: doer.at,
        result: result.name(), again_at: again_at, by_account: doer.account.map(Uuid::from),
    };
    write.append(&CALLS, row).await
}

#[derive(FromQueryResult)]
struct CallRow {
    id: Uuid,
    order_id: Uuid,
    round: i64,
    at: Moment,
    result: String,
    again_at: Option<Moment>,
}

impl CallRow {
    fn attempt(&self) -> Outcome<Attempt> {
        Ok(Attempt { at: self.at, result: rules::named(&self.result)?, again_at: self.again_at })
    }
}

/// The call-backs to be made, at most a hundred.
///
/// # Errors
/// `NotAllowed`.
pub async fn calls_to_make(app: &App, doer: &Doer) -> Outcome<Calls> {
    doer.require(ORDERS_CALL_BACK, &[Relation::Community])?;
    let door = app.db.read().await?;
    let sql = format!(
        "select * from orders where community = $1 and desk_box = 'to_call_back'
         order by case when due_at is null then 1 else 0 end, due_at, id limit {CALLS_SHOWN_MAX}"
    );
    let orders: Vec<Order> = door.all(&sql, values![doer.community.0]).await?;
    let mut tried = attempts(&door, &orders).await?;
    let mut calls = Calls::default();
    for (order, line) in orders.iter().zip(lines(&door, doer, &orders).await?) {
        let attempts = tried.remove(&order.id).unwrap_or_default();
        let again_at = order.call_again_at;
        let call = ToCall { line, again_at, has_phone: order.is_reachable(), attempts };
        if again_at.is_some_and(|again| again > doer.at) { calls.later.push(call) } else { calls.now.push(call) }
    }
    calls.later.sort_by_key(|call| call.again_at);
    Ok(calls)
}

/// The attempts of these orders in their present round.
async fn attempts(door: &Read, orders: &[Order]) -> Outcome<BTreeMap<Uuid, Vec<Attempt>>> {
    let sql = format!(
        "select c.id, c.order_id, c.round, c.at, c.result, c.again_at from order_calls c
         join orders o on o.id = c.order_id and o.round = c.round
         where c.order_id in {} order by c.order_id, c.at, c.id",
        list(0, orders.len())
    );
    let mut found: BTreeMap<Uuid, Vec<Attempt>> = BTreeMap::new();
    for row in door.all::<CallRow>(&sql, orders.iter().map(|order| Value::from(order.id)).collect()).await? {
        found.entry(row.order_id).or_default().push(row.attempt()?);
    }
    Ok(found)
}

/// What came of calling back, newest first.
///
/// # Errors
/// `NotAllowed`.
pub async fn call_log(app: &App, doer: &Doer, after: Option<Cursor>) -> Outcome<Listing<CallLine>> {
    doer.require(ORDERS_CALL_BACK, &[Relation::Community])?;
    piece(app, doer, (after, PAGE_ROWS)).await
}

/// How many lines the log has.
pub async fn length(app: &App, doer: &Doer) -> Outcome<i64> {
    let sql = "select count(*) from order_calls where community = $1";
    app.db.read().await?.number(sql, values![doer.community.0]).await
}

/// So many lines of the log, after a cursor; who may see it was asked before.
pub async fn piece(app: &App, doer: &Doer, (after, lines_max): (Option<Cursor>, usize)) -> Outcome<Listing<CallLine>> {
    let door = app.db.read().await?;
    let (condition, mut values) = match after {
        Some(cursor) => (" and (at, id) < ($2, $3)", values![doer.community.0, cursor.at, cursor.id]),
        None => ("", values![doer.community.0]),
    };
    values.push(Value::from(i64::try_from(lines_max).unwrap_or(i64::MAX - 1) + 1));
    let sql = format!(
        "select id, order_id, round, at, result, again_at from order_calls where community = $1{condition}
         order by at desc, id desc limit ${}",
        values.len()
    );
    let mut rows: Vec<CallRow> = door.all(&sql, values).await?;
    let more = rows.len() > lines_max;
    rows.truncate(lines_max);
    let next = rows.last().filter(|_| more).map(|last| Cursor { at: last.at, id: last.id });
    let sql = format!("select * from orders where id in {}", list(0, rows.len()));
    let orders: Vec<Order> = door.all(&sql, rows.iter().map(|row| Value::from(row.order_id)).collect()).await?;
    let known: BTreeMap<OrderId, OrderLine> =
        lines(&door, doer, &orders).await?.into_iter().map(|line| (line.id, line)).collect();
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(order) = known.get(&OrderId(row.order_id)) else { continue };
        shown.push(CallLine { id: row.id, order: order.clone(), round: row.round, attempt: row.attempt()? });
    }
    Ok(Listing { rows: shown, next })
}
