//! Stories of imports, through HTTP and on both databases.

use super::{actions, jobs, store};
use crate::places::actions::close_building;
use crate::places::store as places_held;
use base::{Doer, Role};
use db::Query;
use kernel::sheets::{Book, Column, Sieve, read};
use proptest::prelude::*;
use std::collections::BTreeSet;
use testkit::{Browser, Town, on_both};

fn registers() -> Vec<web::Circle> {
    vec![crate::circle()]
}

fn sheet(heads: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Book::new();
    book.sheet("表", &heads.iter().map(|head| Column::new(*head, 12)).collect::<Vec<_>>()).unwrap();
    for row in rows {
        book.row(&row.iter().map(|cell| (*cell).into()).collect::<Vec<_>>()).unwrap();
    }
    book.bytes().unwrap()
}

fn table_of(bytes: &[u8]) -> kernel::sheets::Table {
    let (any, none) = (|_: &str| false, |_: &str| false);
    read(bytes, &Sieve { known: &any, forbidden: &none, secret: &none }).unwrap()
}

/// Every row of a workbook that we handed out.
fn rows_of(bytes: &[u8]) -> Vec<Vec<String>> {
    table_of(bytes).rows.iter().map(|row| row.cells.iter().map(|cell| cell.text().to_owned()).collect()).collect()
}

async fn count(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, vec![]).await.unwrap()
}

/// Everything that an import may change, as text.
async fn everything(town: &Town) -> Vec<String> {
    #[derive(db::FromQueryResult)]
    struct Line {
        line: String,
    }
    let mut all = Vec::new();
    for sql in [
        "select name_zh || ':' || coalesce(name_bo, '') || ':' || cast(version as text) as line from compounds",
        "select name || ':' || cast(stairways as text) || ':' || cast(version as text) as line from buildings",
        "select stairway || ':' || door || ':' || cast(version as text) as line from households",
        "select name || ':' || cast(version as text) as line from linked_units",
        "select code || ':' || cast(version as text) as line from grids",
        "select name_zh || ':' || cast(valid_from as text) || ':' || coalesce(cast(valid_until as text), '') as line \
         from grid_versions",
        "select kind || ':' || name_zh || ':' || phone || ':' || cast(version as text) as line from bodies",
        "select name || ':' || language || ':' || cast(version as text) as line from people",
        "select skill as line from person_skills",
        "select cast(takes_orders as text) || ':' || cast(version as text) as line from helpers",
    ] {
        let mut lines: Vec<Line> = town.app.db.read().await.unwrap().all(sql, vec![]).await.unwrap();
        lines.sort_by(|one, other| one.line.cmp(&other.line));
        all.extend(lines.into_iter().map(|line| line.line));
    }
    all
}

/// Brings a file in a browser and answers the page it leads to.
async fn bring(town: &Town, browser: &Browser<'_>, kind: &str, bytes: &[u8]) -> String {
    let once = town.app.new_id().to_string();
    let seen = browser.upload("/imports", &[("once", &once), ("kind", kind)], &[("file", "table.xlsx", bytes)]).await;
    assert_eq!(seen.status, 303, "{kind}: {}", seen.text);
    seen.location
}

/// The number of the version in a page's forms, and the columns its selects show chosen.
fn form_of(page: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let version = page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    fields.push(("version".to_owned(), version.unwrap_or("0").to_owned()));
    for part in page.split("<select ").skip(1) {
        let name = part.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let chosen = part.split("</select>").next().unwrap_or_default();
        let chosen = chosen.split("<option ").find(|option| option.contains(" selected"));
        let value = chosen.and_then(|option| option.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
        fields.push((name.to_owned(), value.unwrap_or_default().to_owned()));
    }
    fields
}

async fn press(browser: &Browser<'_>, path: &str, verb: &str) -> u16 {
    let page = browser.get(path).await;
    let fields = form_of(&page.text);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&format!("{path}/{verb}"), &fields).await.status.as_u16()
}

