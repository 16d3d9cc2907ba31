//! What may be agreed, and until when. Pure.

use crate::entry::day_of;
use base::{Day, Moment, Outcome, Problem};
use chrono::{Days, Duration};
use kernel::case::WorkingCalendar;

/// How long a code that is read out works.
pub const CODE_MINUTES: i64 = 60;
/// Digits of a code.
pub const CODE_DIGITS: usize = 8;
/// Days ahead that an end may lie: who wants longer names none.
const AHEAD_DAYS_MAX: u64 = 366 * 5;

/// What someone may do for another; each holds what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Ask, follow, answer questions.
    Follow,
    /// Also say solved or not, rate, take back, agree to money.
    Decide,
    /// Also see points and hours.
    Records,
}

impl Scope {
    /// From narrow to wide.
    pub const ALL: [Self; 3] = [Self::Follow, Self::Decide, Self::Records];

    /// As stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Follow => "follow",
            Self::Decide => "decide",
            Self::Records => "records",
        }
    }

    /// In words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Follow => "family-scope-follow",
            Self::Decide => "family-scope-decide",
            Self::Records => "family-scope-records",
        }
    }

    /// The scope of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// What is agreed: how much, and until the end of which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How much.
    pub scope: Scope,
    /// When it is over by itself.
    pub ends_at: Option<Moment>,
}

/// Reads what the form says.
///
/// # Errors
/// Words at the field.
pub fn terms(scope: &str, last_day: &str, now: Moment) -> Outcome<Terms> {
    let scope = Scope::from_name(scope).ok_or_else(|| Problem::field("scope", "family-scope-missing"))?;
    let typed = last_day.trim();
    if typed.is_empty() {
        return Ok(Terms { scope, ends_at: None });
    }
    let today = day_of(now);
    let latest = today.checked_add_days(Days::new(AHEAD_DAYS_MAX)).unwrap_or(today);
    let day: Option<Day> = typed.parse().ok().filter(|day| (today..=latest).contains(day));
    let day = day.ok_or_else(|| Problem::field("last_day", "family-day-wrong"))?;
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    Ok(Terms { scope, ends_at: Some(WorkingCalendar::standard().midnight(next)) })
}

/// The last day on which it holds.
#[must_use]
pub fn last_day(ends_at: Moment) -> Day {
    day_of(ends_at - Duration::seconds(1))
}

/// A code as it was typed or read: its digits, also full-width and Tibetan ones.
#[must_use]
pub fn digits(typed: &str) -> String {
    let one = |char: char| match char {
        '0'..='9' => Some(char),
        '０'..='９' => char::from_u32(u32::from(char) - u32::from('０') + u32::from('0')),
        '༠'..='༩' => char::from_u32(u32::from(char) - u32::from('༠') + u32::from('0')),
        _ => None,
    };
    typed.chars().take(40).filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> Moment {
        Moment::from_timestamp(1_795_000_000, 0).unwrap()
    }

    #[test]
    fn a_scope_is_chosen_and_a_day_lies_ahead() {
        assert!(terms("", "", now()).is_err());
        assert!(terms("everything", "", now()).is_err());
        assert!(terms("follow", "2001-01-01", now()).is_err());
        assert!(terms("follow", "2099-01-01", now()).is_err());
        assert!(terms("follow", "tomorrow", now()).is_err());
        assert_eq!(terms("decide", " ", now()).unwrap(), Terms { scope: Scope::Decide, ends_at: None });
    }

    proptest! {
        #[test]
        fn the_last_day_is_the_day_that_was_named(ahead in 0u64..1000) {
            let day = day_of(now()).checked_add_days(Days::new(ahead)).unwrap();
            let agreed = terms("follow", &day.to_string(), now()).unwrap();
            let ends_at = agreed.ends_at.unwrap();
            prop_assert!(ends_at > now());
            prop_assert_eq!(last_day(ends_at), day);
        }

        #[test]
        fn digits_stay_digits(code in 0u64..100_000_000) {
            let code = format!("{code:08}");
            prop_assert_eq!(digits(&format!("{} {}", &code[..4], &code[4..])), code);
        }
    }
}
