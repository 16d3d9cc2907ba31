//! Money of a purchase, through the actions, on both databases; who acts for another, and wishes about the helper.

use super::rules::{Stage, Way};
use crate::orders::actions::{self, Aim, Answer, MoneyAgreeing, MoneyBought, MoneySide as Side, Target, Wishes};
use crate::orders::machine::State;
use crate::orders::rules::WishHelper;
use crate::orders::tests::{Cast, refused};
use base::{Doer, OrderId, PersonId};
use bytes::Bytes;
use db::{Query, Record, row, values};
use testkit::on_both;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

/// A form about the money as it is.
async fn aim(cast: &Cast<'_>, order: OrderId) -> Aim {
    let sql = "select coalesce(max(version), 0) from order_purchases where order_id = $1";
    let version = cast.town.app.db.read().await.unwrap().number(sql, values![order.0]).await.unwrap();
    Aim { order, version, once: cast.town.app.new_id() }
}

async fn stage(cast: &Cast<'_>, order: OrderId, side: Side, doer: &Doer) -> Stage {
    actions::money(&cast.town.app, doer, order, side).await.unwrap().purchase.unwrap().stage
}

const fn fifty(way: Way) -> MoneyAgreeing {
    MoneyAgreeing { way, ceiling_fen: 5_000 }
}

const fn bought(spent_fen: i64, change_fen: i64) -> MoneyBought {
    MoneyBought { spent_fen, change_fen, photos: Vec::new() }
}

/// Taken by the first member.
async fn taken(cast: &Cast<'_>) -> OrderId {
    let order = cast.accepted(&cast.resident, "repair-water").await;
    cast.dispatch(order, &[Target::Person(cast.members[0].person.unwrap())]).await;
    cast.take(order, &cast.members[0]).await.unwrap();
    order
}

