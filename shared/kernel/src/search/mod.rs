//! Finding words in Chinese, Tibetan and Latin text on either database.
//!
//! What is written into an index and what is asked of it, and the index as a table. It decides nothing about who may see
//! a result; lists join the index with the relations of the doer.

mod bigrams;
mod index;

pub use bigrams::{Query, document, normalize, query};
pub use index::{Scope, matching, put, remove};
