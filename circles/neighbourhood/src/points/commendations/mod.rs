//! Commendations 表彰加分: praise with points, once. Proposed with a reason, agreed to by the nominee before anyone else
//! reads it, in public notice (by name only when they wish), open to objections about the award, decided by someone else.
//!
//! Never for talks, clicks, study, votes or reports; who objects is not kept; a "no" of the nominee leaves no mark.

pub mod actions;
pub(super) mod pages;
pub mod rules;
pub mod store;
