//! Grids and their versions as rows.

use super::rules::{GridKind, Span};
use crate::entry::{PICK_ROWS_MAX, marks, narrowed};
use base::{BuildingId, CommunityId, CompoundId, Day, GridId, Outcome, PersonId, Problem};
use db::{FromQueryResult, Query, Record, Value, values};
use kernel::i18n::LocalText;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const GRIDS: Record = Record { table: "grids" };

/// A grid with the version in force on the day that was asked for (or none).
#[derive(Clone, Debug)]
pub struct GridView {
    /// Its id.
    pub id: GridId,
    /// Its code, G1.
    pub code: String,
    /// What it is for.
    pub kind: GridKind,
    /// It is closed.
    pub closed: bool,
    /// Its version number, for changes.
    pub version: i64,
    /// What is in force.
    pub now: Option<GridVersion>,
}

/// One dated version of a grid.
#[derive(Clone, Debug)]
pub struct GridVersion {
    /// Its id.
    pub id: Uuid,
    /// Its grid.
    pub grid: GridId,
    /// Its name.
    pub name: LocalText,
    /// The named person; none is a vacancy.
    pub worker: Option<PersonId>,
    /// The office phone.
    pub phone: String,
    /// When it is in force.
    pub span: Span,
}

#[derive(FromQueryResult)]
struct GridLine {
    id: Uuid,
    code: String,
    kind: String,
    closed_at: Option<base::Moment>,
    version: i64,
}

impl TryFrom<GridLine> for GridView {
    type Error = Problem;

    fn try_from(line: GridLine) -> Outcome<Self> {
        let kind = GridKind::from_name(&line.kind).ok_or_else(|| Problem::fault("a grid of no kind"))?;
        let closed = line.closed_at.is_some();
        Ok(Self { id: line.id.into(), code: line.code, kind, closed, version: line.version, now: None })
    }
}

#[derive(FromQueryResult)]
struct VersionLine {
    id: Uuid,
    grid_id: Uuid,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    worker_id: Option<Uuid>,
    phone: String,
    valid_from: Day,
    valid_until: Option<Day>,
}

impl From<VersionLine> for GridVersion {
    fn from(line: VersionLine) -> Self {
        Self {
            id: line.id,
            grid: line.grid_id.into(),
            name: LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en },
            worker: line.worker_id.map(Into::into),
            phone: line.phone,
            span: Span { from: line.valid_from, until: line.valid_until },
        }
    }
}

const GRID: &str = "id, code, kind, closed_at, version";
const VERSION: &str =
    "v.id, v.grid_id, v.name_zh, v.name_bo, v.name_en, v.worker_id, v.phone, v.valid_from, v.valid_until";

/// The grid of a building on a day: the basic one, else a dedicated one; none when no grid held it then.
///
/// # Errors
/// A fault from the database.
pub async fn grid_on(
    door: &impl Query,
    community: CommunityId,
    building: BuildingId,
    day: Day,
) -> Outcome<Option<GridView>> {
    #[derive(FromQueryResult)]
    struct Line {
        compound_id: Uuid,
    }
    let sql = "select compound_id from buildings where id = $1 and community = $2";
    match door.one::<Line>(sql, values![building.0, community.0]).await? {
        Some(line) => of_compound_on(door, community, line.compound_id.into(), day).await,
        None => Ok(None),
    }
}

/// The grid of a compound on a day.
pub(crate) async fn of_compound_on(
    door: &impl Query,
    community: CommunityId,
    compound: CompoundId,
    day: Day,
) -> Outcome<Option<GridView>> {
    let sql = format!(
        "select {VERSION} from grid_compounds gc join grid_versions v on v.id = gc.grid_version_id \
         join grids g on g.id = v.grid_id where gc.compound_id = $1 and v.community = $2 and v.valid_from <= $3 \
         and (v.valid_until is null or v.valid_until >= $3) order by g.kind, g.code limit 1"
    );
    let Some(version) = door.one::<VersionLine>(&sql, values![compound.0, community.0, day]).await? else {
        return Ok(None);
    };
    let version = GridVersion::from(version);
    let grid = find(door, community, version.grid).await?;
    Ok(grid.map(|grid| GridView { now: Some(version), ..grid }))
}

/// A grid of this community, without its versions.
pub(crate) async fn find(door: &impl Query, community: CommunityId, id: GridId) -> Outcome<Option<GridView>> {
    let sql = format!("select {GRID} from grids where id = $1 and community = $2");
    door.one::<GridLine>(&sql, values![id.0, community.0]).await?.map(GridView::try_from).transpose()
}

/// The grid that has a code already.
pub(crate) async fn by_code(door: &impl Query, community: CommunityId, code: &str) -> Outcome<Option<GridView>> {
    let sql = format!("select {GRID} from grids where community = $1 and code = $2");
    door.one::<GridLine>(&sql, values![community.0, code]).await?.map(GridView::try_from).transpose()
}

