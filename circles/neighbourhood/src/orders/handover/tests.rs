//! Handing over, on both databases: each matter by itself, nothing twice, reminders follow, and who is back is asked.

use super::actions::{Given, Handing, Handover};
use super::rules::Whose;
use crate::orders::actions::{self, Pick};
use crate::orders::tests::{Cast, someone};
use base::{AccountId, Doer, OrderId, Problem, Role};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use testkit::Town;
use uuid::Uuid;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

/// Two workers and some accepted matters of the first.
struct Office<'t> {
    cast: Cast<'t>,
    other: Doer,
    third: Doer,
}

impl<'t> Office<'t> {
    async fn of(town: &'t Town) -> Self {
        let cast = Cast::of(town, 1).await;
        let other = someone(town, "other", "样文石", Role::Worker).await;
        let third = someone(town, "third", "例小安", Role::Secretary).await;
        Self { cast, other, third }
    }

    async fn accepted(&self, count: usize) -> Vec<OrderId> {
        let mut orders = Vec::new();
        for _ in 0..count {
            orders.push(self.cast.accepted(&self.cast.resident, "repair-water").await);
        }
        // What may be taken back and its news are past.
        self.cast.town.later(Duration::seconds(11)).await;
        orders
    }

    async fn given(&self, orders: &[OrderId]) -> Vec<Given> {
        let mut given = Vec::new();
        for &order in orders {
            let pick = Pick { order, version: self.cast.aim(order).await.version };
            given.push(Given { pick, note: String::new() });
        }
        given
    }

    async fn wish(&self, (from, to): (&Doer, &Doer), orders: &[OrderId], back_on: &str) -> Handover {
        Handover {
            once: self.cast.town.app.new_id(),
            whose: Whose::Account(from.account.unwrap()),
            to: to.account,
            back_on: back_on.to_owned(),
            note: "钥匙在门卫处".to_owned(),
            given: self.given(orders).await,
        }
    }

    async fn send(&self, doer: &Doer, wish: &Handover) -> base::Outcome<()> {
        actions::hand_over_all(&self.cast.town.app, &self.cast.now(doer), wish).await
    }

    async fn in_charge(&self, order: OrderId) -> Option<AccountId> {
        let read = self.cast.town.app.db.read().await.unwrap();
        let found = crate::orders::store::order(&read, self.cast.town.community, order).await.unwrap().unwrap();
        found.in_charge.map(AccountId)
    }

    async fn whys(&self, doer: &Doer, once: Uuid) -> Vec<Option<String>> {
        let (_, rows) = actions::handed(&self.cast.town.app, &self.cast.now(doer), once).await.unwrap();
        rows.into_iter().map(|row| row.why.map(|(key, _)| key)).collect()
    }

    async fn numbers(&self, doer: &Doer, whose: Whose) -> Vec<OrderId> {
        let found = actions::matters(&self.cast.town.app, &self.cast.now(doer), (whose, None)).await.unwrap();
        found.rows.iter().map(|matter| matter.line.id).collect()
    }

    async fn waiting(&self, doer: &Doer) -> (i64, bool) {
        actions::waiting(&self.cast.town.app, &self.cast.now(doer)).await.unwrap()
    }

    async fn count(&self, sql: &str, values: Vec<db::Value>) -> i64 {
        self.cast.town.app.db.read().await.unwrap().number(sql, values).await.unwrap()
    }
}

