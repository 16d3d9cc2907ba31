//! What a write did, for its audit leaf: digests of append-only rows, and versions of records.

use crate::fault::problem;
use crate::query::Query;
use crate::row::Row;
use base::{CommunityId, Moment, Outcome, Problem};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The type of a column in an append-only table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A UUID.
    Id,
    /// A whole number.
    Number,
    /// A text.
    Text,
    /// A time.
    Time,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// Bytes.
    Bytes,
}

/// An append-only table: rows are only ever inserted, and each is named in the audit leaf of its write.
#[derive(Clone, Copy, Debug)]
pub struct AppendOnly {
    /// The table.
    pub table: &'static str,
    /// Every column with its type; the first is the id.
    pub columns: &'static [(&'static str, Kind)],
}

/// A table of records that change; each has `id` and `version` columns and its versions are contiguous.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// The table.
    pub table: &'static str,
}

/// One line of a leaf's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An append-only row with the digest of all its columns.
    Row {
        /// Its table.
        table: &'static str,
        /// Its id.
        id: Uuid,
        /// SHA-256 of its columns.
        digest: [u8; 32],
    },
    /// A record went from one version to the next; `before` is absent for a new one.
    Record {
        /// Its table.
        table: &'static str,
        /// Its id.
        id: Uuid,
        /// The version before.
        before: Option<i64>,
        /// The version after.
        after: i64,
    },
    /// A person's earlier bodies were erased.
    Erased {
        /// The leaf whose body is gone.
        leaf: Uuid,
    },
}

/// The open part of a leaf.
#[derive(Clone, Debug)]
pub struct LeafHead {
    /// The community in which it happened.
    pub community: CommunityId,
    /// When.
    pub at: Moment,
    /// The verb.
    pub kind: &'static str,
    /// The account that acted, if any.
    pub by: Option<Uuid>,
    /// The person acted for 代办, if any.
    pub on_behalf_of: Option<Uuid>,
}

/// A leaf ready to be stored; opaque to this crate.
#[derive(Clone, Debug)]
pub struct SealedLeaf {
    /// Its id.
    pub id: Uuid,
    /// The random salt of the commitment.
    pub salt: Vec<u8>,
    /// The body as stored.
    pub body: String,
    /// SHA-256 of salt and body.
    pub commitment: Vec<u8>,
    /// The message authentication code.
    pub mac: Vec<u8>,
}

/// Makes leaves; the kernel's audit does.
pub trait Seal: Send + Sync {
    /// Seals what a write did.
    ///
    /// # Errors
    /// When the body cannot be encoded.
    fn seal(&self, head: &LeafHead, entries: &[Entry]) -> Outcome<SealedLeaf>;
}

/// SHA-256 over the columns of a row in the order the table declares, each with its type and length.
///
/// # Errors
/// A fault when a column is missing, unknown or of another type.
pub fn digest(table: &AppendOnly, row: &Row) -> Outcome<[u8; 32]> {
    if row.len() != table.columns.len() {
        return Err(Problem::Fault(format!("{}: {} columns, {} values", table.table, table.columns.len(), row.len())));
    }
    let mut hasher = Sha256::new();
    for (name, kind) in table.columns {
        let value = row.iter().find(|(column, _)| column == name).map(|(_, value)| value);
        let value = value.ok_or_else(|| Problem::Fault(format!("{}.{name} has no value", table.table)))?;
        let bytes = encode(*kind, value)
            .ok_or_else(|| Problem::Fault(format!("{}.{name} is not a {kind:?}: {value:?}", table.table)))?;
        hasher.update(name.as_bytes());
        match bytes {
            None => hasher.update([0]),
            Some(bytes) => {
                hasher.update([1]);
                hasher.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
                hasher.update(&bytes);
            }
        }
    }
    Ok(hasher.finalize().into())
}

