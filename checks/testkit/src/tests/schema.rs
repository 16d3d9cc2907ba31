//! The schema as one readable file for each database, so that a reviewer sees what a migration leads to.

use crate::{Town, on_both};
use db::Backend;
use db::sea_orm::{ConnectionTrait, Statement};
use std::fmt::Write as _;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");

/// SQLite keeps every statement as it was written.
const SQLITE: &str = "select sql as line from sqlite_master where sql is not null and name not like 'sqlite_%'
    and name <> 'seaql_migrations' order by tbl_name, case type when 'table' then 0 else 1 end, name";

/// PostgreSQL is asked for columns, constraints and indexes, in the words of its own catalogue.
const POSTGRES: &str = "select line from (
    select c.relname as place, 0 as part, a.attnum::bigint as number, '' as name,
      format('column %I.%I %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attnum > 0 and not a.attisdropped
    union all
    select c.relname, 1, 0, k.conname, format('constraint %I.%I %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = current_schema()::regnamespace and k.contype in ('p', 'u', 'f', 'c')
    union all
    select c.relname, 2, 0, i.relname, pg_get_indexdef(i.oid)
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    where c.relnamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u'))
  ) as parts where place <> 'seaql_migrations'
  order by place collate \"C\", part, number, name collate \"C\"";

async fn dump(town: &Town) -> String {
    let (backend, sql) = match town.app.db.backend() {
        Backend::Sqlite => (db::sea_orm::DbBackend::Sqlite, SQLITE),
        Backend::Postgres => (db::sea_orm::DbBackend::Postgres, POSTGRES),
    };
    let statement = Statement::from_string(backend, sql);
    let rows = town.app.db.raw_for_tests().query_all_raw(statement).await.expect("the schema answers");
    let mut text = String::from(
        "-- Generated from a database with the whole history of migrations; to be read, never to be run.\n",
    );
    for row in rows {
        let line: String = row.try_get("", "line").expect("a line of the schema");
        writeln!(text, "{};", line.trim()).expect("text grows");
    }
    text
}

#[tokio::test]
async fn the_schema_is_the_reviewed_one() {
    on_both(Vec::new, async |town| {
        let name = match town.app.db.backend() {
            Backend::Sqlite => "schema.sqlite.sql",
            Backend::Postgres => "schema.postgres.sql",
        };
        let (path, real) = (format!("{FOLDER}/{name}"), dump(&town).await);
        if std::env::var_os("WUQUAN_WRITE_DOCS").is_some() {
            std::fs::write(&path, &real).expect("the schema is written");
        }
        let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            reviewed == real,
            "migrations/{name} is not what the migrations lead to: run with WUQUAN_WRITE_DOCS=1 (and \
             WUQUAN_TEST_POSTGRES set), read the difference, commit it"
        );
    })
    .await;
}
