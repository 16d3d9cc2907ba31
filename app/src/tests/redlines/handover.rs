//! RL1 and RL2: handing over says which open matter is held for whom until when, and nothing of why, of what a colleague did,
//! how many or how late; there is no calendar of people.

use super::forms::{Entry, forms};
use super::pages::{assert_same, walk};
use super::scene::{account, ask, desk, once, says, scene};
use super::schema::columns;
use super::sources::statements;
use crate::tests::own_circles;
use base::Role;
use chrono::Duration;
use testkit::{Browser, Town, on_both};

const TABLE: &str = "order_stand_ins";
/// Words with which a page would ask for the reason of an absence.
const REASONS: [&str; 12] =
    ["病", "请假", "休假", "事假", "产假", "缘由", "ན་ཚ", "གུང་སེང", "sick", "illness", "holiday", "leave of"];

#[tokio::test]
async fn rl1_no_reason_of_an_absence_is_asked_or_kept() {
    on_both(own_circles, async |town| {
        let door = town.app.db.read().await.unwrap();
        let mut kept = columns(&town, &door, TABLE).await;
        kept.sort_unstable();
        assert_eq!(kept, ["account_id", "back_on", "community", "order_id", "since", "stand_in"]);
        drop(door);
        scene(&town).await;
        let (_, asker) = account(&town, "asker", Role::Resident).await;
        let worker = town.staff("worker", &[Role::Worker]).await;
        town.account("colleague", &[Role::Worker], None).await;
        let order = ask(&asker, "living-carrying", &[]).await;
        desk(&town, &worker, &order, "accept", &[("title", "搬两袋米"), ("answer", "好")]).await;
        for tag in ["zh-CN", "bo", "en"] {
            worker.speak(tag);
            let page = worker.get("/desk/handover").await;
            assert_eq!(page.status, 200);
            let main = page.text.split("<main").nth(1).unwrap_or_default();
            for word in REASONS {
                assert!(!main.contains(word), "the page speaks of {word} in {tag}");
            }
            let form = forms(&page.text, "/desk/handover").into_iter().find(|form| form.action == "/desk/handover");
            let form = form.unwrap_or_else(|| panic!("no form: {}", page.text));
            let mut fields: Vec<&str> = form
                .fields
                .iter()
                .filter(|field| field.entry != Entry::Hidden)
                .map(|field| field.name.as_str())
                .collect();
            fields.sort_unstable();
            fields.dedup();
            assert_eq!(fields, ["back_on", "colleague", "note", "own_note"], "{tag}");
        }
    })
    .await;
}

/// Hands this matter from the reader to a colleague until a day.
async fn hand_over(town: &Town, worker: &Browser<'_>, (order, to, back): (&str, &str, &str)) -> String {
    let page = worker.get("/desk/handover").await;
    let pick = page.text.split(&format!("value=\"{order}.")).nth(1).unwrap().split('"').next().unwrap();
    let own = once(town);
    let pick = format!("{order}.{pick}");
    let form =
        [("once", own.as_str()), ("pick", &pick), ("colleague", to), ("back_on", back), ("note", "钥匙在门卫处")];
    let sent = worker.post("/desk/handover", &form).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    sent.location
}

