//! Accounts: a way to sign in, with roles in one community.
//!
//! Staff accounts are made by staff; residents make their own with a one-time code. An account is closed, never
//! deleted while records name it; it carries no score, no last-seen list for others, no note about a person.

pub mod actions;
pub mod pages;
pub mod store;
