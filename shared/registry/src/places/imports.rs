//! Compounds with their buildings, and linked units, from a spreadsheet. A place is found again by its name.

use super::actions::household_in;
use super::rules::{BuildingForm, CompoundForm, UnitForm, read_building, read_compound, read_door, read_unit};
use super::store::{self, BUILDINGS, COMPOUNDS, Named, UNITS};
use crate::powers::PLACES_CHANGE;
use base::{BuildingId, CompoundId, Doer, Outcome, Problem, Refusal};
use db::{Read, Write, row};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::i18n::LocalText;
use kernel::imports::{Entered, ImportColumn, ImportKind, ImportRow, RowFault, faults_of};
use kernel::sheets::halfwidth;
use std::collections::BTreeMap;

pub(crate) const COMPOUND: ImportColumn =
    ImportColumn::new("compound", "imports-compound", "imports-compound-hint", "雪松里").also(&[
        "小区名称",
        "所在小区",
        "小区名",
        "居住小区",
        "院落",
        "compound",
        "estate",
        "སྡོད་ཁུལ",
    ]);
pub(crate) const BUILDING: ImportColumn =
    ImportColumn::new("building", "imports-building", "imports-building-hint", "3").also(&[
        "楼",
        "楼号",
        "楼栋号",
        "栋",
        "栋号",
        "幢",
        "幢号",
        "楼房号",
        "building",
        "block",
    ]);
pub(crate) const STAIRWAY: ImportColumn =
    ImportColumn::new("stairway", "imports-stairway", "imports-stairway-hint", "2").also(&[
        "单元号",
        "单元",
        "门洞",
        "stairway",
        "entrance",
    ]);
pub(crate) const DOOR: ImportColumn = ImportColumn::new("door", "imports-door", "imports-door-hint", "201").also(&[
    "门牌",
    "门牌号",
    "房号",
    "室",
    "房间号",
    "户号",
    "door",
    "flat",
    "room",
]);

const PLACES: [ImportColumn; 5] = [
    COMPOUND.needed(),
    ImportColumn::new("compound_bo", "imports-compound-bo", "imports-optional-hint", "ཐང་ཤིང་སྡོད་ཁུལ།").also(&[
        "小区藏文名",
        "藏文名称",
        "藏文名",
        "compound name in tibetan",
    ]),
    ImportColumn::new("compound_en", "imports-compound-en", "imports-optional-hint", "Cedar Court").also(&[
        "小区英文名",
        "英文名称",
        "英文名",
        "compound name in english",
    ]),
    BUILDING,
    ImportColumn::new("stairways", "imports-stairways", "imports-stairways-hint", "2").also(&[
        "单元数量",
        "单元个数",
        "stairways",
        "number of stairways",
    ]),
];

const LINKED: [ImportColumn; 5] = [
    ImportColumn::new("name", "imports-linked-name", "imports-linked-name-hint", "雪松里联户一组")
        .also(&["联户单位", "联户单位名称", "名称", "联户", "linked unit", "name"])
        .needed(),
    COMPOUND.needed(),
    BUILDING,
    STAIRWAY,
    DOOR,
];

pub(crate) const PLACES_KIND: ImportKind = ImportKind {
    name: "places",
    order: 10,
    title: "imports-places",
    advice: "imports-places-advice",
    icon: "building-community",
    power: PLACES_CHANGE,
    columns: &PLACES,
    key: place_key,
    check: check_places,
    enter: enter_place,
};

pub(crate) const LINKED_KIND: ImportKind = ImportKind {
    name: "linked-units",
    order: 30,
    title: "imports-linked",
    advice: "imports-linked-advice",
    icon: "users-group",
    power: PLACES_CHANGE,
    columns: &LINKED,
    key: linked_key,
    check: check_linked,
    enter: enter_linked,
};

/// A building as the wall writes it: 3号楼, ３栋 and 3 are one.
pub(crate) fn building_name(typed: &str) -> String {
    numbered(typed, &["号楼", "栋楼", "号", "栋", "幢", "楼", "座"])
}

/// Stairway and door as the wall writes them: 2单元 is 2, 201室 is 201.
pub(crate) fn door_of(row: &ImportRow) -> (String, String) {
    (numbered(row.get("stairway"), &["单元", "号"]), numbered(row.get("door"), &["室", "号", "户"]))
}

fn numbered(typed: &str, endings: &[&str]) -> String {
    let name = halfwidth(typed);
    let bare = endings.iter().find_map(|ending| name.strip_suffix(ending)).map(str::trim_end);
    let is_number = |bare: &&str| !bare.is_empty() && bare.chars().all(|char| char.is_ascii_digit());
    bare.filter(is_number).map_or(name.clone(), str::to_owned)
}

