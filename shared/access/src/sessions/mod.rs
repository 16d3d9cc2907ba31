//! Sessions: signing in and out, the list of mine, ending one or all.
//!
//! A session is a row found by the hash of the browser's secret; the secret itself is nowhere stored.

pub mod actions;
pub mod jobs;
pub(crate) mod pages;
pub(crate) mod store;

pub use store::Session;
