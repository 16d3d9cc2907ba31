//! RL6: a thousand people with names, phones and doors that occur nowhere else ask for things; none of it stands in
//! prints, public pages, overseers' pages or the log. Totals hide what fewer than ten people make up.

use super::pages::plain_paths;
use super::scene::{Scene, account, ask, desk, helper, offered, once, says, scene};
use super::schema::columns;
use crate::tests::own_circles;
use base::{Locale, Role};
use db::{row, values};
use kernel::notify::{HttpGateway, MailServer};
use neighbourhood::points::ledger::BALANCES;
use neighbourhood::points::store::{AWARDS, MEMBERS};
use registry::people::{NewPerson, register_in};
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use testkit::{Browser, GatewayServer, Manner, SmtpServer, Town, on_both};
use uuid::Uuid;

/// How many are planted.
const PEOPLE: usize = 1_000;
/// People behind a figure that may be shown.
const PEOPLE_MIN: i64 = 10;

/// A planted one-time address.
const SECRET: &str = "planted-secret-9f2c";
/// A planted mailbox.
const MAILBOX: &str = "planted-mailbox@example.org";

/// What is planted of one person.
struct Planted {
    name: String,
    phone: String,
    door: String,
}

impl Planted {
    fn number(number: usize) -> Self {
        Self {
            name: format!("植氏{number:04}名"),
            phone: format!("000-7{:03}-{number:04}", 111),
            door: format!("9{number:04}门"),
        }
    }

    /// The person's words would tell everything, if they stood somewhere.
    fn body(&self) -> String {
        format!("{}，{}，电话{}", self.name, self.door, self.phone)
    }
}

/// Whatever of the planted stands in a text.
fn hit(text: &str) -> Option<String> {
    if text.contains("植氏") {
        return Some("a name".to_owned());
    }
    if text.contains("000-7111-") || text.contains("0007111") || text.contains("000 7111") {
        return Some("a phone".to_owned());
    }
    let doors =
        text.match_indices('门').map(|(at, _)| text[..at].chars().rev().take_while(char::is_ascii_digit).count());
    doors.into_iter().find(|digits| *digits == 5).map(|_| "a door".to_owned())
}

/// A thousand people, each with an account in the points scheme, an award under notice and an order in some state.
async fn plant(town: &Town, place: Scene, order: &str) {
    let from: Uuid = order.parse().unwrap();
    let door = town.app.db.read().await.unwrap();
    let rest = columns(town, &door, "orders").await;
    drop(door);
    let own = [
        "id",
        "number",
        "state",
        "title",
        "body",
        "called",
        "door",
        "stairway",
        "phone_sealed",
        "phone_index",
        "asked_by",
        "building_id",
    ];
    let rest: Vec<String> = rest.into_iter().filter(|column| !own.contains(&column.as_str())).collect();
    let rest = rest.join(", ");
    let sql = format!(
        "insert into orders (id, number, state, title, body, called, door, stairway, phone_sealed, phone_index, asked_by, building_id, {rest})
         select $1, $2, $3, $4, $5, $6, $7, '2', p.phone_sealed, p.phone_index, p.id, $8, {rest}
         from orders o, people p where o.id = $9 and p.id = $10"
    );
    let sql = sql.replace(
        &format!("$8, {rest}"),
        &format!("$8, {}", rest.split(", ").map(|c| format!("o.{c}")).collect::<Vec<_>>().join(", ")),
    );
    let states = ["submitted", "accepted", "dispatched", "in_progress", "resolved", "verified", "closed", "rejected"];
    let mut write = town.app.db.write(&town.house(), "people.plant", &[]).await.unwrap();
    for number in 0..PEOPLE {
        let planted = Planted::number(number);
        let new = NewPerson {
            id: None,
            name: planted.name.clone(),
            phone: Some(planted.phone.clone()),
            language: Locale::ZhCn,
            building: Some(place.building),
            door: Some(("2".to_owned(), planted.door.clone())),
        };
        let person = register_in(&town.app, &mut write, new).await.unwrap();
        // The office has given half of them a title; the rest still has only the resident's words.
        let title = (number % 2 == 0).then_some("搬两袋米");
        let state = states[number % states.len()];
        let line = values![
            town.app.new_id(),
            50_000 + i64::try_from(number).unwrap(),
            state,
            title,
            planted.body(),
            planted.name.clone(),
            planted.door.clone(),
            place.building.0,
            from,
            person.0
        ];
        assert_eq!(write.run(&sql, line).await.unwrap(), 1);
        if number % 4 == 0 {
            award(town, &mut write, (person.0, from)).await;
        }
    }
    write.commit().await.unwrap();
}

