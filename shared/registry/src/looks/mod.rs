//! Looks at personal data: who looked, when, at which field, and why. The resident reads their own; the supervision
//! committee reads all of them, without whose data it was.
//!
//! It never shows what was looked at, never counts the looks of one person, and nothing here can be changed.

mod pages;
mod store;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use pages::routes;
