//! The ways orders say no, each with its sentence; never about a person.

use base::{Problem, Refusal};

/// Every way orders say no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// The table has no such step from here.
    NotNow,
    /// A reason is needed.
    ReasonMissing,
    /// Somebody else took it first.
    Taken,
    /// The doer of the work does not check it.
    OwnWork,
    /// A personal service is answered by the served resident.
    ResidentAnswers,
    /// Electricity, gas, heights: a licence is needed.
    LicenceNeeded,
    /// Electricity, gas, heights: a department's or unit's work.
    DepartmentOnly,
    /// The resident does not wish this helper.
    NotWished,
    /// The number and the code do not belong together.
    WrongCode,
    /// Too long ago to reopen.
    TooLate,
    /// First say whether it is solved.
    NotSolvedYet,
    /// The minutes are already confirmed, or there are none.
    NothingToConfirm,
    /// Nobody confirms their own minutes.
    OwnMinutes,
    /// The office answered it itself: reopen instead of failing the check.
    Settled,
    /// Photos of homes are never taken.
    NoPhotosOfHomes,
    /// A unit or department asks to return; it does not hand back.
    AskToReturn,
    /// No number was left to call.
    NoPhone,
    /// There is no open order of that number.
    NoSuchOrder,
    /// An order is not merged into itself.
    SameOrder,
    /// That order itself goes on under another number.
    IntoMerged,
    /// Others were merged into this one.
    LeadsOthers,
    /// A public matter and a private one, or a service and a place, stay apart.
    OtherClass,
    /// A private matter is merged only with another of the same asker.
    OtherPerson,
    /// One's own matter needs no further care.
    OwnMatter,
    /// Nobody decides about what they asked for themselves.
    OwnWish,
    /// Somebody already asked for it, and it waits for a decision.
    AlreadyAsked,
    /// The day that was asked for has come meanwhile.
    DayPassed,
    /// The promise was moved once in this round already.
    ExtendedOnce,
    /// The promise has passed; it can only be kept now.
    Expired,
    /// The talk ruled that this department does it.
    Ruled,
    /// An earlier one still waits for an answer.
    AppealWaiting,
    /// Somebody else answered it first.
    AppealAnswered,
    /// Who had a hand in a matter does not judge how it was handled.
    HadAHand,
    /// Who may only ask and follow for someone does not decide for them.
    OnlyFollows,
    /// The resident wishes for somebody who answers such wishes.
    WishNotMet,
    /// What looks like the number of a card, or a password, is never written down here.
    CardNumber,
    /// Money of a purchase is out and first has to be settled.
    MoneyOut,
    /// No amount was agreed yet.
    MoneyFirst,
    /// Nothing, or more than a helper is asked to carry.
    MoneyAmount,
    /// More than was agreed: first agree anew.
    MoneyOver,
    /// Spent and change are not what was given.
    MoneyChange,
    /// Less than was given already, or paid another way.
    MoneyGiven,
    /// It is bought, or the matter has ended.
    MoneyLate,
    /// Two are wanted, and those asked can only be one.
    AskTwo,
    /// Who carries the money does not agree on it or settle it.
    MoneyOwn,
}

impl No {
    /// The message key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotNow => "orders-refused-not-now",
            Self::ReasonMissing => "orders-refused-reason",
            Self::Taken => "orders-refused-taken",
            Self::OwnWork => "orders-refused-own-work",
            Self::ResidentAnswers => "orders-refused-resident-answers",
            Self::LicenceNeeded => "orders-refused-licence",
            Self::DepartmentOnly => "orders-refused-department",
            Self::NotWished => "orders-refused-not-wished",
            Self::WrongCode => "orders-refused-code",
            Self::TooLate => "orders-refused-too-late",
            Self::NotSolvedYet => "orders-refused-not-solved-yet",
            Self::NothingToConfirm => "orders-refused-nothing-to-confirm",
            Self::OwnMinutes => "orders-refused-own-minutes",
            Self::Settled => "orders-refused-settled",
            Self::NoPhotosOfHomes => "orders-refused-no-photos-of-homes",
            Self::AskToReturn => "orders-refused-ask-to-return",
            Self::NoPhone => "orders-refused-no-phone",
            Self::NoSuchOrder => "orders-refused-no-such-order",
            Self::SameOrder => "orders-refused-same-order",
            Self::IntoMerged => "orders-refused-into-merged",
            Self::LeadsOthers => "orders-refused-leads-others",
            Self::OtherClass => "orders-refused-other-class",
            Self::OtherPerson => "orders-refused-other-person",
            Self::OwnMatter => "orders-refused-own-matter",
            Self::OwnWish => "orders-refused-own-wish",
            Self::AlreadyAsked => "orders-refused-already-asked",
            Self::DayPassed => "orders-refused-day-passed",
            Self::ExtendedOnce => "orders-refused-extended-once",
            Self::Expired => "orders-refused-expired",
            Self::Ruled => "orders-refused-ruled",
            Self::AppealWaiting => "orders-refused-appeal-waiting",
            Self::AppealAnswered => "orders-refused-appeal-answered",
            Self::HadAHand => "orders-refused-had-a-hand",
            Self::OnlyFollows => "orders-refused-only-follows",
            Self::WishNotMet => "orders-refused-wish-not-met",
            Self::CardNumber => "orders-refused-card-number",
            Self::MoneyOut => "orders-refused-money-out",
            Self::MoneyFirst => "orders-refused-money-first",
            Self::MoneyAmount => "orders-refused-money-amount",
            Self::MoneyOver => "orders-refused-money-over",
            Self::MoneyChange => "orders-refused-money-change",
            Self::MoneyGiven => "orders-refused-money-given",
            Self::MoneyLate => "orders-refused-money-late",
            Self::AskTwo => "orders-refused-ask-two",
            Self::MoneyOwn => "orders-refused-money-own",
        }
    }
}

impl From<No> for Refusal {
    fn from(no: No) -> Self {
        Self::new(no.key())
    }
}

impl From<No> for Problem {
    fn from(no: No) -> Self {
        Self::Refused(no.into())
    }
}
