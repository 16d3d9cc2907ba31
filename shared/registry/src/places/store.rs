//! Places as rows.

use crate::entry::{PICK_ROWS_MAX, narrowed};
use base::{BuildingId, CommunityId, CompoundId, HouseholdId, Outcome};
use db::{FromQueryResult, Query, Record, values};
use kernel::i18n::LocalText;
use uuid::Uuid;

pub(crate) const COMPOUNDS: Record = Record { table: "compounds" };
pub(crate) const BUILDINGS: Record = Record { table: "buildings" };
pub(crate) const HOUSEHOLDS: Record = Record { table: "households" };
pub(crate) const UNITS: Record = Record { table: "linked_units" };

/// A compound 小区.
#[derive(Clone, Debug)]
pub struct Compound {
    /// Its id.
    pub id: CompoundId,
    /// Its name.
    pub name: LocalText,
    /// It takes nobody new.
    pub closed: bool,
    /// Its version.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct CompoundLine {
    id: Uuid,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    closed_at: Option<base::Moment>,
    version: i64,
}

impl From<CompoundLine> for Compound {
    fn from(line: CompoundLine) -> Self {
        Self {
            id: line.id.into(),
            name: LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en },
            closed: line.closed_at.is_some(),
            version: line.version,
        }
    }
}

const COMPOUND: &str = "id, name_zh, name_bo, name_en, closed_at, version";

/// A compound of this community.
///
/// # Errors
/// A fault from the database.
pub async fn compound(door: &impl Query, community: CommunityId, id: CompoundId) -> Outcome<Option<Compound>> {
    let sql = format!("select {COMPOUND} from compounds where id = $1 and community = $2");
    Ok(door.one::<CompoundLine>(&sql, values![id.0, community.0]).await?.map(Into::into))
}