/// Brings, matches as proposed, checks and loads; answers the page at the end.
async fn load(town: &Town, browser: &Browser<'_>, kind: &str, bytes: &[u8]) -> String {
    let path = bring(town, browser, kind, bytes).await;
    assert_eq!(press(browser, &path, "match").await, 303, "{}", browser.get(&path).await.text);
    town.work().await;
    let page = browser.get(&path).await.text;
    if page.contains("全部导入") {
        assert_eq!(press(browser, &path, "load").await, 303);
        town.work().await;
    }
    browser.get(&path).await.text
}

const PLACES: [&str; 4] = ["小　区 名称（必填）", "藏文名", "楼号", "单元数"];

fn places() -> Vec<u8> {
    sheet(
        &PLACES,
        &[
            &["雪松里", "ཐང་ཤིང་སྡོད་ཁུལ།", "3号楼", "２"],
            &["雪松里", "", "4", ""],
            &["", "", "", " "],
            &["晨光里", "", "", ""],
        ],
    )
}

#[tokio::test]
async fn a_community_is_set_up_from_its_files_and_a_second_load_changes_nothing() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        assert!(worker.get("/imports").await.says("还没有导入过"));
        let grids: Vec<u8> =
            "网格编号,网格名称,类型,包含小区,电话\nG1,第一网格,基础,雪松里、晨光里,000-0000-0001\nS1,学校,专属网格,,\n"
                .into();
        let linked = sheet(
            &["联户单位", "小区", "楼栋", "单元", "门牌"],
            &[&["一组", "雪松里", "3", "2单元", "201室"], &["一组", "雪松里", "3号楼", "2", "202"]],
        );
        let units: Vec<u8> = "单位名称,网格,办公电话\n示例县水务局,G1,000-0000-0002\n".into();
        let teams: Vec<u8> = "队伍\n巾帼志愿队\n".into();
        let volunteers = sheet(
            &["姓名", "手机号", "是否同意", "志愿队", "特长", "服务范围", "语言"],
            &[&["样大山", "000-0000-3001", "是", "巾帼志愿队", "修水管、搬东西", "雪松里", "汉语、藏语"]],
        );
        let residents = sheet(
            &["姓名", "联系电话", "本人同意", "小区", "楼栋", "单元", "门牌", "语言"],
            &[
                &["例桑一", "０００－００００－０００１", "同意", "雪松里", "3", "2", "201", "藏语"],
                &["例卓二", "", "√", "雪松里", "3", "2", "202", ""],
                &["例卓二", "000-0000-0003", "是", "", "", "", "", ""],
            ],
        );
        let files: [(&str, &[u8]); 7] = [
            ("places", &places()),
            ("grids", &grids),
            ("linked-units", &linked),
            ("units", &units),
            ("teams", &teams),
            ("volunteers", &volunteers),
            ("residents", &residents),
        ];
        for (kind, bytes) in files {
            let page = load(&town, &worker, kind, bytes).await;
            assert!(page.contains("全部导入了"), "{kind}: {page}");
        }
        assert_eq!(count(&town, "select count(*) from compounds").await, 2);
        assert_eq!(count(&town, "select count(*) from buildings where name = '3' and stairways = 2").await, 1);
        assert_eq!(count(&town, "select count(*) from grid_compounds").await, 2);
        assert_eq!(count(&town, "select count(*) from linked_unit_households").await, 2);
        assert_eq!(count(&town, "select count(*) from people where phone_sealed is null").await, 1);
        let before = everything(&town).await;
        for (kind, bytes) in files {
            let page = load(&town, &worker, kind, bytes).await;
            assert!(page.contains("新增 0 行") && page.contains("更新 0 行"), "{kind}: {page}");
        }
        assert_eq!(everything(&town).await, before);
        assert_eq!(
            count(
                &town,
                "select count(*) from staged_import_rows s join imports i on i.id = s.import_id where i.state = 'done'"
            )
            .await,
            0
        );
        assert!(worker.get("/imports").await.says("已导入"));
    })
    .await;
}

