//! Lists: the desk's boxes, offers, what one holds, what one asked, checks, minutes, reminders.
use super::views::{DeskBox, DeskCounts, HeldView, MinutesView, OfferView, OrderLine, ReminderView};
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// A box of the morning screen, first due first, at most a hundred.
///
/// # Errors
/// `NotAllowed`.
pub async fn desk(app: &App, doer: &Doer, desk_box: DeskBox) -> Outcome<Vec<OrderLine>> {
    todo!()
}

/// How many stand in each box; three questions whatever the number of closed orders.
///
/// # Errors
/// `NotAllowed`.
pub async fn desk_counts(app: &App, doer: &Doer) -> Outcome<DeskCounts> {
    todo!()
}

/// What was offered to the doer or their teams, is near, can be done and fits their time; what fits all first.
///
/// # Errors
/// `NotAllowed`.
pub async fn offers_for(app: &App, doer: &Doer) -> Outcome<Vec<OfferView>> {
    todo!()
}

/// Public places the doer was asked to look at.
///
/// # Errors
/// `NotAllowed`.
pub async fn checks_for(app: &App, doer: &Doer) -> Outcome<Vec<OfferView>> {
    todo!()
}

/// What the doer (or the unit or department they speak for) holds.
///
/// # Errors
/// `NotAllowed`.
pub async fn held_by(app: &App, doer: &Doer) -> Outcome<Vec<HeldView>> {
    todo!()
}

/// What the doer asked, those they speak for asked, and what this session opened; newest first.
///
/// # Errors
/// A fault from the database.
pub async fn mine(app: &App, doer: &Doer) -> Outcome<Vec<OrderLine>> {
    todo!()
}

/// Minutes that wait for the doer as leader of a body (or for the secretary, where there is no leader).
///
/// # Errors
/// A fault from the database.
pub async fn minutes_to_confirm(app: &App, doer: &Doer) -> Outcome<Vec<MinutesView>> {
    todo!()
}

/// Reminders to the doer that they have not put away.
///
/// # Errors
/// A fault from the database.
pub async fn reminders(app: &App, doer: &Doer) -> Outcome<Vec<ReminderView>> {
    todo!()
}

/// Puts the reminders about an order away.
///
/// # Errors
/// A fault from the database.
pub async fn see_reminder(app: &App, doer: &Doer, order: OrderId) -> Outcome<()> {
    todo!()
}
