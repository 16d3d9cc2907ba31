//! Putting off in the open: a resting matter is taken up again, a promise gets one later date with the resident told why
//! 延期, and the secretary keeps an eye on a matter 督办.

use super::clocks::{calendar, replay};
use super::machine::Action;
use super::powers::{ORDERS_DEFER, ORDERS_HOUSE, ORDERS_SUPERVISE};
use super::rules::{self, TEXT_CHARS_MAX};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out};
use super::store;
use super::writing::needed;
use base::{Day, Doer, OrderId, Outcome, Problem};
use db::{Lock, values};
use kernel::app::App;
use kernel::case::ClockKind;

/// The office takes a resting matter up again before its day.
///
/// # Errors
/// `NotFound`, `Changed`, refusals of the table.
pub async fn resume(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, "orders.resume", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DEFER, &plain(doer, &order))?;
    order.expect(aim)?;
    carry_out(app, &mut write, &mut order, Step::new(Action::Resume, aim.once)).await?;
    write.commit().await
}

/// The house takes a resting matter up on its day; nothing happens when it need not be any more.
pub(super) async fn wake(app: &App, doer: &Doer, id: OrderId) -> Outcome<()> {
    doer.require(ORDERS_HOUSE, &[])?;
    let mut write = app.db.write(doer, "orders.wake", &[Lock::new("orders", id)]).await?;
    let Some(mut order) = store::order(&write, doer.community, id).await? else { return Ok(()) };
    if order.state != "suspended" || order.look_again_at.is_none_or(|day| day > doer.at) {
        return Ok(());
    }
    carry_out(app, &mut write, &mut order, Step::new(Action::Wake, app.new_id())).await?;
    write.commit().await
}

/// Moves the promise of resolving to a later day, once a round and before it has passed.
///
/// # Errors
/// As [`resume`]; `Invalid` (reason, day); refusals: extended once, expired, not later.
pub async fn extend(app: &App, doer: &Doer, aim: Aim, (reason, day): (&str, Option<Day>)) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.extend", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DEFER, &plain(doer, &order))?;
    order.expect(aim)?;
    let calendar = calendar(&write, doer.community).await?;
    let events = store::events(&write, order.key()).await?;
    let clocks = replay(&order, &events, &calendar)?;
    let resolve = clocks.iter().find(|clock| clock.kind == ClockKind::Resolve && clock.is_open());
    let resolve = resolve.ok_or(rules::No::NotNow)?;
    let before = events.iter().any(|event| event.action == "extend" && event.round == order.round);
    let end = day.and_then(|day| rules::day_end(&calendar, day, doer.at));
    let end = end.ok_or_else(|| Problem::field("day", "orders-refused-day"))?;
    match rules::may_extend(resolve, before, (doer.at, end)) {
        Err(rules::No::DayPassed) => return Err(Problem::field("day", "orders-refused-day-sooner")),
        other => other?,
    }
    let step = Step::new(Action::Extend, aim.once).because(&reason).told(Some(end.to_rfc3339()));
    carry_out(app, &mut write, &mut order, step).await?;
    // That time runs short is said again before the later day.
    let said = "delete from order_reminders where order_id = $1 and kind = 'resolve' and round = $2";
    write.run(said, values![order.id, order.round]).await?;
    write.commit().await
}

/// The secretary keeps an eye on a matter, or no longer needs to; the staff see it, and it sorts nothing.
///
/// # Errors
/// As [`resume`]; field reason; `orders-refused-not-now` when it is so already.
pub async fn supervise(app: &App, doer: &Doer, aim: Aim, (on, reason): (bool, &str)) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.supervise", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_SUPERVISE, &plain(doer, &order))?;
    order.expect(aim)?;
    if order.supervised == on {
        return Err(rules::No::NotNow.into());
    }
    let action = if on { Action::Supervise } else { Action::LiftSupervision };
    carry_out(app, &mut write, &mut order, Step::new(action, aim.once).because(&reason)).await?;
    write.commit().await
}
