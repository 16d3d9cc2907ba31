//! What is told about orders: to the one whose matter it is, to those who were asked or hold it, and to the person in
//! charge when time runs short. Each step, offer and message enqueues a job in its own transaction; the job tells.
//!
//! Never here: the content, a name, a door or a phone; a word about who did not take it; news to whoever did the step.

use super::machine::{Action, State, TABLE};
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

/// Where the one whose matter it is looks.
const MATTER: &str = "/matters/";
/// Where a helper looks.
const TAKE: &str = "/take/";

macro_rules! kinds {
    ($($constant:ident = ($name:literal, $topic:ident, $page:expr, $words:literal);)*) => {
        $(const $constant: NoticeKind =
            NoticeKind { name: $name, topic: Topic::$topic, words: $words, page: $page };)*
        /// Every kind of news about orders.
        pub const KINDS: &[NoticeKind] = &[$($constant),*];
    };
}

kinds! {
    RECORDED = ("order_recorded", Own, MATTER, "orders-notice-recorded");
    ACCEPTED = ("order_accepted", Own, MATTER, "orders-notice-accepted");
    REJECTED = ("order_rejected", Act, MATTER, "orders-notice-rejected");
    ASKED_BACK = ("order_asked_back", Act, MATTER, "orders-notice-asked-back");
    TAKEN = ("order_taken", Own, MATTER, "orders-notice-taken");
    ARRANGED = ("order_arranged", Own, MATTER, "orders-notice-arranged");
    NOBODY_HOME = ("order_nobody_home", Act, MATTER, "orders-notice-nobody-home");
    BACK = ("order_back", Own, MATTER, "orders-notice-back");
    DONE = ("order_done", Act, MATTER, "orders-notice-done");
    DONE_PUBLIC = ("order_done_public", Own, MATTER, "orders-notice-done-public");
    REOPENED = ("order_reopened", Own, MATTER, "orders-notice-reopened");
    CALLED = ("order_called", Act, MATTER, "orders-notice-called");
    MESSAGE = ("order_message", Act, MATTER, "orders-notice-message");
    CLOSED = ("order_closed", Own, MATTER, "orders-notice-closed");
    WITHDRAWN = ("order_withdrawn", Own, MATTER, "orders-notice-withdrawn");
    CHANGED = ("order_changed", Own, MATTER, "orders-notice-changed");
    REST_ASKED = ("order_rest_asked", Own, MATTER, "orders-notice-rest-asked");
    RESTS = ("order_rests", Own, MATTER, "orders-notice-rests");
    REST_REFUSED = ("order_rest_refused", Own, MATTER, "orders-notice-rest-refused");
    GOES_ON = ("order_goes_on", Own, MATTER, "orders-notice-goes-on");
    LONGER = ("order_longer", Own, MATTER, "orders-notice-longer");
    HANDED_OVER = ("order_handed_over", Own, MATTER, "orders-notice-handed-over");
    PASSED_UP = ("order_passed_up", Own, MATTER, "orders-notice-passed-up");
    STAYS_THERE = ("order_stays_there", Own, MATTER, "orders-notice-stays-there");
    REPLIED = ("order_replied", Own, MATTER, "orders-notice-replied");
    TALKED_OVER = ("order_talked_over", Own, MATTER, "orders-notice-talked-over");
    RULED_DEPARTMENT = ("order_ruled_department", Own, MATTER, "orders-notice-ruled-department");
    RULED_OFFICE = ("order_ruled_office", Own, MATTER, "orders-notice-ruled-office");
    VOID_ASKED = ("order_void_asked", Own, MATTER, "orders-notice-void-asked");
    VOIDED = ("order_voided", Act, MATTER, "orders-notice-voided");
    VOID_REFUSED = ("order_void_refused", Own, MATTER, "orders-notice-void-refused");
    WATCHED = ("order_watched", Own, MATTER, "orders-notice-watched");
    WATCHED_NO_MORE = ("order_watched_no_more", Own, MATTER, "orders-notice-watched-no-more");
    MERGED = ("order_merged", Own, MATTER, "orders-notice-merged");
    UNMERGED = ("order_unmerged", Own, MATTER, "orders-notice-unmerged");
    OFFER = ("order_offer", Help, TAKE, "orders-notice-offer");
    OFFER_BODY = ("order_offer_body", Help, TAKE, "orders-notice-offer-body");
    OFFER_CHECK = ("order_offer_check", Help, TAKE, "orders-notice-offer-check");
    TAKEN_BY_OTHER = ("order_taken_by_other", Help, TAKE, "orders-notice-taken-by-other");
    RECALLED = ("order_recalled", Help, TAKE, "orders-notice-recalled");
    RETURN_AGREED = ("order_return_agreed", Help, TAKE, "orders-notice-return-agreed");
    RETURN_REFUSED = ("order_return_refused", Help, TAKE, "orders-notice-return-refused");
    CHECK_FAILED = ("order_check_failed", Help, TAKE, "orders-notice-check-failed");
    MONEY_QUESTION = ("order_money_question", Office, "/desk/orders/", "orders-notice-money-question");
    AMBER = ("order_amber", Office, "/desk/orders/", "orders-notice-amber");
    RED = ("order_red", Office, "/desk/orders/", "orders-notice-red");
}

