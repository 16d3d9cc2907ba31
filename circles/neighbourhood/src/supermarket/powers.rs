//! Who may do what in the points supermarket.

use base::{Grant, Power, Relation, Role};

/// Keep the catalogue and the stock.
pub const GOODS_CHANGE: Power = Power("goods.change");
/// Reserve something with one's own points.
pub const GOODS_REDEEM: Power = Power("goods.redeem");
/// Serve people at the counter.
pub const COUNTER_SERVE: Power = Power("counter.serve");

/// The grants of the points supermarket.
#[must_use]
pub fn grants() -> Vec<Grant> {
    let residents = [Role::Resident, Role::Member, Role::TeamLeader, Role::Unit, Role::Department];
    let mut grants = Grant::each(&residents, GOODS_REDEEM, Relation::Own);
    grants.extend(Grant::each(&[Role::Clerk], GOODS_CHANGE, Relation::Community));
    grants.extend(Grant::each(&[Role::Clerk], COUNTER_SERVE, Relation::Community));
    grants
}
