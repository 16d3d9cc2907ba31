//! What is told about orders: to the one whose matter it is, to those who were asked or hold it, and to the person in
//! charge when time runs short. Each step, offer and message enqueues a job in its own transaction; the job tells.
//!
//! Never here: the content, a name, a door or a phone; a word about who did not take it; news to whoever did the step.

use super::machine::{Action, State};
use super::news::{
    AMBER, CHANGED, COMPLAINT, COMPLAINT_ANSWERED, MESSAGE, MONEY_QUESTION, MONEY_WRITTEN, NOT_MEANT, OFFER,
    OFFER_BODY, OFFER_CHECK, RECALLED, RED, RESIDENT_WROTE, TO_APPROVE, To, URGENT, names_a_day, news_of, over_with,
};
use super::pairs;
use super::powers::{ORDERS_APPEALS, ORDERS_APPROVE};
use super::receipts::second;
use super::rules::named;
use super::store::{self, Order};
use super::undoing;
use super::whom::{accounts, hands, members, offered, office, residents, who_may};
use base::{AccountId, BodyId, Doer, Moment, OrderId, Outcome, PersonId};
use db::{FromQueryResult, Query, Write, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::case::Span;
use kernel::i18n::Source;
use kernel::jobs::{self, JobKind};
use kernel::notify::{NoticeKind, Topic};
use registry::notices::{News, accounts_of, may_hear_of, over, tell, told};
use uuid::Uuid;

/// The words of the news.
pub const SOURCE: Source = Source {
    name: "orders-notices",
    zh_cn: include_str!("../../locales/zh-CN/orders-notices.ftl"),
    bo: include_str!("../../locales/bo/orders-notices.ftl"),
    en: include_str!("../../locales/en/orders-notices.ftl"),
};

/// What tells.
pub const JOBS: [JobKind; 9] = [
    JobKind { name: "orders.tell_step", run: |app, doer, id| Box::pin(tell_step(app, doer, id)) },
    JobKind { name: "orders.tell_offer", run: |app, doer, id| Box::pin(tell_offer(app, doer, id)) },
    JobKind { name: "orders.tell_message", run: |app, doer, id| Box::pin(tell_message(app, doer, id)) },
    JobKind { name: "orders.tell_word", run: |app, doer, id| Box::pin(tell_word(app, doer, id)) },
    JobKind { name: "orders.tell_complaint", run: |app, doer, id| Box::pin(tell_complaint(app, doer, id)) },
    JobKind {
        name: "orders.tell_complaint_answer",
        run: |app, doer, id| Box::pin(tell_complaint_answer(app, doer, id)),
    },
    JobKind { name: "orders.tell_money", run: |app, doer, id| Box::pin(tell_said(app, doer, id, &MONEY_QUESTION)) },
    JobKind { name: "orders.tell_not_meant", run: |app, doer, id| Box::pin(tell_said(app, doer, id, &NOT_MEANT)) },
    JobKind { name: "orders.tell_spent", run: |app, doer, id| Box::pin(tell_said(app, doer, id, &MONEY_WRITTEN)) },
];

/// A step will be told at a time.
pub fn after_step<'a>(app: &'a App, write: &'a mut Write, (event, at): (Uuid, Moment)) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(jobs::enqueue(app, write, "orders.tell_step", event, at))
}

/// Someone who was asked will be told at a time.
pub fn after_offer<'a>(app: &'a App, write: &'a mut Write, (offer, at): (Uuid, Moment)) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(jobs::enqueue(app, write, "orders.tell_offer", offer, at))
}

/// A message to the resident will be told.
pub fn after_message<'a>(app: &'a App, write: &'a mut Write, message: Uuid) -> BoxFuture<'a, Outcome<()>> {
    soon(app, write, "orders.tell_message", message)
}

/// What the one whose matter it is wrote, asked or sent later will be told to the office.
pub fn after_word<'a>(app: &'a App, write: &'a mut Write, message: Uuid) -> BoxFuture<'a, Outcome<()>> {
    soon(app, write, "orders.tell_word", message)
}

/// A complaint will be told to the committee.
pub fn after_complaint<'a>(app: &'a App, write: &'a mut Write, complaint: Uuid) -> BoxFuture<'a, Outcome<()>> {
    soon(app, write, "orders.tell_complaint", complaint)
}

/// The committee's answer will be told to who complained.
pub fn after_complaint_answer<'a>(app: &'a App, write: &'a mut Write, complaint: Uuid) -> BoxFuture<'a, Outcome<()>> {
    soon(app, write, "orders.tell_complaint_answer", complaint)
}

