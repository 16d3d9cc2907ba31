//! The tree: every numbered leaf is genuine and in its place, tiles and signed heads follow from the leaves alone, and no
//! leaf stands outside.

use super::{PAGE, Report, ids};
use crate::app::App;
use crate::audit::Leaf;
use crate::audit::note::{Checkpoint, Verifier};
use crate::audit::sequencer;
use crate::audit::store::{self, StoredHead, StoredLeaf, read_leaf};
use crate::audit::tiles::{self, Tile, edge_of};
use crate::audit::tree::{Frontier, Hash};
use base::{Outcome, Problem};
use db::sea_orm::{DbErr, QueryResult};
use db::{FromQueryResult, Query, Read, sound_ids, values};
use uuid::Uuid;

const HEADS: &str = "audit_checkpoints";
const LEAVES: &str = "audit_leaves";
const NUMBERS: &str = "audit_sequence";
const TILES: &str = "audit_tiles";
const WAITING: &str = "audit_waiting";
const ALTERED: &str = "was altered: its authentication code does not match";
const UNREADABLE: &str = "was altered: it cannot be read as a leaf";

/// Checks the log itself.
pub(super) async fn check(app: &App, read: &Read, held: Option<&str>, report: &mut Report) -> Outcome<()> {
    let verifier = sequencer::verifier(&app.vault)?;
    let mut heads = stored_heads(read, &verifier, report).await?;
    let newest = heads.last().map_or(0, |head| head.size);
    if let Some(note) = held {
        match Checkpoint::open(note, &verifier, verifier.name()) {
            Ok(head) => heads.push(Head { size: head.size, root: head.root, held: true }),
            Err(why) => report.add("the checkpoint kept elsewhere", "", why.to_string()),
        }
    }
    heads.sort_by_key(|head| head.size);
    let mut walk = Walk { heads: heads.into_iter().peekable(), ..Walk::default() };
    walk.leaves(app, read, report).await?;
    walk.finish(read, report).await?;
    if walk.size() != newest {
        let what = format!("is the newest signed head, but {} leaves are numbered", walk.size());
        report.add(HEADS, newest, what);
    }
    report.leaves = walk.size();
    waiting(app, read, report).await?;
    strays(read, report).await
}

struct Head {
    size: u64,
    root: Hash,
    held: bool,
}

async fn stored_heads(read: &Read, verifier: &Verifier, report: &mut Report) -> Outcome<Vec<Head>> {
    let (mut heads, mut after) = (Vec::new(), -1);
    let sql = format!("select size, note from audit_checkpoints where size > $1 order by size limit {PAGE}");
    loop {
        let page: Vec<StoredHead> = read.all(&sql, values![after]).await?;
        let Some(last) = page.last() else { return Ok(heads) };
        after = last.size;
        for stored in page {
            report.checkpoints += 1;
            match Checkpoint::open(&stored.note, verifier, verifier.name()) {
                Ok(head) if i64::try_from(head.size) == Ok(stored.size) => {
                    heads.push(Head { size: head.size, root: head.root, held: false });
                }
                Ok(head) => report.add(HEADS, stored.size, format!("is signed for {} leaves", head.size)),
                Err(why) => report.add(HEADS, stored.size, why.to_string()),
            }
        }
    }
}

/// A number and the leaf that has it.
struct Numbered {
    number: i64,
    leaf_id: Result<Uuid, String>,
    leaf: Option<Result<Leaf, String>>,
}

impl FromQueryResult for Numbered {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let found: Option<Uuid> = row.try_get(prefix, "id")?;
        Ok(Self {
            number: row.try_get(prefix, "number")?,
            leaf_id: row.try_get(prefix, "leaf_id").map_err(|error| error.to_string()),
            leaf: found.map(|id| read_leaf(row, id)),
        })
    }
}

/// The tree as it grows again, leaf by leaf.
struct Walk<I: Iterator<Item = Head>> {
    frontier: Frontier,
    edge: Vec<Tile>,
    full: u64,
    heads: std::iter::Peekable<I>,
    /// A wrong leaf was named; that every hash above it differs is then no news.
    broken: bool,
}

