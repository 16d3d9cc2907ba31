//! Divisions 区划: province, city, county, town, community; one tree, whose leaves are the communities served here.
//!
//! A division has a code, a name and an office phone. A doer changes only their own community and what is above it.
//! A division is never deleted, and never moved to another parent.

pub mod actions;
pub(crate) mod pages;
pub mod rules;
pub(crate) mod store;

pub use rules::{DivisionForm, Level};
pub use store::Division;
