//! A neighbour cares about a public matter too: once, without anybody's words, and gone when it ends.

use super::actions::{self, Caring, Place};
use super::merging_tests::{TITLE, circles, refused};
use super::tests::Cast;
use base::Doer;
use chrono::Duration;
use db::Query;
use testkit::on_both;

#[tokio::test]
async fn a_neighbour_cares_once_sees_the_title_for_everyone_and_stops_without_a_trace() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, visitor) = (&town.app, town.visitor());
        let order = cast.lamp(&visitor).await;
        let (category, place) =
            (cast.category("facilities-light").await, Place { building: Some(cast.building), ..Place::default() });
        let offered = async |doer: &Doer| actions::offered(app, &cast.now(doer), category, &place).await.unwrap();
        let resident = cast.resident.clone();
        assert!(offered(&resident).await.is_empty(), "nobody has looked at it");
        cast.accept(order, None).await;
        assert!(offered(&resident).await.is_empty(), "no title for everyone, no offer");
        let entitle = async |title: &str| {
            let aim = cast.aim(order).await;
            actions::entitle(app, &cast.now(&cast.worker), aim, title).await
        };
        assert_eq!(refused(&entitle("桑阿姨家的灯").await), "orders-refused-title-names");
        assert!(entitle("低保户门口的灯").await.is_err() || entitle("信教群众的灯").await.is_err());
        entitle(TITLE).await.unwrap();
        let found = offered(&resident).await;
        assert_eq!(found.len(), 1);
        assert!(!format!("{found:?}").contains("例桑一") && !format!("{found:?}").contains("桑阿姨"));
        let asker = Doer { opened: vec![order], ..visitor.clone() };
        assert!(offered(&asker).await.is_empty(), "one's own");
        let wish = |doer: &Doer| (cast.now(doer), Caring { once: app.new_id(), order, counter: None });
        let (own, caring) = wish(&asker);
        assert_eq!(refused(&actions::care(app, &own, caring).await), "orders-refused-own-matter");

        // With an account: ten taps, and another form, are one.
        let (doer, caring) = wish(&resident);
        let first = actions::care(app, &doer, caring).await.unwrap();
        for _ in 0..9 {
            assert_eq!(actions::care(app, &doer, caring).await.unwrap().id, first.id);
        }
        let (doer, other) = wish(&resident);
        assert_eq!(actions::care(app, &doer, other).await.unwrap().id, first.id);
        assert_eq!(first.number, None);
        // Without: a number and a code, that open it and nothing else.
        let (doer, caring) = wish(&visitor);
        let second = actions::care(app, &doer, caring).await.unwrap();
        let (number, code) = (second.number.unwrap().to_string(), second.code.clone().unwrap());
        assert!(actions::follow(app, &visitor, &number, "000000", None).await.is_err() || code == "000000");
        let opened = actions::follow(app, &visitor, &number, &code, None).await.unwrap();
        let holder = Doer { opened: vec![opened], ..visitor.clone() };
        assert!(actions::is_care(app, &holder, opened).await.unwrap());
        let view = actions::care_view(app, &cast.now(&holder), second.id).await.unwrap();
        assert_eq!(view.matter.title.as_deref(), Some(TITLE));
        assert!(!format!("{view:?}").contains("例桑一"));
        assert_eq!(refused(&actions::for_resident(app, &holder, order).await), "not found");
        assert_eq!(refused(&actions::care_view(app, &visitor, second.id).await), "not found");
        assert_eq!(actions::kin(app, &cast.worker, order).await.unwrap().cares, 2);

        // Stopping, twice, by nobody else.
        assert_eq!(refused(&actions::uncare(app, &visitor, second.id).await), "not found");
        actions::uncare(app, &cast.now(&holder), second.id).await.unwrap();
        actions::uncare(app, &cast.now(&holder), second.id).await.unwrap();
        assert_eq!(actions::cares(app, &cast.now(&resident)).await.unwrap().len(), 1);
        actions::uncare(app, &cast.now(&resident), first.id).await.unwrap();
        let left = "select count(*) from order_follows where person_id is not null or ended_at is null";
        assert_eq!(app.db.read().await.unwrap().number(left, vec![]).await.unwrap(), 0);
        // And again, as if it had never been.
        let (doer, caring) = wish(&resident);
        actions::care(app, &doer, caring).await.unwrap();
        assert_eq!(actions::cares(app, &cast.now(&resident)).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_care_goes_where_its_matter_goes() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, order) = (&town.app, cast.lamp(&town.visitor()).await);
        cast.accept(order, Some(TITLE)).await;
        let mut ids = Vec::new();
        for doer in [&cast.resident, &cast.members[0]] {
            let caring = Caring { once: app.new_id(), order, counter: None };
            ids.push(actions::care(app, &cast.now(doer), caring).await.unwrap().id);
        }
        let survivor = cast.lamp(&town.visitor()).await;
        cast.accept(survivor, Some("小区路灯")).await;
        cast.merge(order, survivor).await.unwrap();
        assert_eq!(actions::kin(app, &cast.worker, survivor).await.unwrap().cares, 2);
        let view = actions::care_view(app, &cast.now(&cast.resident), ids[0]).await.unwrap();
        assert_eq!(view.goes_on.unwrap().title.as_deref(), Some("小区路灯"));
        cast.unmerge(order).await.unwrap();
        assert_eq!(actions::kin(app, &cast.worker, survivor).await.unwrap().cares, 0);
    })
    .await;
}

#[tokio::test]
async fn the_counter_notes_it_for_somebody_and_the_end_forgets_who() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let (app, visitor) = (&town.app, town.visitor());
        let order = cast.lamp(&visitor).await;
        cast.accept(order, Some(TITLE)).await;
        let person = cast.resident.person;
        let note = |counter| Caring { once: app.new_id(), order, counter: Some(counter) };
        assert_eq!(refused(&actions::care(app, &cast.resident, note(None)).await), "not allowed");
        let known = actions::care(app, &cast.now(&cast.worker), note(person)).await.unwrap();
        let unknown = actions::care(app, &cast.now(&cast.worker), note(None)).await.unwrap();
        assert!(known.number.is_none() && unknown.code.is_some());
        assert_eq!(actions::cares(app, &cast.now(&cast.resident)).await.unwrap().len(), 1);
        assert!(actions::cares(app, &cast.now(&cast.worker)).await.unwrap().is_empty());
        let asker = Doer { opened: vec![order], ..cast.now(&visitor) };
        actions::withdraw(app, &asker, cast.aim(order).await).await.unwrap();
        town.later(Duration::days(29)).await;
        assert_eq!(actions::cares(app, &cast.now(&cast.resident)).await.unwrap().len(), 1);
        town.later(Duration::days(3)).await;
        let left = "select count(*) from order_follows where person_id is not null or ended_at is null";
        assert_eq!(app.db.read().await.unwrap().number(left, vec![]).await.unwrap(), 0);
    })
    .await;
}
