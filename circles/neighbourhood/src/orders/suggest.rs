//! Who could do it, and why: skill, place, language, time as people ticked them, and orders in hand now. Never a score.
use super::views::Suggestions;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Who could be asked for an order.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn suggestions(app: &App, doer: &Doer, order: OrderId) -> Outcome<Suggestions> {
    todo!()
}
