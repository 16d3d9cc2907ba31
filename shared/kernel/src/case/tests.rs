//! The calendar, the clocks and the table, told as stories; and clocks counted again, minute by minute, in another way.

use super::*;
use base::{Day, Minutes, Moment, Power};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A time in the community, written as people there write it.
fn at(text: &str) -> Moment {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc() - TimeDelta::hours(8)
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn rule(text: &str, works: bool) -> DayRule {
    DayRule { day: day(text), works, name: "藏历新年".to_owned() }
}

fn hours(hours: i64) -> Minutes {
    Minutes(hours * 60)
}

/// The days of domain.md 7, day by day, written apart from the table in the code.
const OFF: &str = "2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04 2025-04-04 2025-05-01 \
    2025-05-02 2025-05-05 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08 2026-01-01 \
    2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23 2026-04-06 2026-05-01 2026-05-04 \
    2026-05-05 2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07";
const WORKED: &str = "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 \
    2026-05-09 2026-09-20 2026-10-10";

fn naive_works(day: Day, local: &BTreeMap<Day, bool>) -> bool {
    let text = day.to_string();
    let weekday = !["Sat", "Sun"].contains(&day.format("%a").to_string().as_str());
    local.get(&day).copied().unwrap_or((weekday && !OFF.contains(&text)) || WORKED.contains(&text))
}

// ---- calendar ----

#[test]
fn every_day_of_both_years_is_as_published() {
    let calendar = WorkingCalendar::standard();
    let years = day("2025-01-01").iter_days().take_while(|&d| d <= day("2026-12-31"));
    let worked = years.filter(|&d| {
        assert_eq!(calendar.is_working_day(d), naive_works(d, &BTreeMap::new()), "{d}");
        calendar.is_working_day(d)
    });
    // 52 weeks and a day or so of five days, less the days off, plus the weekends worked.
    assert_eq!(worked.count(), 248 + 248);
}

#[test]
fn lunch_is_not_worked_and_closing_is_the_end_of_a_span() {
    let calendar = WorkingCalendar::standard();
    assert!(calendar.is_working_at(at("2026-03-03 09:30")) && calendar.is_working_at(at("2026-03-03 12:59")));
    assert!(!calendar.is_working_at(at("2026-03-03 13:00")) && !calendar.is_working_at(at("2026-03-03 15:29")));
    assert_eq!(calendar.add_working(at("2026-03-03 12:30"), Minutes(30)), at("2026-03-03 13:00"));
    assert_eq!(calendar.add_working(at("2026-03-03 12:30"), Minutes(31)), at("2026-03-03 15:31"));
    assert_eq!(calendar.add_working(at("2026-03-03 13:20"), Minutes(0)), at("2026-03-03 13:20"));
    assert_eq!(calendar.next_working_moment(at("2026-03-03 13:00")), at("2026-03-03 15:30"));
    assert_eq!(calendar.next_working_moment(at("2026-03-03 16:07")), at("2026-03-03 16:07"));
    assert_eq!(
        calendar.working_minutes_between(at("2026-03-03 12:00"), at("2026-03-04 10:00")),
        Minutes(60 + 180 + 30)
    );
    assert_eq!(calendar.working_minutes_between(at("2026-03-04 10:00"), at("2026-03-03 12:00")), Minutes(0));
}

#[test]
fn one_day_is_one_full_day_of_working_time() {
    let calendar = WorkingCalendar::standard();
    assert_eq!(calendar.full_day(), Minutes(390));
    assert_eq!(calendar.add_working(at("2026-03-03 11:00"), calendar.full_day()), at("2026-03-04 11:00"));
    assert_eq!(calendar.add_working(at("2026-03-01 11:00"), calendar.full_day()), at("2026-03-02 18:30"));
}

#[test]
fn a_make_up_saturday_is_worked_and_national_day_week_is_not() {
    let calendar = WorkingCalendar::standard();
    assert!(calendar.is_working_at(at("2026-10-10 10:00")));
    assert_eq!(calendar.next_working_moment(at("2026-09-30 18:30")), at("2026-10-08 09:30"));
    // Thursday evening and Friday, then the Saturday worked.
    assert_eq!(calendar.add_working(at("2026-10-08 17:30"), Minutes(60 + 390 + 10)), at("2026-10-10 09:40"));
    assert_eq!(calendar.working_minutes_between(at("2026-10-01 00:00"), at("2026-10-08 00:00")), Minutes(0));
}

#[test]
fn local_days_win_and_the_last_rule_wins() {
    let calendar = WorkingCalendar::standard()
        .with_days([rule("2026-03-04", true), rule("2026-03-04", false)])
        .with_days([rule("2026-10-04", true), rule("2027-01-01", false)]);
    assert!(!calendar.is_working_day(day("2026-03-04")) && calendar.is_working_day(day("2026-10-04")));
    assert!(!calendar.is_working_day(day("2027-01-01")));
    assert_eq!(calendar.add_working(at("2026-03-03 18:00"), Minutes(31)), at("2026-03-05 09:31"));
    assert_eq!(calendar.local_rule(day("2026-10-04")).unwrap().name, "藏历新年");
}

#[test]
fn hours_and_offset_are_checked() {
    let span = |opens, closes| WorkSpan { opens, closes };
    let calendar = WorkingCalendar::standard;
    assert_eq!(calendar().with_hours(&[]), Err(CalendarProblem::NoHours));
    assert_eq!(calendar().with_hours(&[span(60, 60)]), Err(CalendarProblem::OutOfOrder));
    assert_eq!(calendar().with_hours(&[span(60, 90), span(80, 100)]), Err(CalendarProblem::OutOfOrder));
    assert_eq!(calendar().with_hours(&[span(60, 1441)]), Err(CalendarProblem::OutsideDay));
    assert_eq!(calendar().with_offset(-1440), Err(CalendarProblem::OutsideDay));
    let round_the_clock = calendar().with_hours(&[span(0, 1440)]).unwrap().with_offset(0).unwrap();
    assert_eq!(round_the_clock.full_day(), Minutes(1440));
    assert_eq!(round_the_clock.day_of(at("2026-03-03 07:59")), day("2026-03-02"));
    assert_eq!(round_the_clock.midnight(day("2026-03-03")), at("2026-03-03 08:00"));
}

#[test]
fn the_ends_of_time_are_answered_not_panicked_at() {
    let ends = [DateTime::<Utc>::MIN_UTC, DateTime::UNIX_EPOCH, DateTime::<Utc>::MAX_UTC];
    for calendar in [-1439, 0, 1439].map(|offset| WorkingCalendar::standard().with_offset(offset).unwrap()) {
        for moment in ends {
            for minutes in [i64::MIN, -1, 0, 1, i64::MAX].map(Minutes) {
                let _ = calendar.add_working(moment, minutes);
                let _ = calendar.working_moment_before(moment, minutes);
            }
            let _ = (calendar.next_working_moment(moment), calendar.is_working_at(moment));
            let _ = calendar.midnight(calendar.day_of(moment));
            for other in ends {
                assert!(calendar.working_minutes_between(moment, other).0 >= 0);
            }
        }
        assert_eq!(calendar.add_working(at("2026-03-03 10:00"), Minutes(i64::MAX)), DateTime::<Utc>::MAX_UTC);
        let mut policy = ClockPolicy::standard(Urgency::General);
        policy.resolve = Span::WorkingDays(i64::MAX);
        policy.take = Span::Continuous(Minutes(i64::MIN));
        policy.answer_at_most = Minutes(i64::MAX);
        for first in ends {
            let kinds = [EventKind::Submitted, EventKind::Accepted, EventKind::Paused, EventKind::Dispatched];
            let mut history: Vec<Event> = kinds.map(|kind| Event { at: first, kind }).to_vec();
            history.push(Event { at: ends[2], kind: EventKind::Resumed });
            history.push(Event { at: ends[0], kind: EventKind::Extended { new_due: ends[2] } });
            for state in clocks(&history, &policy, &calendar) {
                let _ = (state.amber_reminder_at(&calendar), state.red_reminder_at(&calendar));
            }
        }
    }
}

// ---- clocks ----

fn told(steps: &[(&str, EventKind)]) -> Vec<Event> {
    steps.iter().map(|&(time, kind)| Event { at: at(time), kind }).collect()
}

fn run(urgency: Urgency, steps: &[(&str, EventKind)]) -> Vec<ClockState> {
    clocks(&told(steps), &ClockPolicy::standard(urgency), &WorkingCalendar::standard())
}

fn only(states: &[ClockState], kind: ClockKind, round: u32) -> ClockState {
    let found: Vec<_> = states.iter().filter(|state| state.kind == kind && state.round == round).collect();
    assert_eq!(found.len(), 1, "{kind:?} in round {round}");
    *found[0]
}

#[test]
fn a_general_order_from_asking_to_closing() {
    use EventKind::*;
    let states = run(
        Urgency::General,
        &[
            ("2026-03-03 11:00", Submitted),
            ("2026-03-03 12:00", Accepted),
            ("2026-03-03 16:00", Dispatched),
            ("2026-03-03 17:00", Taken),
            ("2026-03-05 10:00", Done),
            ("2026-03-05 12:00", Verified),
            ("2026-03-09 12:01", CalledBack),
            ("2026-03-09 12:01", Ended),
        ],
    );
    let due: Vec<_> = states.iter().map(|state| (state.kind, state.due_at)).collect();
    assert_eq!(
        due,
        [
            (ClockKind::Accept, at("2026-03-03 17:30")),
            (ClockKind::Dispatch, at("2026-03-04 12:00")),
            (ClockKind::Resolve, at("2026-03-10 12:00")),
            (ClockKind::Take, at("2026-03-04 11:00")),
            (ClockKind::Verify, at("2026-03-06 10:00")),
            (ClockKind::CallBack, at("2026-03-09 12:00")),
        ]
    );
    // Each is judged by the moment it stopped, however late one looks; the last stopped a minute late.
    let later = at("2026-12-01 00:00");
    let lights: Vec<_> = states.iter().map(|state| state.light(later)).collect();
    assert_eq!(lights, [Light::Green, Light::Green, Light::Green, Light::Green, Light::Green, Light::Red]);
    assert_eq!(most_urgent(&states), None);
}

#[test]
fn amber_begins_at_four_fifths_and_red_after_the_due_moment() {
    let states = run(Urgency::Utilities, &[("2026-03-03 12:30", EventKind::Submitted)]);
    let accept = only(&states, ClockKind::Accept, 1);
    assert_eq!((accept.amber_at, accept.due_at), (at("2026-03-03 15:48"), at("2026-03-03 16:00")));
    assert_eq!(accept.light(at("2026-03-03 15:47")), Light::Green);
    assert_eq!(accept.light(at("2026-03-03 15:48")), Light::Amber);
    assert_eq!(accept.light(at("2026-03-03 16:00")), Light::Amber);
    assert_eq!(accept.light(at("2026-03-03 16:00") + TimeDelta::microseconds(1)), Light::Red);
}

#[test]
fn an_emergency_at_night_waits_for_the_opening_and_then_runs_day_and_night() {
    use EventKind::*;
    let steps = [("2026-03-03 22:00", Submitted), ("2026-03-04 09:35", Accepted), ("2026-03-04 12:55", Dispatched)];
    let states = run(Urgency::Emergency, &steps);
    assert_eq!(only(&states, ClockKind::Accept, 1).due_at, at("2026-03-04 09:40"));
    assert_eq!(only(&states, ClockKind::Dispatch, 1).due_at, at("2026-03-04 09:45"));
    assert_eq!(only(&states, ClockKind::Resolve, 1).due_at, at("2026-03-04 11:35"));
    // Over lunch all the same.
    assert_eq!(only(&states, ClockKind::Take, 1).due_at, at("2026-03-04 13:25"));
}

#[test]
fn a_human_answers_within_48_hours_also_over_a_long_holiday() {
    let states = run(Urgency::General, &[("2026-09-30 18:00", EventKind::Submitted)]);
    let accept = only(&states, ClockKind::Accept, 1);
    assert_eq!(accept.due_at, at("2026-10-02 18:00"));
    assert_eq!(accept.amber_at, at("2026-10-02 08:24"));
    // Nobody works then: the reminder comes before the holiday, at the last moment that is not before the start.
    let calendar = WorkingCalendar::standard();
    assert_eq!(accept.amber_reminder_at(&calendar), at("2026-09-30 18:00"));
    assert_eq!(accept.red_reminder_at(&calendar), at("2026-10-08 09:30"));
}

#[test]
fn asked_back_and_submitted_again_is_a_second_turn_of_accept() {
    use EventKind::*;
    let steps = [("2026-03-03 10:00", Submitted), ("2026-03-03 11:00", Answered), ("2026-03-05 10:00", Submitted)];
    let states = run(Urgency::Utilities, &steps);
    assert_eq!(states.len(), 2);
    assert_eq!((states[0].stopped_at, states[0].turn), (Some(at("2026-03-03 11:00")), 1));
    assert_eq!((states[1].due_at, states[1].turn, states[1].round), (at("2026-03-05 11:00"), 2, 1));
}

#[test]
fn pausing_moves_only_resolve_and_shows_the_light_of_the_pause() {
    use EventKind::*;
    let mut steps =
        vec![("2026-03-03 10:00", Accepted), ("2026-03-03 10:00", Dispatched), ("2026-03-03 16:00", Paused)];
    let paused = run(Urgency::Utilities, &steps);
    let resolve = only(&paused, ClockKind::Resolve, 1);
    assert!(resolve.is_paused() && resolve.is_open());
    assert_eq!(resolve.light(at("2026-04-01 10:00")), Light::Green);
    assert_eq!(resolve.due_at, at("2026-03-04 10:00"));
    assert_eq!(most_urgent(&paused).unwrap().kind, ClockKind::Take);
    steps.push(("2026-03-06 16:00", Resumed));
    let resumed = run(Urgency::Utilities, &steps);
    assert_eq!(only(&resumed, ClockKind::Resolve, 1).due_at, at("2026-03-07 10:00"));
    assert_eq!(only(&resumed, ClockKind::Take, 1), only(&paused, ClockKind::Take, 1));
    // Done while paused counts as going on at that moment: it is not late.
    steps[3] = ("2026-03-20 16:00", Done);
    let done = only(&run(Urgency::Utilities, &steps), ClockKind::Resolve, 1);
    assert_eq!((done.light(at("2026-04-01 10:00")), done.is_paused()), (Light::Green, false));
    assert_eq!(done.due_at, at("2026-03-21 10:00"));
}

#[test]
fn what_was_late_before_a_pause_stays_late() {
    use EventKind::*;
    let steps = [("2026-03-03 10:00", Accepted), ("2026-03-05 10:00", Paused), ("2026-03-09 10:00", Resumed)];
    let resolve = only(&run(Urgency::Utilities, &steps), ClockKind::Resolve, 1);
    assert_eq!(resolve.due_at, at("2026-03-04 10:00"));
    assert_eq!(resolve.light(at("2026-03-09 10:00")), Light::Red);
}

#[test]
fn a_second_round_has_its_own_clocks_and_the_first_stays_as_it_was() {
    use EventKind::*;
    let mut steps = vec![
        ("2026-03-03 10:00", Submitted),
        ("2026-03-03 10:30", Accepted),
        ("2026-03-03 11:00", Dispatched),
        ("2026-03-03 11:30", Taken),
        ("2026-03-04 10:00", Done),
        ("2026-03-04 11:00", Verified),
    ];
    let first = run(Urgency::General, &steps);
    steps.push(("2026-03-05 10:00", Reopened));
    steps.push(("2026-03-05 10:00", Accepted));
    let both = run(Urgency::General, &steps);
    for kind in [ClockKind::Accept, ClockKind::Dispatch, ClockKind::Take, ClockKind::Resolve, ClockKind::Verify] {
        assert_eq!(only(&first, kind, 1), only(&both, kind, 1));
    }
    assert_eq!(only(&both, ClockKind::CallBack, 1).stopped_at, Some(at("2026-03-05 10:00")));
    assert_eq!(only(&both, ClockKind::Accept, 2).stopped_at, Some(at("2026-03-05 10:00")));
    assert_eq!(only(&both, ClockKind::Resolve, 2).due_at, at("2026-03-12 10:00"));
    assert_eq!(only(&both, ClockKind::Dispatch, 2).due_at, at("2026-03-06 10:00"));
}

#[test]
fn back_at_the_office_dispatch_runs_again_and_resolve_runs_on() {
    use EventKind::*;
    let steps = [
        ("2026-03-03 10:00", Accepted),
        ("2026-03-03 10:10", Dispatched),
        ("2026-03-03 12:10", ReturnedToOffice),
        ("2026-03-03 12:20", Dispatched),
        ("2026-03-03 12:25", Dispatched),
    ];
    let states = run(Urgency::Utilities, &steps);
    let told: Vec<_> = states.iter().map(|s| (s.kind, s.turn, s.due_at.max(s.started_at), s.is_open())).collect();
    assert_eq!(
        told,
        [
            (ClockKind::Dispatch, 1, at("2026-03-03 11:00"), false),
            (ClockKind::Resolve, 1, at("2026-03-04 10:00"), true),
            (ClockKind::Take, 1, at("2026-03-03 12:10"), false),
            (ClockKind::Dispatch, 2, at("2026-03-03 15:40"), false),
            (ClockKind::Take, 2, at("2026-03-03 16:50"), true),
        ]
    );
    assert_eq!(most_urgent(&states).unwrap().kind, ClockKind::Take);
}

#[test]
fn an_event_dated_backwards_happens_with_the_one_before() {
    use EventKind::*;
    let states = run(Urgency::General, &[("2026-03-03 10:00", Submitted), ("2026-03-02 10:00", Accepted)]);
    assert_eq!(only(&states, ClockKind::Accept, 1).stopped_at, Some(at("2026-03-03 10:00")));
    assert_eq!(only(&states, ClockKind::Resolve, 1).started_at, at("2026-03-03 10:00"));
}

#[test]
fn a_failed_check_lets_resolve_run_on() {
    use EventKind::*;
    let steps = [("2026-03-03 10:00", Accepted), ("2026-03-03 12:00", Done), ("2026-03-03 16:00", CheckFailed)];
    let states = run(Urgency::Utilities, &steps);
    assert_eq!(only(&states, ClockKind::Resolve, 1).due_at, at("2026-03-04 10:00"));
    assert!(only(&states, ClockKind::Resolve, 1).is_open() && !only(&states, ClockKind::Verify, 1).is_open());
}

#[test]
fn an_extension_counts_once_before_expiry_and_only_forward() {
    use EventKind::*;
    let extended = |time: &str| Extended { new_due: at(time) };
    let due = |steps: &[(&str, EventKind)]| only(&run(Urgency::Utilities, steps), ClockKind::Resolve, 1).due_at;
    let start = ("2026-03-03 10:00", Accepted);
    let first = ("2026-03-04 09:00", extended("2026-03-06 10:00"));
    assert_eq!(due(&[start, first]), at("2026-03-06 10:00"));
    assert_eq!(due(&[start, first, ("2026-03-05 09:00", extended("2026-03-09 10:00"))]), at("2026-03-06 10:00"));
    assert_eq!(due(&[start, ("2026-03-04 10:01", extended("2026-03-06 10:00"))]), at("2026-03-04 10:00"));
    assert_eq!(due(&[start, ("2026-03-03 11:00", extended("2026-03-03 12:00"))]), at("2026-03-04 10:00"));
    let pause = [("2026-03-04 10:00", Paused), ("2026-03-05 10:00", Resumed)];
    assert_eq!(due(&[start, first, pause[0], pause[1]]), at("2026-03-07 10:00"));
    let states = run(Urgency::Utilities, &[start, first]);
    // Four fifths of three days.
    assert_eq!(only(&states, ClockKind::Resolve, 1).amber_at, at("2026-03-05 19:36"));
}

#[test]
fn merging_stops_every_clock_and_unmerging_gives_back_the_time_it_had() {
    use EventKind::*;
    let mut steps = vec![("2026-03-03 10:00", Submitted), ("2026-03-03 11:00", Merged)];
    let merged = run(Urgency::General, &steps);
    assert!(merged.iter().all(|clock| !clock.is_open()) && most_urgent(&merged).is_none());
    // Three of four working hours were left, and 47 of the 48 hours in which a human answers.
    steps.push(("2026-03-05 12:00", Unmerged));
    assert_eq!(only(&run(Urgency::General, &steps), ClockKind::Accept, 1).due_at, at("2026-03-05 17:30"));
    steps[2] = ("2026-09-30 18:00", Unmerged);
    assert_eq!(only(&run(Urgency::General, &steps), ClockKind::Accept, 1).due_at, at("2026-10-02 17:00"));
    // A question to the resident that was open then is open again.
    let paused = [("2026-03-03 10:00", Accepted), ("2026-03-03 16:00", Paused), ("2026-03-04 10:00", Merged)];
    let before = only(&run(Urgency::Utilities, &paused[..2]), ClockKind::Resolve, 1);
    let after = [&paused[..], &[("2026-03-06 10:00", Unmerged)]].concat();
    assert_eq!(only(&run(Urgency::Utilities, &after), ClockKind::Resolve, 1), before);
    // Merged long after: the light stays that of the pause.
    let weeks = [paused[0], paused[1], ("2026-03-20 10:00", Merged)];
    let weeks = only(&run(Urgency::Utilities, &weeks), ClockKind::Resolve, 1);
    assert_eq!((weeks.is_open(), weeks.light(at("2026-04-01 10:00"))), (false, before.light(at("2026-04-01 10:00"))));
    assert_eq!(before.light(at("2026-04-01 10:00")), Light::Green);
    // What was late stays late; what ended while merged does not run again.
    let late = [("2026-03-03 10:00", Accepted), ("2026-03-05 10:00", Merged), ("2026-03-09 10:00", Unmerged)];
    assert_eq!(only(&run(Urgency::Utilities, &late), ClockKind::Resolve, 1).due_at, at("2026-03-04 10:00"));
    let ended = [("2026-03-03 10:00", Accepted), ("2026-03-03 11:00", Merged), ("2026-03-03 12:00", Ended)];
    let ended = run(Urgency::Utilities, &[&ended[..], &[("2026-03-03 13:00", Unmerged)]].concat());
    assert!(ended.iter().all(|clock| clock.stopped_at == Some(at("2026-03-03 11:00"))));
}

#[test]
fn a_handlers_reply_stops_the_response_clock() {
    // Asked back, or accepted: a person has answered.
    for answer in [EventKind::Answered, EventKind::Accepted] {
        let states = run(Urgency::General, &[("2026-03-02 10:00", EventKind::Submitted), ("2026-03-02 10:40", answer)]);
        assert_eq!(only(&states, ClockKind::Accept, 1).stopped_at, Some(at("2026-03-02 10:40")));
    }
    // A department replies: its own clock stops, and the office has the matter again.
    let reply_by = at("2026-03-09 18:30");
    let states = run(
        Urgency::General,
        &[
            ("2026-03-02 10:00", EventKind::Submitted),
            ("2026-03-02 10:40", EventKind::Accepted),
            ("2026-03-02 11:00", EventKind::Transferred { reply_by }),
            ("2026-03-05 16:00", EventKind::ReturnedToOffice),
        ],
    );
    let reply = only(&states, ClockKind::Reply, 1);
    assert_eq!((reply.due_at, reply.stopped_at), (reply_by, Some(at("2026-03-05 16:00"))));
    let dispatch: Vec<_> = states.iter().filter(|clock| clock.kind == ClockKind::Dispatch).collect();
    assert_eq!((dispatch.len(), dispatch[0].stopped_at), (2, Some(at("2026-03-02 11:00"))));
    assert!(dispatch[1].is_open() && only(&states, ClockKind::Resolve, 1).is_open());
}

#[test]
fn a_pause_survives_another_category_and_a_return() {
    let steps = [
        ("2026-03-02 10:00", EventKind::Submitted),
        ("2026-03-02 10:40", EventKind::Accepted),
        ("2026-03-03 10:40", EventKind::Paused),
        ("2026-03-06 10:40", EventKind::Resumed),
        ("2026-03-06 10:40", EventKind::ReturnedToOffice),
        ("2026-03-06 12:00", EventKind::Dispatched),
        ("2026-03-06 12:30", EventKind::Taken),
        ("2026-03-06 16:00", EventKind::ReturnedToOffice),
    ];
    // The three days of the pause are added to seven days, and to fifteen once it is a hard matter.
    for (urgency, days) in [(Urgency::General, 7), (Urgency::Hard, 15)] {
        let resolve = only(&run(urgency, &steps), ClockKind::Resolve, 1);
        assert_eq!(resolve.due_at, at("2026-03-02 10:40") + TimeDelta::days(days + 3));
        assert!(resolve.is_open() && !resolve.is_paused());
    }
    // While it stands still, no other clock does.
    let paused = run(Urgency::General, &steps[..3]);
    assert!(paused.iter().all(|clock| clock.is_paused() == (clock.kind == ClockKind::Resolve)));
}

#[test]
fn a_changed_calendar_moves_what_is_open_and_counts_lunch_and_make_up_days() {
    let steps = told(&[("2026-02-13 12:00", EventKind::Submitted), ("2026-02-13 12:30", EventKind::Accepted)]);
    let policy = ClockPolicy::standard(Urgency::General);
    let due = |calendar: &WorkingCalendar| only(&clocks(&steps, &policy, calendar), ClockKind::Dispatch, 1).due_at;
    // One working day from 12:30: half an hour before lunch, three after it, and Saturday 14 February is worked.
    assert_eq!(due(&WorkingCalendar::standard()), at("2026-02-14 12:30"));
    // The community takes that Saturday off: the spring festival follows, and the next worked day is the 24th.
    let off = WorkingCalendar::standard().with_days([rule("2026-02-14", false)]);
    assert_eq!(due(&off), at("2026-02-24 12:30"));
}

#[test]
fn reminders_come_in_working_hours() {
    use EventKind::*;
    let calendar = WorkingCalendar::standard();
    let resolve = |urgency, time| only(&run(urgency, &[(time, Accepted)]), ClockKind::Resolve, 1);
    // Amber falls at 05:12 at night: told half an hour before the closing of the evening before.
    let utilities = resolve(Urgency::Utilities, "2026-03-03 10:00");
    assert_eq!(utilities.amber_at, at("2026-03-04 05:12"));
    assert_eq!(utilities.amber_reminder_at(&calendar), at("2026-03-03 18:00"));
    assert_eq!(utilities.red_reminder_at(&calendar), at("2026-03-04 10:00"));
    // Begun after that: told at the start. Begun at night: told at the opening.
    assert_eq!(resolve(Urgency::Emergency, "2026-03-03 18:20").amber_reminder_at(&calendar), at("2026-03-03 18:20"));
    assert_eq!(resolve(Urgency::Emergency, "2026-03-03 20:00").amber_reminder_at(&calendar), at("2026-03-04 09:30"));
}

#[test]
fn a_policy_travels_as_data() {
    for urgency in Urgency::ALL {
        let policy = ClockPolicy::standard(urgency);
        let text = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<ClockPolicy>(&text).unwrap(), policy);
        assert_eq!(Urgency::from_name(urgency.name()), Some(urgency));
    }
    for kind in ClockKind::ALL {
        assert_eq!(ClockKind::from_name(kind.name()), Some(kind));
    }
    assert_eq!(ClockPolicy::standard(Urgency::Hard).span(ClockKind::Take), Span::WorkingDays(1));
    assert_eq!(ClockPolicy::standard(Urgency::Emergency).span(ClockKind::Accept), Span::OnDuty(Minutes(10)));
    assert_eq!(ClockPolicy::standard(Urgency::Utilities).answer_at_most, hours(48));
}

