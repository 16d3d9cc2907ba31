//! What minutes are worth, what may be counted, and which points are spent first. Pure: no I/O, time comes in.
//!
//! Never looks at anyone but the helper whose minutes these are; knows no score and no rank.

use super::rulebook::Vote;
use base::{Day, Minutes, Moment, Points, Refusal};
use chrono::{Datelike, Duration, NaiveDate};
use kernel::i18n::DEFAULT_OFFSET_MINUTES;
use uuid::Uuid;

/// Sixty minutes, a thousand permille.
const FULL_HOUR: i64 = 60_000;

/// Where a legal or customary figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// A law: may be tightened, never loosened.
    Law,
    /// Practice.
    Practice,
}

impl Force {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Practice => "practice",
        }
    }
}

/// The rules in force from a day on, as residents adopted them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePack {
    /// From this day; never earlier than its adoption.
    pub valid_from: Day,
    /// Points for an hour of ordinary work.
    pub points_per_hour: i64,
    /// Minutes are rounded to the nearest multiple of this, half up.
    pub round_minutes: i64,
    /// Heavy work or work at night, in thousandths.
    pub heavy_permille: i64,
    /// Professional work.
    pub professional_permille: i64,
    /// Emergencies, insured.
    pub emergency_permille: i64,
    /// At most this much of one event counts.
    pub event_minutes_max: i64,
    /// At most this much of one day counts.
    pub day_minutes_max: i64,
    /// Days of public notice before an award is final.
    pub notice_days: i64,
    /// Nothing is recorded later than this.
    pub backdating_days: i64,
    /// Points live this long.
    pub life_months: i64,
    /// A reserved thing waits this long.
    pub hold_hours: i64,
    /// After opting out, points can be spent this long.
    pub leave_days: i64,
    /// Nothing ends earlier than this after the person was told.
    pub expiry_notice_days: i64,
    /// A correction can be appealed against this long.
    pub appeal_days: i64,
    /// Praise is worth at least this.
    pub praise_least: i64,
    /// Praise is worth at most this.
    pub praise_most: i64,
    /// Days of public notice before praise is decided on.
    pub praise_notice_days: i64,
    /// The vote with which they were adopted.
    pub vote: Option<Vote>,
    /// Who adopted them.
    pub adopted_by: String,
    /// When.
    pub adopted_on: Day,
    /// Where the figures come from.
    pub source: String,
    /// Law or practice.
    pub force: Force,
}

impl Default for RulePack {
    /// What holds until the residents adopt their own.
    fn default() -> Self {
        Self {
            valid_from: NaiveDate::MIN,
            points_per_hour: 10,
            round_minutes: 15,
            heavy_permille: 1200,
            professional_permille: 1500,
            emergency_permille: 2000,
            event_minutes_max: 240,
            day_minutes_max: 480,
            notice_days: 5,
            backdating_days: 7,
            life_months: 24,
            hold_hours: 72,
            leave_days: 60,
            expiry_notice_days: 60,
            appeal_days: 15,
            praise_least: 50,
            praise_most: 200,
            praise_notice_days: 5,
            vote: None,
            adopted_by: String::new(),
            adopted_on: NaiveDate::MIN,
            source: String::new(),
            force: Force::Practice,
        }
    }
}

/// Rounds to the nearest step, half up.
#[must_use]
pub fn rounded(minutes: Minutes, step: i64) -> Minutes {
    let step = step.max(1);
    let minutes = minutes.0.clamp(0, 1_000_000);
    // Twice the minutes, so that half of an odd step is exact.
    Minutes((2 * minutes + step) / (2 * step) * step)
}

/// What the counted minutes are worth: `(minutes x points an hour x permille + 30000) / 60000`.
#[must_use]
pub fn worth(counted: Minutes, permille: i64, pack: &RulePack) -> Points {
    Points((counted.0.clamp(0, 1440) * pack.points_per_hour * permille + FULL_HOUR / 2) / FULL_HOUR)
}

/// The factor of a difficulty as orders name it: 1000, 1200, 1500, 2000; anything else is ordinary work.
#[must_use]
pub const fn factor(pack: &RulePack, difficulty_permille: i64) -> i64 {
    match difficulty_permille {
        1200 => pack.heavy_permille,
        1500 => pack.professional_permille,
        2000 => pack.emergency_permille,
        _ => 1000,
    }
}

