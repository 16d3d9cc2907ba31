//! The powers of this crate and who holds them. The administrator runs the house and sees no people (domain.md 0).

use base::{Grant, Power, Relation, Role};

/// Look at the register of people; phones stay masked.
pub const PEOPLE_SEE: Power = Power("people.see");
/// Show a phone number, with a reason on record.
pub const PEOPLE_PHONE: Power = Power("people.phone");
/// Enter and change people.
pub const PEOPLE_CHANGE: Power = Power("people.change");
/// Look at compounds, buildings and linked units.
pub const PLACES_SEE: Power = Power("places.see");
/// Enter and change compounds, buildings and linked units.
pub const PLACES_CHANGE: Power = Power("places.change");
/// Look at grids and their history.
pub const GRIDS_SEE: Power = Power("grids.see");
/// Open grids and give them new versions.
pub const GRIDS_CHANGE: Power = Power("grids.change");
/// Look at teams, units and departments.
pub const BODIES_SEE: Power = Power("bodies.see");
/// Enter and change teams, units and departments.
pub const BODIES_CHANGE: Power = Power("bodies.change");
/// Look at the divisions above the community, and at its calendar.
pub const DIVISIONS_SEE: Power = Power("divisions.see");
/// Enter and change divisions, and the days of the calendar.
pub const DIVISIONS_CHANGE: Power = Power("divisions.change");
/// Say with what, where and when one likes to help.
pub const HELPERS_SELF: Power = Power("helpers.self");
/// Record that for someone who asked at the counter.
pub const HELPERS_CHANGE: Power = Power("helpers.change");

/// Read who looked at personal data and why, without the data and without whose it is.
pub const LOOKS_REVIEW: Power = Power("looks.review");

/// Look at what was loaded from spreadsheets, and load kinds that one may change.
pub const IMPORTS_SEE: Power = Power("imports.see");

/// Every grant of this crate.
pub(crate) fn grants() -> Vec<Grant> {
    use Role::{Administrator, Clerk, GridWorker, Member, Resident, Secretary, Supervisor, TeamLeader, Unit, Worker};
    let of_community = |roles: &[Role], power| Grant::each(roles, power, Relation::Community);
    let desk = [Worker, GridWorker, Secretary, Administrator];
    [
        of_community(&[Worker, GridWorker, Secretary], PEOPLE_SEE),
        of_community(&[Worker, Secretary], PEOPLE_PHONE),
        of_community(&[Worker, Secretary], PEOPLE_CHANGE),
        of_community(&desk, PLACES_SEE),
        of_community(&[Worker, Secretary, Administrator], PLACES_CHANGE),
        of_community(&desk, GRIDS_SEE),
        of_community(&[Worker, Secretary, Administrator], GRIDS_CHANGE),
        of_community(&desk, BODIES_SEE),
        of_community(&[Worker, Secretary, Administrator], BODIES_CHANGE),
        of_community(&[Worker, Secretary, Administrator], DIVISIONS_SEE),
        of_community(&[Secretary, Administrator], DIVISIONS_CHANGE),
        Grant::each(&[Resident, Member, TeamLeader, Unit], HELPERS_SELF, Relation::Own),
        of_community(&[Worker, Secretary], HELPERS_CHANGE),
        of_community(&[Supervisor], LOOKS_REVIEW),
        of_community(&[Worker, Secretary, Administrator, Clerk], IMPORTS_SEE),
    ]
    .concat()
}
