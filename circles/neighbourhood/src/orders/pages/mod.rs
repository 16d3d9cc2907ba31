//! The pages of orders, one folder for each kind of reader.

pub(crate) mod ask;

use kernel::app::Part;
use web::{NavEntry, Routes};

/// The routes of all readers.
pub(crate) fn routes(routes: Routes) -> Routes {
    ask::routes(routes)
}

/// The menu entries of all readers.
pub(crate) fn nav() -> Vec<NavEntry> {
    ask::nav()
}

/// The words of all readers.
pub(crate) fn part() -> Part {
    Part { sources: vec![ask::SOURCE], ..Part::default() }
}
