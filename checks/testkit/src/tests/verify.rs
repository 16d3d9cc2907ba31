//! An attacker with the whole database and none of the keys changes one thing, and `verify` names it.

use crate::{Town, on_both};
use base::Outcome;
use chrono::Duration;
use db::sea_orm::{ConnectionTrait, Statement};
use db::{AppendOnly, Backend, Kind, Record, row};
use kernel::app::Part;
use kernel::audit::{Report, newest_checkpoint, sequence, verify};
use web::Circle;

const SETTINGS: AppendOnly = AppendOnly {
    table: "settings",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("name", Kind::Text),
        ("valid_from", Kind::Day),
        ("amount", Kind::Number),
        ("source", Kind::Text),
        ("force", Kind::Text),
        ("by_account", Kind::Id),
    ],
};
const DAYS: Record = Record { table: "calendar_days" };
const AUDIT: [&str; 6] =
    ["audit_leaves", "audit_bodies", "audit_waiting", "audit_sequence", "audit_tiles", "audit_checkpoints"];

fn circles() -> Vec<Circle> {
    let part = Part { append_only: vec![SETTINGS], ..Part::default() };
    vec![Circle { name: "test", part, ..Circle::default() }]
}

/// One write: a setting, a fact, and a day off that changes once.
async fn write_one(town: &Town, number: i64) -> Outcome<()> {
    let app = &town.app;
    let account = app.new_id();
    let mut doer = town.house();
    doer.account = Some(base::AccountId(account));
    let mut write = app.db.write(&doer, "settings.set", &[]).await?;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + Duration::days(number);
    let setting = row! {
        id: app.new_id(), community: town.community.0, name: format!("n{number}"), valid_from: day, amount: number,
        source: "s", force: "law", by_account: account,
    };
    write.append(&SETTINGS, setting).await?;
    let id = app.new_id();
    write.create(&DAYS, row! { id: id, community: town.community.0, day: day, works: true, name: "d" }).await?;
    write.change(&DAYS, id, 1, row! { works: false }).await?;
    let fact = kernel::facts::Fact::OrderMoved { order: base::OrderId(app.new_id()), action: "take".into(), round: 1 };
    kernel::facts::record(app, &mut write, &fact).await?;
    write.commit().await
}

async fn write_some(town: &Town, numbers: std::ops::Range<i64>) {
    for number in numbers {
        write_one(town, number).await.expect("a write");
        town.clock.advance(Duration::seconds(1));
    }
}

/// A short log: two signed heads, and two leaves that wait.
async fn town_with_a_log(town: &Town) -> String {
    log_of(town, 16).await
}

async fn log_of(town: &Town, leaves: i64) -> String {
    write_some(town, 0..leaves).await;
    assert!(sequence(&town.app).await.expect("numbers") > 0);
    write_some(town, 300..304).await;
    sequence(&town.app).await.expect("numbers");
    let head = newest_checkpoint(&town.app).await.expect("a head").expect("a head");
    write_some(town, 304..306).await;
    free_hands(town).await;
    let report = verify(&town.app, Some(&head)).await.expect("a report");
    assert_eq!(report.findings, vec![]);
    assert_eq!((report.waiting, report.checkpoints), (2, 2));
    head
}

/// The attacker lifts what keeps rows of different tables together.
async fn free_hands(town: &Town) {
    town.tamper(match town.app.db.backend() {
        Backend::Sqlite => "pragma foreign_keys = off",
        Backend::Postgres => "alter table audit_bodies drop constraint audit_bodies_id_fkey",
    })
    .await;
}

async fn keep(town: &Town, tables: &[&str]) {
    for table in tables {
        town.tamper(&format!("drop table if exists kept_{table}")).await;
        town.tamper(&format!("create table kept_{table} as select * from {table}")).await;
    }
}

async fn put_back(town: &Town, tables: &[&str]) {
    for table in tables {
        town.tamper(&format!("delete from {table}")).await;
        town.tamper(&format!("insert into {table} select * from kept_{table}")).await;
    }
}

