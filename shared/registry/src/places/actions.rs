//! Entering, changing and closing places.

use super::rules::{
    BuildingForm, CompoundForm, DoorForm, UnitForm, read_building, read_compound, read_door, read_unit,
};
use super::store::{self, BUILDINGS, COMPOUNDS, HOUSEHOLDS, UNITS};
use crate::entry::once;
use crate::powers::PLACES_CHANGE;
use base::{BuildingId, CompoundId, Doer, HouseholdId, Outcome, Problem, Relation};
use db::{Lock, Query, Write, row, values};
use kernel::app::App;
use uuid::Uuid;

/// Enters a compound.
///
/// # Errors
/// Words at the fields.
pub async fn enter_compound(app: &App, doer: &Doer, form: &CompoundForm) -> Outcome<CompoundId> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let (id, name) = (once(&form.once)?, read_compound(form)?);
    let mut write = app.db.write(doer, "compounds.enter", &[Lock::new("compounds", id)]).await?;
    let line = row! { id: id, community: doer.community.0, name_zh: name.zh, name_bo: name.bo, name_en: name.en };
    write.create_once(&COMPOUNDS, line).await?;
    write.commit().await?;
    Ok(id.into())
}

/// Renames a compound.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn change_compound(app: &App, doer: &Doer, id: CompoundId, form: &CompoundForm) -> Outcome<()> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let name = read_compound(form)?;
    let mut write = app.db.write(doer, "compounds.change", &[Lock::new("compounds", id)]).await?;
    store::compound(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let line = row! { name_zh: name.zh, name_bo: name.bo, name_en: name.en };
    write.change(&COMPOUNDS, id, form.version, line).await?;
    write.commit().await
}

/// Closes a compound: it is offered nowhere any more.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn close_compound(app: &App, doer: &Doer, id: CompoundId, version: i64) -> Outcome<()> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "compounds.close", &[Lock::new("compounds", id)]).await?;
    let compound = store::compound(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if compound.closed {
        return Err(Problem::refused("registry-closed-already"));
    }
    write.change(&COMPOUNDS, id, version, row! { closed_at: doer.at }).await?;
    write.commit().await
}

/// Enters a building of a compound.
///
/// # Errors
/// Words at the fields.
pub async fn enter_building(app: &App, doer: &Doer, compound: CompoundId, form: &BuildingForm) -> Outcome<BuildingId> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let (id, (name, stairways)) = (once(&form.once)?, read_building(form)?);
    let mut write = app.db.write(doer, "buildings.enter", &[Lock::new("compounds", compound)]).await?;
    let found = store::compound(&write, doer.community, compound).await?.ok_or(Problem::NotFound)?;
    if found.closed {
        return Err(Problem::refused("registry-closed-already"));
    }
    let line = row! {
        id: id, community: doer.community.0, compound_id: compound.0, name: name, stairways: stairways,
    };
    write.create_once(&BUILDINGS, line).await?;
    write.commit().await?;
    Ok(id.into())
}

/// Changes a building.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn change_building(app: &App, doer: &Doer, id: BuildingId, form: &BuildingForm) -> Outcome<CompoundId> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let (name, stairways) = read_building(form)?;
    let mut write = app.db.write(doer, "buildings.change", &[Lock::new("buildings", id)]).await?;
    let building = store::building(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    write.change(&BUILDINGS, id, form.version, row! { name: name, stairways: stairways }).await?;
    write.commit().await?;
    Ok(building.compound)
}

/// Closes a building: it is offered nowhere any more.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn close_building(app: &App, doer: &Doer, id: BuildingId, version: i64) -> Outcome<CompoundId> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "buildings.close", &[Lock::new("buildings", id)]).await?;
    let building = store::building(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if building.closed {
        return Err(Problem::refused("registry-closed-already"));
    }
    write.change(&BUILDINGS, id, version, row! { closed_at: doer.at }).await?;
    write.commit().await?;
    Ok(building.compound)
}

