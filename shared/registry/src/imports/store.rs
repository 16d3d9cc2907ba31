//! Imports and what waits to be loaded, as rows; cells only sealed.

use super::rules::Fitted;
use base::{CommunityId, Moment, Outcome, Problem};
use db::{FromQueryResult, Query, Record, Write, row, values};
use kernel::app::App;
use kernel::sheets::{Heading, Table, TableRow};
use kernel::vault::Place;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) const IMPORTS: Record = Record { table: "imports" };
/// Rows that are sealed, checked, shown and loaded together.
pub(crate) const PIECE_ROWS: usize = 200;
/// Pieces of a file at most.
const PIECES_MAX: usize = 1_000;
/// Orphans swept at a time.
const SWEEP_MAX: usize = 100;

/// An import, without what is in it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// The name of its kind.
    pub kind: String,
    /// matching, checking, mending, ready, loading, done, stopped, dropped.
    pub state: String,
    /// Whose it is.
    pub by_account: Option<Uuid>,
    /// The name of that account.
    pub by_name: Option<String>,
    /// When the file came.
    pub at: Moment,
    /// Rows in it.
    pub row_count: i64,
    /// Rows that need mending.
    pub fault_count: i64,
    /// Rows that are loaded.
    pub done_count: i64,
    /// Of these, new ones.
    pub created_count: i64,
    /// Changed ones.
    pub changed_count: i64,
    /// Those that were known already.
    pub same_count: i64,
    /// Its version.
    pub version: i64,
}

impl Import {
    /// Nothing can follow.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "done" | "stopped" | "dropped")
    }

    /// Something is being done with it now.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.state.as_str(), "checking" | "loading")
    }
}

const IMPORT: &str = "select i.id, i.kind, i.state, i.by_account, a.display_name as by_name, i.at, i.row_count, \
    i.fault_count, i.done_count, i.created_count, i.changed_count, i.same_count, i.version from imports i \
    left join accounts a on a.id = i.by_account";

pub(crate) async fn find(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Import>> {
    door.one(&format!("{IMPORT} where i.id = $1 and i.community = $2"), values![id, community.0]).await
}

/// A page of imports, newest first.
pub(crate) async fn list(
    door: &impl Query,
    community: CommunityId,
    after: Option<web::Cursor>,
) -> Outcome<web::Listing<Import>> {
    let (mut narrow, mut values) = (String::new(), values![community.0]);
    if let Some(cursor) = after {
        narrow.push_str(" and (i.at, i.id) < ($2, $3)");
        values.extend(values![cursor.at, cursor.id]);
    }
    let limit = web::PAGE_ROWS + 1;
    let sql = format!("{IMPORT} where i.community = $1{narrow} order by i.at desc, i.id desc limit {limit}");
    let rows: Vec<Import> = door.all(&sql, values).await?;
    Ok(web::Listing::cut(rows, |row| web::Cursor { at: row.at, id: row.id }))
}

/// What is known of a file besides its cells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileHead {
    /// The sheet that was read.
    pub sheet: String,
    /// Its columns.
    pub columns: Vec<Heading>,
    /// Headings of columns that were not read.
    pub refused: Vec<String>,
    /// Sheets that were not read.
    pub other_sheets: Vec<String>,
}

/// A file that waits.
#[derive(Clone, Debug)]
pub struct Staged {
    /// What is known of it.
    pub head: FileHead,
    /// Which column fills which field.
    pub fitted: Fitted,
    /// Rows that have been checked.
    pub checked_count: i64,
}

/// Words at a row, in the three languages, and the field they belong to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// The row's number.
    pub row: u32,
    /// The field's name.
    pub field: Option<String>,
    /// The sentence in Chinese, Tibetan, English.
    pub words: [String; 3],
}

/// Some rows of a file, with the words at them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Piece {
    /// The rows.
    pub rows: Vec<TableRow>,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
}

#[derive(FromQueryResult)]
struct PieceLine {
    id: Uuid,
    sealed: Vec<u8>,
}

fn place(id: Uuid) -> Place<'static> {
    Place { table: "staged_import_rows", column: "sealed", row: id }
}

fn sealed(app: &App, id: Uuid, piece: &Piece) -> Outcome<Vec<u8>> {
    let plain = serde_json::to_vec(piece).map_err(Problem::fault)?;
    app.vault.seal(place(id), &plain, app.chance.as_ref())
}

