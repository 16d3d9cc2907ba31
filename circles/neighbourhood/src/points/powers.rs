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
/// Decide on an appeal against a correction.
pub const POINTS_APPEALS: Power = Power("points.appeals");
/// Propose praise with points.
pub const POINTS_PRAISE: Power = Power("points.praise");
/// Decide on praise that someone else proposed.
pub const POINTS_GRANT: Power = Power("points.grant");
/// Take the three ledgers out as a journal, without names.
pub const POINTS_JOURNAL: Power = Power("points.journal");

/// The grants of points.
#[must_use]
pub fn grants() -> Vec<Grant> {
    let residents = [Role::Resident, Role::Member, Role::TeamLeader, Role::Unit, Role::Department];
    let mut grants = Grant::each(&residents, POINTS_OWN, Relation::Own);
    grants.extend(Grant::each(&[Role::Worker, Role::Clerk, Role::Secretary], POINTS_ENROL, Relation::Community));
    grants.extend(Grant::each(&[Role::Worker], POINTS_CORRECT, Relation::Community));
    grants.extend(Grant::each(&[Role::Secretary], POINTS_APPROVE, Relation::Community));
    grants.extend(Grant::each(&[Role::Secretary], POINTS_RULES, Relation::Community));
    let office = [Role::Worker, Role::Secretary];
    grants.extend(
        [POINTS_APPEALS, POINTS_PRAISE, POINTS_GRANT]
            .iter()
            .flat_map(|power| Grant::each(&office, *power, Relation::Community)),
    );
    grants.extend(Grant::each(&[Role::Secretary], POINTS_JOURNAL, Relation::Community));
    grants
}