/// A helper's minutes in one event, as they were confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Minutes as confirmed.
    pub minutes: Minutes,
    /// The difficulty as orders name it.
    pub difficulty_permille: i64,
    /// When it took place.
    pub served_at: Moment,
    /// When it was recorded as done.
    pub recorded_at: Moment,
    /// Minutes of this helper already counted on the same day.
    pub counted_before: Minutes,
}

/// What a service counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Award {
    /// Minutes after rounding and caps.
    pub counted: Minutes,
    /// The factor that was applied.
    pub permille: i64,
    /// The points, pending.
    pub points: Points,
}

/// Why confirmed minutes do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAward {
    /// Recorded too long after it took place.
    Backdated,
    /// It is said to take place in the future.
    NotYet,
    /// The one who confirmed also recorded it, or is the helper.
    SameHand,
}

impl NoAward {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Backdated => "backdated",
            Self::NotYet => "not_yet",
            Self::SameHand => "same_hand",
        }
    }

    /// The message of a stored name.
    #[must_use]
    pub fn message(name: &str) -> &'static str {
        match name {
            "backdated" => "points-refused-backdated",
            "not_yet" => "points-refused-not-yet",
            _ => "points-refused-same-hand",
        }
    }
}

/// Whether a service of this time may still be recorded at that time.
///
/// # Errors
/// [`NoAward::Backdated`] or [`NoAward::NotYet`].
pub fn in_time(served_at: Moment, recorded_at: Moment, pack: &RulePack) -> Result<(), NoAward> {
    if served_at > recorded_at {
        Err(NoAward::NotYet)
    } else if recorded_at - served_at > Duration::days(pack.backdating_days) {
        Err(NoAward::Backdated)
    } else {
        Ok(())
    }
}

/// The three hands of an award: who recorded it, who confirmed it, who benefits. A helper's own word about minutes is a
/// report; it counts only when someone else confirms it, and whoever confirms has not recorded it either.
///
/// # Errors
/// [`NoAward::SameHand`].
pub fn separate_hands(
    recorded_by: Option<Uuid>,
    confirmed_by: Option<Uuid>,
    confirmer_is_helper: bool,
) -> Result<(), NoAward> {
    let same = confirmed_by.is_some() && (confirmer_is_helper || confirmed_by == recorded_by);
    if same { Err(NoAward::SameHand) } else { Ok(()) }
}

/// What a service counts for under the rules of its day.
///
/// # Errors
/// When it was recorded too late, or too early.
pub fn award(service: &Service, pack: &RulePack) -> Result<Award, NoAward> {
    in_time(service.served_at, service.recorded_at, pack)?;
    let left_today = (pack.day_minutes_max - service.counted_before.0).max(0);
    let counted = rounded(service.minutes, pack.round_minutes).0.min(pack.event_minutes_max).min(left_today);
    let permille = factor(pack, service.difficulty_permille);
    Ok(Award { counted: Minutes(counted), permille, points: worth(Minutes(counted), permille, pack) })
}

/// The day of a moment in the community.
#[must_use]
pub fn local_day(at: Moment) -> Day {
    (at + Duration::minutes(i64::from(DEFAULT_OFFSET_MINUTES))).date_naive()
}

/// The first day of the month of issue.
#[must_use]
pub fn vintage_of(at: Moment) -> Day {
    let day = local_day(at);
    day.with_day(1).unwrap_or(day)
}

/// The points of one month of issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vintage {
    /// Its account.
    pub account: Uuid,
    /// The first day of the month of issue.
    pub month: Day,
    /// What is there.
    pub posted: i64,
    /// What of it is held for open redemptions.
    pub reserved: i64,
}

impl Vintage {
    /// What can be spent.
    #[must_use]
    pub const fn free(&self) -> i64 {
        self.posted - self.reserved
    }
}

