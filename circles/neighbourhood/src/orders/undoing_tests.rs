//! A step of the office is taken back within ten seconds and was never there; on both databases.

use super::actions::{self, Acceptance, Aim, Target};
use super::machine::{Action, State, TABLE, clock_events, dated_event};
use super::machine_tests::Stage;
use super::store::{self, Order};
use super::tests::{Cast, refused, someone};
use super::undoing::{self, is_undoable, undo_id};
use base::{Chance, Doer, Moment, OrderId, Outcome, Role, SeededChance};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use kernel::case::{ClockPolicy, Event, Line, Named, Urgency, WorkingCalendar, clocks, standing};
use proptest::prelude::*;
use testkit::Town;
use uuid::Uuid;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

#[derive(FromQueryResult)]
struct Text {
    text: String,
}

#[derive(Debug, FromQueryResult)]
#[expect(dead_code, reason = "read by comparing what it prints")]
struct Kept {
    kind: String,
    round: i64,
    turn: i64,
    started_at: Moment,
    due_at: Moment,
    stopped_at: Option<Moment>,
    paused_since: Option<Moment>,
    remind_red_at: Moment,
}

#[derive(Debug, FromQueryResult)]
#[expect(dead_code, reason = "read by comparing what it prints")]
struct Further {
    answer: Option<String>,
    taken_at: Option<Moment>,
}

/// Everything about an order except its id, its number and how often it was changed.
async fn looks(town: &Town, id: OrderId) -> String {
    let read = town.app.db.read().await.unwrap();
    let order = store::order(&read, town.community, id).await.unwrap().unwrap();
    let sql = "select answer, taken_at from orders where id = $1";
    let further: Vec<Further> = read.all(sql, values![id.0]).await.unwrap();
    // The word at the door is drawn by chance.
    let door_word = order.door_word.map(|_| 0);
    let order = Order { id: Uuid::nil(), number: 0, version: 0, door_word, ..order };
    let sql = "select kind, round, turn, started_at, due_at, stopped_at, paused_since, remind_red_at from order_clocks
               where order_id = $1 order by kind, round, turn";
    let clocks: Vec<Kept> = read.all(sql, values![id.0]).await.unwrap();
    let sql = "select purpose || ' ' || state as text from order_dispatches where order_id = $1 order by 1";
    let mut rows: Vec<Text> = read.all(sql, values![id.0]).await.unwrap();
    let sql =
        "select kind || ' ' || state || ' ' || reason as text from order_approvals where order_id = $1 order by 1";
    rows.extend(read.all::<Text>(sql, values![id.0]).await.unwrap());
    let rows: Vec<String> = rows.into_iter().map(|row| row.text).collect();
    let matters = crate::figures::stories_of(&read, town.community, id.0).await;
    format!("{order:#?}\n{further:?}\n{clocks:#?}\n{rows:?}\n{matters}")
}

async fn last(town: &Town, order: OrderId) -> Uuid {
    let read = town.app.db.read().await.unwrap();
    store::whole_story(&read, order).await.unwrap().last().unwrap().id
}

async fn count(town: &Town, sql: &str, order: OrderId) -> i64 {
    town.app.db.read().await.unwrap().number(sql, values![order.0]).await.unwrap()
}

async fn news(town: &Town, order: OrderId) -> i64 {
    count(town, "select count(*) from notices where subject = $1", order).await
}

async fn take_back(town: &Town, doer: &Doer, order: OrderId) -> Outcome<()> {
    let step = last(town, order).await;
    let doer = Doer { at: town.app.now(), ..doer.clone() };
    db::again(|| undoing::undo(&town.app, &doer, order, step)).await
}

async fn asked(cast: &Cast<'_>) -> OrderId {
    let asking = cast.asking("repair-water").await;
    actions::ask(&cast.town.app, &cast.now(&cast.resident), &asking).await.unwrap().order
}

async fn accept(cast: &Cast<'_>, order: OrderId) {
    let wish = Acceptance::plain("马上派人", "厨房水龙头漏水");
    let aim = cast.aim(order).await;
    actions::accept(&cast.town.app, &cast.now(&cast.worker), aim, &wish).await.unwrap();
}

