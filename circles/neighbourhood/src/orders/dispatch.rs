//! Dispatching: people, teams, units and departments are asked; the first to take it has it. Returns are decided here.
use super::steps::Aim;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Whom to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One person.
    Person(PersonId),
    /// A team, unit or department.
    Body(BodyId),
}

/// Asking.
#[derive(Clone, Debug)]
pub struct Dispatching {
    /// Whom; at least one.
    pub targets: Vec<Target>,
}

/// Asks people and bodies to do it; asking more while it is dispatched is allowed.
///
/// # Errors
/// `NotFound`, `Changed`, `Invalid` (targets), refusals: licence, department, not wished.
pub async fn dispatch(app: &App, doer: &Doer, aim: Aim, wish: &Dispatching) -> Outcome<()> {
    todo!()
}

/// Takes it back from those who were asked, or from the one who holds it.
///
/// # Errors
/// As [`dispatch`]; field reason.
pub async fn recall(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    todo!()
}

/// Agrees that a unit or department gives it back.
///
/// # Errors
/// As [`dispatch`].
pub async fn approve_return(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    todo!()
}

/// Does not agree to a return.
///
/// # Errors
/// As [`dispatch`]; field reason.
pub async fn refuse_return(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    todo!()
}

/// Asks a volunteer to look at a public place that someone else worked on.
///
/// # Errors
/// As [`dispatch`]; refusal: own work.
pub async fn ask_to_check(app: &App, doer: &Doer, aim: Aim, person: PersonId) -> Outcome<()> {
    todo!()
}
