//! Stock-taking 盘点: two people count the shelf, on paper or on a screen, without seeing what the books say; where both
//! agree on a difference they give a reason, and someone who counted nothing posts it.
//!
//! Sales go on meanwhile. A count never guesses, never takes what people have reserved, and never changes an old posting.

pub mod actions;
pub(super) mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;
