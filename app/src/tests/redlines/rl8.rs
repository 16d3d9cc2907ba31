//! RL8: no service depends on a phone, an account, points or attendance: the main story passes without each of them.

use super::scene::{account, ask, done, helper, hidden, inside, offered, once, person, says, scene};
use crate::tests::own_circles;
use base::Role;
use db::Query;
use testkit::{Browser, Town, on_both};

/// From the office's yes to the closed matter, with the resident's own word.
async fn story(town: &Town, asker: &Browser<'_>, order: &str) {
    let worker = town.staff("worker", &[Role::Worker]).await;
    let (person, helper) = helper(town, "member", Role::Member).await;
    offered(town, &worker, order, &[person]).await;
    assert!(helper.get("/take").await.says("搬两袋米"));
    done(town, &helper, order).await;
    says(town, asker, order, "solved", &[("minutes_right", "yes")]).await;
    says(town, asker, order, "rate", &[("grade", "5")]).await;
    town.work().await;
    let page = asker.get(&format!("/matters/{order}")).await;
    assert!(page.status == 200 && page.says("12345"), "{}", page.text);
    assert_eq!(state(town).await, 1, "closed");
}

async fn state(town: &Town) -> i64 {
    let door = town.app.db.read().await.unwrap();
    door.number("select count(*) from orders where state = 'closed'", vec![]).await.unwrap()
}

#[tokio::test]
async fn rl8_the_story_passes_without_a_phone() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let (_, resident) = account(&town, "resident", Role::Resident).await;
        let order = ask(&resident, "living-carrying", &[]).await;
        story(&town, &resident, &order).await;
        let door = town.app.db.read().await.unwrap();
        let phones = "select (select count(*) from people where phone_sealed is not null)
                      + (select count(*) from orders where phone_sealed is not null)";
        assert_eq!(door.number(phones, vec![]).await.unwrap(), 0, "nobody in this story has a phone");
        assert!(town.sent.lock().unwrap().is_empty(), "and none was written to");
    })
    .await;
}

#[tokio::test]
async fn rl8_the_story_passes_without_an_account() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let here = town.browser();
        let order = ask(&here, "living-carrying", &[]).await;
        let paper = here.get(&format!("/ask/done?order={order}")).await;
        let (number, code) = (inside(&paper.text, "number"), inside(&paper.text, "follow-code").replace(' ', ""));
        // Another day, another machine: number and code are enough.
        let there = town.browser();
        let opened = there.post("/follow", &[("number", &number), ("code", &code)]).await;
        assert_eq!(opened.status, 303, "{}", opened.text);
        story(&town, &there, &order).await;
    })
    .await;
}

#[tokio::test]
async fn rl8_the_story_passes_at_the_counter_without_phone_and_account() {
    on_both(own_circles, async |town| {
        let place = scene(&town).await;
        let worker = town.staff("counter", &[Role::Worker]).await;
        let person = person(&town, "例老人", None).await.to_string();
        let form = worker.get("/desk/new").await;
        let kind =
            form.text.split("搬东西").next().and_then(|before| before.rsplit("value=\"").next().map(str::to_owned));
        let (draft, category) = (once(&town), kind_id(&town, "living-carrying").await);
        assert!(kind.is_some() && form.status == 200);
        let building = place.building.to_string();
        let fields = [
            ("once", draft.as_str()),
            ("version", "0"),
            ("person", person.as_str()),
            ("category", category.as_str()),
            ("body", "米太重"),
            ("place", building.as_str()),
        ];
        let saved = worker.upload("/desk/new", &fields, &[]).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let order = saved.location.trim_end_matches("/slip").rsplit('/').next().unwrap().to_owned();
        let (helping, helper) = helper(&town, "member", Role::Member).await;
        offered(&town, &worker, &order, &[helping]).await;
        done(&town, &helper, &order).await;
        // The word of the served person comes over the counter.
        super::scene::desk(&town, &worker, &order, "call-back", &[("result", "solved"), ("reason", "当面说好了")])
            .await;
        super::scene::desk(&town, &worker, &order, "close", &[]).await;
        assert_eq!(state(&town).await, 1);
    })
    .await;
}

async fn kind_id(town: &Town, code: &str) -> String {
    #[derive(db::FromQueryResult)]
    struct Row {
        id: uuid::Uuid,
    }
    let door = town.app.db.read().await.unwrap();
    let row: Option<Row> = door.one("select id from categories where code = $1", db::values![code]).await.unwrap();
    row.unwrap().id.to_string()
}

#[tokio::test]
async fn rl8_the_story_passes_without_points() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let (_, resident) = account(&town, "resident", Role::Resident).await;
        let order = ask(&resident, "living-carrying", &[]).await;
        story(&town, &resident, &order).await;
        let door = town.app.db.read().await.unwrap();
        for table in ["points_members", "points_awards", "balances", "postings"] {
            let count = door.number(&format!("select count(*) from {table}"), vec![]).await.unwrap();
            assert_eq!(count, 0, "nobody in this story takes part in points: {table}");
        }
    })
    .await;
}

#[tokio::test]
async fn rl8_the_story_passes_without_attendance() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        // The helper never said when they come, came to no meeting and signed no list; the resident was nowhere.
        let (_, resident) = account(&town, "resident", Role::Resident).await;
        let order = ask(&resident, "living-carrying", &[]).await;
        story(&town, &resident, &order).await;
        for line in &town.site.lines {
            for word in ["check-in", "checkin", "sign-off", "attend", "clock-in", "roll-call", "patrol", "location"] {
                assert!(!line.path.contains(word), "{}", line.path);
            }
        }
        let page = resident.get("/ask/living-carrying").await;
        assert!(hidden(&page.text, "attended").is_empty());
    })
    .await;
}