// ---- the same, minute by minute ----

const LOCAL: [(&str, bool); 3] = [("2026-03-04", false), ("2026-03-08", true), ("2026-10-04", true)];

fn local() -> BTreeMap<Day, bool> {
    LOCAL.iter().map(|&(text, works)| (day(text), works)).collect()
}

fn local_calendar() -> WorkingCalendar {
    WorkingCalendar::standard().with_days(LOCAL.map(|(text, works)| rule(text, works)))
}

/// Whether each minute from 2025-12-01 to 2027-01-31, community time, is worked.
fn minutes() -> &'static [bool] {
    static MINUTES: OnceLock<Vec<bool>> = OnceLock::new();
    MINUTES.get_or_init(|| {
        let days = day("2025-12-01").iter_days().take_while(|&d| d <= day("2027-01-31"));
        let one = |d: Day| {
            let works = naive_works(d, &local());
            (0..1440).map(move |m| works && (m / 30 >= 19 && m / 30 < 26 || m / 30 >= 31 && m / 30 < 37))
        };
        days.flat_map(one).collect()
    })
}

fn minute(index: usize) -> Moment {
    at("2025-12-01 00:00") + TimeDelta::minutes(i64::try_from(index).unwrap())
}

fn index(moment: Moment) -> usize {
    usize::try_from((moment - at("2025-12-01 00:00")).num_minutes()).unwrap()
}

