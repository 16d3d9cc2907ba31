//! The words of one reader: what pages and prints hold to say anything at all.
//!
//! Never reads a clock: it is given the time at which it speaks.

use super::format::{DEFAULT_OFFSET_MINUTES, Span, clock, iso, iso_day, local};
use super::text::LocalText;
use super::words::Words;
use base::{Arg, Day, Locale, Minutes, Moment, Points, Refusal};
use chrono::Datelike;
use std::borrow::Borrow;

/// A whole number as pages hold it, by value or by reference.
pub trait Count {
    /// The number.
    fn count(&self) -> i64;
}

impl<T: Count + ?Sized> Count for &T {
    fn count(&self) -> i64 {
        (**self).count()
    }
}
impl Count for i64 {
    fn count(&self) -> i64 {
        *self
    }
}
impl Count for i32 {
    fn count(&self) -> i64 {
        i64::from(*self)
    }
}
impl Count for u32 {
    fn count(&self) -> i64 {
        i64::from(*self)
    }
}
impl Count for usize {
    fn count(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}
impl Count for u64 {
    fn count(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}
impl Count for Points {
    fn count(&self) -> i64 {
        self.0
    }
}
impl Count for Minutes {
    fn count(&self) -> i64 {
        self.0
    }
}

/// The words for one reader at one time; a few bytes, copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Lang<'w> {
    words: &'w Words,
    locale: Locale,
    offset_minutes: i32,
    now: Moment,
}

impl<'w> Lang<'w> {
    pub(super) const fn new(words: &'w Words, locale: Locale, now: Moment) -> Self {
        Self { words, locale, offset_minutes: DEFAULT_OFFSET_MINUTES, now }
    }

    /// The same reader where clocks are this many minutes ahead of UTC.
    #[must_use]
    pub const fn at_offset(self, offset_minutes: i32) -> Self {
        Self { offset_minutes, ..self }
    }

    /// The reader's language.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The tag for the `lang` attribute.
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        self.locale.tag()
    }

    /// The time at which this speaks.
    #[must_use]
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// The same reader in another language (a slip printed for someone else).
    #[must_use]
    pub const fn in_locale(self, locale: Locale) -> Self {
        Self { locale, ..self }
    }

    /// A sentence without arguments.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A sentence with one number, for plurals.
    #[must_use]
    pub fn tn(&self, key: &str, name: &str, number: impl Count) -> String {
        self.say(key, &[(name, Arg::Number(number.count()))])
    }

    /// A sentence with one text.
    #[must_use]
    pub fn tx(&self, key: &str, name: &str, text: impl AsRef<str>) -> String {
        self.say(key, &[(name, Arg::Text(text.as_ref().to_owned()))])
    }

    /// A sentence with one time.
    #[must_use]
    pub fn td(&self, key: &str, name: &str, time: impl Borrow<Moment>) -> String {
        self.say(key, &[(name, Arg::Time(*time.borrow()))])
    }

