//! Merging, splitting and caring through their actions, on both databases.

use super::actions::{self, Acceptance, Aim, Asking, Target};
use super::machine::{Action, State};
use super::tests::Cast;
use super::views::DeskBox;
use base::{Doer, OrderId, Outcome, Problem};
use chrono::Duration;
use db::{Query, values};
use kernel::case::Named as _;
use testkit::{Town, on_both};

pub(super) const WORDS: &str = "我家窗外那盏灯，我叫例桑一";
pub(super) const TITLE: &str = "3 号楼门口路灯不亮";

pub(super) fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

pub(super) fn refused<T>(outcome: &Outcome<T>) -> &'static str {
    match outcome {
        Err(Problem::Refused(refusal)) => refusal.key,
        Err(Problem::Invalid(fields)) => fields[0].refusal.key,
        Err(Problem::NotFound) => "not found",
        Err(Problem::NotAllowed) => "not allowed",
        Err(Problem::Changed) => "changed",
        Ok(_) => "ok",
        Err(_) => "else",
    }
}

impl Cast<'_> {
    /// A lamp, in somebody's own words.
    pub(super) async fn lamp(&self, doer: &Doer) -> OrderId {
        let asking = Asking { body: WORDS.to_owned(), ..self.asking("facilities-light").await };
        actions::ask(&self.town.app, &self.now(doer), &asking).await.unwrap().order
    }

    pub(super) async fn accept(&self, order: OrderId, public_title: Option<&str>) {
        let wish = Acceptance {
            public_title: public_title.map(str::to_owned),
            ..Acceptance::plain("马上看", "路灯不亮")
        };
        let aim = self.aim(order).await;
        actions::accept(&self.town.app, &self.now(&self.worker), aim, &wish).await.unwrap();
    }

    pub(super) async fn merge(&self, order: OrderId, into: OrderId) -> Outcome<()> {
        let aim = self.aim(order).await;
        actions::merge(&self.town.app, &self.now(&self.worker), aim, into, "和邻居提的是同一盏灯").await
    }

    pub(super) async fn unmerge(&self, order: OrderId) -> Outcome<()> {
        let aim = self.aim(order).await;
        actions::unmerge(&self.town.app, &self.now(&self.worker), aim, "不是同一盏").await
    }

    /// Everything of the row but its version, to compare.
    pub(super) async fn whole(&self, order: OrderId) -> String {
        let read = self.town.app.db.read().await.unwrap();
        let mut found = super::store::order(&read, self.town.community, order).await.unwrap().unwrap();
        found.version = 0;
        format!("{found:?}")
    }

    async fn open_clocks(&self, order: OrderId) -> i64 {
        let sql = "select count(*) from order_clocks where order_id = $1 and stopped_at is null";
        self.town.app.db.read().await.unwrap().number(sql, values![order.0]).await.unwrap()
    }

    async fn is_on_a_list(&self, order: OrderId) -> Vec<&'static str> {
        let (app, mut found) = (&self.town.app, Vec::new());
        let worker = self.now(&self.worker);
        for desk_box in DeskBox::ALL {
            let lines = actions::desk(app, &worker, desk_box).await.unwrap();
            if lines.iter().any(|line| line.id == order) {
                found.push(desk_box.name());
            }
        }
        for member in &self.members {
            let member = self.now(member);
            if actions::offers_for(app, &member).await.unwrap().iter().any(|offer| offer.id == order) {
                found.push("offers");
            }
            if actions::held_by(app, &member).await.unwrap().iter().any(|held| held.id == order) {
                found.push("held");
            }
            if actions::checks_for(app, &member).await.unwrap().iter().any(|check| check.id == order) {
                found.push("checks");
            }
        }
        if actions::reminders(app, &worker).await.unwrap().iter().any(|reminder| reminder.order == order) {
            found.push("reminders");
        }
        found
    }
}

