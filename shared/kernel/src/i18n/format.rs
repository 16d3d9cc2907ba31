//! Digits, clock times and spans, before words are put around them.
//!
//! Never panics, however far away a time is, and holds no sentence: those are in the locale files.

use base::{Day, Moment};
use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};

/// The offset from UTC of every place in China.
pub const DEFAULT_OFFSET_MINUTES: i32 = 8 * 60;

/// No place on earth is further from UTC than this.
const OFFSET_MINUTES_MAX: i32 = 14 * 60;

/// A whole number with its thousands parted by commas, as all three languages do.
#[must_use]
pub fn grouped(number: i64) -> String {
    grouped_digits(&number.to_string())
}

/// Parts the thousands of a written number; a sign and decimals stay as they are.
pub(super) fn grouped_digits(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = rest.find('.').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let mut text = String::with_capacity(number.len() + number.len() / 3);
    text.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(decimals);
    text
}

/// The clock on the community's wall. At the ends of the calendar, where it has no such time, UTC.
pub(super) fn local(time: Moment, offset_minutes: i32) -> NaiveDateTime {
    let utc = time.naive_utc();
    utc.checked_add_signed(TimeDelta::minutes(i64::from(clamped(offset_minutes)))).unwrap_or(utc)
}

/// `9:05`, `19:42`.
pub(super) fn clock(local: NaiveDateTime) -> String {
    format!("{}:{:02}", local.hour(), local.minute())
}

/// For machines: `2026-11-22T19:42+08:00`.
pub(super) fn iso(time: Moment, offset_minutes: i32) -> String {
    let offset = clamped(offset_minutes);
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    let local = local(time, offset);
    format!("{}T{:02}:{:02}{sign}{hours:02}:{minutes:02}", iso_day(local.date()), local.hour(), local.minute())
}

/// For machines: `2026-11-22`.
pub(super) fn iso_day(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

fn clamped(offset_minutes: i32) -> i32 {
    offset_minutes.clamp(-OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX)
}

/// A span as people say it: exact while it is short, whole days when it is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    UnderMinute,
    Minutes(i64),
    Hours(i64),
    HoursMinutes(i64, i64),
    Days(i64),
    DaysHours(i64, i64),
}

impl Span {
    /// Waiting time: from two days on, hours no longer matter.
    pub(super) const fn of_wait(minutes: i64) -> Self {
        let hours = minutes / 60;
        let days = hours / 24;
        match (days, hours % 24) {
            (0, _) if minutes < 1 => Self::UnderMinute,
            (0, _) => Self::of_work(minutes),
            (1, over) if over > 0 => Self::DaysHours(1, over),
            _ => Self::Days(days),
        }
    }

    /// Time that someone gave: always hours and minutes.
    pub(super) const fn of_work(minutes: i64) -> Self {
        match (minutes / 60, minutes % 60) {
            (0, over) => Self::Minutes(over),
            (hours, 0) => Self::Hours(hours),
            (hours, over) => Self::HoursMinutes(hours, over),
        }
    }
}