/// Takes this many points, oldest month first.
///
/// # Errors
/// When there are not enough.
pub fn oldest_first(vintages: &[Vintage], need: Points) -> Result<Vec<(Uuid, i64)>, Refusal> {
    let mut sorted: Vec<&Vintage> = vintages.iter().filter(|vintage| vintage.free() > 0).collect();
    sorted.sort_by_key(|vintage| (vintage.month, vintage.account));
    let (mut parts, mut open) = (Vec::new(), need.0);
    for vintage in sorted {
        let part = vintage.free().min(open);
        if part > 0 {
            parts.push((vintage.account, part));
            open -= part;
        }
    }
    if open > 0 {
        let free = need.0 - open;
        return Err(Refusal::new("points-too-few").with("need", need.0).with("free", free));
    }
    Ok(parts)
}

/// New rules never reach back: they begin after the day on which they are entered.
///
/// # Errors
/// When they would begin today or earlier, or before they were adopted.
pub fn may_begin(pack: &RulePack, today: Day) -> Result<(), Refusal> {
    if pack.valid_from <= today || pack.valid_from < pack.adopted_on || pack.adopted_on > today {
        return Err(Refusal::new("points-rules-not-back"));
    }
    Ok(())
}

/// A correction needs two people, neither of them the one whose account it is.
///
/// # Errors
/// When a hand is missing or the same.
pub fn two_hands(proposer: Option<Uuid>, approver: Option<Uuid>, approver_benefits: bool) -> Result<(), Refusal> {
    match (proposer, approver) {
        (Some(first), Some(second)) if first != second && !approver_benefits => Ok(()),
        _ => Err(Refusal::new("points-two-people")),
    }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "tests")]
mod tests {
    use super::*;
    use chrono::Months;
    use proptest::prelude::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn service(minutes: i64, difficulty_permille: i64, counted_before: i64) -> Service {
        Service {
            minutes: Minutes(minutes),
            difficulty_permille,
            served_at: at("2026-03-02T02:00:00Z"),
            recorded_at: at("2026-03-02T04:00:00Z"),
            counted_before: Minutes(counted_before),
        }
    }

    #[test]
    fn minutes_are_rounded_to_the_nearest_quarter_half_up() {
        let quarter = |minutes| rounded(Minutes(minutes), 15).0;
        let cases = [(0, 0), (7, 0), (8, 15), (15, 15), (22, 15), (23, 30), (37, 30), (38, 45), (40, 45), (61, 60)];
        for (minutes, expected) in cases {
            assert_eq!(quarter(minutes), expected, "{minutes} minutes");
        }
        // Half of an even step goes up.
        assert_eq!(rounded(Minutes(5), 10).0, 10);
        assert_eq!(rounded(Minutes(4), 10).0, 0);
    }

    #[test]
    fn the_formula_of_the_adopted_rules() {
        let points = |minutes, permille| award(&service(minutes, permille, 0), &RulePack::default()).unwrap().points.0;
        assert_eq!(points(60, 1000), 10);
        assert_eq!(points(40, 1000), 8, "45 minutes are 7.5, half up");
        assert_eq!(points(60, 1200), 12);
        assert_eq!(points(60, 1500), 15);
        assert_eq!(points(60, 2000), 20);
        assert_eq!(points(15, 1000), 3, "2.5, half up");
        assert_eq!(points(60, 9999), 10, "an unknown difficulty is ordinary work");
        assert_eq!(points(7, 2000), 0);
    }

    #[test]
    fn four_hours_an_event_and_eight_a_day() {
        let counted = |minutes, before| award(&service(minutes, 1000, before), &RulePack::default()).unwrap();
        assert_eq!(counted(600, 0).counted.0, 240);
        assert_eq!(counted(600, 0).points.0, 40);
        assert_eq!(counted(240, 300).counted.0, 180);
        assert_eq!(counted(60, 480).counted.0, 0);
        assert_eq!(counted(60, 500).points.0, 0);
    }

    #[test]
    fn nothing_is_backdated_beyond_seven_days() {
        let (pack, now) = (RulePack::default(), at("2026-03-10T00:00:00Z"));
        assert_eq!(in_time(at("2026-03-03T00:00:00Z"), now, &pack), Ok(()));
        assert_eq!(in_time(at("2026-03-02T23:59:59Z"), now, &pack), Err(NoAward::Backdated));
        assert_eq!(in_time(at("2026-03-10T00:00:01Z"), now, &pack), Err(NoAward::NotYet));
    }

