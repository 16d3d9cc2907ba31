//! What the office puts right while accepting, what it is reminded of, and whom it may name, on both databases.

use super::actions::{self, Acceptance, Place};
use super::machine::State;
use super::store;
use super::tests::Cast;
use base::{Moment, OrderId, Problem};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use kernel::case::{ClockPolicy, Urgency};

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

#[derive(Debug, PartialEq, Eq, FromQueryResult)]
struct Due {
    due_at: Moment,
    stopped: i64,
}

async fn due(cast: &Cast<'_>, order: OrderId, kind: &str) -> Due {
    let sql = "select due_at, case when stopped_at is null then cast(0 as bigint) else cast(1 as bigint) end as stopped
               from order_clocks where order_id = $1 and kind = $2";
    let read = cast.town.app.db.read().await.unwrap();
    read.one(sql, values![order.0, kind]).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_was_chosen_wrong_is_put_right_and_the_promise_of_an_answer_stays() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let app = &town.app;
        let asked = cast.asking("repair-water").await;
        let order = actions::ask(app, &cast.now(&cast.resident), &asked).await.unwrap().order;
        let promised = due(&cast, order, "accept").await;
        town.later(Duration::minutes(90)).await;
        let plain = Acceptance::plain("收到，是搬东西的事", "搬旧柜子");
        let place = Place { compound: Some(cast.compound), spot: Some("东门口".to_owned()), ..Place::default() };
        let wish =
            Acceptance { category: Some(cast.category("living-carrying").await), place: Some(place), ..plain.clone() };
        let nowhere = Place { building: Some(app.new_id().into()), ..Place::default() };
        let wrong = Acceptance { place: Some(nowhere), ..plain.clone() };
        let worker = cast.now(&cast.worker);
        let refused = actions::accept(app, &worker, cast.aim(order).await, &wrong).await;
        assert!(matches!(&refused, Err(Problem::Invalid(fields)) if fields[0].field == "place"), "{refused:?}");
        actions::accept(app, &worker, cast.aim(order).await, &wish).await.unwrap();

        let read = app.db.read().await.unwrap();
        let kept = store::order(&read, town.community, order).await.unwrap().unwrap();
        assert_eq!((kept.building_id, kept.compound_id), (None, Some(cast.compound.0)));
        assert_eq!((kept.door.as_deref(), kept.spot.as_deref()), (None, Some("东门口")));
        assert_eq!((kept.skill.as_deref(), kept.difficulty_permille), (Some("carrying"), 1200));
        let (policy, general) = (kept.policy().unwrap(), ClockPolicy::standard(Urgency::General));
        assert_eq!((policy.dispatch, policy.resolve), (general.dispatch, general.resolve));
        assert_eq!(policy.accept, ClockPolicy::standard(Urgency::Utilities).accept);
        let answered = due(&cast, order, "accept").await;
        assert_eq!((answered.due_at, answered.stopped), (promised.due_at, 1), "late stays late");
        assert_eq!(due(&cast, order, "resolve").await.due_at, cast.now(&cast.worker).at + Duration::days(7));
        drop(read);
        cast.is_sound().await;

        let asked = cast.asking("repair-water").await;
        let other = actions::ask(app, &cast.now(&cast.resident), &asked).await.unwrap().order;
        let same = Place { building: Some(cast.building), door: Some("201".to_owned()), ..Place::default() };
        let wish = Acceptance { urgency: Some(Urgency::Emergency), place: Some(same), ..plain };
        actions::accept(app, &worker, cast.aim(other).await, &wish).await.unwrap();
        assert_eq!(due(&cast, other, "resolve").await.due_at, worker.at + Duration::hours(2));
        let read = app.db.read().await.unwrap();
        let kept = store::order(&read, town.community, other).await.unwrap().unwrap();
        assert_eq!((kept.category_id, kept.building_id), (asked.category, Some(cast.building.0)));
        drop(read);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn one_order_reminds_once_and_a_kept_promise_not_at_all() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let order = cast.accepted(&cast.resident, "repair-water").await;
        for _ in 0..40 {
            town.later(Duration::hours(1)).await;
        }
        let read = town.app.db.read().await.unwrap();
        let rows = read.number("select count(*) from order_reminders", vec![]).await.unwrap();
        assert!(rows > 2, "short of time and late, of dispatching and of doing: {rows}");
        drop(read);
        let told = actions::reminders(&town.app, &cast.now(&cast.worker)).await.unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].kind.name(), told[0].light), ("dispatch", kernel::case::Light::Red));
        cast.dispatch(order, &[actions::Target::Body(cast.team)]).await;
        let told = actions::reminders(&town.app, &cast.now(&cast.worker)).await.unwrap();
        assert!(told.iter().all(|reminder| reminder.kind.name() == "resolve"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn only_helpers_who_came_before_can_be_named() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, helper) = (&town.app, cast.members[0].clone());
        let order = cast.accepted(&cast.resident, "repair-water").await;
        cast.dispatch(order, &[actions::Target::Body(cast.team)]).await;
        cast.take(order, &helper).await.unwrap();
        cast.done(order, &helper).await;
        let own = actions::known_helpers(app, &cast.now(&cast.resident), None).await.unwrap();
        let at_desk = actions::known_helpers(app, &cast.now(&cast.worker), cast.resident.person).await.unwrap();
        assert_eq!(own.iter().map(|(person, _)| Some(*person)).collect::<Vec<_>>(), vec![helper.person]);
        assert_eq!(own, at_desk);
        assert!(actions::known_helpers(app, &cast.now(&helper), cast.resident.person).await.is_err());
        assert_eq!(cast.state(order).await, State::Resolved);
    })
    .await;
}
