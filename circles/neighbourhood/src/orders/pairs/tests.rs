//! Two people at once through the real verbs, on both databases: the first waits, the second begins it, and either gives it
//! back without anything staying on anyone.

use crate::orders::actions::{
    self, Acceptance, Aim, Answer, Asking, Companion, Dispatching, Doing, MoneyAgreeing, MoneySide, Target, Wishes,
};
use crate::orders::machine::{Action, State};
use crate::orders::machine_tests::Stage;
use crate::orders::purchase::rules::Way;
use crate::orders::rules::{DoneBy, Outcome as Code, WishHelper};
use crate::orders::store::{self, Order};
use crate::orders::tests::{Cast, refused};
use base::{BodyId, Doer, OrderId, Outcome, PersonId, Problem, Standing};
use chrono::Duration;
use db::{FromQueryResult, Query, Record, row, values};
use testkit::Town;
use uuid::Uuid;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

fn person(doer: &Doer) -> PersonId {
    doer.person.unwrap()
}

fn by_name(doers: &[&Doer]) -> Vec<Target> {
    doers.iter().map(|doer| Target::Person(person(doer))).collect()
}

/// Accepted, with two people wanted by the asker.
async fn for_two(cast: &Cast<'_>, code: &str, wishes: Wishes) -> OrderId {
    let app = &cast.town.app;
    let asking = Asking { wishes: Wishes { two: true, ..wishes }, ..cast.asking(code).await };
    let order = actions::ask(app, &cast.now(&cast.resident), &asking).await.unwrap().order;
    let aim = cast.aim(order).await;
    actions::accept(app, &cast.now(&cast.worker), aim, &Acceptance::plain("马上派人", "两位一起")).await.unwrap();
    order
}

async fn of(town: &Town, order: OrderId) -> Order {
    let read = town.app.db.read().await.unwrap();
    store::order(&read, town.community, order).await.unwrap().unwrap()
}

async fn count(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, vec![]).await.unwrap()
}

#[derive(FromQueryResult)]
struct Kind {
    kind: String,
}

/// The kinds of news that a doer got, without `order_`.
async fn heard(town: &Town, who: &Doer) -> Vec<String> {
    let sql = "select kind from notices where account_id = $1 order by at, id";
    let rows: Vec<Kind> = town.app.db.read().await.unwrap().all(sql, values![who.account.unwrap().0]).await.unwrap();
    rows.into_iter().map(|row| row.kind.trim_start_matches("order_").to_owned()).collect()
}

async fn done(cast: &Cast<'_>, order: OrderId, who: &Doer, companions: Vec<Companion>) -> Outcome<()> {
    let wish =
        Doing { minutes: 60, companions, outcome: Code::Solved, text: "一起办好了".to_owned(), photos: vec![] };
    let aim = cast.aim(order).await;
    actions::done(&cast.town.app, &cast.now(who), aim, &wish).await
}

/// Asked by name, taken by both.
async fn held_by_two(cast: &Cast<'_>, order: OrderId) {
    cast.dispatch(order, &by_name(&[&cast.members[0], &cast.members[1]])).await;
    cast.take(order, &cast.members[0]).await.unwrap();
    cast.take(order, &cast.members[1]).await.unwrap();
}

