//! The writing door: inside, read by key only; nothing commits without an audit leaf.

use crate::fault::{problem, problem_of_write};
use crate::journal::{AppendOnly, Entry, LeafHead, Record, Seal, digest};
use crate::query::Query;
use crate::row::{Row, placeholders};
use base::{Doer, Outcome, Problem};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Statement, Value};
use std::sync::Arc;
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

/// Values in one statement. SQLite looks each `$n` up by its name among all others: with 6,000 that was three quarters of
/// the time of loading a town; from a few hundred on, more do not make it faster.
const VALUES_MAX: usize = 400;

/// One transaction that changes records. Dropping it undoes everything.
pub struct Write {
    pub(crate) transaction: DatabaseTransaction,
    pub(crate) head: LeafHead,
    pub(crate) entries: Vec<Entry>,
    pub(crate) seal: Arc<dyn Seal>,
    pub(crate) held: Vec<OwnedMutexGuard<()>>,
    pub(crate) doer: Doer,
}

#[derive(FromQueryResult)]
struct Version {
    version: i64,
}

impl Write {
    /// Who opened this write.
    #[must_use]
    pub fn doer(&self) -> &Doer {
        &self.doer
    }

    /// Names the person for whom this is done 代办; both are then on record.
    pub fn on_behalf_of(&mut self, person: base::PersonId) {
        self.head.on_behalf_of = Some(person.0);
    }

    /// Inserts a row of an append-only table and names it in the leaf.
    ///
    /// # Errors
    /// A fault when the row does not fit the table.
    pub async fn append(&mut self, table: &AppendOnly, row: Row) -> Outcome<()> {
        let digest = digest(table, &row)?;
        let id = id_of(table.table, &row)?;
        let (sql, values) = insert_statement(table.table, row, "");
        self.run(&sql, values).await?;
        self.entries.push(Entry::Row { table: table.table, id, digest });
        Ok(())
    }

    /// Inserts an append-only row unless one with its key exists; false when it did.
    ///
    /// # Errors
    /// As [`Write::append`].
    pub async fn append_once(&mut self, table: &AppendOnly, row: Row) -> Outcome<bool> {
        let digest = digest(table, &row)?;
        let id = id_of(table.table, &row)?;
        let (sql, values) = insert_statement(table.table, row, " on conflict do nothing");
        let fresh = self.run(&sql, values).await? == 1;
        if fresh {
            self.entries.push(Entry::Row { table: table.table, id, digest });
        }
        Ok(fresh)
    }

    /// Inserts a new record at version 1.
    ///
    /// # Errors
    /// A fault from the database.
    pub async fn create(&mut self, table: &Record, mut row: Row) -> Outcome<()> {
        let id = id_of(table.table, &row)?;
        row.push(("version", Value::from(1i64)));
        let (sql, values) = insert_statement(table.table, row, "");
        self.run(&sql, values).await?;
        self.entries.push(Entry::Record { table: table.table, id, before: None, after: 1 });
        Ok(())
    }

    /// Inserts a new record at version 1 unless its key exists; false when it did.
    ///
    /// # Errors
    /// A fault from the database.
    pub async fn create_once(&mut self, table: &Record, mut row: Row) -> Outcome<bool> {
        let id = id_of(table.table, &row)?;
        row.push(("version", Value::from(1i64)));
        let (sql, values) = insert_statement(table.table, row, " on conflict do nothing");
        let fresh = self.run(&sql, values).await? == 1;
        if fresh {
            self.entries.push(Entry::Record { table: table.table, id, before: None, after: 1 });
        }
        Ok(fresh)
    }

