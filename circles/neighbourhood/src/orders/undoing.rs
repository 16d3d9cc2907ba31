//! Taking a step of the office back 撤回, for ten seconds and while nothing has left the house.
//!
//! What the order was before stands beside it for those seconds; news of the step wait as long. Whoever is first has it:
//! the job that tells and the page that shows the step to someone outside the office mark that row, taking back deletes it.
//! Never here: a deletion of what happened (taking back is a line of its own), steps that touch points, photos or another
//! matter, steps that everyone can see at once.

use super::clocks;
use super::machine::Action;
use super::powers::ORDERS_SEE;
use super::receipts::second;
use super::standing::{Scope, allow, plain};
use super::steps::{Aim, Step, begin, face};
use super::store::{self, EVENTS, EventRow, ORDERS, Order, UNDO};
use super::views::UndoView;
use super::writing::index;
use base::{AccountId, Doer, Moment, OrderId, Outcome, Problem, Relation};
use chrono::Duration;
use db::{FromQueryResult, Query, Write, row, values};
use kernel::app::App;
use kernel::case::{NoUndo, Undoable, may_undo, undo_until};
use kernel::facts::{Fact, record};
use uuid::Uuid;

/// What a step may change on an order, apart from what follows from the rest.
const COLUMNS: &str = "state, round, category_id, policy, is_personal, is_public, done_by, skill, minutes,
    difficulty_permille, title, compound_id, building_id, grid_id, stairway, door, spot, in_charge, answer, way_forward,
    nobody_took, holder_person, holder_body, taken_at, passed_to, reply_by, look_again_at, supervised, visit_at,
    door_word, outcome, outcome_text, done_at, done_by_account, solved_at, calls, closed_at";

/// Steps of the office that touch nothing but their own order.
pub const fn is_undoable(action: Action) -> bool {
    matches!(
        action,
        Action::Accept
            | Action::Reject
            | Action::AskBack
            | Action::Settle
            | Action::Dispatch
            | Action::RefuseReturn
            | Action::Transfer
            | Action::PassUp
            | Action::TransferStands
            | Action::AskSuspend
            | Action::Resume
            | Action::Extend
            | Action::Supervise
            | Action::LiftSupervision
            | Action::AskVoid
            | Action::Verify
            | Action::FailCheck
    )
}

/// Keeps what the order is before this step, when the step may be taken back; tells whether it may.
pub async fn remember(write: &mut Write, order: &Order, step: &Step<'_>) -> Outcome<bool> {
    let doer = write.doer();
    // What neighbours or the askers of merged requests follow is seen by them at once.
    let seen_at_once = step.firm || order.leads || order.public_title.is_some();
    let office = doer.require(ORDERS_SEE, &[Relation::Community]).is_ok();
    let Some(by) = doer.account.filter(|_| office && is_undoable(step.action) && !seen_at_once) else {
        return Ok(false);
    };
    let (until, led_to) = (undo_until(doer.at), order.version + 1);
    let again: Vec<String> = COLUMNS.split(',').map(|name| format!("{0} = excluded.{0}", name.trim())).collect();
    let sql = format!(
        "insert into order_undos (order_id, community, event_id, by_account, until, led_to, gone, {COLUMNS})
         select id, community, $2, $3, $4, $5, false, {COLUMNS} from orders where id = $1
         on conflict (order_id) do update set event_id = excluded.event_id, by_account = excluded.by_account,
           until = excluded.until, led_to = excluded.led_to, gone = excluded.gone, {}",
        again.join(", ")
    );
    write.run(&sql, values![order.id, step.once, by.0, until, led_to]).await.map(|rows| rows == 1)
}

/// The step stays after all.
pub async fn forget(write: &mut Write, order: &Order) -> Outcome<()> {
    write.run("delete from order_undos where order_id = $1", values![order.id]).await.map(|_| ())
}

