//! The pages of orders, one folder for each kind of reader: those who ask, those who take, the desk.

pub(crate) mod ask;
pub(crate) mod choices;
pub(crate) mod desk;
mod photos;
pub(crate) mod take;

use kernel::app::Part;
use web::{NavEntry, Routes};

/// All routes of orders.
pub(crate) fn routes(routes: Routes) -> Routes {
    desk::routes(take::routes(ask::routes(routes)))
}

/// All menu entries of orders.
pub(crate) fn nav() -> Vec<NavEntry> {
    [ask::nav(), take::nav(), desk::nav()].concat()
}

/// The words of the pages.
pub(crate) fn part() -> Part {
    Part { sources: vec![ask::SOURCE, take::SOURCE, desk::SOURCE], ..Part::default() }
}
