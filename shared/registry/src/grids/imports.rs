//! Grids from a spreadsheet. A grid is found again by its code; what is different gives it a new version from today.

use super::actions::{close_version, open_version};
use super::rules::{GridForm, GridKind, GridWords, read as read_grid, read_new};
use super::store::{self, GRIDS};
use crate::entry::day_of;
use crate::places::PlaceBook;
use crate::powers::GRIDS_CHANGE;
use base::{CompoundId, Day, Doer, GridId, Outcome, Problem, Refusal};
use db::{Query, Read, Write, row};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::imports::{Entered, ImportColumn, ImportKind, ImportRow, RowFault, faults_of};
use std::collections::BTreeMap;

const COLUMNS: [ImportColumn; 8] = [
    ImportColumn::new("code", "imports-grid-code", "imports-grid-code-hint", "G1")
        .also(&["网格编号", "编号", "网格号", "网格代码", "grid", "code", "grid code"])
        .needed(),
    ImportColumn::new("name", "imports-grid-name", "imports-name-hint", "第一网格")
        .also(&["网格名称", "名称", "网格", "name", "grid name"])
        .needed(),
    ImportColumn::new("kind", "imports-grid-kind", "imports-grid-kind-hint", "基础").also(&[
        "网格类型",
        "类型",
        "类别",
        "kind",
        "type",
    ]),
    ImportColumn::new("compounds", "imports-grid-compounds", "imports-grid-compounds-hint", "雪松里、晨光里")
        .listed()
        .also(&["包含小区", "所辖小区", "小区", "覆盖小区", "compounds", "compound"]),
    ImportColumn::new("phone", "imports-office-phone", "imports-office-phone-hint", "000-0000-0001").also(&[
        "办公电话",
        "电话",
        "联系电话",
        "office phone",
        "phone",
    ]),
    ImportColumn::new("name_bo", "imports-name-bo", "imports-optional-hint", "དྲ་མིག་དང་པོ།").also(&[
        "藏文名称",
        "藏文名",
        "name in tibetan",
    ]),
    ImportColumn::new("name_en", "imports-name-en", "imports-optional-hint", "Grid 1").also(&[
        "英文名称",
        "英文名",
        "name in english",
    ]),
    ImportColumn::new("from", "imports-grid-from", "imports-grid-from-hint", "2026-01-01").also(&[
        "起始日期",
        "生效日期",
        "启用日期",
        "开始日期",
        "valid from",
        "from",
    ]),
];

const KINDS: [(&str, &[&str]); 2] = [
    ("basic", &["基础", "基础网格", "basic", "རྨང་གཞི", "རྨང་གཞིའི་དྲ་མིག"]),
    ("dedicated", &["专属", "专属网格", "dedicated", "ཆེད་དམིགས", "ཆེད་དམིགས་དྲ་མིག"]),
];

pub(crate) const KIND: ImportKind = ImportKind {
    name: "grids",
    order: 20,
    title: "imports-grids",
    advice: "imports-grids-advice",
    icon: "sitemap",
    power: GRIDS_CHANGE,
    columns: &COLUMNS,
    key,
    check,
    enter,
};

fn key(row: &ImportRow) -> Option<String> {
    Some(row.code("code"))
}

/// A row in the words of the form; compounds come already found.
fn words(row: &ImportRow, today: Day, compounds: &[CompoundId]) -> Outcome<(String, GridKind, GridWords)> {
    let text = |field: &str| row.get(field).to_owned();
    let kind = match row.get("kind") {
        "" => "basic",
        _ => row.choice("kind", &KINDS).ok_or(Problem::field("kind", "imports-grid-kind-wrong"))?,
    };
    let from = row.day("from").map_err(|_| Problem::field("from", "sheets-day-wrong"))?.unwrap_or(today);
    let form = GridForm {
        code: row.code("code"),
        kind: kind.to_owned(),
        name_zh: text("name"),
        name_bo: text("name_bo"),
        name_en: text("name_en"),
        phone: row.code("phone"),
        valid_from: from.to_string(),
        compounds: compounds.iter().map(ToString::to_string).collect(),
        ..GridForm::default()
    };
    let (code, kind) = read_new(&form)?;
    Ok((code, kind, read_grid(&form)?))
}

