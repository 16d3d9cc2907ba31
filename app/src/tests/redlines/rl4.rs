//! RL4: nobody reports on anybody. No form joins another person or household with free words, but for the few that are
//! listed here with their reason; what staff note belongs to a matter and stands in the resident's copy.

use super::forms::{Form, forms};
use super::pages::plain_paths;
use super::scene::{account, ask, desk, done, helper, offered, once, says, scene};
use crate::tests::own_circles;
use axum::http::Method;
use base::{PersonId, Role};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{Browser, Town, on_both};

/// Fields that name a person or a household.
const PERSON_FIELDS: [&str; 11] = [
    "person",
    "people",
    "household",
    "resident",
    "neighbour",
    "worker",
    "colleague",
    "for",
    "without",
    "member",
    "with",
];
/// Addresses under which `{id}` is a person or a household.
const PERSON_PATHS: [&str; 3] = ["/people/{id}", "/linked-units/{id}", "/me/family/{id}"];

/// Forms that name someone and take words, and why each is no report: the route, its words, the reason.
const REVIEWED: [(&str, &[&str], &str); 14] = [
    (
        "/desk/new",
        &["phone", "called", "body", "stairway", "door", "spot", "time", "other"],
        "a matter, for the one who asks",
    ),
    (
        "/ask/{kind}",
        &["body", "called", "stairway", "door", "spot", "time", "other"],
        "a matter, for oneself or who agreed",
    ),
    (
        "/people/{id}/edit",
        &["name", "phone", "stairway", "door"],
        "how someone is called and reached, no words about them",
    ),
    (
        "/people/{id}/phone",
        &["reason"],
        "why the reader looks at a number: about the reader, and the person can read it",
    ),
    ("/people/{id}/family", &["name", "phone"], "who acts for someone, with both agreeing"),
    ("/linked-units/{id}/edit", &["name"], "the unit's name"),
    ("/linked-units/{id}/doors", &["stairway", "door"], "which door belongs to the unit"),
    (
        "/points/people/{person}/corrections",
        &["amount", "reason"],
        "why a booking is put right: two people, the person is told",
    ),
    (
        "/points/people/{person}/praise",
        &["reason"],
        "praise, which the person reads first and can end without anyone knowing; it takes no name",
    ),
    ("/grids/new", &["code", "name_zh", "name_bo", "name_en", "phone"], "a grid and its named worker"),
    ("/grids/{id}/change", &["name_zh", "name_bo", "name_en", "phone"], "a grid and its named worker"),
    ("/take/{id}/done", &["text"], "a matter: what was done, with whom"),
    (
        "/desk/handover",
        &["note", "own_note"],
        "a matter: what the colleague who goes on with it should know; a note of the matter, in the resident's copy",
    ),
    ("/desk/orders/{id}/dispatch", &["title"], "a matter: its title for who is asked"),
];
/// Routes that name a person or a household in their address, and have no words at all.
const WORDLESS: [&str; 12] = [
    "/people/{id}/leave",
    "/people/{id}/helping",
    "/linked-units/{id}/close",
    "/linked-units/{id}/doors/{household}/remove",
    "/me/family/{id}/end",
    "/me/family/{id}/change",
    "/me/family/{id}/pause",
    "/me/family/{id}/resume",
    "/bodies/{id}/members/{person}/remove",
    "/points/people/{person}/join",
    "/points/people/{person}/leave",
    "/counter/people/{person}/redemptions",
];

/// The route of an address.
fn route(town: &Town, action: &str) -> String {
    let parts: Vec<&str> = action.split(['?', '#']).next().unwrap_or_default().split('/').collect();
    let fits = |path: &str| {
        let own: Vec<&str> = path.split('/').collect();
        own.len() == parts.len() && own.iter().zip(&parts).all(|(own, part)| own == part || own.starts_with('{'))
    };
    let mut found: Vec<&str> = town
        .site
        .lines
        .iter()
        .filter(|line| line.method == Method::POST)
        .map(|line| line.path)
        .filter(|path| fits(path))
        .collect();
    found.sort_by_key(|path| path.matches('{').count());
    found.first().map_or_else(|| panic!("{action} leads nowhere"), |path| (*path).to_owned())
}

fn is_about_someone(path: &str) -> bool {
    path.contains("{person}")
        || path.contains("{household}")
        || PERSON_PATHS.iter().any(|start| path.starts_with(start))
}

