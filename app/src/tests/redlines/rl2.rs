//! RL2: nothing counts, groups or sorts people by what they did; one helper's past changes nobody's page; a rating is
//! of the matter and meets no helper.

use super::pages::{assert_same, masked, plain_paths, walk};
use super::scene::{account, ask, done, helper, offered, says, scene};
use super::schema::columns;
use super::sources::statements;
use crate::tests::own_circles;
use base::{PersonId, Role};
use testkit::{Browser, Town, on_both};
use uuid::Uuid;

/// Every `group by` of the program, and why it grades nobody.
const GROUPS: [(&str, &str, &str); 3] = [
    ("looks/store.rs", "field", "how often each field was looked at in a month, without by whom and at whom"),
    ("orders/lists.rs", "desk_box", "how many matters stand in each box of the desk"),
    ("orders/suggest.rs", "person", "how many matters somebody holds at this moment, so that nobody is overloaded"),
];
/// What a result of a person is called; no list is sorted by it.
const RESULTS: [&str; 12] =
    ["minutes", "points", "grade", "rating", "posted", "hours", "count(", "sum(", "avg(", "amount", "calls", "returns"];
/// Orders by something that is called like a result and is none of a person.
const SORTED: [(&str, &str, &str); 0] = [];

#[test]
fn rl2_no_question_groups_or_sorts_people_by_results() {
    let statements = statements();
    let mut used = 0;
    for sql in &statements {
        for group in sql.text.split("group by ").skip(1) {
            let by = group.split([' ', ',']).next().unwrap_or_default();
            let known = GROUPS.iter().any(|(file, column, _)| sql.file.ends_with(file) && *column == by);
            assert!(known, "{} groups by {by}: is it a figure about people?\n{}", sql.file, sql.text);
            used += 1;
        }
        assert!(!sql.text.contains("having "), "{}: {}", sql.file, sql.text);
        for order in sql.text.split("order by ").skip(1) {
            let by = order.split(" limit").next().unwrap_or_default();
            let bad = RESULTS.iter().find(|word| by.contains(**word));
            let known = SORTED.iter().any(|(file, part, _)| sql.file.ends_with(file) && by.contains(part));
            assert!(bad.is_none() || known, "{} sorts by {by}\n{}", sql.file, sql.text);
        }
    }
    assert_eq!(used, GROUPS.len(), "each reviewed group is still there");
}

#[test]
fn rl2_no_question_brings_a_rating_to_a_helper() {
    let mut found = 0;
    for sql in statements().iter().filter(|sql| sql.text.contains("order_ratings")) {
        found += 1;
        for word in ["person", "helper", "holder", "account", "people", "join", "by_"] {
            assert!(!sql.text.contains(word), "{} joins a rating with {word}: {}", sql.file, sql.text);
        }
    }
    assert!(found > 0, "ratings are read somewhere");
}

#[tokio::test]
async fn rl2_no_route_ranks_watches_or_counts_people() {
    let town = Town::on_sqlite(own_circles()).await;
    for line in &town.site.lines {
        for word in [
            "rank",
            "leaderboard",
            "top",
            "score",
            "grade",
            "statistic",
            "quota",
            "mileage",
            "track",
            "check-in",
            "online",
            "streak",
            "performance",
            "rating",
        ] {
            assert!(!line.path.split(['/', '-', '_']).any(|part| part == word), "{}", line.path);
        }
    }
}

#[tokio::test]
async fn rl2_ratings_have_no_column_of_a_person() {
    on_both(own_circles, async |town| {
        let door = town.app.db.read().await.unwrap();
        let columns = columns(&town, &door, "order_ratings").await;
        assert!(!columns.is_empty());
        for word in ["person", "account", "helper", "body", "holder", "by_"] {
            assert!(columns.iter().all(|column| !column.contains(word)), "{columns:?}");
        }
    })
    .await;
}

struct Readers<'t> {
    watched: PersonId,
    other: PersonId,
    own: Browser<'t>,
    all: Vec<(&'static str, Browser<'t>)>,
}

