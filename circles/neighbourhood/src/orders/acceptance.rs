//! The office's answer: accept with a human sentence, refuse with a reason and a way forward, ask back, or settle at once.
use super::rules;
use super::steps::Aim;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Accepting.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The human answer to the resident.
    pub answer: String,
    /// Words for the lists and for volunteers, without names, phones or doors.
    pub title: String,
    /// Another category than the asker's, if the office knows better.
    pub category: Option<Uuid>,
}

/// Refusing.
#[derive(Clone, Debug)]
pub struct Refusing {
    /// Why.
    pub reason: String,
    /// Where it can be had instead.
    pub way_forward: String,
}

/// Answering at the office itself.
#[derive(Clone, Debug)]
pub struct Settling {
    /// How it ended.
    pub outcome: rules::Outcome,
    /// What was done or explained, told to the resident.
    pub text: String,
}

/// Accepts an order; the doer is in charge from now on.
///
/// # Errors
/// `NotFound`, `Changed`, `Invalid` (answer, title), refusals of the table.
pub async fn accept(app: &App, doer: &Doer, aim: Aim, wish: &Acceptance) -> Outcome<()> {
    todo!()
}

/// Refuses an order.
///
/// # Errors
/// As [`accept`]; fields reason, way_forward.
pub async fn reject(app: &App, doer: &Doer, aim: Aim, wish: &Refusing) -> Outcome<()> {
    todo!()
}

/// Asks the resident for more; the clock of resolving stands still meanwhile.
///
/// # Errors
/// As [`accept`]; field question.
pub async fn ask_back(app: &App, doer: &Doer, aim: Aim, question: &str) -> Outcome<()> {
    todo!()
}

/// Answers an accepted order at the office itself (explained, handed over, cannot...); the resident still has the last word.
///
/// # Errors
/// As [`accept`]; field text.
pub async fn settle(app: &App, doer: &Doer, aim: Aim, wish: &Settling) -> Outcome<()> {
    todo!()
}

/// Writes another title.
///
/// # Errors
/// As [`accept`]; field title.
pub async fn retitle(app: &App, doer: &Doer, aim: Aim, title: &str) -> Outcome<()> {
    todo!()
}
