//! Decisions about an order and the ways to say no; pure.

pub use super::no::No;

use super::machine::{Action, State, named};
use base::{Day, Minutes, Moment, Problem};
use chrono::Duration;
use kernel::case::{ClockState, Named, WorkingCalendar};

/// Unanswered call-backs after which an order is closed unrated.
pub const CALLS_MAX: i64 = 3;
/// Days in which the call-backs are counted, and after "done" when there is nobody to call.
pub const CALL_DAYS: i64 = 7;
/// Working days after "solved" that are the resident's to rate it: the promise of calling back.
pub const RATE_DAYS: i64 = 2;
/// Days after closing in which the resident may still say "not solved".
pub const REOPEN_DAYS: i64 = 30;
/// Days after which the resident's photos of a closed order are deleted.
pub const PHOTO_DAYS: i64 = 30;
/// Photos with one request.
pub const PHOTOS_MAX: usize = 6;
/// People or bodies asked at a time.
pub const TARGETS_MAX: usize = 20;
/// Minutes of one helper in one round: a whole day is not one order.
pub const MINUTES_MAX: i64 = 960;
/// Characters of the resident's words.
pub const BODY_CHARS_MAX: usize = 2000;
/// Characters of a title, a spot, a name.
pub const LINE_CHARS_MAX: usize = 80;
/// Characters of a wish.
pub const WISH_CHARS_MAX: usize = 200;
/// Characters of a reason, an answer, a message.
pub const TEXT_CHARS_MAX: usize = 1000;
/// Days within which the supervision committee answers.
pub const APPEAL_DAYS: i64 = 10;
/// Days ahead that a matter may rest, a department may take to reply, or a promise may be moved: nobody waits for ever.
pub const PUT_OFF_DAYS_MAX: i64 = 180;
/// Words to check at the door.
pub const DOOR_WORDS: [&str; 12] = [
    "orders-door-word-1",
    "orders-door-word-2",
    "orders-door-word-3",
    "orders-door-word-4",
    "orders-door-word-5",
    "orders-door-word-6",
    "orders-door-word-7",
    "orders-door-word-8",
    "orders-door-word-9",
    "orders-door-word-10",
    "orders-door-word-11",
    "orders-door-word-12",
];

named! {
    /// How it ended, apart from the state.
    Outcome {
        /// 解决.
        Solved = "solved",
        /// 部分解决.
        Partly = "partly",
        /// 解释说明.
        Explained = "explained",
        /// 移交.
        HandedOver = "handed_over",
        /// 无法办理.
        Cannot = "cannot",
    }
}

named! {
    /// A part of the day.
    Part {
        /// Before noon.
        Morning = "morning",
        /// After noon.
        Afternoon = "afternoon",
        /// After work.
        Evening = "evening",
    }
}

named! {
    /// Whom the resident would rather have, answered by helpers who ticked that they are willing.
    WishHelper {
        /// A woman.
        Woman = "woman",
        /// A man.
        Man = "man",
    }
}

impl WishHelper {
    /// In words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Woman => "orders-wish-helper-woman",
            Self::Man => "orders-wish-helper-man",
        }
    }
}

impl Part {
    /// From and to, in minutes after midnight.
    #[must_use]
    pub const fn minutes(self) -> (i64, i64) {
        match self {
            Self::Morning => (8 * 60, 12 * 60),
            Self::Afternoon => (13 * 60, 18 * 60),
            Self::Evening => (18 * 60, 21 * 60),
        }
    }
}

named! {
    /// Who may do the work.
    DoneBy {
        /// Anyone who likes to.
        Anyone = "anyone",
        /// People with the licence that the category names.
        Licensed = "licensed",
        /// Departments and units.
        Department = "department",
    }
}

/// Why somebody suits, from what they ticked themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Has the skill.
    Skill,
    /// Ticked this compound.
    Place,
    /// Speaks the language.
    Language,
    /// Has time in that part of the day.
    Time,
    /// Ticked that they answer such a wish; which one is not said.
    Wish,
}

impl Fit {
    /// The message key of the reason.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Skill => "orders-fit-skill",
            Self::Place => "orders-fit-place",
            Self::Language => "orders-fit-language",
            Self::Time => "orders-fit-time",
            Self::Wish => "orders-fit-wish",
        }
    }
}

/// What decides in which box of the desk an order stands.
#[derive(Clone, Copy, Debug)]
pub struct Facing {
    /// The state.
    pub state: State,
    /// A personal service.
    pub is_personal: bool,
    /// The last dispatch came back.
    pub nobody_took: bool,
    /// The resident said solved.
    pub solved: bool,
    /// It was spoken, and somebody has to listen before anything else.
    pub to_listen: bool,
}

