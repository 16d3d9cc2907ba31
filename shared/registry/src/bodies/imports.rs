//! Units, departments and teams from a spreadsheet. A body is found again by its name.

use super::rules::{BodyForm, BodyKind, BodyWords, read as read_body};
use super::store::{self, BODIES};
use crate::grids;
use crate::powers::BODIES_CHANGE;
use base::{Doer, GridId, Outcome, Problem, Refusal};
use db::{Read, Write, row};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::imports::{Entered, ImportColumn, ImportKind, ImportRow, RowFault, faults_of};
use std::collections::BTreeMap;

const COLUMNS: [ImportColumn; 5] = [
    ImportColumn::new("name", "imports-name", "imports-name-hint", "示例县水务局")
        .also(&[
            "名称",
            "单位",
            "单位名称",
            "结对单位",
            "部门",
            "部门名称",
            "队伍",
            "志愿队",
            "队伍名称",
            "全称",
            "name",
            "unit",
            "department",
            "team",
        ])
        .needed(),
    ImportColumn::new("name_bo", "imports-name-bo", "imports-optional-hint", "ཆུ་དོན་ཅུའུ།").also(&[
        "藏文名称",
        "藏文名",
        "藏文",
        "name in tibetan",
    ]),
    ImportColumn::new("name_en", "imports-name-en", "imports-optional-hint", "Water Bureau").also(&[
        "英文名称",
        "英文名",
        "英文",
        "name in english",
    ]),
    ImportColumn::new("phone", "imports-office-phone", "imports-office-phone-hint", "000-0000-0001").also(&[
        "办公电话",
        "电话",
        "联系电话",
        "座机",
        "office phone",
        "phone",
    ]),
    ImportColumn::new("grid", "imports-grid", "imports-grid-hint", "G1").also(&[
        "网格",
        "网格编号",
        "结对网格",
        "所在网格",
        "grid",
    ]),
];

const fn kind(name: &'static str, order: u32, title: &'static str, icon: &'static str) -> ImportKind {
    ImportKind {
        name,
        order,
        title,
        advice: "imports-bodies-advice",
        icon,
        power: BODIES_CHANGE,
        columns: &COLUMNS,
        key,
        check,
        enter,
    }
}

pub(crate) const KINDS: [ImportKind; 3] = [
    kind("units", 40, "imports-units", "building"),
    kind("departments", 50, "imports-departments", "building"),
    kind("teams", 60, "imports-teams", "users"),
];

fn body_kind(kind: &ImportKind) -> BodyKind {
    match kind.name {
        "units" => BodyKind::Unit,
        "departments" => BodyKind::Department,
        _ => BodyKind::Team,
    }
}

fn key(row: &ImportRow) -> Option<String> {
    Some(row.get("name").to_owned())
}

/// A row in the words of the form, with the grid by its code.
fn words(row: &ImportRow, grid: Option<GridId>) -> Outcome<BodyWords> {
    let text = |field: &str| row.get(field).to_owned();
    read_body(&BodyForm {
        name_zh: text("name"),
        name_bo: text("name_bo"),
        name_en: text("name_en"),
        phone: row.code("phone"),
        grid: grid.map(|id| id.to_string()).unwrap_or_default(),
        ..BodyForm::default()
    })
}

fn check<'a>(
    _: &'a App,
    doer: &'a Doer,
    (read, _): (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let grids = grids::grids(read, doer.community, crate::entry::day_of(doer.at)).await?;
        let grids: BTreeMap<_, _> = grids.into_iter().map(|grid| (grid.code, grid.id)).collect();
        let mut faults = Vec::new();
        for row in rows {
            faults.extend(faults_of(row, words(row, None), &[("name_zh", "name")])?.err().unwrap_or_default());
            let code = row.code("grid");
            if !code.is_empty() && !grids.contains_key(&code) {
                faults.push(row.fault("grid", Refusal::new("imports-grid-unknown")));
            }
        }
        Ok(faults)
    })
}

fn enter<'a>(
    app: &'a App,
    write: &'a mut Write,
    kind: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move {
        let community = write.doer().community;
        let code = row.code("grid");
        let grid = grids::store::by_code(write, community, &code).await?.filter(|grid| !grid.closed);
        if grid.is_none() && !code.is_empty() {
            return Err(Problem::refused("imports-grid-unknown"));
        }
        let words = words(row, grid.map(|grid| grid.id))?;
        let Some(known) = store::named(write, (community, body_kind(kind)), &words.name.zh).await? else {
            let line = row! {
                id: app.new_id(), community: community.0, kind: body_kind(kind).name(), name_zh: words.name.zh,
                name_bo: words.name.bo, name_en: words.name.en, phone: words.phone, grid_id: words.grid.map(|id| id.0),
            };
            write.create(&BODIES, line).await?;
            return Ok(Entered::Created);
        };
        // What a file leaves empty stays as it is.
        let (bo, en) = (words.name.bo.or(known.name.bo.clone()), words.name.en.or(known.name.en.clone()));
        let phone = if words.phone.is_empty() { known.phone.clone() } else { words.phone };
        let grid = words.grid.or(known.grid);
        if (&bo, &en, &phone, grid) == (&known.name.bo, &known.name.en, &known.phone, known.grid) {
            return Ok(Entered::Same);
        }
        let line = row! { name_bo: bo, name_en: en, phone: phone, grid_id: grid.map(|id| id.0) };
        write.change(&BODIES, known.id, known.version, line).await?;
        Ok(Entered::Changed)
    })
}
