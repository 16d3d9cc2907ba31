//! What readers get to see of an order; each reader has a view of their own, and no view holds more than it needs.
//!
//! There is no phone number in any view: it is asked for by `actions::reveal_phone`, which writes the look down.

mod aside;
mod hands;
mod kin;
mod office;
mod voice;

pub use aside::*;
pub use hands::*;
pub use kin::*;
pub use office::*;
pub use voice::*;

use super::machine::State;
use super::rules::{Outcome as OutcomeCode, Part, WishHelper};
use base::{Arg, Moment, OrderId};
use kernel::case::{ClockKind, Light};
use kernel::i18n::LocalText;
use uuid::Uuid;

/// A place, as far as the reader may know it (the same fields as the registry's place, for its label).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceView {
    /// The compound's name; absent when only words say where.
    pub compound: Option<LocalText>,
    /// The building, as it stands on the wall.
    pub building: Option<String>,
    /// The stairway.
    pub stairway: Option<String>,
    /// The door.
    pub door: Option<String>,
    /// Where else, in the asker's words.
    pub spot: Option<String>,
}

/// The running clock that is due first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockView {
    /// Which promise.
    pub kind: ClockKind,
    /// By when.
    pub due_at: Moment,
    /// How it stands now.
    pub light: Light,
}

/// One line of a desk list or of the register.
#[derive(Clone, Debug)]
pub struct OrderLine {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// Its version, for a form in the line.
    pub version: i64,
    /// The office's words, else the beginning of the resident's.
    pub title: String,
    /// The title is the office's and names neither the asker nor a phone; other words stay off paper and out of files.
    pub is_titled: bool,
    /// Its category; absent in a draft.
    pub category: Option<LocalText>,
    /// Compound and building.
    pub place: PlaceView,
    /// Where it stands.
    pub state: State,
    /// The round, from 1.
    pub round: i64,
    /// Recorded by a worker for someone 代办.
    pub on_behalf: bool,
    /// Asked by voice 口述.
    pub spoken: bool,
    /// When it was asked.
    pub asked_at: Moment,
    /// The clock that is due first; none when all stand still or are done.
    pub clock: Option<ClockView>,
    /// The outcome, once done.
    pub outcome: Option<OutcomeCode>,
    /// The secretary keeps an eye on it; it sorts nothing.
    pub supervised: bool,
}

/// How many photos may still be added; none once it has ended.
fn photos_left(state: State, photos: &[PhotoView]) -> usize {
    let is_open = state != State::Draft && !super::machine::TABLE.ends.contains(&state);
    if is_open { super::rules::PHOTOS_MAX.saturating_sub(photos.len()) } else { 0 }
}

impl StaffView {
    /// How many photos may still be put in for the resident, if any.
    #[must_use]
    pub fn photos_left(&self) -> Option<usize> {
        Some(photos_left(self.line.state, &self.photos)).filter(|left| *left > 0)
    }
}

/// What the resident wishes about helper, language and time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WishesView {
    /// A language to speak.
    pub language: Option<base::Locale>,
    /// A part of the day.
    pub part: Option<Part>,
    /// A time in words.
    pub time: Option<String>,
    /// Anything else about the helper, in words.
    pub other: Option<String>,
    /// Someone is not to be asked; who, only in the office's view.
    pub without_someone: bool,
    /// A woman or a man, if they wish.
    pub helper: Option<WishHelper>,
    /// Two people at once.
    pub two: bool,
}

/// A question of the category with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerView {
    /// The question as it was asked.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// A photo; its bytes come through `actions::photo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoView {
    /// The row; address of the picture: `/orders/{order}/photos/{id}`.
    pub id: Uuid,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

