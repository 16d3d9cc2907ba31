//! Two people at once: who waits for a second, who is let go, and what each of the two brings. No event says that somebody
//! waited; whoever steps back leaves nothing.

use super::dispatch::Target;
use super::machine::{Action, State};
use super::pair_rules::{Hands, can_be_two, may_begin};
use super::people;
use super::standing::list;
use super::steps::leaves_hands;
use super::store::{self, DispatchRow, Order};
use base::{Outcome, PersonId};
use db::{FromQueryResult, Query, Value, Write, row, values};
use kernel::app::App;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Who is in and waits for a second.
pub async fn waiting(door: &impl Query, order: &Order) -> Outcome<Vec<DispatchRow>> {
    if !order.two_people || order.state != "dispatched" {
        return Ok(Vec::new());
    }
    let rows = store::dispatches(door, order.key(), order.round).await?;
    Ok(rows.into_iter().filter(is_seat).collect())
}

/// Who is in, by themselves or through a team, of an order that nobody holds: also while it goes on in another.
pub async fn seated(door: &impl Query, order: &Order) -> Outcome<Vec<PersonId>> {
    if !order.two_people || order.holder_person.is_some() {
        return Ok(Vec::new());
    }
    let rows = store::dispatches(door, order.key(), order.round).await?;
    Ok(people_of(&rows.into_iter().filter(is_seat).collect::<Vec<_>>()))
}

/// The row of somebody who is in, by themselves or through a team.
fn is_seat(row: &DispatchRow) -> bool {
    row.purpose == "do" && row.state == "taken" && row.person_id.is_some()
}

/// The people of these rows.
pub fn people_of(rows: &[DispatchRow]) -> Vec<PersonId> {
    rows.iter().filter_map(|row| row.person_id.map(PersonId)).collect()
}

/// Somebody is in: their own offer is taken; that of a team stays open for a second.
pub async fn sit(
    app: &App,
    write: &mut Write,
    order: &Order,
    (chosen, person): (&DispatchRow, PersonId),
) -> Outcome<()> {
    if chosen.person_id.is_some() {
        let sql = "update order_dispatches set state = 'taken' where id = $1";
        return write.run(sql, values![chosen.id]).await.map(|_| ());
    }
    let row = row! {
        id: app.new_id(), order_id: order.id, community: order.community, round: order.round, purpose: "do",
        person_id: person.0, body_id: chosen.body_id, state: "taken", at: write.doer().at,
    };
    write.insert("order_dispatches", row).await
}

/// Somebody who waited steps back; nothing of it stays.
pub async fn stand_up(write: &mut Write, order: &Order, person: PersonId) -> Outcome<()> {
    for row in waiting(write, order).await?.iter().filter(|row| row.person_id == Some(person.0)) {
        write.run("delete from order_dispatches where id = $1", values![row.id]).await?;
    }
    Ok(())
}

/// Lets go, with this step, who waited for a second and is none of the two, and both when it leaves their hands. Their rows
/// leave at once; whom to tell is kept until they were told. Tells how many.
pub async fn let_go(write: &mut Write, order: &Order, (event, action, to): (Uuid, Action, State)) -> Outcome<u64> {
    // Merged, whoever waits keeps their seat for the time when it is taken out again.
    let waited = order.two_people && order.state == "dispatched" && !matches!(to, State::Dispatched | State::Merged);
    let held = order.companion().is_some() && leaves_hands(action);
    let over = order.state == "merged" && matches!(to, State::Closed | State::Withdrawn | State::Voided);
    if over && order.two_people && order.holder_person.is_none() {
        // Who waited was told when it was merged.
        let seats =
            "delete from order_dispatches where order_id = $1 and round = $2 and purpose = 'do' and state = 'taken'
                     and person_id is not null";
        return write.run(seats, values![order.id, order.round]).await;
    }
    if !waited && !held {
        return Ok(0);
    }
    let stay = |person: Option<Uuid>| person.filter(|_| action == Action::Take).unwrap_or(Uuid::nil());
    let (stay, and) = (stay(order.holder_person), stay(order.companion_person));
    let seats = "from order_dispatches where order_id = $1 and round = $2 and purpose = 'do' and state = 'taken'
                 and person_id is not null and person_id not in ($3, $4)";
    let tell = format!(
        "insert into order_let_go (event_id, person_id, community) select distinct $5, person_id, community {seats}"
    );
    write.run(&tell, values![order.id, order.round, stay, and, event]).await?;
    write.run(&format!("delete {seats}"), values![order.id, order.round, stay, and]).await
}