/// Every open grid with its version of this day, by code.
///
/// # Errors
/// A fault from the database.
pub async fn grids(door: &impl Query, community: CommunityId, day: Day) -> Outcome<Vec<GridView>> {
    let sql = format!(
        "select {GRID} from grids where community = $1 and closed_at is null order by code limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<GridLine> = door.all(&sql, values![community.0]).await?;
    let grids = lines.into_iter().map(GridView::try_from).collect::<Outcome<Vec<_>>>()?;
    with_versions(door, grids, day).await
}

/// A page of grids by code, with their versions of this day.
pub(crate) async fn list(
    door: &impl Query,
    (community, day): (CommunityId, Day),
    (typed, after): (&str, &str),
) -> Outcome<Vec<GridView>> {
    let (narrow, values) = narrowed("code", typed, 3);
    let limit = web::PAGE_ROWS + 1;
    let sql =
        format!("select {GRID} from grids where community = $1 and code > $2{narrow} order by code limit {limit}");
    let lines: Vec<GridLine> = door.all(&sql, [values![community.0, after], values].concat()).await?;
    let grids = lines.into_iter().map(GridView::try_from).collect::<Outcome<Vec<_>>>()?;
    with_versions(door, grids, day).await
}

async fn with_versions(door: &impl Query, mut grids: Vec<GridView>, day: Day) -> Outcome<Vec<GridView>> {
    if grids.is_empty() {
        return Ok(grids);
    }
    let sql = format!(
        "select {VERSION} from grid_versions v where v.valid_from <= $1 and (v.valid_until is null or v.valid_until >= $1) \
         and v.grid_id in ({})",
        marks(2, grids.len())
    );
    let ids = grids.iter().map(|grid| Value::from(grid.id.0)).collect();
    let lines: Vec<VersionLine> = door.all(&sql, [values![day], ids].concat()).await?;
    let mut versions: BTreeMap<GridId, GridVersion> =
        lines.into_iter().map(GridVersion::from).map(|version| (version.grid, version)).collect();
    for grid in &mut grids {
        grid.now = versions.remove(&grid.id);
    }
    Ok(grids)
}

/// Every version of a grid, newest first.
pub(crate) async fn history(door: &impl Query, grid: GridId) -> Outcome<Vec<GridVersion>> {
    let sql = format!(
        "select {VERSION} from grid_versions v where v.grid_id = $1 order by v.valid_from desc, v.id desc limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<VersionLine> = door.all(&sql, values![grid.0]).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// The version that nothing has replaced yet.
pub(crate) async fn open_version(door: &impl Query, grid: GridId) -> Outcome<Option<GridVersion>> {
    let sql = format!("select {VERSION} from grid_versions v where v.grid_id = $1 and v.valid_until is null");
    Ok(door.one::<VersionLine>(&sql, values![grid.0]).await?.map(Into::into))
}

/// The compounds of versions, in one question.
pub(crate) async fn compounds_of(door: &impl Query, versions: &[Uuid]) -> Outcome<BTreeMap<Uuid, Vec<LocalText>>> {
    #[derive(FromQueryResult)]
    struct Line {
        grid_version_id: Uuid,
        name_zh: String,
        name_bo: Option<String>,
        name_en: Option<String>,
    }
    if versions.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "select gc.grid_version_id, c.name_zh, c.name_bo, c.name_en from grid_compounds gc \
         join compounds c on c.id = gc.compound_id where gc.grid_version_id in ({}) order by c.id",
        marks(1, versions.len())
    );
    let lines: Vec<Line> = door.all(&sql, versions.iter().map(|id| Value::from(*id)).collect()).await?;
    let mut found: BTreeMap<Uuid, Vec<LocalText>> = BTreeMap::new();
    for line in lines {
        let name = LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en };
        found.entry(line.grid_version_id).or_default().push(name);
    }
    Ok(found)
}

/// The ids of a version's compounds.
pub(crate) async fn compound_ids(door: &impl Query, version: Uuid) -> Outcome<Vec<CompoundId>> {
    #[derive(FromQueryResult)]
    struct Line {
        compound_id: Uuid,
    }
    let sql = format!("select compound_id from grid_compounds where grid_version_id = $1 limit {PICK_ROWS_MAX}");
    let lines: Vec<Line> = door.all(&sql, values![version]).await?;
    Ok(lines.into_iter().map(|line| line.compound_id.into()).collect())
}

/// The code of another basic grid that holds this compound on this day or later.
pub(crate) async fn held_elsewhere(
    door: &impl Query,
    (grid, compound): (GridId, CompoundId),
    from: Day,
) -> Outcome<Option<String>> {
    #[derive(FromQueryResult)]
    struct Line {
        code: String,
    }
    let sql = "select g.code from grid_compounds gc join grid_versions v on v.id = gc.grid_version_id \
         join grids g on g.id = v.grid_id where gc.compound_id = $1 and g.id <> $2 and g.kind = 'basic' \
         and (v.valid_until is null or (v.valid_until >= $3 and v.valid_until >= v.valid_from)) limit 1";
    Ok(door.one::<Line>(sql, values![compound.0, grid.0, from]).await?.map(|line| line.code))
}
