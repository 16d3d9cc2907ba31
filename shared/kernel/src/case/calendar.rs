//! The working calendar 工作日历 of a community: when somebody is on duty, and working time counted along it.
//!
//! The whole module stands on one number, the *measure*: the working time from a fixed far past to a moment. The
//! measure grows only in working hours, so the time between two moments is a difference, and adding time is a look-up
//! backwards. Both cost a binary search, whatever the distance. It never knows "now", and no date makes it panic:
//! beyond the last date that can be written, answers stay at that date.

use super::national::NATIONAL;
use base::{Day, Minutes, Moment};
use chrono::{DateTime, Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(super) const MINUTE_US: i64 = 60_000_000;
const DAY_US: i64 = 24 * 60 * MINUTE_US;
/// Days are numbered as chrono counts them from the common era: day 1 was a Monday.
const EPOCH_DAY: i64 = 719_163;

/// One dated exception to Monday-to-Friday: a local day off, or a day worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRule {
    /// The day.
    pub day: Day,
    /// Whether it is worked.
    pub works: bool,
    /// What the community calls it.
    pub name: String,
}

/// A span of working hours within a day, in minutes after midnight; the closing minute is no longer worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkSpan {
    /// The first minute worked.
    pub opens: u16,
    /// The first minute not worked any more.
    pub closes: u16,
}

impl WorkSpan {
    const fn opens_us(self) -> i64 {
        self.opens as i64 * MINUTE_US
    }
    const fn length_us(self) -> i64 {
        (self.closes as i64 - self.opens as i64) * MINUTE_US
    }
}

/// Why working hours or an offset cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// A day without working hours would let no clock ever end.
    #[error("there are no working hours")]
    NoHours,
    /// A span ends before it starts, or starts before the one before it ended.
    #[error("working hours overlap or run backwards")]
    OutOfOrder,
    /// A span ends after midnight, or the offset is a day or more.
    #[error("outside one day")]
    OutsideDay,
}

/// When somebody is on duty: Monday to Friday, but for dated exceptions, in daily spans, at an offset east of UTC.
///
/// Duty hours and working hours are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCalendar {
    local: BTreeMap<Day, DayRule>,
    /// Days that differ from the week's rule, with the sum of differences up to and including each; sorted by day.
    exceptions: Vec<(i64, i64)>,
    spans: Vec<WorkSpan>,
    full_day_us: i64,
    offset_us: i64,
}

impl Default for WorkingCalendar {
    fn default() -> Self {
        Self::standard()
    }
}

impl WorkingCalendar {
    /// The national days, 9:30-13:00 and 15:30-18:30, eight hours east of UTC (Asia/Shanghai).
    #[must_use]
    pub fn standard() -> Self {
        let spans = vec![WorkSpan { opens: 570, closes: 780 }, WorkSpan { opens: 930, closes: 1110 }];
        let full_day_us = spans.iter().map(|span| span.length_us()).sum();
        let (local, exceptions, offset_us) = (BTreeMap::new(), Vec::new(), 480 * MINUTE_US);
        Self { local, exceptions, spans, full_day_us, offset_us }.with_days([])
    }

    /// Adds dated days of the community or of later years; they win over the national days, and the last one wins.
    #[must_use]
    pub fn with_days(mut self, rules: impl IntoIterator<Item = DayRule>) -> Self {
        self.local.extend(rules.into_iter().map(|rule| (rule.day, rule)));
        let mut days: BTreeMap<i64, bool> = national_days().collect();
        days.extend(self.local.values().map(|rule| (number(rule.day), rule.works)));
        let mut sum = 0;
        self.exceptions.clear();
        for (day, works) in days {
            let difference = i64::from(works) - i64::from(is_weekday(day));
            if difference != 0 {
                sum += difference;
                self.exceptions.push((day, sum));
            }
        }
        self
    }

    /// The same calendar with other daily working hours.
    ///
    /// # Errors
    /// When no time is left to work, or the spans overlap, run backwards, or leave the day.
    pub fn with_hours(mut self, spans: &[WorkSpan]) -> Result<Self, CalendarProblem> {
        let mut end = 0;
        for span in spans {
            if span.opens < end || span.closes <= span.opens {
                return Err(CalendarProblem::OutOfOrder);
            }
            end = span.closes;
        }
        if end == 0 {
            return Err(CalendarProblem::NoHours);
        }
        if end > 24 * 60 {
            return Err(CalendarProblem::OutsideDay);
        }
        self.spans = spans.to_vec();
        self.full_day_us = spans.iter().map(|span| span.length_us()).sum();
        Ok(self)
    }

    /// The same calendar at another offset east of UTC, in minutes.
    ///
    /// # Errors
    /// When the offset is a day or more.
    pub fn with_offset(mut self, minutes: i32) -> Result<Self, CalendarProblem> {
        if minutes.unsigned_abs() >= 24 * 60 {
            return Err(CalendarProblem::OutsideDay);
        }
        self.offset_us = i64::from(minutes) * MINUTE_US;
        Ok(self)
    }

    /// The daily working hours.
    #[must_use]
    pub fn hours(&self) -> &[WorkSpan] {
        &self.spans
    }

    /// The local rule for this day, if there is one.
    #[must_use]
    pub fn local_rule(&self, day: Day) -> Option<&DayRule> {
        self.local.get(&day)
    }

    /// The calendar day of the community at this moment.
    #[must_use]
    pub fn day_of(&self, moment: Moment) -> Day {
        day(self.split(moment).0)
    }

    /// The moment at which this day begins in the community.
    #[must_use]
    pub fn midnight(&self, day: Day) -> Moment {
        self.join(number(day), 0)
    }