/// The helper whose past changes, one who takes it over, and everyone who looks on.
async fn readers(town: &Town) -> Readers<'_> {
    let (watched, own) = helper(town, "watched", Role::Member).await;
    let (other, _) = helper(town, "other", Role::Member).await;
    let (_, member2) = helper(town, "member2", Role::Member).await;
    let (_, leader) = helper(town, "leader", Role::TeamLeader).await;
    let (_, resident) = account(town, "neighbour", Role::Resident).await;
    // A browser's first page makes its session; what is compared comes after it.
    let visitor = town.browser();
    visitor.get("/").await;
    let mut all = vec![("visitor", visitor), ("member2", member2), ("leader", leader), ("neighbour", resident)];
    for (name, role) in [
        ("worker", Role::Worker),
        ("grid", Role::GridWorker),
        ("secretary", Role::Secretary),
        ("clerk", Role::Clerk),
        ("overseer", Role::Overseer),
        ("admin", Role::Administrator),
    ] {
        all.push((name, town.staff(name, &[role]).await));
    }
    Readers { watched, other, own, all }
}

/// Every page without a parameter, the pages of people, and these matters, by everyone who is not the one.
async fn pages(town: &Town, readers: &Readers<'_>, orders: &[String]) -> Vec<(String, String)> {
    let mut paths = plain_paths(town);
    for person in [readers.watched, readers.other] {
        paths.extend(["", "/helping", "/family"].map(|page| format!("/people/{person}{page}")));
        paths.push(format!("/points/people/{person}"));
        paths.push(format!("/counter/people/{person}"));
    }
    for order in orders {
        paths.extend([format!("/desk/orders/{order}"), format!("/take/{order}"), format!("/matters/{order}")]);
    }
    let mut seen = Vec::new();
    for (name, browser) in &readers.all {
        // Who has a matter open at this moment is nobody's past (`here.rs`): each reader comes alone.
        town.app.db.housekeeping().run("delete from order_presences", vec![]).await.unwrap();
        seen.extend(walk(name, browser, &paths).await);
    }
    seen
}

/// Closed matters by the dozen: copies of one that was played, with helper, minutes and grade.
async fn multiply(town: &Town, order: &str, (helper, grade): (PersonId, i64)) -> Vec<Uuid> {
    let from: Uuid = order.parse().unwrap();
    let door = town.app.db.read().await.unwrap();
    let columns = columns(town, &door, "orders").await;
    drop(door);
    let rest: Vec<String> = columns.into_iter().filter(|column| !["id", "number"].contains(&column.as_str())).collect();
    let rest = rest.join(", ");
    let mut write = town.app.db.write(&town.house(), "orders.multiply", &[]).await.unwrap();
    let mut made = Vec::new();
    for number in 0..40_i64 {
        let id = town.app.new_id();
        let sql = format!("insert into orders (id, number, {rest}) select $1, $2, {rest} from orders where id = $3");
        assert_eq!(write.run(&sql, db::values![id, 90_000 + number, from]).await.unwrap(), 1);
        // Half of them they did as the one who came along.
        let hand = if number % 2 == 0 { "holder_person" } else { "holder_person = null, companion_person" };
        let sql = format!("update orders set asked_by = null, {hand} = $2 where id = $1");
        write.run(&sql, db::values![id, helper.0]).await.unwrap();
        let helped = db::row! {
            order_id: id, round: 1_i64, person_id: helper.0, minutes: 40_i64, served_at: town.app.now(),
            confirmed_at: Some(town.app.now()), told_at: Some(town.app.now()),
        };
        write.insert("order_helpers", helped).await.unwrap();
        let rating = db::row! {
            id: town.app.new_id(), community: town.community.0, order_id: id, round: 1_i64, at: town.app.now(), grade: grade,
        };
        write.insert("order_ratings", rating).await.unwrap();
        made.push(id);
    }
    // Without a record changed there is no leaf, and nothing would be kept.
    write.touch(&db::Record { table: "divisions" }, town.community.0).await.unwrap();
    write.commit().await.unwrap();
    made
}

