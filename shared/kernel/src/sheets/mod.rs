//! Spreadsheets: written for people who count elsewhere, and read when a community brings its own.
//!
//! Writing takes the same memory for ten rows and for a million ([`Book`]). It never evaluates, never draws and knows no
//! noun: what may be in a sheet is decided where the rows come from.

mod write;

pub use write::{Book, Cell, Column, XLSX, harmless};
