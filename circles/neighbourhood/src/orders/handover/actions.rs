//! Verbs of handing over: one matter, many at one go, taking back, leaving where it is; and the lists for it.
//!
//! Each matter goes in a transaction of its own, with the version that the list showed, under an id made of the form's.
//! Nothing moves by itself: on the day of return there is a line, and somebody presses.

use super::super::clocks;
use super::super::goes::{self, Became, Pick, ROWS_MAX};
use super::super::lines::Names;
use super::super::machine::{Action, State};
use super::super::powers::ORDERS_HAND_OVER;
use super::super::receipts::second;
use super::super::rules::TEXT_CHARS_MAX;
use super::super::standing::{allow, plain};
use super::super::steps::{Aim, Step, begin, carry_out};
use super::super::store::{MESSAGES, Order};
use super::super::views::OrderLine;
use super::super::writing::needed;
use super::news::TELL;
use super::rules::{Passing, Whose, asked_from, back_day, may_pass, pass_on};
use super::store::{self, LastMessage, Name};
use crate::orders::approvals::Wish;
use base::{AccountId, Day, Doer, FieldProblem, Moment, OrderId, Outcome, Problem, Relation};
use chrono::Duration;
use db::{Write, row, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs;
use uuid::Uuid;
use web::PAGE_ROWS;

/// The verb of handing over, beside the answers of a go.
pub const HANDED: &str = "hand_over";
/// The verb of taking back.
const TAKEN_BACK: &str = "take_back";
/// Seconds after which a go is told: by then it has gone through its rows.
const TOLD_SECONDS: i64 = 10;

/// To whom one matter goes.
#[derive(Clone, Debug)]
pub struct Handing {
    /// Whose it was when it was looked at.
    pub whose: Whose,
    /// To whom.
    pub to: AccountId,
    /// When the first one is back.
    pub back_on: Option<Day>,
    /// What the other one should know about the matter; a note of the staff, which stands in the resident's copy.
    pub note: String,
    /// The go that is told to the other one.
    pub go: Option<Uuid>,
}

impl Handing {
    /// Without a day of return, a note, or news of it.
    #[must_use]
    pub const fn plain(whose: Whose, to: AccountId) -> Self {
        Self { whose, to, back_on: None, note: String::new(), go: None }
    }
}

/// One matter of a go.
#[derive(Clone, Debug)]
pub struct Given {
    /// Which, in the version that was shown.
    pub pick: Pick,
    /// What to know about this one.
    pub note: String,
}

/// Many at one go.
#[derive(Clone, Debug)]
pub struct Handover {
    /// The form's hidden id.
    pub once: Uuid,
    /// Whose.
    pub whose: Whose,
    /// To whom; none when nobody was chosen.
    pub to: Option<AccountId>,
    /// The day of return as it was typed.
    pub back_on: String,
    /// What to know about all of them.
    pub note: String,
    /// Which.
    pub given: Vec<Given>,
}

/// An open matter, with what is open about it.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Its line, with what is due next.
    pub line: OrderLine,
    /// A call-back that was promised.
    pub call_again_at: Option<Moment>,
    /// It rests until then.
    pub look_again_at: Option<Moment>,
    /// A helper comes then.
    pub visit_at: Option<Moment>,
    /// What waits for a second person.
    pub waits: Vec<Wish>,
    /// What was said last.
    pub last: Option<LastMessage>,
}

impl Matter {
    /// The resident was asked something.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.line.state == State::AwaitingInfo
    }

    /// A talk has no ruling yet.
    #[must_use]
    pub fn is_talked_over(&self) -> bool {
        self.line.state == State::InTalk
    }
}

/// A page of open matters.
#[derive(Clone, Debug, Default)]
pub struct Matters {
    /// Oldest first.
    pub rows: Vec<Matter>,
    /// The number after which the next page begins.
    pub next: Option<i64>,
}

/// Colleagues who may have matters in charge.
///
/// # Errors
/// `NotAllowed`.
pub async fn colleagues(app: &App, doer: &Doer) -> Outcome<Vec<Name>> {
    doer.require(ORDERS_HAND_OVER, &[Relation::Community])?;
    store::working(&app.db.read().await?, doer).await
}

/// What waits at the desk: how much nobody has in charge, and whether something is held for the reader, who is back.
///
/// # Errors
/// `NotAllowed`.
pub async fn waiting(app: &App, doer: &Doer) -> Outcome<(i64, bool)> {
    doer.require(ORDERS_HAND_OVER, &[Relation::Community])?;
    let without_anyone = store::without_anyone(&app.db.read().await?, doer).await?;
    Ok((without_anyone, !held(app, doer).await?.is_empty()))
}