async fn report(town: &Town) -> Report {
    verify(&town.app, None).await.expect("a report")
}

/// Table, key, and its columns with the way each is altered.
type Altered = (&'static str, &'static str, &'static [(&'static str, How)]);
const COLUMNS: [Altered; 8] = [
    (
        "settings",
        "id",
        &[
            ("id", How::Id),
            ("community", How::Id),
            ("name", How::Text),
            ("valid_from", How::Day),
            ("amount", How::Number),
            ("source", How::Text),
            ("force", How::Force),
            ("by_account", How::Nothing),
            ("by_account", How::Id),
        ],
    ),
    (
        "facts",
        "id",
        &[
            ("id", How::Id),
            ("community", How::Id),
            ("at", How::Time),
            ("kind", How::Text),
            ("subject", How::Id),
            ("body", How::Text),
            ("by_account", How::Nothing),
        ],
    ),
    (
        "audit_leaves",
        "id",
        &[
            ("id", How::Id),
            ("community", How::Id),
            ("at", How::Time),
            ("kind", How::Text),
            ("commitment", How::Bytes),
            ("mac", How::Bytes),
        ],
    ),
    ("audit_bodies", "id", &[("id", How::Id), ("salt", How::Bytes), ("body", How::Text)]),
    ("audit_sequence", "number", &[("number", How::Number), ("leaf_id", How::Id)]),
    ("audit_waiting", "leaf_id", &[("leaf_id", How::Id)]),
    ("audit_tiles", "level, position", &[("level", How::Number), ("position", How::Number), ("hashes", How::Bytes)]),
    ("audit_checkpoints", "size", &[("size", How::Number), ("note", How::Text)]),
];

#[derive(Clone, Copy)]
enum How {
    Id,
    Text,
    Number,
    Time,
    Day,
    Bytes,
    Force,
    Nothing,
}

impl How {
    fn sql(self, column: &str, backend: Backend) -> String {
        let sqlite = backend == Backend::Sqlite;
        match self {
            Self::Id if sqlite => "randomblob(16)".to_owned(),
            Self::Id => "gen_random_uuid()".to_owned(),
            Self::Text => format!("{column} || 'x'"),
            Self::Number => format!("{column} + 1"),
            Self::Time => "'2031-01-01 00:00:00+00:00'".to_owned(),
            Self::Day => "'2031-01-01'".to_owned(),
            Self::Bytes if sqlite => format!("randomblob(length({column}))"),
            Self::Bytes => format!("set_byte({column}, 0, (get_byte({column}, 0) + 1) % 256)"),
            Self::Force => "'practice'".to_owned(),
            Self::Nothing => "null".to_owned(),
        }
    }
}

#[tokio::test]
async fn whatever_column_is_altered_is_named() {
    on_both(circles, async |town| {
        town_with_a_log(&town).await;
        for (table, key, columns) in COLUMNS {
            keep(&town, &[table]).await;
            for (column, how) in columns {
                // The newest row, and one in the middle that has its number.
                for place in [0, 3] {
                    if place == 3 && matches!(table, "audit_waiting" | "audit_tiles" | "audit_checkpoints") {
                        continue;
                    }
                    let backwards = key.replace(", ", " desc, ");
                    let row = format!(
                        "({key}) in (select {key} from {table} order by {backwards} desc limit 1 offset {place})"
                    );
                    let value = how.sql(column, town.app.db.backend());
                    // A neighbour of the same number would be a conflict, not an attack.
                    let sql = match (*how, place) {
                        (How::Number, 3) if table == "audit_sequence" => continue,
                        _ => format!("update {table} set {column} = {value} where {row}"),
                    };
                    town.tamper(&sql).await;
                    let found = report(&town).await;
                    assert!(names(&found, table), "{table}.{column} at {place}: {found}");
                    put_back(&town, &[table]).await;
                }
            }
            assert!(report(&town).await.is_clean(), "{table} is whole again");
        }
    })
    .await;
}

