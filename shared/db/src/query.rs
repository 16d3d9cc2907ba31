//! Asking questions, the same through every door.

use crate::fault::problem;
use base::Outcome;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

/// A door through which questions can be asked. SQL is portable between both databases, with `$1, $2, ...`.
pub trait Query: Sync {
    /// The connection behind the door.
    type Connection: ConnectionTrait + Send + Sync;

    /// The connection behind the door; for this crate only.
    #[doc(hidden)]
    fn connection(&self) -> &Self::Connection;

    /// All rows of a question; the caller limits them.
    fn all<T: FromQueryResult + Send>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Outcome<Vec<T>>> + Send {
        let connection = self.connection();
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        async move {
            let rows = connection.query_all_raw(statement).await.map_err(problem)?;
            rows.iter().map(|row| T::from_query_result(row, "").map_err(problem)).collect()
        }
    }

    /// All rows of a question, where a row that cannot be read is an answer too: for checking what is stored.
    fn each<T: FromQueryResult + Send>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Outcome<Vec<Result<T, String>>>> + Send {
        let connection = self.connection();
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        async move {
            let rows = connection.query_all_raw(statement).await.map_err(problem)?;
            Ok(rows.iter().map(|row| T::from_query_result(row, "").map_err(|error| error.to_string())).collect())
        }
    }

    /// The first row of a question, if any.
    fn one<T: FromQueryResult + Send>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Outcome<Option<T>>> + Send {
        let connection = self.connection();
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        async move {
            let row = connection.query_one_raw(statement).await.map_err(problem)?;
            row.map(|row| T::from_query_result(&row, "").map_err(problem)).transpose()
        }
    }

    /// One number, for example a count; 0 when there is no row.
    fn number(&self, sql: &str, values: Vec<Value>) -> impl Future<Output = Outcome<i64>> + Send {
        let connection = self.connection();
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        async move {
            let row = connection.query_one_raw(statement).await.map_err(problem)?;
            row.map_or(Ok(0), |row| {
                row.try_get_by_index::<Option<i64>>(0).map(|number| number.unwrap_or(0)).map_err(problem)
            })
        }
    }
}
