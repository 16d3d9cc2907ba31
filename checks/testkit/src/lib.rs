//! A town in three lines: app, database, clock and people, for the tests of every crate.
//!
//! ```ignore
//! testkit::on_both(|| vec![neighbourhood::circle()], async |town| {
//!     let worker = town.staff("worker", &[Role::Worker]).await;
//!     let page = worker.get("/desk").await;
//! }).await;
//! ```
//!
//! SQLite always runs; PostgreSQL runs too when `WUQUAN_TEST_POSTGRES` names a server (the test command starts one).

#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail at once")]

mod browser;
mod clock;
mod places;
#[cfg(test)]
mod tests;
mod town;

pub use browser::{Browser, Seen};
pub use clock::HandClock;
pub use places::{POSTGRES, drop_postgres, empty_postgres, new_name};
pub use town::{Town, on_both, on_both_empty};