/// From when on a step may be told: when it can no longer be taken back, and not before the step that it follows.
pub fn tell_at(before: &[EventRow], held: bool, now: Moment) -> Moment {
    if held {
        return undo_until(now);
    }
    let action = |event: &EventRow| Action::from_name(&event.action);
    let waits = |event: &&EventRow| event.by_account.is_some() && action(event).is_some_and(is_undoable);
    let last = before.iter().rev().find(waits).map(|event| undo_until(event.at));
    last.filter(|last| *last > now).map_or(now, |last| last + Duration::milliseconds(1))
}

#[derive(FromQueryResult)]
struct Kept {
    event_id: Uuid,
    by_account: Uuid,
    until: Moment,
    led_to: i64,
    gone: bool,
}

/// Takes a step back: the order is what it was before, and nobody outside the office hears of either.
///
/// # Errors
/// `NotFound`; refusals: another person's step, too late, something happened since, told or seen.
pub async fn undo(app: &App, doer: &Doer, id: OrderId, step: Uuid) -> Outcome<()> {
    let aim = Aim { order: id, version: 0, once: undo_id(app, step) };
    let Some((mut write, order)) = begin(app, doer, "orders.undo", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_SEE, &plain(doer, &order))?;
    let events = store::whole_story(&write, id).await?;
    let last = events.last().filter(|event| event.id == step).ok_or_else(|| refusal(NoUndo::NotLatest))?;
    let sql = "select event_id, by_account, until, led_to, gone from order_undos where order_id = $1";
    let kept: Option<Kept> = write.one(sql, values![order.id]).await?;
    let kept = kept.filter(|kept| kept.event_id == step).ok_or_else(|| refusal(NoUndo::TooLate))?;
    let known = Undoable {
        by: AccountId(kept.by_account),
        until: kept.until,
        is_latest: order.version == kept.led_to,
        has_left: kept.gone,
    };
    may_undo(&known, doer.account, doer.at).map_err(refusal)?;
    let mut order = restore(&mut write, doer, (&order, last)).await?;
    let event = row! {
        id: aim.once, community: order.community, order_id: order.id, seq: order.version + 1, at: doer.at,
        action: UNDO, from_state: last.to_state.clone(), to_state: last.from_state.clone(), round: order.round,
        by_account: doer.account.map(Uuid::from), by_person: doer.person.map(Uuid::from), on_behalf_of: None::<Uuid>,
        reason: None::<String>, detail: step.to_string(),
    };
    write.append(&EVENTS, event).await?;
    clocks::forget_round(&mut write, &order).await?;
    let row = face(&mut write, &order).await?;
    write.change(&ORDERS, order.id, order.version, row).await?;
    order.version += 1;
    index(&mut write, &order).await?;
    record(app, &mut write, &Fact::OrderMoved { order: id, action: UNDO.to_owned(), round: order.round }).await?;
    write.commit().await
}

/// The id of the line that takes a step back; one step is taken back once.
pub fn undo_id(app: &App, step: Uuid) -> Uuid {
    second(app, step, "undo")
}

fn refusal(no: NoUndo) -> Problem {
    Problem::refused(match no {
        NoUndo::Others => "orders-undo-others",
        NoUndo::TooLate => "orders-undo-too-late",
        NoUndo::NotLatest => "orders-undo-not-latest",
        NoUndo::Left => "orders-undo-left",
    })
}