    #[test]
    fn who_confirms_is_neither_recorder_nor_helper() {
        let (one, two) = (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(2)));
        assert_eq!(separate_hands(one, two, false), Ok(()));
        assert_eq!(separate_hands(one, None, false), Ok(()), "the served person, with the follow code");
        assert_eq!(separate_hands(one, one, false), Err(NoAward::SameHand));
        assert_eq!(separate_hands(two, one, true), Err(NoAward::SameHand));
        assert!(two_hands(one, two, false).is_ok());
        for (first, second, benefits) in [(one, one, false), (one, two, true), (None, two, false), (one, None, false)] {
            assert!(two_hands(first, second, benefits).is_err());
        }
    }

    #[test]
    fn the_month_of_issue_is_the_communitys() {
        let vintage = vintage_of(at("2026-01-31T17:00:00Z"));
        assert_eq!(vintage.to_string(), "2026-02-01", "already February in the community");
    }

    #[test]
    fn rules_never_reach_back() {
        let today: Day = "2026-03-02".parse().unwrap();
        let pack = |from: &str, on: &str| RulePack {
            valid_from: from.parse().unwrap(),
            adopted_on: on.parse().unwrap(),
            ..RulePack::default()
        };
        assert!(may_begin(&pack("2026-03-03", "2026-03-01"), today).is_ok());
        assert!(may_begin(&pack("2026-03-02", "2026-03-01"), today).is_err());
        assert!(may_begin(&pack("2026-02-01", "2026-01-01"), today).is_err());
        assert!(may_begin(&pack("2026-03-09", "2026-03-05"), today).is_err());
    }

    fn a_vintage() -> impl Strategy<Value = Vintage> {
        (any::<u128>(), 0u32..36, 0i64..500, 0i64..500).prop_map(|(id, month, posted, reserved)| Vintage {
            account: Uuid::from_u128(id),
            month: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Months::new(month),
            posted,
            reserved: reserved.min(posted),
        })
    }

    proptest! {
        #[test]
        fn rounding_is_the_nearest_multiple(minutes in 0i64..2000, step in 1i64..=60) {
            let to = rounded(Minutes(minutes), step).0;
            prop_assert_eq!(to % step, 0);
            prop_assert!(2 * (to - minutes).abs() <= step);
        }

        #[test]
        fn a_day_never_counts_more_than_its_cap(events in prop::collection::vec((1i64..1440, 0usize..4), 0..20)) {
            let (pack, mut before) = (RulePack::default(), 0);
            for (minutes, difficulty) in events {
                let difficulty = [1000, 1200, 1500, 2000][difficulty];
                let award = award(&service(minutes, difficulty, before), &pack).unwrap();
                prop_assert!(award.counted.0 <= pack.event_minutes_max);
                prop_assert!(award.points.0 >= 0);
                // The independent way to compute it: in real numbers, half up.
                let exact = f64::from(i32::try_from(award.counted.0).unwrap()) / 60.0 * 10.0 * f64::from(i32::try_from(award.permille).unwrap()) / 1000.0;
                prop_assert_eq!(award.points.0 as f64, (exact + 0.5 + 1e-9).floor());
                before += award.counted.0;
            }
            prop_assert!(before <= pack.day_minutes_max);
        }

        #[test]
        fn the_oldest_points_go_first(vintages in prop::collection::vec(a_vintage(), 0..12), need in 1i64..3000) {
            let free: i64 = vintages.iter().map(Vintage::free).sum();
            match oldest_first(&vintages, Points(need)) {
                Err(_) => prop_assert!(free < need),
                Ok(parts) => {
                    prop_assert_eq!(parts.iter().map(|(_, part)| part).sum::<i64>(), need);
                    let of = |account| vintages.iter().find(|vintage| vintage.account == account).unwrap();
                    for (account, part) in &parts {
                        prop_assert!(*part > 0 && *part <= of(*account).free());
                    }
                    let newest = parts.iter().map(|(account, _)| of(*account).month).max().unwrap();
                    for older in vintages.iter().filter(|vintage| vintage.month < newest) {
                        let taken: i64 = parts.iter().filter(|(account, _)| *account == older.account).map(|(_, part)| part).sum();
                        prop_assert_eq!(taken, older.free(), "nothing is left in an older month");
                    }
                }
            }
        }
    }
}
