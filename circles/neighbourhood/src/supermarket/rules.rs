//! What can be redeemed, and how a redemption may end. Pure.

use base::{Day, Moment, Points, Refusal};
use chrono::Duration;

/// Pieces of one thing in one redemption.
pub const COUNT_MAX: i64 = 20;
/// The dearest thing.
pub const PRICE_MAX: i64 = 100_000;
/// The largest delivery.
pub const DELIVERY_MAX: i64 = 10_000;
/// Letters of a name.
pub const NAME_CHARS_MAX: usize = 60;

/// Where a thing comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Given.
    Donated,
    /// Bought by the community.
    Bought,
}

impl Source {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Donated => "donated",
            Self::Bought => "bought",
        }
    }

    /// The origin of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Donated, Self::Bought].into_iter().find(|origin| origin.name() == name)
    }
}

/// Why goods leave the stock without being handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Past its best-before date.
    Expired,
    /// Broken or spoilt.
    Damaged,
    /// Not there when the shelf was counted.
    Missing,
    /// Given back to the donor or the seller.
    Returned,
}

impl Loss {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Expired, Self::Damaged, Self::Missing, Self::Returned];

    /// The name in forms and, as the kind of the posting's source, in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expired => "loss_expired",
            Self::Damaged => "loss_damaged",
            Self::Missing => "loss_missing",
            Self::Returned => "loss_returned",
        }
    }

    /// Its message.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Expired => "supermarket-loss-expired",
            Self::Damaged => "supermarket-loss-damaged",
            Self::Missing => "supermarket-loss-missing",
            Self::Returned => "supermarket-loss-returned",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|loss| loss.name() == name)
    }
}

/// How the person was known at the counter; nothing else about it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// They said the code.
    Code,
    /// They showed their passbook.
    Passbook,
    /// The clerk looked.
    Eye,
}

impl KnownBy {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Passbook => "passbook",
            Self::Eye => "eye",
        }
    }

    /// The way of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Code, Self::Passbook, Self::Eye].into_iter().find(|way| way.name() == name)
    }
}

/// What is on the shelf of one thing, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// The price of one.
    pub price: Points,
    /// It is offered.
    pub shown: bool,
    /// Until when it is good.
    pub best_before: Option<Day>,
    /// Pieces that nobody has reserved.
    pub free: i64,
}

/// What this many cost.
///
/// # Errors
/// When it is not offered, too old, too many, or not there.
pub fn redeem(shelf: &Shelf, count: i64, today: Day) -> Result<Points, Refusal> {
    if !(1..=COUNT_MAX).contains(&count) {
        return Err(Refusal::new("supermarket-count-wrong").with("most", COUNT_MAX));
    }
    if !shelf.shown || shelf.best_before.is_some_and(|last| last < today) {
        return Err(Refusal::new("supermarket-not-offered"));
    }
    if shelf.free < count {
        return Err(Refusal::new("supermarket-too-few").with("free", shelf.free.max(0)));
    }
    Ok(Points(shelf.price.0 * count))
}

/// What is past its date is not handed over, also when it was reserved before.
///
/// # Errors
/// When it is too old.
pub fn still_good(best_before: Option<Day>, today: Day) -> Result<(), Refusal> {
    if best_before.is_some_and(|last| last < today) { Err(Refusal::new("supermarket-too-old")) } else { Ok(()) }
}

/// The days before the date on which a thing comes on the list, unless the shop sets others.
pub const NEAR_DAYS: i64 = 30;
/// The most days.
pub const NEAR_DAYS_MAX: i64 = 365;

/// Until when a reserved thing waits.
#[must_use]
pub fn held_until(now: Moment, hold_hours: i64) -> Moment {
    now + Duration::hours(hold_hours)
}

/// How a redemption stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Points and stock are held.
    Reserved,
    /// The goods are in the person's hands.
    Collected,
    /// The person changed their mind.
    Cancelled,
    /// Nobody came in time.
    TimedOut,
}

impl State {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Collected => "collected",
            Self::Cancelled => "cancelled",
            Self::TimedOut => "timed_out",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Reserved, Self::Collected, Self::Cancelled, Self::TimedOut]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// Whether a redemption may end this way now: it ends once, is collected or cancelled at any time before that, and
/// times out only after its time.
///
/// # Errors
/// When it has ended, or still has time.
pub fn end(state: State, ending: State, until: Moment, now: Moment) -> Result<State, Refusal> {
    match (state, ending) {
        (State::Reserved, State::Collected | State::Cancelled) => Ok(ending),
        (State::Reserved, State::TimedOut) if until <= now => Ok(ending),
        (State::Reserved, _) => Err(Refusal::new("supermarket-still-waiting")),
        _ => Err(Refusal::new("supermarket-already-ended")),
    }
}
