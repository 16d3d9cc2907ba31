//! Months, quarters and years, as figures are counted and asked for; pure.

use base::Day;
use chrono::{Datelike, Months};
use std::fmt;

/// Months of a year.
pub const MONTHS: usize = 12;
/// The spans of a year: the year, its quarters, its months.
pub const SPANS: usize = 17;

/// A span of a year: the first month, from 0, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first month, from 0.
    pub first: usize,
    /// How many: 1, 3 or 12.
    pub months: usize,
}

impl Span {
    /// The span of a place in the list, longest first.
    #[must_use]
    pub const fn at(place: usize) -> Self {
        match place {
            0 => Self { first: 0, months: MONTHS },
            1..=4 => Self { first: (place - 1) * 3, months: 3 },
            _ => Self { first: (place - 5) % MONTHS, months: 1 },
        }
    }

    /// Every span with its place in the list.
    pub fn all() -> impl Iterator<Item = (usize, Self)> {
        (0..SPANS).map(|place| (place, Self::at(place)))
    }

    /// The month lies in it.
    #[must_use]
    pub const fn holds(self, month: usize) -> bool {
        self.first <= month && month < self.first + self.months
    }

    /// All of the other lies in it, and it is longer.
    #[must_use]
    pub const fn encloses(self, other: Self) -> bool {
        self.months > other.months && self.holds(other.first)
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// From 1.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// Its place in the year, from 0.
    #[must_use]
    pub fn place(self) -> usize {
        usize::try_from(self.month.saturating_sub(1)).unwrap_or(0) % MONTHS
    }

    /// So many months earlier.
    #[must_use]
    pub fn back(self, months: u32) -> Self {
        self.first_day().checked_sub_months(Months::new(months)).map_or(self, Self::of)
    }

    /// So many months later.
    #[must_use]
    pub fn on(self, months: u32) -> Self {
        self.first_day().checked_add_months(Months::new(months)).map_or(self, Self::of)
    }

    /// `2026-05`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.trim().split_once('-')?;
        let found = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        ((1..=12).contains(&found.month) && (2000..=2200).contains(&found.year)).then_some(found)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Months in a range at most.
const RANGE_MONTHS_MAX: u32 = 36;

/// A range of whole months, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub until: Month,
}

impl Range {
    /// One month.
    #[must_use]
    pub const fn month(month: Month) -> Self {
        Self { from: month, until: month }
    }

    /// `2026-05`, `2026-Q2`, `2026`, or `2026-02..2026-05`; the earlier month first, and three years at most.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, until)) = text.split_once("..") {
            let (one, other) = (Month::parse(from)?, Month::parse(until)?);
            let (from, until) = (one.min(other), one.max(other));
            return Some(Self { from: from.max(until.back(RANGE_MONTHS_MAX - 1)), until });
        }
        if let Some((year, quarter)) = text.split_once("-Q") {
            let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            let from = Month::parse(&format!("{year}-{}", quarter * 3 - 2))?;
            return Some(Self { from, until: from.on(2) });
        }
        if let Some(month) = Month::parse(text) {
            return Some(Self::month(month));
        }
        let from = Month::parse(&format!("{text}-1"))?;
        Some(Self { from, until: from.on(11) })
    }

    /// The months of it that have ended before this one; none when none has.
    #[must_use]
    pub fn before(self, running: Month) -> Option<Self> {
        let range = Self { until: self.until.min(running.back(1)), ..self };
        (range.from <= range.until).then_some(range)
    }

    /// The years it touches.
    #[must_use]
    pub fn years(self) -> std::ops::RangeInclusive<i32> {
        self.from.year..=self.until.year
    }

    /// Which months of a year it holds.
    #[must_use]
    pub fn in_year(self, year: i32) -> [bool; MONTHS] {
        let mut months = [false; MONTHS];
        for (slot, month) in months.iter_mut().zip(1u32..) {
            *slot = (self.from..=self.until).contains(&Month { year, month });
        }
        months
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, until) = (self.from, self.until);
        match (from == until, from.month, self.from.on(2) == until, self.from.on(11) == until) {
            (true, ..) => write!(f, "{from}"),
            (_, 1, _, true) => write!(f, "{:04}", from.year),
            (_, 1 | 4 | 7 | 10, true, _) => write!(f, "{:04}-Q{}", from.year, from.month.div_ceil(3)),
            _ => write!(f, "{from}..{until}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spans_are_the_year_its_quarters_and_its_months() {
        let spans: Vec<Span> = Span::all().map(|(_, span)| span).collect();
        for month in 0..MONTHS {
            let holding: Vec<usize> = spans.iter().filter(|span| span.holds(month)).map(|span| span.months).collect();
            assert_eq!(holding, [12, 3, 1], "{month}");
        }
        assert!(Span::at(0).encloses(Span::at(4)) && Span::at(4).encloses(Span::at(16)));
        assert!(!Span::at(1).encloses(Span::at(16)) && !Span::at(5).encloses(Span::at(5)));
    }

    #[test]
    fn ranges_are_read_as_people_write_them() {
        for text in ["2026-05", "2026-Q2", "2026", "2026-02..2026-05", "2025-11..2026-01"] {
            assert_eq!(Range::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Range::parse("2026-05..2026-02").unwrap().to_string(), "2026-02..2026-05");
        assert_eq!(Range::parse("2026-01..2026-12").unwrap().to_string(), "2026");
        assert_eq!(Range::parse("2000-01..2026-12").unwrap().to_string(), "2024-01..2026-12");
        for text in ["", "2026-13", "2026-Q5", "x", "26", "2026-05..", "99999", "-1"] {
            assert_eq!(Range::parse(text), None, "{text}");
        }
        let may = Month { year: 2026, month: 5 };
        assert_eq!(Range::parse("2026").unwrap().before(may).unwrap().to_string(), "2026-01..2026-04");
        assert_eq!(Range::month(may).before(may), None);
    }

    proptest! {
        #[test]
        fn a_range_is_its_months(year in 2001i32..2100, from in 1u32..=12, more in 0u32..36) {
            let from = Month { year, month: from };
            let range = Range { from, until: from.on(more) };
            let months: usize = range.years().map(|year| range.in_year(year).iter().filter(|held| **held).count()).sum();
            prop_assert_eq!(months, usize::try_from(more).unwrap() + 1);
            prop_assert_eq!(Range::parse(&range.to_string()), Some(range));
            prop_assert_eq!(from.on(more).back(more), from);
        }
    }
}