/// What one form of a page joins.
fn check(route: &str, form: &Form, page: &str) {
    let names = form.fields.iter().any(|field| PERSON_FIELDS.contains(&field.name.as_str()));
    let texts: BTreeSet<&str> =
        form.texts().map(|field| field.name.as_str()).filter(|name| !name.starts_with("answer_")).collect();
    if texts.is_empty() || !(names || is_about_someone(route)) {
        return;
    }
    let reviewed = REVIEWED.iter().find(|(known, ..)| *known == route);
    let (_, words, _) = reviewed.unwrap_or_else(|| panic!("{page}: {route} joins a person with the words {texts:?}"));
    for text in texts {
        assert!(words.contains(&text), "{page}: {route} takes the words {text} about a person");
    }
}

#[tokio::test]
async fn rl4_no_form_joins_another_person_with_free_words() {
    on_both(own_circles, async |town| {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (page, form) in walked(&town).await {
            let route = route(&town, &form.action);
            check(&route, &form, &page);
            *seen.entry(route).or_default() += 1;
        }
        assert!(seen.len() > 50, "{} forms were looked at: {seen:#?}", seen.len());
        // Who is named in an address: either its form was looked at, or it has been read and takes no words.
        for line in town.site.lines.iter().filter(|line| line.method == Method::POST && is_about_someone(line.path)) {
            let known = REVIEWED.iter().any(|(known, ..)| *known == line.path) || WORDLESS.contains(&line.path);
            assert!(known, "{} is about a person: review what it takes", line.path);
        }
        let reviewed = REVIEWED.iter().map(|(path, ..)| *path).chain(WORDLESS);
        let unseen: Vec<&str> = reviewed.filter(|path| !seen.contains_key(*path)).collect();
        assert!(unseen.is_empty(), "reviewed, but no page of this test shows the form: {unseen:?}");
    })
    .await;
}

/// The forms of every page that somebody sees while a matter goes its way.
async fn walked(town: &Town) -> Vec<(String, Form)> {
    let place = scene(town).await;
    let (served, resident) = account(town, "resident", Role::Resident).await;
    let (_, neighbour) = account(town, "neighbour", Role::Resident).await;
    let (member, first) = helper(town, "member", Role::Member).await;
    let roles = [Role::Worker, Role::Secretary, Role::Administrator, Role::Clerk];
    let staff = town.staff("staff", &roles).await;
    let (worker, clerk) = (town.staff("worker", &[Role::Worker]).await, town.staff("clerk", &[Role::Clerk]).await);
    let unit = prepared(town, &staff, &place).await;
    let (reached, ties) = customer(town, &staff).await;
    let mut paths = plain_paths(town);
    paths.extend([served, member, reached].iter().flat_map(|person| {
        ["", "/edit", "/helping", "/family"]
            .map(|page| format!("/people/{person}{page}"))
            .into_iter()
            .chain([format!("/points/people/{person}"), format!("/counter/people/{person}")])
    }));
    paths.extend(ties.iter().map(|tie| format!("/me/family/{tie}")));
    paths.extend([format!("/linked-units/{unit}"), format!("/linked-units/{unit}/edit")]);
    paths.extend(["", "/edit"].map(|page| format!("/places/{}{page}", place.compound)));
    paths.extend(listed(&staff, &["/grids", "/bodies", "/accounts", "/supermarket/goods", "/desk/categories"]).await);
    let readers = [
        ("visitor", town.browser()),
        ("resident", resident),
        ("neighbour", neighbour),
        ("member", first),
        ("staff", staff),
        ("worker", worker),
        ("clerk", clerk),
    ];
    let mut found = Vec::new();
    looked(&mut found, &readers, &paths).await;
    matters(town, &readers, (&mut found, member)).await;
    found
}