/// Founds a linked-household unit in a compound.
///
/// # Errors
/// Words at the fields.
pub async fn enter_unit(app: &App, doer: &Doer, compound: CompoundId, form: &UnitForm) -> Outcome<Uuid> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let (id, name) = (once(&form.once)?, read_unit(form)?);
    let mut write = app.db.write(doer, "linked_units.enter", &[Lock::new("compounds", compound)]).await?;
    store::compound(&write, doer.community, compound).await?.ok_or(Problem::NotFound)?;
    let line = row! { id: id, community: doer.community.0, compound_id: compound.0, name: name };
    write.create_once(&UNITS, line).await?;
    write.commit().await?;
    Ok(id)
}

/// Renames a linked unit.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn change_unit(app: &App, doer: &Doer, id: Uuid, form: &UnitForm) -> Outcome<()> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let name = read_unit(form)?;
    let mut write = app.db.write(doer, "linked_units.change", &[Lock::new("linked_units", id)]).await?;
    store::unit(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    write.change(&UNITS, id, form.version, row! { name: name }).await?;
    write.commit().await
}

/// Dissolves a linked unit; its doors are set free.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn close_unit(app: &App, doer: &Doer, id: Uuid, version: i64) -> Outcome<CompoundId> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "linked_units.close", &[Lock::new("linked_units", id)]).await?;
    let unit = store::unit(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    write.change(&UNITS, id, version, row! { closed_at: doer.at }).await?;
    write.run("delete from linked_unit_households where unit_id = $1", values![id]).await?;
    write.commit().await?;
    Ok(unit.compound)
}

/// Adds a door to a linked unit.
///
/// # Errors
/// Words at the fields; `places-other-compound` when the building stands elsewhere.
pub async fn link_door(app: &App, doer: &Doer, id: Uuid, form: &DoorForm) -> Outcome<()> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let building: BuildingId = form.building.parse().map_err(|_| Problem::field("building", "registry-choose"))?;
    let locks = [Lock::new("linked_units", id), Lock::new("buildings", building)];
    let mut write = app.db.write(doer, "linked_units.link", &locks).await?;
    let unit = store::unit(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let found = store::building(&write, doer.community, building).await?;
    let found = found.ok_or_else(|| Problem::field("building", "registry-choose"))?;
    if found.compound != unit.compound {
        return Err(Problem::field("building", "places-other-compound"));
    }
    let household = household_in(app, &mut write, building, (&form.stairway, &form.door)).await?;
    if write.insert_once("linked_unit_households", row! { unit_id: id, household_id: household.0 }).await? {
        write.change(&UNITS, id, form.version, Vec::new()).await?;
    }
    write.commit().await
}

/// Takes a door out of a linked unit.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn unlink_door(app: &App, doer: &Doer, id: Uuid, household: HouseholdId, version: i64) -> Outcome<()> {
    doer.require(PLACES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "linked_units.unlink", &[Lock::new("linked_units", id)]).await?;
    store::unit(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let sql = "delete from linked_unit_households where unit_id = $1 and household_id = $2";
    if write.run(sql, values![id, household.0]).await? == 1 {
        write.change(&UNITS, id, version, Vec::new()).await?;
    }
    write.commit().await
}

/// The household behind a door, made when it is not known yet. The caller holds the building's lock and has checked
/// that the building is of this community.
///
/// # Errors
/// Words at the fields.
pub(crate) async fn household_in(
    app: &App,
    write: &mut Write,
    building: BuildingId,
    (stairway, door): (&str, &str),
) -> Outcome<HouseholdId> {
    let (stairway, door) = read_door(stairway, door)?;
    if let Some(found) = store::household_at(write, building, (&stairway, &door)).await? {
        return Ok(found);
    }
    let id = app.new_id();
    let community = write.doer().community.0;
    let line = row! { id: id, community: community, building_id: building.0, stairway: stairway, door: door };
    write.create(&HOUSEHOLDS, line).await?;
    Ok(id.into())
}

/// The building of this community, open for new records.
pub(crate) async fn open_building(door: &impl Query, doer: &Doer, id: BuildingId) -> Outcome<store::Building> {
    let found = store::building(door, doer.community, id).await?.filter(|building| !building.closed);
    found.ok_or_else(|| Problem::field("building", "registry-choose"))
}