/// What is held for the reader and may be taken back now.
async fn held(app: &App, doer: &Doer) -> Outcome<Vec<store::Waiting>> {
    let door = app.db.read().await?;
    let calendar = clocks::calendar(&door, doer.community).await?;
    let found = store::waiting(&door, doer, (calendar.day_of(doer.at), ROWS_MAX)).await?;
    Ok(found.into_iter().filter(|row| asked_from(&calendar, row.back_on) <= doer.at).collect())
}

/// Open matters, oldest first.
///
/// # Errors
/// `NotAllowed`; `NotFound` for whom the office does not know.
pub async fn matters(app: &App, doer: &Doer, (whose, after): (Whose, Option<i64>)) -> Outcome<Matters> {
    doer.require(ORDERS_HAND_OVER, &[Relation::Community])?;
    let door = app.db.read().await?;
    if let Whose::Account(account) = whose {
        let known = store::working(&door, doer).await?;
        known.iter().find(|name| name.id == account.0).ok_or(Problem::NotFound)?;
    }
    let mut orders = store::open_of(&door, doer, (whose, after.unwrap_or_default(), PAGE_ROWS + 1)).await?;
    let more = orders.len() > PAGE_ROWS;
    orders.truncate(PAGE_ROWS);
    let next = orders.last().filter(|_| more).map(|last| last.number);
    let names = Names::of(&door, doer, &orders).await?;
    let mut waits = store::approvals(&door, &orders).await?;
    let mut said = store::last_messages(&door, &orders).await?;
    let mut rows = Vec::with_capacity(orders.len());
    for order in &orders {
        rows.push(Matter {
            line: names.line(order, doer.at)?,
            call_again_at: order.call_again_at.filter(|again| *again > doer.at),
            look_again_at: order.look_again_at,
            visit_at: order.visit_at.filter(|_| order.holder().is_some()),
            waits: waits.remove(&order.id).unwrap_or_default(),
            last: said.remove(&order.id),
        });
    }
    Ok(Matters { rows, next })
}

/// The id of the step by which a matter changes hands in a go.
pub fn step_id(app: &App, go: Uuid, order: OrderId) -> Uuid {
    second(app, go, &format!("hand_over/{order}"))
}

/// One matter goes to a colleague.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Changed`; field note; refusals: somebody else has it, theirs already, may not work.
pub async fn hand_over(app: &App, doer: &Doer, aim: Aim, handing: &Handing) -> Outcome<()> {
    let note = optional("note", &handing.note)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.hand_over", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_HAND_OVER, &plain(doer, &order))?;
    order.expect(aim)?;
    let working: Vec<AccountId> = store::working(&write, doer).await?.iter().map(|name| AccountId(name.id)).collect();
    let from = may_pass((handing.whose, handing.to), order.in_charge.map(AccountId), &working)?;
    let step = Step::new(Action::HandOver, aim.once).told(Some(handing.to.to_string()));
    carry_out(app, &mut write, &mut order, step.with(row! { in_charge: handing.to.0 })).await?;
    if let Some(note) = note {
        add_note(app, &mut write, (&order, aim.once), note).await?;
    }
    // For an account that no longer works nothing is held.
    let back_on = handing.back_on.filter(|_| working.contains(&from));
    let passing = Passing { from, to: handing.to, at: doer.at, back_on };
    let held = pass_on(store::held(&write, order.key()).await?, passing);
    store::put_down(&mut write, &order, (held, handing.to)).await?;
    if let Some(go) = handing.go {
        jobs::enqueue(app, &mut write, TELL.name, go, doer.at + Duration::seconds(TOLD_SECONDS)).await?;
    }
    write.commit().await
}

async fn add_note(app: &App, write: &mut Write, (order, once): (&Order, Uuid), note: String) -> Outcome<()> {
    let doer = write.doer().clone();
    let row = row! {
        id: second(app, once, "note"), community: order.community, order_id: order.id, at: doer.at, kind: "note",
        body: note, by_account: doer.account.map(Uuid::from), by_person: doer.person.map(Uuid::from),
    };
    write.append(&MESSAGES, row).await
}

fn optional(field: &'static str, text: &str) -> Outcome<Option<String>> {
    if text.trim().is_empty() { Ok(None) } else { needed(field, text, TEXT_CHARS_MAX).map(Some) }
}

