//! The clocks of an order: computed from its events, its policy and the working calendar, and kept as a copy.

use super::machine::{Action, clock_events, dated_event};
use super::rules::{self, named};
use super::store::{EventRow, Order};
use base::{Doer, Moment, Outcome};
use db::{Query, Write, values};
use kernel::case::{ClockState, Event, WorkingCalendar, clocks, most_urgent};

pub use registry::calendar::of as calendar;

/// Every clock of every round of an order, from what happened to it.
pub fn replay(order: &Order, events: &[EventRow], calendar: &WorkingCalendar) -> Outcome<Vec<ClockState>> {
    let mut history = Vec::new();
    for event in events {
        let action: Action = named(&event.action)?;
        let dated = event.when().and_then(|when| dated_event(action, when));
        history.extend(clock_events(action).iter().copied().chain(dated).map(|kind| Event { at: event.at, kind }));
    }
    Ok(clocks(&history, &order.policy()?, calendar))
}

/// The clock an order is sorted by: open, and not standing still.
pub fn leading(clocks: &[ClockState]) -> Option<&ClockState> {
    most_urgent(clocks).filter(|clock| !clock.is_paused())
}

/// By when a resident must have said solved, so that the office may close it together with others: by this community's
/// working days.
pub async fn rated_by(door: &impl Query, doer: &Doer) -> Outcome<Moment> {
    Ok(rules::rated_by(&calendar(door, doer.community).await?, doer.at))
}

/// Forgets the clocks of the present round, so that the copy holds no more than what is put down after this.
pub async fn forget_round(write: &mut Write, order: &Order) -> Outcome<()> {
    let sql = "delete from order_clocks where order_id = $1 and round >= $2";
    write.run(sql, values![order.id, order.round]).await.map(|_| ())
}

/// Keeps the copy.
pub async fn keep(write: &mut Write, order: &Order, clocks: &[ClockState], calendar: &WorkingCalendar) -> Outcome<()> {
    const SQL: &str = "insert into order_clocks (order_id, kind, round, turn, community, started_at, amber_at, due_at,
          stopped_at, paused_since, remind_amber_at, remind_red_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (order_id, kind, round, turn) do update set amber_at = excluded.amber_at,
          due_at = excluded.due_at, stopped_at = excluded.stopped_at, paused_since = excluded.paused_since,
          remind_amber_at = excluded.remind_amber_at, remind_red_at = excluded.remind_red_at";
    // Earlier rounds never change again.
    let round = clocks.iter().map(|clock| clock.round).max().unwrap_or(1);
    for clock in clocks.iter().filter(|clock| clock.round + 1 >= round) {
        let line = values![
            order.id,
            clock.kind.name(),
            i64::from(clock.round),
            i64::from(clock.turn),
            order.community,
            clock.started_at,
            clock.amber_at,
            clock.due_at,
            clock.stopped_at,
            clock.paused_since,
            clock.amber_reminder_at(calendar),
            clock.red_reminder_at(calendar)
        ];
        write.run(SQL, line).await?;
    }
    Ok(())
}
