//! What runs by itself, at its hour.

use crate::app::App;
use base::{CommunityId, Doer, Moment, Origin, Outcome};
use chrono::{DateTime, Duration};
use db::{FromQueryResult, Query, row, values};
use futures::future::BoxFuture;
use uuid::Uuid;

/// How long a claimed slot is remembered.
const SLOTS_KEPT_DAYS: i64 = 7;

/// Runs one slot for one community.
pub type RunSchedule = for<'a> fn(&'a App, &'a Doer) -> BoxFuture<'a, Outcome<()>>;

/// Work that waits for others (mail servers, gateways), run by a loop of its own so that it holds up nothing else; tells how
/// much there was to do.
pub type RunLoop = for<'a> fn(&'a App) -> BoxFuture<'a, Outcome<usize>>;

/// Work that repeats.
#[derive(Clone, Copy)]
pub struct Schedule {
    /// `noun.verb`.
    pub name: &'static str,
    /// How often; slots are multiples of this since the epoch.
    pub every_minutes: i64,
    /// What it calls, once per community and slot.
    pub run: RunSchedule,
}

#[derive(FromQueryResult)]
struct Community {
    id: Uuid,
}

/// Claims and runs the current slot of every schedule; tells how many it ran.
///
/// # Errors
/// When slots cannot be claimed; a failing run is logged and the next slot tries again.
pub async fn run_slots(app: &App) -> Outcome<usize> {
    let now = app.now();
    let mut ran = 0;
    for schedule in &app.part.schedules {
        let slot = slot_of(now, schedule.every_minutes);
        if !app.db.housekeeping().insert_once("schedule_slots", row! { name: schedule.name, slot: slot }).await? {
            continue;
        }
        ran += 1;
        let communities: Vec<Community> =
            app.db.read().await?.all("select id from divisions where level = 'community' order by id", vec![]).await?;
        for community in communities {
            let doer = app.house_doer(CommunityId(community.id), Origin::Job);
            if let Err(problem) = db::again(|| (schedule.run)(app, &doer)).await {
                tracing::warn!(schedule = schedule.name, %problem, "a scheduled run failed");
            }
        }
    }
    let before = now - Duration::days(SLOTS_KEPT_DAYS);
    app.db.housekeeping().run("delete from schedule_slots where slot < $1", values![before]).await?;
    Ok(ran)
}

fn slot_of(now: Moment, every_minutes: i64) -> Moment {
    let length = every_minutes.max(1) * 60;
    let seconds = now.timestamp().div_euclid(length) * length;
    DateTime::from_timestamp(seconds, 0).unwrap_or(now)
}