/// One line of the timeline, in plain words: `words` is a message key (`orders-told-…`).
#[derive(Clone, Debug)]
pub struct TimelineItem {
    /// When.
    pub at: Moment,
    /// The round it belongs to.
    pub round: i64,
    /// What is said.
    pub words: &'static str,
    /// Arguments of the words; always `who` (may be empty text).
    pub args: Vec<(&'static str, Arg)>,
    /// What was said or given as a reason, verbatim.
    pub text: Option<String>,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// The office or the helper to the resident.
    ToResident,
    /// The resident.
    FromResident,
    /// A note of the staff about the matter.
    Note,
}

/// A message or note.
#[derive(Clone, Debug)]
pub struct MessageView {
    /// When.
    pub at: Moment,
    /// By whom to whom.
    pub kind: MessageKind,
    /// The name of the one who wrote, where the reader may know it.
    pub who: Option<String>,
    /// What.
    pub body: String,
}

/// A look at the asker's phone number.
#[derive(Clone, Debug)]
pub struct LookView {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: Option<String>,
    /// Why.
    pub reason: String,
}

/// Who comes, when, and the word to check at the door.
#[derive(Clone, Debug)]
pub struct ComingView {
    /// The helper's name, or that of the unit or department.
    pub name: String,
    /// The name of the one who comes along, where two come.
    pub with: Option<String>,
    /// The team through which they come.
    pub team: Option<LocalText>,
    /// When they come, if arranged.
    pub visit_at: Option<Moment>,
    /// Message key of the shared word (`orders-door-word-…`).
    pub door_word: Option<&'static str>,
}

impl ComingView {
    /// Who comes, one or both.
    #[must_use]
    pub fn who(&self) -> String {
        std::iter::once(self.name.clone()).chain(self.with.clone()).collect::<Vec<_>>().join(" · ")
    }
}

/// What the asker (or who speaks for them, or who holds number and code) sees.
#[derive(Clone, Debug)]
pub struct ResidentView {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// Its category.
    pub category: Option<LocalText>,
    /// Answered by the served person (else a public place).
    pub is_personal: bool,
    /// When it was asked.
    pub asked_at: Moment,
    /// Whose it is, when the reader acts for them.
    pub acted_for: Option<(base::PersonId, String)>,
    /// The reader says solved, rates and takes back; who may only ask and follow does not.
    pub decides: bool,
    /// The wish for a woman or a man may be dropped.
    pub may_ease: bool,
    /// How to call the asker, as they said.
    pub called: Option<String>,
    /// There is a number to call.
    pub has_phone: bool,
    /// Who recorded it for them 代办.
    pub recorded_by: Option<String>,
    /// Who is not to be asked, by the asker's wish.
    pub without: Option<String>,
    /// Grades given, by round.
    pub grades: Vec<(i64, i64)>,
    /// Who looked at the number, when and why.
    pub looks: Vec<LookView>,
    /// In the resident's words.
    pub body: String,
    /// The office's words for it.
    pub title: Option<String>,
    /// The whole place.
    pub place: PlaceView,
    /// Where it stands; message keys `orders-state-…`.
    pub state: State,
    /// The round.
    pub round: i64,
    /// What happens next is promised by then.
    pub clock: Option<ClockView>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineItem>,
    /// Messages both ways and notes: all of it belongs to the resident's copy.
    pub messages: Vec<MessageView>,
    /// Who comes.
    pub coming: Option<ComingView>,
    /// Wishes.
    pub wishes: WishesView,
    /// How its recording stands, if it was spoken.
    pub spoken: Option<SpokenView>,
    /// Answers.
    pub answers: Vec<AnswerView>,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// The outcome, once done.
    pub outcome: Option<OutcomeCode>,
    /// The question the office asked back.
    pub asked_back: Option<String>,
    /// After a refusal: the way forward.
    pub way_forward: Option<String>,
    /// May answer what was asked back.
    pub may_supply: bool,
    /// May take it back.
    pub may_withdraw: bool,
    /// May say solved.
    pub may_say_solved: bool,
    /// May say not solved.
    pub may_reopen: bool,
    /// May rate and close.
    pub may_rate: bool,
    /// Minutes to confirm as the served person.
    pub minutes: Vec<MinutesView>,
    /// To whom it was handed.
    pub transfer: Option<TransferView>,
    /// It rests, and is looked at again then.
    pub look_again_at: Option<Moment>,
    /// What the asker told the supervision committee, and its answers.
    pub appeals: Vec<AppealView>,
}

impl ResidentView {
    /// How many photos may still be added; none once it has ended.
    #[must_use]
    pub fn photos_left(&self) -> usize {
        photos_left(self.state, &self.photos)
    }
}

/// What the asker takes along: number and code, what happens next, by when.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// The 6 digits; shown now and on the slip, kept nowhere in clear.
    pub code: String,
    /// A person of the office answers by then.
    pub answer_by: Option<Moment>,
}
