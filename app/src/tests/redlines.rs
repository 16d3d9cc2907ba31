//! Red lines that look at the whole house (domain.md 9). Those of one noun stand beside it.

use super::own_circles;
use db::{FromQueryResult, Query, values};
use testkit::on_both;

#[derive(FromQueryResult)]
struct Column {
    name: String,
}

/// Tables whose rows are about a person.
const PERSON_TABLES: [&str; 6] = ["people", "households", "accounts", "helpers", "person_skills", "free_times"];

/// What no column anywhere may hold (RL1), in the words that a column would carry.
const FORBIDDEN: [&str; 22] = [
    "ethnic",
    "religio",
    "politic",
    "petition",
    "crim",
    "biometr",
    "fingerprint",
    "face_",
    "latitude",
    "longitude",
    "track",
    "identity_number",
    "id_number",
    "id_card",
    "abroad",
    "risk",
    "level_of_person",
    "label",
    "score",
    "rank",
    "streak",
    "mileage",
];

#[tokio::test]
async fn rl1_no_forbidden_column_and_every_personal_column_is_in_the_catalogue() {
    on_both(own_circles, async |town| {
        let door = town.app.db.read().await.unwrap();
        let tables = tables(&town, &door).await;
        assert!(tables.len() > 20);
        let catalogue: Vec<&str> = town.app.part.personal_fields.iter().map(|field| field.column).collect();
        for table in &tables {
            for column in columns(&town, &door, table).await {
                let bad = FORBIDDEN.iter().find(|word| column.contains(**word));
                assert!(bad.is_none(), "{table}.{column}");
                let plain =
                    ["id", "community", "version", "person_id", "account_id", "created_at"].contains(&column.as_str());
                if PERSON_TABLES.contains(&table.as_str()) && !plain {
                    let full = format!("{table}.{column}");
                    assert!(catalogue.contains(&full.as_str()), "{full} is not in the field catalogue");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn rl1_no_table_joins_a_person_with_a_tag_or_a_level() {
    on_both(own_circles, async |town| {
        let door = town.app.db.read().await.unwrap();
        for table in tables(&town, &door).await {
            let columns = columns(&town, &door, &table).await;
            let about_person = columns.iter().any(|column| column == "person_id");
            let tag = columns
                .iter()
                .find(|column| ["tag", "level", "grade", "colour", "color", "class"].contains(&column.as_str()));
            assert!(!(about_person && tag.is_some()), "{table} joins a person with {tag:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn rl2_ratings_never_join_doers() {
    on_both(own_circles, async |town| {
        let door = town.app.db.read().await.unwrap();
        let columns = columns(&town, &door, "order_ratings").await;
        assert!(!columns.is_empty());
        for word in ["person", "account", "helper", "body", "holder"] {
            assert!(columns.iter().all(|column| !column.contains(word)), "{columns:?}");
        }
    })
    .await;
}

async fn tables(town: &testkit::Town, door: &db::Read) -> Vec<String> {
    let sql = match town.app.db.backend() {
        db::Backend::Sqlite => {
            "select name as name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        }
        db::Backend::Postgres => {
            "select table_name::text as name from information_schema.tables where table_schema = 'public'"
        }
    };
    let rows: Vec<Column> = door.all(sql, values![]).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

async fn columns(town: &testkit::Town, door: &db::Read, table: &str) -> Vec<String> {
    let sql = match town.app.db.backend() {
        db::Backend::Sqlite => "select name as name from pragma_table_info($1)",
        db::Backend::Postgres => {
            "select column_name::text as name from information_schema.columns where table_schema = 'public' and table_name = $1"
        }
    };
    let rows: Vec<Column> = door.all(sql, values![table]).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}
