//! The housekeeping door: READ COMMITTED, unaudited, for tables that hold no record of what anyone did.

use crate::fault::problem;
use crate::query::Query;
use crate::row::Row;
use crate::write::insert_statement;
use base::{Outcome, Problem};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, Value};

/// The closed list of tables that may be written without an audit leaf.
pub const HOUSEKEEPING_TABLES: [&str; 10] = [
    "sessions",
    "throttles",
    "codes",
    "jobs",
    "schedule_slots",
    "audit_sequence",
    "audit_tiles",
    "audit_checkpoints",
    "aggregates",
    "staged_files",
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
        let table =
            target(sql).ok_or_else(|| Problem::Fault(format!("housekeeping cannot tell the table of: {sql}")))?;
        if !HOUSEKEEPING_TABLES.contains(&table) {
            return Err(Problem::Fault(format!("{table} is not a housekeeping table")));
        }
        let statement = Statement::from_sql_and_values(self.connection.get_database_backend(), sql, values);
        Ok(self.connection.execute_raw(statement).await.map_err(problem)?.rows_affected())
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
