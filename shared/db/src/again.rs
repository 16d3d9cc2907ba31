//! Retrying around an action, at the border: an action may run twice, so it has no effect outside its transaction.

use base::{Outcome, Problem};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How often an action is tried before the answer is "busy".
const TRIES_MAX: u32 = 10;
/// The first pause; it doubles up to [`PAUSE_MS_MAX`].
const PAUSE_MS_FIRST: u64 = 4;
/// The longest pause between tries.
const PAUSE_MS_MAX: u64 = 250;

/// Runs the action until it answers something other than "try again", at most ten times with growing, uneven pauses.
///
/// # Errors
/// Whatever the action answers; [`Problem::Again`] when every try was turned away.
pub async fn again<T, F: Future<Output = Outcome<T>>>(mut action: impl FnMut() -> F) -> Outcome<T> {
    let mut pause_ms = PAUSE_MS_FIRST;
    for attempt in 1..=TRIES_MAX {
        match action().await {
            Err(Problem::Again) if attempt < TRIES_MAX => {
                // Only there to part two racers: the seed of a fresh hasher differs from call to call.
                let jitter = RandomState::new().hash_one(attempt) % pause_ms.max(1);
                tokio::time::sleep(Duration::from_millis(pause_ms / 2 + jitter)).await;
                pause_ms = (pause_ms * 2).min(PAUSE_MS_MAX);
            }
            answer => return answer,
        }
    }
    Err(Problem::Again)
}
