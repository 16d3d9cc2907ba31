//! Work after the answer: rows enqueued in the same transaction (outbox), leased, tried again, and shown when dead.
//!
//! A job holds ids only, may run twice, and calls an action. A schedule slot is claimed by inserting its row, so that
//! several servers need no leader.

mod queue;
mod timetable;

pub use queue::{DeadJob, JobKind, RunJob, dead_jobs, enqueue, give_another_try, run_due};
pub use timetable::{RunLoop, RunSchedule, Schedule, run_slots};