/// A linked unit with a door, a grid and its named worker, a team with a member, something on the shelf, points.
async fn prepared(town: &Town, staff: &Browser<'_>, place: &super::scene::Scene) -> String {
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let own = once(town);
        let seen = staff.post(path, &[&[("once", own.as_str()), ("version", "1")], fields].concat()).await;
        assert_eq!(seen.status, 303, "{path}: {}", seen.text);
        seen.location
    };
    let at = post(&format!("/places/{}/units/new", place.compound), &[("name", "一联")]).await;
    let unit = at.rsplit('/').next().unwrap().to_owned();
    let building = place.building.to_string();
    let door = [("building", building.as_str()), ("stairway", "2"), ("door", "201")];
    post(&format!("/linked-units/{unit}/doors"), &door).await;
    let grid = [("code", "G1"), ("name_zh", "一网格"), ("kind", "basic"), ("valid_from", "2026-03-02")];
    let compound = place.compound.to_string();
    post("/grids/new", &[&grid[..], &[("compounds", compound.as_str())]].concat()).await;
    let team = post("/bodies/new", &[("name_zh", "巾帼志愿队"), ("kind", "team")]).await;
    let known = super::scene::person(town, "例队员", None).await.to_string();
    post(&format!("{team}/members"), &[("person", known.as_str())]).await;
    unit
}

/// Someone with a phone, relatives who act for them (one rests), points to spend, and something to spend them on.
async fn customer(town: &Town, staff: &Browser<'_>) -> (PersonId, [String; 2]) {
    let person = super::scene::person(town, "例有福", Some("000-0000-0033")).await;
    let ties = [once(town), once(town)];
    for (own, (name, phone)) in ties.iter().zip([("例有亲", "000-0000-0034"), ("例有友", "000-0000-0035")]) {
        super::scene::person(town, name, Some(phone)).await;
        let tie = [("once", own.as_str()), ("back", ""), ("name", name), ("phone", phone), ("scope", "decide")];
        let tied = staff.post(&format!("/people/{person}/family"), &tie).await;
        assert_eq!(tied.status, 303, "{}", tied.text);
    }
    assert_eq!(staff.post(&format!("/me/family/{}/pause", ties[1]), &[]).await.status, 303);
    let joined = staff.post(&format!("/points/people/{person}/join"), &[("keeps", "points")]).await;
    assert_eq!(joined.status, 303, "{}", joined.text);
    let own = once(town);
    let good = [("once", own.as_str()), ("name_zh", "米"), ("price", "5"), ("origin", "bought"), ("shown", "yes")];
    let made = staff.upload("/supermarket/goods", &good, &[]).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let delivered = [("once", once(town)), ("count", "9".to_owned())];
    let delivered = delivered.each_ref().map(|(name, value)| (*name, value.as_str()));
    let stocked = staff.post(&format!("/supermarket/goods/{own}/deliveries"), &delivered).await;
    assert_eq!(stocked.status, 303, "{}", stocked.text);
    let mut write = town.app.db.write(&town.house(), "points.plant", &[]).await.unwrap();
    let purse = db::row! {
        id: town.app.new_id(), community: town.community.0, ledger: "points", kind: "resident", owner: person.0,
        vintage: town.app.now().date_naive(), posted: 100_i64, reserved: 0_i64,
    };
    write.create(&neighbourhood::points::ledger::BALANCES, purse).await.unwrap();
    write.commit().await.unwrap();
    (person, ties)
}

/// Every page that these lists lead to.
async fn listed(staff: &Browser<'_>, lists: &[&str]) -> Vec<String> {
    let mut paths = Vec::new();
    for list in lists {
        let page = staff.get(list).await.text;
        let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        paths.extend(links.filter(|link| link.starts_with(&format!("{list}/"))).take(4).map(str::to_owned));
    }
    let grids: Vec<String> = paths.iter().filter(|path| path.starts_with("/grids/")).cloned().collect();
    paths.extend(grids.iter().filter(|path| !path.ends_with("/new")).map(|path| format!("{path}/change")));
    paths
}

