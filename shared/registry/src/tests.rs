//! Stories through HTTP, on both databases.

use crate::{circle, fields, grids, helpers, people};
use base::{BodyId, CompoundId, GridId, Locale, PersonId, Role};
use chrono::Duration;
use db::Query;
use kernel::i18n::check_sources;
use std::collections::BTreeSet;
use testkit::{Browser, Seen, Town, on_both};
use uuid::Uuid;

fn registers() -> Vec<web::Circle> {
    vec![circle()]
}

/// Posts a form that must be taken, and answers where it leads.
async fn taken(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> String {
    let seen = browser.post(path, fields).await;
    assert_eq!(seen.status, 303, "{path}: {}", seen.text);
    seen.location
}

/// Posts a form that must be refused with words.
async fn refused(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)], words: &str) -> Seen {
    let seen = browser.post(path, fields).await;
    assert!(seen.status == 422 || seen.status == 409, "{path}: {} {}", seen.status, seen.text);
    assert!(seen.says(words), "{path} does not say {words}: {}", seen.text);
    seen
}

fn last(path: &str) -> Uuid {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

fn once(town: &Town) -> String {
    town.app.new_id().to_string()
}

/// A compound with one building of two stairways.
async fn compound(town: &Town, worker: &Browser<'_>, name: &str) -> (String, String) {
    let path = taken(worker, "/places/new", &[("once", &once(town)), ("name_zh", name)]).await;
    let building = once(town);
    let fields = [("once", building.as_str()), ("name", "3"), ("stairways", "2")];
    taken(worker, &format!("{path}/buildings/new"), &fields).await;
    (last(&path).to_string(), building)
}

async fn person(town: &Town, worker: &Browser<'_>, name: &str, more: &[(&str, &str)]) -> String {
    let once = once(town);
    let fields = [&[("once", once.as_str()), ("name", name), ("language", "bo")], more].concat();
    taken(worker, "/people/new", &fields).await
}

async fn count(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, vec![]).await.unwrap()
}

#[test]
fn the_words_are_complete() {
    // Whether each key is used and known is tested in `app`, where all circles are together.
    assert_eq!(check_sources(&circle().part.sources), Vec::<String>::new());
}

#[tokio::test]
async fn every_personal_column_is_in_the_catalogue() {
    on_both(registers, async |town| {
        let faults =
            fields::faults(&town.app.db, &town.app.part.personal_fields, &fields::PERSON_TABLES).await.unwrap();
        assert_eq!(faults, Vec::<String>::new());
        let page = town.browser().get("/fields").await;
        assert!(page.status == 200 && page.says("people.phone_sealed"));
        town.tamper("alter table people add column ethnicity text").await;
        let faults =
            fields::faults(&town.app.db, &town.app.part.personal_fields, &fields::PERSON_TABLES).await.unwrap();
        assert_eq!(faults, ["people.ethnicity is not in the catalogue"]);
    })
    .await;
}

#[tokio::test]
async fn a_person_is_entered_found_and_their_phone_shown_once_with_a_reason() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let (_, building) = compound(&town, &worker, "雪松里").await;
        let home = [("phone", "000-0000-0001"), ("building", building.as_str()), ("stairway", "2"), ("door", "201")];
        let path = person(&town, &worker, "例桑一", &home).await;
        person(&town, &worker, "样大山", &[]).await;
        for (asked, found, other) in
            [("例桑", "例桑一", "样大山"), ("00000000001", "例桑一", "样大山"), ("大山", "样大山", "例桑一")]
        {
            let list = worker.post("/people", &[("q", asked)]).await;
            assert!(list.says(found) && !list.says(other), "{asked}: {}", list.text);
        }
        assert!(worker.get("/people?q=zzz").await.says("例桑一"), "nothing is looked for in an address");
        let list = worker.get("/people").await;
        assert!(list.says("000****0001") && !list.says("0000-0001") && !list.says("00000000001"));
        let page = worker.get(&path).await;
        assert!(page.says("雪松里3号楼2单元201") && page.says("000****0001"), "{}", page.text);
        assert_eq!(count(&town, "select count(*) from looks").await, 0);
        refused(&worker, &format!("{path}/phone"), &[("reason", " ")], "请填写这一项").await;
        assert_eq!(count(&town, "select count(*) from looks").await, 0);
        let shown = worker.post(&format!("{path}/phone"), &[("reason", "回访 1190")]).await;
        assert!(shown.status == 200 && shown.says("00000000001"), "{}", shown.text);
        assert_eq!(count(&town, "select count(*) from looks").await, 1);
        let stored = count(&town, "select count(*) from people where phone_sealed is not null").await;
        assert_eq!(stored, 1);
    })
    .await;
}