#[tokio::test]
async fn while_a_row_is_amiss_nothing_is_loaded_and_the_file_to_mend_comes_back() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        load(&town, &worker, "places", &places()).await;
        let heads = ["姓名", "身份证号", "电话", "是否同意", "小区", "楼栋", "门牌", "民族", "备注"];
        let secret = "110101199003070011";
        let bytes = sheet(
            &heads,
            &[
                &["例桑一", secret, "000-0000-0001", "是", "雪松里", "3", "201", "SECRET", ""],
                &["例卓二", secret, "000-0000-0002", "否", "雪松里", "3", "202", "SECRET", ""],
                &["样大山", "", "12", "是", "雪松里", "9", "", "SECRET", ""],
                &["样措姆 110101199003070011", "", "000-0000-0004", "是", "", "", "", "", ""],
                &["", "", "000-0000-0005", "是", "", "", "", "", ""],
                &["例桑一", "", "00000000001", "是", "晨光里", "", "", "", ""],
                &["=样", "", "", "是", "", "", "", "", ""],
            ],
        );
        let path = bring(&town, &worker, "residents", &bytes).await;
        let page = worker.get(&path).await;
        assert!(page.says("身份证号 · 民族") && page.says("000****0001"), "{}", page.text);
        assert!(!page.says(secret) && !page.says("SECRET") && !page.says("0000-0001"));
        let stored = count(&town, "select count(*) from staged_imports where head like '%SECRET%'").await;
        assert_eq!(stored, 0);
        assert_eq!(press(&worker, &path, "match").await, 303);
        assert!(worker.get(&path).await.says("<progress"));
        town.work().await;
        let page = worker.get(&path).await;
        assert!(page.says("有 6 行要改") && page.says("一行都没有导入"), "{}", page.text);
        assert_eq!(press(&worker, &path, "load").await, 422);
        assert_eq!(count(&town, "select count(*) from people").await, 0);
        for words in ["本人没有同意", "没有这栋楼", "像是身份证号码", "和第 2 行是同一条", "请写电话"]
        {
            assert!(page.says(words), "{words}: {}", page.text);
        }
        let (status, mend) = worker.bytes(&format!("{path}/mend")).await;
        let rows = rows_of(&mend);
        assert_eq!((status.as_u16(), rows.len()), (200, 7));

        let named: Vec<bool> = rows.iter().map(|row| !row[0].is_empty()).collect();
        assert_eq!(named, [false, true, true, true, true, true, true]);
        assert!(!rows.concat().join(" ").contains(secret) && !rows.concat().join(" ").contains("SECRET"));
        assert!(rows[5][0].contains("第 2 行"));
        // Mended: only the first row stays, and our own column is passed over.
        let mut heads = vec!["要改的地方"];
        heads.extend(["姓名", "电话", "是否同意", "小区", "楼栋", "门牌"]);
        let mended = sheet(&heads, &[&["", "例桑一", "000-0000-0001", "是", "雪松里", "3", "201"]]);
        assert!(load(&town, &worker, "residents", &mended).await.contains("新增 1 行"));
    })
    .await;
}

#[tokio::test]
async fn columns_are_matched_by_hand_and_a_file_is_dropped_or_forgotten() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let bytes: Vec<u8> = "院子叫什么,哪栋\n雪松里,3\n".into();
        let path = bring(&town, &worker, "places", &bytes).await;
        let refused = worker.post(&format!("{path}/match"), &[("version", "1")]).await;
        assert!(refused.status == 422 && refused.says("这一项必须有"), "{}", refused.text);
        let twice = [("version", "1"), ("fit-compound", "0"), ("fit-building", "0")];
        let refused = worker.post(&format!("{path}/match"), &twice).await;
        assert!(refused.status == 422 && refused.says("已经用在别处"), "{}", refused.text);
        let by_hand = [("version", "1"), ("fit-compound", "0"), ("fit-building", "1"), ("fit-nothing", "0")];
        assert_eq!(worker.post(&format!("{path}/match"), &by_hand).await.status, 303);
        town.work().await;
        assert_eq!(press(&worker, &path, "load").await, 303);
        assert_eq!(press(&worker, &path, "load").await, 422);
        town.work().await;
        assert_eq!(count(&town, "select count(*) from buildings").await, 1);
        let dropped = bring(&town, &worker, "places", &bytes).await;
        assert_eq!(press(&worker, &dropped, "drop").await, 303);
        let old = bring(&town, &worker, "places", &bytes).await;
        town.later(chrono::Duration::hours(26)).await;
        assert!(worker.get(&old).await.says("这次没有导入"));
        assert_eq!(count(&town, "select count(*) from staged_imports").await, 0);
        assert_eq!(count(&town, "select count(*) from staged_import_rows").await, 0);
        assert_eq!(press(&worker, &old, "match").await, 422);
    })
    .await;
}

