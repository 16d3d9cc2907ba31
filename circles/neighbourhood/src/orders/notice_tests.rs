//! Who hears what about an order, from asking to closing, on both databases.

use super::actions::{self, Aim, Answer, CallBack, Settling, Target};
use super::rules::Outcome as Code;
use super::tests::Cast;
use base::{Doer, OrderId};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use testkit::Town;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

#[derive(FromQueryResult)]
struct Kind {
    kind: String,
}

/// The kinds of news that a doer got, oldest first, without `order_`.
pub(super) async fn heard(town: &Town, who: &Doer) -> Vec<String> {
    let sql = "select kind from notices where account_id = $1 order by at, id";
    let account = who.account.unwrap().0;
    let rows: Vec<Kind> = town.app.db.read().await.unwrap().all(sql, values![account]).await.unwrap();
    rows.into_iter().map(|row| row.kind.trim_start_matches("order_").to_owned()).collect()
}

/// What is new to a doer.
async fn new_for(town: &Town, who: &Doer) -> i64 {
    let sql = "select count(*) from notices where account_id = $1 and is_read = false";
    town.app.db.read().await.unwrap().number(sql, values![who.account.unwrap().0]).await.unwrap()
}

/// Time passes between two steps, so that news stand in their order.
async fn aim(cast: &Cast<'_>, order: OrderId) -> Aim {
    cast.town.later(Duration::minutes(1)).await;
    cast.aim(order).await
}

#[tokio::test]
async fn everyone_hears_what_they_must_know_and_nobody_what_they_did_themselves() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 3).await;
        let (app, worker) = (&town.app, &cast.worker);
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let asked = [&cast.members[0], &cast.members[1]].map(|member| Target::Person(member.person.unwrap()));
        town.later(Duration::minutes(1)).await;
        cast.dispatch(order, &asked).await;
        town.later(Duration::minutes(1)).await;
        assert_eq!(new_for(&town, &cast.members[1]).await, 1);
        cast.take(order, &cast.members[0]).await.unwrap();
        let at = aim(&cast, order).await;
        let visit = town.app.now() + Duration::hours(3);
        actions::arrange(app, &cast.now(&cast.members[0]), at, visit).await.unwrap();
        town.later(Duration::minutes(1)).await;
        let message = actions::write_to_resident(app, &cast.now(worker), order, town.app.new_id(), "带上工具").await;
        message.unwrap();
        town.work().await;
        assert_eq!(heard(&town, &cast.resident).await, ["accepted", "taken", "arranged", "message"]);
        assert_eq!(heard(&town, &cast.members[0]).await, ["offer"]);
        assert_eq!(heard(&town, &cast.members[1]).await, ["offer", "taken_by_other"]);
        assert_eq!((new_for(&town, &cast.members[0]).await, new_for(&town, &cast.members[1]).await), (0, 1));
        assert!(heard(&town, &cast.members[2]).await.is_empty() && heard(&town, worker).await.is_empty());

        // Taken back: the one who held it and the resident hear of it, and the team is asked as a whole.
        let at = aim(&cast, order).await;
        actions::recall(app, &cast.now(worker), at, "换人").await.unwrap();
        town.later(Duration::minutes(1)).await;
        cast.dispatch(order, &[Target::Body(cast.team)]).await;
        town.later(Duration::minutes(1)).await;
        assert_eq!(heard(&town, &cast.resident).await.last().map(String::as_str), Some("back"));
        assert_eq!(heard(&town, &cast.members[0]).await, ["offer", "recalled"]);
        // Running everything again tells nobody twice.
        let before = town.app.db.read().await.unwrap().number("select count(*) from notices", vec![]).await.unwrap();
        town.work().await;
        let after = town.app.db.read().await.unwrap().number("select count(*) from notices", vec![]).await.unwrap();
        assert_eq!(before, after);
    })
    .await;
}

