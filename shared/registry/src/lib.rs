//! Who and what the community consists of: divisions, places, grids, bodies, people, and what helpers ticked.
//!
//! No raw person leaves here: other crates get views, names and masked phones; a phone in the clear leaves one line in
//! `looks`. It never grades, counts or sorts people, and knows no order, no points and no circle.

mod entry;
mod tabs;
pub mod divisions;
pub mod places;
pub mod powers;

pub use entry::Rows;
