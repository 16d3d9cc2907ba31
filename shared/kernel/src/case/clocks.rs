//! The clocks 时限 of a matter: when each step of each round was due, and which light it shows.
//!
//! [`clocks`] reads the history from the start each time; it keeps nothing, knows no "now", and never says who was late.

use super::calendar::WorkingCalendar;
use super::policy::{ClockKind, ClockPolicy, Span};
use base::{Minutes, Moment};

/// Working time between a reminder that had to be moved forward and the closing it was moved to.
const REMIND_BEFORE_CLOSING: Minutes = Minutes(30);

/// Something in a matter's history that starts, stops or moves a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When; an event dated before the one that precedes it is read as happening with that one.
    pub at: Moment,
    /// What.
    pub kind: EventKind,
}

/// What happened, as far as clocks care. One step of a matter may be several of these at the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The matter reached the office, for the first time or again with the answer to a question: accept starts.
    Submitted,
    /// A person answered without accepting yet (asked back, refused): accept stops.
    Answered,
    /// Accepted: accept stops; dispatch and resolve start.
    Accepted,
    /// Somebody was asked: dispatch stops; take starts. Asking more people does not start it again.
    Dispatched,
    /// Somebody took it: take stops.
    Taken,
    /// Nobody took it, or whoever had it gave it back or replied: take and reply stop, dispatch starts again. Resolve
    /// runs on.
    ReturnedToOffice,
    /// Handed to a department or to a level above, which replies by this date: dispatch and take stop, reply starts.
    Transferred {
        /// By when an answer is asked for.
        reply_by: Moment,
    },
    /// Waiting for the resident, or an approved suspension: resolve, and only resolve, stands still.
    Paused,
    /// The wait is over: resolve runs on with what was left.
    Resumed,
    /// Done: everything before stops; verify starts.
    Done,
    /// The check found it not done: verify stops, and resolve runs on as if "done" had not been said.
    CheckFailed,
    /// Checked: verify stops, call back starts.
    Verified,
    /// The resident was called back, or answered unasked: call back stops.
    CalledBack,
    /// Not solved: all clocks of the round stop as they are; a new round begins with its own accept clock. A matter
    /// that goes straight on to dispatch records `Accepted` at the same moment.
    Reopened,
    /// Closed, refused or withdrawn: all clocks stop.
    Ended,
    /// Goes on under another number: every open clock stops, and keeps the time it had left.
    Merged,
    /// Has its own number again: every clock that the merging just before stopped runs on with the time it had left; a
    /// pause that lasted then goes on.
    Unmerged,
    /// Resolve is due later, as the resident was told. Counts once a round, before the due date, and only if later.
    /// On a clock that runs in working time, a date outside it means the closing before.
    Extended {
        /// The new due date.
        new_due: Moment,
    },
}

/// How a clock stands: under 80 % of its time, up to all of it, beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// In good time.
    Green,
    /// The last fifth; the due moment itself still belongs to it.
    Amber,
    /// Late.
    Red,
}

impl Light {
    /// The name in message keys and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// One clock of one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockState {
    /// Which promise.
    pub kind: ClockKind,
    /// The round, from 1; each reopening starts the next.
    pub round: u32,
    /// How often this clock has started in its round, from 1.
    pub turn: u32,
    /// When it started.
    pub started_at: Moment,
    /// When 80 % of its time has passed.
    pub amber_at: Moment,
    /// When all of its time has passed. While paused: when it would, had it gone on at once.
    pub due_at: Moment,
    /// When it stopped; a running clock has none.
    pub stopped_at: Option<Moment>,
    /// Since when it stands still.
    pub paused_since: Option<Moment>,
}

impl ClockState {
    /// The light: of the moment since when it stands still (merged while paused, it came no further), of the moment it
    /// stopped, else of now.
    #[must_use]
    pub fn light(&self, now: Moment) -> Light {
        let judged = self.paused_since.or(self.stopped_at).unwrap_or(now);
        if judged < self.amber_at {
            Light::Green
        } else if judged <= self.due_at {
            Light::Amber
        } else {
            Light::Red
        }
    }

    /// It has not stopped; it may be paused.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }

    /// It stands still.
    #[must_use]
    pub const fn is_paused(&self) -> bool {
        self.paused_since.is_some()
    }

    /// When to tell the person in charge that time runs short; always in working hours.
    ///
    /// Amber outside working hours is told *earlier*, half an hour of working time before the closing that precedes it,
    /// so that something can still be done; but not before the clock started. If nobody has been on duty since, it is
    /// told at the next opening.
    #[must_use]
    pub fn amber_reminder_at(&self, calendar: &WorkingCalendar) -> Moment {
        if calendar.is_working_at(self.amber_at) {
            return self.amber_at;
        }
        let earlier = calendar.working_moment_before(self.amber_at, REMIND_BEFORE_CLOSING).max(self.started_at);
        calendar.next_working_moment(earlier)
    }