/// The box of the morning screen; none when nobody at the desk has to act.
#[must_use]
pub const fn desk_box(facing: Facing) -> Option<&'static str> {
    match facing.state {
        _ if facing.to_listen => Some("to_listen"),
        State::Submitted => Some("new"),
        State::Accepted if facing.nobody_took => Some("nobody_took"),
        State::Accepted | State::ReturnRequested | State::InTalk => Some("to_dispatch"),
        State::Resolved if !facing.is_personal => Some("to_verify"),
        State::Resolved => Some("to_call_back"),
        State::Verified if !facing.solved => Some("to_call_back"),
        _ => None,
    }
}

/// What a department does when it wants to give a matter back: ask the office, or, if departments returned it before,
/// bring it to a talk; not at all once a talk has ruled.
///
/// # Errors
/// After a ruling.
pub const fn return_of(is_department: bool, returned_before: bool, ruled: bool) -> Result<Action, No> {
    match (is_department, returned_before, ruled) {
        (_, _, true) => Err(No::Ruled),
        (true, true, false) => Ok(Action::ReturnAgain),
        _ => Ok(Action::RequestReturn),
    }
}

/// The end of a day that was named for something later: after now, and not too far away.
#[must_use]
pub fn day_end(calendar: &WorkingCalendar, day: Day, now: Moment) -> Option<Moment> {
    let closing = calendar.hours().last().map_or(24 * 60, |span| i64::from(span.closes));
    let end = calendar.midnight(day) + Duration::minutes(closing);
    (end > now && end <= now + Duration::days(PUT_OFF_DAYS_MAX)).then_some(end)
}

/// By when a resident must have said solved, so that the office may close it now together with others.
#[must_use]
pub fn rated_by(calendar: &WorkingCalendar, now: Moment) -> Moment {
    calendar.working_moment_before(now, Minutes(calendar.full_day().0.saturating_mul(RATE_DAYS)))
}

/// Whether the promise of resolving may be moved to this time.
///
/// # Errors
/// When it was moved before in this round, has passed, or would come sooner.
pub fn may_extend(resolve: &ClockState, extended: bool, (now, new_due): (Moment, Moment)) -> Result<(), No> {
    if extended {
        Err(No::ExtendedOnce)
    } else if resolve.paused_since.unwrap_or(now) > resolve.due_at {
        Err(No::Expired)
    } else if new_due <= resolve.due_at {
        Err(No::DayPassed)
    } else {
        Ok(())
    }
}

/// Whether "not solved" still starts a new round.
#[must_use]
pub fn may_reopen(closed_at: Option<Moment>, now: Moment) -> bool {
    closed_at.is_none_or(|closed| now <= closed + Duration::days(REOPEN_DAYS))
}

/// Who does it may be asked for it.
///
/// # Errors
/// When the work needs a licence or a department.
pub const fn may_be_asked(done_by: DoneBy, is_office_body: bool, has_licence: bool) -> Result<(), No> {
    match done_by {
        DoneBy::Anyone => Ok(()),
        DoneBy::Licensed if is_office_body || has_licence => Ok(()),
        DoneBy::Licensed => Err(No::LicenceNeeded),
        DoneBy::Department if is_office_body => Ok(()),
        DoneBy::Department => Err(No::DepartmentOnly),
    }
}

/// What must hold for closing an order that nobody answered about.
#[derive(Clone, Copy, Debug)]
pub struct Silence {
    /// The state.
    pub state: State,
    /// A personal service.
    pub is_personal: bool,
    /// The resident can be reached: an account, a person, a phone.
    pub has_contact: bool,
    /// Unanswered call-backs within [`CALL_DAYS`].
    pub calls: i64,
    /// When it was said to be done.
    pub done_at: Option<Moment>,
    /// When the resident said solved.
    pub solved_at: Option<Moment>,
}

/// Whether the house closes it unrated: three unanswered call-backs in seven days; or seven days after done when there
/// is nobody to call; or seven days after "solved" without a rating. A public place is checked first.
#[must_use]
pub fn closes_unrated(silence: &Silence, now: Moment) -> bool {
    let week = Duration::days(CALL_DAYS);
    let checked = silence.state == State::Verified || (silence.state == State::Resolved && silence.is_personal);
    let unreached = silence.calls >= CALLS_MAX;
    let uncontacted = !silence.has_contact && silence.done_at.is_some_and(|done| now >= done + week);
    let unrated = silence.solved_at.is_some_and(|solved| now >= solved + week);
    checked && (unreached || uncontacted || unrated)
}

/// Whether the resident may still take it back, say it is solved, and so on: the table's answer for a button.
#[must_use]
pub fn allows(state: State, action: Action) -> bool {
    super::machine::TABLE.find(state, action).is_some()
}

/// A name of a closed set, as a refusal when it is none.
///
/// # Errors
/// A fault: the database holds only names this program wrote.
pub fn named<T: Named>(name: &str) -> Result<T, Problem> {
    let found = T::ALL.iter().copied().find(|value| value.name() == name);
    found.ok_or_else(|| Problem::Fault(format!("{name} is not a name of orders")))
}
