//! Divisions, compounds, buildings, grids, doors and linked households of the demo town.

use super::dice::Dice;
use super::names::{COMMUNITY, COMPOUNDS, DEDICATED, DIVISIONS, GRIDS, HALL_PHONE};
use crate::setup;
use base::{BuildingId, CompoundId, Day, GridId, HouseholdId, Moment, Outcome, PersonId};
use db::{Record, Write, row, values};
use uuid::Uuid;

const COMPOUND: Record = Record { table: "compounds" };
const BUILDING: Record = Record { table: "buildings" };
const HOUSEHOLD: Record = Record { table: "households" };
const GRID: Record = Record { table: "grids" };
const LINKED: Record = Record { table: "linked_units" };
/// Doors of one building: three stairways, six floors, two doors.
const DOORS: usize = 36;
/// Of so many doors the small town has one inhabited.
const SMALL_STEP: usize = 22;
/// 雪松里3号楼2单元201: the compound, and the door's place in it.
pub(super) const KNOWN_DOOR: (usize, usize) = (1, 86);

/// One compound of the town.
#[derive(Clone, Copy)]
pub(super) struct Compound {
    pub(super) id: CompoundId,
    pub(super) grid: GridId,
    number: usize,
    homes: usize,
    linked: usize,
}

/// One door behind which someone lives.
#[derive(Clone)]
pub(super) struct Home {
    pub(super) compound: CompoundId,
    pub(super) building: BuildingId,
    pub(super) household: HouseholdId,
    pub(super) stairway: String,
    pub(super) door: String,
    /// The compound's number, and the door's place in it.
    pub(super) place: (usize, usize),
}

/// Where people live.
pub(super) struct Places {
    pub(super) compounds: Vec<Compound>,
    pub(super) homes: Vec<Home>,
    /// All grids: the basic ones first.
    pub(super) grids: Vec<GridId>,
}

/// The divisions above, and the community itself.
pub(super) async fn divisions(dice: &Dice, write: &mut Write) -> Outcome<()> {
    let at = write.doer().at;
    let mut parent: Option<Uuid> = None;
    for (level, code, (zh, bo, en)) in DIVISIONS {
        let id = dice.id(at);
        let row = row! { id: id, parent_id: parent, level: level, code: code, name_zh: zh, name_bo: bo, name_en: en };
        write.create(&setup::DIVISIONS, row).await?;
        parent = Some(id);
    }
    let (code, (zh, bo, en)) = COMMUNITY;
    let row = row! {
        id: dice.community.0, parent_id: parent, level: "community", code: code, name_zh: zh, name_bo: bo, name_en: en,
        phone: HALL_PHONE, address: "河谷镇雪松路1号",
    };
    write.create(&setup::DIVISIONS, row).await
}

/// Compounds with their buildings and doors, and the grids that hold them; `workers` are named for grids.
pub(super) async fn build(dice: &Dice, write: &mut Write, (small, workers): (bool, &[PersonId])) -> Outcome<Places> {
    let mut places = Places { compounds: Vec::new(), homes: Vec::new(), grids: Vec::new() };
    let at = write.doer().at;
    for (count, households, linked) in GRIDS {
        let grid = GridId(dice.id(at));
        for share in 0..count {
            let number = places.compounds.len();
            let homes = households / count + usize::from(share < households % count);
            let linked = linked / count + usize::from(share < linked % count);
            places.compounds.push(Compound { id: CompoundId(dice.id(at)), grid, number, homes, linked });
        }
        places.grids.push(grid);
    }
    places.grids.extend((0..DEDICATED.len()).map(|_| GridId(dice.id(at))));
    for compound in places.compounds.clone() {
        places.homes.extend(compound_of(dice, write, (&compound, small)).await?);
    }
    grids(dice, write, (&places, workers)).await?;
    Ok(places)
}

