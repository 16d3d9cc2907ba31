//! What the supermarket does by itself: reservations that nobody fetched go back to the shelf.

use super::{redemptions, store};
use base::{Doer, Outcome};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs::Schedule;

/// How often it looks.
const EVERY_MINUTES: i64 = 10;

/// The timetable of the supermarket.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: "redemption.time_out", every_minutes: EVERY_MINUTES, run: time_out }]
}

fn time_out<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        loop {
            let due = store::redemptions_due(&app.db.read().await?, doer.community, doer.at).await?;
            for found in &due {
                db::again(|| redemptions::time_out(app, doer, found)).await?;
            }
            if due.is_empty() {
                return Ok(());
            }
        }
    })
}