#[tokio::test]
async fn the_resident_is_asked_and_told_the_end() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let (app, worker) = (&town.app, &cast.worker);
        let asked = cast.asking("repair-water").await;
        let order = actions::ask(app, &cast.now(&cast.resident), &asked).await.unwrap().order;
        let at = aim(&cast, order).await;
        actions::ask_back(app, &cast.now(worker), at, "哪个房间？").await.unwrap();
        town.later(Duration::minutes(1)).await;
        assert_eq!(new_for(&town, &cast.resident).await, 1);
        let at = aim(&cast, order).await;
        actions::answer_question(app, &cast.now(&cast.resident), at, "厨房").await.unwrap();
        town.later(Duration::minutes(1)).await;
        assert_eq!(new_for(&town, &cast.resident).await, 0, "answered: it waits for nobody any more");
        let at = aim(&cast, order).await;
        actions::accept(app, &cast.now(worker), at, &actions::Acceptance::plain("收到", "水龙头")).await.unwrap();
        let at = aim(&cast, order).await;
        let wish = Settling { outcome: Code::Explained, text: "解释过了".to_owned() };
        actions::settle(app, &cast.now(worker), at, &wish).await.unwrap();
        let at = aim(&cast, order).await;
        actions::call_back(app, &cast.now(worker), at, &CallBack::Unanswered).await.unwrap();
        town.later(Duration::minutes(1)).await;
        assert_eq!(new_for(&town, &cast.resident).await, 3, "accepted, done, called");
        let at = aim(&cast, order).await;
        let answer = Answer::default();
        actions::solved(app, &cast.now(&cast.resident), at, &answer).await.unwrap();
        town.later(Duration::minutes(1)).await;
        assert_eq!(new_for(&town, &cast.resident).await, 1, "accepted");
        town.later(Duration::days(8)).await;
        town.work().await;
        let kinds = heard(&town, &cast.resident).await;
        let wanted = ["asked_back", "accepted", "done", "called", "closed"];
        assert_eq!(kinds, wanted);
        // The person in charge hears the answer and is reminded, and of nothing that is over.
        let office = heard(&town, worker).await;
        assert_eq!(office.iter().filter(|kind| *kind == "resident_wrote").count(), 1, "{office:?}");
        assert!(office.iter().all(|kind| ["amber", "red", "resident_wrote"].contains(&kind.as_str())));
        assert_eq!(new_for(&town, worker).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_person_in_charge_is_reminded_in_working_hours_once() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let order = cast.accepted(&cast.resident, "repair-water").await;
        for _ in 0..30 {
            town.later(Duration::hours(1)).await;
        }
        let kinds = heard(&town, &cast.worker).await;
        assert!(kinds.contains(&"amber".to_owned()) && kinds.contains(&"red".to_owned()), "{kinds:?}");
        #[derive(FromQueryResult)]
        struct At {
            at: base::Moment,
        }
        let read = town.app.db.read().await.unwrap();
        let rows: Vec<At> =
            read.all("select at from notices where kind in ('order_amber', 'order_red')", vec![]).await.unwrap();
        let calendar = kernel::case::WorkingCalendar::standard();
        assert!(rows.iter().all(|row| calendar.is_working_at(row.at)), "in working hours");
        let browser = town.sign_in(cast.worker.account.unwrap()).await;
        let page = browser.get("/inbox").await;
        assert!(page.says("快到期了") && !page.says("水龙头"), "{}", page.text);
        let _ = order;
    })
    .await;
}

/// No server ran in the afternoon: what was to be said then is said the next morning, not in the evening.
#[tokio::test]
async fn a_reminder_that_was_missed_waits_for_working_hours() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        cast.accepted(&cast.resident, "repair-water").await;
        let reminders =
            async || town.app.db.read().await.unwrap().number("select count(*) from order_reminders", vec![]).await;
        town.later(Duration::hours(12)).await;
        assert_eq!(reminders().await.unwrap(), 0);
        town.later(Duration::hours(12)).await;
        assert!(reminders().await.unwrap() > 0);
    })
    .await;
}

/// Another promise, another reminder: each of them once.
#[tokio::test]
async fn after_an_extension_time_runs_short_once_more() {
    testkit::on_both(circles, async |town| {
        #[derive(FromQueryResult)]
        struct Short {
            remind_amber_at: base::Moment,
        }
        let cast = Cast::of(&town, 0).await;
        let worker = &cast.worker;
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let short = async || {
            let sql = "select remind_amber_at from order_clocks where order_id = $1 and kind = 'resolve'";
            let short: Short = town.app.db.read().await.unwrap().one(sql, values![order.0]).await.unwrap().unwrap();
            town.clock.set(short.remind_amber_at);
            town.work().await;
            town.later(Duration::minutes(5)).await;
            heard(&town, worker).await.iter().filter(|kind| *kind == "amber").count()
        };
        let first = short().await;
        assert!(first > 0);
        let day = town.app.now().date_naive().checked_add_days(chrono::Days::new(20));
        actions::extend(&town.app, &cast.now(worker), aim(&cast, order).await, ("等零件", day)).await.unwrap();
        assert_eq!(short().await, first + 1);
    })
    .await;
}

#[tokio::test]
async fn every_kind_speaks_three_languages_and_says_no_more_than_the_number() {
    let town = Town::on_sqlite(circles()).await;
    for kind in super::news::KINDS {
        for locale in base::Locale::ALL {
            let words = town.app.words.lang(locale, town.app.now());
            let args = [("number", base::Arg::Text("10234".to_owned())), ("until", base::Arg::Time(town.app.now()))];
            let said = words.say(kind.words, &args);
            assert!(said.contains("10234") && !said.contains('⟦'), "{}: {said}", kind.name);
        }
    }
    assert!(town.app.words.missing().is_empty());
}
