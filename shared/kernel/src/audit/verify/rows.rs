//! What leaves vouch for: bodies match their commitments, append-only rows and bodies agree one to one, and every record
//! has the version that its last leaf gave it.
//!
//! Memory stays bounded: when a town has more rows than fit, the bodies are read several times, each time for a part of
//! the ids (about 100 bytes a row, 2 million rows at a time).

use super::steps::Steps;
use super::{PAGE, Report, ids};
use crate::app::App;
use crate::audit::leaf::{Body, commitment};
use crate::audit::tree::Hash;
use crate::facts::FACTS;
use base::{Outcome, Problem};
use db::sea_orm::{DbErr, QueryResult};
use db::{AppendOnly, FromQueryResult, Query, Read, Record, sound_ids, stored_rows, values};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Rows held in memory at a time.
const ROWS_HELD_MAX: u64 = 2_000_000;
const BODIES: &str = "audit_bodies";
const UNNAMED_ROW: &str = "no leaf names it: it was put in by other hands";

/// Checks bodies, rows and records.
pub(super) async fn check(app: &App, read: &Read, report: &mut Report) -> Outcome<()> {
    let tables = Tables::of(app);
    let parts = tables.count(read).await? / ROWS_HELD_MAX + 1;
    for part in 0..parts {
        let mut told = Told { tables: &tables, part, parts, ..Told::new(&tables) };
        told.bodies(read, report).await?;
        for (at, table) in (0..).zip(&tables.append_only) {
            told.rows(read, (at, table), report).await?;
        }
        for (at, table) in (0..).zip(&tables.records) {
            told.records(read, (at, table), report).await?;
        }
        told.left_over(report);
    }
    Ok(())
}

/// The tables that leaves speak of, in a fixed order.
struct Tables {
    append_only: Vec<AppendOnly>,
    records: Vec<Record>,
}

impl Tables {
    fn of(app: &App) -> Self {
        let mut append_only = app.part.append_only.clone();
        append_only.push(FACTS);
        append_only.sort_by_key(|table| table.table);
        append_only.dedup_by_key(|table| table.table);
        let mut records = app.part.records.clone();
        records.sort_by_key(|table| table.table);
        records.dedup_by_key(|table| table.table);
        Self { append_only, records }
    }

    fn row_table(&self, name: &str) -> Option<usize> {
        self.append_only.iter().position(|table| table.table == name)
    }

    fn record_table(&self, name: &str) -> Option<usize> {
        self.records.iter().position(|table| table.table == name)
    }

    async fn count(&self, read: &Read) -> Outcome<u64> {
        let mut sum = 0;
        let names = self.append_only.iter().map(|table| table.table);
        for name in names.chain(self.records.iter().map(|table| table.table)) {
            sum += rows_of(read, name).await?;
        }
        Ok(sum)
    }
}

async fn rows_of(read: &Read, table: &str) -> Outcome<u64> {
    let count = read.number(&format!("select count(*) from {table}"), vec![]).await?;
    u64::try_from(count).map_err(Problem::fault)
}

/// A leaf and its body, as they lie there.
struct StoredBody {
    id: Uuid,
    kind: String,
    commitment: Vec<u8>,
    body: Option<Result<([u8; 32], String), String>>,
}

impl FromQueryResult for StoredBody {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let present: Option<Uuid> = row.try_get(prefix, "body_id")?;
        let read = || -> Result<([u8; 32], String), String> {
            let salt: Vec<u8> = row.try_get(prefix, "salt").map_err(|error| error.to_string())?;
            let body: String = row.try_get(prefix, "body").map_err(|error| error.to_string())?;
            Ok((salt.as_slice().try_into().map_err(|_| "not a salt".to_owned())?, body))
        };
        Ok(Self {
            id: row.try_get(prefix, "id")?,
            kind: row.try_get(prefix, "kind").unwrap_or_default(),
            commitment: row.try_get(prefix, "commitment").unwrap_or_default(),
            body: present.map(|_| read()),
        })
    }
}

