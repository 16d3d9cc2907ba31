//! Who may do what in the points supermarket.

use base::{Grant, Power, Relation, Role};

/// Keep the catalogue and the stock.
pub const GOODS_CHANGE: Power = Power("goods.change");
/// Reserve something with one's own points.
pub const GOODS_REDEEM: Power = Power("goods.redeem");
/// Serve people at the counter.
pub const COUNTER_SERVE: Power = Power("counter.serve");
/// Count the shelf, and read earlier counts.
pub const GOODS_COUNT: Power = Power("goods.count");
/// Post a count that others made.
pub const GOODS_SETTLE: Power = Power("goods.settle");
/// Write receipts for donations.
pub const DONATIONS_RECORD: Power = Power("donations.record");
/// Void a receipt of someone else, and write down what money was used for.
pub const DONATIONS_SETTLE: Power = Power("donations.settle");

/// The grants of the points supermarket.
#[must_use]
pub fn grants() -> Vec<Grant> {
    let residents = [Role::Resident, Role::Member, Role::TeamLeader, Role::Unit, Role::Department];
    let mut grants = Grant::each(&residents, GOODS_REDEEM, Relation::Own);
    grants.extend(Grant::each(&[Role::Clerk], GOODS_CHANGE, Relation::Community));
    grants.extend(Grant::each(&[Role::Clerk], COUNTER_SERVE, Relation::Community));
    let office = [Role::Worker, Role::Secretary];
    let shop = [Role::Clerk, Role::Worker, Role::Secretary];
    for (roles, power) in [
        (&shop[..], GOODS_COUNT),
        (&office[..], GOODS_SETTLE),
        (&shop[..], DONATIONS_RECORD),
        (&[Role::Secretary][..], DONATIONS_SETTLE),
    ] {
        grants.extend(Grant::each(roles, power, Relation::Community));
    }
    grants
}
