//! Checking: by someone other than the doer; the resident has the last word, and "not solved" starts a new round.
use super::steps::Aim;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// What the resident says about a served matter.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The minutes are right (the served person confirms them).
    pub minutes_right: bool,
    /// Something to add.
    pub text: Option<String>,
}

/// What came of calling back.
#[derive(Clone, Debug)]
pub enum CallBack {
    /// The resident says solved; with their word on the minutes.
    Solved(Answer),
    /// The resident says not solved, and why.
    NotSolved(String),
    /// Nobody answered.
    Unanswered,
}

/// Someone else looked at the public place: it is done.
///
/// # Errors
/// `NotFound`, `Changed`; refusals: own work, the resident answers.
pub async fn verify(app: &App, doer: &Doer, aim: Aim, text: &str) -> Outcome<()> {
    todo!()
}

/// Someone else looked at the public place: it is not done; the one who holds it goes on.
///
/// # Errors
/// As [`verify`]; field reason.
pub async fn fail_check(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    todo!()
}

/// The asker says solved: checks a personal service, and answers about a public place.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`, refusals of the table.
pub async fn solved(app: &App, doer: &Doer, aim: Aim, wish: &Answer) -> Outcome<()> {
    todo!()
}

/// The asker says not solved, and what is missing: a new round begins.
///
/// # Errors
/// As [`solved`]; field reason; refusal: too late.
pub async fn not_solved(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    todo!()
}

/// The desk called back and records the answer for the resident; the third silence within a week closes it unrated.
///
/// # Errors
/// `NotFound`, `Changed`, refusals of the table.
pub async fn call_back(app: &App, doer: &Doer, aim: Aim, result: &CallBack) -> Outcome<()> {
    todo!()
}
