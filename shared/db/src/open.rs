//! Opening: SQLite with one writer and a pool of readers, or PostgreSQL.

use crate::fault::problem;
use crate::housekeeping::Housekeeping;
use crate::journal::{LeafHead, Seal};
use crate::lock::{Lock, Locks};
use crate::read::Read;
use crate::write::Write;
use base::{Doer, Outcome};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, DatabaseConnection, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::time::Duration;

/// How long a request waits for a connection.
const ACQUIRE_WAIT: Duration = Duration::from_secs(30);
/// How long SQLite waits for another process (a backup, a second command).
const BUSY_WAIT: Duration = Duration::from_secs(15);
/// Readers on SQLite.
const READERS: u32 = 8;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// The embedded default.
    Sqlite,
    /// Many servers.
    Postgres,
}

/// Where the database is.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:///path/to/file` or `postgres://...`.
    pub url: String,
    /// Connections to PostgreSQL.
    pub connections: u32,
}

/// An open database with its three doors.
pub struct Database {
    backend: Backend,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    locks: Locks,
    seal: Arc<dyn Seal>,
}

impl Database {
    /// Connects. The schema is the business of [`crate::migrate`].
    ///
    /// # Errors
    /// When the database cannot be reached or opened.
    pub async fn open(options: &Options, seal: Arc<dyn Seal>) -> Outcome<Self> {
        let postgres = options.url.starts_with("postgres");
        let (backend, reader, writer) = if postgres {
            let pool = connect_postgres(options).await?;
            (Backend::Postgres, pool.clone(), pool)
        } else {
            let writer = connect_sqlite(&options.url, false).await?;
            (Backend::Sqlite, connect_sqlite(&options.url, true).await?, writer)
        };
        Ok(Self { backend, reader, writer, locks: Locks::new(), seal })
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The raw writing connection, for migrations and `doctor` only.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Opens one consistent snapshot that cannot write.
    ///
    /// # Errors
    /// When no connection is free in time.
    pub async fn read(&self) -> Outcome<Read> {
        let options = match self.backend {
            Backend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            },
            Backend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        Ok(Read { transaction: self.reader.begin_with_options(options).await.map_err(problem)? })
    }

    /// Holds the named records, then begins a write that ends in [`Write::commit`].
    ///
    /// `verb` is the kind of the audit leaf, `noun.verb`.
    ///
    /// # Errors
    /// When no connection is free in time.
    pub async fn write(&self, doer: &Doer, verb: &'static str, locks: &[Lock]) -> Outcome<Write> {
        let held = self.locks.hold(locks).await;
        let options = match self.backend {
            Backend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            Backend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::Serializable),
                ..TransactionOptions::default()
            },
        };
        let transaction = self.writer.begin_with_options(options).await.map_err(problem)?;
        let head = LeafHead {
            community: doer.community,
            at: doer.at,
            kind: verb,
            by: doer.account.map(Into::into),
            on_behalf_of: None,
        };
        Ok(Write { transaction, head, entries: Vec::new(), seal: Arc::clone(&self.seal), held, doer: doer.clone() })
    }

    /// Unaudited writes to the closed list of tables.
    #[must_use]
    pub fn housekeeping(&self) -> Housekeeping<'_> {
        Housekeeping { connection: &self.writer }
    }

    /// Past the doors, for tests that play an attacker; the import check refuses it anywhere else.
    #[doc(hidden)]
    #[must_use]
    pub fn raw_for_tests(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Closes every connection; what is committed is on disk.
    ///
    /// # Errors
    /// When a connection does not close.
    pub async fn close(&self) -> Outcome<()> {
        self.reader.close_by_ref().await.map_err(problem)?;
        self.writer.close_by_ref().await.map_err(problem)
    }

    /// Copies the embedded database into a new file, consistent while others write (SQLite only).
    ///
    /// # Errors
    /// When the target exists or cannot be written.
    pub async fn copy_to(&self, file: &str) -> Outcome<()> {
        let target = file.replace('\'', "''");
        self.writer.execute_unprepared(&format!("vacuum into '{target}'")).await.map_err(problem)?;
        Ok(())
    }
}

async fn connect_postgres(options: &Options) -> Outcome<DatabaseConnection> {
    let mut connect = ConnectOptions::new(options.url.clone());
    connect.max_connections(options.connections).acquire_timeout(ACQUIRE_WAIT).sqlx_logging(false);
    sea_orm::Database::connect(connect).await.map_err(problem)
}

async fn connect_sqlite(url: &str, read_only: bool) -> Outcome<DatabaseConnection> {
    let mut connect = ConnectOptions::new(if read_only { url.to_owned() } else { format!("{url}?mode=rwc") });
    connect
        .max_connections(if read_only { READERS } else { 1 })
        .min_connections(1)
        .acquire_timeout(ACQUIRE_WAIT)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            let options = options.foreign_keys(true).busy_timeout(BUSY_WAIT).statement_cache_capacity(400);
            if read_only {
                options.pragma("query_only", "on")
            } else {
                options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
            }
        });
    sea_orm::Database::connect(connect).await.map_err(problem)
}