/// A question about money will be told to the person in charge.
pub fn after_money_question<'a>(app: &'a App, write: &'a mut Write, message: Uuid) -> BoxFuture<'a, Outcome<()>> {
    soon(app, write, "orders.tell_money", message)
}

/// That the written words are not what was meant will be told to the person in charge.
pub fn after_not_meant<'a>(app: &'a App, write: &'a mut Write, message: Uuid) -> BoxFuture<'a, Outcome<()>> {
    soon(app, write, "orders.tell_not_meant", message)
}

/// What the office wrote down about money will be told to whoever has it in hand.
pub fn after_money_written<'a>(app: &'a App, write: &'a mut Write, message: Uuid) -> BoxFuture<'a, Outcome<()>> {
    soon(app, write, "orders.tell_spent", message)
}

fn soon<'a>(app: &'a App, write: &'a mut Write, kind: &'static str, id: Uuid) -> BoxFuture<'a, Outcome<()>> {
    let now = write.doer().at;
    Box::pin(jobs::enqueue(app, write, kind, id, now))
}

#[derive(FromQueryResult)]
struct StepRow {
    order_id: Uuid,
    seq: i64,
    at: Moment,
    action: String,
    from_state: String,
    by_account: Option<Uuid>,
    detail: Option<String>,
}

impl StepRow {
    /// The day that it names.
    fn until(&self) -> Option<Moment> {
        self.detail.as_deref().unwrap_or_default().split(' ').find_map(|piece| piece.parse().ok())
    }
}

