//! Database errors become problems by kind: "try again" or a fault of ours. Input never ends here.

use base::Problem;
use sea_orm::{DbErr, RuntimeErr};

/// PostgreSQL serialization failure and deadlock; SQLite busy and locked, plain and extended.
const TRY_AGAIN: [&str; 6] = ["40001", "40P01", "5", "6", "261", "517"];

/// Turns a database error into a problem.
pub(crate) fn problem(error: DbErr) -> Problem {
    if is_try_again(&error) { Problem::Again } else { Problem::Fault(error.to_string()) }
}

fn is_try_again(error: &DbErr) -> bool {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => error
            .as_database_error()
            .and_then(|error| error.code())
            .is_some_and(|code| TRY_AGAIN.contains(&code.as_ref())),
        DbErr::ConnectionAcquire(_) => true,
        _ => false,
    }
}