impl Default for Walk<std::vec::IntoIter<Head>> {
    fn default() -> Self {
        Self {
            frontier: Frontier::default(),
            edge: Vec::new(),
            full: 0,
            heads: Vec::new().into_iter().peekable(),
            broken: false,
        }
    }
}

impl<I: Iterator<Item = Head>> Walk<I> {
    fn size(&self) -> u64 {
        self.frontier.size()
    }

    async fn leaves(&mut self, app: &App, read: &Read, report: &mut Report) -> Outcome<()> {
        let sql = format!(
            "select s.number, s.leaf_id, l.id, l.community, l.at, l.kind, l.commitment, l.mac
             from audit_sequence s left join audit_leaves l on l.id = s.leaf_id
             where s.number > $1 order by s.number limit {PAGE}"
        );
        self.compare_heads(report);
        loop {
            let page: Vec<Numbered> = read.all(&sql, values![store::signed(self.size())? - 1]).await?;
            if page.is_empty() {
                return Ok(());
            }
            let old_size = self.size();
            let mut hashes = Vec::with_capacity(page.len());
            for numbered in &page {
                if u64::try_from(numbered.number) != Ok(self.size()) {
                    report.add(NUMBERS, self.size(), "is missing; the log is read up to here");
                    self.broken = true;
                    return Ok(());
                }
                let hash = self.leaf(app, numbered, report);
                hashes.push(hash);
                self.frontier.push(hash);
                self.compare_heads(report);
            }
            let done = tiles::append(old_size, &self.edge, &hashes).map_err(Problem::fault)?;
            for tile in done.writes.iter().filter(|tile| tile.is_full()) {
                self.full += 1;
                self.compare_tile(read, tile, report).await?;
            }
            self.edge = done.edge;
        }
    }

    /// The hash of the leaf with this number; zeros stand in for one that is gone.
    fn leaf(&mut self, app: &App, numbered: &Numbered, report: &mut Report) -> Hash {
        let wrong = match (&numbered.leaf, &numbered.leaf_id) {
            (Some(Ok(leaf)), _) if leaf.is_genuine(app.vault.keys().mac_key()) => return leaf.hash(),
            (Some(Ok(leaf)), _) => (leaf.id.to_string(), ALTERED),
            (Some(Err(_)), Ok(id)) => (id.to_string(), UNREADABLE),
            (None, Ok(id)) => (id.to_string(), "is missing"),
            (_, Err(_)) => (format!("number {}", numbered.number), "is not to be found by its number"),
        };
        self.broken = true;
        report.add(LEAVES, wrong.0, wrong.1);
        Hash::default()
    }

    fn compare_heads(&mut self, report: &mut Report) {
        let size = self.size();
        while let Some(head) = self.heads.next_if(|head| head.size <= size) {
            if head.root != self.frontier.root() && !self.broken {
                report.add(name(&head), head.size, "is not the head of the log: leaves before it were exchanged");
            }
        }
    }

    async fn compare_tile(&self, read: &Read, tile: &Tile, report: &mut Report) -> Outcome<()> {
        if self.broken {
            return Ok(());
        }
        let at = format!("{}/{}", tile.level, tile.index);
        match store::tile(read, tile.level, tile.index).await? {
            None => report.add(TILES, at, "is missing or not readable"),
            Some(stored) if stored != *tile => report.add(TILES, at, "was altered: it does not follow from the leaves"),
            Some(_) => {}
        }
        Ok(())
    }