#[tokio::test]
async fn merged_from_any_step_it_is_on_no_list_and_comes_back_exactly() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 2).await;
        let survivor = cast.lamp(&cast.resident).await;
        cast.accept(survivor, Some(TITLE)).await;
        let visitor = town.visitor();
        let me = Target::Person(cast.members[0].person.unwrap());
        for step in 0..5 {
            // Stairs, which anyone may mend; a public place as the lamp is.
            let asking = Asking { body: WORDS.to_owned(), ..cast.asking("facilities-stairs").await };
            let order = actions::ask(&town.app, &cast.now(&visitor), &asking).await.unwrap().order;
            if step > 0 {
                cast.accept(order, None).await;
            }
            if step == 1 {
                let aim = cast.aim(order).await;
                actions::ask_back(&town.app, &cast.now(&cast.worker), aim, "哪一单元？").await.unwrap();
            }
            if step > 2 {
                skill(&town, &cast).await;
                cast.dispatch(order, &[me]).await;
            }
            if step > 3 {
                cast.take(order, &cast.members[0]).await.unwrap();
            }
            // Late enough for reminders and the red box.
            town.later(Duration::hours(if step == 3 { 1 } else { 60 })).await;
            let (whole, lists) = (cast.whole(order).await, cast.is_on_a_list(order).await);
            assert!(!lists.is_empty() || step == 1, "step {step}");
            cast.merge(order, survivor).await.unwrap();
            assert_eq!(cast.state(order).await, State::Merged);
            assert_eq!(cast.is_on_a_list(order).await, Vec::<&str>::new(), "step {step}");
            assert_eq!(cast.open_clocks(order).await, 0);
            cast.is_sound().await;
            cast.unmerge(order).await.unwrap();
            // No time has passed: not even the due dates differ.
            assert_eq!(cast.whole(order).await, whole, "step {step}");
            assert_eq!(cast.is_on_a_list(order).await, lists, "step {step}");
            cast.is_sound().await;
            // Three days elsewhere cost it nothing.
            cast.merge(order, survivor).await.unwrap();
            town.later(Duration::days(3)).await;
            assert_eq!(cast.state(order).await, State::Merged, "nothing lapses or closes meanwhile");
            assert_eq!(cast.is_on_a_list(order).await, Vec::<&str>::new(), "step {step}");
            cast.unmerge(order).await.unwrap();
            cast.is_sound().await;
            let aim = cast.aim(order).await;
            let asker = Doer { opened: vec![order], ..cast.now(&visitor) };
            actions::withdraw(&town.app, &asker, aim).await.unwrap();
        }
    })
    .await;
}

