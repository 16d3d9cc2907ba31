//! How long a guesser waits.

use base::Moment;
use chrono::Duration;

/// Wrong guesses at one account before the first delay.
pub const FREE_PER_ACCOUNT: i64 = 4;
/// Wrong guesses from one address before the first delay: a family shares an address.
pub const FREE_PER_ADDRESS: i64 = 30;
/// The longest delay.
const DELAY_S_MAX: i64 = 15 * 60;
/// After this long without a guess everything is forgotten.
const MEMORY_HOURS: i64 = 12;

/// The delay after this many failures: nothing while they are free, then 2 s, 4 s, 8 s ... 15 minutes.
pub(super) fn delay(failures: i64, free: i64) -> Duration {
    let over = failures.saturating_sub(free).clamp(0, 20);
    Duration::seconds(if over == 0 { 0 } else { (1i64 << over).min(DELAY_S_MAX) })
}

/// How long failures are remembered.
pub(super) fn memory() -> Duration {
    Duration::hours(MEMORY_HOURS)
}

/// Seconds still to wait, rounded up.
pub(super) fn wait_s(until: Moment, now: Moment) -> Option<u64> {
    let left_ms = (until - now).num_milliseconds();
    if left_ms > 0 { u64::try_from(left_ms.div_euclid(1000) + 1).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_stop_growing() {
        assert_eq!(delay(4, 4), Duration::zero());
        assert_eq!(delay(5, 4), Duration::seconds(2));
        assert_eq!(delay(7, 4), Duration::seconds(8));
        assert_eq!(delay(i64::MAX, 4), Duration::seconds(DELAY_S_MAX));
        assert!((1..200).all(|failures| delay(failures, 4) <= delay(failures + 1, 4)));
    }
}
