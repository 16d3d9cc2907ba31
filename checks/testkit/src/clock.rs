//! A clock that only hands move.

use base::{Clock, Moment};
use chrono::{DateTime, Duration};
use std::sync::Mutex;

/// A clock moved by hand. It starts on Monday, 2026-03-02, 10:00 in the community.
pub struct HandClock(Mutex<Moment>);

impl Default for HandClock {
    fn default() -> Self {
        Self(Mutex::new(DateTime::from_timestamp(1_772_416_800, 0).expect("a time")))
    }
}

impl HandClock {
    /// Starts at a time.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self(Mutex::new(moment))
    }

    /// Moves forward.
    pub fn advance(&self, by: Duration) {
        *self.0.lock().expect("no panic while moving a clock") += by;
    }

    /// Sets the time.
    pub fn set(&self, moment: Moment) {
        *self.0.lock().expect("no panic while moving a clock") = moment;
    }
}

impl Clock for HandClock {
    fn now(&self) -> Moment {
        *self.0.lock().expect("no panic while moving a clock")
    }
}
