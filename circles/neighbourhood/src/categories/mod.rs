//! Categories 事项分类: two levels; what a kind of matter asks, promises and needs. Data of the community, editable.
//!
//! Their texts never ask for what the product does not record (red line 1): such a text is refused with the term.

pub mod actions;
pub(crate) mod imports;
pub mod rules;
pub mod store;
pub mod tree;