    /// Inserts many new records at version 1. All rows have the columns of the first, in its order.
    ///
    /// # Errors
    /// A fault from the database, or when the rows differ in their columns.
    pub async fn create_all(&mut self, table: &Record, rows: Vec<Row>) -> Outcome<()> {
        let Some(first) = rows.first() else { return Ok(()) };
        let mut columns: Vec<&'static str> = first.iter().map(|(name, _)| *name).collect();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            if !row.iter().map(|(name, _)| *name).eq(columns.iter().copied()) {
                return Err(Problem::Fault(format!("rows of {} differ in their columns", table.table)));
            }
            self.entries.push(Entry::Record {
                table: table.table,
                id: id_of(table.table, &row)?,
                before: None,
                after: 1,
            });
            lines.push(row.into_iter().map(|(_, value)| value).chain([Value::from(1i64)]).collect());
        }
        columns.push("version");
        self.insert_all(table.table, &columns, lines).await
    }

    /// Changes a record from the expected version to the next.
    ///
    /// # Errors
    /// [`Problem::Changed`] when the record has another version.
    pub async fn change(&mut self, table: &Record, id: impl Into<Uuid>, expected: i64, row: Row) -> Outcome<()> {
        let id = id.into();
        let (mut sets, mut values) = (Vec::new(), Vec::new());
        for (name, value) in row {
            values.push(value);
            sets.push(format!("{name} = ${}", values.len()));
        }
        values.push(Value::from(id));
        values.push(Value::from(expected));
        sets.push("version = version + 1".to_owned());
        let count = values.len();
        let sql =
            format!("update {} set {} where id = ${} and version = ${count}", table.table, sets.join(", "), count - 1);
        if self.run(&sql, values).await? != 1 {
            return Err(Problem::Changed);
        }
        self.entries.push(Entry::Record { table: table.table, id, before: Some(expected), after: expected + 1 });
        Ok(())
    }

    /// Moves a record to its next version, whatever it is, because rows that belong to it changed.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is no such record.
    pub async fn touch(&mut self, table: &Record, id: impl Into<Uuid>) -> Outcome<i64> {
        let id = id.into();
        let sql = format!("select version from {} where id = $1", table.table);
        let now = self.one::<Version>(&sql, vec![Value::from(id)]).await?.ok_or(Problem::NotFound)?;
        self.change(table, id, now.version, Vec::new()).await?;
        Ok(now.version + 1)
    }

    /// Inserts a row that belongs to a record (the record itself is created, changed or touched in the same write).
    ///
    /// # Errors
    /// A fault from the database.
    pub async fn insert(&mut self, table: &'static str, row: Row) -> Outcome<()> {
        let (sql, values) = insert_statement(table, row, "");
        self.run(&sql, values).await.map(|_| ())
    }

    /// Inserts a row that belongs to a record unless its key exists; false when it did.
    ///
    /// # Errors
    /// A fault from the database.
    pub async fn insert_once(&mut self, table: &'static str, row: Row) -> Outcome<bool> {
        let (sql, values) = insert_statement(table, row, " on conflict do nothing");
        Ok(self.run(&sql, values).await? == 1)
    }

    /// Inserts many rows that belong to records, as many in a statement as both databases take.
    ///
    /// # Errors
    /// A fault from the database.
    pub async fn insert_all(&mut self, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Outcome<()> {
        let width = columns.len().max(1);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<Vec<Value>> = rows.by_ref().take((VALUES_MAX / width).max(1)).collect();
            let line = |row: usize| {
                let marks: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
                format!("({})", marks.join(", "))
            };
            let lines: Vec<String> = (0..chunk.len()).map(line).collect();
            let sql = format!("insert into {table} ({}) values {}", columns.join(", "), lines.join(", "));
            self.run(&sql, chunk.concat()).await?;
        }
        Ok(())
    }

    /// Runs one statement on rows that belong to a record, and tells how many rows it changed.
    ///
    /// # Errors
    /// A fault from the database.
    pub async fn run(&mut self, sql: &str, values: Vec<Value>) -> Outcome<u64> {
        let statement = Statement::from_sql_and_values(self.transaction.get_database_backend(), sql, values);
        Ok(self.transaction.execute_raw(statement).await.map_err(problem_of_write)?.rows_affected())
    }

    /// Notes in the leaf that the body of an earlier leaf is erased.
    pub fn note_erased(&mut self, leaf: Uuid) {
        self.entries.push(Entry::Erased { leaf });
    }

    /// Writes the audit leaf and commits. A write that changed nothing commits nothing.
    ///
    /// # Errors
    /// [`Problem::Again`] when the database asks for another try.
    pub async fn commit(mut self) -> Outcome<()> {
        if self.entries.is_empty() {
            return self.transaction.rollback().await.map_err(problem);
        }
        let leaf = self.seal.seal(&self.head, &self.entries)?;
        let open = crate::row! {
            id: leaf.id, community: self.head.community.0, at: self.head.at, kind: self.head.kind,
            commitment: leaf.commitment, mac: leaf.mac,
        };
        self.insert("audit_leaves", open).await?;
        self.insert("audit_bodies", crate::row! { id: leaf.id, salt: leaf.salt, body: leaf.body }).await?;
        self.insert("audit_waiting", crate::row! { leaf_id: leaf.id }).await?;
        self.transaction.commit().await.map_err(problem)?;
        drop(self.held);
        Ok(())
    }
}

impl Query for Write {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

fn id_of(table: &str, row: &Row) -> Outcome<Uuid> {
    row.iter()
        .find_map(|(name, value)| match value {
            Value::Uuid(Some(id)) if *name == "id" => Some(*id),
            _ => None,
        })
        .ok_or_else(|| Problem::Fault(format!("a row of {table} has no id")))
}

/// `insert into table(columns) values ($1, ...)` with a tail.
pub(crate) fn insert_statement(table: &str, row: Row, tail: &str) -> (String, Vec<Value>) {
    let (names, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
    let sql = format!("insert into {table} ({}) values ({}){tail}", names.join(", "), placeholders(values.len()));
    (sql, values)
}