async fn award(town: &Town, write: &mut db::Write, (person, order): (Uuid, Uuid)) {
    let now = town.app.now();
    let member = row! {
        id: person, community: town.community.0, passbook: person.simple().to_string(), keeps_points: true,
        shows_name: false, joined_at: now,
    };
    write.create(&MEMBERS, member).await.unwrap();
    let award = row! {
        id: town.app.new_id(), community: town.community.0, person_id: person, order_id: order, order_number: 1_i64,
        round: 1_i64, minutes: 40_i64, counted_minutes: 45_i64, permille: 1000_i64, points: 8_i64,
        served_on: now.date_naive(), recorded_at: now, final_at: now + chrono::Duration::days(5), state: "pending",
    };
    write.create(&AWARDS, award).await.unwrap();
}

/// What the program writes into its log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn rl6_a_thousand_people_leave_no_name_phone_or_door() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    on_both(own_circles, async |town| {
        let place = scene(&town).await;
        let order = ask(&town.browser(), "living-carrying", &[]).await;
        plant(&town, place, &order).await;
        town.work().await;
        exports(&town, place).await;
        lists_for_others(&town).await;
        by_hand(&town, place).await;
        news(&town, place).await;
    })
    .await;
    log.clone().flush().unwrap();
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.lines().count() > 100 && text.contains("/desk/register"), "the log was listened to");
    for line in text.lines() {
        assert!(!line.contains("planted-mailbox"), "the log holds a mailbox: {line}");
        assert!(!line.contains(SECRET), "the log holds a one-time address: {line}");
        assert!(hit(line).is_none(), "the log says {:?}: {line}", hit(line));
    }
}

/// Prints of lists, in every filter; and health.
async fn exports(town: &Town, place: Scene) {
    let worker = town.staff("worker", &[Role::Worker]).await;
    let mut paths = vec!["/desk/print".to_owned(), "/desk/register/print".to_owned(), "/healthz".to_owned()];
    for state in ["submitted", "accepted", "in_progress", "closed", "rejected"] {
        paths.push(format!("/desk/register/print?state={state}"));
    }
    paths.push(format!("/desk/register/print?sort=due&compound={}", place.compound));
    for tag in ["zh-CN", "bo", "en"] {
        worker.speak(tag);
        let some = if tag == "zh-CN" { paths.len() } else { 1 };
        for path in paths.iter().take(some) {
            let page = worker.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(hit(&page.text).is_none(), "{path} in {tag} shows {:?}", hit(&page.text));
        }
    }
    // Every planted matter is in charge of this worker, and the resident wrote last.
    town.tamper("update orders set in_charge = (select id from accounts where login = 'worker') where number >= 50000")
        .await;
    let handover = worker.get("/desk/handover/print").await;
    assert!(handover.status == 200 && handover.text.matches("<tr>").count() > 300, "{}", handover.status);
    assert!(hit(&handover.text).is_none(), "the hand-over list shows {:?}", hit(&handover.text));
    for path in ["/figures", "/figures/print", "/figures/sheet?as=csv", "/figures?along=place&when=2026"] {
        let page = worker.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(hit(&page.text).is_none(), "{path} shows {:?}", hit(&page.text));
    }
    let once = town.app.new_id().to_string();
    let file = worker.post("/desk/register/exports", &[("once", &once), ("filters", ""), ("as", "csv")]).await.location;
    let file = worker.get(&format!("{file}/file")).await;
    assert!(file.status == 200 && file.text.lines().count() > PEOPLE, "{}", file.text);
    assert!(hit(&file.text).is_none(), "the register's file shows {:?}", hit(&file.text));
    let register = worker.get("/desk/register/print?state=submitted").await;
    assert!(register.text.matches("<tr>").count() > 50, "the planted orders are in the print");
}

