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
mod gateway;
mod places;
mod push;
mod smtp;
#[cfg(test)]
mod tests;
mod town;
mod ways;

pub use browser::{Browser, Seen};
pub use clock::HandClock;
pub use gateway::{GatewayServer, Texted};
pub use places::{POSTGRES, drop_postgres, empty_postgres, new_name};
pub use push::{PushServer, Rung};
pub use smtp::{Manner, Received, SmtpServer};
pub use town::{Town, on_both, on_both_empty};
pub use ways::{Left, Ways};

/// The smallest honest picture: one pixel, a PNG.
#[must_use]
pub fn photo() -> Vec<u8> {
    vec![
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00, 0x00, 0x00,
        0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf, 0x50, 0x0f, 0x00, 0x03, 0x86, 0x01, 0x80,
        0x5a, 0x34, 0x7d, 0x6b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ]
}

/// An honest recording: half a second of nothing, a WAV.
#[must_use]
pub fn recording() -> Vec<u8> {
    let mut file = b"RIFF\xc4\x0f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0".to_vec();
    file.extend(b"data\xa0\x0f\0\0");
    file.extend([0x80; 4000]);
    file
}
