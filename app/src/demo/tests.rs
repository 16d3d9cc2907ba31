//! The demo loads on both databases, in the numbers of domain.md 10, and everything the program recomputes agrees.

use super::{ORDERS, PASSWORD, load, welcome};
use crate::circles::circles;
use db::{Query, values};
use kernel::app::App;
use testkit::Town;
use web::Circle;

/// The demo makes its own community; the town brings the shell and the accounts.
fn own_circles() -> Vec<Circle> {
    circles().into_iter().filter(|circle| !["web", "access"].contains(&circle.name)).collect()
}

async fn count(app: &App, sql: &str) -> i64 {
    app.db.read().await.unwrap().number(sql, values![]).await.unwrap()
}

async fn agrees(app: &App) {
    kernel::audit::sequence(app).await.unwrap();
    let report = kernel::audit::verify(app, None).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn a_small_town_is_there_for_stories() {
    testkit::on_both_empty(own_circles, async |town: Town| {
        let app = &town.app;
        assert!(load(app, 0, || {}).await.unwrap());
        assert!(!load(app, 0, || {}).await.unwrap(), "a second time");
        assert_eq!(count(app, "select count(*) from accounts where password_hash is not null").await, 15);
        assert_eq!(count(app, "select count(*) from compounds").await, 11);
        assert_eq!(count(app, "select count(*) from goods").await, 28);
        assert_eq!(count(app, "select count(*) from orders").await, 0);
        assert!(access::accounts::actions::has_password(app, "elder", PASSWORD).await.unwrap());
        agrees(app).await;
    })
    .await;
}

#[tokio::test]
async fn the_whole_town_has_the_numbers_of_its_description() {
    testkit::on_both_empty(own_circles, async |town: Town| {
        let app = &town.app;
        assert!(load(app, ORDERS, || {}).await.unwrap());
        let people = [
            ("people", 4420),
            ("households", 1700),
            ("linked_units", 170),
            ("grids", 15),
            ("accounts", 1350),
            ("helpers", 956),
            ("helpers where takes_orders = true", 240),
            ("bodies where kind = 'team'", 4),
            ("bodies where kind = 'unit'", 54),
            ("bodies where kind = 'department'", 12),
            ("points_members", 312),
        ];
        for (what, many) in people {
            assert_eq!(count(app, &format!("select count(*) from {what}")).await, many, "{what}");
        }
        orders_and_goods(app).await;
        agrees(app).await;
    })
    .await;
}

async fn orders_and_goods(app: &App) {
    let orders = [
        ("points_awards where state = 'refused'", 0),
        ("orders", 180),
        ("orders where state = 'closed'", 134),
        ("orders where state = 'rejected'", 7),
        ("orders where state = 'accepted'", 10),
        ("order_events where action = 'reopen'", 4),
        ("orders where state = 'suspended'", 1),
        ("order_approvals where state = 'waiting'", 1),
        ("order_events where action = 'extend'", 1),
        ("orders where supervised = true", 1),
        ("order_follows", 1),
        ("order_appeals", 1),
        ("goods", 28),
        ("redemptions", 210),
    ];
    for (what, many) in orders {
        assert_eq!(count(app, &format!("select count(*) from {what}")).await, many, "{what}");
    }
    let entries = count(app, "select count(*) from postings").await;
    assert!((1700..2100).contains(&entries), "{entries} entries in the ledgers");
    assert_eq!(count(app, "select count(*) from jobs where dead_at is not null").await, 0);
}

#[test]
fn the_welcome_names_every_login() {
    let text = welcome("http://127.0.0.1:8080");
    for login in
        ["resident", "elder", "worker2", "member2", "leader", "unit", "department", "clerk", "secretary", "admin"]
    {
        assert!(text.contains(login), "{login}");
    }
}
