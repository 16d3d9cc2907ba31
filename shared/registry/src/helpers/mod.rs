//! Helpers: what people ticked about how they like to help - skills, areas, languages, free times - and their pauses.
//!
//! Everything here was ticked by the helper, or for them at the counter; it may be paused or taken back any time,
//! without a reason. Nobody is assigned by who they are, and nothing here counts or compares what anyone did.

pub mod actions;
pub(crate) mod imports;
pub(crate) mod pages;
pub mod rules;
pub(crate) mod store;

pub use rules::{FreeTime, HelperForm, SKILLS, skill_key};
pub use store::{Candidate, Wishes, candidates, wishes};
