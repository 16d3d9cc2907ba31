//! Comparing the catalogue with the real database.

use base::Outcome;
use db::{Backend, Database, FromQueryResult, Query, values};
use kernel::app::PersonalField;
use std::collections::BTreeSet;

/// Tables of this crate and of the accounts whose every column is about a person.
pub const PERSON_TABLES: [&str; 19] = [
    "people",
    "households",
    "linked_unit_households",
    "looks",
    "helpers",
    "person_skills",
    "free_times",
    "helper_areas",
    "helper_languages",
    "body_members",
    "accounts",
    "roles_held",
    "sessions",
    "proxies",
    "proxy_codes",
    "codes",
    "throttles",
    "notice_settings",
    "notice_choices",
];

/// Columns that hold nothing about anyone: keys of the house, and version counters.
const STRUCTURE: [&str; 3] = ["id", "community", "version"];

#[derive(FromQueryResult)]
struct Column {
    name: String,
}

/// What is wrong between the catalogue and the real schema of these tables: a column that is not listed, a line whose
/// column does not exist, a column listed twice. Empty means that they agree.
///
/// # Errors
/// A fault from the database.
pub async fn faults(database: &Database, fields: &[PersonalField], tables: &[&str]) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    let mut listed = BTreeSet::new();
    for field in fields {
        if !listed.insert(field.column) {
            faults.push(format!("{} is listed twice", field.column));
        }
        if [field.purpose, field.basis, field.viewers, field.retention].iter().any(|text| text.is_empty()) {
            faults.push(format!("{} lacks a word", field.column));
        }
    }
    for table in tables {
        let columns = columns(database, table).await?;
        if columns.is_empty() {
            faults.push(format!("{table} does not exist"));
        }
        for column in columns.iter().filter(|column| !STRUCTURE.contains(&column.as_str())) {
            if !listed.contains(format!("{table}.{column}").as_str()) {
                faults.push(format!("{table}.{column} is not in the catalogue"));
            }
        }
        let lines = listed.iter().filter_map(|line| line.strip_prefix(&format!("{table}.")));
        for line in lines.filter(|line| !columns.iter().any(|column| column == line)) {
            faults.push(format!("{table}.{line} is in the catalogue only"));
        }
    }
    Ok(faults)
}

async fn columns(database: &Database, table: &str) -> Outcome<Vec<String>> {
    // The two databases tell their columns in different places; this is the one question that cannot be portable.
    let sql = match database.backend() {
        Backend::Sqlite => "select name from pragma_table_info($1)",
        Backend::Postgres => {
            "select column_name::text as name from information_schema.columns \
             where table_schema = current_schema() and table_name = $1"
        }
    };
    let columns: Vec<Column> = database.read().await?.all(sql, values![table]).await?;
    Ok(columns.into_iter().map(|column| column.name).collect())
}
