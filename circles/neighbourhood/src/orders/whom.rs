//! Which accounts hear of an order: whose matter it is, in whose hands it was, who was asked, who speaks for a body, and who
//! of the office. Only reads.

use super::machine::Action;
use super::powers::ORDERS_ACCEPT;
use super::rules::named;
use super::standing::list;
use super::steps::leaves_hands;
use super::store::{self, Order};
use base::{AccountId, BodyId, Doer, Outcome, PersonId, Power, Relation, Role};
use db::{FromQueryResult, Query, Value, values};
use registry::notices::{accounts_for, accounts_of};
use uuid::Uuid;

/// People of one body, or of the office, who are told.
const MEMBERS_MAX: u32 = 200;

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

fn ids(rows: Vec<Id>) -> Vec<AccountId> {
    rows.into_iter().map(|row| AccountId(row.id)).collect()
}

/// The accounts of people.
pub(super) async fn accounts(door: &impl Query, people: Vec<PersonId>) -> Outcome<Vec<AccountId>> {
    let mut found = Vec::new();
    for person in people {
        found.extend(accounts_of(door, person).await?);
    }
    Ok(found)
}

/// Whose matter it is; without an account of their own, those who agreed to act for them.
pub(super) async fn residents(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Vec<AccountId>> {
    match order.asked_by {
        Some(person) => accounts_for(door, doer, PersonId(person)).await,
        None => Ok(Vec::new()),
    }
}

/// In whose hands it was before a step: who took it, or who speaks for the department that it was handed to. Nobody, once
/// it left their hands: nothing of that stays on them.
pub(super) async fn hands(door: &impl Query, doer: &Doer, order: &Order, before: i64) -> Outcome<Vec<AccountId>> {
    let events = store::events(door, order.key()).await?;
    for event in events.iter().rev().filter(|event| event.seq < before) {
        match named::<Action>(&event.action)? {
            Action::Take => return accounts(door, event.by_person.map(PersonId).into_iter().collect()).await,
            Action::Transfer | Action::RuleDepartment => {
                return match event.body() {
                    Some(body) => members(door, doer, BodyId(body)).await,
                    None => Ok(Vec::new()),
                };
            }
            action if leaves_hands(action) || action == Action::PassUp => return Ok(Vec::new()),
            _ => {}
        }
    }
    Ok(Vec::new())
}

#[derive(FromQueryResult)]
struct Asked {
    person_id: Option<Uuid>,
    body_id: Option<Uuid>,
}

/// Who is asked at this moment and did not say no: by name, and through a body.
pub(super) async fn offered(
    door: &impl Query,
    doer: &Doer,
    order: &Order,
) -> Outcome<(Vec<AccountId>, Vec<AccountId>)> {
    let sql = "select person_id, body_id from order_dispatches
               where order_id = $1 and purpose = 'do' and state = 'offered' order by id";
    let (mut named, mut through) = (Vec::new(), Vec::new());
    for asked in door.all::<Asked>(sql, values![order.id]).await? {
        match (asked.person_id, asked.body_id) {
            (Some(person), _) => named.extend(accounts_of(door, PersonId(person)).await?),
            (None, Some(body)) => through.extend(members(door, doer, BodyId(body)).await?),
            (None, None) => {}
        }
    }
    let no = accounts(door, store::passes(door, order.key()).await?).await?;
    for found in [&mut named, &mut through] {
        found.retain(|account| !no.contains(account));
    }
    through.retain(|account| !named.contains(account));
    Ok((named, through))
}

/// Who hears of an offer to a body: who speaks for a unit or department, everyone of a team who takes orders.
pub(super) async fn members(door: &impl Query, doer: &Doer, body: BodyId) -> Outcome<Vec<AccountId>> {
    let sql = format!(
        "select a.id from bodies b join body_members m on m.body_id = b.id join accounts a on a.person_id = m.person_id
         where b.id = $1 and b.community = $2 and m.until is null and a.closed_at is null
           and (m.leads = true or (b.kind = 'team' and not exists
             (select 1 from helpers h where h.id = m.person_id and h.takes_orders = false)))
         order by a.id limit {MEMBERS_MAX}"
    );
    Ok(ids(door.all(&sql, values![body.0, doer.community.0]).await?))
}

/// Everyone of the community who may do something.
pub(super) async fn who_may(door: &impl Query, doer: &Doer, power: Power) -> Outcome<Vec<AccountId>> {
    let may = |role: &&Role| doer.policy.relations(&[**role], power).contains(&Relation::Community);
    let roles: Vec<Value> = Role::ALL.iter().filter(may).map(|role| Value::from(role.name())).collect();
    let sql = format!(
        "select a.id from accounts a where a.community = $1 and a.closed_at is null
         and exists (select 1 from roles_held r where r.account_id = a.id and r.role in {})
         order by a.id limit {MEMBERS_MAX}",
        list(1, roles.len())
    );
    Ok(ids(door.all(&sql, [values![doer.community.0], roles].concat()).await?))
}

/// The office: the person in charge; while nobody is, or they have left, everyone who accepts matters.
pub(super) async fn office(door: &impl Query, doer: &Doer, in_charge: Option<Uuid>) -> Outcome<Vec<AccountId>> {
    let all = who_may(door, doer, ORDERS_ACCEPT).await?;
    match in_charge.map(AccountId).filter(|account| all.contains(account)) {
        Some(account) => Ok(vec![account]),
        None => Ok(all),
    }
}