#[tokio::test]
async fn the_first_waits_the_second_begins_it_and_both_hold_it() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 3).await;
        let (app, first, second) = (&town.app, &cast.members[0], &cast.members[1]);
        let order = for_two(&cast, "repair-water", Wishes::default()).await;
        cast.dispatch(order, &by_name(&[first, second])).await;
        town.later(Duration::minutes(1)).await;
        let events = "select count(*) from order_events";
        let before = count(&town, events).await;
        let again = Aim { once: app.new_id(), ..cast.aim(order).await };
        for _ in 0..3 {
            actions::take(app, &cast.now(first), again, None).await.unwrap();
            cast.take(order, first).await.unwrap();
        }
        // In, and nothing more: no event, no door, no phone, no word.
        assert_eq!((cast.state(order).await, count(&town, events).await), (State::Dispatched, before));
        let own = actions::offers_for(app, &cast.now(first)).await.unwrap();
        assert!(own.len() == 1 && own[0].waits && !own[0].one_found && own[0].wishes.two);
        assert!(actions::for_holder(app, &cast.now(first), order).await.is_err());
        let phone = actions::reveal_phone(app, &cast.now(first), order, "").await;
        assert!(matches!(phone, Err(Problem::NotFound | Problem::NotAllowed)));
        let other = actions::for_offer(app, &cast.now(second), order).await.unwrap();
        assert!(!other.waits && other.one_found);
        let desk = actions::for_desk(app, &cast.now(&cast.worker), order).await.unwrap();
        assert!(desk.one_found && desk.holder.is_none());
        assert!(actions::for_resident(app, &cast.now(&cast.resident), order).await.unwrap().coming.is_none());

        cast.take(order, second).await.unwrap();
        cast.take(order, first).await.unwrap();
        town.later(Duration::minutes(1)).await;
        let kept = of(&town, order).await;
        assert_eq!((kept.holder(), kept.companion()), (first.person, second.person));
        for (own, with) in [(first, "样大山1"), (second, "样大山0")] {
            let held = actions::held_by(app, &cast.now(own)).await.unwrap();
            assert_eq!((held.len(), held[0].with.as_deref()), (1, Some(with)));
            assert_eq!(held[0].place.door.as_deref(), Some("201"));
            assert!(held[0].door_word.is_some() && held[0].may.contains(&Action::Done));
        }
        let seen = actions::for_resident(app, &cast.now(&cast.resident), order).await.unwrap();
        assert_eq!(seen.coming.unwrap().who(), "样大山0 · 样大山1");
        let told = format!("{:?}", seen.timeline);
        assert!(told.contains("样大山0 · 样大山1"), "{told}");

        let at = cast.aim(order).await;
        actions::arrange(app, &cast.now(second), at, town.app.now() + Duration::hours(3)).await.unwrap();
        town.later(Duration::minutes(1)).await;
        let along = vec![Companion { person: person(first), minutes: 45 }];
        done(&cast, order, second, along).await.unwrap();
        let read = app.db.read().await.unwrap();
        let mut helpers: Vec<(Uuid, i64)> =
            store::helpers(&read, order).await.unwrap().iter().map(|row| (row.person_id, row.minutes)).collect();
        drop(read);
        let mut wanted = vec![(person(first).0, 45), (person(second).0, 60)];
        helpers.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(helpers, wanted);
        let yes = Answer { minutes_right: true, text: None };
        actions::solved(app, &cast.now(&cast.resident), cast.aim(order).await, &yes).await.unwrap();
        actions::close(app, &cast.now(&cast.resident), cast.aim(order).await).await.unwrap();
        let confirmed = "select count(*) from order_helpers where confirmed_at is not null and told_at is not null";
        assert_eq!(count(&town, confirmed).await, 2);
        town.later(Duration::minutes(1)).await;
        assert_eq!(heard(&town, first).await, ["offer", "pair_begun", "pair_visit", "pair_done"]);
        assert_eq!(heard(&town, second).await, ["offer"]);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn three_hands_at_once_and_exactly_two_have_it() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 12).await;
        let order = for_two(&cast, "repair-water", Wishes::default()).await;
        cast.dispatch(order, &[Target::Body(cast.team)]).await;
        let aim = cast.aim(order).await;
        // Each of them twice.
        let takes = cast.members.iter().chain(&cast.members).map(|member| {
            let aim = Aim { once: town.app.new_id(), ..aim };
            let app = &town.app;
            async move { (member.person, db::again(|| actions::take(app, member, aim, None)).await) }
        });
        let outcomes = futures::future::join_all(takes).await;
        let kept = of(&town, order).await;
        let both = [kept.holder(), kept.companion()];
        assert!(kept.state == "in_progress" && both[0] != both[1] && !both.contains(&None), "{both:?}");
        for (who, outcome) in &outcomes {
            let word = if both.contains(who) { "ok" } else { "orders-refused-taken" };
            assert_eq!(refused(outcome), word);
        }
        let seats = "select count(*) from order_dispatches where state = 'taken'";
        assert_eq!(count(&town, seats).await, 2);
        assert_eq!(count(&town, "select count(*) from order_events where action = 'take'").await, 1);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn who_steps_back_while_waiting_leaves_nothing() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 3).await;
        let (app, first, second) = (&town.app, &cast.members[0], &cast.members[1]);
        let order = for_two(&cast, "repair-water", Wishes::default()).await;
        cast.dispatch(order, &[Target::Body(cast.team)]).await;
        cast.take(order, first).await.unwrap();
        let events = count(&town, "select count(*) from order_events").await;
        for _ in 0..2 {
            actions::decline(app, &cast.now(first), cast.aim(order).await).await.unwrap();
        }
        let left = "select count(*) from order_dispatches where person_id is not null";
        assert_eq!((count(&town, left).await, cast.state(order).await), (0, State::Dispatched));
        assert_eq!(count(&town, "select count(*) from order_events").await, events);
        assert!(actions::offers_for(app, &cast.now(first)).await.unwrap().is_empty());
        assert!(!actions::for_desk(app, &cast.now(&cast.worker), order).await.unwrap().one_found);
        // The others may still be two.
        cast.take(order, second).await.unwrap();
        cast.take(order, &cast.members[2]).await.unwrap();
        assert_eq!(of(&town, order).await.holder(), second.person);

        // Of two who were asked by name one says no: nobody is left to be the second, and it goes back at once.
        let order = for_two(&cast, "repair-water", Wishes::default()).await;
        cast.dispatch(order, &by_name(&[first, second])).await;
        town.later(Duration::minutes(1)).await;
        cast.take(order, first).await.unwrap();
        actions::decline(app, &cast.now(second), cast.aim(order).await).await.unwrap();
        assert_eq!(cast.state(order).await, State::Accepted);
        town.later(Duration::minutes(1)).await;
        assert_eq!(heard(&town, first).await.last().map(String::as_str), Some("recalled"));
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_comes_along_and_the_first_is_let_go_and_told() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 3).await;
        let (app, first) = (&town.app, &cast.members[0]);
        let order = for_two(&cast, "repair-water", Wishes::default()).await;
        cast.dispatch(order, &[Target::Body(cast.team)]).await;
        town.later(Duration::minutes(1)).await;
        cast.take(order, first).await.unwrap();
        town.later(Duration::days(1)).await;
        let kept = of(&town, order).await;
        assert!(kept.state == "accepted" && kept.nobody_took && kept.holder_person.is_none());
        assert_eq!(heard(&town, first).await, ["recalled"]);
        assert_eq!(count(&town, "select count(*) from order_dispatches where person_id is not null").await, 0);
        // They may be asked again, and a recall lets go and tells once too.
        cast.dispatch(order, &by_name(&[first, &cast.members[1]])).await;
        town.later(Duration::minutes(1)).await;
        cast.take(order, first).await.unwrap();
        actions::recall(app, &cast.now(&cast.worker), cast.aim(order).await, "居民改天").await.unwrap();
        town.later(Duration::minutes(1)).await;
        assert_eq!(heard(&town, first).await, ["recalled", "offer", "recalled"]);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn either_gives_it_back_the_other_is_told_and_nothing_stays_on_anyone() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 3).await;
        let (app, first, second) = (&town.app, &cast.members[0], &cast.members[1]);
        for back in [first, second] {
            let order = for_two(&cast, "repair-water", Wishes::default()).await;
            held_by_two(&cast, order).await;
            town.later(Duration::minutes(1)).await;
            let aim = cast.aim(order).await;
            for _ in 0..2 {
                actions::hand_back(app, &cast.now(back), aim).await.unwrap();
            }
            let kept = of(&town, order).await;
            assert!(kept.state == "accepted" && kept.holder_person.is_none() && kept.companion_person.is_none());
            town.later(Duration::minutes(1)).await;
            let other = if back.person == first.person { second } else { first };
            assert_eq!(heard(&town, other).await.last().map(String::as_str), Some("recalled"));
            let own = heard(&town, back).await.iter().filter(|kind| *kind == "recalled").count();
            assert_eq!(own, usize::from(back.person == second.person), "nobody hears of their own step");
            for gone in [first, second] {
                assert!(actions::for_holder(app, &cast.now(gone), order).await.is_err());
            }
            let view = actions::for_desk(app, &cast.now(&cast.worker), order).await.unwrap();
            let told = format!("{:?}", view.timeline);
            assert!(!told.contains("样大山"), "{told}");
            // The other one may be asked again; who gave it back is not.
            let found = actions::suggestions(app, &cast.now(&cast.worker), order).await.unwrap();
            let people: Vec<PersonId> = found.people.iter().map(|one| one.person).collect();
            assert!(!people.contains(&person(back)));
            let seats = "select count(*) from order_dispatches where person_id is not null";
            assert_eq!(count(&town, seats).await, 0);
            let aim = cast.aim(order).await;
            actions::withdraw(app, &cast.now(&cast.resident), aim).await.unwrap();
        }
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_recall_and_a_withdrawal_tell_both() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let app = &town.app;
        let order = for_two(&cast, "repair-water", Wishes::default()).await;
        held_by_two(&cast, order).await;
        town.later(Duration::minutes(1)).await;
        actions::recall(app, &cast.now(&cast.worker), cast.aim(order).await, "换人").await.unwrap();
        town.later(Duration::minutes(1)).await;
        let other = for_two(&cast, "repair-water", Wishes::default()).await;
        held_by_two(&cast, other).await;
        town.later(Duration::minutes(1)).await;
        actions::withdraw(app, &cast.now(&cast.resident), cast.aim(other).await).await.unwrap();
        town.later(Duration::minutes(1)).await;
        for member in &cast.members {
            let recalled = heard(&town, member).await.iter().filter(|kind| *kind == "recalled").count();
            assert_eq!(recalled, 2, "{:?}", heard(&town, member).await);
        }
        assert_eq!(count(&town, "select count(*) from order_let_go").await, 0);
        cast.is_sound().await;
    })
    .await;
}

