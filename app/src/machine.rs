//! The machine's own clock and chance: the one place where they are read.

use base::{Chance, Clock, Moment, micros};
use rand::TryRng;

/// The system clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's time")]
    fn now(&self) -> Moment {
        micros(chrono::Utc::now())
    }
}

/// The operating system's source of randomness.
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, buffer: &mut [u8]) {
        // Without randomness no secret may be made: the process ends rather than go on.
        if rand::rngs::SysRng.try_fill_bytes(buffer).is_err() {
            std::process::abort();
        }
    }
}