    /// A sentence with any arguments.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.words.say_with(self.locale, key, args, &|time| self.date_time(time))
    }

    /// Why a rule said no.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal) -> String {
        self.say(refusal.key, &refusal.args)
    }

    /// A text of the community for this reader, and the tag of the language it is in.
    #[must_use]
    pub fn pick<'t>(&self, text: &'t LocalText) -> (&'t str, &'static str) {
        let (text, locale) = text.pick(self.locale);
        (text, locale.tag())
    }

    /// `1,350`.
    #[must_use]
    pub fn number(&self, number: impl Count) -> String {
        super::format::grouped(number.count())
    }

    /// `60 分`, `1 point`.
    #[must_use]
    pub fn points(&self, points: impl Count) -> String {
        self.tn("amount-points", "points", points)
    }

    /// Minutes as hours: `1 小时 30 分`.
    #[must_use]
    pub fn minutes(&self, minutes: impl Count) -> String {
        let minutes = minutes.count();
        // The far end has no positive twin; one minute less is near enough there.
        let text = self.span(Span::of_work(minutes.checked_abs().unwrap_or(i64::MAX)));
        if minutes < 0 { format!("-{text}") } else { text }
    }

    /// `11 月 22 日`, with the year when it is not this year.
    #[must_use]
    pub fn date(&self, time: impl Borrow<Moment>) -> String {
        self.day(self.local_day(*time.borrow()))
    }

    /// `11 月 22 日`, with the year when it is not this year.
    #[must_use]
    pub fn day(&self, day: impl Borrow<Day>) -> String {
        let day: &Day = day.borrow();
        let month = self.say("time-month", &[("month", Arg::Number(i64::from(day.month())))]);
        let date = self.say("time-date", &[("month", Arg::Text(month)), ("day", Arg::Number(i64::from(day.day())))]);
        if day.year() == self.local_day(self.now).year() {
            return date;
        }
        // A year is a name, not an amount: no comma in it.
        self.say("time-date-year", &[("date", Arg::Text(date)), ("year", Arg::Text(day.year().to_string()))])
    }

    /// `11 月 22 日 19:42`, with the year when it is not this year.
    #[must_use]
    pub fn date_time(&self, time: impl Borrow<Moment>) -> String {
        let time = *time.borrow();
        let args = [("date", Arg::Text(self.date(time))), ("time", Arg::Text(self.time_of_day(time)))];
        self.say("time-date-time", &args)
    }

    /// `11 月 22 日，星期日`.
    #[must_use]
    pub fn weekday_date(&self, time: impl Borrow<Moment>) -> String {
        let time = *time.borrow();
        let args = [("date", Arg::Text(self.date(time))), ("weekday", Arg::Text(self.weekday(time)))];
        self.say("time-weekday-date", &args)
    }

    /// `星期日`.
    #[must_use]
    pub fn weekday(&self, time: impl Borrow<Moment>) -> String {
        let number = self.local_day(*time.borrow()).weekday().number_from_monday();
        self.say("time-weekday", &[("weekday", Arg::Number(i64::from(number)))])
    }

    /// `9:05`.
    #[must_use]
    pub fn time_of_day(&self, time: impl Borrow<Moment>) -> String {
        clock(local(*time.borrow(), self.offset_minutes))
    }

    /// `今天 17:00`, `明天 9:30`, `昨天 19:42`, else date and time.
    #[must_use]
    pub fn when(&self, time: impl Borrow<Moment>) -> String {
        let time = *time.borrow();
        let days = self.local_day(time).signed_duration_since(self.local_day(self.now)).num_days();
        let clock = [("time", Arg::Text(self.time_of_day(time)))];
        match days {
            0 => self.say("time-today", &clock),
            1 => self.say("time-tomorrow", &clock),
            -1 => self.say("time-yesterday", &clock),
            _ => self.date_time(time),
        }
    }

    /// What remains until then, `3 小时 10 分`, or how long it is past, `已超 20 分钟`.
    #[must_use]
    pub fn left(&self, due: impl Borrow<Moment>) -> String {
        let left = due.borrow().signed_duration_since(self.now);
        if left < chrono::TimeDelta::zero() {
            // A started minute counts, so that nothing is ever late by zero.
            let over = self.span(Span::of_wait((-left.num_seconds()).div_euclid(60).max(1)));
            return self.say("time-over", &[("span", Arg::Text(over))]);
        }
        self.span(Span::of_wait(left.num_minutes()))
    }

    /// How long ago it was: `20 分钟前`.
    #[must_use]
    pub fn ago(&self, time: impl Borrow<Moment>) -> String {
        let passed = self.now.signed_duration_since(*time.borrow()).num_minutes().max(0);
        self.say("time-ago", &[("span", Arg::Text(self.span(Span::of_wait(passed))))])
    }

    /// For the `datetime` attribute: `2026-11-22T19:42+08:00`.
    #[must_use]
    pub fn iso(&self, time: impl Borrow<Moment>) -> String {
        iso(*time.borrow(), self.offset_minutes)
    }

    /// For the `datetime` attribute and date fields: `2026-11-22`.
    #[must_use]
    pub fn iso_day(&self, day: impl Borrow<Day>) -> String {
        iso_day(*day.borrow())
    }

    fn local_day(&self, time: Moment) -> Day {
        local(time, self.offset_minutes).date()
    }

    fn span(&self, span: Span) -> String {
        match span {
            Span::UnderMinute => self.t("time-under-minute"),
            Span::Minutes(minutes) => self.tn("time-minutes", "minutes", minutes),
            Span::Hours(hours) => self.tn("time-hours", "hours", hours),
            Span::Days(days) => self.tn("time-days", "days", days),
            Span::HoursMinutes(hours, minutes) => {
                self.say("time-hours-minutes", &[("hours", Arg::Number(hours)), ("minutes", Arg::Number(minutes))])
            }
            Span::DaysHours(days, hours) => {
                self.say("time-days-hours", &[("days", Arg::Number(days)), ("hours", Arg::Number(hours))])
            }
        }
    }
}
