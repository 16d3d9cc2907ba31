//! What counts for which figure; pure. A case 件 is one round of one order: a matter that was not solved and comes back
//! is a case of its own, with its own figures, and the earlier one stays as it was.
//!
//! Never asks who did it, and never counts where a resident went next.

use crate::orders::machine::{Action, State, named};
use base::{Day, Minutes, Moment};
use chrono::Duration;
use kernel::case::{ClockKind, Named, WorkingCalendar};

named! {
    /// A figure, in the words of the field.
    Figure {
        /// 受理件数: every case counts.
        Received = "received",
        /// 按时受理率: of the answers that were owed, those within the promise of their kind.
        AcceptedInTime = "accepted",
        /// 响应率: of the answers that were owed, those of a human within 48 hours.
        Responded = "responded",
        /// 派遣准确率: of what was sent out and came to an end, what stayed with those who took it first.
        DispatchedRight = "dispatched",
        /// 按期处置率: of the work that was owed, what was done by its day.
        DoneInTime = "done",
        /// 按期结案率: of what was closed or ran out of time, what kept doing, checking and calling back.
        ClosedInTime = "closed",
        /// 返工率: of what was said to be done and is over, what came back.
        Reworked = "reworked",
        /// 解决率: of those who answered, those who said solved.
        Solved = "solved",
        /// 满意率: of the matters that were rated, those with four or five.
        Satisfied = "satisfied",
    }
}

impl Figure {
    /// Its place in the list.
    #[must_use]
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|figure| *figure == self).unwrap_or(0)
    }
}

/// The grade from which a rating says satisfied.
const SATISFIED_FROM: i64 = 4;

/// What a case means to one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Counts for it.
    Yes,
    /// Counts against it.
    No,
    /// Does not count, or not yet.
    #[default]
    Out,
}

impl Mark {
    /// The sign in the kept copy.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Yes => '+',
            Self::No => '-',
            Self::Out => '.',
        }
    }

    /// The mark of a sign.
    #[must_use]
    pub const fn from_sign(sign: char) -> Self {
        match sign {
            '+' => Self::Yes,
            '-' => Self::No,
            _ => Self::Out,
        }
    }

    const fn when(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// One mark for each figure.
pub type Marks = [Mark; Figure::ALL.len()];

/// A step of a matter.
#[derive(Clone, Debug)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// What.
    pub action: Action,
    /// Where it led, by name.
    pub to: String,
    /// In which round.
    pub round: i64,
}

/// A promise of a round, as its clock is kept.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Which.
    pub kind: ClockKind,
    /// Of which round.
    pub round: i64,
    /// By when.
    pub due_at: Moment,
    /// When it was over.
    pub stopped_at: Option<Moment>,
    /// Since when it stands still.
    pub paused_since: Option<Moment>,
}

/// All that is known of a matter.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// What happened, oldest first.
    pub events: Vec<Happened>,
    /// What was promised.
    pub promises: Vec<Promise>,
    /// The matter's grades, by round.
    pub grades: Vec<(i64, i64)>,
    /// In any case a human answers within this time.
    pub answer_at_most: Minutes,
}

/// One round, as far as figures go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Which round, from 1.
    pub round: i64,
    /// The day on which it began.
    pub began: Day,
    /// What it means to each figure.
    pub marks: Marks,
    /// When a promise of it runs out by itself.
    pub due_at: Option<Moment>,
}

/// The cases of a matter as they stand at a moment. A matter that was never handed in, or was void, has none.
#[must_use]
pub fn cases(story: &Story, calendar: &WorkingCalendar, now: Moment) -> Vec<Case> {
    if story.events.last().is_some_and(|last| last.to == "voided") {
        return Vec::new();
    }
    let begins = story.events.iter().filter_map(|event| match event.action {
        Action::Submit => Some((1, event.at)),
        Action::Reopen => Some((event.round, event.at)),
        _ => None,
    });
    begins.map(|(round, at)| Reader { story, round, at, now }.case(calendar)).collect()
}

/// Reads one round of a story.
struct Reader<'a> {
    story: &'a Story,
    round: i64,
    at: Moment,
    now: Moment,
}

/// A promise as it looks now.
#[derive(Clone, Copy, Default)]
struct Standing {
    mark: Mark,
    /// It is still running, or stands still.
    open: bool,
    /// When it runs out by itself.
    due_at: Option<Moment>,
}

