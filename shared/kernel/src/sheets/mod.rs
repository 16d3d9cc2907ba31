//! Spreadsheets: written for people who count elsewhere, and read when a community brings its own.
//!
//! Writing takes the same memory for ten rows and for a million ([`Book`]). Reading takes xlsx and csv ([`read`]) and
//! leaves behind, unread, the columns it is told to refuse. Nothing here evaluates, draws or knows a noun.

mod csv;
mod gather;
mod read;
#[cfg(test)]
mod tests;
mod write;
mod xlsx;

pub use csv::{records, text_of};
pub use read::{
    CELL_CHARS_MAX, COLUMNS_MAX, FILE_BYTES_MAX, Heading, Held, ROWS_MAX, SheetFault, Sieve, Table, TableRow,
    halfwidth, name_keys, read,
};
pub use write::{Book, Cell, Column, XLSX};
