//! The end of points 到期: a person is told, then has the whole notice to spend them, then what is left ends; each once.
//!
//! Works before the office opens. Nothing ends that nobody was told of, what open redemptions hold stays theirs until those end, and
//! hours never end.

pub mod actions;
pub mod store;