#[tokio::test]
async fn every_step_that_may_be_taken_back_leaves_nothing() {
    testkit::on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let mut tried = 0;
        for &state in State::ALL {
            for &action in Action::ALL.iter().filter(|action| is_undoable(**action)) {
                if TABLE.find(state, action).is_none() {
                    continue;
                }
                let (order, cast) = (stage.reach(state, action).await, &stage.cast);
                let lifts = action == Action::LiftSupervision;
                if lifts {
                    stage.attempt(Action::Supervise, order).await.unwrap();
                }
                town.later(Duration::minutes(1)).await;
                let (before, heard) = (looks(&town, order).await, news(&town, order).await);
                if lifts {
                    let secretary = cast.now(&stage.secretary);
                    let aim = cast.aim(order).await;
                    actions::supervise(&town.app, &secretary, aim, (false, "够了")).await.unwrap();
                } else {
                    stage.attempt(action, order).await.unwrap();
                }
                assert_ne!(looks(&town, order).await, before, "{} in {}", action.name(), state.name());
                town.later(Duration::seconds(9)).await;
                let watched = matches!(action, Action::Supervise | Action::LiftSupervision);
                let doer = if watched { &stage.secretary } else { &cast.worker };
                let undone = take_back(&town, doer, order).await;
                assert!(undone.is_ok(), "{} in {}: {undone:?}", action.name(), state.name());
                assert_eq!(looks(&town, order).await, before, "{} in {}", action.name(), state.name());
                town.later(Duration::minutes(1)).await;
                assert_eq!(news(&town, order).await, heard, "{} in {} was told", action.name(), state.name());
                tried += 1;
            }
        }
        assert!(tried > 40, "{tried}");
        stage.cast.is_sound().await;
        let report = kernel::audit::verify(&town.app, None).await.unwrap();
        assert!(report.is_clean(), "{report}");
    })
    .await;
}

