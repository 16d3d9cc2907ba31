//! The working calendar 工作日历 of a community: the national days, published lists of later years, and local days.
//!
//! A day is added by hand with its names and a reason, or comes with a list that is shown before anything is kept. A
//! change is a fact: whoever counts time along the calendar counts again. It never guesses a holiday of a year whose
//! list is not known; such a year has its weekends and says so.

mod actions;
mod import_pages;
mod list;
mod pages;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod year;

pub use store::of;

use web::Routes;

pub(crate) fn routes() -> Routes {
    pages::routes().join(import_pages::routes())
}
