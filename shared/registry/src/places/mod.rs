//! Places: compounds 小区 with their buildings 楼, households 户, and linked-household units 联户单位.
//!
//! A place has a name and stands somewhere. A closed one takes nobody new and stays where old records need it. A
//! household is a door, made when someone is entered behind it; a linked unit only gathers doors. Nothing here tells
//! who lives where to anyone outside the desk.

pub mod actions;
mod building_pages;
pub(crate) mod imports;
mod label;
pub(crate) mod pages;
pub mod rules;
pub(crate) mod store;
mod unit_pages;

pub(crate) use imports::{BUILDING, COMPOUND, DOOR, PlaceBook, STAIRWAY, building_name, building_of, door_of};
pub(crate) use label::places_of_households;
pub use label::{Place, label, place, place_of_household, places_of};
pub use rules::{BuildingForm, CompoundForm, UnitForm};
pub use store::{Building, Compound, buildings, compound, compounds};

pub(crate) fn routes() -> web::Routes {
    pages::routes().join(building_pages::routes()).join(unit_pages::routes())
}