#[tokio::test]
async fn each_sees_what_they_need_and_nobody_sees_more() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let path = person(&town, &worker, "例桑一", &[("phone", "000-0000-0001")]).await;
        let grid = town.staff("grid", &[Role::GridWorker]).await;
        let list = grid.get("/people").await;
        assert!(list.says("例桑一") && !list.says("000****0001"));
        assert!(!grid.get(&path).await.says("000****0001"));
        assert_eq!(grid.post(&format!("{path}/phone"), &[("reason", "x")]).await.status, 404);
        assert_eq!(grid.get("/people/new").await.status, 404);
        assert!(!grid.post("/people", &[("q", "00000000001")]).await.says("例桑一"));
        let admin = town.staff("admin", &[Role::Administrator]).await;
        assert_eq!(admin.get("/people").await.status, 404);
        assert_eq!(admin.get(&path).await.status, 404);
        assert_eq!(admin.get("/places").await.status, 200);
        let resident = town.staff("resident", &[Role::Resident]).await;
        for closed in ["/people", "/places", "/grids", "/bodies", "/divisions", path.as_str()] {
            assert_eq!(resident.get(closed).await.status, 404, "{closed}");
            assert_eq!(town.browser().get(closed).await.status, 401, "{closed}");
        }
        assert_eq!(town.browser().get("/who").await.status, 200);
        assert_eq!(worker.get(&format!("/people/{}", Uuid::nil())).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_ten_times_enters_once_and_an_old_version_changes_nothing() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let once = once(&town);
        let fields = [("once", once.as_str()), ("name", "例桑一"), ("language", "bo")];
        let mut path = String::new();
        for _ in 0..10 {
            path = taken(&worker, "/people/new", &fields).await;
        }
        assert_eq!(count(&town, "select count(*) from people").await, 1);
        let change =
            |name: &'static str, version: &'static str| [("version", version), ("name", name), ("language", "en")];
        taken(&worker, &format!("{path}/edit"), &change("例卓二", "1")).await;
        let late = refused(&worker, &format!("{path}/edit"), &change("样措姆", "1"), "样措姆").await;
        assert_eq!(late.status, 422);
        assert!(worker.get(&path).await.says("例卓二"));
    })
    .await;
}

