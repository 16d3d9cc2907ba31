//! Looks through HTTP: the resident reads their own, the committee reads all, nobody else any.

use super::view::without_figures;
use crate::circle;
use crate::people::LOOKS;
use base::{PersonId, Role};
use chrono::Duration;
use db::row;
use testkit::{Town, on_both};
use uuid::Uuid;

fn registers() -> Vec<web::Circle> {
    vec![circle()]
}

async fn look(town: &Town, by: Uuid, person: Uuid, reason: &str) {
    town.clock.advance(Duration::minutes(1));
    let house = town.house();
    let mut write = town.app.db.write(&house, "test.look", &[]).await.unwrap();
    let line = row! {
        id: town.app.new_id(), community: town.community.0, at: house.at, by_account: by, person_id: person,
        field: "people.phone_sealed", reason: reason,
    };
    write.append(&LOOKS, line).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn the_resident_and_the_committee_see_looks_and_nobody_else() {
    on_both(registers, async |town| {
        let by = town.account("worker", &[Role::Worker], None).await;
        let (me, other) = (town.app.new_id(), town.app.new_id());
        let account = town.account("resident", &[Role::Resident], Some(PersonId(me))).await;
        let resident = town.sign_in(account).await;
        assert!(resident.get("/me/looks").await.says("还没有人看过"));
        for number in 0..60 {
            look(&town, by.0, me, &format!("回访 {number:03}")).await;
        }
        look(&town, by.0, other, "核实 13800000000 地址").await;
        let page = resident.get("/me/looks").await;
        assert!(
            page.says("回访 059") && page.says("worker") && page.says("社区工作者") && page.says("电话"),
            "{}",
            page.text
        );
        assert!(!page.says("核实") && !page.says("回访 009"), "only one's own, a page at a time");
        let older = page.text.split("href=\"/me/looks?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let next = resident.get(&format!("/me/looks?after={older}")).await;
        assert!(next.says("回访 009") && next.says("回访 000") && !next.says("回访 010"), "{}", next.text);
        assert!(resident.get("/me/looks/print").await.says("回访 059"));
        let committee = town.staff("supervisor", &[Role::Supervisor]).await;
        let all = committee.get("/looks").await;
        assert!(all.says("核实 … 地址") && all.says("这个月共看了 61 次"), "{}", all.text);
        assert!(!all.says("13800000000") && !all.text.contains(&other.to_string()));
        let narrow = committee.get("/looks?q=%E6%A0%B8%E5%AE%9E&field=people.phone_sealed").await;
        assert!(narrow.says("核实") && !narrow.says("回访 059"));
        assert!(committee.get("/looks?month=2020-01").await.says("这个月没有人看过"));
        assert!(committee.get("/looks/print").await.says("核实"));
        for role in [Role::Resident, Role::Worker, Role::Secretary, Role::Overseer, Role::Administrator] {
            let browser = town.staff(&format!("other-{}", role.name()), &[role]).await;
            assert_eq!(browser.get("/looks").await.status, 404, "{}", role.name());
            assert!(!browser.get("/me/looks").await.says("回访"));
        }
        assert_eq!(town.browser().get("/me/looks").await.status, 401);
    })
    .await;
}

#[test]
fn long_figures_are_not_told() {
    assert_eq!(without_figures("回访 1190"), "回访 1190");
    assert_eq!(without_figures("打 000-0000-0001 无人接"), "打 … 无人接");
    assert_eq!(without_figures("2026-07-08"), "…");
    assert_eq!(without_figures("- 3-2"), "- 3-2");
}