#[tokio::test]
async fn cash_is_agreed_given_spent_and_comes_back_before_the_matter_is_done() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let (app, helper, resident) = (&town.app, cast.members[0].clone(), cast.resident.clone());
        let order = taken(&cast).await;
        let first = actions::give_money(app, &helper, aim(&cast, order).await, 100).await;
        assert_eq!(refused(&first), "orders-refused-money-first");
        let stranger =
            actions::agree_money(app, &helper, aim(&cast, order).await, Side::Resident, fifty(Way::Cash)).await;
        assert_eq!(refused(&stranger), "not found");
        // Ten times the same form is one agreement.
        let once = aim(&cast, order).await;
        for _ in 0..10 {
            actions::agree_money(app, &resident, once, Side::Resident, fifty(Way::Cash)).await.unwrap();
        }
        let stale = Aim { once: app.new_id(), ..once };
        let late = actions::agree_money(app, &resident, stale, Side::Resident, fifty(Way::Cash)).await;
        assert_eq!(refused(&late), "changed");
        let over = actions::give_money(app, &helper, aim(&cast, order).await, 6_000).await;
        assert_eq!(refused(&over), "orders-refused-money-over");
        actions::give_money(app, &helper, aim(&cast, order).await, 5_000).await.unwrap();
        // As long as the money is out, the matter stays where it is.
        let back = actions::hand_back(app, &helper, cast.aim(order).await).await;
        assert_eq!(refused(&back), "orders-refused-money-out");
        let gone = actions::withdraw(app, &resident, cast.aim(order).await).await;
        assert_eq!(refused(&gone), "orders-refused-money-out");
        let more = actions::spend_money(app, &helper, aim(&cast, order).await, &bought(5_500, 0)).await;
        assert_eq!(refused(&more), "orders-refused-money-over");
        let raised = MoneyAgreeing { way: Way::Cash, ceiling_fen: 6_000 };
        actions::agree_money(app, &cast.worker, aim(&cast, order).await, Side::Desk, raised).await.unwrap();
        actions::give_money(app, &helper, aim(&cast, order).await, 1_000).await.unwrap();
        let lost = actions::spend_money(app, &helper, aim(&cast, order).await, &bought(5_500, 400)).await;
        assert_eq!(refused(&lost), "orders-refused-money-change");
        actions::spend_money(app, &helper, aim(&cast, order).await, &bought(5_500, 500)).await.unwrap();
        actions::question_money(app, &resident, aim(&cast, order).await, "少了一瓶油").await.unwrap();
        assert_eq!(stage(&cast, order, Side::Desk, &cast.worker).await, Stage::Asked);
        town.work().await;
        let told = "select count(*) from notices where kind = 'order_money_question'";
        assert_eq!(app.db.read().await.unwrap().number(told, vec![]).await.unwrap(), 1);
        let own = actions::settle_money(app, &helper, aim(&cast, order).await, Side::Resident).await;
        assert_eq!(refused(&own), "not found");
        actions::spend_money(app, &helper, aim(&cast, order).await, &bought(5_000, 1_000)).await.unwrap();
        actions::settle_money(app, &resident, aim(&cast, order).await, Side::Resident).await.unwrap();
        assert_eq!(stage(&cast, order, Side::Resident, &resident).await, Stage::Settled);
        cast.done(order, &helper).await;
        // Every step stands in the talk that the resident reads.
        let view = actions::for_resident(app, &resident, order).await.unwrap();
        assert!(view.messages.iter().filter(|said| said.body.contains('元')).count() >= 6, "{:?}", view.messages);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_helper_advances_is_repaid_and_receipts_leave_with_the_matter() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let (app, helper, resident) = (&town.app, cast.members[0].clone(), cast.resident.clone());
        let order = taken(&cast).await;
        actions::agree_money(app, &resident, aim(&cast, order).await, Side::Resident, fifty(Way::Advance))
            .await
            .unwrap();
        let cash = actions::give_money(app, &helper, aim(&cast, order).await, 100).await;
        assert_eq!(refused(&cash), "orders-refused-not-now");
        let buying = aim(&cast, order).await;
        let photo = actions::stage_photo(app, &helper, buying.once, Bytes::from(testkit::photo())).await.unwrap();
        let wish = MoneyBought { photos: vec![photo], ..bought(4_250, 0) };
        for _ in 0..2 {
            actions::spend_money(app, &helper, buying, &wish).await.unwrap();
        }
        let seen = actions::money(app, &resident, order, Side::Resident).await.unwrap();
        let receipt = seen.receipts[0].id;
        for reader in [&resident, &helper, &cast.worker] {
            assert!(actions::receipt(app, reader, order, receipt, actions::Size::Thumbnail).await.is_ok());
        }
        assert!(actions::receipt(app, &cast.members[1], order, receipt, actions::Size::Whole).await.is_err());
        // It is no photo of the home.
        assert!(actions::for_resident(app, &resident, order).await.unwrap().photos.is_empty());
        let many: Vec<_> = (0..4)
            .map(|_| async {
                let form = aim(&cast, order).await;
                db::again(|| actions::settle_money(app, &resident, form, Side::Resident)).await
            })
            .collect();
        let settled = futures::future::join_all(many).await;
        assert_eq!(settled.iter().filter(|done| done.is_ok()).count(), 1, "{settled:?}");
        let kept = actions::money(app, &resident, order, Side::Resident).await.unwrap().purchase.unwrap();
        assert_eq!((kept.repaid_fen, kept.given_fen), (4_250, 0));
        cast.done(order, &helper).await;
        actions::solved(app, &resident, cast.aim(order).await, &Answer::default()).await.unwrap();
        actions::close(app, &resident, cast.aim(order).await).await.unwrap();
        town.later(chrono::Duration::days(31)).await;
        let left = "select count(*) from files where owner_kind = 'receipt'";
        assert_eq!(app.db.read().await.unwrap().number(left, vec![]).await.unwrap(), 0);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn who_may_only_follow_does_not_decide_and_what_is_done_for_someone_is_shown_to_them() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let app = &town.app;
        let mother = cast.resident.person.unwrap();
        let son = &cast.members[1];
        let tie = row! {
            id: app.new_id(), community: town.community.0, resident_id: mother.0, proxy_id: son.person.unwrap().0,
            scope: "follow", agreed_at: app.now(),
        };
        let mut write = app.db.write(&town.house(), "family.agree", &[]).await.unwrap();
        write.create(&Record { table: "proxies" }, tie).await.unwrap();
        write.commit().await.unwrap();
        let follows = Doer { acts_for: vec![mother], ..cast.now(son) };
        let decides = Doer { decides_for: vec![mother], ..follows.clone() };
        let mut wish = cast.asking("repair-water").await;
        wish.asker = actions::Asker::Person(mother);
        let order = actions::ask(app, &follows, &wish).await.unwrap().order;
        let view = actions::for_resident(app, &follows, order).await.unwrap();
        assert_eq!(view.acted_for.as_ref().map(|(id, _)| *id), Some(mother));
        assert!(!view.decides && !view.may_withdraw);
        let asked = actions::write_to_office(app, &follows, order, app.new_id(), "请早点来").await;
        assert_eq!(refused(&asked), "ok");
        let taken_back = actions::withdraw(app, &follows, cast.aim(order).await).await;
        assert_eq!(refused(&taken_back), "orders-refused-only-follows");
        let agreed =
            actions::agree_money(app, &follows, aim(&cast, order).await, Side::Resident, fifty(Way::Cash)).await;
        assert_eq!(refused(&agreed), "orders-refused-only-follows");
        actions::agree_money(app, &decides, aim(&cast, order).await, Side::Resident, fifty(Way::Cash)).await.unwrap();
        assert!(actions::mine_of(app, &follows, mother).await.unwrap().len() == 1);
        assert!(actions::mine_of(app, &cast.members[0], mother).await.is_err());
        actions::withdraw(app, &decides, cast.aim(order).await).await.unwrap();
        assert_eq!(cast.state(order).await, State::Withdrawn);
        let acts = actions::acts_for_me(app, &cast.resident).await.unwrap();
        let mut words: Vec<&str> = acts.iter().map(|act| act.words).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words, ["orders-behalf-say", "orders-behalf-submit", "orders-behalf-withdraw"]);
        assert!(acts.iter().all(|act| act.who.contains("样大山")));
        let told = actions::for_resident(app, &cast.resident, order).await.unwrap();
        assert!(told.timeline.iter().any(|item| item.words == "orders-behalf-withdraw"));
        assert!(told.messages.iter().any(|said| said.who.as_deref().is_some_and(|who| !who.is_empty())));
        assert!(actions::acts_for_me(app, &cast.members[0]).await.unwrap().is_empty());
        cast.is_sound().await;
    })
    .await;
}

