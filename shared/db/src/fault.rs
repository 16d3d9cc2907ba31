//! Database errors become problems by kind: "try again" or a fault of ours. Input never ends here.

use base::Problem;
use sea_orm::{DbErr, RuntimeErr};
use std::borrow::Cow;

/// PostgreSQL serialization failure and deadlock; SQLite busy and locked, plain and extended.
const TRY_AGAIN: [&str; 6] = ["40001", "40P01", "5", "6", "261", "517"];

/// PostgreSQL unique violation: of two writes that make the same row at the same instant, the later one may meet this
/// instead of a serialization failure. SQLite has one writer at a time and no such race.
const TAKEN: &str = "23505";
/// How the fault of such a write begins, so that [`crate::again`] knows it from others.
const COLLIDED: &str = "a row with this key was there already: ";

/// Turns the error of a write into a problem.
pub(crate) fn problem_of_write(error: DbErr) -> Problem {
    if code(&error).is_some_and(|code| code == TAKEN) {
        Problem::Fault(format!("{COLLIDED}{error}"))
    } else {
        problem(error)
    }
}

/// The write met a row of another one. If that came at the same instant, another look finds it; if it was there all along,
/// this is a fault of ours.
pub(crate) fn collided(problem: &Problem) -> bool {
    matches!(problem, Problem::Fault(text) if text.starts_with(COLLIDED))
}

/// Turns a database error into a problem.
pub(crate) fn problem(error: DbErr) -> Problem {
    if is_try_again(&error) { Problem::Again } else { Problem::Fault(error.to_string()) }
}

fn is_try_again(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_)) || code(error).is_some_and(|code| TRY_AGAIN.contains(&code.as_ref()))
}

/// The database's own code for what went wrong.
fn code(error: &DbErr) -> Option<Cow<'_, str>> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => error.as_database_error()?.code(),
        _ => None,
    }
}
