//! The tables and columns as they really are in the database.

use db::{Backend, FromQueryResult, Query, Read, values};
use testkit::Town;

#[derive(FromQueryResult)]
struct Named {
    name: String,
}

/// Every table.
pub(super) async fn tables(town: &Town, door: &Read) -> Vec<String> {
    let sql = match town.app.db.backend() {
        Backend::Sqlite => "select name as name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
        Backend::Postgres => {
            "select table_name::text as name from information_schema.tables where table_schema = 'public'"
        }
    };
    let rows: Vec<Named> = door.all(sql, values![]).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// Every column of a table.
pub(super) async fn columns(town: &Town, door: &Read, table: &str) -> Vec<String> {
    let sql = match town.app.db.backend() {
        Backend::Sqlite => "select name as name from pragma_table_info($1)",
        Backend::Postgres => {
            "select column_name::text as name from information_schema.columns where table_schema = 'public' and table_name = $1"
        }
    };
    let rows: Vec<Named> = door.all(sql, values![table]).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// The types that the columns of a table were declared with.
pub(super) async fn types(town: &Town, door: &Read, table: &str) -> Vec<String> {
    let sql = match town.app.db.backend() {
        Backend::Sqlite => "select type as name from pragma_table_info($1)",
        Backend::Postgres => {
            "select data_type::text as name from information_schema.columns where table_schema = 'public' and table_name = $1"
        }
    };
    let rows: Vec<Named> = door.all(sql, values![table]).await.unwrap();
    rows.into_iter().map(|row| row.name.to_lowercase()).collect()
}

/// How many rows every table holds.
pub(super) async fn sizes(town: &Town) -> Vec<(String, i64)> {
    let door = town.app.db.read().await.unwrap();
    let mut sizes = Vec::new();
    for table in tables(town, &door).await {
        let count = door.number(&format!("select count(*) from {table}"), values![]).await.unwrap();
        sizes.push((table, count));
    }
    sizes
}