#[tokio::test]
async fn open_matters_go_to_a_colleague_each_by_itself_and_once() {
    testkit::on_both(circles, async |town| {
        let office = Office::of(&town).await;
        let (worker, other) = (&office.cast.worker, &office.other);
        let orders = office.accepted(3).await;
        let mut wish = office.wish((worker, other), &orders, "").await;
        wish.given[1].note = "下午四点后在家".to_owned();
        // The third one is moved on by somebody else before the form is sent.
        let aim = office.cast.aim(orders[2]).await;
        actions::ask_back(&town.app, &office.cast.now(worker), aim, "哪一天方便？").await.unwrap();
        office.send(worker, &wish).await.unwrap();
        let expected = [None, None, Some("bulk-why-changed".to_owned())];
        assert_eq!(office.whys(worker, wish.once).await, expected);
        // Pressed again: nothing happens twice, and only whoever sent it reads the answer.
        office.send(worker, &wish).await.unwrap();
        assert_eq!(office.whys(worker, wish.once).await, expected);
        assert!(matches!(actions::handed(&town.app, &office.cast.now(other), wish.once).await, Err(Problem::NotFound)));
        assert!(matches!(office.send(other, &wish).await, Err(Problem::NotFound)));
        let mine = Whose::Account(worker.account.unwrap());
        let theirs = Whose::Account(other.account.unwrap());
        assert_eq!(office.numbers(worker, mine).await, orders[2..]);
        assert_eq!(office.numbers(worker, theirs).await, orders[..2]);
        for order in &orders[..2] {
            let steps = "select count(*) from order_events where order_id = $1 and action = 'hand_over'";
            assert_eq!(office.count(steps, values![order.0]).await, 1);
            let notes = "select count(*) from order_messages where order_id = $1 and kind = 'note'";
            assert_eq!(office.count(notes, values![order.0]).await, 1);
        }
        let view = actions::for_desk(&town.app, &office.cast.now(worker), orders[1]).await.unwrap();
        assert_eq!(view.in_charge.as_deref(), Some("other"));
        assert!(view.messages.iter().any(|message| message.body == "钥匙在门卫处\n下午四点后在家"));
        let told = view.timeline.last().unwrap();
        assert_eq!((told.words, &told.args[0].1), ("handover-told-to", &base::Arg::Text("other".to_owned())));
        // The resident reads that it goes on, and no colleague's name.
        let own = actions::for_resident(&town.app, &office.cast.now(&office.cast.resident), orders[1]).await.unwrap();
        let told = own.timeline.last().unwrap();
        assert_eq!((told.words, &told.args[0].1), ("orders-told-hand-over", &base::Arg::Text(String::new())));
        // One piece of news for the whole go, none to the others.
        town.later(Duration::seconds(11)).await;
        let news = "select count(*) from notices where kind = 'order_in_charge' and account_id = $1 and number = 2";
        assert_eq!(office.count(news, values![other.account.unwrap().0]).await, 1);
        assert_eq!(office.count("select count(*) from notices where kind = 'order_in_charge'", vec![]).await, 1);
        assert_eq!(office.count("select count(*) from order_stand_ins", vec![]).await, 0, "nobody said when");
        office.cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn two_who_hand_the_same_matter_over_do_not_both_win() {
    testkit::on_both(circles, async |town| {
        let office = Office::of(&town).await;
        let (worker, other, third) = (&office.cast.worker, &office.other, &office.third);
        let orders = office.accepted(4).await;
        let one = office.wish((worker, other), &orders, "").await;
        let two = office.wish((worker, third), &orders, "").await;
        let (first, second) = tokio::join!(office.send(worker, &one), office.send(third, &two));
        first.unwrap();
        second.unwrap();
        let (whys, others) = (office.whys(worker, one.once).await, office.whys(third, two.once).await);
        for (at, order) in orders.iter().enumerate() {
            let position = |whys: &[Option<String>]| whys[at].is_none();
            assert!(position(&whys) != position(&others), "{whys:?} {others:?}");
            let wins = if position(&whys) { other.account } else { third.account };
            assert_eq!(office.in_charge(*order).await, wins);
            let steps = "select count(*) from order_events where order_id = $1 and action = 'hand_over'";
            assert_eq!(office.count(steps, values![order.0]).await, 1);
        }
        // The same form from two hands at once is one go.
        let same = office
            .wish((other, worker), &office.numbers(other, Whose::Account(other.account.unwrap())).await, "")
            .await;
        if !same.given.is_empty() {
            let (first, second) = tokio::join!(office.send(other, &same), office.send(other, &same));
            first.unwrap();
            second.unwrap();
            assert!(office.whys(other, same.once).await.iter().all(Option::is_none));
        }
        office.cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_and_only_the_office_hands_over() {
    testkit::on_both(circles, async |town| {
        let office = Office::of(&town).await;
        let (worker, other) = (&office.cast.worker, &office.other);
        let orders = office.accepted(1).await;
        let good = office.wish((worker, other), &orders, "").await;
        let field = |outcome: base::Outcome<()>| match outcome {
            Err(Problem::Invalid(fields)) => (fields[0].field, fields[0].refusal.key),
            other => panic!("{other:?}"),
        };
        let sent = async |wish: Handover| office.send(worker, &wish).await;
        let nobody = sent(Handover { to: None, ..good.clone() }).await;
        assert_eq!(field(nobody), ("colleague", "handover-refused-colleague"));
        let resident = Handover { to: office.cast.resident.account, ..good.clone() };
        assert_eq!(field(sent(resident).await), ("colleague", "handover-refused-colleague"));
        let same = Handover { to: worker.account, ..good.clone() };
        assert_eq!(field(sent(same).await), ("colleague", "handover-refused-same"));
        for day in ["2020-01-01", "morgen", "2090-01-01"] {
            let wrong = Handover { back_on: day.to_owned(), ..good.clone() };
            assert_eq!(field(sent(wrong).await), ("back_on", "handover-refused-day"));
        }
        let long = Handover { note: "长".repeat(2000), ..good.clone() };
        assert_eq!(field(sent(long).await).0, "note");
        let none = sent(Handover { given: Vec::new(), ..good.clone() }).await;
        assert!(matches!(none, Err(Problem::Refused(refusal)) if refusal.key == "bulk-refused-nothing"));
        assert_eq!(office.in_charge(orders[0]).await, worker.account, "nothing of it moved anything");
        for stranger in [&office.cast.resident, &office.cast.members[0]] {
            assert!(matches!(office.send(stranger, &good).await, Err(Problem::NotAllowed)));
            let aim = office.cast.aim(orders[0]).await;
            let handing = Handing::plain(good.whose, other.account.unwrap());
            let refused = actions::hand_over(&town.app, &office.cast.now(stranger), aim, &handing).await;
            assert!(matches!(refused, Err(Problem::NotAllowed | Problem::NotFound)), "{refused:?}");
            let seen = actions::matters(&town.app, &office.cast.now(stranger), (good.whose, None)).await;
            assert!(matches!(seen, Err(Problem::NotAllowed)));
        }
        // Whose it was when it was looked at is asked again.
        let aim = office.cast.aim(orders[0]).await;
        let wrong = Handing::plain(Whose::Account(other.account.unwrap()), office.third.account.unwrap());
        let refused = actions::hand_over(&town.app, &office.cast.now(worker), aim, &wrong).await;
        assert!(matches!(refused, Err(Problem::Refused(refusal)) if refusal.key == "handover-refused-moved"));
    })
    .await;
}

#[derive(FromQueryResult)]
struct Reminded {
    account_id: Uuid,
}

#[tokio::test]
async fn reminders_follow_and_old_ones_wait_for_the_new_one() {
    testkit::on_both(circles, async |town| {
        let office = Office::of(&town).await;
        let (worker, other) = (&office.cast.worker, &office.other);
        let orders = office.accepted(1).await;
        // The promise runs out, and the first one puts the reminder away.
        town.later(Duration::days(9)).await;
        let reminded = actions::reminders(&town.app, &office.cast.now(worker)).await.unwrap();
        assert_eq!(reminded.len(), 1);
        actions::see_reminder(&town.app, &office.cast.now(worker), orders[0]).await.unwrap();
        let wish = office.wish((worker, other), &orders, "").await;
        office.send(worker, &wish).await.unwrap();
        assert_eq!(actions::reminders(&town.app, &office.cast.now(other)).await.unwrap().len(), 1);
        assert!(actions::reminders(&town.app, &office.cast.now(worker)).await.unwrap().is_empty());
        town.later(Duration::seconds(11)).await;
        let open = "select count(*) from notices where kind in ('order_amber', 'order_red') and is_over = false";
        assert_eq!(office.count(open, vec![]).await, 0, "the first one's news wait for nobody");
        // What runs out from now on speaks to the new one only.
        town.later(Duration::days(30)).await;
        let read = town.app.db.read().await.unwrap();
        let sql = "select account_id from order_reminders where order_id = $1 order by at";
        let told: Vec<Reminded> = read.all(sql, values![orders[0].0]).await.unwrap();
        assert!(told.iter().all(|told| told.account_id == other.account.unwrap().0));
    })
    .await;
}

#[tokio::test]
async fn who_is_back_is_asked_in_working_hours_and_takes_back_what_is_open_with_the_stand_in() {
    testkit::on_both(circles, async |town| {
        let office = Office::of(&town).await;
        let (worker, other, third) = (&office.cast.worker, &office.other, &office.third);
        let orders = office.accepted(4).await;
        let today = kernel::case::WorkingCalendar::standard().day_of(town.app.now());
        let back = today.checked_add_days(chrono::Days::new(2)).unwrap();
        let wish = office.wish((worker, other), &orders, &back.to_string()).await;
        office.send(worker, &wish).await.unwrap();
        assert!(!office.waiting(worker).await.1, "not before the day");
        // The stand-in hands one on, one is withdrawn, and one is already given back.
        let on = office.wish((other, third), &orders[..1], "").await;
        office.send(other, &on).await.unwrap();
        let aim = office.cast.aim(orders[1]).await;
        actions::withdraw(&town.app, &office.cast.now(&office.cast.resident), aim).await.unwrap();
        let early = office.wish((other, worker), &orders[2..3], "").await;
        office.send(other, &early).await.unwrap();
        let rows = "select count(*) from order_stand_ins";
        assert_eq!(office.count(rows, vec![]).await, 3);
        super::actions::forget(&town.app, &town.house()).await.unwrap();
        assert_eq!(office.count(rows, vec![]).await, 2, "what has ended is held for nobody");

        let calendar = kernel::case::WorkingCalendar::standard();
        let opening = super::rules::asked_from(&calendar, back);
        town.later(opening - town.app.now() - Duration::minutes(5)).await;
        assert!(!office.waiting(worker).await.1, "not before the office opens");
        town.later(Duration::minutes(6)).await;
        assert!(office.waiting(worker).await.1 && !office.waiting(other).await.1);
        assert_eq!(office.in_charge(orders[3]).await, other.account, "nothing moves by itself");
        let once = town.app.new_id();
        let back = async || actions::take_back(&town.app, &office.cast.now(worker), once).await;
        let (first, second) = tokio::join!(back(), back());
        assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
        back().await.unwrap();
        for (at, order) in orders.iter().enumerate().filter(|(at, _)| *at != 1) {
            assert_eq!(office.in_charge(*order).await, worker.account, "{at}");
        }
        let steps = "select count(*) from order_events where order_id = $1 and action = 'hand_over'";
        assert_eq!(office.count(steps, values![orders[3].0]).await, 2);
        assert_eq!(office.count(steps, values![orders[0].0]).await, 3);
        assert!(!office.waiting(worker).await.1);
        assert_eq!(office.count(rows, vec![]).await, 0);
        let late = actions::take_back(&town.app, &office.cast.now(worker), town.app.new_id()).await;
        assert!(matches!(late, Err(Problem::Refused(refusal)) if refusal.key == "handover-refused-nothing"));

        // Or everything stays where it is.
        let next = calendar.day_of(town.app.now()).checked_add_days(chrono::Days::new(1)).unwrap();
        let again = office.wish((worker, other), &orders[3..], &next.to_string()).await;
        office.send(worker, &again).await.unwrap();
        town.later(Duration::days(7)).await;
        assert!(office.waiting(worker).await.1);
        actions::leave(&town.app, &office.cast.now(worker)).await.unwrap();
        assert!(!office.waiting(worker).await.1);
        assert_eq!(office.in_charge(orders[3]).await, other.account);
        office.cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn matters_of_accounts_that_may_not_work_any_more_are_found() {
    testkit::on_both(circles, async |town| {
        let office = Office::of(&town).await;
        let (worker, other, third) = (&office.cast.worker, &office.other, &office.third);
        let orders = office.accepted(2).await;
        assert_eq!(office.waiting(other).await, (0, false));
        // One account is closed; another moves to other work and keeps its account.
        let given = office.wish((worker, third), &orders[1..], "").await;
        office.send(worker, &given).await.unwrap();
        town.tamper("update accounts set closed_at = created_at where login = 'worker'").await;
        town.tamper(
            "update roles_held set role = 'clerk' where account_id = (select id from accounts where login = 'third')",
        )
        .await;
        assert_eq!(office.waiting(other).await.0, 2);
        assert_eq!(office.numbers(other, Whose::Nobody).await, orders);
        let gone =
            actions::matters(&town.app, &office.cast.now(other), (Whose::Account(worker.account.unwrap()), None)).await;
        assert!(matches!(gone, Err(Problem::NotFound)), "no list of who left");
        let mut wish = office.wish((worker, other), &orders, "").await;
        wish.whose = Whose::Nobody;
        office.send(other, &wish).await.unwrap();
        assert!(office.whys(other, wish.once).await.iter().all(Option::is_none));
        assert_eq!(office.waiting(other).await.0, 0);
        assert_eq!(office.numbers(other, Whose::Account(other.account.unwrap())).await, orders);
        // What one takes over oneself is no news.
        town.later(Duration::seconds(11)).await;
        let news = "select count(*) from notices where kind = 'order_in_charge' and account_id = $1";
        assert_eq!(office.count(news, values![other.account.unwrap().0]).await, 0);
        let aim = office.cast.aim(orders[0]).await;
        let handing = Handing::plain(Whose::Account(other.account.unwrap()), worker.account.unwrap());
        let refused = actions::hand_over(&town.app, &office.cast.now(other), aim, &handing).await;
        assert!(matches!(refused, Err(Problem::Refused(refusal)) if refusal.key == "handover-refused-colleague"));
    })
    .await;
}