#[tokio::test]
async fn each_loads_what_they_may_change() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let bytes: Vec<u8> = "姓名,电话,是否同意\n例桑一,000-0000-0001,是\n".into();
        let path = bring(&town, &worker, "residents", &bytes).await;
        let admin = town.staff("admin", &[Role::Administrator]).await;
        assert!(
            admin.get("/imports").await.says("小区与楼栋") && !admin.get("/imports").await.says("已同意登记的居民")
        );
        assert_eq!(admin.get(&path).await.status, 404);
        assert_eq!(admin.bytes(&format!("{path}/mend")).await.0.as_u16(), 404);
        assert_eq!(admin.get("/imports/new?kind=residents").await.status, 404);
        let once = town.app.new_id().to_string();
        let wish = [("once", once.as_str()), ("kind", "residents")];
        assert_eq!(admin.upload("/imports", &wish, &[("file", "x.csv", &bytes)]).await.status, 404);
        let resident = town.staff("resident", &[Role::Resident]).await;
        assert_eq!(resident.get("/imports").await.status, 404);
        // Words instead of a failure for what is no table.
        let wish = [("once", once.as_str()), ("kind", "places")];
        let seen = worker.upload("/imports", &wish, &[("file", "x.xls", &[0xD0, 0xCF, 0x11, 0xE0])]).await;
        assert!(seen.status == 422 && seen.says("旧格式"), "{}", seen.text);
        let seen = worker.upload("/imports", &wish, &[]).await;
        assert!(seen.status == 422 && seen.says("请先选一个文件"), "{}", seen.text);
    })
    .await;
}

#[tokio::test]
async fn every_template_can_be_brought_back_filled() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        for tag in ["zh-CN", "bo", "en"] {
            worker.speak(tag);
            for kind in super::kinds() {
                let (status, bytes) = worker.bytes(&format!("/import-templates/{}", kind.name)).await;
                assert_eq!(status.as_u16(), 200);
                let heads: Vec<String> = kind
                    .columns
                    .iter()
                    .map(|column| {
                        town.app.words.lang(base::Locale::from_tag(tag).unwrap(), town.app.now()).t(column.label)
                    })
                    .collect();
                let once = town.app.new_id().to_string();
                let wish = [("once", once.as_str()), ("kind", kind.name)];
                let empty = worker.upload("/imports", &wish, &[("file", "t.xlsx", &bytes)]).await;
                assert_eq!(empty.status, 422, "an empty template has nothing to load");
                let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
                let examples: Vec<&str> = kind.columns.iter().map(|column| column.example).collect();
                let path = bring(&town, &worker, kind.name, &sheet(&heads, &[&examples])).await;
                let chosen = form_of(&worker.get(&path).await.text);
                assert!(chosen.iter().all(|(_, value)| !value.is_empty()), "{tag} {}: {chosen:?}", kind.name);
            }
        }
    })
    .await;
}

/// Runs an import from beginning to end, as the command line does.
async fn run(town: &Town, doer: &Doer, kind: &str, bytes: Vec<u8>) -> super::Report {
    super::whole(&town.app, doer, kind, bytes.into()).await.unwrap()
}

