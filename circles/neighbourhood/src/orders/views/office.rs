//! What the office sees: boxes, one order whole, who could be asked, reminders.

use super::{
    AnswerView, AskedView, ClockView, ComingView, MessageView, OrderLine, PhotoView, PlaceView, TimelineItem,
    TransferView, WishesView,
};
use crate::orders::rules::Fit;
use base::{BodyId, BuildingId, CompoundId, GridId, Moment, OrderId, PersonId};
use kernel::case::{ClockKind, Light};
use kernel::i18n::LocalText;
use uuid::Uuid;

/// A box of the morning screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskBox {
    /// 待收听: spoken, and nobody has written it down.
    ToListen,
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
    /// 待结案: solved, not yet rated or closed.
    ToClose,
}

impl DeskBox {
    /// Every box in the order of the screen.
    pub const ALL: [Self; 9] = [
        Self::ToListen,
        Self::New,
        Self::ToDispatch,
        Self::NobodyTook,
        Self::DueToday,
        Self::Overdue,
        Self::ToVerify,
        Self::ToCallBack,
        Self::ToClose,
    ];

    /// The name in addresses and message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToListen => "to_listen",
            Self::New => "new",
            Self::ToDispatch => "to_dispatch",
            Self::NobodyTook => "nobody_took",
            Self::DueToday => "due_today",
            Self::Overdue => "overdue",
            Self::ToVerify => "to_verify",
            Self::ToCallBack => "to_call_back",
            Self::ToClose => "to_close",
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
    /// 待收听.
    pub to_listen: i64,
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
    /// 待结案.
    pub to_close: i64,
    /// 待居民补充; no box of the office, and easily forgotten.
    pub awaiting: i64,
    /// 待批准: rests and voids that somebody asked for.
    pub to_approve: i64,
}

impl DeskCounts {
    /// The count of one box.
    #[must_use]
    pub const fn of(&self, desk_box: DeskBox) -> i64 {
        match desk_box {
            DeskBox::ToListen => self.to_listen,
            DeskBox::New => self.new,
            DeskBox::ToDispatch => self.to_dispatch,
            DeskBox::NobodyTook => self.nobody_took,
            DeskBox::DueToday => self.due_today,
            DeskBox::Overdue => self.overdue,
            DeskBox::ToVerify => self.to_verify,
            DeskBox::ToCallBack => self.to_call_back,
            DeskBox::ToClose => self.to_close,
        }
    }
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
    /// A public place that neighbours may know of.
    pub is_public_place: bool,
    /// In the resident's words.
    pub body: String,
    /// How its recording stands, if it was spoken.
    pub spoken: Option<super::SpokenView>,
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
    /// A wish for a woman or a man may be dropped.
    pub may_ease: bool,
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
    /// Two are wanted and asked for, and one of them is found; who, is said when it begins.
    pub one_found: bool,
    /// A unit's or department's second return: a talk comes first.
    pub needs_talk: bool,
    /// Unanswered call-backs of this round.
    pub calls: i64,
    /// What somebody asked for and another decides.
    pub asked: Vec<AskedView>,
    /// To whom it was handed.
    pub transfer: Option<TransferView>,
    /// It rests, and is looked at again then.
    pub look_again_at: Option<Moment>,
    /// What the table and the doer's powers allow now.
    pub may: Vec<crate::orders::machine::Action>,
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

/// A step that the doer may take back at this moment.
#[derive(Clone, Copy, Debug)]
pub struct UndoView {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// The step.
    pub step: Uuid,
    /// For how long still.
    pub seconds_left: i64,
}

/// A colleague who has the same matter open at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceView {
    /// As colleagues see them.
    pub name: String,
    /// They are writing.
    pub writing: bool,
}
