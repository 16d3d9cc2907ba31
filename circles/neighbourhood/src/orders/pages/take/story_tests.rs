//! One order through the hands of two members, over HTTP: offered, taken once, arranged, done; and given back.

use crate::categories;
use crate::orders::actions::{
    self, Acceptance, Aim, Asker, Asking, Dispatching, Place, Target, Wishes, accept, ask, dispatch,
};
use base::{BodyId, BuildingId, Doer, Locale, OrderId, PersonId, Role};
use registry::helpers::HelperForm;
use registry::people::{NewPerson, register_in};
use registry::places::{BuildingForm, CompoundForm};
use testkit::{Browser, Seen, Town, on_both};

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

async fn building(town: &Town) -> BuildingId {
    let house = town.house();
    let form =
        CompoundForm { once: town.app.new_id().to_string(), name_zh: "清溪里".to_owned(), ..Default::default() };
    let compound = registry::places::actions::enter_compound(&town.app, &house, &form).await.unwrap();
    let (name, stairways) = ("3".to_owned(), "4".to_owned());
    let form = BuildingForm { once: town.app.new_id().to_string(), name, stairways, ..Default::default() };
    registry::places::actions::enter_building(&town.app, &house, compound, &form).await.unwrap()
}

/// A member who ticked everything needed, with a browser.
async fn member<'t>(town: &'t Town, login: &str) -> (PersonId, Browser<'t>) {
    let mut write = town.app.db.write(&town.house(), "people.enter", &[]).await.unwrap();
    let new =
        NewPerson { id: None, name: login.to_owned(), phone: None, language: Locale::ZhCn, building: None, door: None };
    let person = register_in(&town.app, &mut write, new).await.unwrap();
    write.commit().await.unwrap();
    let form = HelperForm {
        takes: "yes".to_owned(),
        skills: vec!["plumbing".to_owned()],
        times: vec!["1-morning".to_owned()],
        ..Default::default()
    };
    registry::helpers::actions::tick(&town.app, &town.house(), person, &form).await.unwrap();
    let account = town.account(login, &[Role::Member], Some(person)).await;
    (person, town.sign_in(account).await)
}

/// An order about a dripping tap, accepted and offered to these people.
async fn offered(town: &Town, people: &[PersonId]) -> OrderId {
    let building = building(town).await;
    let mut write = town.app.db.write(&town.house(), "categories.plant", &[]).await.unwrap();
    categories::actions::plant_in(&town.app, &mut write).await.unwrap();
    write.commit().await.unwrap();
    let groups = categories::actions::tree(&town.app, &town.visitor()).await.unwrap();
    let tap = groups.iter().flat_map(|group| &group.kinds).find(|kind| kind.code == "repair-water").unwrap();
    let asking = Asking {
        once: town.app.new_id(),
        asker: Asker::Myself,
        called: Some("措姆阿姨".to_owned()),
        phone: Some("000-0000-0001".to_owned()),
        category: Some(tap.id),
        body: "水一直滴，晚上也响。".to_owned(),
        answers: (1..).zip(&tap.kind.questions).map(|(at, _)| (at, "水槽下面".to_owned())).collect(),
        place: Place {
            building: Some(building),
            stairway: Some("2".to_owned()),
            door: Some("201".to_owned()),
            ..Place::default()
        },
        wishes: Wishes::default(),
        photos: Vec::new(),
        forget_voice: false,
    };
    let order = ask(&town.app, &town.visitor(), &asking).await.unwrap().order;
    let worker = town.doer(town.account("worker", &[Role::Worker], None).await, None, &[Role::Worker]);
    let title = "厨房水龙头漏水".to_owned();
    let acceptance = Acceptance::plain("收到，马上找人。", title);
    accept(&town.app, &worker, aim(town, &worker, order).await, &acceptance).await.unwrap();
    let targets = people.iter().map(|person| Target::Person(*person)).collect();
    dispatch(&town.app, &worker, aim(town, &worker, order).await, &Dispatching::to(targets)).await.unwrap();
    order
}

async fn aim(town: &Town, worker: &Doer, order: OrderId) -> Aim {
    let version = actions::for_desk(&town.app, worker, order).await.unwrap().line.version;
    Aim { order, version, once: town.app.new_id() }
}

