//! The side ways of a matter as stories, on both databases: resting, one later date, departments and talks, levels above,
//! a record made in error, and what is told to the supervision committee.

use super::actions::{self, Addressee, Aim, Ruling, Settling, Transferring};
use super::machine::State;
use super::machine_tests::Stage;
use super::rules::Outcome as Code;
use super::store;
use super::tests::{refused, someone};
use base::{Doer, Moment, OrderId, Outcome, Problem, Role};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use futures::future::join_all;
use testkit::{Town, on_both};

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

#[derive(Debug, FromQueryResult)]
struct Clock {
    due_at: Moment,
    stopped_at: Option<Moment>,
    paused_since: Option<Moment>,
}

/// The latest clock of a kind.
async fn clock(town: &Town, order: OrderId, kind: &str) -> Clock {
    let sql = "select due_at, stopped_at, paused_since from order_clocks where order_id = $1 and kind = $2
               order by round desc, turn desc limit 1";
    town.app.db.read().await.unwrap().one(sql, values![order.0, kind]).await.unwrap().unwrap()
}

/// What the asker reads, last line last.
async fn told(stage: &Stage<'_>, order: OrderId) -> Vec<(&'static str, Option<String>)> {
    let resident = stage.cast.now(&stage.cast.resident);
    let view = actions::for_resident(&stage.cast.town.app, &resident, order).await.unwrap();
    view.timeline.into_iter().map(|item| (item.words, item.text)).collect()
}