#[tokio::test]
async fn a_past_day_finds_the_grid_of_that_day() {
    on_both(registers, async |town| {
        let secretary = town.staff("secretary", &[Role::Secretary]).await;
        let (first, building) = compound(&town, &secretary, "雪松里").await;
        let (second, _) = compound(&town, &secretary, "云杉里").await;
        let grid = |code: &str, from: &str, compounds: &[&str]| {
            let mut fields = vec![
                ("once".to_owned(), town.app.new_id().to_string()),
                ("code".to_owned(), code.to_owned()),
                ("kind".to_owned(), "basic".to_owned()),
                ("name_zh".to_owned(), format!("{code} 号网格")),
                ("valid_from".to_owned(), from.to_owned()),
            ];
            fields.extend(compounds.iter().map(|id| ("compounds".to_owned(), (*id).to_owned())));
            fields
        };
        let pairs = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
        let g1 = pairs(&grid("G1", "2025-01-01", &[&first, &second]));
        let path = taken(&secretary, "/grids/new", &borrowed(&g1)).await;
        let g2 = pairs(&grid("G2", "2026-03-02", &[&first]));
        refused(&secretary, "/grids/new", &borrowed(&g2), "G1").await;
        town.clock.advance(Duration::days(10));
        let past =
            [("version", "1"), ("name_zh", "新名"), ("valid_from", "2026-03-11"), ("compounds", second.as_str())];
        refused(&secretary, &format!("{path}/change"), &past, "过去的日子不能改").await;
        let today =
            [("version", "1"), ("name_zh", "新名"), ("valid_from", "2026-03-12"), ("compounds", second.as_str())];
        taken(&secretary, &format!("{path}/change"), &today).await;
        let g2 = pairs(&grid("G2", "2026-03-12", &[&first]));
        let next = taken(&secretary, "/grids/new", &borrowed(&g2)).await;
        let read = town.app.db.read().await.unwrap();
        let on = async |day: &str| {
            let found =
                grids::grid_on(&read, town.community, last(&format!("/{building}")).into(), day.parse().unwrap());
            found.await.unwrap().map(|grid| (grid.id, grid.now.unwrap().name.zh))
        };
        let (old, new) = (GridId(last(&path)), GridId(last(&next)));
        assert_eq!(on("2024-12-31").await, None);
        assert_eq!(on("2025-06-01").await, Some((old, "G1 号网格".to_owned())));
        assert_eq!(on("2026-03-11").await, Some((old, "G1 号网格".to_owned())));
        assert_eq!(on("2026-03-12").await, Some((new, "G2 号网格".to_owned())));
        let page = secretary.get(&path).await;
        assert!(page.says("G1 号网格") && page.says("新名") && page.says("暂缺"));
        let who = town.browser().get(&format!("/who?compound={first}")).await;
        assert!(who.says("G2 号网格"), "{}", who.text);
    })
    .await;
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn a_member_ticks_pauses_and_leaves() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let (area, _) = compound(&town, &worker, "清溪里").await;
        let path = person(&town, &worker, "样大山", &[("phone", "000-0000-0002")]).await;
        let id = PersonId(last(&path));
        let team = once(&town);
        taken(&worker, "/bodies/new", &[("once", &team), ("kind", "team"), ("name_zh", "党员先锋")]).await;
        taken(
            &worker,
            &format!("/bodies/{team}/members"),
            &[("version", "1"), ("person", &id.to_string()), ("leads", "yes")],
        )
        .await;
        assert!(worker.get(&format!("/bodies/{team}")).await.says("样大山"));
        let account = town.account("member", &[Role::Member], Some(id)).await;
        let member = town.sign_in(account).await;
        let ticks = [
            ("version", "0"),
            ("takes", "yes"),
            ("skills", "plumbing"),
            ("skills", "driving"),
            ("areas", area.as_str()),
            ("languages", "bo"),
            ("times", "1-morning"),
            ("times", "1-afternoon"),
        ];
        taken(&member, "/me/helping", &ticks).await;
        let day = |text: &str| text.parse().unwrap();
        let candidates = async |today: &str| {
            helpers::candidates(&town.app.db.read().await.unwrap(), town.community, day(today)).await.unwrap()
        };
        let found = candidates("2026-03-02").await;
        let [candidate] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((candidate.person, candidate.skills.len(), candidate.free_times.len()), (id, 2, 1));
        assert_eq!(candidate.areas, [CompoundId(area.parse().unwrap())]);
        assert_eq!(candidate.teams, [BodyId(team.parse().unwrap())]);
        let stale = [("version", "0"), ("takes", "no")];
        assert_eq!(member.post("/me/helping", &stale).await.status, 422);
        refused(
            &member,
            "/me/helping",
            &[("version", "1"), ("takes", "yes"), ("paused_until", "2026-03-01")],
            "今天或以后",
        )
        .await;
        taken(&member, "/me/helping", &[("version", "1"), ("takes", "yes"), ("paused_until", "2026-03-05")]).await;
        assert!(candidates("2026-03-05").await.is_empty() && candidates("2026-03-06").await.len() == 1);
        taken(&worker, &format!("{path}/leave"), &[("version", "1")]).await;
        assert!(candidates("2026-03-06").await.is_empty());
        assert!(!worker.get(&format!("/bodies/{team}")).await.says("样大山"));
        town.later(Duration::days(29)).await;
        assert_eq!(count(&town, "select count(*) from people where phone_index is not null").await, 1);
        town.later(Duration::days(2)).await;
        assert_eq!(count(&town, "select count(*) from people where phone_index is not null").await, 0);
    })
    .await;
}

