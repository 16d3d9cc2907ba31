//! The pages of orders, one folder for each kind of reader: those who ask, those who take, the desk, the
//! supervision committee.

pub(crate) mod ask;
pub(crate) mod choices;
pub(crate) mod committee;
pub(crate) mod desk;
mod door;
mod money;
mod photos;
pub(crate) mod take;
pub(crate) mod voice;

use kernel::app::Part;
use web::{NavEntry, Routes};

/// All routes of orders.
pub(crate) fn routes(routes: Routes) -> Routes {
    door::routes(money::routes(committee::routes(desk::routes(take::routes(ask::routes(routes))))))
}

/// All menu entries of orders.
pub(crate) fn nav() -> Vec<NavEntry> {
    [ask::nav(), take::nav(), desk::nav(), committee::nav()].concat()
}

/// The words of the pages.
pub(crate) fn part() -> Part {
    Part {
        sources: vec![ask::SOURCE, take::SOURCE, desk::SOURCE, desk::bulk::SOURCE, committee::SOURCE, money::SOURCE],
        ..Part::default()
    }
}
