//! Rows of the log and its types; no decision is made here.

use super::leaf::Leaf;
use super::tiles::{Appended, Tile, edge_of};
use super::tree::Hash;
use base::{Moment, Outcome, Problem};
use db::sea_orm::{DbErr, QueryResult};
use db::{FromQueryResult, Query, Together, Value, values};
use uuid::Uuid;

/// Rows of one insert: the statement stays short enough for both databases.
const ROWS_PER_INSERT: usize = 500;

/// A leaf as it lies there: its id, and the leaf or why it cannot be read.
pub(super) struct StoredLeaf {
    pub(super) id: Uuid,
    pub(super) leaf: Result<Leaf, String>,
}

impl FromQueryResult for StoredLeaf {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let id = row.try_get(prefix, "id")?;
        Ok(Self { id, leaf: read_leaf(row, id) })
    }
}

/// The leaf in the columns `community`, `at`, `kind`, `commitment`, `mac`.
pub(super) fn read_leaf(row: &QueryResult, id: Uuid) -> Result<Leaf, String> {
    let hash = |column: &str| -> Result<Hash, String> {
        let bytes: Vec<u8> = row.try_get("", column).map_err(|error| error.to_string())?;
        Hash::try_from(bytes.as_slice()).map_err(|_| format!("{column} is not 32 bytes"))
    };
    let told = |error: DbErr| error.to_string();
    Ok(Leaf {
        id,
        community: row.try_get("", "community").map_err(told)?,
        at: row.try_get::<Moment>("", "at").map_err(told)?,
        kind: row.try_get("", "kind").map_err(told)?,
        commitment: hash("commitment")?,
        mac: hash("mac")?,
    })
}

/// A signed head as it lies there.
#[derive(FromQueryResult)]
pub(super) struct StoredHead {
    pub(super) size: i64,
    pub(super) note: String,
}

/// The newest signed head.
pub(super) async fn newest_head(door: &impl Query) -> Outcome<Option<StoredHead>> {
    door.one("select size, note from audit_checkpoints order by size desc limit 1", vec![]).await
}

#[derive(FromQueryResult)]
struct Hashes {
    hashes: Vec<u8>,
}

/// One tile, if it is there and whole.
pub(super) async fn tile(door: &impl Query, level: u8, index: u64) -> Outcome<Option<Tile>> {
    let sql = "select hashes from audit_tiles where level = $1 and position = $2";
    let found = door.each::<Hashes>(sql, values![i64::from(level), signed(index)?]).await?;
    Ok(found.into_iter().find_map(Result::ok).and_then(|row| Tile::from_bytes(level, index, &row.hashes)))
}

/// The right edge of the stored tree; a tile that is missing is left out, so that it does not fit.
pub(super) async fn edge(door: &impl Query, size: u64) -> Outcome<Vec<Tile>> {
    let mut edge = Vec::new();
    for (level, index, _) in edge_of(size) {
        edge.extend(tile(door, level, index).await?);
    }
    Ok(edge)
}

/// Stores what appending changed: numbers, tiles and the signed head; the leaves wait no longer.
pub(super) async fn put(house: &Together, old_size: u64, ids: &[Uuid], done: &Appended, note: String) -> Outcome<()> {
    put_numbers(house, old_size, ids).await?;
    let clear = "delete from audit_waiting where leaf_id in (select leaf_id from audit_sequence where number >= $1)";
    house.run(clear, values![signed(old_size)?]).await?;
    for tile in &done.writes {
        let sql = "insert into audit_tiles (level, position, hashes) values ($1, $2, $3)
                   on conflict (level, position) do update set hashes = excluded.hashes";
        house.run(sql, values![i64::from(tile.level), signed(tile.index)?, tile.to_bytes()]).await?;
    }
    house.insert("audit_checkpoints", db::row! { size: signed(done.size)?, note: note }).await
}

async fn put_numbers(house: &Together, old_size: u64, ids: &[Uuid]) -> Outcome<()> {
    let mut number = signed(old_size)?;
    for chunk in ids.chunks(ROWS_PER_INSERT) {
        let (mut places, mut values) = (Vec::new(), Vec::new());
        for id in chunk {
            values.push(Value::from(number));
            values.push(Value::from(*id));
            places.push(format!("(${}, ${})", values.len() - 1, values.len()));
            number += 1;
        }
        let sql = format!("insert into audit_sequence (number, leaf_id) values {}", places.join(", "));
        house.run(&sql, values).await?;
    }
    Ok(())
}

/// A count as both databases keep it.
pub(super) fn signed(count: u64) -> Outcome<i64> {
    i64::try_from(count).map_err(Problem::fault)
}
