//! One order, for each kind of reader; who may not see it finds nothing.
use super::views::{CheckView, HeldView, OfferView, ResidentView, StaffView};
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// For the asker, who speaks for them, or who opened it with number and code.
///
/// # Errors
/// `NotFound`.
pub async fn for_resident(app: &App, doer: &Doer, order: OrderId) -> Outcome<ResidentView> {
    todo!()
}

/// For the office.
///
/// # Errors
/// `NotFound`.
pub async fn for_desk(app: &App, doer: &Doer, order: OrderId) -> Outcome<StaffView> {
    todo!()
}

/// For someone who was asked.
///
/// # Errors
/// `NotFound`, also once somebody has taken it.
pub async fn for_offer(app: &App, doer: &Doer, order: OrderId) -> Outcome<OfferView> {
    todo!()
}

/// For the one who holds it, as long as they hold it.
///
/// # Errors
/// `NotFound`.
pub async fn for_holder(app: &App, doer: &Doer, order: OrderId) -> Outcome<HeldView> {
    todo!()
}

/// For the one who was asked to check a public place.
///
/// # Errors
/// `NotFound`.
pub async fn for_check(app: &App, doer: &Doer, order: OrderId) -> Outcome<CheckView> {
    todo!()
}
