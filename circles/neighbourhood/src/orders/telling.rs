//! Telling what happened, in plain words: events become sentences with names where the reader may know them.
//!
//! Whoever took an order and gave it back is not named any more.

use super::machine::{Action, State, TABLE};
use super::many;
use super::pairs;
use super::paper::rules::read_detail;
use super::people;
use super::rules::named;
use super::store::{EventRow, Order};
use super::views::{MessageKind, MessageView, TimelineItem};
use base::{Arg, Doer, Moment, Outcome};
use db::Query;
use kernel::case::{Line, Named};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is told of an order: the order, and what happened, oldest first.
type Past<'a> = (&'a Order, &'a [EventRow]);

/// The timeline of an order, oldest first, as whoever it belongs to reads it.
pub async fn timeline(door: &impl Query, doer: &Doer, past: Past<'_>) -> Outcome<Vec<TimelineItem>> {
    told(door, doer, past, &BTreeMap::new()).await
}

/// The same for the office, which also reads who has it in charge from then on.
pub async fn timeline_of_office(door: &impl Query, doer: &Doer, past: Past<'_>) -> Outcome<Vec<TimelineItem>> {
    let handed = past.1.iter().filter(|event| event.action == Action::HandOver.name());
    let in_charge = people::account_names(door, doer.community, handed.map(EventRow::body)).await?;
    told(door, doer, past, &in_charge).await
}

async fn told(
    door: &impl Query,
    doer: &Doer,
    (order, events): Past<'_>,
    in_charge: &BTreeMap<Uuid, String>,
) -> Outcome<Vec<TimelineItem>> {
    let accounts = people::account_names(door, doer.community, events.iter().map(|event| event.by_account)).await?;
    let takers = pairs::takers(door, order).await?;
    let whom = events.iter().map(|event| event.by_person).chain(takers.values().flatten().copied().map(Some));
    let names = people::names(door, doer.community, whom).await?;
    let bodies = people::bodies(door, doer.community, events.iter().map(EventRow::body)).await?;
    let given_back = given_back(events);
    let mut items = Vec::with_capacity(events.len());
    for event in events {
        if event.is_undo() {
            items.push(taken_back(event, name(event.by_account, &accounts)));
            continue;
        }
        let (from, action): (State, Action) = (named(&event.from_state)?, named(&event.action)?);
        let office = event.body().and_then(|id| bodies.get(&id)).filter(|body| body.is_office());
        let who = match action {
            Action::Take if given_back.contains(&event.seq) => String::new(),
            Action::Take => match office {
                Some(body) => body.name().pick(doer.locale).0.to_owned(),
                None => both(event, &takers, &names),
            },
            Action::Done | Action::Arrange | Action::NobodyHome => name(event.by_person, &names),
            // Whom it was handed to speaks, whoever wrote it down.
            Action::Transfer | Action::PassUp | Action::Reply | Action::RuleDepartment | Action::ReturnAgain => {
                let department = office.map(|body| body.name().pick(doer.locale).0.to_owned());
                department.or(event.addressee()).unwrap_or_default()
            }
            Action::HandOver => name(event.body(), in_charge),
            Action::Submit if event.on_behalf_of.is_none() && event.by_person.is_some() && event.detail.is_none() => {
                String::new()
            }
            _ => name(event.by_account, &accounts),
        };
        items.push(item(event, (from, action), who));
    }
    Ok(items)
}

/// Who took it: of two, both.
fn both(event: &EventRow, takers: &BTreeMap<i64, Vec<Uuid>>, names: &BTreeMap<Uuid, String>) -> String {
    // Who took it and came back to the office before is said alone.
    let two = takers.get(&event.round).filter(|two| event.by_person.is_some_and(|person| two.contains(&person)));
    let Some(two) = two else { return name(event.by_person, names) };
    two.iter().filter_map(|person| names.get(person).cloned()).collect::<Vec<_>>().join(" · ")
}

/// The story for the office: of a step that was taken back one quiet line stays.
pub fn with_undone(whole: Vec<EventRow>) -> Vec<EventRow> {
    let gone: Vec<Line> = whole.iter().map(EventRow::line).filter(|line| matches!(line, Line::TakesBack(_))).collect();
    whole.into_iter().filter(|event| !gone.contains(&Line::TakesBack(event.id))).collect()
}

fn taken_back(event: &EventRow, who: String) -> TimelineItem {
    TimelineItem {
        at: event.at,
        round: event.round,
        words: "orders-undo-told",
        args: vec![("who", Arg::Text(who))],
        text: None,
    }
}

fn name(id: Option<Uuid>, names: &BTreeMap<Uuid, String>) -> String {
    id.and_then(|id| names.get(&id).cloned()).unwrap_or_default()
}