/// Keeps a table sealed, in pieces; an earlier try of the same import makes room.
pub(crate) async fn stage(
    app: &App,
    (community, at): (CommunityId, Moment),
    import: Uuid,
    (table, fitted): (Table, &Fitted),
) -> Outcome<()> {
    forget(app, import).await?;
    let house = app.db.housekeeping();
    for (number, rows) in (0i64..).zip(table.rows.chunks(PIECE_ROWS)) {
        let id = app.new_id();
        let bytes = sealed(app, id, &Piece { rows: rows.to_vec(), faults: Vec::new() })?;
        let line = row! { id: id, import_id: import, number: number, fault_count: 0i64, sealed: bytes };
        house.insert_once("staged_import_rows", line).await?;
    }
    let Table { sheet, columns, refused, other_sheets, .. } = table;
    let head = serde_json::to_string(&FileHead { sheet, columns, refused, other_sheets }).map_err(Problem::fault)?;
    let fitted = serde_json::to_string(fitted).map_err(Problem::fault)?;
    let line =
        row! { import_id: import, community: community.0, at: at, head: head, fitted: fitted, checked_count: 0i64 };
    house.insert_once("staged_imports", line).await.map(|_| ())
}

pub(crate) async fn staged(door: &impl Query, import: Uuid) -> Outcome<Option<Staged>> {
    #[derive(FromQueryResult)]
    struct Line {
        head: String,
        fitted: String,
        checked_count: i64,
    }
    let sql = "select head, fitted, checked_count from staged_imports where import_id = $1";
    let Some(line) = door.one::<Line>(sql, values![import]).await? else { return Ok(None) };
    let head = serde_json::from_str(&line.head).map_err(Problem::fault)?;
    let fitted = serde_json::from_str(&line.fitted).map_err(Problem::fault)?;
    Ok(Some(Staged { head, fitted, checked_count: line.checked_count }))
}

pub(crate) async fn keep_fitted(write: &mut Write, import: Uuid, fitted: &Fitted) -> Outcome<()> {
    let fitted = serde_json::to_string(fitted).map_err(Problem::fault)?;
    let sql = "update staged_imports set fitted = $2, checked_count = 0 where import_id = $1";
    write.run(sql, values![import, fitted]).await.map(|_| ())
}

pub(crate) async fn note_checked(app: &App, import: Uuid, rows: i64) -> Outcome<()> {
    let sql = "update staged_imports set checked_count = $2 where import_id = $1";
    app.db.housekeeping().run(sql, values![import, rows]).await.map(|_| ())
}

/// One piece by its number.
pub(crate) async fn piece(app: &App, door: &impl Query, import: Uuid, number: i64) -> Outcome<Option<Piece>> {
    let sql = "select id, sealed from staged_import_rows where import_id = $1 and number = $2";
    let line: Option<PieceLine> = door.one(sql, values![import, number]).await?;
    line.map(|line| opened(app, &line)).transpose()
}

fn opened(app: &App, line: &PieceLine) -> Outcome<Piece> {
    let plain = app.vault.open(place(line.id), &line.sealed)?;
    serde_json::from_slice(&plain).map_err(Problem::fault)
}

/// The first piece from this number on that has words at its rows.
pub(crate) async fn piece_amiss(door: &impl Query, import: Uuid, from: i64) -> Outcome<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Line {
        number: i64,
    }
    let sql = "select number from staged_import_rows where import_id = $1 and number >= $2 and fault_count > 0 \
        order by number limit 1";
    Ok(door.one::<Line>(sql, values![import, from]).await?.map(|line| line.number))
}

/// How many pieces a file has.
pub(crate) fn pieces(import: &Import) -> i64 {
    let rows = usize::try_from(import.row_count).unwrap_or(0).div_ceil(PIECE_ROWS).min(PIECES_MAX);
    i64::try_from(rows).unwrap_or(0)
}

/// Writes the words at the rows of a piece.
pub(crate) async fn keep_faults(app: &App, import: Uuid, number: i64, piece: &Piece) -> Outcome<()> {
    let id = app.new_id();
    let bytes = sealed(app, id, piece)?;
    let count = i64::try_from(piece.faults.len()).unwrap_or(i64::MAX);
    let sql =
        "update staged_import_rows set id = $3, sealed = $4, fault_count = $5 where import_id = $1 and number = $2";
    app.db.housekeeping().run(sql, values![import, number, id, bytes, count]).await.map(|_| ())
}

/// Forgets everything that was in a file.
pub(crate) async fn forget(app: &App, import: Uuid) -> Outcome<()> {
    let house = app.db.housekeeping();
    for sql in
        ["delete from staged_import_rows where import_id = $1", "delete from staged_imports where import_id = $1"]
    {
        house.run(sql, values![import]).await?;
    }
    Ok(())
}

/// Files that have waited since before this time.
pub(crate) async fn waiting_since(door: &impl Query, community: CommunityId, before: Moment) -> Outcome<Vec<Uuid>> {
    #[derive(FromQueryResult)]
    struct Line {
        import_id: Uuid,
    }
    let sql =
        format!("select import_id from staged_imports where community = $1 and at < $2 order by at limit {SWEEP_MAX}");
    let lines: Vec<Line> = door.all(&sql, values![community.0, before]).await?;
    Ok(lines.into_iter().map(|line| line.import_id).collect())
}
