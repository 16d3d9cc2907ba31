//! The rules of points as figures: each with its name, its limits and its unit, so that the form, the page for residents
//! and the differences between two versions read the same list.
//!
//! Rules are adopted, never edited: a new version has its first day, who adopted it, when, and the vote. Pure: no I/O.

pub mod actions;
pub(super) mod pages;
pub mod store;

use super::rules::RulePack;
use base::{FieldProblem, Refusal};

/// How a figure reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Points.
    Points,
    /// Minutes.
    Minutes,
    /// Thousandths of ordinary work.
    Permille,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Months.
    Months,
}

/// One figure of the rules.
pub struct Figure {
    /// Its field in forms.
    pub field: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// At least.
    pub least: i64,
    /// At most.
    pub most: i64,
    /// Reads it.
    pub of: fn(&RulePack) -> i64,
    /// Writes it.
    pub put: fn(&mut RulePack, i64),
}

macro_rules! figures {
    ($($field:ident, $label:literal, $unit:ident, $least:literal, $most:literal;)*) => {
        /// Every figure, in the order in which people read them.
        pub const FIGURES: &[Figure] = &[$(Figure {
            field: stringify!($field),
            label: $label,
            unit: Unit::$unit,
            least: $least,
            most: $most,
            of: |pack| pack.$field,
            put: |pack, figure| pack.$field = figure,
        }),*];
    };
}

figures! {
    points_per_hour, "points-rule-hour", Points, 1, 100;
    round_minutes, "points-rule-round", Minutes, 1, 60;
    heavy_permille, "points-rule-heavy", Permille, 1000, 3000;
    professional_permille, "points-rule-professional", Permille, 1000, 3000;
    emergency_permille, "points-rule-emergency", Permille, 1000, 3000;
    event_minutes_max, "points-rule-event-max", Minutes, 1, 1440;
    day_minutes_max, "points-rule-day-max", Minutes, 1, 1440;
    notice_days, "points-rule-notice", Days, 1, 60;
    backdating_days, "points-rule-backdating", Days, 0, 7;
    life_months, "points-rule-life", Months, 12, 120;
    expiry_notice_days, "points-rule-expiry-notice", Days, 60, 180;
    leave_days, "points-rule-leave", Days, 60, 365;
    hold_hours, "points-rule-hold", Hours, 1, 720;
    appeal_days, "points-rule-appeal", Days, 5, 90;
    praise_least, "points-rule-praise-least", Points, 50, 200;
    praise_most, "points-rule-praise-most", Points, 50, 200;
    praise_notice_days, "points-rule-praise-notice", Days, 5, 60;
}

/// The version in force on a day, out of all versions. Of two that begin on one day, which can be no more, the one that
/// stands first: a history has the newest first.
#[must_use]
pub fn version_on(history: &[RulePack], day: base::Day) -> Option<&RulePack> {
    let begun = history.iter().filter(|pack| pack.valid_from <= day);
    begun.reduce(|best, pack| if pack.valid_from > best.valid_from { pack } else { best })
}

/// The rules in force on a day, out of all versions.
#[must_use]
pub fn in_force(history: &[RulePack], day: base::Day) -> RulePack {
    version_on(history, day).cloned().unwrap_or_default()
}

/// The vote with which rules were adopted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// For.
    pub yes: i64,
    /// Against.
    pub no: i64,
    /// Abstained.
    pub abstained: i64,
    /// How many could have voted.
    pub of: i64,
}

/// The most people that one community's meeting can have.
const VOTERS_MAX: i64 = 1_000_000;

/// What is wrong with a vote, field by field.
#[must_use]
pub fn vote_faults(vote: &Vote) -> Vec<FieldProblem> {
    let fault = |field, key: &'static str| FieldProblem { field, refusal: Refusal { key, args: Vec::new() } };
    let mut wrong = Vec::new();
    for (field, count) in
        [("votes_yes", vote.yes), ("votes_no", vote.no), ("votes_abstained", vote.abstained), ("votes_of", vote.of)]
    {
        if !(0..=VOTERS_MAX).contains(&count) {
            wrong.push(fault(field, "points-votes-wrong"));
        }
    }
    if wrong.is_empty() && vote.yes + vote.no + vote.abstained > vote.of {
        wrong.push(fault("votes_of", "points-votes-too-many"));
    }
    // More than half of the votes that were given; whether enough came is for the meeting's own rules.
    if wrong.is_empty() && 2 * vote.yes <= vote.yes + vote.no + vote.abstained {
        wrong.push(fault("votes_yes", "points-votes-not-carried"));
    }
    wrong
}

/// What is wrong with the figures, field by field.
#[must_use]
pub fn figure_faults(pack: &RulePack) -> Vec<FieldProblem> {
    let outside = |figure: &&Figure| !(figure.least..=figure.most).contains(&(figure.of)(pack));
    let ranges = FIGURES.iter().filter(outside).map(|figure| FieldProblem {
        field: figure.field,
        refusal: Refusal::new("points-figure-range").with("least", figure.least).with("most", figure.most),
    });
    let mut wrong: Vec<FieldProblem> = ranges.collect();
    if wrong.is_empty() && pack.praise_least > pack.praise_most {
        wrong.push(FieldProblem { field: "praise_most", refusal: Refusal::new("points-figure-order") });
    }
    wrong
}

/// What a version changes of the one before: the figure, what it was, what it is.
#[must_use]
pub fn differences(before: &RulePack, after: &RulePack) -> Vec<(&'static Figure, i64, i64)> {
    let pairs = FIGURES.iter().map(|figure| (figure, (figure.of)(before), (figure.of)(after)));
    pairs.filter(|(_, was, is)| was != is).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_everyone_starts_with_are_within_the_limits() {
        assert!(figure_faults(&RulePack::default()).is_empty());
        assert!(differences(&RulePack::default(), &RulePack::default()).is_empty());
    }

    #[test]
    fn every_figure_is_read_written_and_compared() {
        for figure in FIGURES {
            let mut pack = RulePack::default();
            let was = (figure.of)(&pack);
            (figure.put)(&mut pack, was + 1);
            let found = differences(&RulePack::default(), &pack);
            assert_eq!(
                found.iter().map(|(one, was, is)| (one.field, is - was)).collect::<Vec<_>>(),
                [(figure.field, 1)]
            );
            (figure.put)(&mut pack, figure.most + 1);
            assert!(figure_faults(&pack).iter().any(|fault| fault.field == figure.field), "{}", figure.field);
        }
        let turned = RulePack { praise_least: 150, praise_most: 100, ..RulePack::default() };
        assert_eq!(figure_faults(&turned).len(), 1);
    }

    #[test]
    fn a_vote_counts_no_more_than_there_are_and_must_carry() {
        let vote = |yes, no, abstained, of| vote_faults(&Vote { yes, no, abstained, of }).len();
        assert_eq!(vote(41, 3, 2, 60), 0);
        assert_eq!(vote(41, 3, 2, 45), 1, "more votes than voters");
        assert_eq!(vote(20, 10, 10, 60), 1, "half is not more than half");
        assert_eq!(vote(0, 0, 0, 0), 1);
        assert_eq!(vote(-1, 0, 0, 9), 1);
    }
}
