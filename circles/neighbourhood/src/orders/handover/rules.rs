//! What may be handed over, to whom, until when, and who is asked when they are back; pure.

use base::{AccountId, Day, Moment, Problem, Refusal};
use chrono::Days;
use kernel::case::WorkingCalendar;

/// Days ahead on which somebody may be back.
pub const BACK_DAYS_MAX: u64 = 366;

/// Whose open matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of one colleague.
    Account(AccountId),
    /// Those of accounts that were closed or no longer belong to the office: nobody has them in charge.
    Nobody,
}

/// Why a matter does not change hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoHanding {
    /// It is in charge of somebody else by now.
    Moved,
    /// It is theirs already.
    Same,
    /// The account was closed, or no longer belongs to the office.
    MayNotWork,
}

impl From<NoHanding> for Problem {
    fn from(no: NoHanding) -> Self {
        Self::refused(match no {
            NoHanding::Moved => "handover-refused-moved",
            NoHanding::Same => "handover-refused-same",
            NoHanding::MayNotWork => "handover-refused-colleague",
        })
    }
}

/// Who hands it over: whoever has it in charge, if that is whose matters were looked at.
///
/// # Errors
/// Somebody else has it by now; it is theirs already; the other one may not work.
pub fn may_pass(
    (whose, to): (Whose, AccountId),
    in_charge: Option<AccountId>,
    working: &[AccountId],
) -> Result<AccountId, NoHanding> {
    let from = in_charge.ok_or(NoHanding::Moved)?;
    let theirs = match whose {
        Whose::Account(account) => account == from,
        Whose::Nobody => !working.contains(&from),
    };
    if !theirs {
        return Err(NoHanding::Moved);
    }
    if !working.contains(&to) {
        return Err(NoHanding::MayNotWork);
    }
    if from == to { Err(NoHanding::Same) } else { Ok(from) }
}

/// The day of return as it was typed; nothing is no day.
///
/// # Errors
/// No day, not in the future, or too far away.
pub fn back_day(typed: &str, today: Day) -> Result<Option<Day>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = || Refusal::new("handover-refused-day").with("days", i64::try_from(BACK_DAYS_MAX).unwrap_or(i64::MAX));
    let day: Day = typed.parse().map_err(|_| wrong())?;
    let last = today.checked_add_days(Days::new(BACK_DAYS_MAX)).unwrap_or(today);
    if day > today && day <= last { Ok(Some(day)) } else { Err(wrong()) }
}

/// From when on somebody is asked: when the day of their return begins to be worked.
#[must_use]
pub fn asked_from(calendar: &WorkingCalendar, back_on: Day) -> Moment {
    calendar.next_working_moment(calendar.midnight(back_on))
}

/// A matter that is held for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// To whom it goes back.
    pub account: AccountId,
    /// Who has it in charge meanwhile.
    pub stand_in: AccountId,
    /// Since when it is held for them.
    pub since: Moment,
    /// When they are back.
    pub back_on: Day,
}

/// A matter goes from one to another, perhaps until a day.
#[derive(Clone, Copy, Debug)]
pub struct Passing {
    /// Who had it in charge.
    pub from: AccountId,
    /// Who has it now.
    pub to: AccountId,
    /// When.
    pub at: Moment,
    /// When the first one is back.
    pub back_on: Option<Day>,
}

/// For whom it is held afterwards. Whoever waits for it goes on waiting when a stand-in hands it on; who has it again
/// waits no more; what stood with somebody else is over.
#[must_use]
pub fn pass_on(held: Vec<Held>, passing: Passing) -> Vec<Held> {
    let Passing { from, to, at, back_on } = passing;
    let waits = held.into_iter().filter(|held| held.stand_in == from && held.account != from);
    let own = back_on.map(|back_on| Held { account: from, stand_in: to, since: at, back_on });
    waits.map(|held| Held { stand_in: to, ..held }).chain(own).filter(|held| held.account != to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    fn day(days: u64) -> Day {
        Moment::UNIX_EPOCH.date_naive() + Days::new(days)
    }

    proptest! {
        /// However often a matter changes hands: it is held by who has it, for nobody twice, and never for who has it.
        #[test]
        fn a_matter_is_held_by_who_has_it_and_for_nobody_twice(
            steps in proptest::collection::vec((0u128..5, proptest::option::of(1u64..9)), 0..40)
        ) {
            let (mut charge, mut held) = (account(0), Vec::new());
            for (number, back) in steps {
                let to = account(number);
                if to == charge {
                    continue;
                }
                let waited: BTreeSet<AccountId> = held.iter().map(|held: &Held| held.account).collect();
                let passing = Passing { from: charge, to, at: Moment::UNIX_EPOCH, back_on: back.map(day) };
                held = pass_on(held, passing);
                prop_assert!(held.iter().all(|held| held.stand_in == to && held.account != to));
                let accounts: BTreeSet<AccountId> = held.iter().map(|held| held.account).collect();
                prop_assert_eq!(accounts.len(), held.len());
                // Nobody who waits is forgotten, and only who gave it away begins to wait.
                prop_assert!(waited.iter().all(|waits| *waits == to || accounts.contains(waits)));
                prop_assert!(accounts.iter().all(|waits| waited.contains(waits) || (*waits == charge && back.is_some())));
                charge = to;
            }
        }

        #[test]
        fn only_who_has_it_gives_it_and_only_to_who_works(
            (charge, whose, to) in (proptest::option::of(0u128..4), proptest::option::of(0u128..4), 0u128..4),
            working in proptest::collection::btree_set(0u128..4, 0..4)
        ) {
            let working: Vec<AccountId> = working.into_iter().map(account).collect();
            let (charge, to) = (charge.map(account), account(to));
            let looked = whose.map_or(Whose::Nobody, |whose| Whose::Account(account(whose)));
            let answer = may_pass((looked, to), charge, &working);
            if let Ok(from) = answer {
                prop_assert_eq!(Some(from), charge);
                prop_assert!(from != to && working.contains(&to));
                prop_assert_eq!(whose.is_none(), whose.is_none() && !working.contains(&from));
            }
            let theirs = charge.is_some_and(|charge| match looked {
                Whose::Account(account) => account == charge,
                Whose::Nobody => !working.contains(&charge),
            });
            prop_assert_eq!(answer.is_ok(), theirs && working.contains(&to) && charge != Some(to));
        }

        #[test]
        fn the_day_of_return_lies_ahead(days in 0u64..900, noise in "[a-z0-9-]{1,9}") {
            let today = day(400);
            let typed = day(days).to_string();
            let found = back_day(&typed, today);
            prop_assert_eq!(found.is_ok(), days > 400 && days <= 400 + BACK_DAYS_MAX);
            prop_assert_eq!(back_day(" ", today), Ok(None));
            prop_assert!(back_day(&noise, today).is_err());
            let calendar = WorkingCalendar::standard();
            let from = asked_from(&calendar, day(days));
            prop_assert!(calendar.is_working_at(from) && calendar.day_of(from) >= day(days));
        }
    }
}