/// What the bodies tell of one part of the ids.
struct Told<'a> {
    tables: &'a Tables,
    part: u64,
    parts: u64,
    rows: HashMap<(usize, Uuid), Hash>,
    records: HashMap<(usize, Uuid), Steps>,
    erased: BTreeSet<Uuid>,
    bodiless: BTreeSet<Uuid>,
    undeclared: HashSet<String>,
}

impl<'a> Told<'a> {
    fn new(tables: &'a Tables) -> Self {
        Self {
            tables,
            part: 0,
            parts: 1,
            rows: HashMap::new(),
            records: HashMap::new(),
            erased: BTreeSet::new(),
            bodiless: BTreeSet::new(),
            undeclared: HashSet::new(),
        }
    }

    /// The last bytes of an id are random.
    fn mine(&self, id: Uuid) -> bool {
        id.as_u64_pair().1 % self.parts == self.part
    }

    async fn bodies(&mut self, read: &Read, report: &mut Report) -> Outcome<()> {
        let sound = sound_ids(read, "l.id");
        let sql = format!(
            "select l.id, l.kind, l.commitment, b.salt, b.body, b.id as body_id
             from audit_leaves l left join audit_bodies b on b.id = l.id
             where l.id > $1{sound} order by l.id limit {PAGE}"
        );
        let (mut after, mut present) = (Uuid::nil(), 0);
        loop {
            let page: Vec<StoredBody> = read.all(&sql, values![after]).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for stored in page {
                present += u64::from(stored.body.is_some());
                self.body(&stored, report);
            }
        }
        if self.part == 0 {
            self.without_leaf(read, present, report).await?;
            self.erasures(report);
        }
        Ok(())
    }

    async fn without_leaf(&self, read: &Read, present: u64, report: &mut Report) -> Outcome<()> {
        let sql = "select b.id from audit_bodies b where not exists (select 1 from audit_leaves l where l.id = b.id)";
        let found = ids(read, sql, "b.id").await?;
        if found.is_empty() && rows_of(read, BODIES).await? != present {
            report.add(BODIES, "", "there are bodies whose id is no id");
        }
        found.into_iter().for_each(|id| report.add(BODIES, id, "belongs to no leaf"));
        Ok(())
    }

    fn erasures(&self, report: &mut Report) {
        for id in self.bodiless.difference(&self.erased) {
            report.add(BODIES, id, "is missing, and no leaf says that it was erased");
        }
        for id in self.erased.difference(&self.bodiless) {
            report.add(BODIES, id, "is still there, though a leaf says that it was erased");
        }
    }

    fn body(&mut self, stored: &StoredBody, report: &mut Report) {
        let first = self.part == 0;
        let Some(body) = &stored.body else {
            self.bodiless.insert(stored.id);
            return;
        };
        let decoded = body.as_ref().ok().and_then(|(_, text)| Body::decode(text.as_bytes()).ok());
        let kept = body.as_ref().is_ok_and(|(salt, text)| commitment(salt, text.as_bytes())[..] == stored.commitment);
        let Some(decoded) = decoded else {
            if first {
                report.add(BODIES, stored.id, "was altered: it is no body of ours");
            }
            return;
        };
        if first && (!kept || decoded.verb != stored.kind) {
            report.add(BODIES, stored.id, "was altered: it does not match the commitment in its leaf");
        }
        self.take(stored.id, decoded, report);
    }

    fn take(&mut self, leaf: Uuid, body: Body, report: &mut Report) {
        self.erased.extend(body.erased.into_iter().filter(|id| *id != leaf));
        for row in body.rows {
            let Some(at) = self.tables.row_table(&row.table) else {
                self.undeclared(&row.table, report);
                continue;
            };
            if self.mine(row.id) && self.rows.insert((at, row.id), row.digest).is_some() {
                report.add(&row.table, row.id, format!("leaf {leaf} names it, and so does another"));
            }
        }
        for step in body.records {
            let Some(at) = self.tables.record_table(&step.table) else {
                self.undeclared(&step.table, report);
                continue;
            };
            let mine = self.mine(step.id);
            if mine && !self.records.entry((at, step.id)).or_default().add(step.before, step.after) {
                report.add(&step.table, step.id, format!("leaf {leaf} repeats or skips a version: {}", step.after));
            }
        }
    }

