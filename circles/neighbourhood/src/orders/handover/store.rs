//! Rows of handing over: who works here, open matters of one person in charge, what is open about them, who waits for
//! which. One question for each kind of fact, however many matters.

use super::super::powers::ORDERS_HAND_OVER;
use super::super::rules::named;
use super::super::standing::list;
use super::super::store::Order;
use super::super::views::MessageKind;
use super::rules::{Held, Whose};
use crate::orders::approvals::Wish;
use base::{AccountId, Day, Doer, Moment, OrderId, Outcome, Relation, Role};
use db::{FromQueryResult, Query, Value, Write, row, values};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Colleagues to choose from.
const COLLEAGUES_MAX: u32 = 200;
/// What is open: it has not ended, nobody parked it, and it does not go on under another number.
const OPEN: &str = "o.closed_at is null and o.state not in ('draft', 'merged')";

/// A colleague.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Name {
    /// The account.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
}

/// The open accounts that may have matters in charge, in the order in which they came to be.
pub async fn working(door: &impl Query, doer: &Doer) -> Outcome<Vec<Name>> {
    let roles = roles(doer);
    let sql = format!(
        "select a.id, a.display_name as name from accounts a where a.community = $1 and a.closed_at is null
         and exists (select 1 from roles_held r where r.account_id = a.id and r.role in {})
         order by a.id limit {COLLEAGUES_MAX}",
        list(1, roles.len())
    );
    door.all(&sql, [values![doer.community.0], roles].concat()).await
}

/// The roles that have matters in charge: what they may hand over.
fn roles(doer: &Doer) -> Vec<Value> {
    let office = |role: &&Role| doer.policy.relations(&[**role], ORDERS_HAND_OVER).contains(&Relation::Community);
    Role::ALL.iter().filter(office).map(|role| Value::from(role.name())).collect()
}

/// A condition with its values; placeholders count on from 1.
fn theirs(doer: &Doer, whose: Whose) -> (String, Vec<Value>) {
    match whose {
        Whose::Account(account) => ("o.in_charge = $2".to_owned(), values![doer.community.0, account.0]),
        Whose::Nobody => {
            let roles = roles(doer);
            let sql = format!(
                "o.in_charge is not null and not exists (select 1 from accounts a join roles_held r on r.account_id = a.id
                   where a.id = o.in_charge and a.closed_at is null and r.role in {})",
                list(1, roles.len())
            );
            (sql, [values![doer.community.0], roles].concat())
        }
    }
}

/// So many open matters after a number, oldest first.
pub async fn open_of(door: &impl Query, doer: &Doer, (whose, after, rows): (Whose, i64, usize)) -> Outcome<Vec<Order>> {
    let (theirs, mut values) = theirs(doer, whose);
    values.push(Value::from(after));
    let sql = format!(
        "select o.* from orders o where o.community = $1 and {OPEN} and {theirs} and o.number > ${}
         order by o.number limit {rows}",
        values.len()
    );
    door.all(&sql, values).await
}

/// Whether anything is open that nobody has in charge, and how much for the office as a whole.
pub async fn without_anyone(door: &impl Query, doer: &Doer) -> Outcome<i64> {
    let (theirs, values) = theirs(doer, Whose::Nobody);
    let sql = format!("select count(*) from orders o where o.community = $1 and {OPEN} and {theirs}");
    door.number(&sql, values).await
}

#[derive(FromQueryResult)]
struct Asked {
    order_id: Uuid,
    kind: String,
}

/// What waits for a second person, by matter.
pub async fn approvals(door: &impl Query, orders: &[Order]) -> Outcome<BTreeMap<Uuid, Vec<Wish>>> {
    let sql = format!(
        "select order_id, kind from order_approvals where state = 'waiting' and order_id in {} order by order_id, at, id",
        list(0, orders.len())
    );
    let mut found: BTreeMap<Uuid, Vec<Wish>> = BTreeMap::new();
    for asked in door.all::<Asked>(&sql, ids(orders)).await? {
        found.entry(asked.order_id).or_default().push(named(&asked.kind)?);
    }
    Ok(found)
}

/// What was said last about a matter.
#[derive(Clone, Debug)]
pub struct LastMessage {
    /// When.
    pub at: Moment,
    /// By whom to whom.
    pub kind: MessageKind,
    /// Its words, for the screen of the office; never for paper.
    pub body: String,
}