/// Sends a form with the version and a hidden id of its own, as the page would.
async fn send(town: &Town, browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Seen {
    let page = browser.get(path.rsplit_once('/').map_or(path, |(order, _)| order)).await;
    let version =
        page.text.split("name=\"version\" value=\"").nth(1).unwrap_or("0").split('"').next().unwrap().to_owned();
    let once = town.app.new_id().to_string();
    let hidden = [("once", once.as_str()), ("version", version.as_str())];
    browser.post(path, &[&hidden, fields].concat()).await
}

#[tokio::test]
async fn two_are_asked_one_takes_it_and_does_it() {
    on_both(circles, async |town| {
        let ((one, first), (two, second)) = (member(&town, "member").await, member(&town, "member2").await);
        let order = offered(&town, &[one, two]).await;
        let path = format!("/take/{order}");
        let board = first.get("/take").await;
        assert!(board.says("有 1 件事合适您") && board.says("厨房水龙头漏水"), "{}", board.text);
        let offer = first.get(&path).await;
        for page in [&board, &offer] {
            assert!(page.says("清溪里一带") && !page.says("201") && !page.says("措姆") && !page.says("一直滴"));
        }
        let taken = send(&town, &first, &format!("{path}/take"), &[]).await;
        assert_eq!((taken.status.as_u16(), taken.location.as_str()), (303, path.as_str()));
        let late = send(&town, &second, &format!("{path}/take"), &[]).await;
        assert_eq!((late.status.as_u16(), late.location.as_str()), (303, "/take"));
        assert!(second.get("/take").await.says("刚刚有人先接了"));
        let gone = second.get(&path).await;
        assert!(gone.status.as_u16() == 404 && gone.says("这件事不用您操心了"));

        let held = first.get(&path).await;
        assert!(
            held.says("清溪里3号楼2单元201") && held.says("措姆阿姨") && held.says("一直滴") && held.says("到门口请说")
        );
        assert!(!held.says("00000000001"));
        assert!(send(&town, &first, &format!("{path}/phone"), &[]).await.says("tel:"));
        assert_eq!(send(&town, &second, &format!("{path}/phone"), &[]).await.status.as_u16(), 404);
        let read = town.app.db.read().await.unwrap();
        let looks = db::Query::number(&read, "select count(*) from looks", vec![]).await.unwrap();
        assert_eq!(looks, 1, "each look is on record, and a refused one is none");
        drop(read);

        let past = send(&town, &first, &format!("{path}/visit"), &[("visit_at", "2020-01-01T10:00")]).await;
        assert!(past.status.as_u16() == 422 && past.says("请写一个以后的时间") && past.says("2020-01-01T10:00"));
        let set = send(&town, &first, &format!("{path}/visit"), &[("visit_at", "2026-03-02T17:00")]).await;
        assert_eq!(set.status.as_u16(), 303);
        assert!(first.get(&path).await.says("今天 17:00"));
        assert_eq!(send(&town, &first, &format!("{path}/nobody-home"), &[]).await.status.as_u16(), 303);
        let said = send(&town, &first, &format!("{path}/message"), &[("text", "五点到，带扳手。")]).await;
        assert_eq!(said.status.as_u16(), 303);
        assert!(first.get(&path).await.says("五点到，带扳手。"));
        finish(&town, &first, &path).await;
        let secretary = town.staff("secretary", &[Role::Secretary]).await;
        let person = one.to_string();
        let minutes = [("round", "1"), ("person", person.as_str()), ("once", person.as_str()), ("version", "1")];
        let confirmed = secretary.post(&format!("/take/minutes/{order}"), &minutes).await;
        assert_eq!((confirmed.status.as_u16(), confirmed.location.as_str()), (303, "/desk"), "{}", confirmed.text);
    })
    .await;
}

/// Half filled in the form comes back with what was written; filled in it is done, and the door is gone.
async fn finish(town: &Town, browser: &Browser<'_>, path: &str) {
    let page = browser.get(&format!("{path}/done")).await;
    let hidden = |name: &str| {
        let after = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let (once, version) = (hidden("once"), hidden("version"));
    let form = |minutes: &'static str| {
        [("outcome", "solved"), ("text", "换了垫圈"), ("minutes", minutes), ("once", &*once), ("version", &*version)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let post = async |minutes: &'static str| {
        let fields = form(minutes);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.upload(&format!("{path}/done"), &fields, &[]).await
    };
    let wrong = post("很久").await;
    assert!(wrong.status.as_u16() == 422 && wrong.says("请写分钟数") && wrong.says("换了垫圈") && wrong.says("很久"));
    for _ in 0..3 {
        assert_eq!(post("40").await.status.as_u16(), 303, "sent again it is done once");
    }
    let after = browser.get(path).await;
    assert!(after.status.as_u16() == 404 && !after.says("201"), "once done, the door is not shown any more");
    assert!(browser.get("/take").await.says("还没有接下的事"));
    let rows = town.app.db.read().await.unwrap();
    let helpers =
        db::Query::number(&rows, "select cast(sum(minutes) as bigint) from order_helpers", vec![]).await.unwrap();
    assert_eq!(helpers, 40);
}

#[tokio::test]
async fn a_no_and_a_return_need_no_reason_and_leave_nothing() {
    on_both(circles, async |town| {
        let ((one, first), (two, second)) = (member(&town, "member").await, member(&town, "member2").await);
        let order = offered(&town, &[one, two]).await;
        let path = format!("/take/{order}");
        for _ in 0..2 {
            let no = send(&town, &second, &format!("{path}/decline"), &[]).await;
            assert_eq!((no.status.as_u16(), no.location.as_str()), (303, "/take"));
        }
        assert!(second.get("/take").await.says("现在没有合适您的事"));
        send(&town, &first, &format!("{path}/take"), &[]).await;
        let page = first.get(&format!("{path}/return")).await;
        assert!(page.says("不会记在您名下") && !page.says("required"));
        let word = town.app.new_id().to_string();
        let back = send(&town, &first, &format!("{path}/return"), &[("word", &word), ("text", "")]).await;
        assert_eq!((back.status.as_u16(), back.location.as_str()), (303, "/take"));
        assert!(first.get("/take").await.says("社区会另外找人"));
        assert_eq!(first.get(&path).await.status.as_u16(), 404);
    })
    .await;
}

/// A team with these people, the first of whom leads it.
async fn team(town: &Town, people: &[PersonId]) -> BodyId {
    let id = town.app.new_id();
    let mut write = town.app.db.write(&town.house(), "town.found", &[]).await.unwrap();
    let row = db::row! { id: id, community: town.community.0, kind: "team", name_zh: "党员先锋队", phone: "" };
    write.create(&db::Record { table: "bodies" }, row).await.unwrap();
    for (at, person) in people.iter().enumerate() {
        let row = db::row! { body_id: id, person_id: person.0, leads: at == 0, since: town.app.now() };
        write.insert("body_members", row).await.unwrap();
    }
    write.commit().await.unwrap();
    BodyId(id)
}

#[tokio::test]
async fn a_leader_asks_people_of_the_team_by_name_and_the_first_to_take_it_has_it() {
    on_both(circles, async |town| {
        let ((lead, leader), (one, first), (two, second)) =
            (member(&town, "leader").await, member(&town, "member").await, member(&town, "member2").await);
        let (stranger, outside) = member(&town, "member3").await;
        let order = offered(&town, &[stranger]).await;
        let path = format!("/take/{order}");
        assert_eq!(
            outside.get(&format!("{path}/hand")).await.status.as_u16(),
            404,
            "who leads no team hands nothing on"
        );
        let team = team(&town, &[lead, one, two]).await;
        let account = town.account("worker2", &[Role::Worker], None).await;
        let worker = town.doer(account, None, &[Role::Worker]);
        let asked = Dispatching::to(vec![Target::Body(team)]);
        dispatch(&town.app, &worker, aim(&town, &worker, order).await, &asked).await.unwrap();
        assert_eq!(send(&town, &second, &format!("{path}/decline"), &[]).await.status.as_u16(), 303);

        assert!(leader.get("/take").await.says("/hand\""));
        let page = leader.get(&format!("{path}/hand")).await;
        assert!(page.says("合适的队员") && page.says("<b>member<") && page.says("谁先接谁办"), "{}", page.text);
        assert!(!page.says("<b>member2<") && !page.says("<b>member3<") && !page.says("<b>leader<"), "{}", page.text);
        let none = send(&town, &leader, &format!("{path}/hand"), &[]).await;
        assert_eq!(none.status.as_u16(), 422, "{}", none.text);
        let other = [("people", &*stranger.to_string())];
        assert_eq!(send(&town, &leader, &format!("{path}/hand"), &other).await.status.as_u16(), 404);
        let by_name = [("people", &*one.to_string())];
        for _ in 0..2 {
            let handed = send(&town, &leader, &format!("{path}/hand"), &by_name).await;
            assert_eq!((handed.status.as_u16(), handed.location.as_str()), (303, "/take"), "{}", handed.text);
        }
        assert!(leader.get(&format!("{path}/hand")).await.says("现在没有可以再问的队员"));
        for tag in ["bo", "en"] {
            leader.speak(tag);
            assert!(!leader.get(&format!("{path}/hand")).await.says("⟦"));
        }
        assert_eq!(first.get(&format!("{path}/hand")).await.status.as_u16(), 404);
        assert_eq!(send(&town, &first, &format!("{path}/take"), &[]).await.location, path);
        assert_eq!(leader.get(&format!("{path}/hand")).await.status.as_u16(), 404, "taken is taken");
    })
    .await;
}

#[tokio::test]
async fn strangers_find_nothing_here() {
    on_both(circles, async |town| {
        let (one, _) = member(&town, "member").await;
        let (_, other) = member(&town, "member2").await;
        let path = format!("/take/{}", offered(&town, &[one]).await);
        for (name, want) in [("", 404), ("/done", 404), ("/return", 404)] {
            assert_eq!(other.get(&format!("{path}{name}")).await.status.as_u16(), want, "{name}");
        }
        for name in ["take", "decline", "phone", "visit", "nobody-home", "message", "return"] {
            let fields = [("visit_at", "2026-03-02T17:00"), ("text", "话")];
            let seen = send(&town, &other, &format!("{path}/{name}"), &fields).await;
            assert_eq!(seen.status.as_u16(), 404, "{name}");
        }
        let resident = town.staff("resident", &[Role::Resident]).await;
        assert_eq!(resident.get("/take").await.status.as_u16(), 404);
        assert_eq!(town.browser().get("/take").await.status.as_u16(), 401);
    })
    .await;
}
