//! The engine of matters 事项: which step may follow which, and by when each step is promised.
//!
//! A kind of matter (an order, a hazard, a dispute) writes its steps as one [`Machine`] table in its own circle and
//! turns its history into [`Event`]s. [`clocks`] then answers when every step of every round is due, on the
//! [`WorkingCalendar`] of the community. Due dates that a store keeps are copies of this answer and can always be rebuilt.
//!
//! Everything here is a pure function of its arguments. It never reads a clock, a database or a setting, never
//! panics on an odd date, and never knows who a person is: that the verifier is not the doer is a rule of the circle.

mod calendar;
mod clocks;
mod machine;
mod national;
mod policy;
#[cfg(test)]
mod tests;
mod undo;

pub use calendar::{CalendarProblem, DayRule, WorkSpan, WorkingCalendar};
pub use clocks::{ClockState, Event, EventKind, Light, clocks, most_urgent};
pub use machine::{Machine, Named, NoStep, Row, Stay};
pub use national::{Holiday, NATIONAL_DAYS_FROM, NATIONAL_DAYS_THROUGH, national_day};
pub use policy::{ClockKind, ClockPolicy, Span, Urgency};
pub use undo::{Line, NoUndo, UNDO_SECONDS, Undoable, may_undo, standing, undo_until};