/// A clock that lists every minute in which it ran.
struct Counted {
    kind: ClockKind,
    round: u32,
    turn: u32,
    started: usize,
    span: Span,
    minutes: usize,
    ticks: Vec<usize>,
    stopped: Option<usize>,
    paused: Option<usize>,
    go_on_from: usize,
    extended: bool,
    /// Stopped by a merging just before.
    merged: bool,
    /// Stretches in which it was merged.
    away: Vec<(usize, usize)>,
}

impl Counted {
    fn runs_in(&self, minute: usize) -> bool {
        matches!(self.span, Span::Continuous(_)) || minutes()[minute]
    }
    fn needed_from(&self, from: usize, to: usize) -> usize {
        (from..to).filter(|&minute| self.runs_in(minute)).count()
    }
    /// A moment of a line that runs day and night, moved by the stretches in which the clock was merged.
    fn moved(&self, mut line: Moment) -> Moment {
        for &(from, to) in &self.away {
            if line > minute(from) {
                line += minute(to) - minute(from);
            }
        }
        line
    }
    /// The moment at which this many twelve-second steps had run.
    fn after_steps(&self, steps: usize) -> Moment {
        match steps.checked_sub(1) {
            None => minute(self.started),
            Some(last) => minute(self.ticks[last / 5]) + TimeDelta::seconds(12 * i64::try_from(last % 5 + 1).unwrap()),
        }
    }
}