/// The first member can do carpentry.
async fn skill(town: &Town, cast: &Cast<'_>) {
    let mut write = town.app.db.write(&town.house(), "skills.tick", &[]).await.unwrap();
    let row = db::row! { person_id: cast.members[0].person.unwrap().0, skill: "carpentry" };
    write.insert_once("person_skills", row).await.unwrap();
    write.touch(&db::Record { table: "people" }, cast.members[0].person.unwrap().0).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn rings_chains_and_strangers_are_refused_and_a_double_click_is_once() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let visitor = town.visitor();
        let (one, two, three) = (cast.lamp(&visitor).await, cast.lamp(&visitor).await, cast.lamp(&visitor).await);
        assert_eq!(refused(&cast.merge(one, one).await), "orders-refused-same-order");
        let aim = cast.aim(one).await;
        for _ in 0..3 {
            actions::merge(&town.app, &cast.now(&cast.worker), aim, two, "").await.unwrap();
        }
        let stale = Aim { once: town.app.new_id(), ..aim };
        assert_eq!(refused(&actions::merge(&town.app, &cast.now(&cast.worker), stale, two, "").await), "changed");
        assert_eq!(refused(&cast.merge(two, one).await), "orders-refused-into-merged");
        assert_eq!(refused(&cast.merge(two, three).await), "orders-refused-leads-others");
        assert_eq!(refused(&cast.merge(three, one).await), "orders-refused-into-merged");
        cast.merge(three, two).await.unwrap();
        let by_number = actions::order_of_number(&town.app, &cast.worker, "99").await;
        assert_eq!(refused(&by_number), "orders-refused-no-such-order");
        // Private matters of two people, and private with public, never.
        let water = async |doer: &Doer| {
            let asking = cast.asking("repair-water").await;
            actions::ask(&town.app, &cast.now(doer), &asking).await.unwrap().order
        };
        let (mine, again, other) = (water(&cast.resident).await, water(&cast.resident).await, water(&visitor).await);
        assert_eq!(refused(&cast.merge(mine, other).await), "orders-refused-other-person");
        assert_eq!(refused(&cast.merge(other, mine).await), "orders-refused-other-person");
        assert_eq!(refused(&cast.merge(mine, two).await), "orders-refused-other-class");
        cast.merge(again, mine).await.unwrap();
        // Who may not merge finds nothing.
        let aim = cast.aim(other).await;
        assert_eq!(refused(&actions::merge(&town.app, &cast.resident, aim, mine, "").await), "not found");
        // What was done is its own asker's to answer.
        let outcome = actions::Settling { outcome: super::rules::Outcome::Explained, text: "已修".to_owned() };
        let done = cast.lamp(&visitor).await;
        cast.accept(done, None).await;
        let aim = cast.aim(done).await;
        actions::settle(&town.app, &cast.now(&cast.worker), aim, &outcome).await.unwrap();
        assert_eq!(refused(&cast.merge(done, two).await), "orders-refused-not-now");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn two_merge_at_once_and_one_of_them_is_told() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let visitor = town.visitor();
        for _ in 0..6 {
            let (one, two) = (cast.lamp(&visitor).await, cast.lamp(&visitor).await);
            let (there, back) = (cast.aim(one).await, cast.aim(two).await);
            let worker = cast.now(&cast.worker);
            let (first, second) = tokio::join!(
                db::again(|| actions::merge(&town.app, &worker, there, two, "")),
                db::again(|| actions::merge(&town.app, &worker, back, one, "")),
            );
            assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
            let merged = [one, two].map(async |order| cast.state(order).await == State::Merged);
            let [a, b] = merged;
            assert!(a.await != b.await);
        }
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn the_asker_of_a_merged_matter_sees_its_way_and_nothing_of_the_other_asker() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, visitor) = (&town.app, town.visitor());
        let survivor = cast.lamp(&cast.resident).await;
        cast.accept(survivor, Some(TITLE)).await;
        let mine = cast.lamp(&visitor).await;
        cast.merge(mine, survivor).await.unwrap();
        let asker = Doer { opened: vec![mine], ..visitor.clone() };
        let kin = actions::own_kin(app, &cast.now(&asker), mine).await.unwrap();
        let on = kin.goes_on.unwrap();
        assert_eq!((on.title.as_deref(), on.steps.len()), (Some(TITLE), 2));
        assert!(!format!("{on:?}").contains("例桑一") && !format!("{on:?}").contains("马上看"));
        assert_eq!(refused(&actions::for_resident(app, &asker, survivor).await), "not found");
        assert_eq!(refused(&actions::own_kin(app, &asker, survivor).await), "not found");
        let view = actions::for_resident(app, &cast.now(&asker), mine).await.unwrap();
        assert_eq!((view.state, view.may_withdraw, view.may_reopen), (State::Merged, true, false));
        assert_eq!(view.timeline.last().unwrap().text.as_deref(), Some("和邻居提的是同一盏灯"));
        // What they say now is read where the work is done.
        actions::write_to_office(app, &cast.now(&asker), mine, app.new_id(), "还有第二盏").await.unwrap();
        let seen = actions::kin(app, &cast.worker, survivor).await.unwrap();
        assert_eq!(seen.merged.len(), 1);
        assert_eq!(seen.merged[0].said[0].body, "还有第二盏");
        assert_eq!(actions::kin(app, &cast.worker, mine).await.unwrap().into.unwrap().id, survivor);
    })
    .await;
}

