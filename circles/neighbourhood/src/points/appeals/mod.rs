//! Appeals 申诉: the person concerned objects to a correction that was carried out; somebody who had no part in it decides,
//! in words. Upheld, the correction is taken back by new postings; nothing is ever rewritten.

pub mod actions;
pub(super) mod pages;
pub mod store;
