//! Once an hour, sessions, throttles and codes that are over leave the database.

use super::store;
use chrono::Duration;
use kernel::jobs::Schedule;

/// Sessions unused for this long are deleted whatever their limit.
const KEPT_DAYS: i64 = 90;

/// The hourly sweep.
pub const SWEEP: Schedule = Schedule {
    name: "sessions.sweep",
    every_minutes: 60,
    run: |app, doer| Box::pin(store::sweep(app, doer.at - Duration::days(KEPT_DAYS))),
};