/// The bytes of a value; the outer option is empty when the type is wrong, the inner when the value is absent.
#[expect(clippy::option_option, reason = "two different absences")]
fn encode(kind: Kind, value: &Value) -> Option<Option<Vec<u8>>> {
    match (kind, value) {
        (Kind::Id, Value::Uuid(id)) => Some(id.as_ref().map(|id| id.as_bytes().to_vec())),
        (Kind::Number, Value::BigInt(number)) => Some(number.map(|number| number.to_be_bytes().to_vec())),
        (Kind::Number, Value::Int(number)) => Some(number.map(|number| i64::from(number).to_be_bytes().to_vec())),
        (Kind::Text, Value::String(text)) => Some(text.as_ref().map(|text| text.as_bytes().to_vec())),
        (Kind::Time, Value::ChronoDateTimeUtc(time)) => {
            Some(time.as_ref().map(|time| time.timestamp_micros().to_be_bytes().to_vec()))
        }
        (Kind::Day, Value::ChronoDate(day)) => Some(day.as_ref().map(|day| day.to_string().into_bytes())),
        (Kind::Flag, Value::Bool(flag)) => Some(flag.map(|flag| vec![u8::from(flag)])),
        (Kind::Bytes, Value::Bytes(bytes)) => Some(bytes.as_ref().map(|bytes| bytes.to_vec())),
        _ => None,
    }
}

/// A stored append-only row read back: its id, and the digest of its columns or why they cannot be read as declared.
#[derive(Clone, Debug)]
pub struct StoredRow {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of its columns.
    pub digest: Result<[u8; 32], String>,
}

/// Reads rows of an append-only table back, ordered by id, after the given id.
///
/// # Errors
/// A fault from the database; a row that is not as declared is an answer, not an error.
pub async fn stored_rows(
    door: &impl Query,
    table: &AppendOnly,
    after: Option<Uuid>,
    limit: u32,
) -> Outcome<Vec<StoredRow>> {
    let columns = table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let connection = door.connection();
    let backend = connection.get_database_backend();
    let from = if after.is_some() { "id > $1" } else { "id >= $1" };
    let sound = sound_ids(door, "id");
    let sql = format!("select {columns} from {} where {from}{sound} order by id limit {limit}", table.table);
    let statement = Statement::from_sql_and_values(backend, sql, vec![Value::from(after.unwrap_or(Uuid::nil()))]);
    let rows = connection.query_all_raw(statement).await.map_err(problem)?;
    rows.iter()
        .map(|row| {
            let id = row.try_get("", "id").map_err(problem)?;
            let row = stored_row(table, row).map_err(|error| error.to_string());
            Ok(StoredRow { id, digest: row.and_then(|row| digest(table, &row).map_err(|problem| problem.to_string())) })
        })
        .collect()
}

/// Leaves out rows whose id is no id, which SQLite would store: paging cannot pass them, so whoever pages counts.
#[must_use]
pub fn sound_ids(door: &impl Query, column: &str) -> String {
    match door.connection().get_database_backend() {
        DbBackend::Postgres => String::new(),
        _ => format!(" and typeof({column}) = 'blob' and length({column}) = 16"),
    }
}

fn stored_row(table: &AppendOnly, row: &QueryResult) -> Result<Row, DbErr> {
    let read = |(name, kind): &(&'static str, Kind)| -> Result<(&'static str, Value), DbErr> {
        let value = match kind {
            Kind::Id => Value::from(row.try_get::<Option<Uuid>>("", name)?),
            Kind::Number => Value::from(row.try_get::<Option<i64>>("", name)?),
            Kind::Text => Value::from(row.try_get::<Option<String>>("", name)?),
            Kind::Time => Value::from(row.try_get::<Option<DateTime<Utc>>>("", name)?),
            Kind::Day => Value::from(row.try_get::<Option<NaiveDate>>("", name)?),
            Kind::Flag => Value::from(row.try_get::<Option<bool>>("", name)?),
            Kind::Bytes => Value::from(row.try_get::<Option<Vec<u8>>>("", name)?),
        };
        Ok((name, value))
    };
    table.columns.iter().map(read).collect()
}
