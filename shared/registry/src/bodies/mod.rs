//! Bodies: volunteer teams 志愿队, matched units 结对单位, departments 职能部门.
//!
//! A body has a name and an office phone; people belong to it because they were entered as members, and leave it any
//! time. There is no roster of Party members here: a unit's members are those who deal with this community for it.

pub mod actions;
pub(crate) mod imports;
pub(crate) mod pages;
pub mod rules;
pub(crate) mod store;

pub use rules::{BodyForm, BodyKind};
pub use store::{BodyView, Member, body, list, members, names_of};
