//! How a doer stands to an order: for one, and as SQL for lists, so that the two agree. Unseen is not found.

use super::powers::{ORDERS_DO, ORDERS_OWN, ORDERS_SEE, ORDERS_TAKE, ORDERS_VERIFY};
use super::store::{Order, dispatches, passes};
use base::{Doer, Outcome, Power, Problem, Relation};
use db::{Query, Value};

/// What an offer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To do it.
    Do,
    /// To look at what someone else did.
    Check,
}

impl Purpose {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::Check => "check",
        }
    }

    /// The state in which such an offer is open.
    pub const fn state(self) -> &'static str {
        match self {
            Self::Do => "dispatched",
            Self::Check => "resolved",
        }
    }
}

/// The relations that need no further rows.
pub fn plain(doer: &Doer, order: &Order) -> Vec<Relation> {
    let mut found = Vec::new();
    if order.state == "draft" {
        return found;
    }
    if order.community == doer.community.0 {
        found.push(Relation::Community);
    }
    if order.asked_by.is_some_and(|person| doer.speaks_for(person.into())) {
        found.push(Relation::Own);
    }
    // Who acted for the asker learned them for the asker's sake.
    let parted = order.asked_by.is_some_and(|person| doer.parted_from(person.into(), order.asked_at));
    // Number and code of an order also open what was split off it for the same asker.
    let origin = order.split_from.map(base::OrderId);
    let opened = doer.opened.contains(&order.key()) || origin.is_some_and(|origin| doer.opened.contains(&origin));
    if opened && !parted {
        found.push(Relation::Code);
    }
    if order.is_held_by(doer.person) {
        found.push(Relation::Holder);
    }
    if order.holding_body().is_some_and(|body| doer.led().any(|led| led == body)) {
        found.push(Relation::Body);
    }
    found
}

/// Every relation, with offers of this purpose.
pub async fn relations(door: &impl Query, doer: &Doer, order: &Order, purpose: Purpose) -> Outcome<Vec<Relation>> {
    let mut found = plain(doer, order);
    if order.state != purpose.state() {
        return Ok(found);
    }
    let Some(person) = doer.person else { return Ok(found) };
    let bodies: Vec<_> = doer.bodies().collect();
    let mine = |row: &super::store::DispatchRow| {
        let own = row.person_id == Some(person.0);
        // Who is in and waits for a second may still step back.
        let waits = own && order.two_people && row.state == "taken";
        waits || row.state == "offered" && (own || row.body_id.is_some_and(|body| bodies.contains(&body.into())))
    };
    let rows = dispatches(door, order.key(), order.round).await?;
    let offered = rows.iter().any(|row| row.purpose == purpose.name() && mine(row));
    if offered && !passes(door, order.key()).await?.contains(&person) {
        found.push(Relation::Offered);
    }
    Ok(found)
}

/// Refuses unless the doer holds the power; what they may not even see is not found.
pub fn allow(doer: &Doer, power: Power, relations: &[Relation]) -> Outcome<()> {
    doer.require(power, relations).map_err(|problem| {
        let seen = [ORDERS_SEE, ORDERS_OWN, ORDERS_DO, ORDERS_TAKE, ORDERS_VERIFY];
        if seen.iter().any(|&power| doer.require(power, relations).is_ok()) { problem } else { Problem::NotFound }
    })
}

/// Refuses what only the asker says themselves, or whoever they agreed decides for them; who may only ask and follow is told
/// so. Staff and helpers are not asked here: their own powers say what they may do.
pub fn decides(doer: &Doer, order: &Order) -> Outcome<()> {
    let Some(person) = order.asked_by.map(base::PersonId) else { return Ok(()) };
    if doer.speaks_for(person) && !doer.decides_for(person) {
        return Err(super::rules::No::OnlyFollows.into());
    }
    Ok(())
}

/// Either of two powers.
pub fn allow_either(doer: &Doer, (one, other): (Power, Power), relations: &[Relation]) -> Outcome<()> {
    allow(doer, one, relations).or_else(|_| allow(doer, other, relations))
}

