//! What orders do by themselves: offers lapse, silence closes, reminders are put on the desk, photos leave, and due dates
//! follow a changed calendar, of which they hear.

use super::machine::Action;
use super::notices::{self, Late};
use super::steps::{Step, carry_out, face};
use super::store::{self, ORDERS};
use super::{clocks, closing, deferring, photos, verify, whom};
use base::{AccountId, Doer, Moment, OrderId, Outcome};
use chrono::Duration;
use db::{FromQueryResult, Lock, Query, Write, row, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::facts::Fact;
use kernel::jobs::{self, JobKind, Schedule};
use uuid::Uuid;

/// Orders handled by one run; the rest waits for the next.
const BATCH: u32 = 200;
/// Minutes between two looks at the clocks.
const SOON: i64 = 5;
/// An hour.
const HOURLY: i64 = 60;
/// A day.
const DAILY: i64 = 24 * 60;

/// Minutes after which due dates are counted once more: a step that began before the calendar changed has ended by then.
const SETTLED: i64 = 1;

/// Counts the due dates of the open orders again, after the calendar changed.
pub const REBUILD: JobKind = JobKind { name: "orders.rebuild_clocks", run: rebuild_after_change };

/// The timetable of orders.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { name: "orders.lapse", every_minutes: SOON, run: lapse },
        Schedule { name: "orders.wake", every_minutes: SOON, run: wake },
        Schedule { name: "orders.remind", every_minutes: SOON, run: remind },
        Schedule { name: "orders.close_unrated", every_minutes: HOURLY, run: close_unrated },
        Schedule { name: "orders.delete_photos", every_minutes: HOURLY, run: delete_photos },
        Schedule { name: "orders.rebuild_clocks", every_minutes: DAILY, run: rebuild_clocks },
        super::pages::desk::exports::SWEEP,
        Schedule { name: "orders.forget_goes", every_minutes: DAILY, run: super::goes::forget },
        Schedule { name: "orders.forget_stand_ins", every_minutes: DAILY, run: super::handover::actions::forget },
        Schedule { name: "orders.forget_cares", every_minutes: DAILY, run: super::caring::forget },
        kernel::files::SWEEP,
    ]
}

#[derive(FromQueryResult)]
struct Due {
    order_id: Uuid,
}

/// Nobody took it in time: back to the office.
fn lapse<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let sql = format!(
            "select order_id from order_clocks where community = $1 and kind = 'take' and stopped_at is null
             and due_at <= $2 order by due_at limit {BATCH}"
        );
        let due: Vec<Due> = app.db.read().await?.all(&sql, values![doer.community.0, doer.at]).await?;
        for order in due {
            db::again(|| lapse_one(app, doer, OrderId(order.order_id))).await?;
        }
        Ok(())
    })
}

/// The day has come on which a resting matter is looked at again.
fn wake<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let sql = format!(
            "select id as order_id from orders where community = $1 and state = 'suspended' and look_again_at <= $2
             order by look_again_at, id limit {BATCH}"
        );
        let due: Vec<Due> = app.db.read().await?.all(&sql, values![doer.community.0, doer.at]).await?;
        for order in due {
            db::again(|| deferring::wake(app, doer, OrderId(order.order_id))).await?;
        }
        Ok(())
    })
}

/// Nobody took this one in time; nothing happens when it need not lapse any more.
pub(super) async fn lapse_one(app: &App, doer: &Doer, id: OrderId) -> Outcome<()> {
    doer.require(super::powers::ORDERS_HOUSE, &[])?;
    let mut write = app.db.write(doer, "orders.lapse", &[Lock::new("orders", id)]).await?;
    let Some(mut order) = store::order(&write, doer.community, id).await? else { return Ok(()) };
    let calendar = clocks::calendar(&write, doer.community).await?;
    let events = store::events(&write, id).await?;
    let kept = clocks::replay(&order, &events, &calendar)?;
    let late = kept.iter().any(|clock| clock.kind.name() == "take" && clock.is_open() && clock.due_at <= doer.at);
    if order.state != "dispatched" || !late {
        return Ok(());
    }
    carry_out(app, &mut write, &mut order, Step::new(Action::Lapse, app.new_id())).await?;
    write.commit().await
}

#[derive(FromQueryResult)]
struct Short {
    order_id: Uuid,
    number: i64,
    kind: String,
    round: i64,
    turn: i64,
    due_at: Moment,
    account_id: Option<Uuid>,
}

