//! Who may do what with points.

use base::{Grant, Power, Relation, Role};

/// One's own passbook: opt in, look, reserve, object, opt out.
pub const POINTS_OWN: Power = Power("points.own");
/// Opt someone in or out at the counter 代办, and print their passbook.
pub const POINTS_ENROL: Power = Power("points.enrol");
/// Propose a correction.
pub const POINTS_CORRECT: Power = Power("points.correct");
/// Approve or decline a correction that someone else proposed.
pub const POINTS_APPROVE: Power = Power("points.approve");
/// Write down the rules that residents adopted.
pub const POINTS_RULES: Power = Power("points.rules");

/// The grants of points.
#[must_use]
pub fn grants() -> Vec<Grant> {
    let residents = [Role::Resident, Role::Member, Role::TeamLeader, Role::Unit, Role::Department];
    let mut grants = Grant::each(&residents, POINTS_OWN, Relation::Own);
    grants.extend(Grant::each(&[Role::Worker, Role::Clerk, Role::Secretary], POINTS_ENROL, Relation::Community));
    grants.extend(Grant::each(&[Role::Worker], POINTS_CORRECT, Relation::Community));
    grants.extend(Grant::each(&[Role::Secretary], POINTS_APPROVE, Relation::Community));
    grants.extend(Grant::each(&[Role::Secretary], POINTS_RULES, Relation::Community));
    grants
}