async fn run(town: &Town, sql: &str, values: Vec<db::Value>) {
    let mut write = town.app.db.write(&town.house(), "orders.past", &[]).await.unwrap();
    assert!(write.run(sql, values).await.unwrap() > 0, "{sql}");
    // Without a record changed there is no leaf, and nothing would be kept.
    write.touch(&db::Record { table: "divisions" }, town.community.0).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn rl2_one_helpers_past_changes_nobody_elses_page() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let (_, asker) = account(&town, "asker", Role::Resident).await;
        let readers = readers(&town).await;
        let worker = town.staff("desk", &[Role::Worker]).await;
        let mut orders = Vec::new();
        for _ in 0..2 {
            orders.push(ask(&asker, "living-carrying", &[]).await);
        }
        offered(&town, &worker, &orders[0], &[readers.watched]).await;
        done(&town, &readers.own, &orders[0]).await;
        says(&town, &asker, &orders[0], "solved", &[("minutes_right", "yes")]).await;
        says(&town, &asker, &orders[0], "rate", &[("grade", "5")]).await;
        super::scene::desk(&town, &worker, &orders[1], "accept", &[("title", "再搬"), ("answer", "好")]).await;
        let made = multiply(&town, &orders[0], (readers.watched, 5)).await;
        town.work().await;
        let good = pages(&town, &readers, &orders).await;
        assert!(good.iter().any(|(name, text)| name.contains("/desk/orders/") && text.contains("watched")));

        // The same matters, rated as badly as can be, after more hours and many calls.
        run(&town, "update order_ratings set grade = 1", vec![]).await;
        run(&town, "update order_helpers set minutes = 7 where order_id <> $1", db::values![uuid(&orders[0])]).await;
        // They gave back and passed over what they were offered, forty times.
        let mut write = town.app.db.write(&town.house(), "orders.past", &[]).await.unwrap();
        for order in &made {
            let pass = db::row! { order_id: *order, person_id: readers.watched.0 };
            write.insert("order_passes", pass).await.unwrap();
        }
        write.touch(&db::Record { table: "divisions" }, town.community.0).await.unwrap();
        write.commit().await.unwrap();
        let bad = pages(&town, &readers, &orders).await;
        assert_same(&good, &bad, "bad ratings and many returns");

        // None of it was this helper's work: it was another's.
        let other = readers.other.0;
        let of_made = "order_id in (select id from orders where number >= 90000)";
        run(&town, &format!("update order_helpers set person_id = $1 where {of_made}"), db::values![other]).await;
        for hand in ["holder_person", "companion_person"] {
            let sql = format!("update orders set {hand} = $1 where number >= 90000 and {hand} is not null");
            run(&town, &sql, db::values![other]).await;
        }
        let without = pages(&town, &readers, &orders).await;
        assert_same(&good, &without, "another past");
    })
    .await;
}

fn uuid(text: &str) -> Uuid {
    text.parse().unwrap()
}

/// The worst grade in the words in which the asker chose it.
const WORST: &str = "很不满意";

#[tokio::test]
async fn rl2_nobody_but_the_asker_reads_a_rating_beside_a_helper() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let (_, asker) = account(&town, "asker", Role::Resident).await;
        let readers = readers(&town).await;
        let worker = town.staff("desk", &[Role::Worker]).await;
        let order = ask(&asker, "living-carrying", &[]).await;
        offered(&town, &worker, &order, &[readers.watched]).await;
        done(&town, &readers.own, &order).await;
        says(&town, &asker, &order, "solved", &[("minutes_right", "yes")]).await;
        says(&town, &asker, &order, "rate", &[("grade", "1")]).await;
        town.work().await;
        let mut seen = pages(&town, &readers, std::slice::from_ref(&order)).await;
        let own = [plain_paths(&town), vec![format!("/take/{order}")]].concat();
        seen.extend(walk("watched", &readers.own, &own).await);
        for (name, text) in &seen {
            assert!(!text.contains(WORST), "{name} shows the grade");
        }
        let copy = asker.get(&format!("/matters/{order}/copy")).await;
        assert!(copy.says(WORST), "the asker's own copy has it: {}", masked(&copy.text));
    })
    .await;
}
