//! What is forgotten of people who left: phone and place, 30 days later. The name stays with the matters it belongs to.

use super::phones;
use super::store::{self, PEOPLE};
use base::{Doer, Outcome};
use chrono::Duration;
use db::{Lock, row};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs::Schedule;
use uuid::Uuid;

/// How long phone and place of someone who left are kept, for what is still under way.
const KEPT_DAYS: i64 = 30;

/// Runs once an hour.
pub(crate) const SCHEDULE: Schedule = Schedule { name: "people.forget", every_minutes: 60, run };

fn run<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(forget(app, doer))
}

/// Forgets phone and place of everyone who left more than 30 days ago.
///
/// # Errors
/// A fault from the database; the next hour goes on where this one stopped.
async fn forget(app: &App, doer: &Doer) -> Outcome<()> {
    let before = doer.at - Duration::days(KEPT_DAYS);
    for (person, version) in store::to_forget(&app.db.read().await?, doer.community, before).await? {
        let mut write = app.db.write(doer, "people.forget", &[Lock::new("people", person)]).await?;
        let mut line = row! { building_id: None::<Uuid>, household_id: None::<Uuid> };
        line.extend(phones::columns(app, person, None)?);
        write.change(&PEOPLE, person, version, line).await?;
        write.commit().await?;
    }
    Ok(())
}
