//! Money of a purchase, through the actions, on both databases; who acts for another, and wishes about the helper.

use super::rules::{Stage, Way};
use crate::orders::actions::{self, Aim, Answer, MoneyAgreeing, MoneyBought, MoneySide as Side, Target, Wishes};
use crate::orders::machine::State;
use crate::orders::machine_tests::Stage as Whole;
use crate::orders::rules::WishHelper;
use crate::orders::tests::{Cast, refused};
use base::{Doer, OrderId, PersonId};
use bytes::Bytes;
use chrono::Duration;
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
    MoneyBought { spent_fen, change_fen, photos: Vec::new(), why: String::new() }
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
        let more = actions::spend_money(app, &helper, aim(&cast, order).await, Side::Helper, &bought(5_500, 0)).await;
        assert_eq!(refused(&more), "orders-refused-money-over");
        let raised = MoneyAgreeing { way: Way::Cash, ceiling_fen: 6_000 };
        actions::agree_money(app, &cast.worker, aim(&cast, order).await, Side::Desk, raised).await.unwrap();
        actions::give_money(app, &helper, aim(&cast, order).await, 1_000).await.unwrap();
        let lost = actions::spend_money(app, &helper, aim(&cast, order).await, Side::Helper, &bought(5_500, 400)).await;
        assert_eq!(refused(&lost), "orders-refused-money-change");
        actions::spend_money(app, &helper, aim(&cast, order).await, Side::Helper, &bought(5_500, 500)).await.unwrap();
        actions::question_money(app, &resident, aim(&cast, order).await, "少了一瓶油").await.unwrap();
        assert_eq!(stage(&cast, order, Side::Desk, &cast.worker).await, Stage::Asked);
        town.work().await;
        let told = "select count(*) from notices where kind = 'order_money_question'";
        assert_eq!(app.db.read().await.unwrap().number(told, vec![]).await.unwrap(), 1);
        let own = actions::settle_money(app, &helper, aim(&cast, order).await, Side::Resident).await;
        assert_eq!(refused(&own), "not found");
        actions::spend_money(app, &helper, aim(&cast, order).await, Side::Helper, &bought(5_000, 1_000)).await.unwrap();
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
            actions::spend_money(app, &helper, buying, Side::Helper, &wish).await.unwrap();
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

/// What the office writes down, with its reason.
fn instead(spent_fen: i64, change_fen: i64) -> MoneyBought {
    MoneyBought { why: "帮手住院了，钱退到了服务大厅".to_owned(), ..bought(spent_fen, change_fen) }
}

async fn told(cast: &Cast<'_>, who: &Doer, kind: &str) -> i64 {
    let sql = "select count(*) from notices where account_id = $1 and kind = $2";
    let read = cast.town.app.db.read().await.unwrap();
    read.number(sql, values![who.account.unwrap().0, kind]).await.unwrap()
}

