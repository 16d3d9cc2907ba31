//! Checks everything the audit log promises, and names the first wrong lines in plain words.
//!
//! It reads one snapshot in pages, changes nothing, and never says what a row holds: table, id, and what is wrong.

mod log;
mod rows;
mod steps;

use crate::app::App;
use base::{Outcome, Problem};
use db::{FromQueryResult, Query, Read, sound_ids};
use std::fmt;
use uuid::Uuid;

/// Rows read at a time.
const PAGE: u32 = 2_000;
/// Wrong lines that are named; more are counted.
const NAMED_MAX: usize = 100;
/// Rows that one question names.
const STRAYS_NAMED: u32 = 20;

/// One wrong line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The table; empty when a circle's own replay found it.
    pub table: String,
    /// Which row.
    pub id: String,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.table.is_empty() {
            return f.write_str(&self.what);
        }
        write!(f, "{} {}: {}", self.table, self.id, self.what)
    }
}

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Leaves under a signed head.
    pub leaves: u64,
    /// Genuine leaves that wait for their number.
    pub waiting: u64,
    /// Signed heads.
    pub checkpoints: u64,
    /// Append-only rows.
    pub rows: u64,
    /// Records.
    pub records: u64,
    /// The first wrong lines.
    pub findings: Vec<Finding>,
    /// Further wrong lines that are not named.
    pub unnamed: u64,
}

impl Report {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn add(&mut self, table: &str, id: impl fmt::Display, what: impl Into<String>) {
        if self.findings.len() < NAMED_MAX {
            self.findings.push(Finding { table: table.to_owned(), id: id.to_string(), what: what.into() });
        } else {
            self.unnamed += 1;
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "checked {} leaves, {} waiting, {} signed heads, {} rows, {} records",
            self.leaves, self.waiting, self.checkpoints, self.rows, self.records
        )?;
        self.findings.iter().try_for_each(|finding| writeln!(f, "WRONG  {finding}"))?;
        match (self.is_clean(), self.unnamed) {
            (true, _) => f.write_str("everything is as it was written"),
            (false, 0) => Ok(()),
            (false, more) => write!(f, "and {more} more"),
        }
    }
}

/// Checks the whole log and what it vouches for: the tree, its tiles and every signed head; the authentication code of
/// every leaf, those that wait too; every body; append-only rows and bodies one to one; versions of records; and what the
/// circles recompute. `checkpoint` is a signed head that was kept elsewhere; a log whose end was cut off shows there.
///
/// # Errors
/// When the database cannot be read. What is wrong in it is an answer, not an error.
pub async fn verify(app: &App, checkpoint: Option<&str>) -> Outcome<Report> {
    let read = app.db.read().await?;
    let mut report = Report::default();
    log::check(app, &read, checkpoint, &mut report).await?;
    rows::check(app, &read, &mut report).await?;
    for replay in &app.part.verifies {
        match replay(app, &read).await {
            Ok(found) => found.into_iter().for_each(|what| report.add("", "", what)),
            Err(Problem::Fault(why)) => report.add("", "", format!("a replay could not run: {why}")),
            Err(problem) => return Err(problem),
        }
    }
    Ok(report)
}

/// The first ids that a question finds.
async fn ids(read: &Read, question: &str, column: &str) -> Outcome<Vec<Uuid>> {
    #[derive(FromQueryResult)]
    struct Stray {
        id: Uuid,
    }
    let sound = sound_ids(read, column);
    let found: Vec<Stray> =
        read.all(&format!("{question}{sound} order by {column} limit {STRAYS_NAMED}"), vec![]).await?;
    Ok(found.into_iter().map(|stray| stray.id).collect())
}