/// Everything that anyone, a stranger with an account, and an overseer can open.
async fn lists_for_others(town: &Town) {
    let (_, resident) = account(town, "stranger", Role::Resident).await;
    let (_, member) = helper(town, "stranger2", Role::Member).await;
    let readers: Vec<(&str, Browser<'_>)> = vec![
        ("visitor", town.browser()),
        ("resident", resident),
        ("member", member),
        ("overseer", town.staff("overseer", &[Role::Overseer]).await),
        ("supervisor", town.staff("supervisor", &[Role::Supervisor]).await),
        ("admin", town.staff("admin", &[Role::Administrator]).await),
    ];
    for (name, browser) in &readers {
        let mut opened = 0;
        for path in plain_paths(town) {
            let page = browser.get(&path).await;
            opened += usize::from(page.status == 200);
            assert!(hit(&page.text).is_none(), "{path} by {name} shows {:?}", hit(&page.text));
        }
        assert!(opened > 5, "{name} opened {opened} pages");
    }
    let notice = town.browser().get("/points/notice").await;
    assert!(notice.text.matches("<tr>").count() > 10, "the notice has lines: {}", notice.text);
}

/// The planted words pass through forms, refusals and searches; the log hears of all of it.
async fn by_hand(town: &Town, place: Scene) {
    let planted = Planted::number(17);
    let (body, building) = (planted.body(), place.building.to_string());
    let visitor = town.browser();
    let fields = [
        ("body", body.as_str()),
        ("place", building.as_str()),
        ("stairway", "2"),
        ("door", planted.door.as_str()),
        ("called", planted.name.as_str()),
        ("phone", planted.phone.as_str()),
    ];
    let order = ask(&visitor, "living-carrying", &fields).await;
    let worker = town.staff("worker2", &[Role::Worker]).await;
    let found = worker
        .upload(
            "/desk/new",
            &[("once", &once(town)), ("version", "0"), ("phone", &planted.phone), ("step", "look")],
            &[],
        )
        .await;
    assert!(found.says(&planted.name), "the worker finds the caller: {}", found.text);
    let wrong = [("once", "no id"), ("body", body.as_str()), ("called", &planted.name), ("phone", &planted.phone)];
    worker.upload("/desk/new", &wrong, &[]).await;
    worker.get(&format!("/search?q={}", planted.phone)).await;
    worker.post("/search", &[("q", &planted.phone)]).await;
    worker.post("/people", &[("q", &planted.phone)]).await;
    worker.get(&format!("/desk/orders/{order}")).await;
    let shown = worker.post(&format!("/desk/orders/{order}/phone"), &[("reason", "问门牌")]).await;
    assert!(shown.status == 200 && hit(&shown.text).is_some());
    let (person, first) = helper(town, "member", Role::Member).await;
    offered(town, &worker, &order, &[person]).await;
    super::scene::hands(town, &first, &order, "take", &[]).await;
    first.get(&format!("/take/{order}")).await;
    desk(town, &worker, &order, "notes", &[("text", &body)]).await;
    visitor.post("/register/code", &[("phone", &planted.phone)]).await;
    visitor.post("/sign-in", &[("login", &planted.phone), ("password", "wrong")]).await;
    visitor.get(&format!("/set-password/{SECRET}")).await;
    visitor.get(&format!("/nowhere?q={}", planted.phone)).await;
    town.later(chrono::Duration::days(3)).await;
}