/// What was ticked goes to a colleague, each by itself; a row that is refused stops no other.
///
/// # Errors
/// `NotAllowed`; `NotFound` for the form of somebody else; fields colleague, back_on, note; refusals: nothing ticked, too
/// many.
pub async fn hand_over_all(app: &App, doer: &Doer, wish: &Handover) -> Outcome<()> {
    doer.require(ORDERS_HAND_OVER, &[Relation::Community])?;
    let picks: Vec<Pick> = wish.given.iter().map(|given| given.pick).collect();
    let pending = goes::pending(app, doer, wish.once, &picks).await?;
    let (to, back_on) = checked(app, doer, wish).await?;
    let mut told = pending.len() < picks.len();
    for (position, pick) in pending {
        let own = wish.given.iter().find(|given| given.pick.order == pick.order).map(|given| given.note.trim());
        let notes = [Some(wish.note.trim()), own].into_iter().flatten().filter(|note| !note.is_empty());
        let note = notes.collect::<Vec<_>>().join("\n");
        let go = (!told).then_some(wish.once);
        let handing = Handing { whose: wish.whose, to, back_on, note, go };
        let aim = Aim { order: pick.order, version: pick.version, once: step_id(app, wish.once, pick.order) };
        let outcome = db::again(|| hand_over(app, doer, aim, &handing)).await;
        told |= outcome.is_ok();
        goes::keep(app, doer, (wish.once, HANDED), (position, pick.order), outcome).await?;
    }
    Ok(())
}

/// What holds for all: a colleague who works, a day that lies ahead, notes of a fair length.
async fn checked(app: &App, doer: &Doer, wish: &Handover) -> Outcome<(AccountId, Option<Day>)> {
    let door = app.db.read().await?;
    let working = store::working(&door, doer).await?;
    let known = wish.to.filter(|to| working.iter().any(|name| name.id == to.0));
    let to = known.ok_or_else(|| Problem::field("colleague", "handover-refused-colleague"))?;
    if wish.whose == Whose::Account(to) {
        return Err(Problem::field("colleague", "handover-refused-same"));
    }
    let today = clocks::calendar(&door, doer.community).await?.day_of(doer.at);
    let wrong = |refusal| Problem::Invalid(vec![FieldProblem { field: "back_on", refusal }]);
    let back_on = back_day(&wish.back_on, today).map_err(wrong)?;
    optional("note", &wish.note)?;
    for given in &wish.given {
        optional("note", &given.note)?;
    }
    Ok((to, back_on))
}

/// What became of a go; only whoever did it looks. Tells whether it was taken back.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn became(app: &App, doer: &Doer, once: Uuid) -> Outcome<(bool, Vec<Became>)> {
    let (verb, rows) = goes::became(app, doer, once).await?;
    match verb.as_str() {
        HANDED => Ok((false, rows)),
        TAKEN_BACK => Ok((true, rows)),
        _ => Err(Problem::NotFound),
    }
}

/// Who is back takes back what is still open and still with the stand-in.
///
/// # Errors
/// `NotAllowed`; refusal: nothing is held.
pub async fn take_back(app: &App, doer: &Doer, once: Uuid) -> Outcome<()> {
    doer.require(ORDERS_HAND_OVER, &[Relation::Community])?;
    let to = doer.account.ok_or(Problem::SignIn)?;
    let rows = held(app, doer).await?;
    if rows.is_empty() {
        // Pressed twice: the answer is there.
        let again = goes::became(app, doer, once).await.is_ok();
        return if again { Ok(()) } else { Err(Problem::refused("handover-refused-nothing")) };
    }
    for (position, row) in (1i64..).zip(rows) {
        let order = OrderId(row.order_id);
        let aim = Aim { order, version: row.version, once: second(app, once, &format!("{TAKEN_BACK}/{order}")) };
        let handing = Handing::plain(Whose::Account(AccountId(row.stand_in)), to);
        let outcome = db::again(|| hand_over(app, doer, aim, &handing)).await;
        goes::keep(app, doer, (once, TAKEN_BACK), (position, order), outcome).await?;
    }
    Ok(())
}

/// Who is back leaves all of it where it is.
///
/// # Errors
/// `NotAllowed`.
pub async fn leave(app: &App, doer: &Doer) -> Outcome<()> {
    doer.require(ORDERS_HAND_OVER, &[Relation::Community])?;
    let account = doer.account.ok_or(Problem::SignIn)?;
    let today = clocks::calendar(&app.db.read().await?, doer.community).await?.day_of(doer.at);
    let sql = "delete from order_stand_ins where community = $1 and account_id = $2 and back_on <= $3";
    app.db.housekeeping().run(sql, values![doer.community.0, account.0, today]).await.map(|_| ())
}

/// Forgets what is held for nobody any more: the matter has ended, or somebody else took it in charge.
pub fn forget<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let sql = "delete from order_stand_ins where community = $1 and not exists (select 1 from orders o
                   where o.id = order_stand_ins.order_id and o.closed_at is null and o.in_charge = order_stand_ins.stand_in)";
        app.db.housekeeping().run(sql, values![doer.community.0]).await.map(|_| ())
    })
}
