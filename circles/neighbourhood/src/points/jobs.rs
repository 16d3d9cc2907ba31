//! What points do by themselves: awards become final, accounts left behind are emptied, people are told of points that
//! end, what was not spent ends, totals are counted.

use super::{awards, expiry, store, totals};
use base::{Doer, Outcome, PersonId};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs::Schedule;

/// Rows handled at a time.
const BATCH: u32 = 100;
/// An hour.
const HOURLY_MINUTES: i64 = 60;
/// A day.
const DAILY_MINUTES: i64 = 24 * 60;

/// The timetable of points.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { name: "points.finalise", every_minutes: HOURLY_MINUTES, run: finalise },
        Schedule { name: "points.empty", every_minutes: DAILY_MINUTES, run: empty },
        Schedule { name: "points.tell_end", every_minutes: DAILY_MINUTES, run: tell_end },
        Schedule { name: "points.end", every_minutes: DAILY_MINUTES, run: end },
        Schedule { name: "points.count", every_minutes: DAILY_MINUTES, run: count },
    ]
}

fn finalise<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        loop {
            let due = store::awards_due(&app.db.read().await?, doer.community, doer.at, BATCH).await?;
            for award in &due {
                db::again(|| awards::finalise(app, doer, award.id, PersonId(award.person_id))).await?;
            }
            if due.is_empty() {
                return Ok(());
            }
        }
    })
}

fn empty<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let due = store::members_to_empty(&app.db.read().await?, doer.community, doer.at, BATCH).await?;
        for member in due {
            db::again(|| awards::empty(app, doer, PersonId(member.id))).await?;
        }
        Ok(())
    })
}

fn tell_end<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(expiry::actions::tell_all(app, doer))
}

fn end<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(expiry::actions::end_all(app, doer))
}

fn count<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(totals::count(app, doer))
}