#[tokio::test]
async fn walks_with_steps_taken_back_end_as_walks_without_them() {
    const STEPS: [Action; 14] = [
        Action::Accept,
        Action::AskBack,
        Action::Supply,
        Action::Dispatch,
        Action::Recall,
        Action::Take,
        Action::Arrange,
        Action::Done,
        Action::Settle,
        Action::Confirm,
        Action::CallUnanswered,
        Action::Reopen,
        Action::Extend,
        Action::AskSuspend,
    ];
    testkit::on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let mut undone = 0;
        for seed in 0..8 {
            let chance = SeededChance::new(seed);
            let pick = |from: &[Action]| from[usize::try_from(chance.below(from.len() as u64)).unwrap()];
            let back: Vec<Action> = STEPS.into_iter().filter(|action| is_undoable(*action)).collect();
            let (with, without) = (asked(&stage.cast).await, asked(&stage.cast).await);
            for _ in 0..14 {
                town.later(Duration::minutes(i64::try_from(chance.below(300)).unwrap() + 1)).await;
                let action = pick(&back);
                if stage.attempt(action, with).await.is_ok() {
                    // What ended a colleague's wish, or closed the matter, stays; then the other goes the same way.
                    match take_back(&town, &stage.cast.worker, with).await {
                        Ok(()) => undone += 1,
                        Err(_) => stage.attempt(action, without).await.unwrap(),
                    }
                }
                let action = pick(&STEPS);
                let (one, other) = (stage.attempt(action, with).await, stage.attempt(action, without).await);
                assert_eq!(one.is_ok(), other.is_ok(), "{}: {one:?} {other:?}", action.name());
            }
            assert_eq!(looks(&town, with).await, looks(&town, without).await, "seed {seed}");
        }
        assert!(undone > 20, "{undone}");
        stage.cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn it_is_taken_back_once_in_time_and_by_its_doer_only() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, worker) = (&town.app, &cast.worker);
        let colleague = someone(&town, "worker2", "例措三", Role::Worker).await;
        let order = asked(&cast).await;
        town.later(Duration::minutes(1)).await;
        accept(&cast, order).await;
        let step = last(&town, order).await;
        assert_eq!(refused(&take_back(&town, &colleague, order).await), "orders-undo-others");
        assert_eq!(refused(&take_back(&town, &cast.resident, order).await), "not allowed");
        assert!(actions::undo_offer(app, &cast.now(&colleague), None).await.unwrap().is_none());
        let offer = actions::undo_offer(app, &cast.now(worker), Some(order)).await.unwrap().unwrap();
        assert_eq!((offer.order, offer.step, offer.seconds_left), (order, step, 10));
        // The double click: one line, however many at once.
        let doer = cast.now(worker);
        let clicks = (0..8).map(|_| db::again(|| undoing::undo(app, &doer, order, step)));
        for click in futures::future::join_all(clicks).await {
            assert!(click.is_ok(), "{click:?}");
        }
        let lines = "select count(*) from order_events where order_id = $1 and action = 'undo'";
        assert_eq!(count(&town, lines, order).await, 1);
        assert_eq!(cast.state(order).await, State::Submitted);
        // The form that was taken back, sent again from the page before, is no second acceptance and no silent one.
        let stale = Aim { order, version: 1, once: step };
        let again = actions::accept(app, &cast.now(worker), stale, &Acceptance::plain("好", "漏水")).await;
        assert_eq!(refused(&again), "changed");

        // Ten seconds are over.
        accept(&cast, order).await;
        town.clock.advance(Duration::seconds(10));
        assert_eq!(refused(&take_back(&town, worker, order).await), "orders-undo-too-late");
        town.work().await;
        assert_eq!(count(&town, "select count(*) from order_undos where order_id = $1", order).await, 0);
        assert_eq!(refused(&take_back(&town, worker, order).await), "orders-undo-too-late");
        // Something else has happened: another step, or a change that is none.
        cast.dispatch(order, &[Target::Body(cast.team)]).await;
        let dispatched = last(&town, order).await;
        let aim = cast.aim(order).await;
        actions::recall(app, &cast.now(&colleague), aim, "先等等").await.unwrap();
        let outcome = undoing::undo(app, &cast.now(worker), order, dispatched).await;
        assert_eq!(refused(&outcome), "orders-undo-not-latest");
        let aim = cast.aim(order).await;
        actions::ask_back(app, &cast.now(worker), aim, "哪天方便？").await.unwrap();
        let aim = cast.aim(order).await;
        actions::retitle(app, &cast.now(&colleague), aim, "厨房漏水").await.unwrap();
        assert_eq!(refused(&take_back(&town, worker, order).await), "orders-undo-not-latest");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn what_somebody_outside_has_seen_stays() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let (app, worker, member) = (&town.app, &cast.worker, &cast.members[0]);
        let order = asked(&cast).await;
        accept(&cast, order).await;
        actions::for_resident(app, &cast.now(&cast.resident), order).await.unwrap();
        assert_eq!(refused(&take_back(&town, worker, order).await), "orders-undo-left");
        town.later(Duration::minutes(1)).await;
        // A helper who was asked looks at what is offered; one who was not asked changes nothing.
        cast.dispatch(order, &[Target::Person(member.person.unwrap())]).await;
        actions::offers_for(app, &cast.now(&cast.members[1])).await.unwrap();
        actions::mine(app, &cast.now(&cast.members[1])).await.unwrap();
        take_back(&town, worker, order).await.unwrap();
        assert!(actions::for_offer(app, &cast.now(member), order).await.is_err());
        cast.dispatch(order, &[Target::Person(member.person.unwrap())]).await;
        assert_eq!(actions::offers_for(app, &cast.now(member)).await.unwrap().len(), 1);
        assert_eq!(refused(&take_back(&town, worker, order).await), "orders-undo-left");
        // A title for everyone is on a page for everyone.
        let public = cast.asking("facilities-stairs").await;
        let public = actions::ask(app, &cast.now(&cast.resident), &public).await.unwrap().order;
        let wish =
            Acceptance { public_title: Some("楼道灯不亮".to_owned()), ..Acceptance::plain("收到", "楼道灯") };
        let aim = cast.aim(public).await;
        actions::accept(app, &cast.now(worker), aim, &wish).await.unwrap();
        assert!(take_back(&town, worker, public).await.is_err());
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn news_wait_and_of_two_who_race_one_wins() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let app = &town.app;
        let (mut told, mut undone) = (0, 0);
        for round in 0..12 {
            let order = asked(&cast).await;
            town.later(Duration::minutes(1)).await;
            let heard = news(&town, order).await;
            accept(&cast, order).await;
            town.work().await;
            assert_eq!(news(&town, order).await, heard, "nothing leaves at once");
            let step = last(&town, order).await;
            town.clock.advance(Duration::seconds(9));
            let doer = cast.now(&cast.worker);
            // A second server whose clock is ahead.
            town.clock.advance(Duration::seconds(1));
            let late = async {
                if round % 3 == 1 {
                    tokio::task::yield_now().await;
                }
                db::again(|| undoing::undo(app, &doer, order, step)).await
            };
            let (outcome, ran) = if round % 3 == 2 {
                let outcome = late.await;
                (outcome, kernel::jobs::run_due(app).await)
            } else {
                futures::future::join(late, kernel::jobs::run_due(app)).await
            };
            ran.unwrap();
            let (back, heard) = (cast.state(order).await == State::Submitted, news(&town, order).await > heard);
            assert!(outcome.is_ok() == back && back != heard, "{outcome:?}, back {back}, told {heard}");
            told += i32::from(heard);
            undone += i32::from(back);
        }
        assert!(undone > 0, "told {told}, taken back {undone}");
        cast.is_sound().await;

        // The job dies after it said that it tells: the step stays, and the next run tells.
        let order = asked(&cast).await;
        town.later(Duration::minutes(1)).await;
        let heard = news(&town, order).await;
        accept(&cast, order).await;
        let step = last(&town, order).await;
        assert!(undoing::is_told(app, step).await.unwrap());
        assert_eq!(refused(&take_back(&town, &cast.worker, order).await), "orders-undo-left");
        assert_eq!(cast.state(order).await, State::Accepted, "a refused one changes nothing");
        town.later(Duration::minutes(1)).await;
        assert_eq!(news(&town, order).await, heard + 1);
        let read = app.db.read().await.unwrap();
        assert!(store::order_of_event(&read, undo_id(app, step)).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_office_sees_one_quiet_line_and_the_resident_none() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let order = asked(&cast).await;
        accept(&cast, order).await;
        let worker = town.sign_in(cast.worker.account.unwrap()).await;
        let page = worker.get(&format!("/desk/orders/{order}")).await;
        assert!(page.says("刚才这一步可以撤回") && page.text.contains("data-undo=\"10\""), "{}", page.text);
        let step = last(&town, order).await.to_string();
        let page = worker.post(&format!("/desk/orders/{order}/undo"), &[("step", &step)]).await;
        assert_eq!(page.status, 303, "{}", page.text);
        let page = worker.get(&format!("/desk/orders/{order}")).await;
        assert!(page.says("马上又撤回了") && page.says("撤回了，和没做过一样"), "{}", page.text);
        assert!(!page.text.contains("data-undo=") && !page.says("马上派人"), "{}", page.text);
        let resident = town.sign_in(cast.resident.account.unwrap()).await;
        let page = resident.get(&format!("/matters/{order}")).await;
        assert!(!page.says("撤回") || !page.says("worker"), "{}", page.text);
        assert!(!page.says("马上派人") && !page.says("马上又撤回了"), "{}", page.text);
    })
    .await;
}

