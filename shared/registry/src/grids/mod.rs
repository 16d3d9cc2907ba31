//! Grids 网格: basic ones gather compounds, dedicated ones look after a school, a market, a site.
//!
//! A grid is a code and a chain of dated versions; a change closes the version in force the day before and opens the
//! next, so that a record of a past day finds the grid of that day. No version is ever edited, and no past day changes.

pub mod actions;
pub(crate) mod imports;
pub(crate) mod pages;
pub mod rules;
pub(crate) mod store;
pub(crate) mod who;

pub use rules::{GridForm, GridKind, Span};
pub use store::{GridVersion, GridView, grid_on, grids};
