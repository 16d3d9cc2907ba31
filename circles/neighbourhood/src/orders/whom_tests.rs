//! Who hears when a matter is taken from them, handed to them, written to or complained about, on both databases.

use super::actions::{self, Target};
use super::machine::State;
use super::machine_tests::Stage;
use super::tests::{Cast, someone};
use base::{Doer, OrderId, Role};
use chrono::Duration;
use db::{Query, row};
use testkit::{Town, on_both};

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

/// The kinds of news that a doer got, after what is due was told.
async fn heard(town: &Town, who: &Doer) -> Vec<String> {
    town.later(Duration::seconds(11)).await;
    town.work().await;
    super::notice_tests::heard(town, who).await
}

/// Who speaks for the department is on record, not only in their own hands.
async fn speaks(stage: &Stage<'_>) {
    let town = stage.cast.town;
    let mut write = town.app.db.write(&town.house(), "bodies.join", &[]).await.unwrap();
    let line = row! {
        body_id: stage.body.0, person_id: stage.department.person.unwrap().0, leads: true, since: town.app.now(),
    };
    write.insert("body_members", line).await.unwrap();
    write.touch(&db::Record { table: "bodies" }, stage.body).await.unwrap();
    write.commit().await.unwrap();
}

async fn voided(stage: &Stage<'_>, order: OrderId) {
    let (app, cast) = (&stage.cast.town.app, &stage.cast);
    let aim = cast.aim(order).await;
    actions::ask_void(app, &cast.now(&cast.worker), aim, "登记重了").await.unwrap();
    cast.town.later(Duration::seconds(11)).await;
    let next = cast.aim(order).await;
    actions::approve(app, &cast.now(&stage.secretary), next, aim.once).await.unwrap();
}

#[tokio::test]
async fn a_word_of_the_resident_reaches_the_office() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let (app, worker) = (&town.app, &cast.worker);
        let second = someone(&town, "worker-b", "样次央", Role::Worker).await;
        let clerk = someone(&town, "clerk-b", "例秋兰", Role::Clerk).await;
        let resident = || cast.now(&cast.resident);
        let asked = actions::ask(app, &resident(), &cast.asking("repair-water").await).await.unwrap().order;
        let once = app.new_id();
        for _ in 0..2 {
            actions::write_to_office(app, &resident(), asked, once, "水更大了").await.unwrap();
        }
        // While nobody has it in charge, everyone who accepts; then the one who has.
        for who in [worker, &second] {
            assert_eq!(heard(&town, who).await, ["resident_wrote"]);
        }
        assert!(heard(&town, &clerk).await.is_empty());
        let order = cast.accepted(&cast.resident, "repair-water").await;
        actions::call_me(app, &resident(), cast.aim(order).await, Some("000-0000-0009")).await.unwrap();
        assert_eq!(heard(&town, worker).await, ["resident_wrote", "resident_wrote"]);
        assert_eq!(heard(&town, &second).await, ["resident_wrote"]);
        let page = town.sign_in(worker.account.unwrap()).await.get("/inbox").await;
        assert!(page.says("留了话") && !page.says("水更大") && !page.says("0009"), "{}", page.text);
        // Asked back before it was accepted, it is somebody's, and the desk says that it waits.
        actions::ask_back(app, &cast.now(&second), cast.aim(asked).await, "哪一间？").await.unwrap();
        actions::write_to_office(app, &resident(), asked, app.new_id(), "厨房").await.unwrap();
        assert_eq!(heard(&town, &second).await, ["resident_wrote", "resident_wrote"]);
        let desk = town.sign_in(second.account.unwrap()).await.get("/desk").await;
        assert!(desk.says("等居民补充 1 件"), "{}", desk.text);
    })
    .await;
}