#[tokio::test]
async fn linked_units_gather_doors_of_their_compound() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let (home, building) = compound(&town, &worker, "桃花里").await;
        let (_, elsewhere) = compound(&town, &worker, "松涛里").await;
        let path =
            taken(&worker, &format!("/places/{home}/units/new"), &[("once", &once(&town)), ("name", "三号楼一组")])
                .await;
        let link = |building: &str, version: &str| {
            vec![
                ("version".to_owned(), version.to_owned()),
                ("building".to_owned(), building.to_owned()),
                ("stairway".to_owned(), "1".to_owned()),
                ("door".to_owned(), "101".to_owned()),
            ]
        };
        refused(&worker, &format!("{path}/doors"), &borrowed(&link(&elsewhere, "1")), "不在本小区").await;
        taken(&worker, &format!("{path}/doors"), &borrowed(&link(&building, "1"))).await;
        assert!(worker.get(&path).await.says("桃花里3号楼1单元101"));
        assert!(worker.get(&format!("/places/{home}")).await.says("1 户"));
        taken(&worker, &format!("{path}/close"), &[("version", "2")]).await;
        assert_eq!(count(&town, "select count(*) from linked_unit_households").await, 0);
    })
    .await;
}

/// What nobody types by mistake.
const HOSTILE: [&str; 10] = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "' or 1=1 --",
    "\u{0}",
    "\u{202E}abc",
    "𠮷野家",
    "སམྦྷོ་ཊ་",
    "%_\\",
    "-1",
    "99999999999999999999",
];
/// Every field that a form of the registry reads.
#[rustfmt::skip]
const FIELDS: [&str; 27] = [
    "name", "name_zh", "name_bo", "name_en", "phone", "address", "code", "stairways", "stairway", "door", "language",
    "building", "worker", "valid_from", "compounds", "grid", "kind", "level", "parent", "person", "reason", "takes",
    "skills", "areas", "times", "languages", "paused_until",
];

#[tokio::test]
async fn hostile_words_are_kept_or_refused_never_a_fault() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker, Role::Secretary]).await;
        let (home, building) = compound(&town, &worker, "月泉里").await;
        let long = "路".repeat(5_000);
        for text in HOSTILE.into_iter().chain([long.as_str()]) {
            let once = once(&town);
            let fields: Vec<(&str, &str)> =
                FIELDS.iter().map(|name| (*name, text)).chain([("once", once.as_str()), ("version", "1")]).collect();
            for path in [
                "/people/new",
                "/places/new",
                &format!("/places/{home}/buildings/new"),
                &format!("/places/{home}/units/new"),
                &format!("/places/{home}/edit"),
                &format!("/buildings/{building}/edit"),
                "/grids/new",
                "/bodies/new",
                "/divisions/new",
                &format!("/divisions/{}/edit", town.community),
                &format!("/people/{once}/phone"),
                &format!("/people/{once}/helping"),
            ] {
                let seen = worker.post(path, &fields).await;
                assert!(seen.status.as_u16() < 500, "{path} {text:.20}: {}", seen.status);
                assert!(!seen.says("<script>alert"), "{path}");
            }
            for path in ["/people", "/places", "/grids", "/bodies", "/divisions"] {
                let short: String = text.chars().take(300).collect();
                let seen = worker.get(&format!("{path}?q={}", encode(&short))).await;
                assert_eq!(seen.status, 200, "{path} {text:.20}");
                assert!(!seen.says("<script>alert"), "{path}");
            }
        }
        for odd in ["𠮷野家", "སམྦྷོ་ཊ་", "<b>名</b>"] {
            let path = person(&town, &worker, odd, &[]).await;
            let read = town.app.db.read().await.unwrap();
            let name = people::name_of(&read, town.community, PersonId(last(&path))).await.unwrap();
            assert_eq!(name.as_deref(), Some(odd));
        }
        refused(&worker, "/places/new", &[("once", &once(&town)), ("name_zh", "民族小区")], "民族").await;
    })
    .await;
}

