//! The demo loads on both databases, in the numbers of domain.md 10, and everything the program recomputes agrees.

use super::{PASSWORD, load, welcome};
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
        assert!(load(app, 0).await.unwrap());
        assert!(!load(app, 0).await.unwrap(), "a second time");
        assert_eq!(count(app, "select count(*) from accounts where password_hash is not null").await, 15);
        assert_eq!(count(app, "select count(*) from compounds").await, 11);
        assert_eq!(count(app, "select count(*) from goods").await, 28);
        assert_eq!(count(app, "select count(*) from orders").await, 0);
        assert!(access::accounts::actions::has_password(app, "elder", PASSWORD).await.unwrap());
        agrees(app).await;
    })
    .await;
}

#[test]
fn the_welcome_names_every_login() {
    let text = welcome("http://127.0.0.1:8080");
    for login in ["resident", "elder", "worker2", "member2", "leader", "unit", "department", "clerk", "secretary", "admin"] {
        assert!(text.contains(login), "{login}");
    }
}
