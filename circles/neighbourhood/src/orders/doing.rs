//! Doing it: arrange when to come, nobody home, done with minutes.
use super::rules;
use super::steps::Aim;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Someone of the same team, unit or department who helped along.
#[derive(Clone, Copy, Debug)]
pub struct Companion {
    /// Who.
    pub person: PersonId,
    /// Their own minutes.
    pub minutes: i64,
}

/// Saying that it is done.
#[derive(Clone, Debug)]
pub struct Doing {
    /// The doer's own minutes.
    pub minutes: i64,
    /// Others who helped, each with minutes.
    pub companions: Vec<Companion>,
    /// How it ended.
    pub outcome: rules::Outcome,
    /// What was done, told to the resident.
    pub text: String,
    /// Staged photos of the work; only of public places.
    pub photos: Vec<Uuid>,
}

/// Says when one comes.
///
/// # Errors
/// `NotFound` unless held, `Changed`.
pub async fn arrange(app: &App, doer: &Doer, aim: Aim, visit_at: Moment) -> Outcome<()> {
    todo!()
}

/// Came, nobody was home; the resident is told, with another time if there is one.
///
/// # Errors
/// As [`arrange`].
pub async fn nobody_home(app: &App, doer: &Doer, aim: Aim, visit_at: Option<Moment>) -> Outcome<()> {
    todo!()
}

/// Done, with each helper's minutes and the outcome.
///
/// # Errors
/// As [`arrange`]; `Invalid` (minutes, text, companions); refusal: no photos of homes.
pub async fn done(app: &App, doer: &Doer, aim: Aim, wish: &Doing) -> Outcome<()> {
    todo!()
}

/// A unit or department asks to give it back.
///
/// # Errors
/// As [`arrange`]; field reason.
pub async fn request_return(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    todo!()
}