fn item(event: &EventRow, (from, action): (State, Action), who: String) -> TimelineItem {
    let dated = super::machine::dated_event(action, event.at).is_some()
        || matches!(
            action,
            Action::Arrange | Action::NobodyHome | Action::AskSuspend | Action::Suspend | Action::CallLater
        );
    // What was written on paper says both times: when it was written, and when it was entered.
    let paper = event.detail.as_deref().filter(|_| action == Action::Submit).and_then(read_detail);
    let when: Option<Moment> = paper.map(|(entered, _)| entered).or(event.when().filter(|_| dated));
    let on_paper = paper.map(|(_, because)| because.told());
    let words = match action {
        _ if is_for_someone(event, action) => for_someone(action).unwrap_or("orders-behalf-other"),
        Action::NobodyHome if when.is_some() => "orders-told-nobody-home-again",
        Action::Take if who.is_empty() => "orders-told-take-unnamed",
        Action::HandOver if !who.is_empty() => "handover-told-to",
        Action::Submit if !who.is_empty() => "orders-told-submit-for",
        _ => TABLE.find(from, action).map_or("orders-told-submit", |row| row.words),
    };
    let words = on_paper.unwrap_or(words);
    let mut args = vec![("who", Arg::Text(who))];
    args.extend(when.map(|when| ("when", Arg::Time(when))));
    let text = match action {
        Action::Accept | Action::Supply | Action::SupplyMore | Action::Confirm | Action::SaySolved | Action::Verify => {
            event.detail.clone()
        }
        _ => event.reason.clone(),
    };
    TimelineItem { at: event.at, round: event.round, words, args, text }
}

/// What someone did for the resident, as it is told with their name.
pub(super) const fn for_someone(action: Action) -> Option<&'static str> {
    match action {
        Action::Submit => Some("orders-behalf-submit"),
        Action::Supply | Action::SupplyMore => Some("orders-behalf-answer"),
        Action::Withdraw => Some("orders-behalf-withdraw"),
        Action::Confirm | Action::SaySolved => Some("orders-behalf-solved"),
        Action::Reopen => Some("orders-behalf-reopen"),
        Action::Rate => Some("orders-behalf-rate"),
        Action::Close => Some("orders-behalf-close"),
        _ => None,
    }
}

/// Said by somebody for the one whose matter it is.
fn is_for_someone(event: &EventRow, action: Action) -> bool {
    let another = event.by_person.is_some() && event.on_behalf_of.is_some() && event.by_person != event.on_behalf_of;
    another && action != Action::Submit && for_someone(action).is_some()
}

/// Taking that was followed by giving back.
fn given_back(events: &[EventRow]) -> Vec<i64> {
    let mut found = Vec::new();
    let mut last = None;
    for event in events {
        match event.action.as_str() {
            "take" => last = Some(event.seq),
            "hand_back" => found.extend(last.take()),
            _ => {}
        }
    }
    found
}

/// Messages and, where the reader may see them, notes.
pub async fn messages(door: &impl Query, doer: &Doer, order: &Order, notes: bool) -> Outcome<Vec<MessageView>> {
    let mut all = messages_of(door, doer, std::slice::from_ref(order), notes).await?;
    Ok(all.remove(&order.id).unwrap_or_default())
}

/// The same of each of these orders, in two questions.
pub async fn messages_of(
    door: &impl Query,
    doer: &Doer,
    orders: &[Order],
    notes: bool,
) -> Outcome<BTreeMap<Uuid, Vec<MessageView>>> {
    let rows = many::messages(door, orders).await?;
    let accounts = people::account_names(door, doer.community, rows.iter().map(|row| row.by_account)).await?;
    let askers: BTreeMap<Uuid, Option<Uuid>> = orders.iter().map(|order| (order.id, order.asked_by)).collect();
    let mut shown: BTreeMap<Uuid, Vec<MessageView>> = BTreeMap::new();
    for row in rows {
        let kind = match row.kind.as_str() {
            "to_resident" => MessageKind::ToResident,
            "from_resident" => MessageKind::FromResident,
            _ if notes => MessageKind::Note,
            _ => continue,
        };
        // The resident's own words need no name; those of family do.
        let family = row.by_person.is_some() && Some(&row.by_person) != askers.get(&row.order_id);
        let who = row.by_account.and_then(|id| accounts.get(&id).cloned());
        let who = who.filter(|_| kind != MessageKind::FromResident || family);
        shown.entry(row.order_id).or_default().push(MessageView { at: row.at, kind, who, body: row.body });
    }
    Ok(shown)
}