/// A condition with its values; placeholders count on from `after`.
pub struct Scope {
    pub sql: String,
    pub values: Vec<Value>,
}

/// `($n, $n+1, ...)`, or a list of nothing.
pub fn list(after: usize, count: usize) -> String {
    if count == 0 {
        return "(null)".to_owned();
    }
    let marks: Vec<String> = (after + 1..=after + count).map(|mark| format!("${mark}")).collect();
    format!("({})", marks.join(", "))
}

/// One order.
pub fn one_scope(order: base::OrderId, after: usize) -> Scope {
    Scope { sql: format!("o.id = {}", list(after, 1)), values: vec![Value::from(order.0)] }
}

/// Orders the doer asked, speaks for, or opened with number and code: [`Relation::Own`] and [`Relation::Code`] as SQL.
pub fn own_scope(doer: &Doer, after: usize) -> Scope {
    let people: Vec<Value> = doer.person.iter().chain(&doer.acts_for).map(|person| Value::from(person.0)).collect();
    let opened: Vec<Value> = doer.opened.iter().map(|order| Value::from(order.0)).collect();
    let parted = if opened.is_empty() { Vec::new() } else { parted(doer) };
    let before = after + people.len() + opened.len();
    let learned: Vec<String> = (0..parted.len() / 2)
        .map(|tie| (before + tie * 2 + 1, before + tie * 2 + 2))
        .map(|(person, until)| {
            format!(" or (o.asked_by is not null and o.asked_by = ${person} and o.asked_at < ${until})")
        })
        .collect();
    let sql = format!(
        "(o.state <> 'draft' and (o.asked_by in {} or ((o.id in {opens} or o.split_from in {opens}) and not (1 = 0{}))))",
        list(after, people.len()),
        learned.concat(),
        opens = list(after + people.len(), opened.len())
    );
    Scope { sql, values: [people, opened, parted].concat() }
}

/// For whom the doer acts no more, and since when, one after the other: [`Doer::parted_from`] for SQL.
fn parted(doer: &Doer) -> Vec<Value> {
    let over = doer.parted.iter().filter(|(person, _)| !doer.speaks_for(*person));
    over.flat_map(|(person, until)| [Value::from(person.0), Value::from(*until)]).collect()
}

/// Orders in the doer's hands, alone or with another, or in those of a unit or department they speak for: [`Relation::Holder`] and
/// [`Relation::Body`] as SQL. Teams hold nothing together: the one who took it does.
pub fn held_scope(doer: &Doer, after: usize) -> Scope {
    let person: Vec<Value> = doer.person.iter().map(|person| Value::from(person.0)).collect();
    let speaks = doer.may(super::powers::ORDERS_RETURN);
    let bodies: Vec<Value> = doer.led().filter(|_| speaks).map(|body| Value::from(body.0)).collect();
    let sql = format!(
        "(o.state in ('in_progress', 'return_requested', 'transferred')
           and (o.holder_person in {own} or o.companion_person in {own} or o.holder_body in {}))",
        list(after + person.len(), bodies.len()),
        own = list(after, person.len()),
    );
    Scope { sql, values: [person, bodies].concat() }
}

/// Orders offered to the doer for this purpose, also those for which they wait with one more to be found: [`Relation::Offered`] as SQL.
pub fn offered_scope(doer: &Doer, purpose: Purpose, after: usize) -> Scope {
    let person: Vec<Value> = doer.person.iter().map(|person| Value::from(person.0)).collect();
    let bodies: Vec<Value> = doer.bodies().map(|body| Value::from(body.0)).collect();
    let sql = format!(
        "(o.state = '{}' and exists (select 1 from order_dispatches d where d.order_id = o.id and d.round = o.round
           and d.purpose = '{}' and ((d.state = 'offered' and (d.person_id in {people} or d.body_id in {}))
             or (d.state = 'taken' and o.two_people = true and d.person_id in {people})))
          and not exists (select 1 from order_passes p where p.order_id = o.id and p.person_id in {people}))",
        purpose.state(),
        purpose.name(),
        list(after + person.len(), bodies.len()),
        people = list(after, person.len()),
    );
    Scope { sql, values: [person, bodies].concat() }
}
