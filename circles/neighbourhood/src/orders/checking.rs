//! Checking: by someone other than the doer; the resident has the last word, and "not solved" starts a new round.

use super::calls::{self, AGAIN_DAYS_MAX};
use super::closing;
use super::machine::{Action, State};
use super::powers::{ORDERS_CALL_BACK, ORDERS_OWN, ORDERS_VERIFY};
use super::receipts::second;
use super::rules::{self, CALL_DAYS, No, TEXT_CHARS_MAX};
use super::standing::{Purpose, allow, decides, plain, relations};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::{self, Order};
use super::writing::needed;
use base::{Doer, Moment, Outcome, PersonId, Problem};
use chrono::Duration;
use db::{Write, row, values};
use kernel::app::App;
use kernel::text::clean_text;
use uuid::Uuid;

/// What the resident says about a served matter.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The minutes are right (the served person confirms them).
    pub minutes_right: bool,
    /// Something to add.
    pub text: Option<String>,
}

/// What came of calling back.
#[derive(Clone, Debug)]
pub enum CallBack {
    /// The resident says solved; with their word on the minutes.
    Solved(Answer),
    /// The resident says not solved, and why.
    NotSolved(String),
    /// Nobody answered.
    Unanswered,
    /// The resident asks to be called again at another time.
    Later(Moment),
}

/// Someone else looked at the public place: it is done.
///
/// # Errors
/// `NotFound`, `Changed`; refusals: own work, the resident answers.
pub async fn verify(app: &App, doer: &Doer, aim: Aim, text: &str) -> Outcome<()> {
    let text = clean_text(text, TEXT_CHARS_MAX).map_err(|fault| Problem::Refused(fault.into()))?;
    let step = Step::new(Action::Verify, aim.once).told(Some(text).filter(|text| !text.is_empty()));
    check(app, doer, ("orders.verify", aim), step).await
}

/// Someone else looked at the public place: it is not done; the one who holds it goes on.
///
/// # Errors
/// As [`verify`]; field reason.
pub async fn fail_check(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    check(app, doer, ("orders.fail_check", aim), Step::new(Action::FailCheck, aim.once).because(&reason)).await
}

/// The asker says solved: checks a personal service, and answers about a public place.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`, refusals of the table.
pub async fn solved(app: &App, doer: &Doer, aim: Aim, wish: &Answer) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, "orders.solved", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_OWN, &plain(doer, &order))?;
    decides(doer, &order)?;
    order.expect(aim)?;
    say_solved(app, &mut write, &mut order, aim.once, wish).await?;
    write.commit().await
}

/// The asker says not solved, and what is missing: a new round begins.
///
/// # Errors
/// As [`solved`]; field reason; refusal: too late.
pub async fn not_solved(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.not_solved", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_OWN, &plain(doer, &order))?;
    decides(doer, &order)?;
    order.expect(aim)?;
    reopen(app, &mut write, &mut order, aim.once, &reason).await?;
    write.commit().await
}

/// The desk called back and records the answer for the resident; the third silence within a week closes it unrated.
///
/// # Errors
/// `NotFound`, `Changed`, refusals of the table.
pub async fn call_back(app: &App, doer: &Doer, aim: Aim, result: &CallBack) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, "orders.call_back", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_CALL_BACK, &plain(doer, &order))?;
    order.expect(aim)?;
    calls::note(app, &mut write, &order, (aim.once, result)).await?;
    match result {
        CallBack::Solved(answer) => say_solved(app, &mut write, &mut order, aim.once, answer).await?,
        CallBack::NotSolved(reason) => {
            let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
            reopen(app, &mut write, &mut order, aim.once, &reason).await?;
        }
        CallBack::Unanswered => unanswered(app, &mut write, &mut order, aim.once).await?,
        CallBack::Later(again) => later(app, &mut write, &mut order, (aim.once, *again)).await?,
    }
    write.commit().await
}