fn length(span: Span) -> usize {
    usize::try_from(match span {
        Span::Working(minutes) | Span::Continuous(minutes) | Span::OnDuty(minutes) => minutes.0,
        Span::WorkingDays(days) => days * 390,
    })
    .unwrap()
}

/// What each event stops and starts, as a table.
fn moves(kind: EventKind) -> (&'static [ClockKind], &'static [ClockKind]) {
    use ClockKind::*;
    match kind {
        EventKind::Submitted => (&[], &[Accept]),
        EventKind::Answered => (&[Accept], &[]),
        EventKind::Accepted => (&[Accept], &[Dispatch, Resolve]),
        EventKind::Dispatched => (&[Dispatch], &[Take]),
        EventKind::Taken => (&[Dispatch, Take], &[]),
        EventKind::ReturnedToOffice => (&[Take, Reply], &[Dispatch]),
        EventKind::Transferred { .. } => (&[Dispatch, Take], &[Reply]),
        EventKind::Done => (&[Accept, Dispatch, Take, Reply, Resolve], &[Verify]),
        EventKind::CheckFailed => (&[Verify], &[]),
        EventKind::Verified => (&[Verify], &[CallBack]),
        EventKind::CalledBack => (&[CallBack], &[]),
        EventKind::Reopened => (&ClockKind::ALL, &[Accept]),
        EventKind::Ended => (&ClockKind::ALL, &[]),
        EventKind::Paused | EventKind::Resumed | EventKind::Extended { .. } => (&[], &[]),
        EventKind::Merged | EventKind::Unmerged => (&[], &[]),
    }
}