/// Tells the person in charge that time runs short, and that it is late. The times lie in working hours; what was missed
/// meanwhile, because no server ran, waits for the next ones.
fn remind<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let calendar = clocks::calendar(&app.db.read().await?, doer.community).await?;
        let office = whom::office(&app.db.read().await?, doer, None).await?;
        // What falls due just before closing is still told by the look that comes just after it.
        let on_duty = |at: Moment| calendar.is_working_at(at);
        if !on_duty(doer.at) && !on_duty(doer.at - Duration::minutes(SOON)) {
            return Ok(());
        }
        for (light, column) in [("amber", "remind_amber_at"), ("red", "remind_red_at")] {
            let sql = format!(
                "select c.order_id, o.number, c.kind, c.round, c.turn, c.due_at, o.in_charge as account_id
                 from order_clocks c join orders o on o.id = c.order_id
                 where c.community = $1 and c.stopped_at is null and c.paused_since is null and c.{column} <= $2
                   and not exists (select 1 from order_reminders r
                     where r.order_id = c.order_id and r.kind = c.kind and r.round = c.round and r.turn = c.turn
                       and r.light = $3)
                 order by c.due_at limit {BATCH}"
            );
            let short: Vec<Short> = app.db.read().await?.all(&sql, values![doer.community.0, doer.at, light]).await?;
            for clock in short {
                let late = Late {
                    order: (clock.order_id, clock.number),
                    clock: (&clock.kind, clock.round, clock.turn),
                    due_at: clock.due_at,
                    red: light == "red",
                };
                // Who left their post is in charge of nothing.
                let in_charge = clock.account_id.map(AccountId).filter(|account| office.contains(account));
                let told = in_charge.as_ref().map_or(office.as_slice(), std::slice::from_ref);
                notices::remind(app, doer, late, told).await?;
                let row = row! {
                    order_id: clock.order_id, kind: clock.kind, round: clock.round, turn: clock.turn, light: light,
                    community: doer.community.0, account_id: in_charge.map(Uuid::from), at: doer.at, due_at: clock.due_at,
                };
                app.db.housekeeping().insert_once("order_reminders", row).await?;
            }
        }
        Ok(())
    })
}

/// Nobody can be reached, or nobody rated: closed unrated.
fn close_unrated<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let sql = format!(
            "select id as order_id from orders where community = $1 and state in ('resolved', 'verified')
             and (solved_at <= $2 or (done_at <= $2 and asked_by is null and phone_sealed is null))
             order by number limit {BATCH}"
        );
        let week = doer.at - Duration::days(super::rules::CALL_DAYS);
        let silent: Vec<Due> = app.db.read().await?.all(&sql, values![doer.community.0, week]).await?;
        for order in silent {
            db::again(|| closing::close_unrated(app, doer, OrderId(order.order_id))).await?;
        }
        Ok(())
    })
}

fn delete_photos<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(photos::delete_due(app, doer))
}

/// Hears that the calendar changed; the counting itself is work for after the commit.
pub fn hear<'a>(app: &'a App, write: &'a mut Write, fact: &'a Fact) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let Fact::CalendarChanged { community, .. } = fact else { return Ok(()) };
        let now = write.doer().at;
        for due_at in [now, now + Duration::minutes(SETTLED)] {
            jobs::enqueue(app, write, REBUILD.name, community.0, due_at).await?;
        }
        Ok(())
    })
}

fn rebuild_after_change<'a>(app: &'a App, doer: &'a Doer, _community: Uuid) -> BoxFuture<'a, Outcome<()>> {
    rebuild_clocks(app, doer)
}

/// Due dates are a copy: after a change of the calendar they are computed again.
fn rebuild_clocks<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        for id in verify::stale_clocks(&app.db.read().await?, doer.community).await? {
            db::again(|| rebuild_one(app, doer, id)).await?;
        }
        Ok(())
    })
}

async fn rebuild_one(app: &App, doer: &Doer, id: OrderId) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.rebuild_clocks", &[Lock::new("orders", id)]).await?;
    let Some(order) = store::order(&write, doer.community, id).await? else { return Ok(()) };
    let row = face(&mut write, &order).await?;
    write.change(&ORDERS, order.id, order.version, row).await?;
    write.commit().await
}