/// What is told to phones, mailboxes and inboxes of planted people about matters full of planted words; and what the log
/// hears when it does not arrive.
async fn news(town: &Town, place: Scene) {
    let planted = Planted::number(PEOPLE + 1);
    let (body, building) = (planted.body(), place.building.to_string());
    let person = super::scene::person(town, &planted.name, Some(&planted.phone)).await;
    let account = town.account("planted", &[Role::Resident], Some(person)).await;
    let resident = town.sign_in(account).await;
    assert_eq!(resident.post("/me/notices/mail", &[("mail", MAILBOX)]).await.status, 303);
    let code: String = town.ways.letters().pop().unwrap().text.chars().filter(char::is_ascii_digit).take(6).collect();
    assert_eq!(resident.post("/me/notices/mail/confirm", &[("code", &code)]).await.status, 303);
    let worker = town.staff("worker3", &[Role::Worker]).await;
    let (member, first) = helper(town, "member3", Role::Member).await;
    let fields = [("body", body.as_str()), ("place", building.as_str()), ("stairway", "2"), ("door", &planted.door)];
    let order = ask(&resident, "living-carrying", &fields).await;
    desk(town, &worker, &order, "ask-back", &[("reason", &body)]).await;
    town.later(chrono::Duration::days(1)).await;
    let rung = town.sent.lock().unwrap().last().cloned().unwrap();
    assert!(rung.1.contains("想请您补充") && rung.0 == planted.phone.replace('-', ""), "{rung:?}");
    says(town, &resident, &order, "answer", &[("text", &body)]).await;
    offered(town, &worker, &order, &[member]).await;
    town.later(chrono::Duration::minutes(1)).await;
    // From here on nothing arrives any more, and the log hears of it.
    let gateway = GatewayServer::start().await.unwrap();
    gateway.answer(503);
    town.ways.texts_by(Arc::new(HttpGateway { url: gateway.url().to_owned(), token: "t".to_owned() }));
    let smtp = SmtpServer::start().await.unwrap();
    smtp.be(Manner::KnowsNobody);
    town.ways.mail_by(Arc::new(MailServer::new(&smtp.url(), "notice@example.org").unwrap()));
    super::scene::hands(town, &first, &order, "take", &[]).await;
    desk(town, &worker, &order, "messages", &[("text", &body)]).await;
    town.later(chrono::Duration::minutes(1)).await;
    assert!(!gateway.seen().is_empty() && smtp.talks() > 0);
    let texts = town.sent.lock().unwrap().iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
    let letters = town.ways.letters().into_iter().map(|letter| format!("{}\n{}", letter.subject, letter.text));
    let told: Vec<String> =
        texts.into_iter().chain(letters).chain(gateway.seen().into_iter().map(|texted| texted.text)).collect();
    assert!(told.len() > 4, "{told:#?}");
    for text in told {
        assert!(hit(&text).is_none() && !text.contains("member3"), "what left says {:?}: {text}", hit(&text));
    }
    let admin = town.staff("admin3", &[Role::Administrator]).await;
    for (name, browser, path) in
        [("resident", &resident, "/inbox"), ("helper", &first, "/inbox"), ("admin", &admin, "/jobs/unsent")]
    {
        let page = browser.get(path).await.text.replace(&planted.name, "");
        assert!(hit(&page).is_none() && !page.contains(MAILBOX), "{path} of the {name} shows {:?}", hit(&page));
    }
    assert!(admin.get("/jobs/unsent").await.says("mail: 550"));
}

#[tokio::test]
async fn rl6_totals_hide_what_few_people_make_up() {
    on_both(own_circles, async |town| {
        // Nine are hidden, ten shown; nine more do not move the figure, the tenth does.
        for (count, members) in [(PEOPLE_MIN - 1, None), (1, Some("10")), (PEOPLE_MIN - 1, Some("10")), (1, Some("20"))] {
            town.clock.advance(chrono::Duration::hours(1));
            let mut write = town.app.db.write(&town.house(), "points.plant", &[]).await.unwrap();
            for _ in 0..count {
                let person = town.app.new_id();
                let member = row! {
                    id: person, community: town.community.0, passbook: person.simple().to_string(), keeps_points: true,
                    shows_name: false, joined_at: town.app.now(),
                };
                write.create(&MEMBERS, member).await.unwrap();
                let hours = row! {
                    id: town.app.new_id(), community: town.community.0, ledger: "hours", kind: "resident", owner: person,
                    posted: 7_777_i64, reserved: 0_i64,
                };
                write.create(&BALANCES, hours).await.unwrap();
            }
            write.commit().await.unwrap();
            town.later(chrono::Duration::days(1)).await;
            let page = town.browser().get("/points/totals").await;
            let told = facts(&page.text);
            assert!(told.len() >= 5, "{}", page.text);
            let hidden = told.iter().filter(|figure| figure.contains("不满 10 人")).count();
            match members {
                Some(members) => assert!(told[0] == members && hidden == 3, "{told:?}"),
                None => assert_eq!(hidden, 5, "{told:?}"),
            }
        }
    })
    .await;
}

