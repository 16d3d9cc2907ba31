//! The field catalogue: every column that holds something about a person, with purpose, basis, viewers, retention.
//!
//! A column of a person that is not listed fails a test, and so does a line without a column. The page is public: who
//! wants to know what is kept here need not ask anyone.

mod catalogue;
mod pages;
mod schema;

pub(crate) use catalogue::fields;
pub use catalogue::{DUTY, ON_REQUEST, TICKED, VIEW_DESK, VIEW_DESK_AND_SELF};
pub(crate) use pages::routes;
pub use schema::{PERSON_TABLES, faults};
