//! Time comes in from outside, cut to the microseconds that both databases keep.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

/// A point in time, UTC, whole microseconds.
pub type Moment = DateTime<Utc>;

/// A calendar day of the community.
pub type Day = NaiveDate;

/// Where "now" comes from. The program has one that reads the system; tests have one that is moved by hand.
pub trait Clock: Send + Sync {
    /// The current time, whole microseconds.
    fn now(&self) -> Moment;
}

/// Cuts a time to the microseconds PostgreSQL keeps, so that what is written equals what is read back.
#[must_use]
pub fn micros(time: Moment) -> Moment {
    time.trunc_subsecs(6)
}