/// Whom news are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    /// The one whose matter it is, or who acts for them.
    Resident,
    /// The one who holds it, or held it until this step.
    Holder,
    /// Those who were asked by name and not yet told that it is over.
    Asked,
}

/// What a step tells, to whom.
fn news_of(action: Action, from: State, is_personal: bool) -> Vec<(To, &'static NoticeKind)> {
    use To::{Asked, Holder, Resident};
    match action {
        Action::Submit => vec![(Resident, &RECORDED)],
        Action::Accept => vec![(Resident, &ACCEPTED)],
        Action::Reject => vec![(Resident, &REJECTED)],
        Action::AskBack => vec![(Resident, &ASKED_BACK)],
        Action::Take => vec![(Resident, &TAKEN), (Asked, &TAKEN_BY_OTHER)],
        Action::Arrange => vec![(Resident, &ARRANGED)],
        Action::NobodyHome => vec![(Resident, &NOBODY_HOME)],
        Action::HandBack => vec![(Resident, &BACK)],
        Action::Recall if from == State::InProgress => vec![(Resident, &BACK), (Holder, &RECALLED)],
        Action::Recall => vec![(Asked, &RECALLED)],
        Action::ApproveReturn => vec![(Resident, &BACK), (Holder, &RETURN_AGREED)],
        Action::RefuseReturn => vec![(Holder, &RETURN_REFUSED)],
        Action::Done | Action::Settle if is_personal => vec![(Resident, &DONE)],
        Action::Done | Action::Settle => vec![(Resident, &DONE_PUBLIC)],
        Action::Verify => vec![(Resident, &DONE)],
        Action::FailCheck => vec![(Holder, &CHECK_FAILED)],
        Action::Reopen => vec![(Resident, &REOPENED)],
        Action::CallUnanswered => vec![(Resident, &CALLED)],
        Action::Withdraw if from == State::InProgress => vec![(Resident, &WITHDRAWN), (Holder, &RECALLED)],
        Action::Withdraw => vec![(Resident, &WITHDRAWN), (Asked, &RECALLED)],
        Action::Rate | Action::Close | Action::CloseUnrated => vec![(Resident, &CLOSED)],
        Action::RequestReturn => Vec::new(),
        other => aside(other).map_or_else(|| otherwise(other, from), |kind| vec![(Resident, kind)]),
    }
}

/// What a step beside the main line tells the one whose matter it is: what changed, until when, what they can do.
const fn aside(action: Action) -> Option<&'static NoticeKind> {
    Some(match action {
        Action::AskSuspend => &REST_ASKED,
        Action::Suspend => &RESTS,
        Action::RefuseSuspend => &REST_REFUSED,
        Action::Resume | Action::Wake => &GOES_ON,
        Action::Extend => &LONGER,
        Action::Transfer => &HANDED_OVER,
        Action::PassUp => &PASSED_UP,
        Action::TransferStands => &STAYS_THERE,
        Action::Reply => &REPLIED,
        Action::ReturnAgain => &TALKED_OVER,
        Action::RuleDepartment => &RULED_DEPARTMENT,
        Action::RuleOffice => &RULED_OFFICE,
        Action::AskVoid => &VOID_ASKED,
        Action::Void => &VOIDED,
        Action::RefuseVoid => &VOID_REFUSED,
        Action::Supervise => &WATCHED,
        Action::LiftSupervision => &WATCHED_NO_MORE,
        Action::Merge => &MERGED,
        Action::UnmergeNew
        | Action::UnmergeAsked
        | Action::UnmergeAccepted
        | Action::UnmergeOffered
        | Action::UnmergeHeld
        | Action::UnmergeReturn => &UNMERGED,
        _ => return None,
    })
}

/// Whether the words of a kind name a day, which its step has to say.
fn names_a_day(kind: &NoticeKind) -> bool {
    [&REST_ASKED, &RESTS, &LONGER, &HANDED_OVER, &PASSED_UP, &RULED_DEPARTMENT]
        .iter()
        .any(|dated| dated.name == kind.name)
}

/// A step that says why says it to the one whose matter it is.
fn otherwise(action: Action, from: State) -> Vec<(To, &'static NoticeKind)> {
    let says_why = TABLE.find(from, action).is_some_and(|row| row.reason);
    if says_why { vec![(To::Resident, &CHANGED)] } else { Vec::new() }
}

/// Which earlier news a step makes wait for nobody.
fn over_with(action: Action) -> &'static [&'static NoticeKind] {
    match action {
        Action::Take | Action::Recall | Action::Lapse => &[&OFFER, &OFFER_BODY],
        Action::Supply | Action::SupplyMore | Action::Accept | Action::Reject => &[&ASKED_BACK],
        Action::Withdraw => &[&OFFER, &OFFER_BODY, &ASKED_BACK, &NOBODY_HOME],
        Action::Arrange | Action::Done => &[&NOBODY_HOME],
        Action::Verify | Action::FailCheck => &[&OFFER_CHECK],
        Action::Confirm | Action::SaySolved | Action::Rate | Action::Close | Action::CloseUnrated | Action::Reopen => {
            &[&DONE, &CALLED, &OFFER_CHECK]
        }
        _ => &[],
    }
}