/// Residents of one large compound.
fn many(rows: usize) -> Vec<u8> {
    let mut book = Book::new();
    let heads = ["姓名", "电话", "是否同意", "小区", "楼栋", "单元", "门牌", "语言"];
    book.sheet("居民", &heads.map(|head| Column::new(head, 12))).unwrap();
    for at in 0..rows {
        let phone = format!("000{at:08}");
        let (stairway, door) = (format!("{}", at % 4 + 1), format!("{}", 100 + at / 8));
        let name = format!("例桑{at}");
        let cells = [name.as_str(), &phone, "是", "雪松里", "3", &stairway, &door, "藏语"];
        book.row(&cells.map(Into::into)).unwrap();
    }
    book.bytes().unwrap()
}

/// One row of a list of residents, with what may be amiss in it.
#[derive(Clone, Debug)]
struct Wild {
    phone: &'static str,
    agreed: &'static str,
    building: &'static str,
    language: &'static str,
    /// The row before it is in the list a second time.
    again: bool,
}

impl Wild {
    /// What the rules of this kind of import say, written down a second time.
    fn is_right(&self) -> bool {
        let findable = self.phone == "own" || (self.phone.is_empty() && !self.building.is_empty());
        let agreed = ["是", "√", "同意"].contains(&self.agreed);
        findable && agreed && ["", "3", "3号楼"].contains(&self.building) && self.language != "火星语"
    }

    fn cells(&self, at: usize) -> [String; 8] {
        let phone = if self.phone == "own" { format!("000{at:08}") } else { self.phone.to_owned() };
        let (compound, door) =
            if self.building.is_empty() { ("", String::new()) } else { ("雪松里", format!("{}", 101 + at)) };
        let [agreed, building, language] = [self.agreed, self.building, self.language].map(str::to_owned);
        [format!("例桑{at}"), phone, agreed, compound.to_owned(), building, String::new(), door, language]
    }
}

fn wild() -> impl Strategy<Value = Wild> {
    let mostly = |right: Vec<&'static str>, amiss: Vec<&'static str>| prop_oneof![6 => prop::sample::select(right), 1 => prop::sample::select(amiss)];
    let (phone, agreed) =
        (mostly(vec!["own", ""], vec!["12", "不详"]), mostly(vec!["是", "√", "同意"], vec!["否", "", "可能"]));
    let (building, language) =
        (mostly(vec!["3", "3号楼", ""], vec!["9"]), mostly(vec!["藏语", "", "汉语"], vec!["火星语"]));
    let again = prop::bool::weighted(0.1);
    (phone, agreed, building, language, again).prop_map(|(phone, agreed, building, language, again)| Wild {
        phone,
        agreed,
        building,
        language,
        again,
    })
}

/// The cells of a list, and the numbers of its rows that are amiss, as a reader counts them.
fn list_of(rows: &[Wild]) -> (Vec<[String; 8]>, BTreeSet<u32>) {
    let (mut cells, mut amiss) = (Vec::new(), BTreeSet::new());
    for (at, row) in rows.iter().enumerate() {
        cells.push(row.cells(at));
        let number = |cells: &Vec<[String; 8]>| u32::try_from(cells.len()).unwrap() + 1;
        if !row.is_right() {
            amiss.insert(number(&cells));
        } else if row.again {
            cells.push(row.cells(at));
            amiss.insert(number(&cells));
        }
    }
    (cells, amiss)
}

fn residents<'a>(rows: impl Iterator<Item = &'a [String; 8]>) -> Vec<u8> {
    let rows: Vec<Vec<&str>> = rows.map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheet(&["姓名", "电话", "是否同意", "小区", "楼栋", "单元", "门牌", "语言"], &rows)
}