/// The columns as they were, and the rows that the step added; the mark of whoever tells or shows it is asked once more.
async fn restore(write: &mut Write, doer: &Doer, (order, step): (&Order, &EventRow)) -> Outcome<Order> {
    let sql = format!(
        "update orders set ({COLUMNS}) = (select {COLUMNS} from order_undos where order_id = $1) where id = $1"
    );
    write.run(&sql, values![order.id]).await?;
    let sql = "delete from order_undos where order_id = $1 and event_id = $2 and gone = false";
    if write.run(sql, values![order.id, step.id]).await? != 1 {
        return Err(refusal(NoUndo::Left));
    }
    match Action::from_name(&step.action) {
        Some(Action::Dispatch) => {
            let sql = "delete from order_dispatches where order_id = $1 and by_event = $2";
            write.run(sql, values![order.id, step.id]).await?;
        }
        Some(Action::Reject) => super::photos::keep_on(write, order).await?,
        Some(Action::AskSuspend | Action::AskVoid) => {
            let sql = "delete from order_approvals where order_id = $1 and id = $2 and state = 'waiting'";
            write.run(sql, values![order.id, step.id]).await?;
        }
        _ => {}
    }
    store::order(write, doer.community, order.key()).await?.ok_or(Problem::NotFound)
}

/// The step of an event is told now, unless it was taken back; then nobody may take it back any more.
pub async fn is_told(app: &App, event: Uuid) -> Outcome<bool> {
    app.db.housekeeping().run("update order_undos set gone = true where event_id = $1", values![event]).await?;
    let undone = store::order_of_event(&app.db.read().await?, undo_id(app, event)).await?;
    Ok(undone.is_none())
}

/// As [`is_told`], for the step by which somebody was asked; an offer that was taken back is not there.
pub async fn offer_is_told(app: &App, offer: Uuid) -> Outcome<()> {
    let sql = "update order_undos set gone = true
               where event_id = (select by_event from order_dispatches where id = $1)";
    app.db.housekeeping().run(sql, values![offer]).await.map(|_| ())
}

/// Someone outside the office is about to see the orders of this scope (placeholders from 3 on); their latest steps stay.
/// Who it is is kept nowhere.
pub async fn shown(app: &App, doer: &Doer, scope: impl FnOnce(usize) -> Scope) -> Outcome<()> {
    let open = "select count(*) from order_undos where community = $1 and until > $2 and gone = false";
    let open = app.db.read().await?.number(open, values![doer.community.0, doer.at]).await?;
    if open == 0 {
        return Ok(());
    }
    let scope = scope(2);
    let sql = format!(
        "update order_undos set gone = true where community = $1 and until > $2
         and order_id in (select o.id from orders o where o.community = $1
           and o.id in (select order_id from order_undos where until > $2) and {})",
        scope.sql
    );
    let values = [values![doer.community.0, doer.at], scope.values].concat();
    app.db.housekeeping().run(&sql, values).await.map(|_| ())
}

#[derive(FromQueryResult)]
struct Offer {
    order_id: Uuid,
    number: i64,
    event_id: Uuid,
    until: Moment,
}

/// The step that this doer may take back at this moment: on an order's page first the one of that order, else the latest.
///
/// # Errors
/// A fault from the database.
pub async fn undo_offer(app: &App, doer: &Doer, order: Option<OrderId>) -> Outcome<Option<UndoView>> {
    let Some(account) = doer.account else { return Ok(None) };
    let sql = "select u.order_id, o.number, u.event_id, u.until from order_undos u
               join orders o on o.id = u.order_id and o.version = u.led_to
               where u.community = $1 and u.by_account = $2 and u.until > $3 and u.gone = false
               order by case when u.order_id = $4 then 0 else 1 end, u.until desc limit 1";
    let here = order.map_or(Uuid::nil(), Uuid::from);
    let values = values![doer.community.0, account.0, doer.at, here];
    let found: Option<Offer> = app.db.read().await?.one(sql, values).await?;
    Ok(found.map(|found| UndoView {
        order: OrderId(found.order_id),
        number: found.number,
        step: found.event_id,
        seconds_left: (found.until - doer.at).num_seconds().max(1),
    }))
}

/// What is over leaves.
pub async fn sweep(app: &App) -> Outcome<usize> {
    let now = app.now();
    if app.db.read().await?.number("select count(*) from order_undos where until <= $1", values![now]).await? == 0 {
        return Ok(0);
    }
    let gone = app.db.housekeeping().run("delete from order_undos where until <= $1", values![now]).await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
