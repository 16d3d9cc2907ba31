//! The only crate that opens a connection: open, migrate, and the three doors.
//!
//! - [`Database::read`]: one consistent snapshot that cannot write.
//! - [`Database::write`]: names the contended records first, then `BEGIN IMMEDIATE` / `SERIALIZABLE`; nothing commits
//!   without an audit leaf.
//! - [`Database::housekeeping`]: READ COMMITTED, unaudited, for a closed list of tables.
//!
//! It never decides a rule and never speaks to people.

mod again;
mod fault;
mod housekeeping;
mod journal;
mod lock;
mod migrate;
mod open;
mod query;
mod read;
mod row;
mod write;

pub use again::again;
pub use housekeeping::{HOUSEKEEPING_TABLES, Housekeeping, Together};
pub use journal::{
    AppendOnly, Entry, Kind, LeafHead, Record, Seal, SealedLeaf, StoredRow, digest, sound_ids, stored_rows,
};
pub use lock::Lock;
pub use migrate::{Migration, history, migrate, waiting_migrations};
pub use open::{Backend, Database, Options};
pub use query::Query;
pub use read::Read;
pub use row::Row;
pub use sea_orm::{self, FromQueryResult, Value};
pub use write::Write;
