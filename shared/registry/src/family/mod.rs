//! Family acting for a resident 代办: the resident agrees how far and until when; either side ends it at any time, the
//! resident also narrows it or lets it rest, and both are told and see it.
//!
//! It gives the right to ask, follow and, if agreed, to decide for the resident; never to change who they are or what they
//! own. Nothing is written about anyone in words.

mod actions;
mod codes;
mod notices;
mod pages;
mod rules;
#[cfg(test)]
mod tests;
mod tie_pages;

pub(crate) use actions::PROXIES;
pub use actions::{Agreeing, Tie, agree, change, end, pause, tie, ties};
pub use codes::{Code, accept, offer, offered};
pub(crate) use notices::{JOBS, KINDS, SCHEDULE};
pub(crate) use pages::routes;
pub use rules::{Scope, Terms};
