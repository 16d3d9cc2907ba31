//! What those see who are asked, who hold an order, who check it or confirm minutes.

use super::{AnswerView, ClockView, MessageView, PhotoView, PlaceView, WishesView};
use crate::orders::machine::State;
use crate::orders::rules::Fit;
use base::{BodyId, Moment, OrderId, PersonId};
use kernel::i18n::LocalText;

/// Minutes of a helper that wait for a confirmation.
#[derive(Clone, Debug)]
pub struct MinutesView {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// The office's words.
    pub title: String,
    /// The order's version.
    pub version: i64,
    /// The round.
    pub round: i64,
    /// Who helped.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Minutes as recorded.
    pub minutes: i64,
    /// When.
    pub served_at: Moment,
}

/// What a member or volunteer sees before taking: nothing about who lives there.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// Its version, for forms.
    pub version: i64,
    /// Its category.
    pub category: LocalText,
    /// The office's words; never the resident's.
    pub title: String,
    /// The compound.
    pub compound: Option<LocalText>,
    /// Wishes, without names.
    pub wishes: WishesView,
    /// How long it may take.
    pub minutes: i64,
    /// The skill it needs.
    pub skill: Option<String>,
    /// Heavy, professional or emergency work.
    pub difficulty_permille: i64,
    /// Somebody has to take it by then.
    pub due_at: Option<Moment>,
    /// The team that was asked; absent when the doer was asked by name.
    pub team: Option<LocalText>,
    /// The same, by id.
    pub body: Option<BodyId>,
    /// The doer leads it or speaks for it.
    pub leads: bool,
    /// The doer leads the team that was asked, and may ask its people by name (`actions::hand_to`).
    pub may_hand: bool,
    /// Why it suits the doer, from what they ticked themselves.
    pub fits: Vec<Fit>,
    /// Every wish is met.
    pub fits_all: bool,
    /// Asked to look at what someone else did.
    pub to_check: bool,
    /// The doer is in; one more is looked for.
    pub waits: bool,
    /// Two are wanted, and another is in already; who, is not said.
    pub one_found: bool,
}

/// Somebody of a team who could do it, with the reasons from what they ticked; nothing else about them.
#[derive(Clone, Debug)]
pub struct MemberView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Every wish is met.
    pub fits_all: bool,
    /// Why.
    pub fits: Vec<Fit>,
}

/// What the holder sees while they hold it.
#[derive(Clone, Debug)]
pub struct HeldView {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// Its category.
    pub category: LocalText,
    /// The office's words.
    pub title: String,
    /// The resident's words.
    pub body: String,
    /// The whole place, with the door.
    pub place: PlaceView,
    /// The name of the other one, where two hold it.
    pub with: Option<String>,
    /// How to call the resident.
    pub called: Option<String>,
    /// There is a number to call (`reveal_phone`).
    pub has_phone: bool,
    /// Wishes.
    pub wishes: WishesView,
    /// Answers.
    pub answers: Vec<AnswerView>,
    /// The resident's photos.
    pub photos: Vec<PhotoView>,
    /// Messages to and from the resident; no notes of the staff.
    pub messages: Vec<MessageView>,
    /// When the holder comes.
    pub visit_at: Option<Moment>,
    /// Message key of the word to say at the door.
    pub door_word: Option<&'static str>,
    /// To be done by then.
    pub clock: Option<ClockView>,
    /// Handed to a department: a reply is asked for by then.
    pub reply_by: Option<Moment>,
    /// Where it stands.
    pub state: State,
    /// The team, unit or department through which it is held; who helped along belongs to it.
    pub body_id: Option<BodyId>,
    /// Held for a unit or department (which asks to return; a volunteer hands back).
    pub for_body: bool,
    /// What may be done with it now.
    pub may: Vec<crate::orders::machine::Action>,
    /// A public place: photos of the work are welcome. Never of a home.
    pub photos_welcome: bool,
    /// Expected minutes, to begin the form with.
    pub minutes: i64,
}

/// What the one who checks a public place sees.
#[derive(Clone, Debug)]
pub struct CheckView {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// Its category.
    pub category: LocalText,
    /// The office's words.
    pub title: String,
    /// The public place.
    pub place: PlaceView,
    /// What was said to be done.
    pub outcome_text: Option<String>,
    /// Photos of the place and of the work.
    pub photos: Vec<PhotoView>,
}
