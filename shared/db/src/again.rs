//! Retrying around an action, at the border: an action may run twice, so it has no effect outside its transaction.

use crate::fault::collided;
use base::{Outcome, Problem};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How often an action is tried before the answer is "busy".
const TRIES_MAX: u32 = 10;
/// How often a row of another write is believed to have come at the same instant; after that it was there all along.
const COLLISIONS_MAX: u32 = 2;
/// The first pause; it doubles up to [`PAUSE_MS_MAX`].
const PAUSE_MS_FIRST: u64 = 4;
/// The longest pause between tries.
const PAUSE_MS_MAX: u64 = 250;

/// Runs the action until it answers something other than "try again", at most ten times with growing, uneven pauses.
///
/// # Errors
/// Whatever the action answers; [`Problem::Again`] when every try was turned away.
pub async fn again<T, F: Future<Output = Outcome<T>>>(mut action: impl FnMut() -> F) -> Outcome<T> {
    let (mut pause_ms, mut collisions) = (PAUSE_MS_FIRST, 0);
    for attempt in 1..=TRIES_MAX {
        match action().await {
            Err(problem) if attempt < TRIES_MAX && worth_another(&problem, &mut collisions) => {
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

fn worth_another(problem: &Problem, collisions: &mut u32) -> bool {
    if collided(problem) {
        *collisions += 1;
        return *collisions <= COLLISIONS_MAX;
    }
    matches!(problem, Problem::Again)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::problem_of_write;
    use sea_orm::{DbErr, RuntimeErr};
    use std::sync::atomic::{AtomicU32, Ordering};

    /// What PostgreSQL says with this code.
    #[derive(Debug)]
    struct Said(&'static str);

    impl std::fmt::Display for Said {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("said by a database")
        }
    }

    impl std::error::Error for Said {}

    impl sea_orm::sqlx::error::DatabaseError for Said {
        fn message(&self) -> &str {
            "said by a database"
        }
        fn code(&self) -> Option<std::borrow::Cow<'_, str>> {
            Some(self.0.into())
        }
        fn kind(&self) -> sea_orm::sqlx::error::ErrorKind {
            sea_orm::sqlx::error::ErrorKind::Other
        }
        fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
            self
        }
        fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
            self
        }
        fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
            self
        }
    }

    fn said(code: &'static str) -> Problem {
        let error = sea_orm::sqlx::Error::Database(Box::new(Said(code)));
        problem_of_write(DbErr::Exec(RuntimeErr::SqlxError(error.into())))
    }

    /// How often it was tried, and how it ended.
    async fn tried(code: &'static str, fails: u32) -> (u32, Outcome<()>) {
        let count = AtomicU32::new(0);
        let answer = again(|| {
            let tries = count.fetch_add(1, Ordering::SeqCst);
            async move { if tries < fails { Err(said(code)) } else { Ok(()) } }
        });
        let answer = answer.await;
        (count.into_inner(), answer)
    }

    #[tokio::test]
    async fn two_who_make_the_same_row_at_once_meet_once_and_a_row_that_stays_is_a_fault() {
        assert!(matches!(tried("23505", 1).await, (2, Ok(()))));
        let (count, answer) = tried("23505", u32::MAX).await;
        assert!(count == 3 && matches!(answer, Err(Problem::Fault(_))), "{count}");
        assert!(matches!(tried("40001", 4).await, (5, Ok(()))));
        assert!(matches!(tried("40001", u32::MAX).await, (TRIES_MAX, Err(Problem::Again))));
        assert!(matches!(tried("23503", 1).await, (1, Err(Problem::Fault(_)))));
    }
}