/// What tells.
pub const JOBS: [JobKind; 4] = [
    JobKind { name: "orders.tell_step", run: |app, doer, id| Box::pin(tell_step(app, doer, id)) },
    JobKind { name: "orders.tell_offer", run: |app, doer, id| Box::pin(tell_offer(app, doer, id)) },
    JobKind { name: "orders.tell_message", run: |app, doer, id| Box::pin(tell_message(app, doer, id)) },
    JobKind { name: "orders.tell_money", run: |app, doer, id| Box::pin(tell_money(app, doer, id)) },
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

/// One piece of news about an order.
fn about(order: &Order, kind: &'static NoticeKind, (event, at): (Uuid, Moment)) -> Outcome<News> {
    // What is promised day and night rings at night.
    let urgent = matches!(order.policy()?.take, Span::Continuous(_));
    Ok(News { event, kind, subject: order.id, number: order.number, at, until: None, urgent })
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
    let mut all = Vec::new();
    for (to, kind) in news_of(action, from, order.is_personal) {
        let mut accounts = match to {
            To::Resident => residents(&door, doer, &order).await?,
            To::Holder => holder(&door, &step).await?,
            To::Asked => told(&door, order.id, &OFFER).await?,
        };
        accounts.retain(|account| Some(account.0) != step.by_account);
        all.push((kind, accounts));
    }
    let late =
        "select count(*) from order_reminders r join order_clocks c on c.order_id = r.order_id and c.kind = r.kind
        and c.round = r.round and c.turn = r.turn where r.order_id = $1 and c.stopped_at is null";
    let late = door.number(late, values![order.id]).await? > 0;
    drop(door);
    for (kind, accounts) in all {
        let until = step.until().filter(|_| names_a_day(kind));
        let kind = if until.is_none() && names_a_day(kind) { &CHANGED } else { kind };
        let news = about(&order, kind, (event_of(app, event, kind), step.at))?;
        tell(app, doer, &News { until, ..news }, &accounts).await?;
    }
    let promises: &[&NoticeKind] = if late { &[] } else { &[&AMBER, &RED] };
    over(app, doer, (order.id, step.at), &[over_with(action), promises].concat()).await
}

/// A step may tell one account two things; each is an event of its own.
fn event_of(app: &App, event: Uuid, kind: &NoticeKind) -> Uuid {
    second(app, event, kind.name)
}

async fn residents(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Vec<AccountId>> {
    match order.asked_by {
        Some(person) => accounts_for(door, doer.community, PersonId(person)).await,
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
    tell(app, doer, &about(&order, &MESSAGE, (message, row.at))?, &accounts).await
}

async fn tell_money(app: &App, doer: &Doer, message: Uuid) -> Outcome<()> {
    let door = app.db.read().await?;
    let sql = "select order_id, at, by_account from order_messages where id = $1";
    let Some(row) = door.one::<MessageRow>(sql, values![message]).await? else { return Ok(()) };
    let Some(order) = store::order(&door, doer.community, OrderId(row.order_id)).await? else { return Ok(()) };
    drop(door);
    let accounts: Vec<AccountId> = order.in_charge.into_iter().map(AccountId).collect();
    tell(app, doer, &about(&order, &MONEY_QUESTION, (message, row.at))?, &accounts).await
}

/// A clock of an order that runs short or is late.
#[derive(Clone, Copy, Debug)]
pub struct Late<'a> {
    /// The order, and the number by which people know it.
    pub order: (Uuid, i64),
    /// Which clock.
    pub clock: (&'a str, i64, i64),
    /// It is late, not only short.
    pub red: bool,
    /// The person in charge.
    pub account: AccountId,
}

/// Tells the person in charge, once; the caller comes at the time of the reminder, which lies in working hours.
pub async fn remind(app: &App, doer: &Doer, late: Late<'_>) -> Outcome<()> {
    let (kind, round, turn) = late.clock;
    let what = if late.red { &RED } else { &AMBER };
    let event = second(app, late.order.0, &format!("{}/{kind}/{round}/{turn}", what.name));
    let (subject, number) = late.order;
    tell(
        app,
        doer,
        &News { event, kind: what, subject, number, at: doer.at, until: None, urgent: false },
        &[late.account],
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_says_why_is_heard_by_someone() {
        for row in TABLE.rows.iter().filter(|row| row.reason && row.action != Action::RequestReturn) {
            for from in row.from {
                assert!(!news_of(row.action, *from, true).is_empty(), "{:?} from {from:?}", row.action);
            }
        }
    }

    #[test]
    fn names_are_kept_once() {
        let mut names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
        assert!(KINDS.iter().all(|kind| kind.page.starts_with('/') && kind.page.ends_with('/')));
    }
}