/// Merging and its undoing; anything else in between makes the stop a stop as any other.
fn merging(kind: EventKind, now: usize, all: &mut [Counted]) {
    for clock in all {
        match kind {
            EventKind::Merged if clock.stopped.is_none() => {
                (clock.stopped, clock.merged) = (Some(now), true);
                if clock.paused.is_none() {
                    clock.go_on_from = now;
                }
            }
            EventKind::Merged => {}
            EventKind::Unmerged if clock.merged => {
                if clock.paused.is_none() {
                    clock.away.push((clock.go_on_from, now));
                }
                (clock.stopped, clock.merged) = (None, false);
            }
            _ if clock.merged => {
                clock.merged = false;
                if clock.paused.is_none() {
                    let ran: Vec<usize> = (clock.go_on_from..now).filter(|&at| clock.runs_in(at)).collect();
                    clock.ticks.extend(ran);
                }
            }
            _ => {}
        }
    }
}

fn happen(kind: EventKind, now: usize, round: &mut u32, policy: &ClockPolicy, all: &mut Vec<Counted>) {
    merging(kind, now, all);
    let ((stops, starts), event) = (moves(kind), kind);
    for clock in all.iter_mut().filter(|clock| clock.stopped.is_none() && stops.contains(&clock.kind)) {
        (clock.stopped, clock.paused) = (Some(now), None);
    }
    *round += u32::from(kind == EventKind::Reopened);
    for &kind in starts {
        let same: Vec<_> = all.iter().filter(|clock| clock.kind == kind && clock.round == *round).collect();
        if same.iter().all(|clock| clock.stopped.is_some()) {
            let (turn, span) = (u32::try_from(same.len()).unwrap() + 1, policy.span(kind));
            let minutes = match event {
                EventKind::Transferred { reply_by } => index(reply_by) - now,
                _ => length(span),
            };
            let ticks = Vec::new();
            let (stopped, paused, started, go_on_from) = (None, None, now, now);
            let (round, extended, merged, away) = (*round, false, false, Vec::new());
            all.push(Counted {
                kind,
                round,
                turn,
                started,
                span,
                minutes,
                ticks,
                stopped,
                paused,
                go_on_from,
                extended,
                merged,
                away,
            });
        }
    }
    let failed = kind == EventKind::CheckFailed;
    let mine = |clock: &&mut Counted| clock.kind == ClockKind::Resolve && clock.round == *round;
    let Some(resolve) = all.iter_mut().rfind(mine) else { return };
    if failed {
        resolve.stopped = None;
    } else if resolve.stopped.is_none() {
        match kind {
            EventKind::Paused if resolve.paused.is_none() => {
                (resolve.paused, resolve.go_on_from) = (Some(now), now);
            }
            EventKind::Resumed => resolve.paused = None,
            EventKind::Extended { new_due } if !resolve.extended => {
                let judged = minute(resolve.paused.unwrap_or(now));
                let ran = resolve.ticks.len();
                let full = ran + resolve.needed_from(now, index(new_due).max(now));
                let expired = ran >= resolve.minutes && judged > resolve.after_steps(resolve.minutes * 5);
                if !expired && full > resolve.minutes {
                    (resolve.minutes, resolve.extended, resolve.go_on_from) = (full, true, now);
                }
            }
            _ => {}
        }
    }
}