#[derive(FromQueryResult)]
struct Said {
    order_id: Uuid,
    at: Moment,
    kind: String,
    body: String,
}

/// What was said last, by matter.
pub async fn last_messages(door: &impl Query, orders: &[Order]) -> Outcome<BTreeMap<Uuid, LastMessage>> {
    let sql = format!(
        "select order_id, at, kind, body from (select m.order_id, m.at, m.kind, m.body,
             row_number() over (partition by m.order_id order by m.at desc, m.id desc) as place
           from order_messages m where m.order_id in {}) latest where place = 1",
        list(0, orders.len())
    );
    let kind = |kind: &str| match kind {
        "to_resident" => MessageKind::ToResident,
        "from_resident" => MessageKind::FromResident,
        _ => MessageKind::Note,
    };
    let said: Vec<Said> = door.all(&sql, ids(orders)).await?;
    Ok(said
        .into_iter()
        .map(|row| (row.order_id, LastMessage { at: row.at, kind: kind(&row.kind), body: row.body }))
        .collect())
}

fn ids(orders: &[Order]) -> Vec<Value> {
    orders.iter().map(|order| Value::from(order.id)).collect()
}

#[derive(FromQueryResult)]
struct HeldRow {
    account_id: Uuid,
    stand_in: Uuid,
    since: Moment,
    back_on: Day,
}

/// For whom a matter is held.
pub async fn held(door: &impl Query, order: OrderId) -> Outcome<Vec<Held>> {
    let sql =
        "select account_id, stand_in, since, back_on from order_stand_ins where order_id = $1 order by account_id";
    let rows: Vec<HeldRow> = door.all(sql, values![order.0]).await?;
    let held = |row: HeldRow| Held {
        account: AccountId(row.account_id),
        stand_in: AccountId(row.stand_in),
        since: row.since,
        back_on: row.back_on,
    };
    Ok(rows.into_iter().map(held).collect())
}

/// Puts down for whom a matter is held from now on, and to whom its promises speak.
pub async fn put_down(write: &mut Write, order: &Order, (held, to): (Vec<Held>, AccountId)) -> Outcome<()> {
    write.run("delete from order_stand_ins where order_id = $1", values![order.id]).await?;
    for held in held {
        let row = row! {
            order_id: order.id, account_id: held.account.0, community: order.community, stand_in: held.stand_in.0,
            since: held.since, back_on: held.back_on,
        };
        write.insert("order_stand_ins", row).await?;
    }
    // Whoever has it now has not seen what was put away by another.
    let sql = "update order_reminders set account_id = $2, seen_at = null where order_id = $1";
    write.run(sql, values![order.id, to.0]).await.map(|_| ())
}

/// A matter that is held for somebody who is back.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Waiting {
    pub order_id: Uuid,
    pub version: i64,
    pub stand_in: Uuid,
    pub back_on: Day,
}

/// What is still open and still with the stand-in, up to a day; at most so many.
pub async fn waiting(door: &impl Query, doer: &Doer, (today, rows): (Day, usize)) -> Outcome<Vec<Waiting>> {
    let Some(account) = doer.account else { return Ok(Vec::new()) };
    let sql = format!(
        "select h.order_id, o.version, h.stand_in, h.back_on from order_stand_ins h
         join orders o on o.id = h.order_id and o.in_charge = h.stand_in
         where h.community = $1 and h.account_id = $2 and h.back_on <= $3 and {OPEN}
         order by h.back_on, o.number limit {rows}"
    );
    door.all(&sql, values![doer.community.0, account.0, today]).await
}

/// A step by which a matter changed hands.
#[derive(FromQueryResult)]
pub struct StepRow {
    pub at: Moment,
    pub by_account: Option<Uuid>,
    pub detail: Option<String>,
}

impl StepRow {
    /// To whom.
    pub fn to(&self) -> Option<AccountId> {
        self.detail.as_deref()?.parse().ok().map(AccountId)
    }
}

/// The step of this id; what was handed over is not taken back but handed on.
pub async fn step(door: &impl Query, id: Uuid) -> Outcome<Option<StepRow>> {
    let sql = "select at, by_account, detail from order_events where id = $1 and action = 'hand_over'";
    door.one(sql, values![id]).await
}
