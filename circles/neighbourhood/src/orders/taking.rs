//! Taking and giving back: never forced, never with a reason, never with a trace on the person.
use super::steps::Aim;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Takes an offered order: the first has it, everyone else is told "taken". The version is not compared.
///
/// # Errors
/// `NotFound` when it was not offered to the doer; refusals: taken, licence, not wished.
pub async fn take(app: &App, doer: &Doer, aim: Aim, visit_at: Option<Moment>) -> Outcome<()> {
    todo!()
}

/// Says no; nobody sees it. When everyone asked has said no, the order goes back to the office at once.
///
/// # Errors
/// `NotFound` when it was not offered to the doer.
pub async fn decline(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    todo!()
}

/// A volunteer gives it back; the office asks someone else, and nothing stays on the person.
///
/// # Errors
/// `NotFound` unless held; refusal: units and departments ask to return.
pub async fn hand_back(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    todo!()
}

/// The asker takes the request back.
///
/// # Errors
/// `NotFound` unless it is theirs; refusals of the table.
pub async fn withdraw(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    todo!()
}