fn counted(history: &[Event], policy: &ClockPolicy) -> Vec<ClockState> {
    let (mut all, mut round) = (Vec::new(), 1);
    let (first, last) = (index(history[0].at), index(history[history.len() - 1].at));
    let mut events = history.iter().map(|event| (index(event.at), event.kind)).peekable();
    for now in first..=last {
        while let Some((_, kind)) = events.next_if(|&(at, _)| at == now) {
            happen(kind, now, &mut round, policy, &mut all);
        }
        if now < last {
            for clock in all.iter_mut().filter(|clock| clock.paused.is_none() && !clock.merged && clock.runs_in(now)) {
                clock.ticks.push(now);
            }
        }
    }
    all.into_iter()
        .map(|mut clock| {
            let mut now = if clock.paused.is_some() || clock.merged { clock.go_on_from } else { last };
            while clock.ticks.len() < clock.minutes {
                if clock.runs_in(now) {
                    clock.ticks.push(now);
                }
                now += 1;
            }
            let (mut amber_at, mut due_at) =
                (clock.after_steps(clock.minutes * 4), clock.after_steps(clock.minutes * 5));
            let started_at = minute(clock.started);
            if clock.kind == ClockKind::Accept {
                let seconds = policy.answer_at_most.0 * 60;
                amber_at = amber_at.min(clock.moved(started_at + TimeDelta::seconds(seconds * 4 / 5)));
                due_at = due_at.min(clock.moved(started_at + TimeDelta::seconds(seconds)));
            }
            let (stopped_at, paused_since) = (clock.stopped.map(minute), clock.paused.map(minute));
            let (kind, round, turn) = (clock.kind, clock.round, clock.turn);
            ClockState { kind, round, turn, started_at, amber_at, due_at, stopped_at, paused_since }
        })
        .collect()
}

