//! The housekeeping door: READ COMMITTED, unaudited, for tables that hold no record of what anyone did.

use crate::fault::problem;
use crate::query::Query;
use crate::row::Row;
use crate::write::insert_statement;
use base::{Outcome, Problem};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, Value,
};

/// The closed list of tables that may be written without an audit leaf.
pub const HOUSEKEEPING_TABLES: [&str; 28] = [
    "sessions",
    "throttles",
    "codes",
    "jobs",
    "schedule_slots",
    "audit_waiting",
    "audit_sequence",
    "audit_tiles",
    "audit_checkpoints",
    "aggregates",
    // Figures are counted again from events every day.
    "figure_cases",
    "figures",
    "figure_readings",
    "figure_checks",
    "export_progress",
    "staged_files",
    "staged_imports",
    "staged_import_rows",
    // What became of many matters done at one go: the matters themselves say what happened.
    "bulk_results",
    // A reminder is told again by the clocks it comes from.
    "order_reminders",
    // News are told again from the steps they come from; what was sent is no record of what anyone did.
    "notices",
    "notice_sends",
    // A code that is read out works for an hour; the agreement that it leads to is the record.
    "proxy_codes",
    // What a step changed, for the seconds in which it may be taken back.
    "order_undos",
    // Who has a matter open at this moment; gone a minute later.
    "order_presences",
    // Who is to be told that they are needed no longer; gone when they were told.
    "order_let_go",
    // Whether somebody who is back is asked about a matter; who had it when, the steps of the matter say.
    "order_stand_ins",
    // A browser that may be rung goes with its sign-in, and its service says when it is gone.
    "push_devices",
];

/// Unaudited writes to the closed list.
pub struct Housekeeping<'a> {
    pub(crate) connection: &'a DatabaseConnection,
}

impl Housekeeping<'_> {
    /// Runs one statement on a table of the closed list and tells how many rows it changed.
    ///
    /// # Errors
    /// A fault when the statement names a table outside the list.
    pub async fn run(&self, sql: &str, values: Vec<Value>) -> Outcome<u64> {
        run_on(self.connection, sql, values).await
    }

    /// Several statements that hold together or not at all. Holders of the same number follow one another, on however
    /// many servers.
    ///
    /// # Errors
    /// When no connection is free in time.
    pub async fn together(&self, number: i64) -> Outcome<Together> {
        let postgres = self.connection.get_database_backend() == DbBackend::Postgres;
        let options = if postgres {
            TransactionOptions { isolation_level: Some(IsolationLevel::ReadCommitted), ..TransactionOptions::default() }
        } else {
            // The one writer of SQLite is the lock.
            TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            }
        };
        let transaction = self.connection.begin_with_options(options).await.map_err(problem)?;
        if postgres {
            let sql = format!("select pg_advisory_xact_lock({number})");
            transaction.execute_unprepared(&sql).await.map_err(problem)?;
        }
        Ok(Together { transaction })
    }

    /// Inserts a row unless its key exists; false when it did.
    ///
    /// # Errors
    /// As [`Housekeeping::run`].
    pub async fn insert_once(&self, table: &'static str, row: Row) -> Outcome<bool> {
        let (sql, values) = insert_statement(table, row, " on conflict do nothing");
        Ok(self.run(&sql, values).await? == 1)
    }
}

impl Query for Housekeeping<'_> {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        self.connection
    }
}

/// Unaudited writes to the closed list that hold together. Dropping it undoes everything.
pub struct Together {
    transaction: DatabaseTransaction,
}

impl Together {
    /// Runs one statement on a table of the closed list and tells how many rows it changed.
    ///
    /// # Errors
    /// As [`Housekeeping::run`].
    pub async fn run(&self, sql: &str, values: Vec<Value>) -> Outcome<u64> {
        run_on(&self.transaction, sql, values).await
    }

    /// Inserts a row.
    ///
    /// # Errors
    /// As [`Housekeeping::run`].
    pub async fn insert(&self, table: &'static str, row: Row) -> Outcome<()> {
        let (sql, values) = insert_statement(table, row, "");
        self.run(&sql, values).await.map(|_| ())
    }

    /// Makes everything lasting.
    ///
    /// # Errors
    /// [`Problem::Again`] when the database asks for another try.
    pub async fn commit(self) -> Outcome<()> {
        self.transaction.commit().await.map_err(problem)
    }
}

impl Query for Together {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

async fn run_on(connection: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Outcome<u64> {
    let table = target(sql).ok_or_else(|| Problem::Fault(format!("housekeeping cannot tell the table of: {sql}")))?;
    if !HOUSEKEEPING_TABLES.contains(&table) {
        return Err(Problem::Fault(format!("{table} is not a housekeeping table")));
    }
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    Ok(connection.execute_raw(statement).await.map_err(problem)?.rows_affected())
}

/// The table that a statement writes to: the word after `insert into`, `update` or `delete from`.
fn target(sql: &str) -> Option<&str> {
    let mut words = sql.split_whitespace();
    match words.next()?.to_ascii_lowercase().as_str() {
        "update" => words.next(),
        "insert" | "delete" => words.nth(1),
        _ => None,
    }
    .map(|word| word.split('(').next().unwrap_or(word))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_target_is_found() {
        assert_eq!(super::target("insert into sessions(id) values ($1)"), Some("sessions"));
        assert_eq!(super::target(" update jobs set x = 1"), Some("jobs"));
        assert_eq!(super::target("delete from codes where id = $1"), Some("codes"));
        assert_eq!(super::target("drop table orders"), None);
    }
}