    async fn finish(&mut self, read: &Read, report: &mut Report) -> Outcome<()> {
        for tile in self.edge.clone() {
            self.compare_tile(read, &tile, report).await?;
        }
        let expected = self.full + u64::try_from(self.edge.len()).map_err(Problem::fault)?;
        let stored = read.number("select count(*) from audit_tiles", vec![]).await?;
        if store::signed(expected)? != stored && !self.broken {
            let what = format!("are {stored}, and a log of {} leaves has {expected}", self.size());
            report.add(TILES, self.first_extra(read).await?, what);
        }
        let size = self.size();
        for head in self.heads.by_ref() {
            let what = format!("is signed for {} leaves, but the log ends at {size}: its end was cut off", head.size);
            report.add(name(&head), head.size, what);
        }
        Ok(())
    }

    /// The first stored tile that a log of this size does not have.
    async fn first_extra(&self, read: &Read) -> Outcome<String> {
        #[derive(FromQueryResult)]
        struct Place {
            level: i64,
            position: i64,
        }
        let edge = edge_of(self.size());
        for level in 0..=u8::MAX {
            let last = self.size().checked_shr(u32::from(level) * 8).unwrap_or(0) >> 8;
            let has_edge = edge.iter().any(|(at, ..)| *at == level);
            let from = store::signed(last)? + i64::from(has_edge);
            let sql =
                "select level, position from audit_tiles where level = $1 and position >= $2 order by position limit 1";
            if let Some(place) = read.one::<Place>(sql, values![i64::from(level), from]).await? {
                return Ok(format!("{}/{}", place.level, place.position));
            }
        }
        Ok(String::new())
    }
}

fn name(head: &Head) -> &'static str {
    if head.held { "the checkpoint kept elsewhere" } else { HEADS }
}

/// Leaves that wait: genuine, and not numbered already.
async fn waiting(app: &App, read: &Read, report: &mut Report) -> Outcome<()> {
    let sound = sound_ids(read, "w.leaf_id");
    let sql = format!(
        "select l.id, l.community, l.at, l.kind, l.commitment, l.mac
         from audit_waiting w join audit_leaves l on l.id = w.leaf_id
         where w.leaf_id > $1{sound} order by w.leaf_id limit {PAGE}"
    );
    let mut after = Uuid::nil();
    loop {
        let page: Vec<StoredLeaf> = read.all(&sql, values![after]).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for stored in page {
            report.waiting += 1;
            match stored.leaf {
                Ok(leaf) if leaf.is_genuine(app.vault.keys().mac_key()) => {}
                Ok(_) => report.add(LEAVES, stored.id, ALTERED),
                Err(_) => report.add(LEAVES, stored.id, UNREADABLE),
            }
        }
    }
    let lost = "select w.leaf_id as id from audit_waiting w
                where not exists (select 1 from audit_leaves l where l.id = w.leaf_id)";
    for id in ids(read, lost, "w.leaf_id").await? {
        report.add(LEAVES, id, "is missing: it waits for its number");
    }
    let rows = read.number("select count(*) from audit_waiting", vec![]).await?;
    if rows != store::signed(report.waiting)? && report.is_clean() {
        report.add(WAITING, "", format!("{rows} rows, and {} leaves that wait", report.waiting));
    }
    let sql = "select count(*) from audit_waiting w join audit_sequence s on s.leaf_id = w.leaf_id";
    let twice = read.number(sql, vec![]).await?;
    if twice > 0 {
        report.add(WAITING, "", format!("{twice} leaves wait that are numbered already"));
    }
    Ok(())
}

/// Leaves that neither wait nor have a number.
async fn strays(read: &Read, report: &mut Report) -> Outcome<()> {
    let sql = "select l.id from audit_leaves l where not exists (select 1 from audit_sequence s where s.leaf_id = l.id)
               and not exists (select 1 from audit_waiting w where w.leaf_id = l.id)";
    for id in ids(read, sql, "l.id").await? {
        report.add(LEAVES, id, "has no number and does not wait for one");
    }
    let rows = read.number("select count(*) from audit_leaves", vec![]).await?;
    let reached = store::signed(report.leaves + report.waiting)?;
    if rows != reached && report.is_clean() {
        report.add(LEAVES, "", format!("{rows} are stored, {reached} are in the log"));
    }
    Ok(())
}
