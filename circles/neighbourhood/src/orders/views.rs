//! What readers get to see of an order; each reader has a view of their own, and no view holds more than it needs.
//!
//! There is no phone number in any view: it is asked for by `actions::reveal_phone`, which writes the look down.

use super::machine::State;
use super::rules::{Fit, Outcome as OutcomeCode, Part};
use base::{Arg, BodyId, BuildingId, CompoundId, GridId, Moment, OrderId, PersonId};
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
    /// When it was asked.
    pub asked_at: Moment,
    /// The clock that is due first; none when all stand still or are done.
    pub clock: Option<ClockView>,
    /// The outcome, once done.
    pub outcome: Option<OutcomeCode>,
}

/// A box of the morning screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskBox {
    /// 新来的.
    New,
    /// 待派单, also returns to decide about.
    ToDispatch,
    /// 没人接.
    NobodyTook,
    /// 今天到期.
    DueToday,
    /// 超期.
    Overdue,
    /// 待核查.
    ToVerify,
    /// 待回访.
    ToCallBack,
}

impl DeskBox {
    /// Every box in the order of the screen.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::ToDispatch,
        Self::NobodyTook,
        Self::DueToday,
        Self::Overdue,
        Self::ToVerify,
        Self::ToCallBack,
    ];

    /// The name in addresses and message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::ToDispatch => "to_dispatch",
            Self::NobodyTook => "nobody_took",
            Self::DueToday => "due_today",
            Self::Overdue => "overdue",
            Self::ToVerify => "to_verify",
            Self::ToCallBack => "to_call_back",
        }
    }

    /// The box of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|desk_box| desk_box.name() == name)
    }
}

/// How many orders stand in each box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskCounts {
    /// 新来的.
    pub new: i64,
    /// 待派单.
    pub to_dispatch: i64,
    /// 没人接.
    pub nobody_took: i64,
    /// 今天到期.
    pub due_today: i64,
    /// 超期.
    pub overdue: i64,
    /// 待核查.
    pub to_verify: i64,
    /// 待回访.
    pub to_call_back: i64,
}

impl DeskCounts {
    /// The count of one box.
    #[must_use]
    pub const fn of(&self, desk_box: DeskBox) -> i64 {
        match desk_box {
            DeskBox::New => self.new,
            DeskBox::ToDispatch => self.to_dispatch,
            DeskBox::NobodyTook => self.nobody_took,
            DeskBox::DueToday => self.due_today,
            DeskBox::Overdue => self.overdue,
            DeskBox::ToVerify => self.to_verify,
            DeskBox::ToCallBack => self.to_call_back,
        }
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
    /// The team through which they come.
    pub team: Option<LocalText>,
    /// When they come, if arranged.
    pub visit_at: Option<Moment>,
    /// Message key of the shared word (`orders-door-word-…`).
    pub door_word: Option<&'static str>,
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
}

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

/// What the office sees.
#[derive(Clone, Debug)]
pub struct StaffView {
    /// The line of the lists.
    pub line: OrderLine,
    /// The category; absent in a draft.
    pub category_id: Option<Uuid>,
    /// Answered by the served person (else a public place).
    pub is_personal: bool,
    /// In the resident's words.
    pub body: String,
    /// The office's title, if written.
    pub title: Option<String>,
    /// The whole place.
    pub place: PlaceView,
    /// The compound, for suggestions.
    pub compound: Option<CompoundId>,
    /// The building.
    pub building: Option<BuildingId>,
    /// The grid of the day it was asked.
    pub grid: Option<GridId>,
    /// Who asked: the name of a person we know.
    pub asker: Option<String>,
    /// The person who asked.
    pub asked_by: Option<PersonId>,
    /// How to call them, as they said.
    pub called: Option<String>,
    /// There is a number to call (`reveal_phone`).
    pub has_phone: bool,
    /// Who recorded it for them.
    pub recorded_by: Option<String>,
    /// Who accepted it and is in charge.
    pub in_charge: Option<String>,
    /// Wishes.
    pub wishes: WishesView,
    /// Who is not to be asked.
    pub without: Option<String>,
    /// Answers.
    pub answers: Vec<AnswerView>,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineItem>,
    /// Messages and notes.
    pub messages: Vec<MessageView>,
    /// All clocks of this round.
    pub clocks: Vec<ClockView>,
    /// Who holds it.
    pub holder: Option<ComingView>,
    /// Who has been asked and has not answered; those who declined are in no view.
    pub offers_open: Vec<OfferTarget>,
    /// A unit's or department's second return: a talk comes first.
    pub needs_talk: bool,
    /// Unanswered call-backs of this round.
    pub calls: i64,
    /// What the table and the doer's powers allow now.
    pub may: Vec<super::machine::Action>,
    /// May write to the resident.
    pub may_write: bool,
    /// May write notes.
    pub may_note: bool,
}

/// Somebody who was asked.
#[derive(Clone, Debug)]
pub struct OfferTarget {
    /// Their name.
    pub name: String,
    /// A team, unit or department.
    pub is_body: bool,
    /// Asked to check, not to do.
    pub to_check: bool,
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
    /// Why it suits the doer, from what they ticked themselves.
    pub fits: Vec<Fit>,
    /// Every wish is met.
    pub fits_all: bool,
    /// Asked to look at what someone else did.
    pub to_check: bool,
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
    /// Where it stands.
    pub state: State,
    /// The team, unit or department through which it is held; who helped along belongs to it.
    pub body_id: Option<BodyId>,
    /// Held for a unit or department (which asks to return; a volunteer hands back).
    pub for_body: bool,
    /// What may be done with it now.
    pub may: Vec<super::machine::Action>,
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

/// A person who could do it, with the reasons; never a score.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Every wish is met.
    pub fits_all: bool,
    /// Why, as message keys (`orders-fit-…`).
    pub fits: Vec<Fit>,
    /// Orders in hand at this moment.
    pub in_hand: i64,
}

/// A team, unit or department that could be asked.
#[derive(Clone, Debug)]
pub struct BodySuggestion {
    /// Which.
    pub body: BodyId,
    /// Its name.
    pub name: LocalText,
    /// team, unit or department.
    pub kind: String,
    /// How many of its people meet what is needed (teams only).
    pub fitting: i64,
}

/// Who could be asked.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    /// People, those who meet every wish first, then those with fewest orders in hand.
    pub people: Vec<Suggestion>,
    /// Teams, units and departments.
    pub bodies: Vec<BodySuggestion>,
}

/// A reminder to the person in charge.
#[derive(Clone, Debug)]
pub struct ReminderView {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Which promise.
    pub kind: ClockKind,
    /// Time runs short, or it is late.
    pub light: Light,
    /// By when.
    pub due_at: Moment,
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
