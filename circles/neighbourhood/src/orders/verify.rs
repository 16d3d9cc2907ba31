//! Replays every order: its events must follow the table, and state, round, box and clocks must be what they lead to.
//!
//! Names what differs by order, never by person. Clocks of orders that have ended are history and stay as they were.

use super::clocks::{calendar, leading, replay};
use super::machine::{Action, State, TABLE};
use super::rules::named;
use super::steps::facing;
use super::store::{self, EventRow, Order};
use super::undoing::is_undoable;
use base::{CommunityId, Moment, OrderId, Outcome};
use db::{FromQueryResult, Query, Read, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::case::{ClockState, Line, Named, WorkingCalendar, standing, undo_until};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Orders read at a time.
const PAGE: u32 = 200;

/// Everything that is wrong with orders.
pub fn verify<'a>(_app: &'a App, read: &'a Read) -> BoxFuture<'a, Outcome<Vec<String>>> {
    Box::pin(async move {
        let mut wrong = Vec::new();
        let mut calendars: BTreeMap<Uuid, WorkingCalendar> = BTreeMap::new();
        let mut after = Uuid::nil();
        loop {
            let sql = format!("select * from orders where id > $1 order by id limit {PAGE}");
            let orders: Vec<Order> = read.all(&sql, values![after]).await?;
            let Some(last) = orders.last() else { return Ok(wrong) };
            after = last.id;
            for order in &orders {
                if let std::collections::btree_map::Entry::Vacant(slot) = calendars.entry(order.community) {
                    slot.insert(calendar(read, CommunityId(order.community)).await?);
                }
                let whole = store::whole_story(read, order.key()).await?;
                wrong.extend(story(order, &whole)?);
                wrong.extend(two(read, order).await?);
                let events = standing(whole, EventRow::line);
                if let Some(calendar) = calendars.get(&order.community) {
                    wrong.extend(kept_clocks(read, order, &events, calendar).await?);
                }
            }
        }
    })
}

/// Orders of a community whose kept clocks are not what their events and today's calendar say.
pub async fn stale_clocks(read: &Read, community: CommunityId) -> Outcome<Vec<OrderId>> {
    let calendar = calendar(read, community).await?;
    let sql = format!(
        "select * from orders where community = $1 and id > $2 and closed_at is null and state <> 'draft' \
         order by id limit {PAGE}"
    );
    let (mut stale, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let orders: Vec<Order> = read.all(&sql, values![community.0, after]).await?;
        let Some(last) = orders.last() else { return Ok(stale) };
        after = last.id;
        for order in &orders {
            let events = store::events(read, order.key()).await?;
            if !kept_clocks(read, order, &events, &calendar).await?.is_empty() {
                stale.push(order.key());
            }
        }
    }
}

/// State and round, step by step.
fn story(order: &Order, events: &[EventRow]) -> Outcome<Vec<String>> {
    let mut wrong = Vec::new();
    let (mut state, mut round, mut seq) = (TABLE.start, 1, 0);
    let mut steps: Vec<&EventRow> = Vec::new();
    for event in events {
        if event.is_undo() {
            match steps.pop().filter(|step| takes_back(event, step) && event.seq > seq) {
                Some(step) => (state, seq) = (named(&step.from_state)?, event.seq),
                None => wrong.push(format!("order_events {} seq {}: takes back what it cannot", order.id, event.seq)),
            }
            continue;
        }
        steps.push(event);
        let (from, to): (State, State) = (named(&event.from_state)?, named(&event.to_state)?);
        let action: Action = named(&event.action)?;
        round += i64::from(action == Action::Reopen);
        let step = TABLE.step(state, action, event.reason.as_deref());
        if from != state
            || event.seq <= seq
            || event.round != round
            || step.is_err()
            || step.is_ok_and(|row| row.to != to)
        {
            wrong.push(format!("order_events {} seq {}: the table does not lead there", order.id, event.seq));
        }
        (state, seq) = (to, event.seq);
    }
    if order.state != state.name() || order.round != round {
        wrong.push(format!(
            "orders {}: is {} in round {}, its events lead to {} in round {round}",
            order.id,
            order.state,
            order.round,
            state.name()
        ));
    }
    if order.version < seq {
        wrong.push(format!("orders {}: its version is behind its events", order.id));
    }
    if order.desk_box.as_deref() != facing(order)? {
        wrong.push(format!("orders {}: it stands in the wrong box", order.id));
    }
    Ok(wrong)
}

/// What two are wanted for is in the hands of two who differ, or of a unit or department.
async fn two(read: &Read, order: &Order) -> Outcome<Option<String>> {
    if !order.two_people && order.companion_person.is_none() {
        return Ok(None);
    }
    let sql = "select count(*) from bodies where id = $1 and kind <> 'team'";
    let office = match order.holder_body {
        Some(body) => read.number(sql, values![body]).await? > 0,
        None => false,
    };
    let two = order.holder_person.is_some() && order.companion_person.is_some();
    let wanted = order.two_people && order.state == "in_progress" && !office;
    let differ = order.companion_person.is_none() || order.companion_person != order.holder_person;
    let wrong = (wanted && !two) || (order.companion_person.is_some() && (!two || office)) || !differ;
    Ok(wrong.then(|| format!("orders {}: two are wanted, and it is not in the hands of two", order.id)))
}

/// Only the step before it, by the same person, in time, and back to where that step began.
fn takes_back(event: &EventRow, step: &EventRow) -> bool {
    let undoable = Action::from_name(&step.action).is_some_and(is_undoable);
    let places = (&event.from_state, &event.to_state, event.round) == (&step.to_state, &step.from_state, step.round);
    let doer = event.by_account.is_some() && event.by_account == step.by_account;
    undoable && places && doer && event.line() == Line::TakesBack(step.id) && event.at < undo_until(step.at)
}

#[derive(FromQueryResult)]
struct Kept {
    kind: String,
    round: i64,
    turn: i64,
    started_at: Moment,
    amber_at: Moment,
    due_at: Moment,
    stopped_at: Option<Moment>,
    paused_since: Option<Moment>,
    remind_amber_at: Moment,
    remind_red_at: Moment,
}

impl Kept {
    fn is(&self, clock: &ClockState, calendar: &WorkingCalendar) -> bool {
        let reminders = (clock.amber_reminder_at(calendar), clock.red_reminder_at(calendar));
        let name = (self.kind.as_str(), self.round, self.turn);
        let times = (self.started_at, self.amber_at, self.due_at, self.stopped_at, self.paused_since);
        name == (clock.kind.name(), i64::from(clock.round), i64::from(clock.turn))
            && times == (clock.started_at, clock.amber_at, clock.due_at, clock.stopped_at, clock.paused_since)
            && (self.remind_amber_at, self.remind_red_at) == reminders
    }
}

async fn kept_clocks(
    read: &Read,
    order: &Order,
    events: &[EventRow],
    calendar: &WorkingCalendar,
) -> Outcome<Vec<String>> {
    if order.closed_at.is_some() {
        return Ok(Vec::new());
    }
    let clocks = replay(order, events, calendar)?;
    let sql = "select kind, round, turn, started_at, amber_at, due_at, stopped_at, paused_since, remind_amber_at,
                 remind_red_at from order_clocks where order_id = $1";
    let kept: Vec<Kept> = read.all(sql, values![order.id]).await?;
    let round = i64::from(clocks.iter().map(|clock| clock.round).max().unwrap_or(1));
    let same = clocks.len() == kept.len()
        && kept.iter().filter(|row| row.round == round).all(|row| clocks.iter().any(|clock| row.is(clock, calendar)));
    let lead = leading(&clocks);
    let copied = order.due_at == lead.map(|clock| clock.due_at) && order.amber_at == lead.map(|clock| clock.amber_at);
    let mut wrong = Vec::new();
    if !same || !copied {
        wrong.push(format!("order_clocks {}: not what its events and the calendar say", order.id));
    }
    Ok(wrong)
}
