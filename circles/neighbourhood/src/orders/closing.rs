//! Closing: the matter is rated (never the helper), confirmed minutes are told to hours and points.
use super::steps::Aim;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Rates the matter in five grades, which closes it.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`, `Invalid` (grade); refusal: not solved yet.
pub async fn rate(app: &App, doer: &Doer, aim: Aim, grade: i64) -> Outcome<()> {
    todo!()
}

/// Closes it without a rating: the asker, or the desk once the asker said solved.
///
/// # Errors
/// As [`rate`].
pub async fn close(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    todo!()
}

/// Confirms a helper's minutes of a round: the served person, else the leader of the team, else the secretary; also after
/// closing, within seven days of the service.
///
/// # Errors
/// `NotFound`, refusals: own minutes, nothing to confirm.
pub async fn confirm_minutes(app: &App, doer: &Doer, aim: Aim, round: i64, person: PersonId) -> Outcome<()> {
    todo!()
}
