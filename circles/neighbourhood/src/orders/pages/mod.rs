//! The pages of orders, one folder for each kind of reader.

pub(crate) mod desk;

use kernel::app::Part;
use web::{NavEntry, Routes};

/// The routes of all readers.
pub(crate) fn routes(routes: Routes) -> Routes {
    desk::routes(routes)
}

/// The menu entries of all readers.
pub(crate) fn nav() -> Vec<NavEntry> {
    desk::nav()
}

/// The words of all readers.
pub(crate) fn part() -> Part {
    Part { sources: vec![desk::SOURCE], ..Part::default() }
}
