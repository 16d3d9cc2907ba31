//! One history for both databases: SQL files written so that both read them, under a lock against a second migrator.

use crate::fault::problem;
use crate::open::{Backend, Database};
use base::{Outcome, Problem};
use sea_orm::{ConnectionTrait, DbErr, TransactionTrait};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};

/// The number both migrators ask PostgreSQL to lock.
const LOCK: i64 = 0x7775_7175;

/// One step of the history: portable SQL, plus what only one of the databases understands.
pub struct Migration {
    name: &'static str,
    portable: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! history {
    ($($name:literal),* $(,)?) => {
        const HISTORY: &[Migration] = &[$(Migration {
            name: $name,
            portable: include_str!(concat!("../../../migrations/", $name, ".sql")),
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../../../migrations/", $name, ".postgres.sql")),
        }),*];
    };
}

history![
    "0001_ground",
    "0002_access",
    "0003_registry",
    "0004_orders",
    "0005_points",
    "0006_calendar",
    "0007_imports",
    "0008_search",
    "0009_machine",
    "0010_merge",
    "0011_notices",
    "0012_figures",
    "0013_market",
    "0014_replies",
    "0015_paper",
    "0016_family",
    "0017_voice",
    "0018_push",
    "0019_undo",
    "0020_pair",
    "0021_handover",
    "0022_kin",
    "0023_said_again"
];

impl MigrationName for Migration {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let own = match manager.get_database_backend() {
            sea_orm::DbBackend::Postgres => self.postgres,
            _ => self.sqlite,
        };
        for statement in statements(self.portable).chain(statements(own)) {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The statements of a file: separated by a semicolon at the end of a line.
fn statements(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.split(";\n").map(str::trim).filter(|statement| {
        statement.lines().any(|line| !line.trim_start().starts_with("--") && !line.trim().is_empty())
    })
}

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        HISTORY
            .iter()
            .map(|step| {
                Box::new(Migration {
                    name: step.name,
                    portable: step.portable,
                    sqlite: step.sqlite,
                    postgres: step.postgres,
                }) as Box<dyn MigrationTrait>
            })
            .collect()
    }
}

/// Brings the schema up to date; a second migrator waits until the first is done.
///
/// # Errors
/// When a step fails; that step is undone.
pub async fn migrate(database: &Database) -> Outcome<()> {
    let connection = database.writer();
    match database.backend() {
        Backend::Postgres => {
            let holder = connection.begin().await.map_err(problem)?;
            holder.execute_unprepared(&format!("select pg_advisory_xact_lock({LOCK})")).await.map_err(problem)?;
            Migrator::up(connection, None).await.map_err(problem)?;
            holder.commit().await.map_err(problem)
        }
        // A second process waits at the first write (busy timeout), then finds the steps done or fails cleanly.
        Backend::Sqlite => Migrator::up(connection, None).await.map_err(problem),
    }
}

/// How many steps of the history this database has not seen.
///
/// # Errors
/// When the database cannot be asked.
pub async fn waiting_migrations(database: &Database) -> Outcome<usize> {
    let waiting = Migrator::get_pending_migrations(database.writer()).await;
    waiting.map(|steps| steps.len()).map_err(|error| Problem::Fault(error.to_string()))
}

/// The whole history as text, so that a copy of a database can tell whether it is up to date.
#[must_use]
pub fn history() -> Vec<&'static str> {
    HISTORY.iter().flat_map(|step| [step.name, step.portable, step.sqlite, step.postgres]).collect()
}
