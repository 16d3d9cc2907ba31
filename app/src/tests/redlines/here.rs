//! RL2, no online time: that a colleague has a matter open is known on that matter, for a minute, and never again.

use super::scene::{account, ask, scene};
use super::schema::{columns, sizes};
use super::sources::statements;
use crate::tests::own_circles;
use base::Role;
use chrono::Duration;
use std::collections::BTreeMap;
use testkit::{Town, on_both};

const TABLE: &str = "order_presences";
/// The longest that a sign of life may hold.
const SECONDS_MAX: i64 = 90;

#[tokio::test]
async fn rl2_who_has_a_matter_open_is_forgotten() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let (_, resident) = account(&town, "neighbour", Role::Resident).await;
        let (order, quiet) =
            (ask(&resident, "living-carrying", &[]).await, ask(&resident, "living-carrying", &[]).await);
        let (_, one) = account(&town, "colleague-one", Role::Worker).await;
        let (_, two) = account(&town, "colleague-two", Role::Worker).await;
        let page = format!("/desk/orders/{order}");
        // What else a look at a page leaves (a longer session) is there before.
        one.get("/desk").await;
        two.get("/desk").await;
        town.work().await;
        let before = rows(&town).await;
        assert!(!one.get(&page).await.says("colleague-two"), "nobody else is here");
        assert!(two.get(&page).await.says("colleague-one"));
        let answer = two.post(&format!("{page}/here"), &[("writing", "yes")]).await;
        assert!(answer.says("colleague-one") && !answer.says("colleague-two"), "{}", answer.text);
        assert!(one.get(&page).await.says("colleague-two正在写"));
        // Only on this matter, and only in the office.
        for elsewhere in [format!("/desk/orders/{quiet}"), "/desk".to_owned(), "/desk/register".to_owned()] {
            assert!(!one.get(&elsewhere).await.says("colleague-two"), "{elsewhere}");
        }
        assert!(!resident.get(&format!("/matters/{order}")).await.says("colleague"));
        assert_eq!(resident.post(&format!("{page}/here"), &[]).await.status, 404);
        // While a page is open its row is moved on, and no second one comes.
        for _ in 0..20 {
            town.later(Duration::seconds(25)).await;
            two.post(&format!("{page}/here"), &[]).await;
        }
        assert_eq!(count(&town).await, 1, "one row for each who is there, whatever the time");
        assert!(!two.get(&page).await.says("colleague-one"), "the other has left");
        // Then it is gone, and nothing stands anywhere that was not there before.
        town.later(Duration::seconds(SECONDS_MAX)).await;
        assert_eq!(count(&town).await, 0);
        assert!(!one.get(&page).await.says("colleague-two"));
        town.later(Duration::seconds(SECONDS_MAX)).await;
        let after = rows(&town).await;
        for (table, count) in after {
            assert!(before.get(&table).is_some_and(|earlier| count <= *earlier), "{table} keeps who had a matter open");
        }
    })
    .await;
}

async fn count(town: &Town) -> i64 {
    sizes(town).await.into_iter().find(|(table, _)| table == TABLE).unwrap().1
}

/// How many rows stand where something could be kept; what runs by the hour apart.
async fn rows(town: &Town) -> BTreeMap<String, i64> {
    let by_itself = ["schedule_slots", "jobs", "notice", "order_reminders", "audit", "figure"];
    let sizes = sizes(town).await.into_iter();
    sizes.filter(|(table, _)| !by_itself.iter().any(|name| table.starts_with(name))).collect()
}

#[tokio::test]
async fn rl2_nothing_counts_lists_or_keeps_who_is_here() {
    on_both(own_circles, async |town| {
        let door = town.app.db.read().await.unwrap();
        let mut kept = columns(&town, &door, TABLE).await;
        kept.sort_unstable();
        // No column says since when, how long or how often.
        assert_eq!(kept, ["account_id", "community", "order_id", "until", "writing"]);
        let part = &town.app.part;
        let audited =
            part.records.iter().map(|record| record.table).chain(part.append_only.iter().map(|rows| rows.table));
        assert!(audited.into_iter().all(|table| table != TABLE), "no history of it");
        for line in &town.site.lines {
            let about = line.path.split(['/', '-', '_']).any(|part| ["here", "presence", "presences"].contains(&part));
            assert!(!about || line.path == "/desk/orders/{id}/here", "{}", line.path);
        }
    })
    .await;
    let mut asked = 0;
    for sql in statements().iter().filter(|sql| sql.text.contains(TABLE)) {
        asked += 1;
        assert!(sql.file.ends_with("orders/presence.rs"), "{} asks who is here", sql.file);
        assert!(!sql.text.contains("join ") && !sql.text.contains("group by"), "{}", sql.text);
        // Read by matter only; what is over is counted only to be deleted, and not by whose it is.
        let by_matter = sql.text.contains("order_id = $1") && sql.text.contains("until > $3");
        let over = sql.text.contains("until <= $1") && !sql.text.contains("account_id");
        assert!(!sql.text.starts_with("select") || by_matter || over, "{}", sql.text);
    }
    assert!(asked >= 3, "{asked}");
}