/// Each table is named itself, or by the leaf or number that leads to it.
fn names(report: &Report, table: &str) -> bool {
    report.findings.iter().any(|finding| {
        finding.table == table
            || matches!(
                (table, finding.table.as_str()),
                ("audit_sequence", "audit_leaves" | "audit_checkpoints")
                    | ("audit_waiting" | "audit_bodies", "audit_leaves")
            )
    })
}

#[tokio::test]
async fn the_newest_row_of_any_table_is_missed() {
    on_both(circles, async |town| {
        town_with_a_log(&town).await;
        let tables = COLUMNS.iter().map(|(table, key, _)| (*table, *key));
        for (table, key) in tables.chain([("calendar_days", "id"), ("divisions", "id")]) {
            if table == "divisions" && town.app.db.backend() == Backend::Postgres {
                town.tamper("alter table divisions drop constraint divisions_parent_id_fkey").await;
            }
            keep(&town, &[table]).await;
            let backwards = key.replace(", ", " desc, ");
            town.tamper(&format!(
                "delete from {table} where ({key}) in (select {key} from {table} order by {backwards} desc limit 1)"
            ))
            .await;
            let found = report(&town).await;
            assert!(names(&found, table), "{table}: {found}");
            put_back(&town, &[table]).await;
        }
        assert!(report(&town).await.is_clean());
    })
    .await;
}

#[tokio::test]
async fn rows_put_in_and_versions_moved_are_named_by_id() {
    on_both(circles, async |town| {
        town_with_a_log(&town).await;
        let fresh = How::Id.sql("id", town.app.db.backend());
        keep(&town, &["settings", "calendar_days"]).await;
        let copy = format!(
            "insert into settings (id, community, name, valid_from, amount, source, force)
             select {fresh}, community, name, valid_from, amount, source, force from settings limit 1"
        );
        town.tamper(&copy).await;
        let found = report(&town).await;
        assert!(
            found
                .findings
                .iter()
                .any(|finding| finding.table == "settings" && finding.what.contains("no leaf names it")),
            "{found}"
        );
        town.tamper("update calendar_days set version = version + 1 where name = 'd' and day = '2026-01-08'").await;
        let found = report(&town).await;
        let wrong = found.findings.iter().find(|finding| finding.table == "calendar_days").expect("a finding");
        assert_eq!(wrong.what, "is at version 3, and its last leaf at 2");
        assert!(uuid::Uuid::parse_str(&wrong.id).is_ok());
        put_back(&town, &["settings", "calendar_days"]).await;
        assert!(report(&town).await.is_clean());
    })
    .await;
}

#[tokio::test]
async fn values_of_another_type_are_named_and_end_nothing() {
    let town = Town::on_sqlite(circles()).await;
    town_with_a_log(&town).await;
    for sql in [
        "update settings set amount = 'many' where amount = 7",
        "update settings set id = 'me' where amount = 8",
        "update facts set at = 'soon' where rowid = 5",
        "update audit_leaves set at = 'soon' where rowid = 9",
        "update audit_leaves set mac = x'00' where rowid = 10",
        "update audit_bodies set salt = x'00' where rowid = 12",
        "update calendar_days set version = 'new' where rowid = 13",
    ] {
        let table = sql.split(' ').nth(1).expect("a table");
        keep(&town, &[table]).await;
        town.tamper(sql).await;
        let found = report(&town).await;
        assert!(names(&found, table), "{sql}: {found}");
        put_back(&town, &[table]).await;
    }
    assert!(report(&town).await.is_clean());
}

