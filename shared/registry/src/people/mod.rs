//! People: a name, a phone, a language, a building and a door. Nothing else is known of anyone here.
//!
//! A person is entered because they asked for something or offered something, changed when they say so, and leaves
//! when they leave: phone and place are forgotten 30 days later. Phones are sealed, masked in lists, and shown only by
//! an act that leaves a line in `looks`. No list is sorted, filtered or counted by what a person is.

pub mod actions;
mod forget;
pub(crate) mod imports;
pub(crate) mod pages;
mod phones;
pub mod rules;
pub(crate) mod store;
mod view;

pub use actions::{NewPerson, contact_for, register_in, reveal_phone};
pub(crate) use forget::SCHEDULE;
pub(crate) use phones::phone_of;
pub use phones::{LOOKS, columns as phone_columns};
pub use rules::PersonForm;
pub use store::{grid_workers, name_of, names_of, present};
pub use view::{PersonView, find_by_phone, ids_by_phone, search, view};
