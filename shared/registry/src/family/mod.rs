//! Family acting for a resident 代办: the resident agrees, either side ends it at any time, and both are on record.
//!
//! It gives the right to ask, follow and answer for the resident; never to change who they are or what they own.

mod actions;
mod pages;

pub(crate) use actions::PROXIES;
pub use actions::{Tie, agree, end, ties};
pub(crate) use pages::routes;