#[tokio::test]
async fn a_log_whose_end_was_cut_off_shows_against_a_head_kept_elsewhere() {
    on_both(circles, async |town| {
        town_with_a_log(&town).await;
        let all: Vec<&str> = AUDIT.into_iter().chain(["settings", "facts", "calendar_days"]).collect();
        keep(&town, &all).await;
        write_some(&town, 306..320).await;
        sequence(&town.app).await.expect("numbers");
        let held = newest_checkpoint(&town.app).await.expect("a head").expect("a head");
        assert!(verify(&town.app, Some(&held)).await.expect("a report").is_clean());
        put_back(&town, &all).await;
        assert!(report(&town).await.is_clean(), "from inside alone an older state looks whole");
        let found = verify(&town.app, Some(&held)).await.expect("a report");
        assert!(found.findings.iter().any(|finding| finding.what.contains("its end was cut off")), "{found}");
        // The house goes on, on the older state: the head kept elsewhere still tells.
        write_some(&town, 400..440).await;
        sequence(&town.app).await.expect("numbers");
        let found = verify(&town.app, Some(&held)).await.expect("a report");
        assert!(found.findings.iter().any(|finding| finding.what.contains("were exchanged")), "{found}");
        assert!(!verify(&town.app, Some("not a head")).await.expect("a report").is_clean());
    })
    .await;
}

#[tokio::test]
async fn an_altered_leaf_is_never_signed_and_a_false_tree_never_grown() {
    on_both(circles, async |town| {
        log_of(&town, 300).await;
        town.tamper("update audit_leaves set kind = 'points.gift' where id in (select leaf_id from audit_waiting order by leaf_id limit 1)").await;
        assert_eq!(sequence(&town.app).await.expect("numbers"), 1, "the other one is numbered");
        assert_eq!(sequence(&town.app).await.expect("numbers"), 0);
        let found = report(&town).await;
        assert_eq!((found.findings.len(), found.waiting), (2, 1), "leaf and body: {found}");
        let bytes = How::Bytes.sql("hashes", town.app.db.backend());
        town.tamper(&format!("update audit_tiles set hashes = {bytes} where level = 0 and position = 1")).await;
        write_some(&town, 500..501).await;
        let refused = sequence(&town.app).await.expect_err("a false tree");
        assert!(refused.to_string().contains("run verify"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_missing_body_needs_a_leaf_that_names_it() {
    on_both(circles, async |town| {
        town_with_a_log(&town).await;
        let connection = town.app.db.raw_for_tests();
        let first = Statement::from_string(
            connection.get_database_backend(),
            "select id from audit_bodies order by id limit 1 offset 9",
        );
        let leaf: uuid::Uuid =
            connection.query_one_raw(first).await.expect("a row").expect("a row").try_get("", "id").expect("an id");
        let mut write = town.app.db.write(&town.house(), "people.erase", &[]).await.expect("a write");
        write.note_erased(leaf);
        write.commit().await.expect("a commit");
        let found = report(&town).await;
        assert!(found.findings.iter().any(|finding| finding.what.contains("is still there")), "{found}");
        let number = leaf.simple().to_string();
        town.tamper(&match town.app.db.backend() {
            Backend::Sqlite => format!("delete from audit_bodies where id = x'{number}'"),
            Backend::Postgres => format!("delete from audit_bodies where id = '{leaf}'"),
        })
        .await;
        assert!(report(&town).await.findings.iter().all(|finding| finding.table != "audit_bodies"));
    })
    .await;
}

#[tokio::test]
async fn many_writers_and_several_sequencers_leave_one_whole_log() {
    on_both(circles, async |town| {
        let town = &town;
        let writer = async |hand: i64| {
            for turn in 0..15 {
                db::again(|| write_one(town, hand * 100 + turn)).await.expect("a write");
            }
        };
        let sequencer = async || {
            for _ in 0..12 {
                db::again(|| sequence(&town.app)).await.expect("numbers");
            }
        };
        tokio::join!(
            writer(1),
            writer(2),
            writer(3),
            writer(4),
            writer(5),
            writer(6),
            sequencer(),
            sequencer(),
            sequencer()
        );
        sequence(&town.app).await.expect("numbers");
        let found = report(town).await;
        assert_eq!((found.findings.clone(), found.waiting), (vec![], 0), "{found}");
        assert_eq!(found.leaves, 91, "one for the divisions");
    })
    .await;
}
