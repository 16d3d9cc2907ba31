//! One module a rule: it takes the project's text and answers with findings, and reads nothing else.

mod allows;
mod forbidden;
mod imports;
mod limits;
mod links;
mod locales;
mod pages;
mod traces;

use crate::finding::Finding;
use crate::tree::Tree;

/// A check of the whole project.
pub type Check = fn(&Tree) -> Vec<Finding>;

/// Every check, by the name that the command line takes.
pub const ALL: &[(&str, Check)] = &[
    ("limits", limits::check),
    ("imports", imports::check),
    ("links", links::check),
    ("locales", locales::check),
    ("pages", pages::check),
    ("fields", forbidden::check),
    ("traces", traces::check),
    ("allows", allows::check),
];
