//! The list of circles, and who hears which fact: this file is the integration of the house.

use crate::home;
use web::Circle;

/// Every circle and every part of the ground that has pages, in the order of the menu.
#[must_use]
pub fn circles() -> Vec<Circle> {
    vec![web::shell_circle(), access::circle(), registry::circle(), neighbourhood::circle(), home::circle()]
}