impl Standing {
    const fn decided(mark: Mark) -> Self {
        Self { mark, open: false, due_at: None }
    }

    const fn open(due_at: Option<Moment>) -> Self {
        Self { mark: Mark::Out, open: true, due_at }
    }

    /// Several promises as one: broken when one is, kept when all are and none is open.
    fn all(several: impl Iterator<Item = Self>) -> Self {
        let (mut kept, mut open, mut due) = (false, false, None::<Moment>);
        for one in several {
            if one.mark == Mark::No {
                return Self::decided(Mark::No);
            }
            kept |= one.mark == Mark::Yes;
            open |= one.open;
            due = due.into_iter().chain(one.due_at).min();
        }
        if open { Self::open(due) } else { Self::decided(if kept { Mark::Yes } else { Mark::Out }) }
    }
}

impl Reader<'_> {
    fn case(&self, calendar: &WorkingCalendar) -> Case {
        let (accepted, responded) = if self.round == 1 {
            (self.promise(ClockKind::Accept), self.responded())
        } else {
            // A round that follows another is taken up at once; there is nothing to accept.
            (Standing::default(), Standing::default())
        };
        let (done, closed) = (self.promise(ClockKind::Resolve), self.closed());
        let due_at = [accepted.due_at, responded.due_at, done.due_at, closed.due_at].into_iter().flatten().min();
        let mut marks = Marks::default();
        for (slot, figure) in marks.iter_mut().zip(Figure::ALL) {
            *slot = match figure {
                Figure::Received => Mark::Yes,
                Figure::AcceptedInTime => accepted.mark,
                Figure::Responded => responded.mark,
                Figure::DispatchedRight => self.dispatched(),
                Figure::DoneInTime => done.mark,
                Figure::ClosedInTime => closed.mark,
                Figure::Reworked => self.reworked(),
                Figure::Solved => self.solved(),
                Figure::Satisfied => self.satisfied(),
            };
        }
        Case { round: self.round, began: calendar.day_of(self.at), marks, due_at }
    }

    fn own(&self) -> impl Iterator<Item = &Happened> {
        self.story.events.iter().filter(|event| event.round == self.round)
    }

    fn has(&self, actions: &[Action]) -> bool {
        self.own().any(|event| actions.contains(&event.action))
    }

    fn reopened(&self) -> bool {
        self.story.events.iter().any(|event| event.action == Action::Reopen && event.round == self.round + 1)
    }

    /// When the asker took it back, or it went on in another matter and was not given back: what was still owed then
    /// counts nowhere, and what the other matter came to counts there.
    fn let_go(&self) -> Option<Moment> {
        let mut gone: Option<Moment> = None;
        for event in self.own() {
            gone = match event.to.as_str() {
                "withdrawn" | "merged" => gone.or(Some(event.at)),
                // The one that leads was closed, and this one with it.
                "closed" => gone,
                _ => None,
            };
        }
        gone
    }

    /// A promise: kept when all its clocks kept it, broken when one did not.
    fn promise(&self, kind: ClockKind) -> Standing {
        let clocks = self.story.promises.iter().filter(|clock| clock.kind == kind && clock.round == self.round);
        Standing::all(clocks.map(|clock| self.clock(clock)))
    }

    fn clock(&self, clock: &Promise) -> Standing {
        // What stood still when it was over had come no further than where it stood.
        let stood = |stopped: Moment| clock.paused_since.map_or(stopped, |since| since.min(stopped));
        match clock.stopped_at {
            Some(stopped) if stood(stopped) > clock.due_at => Standing::decided(Mark::No),
            Some(stopped) if self.let_go().is_some_and(|gone| stopped >= gone) => Standing::default(),
            Some(_) => Standing::decided(Mark::Yes),
            // What was late before it was let rest is late.
            None if clock.paused_since.is_some_and(|since| since > clock.due_at) => Standing::decided(Mark::No),
            None if clock.paused_since.is_some() => Standing::open(None),
            None if self.now > clock.due_at => Standing::decided(Mark::No),
            None => Standing::open(Some(clock.due_at)),
        }
    }

    fn responded(&self) -> Standing {
        let until = self.at + Duration::minutes(self.story.answer_at_most.0);
        let answers = [Action::Accept, Action::Reject, Action::AskBack];
        let answer = self.own().find(|event| answers.contains(&event.action)).map(|event| event.at);
        match answer.or_else(|| self.let_go()) {
            Some(at) if at > until => Standing::decided(Mark::No),
            Some(_) if answer.is_some() => Standing::decided(Mark::Yes),
            Some(_) => Standing::default(),
            None if self.now > until => Standing::decided(Mark::No),
            None => Standing::open(Some(until)),
        }
    }

    fn dispatched(&self) -> Mark {
        let back = [Action::Lapse, Action::Recall, Action::HandBack, Action::ApproveReturn];
        if self.has(&back) {
            return Mark::No;
        }
        if self.has(&[Action::Take]) && self.has(&[Action::Done]) { Mark::Yes } else { Mark::Out }
    }

    /// Doing, checking and calling back, each in its time; a call that nobody answered is a call.
    fn closed(&self) -> Standing {
        use ClockKind::{CallBack, Resolve, Verify};
        let called = self.own().find(|event| event.action == Action::CallUnanswered).map(|event| event.at);
        let owed = |clock: &&Promise| {
            let tried = clock.kind == CallBack && called.is_some_and(|at| at <= clock.due_at);
            clock.round == self.round && [Resolve, Verify, CallBack].contains(&clock.kind) && !tried
        };
        let clocks = self.story.promises.iter().filter(owed).map(|clock| self.clock(clock));
        let owed = Standing::all(clocks);
        match owed.mark {
            Mark::No => owed,
            _ if self.has(&[Action::Rate, Action::Close, Action::CloseUnrated]) => Standing::decided(Mark::Yes),
            _ => Standing { mark: Mark::Out, ..owed },
        }
    }

    fn reworked(&self) -> Mark {
        let over = self.let_go().is_none() && self.own().any(|event| event.to == State::Closed.name());
        match (self.has(&[Action::FailCheck]) || self.reopened(), over) {
            (true, _) => Mark::Yes,
            (false, true) => Mark::No,
            (false, false) => Mark::Out,
        }
    }

    fn solved(&self) -> Mark {
        if self.reopened() {
            return Mark::No;
        }
        if self.has(&[Action::Confirm, Action::SaySolved]) { Mark::Yes } else { Mark::Out }
    }

    fn satisfied(&self) -> Mark {
        let grade = self.story.grades.iter().find(|(round, _)| *round == self.round);
        grade.map_or(Mark::Out, |(_, grade)| Mark::when(*grade >= SATISFIED_FROM))
    }
}

