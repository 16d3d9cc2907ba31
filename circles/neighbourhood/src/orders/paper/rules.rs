//! Which time may be given to a request that was written on paper; pure.
//!
//! The rule: what is entered late can only move the beginning of a promise back, never its end. A request begins when it
//! was written; whatever the office did with it begins and ends when that was entered. So a late answer stays late, or
//! becomes later; it never becomes punctual.

use crate::orders::machine::named;
use base::{Moment, Problem};
use chrono::Duration;
use kernel::case::Named;

/// Days after which a sheet is no longer entered with its own time.
pub const LATE_DAYS_MAX: i64 = 7;
/// Sheets of one printing.
pub const SHEETS_MAX: i64 = 40;
/// A time is typed to the minute; so much earlier than the printing it may seem.
const TYPED_TO: Duration = Duration::minutes(1);

/// Every way in which paper is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// A request on paper is written before it is entered.
    NotYetWritten,
    /// Written so long ago that its time is no longer taken.
    WrittenTooLongAgo,
    /// Written before its sheet was printed.
    WrittenBeforePrinted,
    /// No sheet was printed with this number.
    NoSuchSheet,
    /// This sheet is an order already.
    SheetEntered,
    /// The sheet of this counterfoil was not entered yet.
    SheetWaits,
}

impl No {
    /// The message key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotYetWritten => "orders-paper-refused-future",
            Self::WrittenTooLongAgo => "orders-paper-refused-too-long",
            Self::WrittenBeforePrinted => "orders-paper-refused-before",
            Self::NoSuchSheet => "orders-paper-refused-unknown",
            Self::SheetEntered => "orders-paper-refused-entered",
            Self::SheetWaits => "orders-paper-refused-waits",
        }
    }

    /// The same, at the field of the form that it is about.
    #[must_use]
    pub fn at(self, field: &'static str) -> Problem {
        Problem::field(field, self.key())
    }
}

named! {
    /// Why it was written on paper.
    Because {
        /// 停电.
        PowerCut = "power_cut",
        /// 断网.
        Network = "network",
        /// 上门时.
        AtTheDoor = "at_the_door",
    }
}

impl Because {
    /// The words of the timeline, with both times.
    #[must_use]
    pub const fn told(self) -> &'static str {
        match self {
            Self::PowerCut => "orders-told-paper-power-cut",
            Self::Network => "orders-told-paper-network",
            Self::AtTheDoor => "orders-told-paper-at-the-door",
        }
    }
}

/// Whether a request may be entered now as written then, on a sheet printed at a time or on any paper.
///
/// # Errors
/// When it was not yet written, was written too long ago, or before its sheet was printed.
pub fn may_enter(written_at: Moment, printed_at: Option<Moment>, now: Moment) -> Result<(), No> {
    if written_at > now {
        Err(No::NotYetWritten)
    } else if written_at < now - Duration::days(LATE_DAYS_MAX) {
        Err(No::WrittenTooLongAgo)
    } else if printed_at.is_some_and(|printed| written_at + TYPED_TO < printed) {
        Err(No::WrittenBeforePrinted)
    } else {
        Ok(())
    }
}

/// What the event keeps beside the time of writing: when it was entered, and why on paper.
#[must_use]
pub fn detail(entered_at: Moment, because: Because) -> String {
    format!("{} {}", entered_at.to_rfc3339(), because.name())
}

/// Reads such a detail.
#[must_use]
pub fn read_detail(detail: &str) -> Option<(Moment, Because)> {
    let (entered, because) = detail.split_once(' ')?;
    Some((entered.parse().ok()?, Because::from_name(because)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::case::{ClockKind, ClockPolicy, ClockState, Event, EventKind, Urgency, WorkingCalendar, clocks};
    use proptest::prelude::*;

    const START: i64 = 1_772_500_000;

    fn at(minutes: i64) -> Moment {
        Moment::from_timestamp(START + minutes * 60, 0).unwrap()
    }

    /// Asked at one time; everything after has the time of its entry.
    fn story(asked: i64, steps: &[i64], urgency: Urgency) -> Vec<ClockState> {
        let kinds = [EventKind::Accepted, EventKind::Dispatched, EventKind::Taken, EventKind::Done];
        let mut history = vec![Event { at: at(asked), kind: EventKind::Submitted }];
        history.extend(steps.iter().zip(kinds).map(|(minutes, kind)| Event { at: at(*minutes), kind }));
        clocks(&history, &ClockPolicy::standard(urgency), &WorkingCalendar::standard())
    }

    fn accept(kept: &[ClockState]) -> ClockState {
        *kept.iter().find(|clock| clock.kind == ClockKind::Accept).unwrap()
    }

    proptest! {
        /// Entering a sheet with the time it was written, instead of now, makes no promise look better kept: the answer's
        /// light is the same or worse, it is due no later, and every other clock is exactly the same.
        #[test]
        fn a_late_entry_makes_nothing_look_on_time(
            early in 0i64..LATE_DAYS_MAX * 24 * 60,
            gaps in proptest::collection::vec(0i64..4000, 0..5),
            urgency in prop_oneof![
                Just(Urgency::Emergency), Just(Urgency::Utilities), Just(Urgency::General), Just(Urgency::Hard)
            ],
            later in 0i64..20_000,
        ) {
            let entered = 30_000;
            let steps: Vec<i64> =
                gaps.iter().scan(entered, |time, gap| { *time += gap; Some(*time) }).collect();
            let now = at(steps.last().copied().unwrap_or(entered) + later);
            prop_assert!(may_enter(at(entered - early), None, at(entered)).is_ok());
            let (late, prompt) = (story(entered - early, &steps, urgency), story(entered, &steps, urgency));
            let (told, as_if_now) = (accept(&late), accept(&prompt));
            prop_assert!(told.light(now) >= as_if_now.light(now));
            prop_assert!(told.due_at <= as_if_now.due_at);
            prop_assert_eq!(told.stopped_at, as_if_now.stopped_at);
            let others = |kept: &[ClockState]| -> Vec<ClockState> {
                kept.iter().filter(|clock| clock.kind != ClockKind::Accept).copied().collect()
            };
            prop_assert_eq!(others(&late), others(&prompt));
        }

        /// No time outside the bounds is taken, and every time within them is.
        #[test]
        fn the_bounds_are_exact(written in -20_000i64..2_000, printed in proptest::option::of(-20_000i64..0)) {
            let told = may_enter(at(written), printed.map(at), at(0));
            let within = (-LATE_DAYS_MAX * 24 * 60..=0).contains(&written)
                && printed.is_none_or(|printed| written + 1 >= printed);
            prop_assert_eq!(told.is_ok(), within);
        }

        /// What the event keeps is read back as it was.
        #[test]
        fn a_detail_comes_back(minutes in 0i64..1_000_000, pick in 0usize..3) {
            let because = Because::ALL[pick];
            prop_assert_eq!(read_detail(&detail(at(minutes), because)), Some((at(minutes), because)));
        }
    }
}