#[derive(FromQueryResult)]
struct OfferRow {
    order_id: Uuid,
    at: Moment,
    purpose: String,
    person_id: Option<Uuid>,
    body_id: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct MessageRow {
    order_id: Uuid,
    at: Moment,
    by_account: Option<Uuid>,
}

/// The same, for the one whose matter it is, or for who acts for them.
fn for_asker(order: &Order, news: News) -> News {
    News { of: order.asked_by.map(PersonId), ..news }
}

/// It promises a taker day and night.
fn is_urgent(order: &Order) -> Outcome<bool> {
    Ok(matches!(order.policy()?.take, Span::Continuous(_)))
}

/// One piece of news about an order.
fn about(order: &Order, kind: &'static NoticeKind, (event, at): (Uuid, Moment)) -> Outcome<News> {
    // What is promised day and night rings at night; the office answers while it is on duty.
    let urgent = kind.topic != Topic::Office && is_urgent(order)?;
    Ok(News { event, kind, subject: order.id, number: order.number, at, until: None, urgent, of: None })
}

async fn tell_step(app: &App, doer: &Doer, event: Uuid) -> Outcome<()> {
    if !undoing::is_told(app, event).await? {
        return Ok(());
    }
    let door = app.db.read().await?;
    let sql = "select order_id, seq, at, action, from_state, by_account, detail from order_events where id = $1";
    let Some(step) = door.one::<StepRow>(sql, values![event]).await? else { return Ok(()) };
    let Some(order) = store::order(&door, doer.community, OrderId(step.order_id)).await? else { return Ok(()) };
    let (action, from): (Action, State) = (named(&step.action)?, named(&step.from_state)?);
    let all = tellings(&door, doer, &order, ((event, &step), (action, from))).await?;
    let late =
        "select count(*) from order_reminders r join order_clocks c on c.order_id = r.order_id and c.kind = r.kind
        and c.round = r.round and c.turn = r.turn where r.order_id = $1 and c.stopped_at is null";
    let late = door.number(late, values![order.id]).await? > 0;
    let waits = "select count(*) from order_approvals where order_id = $1 and state = 'waiting'";
    let waits = order.state()? == State::InTalk || door.number(waits, values![order.id]).await? > 0;
    drop(door);
    for (kind, to, accounts) in all {
        let until = step.until().filter(|_| names_a_day(kind));
        let kind = if until.is_none() && names_a_day(kind) { &CHANGED } else { kind };
        let news = about(&order, kind, (event_of(app, event, kind), step.at))?;
        let news = if matches!(to, To::Resident) { for_asker(&order, news) } else { news };
        tell(app, doer, &News { until, ..news }, &accounts).await?;
    }
    let promises: &[&NoticeKind] = if late { &[] } else { &[&AMBER, &RED] };
    let wishes: &[&NoticeKind] = if waits { &[] } else { &[&TO_APPROVE] };
    pairs::forget(app, event).await?;
    over(app, doer, (order.id, step.at), &[over_with(action), promises, wishes].concat()).await
}

/// What a step tells, and to which accounts; never to whoever did it.
async fn tellings(
    door: &impl Query,
    doer: &Doer,
    order: &Order,
    ((event, step), (action, from)): ((Uuid, &StepRow), (Action, State)),
) -> Outcome<Vec<(&'static NoticeKind, To, Vec<AccountId>)>> {
    let gone = accounts(door, pairs::gone(door, event).await?).await?;
    let two = [order.holder_person, order.companion_person].into_iter().flatten().map(PersonId);
    let two = accounts(door, two.filter(|_| order.companion_person.is_some()).collect()).await?;
    let mut all: Vec<(&'static NoticeKind, To, Vec<AccountId>)> = Vec::new();
    for (to, kind) in news_of(action, from, order.is_personal) {
        let mut whom = match to {
            To::Resident => residents(door, doer, order).await?,
            To::Holder if !two.is_empty() => two.clone(),
            To::Holder => hands(door, doer, order, step.seq).await?,
            To::Given => hands(door, doer, order, step.seq + 1).await?,
            To::Offered => offered(door, doer, order).await?.0,
            To::OfferedBodies => offered(door, doer, order).await?.1,
            To::Seated => accounts(door, pairs::seated(door, order).await?).await?,
            To::Office => office(door, doer, order.in_charge).await?,
            To::Approver => who_may(door, doer, ORDERS_APPROVE).await?,
            To::Asked => told(door, order.id, &OFFER).await?,
            To::Pair => two.clone(),
        };
        // Who has it, or is let go, is not told that another has it.
        whom.retain(|account| to != To::Asked || !(gone.contains(account) || two.contains(account)));
        all.push((kind, to, whom));
    }
    // What is urgent does not wait until somebody looks.
    if matches!(action, Action::Submit | Action::UnmergeNew) && is_urgent(order)? {
        all.push((&URGENT, To::Approver, office(door, doer, order.in_charge).await?));
    }
    // Who waited for a second, or held it with one: they are needed no longer.
    match all.iter_mut().find(|(kind, ..)| kind.name == RECALLED.name) {
        Some((.., whom)) => whom.extend(gone),
        None => all.push((&RECALLED, To::Pair, gone)),
    }
    for (.., whom) in &mut all {
        whom.retain(|account| Some(account.0) != step.by_account);
        whom.sort_unstable();
        whom.dedup();
    }
    Ok(all)
}

/// A step may tell one account two things; each is an event of its own.
fn event_of(app: &App, event: Uuid, kind: &NoticeKind) -> Uuid {
    second(app, event, kind.name)
}

async fn tell_offer(app: &App, doer: &Doer, offer: Uuid) -> Outcome<()> {
    undoing::offer_is_told(app, offer).await?;
    let door = app.db.read().await?;
    let sql = "select order_id, at, purpose, person_id, body_id from order_dispatches
               where id = $1 and state = 'offered'";
    let Some(row) = door.one::<OfferRow>(sql, values![offer]).await? else { return Ok(()) };
    let Some(order) = store::order(&door, doer.community, OrderId(row.order_id)).await? else { return Ok(()) };
    let (accounts, kind) = match (row.person_id, row.body_id) {
        (Some(person), _) if row.purpose == "check" => (accounts_of(&door, PersonId(person)).await?, &OFFER_CHECK),
        (Some(person), _) => (accounts_of(&door, PersonId(person)).await?, &OFFER),
        (None, Some(body)) => (members(&door, doer, BodyId(body)).await?, &OFFER_BODY),
        (None, None) => return Ok(()),
    };
    drop(door);
    tell(app, doer, &about(&order, kind, (offer, row.at))?, &accounts).await
}

async fn tell_message(app: &App, doer: &Doer, message: Uuid) -> Outcome<()> {
    let door = app.db.read().await?;
    let sql = "select order_id, at, by_account from order_messages where id = $1 and kind = 'to_resident'";
    let Some(row) = door.one::<MessageRow>(sql, values![message]).await? else { return Ok(()) };
    let Some(order) = store::order(&door, doer.community, OrderId(row.order_id)).await? else { return Ok(()) };
    let mut accounts = residents(&door, doer, &order).await?;
    accounts.retain(|account| Some(account.0) != row.by_account);
    drop(door);
    let news = about(&order, &MESSAGE, (message, row.at))?;
    tell(app, doer, &for_asker(&order, news), &accounts).await
}

/// A word of the resident, to the person in charge of the matter, or of the one under whose number it goes on.
async fn tell_word(app: &App, doer: &Doer, message: Uuid) -> Outcome<()> {
    let door = app.db.read().await?;
    let sql = "select order_id, at, by_account from order_messages where id = $1 and kind = 'from_resident'";
    let Some(row) = door.one::<MessageRow>(sql, values![message]).await? else { return Ok(()) };
    let Some(order) = store::order(&door, doer.community, OrderId(row.order_id)).await? else { return Ok(()) };
    let order = match order.merged_into {
        Some(leader) => store::order(&door, doer.community, OrderId(leader)).await?.unwrap_or(order),
        None => order,
    };
    let mut accounts = office(&door, doer, order.in_charge).await?;
    accounts.retain(|account| Some(account.0) != row.by_account);
    drop(door);
    tell(app, doer, &about(&order, &RESIDENT_WROTE, (message, row.at))?, &accounts).await
}

#[derive(FromQueryResult)]
struct ComplaintRow {
    order_id: Uuid,
    at: Moment,
    by_account: Option<Uuid>,
    answered_at: Option<Moment>,
}

async fn complaint(door: &impl Query, doer: &Doer, id: Uuid) -> Outcome<Option<(ComplaintRow, Order)>> {
    let sql = "select p.order_id, p.at, p.by_account, a.at as answered_at from order_appeals p
               left join order_appeal_answers a on a.appeal_id = p.id where p.id = $1";
    let Some(row) = door.one::<ComplaintRow>(sql, values![id]).await? else { return Ok(None) };
    let order = store::order(door, doer.community, OrderId(row.order_id)).await?;
    Ok(order.map(|order| (row, order)))
}

async fn tell_complaint(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let door = app.db.read().await?;
    let Some((row, order)) = complaint(&door, doer, id).await? else { return Ok(()) };
    let mut accounts = who_may(&door, doer, ORDERS_APPEALS).await?;
    accounts.retain(|account| Some(account.0) != row.by_account);
    drop(door);
    // What it is about is found by the complaint's own address.
    let news = about(&order, &COMPLAINT, (id, row.at))?;
    tell(app, doer, &News { subject: id, urgent: false, ..news }, &accounts).await
}

async fn tell_complaint_answer(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let door = app.db.read().await?;
    let Some((row, order)) = complaint(&door, doer, id).await? else { return Ok(()) };
    let Some(at) = row.answered_at else { return Ok(()) };
    let mut accounts = residents(&door, doer, &order).await?;
    // Who wrote it for a resident who has an account hears too, while they still act for them.
    if let (Some(writer), Some(asker)) = (row.by_account.map(AccountId), order.asked_by.map(PersonId))
        && !accounts.contains(&writer)
        && may_hear_of(&door, (writer, asker), doer.at).await?
    {
        accounts.push(writer);
    }
    drop(door);
    over(app, doer, (id, at), &[&COMPLAINT]).await?;
    let news = about(&order, &COMPLAINT_ANSWERED, (event_of(app, id, &COMPLAINT_ANSWERED), at))?;
    tell(app, doer, &News { urgent: false, ..for_asker(&order, news) }, &accounts).await
}

/// What was said, to the office, or to whoever holds the order.
async fn tell_said(app: &App, doer: &Doer, message: Uuid, kind: &'static NoticeKind) -> Outcome<()> {
    let door = app.db.read().await?;
    let sql = "select order_id, at, by_account from order_messages where id = $1";
    let Some(row) = door.one::<MessageRow>(sql, values![message]).await? else { return Ok(()) };
    let Some(order) = store::order(&door, doer.community, OrderId(row.order_id)).await? else { return Ok(()) };
    let accounts = if kind.topic == Topic::Help {
        accounts(&door, order.holder().into_iter().chain(order.companion()).collect()).await?
    } else {
        office(&door, doer, order.in_charge).await?
    };
    drop(door);
    tell(app, doer, &about(&order, kind, (message, row.at))?, &accounts).await
}

/// A clock of an order that runs short or is late.
#[derive(Clone, Copy, Debug)]
pub struct Late<'a> {
    /// The order, and the number by which people know it.
    pub order: (Uuid, i64),
    /// Which clock.
    pub clock: (&'a str, i64, i64),
    /// Until when it is promised.
    pub due_at: Moment,
    /// It is late, not only short.
    pub red: bool,
}

/// Tells the person in charge, or the office while nobody is, once; the caller comes at the time of the reminder, which lies in working hours.
pub async fn remind(app: &App, doer: &Doer, late: Late<'_>, accounts: &[AccountId]) -> Outcome<()> {
    let (kind, round, turn) = late.clock;
    let what = if late.red { &RED } else { &AMBER };
    // After an extension it is another promise.
    let due = late.due_at.timestamp();
    let event = second(app, late.order.0, &format!("{}/{kind}/{round}/{turn}/{due}", what.name));
    let (subject, number) = late.order;
    tell(
        app,
        doer,
        &News { event, kind: what, subject, number, at: doer.at, until: None, urgent: false, of: None },
        accounts,
    )
    .await
}