fn place_key(row: &ImportRow) -> Option<String> {
    Some(format!("{}\n{}", row.get("compound"), building_name(row.get("building"))))
}

struct PlaceWords {
    name: LocalText,
    building: Option<(String, i64)>,
}

fn place_words(row: &ImportRow) -> Outcome<PlaceWords> {
    let text = |field: &str| row.get(field).to_owned();
    let form = CompoundForm {
        name_zh: text("compound"),
        name_bo: text("compound_bo"),
        name_en: text("compound_en"),
        ..CompoundForm::default()
    };
    let name = read_compound(&form)?;
    let building = building_name(row.get("building"));
    if building.is_empty() {
        return Ok(PlaceWords { name, building: None });
    }
    let stairways = Some(row.code("stairways")).filter(|number| !number.is_empty()).unwrap_or("1".to_owned());
    let form = BuildingForm { name: building, stairways, ..BuildingForm::default() };
    Ok(PlaceWords { name, building: Some(read_building(&form)?) })
}

const PLACE_FIELDS: [(&str, &str); 4] =
    [("name_zh", "compound"), ("name_bo", "compound_bo"), ("name_en", "compound_en"), ("name", "building")];

fn check_places<'a>(
    _: &'a App,
    _: &'a Doer,
    _: (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let mut faults = Vec::new();
        // What a compound is called in the other languages stands in its first row that says so.
        let mut said: BTreeMap<(&str, &str), &str> = BTreeMap::new();
        for row in rows {
            if let Err(amiss) = faults_of(row, place_words(row), &PLACE_FIELDS)? {
                faults.extend(amiss);
            }
            for field in ["compound_bo", "compound_en"] {
                let name = row.get(field);
                if !name.is_empty() && *said.entry((row.get("compound"), field)).or_insert(name) != name {
                    faults.push(RowFault {
                        row: row.number,
                        field: Some(field),
                        refusal: Refusal::new("imports-row-contradicts"),
                    });
                }
            }
        }
        Ok(faults)
    })
}

fn enter_place<'a>(
    app: &'a App,
    write: &'a mut Write,
    _: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move {
        let words = place_words(row)?;
        let (compound, mut entered) = compound_in(app, write, words.name).await?;
        if let Some((name, stairways)) = words.building {
            let given = !row.get("stairways").is_empty();
            entered = entered.max(building_in(app, write, compound, (name, stairways, given)).await?);
        }
        Ok(entered)
    })
}

async fn compound_in(app: &App, write: &mut Write, name: LocalText) -> Outcome<(CompoundId, Entered)> {
    let community = write.doer().community;
    let Some(known) = store::compound_named(write, community, &name.zh).await? else {
        let id = app.new_id();
        let line = row! { id: id, community: community.0, name_zh: name.zh, name_bo: name.bo, name_en: name.en };
        write.create(&COMPOUNDS, line).await?;
        return Ok((id.into(), Entered::Created));
    };
    // What a file leaves empty stays as it is.
    let (bo, en) = (name.bo.or(known.name.bo.clone()), name.en.or(known.name.en.clone()));
    if (&bo, &en) == (&known.name.bo, &known.name.en) {
        return Ok((known.id, Entered::Same));
    }
    write.change(&COMPOUNDS, known.id, known.version, row! { name_bo: bo, name_en: en }).await?;
    Ok((known.id, Entered::Changed))
}

async fn building_in(
    app: &App,
    write: &mut Write,
    compound: CompoundId,
    (name, stairways, given): (String, i64, bool),
) -> Outcome<Entered> {
    let community = write.doer().community;
    let Some(known) = store::building_named(write, compound, &name).await? else {
        let id = app.new_id();
        let line = row! {
            id: id, community: community.0, compound_id: compound.0, name: name, stairways: stairways,
        };
        write.create(&BUILDINGS, line).await?;
        return Ok(Entered::Created);
    };
    if !given || known.stairways == stairways {
        return Ok(Entered::Same);
    }
    write.change(&BUILDINGS, known.id, known.version, row! { stairways: stairways }).await?;
    Ok(Entered::Changed)
}

/// The places of a community by their names, to check a file against.
pub(crate) struct PlaceBook(BTreeMap<String, (CompoundId, BTreeMap<String, BuildingId>)>);