/// Rows amiss are named, each of them and no other, and nothing is loaded; without them all is, and again changes nothing.
async fn loads_right(town: Town, rows: Vec<Wild>) {
    let house = town.house();
    run(&town, &house, "places", places()).await;
    let (cells, amiss) = list_of(&rows);
    if !amiss.is_empty() {
        let report = run(&town, &house, "residents", residents(cells.iter())).await;
        assert_eq!(report.import.state, "mending", "{cells:?}");
        assert_eq!(report.amiss.iter().map(|(row, _)| *row).collect::<BTreeSet<_>>(), amiss, "{cells:?}");
        assert_eq!(count(&town, "select count(*) from people").await, 0);
    }
    let right = || (2u32..).zip(&cells).filter(|(number, _)| !amiss.contains(number)).map(|(_, row)| row);
    let number = i64::try_from(right().count()).unwrap();
    if number == 0 {
        return;
    }
    let first = run(&town, &house, "residents", residents(right())).await.import;
    assert_eq!((first.state.as_str(), first.created_count), ("done", number), "{cells:?}");
    let before = everything(&town).await;
    let mut backwards: Vec<_> = right().collect();
    backwards.reverse();
    let second = run(&town, &house, "residents", residents(backwards.into_iter())).await.import;
    assert_eq!((second.created_count, second.changed_count, second.same_count), (0, 0, number), "{cells:?}");
    assert_eq!(everything(&town).await, before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]
    #[test]
    fn every_refused_row_is_named_and_twice_is_once(rows in prop::collection::vec(wild(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(on_both(registers, async |town| loads_right(town, rows.clone()).await));
    }
}

/// A server that stops between two pieces, and a job that runs twice, leave the same as one that did neither.
#[tokio::test]
async fn a_crash_goes_on_where_it_stopped() {
    on_both(registers, async |town| {
        let house = town.house();
        run(&town, &house, "places", places()).await;
        let bytes = many(1_450);
        let id = actions::bring(&town.app, &house, (town.app.new_id(), "residents"), bytes.into()).await.unwrap();
        let fitted = store::staged(&town.app.db.read().await.unwrap(), id).await.unwrap().unwrap().fitted;
        actions::settle(&town.app, &house, (id, 1), fitted).await.unwrap();
        jobs::check(&town.app, &house, id).await.unwrap();
        actions::load(&town.app, &house, (id, 3)).await.unwrap();
        assert!(jobs::load_piece(&town.app, &house, id).await.unwrap());
        assert_eq!(count(&town, "select count(*) from people").await, 1_000);
        // The jobs that the outbox still holds go on; one of them is one too many.
        town.work().await;
        let import = actions::import(&town.app, &house, id).await.unwrap().0;
        assert_eq!((import.state.as_str(), import.done_count, import.created_count), ("done", 1_450, 1_450));
        assert_eq!(count(&town, "select count(*) from people").await, 1_450);
    })
    .await;
}

/// Brings a file, matched as proposed and checked; answers its id.
async fn ready(town: &Town, doer: &Doer, kind: &str, bytes: Vec<u8>) -> uuid::Uuid {
    let id = actions::bring(&town.app, doer, (town.app.new_id(), kind), bytes.into()).await.unwrap();
    let fitted = store::staged(&town.app.db.read().await.unwrap(), id).await.unwrap().unwrap().fitted;
    actions::settle(&town.app, doer, (id, 1), fitted).await.unwrap();
    jobs::check(&town.app, doer, id).await.unwrap();
    id
}

/// Between the check and the load the building of a row far below is closed: of a short and of a long file nothing is
/// loaded, and the row is named.
#[tokio::test]
async fn what_has_become_wrong_since_it_was_checked_loads_nothing() {
    on_both(registers, async |town| {
        let house = town.house();
        for rows in [450, 1_300] {
            run(&town, &house, "places", places()).await;
            let id = ready(&town, &house, "residents", many(rows)).await;
            let read = town.app.db.read().await.unwrap();
            let compound = places_held::compound_named(&read, house.community, "雪松里").await.unwrap().unwrap();
            let building = places_held::building_named(&read, compound.id, "3").await.unwrap().unwrap();
            drop(read);
            close_building(&town.app, &house, building.id, building.version).await.unwrap();
            actions::load(&town.app, &house, (id, 3)).await.unwrap();
            assert!(!jobs::load_piece(&town.app, &house, id).await.unwrap());
            let import = actions::import(&town.app, &house, id).await.unwrap().0;
            assert_eq!((import.state.as_str(), import.done_count, import.is_over()), ("mending", 0, false));
            assert!(import.fault_count >= 1);
            assert_eq!(count(&town, "select count(*) from people").await, 0);
            let read = town.app.db.read().await.unwrap();
            assert_eq!(store::piece_amiss(&read, id, 0).await.unwrap(), Some(0));
            drop(read);
            town.work().await;
            assert_eq!(count(&town, "select count(*) from people").await, 0);
        }
    })
    .await;
}

/// A form that was opened before somebody else had the file checked changes nothing of what was matched.
#[tokio::test]
async fn an_old_form_does_not_match_again() {
    on_both(registers, async |town| {
        let house = town.house();
        let bytes: Vec<u8> = "小区,楼栋,别名\n雪松里,3,云杉里\n".into();
        let id = ready(&town, &house, "places", bytes).await;
        let fitted = || async {
            let read = town.app.db.read().await.unwrap();
            store::staged(&read, id).await.unwrap().unwrap().fitted
        };
        let before = fitted().await;
        let other = [("compound".to_owned(), 2usize)].into();
        let late = actions::settle(&town.app, &house, (id, 1), other).await;
        assert!(matches!(late, Err(base::Problem::Changed)));
        assert_eq!(fitted().await, before);
        actions::load(&town.app, &house, (id, 3)).await.unwrap();
        town.work().await;
        assert_eq!(count(&town, "select count(*) from compounds where name_zh = '雪松里'").await, 1);
        assert_eq!(count(&town, "select count(*) from compounds").await, 1);
    })
    .await;
}

/// Names wrapped by hand inside a cell, a person twice with and without a phone, a grid whose next version begins later.
#[tokio::test]
async fn what_a_second_load_would_write_again_is_named_or_the_same() {
    on_both(registers, async |town| {
        let house = town.house();
        let wrapped = || sheet(&["小区", "楼栋"], &[&["雪松里\n一期", "3"], &["雪松里 一期", "4"]]);
        assert_eq!(run(&town, &house, "places", wrapped()).await.import.created_count, 2);
        assert_eq!(run(&town, &house, "places", wrapped()).await.import.same_count, 2);
        assert_eq!(count(&town, "select count(*) from compounds").await, 1);
        let heads = ["姓名", "电话", "是否同意", "小区", "楼栋", "门牌", "语言"];
        let twice = sheet(
            &heads,
            &[
                &["例卓二", "", "是", "雪松里\n一期", "3", "202", "汉语"],
                &[],
                &["例桑一", "", "是", "雪松里 一期", "3", "201", "汉语"],
                &["例桑一", "000-0000-0001", "是", "雪松里\n一期", "3号楼", "201", "藏语"],
            ],
        );
        let report = run(&town, &house, "residents", twice).await;
        let amiss = &report.amiss;
        assert_eq!(amiss.len(), 1);
        assert!(amiss[0].0 == 4 && amiss[0].1.concat().contains("第 5 行"), "{amiss:?}");
        // The rows of the file to mend keep the numbers that the words name.
        let kind = actions::kind(&town.app, &house, "residents").unwrap();
        let mend = super::mend::to_mend(&town.app, &house, (&report.import, &kind)).await.unwrap();
        let numbers: Vec<u32> = table_of(&mend).rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 4, 5]);
        let grid = |name: &str, from: &str| sheet(&["网格编号", "网格名称", "起始日期"], &[&["G1", name, from]]);
        run(&town, &house, "grids", grid("第一网格", "2199-01-01")).await;
        let early = run(&town, &house, "grids", grid("第一网格（新）", "")).await;
        assert_eq!((early.import.state.as_str(), early.amiss.len()), ("mending", 1));
        let same = run(&town, &house, "grids", grid("第一网格", "")).await.import;
        assert_eq!((same.state.as_str(), same.same_count), ("done", 1));
    })
    .await;
}

#[tokio::test]
#[ignore = "measures 20,000 rows; run it by name"]
async fn twenty_thousand_rows() {
    on_both(registers, async |town| {
        let house = town.house();
        run(&town, &house, "places", places()).await;
        let import = run(&town, &house, "residents", many(20_000)).await.import;
        assert_eq!((import.state.as_str(), import.created_count), ("done", 20_000));
    })
    .await;
}
