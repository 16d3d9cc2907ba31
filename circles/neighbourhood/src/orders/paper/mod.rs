//! Requests on paper 纸质单: sheets printed ahead with their numbers, and entered later with the time they were written.
//!
//! When the power or the network is gone, a worker writes on a printed sheet and tears the counterfoil off: its number
//! and code are already those of the order. What is entered later keeps both times; every promise runs from the time it was
//! written. Only the asking is entered late: an answer, a dispatch, a finished work have the time of their entry, so that
//! no late answer can be made to look on time. A sheet holds nothing of anyone before it is entered.

mod actions;
pub mod rules;
pub(super) mod store;
#[cfg(test)]
mod tests;

pub(super) use actions::waits;
pub use actions::{Batch, OnPaper, Sheet, ask_from_paper, batch, batches, print_sheets};