fn check<'a>(
    _: &'a App,
    doer: &'a Doer,
    (read, _): (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let (book, today) = (PlaceBook::of(read, doer).await?, day_of(doer.at));
        let mut faults = Vec::new();
        let mut held: BTreeMap<CompoundId, String> = BTreeMap::new();
        for row in rows {
            let (code, kind, words) = match faults_of(row, words(row, today, &[]), &[("name_zh", "name")])? {
                Ok(words) => words,
                Err(amiss) => {
                    faults.extend(amiss);
                    continue;
                }
            };
            let known = store::by_code(read, doer.community, &code).await?;
            let compounds = row.list("compounds").iter().filter_map(|name| book.compound(name)).collect();
            let new = GridWords { compounds, ..words.clone() };
            if let Some(known) = known.as_ref().filter(|known| !known.closed)
                && let Some(refusal) = early(read, known.id, (new, today)).await?
            {
                faults.push(row.fault("from", refusal));
            }
            if let Some(known) = &known
                && (known.closed || known.kind != kind)
            {
                let key = if known.closed { "registry-closed-already" } else { "imports-grid-kind-differs" };
                faults.push(row.fault("code", Refusal::new(key)));
            }
            let grid = known.map_or(GridId(uuid::Uuid::nil()), |known| known.id);
            for name in row.list("compounds") {
                let Some(compound) = book.compound(&name) else {
                    let refusal = Refusal::new("imports-compound-named-unknown").with("name", name);
                    faults.push(row.fault("compounds", refusal));
                    continue;
                };
                if kind == GridKind::Dedicated {
                    continue;
                }
                let other = match held.insert(compound, code.clone()) {
                    Some(other) if other != code => Some(other),
                    _ => store::held_elsewhere(read, (grid, compound), words.from).await?,
                };
                if let Some(other) = other {
                    faults.push(row.fault("compounds", Refusal::new("grids-compound-taken").with("code", other)));
                }
            }
        }
        Ok(faults)
    })
}

fn enter<'a>(
    app: &'a App,
    write: &'a mut Write,
    _: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move {
        let (community, today) = (write.doer().community, day_of(write.doer().at));
        let mut compounds = Vec::new();
        for name in row.list("compounds") {
            let found = crate::places::store::compound_named(write, community, &name).await?;
            compounds.push(found.ok_or(Problem::refused("imports-compound-unknown"))?.id);
        }
        let (code, kind, words) = words(row, today, &compounds)?;
        let Some(known) = store::by_code(write, community, &code).await? else {
            let id = GridId(app.new_id());
            let line = row! { id: id.0, community: community.0, code: code, kind: kind.name() };
            write.create(&GRIDS, line).await?;
            open_version(app, write, (id, kind), words).await?;
            return Ok(Entered::Created);
        };
        if known.closed || known.kind != kind {
            return Err(Problem::refused("imports-grid-kind-differs"));
        }
        let Some(words) = different(write, known.id, (words, !compounds.is_empty())).await? else {
            return Ok(Entered::Same);
        };
        let words = GridWords { from: words.from.max(today), ..words };
        write.touch(&GRIDS, known.id).await?;
        close_version(write, known.id, words.from).await?;
        open_version(app, write, (known.id, kind), words).await?;
        Ok(Entered::Changed)
    })
}

/// Why a grid can have no new version on the day of a row, when the row says anything different.
async fn early(door: &impl Query, grid: GridId, (mut words, today): (GridWords, Day)) -> Outcome<Option<Refusal>> {
    let Some(now) = store::open_version(door, grid).await? else { return Ok(Some(Refusal::new("grids-ended"))) };
    words.compounds.sort_unstable();
    let has_compounds = !words.compounds.is_empty();
    let new = different(door, grid, (words, has_compounds)).await?;
    Ok(new.and_then(|words| now.span.close_before(words.from.max(today), today).err()))
}

/// The words of the new version, when anything is different; what a file leaves empty stays as it is.
async fn different(
    door: &impl Query,
    grid: GridId,
    (words, has_compounds): (GridWords, bool),
) -> Outcome<Option<GridWords>> {
    let Some(now) = store::open_version(door, grid).await? else { return Ok(Some(words)) };
    let mut held = store::compound_ids(door, now.id).await?;
    held.sort_unstable();
    let mut new = words.clone();
    new.name.bo = words.name.bo.or(now.name.bo.clone());
    new.name.en = words.name.en.or(now.name.en.clone());
    new.worker = now.worker;
    if words.phone.is_empty() {
        new.phone.clone_from(&now.phone);
    }
    if !has_compounds {
        new.compounds.clone_from(&held);
    }
    let same = new.name == now.name && new.phone == now.phone && new.compounds == held;
    Ok((!same).then_some(new))
}
