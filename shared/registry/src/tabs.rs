//! The row of links above the registers, each shown to those who may open it.

use crate::powers::{BODIES_SEE, DIVISIONS_SEE, GRIDS_SEE, PEOPLE_SEE, PLACES_SEE};
use web::Visit;

/// One link.
pub(crate) struct Tab {
    pub(crate) href: &'static str,
    pub(crate) label: &'static str,
    pub(crate) current: bool,
}

/// The links a visitor may open.
pub(crate) struct Tabs(pub(crate) Vec<Tab>);

impl Tabs {
    /// The links, with the page that is open marked.
    pub(crate) fn of(visit: &Visit, here: &str) -> Self {
        let all = [
            ("/people", "people-title", PEOPLE_SEE),
            ("/grids", "grids-title", GRIDS_SEE),
            ("/places", "places-title", PLACES_SEE),
            ("/bodies", "bodies-title", BODIES_SEE),
            ("/divisions", "divisions-title", DIVISIONS_SEE),
            ("/calendar", "calendar-title", DIVISIONS_SEE),
        ];
        let open = all.into_iter().filter(|(_, _, power)| visit.doer.may(*power));
        Self(open.map(|(href, label, _)| Tab { href, label, current: href == here }).collect())
    }
}