proptest! {
    /// However a matter goes: with steps taken back on the way it stands where it stands without them, and every clock too.
    #[test]
    fn any_walk_with_steps_taken_back_is_the_walk_without_them(
        picks in proptest::collection::vec((0usize..64, 0i64..4000, any::<bool>()), 0..60)
    ) {
        let (mut state, mut at) = (TABLE.start, Moment::UNIX_EPOCH);
        let (mut whole, mut without) = (Vec::new(), Vec::new());
        for (number, (pick, minutes, back)) in (1u128..).zip(picks) {
            let action = Action::ALL[pick % Action::ALL.len()];
            at += Duration::minutes(minutes);
            let Ok(row) = TABLE.step(state, action, Some("why")) else { continue };
            let id = Uuid::from_u128(number);
            whole.push((Line::Step(id), at, action, row.to));
            if back && is_undoable(action) {
                whole.push((Line::TakesBack(id), at + Duration::seconds(9), action, state));
            } else {
                without.push((Line::Step(id), at, action, row.to));
                state = row.to;
            }
        }
        let left = standing(whole, |(line, ..)| *line);
        prop_assert_eq!(left.last().map(|(.., to)| *to), without.last().map(|(.., to)| *to));
        prop_assert_eq!(replayed(&left), replayed(&without));
    }
}

fn replayed(story: &[(Line, Moment, Action, State)]) -> String {
    let mut history = Vec::new();
    for &(_, at, action, _) in story {
        let dated = dated_event(action, at + Duration::days(3));
        history.extend(clock_events(action).iter().copied().chain(dated).map(|kind| Event { at, kind }));
    }
    let kept = clocks(&history, &ClockPolicy::standard(Urgency::General), &WorkingCalendar::standard());
    format!("{kept:?}")
}