/// Every open compound of this community, for lists to choose from.
///
/// # Errors
/// A fault from the database.
pub async fn compounds(door: &impl Query, community: CommunityId) -> Outcome<Vec<Compound>> {
    let sql = format!(
        "select {COMPOUND} from compounds where community = $1 and closed_at is null order by id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<CompoundLine> = door.all(&sql, values![community.0]).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// A page of compounds in the order they were entered.
pub(crate) async fn list(
    door: &impl Query,
    community: CommunityId,
    (typed, after): (&str, Option<Uuid>),
) -> Outcome<Vec<Compound>> {
    let (narrow, values) = narrowed("name_zh", typed, 3);
    let limit = web::PAGE_ROWS + 1;
    let sql =
        format!("select {COMPOUND} from compounds where community = $1 and id > $2{narrow} order by id limit {limit}");
    let after = after.unwrap_or(Uuid::nil());
    let lines: Vec<CompoundLine> = door.all(&sql, [values![community.0, after], values].concat()).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// A building 楼.
#[derive(Clone, Debug, FromQueryResult)]
struct BuildingLine {
    id: Uuid,
    compound_id: Uuid,
    name: String,
    stairways: i64,
    closed_at: Option<base::Moment>,
    version: i64,
}

/// A building 楼.
#[derive(Clone, Debug)]
pub struct Building {
    /// Its id.
    pub id: BuildingId,
    /// The compound it stands in.
    pub compound: CompoundId,
    /// As it stands on the wall: "3".
    pub name: String,
    /// How many stairways it has.
    pub stairways: i64,
    /// It takes nobody new.
    pub closed: bool,
    /// Its version.
    pub version: i64,
}

impl From<BuildingLine> for Building {
    fn from(line: BuildingLine) -> Self {
        Self {
            id: line.id.into(),
            compound: line.compound_id.into(),
            name: line.name,
            stairways: line.stairways,
            closed: line.closed_at.is_some(),
            version: line.version,
        }
    }
}

const BUILDING: &str = "id, compound_id, name, stairways, closed_at, version";

/// A building of this community.
pub(crate) async fn building(door: &impl Query, community: CommunityId, id: BuildingId) -> Outcome<Option<Building>> {
    let sql = format!("select {BUILDING} from buildings where id = $1 and community = $2");
    Ok(door.one::<BuildingLine>(&sql, values![id.0, community.0]).await?.map(Into::into))
}

/// Every open building of this community, for lists to choose from; narrow by compound in the page.
///
/// # Errors
/// A fault from the database.
pub async fn buildings(door: &impl Query, community: CommunityId) -> Outcome<Vec<Building>> {
    let sql = format!(
        "select {BUILDING} from buildings where community = $1 and closed_at is null order by id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<BuildingLine> = door.all(&sql, values![community.0]).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// The buildings of a compound, closed ones too.
pub(crate) async fn buildings_of(door: &impl Query, compound: CompoundId) -> Outcome<Vec<Building>> {
    let sql = format!("select {BUILDING} from buildings where compound_id = $1 order by id limit {PICK_ROWS_MAX}");
    let lines: Vec<BuildingLine> = door.all(&sql, values![compound.0]).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// A household's id by its door.
pub(crate) async fn household_at(
    door: &impl Query,
    building: BuildingId,
    (stairway, number): (&str, &str),
) -> Outcome<Option<HouseholdId>> {
    #[derive(FromQueryResult)]
    struct Line {
        id: Uuid,
    }
    let sql = "select id from households where building_id = $1 and stairway = $2 and door = $3";
    Ok(door.one::<Line>(sql, values![building.0, stairway, number]).await?.map(|line| line.id.into()))
}

/// A linked-household unit 联户单位.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id.
    pub id: Uuid,
    /// The compound it stands in.
    pub compound: CompoundId,
    /// Its name.
    pub name: String,
    /// It is dissolved.
    pub closed: bool,
    /// How many doors it gathers.
    pub households: i64,
    /// Its version.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct UnitLine {
    id: Uuid,
    compound_id: Uuid,
    name: String,
    closed_at: Option<base::Moment>,
    households: i64,
    version: i64,
}

impl From<UnitLine> for Unit {
    fn from(line: UnitLine) -> Self {
        Self {
            id: line.id,
            compound: line.compound_id.into(),
            name: line.name,
            closed: line.closed_at.is_some(),
            households: line.households,
            version: line.version,
        }
    }
}

const UNIT: &str = "u.id, u.compound_id, u.name, u.closed_at, u.version, \
    (select count(*) from linked_unit_households h where h.unit_id = u.id) as households";

/// A linked unit of this community.
pub(crate) async fn unit(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Unit>> {
    let sql = format!("select {UNIT} from linked_units u where u.id = $1 and u.community = $2");
    Ok(door.one::<UnitLine>(&sql, values![id, community.0]).await?.map(Into::into))
}

/// The linked units of a compound that are not dissolved.
pub(crate) async fn units_of(door: &impl Query, compound: CompoundId) -> Outcome<Vec<Unit>> {
    let sql = format!(
        "select {UNIT} from linked_units u where u.compound_id = $1 and u.closed_at is null order by u.id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<UnitLine> = door.all(&sql, values![compound.0]).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// The doors of a linked unit.
pub(crate) async fn households_of(door: &impl Query, unit: Uuid) -> Outcome<Vec<HouseholdId>> {
    #[derive(FromQueryResult)]
    struct Line {
        household_id: Uuid,
    }
    let sql = format!(
        "select household_id from linked_unit_households where unit_id = $1 order by household_id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![unit]).await?;
    Ok(lines.into_iter().map(|line| line.household_id.into()).collect())
}

/// A name within something, to look it up.
#[derive(FromQueryResult)]
pub(crate) struct Named {
    /// Its id.
    pub(crate) id: Uuid,
    /// What it is part of.
    pub(crate) within: Option<Uuid>,
    /// The name.
    pub(crate) name: String,
}

/// Names that are looked at to check a file.
const NAMES_MAX: u32 = 50_000;

/// The open compounds by name, oldest first.
pub(crate) async fn compound_names(door: &impl Query, community: CommunityId) -> Outcome<Vec<Named>> {
    let sql = format!(
        "select id, community as within, name_zh as name from compounds where community = $1 and closed_at is null \
         order by id limit {NAMES_MAX}"
    );
    door.all(&sql, values![community.0]).await
}

/// The open buildings by name, within their compounds.
pub(crate) async fn building_names(door: &impl Query, community: CommunityId) -> Outcome<Vec<Named>> {
    let sql = format!(
        "select id, compound_id as within, name from buildings where community = $1 and closed_at is null \
         order by id limit {NAMES_MAX}"
    );
    door.all(&sql, values![community.0]).await
}

/// The open compound of a name.
pub(crate) async fn compound_named(door: &impl Query, community: CommunityId, name: &str) -> Outcome<Option<Compound>> {
    let sql = format!(
        "select {COMPOUND} from compounds where community = $1 and name_zh = $2 and closed_at is null order by id limit 1"
    );
    Ok(door.one::<CompoundLine>(&sql, values![community.0, name]).await?.map(Into::into))
}

/// The open building of a name in a compound.
pub(crate) async fn building_named(door: &impl Query, compound: CompoundId, name: &str) -> Outcome<Option<Building>> {
    let sql = format!(
        "select {BUILDING} from buildings where compound_id = $1 and name = $2 and closed_at is null order by id limit 1"
    );
    Ok(door.one::<BuildingLine>(&sql, values![compound.0, name]).await?.map(Into::into))
}

/// The linked unit of a name in a compound that is not dissolved.
pub(crate) async fn unit_named(door: &impl Query, compound: CompoundId, name: &str) -> Outcome<Option<Uuid>> {
    let sql = "select id, compound_id as within, name from linked_units where compound_id = $1 and name = $2 \
         and closed_at is null order by id limit 1";
    Ok(door.one::<Named>(sql, values![compound.0, name]).await?.map(|line| line.id))
}