async fn answers(cast: &Cast<'_>, person: PersonId, woman: bool) {
    let row = row! {
        id: person.0, community: cast.town.community.0, takes_orders: true, answers_woman: woman, answers_man: false,
    };
    let mut write = cast.town.app.db.write(&cast.town.house(), "helpers.tick", &[]).await.unwrap();
    write.create(&Record { table: "helpers" }, row).await.unwrap();
    write.insert("person_skills", row! { person_id: person.0, skill: "plumbing" }).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_wish_for_a_helper_is_answered_by_who_ticked_it_and_by_nobody_else() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let app = &town.app;
        let people: Vec<PersonId> = cast.members.iter().map(|member| member.person.unwrap()).collect();
        answers(&cast, people[0], true).await;
        answers(&cast, people[1], false).await;
        let mut wish = cast.asking("repair-water").await;
        wish.wishes = Wishes { helper: Some(WishHelper::Woman), ..Wishes::default() };
        let order = actions::ask(app, &cast.now(&cast.resident), &wish).await.unwrap().order;
        let accept = actions::Acceptance::plain("马上派人", "厨房水龙头漏水");
        actions::accept(app, &cast.worker, cast.aim(order).await, &accept).await.unwrap();
        let suggested = actions::suggestions(app, &cast.worker, order).await.unwrap();
        let ids: Vec<PersonId> = suggested.people.iter().map(|who| who.person).collect();
        assert_eq!(ids, [people[0]]);
        let asked = actions::Dispatching::to(vec![Target::Person(people[1])]);
        let other = actions::dispatch(app, &cast.worker, cast.aim(order).await, &asked).await;
        assert_eq!(refused(&other), "orders-refused-wish-not-met");
        cast.dispatch(order, &[Target::Body(cast.team)]).await;
        assert_eq!(actions::offers_for(app, &cast.members[0]).await.unwrap().len(), 1);
        assert!(actions::offers_for(app, &cast.members[1]).await.unwrap().is_empty());
        assert_eq!(refused(&cast.take(order, &cast.members[1]).await), "orders-refused-wish-not-met");
        // Anyone is fine after all; the same form twice says it once.
        let ease = cast.aim(order).await;
        for _ in 0..2 {
            actions::any_helper(app, &cast.resident, ease).await.unwrap();
        }
        cast.take(order, &cast.members[1]).await.unwrap();
        let late = actions::any_helper(app, &cast.resident, cast.aim(order).await).await;
        assert_eq!(refused(&late), "orders-refused-not-now");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn numbers_of_cards_are_written_down_nowhere() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let app = &town.app;
        let mut wish = cast.asking("repair-water").await;
        wish.body = "请取五百元，卡号 4111 1111 1111 1111 密码 123456".to_owned();
        assert!(matches!(actions::ask(app, &cast.resident, &wish).await, Err(base::Problem::Invalid(_))));
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let said = actions::write_to_office(app, &cast.resident, order, app.new_id(), "密码是 123456").await;
        assert!(matches!(said, Err(base::Problem::Invalid(_))));
        assert!(actions::for_resident(app, &cast.resident, order).await.unwrap().messages.is_empty());
    })
    .await;
}