    fn undeclared(&mut self, table: &str, report: &mut Report) {
        if self.part == 0 && self.undeclared.insert(table.to_owned()) {
            report.add(table, "", "leaves speak of this table, and the program does not know it");
        }
    }

    async fn rows(&mut self, read: &Read, (at, table): (usize, &AppendOnly), report: &mut Report) -> Outcome<()> {
        let (mut after, mut seen) = (None, 0);
        loop {
            let page = stored_rows(read, table, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in page {
                seen += 1;
                if !self.mine(row.id) {
                    continue;
                }
                report.rows += 1;
                match (self.rows.remove(&(at, row.id)), row.digest) {
                    (Some(told), Ok(digest)) if told == digest => {}
                    (Some(_), Ok(_)) => report.add(table.table, row.id, "was altered after it was written"),
                    (Some(_), Err(_)) => report.add(table.table, row.id, "was altered: a value has another type"),
                    (None, _) => report.add(table.table, row.id, UNNAMED_ROW),
                }
            }
        }
        self.all_seen(read, (table.table, seen), report).await
    }

    async fn records(&mut self, read: &Read, (at, table): (usize, &Record), report: &mut Report) -> Outcome<()> {
        let (sound, table) = (sound_ids(read, "id"), table.table);
        let sql =
            |from: &str| format!("select id, version from {table} where id {from} $1{sound} order by id limit {PAGE}");
        let (mut after, mut from, mut seen) = (Uuid::nil(), ">=", 0);
        loop {
            let page: Vec<StoredVersion> = read.all(&sql(from), values![after]).await?;
            let Some(last) = page.last() else { break };
            (after, from) = (last.id, ">");
            for row in page {
                seen += 1;
                if self.mine(row.id) {
                    report.records += 1;
                    self.record((at, table), &row, report);
                }
            }
        }
        self.all_seen(read, (table, seen), report).await
    }

    fn record(&mut self, (at, table): (usize, &'static str), row: &StoredVersion, report: &mut Report) {
        match (self.records.remove(&(at, row.id)), row.version) {
            (None, _) => report.add(table, row.id, UNNAMED_ROW),
            (Some(steps), _) if !steps.is_whole() => {
                report.add(table, row.id, format!("the leaf of version {} is missing", steps.reached() + 1));
            }
            (Some(steps), Some(version)) if steps.reached() == version => {}
            (Some(steps), Some(version)) => {
                let what = format!("is at version {version}, and its last leaf at {}", steps.reached());
                report.add(table, row.id, what);
            }
            (Some(_), None) => report.add(table, row.id, "has no version"),
        }
    }

    async fn all_seen(&self, read: &Read, (table, seen): (&str, u64), report: &mut Report) -> Outcome<()> {
        let rows = rows_of(read, table).await?;
        if self.part == 0 && rows != seen {
            report.add(table, "", format!("{} rows have an id that is no id", rows.saturating_sub(seen)));
        }
        Ok(())
    }

    /// What bodies told of and no table had.
    fn left_over(&mut self, report: &mut Report) {
        let rows = self.rows.keys().map(|key| (self.tables.append_only.get(key.0).map(|table| table.table), key.1));
        let records = self.records.keys().map(|key| (self.tables.records.get(key.0).map(|table| table.table), key.1));
        let mut missing: Vec<_> = rows.chain(records).collect();
        missing.sort_unstable();
        for (table, id) in missing {
            report.add(table.unwrap_or_default(), id, "is missing: a leaf says that it was written");
        }
    }
}

struct StoredVersion {
    id: Uuid,
    version: Option<i64>,
}

impl FromQueryResult for StoredVersion {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self { id: row.try_get(prefix, "id")?, version: row.try_get(prefix, "version").ok() })
    }
}
