//! What is told about orders: to the one whose matter it is, to those who were asked or hold it, and to the person in
//! charge when time runs short. Each step, offer and message enqueues a job in its own transaction; the job tells.
//!
//! Never here: the content, a name, a door or a phone; a word about who did not take it; news to whoever did the step.

use super::machine::{Action, State};
use super::news::{
    AMBER, CHANGED, MESSAGE, MONEY_QUESTION, MONEY_WRITTEN, NOT_MEANT, OFFER, OFFER_BODY, OFFER_CHECK, RECALLED, RED,
    To, names_a_day, news_of, over_with,
};
use super::pairs;
use super::receipts::second;
use super::rules::named;
use super::store::{self, Order};
use super::undoing;
use base::{AccountId, BodyId, Doer, Moment, OrderId, Outcome, PersonId};
use db::{FromQueryResult, Query, Write, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::case::Span;
use kernel::i18n::Source;
use kernel::jobs::{self, JobKind};
use kernel::notify::{NoticeKind, Topic};
use registry::notices::{News, accounts_for, accounts_of, over, tell, told};
use uuid::Uuid;

/// People of one body who are told.
const MEMBERS_MAX: u32 = 200;

/// The words of the news.
pub const SOURCE: Source = Source {
    name: "orders-notices",
    zh_cn: include_str!("../../locales/zh-CN/orders-notices.ftl"),
    bo: include_str!("../../locales/bo/orders-notices.ftl"),
    en: include_str!("../../locales/en/orders-notices.ftl"),
};

/// What tells.
pub const JOBS: [JobKind; 6] = [
    JobKind { name: "orders.tell_step", run: |app, doer, id| Box::pin(tell_step(app, doer, id)) },
    JobKind { name: "orders.tell_offer", run: |app, doer, id| Box::pin(tell_offer(app, doer, id)) },
    JobKind { name: "orders.tell_message", run: |app, doer, id| Box::pin(tell_message(app, doer, id)) },
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

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// The same, for the one whose matter it is, or for who acts for them.
fn for_asker(order: &Order, news: News) -> News {
    News { of: order.asked_by.map(PersonId), ..news }
}

/// One piece of news about an order.
fn about(order: &Order, kind: &'static NoticeKind, (event, at): (Uuid, Moment)) -> Outcome<News> {
    // What is promised day and night rings at night.
    let urgent = matches!(order.policy()?.take, Span::Continuous(_));
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
    drop(door);
    for (kind, to, accounts) in all {
        let until = step.until().filter(|_| names_a_day(kind));
        let kind = if until.is_none() && names_a_day(kind) { &CHANGED } else { kind };
        let news = about(&order, kind, (event_of(app, event, kind), step.at))?;
        let news = if matches!(to, To::Resident) { for_asker(&order, news) } else { news };
        tell(app, doer, &News { until, ..news }, &accounts).await?;
    }
    let promises: &[&NoticeKind] = if late { &[] } else { &[&AMBER, &RED] };
    pairs::forget(app, event).await?;
    over(app, doer, (order.id, step.at), &[over_with(action), promises].concat()).await
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
            To::Holder if matches!(action, Action::FailCheck | Action::WriteDown) && !two.is_empty() => two.clone(),
            To::Holder => holder(door, step).await?,
            To::Asked => told(door, order.id, &OFFER).await?,
            To::Pair => two.clone(),
        };
        // Who has it, or is let go, is not told that another has it.
        whom.retain(|account| to != To::Asked || !(gone.contains(account) || two.contains(account)));
        all.push((kind, to, whom));
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

async fn accounts(door: &impl Query, people: Vec<PersonId>) -> Outcome<Vec<AccountId>> {
    let mut found = Vec::new();
    for person in people {
        found.extend(accounts_of(door, person).await?);
    }
    Ok(found)
}

/// A step may tell one account two things; each is an event of its own.
fn event_of(app: &App, event: Uuid, kind: &NoticeKind) -> Uuid {
    second(app, event, kind.name)
}

async fn residents(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Vec<AccountId>> {
    match order.asked_by {
        Some(person) => accounts_for(door, doer, PersonId(person)).await,
        None => Ok(Vec::new()),
    }
}

/// Who took it last before this step.
async fn holder(door: &impl Query, step: &StepRow) -> Outcome<Vec<AccountId>> {
    let sql = "select by_person as id from order_events where order_id = $1 and action = 'take' and seq < $2
               and by_person is not null order by seq desc limit 1";
    match door.one::<Id>(sql, values![step.order_id, step.seq]).await? {
        Some(person) => accounts_of(door, PersonId(person.id)).await,
        None => Ok(Vec::new()),
    }
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

/// Who hears of an offer to a body: who speaks for a unit or department, everyone of a team who takes orders.
async fn members(door: &impl Query, doer: &Doer, body: BodyId) -> Outcome<Vec<AccountId>> {
    let sql = format!(
        "select a.id from bodies b join body_members m on m.body_id = b.id join accounts a on a.person_id = m.person_id
         where b.id = $1 and b.community = $2 and m.until is null and a.closed_at is null
           and (m.leads = true or (b.kind = 'team' and not exists
             (select 1 from helpers h where h.id = m.person_id and h.takes_orders = false)))
         order by a.id limit {MEMBERS_MAX}"
    );
    let rows: Vec<Id> = door.all(&sql, values![body.0, doer.community.0]).await?;
    Ok(rows.into_iter().map(|row| AccountId(row.id)).collect())
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

/// What was said, to the person in charge, or to whoever holds the order.
async fn tell_said(app: &App, doer: &Doer, message: Uuid, kind: &'static NoticeKind) -> Outcome<()> {
    let door = app.db.read().await?;
    let sql = "select order_id, at, by_account from order_messages where id = $1";
    let Some(row) = door.one::<MessageRow>(sql, values![message]).await? else { return Ok(()) };
    let Some(order) = store::order(&door, doer.community, OrderId(row.order_id)).await? else { return Ok(()) };
    let mut accounts: Vec<AccountId> = order.in_charge.into_iter().map(AccountId).collect();
    if kind.topic == Topic::Help {
        accounts = Vec::new();
        for person in order.holder().into_iter().chain(order.companion()) {
            accounts.extend(accounts_of(&door, person).await?);
        }
    }
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
    /// The person in charge.
    pub account: AccountId,
}

/// Tells the person in charge, once; the caller comes at the time of the reminder, which lies in working hours.
pub async fn remind(app: &App, doer: &Doer, late: Late<'_>) -> Outcome<()> {
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
        &[late.account],
    )
    .await
}