#[derive(FromQueryResult)]
struct Who {
    person_id: Uuid,
}

/// Who was let go by a step and has not been told.
pub async fn gone(door: &impl Query, event: Uuid) -> Outcome<Vec<PersonId>> {
    let sql = "select person_id from order_let_go where event_id = $1 order by person_id";
    let rows: Vec<Who> = door.all(sql, values![event]).await?;
    Ok(rows.into_iter().map(|row| PersonId(row.person_id)).collect())
}

/// They were told; nothing of it stays.
pub async fn forget(app: &App, event: Uuid) -> Outcome<()> {
    app.db.housekeeping().run("delete from order_let_go where event_id = $1", values![event]).await.map(|_| ())
}

/// The team through which one of the two came.
pub async fn through(door: &impl Query, order: &Order, person: PersonId) -> Outcome<Option<Uuid>> {
    let rows = store::dispatches(door, order.key(), order.round).await?;
    let own = rows.iter().find(|row| is_seat(row) && row.person_id == Some(person.0));
    Ok(own.and_then(|row| row.body_id))
}

#[derive(FromQueryResult)]
struct Taker {
    round: i64,
    person_id: Uuid,
}

/// Who took an order for two, by round; where it came back, nobody.
pub async fn takers(door: &impl Query, order: &Order) -> Outcome<BTreeMap<i64, Vec<Uuid>>> {
    let mut found: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
    if !order.two_people {
        return Ok(found);
    }
    let sql = "select round, person_id from order_dispatches where order_id = $1 and purpose = 'do' and state = 'taken'
                 and person_id is not null order by round, at, id";
    for row in door.all::<Taker>(sql, values![order.id]).await? {
        found.entry(row.round).or_default().push(row.person_id);
    }
    Ok(found)
}

/// Refuses to ask fewer than could be two, with those who were asked before and who waits.
pub async fn enough(door: &impl Query, order: &Order, targets: &[Target]) -> Outcome<()> {
    if !order.two_people {
        return Ok(());
    }
    let rows = store::dispatches(door, order.key(), order.round).await?;
    let open = rows.iter().filter(|row| row.purpose == "do" && (row.state == "offered" || is_seat(row)));
    let (mut people, mut bodies) = (BTreeSet::new(), 0);
    for row in open {
        match row.person_id {
            Some(person) => people.extend([person]),
            None => bodies += 1,
        }
    }
    for target in targets {
        match target {
            Target::Person(person) => people.extend([person.0]),
            Target::Body(_) => bodies += 1,
        }
    }
    let licensed = licensed(door, order, &people).await?;
    Ok(can_be_two(order.done_by()?, Hands { people: people.len(), licensed, bodies })?)
}

/// Refuses two of whom neither has the licence that is needed.
pub async fn fit_together(door: &impl Query, order: &Order, (first, second): (PersonId, PersonId)) -> Outcome<()> {
    let has = async |person: PersonId| Ok::<_, base::Problem>(licensed(door, order, &[person.0].into()).await? > 0);
    Ok(may_begin(order.done_by()?, has(first).await?, has(second).await?)?)
}

/// How many of these have the skill of the order.
async fn licensed(door: &impl Query, order: &Order, who: &BTreeSet<Uuid>) -> Outcome<usize> {
    let Some(skill) = &order.skill else { return Ok(0) };
    let sql = format!(
        "select distinct person_id from person_skills where skill = $1 and person_id in {}",
        list(1, who.len())
    );
    let who = who.iter().map(|person| Value::from(*person));
    let rows: Vec<Who> = door.all(&sql, std::iter::once(Value::from(skill.clone())).chain(who).collect()).await?;
    Ok(rows.len())
}

/// The name of the other one of the two, for one of them.
pub fn other_of(order: &Order, person: Option<PersonId>) -> Option<Uuid> {
    let (holder, companion) = (order.holder()?, order.companion()?);
    if person == Some(companion) { Some(holder.0) } else { Some(companion.0) }
}

/// What the two are called, by their ids.
pub async fn names(
    door: &impl Query,
    community: base::CommunityId,
    orders: &[Order],
) -> Outcome<BTreeMap<Uuid, String>> {
    let two = orders.iter().filter(|order| order.companion_person.is_some());
    people::names(door, community, two.flat_map(|order| [order.holder_person, order.companion_person])).await
}

#[cfg(test)]
mod tests;