async fn looked(found: &mut Vec<(String, Form)>, readers: &[(&str, Browser<'_>)], paths: &[String]) {
    for (name, browser) in readers {
        for path in paths {
            let page = browser.get(path).await;
            found.extend(forms(&page.text, path).into_iter().map(|form| (format!("{path} by {name}"), form)));
        }
    }
}

/// A matter from asking to its second round, looked at by everyone after every step.
async fn matters(town: &Town, readers: &[(&str, Browser<'_>)], (found, member): (&mut Vec<(String, Form)>, PersonId)) {
    let by = |wanted: &str| &readers.iter().find(|(name, _)| *name == wanted).unwrap().1;
    let (resident, first, worker) = (by("resident"), by("member"), by("worker"));
    let order = ask(resident, "living-carrying", &[]).await;
    let pages: Vec<String> =
        ["/matters/{}", "/desk/orders/{}", "/take/{}", "/take/{}/done", "/take/{}/return", "/take/checks/{}"]
            .map(|page| page.replace("{}", &order))
            .into_iter()
            .chain(
                ["/desk", "/desk/handover", "/take", "/ask/living-carrying", "/ask/facilities-light"]
                    .map(str::to_owned),
            )
            .collect();
    looked(found, readers, &pages).await;
    desk(town, worker, &order, "ask-back", &[("reason", "几袋？")]).await;
    looked(found, readers, &pages).await;
    says(town, resident, &order, "answer", &[("text", "两袋")]).await;
    offered(town, worker, &order, &[member]).await;
    looked(found, readers, &pages).await;
    super::scene::hands(town, first, &order, "take", &[]).await;
    looked(found, readers, &pages).await;
    let fields = [("outcome", "solved"), ("text", "搬好了"), ("minutes", "40")];
    super::scene::hands(town, first, &order, "done", &fields).await;
    looked(found, readers, &pages).await;
    says(town, resident, &order, "solved", &[("minutes_right", "yes")]).await;
    looked(found, readers, &pages).await;
    says(town, resident, &order, "not-solved", &[("text", "还差一袋")]).await;
    looked(found, readers, &pages).await;
    // The form for contact follows the first page of asking.
    let contact = resident
        .upload(
            "/ask/living-carrying",
            &[("once", &once(town)), ("body", "米"), ("place", "none"), ("go", "contact")],
            &[],
        )
        .await;
    assert_eq!(contact.status, 200, "{}", contact.text);
    found.extend(forms(&contact.text, "/ask/living-carrying").into_iter().map(|form| ("contact".to_owned(), form)));
    let known = worker
        .post("/desk/new", &[("once", &once(town)), ("version", "0"), ("phone", "000-0000-0009"), ("step", "look")])
        .await;
    found.extend(forms(&known.text, "/desk/new").into_iter().map(|form| ("known".to_owned(), form)));
}

#[tokio::test]
async fn rl4_linked_units_take_no_words_about_a_household() {
    on_both(own_circles, async |town| {
        let place = scene(&town).await;
        let staff = town.staff("staff", &[Role::Worker]).await;
        let unit = prepared(&town, &staff, &place).await;
        // Words that somebody sends along are kept nowhere.
        let building = place.building.to_string();
        let version = super::scene::hidden(&staff.get(&format!("/linked-units/{unit}")).await.text, "version");
        let secret = "晚上有人来";
        let form = [
            ("version", version.as_str()),
            ("building", &building),
            ("stairway", "1"),
            ("door", "101"),
            ("note", secret),
            ("text", secret),
            ("reason", secret),
        ];
        let sent = staff.post(&format!("/linked-units/{unit}/doors"), &form).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert!(!staff.get(&format!("/linked-units/{unit}")).await.says(secret));
        let door = town.app.db.read().await.unwrap();
        let columns = super::schema::columns(&town, &door, "linked_unit_households").await;
        assert_eq!(columns, ["unit_id", "household_id"]);
    })
    .await;
}

#[tokio::test]
async fn rl4_notes_belong_to_a_matter_and_stand_in_the_copy() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let (person, resident) = account(&town, "resident", Role::Resident).await;
        let worker = town.staff("worker", &[Role::Worker]).await;
        let (member, first) = helper(&town, "member", Role::Member).await;
        let order = ask(&resident, "living-carrying", &[]).await;
        desk(&town, &worker, &order, "notes", &[("text", "电梯坏了，走楼梯")]).await;
        offered(&town, &worker, &order, &[member]).await;
        done(&town, &first, &order).await;
        let copy = resident.get(&format!("/matters/{order}/copy")).await;
        assert!(copy.says("电梯坏了，走楼梯") && copy.says("worker"), "{}", copy.text);
        for path in [format!("/people/{person}"), format!("/people/{person}/edit"), format!("/points/people/{person}")]
        {
            assert!(!worker.get(&path).await.says("电梯坏了"), "{path}");
        }
        let door = town.app.db.read().await.unwrap();
        for table in super::schema::tables(&town, &door).await {
            let columns = super::schema::columns(&town, &door, &table).await;
            let notes = columns.iter().any(|column| column.contains("note") && column != "notice_key");
            let about = ["people", "households", "helpers", "points_members"].contains(&table.as_str());
            assert!(!(notes && about), "{table} keeps notes");
        }
    })
    .await;
}