#[tokio::test]
async fn every_page_speaks_three_languages() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker, Role::Secretary]).await;
        let (home, building) = compound(&town, &worker, "星野里").await;
        let somebody = person(&town, &worker, "例卓二", &[("phone", "000-0000-0003")]).await;
        let unit =
            taken(&worker, &format!("/places/{home}/units/new"), &[("once", &once(&town)), ("name", "一组")]).await;
        let team = taken(
            &worker,
            "/bodies/new",
            &[("once", &once(&town)), ("kind", "team"), ("name_zh", "巾帼"), ("phone", "000-0110")],
        )
        .await;
        let grid = [
            ("once", &*once(&town)),
            ("code", "G1"),
            ("kind", "basic"),
            ("name_zh", "一号"),
            ("valid_from", "2026-01-01"),
            ("compounds", home.as_str()),
        ];
        let grid = taken(&worker, "/grids/new", &grid).await;
        let pages = [
            "/people",
            "/people/new",
            &somebody,
            &format!("{somebody}/edit"),
            &format!("{somebody}/helping"),
            "/places",
            "/places?q=zzz",
            "/places/new",
            &format!("/places/{home}"),
            &format!("/places/{home}/edit"),
            &format!("/places/{home}/buildings/new"),
            &format!("/buildings/{building}/edit"),
            &format!("/places/{home}/units/new"),
            &unit,
            &format!("{unit}/edit"),
            "/grids",
            "/grids/new",
            &grid,
            &format!("{grid}/change"),
            "/bodies",
            "/bodies?kind=unit",
            "/bodies/new",
            &team,
            &format!("{team}/edit"),
            "/divisions",
            "/divisions/new",
            &format!("/divisions/{}/edit", town.community),
            "/who",
            &format!("/who?compound={home}"),
            "/fields",
        ];
        for locale in Locale::ALL {
            worker.speak(locale.tag());
            for path in pages {
                let seen = worker.get(path).await;
                assert_eq!(seen.status, 200, "{path} {}: {}", locale.tag(), seen.text);
            }
            let searched = worker.post(&format!("{team}/people"), &[("q", "例")]).await;
            assert!(searched.status == 200 && searched.says("例卓二"), "{}: {}", locale.tag(), searched.text);
            for path in ["/people/new", "/places/new", "/grids/new", "/bodies/new", "/divisions/new"] {
                assert_eq!(worker.post(path, &[("once", &once(&town))]).await.status, 422, "{path}");
            }
        }
        assert_eq!(town.app.words.missing(), BTreeSet::new());
    })
    .await;
}

#[tokio::test]
async fn lists_are_paged() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        for number in 0..60 {
            // The newest entry comes first; ids of one moment have no order.
            town.clock.advance(Duration::seconds(1));
            person(&town, &worker, &format!("样{number:03}"), &[]).await;
        }
        let first = worker.get("/people").await;
        assert!(first.says("样059") && first.says("样010") && !first.says("样009"));
        let next =
            first.text.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let second = worker.get(&next).await;
        assert!(second.says("样009") && second.says("样000") && !second.says("样010"), "{next}");
        let first = worker.post("/people", &[("q", "样0")]).await;
        assert!(first.says("样059") && first.says("样010") && !first.says("样009") && !first.says("?q="));
        let after = first.text.split("name=\"after\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = worker.post("/people", &[("q", "样0"), ("after", after)]).await;
        assert!(second.says("样009") && second.says("样000") && !second.says("样010"), "{}", second.text);
    })
    .await;
}

fn encode(text: &str) -> String {
    serde_html_form::to_string([("q", text)]).unwrap().trim_start_matches("q=").to_owned()
}