#[tokio::test]
async fn they_close_together_go_apart_when_it_is_not_done_and_not_solved_is_ones_own_round() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, visitor) = (&town.app, town.visitor());
        let survivor = cast.lamp(&cast.resident).await;
        cast.accept(survivor, Some(TITLE)).await;
        let (one, two) = (cast.lamp(&visitor).await, cast.lamp(&visitor).await);
        cast.accept(two, None).await;
        cast.merge(one, survivor).await.unwrap();
        cast.merge(two, survivor).await.unwrap();
        let wish = actions::Settling { outcome: super::rules::Outcome::Solved, text: "换了灯泡".to_owned() };
        let act = async || (cast.aim(survivor).await, cast.now(&cast.worker));
        let (aim, worker) = act().await;
        actions::settle(app, &worker, aim, &wish).await.unwrap();
        let other = super::tests::someone(&town, "worker2", "例扎西", base::Role::Worker).await;
        actions::verify(app, &cast.now(&other), cast.aim(survivor).await, "亮了").await.unwrap();
        assert_eq!(cast.state(one).await, State::Merged);
        let answer = actions::Answer::default();
        actions::solved(app, &cast.now(&cast.resident), cast.aim(survivor).await, &answer).await.unwrap();
        actions::rate(app, &cast.now(&cast.resident), cast.aim(survivor).await, 5).await.unwrap();
        town.work().await;
        assert_eq!((cast.state(one).await, cast.state(two).await), (State::Closed, State::Closed));
        let asker = Doer { opened: vec![one], ..visitor.clone() };
        let view = actions::for_resident(app, &cast.now(&asker), one).await.unwrap();
        assert_eq!(view.outcome, Some(super::rules::Outcome::Solved));
        assert!(view.may_reopen && view.grades.is_empty(), "the other's grade is the other's");
        assert!(!format!("{view:?}").contains("换了灯泡"));
        let kin = actions::own_kin(app, &cast.now(&asker), one).await.unwrap();
        assert_eq!(kin.goes_on.unwrap().steps.last().unwrap().words, "orders-merge-all-close");
        actions::not_solved(app, &cast.now(&asker), cast.aim(one).await, "我这盏还不亮").await.unwrap();
        assert_eq!(cast.state(one).await, State::Accepted);
        assert_eq!(actions::own_kin(app, &cast.now(&asker), one).await.unwrap().goes_on.map(|on| on.number), None);
        assert_eq!(cast.state(survivor).await, State::Closed);
        cast.is_sound().await;

        // The other asker takes theirs back: this one goes on by itself.
        let (survivor, mine) = (cast.lamp(&cast.resident).await, cast.lamp(&visitor).await);
        cast.merge(mine, survivor).await.unwrap();
        actions::withdraw(app, &cast.now(&cast.resident), cast.aim(survivor).await).await.unwrap();
        town.work().await;
        assert_eq!(cast.state(mine).await, State::Submitted);
        let asker = Doer { opened: vec![mine], ..visitor.clone() };
        let view = actions::for_resident(app, &cast.now(&asker), mine).await.unwrap();
        assert_eq!(view.timeline.last().unwrap().text.as_deref(), Some("一起办的那件没有办下去。"));
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn any_merging_and_unmerging_keeps_every_order_in_one_place() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let visitor = town.visitor();
        let mut orders = Vec::new();
        for _ in 0..4 {
            orders.push(cast.lamp(&visitor).await);
        }
        cast.accept(orders[0], None).await;
        cast.accept(orders[1], None).await;
        let mut before = vec![None; orders.len()];
        for turn in 0..60u64 {
            let pick = |salt: u64| usize::try_from((turn * 7919 + salt * 104_729) % 31 % 4).unwrap();
            let (one, other) = (pick(turn), pick(turn + 3));
            if turn % 3 == 2 {
                let back = cast.unmerge(orders[one]).await;
                assert_eq!(back.is_ok(), before[one].is_some());
                if let Some(state) = before[one].take() {
                    assert_eq!(cast.state(orders[one]).await, state);
                }
            } else {
                let state = cast.state(orders[one]).await;
                if cast.merge(orders[one], orders[other]).await.is_ok() {
                    before[one] = Some(state);
                }
            }
            for (order, before) in orders.iter().zip(&before) {
                let boxes = cast.is_on_a_list(*order).await;
                assert_eq!(boxes.is_empty(), before.is_some(), "{boxes:?}");
                assert!(boxes.len() <= 2, "a box, and beside it at most what is due: {boxes:?}");
            }
        }
        cast.is_sound().await;
        let merges = "select count(*) from order_events where action = $1";
        let read = town.app.db.read().await.unwrap();
        assert!(read.number(merges, values![Action::Merge.name()]).await.unwrap() > 5);
    })
    .await;
}