    /// When to tell the person in charge that it is late: when it is due, or *later*, at the next opening.
    #[must_use]
    pub fn red_reminder_at(&self, calendar: &WorkingCalendar) -> Moment {
        calendar.next_working_moment(self.due_at)
    }
}

/// The open clock that is due first, paused ones last: the one a list sorts a matter by.
#[must_use]
pub fn most_urgent(clocks: &[ClockState]) -> Option<&ClockState> {
    clocks.iter().filter(|clock| clock.is_open()).min_by_key(|clock| (clock.is_paused(), clock.due_at, clock.kind))
}

/// Every clock of every round, in the order they started.
#[must_use]
pub fn clocks(history: &[Event], policy: &ClockPolicy, calendar: &WorkingCalendar) -> Vec<ClockState> {
    let mut desk = Desk { policy, calendar, round: 1, clocks: Vec::new() };
    let mut at = None;
    for event in history {
        let moment = at.map_or(event.at, |before| event.at.max(before));
        at = Some(moment);
        desk.take(event.kind, moment);
    }
    desk.clocks.into_iter().map(|clock| clock.state).collect()
}

/// All clocks of a matter while its history is read.
struct Desk<'a> {
    policy: &'a ClockPolicy,
    calendar: &'a WorkingCalendar,
    round: u32,
    clocks: Vec<Ticking<'a>>,
}

impl<'a> Desk<'a> {
    fn take(&mut self, kind: EventKind, at: Moment) {
        use ClockKind::{Accept, CallBack, Dispatch, Reply, Resolve, Take, Verify};
        if !matches!(kind, EventKind::Merged | EventKind::Unmerged) {
            // What happens in between cannot be undone by unmerging.
            self.clocks.iter_mut().for_each(|clock| clock.merged = false);
        }
        match kind {
            EventKind::Submitted => self.start(&[Accept], at),
            EventKind::Answered => self.stop(&[Accept], at),
            EventKind::Accepted => {
                self.stop(&[Accept], at);
                self.start(&[Dispatch, Resolve], at);
            }
            EventKind::Dispatched => {
                self.stop(&[Dispatch], at);
                self.start(&[Take], at);
            }
            EventKind::Taken => self.stop(&[Dispatch, Take], at),
            EventKind::ReturnedToOffice => {
                self.stop(&[Take, Reply], at);
                self.start(&[Dispatch], at);
            }
            EventKind::Transferred { reply_by } => {
                self.stop(&[Dispatch, Take], at);
                let length_us = reply_by.timestamp_micros().saturating_sub(at.timestamp_micros()).max(0);
                self.begin(Reply, at, (self.policy.span(Reply), length_us));
            }
            EventKind::Paused => self.resolve(|clock| clock.pause(at)),
            EventKind::Resumed => self.resolve(|clock| clock.resume(at)),
            EventKind::Extended { new_due } => self.resolve(|clock| clock.extend(at, new_due)),
            EventKind::Done => {
                self.stop(&[Accept, Dispatch, Take, Reply, Resolve], at);
                self.start(&[Verify], at);
            }
            EventKind::CheckFailed => {
                self.stop(&[Verify], at);
                self.resume_resolve();
            }
            EventKind::Verified => {
                self.stop(&[Verify], at);
                self.start(&[CallBack], at);
            }
            EventKind::CalledBack => self.stop(&[CallBack], at),
            EventKind::Reopened => {
                self.stop(&ClockKind::ALL, at);
                self.round = self.round.saturating_add(1);
                self.start(&[Accept], at);
            }
            EventKind::Ended => self.stop(&ClockKind::ALL, at),
            EventKind::Merged => {
                self.clocks.iter_mut().filter(|clock| clock.state.is_open()).for_each(|clock| clock.merge(at));
            }
            EventKind::Unmerged => {
                self.clocks.iter_mut().filter(|clock| clock.merged).for_each(|clock| clock.unmerge(at));
            }
        }
    }

    /// Starts clocks that are not open already, for as long as the policy says.
    fn start(&mut self, kinds: &[ClockKind], at: Moment) {
        for &kind in kinds {
            let span = self.policy.span(kind);
            self.begin(kind, at, (span, span.length_us(self.calendar)));
        }
    }

    /// Starts one clock that is not open already.
    fn begin(&mut self, kind: ClockKind, at: Moment, length: (Span, i64)) {
        let same = |clock: &&Ticking<'_>| clock.state.kind == kind && clock.state.round == self.round;
        if self.clocks.iter().filter(same).any(|clock| clock.state.is_open()) {
            return;
        }
        let turn = u32::try_from(self.clocks.iter().filter(same).count()).unwrap_or(u32::MAX).saturating_add(1);
        let clock = Ticking::start(self, (kind, turn), at, length);
        self.clocks.push(clock);
    }