async fn compound_of(dice: &Dice, write: &mut Write, (compound, small): (&Compound, bool)) -> Outcome<Vec<Home>> {
    let (community, at) = (dice.community.0, write.doer().at);
    let (zh, bo, en) = COMPOUNDS.get(compound.number).copied().unwrap_or_default();
    let row = row! { id: compound.id.0, community: community, name_zh: zh, name_bo: bo, name_en: en };
    write.create(&COMPOUND, row).await?;
    let (mut buildings, mut rows) = (Vec::new(), Vec::new());
    for number in 0..compound.homes.div_ceil(DOORS) {
        let id = BuildingId(dice.id(at));
        let name = (number + 1).to_string();
        rows.push(row! { id: id.0, community: community, compound_id: compound.id.0, name: name, stairways: 3i64 });
        buildings.push(id);
    }
    write.create_all(&BUILDING, rows).await?;
    let (mut homes, mut rows) = (Vec::new(), Vec::new());
    for place in 0..compound.homes {
        let lived_in = !small || place % SMALL_STEP == 0 || (compound.number, place) == KNOWN_DOOR;
        let Some(building) = buildings.get(place / DOORS).filter(|_| lived_in) else { continue };
        let inside = place % DOORS;
        let home = Home {
            compound: compound.id,
            building: *building,
            household: HouseholdId(dice.id(at)),
            stairway: (inside / 12 + 1).to_string(),
            door: ((inside % 12 / 2 + 1) * 100 + inside % 2 + 1).to_string(),
            place: (compound.number, place),
        };
        rows.push(row! {
            id: home.household.0, community: community, building_id: building.0, stairway: home.stairway.clone(),
            door: home.door.clone(),
        });
        homes.push(home);
    }
    write.create_all(&HOUSEHOLD, rows).await?;
    linked(dice, write, (compound, &homes)).await?;
    Ok(homes)
}

/// Ten doors or so make a unit of linked households.
async fn linked(dice: &Dice, write: &mut Write, (compound, homes): (&Compound, &[Home])) -> Outcome<()> {
    let (community, at) = (dice.community.0, write.doer().at);
    let zh = COMPOUNDS.get(compound.number).map_or("", |name| name.0);
    let (mut units, mut rows) = (Vec::new(), Vec::new());
    for number in 1..=compound.linked {
        let id = dice.id(at);
        let name = format!("{zh}第{number}联户");
        rows.push(row! { id: id, community: community, compound_id: compound.id.0, name: name });
        units.push(id);
    }
    write.create_all(&LINKED, rows).await?;
    let lines = homes.iter().filter_map(|home| {
        let unit = units.get(home.place.1 * compound.linked / compound.homes.max(1))?;
        Some(values![*unit, home.household.0])
    });
    write.insert_all("linked_unit_households", &["unit_id", "household_id"], lines.collect()).await
}

/// A grid on its way into the database.
struct NewGrid {
    id: GridId,
    code: String,
    kind: &'static str,
    name: (String, String, String),
    worker: Option<PersonId>,
}

async fn grids(dice: &Dice, write: &mut Write, (places, workers): (&Places, &[PersonId])) -> Outcome<()> {
    let (community, at) = (dice.community.0, write.doer().at);
    let since = (at - chrono::Duration::days(300)).date_naive();
    let mut holds = Vec::new();
    for (number, id) in places.grids.iter().enumerate() {
        let grid = new_grid(number, *id, workers);
        let row = row! { id: id.0, community: community, code: grid.code.clone(), kind: grid.kind };
        write.create(&GRID, row).await?;
        let version = version_row(dice, (&grid, number), (at, since));
        let id = version.iter().find_map(|(name, value)| (*name == "id").then(|| value.clone()));
        write.insert("grid_versions", version).await?;
        let held = places.compounds.iter().filter(|compound| compound.grid == grid.id);
        holds.extend(held.filter_map(|compound| Some(vec![id.clone()?, compound.id.0.into()])));
    }
    write.insert_all("grid_compounds", &["grid_version_id", "compound_id"], holds).await
}

fn new_grid(number: usize, id: GridId, workers: &[PersonId]) -> NewGrid {
    let named = workers.get(number % workers.len().max(1)).copied();
    match number.checked_sub(GRIDS.len()).and_then(|dedicated| Some((dedicated, DEDICATED.get(dedicated)?))) {
        None => NewGrid {
            id,
            code: format!("G{}", number + 1),
            kind: "basic",
            name: (format!("第{}网格", number + 1), format!("དྲ་མིག་ {}", number + 1), format!("Grid {}", number + 1)),
            worker: named,
        },
        Some((dedicated, (zh, bo, en))) => NewGrid {
            id,
            code: format!("Z{}", dedicated + 1),
            kind: "dedicated",
            name: ((*zh).to_owned(), (*bo).to_owned(), (*en).to_owned()),
            // The last one is vacant, and shows as such.
            worker: named.filter(|_| dedicated + 1 < DEDICATED.len()),
        },
    }
}

fn version_row(dice: &Dice, (grid, number): (&NewGrid, usize), (at, since): (Moment, Day)) -> db::Row {
    let (zh, bo, en) = grid.name.clone();
    row! {
        id: dice.id(at), community: dice.community.0, grid_id: grid.id.0, name_zh: zh, name_bo: bo, name_en: en,
        worker_id: grid.worker.map(|person| person.0), phone: format!("000-0000-{:04}", 120 + number), valid_from: since,
        valid_until: None::<Day>, by_account: None::<Uuid>,
    }
}
