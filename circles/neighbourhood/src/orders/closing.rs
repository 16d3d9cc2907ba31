//! Closing: the matter is rated (never the helper), confirmed minutes are told to hours and points.

use super::checking::served;
use super::clocks;
use super::machine::{Action, State};
use super::powers::{ORDERS_CALL_BACK, ORDERS_MINUTES, ORDERS_OWN};
use super::receipts::second;
use super::rules::{CALL_DAYS, No, Silence};
use super::standing::{allow, allow_either, decides, plain};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::{self, ORDERS, Order, RATINGS};
use base::{Doer, Minutes, OrderId, Outcome, PersonId, Problem, Relation};
use chrono::Duration;
use db::{Lock, Write, row, values};
use kernel::app::App;
use kernel::facts::{Fact, HelperMinutes, record};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rates the matter in five grades, which closes it.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`, `Invalid` (grade); refusal: not solved yet.
pub async fn rate(app: &App, doer: &Doer, aim: Aim, grade: i64) -> Outcome<()> {
    if !(1..=5).contains(&grade) {
        return Err(Problem::field("grade", "orders-refused-grade"));
    }
    let Some((mut write, mut order)) = begin(app, doer, "orders.rate", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_OWN, &plain(doer, &order))?;
    decides(doer, &order)?;
    order.expect(aim)?;
    if order.solved_at.is_none() {
        return Err(No::NotSolvedYet.into());
    }
    let row = row! {
        id: second(app, aim.once, "rating"), community: order.community, order_id: order.id, round: order.round,
        at: doer.at, grade: grade,
    };
    write.append_once(&RATINGS, row).await?;
    let step = Step { on_behalf_of: served(doer, &order), ..Step::new(Action::Rate, aim.once) };
    end(app, &mut write, &mut order, step).await?;
    write.commit().await
}

/// Closes it without a rating: the asker, or the desk once the asker said solved.
///
/// # Errors
/// As [`rate`].
pub async fn close(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, "orders.close", aim).await? else { return Ok(()) };
    allow_either(doer, (ORDERS_OWN, ORDERS_CALL_BACK), &plain(doer, &order))?;
    if doer.require(ORDERS_CALL_BACK, &plain(doer, &order)).is_err() {
        decides(doer, &order)?;
    }
    order.expect(aim)?;
    if order.solved_at.is_none() {
        return Err(No::NotSolvedYet.into());
    }
    let step = Step { on_behalf_of: served(doer, &order), ..Step::new(Action::Close, aim.once) };
    end(app, &mut write, &mut order, step).await?;
    write.commit().await
}

/// As [`close`], for one of many that the desk closes at one go: only what the resident had time to rate.
///
/// # Errors
/// As [`close`]; refusal: solved a short time ago.
pub(super) async fn close_with_others(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let door = app.db.read().await?;
    let order = store::order(&door, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    let rated_by = clocks::rated_by(&door, doer).await?;
    drop(door);
    // What is solved stays solved at the same time, or has another version.
    if order.state()? == State::Verified && order.solved_at.is_some_and(|solved| solved > rated_by) {
        return Err(Problem::refused("bulk-why-may-be-rated"));
    }
    close(app, doer, aim).await
}

/// Confirms a helper's minutes of a round: the served person, else the leader of the team, else the secretary; also after
/// closing, within seven days of the service.
///
/// # Errors
/// `NotFound`, refusals: own minutes, nothing to confirm.
pub async fn confirm_minutes(app: &App, doer: &Doer, aim: Aim, round: i64, person: PersonId) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.confirm_minutes", &[Lock::new("orders", aim.order)]).await?;
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    let helpers = store::helpers(&write, order.key()).await?;
    let helper = helpers.iter().find(|row| row.round == round && row.person_id == person.0);
    let mut standing = plain(doer, &order);
    standing.retain(|relation| match relation {
        // Only the served confirm; who reported a public place was not served.
        Relation::Own | Relation::Code => order.is_personal && decides(doer, &order).is_ok(),
        Relation::Community => true,
        _ => false,
    });
    if helper.and_then(|row| row.body_id).is_some_and(|body| doer.led().any(|led| led.0 == body)) {
        standing.push(Relation::Body);
    }
    allow(doer, ORDERS_MINUTES, &standing)?;
    let helper = helper.ok_or(No::NothingToConfirm)?;
    if helper.confirmed_at.is_some() {
        return Ok(());
    }
    if doer.person == Some(person) {
        return Err(No::OwnMinutes.into());
    }
    if doer.at > helper.served_at + Duration::days(CALL_DAYS) {
        return Err(No::TooLate.into());
    }
    let sql = "update order_helpers set confirmed_at = $4, confirmed_by = $5
               where order_id = $1 and round = $2 and person_id = $3";
    write.run(sql, values![order.id, round, person.0, doer.at, doer.account.map(Uuid::from)]).await?;
    write.touch(&ORDERS, order.id).await?;
    if order.state == "closed" {
        tell_minutes(app, &mut write, &order).await?;
    }
    write.commit().await
}

/// What is known about the silence around an order.
pub(super) fn silence(order: &Order, calls: i64) -> Outcome<Silence> {
    Ok(Silence {
        state: order.state()?,
        is_personal: order.is_personal,
        has_contact: order.is_reachable(),
        calls,
        done_at: order.done_at,
        solved_at: order.solved_at,
    })
}

/// The house closes an order about which nobody answers; nothing happens when it need not be closed any more.
pub(super) async fn close_unrated(app: &App, doer: &Doer, id: OrderId) -> Outcome<()> {
    doer.require(super::powers::ORDERS_HOUSE, &[])?;
    let mut write = app.db.write(doer, "orders.close_unrated", &[Lock::new("orders", id)]).await?;
    let Some(mut order) = store::order(&write, doer.community, id).await? else { return Ok(()) };
    if !matches!(order.state()?, State::Resolved | State::Verified) {
        return Ok(());
    }
    if !super::rules::closes_unrated(&silence(&order, 0)?, doer.at) {
        return Ok(());
    }
    end(app, &mut write, &mut order, Step::new(Action::CloseUnrated, app.new_id())).await?;
    write.commit().await
}

/// The last step: photos get a date to leave, confirmed minutes are told.
pub(super) async fn end(app: &App, write: &mut Write, order: &mut Order, step: Step<'_>) -> Outcome<()> {
    carry_out(app, write, order, step).await?;
    super::photos::let_go(write, order).await?;
    tell_minutes(app, write, order).await
}

/// Tells hours and points what was confirmed and not yet told, round by round.
async fn tell_minutes(app: &App, write: &mut Write, order: &Order) -> Outcome<()> {
    let mut rounds: BTreeMap<i64, Vec<HelperMinutes>> = BTreeMap::new();
    rounds.entry(order.round).or_default();
    for helper in store::helpers(write, order.key()).await? {
        if helper.confirmed_at.is_none() || helper.told_at.is_some() {
            continue;
        }
        rounds.entry(helper.round).or_default().push(HelperMinutes {
            person: PersonId(helper.person_id),
            team: helper.body_id.map(Into::into),
            minutes: Minutes(helper.minutes),
            difficulty_permille: order.difficulty_permille,
            recorded_by: helper.recorded_by,
            confirmed_by: helper.confirmed_by,
            served_at: helper.served_at,
        });
    }
    for (round, helpers) in rounds {
        record(app, write, &Fact::OrderClosed { order: order.key(), number: order.number, round, helpers }).await?;
    }
    let sql = "update order_helpers set told_at = $2
               where order_id = $1 and confirmed_at is not null and told_at is null";
    write.run(sql, values![order.id, write.doer().at]).await.map(|_| ())
}