fn a_span() -> impl Strategy<Value = Span> {
    prop_oneof![
        (0i64..900).prop_map(|m| Span::Working(Minutes(m))),
        (0i64..3).prop_map(Span::WorkingDays),
        (0i64..4000).prop_map(|m| Span::Continuous(Minutes(m))),
        (0i64..60).prop_map(|m| Span::OnDuty(Minutes(m))),
    ]
}

fn a_policy() -> impl Strategy<Value = ClockPolicy> {
    let spans = (a_span(), a_span(), a_span(), a_span(), a_span(), a_span());
    (spans, 0i64..3000).prop_map(|((accept, dispatch, take, resolve, verify, call_back), most)| {
        let answer_at_most = Minutes(most);
        ClockPolicy { version: 2, accept, dispatch, take, resolve, verify, call_back, answer_at_most }
    })
}

/// Any order of events, sensible or not; half of the time they come close together.
fn a_history() -> impl Strategy<Value = Vec<Event>> {
    use EventKind::*;
    let kind = prop_oneof![
        3 => prop::sample::select(vec![Submitted, Answered, Dispatched, Taken, ReturnedToOffice, Verified, CalledBack]),
        3 => prop::sample::select(vec![Accepted, Paused, Resumed, Done, CheckFailed]),
        1 => prop::sample::select(vec![Reopened, Ended]),
        2 => prop::sample::select(vec![Merged, Unmerged]),
        1 => (0i64..8000).prop_map(|m| Extended { new_due: Moment::UNIX_EPOCH + TimeDelta::minutes(m) }),
        1 => (0i64..8000).prop_map(|m| Transferred { reply_by: Moment::UNIX_EPOCH + TimeDelta::minutes(m) }),
    ];
    let gap = prop_oneof![0i64..90, 0i64..2500];
    (0i64..400_000, prop::collection::vec((gap, kind), 1..16)).prop_map(|(first, steps)| {
        let mut now = at("2025-12-20 00:00") + TimeDelta::minutes(first);
        let mut history = Vec::new();
        for (gap, kind) in steps {
            now += TimeDelta::minutes(gap);
            let kind = match kind {
                Extended { new_due } => Extended { new_due: now + (new_due - Moment::UNIX_EPOCH) },
                Transferred { reply_by } => Transferred { reply_by: now + (reply_by - Moment::UNIX_EPOCH) },
                other => other,
            };
            history.push(Event { at: now, kind });
        }
        history
    })
}

