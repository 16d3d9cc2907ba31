//! RL3: points open no door and close none. The same town is played with nobody in the scheme, with no points, with
//! 10,000, and after opting out: queues, suggestions, offers and dispatch are the same.

use super::pages::{assert_same, walk};
use super::scene::{account, ask, desk, done, hands, helper, offered, says, scene};
use crate::tests::own_circles;
use base::{PersonId, Role};
use db::{Backend, row};
use neighbourhood::points::ledger::BALANCES;
use neighbourhood::points::store::MEMBERS;
use std::collections::BTreeMap;
use std::sync::Mutex;
use testkit::{Browser, Town, on_both};

/// How the resident and one of the helpers stand to points.
#[derive(Clone, Copy, Debug)]
enum Standing {
    Never,
    Nothing,
    TenThousand,
    OptedOut,
}

/// Writes the same rows whatever the standing, so that the rest of the town is drawn alike; who never took part is
/// someone else in them.
async fn stand(town: &Town, person: PersonId, standing: Standing) {
    let (stranger, balance, now) = (town.app.new_id(), town.app.new_id(), town.app.now());
    let owner = if matches!(standing, Standing::Never) { stranger } else { person.0 };
    let left = matches!(standing, Standing::OptedOut).then_some(now);
    let posted = if matches!(standing, Standing::TenThousand) { 10_000 } else { 0 };
    let mut write = town.app.db.write(&town.house(), "points.join", &[]).await.unwrap();
    let member = row! {
        id: owner, community: town.community.0, passbook: owner.simple().to_string(), keeps_points: true,
        shows_name: true, joined_at: now, left_at: left, spend_until: left, emptied_at: left,
    };
    write.create(&MEMBERS, member).await.unwrap();
    let purse = row! {
        id: balance, community: town.community.0, ledger: "points", kind: "resident", owner: owner,
        vintage: now.date_naive(), posted: posted, reserved: 0_i64,
    };
    write.create(&BALANCES, purse).await.unwrap();
    write.commit().await.unwrap();
}

type Seen = Vec<(String, String)>;

/// The town's day up to the closed matter, and everything that anyone saw on the way.
async fn played(town: &Town, standing: Standing) -> Seen {
    let place = scene(town).await;
    let (rich, resident) = account(town, "resident", Role::Resident).await;
    let (_, neighbour) = account(town, "neighbour", Role::Resident).await;
    let (member, first) = helper(town, "member", Role::Member).await;
    let (member2, second) = helper(town, "member2", Role::Member).await;
    let worker = town.staff("worker", &[Role::Worker]).await;
    for person in [rich, member] {
        stand(town, person, standing).await;
    }
    let mut seen = Vec::new();
    let building = place.building.to_string();
    let mut orders = Vec::new();
    for asker in [&neighbour, &resident, &neighbour, &resident] {
        orders.push(ask(asker, "living-carrying", &[("place", &building), ("stairway", "2"), ("door", "201")]).await);
        town.clock.advance(chrono::Duration::minutes(1));
    }
    for order in &orders {
        offered(town, &worker, order, &[member, member2]).await;
    }
    seen.extend(queues(town, &worker, &orders).await);
    for (name, browser) in [("member", &first), ("member2", &second)] {
        let mut paths = vec!["/take".to_owned(), "/me/helping".to_owned()];
        paths.extend(orders.iter().map(|order| format!("/take/{order}")));
        seen.extend(walk(name, browser, &paths).await);
    }
    hands(town, &first, &orders[0], "take", &[]).await;
    done(town, &second, &orders[1]).await;
    seen.extend(queues(town, &worker, &orders).await);
    // Who holds less comes first, whoever has points.
    let next = ask(&resident, "living-carrying", &[]).await;
    desk(town, &worker, &next, "accept", &[("title", "再搬一次"), ("answer", "好")]).await;
    says(town, &resident, &orders[1], "solved", &[("minutes_right", "yes")]).await;
    orders.push(next);
    seen.extend(queues(town, &worker, &orders).await);
    let own: Vec<String> = ["/matters", "/ask", "/ask/living-carrying", "/", "/me", "/who"]
        .map(str::to_owned)
        .into_iter()
        .chain([format!("/matters/{}", orders[1]), format!("/matters/{}", orders[3])])
        .collect();
    seen.extend(walk("resident", &resident, &own).await);
    seen
}

/// The desk's boxes, the register, and who is suggested for each order.
async fn queues(town: &Town, worker: &Browser<'_>, orders: &[String]) -> Seen {
    town.work().await;
    let boxes = ["new", "to_dispatch", "nobody_took", "due_today", "overdue", "to_verify", "to_call_back"];
    let boxes = boxes.map(|name| format!("/desk?box={name}"));
    let lists = ["/desk", "/desk/print", "/desk/register", "/desk/register?sort=due", "/desk/register/print"];
    let mut paths: Vec<String> = boxes.into_iter().chain(lists.map(str::to_owned)).collect();
    paths.extend(orders.iter().map(|order| format!("/desk/orders/{order}")));
    walk("worker", worker, &paths).await
}

#[tokio::test]
async fn rl3_points_change_no_queue() {
    let seen: Mutex<BTreeMap<bool, Vec<(Standing, Seen)>>> = Mutex::default();
    for standing in [Standing::Never, Standing::Nothing, Standing::TenThousand, Standing::OptedOut] {
        on_both(own_circles, async |town| {
            let pages = played(&town, standing).await;
            assert!(pages.iter().any(|(_, text)| text.contains("member2")), "somebody is suggested");
            let on_postgres = town.app.db.backend() == Backend::Postgres;
            seen.lock().unwrap().entry(on_postgres).or_default().push((standing, pages));
        })
        .await;
    }
    for towns in seen.into_inner().unwrap().values() {
        assert_eq!(towns.len(), 4);
        let (_, first) = &towns[0];
        assert!(first.len() > 60, "{}", first.len());
        for (standing, pages) in &towns[1..] {
            assert_same(first, pages, &format!("{standing:?}"));
        }
    }
}

#[tokio::test]
async fn rl3_points_go_from_nobody_to_nobody_and_come_only_from_service() {
    on_both(own_circles, async |town| {
        for line in &town.site.lines {
            for word in ["transfer", "gift", "give-points", "cash", "rank", "leaderboard"] {
                assert!(!line.path.contains(word), "{}", line.path);
            }
        }
        // The table itself takes no movement between two residents, and no award from anything but service.
        let door = town.app.db.read().await.unwrap();
        let columns = super::schema::columns(&town, &door, "points_awards").await;
        assert!(columns.contains(&"order_id".to_owned()) && columns.contains(&"minutes".to_owned()));
        drop(door);
        let (one, other) = (town.app.new_id(), town.app.new_id());
        let mut write = town.app.db.write(&town.house(), "points.give", &[]).await.unwrap();
        let posting = row! {
            id: town.app.new_id(), community: town.community.0, at: town.app.now(), ledger: "points",
            debit_kind: "resident", debit_account: one, credit_kind: "resident", credit_account: other,
            amount: 5_i64, source_kind: "gift", source_id: town.app.new_id(),
        };
        assert!(write.append(&neighbourhood::points::ledger::POSTINGS, posting).await.is_err());
    })
    .await;
}
