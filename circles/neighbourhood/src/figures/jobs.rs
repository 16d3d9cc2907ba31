//! What figures do by themselves: follow what happened, and prove themselves each day.

use super::actions;
use base::{Doer, Outcome};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs::Schedule;

/// Minutes between two readings of facts.
const SOON_MINUTES: i64 = 10;
/// A day.
const DAILY_MINUTES: i64 = 24 * 60;

/// The timetable of figures.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { name: "figures.update", every_minutes: SOON_MINUTES, run: update },
        Schedule { name: "figures.check", every_minutes: DAILY_MINUTES, run: check },
    ]
}

fn update<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(actions::update(app, doer))
}

fn check<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move { actions::check(app, doer).await.map(|_| ()) })
}