    /// Whether anybody works on this day.
    #[must_use]
    pub fn is_working_day(&self, day: Day) -> bool {
        self.works(number(day))
    }

    /// Whether somebody is on duty at this moment; a span's last minute ends before its closing time.
    #[must_use]
    pub fn is_working_at(&self, moment: Moment) -> bool {
        let (day, time) = self.split(moment);
        self.works(day) && self.spans.iter().any(|span| (0..span.length_us()).contains(&(time - span.opens_us())))
    }

    /// The working time of one full day: what "1 day of working time" means, 6.5 hours by default.
    ///
    /// So one day from 11:00 ends at 11:00 on the next working day, and one day from a Sunday ends when Monday closes.
    #[must_use]
    pub fn full_day(&self) -> Minutes {
        Minutes(self.full_day_us / MINUTE_US)
    }

    /// The earliest moment by which this much working time has passed; no time, or less, gives the moment itself.
    ///
    /// It may be a closing time: half an hour from 12:30 is 13:00, not the opening after lunch.
    #[must_use]
    pub fn add_working(&self, moment: Moment, time: Minutes) -> Moment {
        self.add_working_us(moment, time.0.saturating_mul(MINUTE_US))
    }

    /// Whole minutes of working time from the first moment to the second; none if the second is not later.
    #[must_use]
    pub fn working_minutes_between(&self, from: Moment, to: Moment) -> Minutes {
        Minutes(self.working_us_between(from, to) / MINUTE_US)
    }

    /// This moment if somebody is on duty, else the next opening.
    #[must_use]
    pub fn next_working_moment(&self, moment: Moment) -> Moment {
        if self.is_working_at(moment) {
            return moment;
        }
        // The first microsecond worked from here ends right after the opening.
        let first = self.add_working_us(moment, 1);
        first.checked_sub_signed(chrono::TimeDelta::microseconds(1)).unwrap_or(first)
    }

    /// A working moment with about this much working time left before this moment; for "tell me before it closes".
    #[must_use]
    pub fn working_moment_before(&self, moment: Moment, lead: Minutes) -> Moment {
        let measure = self.measure(moment).saturating_sub(lead.0.max(0).saturating_mul(MINUTE_US));
        self.next_working_moment(self.at_measure(measure))
    }

    pub(super) fn add_working_us(&self, moment: Moment, time_us: i64) -> Moment {
        if time_us <= 0 { moment } else { self.at_measure(self.measure(moment).saturating_add(time_us)) }
    }

    pub(super) fn working_us_between(&self, from: Moment, to: Moment) -> i64 {
        self.measure(to).saturating_sub(self.measure(from)).max(0)
    }

    /// All working time up to this moment.
    fn measure(&self, moment: Moment) -> i64 {
        let (day, time) = self.split(moment);
        let before = self.days_worked_before(day) * self.full_day_us;
        if !self.works(day) {
            return before;
        }
        before + self.spans.iter().map(|span| (time - span.opens_us()).clamp(0, span.length_us())).sum::<i64>()
    }

    /// The earliest moment with this measure.
    fn at_measure(&self, measure: i64) -> Moment {
        // The last day that began with less than the measure is the day in which it is reached.
        let (mut low, mut high) = (number(Day::MIN), number(Day::MAX));
        while low < high {
            let middle = low + (high - low + 1) / 2;
            if self.days_worked_before(middle) * self.full_day_us < measure { low = middle } else { high = middle - 1 }
        }
        let mut left = measure - self.days_worked_before(low) * self.full_day_us;
        for span in &self.spans {
            if left <= span.length_us() {
                return self.join(low, span.opens_us() + left);
            }
            left -= span.length_us();
        }
        DateTime::<chrono::Utc>::MAX_UTC
    }

    fn days_worked_before(&self, day: i64) -> i64 {
        let (weeks, weekday) = ((day - 1).div_euclid(7), (day - 1).rem_euclid(7));
        let known = self.exceptions.partition_point(|&(exception, _)| exception < day);
        let differences = known.checked_sub(1).and_then(|last| self.exceptions.get(last)).map_or(0, |&(_, sum)| sum);
        weeks * 5 + weekday.min(5) + differences
    }

    fn works(&self, day: i64) -> bool {
        self.days_worked_before(day + 1) > self.days_worked_before(day)
    }

    /// The day's number and the time of day in the community.
    fn split(&self, moment: Moment) -> (i64, i64) {
        let local = moment.timestamp_micros().saturating_add(self.offset_us);
        (local.div_euclid(DAY_US) + EPOCH_DAY, local.rem_euclid(DAY_US))
    }

    fn join(&self, day: i64, time_us: i64) -> Moment {
        let utc = (day - EPOCH_DAY).saturating_mul(DAY_US).saturating_add(time_us).saturating_sub(self.offset_us);
        let beyond = if utc < 0 { DateTime::<chrono::Utc>::MIN_UTC } else { DateTime::<chrono::Utc>::MAX_UTC };
        DateTime::from_timestamp_micros(utc).unwrap_or(beyond)
    }
}

fn number(day: Day) -> i64 {
    i64::from(day.num_days_from_ce())
}

fn day(number: i64) -> Day {
    let beyond = if number < 0 { Day::MIN } else { Day::MAX };
    i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(beyond)
}

fn is_weekday(day: i64) -> bool {
    (day - 1).rem_euclid(7) < 5
}

fn national_days() -> impl Iterator<Item = (i64, bool)> {
    NATIONAL.iter().flat_map(|&(year, month, first, last, works, _)| {
        (first..=last)
            .filter_map(move |day| NaiveDate::from_ymd_opt(year, month, day))
            .map(move |day| (number(day), works))
    })
}
