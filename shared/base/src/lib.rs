//! The words every other crate speaks: typed ids, times, amounts, languages, problems, and who acts.
//!
//! Nothing here reads a clock, draws a random number, or touches a disk; time and chance are traits that the
//! program fills in once and tests fill in by hand.

mod amount;
mod chance;
mod doer;
mod id;
mod locale;
mod power;
mod problem;
mod time;

pub use amount::{Minutes, Points};
pub use chance::{Chance, SeededChance};
pub use doer::{Doer, Origin, Standing};
pub use id::*;
pub use locale::Locale;
pub use power::{Grant, Policy, Power, Relation, Role};
pub use problem::{Arg, FieldProblem, Outcome, Problem, Refusal};
pub use time::{Clock, Day, Moment, micros};