/// The signs of a case in the kept copy.
#[must_use]
pub fn signs(marks: &Marks) -> String {
    marks.iter().map(|mark| mark.sign()).collect()
}

/// The marks of kept signs.
#[must_use]
pub fn marks(signs: &str) -> Marks {
    let mut marks = Marks::default();
    for (slot, sign) in marks.iter_mut().zip(signs.chars()) {
        *slot = Mark::from_sign(sign);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::machine::{TABLE, clock_events};
    use kernel::case::{ClockPolicy, Event, Urgency, clocks};
    use proptest::prelude::*;

    /// Plays steps through the table and the clocks, as an order would be written down.
    struct Play {
        state: State,
        round: i64,
        at: Moment,
        history: Vec<Event>,
        story: Story,
    }

    impl Play {
        fn new() -> Self {
            // A Monday morning at nine thirty, where the community is.
            let at = Moment::from_timestamp(1_773_624_600, 0).unwrap();
            let answer_at_most = Minutes(48 * 60);
            let story = Story { answer_at_most, ..Story::default() };
            Self { state: TABLE.start, round: 1, at, history: Vec::new(), story }
        }

        fn step(&mut self, minutes: i64, action: Action) -> bool {
            let Ok(row) = TABLE.step(self.state, action, Some("why")) else { return false };
            self.at += Duration::minutes(minutes);
            self.round += i64::from(action == Action::Reopen);
            self.state = row.to;
            let (at, round) = (self.at, self.round);
            self.history.extend(clock_events(action).iter().map(|&kind| Event { at, kind }));
            self.story.events.push(Happened { at, action, to: row.to.name().to_owned(), round });
            true
        }

        fn steps(mut self, steps: &[(i64, Action)]) -> Self {
            for (minutes, action) in steps {
                assert!(self.step(*minutes, *action), "{action:?} from {:?}", self.state);
            }
            self
        }

        fn cases(&self, later: i64) -> Vec<Case> {
            let calendar = WorkingCalendar::standard();
            let kept = clocks(&self.history, &ClockPolicy::standard(Urgency::General), &calendar);
            let promises = kept.iter().map(|clock| Promise {
                kind: clock.kind,
                round: i64::from(clock.round),
                due_at: clock.due_at,
                stopped_at: clock.stopped_at,
                paused_since: clock.paused_since,
            });
            let story = Story { promises: promises.collect(), ..self.story.clone() };
            cases(&story, &calendar, self.at + Duration::minutes(later))
        }
    }

    fn said(case: &Case) -> String {
        signs(&case.marks)
    }

    use Action as A;
    const BEGUN: [(i64, Action); 4] = [(0, A::Submit), (30, A::Accept), (20, A::Dispatch), (30, A::Take)];
    const ENDED: [(i64, Action); 4] = [(60, A::Done), (30, A::Verify), (30, A::SaySolved), (5, A::Rate)];

    #[test]
    fn a_matter_that_goes_well_counts_for_everything() {
        let mut play = Play::new().steps(&BEGUN).steps(&ENDED);
        play.story.grades = vec![(1, 4)];
        let cases = play.cases(0);
        assert_eq!(cases.len(), 1);
        // Received, accepted, responded, dispatched, done, closed, reworked, solved, satisfied.
        assert_eq!(said(&cases[0]), "++++++-++");
        assert_eq!(cases[0].due_at, None);
        play.story.grades = vec![(1, 3)];
        assert_eq!(said(&play.cases(0)[0]), "++++++-+-");
    }

    #[test]
    fn the_second_closing_has_its_own_figures() {
        let again = [(600, A::Reopen), (20, A::Dispatch), (30, A::Take), (20 * 24 * 60, A::Done), (30, A::Verify)];
        let mut play = Play::new().steps(&BEGUN).steps(&[(60, A::Done), (30, A::Verify)]).steps(&again);
        play.story.grades = vec![(2, 5)];
        let play = play.steps(&[(30, A::SaySolved), (5, A::Rate)]);
        let cases = play.cases(0);
        // The first round was never closed and came back; the second was late, and its own.
        assert_eq!(said(&cases[0]), "++++".to_owned() + "+.+-.");
        assert_eq!(said(&cases[1]), "+..+--.+-+".replace(".+-+", "-++"));
        assert_eq!((cases[0].round, cases[1].round), (1, 2));
    }

    #[test]
    fn a_promise_counts_once_it_is_kept_or_has_run_out() {
        let play = Play::new().steps(&[(0, A::Submit)]);
        let waiting = play.cases(10);
        assert_eq!(said(&waiting[0]), "+........");
        let due = waiting[0].due_at.unwrap();
        assert!(due > play.at);
        // Four working hours later nobody has answered; after 48 hours no human has.
        assert_eq!(said(&play.cases(10 * 60)[0]), "+-.......");
        assert_eq!(said(&play.cases(49 * 60)[0]), "+--......");
        let asked = Play::new().steps(&[(0, A::Submit), (20, A::Accept), (10, A::AskBack)]);
        // Waiting for the resident, nothing runs out, however long it takes.
        assert_eq!(said(&asked.cases(90 * 24 * 60)[0])[3..5], *"..");
    }

    #[test]
    fn what_was_taken_back_keeps_what_was_decided_and_owes_no_more() {
        let early = Play::new().steps(&[(0, A::Submit), (10, A::Withdraw)]);
        assert_eq!(said(&early.cases(90 * 24 * 60)[0]), "+........");
        let late = Play::new().steps(&[(0, A::Submit), (10 * 60, A::Withdraw)]);
        assert_eq!(said(&late.cases(90 * 24 * 60)[0]), "+-.......");
        let accepted = Play::new().steps(&BEGUN).steps(&[(10, A::Withdraw)]);
        assert_eq!(said(&accepted.cases(90 * 24 * 60)[0]), "+++......");
        let mut void = Play::new().steps(&BEGUN);
        void.story.events.last_mut().unwrap().to = "voided".to_owned();
        assert_eq!(void.cases(0), Vec::new());
        let mut merged = Play::new().steps(&BEGUN).steps(&[(10, A::Withdraw)]);
        merged.story.events.last_mut().unwrap().to = "merged".to_owned();
        assert_eq!(said(&merged.cases(0)[0]), "+++......");
        assert_eq!(Play::new().cases(0), Vec::new());
    }

    /// What went on in another matter owes nothing from then on, whatever becomes of that one.
    #[test]
    fn a_merged_matter_is_counted_in_the_one_that_leads() {
        let merged = || Play::new().steps(&BEGUN[..3]).steps(&[(10, A::Recall), (10, A::Merge)]);
        let later = 90 * 24 * 60;
        let before = said(&merged().cases(later)[0]);
        assert_eq!(before, "+++-.....");
        assert_eq!(said(&merged().steps(&[(later, A::CloseMerged)]).cases(later)[0]), before);
        assert_eq!(said(&merged().steps(&[(later, A::Withdraw)]).cases(later)[0]), before);
        // Given back it owes all of it again from then on.
        let back = merged().steps(&[(later, A::UnmergeAccepted)]);
        assert_eq!((said(&back.cases(0)[0]), said(&back.cases(later)[0])), (before, "+++---...".to_owned()));
    }

    #[test]
    fn what_was_late_stays_late_while_it_rests() {
        let rest = [(5, A::AskSuspend), (5, A::Suspend)];
        let in_time = Play::new().steps(&BEGUN[..2]).steps(&rest);
        assert_eq!(said(&in_time.cases(90 * 24 * 60)[0])[4..6], *"..");
        let late = Play::new().steps(&BEGUN[..2]).steps(&[(60 * 24 * 60, A::AskSuspend), (5, A::Suspend)]);
        assert_eq!(said(&late.cases(0)[0])[4..6], *"--");
        // Merged while it stood still, waiting for an answer, it was never late.
        let merged = Play::new().steps(&BEGUN[..2]).steps(&[(5, A::AskBack), (90 * 24 * 60, A::Merge)]);
        assert_eq!(said(&merged.cases(0)[0])[4..6], *"..");
    }

    #[test]
    fn a_return_and_a_silence_count_against_the_dispatch() {
        for back in [&[(5, A::HandBack)][..], &[(5, A::RequestReturn), (5, A::ApproveReturn)], &[(5, A::Recall)]] {
            let play = Play::new().steps(&BEGUN).steps(back);
            assert_eq!(play.cases(0)[0].marks[Figure::DispatchedRight.place()], Mark::No);
        }
        let silent = Play::new().steps(&BEGUN[..3]).steps(&[(9, A::Lapse)]);
        assert_eq!(silent.cases(0)[0].marks[Figure::DispatchedRight.place()], Mark::No);
        let office = Play::new().steps(&BEGUN[..2]).steps(&[(9, A::Settle)]);
        assert_eq!(office.cases(0)[0].marks[Figure::DispatchedRight.place()], Mark::Out);
    }

    #[test]
    fn a_failed_check_is_rework_in_the_same_round() {
        let play = Play::new().steps(&BEGUN).steps(&[(60, A::Done), (9, A::FailCheck), (9, A::Done), (9, A::Verify)]);
        assert_eq!(play.cases(0).len(), 1);
        assert_eq!(play.cases(0)[0].marks[Figure::Reworked.place()], Mark::Yes);
    }

    proptest! {
        /// Any story: one case a round, received always, time alone only ever turns "not yet" into "against", and
        /// nothing changes before the moment that the case names itself.
        #[test]
        fn time_alone_only_breaks_promises(
            picks in proptest::collection::vec((0usize..64, 0i64..4000), 1..40),
            later in 0i64..100_000,
        ) {
            let mut play = Play::new();
            for (pick, minutes) in picks {
                play.step(minutes, Action::ALL[pick % Action::ALL.len()]);
            }
            let (now, then) = (play.cases(0), play.cases(later));
            prop_assert_eq!(now.len(), then.len());
            let rounds: Vec<i64> = now.iter().map(|case| case.round).collect();
            let void = play.story.events.last().is_some_and(|last| last.to == "voided");
            let begun = !void && play.story.events.iter().any(|event| event.action == Action::Submit);
            let upto = if begun { play.round } else { 0 };
            prop_assert_eq!(rounds, (1..=upto).collect::<Vec<_>>());
            for (one, other) in now.iter().zip(&then) {
                prop_assert_eq!(one.marks[0], Mark::Yes);
                prop_assert_eq!(marks(&signs(&one.marks)), one.marks);
                for (before, after) in one.marks.iter().zip(&other.marks) {
                    prop_assert!(before == after || (*before == Mark::Out && *after == Mark::No));
                }
                let quiet = one.due_at.is_none_or(|due| play.at + Duration::minutes(later) <= due);
                prop_assert!(!quiet || one.marks == other.marks, "{one:?} {other:?}");
            }
        }
    }
}
