//! Finding words in Chinese, Tibetan and Latin text with both databases' own full-text indexes.
//!
//! Here is only the pure half: what is written into an index, and what is asked of it. It decides nothing about who may
//! see a result; lists join the index with the relations of the doer.

mod bigrams;

pub use bigrams::{Query, document, normalize, query};