impl PlaceBook {
    /// Every open place.
    pub(crate) async fn of(read: &Read, doer: &Doer) -> Outcome<Self> {
        let mut book: BTreeMap<_, _> = BTreeMap::new();
        let mut by_id: BTreeMap<CompoundId, BTreeMap<String, BuildingId>> = BTreeMap::new();
        for Named { id, within, name } in store::building_names(read, doer.community).await? {
            by_id.entry(within.unwrap_or_default().into()).or_default().insert(name, id.into());
        }
        for Named { id, name, .. } in store::compound_names(read, doer.community).await? {
            let id = CompoundId::from(id);
            book.entry(name).or_insert((id, by_id.remove(&id).unwrap_or_default()));
        }
        Ok(Self(book))
    }

    /// A compound by its name.
    pub(crate) fn compound(&self, name: &str) -> Option<CompoundId> {
        self.0.get(name).map(|(id, _)| *id)
    }

    /// What is wrong with the place of a row; one without any place is right.
    pub(crate) fn faults(&self, row: &ImportRow) -> Outcome<Vec<RowFault>> {
        let (compound, building) = (row.get("compound"), building_name(row.get("building")));
        let (stairway, door) = door_of(row);
        if compound.is_empty() && building.is_empty() && door.is_empty() {
            return Ok(Vec::new());
        }
        let Some((_, buildings)) = self.0.get(compound) else {
            return Ok(vec![row.fault("compound", Refusal::new("imports-compound-unknown"))]);
        };
        if building.is_empty() {
            let amiss = |field| vec![row.fault(field, Refusal::new("imports-door-without-building"))];
            return Ok(if door.is_empty() { Vec::new() } else { amiss("building") });
        }
        if !buildings.contains_key(&building) {
            return Ok(vec![row.fault("building", Refusal::new("imports-building-unknown"))]);
        }
        if door.is_empty() {
            return Ok(Vec::new());
        }
        Ok(faults_of(row, read_door(&stairway, &door), &[])?.err().unwrap_or_default())
    }
}

/// The building a row names, while it is entered; none when it names none.
pub(crate) async fn building_of(write: &Write, row: &ImportRow) -> Outcome<Option<BuildingId>> {
    let name = building_name(row.get("building"));
    if name.is_empty() {
        return Ok(None);
    }
    let gone = |field| move || Problem::Refused(Refusal::new(field));
    let compound = store::compound_named(write, write.doer().community, row.get("compound")).await?;
    let compound = compound.ok_or_else(gone("imports-compound-unknown"))?;
    let building = store::building_named(write, compound.id, &name).await?;
    Ok(Some(building.ok_or_else(gone("imports-building-unknown"))?.id))
}

fn linked_key(row: &ImportRow) -> Option<String> {
    let (stairway, door) = door_of(row);
    let building = building_name(row.get("building"));
    Some([row.get("compound"), row.get("name"), &building, &stairway, &door].join("\n"))
}

fn linked_words(row: &ImportRow) -> Outcome<String> {
    read_unit(&UnitForm { name: row.get("name").to_owned(), ..UnitForm::default() })
}

fn check_linked<'a>(
    _: &'a App,
    doer: &'a Doer,
    (read, _): (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let book = PlaceBook::of(read, doer).await?;
        let mut faults = Vec::new();
        for row in rows {
            faults.extend(faults_of(row, linked_words(row), &[])?.err().unwrap_or_default());
            faults.extend(book.faults(row)?);
        }
        Ok(faults)
    })
}

fn enter_linked<'a>(
    app: &'a App,
    write: &'a mut Write,
    _: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move {
        let (name, community) = (linked_words(row)?, write.doer().community);
        let compound = store::compound_named(write, community, row.get("compound")).await?;
        let compound = compound.ok_or(Problem::refused("imports-compound-unknown"))?.id;
        let (unit, mut entered) = match store::unit_named(write, compound, &name).await? {
            Some(known) => (known, Entered::Same),
            None => {
                let id = app.new_id();
                let line = row! { id: id, community: community.0, compound_id: compound.0, name: name };
                write.create(&UNITS, line).await?;
                (id, Entered::Created)
            }
        };
        let (stairway, door) = door_of(row);
        let building = building_of(write, row).await?;
        if let Some(building) = building.filter(|_| !door.is_empty()) {
            let household = household_in(app, write, building, (&stairway, &door)).await?;
            let line = row! { unit_id: unit, household_id: household.0 };
            if write.insert_once("linked_unit_households", line).await? {
                write.touch(&UNITS, unit).await?;
                entered = entered.max(Entered::Changed);
            }
        }
        Ok(entered)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_building_is_one_however_it_is_written() {
        for typed in ["3", "３", "3号楼", "3栋", " 3 幢", "3号", "3楼"] {
            assert_eq!(building_name(typed), "3", "{typed}");
        }
        for typed in ["A座", "东楼", "楼"] {
            assert_eq!(building_name(typed), typed);
        }
    }
}