fn last<'a>(told: &'a [(&'static str, Option<String>)]) -> (&'static str, Option<&'a str>) {
    let (words, text) = told.last().unwrap();
    (words, text.as_deref())
}

#[tokio::test]
async fn resting_needs_two_people_pauses_only_the_resolving_and_ends_on_its_day() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let due = clock(&town, order, "resolve").await.due_at;
        town.later(Duration::hours(1)).await;
        let (worker, secretary) = (cast.now(&cast.worker), cast.now(&stage.secretary));
        let aim = cast.aim(order).await;
        let yesterday = actions::ask_suspension(app, &worker, aim, ("等化冻", stage.day(0))).await;
        assert!(matches!(yesterday, Err(Problem::Invalid(_))), "{yesterday:?}");
        // The same form twice asks once; another wish waits for the first.
        for _ in 0..2 {
            actions::ask_suspension(app, &worker, aim, ("等化冻", stage.day(10))).await.unwrap();
        }
        let again = actions::ask_suspension(app, &worker, cast.aim(order).await, ("等化冻", stage.day(9))).await;
        assert_eq!(refused(&again), "orders-refused-already-asked");
        assert_eq!(cast.state(order).await, State::Accepted, "asking changes nothing yet");
        let waiting = actions::approvals(app, &secretary).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].is_own), (1, false));
        assert!(actions::approvals(app, &worker).await.is_err());
        // Who asked does not decide, with whatever power.
        let mut both = worker.clone();
        both.roles = vec![Role::Worker, Role::Secretary];
        let own = actions::approve(app, &both, cast.aim(order).await, waiting[0].id).await;
        assert_eq!(refused(&own), "orders-refused-own-wish");
        // Eight secretaries at once: one agrees.
        let version = cast.aim(order).await.version;
        let secretary = &secretary;
        let tries = (0..8).map(|_| Aim { order, version, once: app.new_id() });
        let wish = waiting[0].id;
        let tries = tries.map(|aim| db::again(move || actions::approve(app, secretary, aim, wish)));
        let agreed: Vec<Outcome<()>> = join_all(tries).await;
        assert_eq!(agreed.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{agreed:?}");
        assert_eq!(cast.state(order).await, State::Suspended);
        assert_eq!(last(&told(&stage, order).await), ("orders-told-suspend", Some("等化冻")));
        // The step could be taken back for ten seconds.
        town.later(Duration::seconds(11)).await;
        let inbox = town.sign_in(cast.resident.account.unwrap()).await.get("/inbox").await;
        assert!(inbox.says("先放一放") && inbox.says("12345") && !inbox.says("等化冻"), "{}", inbox.text);
        assert!(!inbox.says("⟦") && !inbox.says("有新情况"), "its own sentence, with the day");
        let resolve = clock(&town, order, "resolve").await;
        assert!(resolve.paused_since.is_some() && resolve.stopped_at.is_none());
        assert!(clock(&town, order, "dispatch").await.stopped_at.is_some());
        let read = app.db.read().await.unwrap();
        let paused = "select count(*) from order_clocks where paused_since is not null and kind <> 'resolve'";
        assert_eq!(read.number(paused, vec![]).await.unwrap(), 0);
        drop(read);
        // The day comes: the house takes it up, and the days of rest are added to the promise.
        town.later(Duration::days(11)).await;
        assert_eq!(cast.state(order).await, State::Accepted);
        assert_eq!(last(&told(&stage, order).await).0, "orders-told-wake");
        let moved = clock(&town, order, "resolve").await;
        assert!(moved.paused_since.is_none() && moved.due_at > due + Duration::days(8), "{moved:?} after {due}");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_promise_moves_once_a_round_before_it_has_passed_and_the_asker_reads_why() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let late = cast.accepted(&cast.resident, "repair-water").await;
        let due = clock(&town, order, "resolve").await.due_at;
        let worker = cast.now(&cast.worker);
        let aim = cast.aim(order).await;
        let sooner = actions::extend(app, &worker, aim, ("等零件", stage.day(0))).await;
        assert!(matches!(sooner, Err(Problem::Invalid(_))), "{sooner:?}");
        let silent = actions::extend(app, &worker, aim, ("  ", stage.day(20))).await;
        assert!(matches!(silent, Err(Problem::Invalid(_))), "{silent:?}");
        for _ in 0..2 {
            actions::extend(app, &worker, aim, ("等零件", stage.day(20))).await.unwrap();
        }
        assert!(clock(&town, order, "resolve").await.due_at > due + Duration::days(5));
        assert_eq!(last(&told(&stage, order).await), ("orders-told-extend", Some("等零件")));
        let twice = actions::extend(app, &worker, cast.aim(order).await, ("再等", stage.day(40))).await;
        assert_eq!(refused(&twice), "orders-refused-extended-once");
        town.later(Duration::days(16)).await;
        let worker = cast.now(&cast.worker);
        let passed = actions::extend(app, &worker, cast.aim(late).await, ("晚了", stage.day(20))).await;
        assert_eq!(refused(&passed), "orders-refused-expired");
        // A later round has a promise of its own, which may move once too.
        let settle = Settling { outcome: Code::Explained, text: "讲清楚了".to_owned() };
        actions::settle(app, &worker, cast.aim(order).await, &settle).await.unwrap();
        let resident = cast.now(&cast.resident);
        actions::not_solved(app, &resident, cast.aim(order).await, "没有").await.unwrap();
        actions::extend(app, &worker, cast.aim(order).await, ("换人", stage.day(40))).await.unwrap();
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_department_replies_by_its_date_and_its_second_return_goes_to_a_talk() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let team =
            Transferring {
                to: Addressee::Department(cast.team), reason: "归队里".to_owned(), reply_by: stage.day(5)
            };
        let worker = cast.now(&cast.worker);
        let wrong = actions::transfer(app, &worker, cast.aim(order).await, &team).await;
        assert!(matches!(wrong, Err(Problem::Invalid(_))), "a team is no department: {wrong:?}");
        stage.transfer(order).await.unwrap();
        assert_eq!(last(&told(&stage, order).await), ("orders-told-transfer", Some("路灯归住建局管")));
        let resident = cast.now(&cast.resident);
        let view = actions::for_resident(app, &resident, order).await.unwrap();
        assert_eq!(view.transfer.unwrap().department.unwrap().zh, "示例县住建局");
        // It stands on the department's page; nobody else of those who take orders finds it.
        let department = cast.now(&stage.department);
        assert_eq!(actions::held_by(app, &department).await.unwrap().len(), 1);
        assert!(actions::for_holder(app, &cast.now(&cast.members[0]), order).await.is_err());
        let reply = clock(&town, order, "reply").await;
        assert!(reply.stopped_at.is_none() && reply.due_at > app.now() + Duration::days(4));
        // Replied: the office has it again, and the asker reads the answer.
        actions::reply(app, &department, cast.aim(order).await, "本周修好").await.unwrap();
        assert_eq!(cast.state(order).await, State::Accepted);
        assert_eq!(last(&told(&stage, order).await), ("orders-told-reply", Some("本周修好")));
        assert!(clock(&town, order, "reply").await.stopped_at.is_some());
        assert!(actions::for_holder(app, &department, order).await.is_err());
        // A first return is the office's to decide, a second goes to a talk.
        stage.transfer(order).await.unwrap();
        stage.give_back(order).await.unwrap();
        assert_eq!(cast.state(order).await, State::ReturnRequested);
        actions::refuse_return(app, &worker, cast.aim(order).await, "归你们管").await.unwrap();
        assert_eq!(cast.state(order).await, State::Transferred);
        stage.give_back(order).await.unwrap();
        assert_eq!(cast.state(order).await, State::InTalk);
        let secretary = cast.now(&stage.secretary);
        assert_eq!(actions::talks(app, &secretary).await.unwrap().len(), 1);
        let ruling = Ruling { department: Some(stage.body), reply_by: stage.day(7), text: "三方说定".to_owned() };
        let own = actions::rule(app, &worker, cast.aim(order).await, &ruling).await;
        assert_eq!(refused(&own), "not allowed");
        actions::rule(app, &secretary, cast.aim(order).await, &ruling).await.unwrap();
        assert_eq!(last(&told(&stage, order).await), ("orders-told-rule-department", Some("三方说定")));
        assert_eq!(refused(&stage.give_back(order).await), "orders-refused-ruled");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn passing_up_is_told_and_answered_and_nothing_is_different_for_it() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let up = cast.accepted(&cast.resident, "repair-water").await;
        let here = cast.accepted(&cast.resident, "repair-water").await;
        let to = Addressee::Above("河谷镇政府".to_owned());
        let wish = Transferring { to, reason: "要镇里批".to_owned(), reply_by: stage.day(3) };
        let worker = cast.now(&cast.worker);
        actions::transfer(app, &worker, cast.aim(up).await, &wish).await.unwrap();
        stage.transfer(here).await.unwrap();
        assert!(actions::held_by(app, &cast.now(&stage.department)).await.unwrap().len() == 1);
        let view = actions::for_desk(app, &worker, up).await.unwrap();
        assert_eq!(view.transfer.unwrap().above.as_deref(), Some("河谷镇政府"));
        let line = view.timeline.last().unwrap();
        assert!(format!("{:?}", line.args).contains("河谷镇政府"), "{line:?}");
        // The promise runs as in any other matter.
        let (one, other) = (clock(&town, up, "resolve").await, clock(&town, here, "resolve").await);
        assert_eq!((one.due_at, one.stopped_at, one.paused_since), (other.due_at, None, None));
        actions::reply(app, &worker, cast.aim(up).await, "镇里同意").await.unwrap();
        let told = told(&stage, up).await;
        assert_eq!(last(&told), ("orders-told-reply", Some("镇里同意")));
        assert_eq!(cast.state(up).await, State::Accepted);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_record_made_in_error_is_void_by_two_people_and_stays_in_the_register() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let (worker, secretary) = (cast.now(&cast.worker), cast.now(&stage.secretary));
        let asked = cast.aim(order).await;
        actions::ask_void(app, &worker, asked, "登记重了").await.unwrap();
        actions::refuse(app, &secretary, cast.aim(order).await, (asked.once, "没有重")).await.unwrap();
        assert_eq!(last(&told(&stage, order).await), ("orders-told-refuse-void", Some("没有重")));
        let asked = cast.aim(order).await;
        actions::ask_void(app, &worker, asked, "登记重了").await.unwrap();
        // While it waits, work goes on; what no longer can be void waits for nobody.
        let settle = Settling { outcome: Code::Explained, text: "讲清楚了".to_owned() };
        let other = cast.accepted(&cast.resident, "repair-water").await;
        let lapses = cast.aim(other).await;
        actions::ask_void(app, &worker, lapses, "登记重了").await.unwrap();
        actions::settle(app, &worker, cast.aim(other).await, &settle).await.unwrap();
        assert_eq!(actions::approvals(app, &secretary).await.unwrap().len(), 1);
        let aim = cast.aim(order).await;
        for _ in 0..2 {
            actions::approve(app, &secretary, aim, asked.once).await.unwrap();
        }
        assert_eq!(cast.state(order).await, State::Voided);
        assert_eq!(last(&told(&stage, order).await), ("orders-told-void", Some("登记重了")));
        let filter = actions::Filter { state: Some(State::Voided), ..actions::Filter::default() };
        assert_eq!(actions::register(app, &worker, &filter, None).await.unwrap().rows.len(), 1);
        let resident = cast.now(&cast.resident);
        let again = actions::not_solved(app, &resident, cast.aim(order).await, "还要").await;
        assert_eq!(refused(&again), "orders-refused-not-now");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn the_secretary_keeps_an_eye_on_it_and_no_list_changes_its_order() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let first = cast.accepted(&cast.resident, "repair-water").await;
        let second = cast.accepted(&cast.resident, "repair-water").await;
        let (worker, secretary) = (cast.now(&cast.worker), cast.now(&stage.secretary));
        let order = async || {
            let filter = actions::Filter::default();
            let rows = actions::register(app, &worker, &filter, None).await.unwrap().rows;
            rows.into_iter().map(|line| (line.id, line.supervised)).collect::<Vec<_>>()
        };
        assert_eq!(order().await, [(second, false), (first, false)]);
        let aim = cast.aim(first).await;
        assert_eq!(refused(&actions::supervise(app, &worker, aim, (true, "急")).await), "not allowed");
        actions::supervise(app, &secretary, aim, (true, "老人等着")).await.unwrap();
        assert_eq!(order().await, [(second, false), (first, true)]);
        assert_eq!(last(&told(&stage, first).await), ("orders-told-supervise", Some("老人等着")));
        actions::supervise(app, &secretary, cast.aim(first).await, (false, "办上了")).await.unwrap();
        assert_eq!(order().await, [(second, false), (first, false)]);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn the_committee_answers_how_it_was_handled_and_changes_nothing_of_the_matter() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let asked = cast.asking("repair-water").await;
        let order = actions::ask(app, &town.visitor(), &asked).await.unwrap().order;
        let before = cast.aim(order).await.version;
        // Without an account, with number and code; nobody else.
        let asker = Doer { opened: vec![order], ..town.visitor() };
        let once = app.new_id();
        let stranger = actions::appeal(app, &cast.now(&cast.resident), (order, once), "没人理").await;
        assert_eq!(refused(&stranger), "not found");
        for _ in 0..3 {
            actions::appeal(app, &asker, (order, once), "三天没人理我").await.unwrap();
        }
        let more = actions::appeal(app, &asker, (order, app.new_id()), "还有").await;
        assert_eq!(refused(&more), "orders-refused-appeal-waiting");
        let committee = someone(&town, "committee", "例丽云", Role::Supervisor).await;
        let listed = actions::appeals(app, &committee, None).await.unwrap();
        assert!(listed.rows.len() == 1 && listed.next.is_none());
        for other in [&cast.worker, &stage.secretary, &cast.resident] {
            assert!(actions::appeals(app, &cast.now(other), None).await.is_err());
            assert!(actions::appeal_story(app, &cast.now(other), once).await.is_err());
        }
        let by = listed.rows[0].appeal.answer_by;
        assert!(by > app.now() + Duration::days(9) && by < app.now() + Duration::days(11));
        let story = actions::appeal_story(app, &committee, once).await.unwrap();
        assert!(story.may_answer && !format!("{story:?}").contains("201"), "no door: {story:?}");
        // Who had a hand in it does not answer.
        let both = [Role::Worker, Role::Supervisor];
        let account = town.account("both", &both, None).await;
        let both = town.doer(account, None, &both);
        let accept = actions::Acceptance::plain("马上来", "漏水");
        actions::accept(app, &both, cast.aim(order).await, &accept).await.unwrap();
        let own = actions::answer_appeal(app, &both, (once, app.new_id()), "办得好").await;
        assert_eq!(refused(&own), "orders-refused-had-a-hand");
        let version = cast.aim(order).await.version;
        assert!(version > before);
        // Eight answers at once: one stands.
        let committee = &committee;
        let tries = (0..8).map(|_| app.new_id());
        let tries = tries.map(|form| db::again(move || actions::answer_appeal(app, committee, (once, form), "看过了")));
        let answered: Vec<Outcome<()>> = join_all(tries).await;
        assert_eq!(answered.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{answered:?}");
        assert_eq!((cast.state(order).await, cast.aim(order).await.version), (State::Accepted, version));
        let view = actions::for_resident(app, &asker, order).await.unwrap();
        assert_eq!(view.appeals[0].answer.as_ref().unwrap().0, "看过了");
        // The counter's copy leaves it out: it is between the asker and the committee.
        let copy = actions::copy_at_counter(app, &cast.now(&cast.worker), order).await.unwrap();
        assert!(copy.appeals.is_empty());
        let read = app.db.read().await.unwrap();
        assert_eq!(store::events(&read, order).await.unwrap().len(), 2);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_pause_survives_another_category_and_a_return() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let began = app.now();
        let ask = actions::ask_back(app, &cast.now(&cast.worker), cast.aim(order).await, "哪天在家？").await;
        ask.unwrap();
        assert!(clock(&town, order, "resolve").await.paused_since.is_some());
        town.later(Duration::days(3)).await;
        // The office learns by phone what it is, and accepts it as something else: three days of waiting are not counted.
        let other = actions::Acceptance {
            category: Some(cast.category("living-carrying").await),
            ..actions::Acceptance::plain("改天去搬", "搬柜子")
        };
        actions::accept(app, &cast.now(&cast.worker), cast.aim(order).await, &other).await.unwrap();
        let due = began + Duration::days(7 + 3);
        assert_eq!(clock(&town, order, "resolve").await.due_at, due);
        cast.dispatch(order, &[actions::Target::Person(cast.members[0].person.unwrap())]).await;
        cast.take(order, &cast.members[0]).await.unwrap();
        town.later(Duration::hours(2)).await;
        actions::hand_back(app, &cast.now(&cast.members[0]), cast.aim(order).await).await.unwrap();
        let resolve = clock(&town, order, "resolve").await;
        assert_eq!((resolve.due_at, resolve.stopped_at, resolve.paused_since), (due, None, None));
        cast.is_sound().await;
    })
    .await;
}