#[tokio::test]
async fn who_has_it_or_was_asked_hears_that_it_rests_is_void_or_goes_on_elsewhere() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        let (member, other) = (&cast.members[0], &cast.members[1]);
        let held = async |who: &Doer| {
            let order = cast.accepted(&cast.resident, "repair-water").await;
            cast.dispatch(order, &[Target::Person(who.person.unwrap())]).await;
            town.later(Duration::seconds(11)).await;
            cast.take(order, who).await.unwrap();
            order
        };
        let order = held(member).await;
        voided(&stage, order).await;
        assert_eq!(heard(&town, member).await, ["offer", "recalled"]);
        assert_eq!(heard(&town, &stage.secretary).await.first().map(String::as_str), Some("to_approve"));
        let asked = cast.accepted(&cast.resident, "repair-water").await;
        cast.dispatch(asked, &[Target::Person(other.person.unwrap())]).await;
        town.later(Duration::seconds(11)).await;
        voided(&stage, asked).await;
        assert_eq!(heard(&town, other).await, ["offer", "recalled"]);
        let waits = "select count(*) from notices where kind = 'order_offer' and is_over = false";
        assert_eq!(town.app.db.read().await.unwrap().number(waits, vec![]).await.unwrap(), 0);
        // Let rest while it is in somebody's hands.
        let rests = held(member).await;
        let aim = cast.aim(rests).await;
        actions::ask_suspension(app, &cast.now(&cast.worker), aim, ("等化冻", stage.day(30))).await.unwrap();
        town.later(Duration::seconds(11)).await;
        let next = cast.aim(rests).await;
        actions::approve(app, &cast.now(&stage.secretary), next, aim.once).await.unwrap();
        assert_eq!(heard(&town, member).await, ["offer", "recalled", "offer", "recalled"]);
        // Merged, and taken out again: it is theirs again, and they hear that too.
        let merged = held(other).await;
        let leads = cast.accepted(&cast.resident, "repair-water").await;
        actions::merge(app, &cast.now(&cast.worker), cast.aim(merged).await, leads, "").await.unwrap();
        assert_eq!(heard(&town, other).await, ["offer", "recalled", "offer", "recalled"]);
        actions::unmerge(app, &cast.now(&cast.worker), cast.aim(merged).await, "不是一件事").await.unwrap();
        assert_eq!(heard(&town, other).await.last().map(String::as_str), Some("yours_again"));
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_department_hears_what_is_handed_to_it_and_nobody_hears_for_it() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let (app, cast) = (&town.app, &stage.cast);
        speaks(&stage).await;
        let member = &cast.members[0];
        // A member had it first, and has nothing to do with it any more.
        let order = cast.accepted(&cast.resident, "repair-water").await;
        cast.dispatch(order, &[Target::Person(member.person.unwrap())]).await;
        town.later(Duration::seconds(11)).await;
        cast.take(order, member).await.unwrap();
        actions::hand_back(app, &cast.now(member), cast.aim(order).await).await.unwrap();
        let before = heard(&town, member).await;
        stage.transfer(order).await.unwrap();
        assert_eq!(heard(&town, &stage.department).await, ["handed_to_you"]);
        let page = town.sign_in(stage.department.account.unwrap()).await.get("/inbox").await;
        assert!(page.says("交给你们办") && !page.says("水龙头"), "{}", page.text);
        stage.give_back(order).await.unwrap();
        town.later(Duration::minutes(1)).await;
        actions::refuse_return(app, &cast.now(&cast.worker), cast.aim(order).await, "归你们管").await.unwrap();
        assert_eq!(heard(&town, &stage.department).await, ["handed_to_you", "return_refused"]);
        let aim = cast.aim(order).await;
        actions::recall(app, &cast.now(&cast.worker), aim, "社区自己办").await.unwrap();
        assert_eq!(heard(&town, &stage.department).await, ["handed_to_you", "return_refused", "recalled"]);
        assert_eq!(cast.state(order).await, State::Accepted);
        assert_eq!(heard(&town, member).await, before, "nothing of it stays on who had it before");
        // Merged while it waits for the answer, and taken out again: it still waits, and they hear just that.
        let (returned, leads) = (cast.accepted(&cast.resident, "repair-water").await, order);
        stage.transfer(returned).await.unwrap();
        stage.give_back(returned).await.unwrap();
        town.later(Duration::minutes(1)).await;
        actions::merge(app, &cast.now(&cast.worker), cast.aim(returned).await, leads, "").await.unwrap();
        town.later(Duration::minutes(1)).await;
        actions::unmerge(app, &cast.now(&cast.worker), cast.aim(returned).await, "不是一件事").await.unwrap();
        assert_eq!(heard(&town, &stage.department).await[3..], ["handed_to_you", "recalled", "return_waits"]);
    })
    .await;
}

#[tokio::test]
async fn a_complaint_reaches_the_committee_and_its_answer_the_asker() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let app = &town.app;
        let committee = someone(&town, "committee", "例丽云", Role::Supervisor).await;
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let complaint = app.new_id();
        for _ in 0..2 {
            actions::appeal(app, &cast.now(&cast.resident), (order, complaint), "一直没人来").await.unwrap();
        }
        assert_eq!(heard(&town, &committee).await, ["complaint"]);
        let browser = town.sign_in(committee.account.unwrap()).await;
        assert!(browser.get("/inbox").await.says("监委会"));
        assert_eq!(browser.get(&format!("/appeals/{complaint}")).await.status, 200);
        let answer = app.new_id();
        for _ in 0..2 {
            actions::answer_appeal(app, &cast.now(&committee), (complaint, answer), "今天派了人").await.unwrap();
        }
        assert_eq!(heard(&town, &cast.resident).await.last().map(String::as_str), Some("complaint_answered"));
        let waits = "select count(*) from notices where kind = 'order_complaint' and is_over = false";
        assert_eq!(app.db.read().await.unwrap().number(waits, vec![]).await.unwrap(), 0);
    })
    .await;
}

/// What is urgent is said at once; what nobody accepted in time, in working hours, to everyone who may.
#[tokio::test]
async fn what_nobody_has_accepted_yet_does_not_wait_unseen() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let app = &town.app;
        let plain = cast.asking("repair-water").await;
        actions::ask(app, &cast.now(&cast.resident), &plain).await.unwrap();
        assert!(heard(&town, &cast.worker).await.is_empty());
        for _ in 0..8 {
            town.later(Duration::hours(1)).await;
        }
        let kinds = heard(&town, &cast.worker).await;
        assert!(kinds.contains(&"red".to_owned()), "{kinds:?}");
        let sql = "update categories set own_policy = $1 where code = 'repair-water'";
        let policy = kernel::case::ClockPolicy::standard(kernel::case::Urgency::Emergency);
        let policy = serde_json::to_string(&policy).unwrap();
        town.tamper(&sql.replace("$1", &format!("'{policy}'"))).await;
        let before = heard(&town, &cast.worker).await.len();
        let urgent = cast.asking("repair-water").await;
        actions::ask(app, &cast.now(&cast.resident), &urgent).await.unwrap();
        assert_eq!(heard(&town, &cast.worker).await[before..], ["urgent"]);
    })
    .await;
}
