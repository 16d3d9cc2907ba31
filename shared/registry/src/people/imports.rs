//! Residents who agreed, from a spreadsheet. Someone is found again by name and phone, else by name and door.
//!
//! A row without a yes in the column of agreement is refused. Phones are sealed on entry; nobody is ever removed by a
//! file, and what a file leaves empty stays as it is.

use super::actions::{NewPerson, register_in};
use super::phones;
use super::store::{self, PEOPLE, Raw};
use crate::entry::{Check, NAME_CHARS_MAX};
use crate::places::{self, BUILDING, COMPOUND, DOOR, PlaceBook, STAIRWAY, building_name, building_of, door_of};
use crate::powers::PEOPLE_CHANGE;
use base::{BuildingId, Doer, Locale, Outcome, PersonId, Problem, Refusal};
use db::{Read, Row, Write, row};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::imports::{Entered, ImportColumn, ImportKind, ImportRow, RowFault, faults_of};
use kernel::vault::normalize_phone;
use std::collections::BTreeMap;

pub(crate) const NAME: ImportColumn =
    ImportColumn::new("name", "imports-person-name", "imports-person-name-hint", "例桑一")
        .also(&["姓名", "名字", "居民姓名", "联系人", "志愿者姓名", "name"])
        .needed();
pub(crate) const PHONE: ImportColumn =
    ImportColumn::new("phone", "imports-person-phone", "imports-person-phone-hint", "000-0000-0001")
        .also(&["电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "phone", "mobile"])
        .masked();
pub(crate) const AGREED: ImportColumn = ImportColumn::new("agreed", "imports-agreed", "imports-agreed-hint", "是")
    .also(&["是否同意", "同意", "同意登记", "本人同意", "已同意", "知情同意", "agreed", "consent"])
    .needed();
pub(crate) const LANGUAGE: ImportColumn =
    ImportColumn::new("language", "imports-language", "imports-language-hint", "藏语").also(&[
        "语言",
        "常用语言",
        "语种",
        "language",
    ]);

const COLUMNS: [ImportColumn; 8] = [NAME, PHONE, AGREED, COMPOUND, BUILDING, STAIRWAY, DOOR, LANGUAGE];

/// What people write for a language.
pub(crate) const LANGUAGES: [(&str, &[&str]); 3] = [
    ("zh-CN", &["汉语", "汉文", "中文", "普通话", "国语", "汉", "chinese", "mandarin", "རྒྱ་སྐད"]),
    ("bo", &["藏语", "藏文", "藏", "tibetan", "བོད་སྐད", "བོད་ཡིག"]),
    ("en", &["英语", "英文", "english", "དབྱིན་སྐད"]),
];

pub(crate) const KIND: ImportKind = ImportKind {
    name: "residents",
    order: 80,
    title: "imports-residents",
    advice: "imports-residents-advice",
    icon: "users",
    power: PEOPLE_CHANGE,
    columns: &COLUMNS,
    key,
    check,
    enter,
};

/// By name and phone, else by name and door; a row with neither cannot be found again.
pub(crate) fn key(row: &ImportRow) -> Option<String> {
    let name = kernel::search::normalize(row.get("name"));
    let (stairway, door) = door_of(row);
    match normalize_phone(row.get("phone")) {
        Some(phone) => Some(format!("{name}\n{phone}")),
        None if door.is_empty() => None,
        None => {
            let building = building_name(row.get("building"));
            Some([&name, row.get("compound"), &building, &stairway, &door].join("\n"))
        }
    }
}

/// Rows without a phone that say the same person as a row with one: the same name at the same door. Each of them would be
/// found on its own, and the two would be written over each other for ever.
pub(crate) fn twins(rows: &[ImportRow]) -> Vec<RowFault> {
    let at_door = |row: &ImportRow| key(&ImportRow { cells: without_phone(row), ..row.clone() });
    let (with, without): (Vec<_>, Vec<_>) = rows.iter().partition(|row| normalize_phone(row.get("phone")).is_some());
    let with: BTreeMap<String, u32> =
        with.into_iter().rev().filter_map(|row| Some((at_door(row)?, row.number))).collect();
    let twin = |row: &&ImportRow| {
        let first = with.get(&at_door(row)?)?;
        let refusal = Refusal::new("imports-row-repeated").with("row", i64::from(*first));
        Some(RowFault { row: row.number, field: None, refusal })
    };
    without.iter().filter_map(twin).collect()
}

fn without_phone(row: &ImportRow) -> BTreeMap<&'static str, String> {
    row.cells.iter().filter(|(field, _)| **field != "phone").map(|(field, cell)| (*field, cell.clone())).collect()
}

/// What is wrong with a row about a person.
pub(crate) fn faults(row: &ImportRow, book: &PlaceBook) -> Outcome<Vec<RowFault>> {
    let mut faults = book.faults(row)?;
    let mut check = Check::default();
    check.needed("name", row.get("name"), NAME_CHARS_MAX);
    faults.extend(faults_of(row, check.done(), &[])?.err().unwrap_or_default());
    let phone = row.get("phone");
    if !phone.is_empty() && normalize_phone(phone).is_none() {
        faults.push(row.fault("phone", Refusal::new("people-phone-wrong")));
    } else if key(row).is_none() {
        faults.push(row.fault("phone", Refusal::new("imports-person-unfindable")));
    }
    match row.yes("agreed") {
        Ok(Some(true)) => {}
        Ok(_) => faults.push(row.fault("agreed", Refusal::new("imports-not-agreed"))),
        Err(refusal) => faults.push(row.fault("agreed", refusal)),
    }
    if !row.get("language").is_empty() && row.choice("language", &LANGUAGES).is_none() {
        faults.push(row.fault("language", Refusal::new("imports-language-wrong")));
    }
    Ok(faults)
}

fn check<'a>(
    _: &'a App,
    doer: &'a Doer,
    (read, _): (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let book = PlaceBook::of(read, doer).await?;
        let mut found = twins(rows);
        for row in rows {
            found.extend(faults(row, &book)?);
        }
        Ok(found)
    })
}

