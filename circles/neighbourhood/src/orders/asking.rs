//! Asking for help: with an account, without one, or recorded by a worker 代办; drafts are parked during a call.
use super::rules::Part;
use super::steps::Aim;
use super::views::{OrderLine, Receipt};
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Where it is.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The compound.
    pub compound: Option<CompoundId>,
    /// The building (its compound is filled in).
    pub building: Option<BuildingId>,
    /// The stairway, in words.
    pub stairway: Option<String>,
    /// The door, in words; shown only to those who come.
    pub door: Option<String>,
    /// Where else, in words.
    pub spot: Option<String>,
}

/// Wishes about helper, language and time.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// A language to speak.
    pub language: Option<Locale>,
    /// A part of the day.
    pub part: Option<Part>,
    /// A time in words.
    pub time: Option<String>,
    /// Anything else about the helper, in words (nothing about them is stored in columns).
    pub other: Option<String>,
    /// Not this person.
    pub without: Option<PersonId>,
}

/// Who asks.
#[derive(Clone, Debug)]
pub enum Asker {
    /// The doer; without an account, nobody we know.
    Myself,
    /// Someone who agreed that the doer acts for them; for the desk, any person of the community.
    Person(PersonId),
    /// Someone at the counter or on the phone whom we do not know (desk only).
    Unknown,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The form's hidden id, which becomes the order's.
    pub once: Uuid,
    /// Who asks.
    pub asker: Asker,
    /// How to call them, if they like.
    pub called: Option<String>,
    /// A number to call, if they like; any way of writing it.
    pub phone: Option<String>,
    /// The second-level category; a draft may lack it.
    pub category: Option<Uuid>,
    /// In their own words.
    pub body: String,
    /// Answers to the category's questions, by position from 1.
    pub answers: Vec<(i64, String)>,
    /// Where.
    pub place: Place,
    /// Wishes.
    pub wishes: Wishes,
    /// Photos staged before (`stage_photo`), at most six.
    pub photos: Vec<Uuid>,
}

/// A parked draft as it was written, to fill the form again.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The draft.
    pub order: OrderId,
    /// Its version.
    pub version: i64,
    /// What was written; `once` is the draft's id.
    pub asking: Asking,
}

/// Hands a request in and gives number and code; the same `once` gives the same receipt again.
///
/// # Errors
/// `Invalid` for fields: category, body, answers, phone, place, photos; refusals of the throttle are the page's.
pub async fn ask(app: &App, doer: &Doer, wish: &Asking) -> Outcome<Receipt> {
    todo!()
}

/// Parks a draft (desk only); parking the same `once` again keeps the newer words.
///
/// # Errors
/// As [`ask`], without the fields that may still be missing.
pub async fn park(app: &App, doer: &Doer, wish: &Asking) -> Outcome<OrderId> {
    todo!()
}

/// The doer's own parked drafts, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn drafts(app: &App, doer: &Doer) -> Outcome<Vec<OrderLine>> {
    todo!()
}

/// Opens a parked draft again.
///
/// # Errors
/// `NotFound` unless it is the doer's own draft.
pub async fn resume_draft(app: &App, doer: &Doer, draft: OrderId) -> Outcome<Asked> {
    todo!()
}

/// Hands a parked draft in with what the form now says (`wish.once` is the draft's id).
///
/// # Errors
/// As [`ask`].
pub async fn submit_draft(app: &App, doer: &Doer, version: i64, wish: &Asking) -> Outcome<Receipt> {
    todo!()
}

/// Throws a draft away; its words, photos and phone go with it.
///
/// # Errors
/// `NotFound` unless it is the doer's own draft.
pub async fn discard_draft(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    todo!()
}
