//! Words about the matter: to the resident, from the resident, and notes of the staff; all of it in the resident's copy.
use super::steps::Aim;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use kernel::vault::Vault;
use uuid::Uuid;

/// A number that was shown, with the look written down.
#[derive(Clone, Debug)]
pub struct RevealedPhone {
    /// The digits.
    pub phone: String,
    /// Whose, as they like to be called.
    pub called: Option<String>,
}

/// Writes to the resident (desk, or who holds it).
///
/// # Errors
/// `NotFound`; field text.
pub async fn write_to_resident(app: &App, doer: &Doer, order: OrderId, once: Uuid, text: &str) -> Outcome<()> {
    todo!()
}

/// The asker adds a word.
///
/// # Errors
/// `NotFound` unless theirs; field text.
pub async fn write_to_office(app: &App, doer: &Doer, order: OrderId, once: Uuid, text: &str) -> Outcome<()> {
    todo!()
}

/// A note of the staff about the matter; the resident's copy shows it.
///
/// # Errors
/// `NotFound`; field text.
pub async fn add_note(app: &App, doer: &Doer, order: OrderId, once: Uuid, text: &str) -> Outcome<()> {
    todo!()
}

/// The asker answers what the office asked back.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`; field text.
pub async fn answer_question(app: &App, doer: &Doer, aim: Aim, text: &str) -> Outcome<()> {
    todo!()
}

/// Shows the number: the desk with a reason, a helper only while they hold the order. Each look is a row.
///
/// # Errors
/// `NotFound`; field reason (desk); refusal: no number.
pub async fn reveal_phone(app: &App, doer: &Doer, order: OrderId, reason: &str) -> Outcome<RevealedPhone> {
    todo!()
}