#[tokio::test]
async fn the_office_writes_down_for_a_helper_who_cannot_and_the_matter_is_free_again() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let (app, helper, resident) = (&town.app, cast.members[0].clone(), cast.resident.clone());
        let order = taken(&cast).await;
        actions::agree_money(app, &resident, aim(&cast, order).await, Side::Resident, fifty(Way::Cash)).await.unwrap();
        let early = actions::spend_money(app, &cast.worker, aim(&cast, order).await, Side::Desk, &instead(0, 0)).await;
        assert_eq!(refused(&early), "orders-refused-not-now", "nothing is out yet");
        actions::give_money(app, &helper, aim(&cast, order).await, 5_000).await.unwrap();
        let stuck = actions::recall(app, &cast.worker, cast.aim(order).await, "帮手病了").await;
        assert_eq!(refused(&stuck), "orders-refused-money-out");
        let seen = actions::money(app, &cast.worker, order, Side::Desk).await.unwrap();
        assert!(seen.may_buy && !seen.may_give);

        let silent =
            actions::spend_money(app, &cast.worker, aim(&cast, order).await, Side::Desk, &bought(0, 5_000)).await;
        assert!(matches!(silent, Err(base::Problem::Invalid(_))), "a reason is needed");
        let lost =
            actions::spend_money(app, &cast.worker, aim(&cast, order).await, Side::Desk, &instead(0, 4_000)).await;
        assert_eq!(refused(&lost), "orders-refused-money-change");
        let other =
            actions::spend_money(app, &cast.members[1], aim(&cast, order).await, Side::Desk, &instead(0, 5_000)).await;
        assert_eq!(refused(&other), "not found");
        let own =
            actions::spend_money(app, &resident, aim(&cast, order).await, Side::Resident, &instead(0, 5_000)).await;
        assert_eq!(refused(&own), "orders-refused-not-now", "the resident says whether it is right");
        let once = aim(&cast, order).await;
        for _ in 0..2 {
            actions::spend_money(app, &cast.worker, once, Side::Desk, &instead(0, 5_000)).await.unwrap();
        }
        town.work().await;
        assert_eq!(told(&cast, &helper, "order_money_written").await, 1);
        assert_eq!(told(&cast, &resident, "order_money_written").await, 0);
        assert!(told(&cast, &resident, "order_message").await >= 1);
        let read = actions::for_resident(app, &resident, order).await.unwrap().messages;
        assert_eq!(read.iter().filter(|said| said.body.contains("钱退到了服务大厅")).count(), 1);
        let held = actions::for_holder(app, &helper, order).await.unwrap().messages;
        assert!(held.iter().any(|said| said.body.contains("钱退到了服务大厅")));
        actions::settle_money(app, &cast.worker, aim(&cast, order).await, Side::Desk).await.unwrap();
        actions::recall(app, &cast.worker, cast.aim(order).await, "帮手病了").await.unwrap();
        assert_eq!(cast.state(order).await, State::Accepted);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn no_money_moves_once_the_matter_is_on_its_way_back() {
    on_both(circles, async |town| {
        let stage = Whole::of(&town).await;
        let (cast, app, unit) = (&stage.cast, &town.app, &stage.department);
        let order = cast.accepted(&cast.resident, "repair-water").await;
        cast.dispatch(order, &[Target::Body(stage.body)]).await;
        cast.take(order, unit).await.unwrap();
        for way in [Way::Cash, Way::Advance] {
            actions::agree_money(app, &cast.resident, aim(cast, order).await, Side::Resident, fifty(way))
                .await
                .unwrap();
        }
        let opened = aim(cast, order).await;
        stage.give_back(order).await.unwrap();
        // The page was still open in another window.
        let late = actions::spend_money(app, unit, opened, Side::Helper, &bought(4_000, 0)).await;
        assert_eq!(refused(&late), "orders-refused-not-now");
        actions::agree_money(app, &cast.resident, opened, Side::Resident, fifty(Way::Cash)).await.unwrap_err();

        // Money that was out before there was this rule does not slip away with the matter.
        town.tamper("update order_purchases set way = 'cash', state = 'given', given_fen = 5000").await;
        let more = actions::give_money(app, unit, aim(cast, order).await, 100).await;
        assert_eq!(refused(&more), "orders-refused-not-now");
        let back = actions::approve_return(app, &cast.worker, cast.aim(order).await).await;
        assert_eq!(refused(&back), "orders-refused-money-out");
        let gone = actions::withdraw(app, &cast.resident, cast.aim(order).await).await;
        assert_eq!(refused(&gone), "orders-refused-money-out");
        actions::spend_money(app, &cast.worker, aim(cast, order).await, Side::Desk, &instead(0, 5_000)).await.unwrap();
        actions::settle_money(app, &cast.resident, aim(cast, order).await, Side::Resident).await.unwrap();
        actions::approve_return(app, &cast.worker, cast.aim(order).await).await.unwrap();
        assert_eq!(cast.state(order).await, State::Accepted);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn who_carries_the_money_agrees_on_nothing_with_themself() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let app = &town.app;
        let mother = cast.resident.person.unwrap();
        // A neighbour who decides for her agrees, and then takes the order.
        let near = Doer { acts_for: vec![mother], decides_for: vec![mother], ..cast.members[0].clone() };
        let order = cast.accepted(&cast.resident, "repair-water").await;
        actions::agree_money(app, &near, aim(&cast, order).await, Side::Resident, fifty(Way::Cash)).await.unwrap();
        cast.dispatch(order, &[Target::Person(near.person.unwrap())]).await;
        cast.take(order, &near).await.unwrap();
        let given = actions::give_money(app, &near, aim(&cast, order).await, 5_000).await;
        assert_eq!(refused(&given), "orders-refused-money-own");
        let thousand = MoneyAgreeing { way: Way::Cash, ceiling_fen: 100_000 };
        let raised = actions::agree_money(app, &near, aim(&cast, order).await, Side::Resident, thousand).await;
        assert_eq!(refused(&raised), "orders-refused-money-own");
        assert!(!actions::money(app, &near, order, Side::Resident).await.unwrap().may_agree);
        // The office asks her, and writes down the same amount.
        town.later(Duration::minutes(1)).await;
        let (near, worker) = (cast.now(&near), cast.now(&cast.worker));
        actions::agree_money(app, &worker, aim(&cast, order).await, Side::Desk, fifty(Way::Cash)).await.unwrap();
        actions::give_money(app, &near, aim(&cast, order).await, 5_000).await.unwrap();
        actions::spend_money(app, &near, aim(&cast, order).await, Side::Helper, &bought(4_000, 1_000)).await.unwrap();
        let right = actions::settle_money(app, &near, aim(&cast, order).await, Side::Resident).await;
        assert_eq!(refused(&right), "orders-refused-money-own");
        actions::question_money(app, &near, aim(&cast, order).await, "小票找不到了").await.unwrap();
        actions::settle_money(app, &cast.now(&cast.resident), aim(&cast, order).await, Side::Resident).await.unwrap();

        // A worker who takes orders as well does not agree at the desk with themself.
        let both = Doer { person: near.person, ..cast.now(&cast.worker) };
        let order = taken(&cast).await;
        for side in [Side::Desk, Side::Resident] {
            let own = actions::agree_money(app, &both, aim(&cast, order).await, side, thousand).await;
            let words = if side == Side::Desk { "orders-refused-money-own" } else { "not found" };
            assert_eq!(refused(&own), words);
        }
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn each_round_has_its_own_receipts() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, order) = (&town.app, taken(&cast).await);
        for (pictures, left) in [(3, 0), (1, 2)] {
            let (resident, helper) = (cast.now(&cast.resident), cast.now(&cast.members[0]));
            let agreeing = aim(&cast, order).await;
            let agreeing = Aim { version: 0, ..agreeing };
            actions::agree_money(app, &resident, agreeing, Side::Resident, fifty(Way::Advance)).await.unwrap();
            assert_eq!(actions::money(app, &helper, order, Side::Helper).await.unwrap().receipts_left, 3);
            let version = actions::money(app, &helper, order, Side::Helper).await.unwrap().version;
            let buying = Aim { order, version, once: app.new_id() };
            let mut photos = Vec::new();
            for _ in 0..pictures {
                photos.push(actions::stage_photo(app, &helper, buying.once, testkit::photo().into()).await.unwrap());
            }
            let wish = MoneyBought { photos, ..bought(4_250, 0) };
            actions::spend_money(app, &helper, buying, Side::Helper, &wish).await.unwrap();
            let seen = actions::money(app, &helper, order, Side::Helper).await.unwrap();
            assert_eq!(seen.receipts_left, left);
            let settling = Aim { order, version: seen.version, once: app.new_id() };
            actions::settle_money(app, &resident, settling, Side::Resident).await.unwrap();
            cast.done(order, &helper).await;
            if left == 0 {
                town.later(Duration::minutes(5)).await;
                let resident = cast.now(&cast.resident);
                actions::not_solved(app, &resident, cast.aim(order).await, "还要再买一次").await.unwrap();
                cast.dispatch(order, &[Target::Person(helper.person.unwrap())]).await;
                cast.take(order, &helper).await.unwrap();
            }
        }
        cast.is_sound().await;
    })
    .await;
}
