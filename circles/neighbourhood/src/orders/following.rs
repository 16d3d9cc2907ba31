//! Following without an account: number and code; and finding an order again by the caller's phone.
use super::steps::Aim;
use super::views::Receipt;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// An order found by phone, for the counter.
#[derive(Clone, Debug)]
pub struct Found {
    /// The line of the lists.
    pub line: super::views::OrderLine,
}

/// The order of number and code. The caller then opens it in the session (`access::sessions::actions::open_order`).
/// `address` is `visit.throttled_address(..)`.
///
/// # Errors
/// `TooMany`, or the same refusal for a number that is not there and a code that is wrong.
pub async fn follow(app: &App, doer: &Doer, number: &str, code: &str, address: Option<&str>) -> Outcome<OrderId> {
    todo!()
}

/// Orders of a caller's phone (also of people registered with it), newest first; for the desk.
///
/// # Errors
/// `Invalid` when it is no phone number.
pub async fn find_by_phone(app: &App, doer: &Doer, phone: &str) -> Outcome<Vec<Found>> {
    todo!()
}

/// A new code for an order; the old one ends (desk, with the caller in person or on the phone).
///
/// # Errors
/// `NotFound`, `Changed`.
pub async fn replace_follow_code(app: &App, doer: &Doer, aim: Aim) -> Outcome<Receipt> {
    todo!()
}

/// The receipt for the slip that a worker prints right after recording (only who recorded it, in state submitted, or the
/// asker's own session).
///
/// # Errors
/// `NotFound` for anyone else.
pub async fn receipt_of(app: &App, doer: &Doer, order: OrderId) -> Outcome<Receipt> {
    todo!()
}