#[tokio::test]
async fn rl2_what_a_colleague_did_stands_on_no_page_of_handing_over() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let (_, asker) = account(&town, "asker", Role::Resident).await;
        let worker = town.staff("worker", &[Role::Worker]).await;
        let reader = town.staff("reader", &[Role::Secretary]).await;
        let third = town.account("third", &[Role::Worker], None).await;
        let mut orders = Vec::new();
        for _ in 0..3 {
            let order = ask(&asker, "living-carrying", &[]).await;
            desk(&town, &worker, &order, "accept", &[("title", "搬两袋米"), ("answer", "好")]).await;
            orders.push(order);
        }
        town.later(Duration::seconds(11)).await;
        let whose = worker.get("/desk/handover").await;
        let options = whose_options(&whose.text);
        let id = options.split("<option value=\"").find(|option| option.contains(" selected")).unwrap();
        let id = id.split('"').next().unwrap().to_owned();
        let paths = [
            "/desk/handover".to_owned(),
            format!("/desk/handover?whose={id}"),
            format!("/desk/handover/print?whose={id}"),
            "/desk/handover?whose=nobody".to_owned(),
            "/desk".to_owned(),
        ];
        reader.get("/desk").await;
        // Two of three are open: the page shows these, whatever became of the third, and of dozens like it.
        says(&town, &asker, &orders[2], "withdraw", &[]).await;
        town.work().await;
        let before = walk("reader", &reader, &paths).await;
        assert!(before[1].1.matches("name=\"pick\"").count() == 2, "{}", before[1].1);
        for sql in [
            "update orders set outcome = 'cannot' where closed_at is not null",
            "update order_clocks set stopped_at = null, due_at = started_at where order_id in (select id from orders where closed_at is not null)",
            "update orders set in_charge = null where closed_at is not null",
        ] {
            town.tamper(sql).await;
            assert_same(&before, &walk("reader", &reader, &paths).await, sql);
        }
        // No page says how many anyone has.
        for (name, text) in &before {
            let names = whose_options(text).split("<option").skip(1);
            let mut names = names.map(|option| option.split(['>', '<']).nth(1).unwrap_or_default());
            assert!(names.all(|name| !name.is_empty() && !name.chars().any(|char| char.is_ascii_digit())), "{name}");
        }
        // What is held is forgotten with the matter.
        let back = kernel::case::WorkingCalendar::standard().day_of(town.app.now()) + chrono::Days::new(3);
        hand_over(&town, &worker, (&orders[0], &third.to_string(), &back.to_string())).await;
        assert_eq!(count(&town).await, 1);
        says(&town, &asker, &orders[0], "withdraw", &[]).await;
        town.later(Duration::days(2)).await;
        assert_eq!(count(&town).await, 0, "no past of who was away");
    })
    .await;
}

/// The colleagues to choose from, as the page shows them.
fn whose_options(page: &str) -> &str {
    let list = page.split("<select id=\"whose\"").nth(1).unwrap_or_default();
    list.split("</select>").next().unwrap_or_default()
}

async fn count(town: &Town) -> i64 {
    let sizes = super::schema::sizes(town).await;
    sizes.into_iter().find(|(table, _)| table == TABLE).unwrap().1
}

#[test]
fn rl2_nothing_counts_or_sorts_who_was_away() {
    let mut asked = 0;
    for sql in statements().iter().filter(|sql| sql.text.contains(TABLE)) {
        asked += 1;
        assert!(sql.file.contains("orders/handover/"), "{} asks who was away", sql.file);
        assert!(!sql.text.contains("count(") && !sql.text.contains("group by"), "{}", sql.text);
        // Read by matter, or by the one for whom it is held; never a list of people.
        let read = !sql.text.starts_with("select")
            || sql.text.contains("order_id = $1")
            || sql.text.contains("account_id = $2");
        assert!(read, "{}", sql.text);
    }
    assert!(asked >= 3, "{asked}");
}

#[tokio::test]
async fn rl2_no_route_lists_absences() {
    let town = Town::on_sqlite(own_circles()).await;
    for line in &town.site.lines {
        let about = line.path.split(['/', '-', '_']);
        for word in ["absence", "absences", "away", "leave", "sick", "attendance", "roster"] {
            // Leaving the community, leaving the points, throwing a filter away.
            let leaves = ["/people/", "/points/"].iter().any(|own| line.path.starts_with(own));
            let known = line.path == "/desk/filters/{id}/away" || (leaves && line.path.ends_with("/leave"));
            assert!(known || about.clone().all(|part| part != word), "{}", line.path);
        }
    }
}