fn a_moment() -> impl Strategy<Value = Moment> {
    (0i64..3600 * 24 * 400).prop_map(|s| at("2025-12-01 00:00") + TimeDelta::seconds(s))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn clocks_equal_a_count_minute_by_minute(history in a_history(), policy in a_policy()) {
        prop_assert_eq!(clocks(&history, &policy, &local_calendar()), counted(&history, &policy));
    }

    #[test]
    fn default_clocks_equal_a_count_minute_by_minute(history in a_history(), urgency in 0usize..4) {
        let policy = ClockPolicy::standard(Urgency::ALL[urgency]);
        prop_assert_eq!(clocks(&history, &policy, &local_calendar()), counted(&history, &policy));
    }

    #[test]
    fn lights_and_reminders_keep_their_order(history in a_history(), policy in a_policy()) {
        let calendar = local_calendar();
        for state in clocks(&history, &policy, &calendar) {
            prop_assert!(state.started_at <= state.amber_at && state.amber_at <= state.due_at);
            let (amber, red) = (state.amber_reminder_at(&calendar), state.red_reminder_at(&calendar));
            prop_assert!(calendar.is_working_at(amber) && calendar.is_working_at(red));
            prop_assert!(amber <= red && amber >= state.started_at && red >= state.due_at);
        }
    }

    #[test]
    fn working_time_between_equals_a_count(a in 0usize..500_000, far in 0usize..30_000) {
        let naive = minutes()[a..a + far].iter().filter(|&&works| works).count();
        let found = local_calendar().working_minutes_between(minute(a), minute(a + far));
        prop_assert_eq!(usize::try_from(found.0).unwrap(), naive);
        prop_assert_eq!(local_calendar().is_working_at(minute(a)), minutes()[a]);
    }

    #[test]
    fn adding_is_the_inverse_of_measuring(moment in a_moment(), time in 0i64..1_000_000) {
        let calendar = local_calendar();
        let end = calendar.add_working(moment, Minutes(time));
        prop_assert_eq!(calendar.working_minutes_between(moment, end), Minutes(time));
        if time > 0 {
            // And it is the earliest such moment.
            let before = end - TimeDelta::microseconds(1);
            prop_assert_eq!(calendar.working_minutes_between(moment, before), Minutes(time - 1));
        }
    }

    #[test]
    fn later_is_never_earlier(a in a_moment(), b in a_moment(), less in 0i64..90_000, more in 0i64..90_000) {
        let (calendar, (a, b)) = (local_calendar(), (a.min(b), a.max(b)));
        prop_assert!(calendar.add_working(a, Minutes(less)) <= calendar.add_working(b, Minutes(less)));
        prop_assert!(calendar.add_working(a, Minutes(less)) <= calendar.add_working(a, Minutes(less + more)));
        prop_assert!(calendar.next_working_moment(a) <= calendar.next_working_moment(b));
        prop_assert!(calendar.is_working_at(calendar.next_working_moment(a)));
    }
}

// ---- the table ----

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Open,
    Shut,
    Locked,
}
impl Named for Door {
    const ALL: &'static [Self] = &[Self::Open, Self::Shut, Self::Locked];
    fn name(self) -> &'static str {
        ["open", "shut", "locked"][self as usize]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Push,
    Pull,
    Lock,
}
impl Named for Verb {
    const ALL: &'static [Self] = &[Self::Push, Self::Pull, Self::Lock];
    fn name(self) -> &'static str {
        ["push", "pull", "lock"][self as usize]
    }
}

const fn row(from: &'static [Door], action: Verb, to: Door, reason: bool) -> Row<Door, Verb> {
    Row { from, action, to, power: Power("door.use"), reason, words: "door-moved" }
}

const ROWS: &[Row<Door, Verb>] = &[
    row(&[Door::Open], Verb::Push, Door::Shut, false),
    row(&[Door::Shut], Verb::Pull, Door::Open, false),
    row(&[Door::Shut, Door::Open], Verb::Lock, Door::Locked, true),
];
const DOOR: Machine<Door, Verb> = Machine { start: Door::Open, ends: &[Door::Locked], rows: ROWS, stays: &[] };

#[test]
fn a_step_is_in_the_table_or_is_refused() {
    assert_eq!(DOOR.step(Door::Open, Verb::Push, None).unwrap().to, Door::Shut);
    assert_eq!(DOOR.step(Door::Open, Verb::Pull, None), Err(NoStep::NotNow));
    assert_eq!(DOOR.step(Door::Shut, Verb::Lock, Some("  ")), Err(NoStep::ReasonMissing));
    assert_eq!(DOOR.step(Door::Shut, Verb::Lock, Some("night")).unwrap().to, Door::Locked);
    assert_eq!(DOOR.rows_from(Door::Open).count(), 2);
    assert_eq!(DOOR.pairs().count(), 4);
    assert!(DOOR.faults().is_empty());
    assert_eq!(DOOR.reachable(Door::Locked), [Door::Locked]);
}

#[test]
fn a_faulty_table_is_named() {
    const TWICE: &[Row<Door, Verb>] = &[
        row(&[Door::Open], Verb::Push, Door::Shut, false),
        row(&[Door::Open], Verb::Push, Door::Open, false),
        row(&[Door::Shut], Verb::Pull, Door::Open, false),
    ];
    let faults = Machine { start: Door::Open, ends: &[Door::Locked], rows: TWICE, stays: &[] }.faults();
    assert_eq!(
        faults,
        [
            "push in open has 2 rows",
            "open can never end",
            "shut can never end",
            "locked cannot be reached",
            "lock is in no row",
        ]
    );
}

#[test]
fn documents_are_drawn_from_the_table() {
    assert_eq!(
        DOOR.mermaid(),
        "stateDiagram-v2\n    [*] --> open\n    open --> shut: push\n    shut --> open: pull\n    \
         shut --> locked: lock\n    open --> locked: lock\n    locked --> [*]\n"
    );
    assert!(DOOR.markdown().ends_with("| shut, open | lock | locked | `door.use` | yes | `door-moved` |\n"));
}
