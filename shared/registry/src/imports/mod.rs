//! Imports: a community's own spreadsheets become its registers.
//!
//! A file is read once, without the columns that are never read; its columns are matched by name and by hand; every row
//! is checked before the first is entered; while one row is amiss nothing is loaded, and all of them are named in words
//! and in a file to mend. A second load of the same file changes nothing. The file is never stored; what was read of it
//! is sealed and forgotten once it is loaded, dropped or a day old. Nothing is ever removed by an import.

pub mod actions;
pub mod jobs;
pub(crate) mod mend;
pub(crate) mod pages;
pub mod rules;
mod show;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod whole;

pub(crate) use jobs::{JOBS, SWEEP};
pub(crate) use pages::routes;
pub(crate) use store::IMPORTS;
pub use store::Import;
pub use whole::{Report, whole};

use kernel::imports::ImportKind;

/// What the registers take from spreadsheets.
pub(crate) fn kinds() -> Vec<ImportKind> {
    let places = [crate::places::imports::PLACES_KIND, crate::places::imports::LINKED_KIND];
    let people = [crate::helpers::imports::KIND, crate::people::imports::KIND];
    [places.as_slice(), &[crate::grids::imports::KIND], &crate::bodies::imports::KINDS, &people].concat()
}