fn enter<'a>(
    app: &'a App,
    write: &'a mut Write,
    _: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move { person_in(app, write, row).await.map(|(_, entered)| entered) })
}

/// Enters the person of a row, or finds them.
pub(crate) async fn person_in(app: &App, write: &mut Write, row: &ImportRow) -> Outcome<(PersonId, Entered)> {
    if row.yes("agreed") != Ok(Some(true)) {
        return Err(Problem::refused("imports-not-agreed"));
    }
    let building = building_of(write, row).await?;
    let language = row.choice("language", &LANGUAGES).and_then(Locale::from_tag);
    let (stairway, door) = door_of(row);
    let Some(known) = known(app, write, row, building).await? else {
        let person = NewPerson {
            id: None,
            name: row.get("name").to_owned(),
            phone: Some(row.get("phone").to_owned()),
            language: language.unwrap_or_default(),
            building,
            door: Some((stairway, door)),
        };
        return Ok((register_in(app, write, person).await?, Entered::Created));
    };
    let line = differences(app, write, (&known, language), (building, (stairway, door))).await?;
    if line.is_empty() {
        return Ok((known.id, Entered::Same));
    }
    write.change(&PEOPLE, known.id, known.version, line).await?;
    Ok((known.id, Entered::Changed))
}

async fn known(app: &App, write: &Write, row: &ImportRow, building: Option<BuildingId>) -> Outcome<Option<Raw>> {
    let community = write.doer().community;
    let name = kernel::search::normalize(row.get("name"));
    let same = |raw: &Raw| kernel::search::normalize(&raw.name) == name;
    if let Some(phone) = normalize_phone(row.get("phone")) {
        let found = store::by_phone(write, community, phones::index(app, &phone)).await?;
        return Ok(found.into_iter().find(same));
    }
    let (stairway, door) = door_of(row);
    let Some(building) = building else { return Ok(None) };
    let household = places::store::household_at(write, building, (&stairway, &door)).await?;
    let Some(household) = household else { return Ok(None) };
    Ok(store::at_home(write, community, household).await?.into_iter().find(same))
}

async fn differences(
    app: &App,
    write: &mut Write,
    (known, language): (&Raw, Option<Locale>),
    (building, (stairway, door)): (Option<BuildingId>, (String, String)),
) -> Outcome<Row> {
    let mut line = Row::new();
    if let Some(language) = language.filter(|language| language.tag() != known.language) {
        line.extend(row! { language: language.tag() });
    }
    let Some(building) = building else { return Ok(line) };
    if known.building != Some(building) {
        line.extend(row! { building_id: building.0 });
        if door.is_empty() {
            line.extend(row! { household_id: None::<uuid::Uuid> });
        }
    }
    if !door.is_empty() {
        let household = places::actions::household_in(app, write, building, (&stairway, &door)).await?;
        if known.household != Some(household) {
            line.extend(row! { household_id: household.0 });
        }
    }
    Ok(line)
}