    fn stop(&mut self, kinds: &[ClockKind], at: Moment) {
        let open = |clock: &&mut Ticking<'_>| clock.state.is_open() && kinds.contains(&clock.state.kind);
        for clock in self.clocks.iter_mut().filter(open) {
            clock.resume(at);
            clock.state.stopped_at = Some(at);
        }
    }

    fn resolve(&mut self, change: impl FnOnce(&mut Ticking<'a>)) {
        let open = |clock: &&mut Ticking<'_>| clock.state.is_open() && clock.state.kind == ClockKind::Resolve;
        if let Some(clock) = self.clocks.iter_mut().find(open) {
            change(clock);
        }
    }

    fn resume_resolve(&mut self) {
        let round = self.round;
        let last = |clock: &&mut Ticking<'_>| clock.state.kind == ClockKind::Resolve && clock.state.round == round;
        if let Some(clock) = self.clocks.iter_mut().rev().find(last) {
            clock.state.stopped_at = None;
        }
    }
}

/// A clock with the stretches it has run.
struct Ticking<'a> {
    state: ClockState,
    span: Span,
    length_us: i64,
    /// Stretches run before the last pause.
    ran: Vec<(Moment, Moment)>,
    /// Where the present stretch began, or where it would go on if the pause ended.
    since: Moment,
    extended: bool,
    /// Stopped by a merging that can still be undone.
    merged: bool,
    /// A second line, day and night, that holds when it is tighter.
    ceiling_us: Option<i64>,
    calendar: &'a WorkingCalendar,
}

impl<'a> Ticking<'a> {
    fn start(desk: &Desk<'a>, (kind, turn): (ClockKind, u32), at: Moment, (span, length_us): (Span, i64)) -> Self {
        let (policy, calendar, round, ran) = (desk.policy, desk.calendar, desk.round, Vec::new());
        let (stopped_at, paused_since) = (None, None);
        let state =
            ClockState { kind, round, turn, started_at: at, amber_at: at, due_at: at, stopped_at, paused_since };
        let answer = Span::Continuous(policy.answer_at_most).length_us(calendar);
        let ceiling_us = (kind == ClockKind::Accept).then_some(answer);
        let mut clock =
            Self { state, span, length_us, ran, since: at, extended: false, merged: false, ceiling_us, calendar };
        clock.set_lights();
        clock
    }

    fn pause(&mut self, at: Moment) {
        if self.state.is_paused() {
            return;
        }
        self.ran.push((self.since, at));
        self.since = at;
        self.state.paused_since = Some(at);
        self.set_lights();
    }

    fn resume(&mut self, at: Moment) {
        if self.state.paused_since.take().is_some() {
            self.since = at;
            self.set_lights();
        }
    }

    fn merge(&mut self, at: Moment) {
        if !self.state.is_paused() {
            self.ran.push((self.since, at));
            self.since = at;
        }
        (self.state.stopped_at, self.merged) = (Some(at), true);
    }

    fn unmerge(&mut self, at: Moment) {
        (self.state.stopped_at, self.merged) = (None, false);
        if !self.state.is_paused() {
            self.since = at;
            self.set_lights();
        }
    }

    fn extend(&mut self, at: Moment, new_due: Moment) {
        let expired = self.state.paused_since.unwrap_or(at) > self.state.due_at;
        if self.extended || expired {
            return;
        }
        let from = if self.state.is_paused() { at } else { self.since };
        let ran = self.ran.iter().map(|&(a, b)| self.span.elapsed_us(a, b, self.calendar)).fold(0, i64::saturating_add);
        let length_us = ran.saturating_add(self.span.elapsed_us(from, new_due, self.calendar));
        if length_us > self.length_us {
            (self.since, self.length_us, self.extended) = (from, length_us, true);
            self.set_lights();
        }
    }

    fn set_lights(&mut self) {
        self.state.amber_at = self.reached(self.span, amber(self.length_us));
        self.state.due_at = self.reached(self.span, self.length_us);
        if let Some(ceiling_us) = self.ceiling_us {
            let day_and_night = Span::Continuous(Minutes(0));
            self.state.amber_at = self.state.amber_at.min(self.reached(day_and_night, amber(ceiling_us)));
            self.state.due_at = self.state.due_at.min(self.reached(day_and_night, ceiling_us));
        }
    }

    /// The earliest moment by which the clock has run this long in this kind of time.
    fn reached(&self, span: Span, time_us: i64) -> Moment {
        let mut left = time_us;
        for &(from, to) in &self.ran {
            let ran = span.elapsed_us(from, to, self.calendar);
            if left <= ran {
                return span.advance(from, left, self.calendar);
            }
            left -= ran;
        }
        span.advance(self.since, left, self.calendar)
    }
}

const fn amber(length_us: i64) -> i64 {
    length_us / 5 * 4
}
