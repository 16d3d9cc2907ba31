//! How long points live. Pure: no I/O, the day comes in.
//!
//! Points live as long as the rules of their own month say, whatever is adopted later; nobody loses a point without having
//! been told in time. Hours have no end and are not spoken of here.

use super::rulebook::version_on;
use super::rules::RulePack;
use base::Day;
use chrono::{Days, Months, NaiveDate};

/// The first day of the next month.
fn next_month(month: Day) -> Day {
    month.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX)
}

fn plus(day: Day, days: i64) -> Day {
    day.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(NaiveDate::MAX)
}

/// For how many months the points of a month live: by the rules in force in it; when they changed within it, the longer.
#[must_use]
pub fn months(history: &[RulePack], month: Day) -> i64 {
    let first = version_on(history, month);
    let later = history.iter().filter(|pack| pack.valid_from > month && pack.valid_from < next_month(month));
    let at_first = first.map_or(RulePack::default().life_months, |pack| pack.life_months);
    later.map(|pack| pack.life_months).fold(at_first, i64::max)
}

/// The last day on which the points of a month can be spent by the rules: none lives shorter than they say.
#[must_use]
pub fn expires_on(history: &[RulePack], month: Day) -> Day {
    let lives = u32::try_from(months(history, month) + 1).unwrap_or(u32::MAX);
    let next = month.checked_add_months(Months::new(lives)).unwrap_or(NaiveDate::MAX);
    next.pred_opt().unwrap_or(next)
}

/// It is time to tell the person.
#[must_use]
pub fn to_tell(history: &[RulePack], month: Day, (today, notice_days): (Day, i64)) -> bool {
    expires_on(history, month) <= plus(today, notice_days)
}

/// The last day after the person was told on a day: whoever was told late has the whole time from then.
#[must_use]
pub fn last_day(history: &[RulePack], month: Day, (told_on, notice_days): (Day, i64)) -> Day {
    expires_on(history, month).max(plus(told_on, notice_days))
}

/// The month into which points come back: their own, or the oldest one whose end is further away than the notice.
#[must_use]
pub fn give_back(history: &[RulePack], month: Day, (today, notice_days): (Day, i64)) -> Day {
    let mut month = month;
    while month <= today && to_tell(history, month, (today, notice_days)) {
        month = next_month(month);
    }
    month
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn pack(from: &str, life_months: i64) -> RulePack {
        RulePack { valid_from: day(from), life_months, ..RulePack::default() }
    }

    #[test]
    fn points_live_by_the_rules_of_their_month() {
        let history = [pack("2026-03-15", 12), pack("2026-06-01", 36)];
        assert_eq!(expires_on(&[], day("2026-02-01")), day("2028-02-29"));
        assert_eq!(expires_on(&history, day("2026-02-01")), day("2028-02-29"), "later rules do not shorten it");
        assert_eq!(expires_on(&history, day("2026-03-01")), day("2028-03-31"), "changed within: the longer");
        assert_eq!(expires_on(&history, day("2026-04-01")), day("2027-04-30"));
        assert_eq!(expires_on(&history, day("2026-05-01")), day("2027-05-31"), "nor do later rules lengthen it");
        assert_eq!(expires_on(&history, day("2026-06-01")), day("2029-06-30"));
    }

    #[test]
    fn sixty_days_from_the_day_of_being_told() {
        let month = day("2026-02-01");
        assert!(!to_tell(&[], month, (day("2027-12-30"), 60)));
        assert!(to_tell(&[], month, (day("2027-12-31"), 60)));
        assert_eq!(last_day(&[], month, (day("2027-12-31"), 60)), day("2028-02-29"));
        assert_eq!(last_day(&[], month, (day("2028-02-20"), 60)), day("2028-04-20"), "told late");
    }

    fn a_history() -> impl Strategy<Value = Vec<RulePack>> {
        let one = (0u64..1200, 12i64..60).prop_map(|(after, life_months)| RulePack {
            valid_from: day("2024-01-01") + Days::new(after),
            life_months,
            ..RulePack::default()
        });
        prop::collection::vec(one, 0..6)
    }

    proptest! {
        #[test]
        fn new_rules_never_move_the_end_of_points_that_are_there(
            history in a_history(), later in 12i64..60, month in 0u32..40,
        ) {
            let month = day("2024-01-01") + Months::new(month);
            let before = expires_on(&history, month);
            let from = next_month(month).max(history.iter().map(|pack| pack.valid_from).max().unwrap_or(month));
            let mut longer = history.clone();
            longer.push(RulePack { valid_from: from, life_months: later, ..RulePack::default() });
            prop_assert_eq!(expires_on(&longer, month), before);
            prop_assert!(before >= month + Months::new(12));
        }

        #[test]
        fn what_comes_back_lives_longer_than_the_notice(
            history in a_history(), month in 0u32..40, after in 0u64..1500, notice_days in 60i64..180,
        ) {
            let month = day("2024-01-01") + Months::new(month);
            let today = month + Days::new(after);
            let to = give_back(&history, month, (today, notice_days));
            prop_assert!(to >= month && to.day() == 1);
            prop_assert!(expires_on(&history, to) > today + Days::new(u64::try_from(notice_days).unwrap()));
            prop_assert!(to == month || to <= next_month(today), "no later than it must be");
        }

        #[test]
        fn nobody_has_less_than_the_notice(
            history in a_history(), month in 0u32..40, told in 0u64..1500, notice_days in 60i64..180,
        ) {
            let month = day("2024-01-01") + Months::new(month);
            let told_on = month + Days::new(told);
            let last = last_day(&history, month, (told_on, notice_days));
            prop_assert!(last >= told_on + Days::new(u64::try_from(notice_days).unwrap()));
            prop_assert!(last >= expires_on(&history, month));
        }
    }
}
