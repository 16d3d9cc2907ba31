//! How long each step may take: the four default policies of domain.md 7, and any other as data.
//!
//! A policy never changes under a matter: a new one gets a new version, and the matter remembers which it had.

use super::calendar::{MINUTE_US, WorkingCalendar};
use base::{Minutes, Moment};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A promise about one step of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// A person of the office answers 受理; from submission.
    Accept,
    /// Somebody suitable is asked 派单; from acceptance or from a return.
    Dispatch,
    /// Somebody takes it 接单, else back to the office; from dispatch.
    Take,
    /// A department or a level above replies 移交答复; by the date that the transfer names, not by a policy.
    Reply,
    /// It is done 办理; from acceptance.
    Resolve,
    /// Someone else has checked it 核查; from done.
    Verify,
    /// The resident has been asked 回访; from verification.
    CallBack,
}

impl ClockKind {
    /// Every kind, in the order of the steps.
    pub const ALL: [Self; 7] =
        [Self::Accept, Self::Dispatch, Self::Take, Self::Reply, Self::Resolve, Self::Verify, Self::CallBack];

    /// Those whose length a policy says.
    pub const PROMISED: [Self; 6] =
        [Self::Accept, Self::Dispatch, Self::Take, Self::Resolve, Self::Verify, Self::CallBack];

    /// The name in the database and in message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Dispatch => "dispatch",
            Self::Take => "take",
            Self::Reply => "reply",
            Self::Resolve => "resolve",
            Self::Verify => "verify",
            Self::CallBack => "call_back",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How urgent a matter is; picks the default policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// 突发.
    Emergency,
    /// 水电气暖.
    Utilities,
    /// 一般.
    General,
    /// 疑难.
    Hard,
}

impl Urgency {
    /// Every urgency, in the order of the table in domain.md.
    pub const ALL: [Self; 4] = [Self::Emergency, Self::Utilities, Self::General, Self::Hard];

    /// The name in the database and in message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Utilities => "utilities",
            Self::General => "general",
            Self::Hard => "hard",
        }
    }

    /// The urgency of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.name() == name)
    }
}

/// An amount of time and the hours in which it runs. Less than nothing counts as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Minutes that pass in working hours only (W).
    Working(Minutes),
    /// Full working days, each as long as the community's own day (W): see [`WorkingCalendar::full_day`].
    WorkingDays(i64),
    /// Minutes that pass day and night (C).
    Continuous(Minutes),
    /// Minutes promised only while on duty: outside duty hours nothing is promised and the span waits for the
    /// opening; a span begun just before closing runs on after it. Duty hours are the working hours.
    OnDuty(Minutes),
}

impl Span {
    /// The whole length in microseconds.
    pub(super) fn length_us(self, calendar: &WorkingCalendar) -> i64 {
        let minutes = match self {
            Self::Working(minutes) | Self::Continuous(minutes) | Self::OnDuty(minutes) => minutes.0,
            Self::WorkingDays(days) => days.saturating_mul(calendar.full_day().0),
        };
        minutes.max(0).saturating_mul(MINUTE_US)
    }

    /// How much of this kind of time lies between two moments.
    pub(super) fn elapsed_us(self, from: Moment, to: Moment, calendar: &WorkingCalendar) -> i64 {
        match self {
            Self::Continuous(_) => (to.timestamp_micros().saturating_sub(from.timestamp_micros())).max(0),
            Self::Working(_) | Self::WorkingDays(_) | Self::OnDuty(_) => calendar.working_us_between(from, to),
        }
    }

    /// The earliest moment by which this much of this kind of time has passed.
    pub(super) fn advance(self, from: Moment, time_us: i64, calendar: &WorkingCalendar) -> Moment {
        match self {
            Self::Continuous(_) => {
                from.checked_add_signed(TimeDelta::microseconds(time_us.max(0))).unwrap_or(DateTime::<Utc>::MAX_UTC)
            }
            Self::Working(_) | Self::WorkingDays(_) | Self::OnDuty(_) => calendar.add_working_us(from, time_us),
        }
    }
}

/// How long each step of a matter may take; settable per category, each change a new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockPolicy {
    /// Which version this is; a matter remembers it.
    pub version: i32,
    /// Until a human answer.
    pub accept: Span,
    /// Until somebody is asked.
    pub dispatch: Span,
    /// Until somebody takes it.
    pub take: Span,
    /// Until it is done.
    pub resolve: Span,
    /// Until it is checked.
    pub verify: Span,
    /// Until the resident is asked.
    pub call_back: Span,
    /// In any case a human answers within this time, day and night, weekends and holidays included.
    pub answer_at_most: Minutes,
}

impl ClockPolicy {
    /// The default of domain.md 7, version 1.
    #[must_use]
    pub const fn standard(urgency: Urgency) -> Self {
        use Span::{Continuous, OnDuty, Working, WorkingDays};
        let (accept, dispatch, take, resolve, call_back) = match urgency {
            Urgency::Emergency => (
                OnDuty(Minutes(10)),
                Continuous(Minutes(10)),
                Continuous(Minutes(30)),
                Continuous(hours(2)),
                WorkingDays(1),
            ),
            Urgency::Utilities => {
                (Working(hours(1)), Working(hours(1)), Working(hours(2)), Continuous(hours(24)), WorkingDays(2))
            }
            Urgency::General => {
                (Working(hours(4)), WorkingDays(1), Working(hours(4)), Continuous(hours(7 * 24)), WorkingDays(2))
            }
            Urgency::Hard => {
                (Working(hours(4)), WorkingDays(1), WorkingDays(1), Continuous(hours(15 * 24)), WorkingDays(2))
            }
        };
        let (verify, answer_at_most) = (WorkingDays(1), hours(48));
        Self { version: 1, accept, dispatch, take, resolve, verify, call_back, answer_at_most }
    }

    /// The span of one clock; a reply runs day and night until the date of its transfer.
    #[must_use]
    pub const fn span(&self, kind: ClockKind) -> Span {
        match kind {
            ClockKind::Accept => self.accept,
            ClockKind::Dispatch => self.dispatch,
            ClockKind::Take => self.take,
            ClockKind::Reply => Span::Continuous(Minutes(0)),
            ClockKind::Resolve => self.resolve,
            ClockKind::Verify => self.verify,
            ClockKind::CallBack => self.call_back,
        }
    }
}

const fn hours(hours: i64) -> Minutes {
    Minutes(hours * 60)
}
