//! What else stands beside an order: grades, looks, clocks, open offers; and names one may choose from.

use super::people;
use super::powers::ORDERS_ASK_FOR;
use super::store::{self, Order};
use super::views::{ClockView, LookView, OfferTarget};
use base::{Doer, Moment, OrderId, Outcome, PersonId, Problem, Relation};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use kernel::case::{ClockKind, Light};
use uuid::Uuid;

/// Names to choose from.
const NAMES_MAX: u32 = 100;
/// Helpers one asker knows.
const KNOWN_MAX: u32 = 20;
/// Latest orders of one asker that are looked through.
const SERVED_MAX: u32 = 100;

#[derive(FromQueryResult)]
struct Grade {
    round: i64,
    grade: i64,
}

/// The matter's grades by round.
pub async fn grades(door: &impl Query, order: &Order) -> Outcome<Vec<(i64, i64)>> {
    let sql = "select round, grade from order_ratings where order_id = $1 order by round";
    let rows: Vec<Grade> = door.all(sql, values![order.id]).await?;
    Ok(rows.into_iter().map(|row| (row.round, row.grade)).collect())
}

#[derive(FromQueryResult)]
struct Look {
    at: Moment,
    by_account: Option<Uuid>,
    reason: String,
}

/// Who looked at the number of this order, or listened to it; reasons of orders begin with their number.
pub async fn looks(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Vec<LookView>> {
    let sql = "select at, by_account, reason from looks where person_id in ($1, $2)
               and field in ('orders.phone_sealed', 'people.phone_sealed', 'orders.spoken') order by at, id";
    let whose = order.asked_by.unwrap_or(order.id);
    let rows: Vec<Look> = door.all(sql, values![order.id, whose]).await?;
    let number = order.number.to_string();
    let of_this = |row: &Look| row.reason == number || row.reason.starts_with(&format!("{number} "));
    let rows: Vec<Look> = rows.into_iter().filter(of_this).collect();
    let accounts = people::account_names(door, doer.community, rows.iter().map(|row| row.by_account)).await?;
    let view = |row: Look| LookView {
        at: row.at,
        who: row.by_account.and_then(|id| accounts.get(&id).cloned()),
        reason: row.reason,
    };
    Ok(rows.into_iter().map(view).collect())
}

#[derive(FromQueryResult)]
struct Clock {
    kind: String,
    amber_at: Moment,
    due_at: Moment,
    paused_since: Option<Moment>,
}

/// The running clocks.
pub async fn clocks(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Vec<ClockView>> {
    let sql = "select kind, amber_at, due_at, paused_since from order_clocks
               where order_id = $1 and round = $2 and stopped_at is null order by due_at, kind";
    let rows: Vec<Clock> = door.all(sql, values![order.id, order.round]).await?;
    let view = |row: Clock| {
        let judged = row.paused_since.unwrap_or(doer.at);
        let light = match (judged < row.amber_at, judged <= row.due_at) {
            (true, _) => Light::Green,
            (false, true) => Light::Amber,
            (false, false) => Light::Red,
        };
        Some(ClockView { kind: ClockKind::from_name(&row.kind)?, due_at: row.due_at, light })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

/// Who was asked and has not answered; who declined is in no view.
pub async fn offers_open(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Vec<OfferTarget>> {
    let rows = store::dispatches(door, order.key(), order.round).await?;
    let passed = store::passes(door, order.key()).await?;
    let open: Vec<_> = rows.into_iter().filter(|row| row.state == "offered").collect();
    let names = people::names(door, doer.community, open.iter().map(|row| row.person_id)).await?;
    let bodies = people::bodies(door, doer.community, open.iter().map(|row| row.body_id)).await?;
    let mut targets = Vec::new();
    for row in open {
        if row.person_id.is_some_and(|person| passed.contains(&PersonId(person))) {
            continue;
        }
        let person = row.person_id.and_then(|id| names.get(&id).cloned());
        let body = row.body_id.and_then(|id| bodies.get(&id)).map(|body| body.name().pick(doer.locale).0.to_owned());
        let is_body = row.body_id.is_some();
        let name = person.or(body).unwrap_or_default();
        targets.push(OfferTarget { name, is_body, to_check: row.purpose == "check" });
    }
    Ok(targets)
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}

/// Helpers whom somebody knows from earlier orders, to say "not this one": the doer and those they speak for, or, at the
/// desk, the person for whom a request is recorded. Nobody else can be looked up, and the wish leaves no mark on anyone.
///
/// # Errors
/// `NotAllowed` for another person, unless at the desk.
pub async fn known_helpers(app: &App, doer: &Doer, person: Option<PersonId>) -> Outcome<Vec<(PersonId, String)>> {
    let served: Vec<PersonId> = match person {
        Some(person) => {
            doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
            vec![person]
        }
        None => doer.person.into_iter().chain(doer.acts_for.iter().copied()).collect(),
    };
    let mut known: Vec<(PersonId, String)> = Vec::new();
    let door = app.db.read().await?;
    let sql = format!(
        "select distinct p.id, p.name from order_helpers h join people p on p.id = h.person_id
         join (select id from orders where community = $1 and asked_by = $2 order by asked_at desc limit {SERVED_MAX}) o
           on o.id = h.order_id where p.left_at is null order by p.id limit {KNOWN_MAX}"
    );
    for own in &served {
        let rows: Vec<Named> = door.all(&sql, values![doer.community.0, own.0]).await?;
        known.extend(rows.into_iter().map(|row| (row.id.into(), row.name)));
    }
    known.sort_unstable();
    known.dedup();
    known.retain(|(helper, _)| !served.contains(helper));
    Ok(known)
}

/// The other one of two, and people of the body through which the doer holds an order, to name who helped along; nobody
/// else can be looked up.
///
/// # Errors
/// `NotFound` unless the doer holds it.
pub async fn teammates(app: &App, doer: &Doer, order: OrderId) -> Outcome<Vec<(PersonId, String)>> {
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let standing = super::standing::plain(doer, &order);
    super::standing::allow(doer, super::powers::ORDERS_DO, &standing).map_err(|_| Problem::NotFound)?;
    let other = super::pairs::other_of(&order, doer.person);
    let other: Vec<(PersonId, String)> =
        people::names(&read, doer.community, [other]).await?.into_iter().map(known).collect();
    let Some(body) = order.holding_body() else { return Ok(other) };
    let sql = format!(
        "select p.id, p.name from body_members m join people p on p.id = m.person_id
         where m.body_id = $1 and m.until is null and p.left_at is null and p.id <> $2 order by p.id limit {NAMES_MAX}"
    );
    let own = doer.person.map_or(Uuid::nil(), Uuid::from);
    let rows: Vec<Named> = read.all(&sql, values![body.0, own]).await?;
    let mates = rows.into_iter().map(|row| (PersonId(row.id), row.name));
    let mates = mates.filter(|(mate, _)| other.iter().all(|(known, _)| known != mate));
    Ok(other.iter().cloned().chain(mates).collect())
}

fn known((person, name): (Uuid, String)) -> (PersonId, String) {
    (PersonId(person), name)
}