/// The figures of a list of facts.
fn facts(html: &str) -> Vec<String> {
    let cells = html.split("<dd class=\"num\">").skip(1).filter_map(|rest| rest.split("</dd>").next());
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// What the one who asks writes about themselves.
const OWN_WORDS: &str = "植氏九名家门口的灯坏了三天";

#[tokio::test]
async fn rl6_who_cares_about_a_matter_or_asked_the_same_sees_nothing_of_its_asker() {
    on_both(own_circles, async |town| {
        let place = format!("b:{}", scene(&town).await.building);
        let (_, asker) = account(&town, "asker", Role::Resident).await;
        let (_, neighbour) = account(&town, "bystander", Role::Resident).await;
        let (worker, visitor) = (town.staff("worker", &[Role::Worker]).await, town.browser());
        let own = [("body", OWN_WORDS), ("place", place.as_str()), ("called", "植氏九"), ("phone", "000-7111-0009")];
        let order = ask(&asker, "facilities-light", &own).await;
        let words = [("title", "路灯不亮"), ("answer", "收到，植氏九"), ("public_title", "三号楼门口的灯不亮")];
        desk(&town, &worker, &order, "accept", &words).await;
        desk(&town, &worker, &order, "notes", &[("text", "植氏九说晚上在家")]).await;
        let hits = |page: &testkit::Seen, what: &str| assert_eq!(hit(&page.text), None, "{what}: {}", page.text);

        // Before asking: the title that the office wrote for everyone, and nothing else.
        let form =
            [("once", once(&town)), ("body", "灯".to_owned()), ("place", place.clone()), ("go", "contact".to_owned())];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        let mut cares = Vec::new();
        for browser in [&neighbour, &visitor] {
            let offered = browser.upload("/ask/facilities-light", &form, &[]).await;
            assert!(offered.says("三号楼门口的灯不亮") && !offered.says("路灯不亮"), "{}", offered.text);
            hits(&offered, "the offer");
            let own = once(&town);
            let cared = browser.post("/cares", &[("once", own.as_str()), ("order", order.as_str())]).await;
            assert_eq!(cared.status, 303, "{}", cared.text);
            cares.push(cared.location.split('?').next().unwrap().to_owned());
        }
        // One who asked the same, and is merged.
        let twin = ask(&visitor, "facilities-light", &[("body", "楼下灯坏了"), ("place", place.as_str())]).await;
        desk(&town, &worker, &twin, "merge", &[("into", order.as_str()), ("text", "是同一盏灯")]).await;
        for (browser, care) in [(&neighbour, &cares[0]), (&visitor, &cares[1])] {
            let pages =
                [care.clone(), "/matters".to_owned(), format!("/matters/{twin}"), format!("/matters/{twin}/copy")];
            for page in pages {
                hits(&browser.get(&page).await, &page);
            }
            for page in [
                format!("/matters/{order}"),
                format!("/matters/{order}/copy"),
                format!("/orders/{order}/photos/{order}"),
            ] {
                assert_eq!(browser.get(&page).await.status, 404, "{page}");
            }
        }
        let merged = visitor.get(&format!("/matters/{twin}")).await;
        assert!(merged.says("三号楼门口的灯不亮") && merged.says("12345"), "{}", merged.text);
        let care = visitor.get(&cares[1]).await;
        assert!(care.says("三号楼门口的灯不亮") && care.says("12345"), "the way up is on it: {}", care.text);
        assert_eq!(neighbour.get(&cares[1]).await.status, 404, "another's care");
        // The office sees how many, and never who.
        let seen = worker.get(&format!("/desk/orders/{order}")).await;
        assert!(seen.says("2 位邻居") && !seen.says("bystander"), "{}", seen.text);
        // A title for everyone refuses what a community may not ask.
        for term in TERMS_FOR_ALL {
            let version = super::scene::hidden(&seen.text, "version");
            let own = once(&town);
            let form = [("once", own.as_str()), ("version", version.as_str()), ("public_title", term)];
            let refused = worker.post(&format!("/desk/orders/{order}/public-title"), &form).await;
            assert!(refused.status == 422 && refused.says(term), "{}", refused.text);
        }
    })
    .await;
}

/// What no title for everyone may hold.
const TERMS_FOR_ALL: [&str; 4] = ["信仰宗教的人家", "མི་རིགས་གང་ཡིན།", "植氏九家门口", "打 000-7111-0009"];