/// A look at a public place by someone other than those who worked on it.
async fn check(app: &App, doer: &Doer, (verb, aim): (&'static str, Aim), step: Step<'_>) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, verb, aim).await? else { return Ok(()) };
    allow(doer, ORDERS_VERIFY, &relations(&write, doer, &order, Purpose::Check).await?)?;
    order.expect(aim)?;
    if order.is_personal {
        return Err(No::ResidentAnswers.into());
    }
    let helpers = store::helpers(&write, order.key()).await?;
    let own_help = helpers.iter().any(|row| row.round == order.round && Some(PersonId(row.person_id)) == doer.person);
    let own_word = order.done_by_account.is_some() && order.done_by_account == doer.account.map(Uuid::from);
    if own_help || own_word {
        return Err(No::OwnWork.into());
    }
    if step.action == Action::FailCheck && order.holder_person.is_none() {
        return Err(No::Settled.into());
    }
    carry_out(app, &mut write, &mut order, step).await?;
    write.commit().await
}

/// For whom the doer says it, when it is not themself.
pub(super) fn served(doer: &Doer, order: &Order) -> Option<PersonId> {
    order.asked_by.map(PersonId).filter(|person| Some(*person) != doer.person)
}

async fn say_solved(app: &App, write: &mut Write, order: &mut Order, once: Uuid, wish: &Answer) -> Outcome<()> {
    let doer = write.doer().clone();
    let action = match order.state()? {
        State::Resolved if !order.is_personal => return Err(No::NotNow.into()),
        State::Resolved => Action::Confirm,
        _ => Action::SaySolved,
    };
    // Nobody who helped answers for the served, not even in their name.
    let helpers = store::helpers(write, order.key()).await?;
    let own = helpers.iter().any(|row| row.round == order.round && Some(PersonId(row.person_id)) == doer.person);
    if own && action == Action::Confirm {
        return Err(No::OwnWork.into());
    }
    if wish.minutes_right && order.is_personal {
        let sql = "update order_helpers set confirmed_at = $3, confirmed_by = $4
                   where order_id = $1 and round = $2 and confirmed_at is null";
        write.run(sql, values![order.id, order.round, doer.at, doer.account.map(Uuid::from)]).await?;
    }
    let text = match &wish.text {
        Some(text) => clean_text(text, TEXT_CHARS_MAX).map_err(|fault| Problem::Refused(fault.into()))?,
        None => String::new(),
    };
    let step = Step { on_behalf_of: served(&doer, order), ..Step::new(action, once) };
    carry_out(app, write, order, step.told(Some(text).filter(|text| !text.is_empty()))).await
}

async fn reopen(app: &App, write: &mut Write, order: &mut Order, once: Uuid, reason: &str) -> Outcome<()> {
    let doer = write.doer().clone();
    if !rules::may_reopen(order.closed_at, doer.at) {
        return Err(No::TooLate.into());
    }
    super::photos::keep_on(write, order).await?;
    let step = Step { on_behalf_of: served(&doer, order), ..Step::new(Action::Reopen, once) };
    carry_out(app, write, order, step.because(reason)).await
}

/// The resident was reached and names another time; the promise of calling back runs on.
async fn later(app: &App, write: &mut Write, order: &mut Order, (once, again): (Uuid, Moment)) -> Outcome<()> {
    let now = write.doer().at;
    if again <= now || again > now + Duration::days(AGAIN_DAYS_MAX) {
        return Err(Problem::field("again_at", "orders-calls-refused-when"));
    }
    if !(order.is_personal || order.state()? == State::Verified) {
        return Err(No::NotNow.into());
    }
    let step = Step::new(Action::CallLater, once).told(Some(again.to_rfc3339())).with(row! { call_again_at: again });
    carry_out(app, write, order, step).await
}

async fn unanswered(app: &App, write: &mut Write, order: &mut Order, once: Uuid) -> Outcome<()> {
    if order.is_personal || order.state()? == State::Verified {
        carry_out(app, write, order, Step::new(Action::CallUnanswered, once)).await?;
    } else {
        return Err(No::NotNow.into());
    }
    let since = write.doer().at - Duration::days(CALL_DAYS);
    let events = store::events(write, order.key()).await?;
    // Whoever asked to be called later has answered; silence begins anew.
    let since_answer = events.iter().rev().take_while(|event| event.action != "call_later");
    let calls = since_answer
        .filter(|event| event.action == "call_unanswered" && event.round == order.round && event.at > since);
    let silence = closing::silence(order, i64::try_from(calls.count()).unwrap_or(0))?;
    if silence.calls >= rules::CALLS_MAX && rules::closes_unrated(&silence, write.doer().at) {
        closing::end(app, write, order, Step::new(Action::CloseUnrated, second(app, once, "close"))).await?;
    }
    Ok(())
}