/// Who waits for a second keeps their seat while the order goes on under another number, and is in again afterwards.
#[tokio::test]
async fn merged_and_taken_out_again_the_first_still_waits() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 3).await;
        let (app, first, second) = (&town.app, &cast.members[0], &cast.members[1]);
        let order = for_two(&cast, "repair-water", Wishes::default()).await;
        cast.dispatch(order, &by_name(&[first, second])).await;
        town.later(Duration::minutes(1)).await;
        cast.take(order, first).await.unwrap();
        let leads = cast.accepted(&cast.resident, "repair-water").await;
        actions::merge(app, &cast.now(&cast.worker), cast.aim(order).await, leads, "").await.unwrap();
        assert!(actions::offers_for(app, &cast.now(first)).await.unwrap().is_empty());
        town.later(Duration::minutes(1)).await;
        assert_eq!(heard(&town, first).await, ["offer", "recalled"]);
        actions::unmerge(app, &cast.now(&cast.worker), cast.aim(order).await, "不是一件事").await.unwrap();
        town.later(Duration::minutes(1)).await;
        assert_eq!(heard(&town, first).await, ["offer", "recalled", "yours_again"]);
        assert_eq!(heard(&town, second).await, ["offer", "recalled", "offer"]);
        let own = actions::offers_for(app, &cast.now(first)).await.unwrap();
        assert!(own.len() == 1 && own[0].waits, "{own:?}");
        cast.take(order, second).await.unwrap();
        assert_eq!(cast.state(order).await, State::InProgress);
        // What ends in another matter keeps no seat.
        let ends = for_two(&cast, "repair-water", Wishes::default()).await;
        cast.dispatch(ends, &by_name(&[first, second])).await;
        town.later(Duration::minutes(1)).await;
        cast.take(ends, first).await.unwrap();
        actions::merge(app, &cast.now(&cast.worker), cast.aim(ends).await, leads, "").await.unwrap();
        actions::withdraw(app, &cast.now(&cast.resident), cast.aim(ends).await).await.unwrap();
        let seats = "select count(*) from order_dispatches where order_id = $1";
        assert_eq!(app.db.read().await.unwrap().number(seats, values![ends.0]).await.unwrap(), 0);
        let kept = of(&town, order).await;
        assert_eq!((kept.holder(), kept.companion()), (first.person, second.person));
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_department_takes_alone_and_who_waited_is_let_go() {
    testkit::on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let cast = &stage.cast;
        let order = for_two(cast, "repair-water", Wishes::default()).await;
        let mut asked = by_name(&[&cast.members[0], &cast.members[1]]);
        asked.push(Target::Body(stage.body));
        cast.dispatch(order, &asked).await;
        town.later(Duration::minutes(1)).await;
        cast.take(order, &cast.members[0]).await.unwrap();
        cast.take(order, &stage.department).await.unwrap();
        let kept = of(&town, order).await;
        assert_eq!((kept.holder(), kept.companion()), (stage.department.person, None));
        assert_eq!(refused(&cast.take(order, &cast.members[0]).await), "not found");
        assert_eq!(refused(&cast.take(order, &cast.members[1]).await), "orders-refused-taken");
        town.later(Duration::minutes(1)).await;
        assert_eq!(heard(&town, &cast.members[0]).await, ["offer", "recalled"]);
        assert_eq!(heard(&town, &cast.members[1]).await, ["offer", "taken_by_other"]);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_category_may_always_ask_for_two_and_one_is_never_enough() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 3).await;
        let app = &town.app;
        let order = cast.accepted(&cast.resident, "children-homework").await;
        assert!(of(&town, order).await.two_people);
        let ask = async |targets: Vec<Target>| {
            let aim = cast.aim(order).await;
            actions::dispatch(app, &cast.now(&cast.worker), aim, &Dispatching::to(targets)).await
        };
        let one = ask(by_name(&[&cast.members[0]])).await;
        assert_eq!(refused(&one), "orders-refused-ask-two");
        ask(by_name(&[&cast.members[0], &cast.members[1]])).await.unwrap();
        cast.take(order, &cast.members[0]).await.unwrap();
        // One is in and one is asked: a third alone is enough now.
        ask(by_name(&[&cast.members[2]])).await.unwrap();

        // The office ticks it while it asks, and takes the step back within its seconds.
        let plain = cast.accepted(&cast.resident, "repair-water").await;
        assert!(!of(&town, plain).await.two_people);
        let wish = Dispatching { targets: vec![Target::Body(cast.team)], two_people: true };
        let aim = cast.aim(plain).await;
        actions::dispatch(app, &cast.now(&cast.worker), aim, &wish).await.unwrap();
        assert!(of(&town, plain).await.two_people);
        actions::undo(app, &cast.now(&cast.worker), plain, aim.once).await.unwrap();
        let back = of(&town, plain).await;
        assert!(!back.two_people && back.state == "accepted");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn the_wish_holds_for_both_and_one_of_the_two_has_the_licence() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 4).await;
        let app = &town.app;
        let ticked = row! {
            community: town.community.0, takes_orders: true, answers_woman: true, answers_man: false,
        };
        let mut write = app.db.write(&town.house(), "helpers.tick", &[]).await.unwrap();
        for member in &cast.members[..2] {
            let mut row = ticked.clone();
            row.extend(row! { id: person(member).0 });
            write.create(&Record { table: "helpers" }, row).await.unwrap();
        }
        let skill = row! { person_id: person(&cast.members[3]).0, skill: "electricity_licensed" };
        write.insert("person_skills", skill).await.unwrap();
        write.commit().await.unwrap();
        let wish = Wishes { helper: Some(WishHelper::Woman), ..Wishes::default() };
        let order = for_two(&cast, "repair-water", wish).await;
        cast.dispatch(order, &[Target::Body(cast.team)]).await;
        cast.take(order, &cast.members[0]).await.unwrap();
        assert_eq!(refused(&cast.take(order, &cast.members[2]).await), "orders-refused-wish-not-met");
        cast.take(order, &cast.members[1]).await.unwrap();

        let order = for_two(&cast, "repair-power", Wishes::default()).await;
        assert_eq!(of(&town, order).await.done_by().unwrap(), DoneBy::Licensed);
        let aim = cast.aim(order).await;
        let none = Dispatching::to(by_name(&[&cast.members[1], &cast.members[2]]));
        let none = actions::dispatch(app, &cast.now(&cast.worker), aim, &none).await;
        assert_eq!(refused(&none), "orders-refused-licence");
        cast.dispatch(order, &by_name(&[&cast.members[1], &cast.members[2], &cast.members[3]])).await;
        cast.take(order, &cast.members[1]).await.unwrap();
        assert_eq!(refused(&cast.take(order, &cast.members[2]).await), "orders-refused-licence");
        cast.take(order, &cast.members[3]).await.unwrap();
        assert_eq!(of(&town, order).await.companion(), cast.members[3].person);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn neither_of_the_two_checks_it_or_answers_for_the_served() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let app = &town.app;
        let order = for_two(&cast, "facilities-stairs", Wishes::default()).await;
        held_by_two(&cast, order).await;
        town.later(Duration::minutes(1)).await;
        done(&cast, order, &cast.members[0], vec![]).await.unwrap();
        // Without a word on the other's minutes they are the same.
        assert_eq!(count(&town, "select count(*) from order_helpers where minutes = 60").await, 2);
        for member in &cast.members {
            let own = Doer { person: member.person, ..cast.worker.clone() };
            let aim = cast.aim(order).await;
            assert_eq!(refused(&actions::verify(app, &cast.now(&own), aim, "").await), "orders-refused-own-work");
            let asked = actions::ask_to_check(app, &cast.now(&cast.worker), aim, person(member)).await;
            assert_eq!(refused(&asked), "orders-refused-own-work");
        }
        town.later(Duration::minutes(1)).await;
        let worker = cast.now(&cast.worker);
        actions::fail_check(app, &worker, cast.aim(order).await, "扶手还松").await.unwrap();
        town.later(Duration::minutes(1)).await;
        for member in &cast.members {
            assert_eq!(heard(&town, member).await.last().map(String::as_str), Some("check_failed"));
            actions::for_holder(app, &cast.now(member), order).await.unwrap();
        }

        // The money of a purchase is right when neither of the two says so.
        let order = for_two(&cast, "living-shopping", Wishes::default()).await;
        held_by_two(&cast, order).await;
        let aim = Aim { order, version: 0, once: app.new_id() };
        let wish = MoneyAgreeing { way: Way::Advance, ceiling_fen: 5000 };
        actions::agree_money(app, &cast.now(&cast.resident), aim, MoneySide::Resident, wish).await.unwrap();
        let money = actions::money(app, &cast.now(&cast.members[1]), order, MoneySide::Helper).await.unwrap();
        assert!(money.may_buy);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn each_of_two_comes_through_a_team_of_their_own() {
    testkit::on_both(circles, async |town| {
        let mut cast = Cast::of(&town, 2).await;
        let team = BodyId(town.app.new_id());
        let mut write = town.app.db.write(&town.house(), "town.found", &[]).await.unwrap();
        let row = row! { id: team.0, community: town.community.0, kind: "team", name_zh: "巾帼志愿队", phone: "" };
        write.create(&Record { table: "bodies" }, row).await.unwrap();
        write.commit().await.unwrap();
        cast.members[1].standings = vec![Standing { body: team, leads: false }];
        let order = for_two(&cast, "facilities-stairs", Wishes::default()).await;
        cast.dispatch(order, &[Target::Body(cast.team), Target::Body(team)]).await;
        cast.take(order, &cast.members[1]).await.unwrap();
        cast.take(order, &cast.members[0]).await.unwrap();
        assert_eq!(of(&town, order).await.holder_body, Some(team.0));
        done(&cast, order, &cast.members[0], vec![]).await.unwrap();
        let read = town.app.db.read().await.unwrap();
        let helpers = store::helpers(&read, order).await.unwrap();
        drop(read);
        let through = |who: &Doer| helpers.iter().find(|row| row.person_id == person(who).0).unwrap().body_id;
        assert_eq!((through(&cast.members[0]), through(&cast.members[1])), (Some(cast.team.0), Some(team.0)));
        cast.is_sound().await;
    })
    .await;
}
