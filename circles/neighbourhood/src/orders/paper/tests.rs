//! Paper and call-backs as they are lived: a power cut, a sheet entered the next day, a resident who asks to be called
//! later; on both databases.

use super::rules::Because;
use super::{OnPaper, ask_from_paper, batch, batches, print_sheets};
use crate::orders::actions::{self, Acceptance, Asker, CallBack};
use crate::orders::machine::State;
use crate::orders::store;
use crate::orders::tests::Cast;
use base::{Moment, OrderId, Outcome, Problem, Role};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use kernel::case::Light;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

fn refused_field<T: std::fmt::Debug>(told: &Outcome<T>) -> &'static str {
    match told {
        Err(Problem::Invalid(fields)) => fields[0].field,
        other => panic!("{other:?}"),
    }
}

fn paper(sheet: i64, written_at: Moment) -> OnPaper {
    OnPaper { sheet: sheet.to_string(), written_at, because: Because::PowerCut }
}

#[derive(Debug, FromQueryResult)]
struct Kept {
    at: Moment,
    started_at: Moment,
    due_at: Moment,
    stopped_at: Option<Moment>,
}

async fn accept_clock(cast: &Cast<'_>, order: OrderId) -> Kept {
    let sql = "select e.at, c.started_at, c.due_at, c.stopped_at from order_clocks c
               join order_events e on e.order_id = c.order_id and e.action = 'submit'
               where c.order_id = $1 and c.kind = 'accept'";
    let read = cast.town.app.db.read().await.unwrap();
    read.one(sql, values![order.0]).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_sheet_is_entered_once_with_the_time_it_was_written() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let (app, worker) = (&town.app, cast.now(&cast.worker));
        let once = app.new_id();
        print_sheets(app, &worker, once, 3).await.unwrap();
        print_sheets(app, &worker, once, 3).await.unwrap();
        let sheets = batch(app, &worker, once).await.unwrap();
        assert_eq!(sheets.len(), 3, "the same form prints once");
        for amount in [0, 41] {
            assert_eq!(refused_field(&print_sheets(app, &worker, app.new_id(), amount).await), "sheets");
        }
        assert!(print_sheets(app, &cast.now(&cast.resident), app.new_id(), 3).await.is_err());

        // The counterfoil is torn off at once; until the sheet is entered it says so, and to nobody without the code.
        town.later(Duration::hours(2)).await;
        let written_at = town.app.now();
        let (number, code) = (sheets[0].number, sheets[0].code.clone());
        let guest = cast.now(&cast.resident);
        let told = actions::follow(app, &guest, &number.to_string(), &code, None).await;
        assert!(matches!(&told, Err(Problem::Refused(why)) if why.key == "orders-paper-refused-waits"), "{told:?}");
        let guess = if code == "000000" { "000001" } else { "000000" };
        let told = actions::follow(app, &guest, &number.to_string(), guess, None).await;
        assert!(matches!(&told, Err(Problem::Refused(why)) if why.key == "orders-refused-code"), "{told:?}");

        town.later(Duration::hours(30)).await;
        let worker = cast.now(&cast.worker);
        let mut asking = cast.asking("repair-water").await;
        asking.asker = Asker::Person(cast.resident.person.unwrap());
        let entry = paper(number, written_at);
        let receipt = ask_from_paper(app, &worker, &asking, &entry).await.unwrap();
        assert_eq!((receipt.number, &receipt.code), (number, &code));
        let again = ask_from_paper(app, &worker, &asking, &entry).await.unwrap();
        assert_eq!(again.order, receipt.order, "a double click");
        let mut other = asking.clone();
        other.once = app.new_id();
        assert_eq!(refused_field(&ask_from_paper(app, &worker, &other, &entry).await), "sheet");
        let opened = actions::follow(app, &guest, &number.to_string(), &code, None).await.unwrap();
        assert_eq!(opened, receipt.order);
        let listed = batches(app, &worker).await.unwrap();
        assert_eq!((listed[0].sheets, listed[0].entered), (3, 1));

        // Asked when it was written, entered now: both are told, and the promise runs from the writing.
        let kept = accept_clock(&cast, receipt.order).await;
        assert_eq!((kept.at, kept.started_at), (written_at, written_at));
        let view = actions::for_desk(app, &worker, receipt.order).await.unwrap();
        assert_eq!(view.line.asked_at, written_at);
        let step = &view.timeline[0];
        assert_eq!((step.at, step.words), (written_at, "orders-told-paper-power-cut"));
        assert!(step.args.iter().any(|(name, arg)| *name == "when" && *arg == base::Arg::Time(worker.at)), "{step:?}");
        // Too late already: an answer now does not make it punctual.
        assert!(kept.due_at < worker.at);
        let aim = cast.aim(receipt.order).await;
        actions::accept(app, &worker, aim, &Acceptance::plain("来了电就办", "水龙头漏水")).await.unwrap();
        let kept = accept_clock(&cast, receipt.order).await;
        assert_eq!(kept.stopped_at, Some(worker.at));
        assert!(kept.stopped_at > Some(kept.due_at), "late stays late");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn only_a_time_that_can_be_true_is_taken() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let app = &town.app;
        let before = town.app.now();
        town.later(Duration::hours(1)).await;
        let once = app.new_id();
        print_sheets(app, &cast.now(&cast.worker), once, 1).await.unwrap();
        let number = batch(app, &cast.now(&cast.worker), once).await.unwrap()[0].number;
        let worker = cast.now(&cast.worker);
        let asking = cast.asking("repair-water").await;
        let (future, old) = (worker.at + Duration::minutes(1), worker.at - Duration::days(7) - Duration::minutes(1));
        for (entry, field) in [
            (paper(number, future), "written_at"),
            (OnPaper { sheet: String::new(), ..paper(0, old) }, "written_at"),
            (paper(number, before), "written_at"),
            (paper(number + 1, worker.at), "sheet"),
            (OnPaper { sheet: "一号".to_owned(), ..paper(0, worker.at) }, "sheet"),
        ] {
            assert_eq!(refused_field(&ask_from_paper(app, &worker, &asking, &entry).await), field, "{entry:?}");
        }
        let told = ask_from_paper(app, &cast.now(&cast.resident), &asking, &paper(number, worker.at)).await;
        assert!(matches!(told, Err(Problem::NotAllowed | Problem::NotFound)), "{told:?}");
        // On any paper, without a printed number, it is an order like any other.
        let entry = OnPaper { sheet: String::new(), ..paper(0, before) };
        let receipt = ask_from_paper(app, &worker, &asking, &entry).await.unwrap();
        assert_ne!(receipt.number, number);
        assert_eq!(accept_clock(&cast, receipt.order).await.at, before);
        // Two at once with the same sheet: one order.
        let (mut one, mut two) = (asking.clone(), asking.clone());
        (one.once, two.once) = (app.new_id(), app.new_id());
        let entry = paper(number, worker.at);
        let (first, second) = tokio::join!(
            db::again(|| ask_from_paper(app, &worker, &one, &entry)),
            db::again(|| ask_from_paper(app, &worker, &two, &entry))
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn who_asks_to_be_called_later_is_called_later_and_silence_begins_anew() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, helper) = (&town.app, cast.members[0].clone());
        let order = cast.accepted(&cast.resident, "repair-water").await;
        cast.dispatch(order, &[actions::Target::Body(cast.team)]).await;
        cast.take(order, &helper).await.unwrap();
        cast.done(order, &helper).await;
        let to_make = async || actions::calls_to_make(app, &cast.now(&cast.worker)).await.unwrap();
        let call = async |result: CallBack| {
            let aim = cast.aim(order).await;
            actions::call_back(app, &cast.now(&cast.worker), aim, &result).await
        };
        assert_eq!((to_make().await.now.len(), to_make().await.later.len()), (1, 0));
        call(CallBack::Unanswered).await.unwrap();
        call(CallBack::Unanswered).await.unwrap();
        let now = town.app.now();
        for when in [now, now + Duration::days(15)] {
            assert_eq!(refused_field(&call(CallBack::Later(when)).await), "again_at");
        }
        let again = now + Duration::hours(5);
        call(CallBack::Later(again)).await.unwrap();
        let calls = to_make().await;
        assert_eq!((calls.now.len(), calls.later.len()), (0, 1));
        assert_eq!((calls.later[0].again_at, calls.later[0].attempts.len()), (Some(again), 3));
        let before = calls.later[0].line.clock.unwrap();
        town.later(Duration::hours(6)).await;
        let calls = to_make().await;
        assert_eq!((calls.now.len(), calls.later.len()), (1, 0), "the time has come");
        assert_eq!(calls.now[0].line.clock.unwrap().due_at, before.due_at, "the promise runs on");
        // Two silences before the word do not count any more.
        call(CallBack::Unanswered).await.unwrap();
        assert_eq!(cast.state(order).await, State::Resolved);
        call(CallBack::Unanswered).await.unwrap();
        assert_eq!(cast.state(order).await, State::Resolved);
        call(CallBack::Unanswered).await.unwrap();
        assert_eq!(cast.state(order).await, State::Closed, "three in seven days");
        assert!(call(CallBack::Later(app.now() + Duration::hours(1))).await.is_err());

        let log = actions::call_log(app, &cast.now(&cast.worker), None).await.unwrap();
        assert_eq!(log.rows.len(), 6, "what was refused is no attempt");
        assert!(log.rows.windows(2).all(|two| two[0].attempt.at >= two[1].attempt.at), "newest first");
        assert!(actions::call_log(app, &cast.now(&helper), None).await.is_err());
        let view = actions::for_desk(app, &cast.now(&cast.worker), order).await.unwrap();
        assert!(view.timeline.iter().any(|step| step.words == "orders-told-call-later"));
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn the_register_and_the_lights_take_the_time_of_writing() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let app = &town.app;
        let written_at = town.app.now();
        town.later(Duration::days(3)).await;
        let worker = cast.now(&cast.worker);
        let asking = cast.asking("repair-water").await;
        let entry = OnPaper { sheet: String::new(), ..paper(0, written_at) };
        let order = ask_from_paper(app, &worker, &asking, &entry).await.unwrap().order;
        let view = actions::for_desk(app, &worker, order).await.unwrap();
        assert_eq!(view.line.clock.unwrap().light, Light::Red);
        let read = app.db.read().await.unwrap();
        let kept = store::order(&read, town.community, order).await.unwrap().unwrap();
        assert_eq!(kept.asked_at, written_at);
        drop(read);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn the_pages_keep_what_was_typed_and_print_in_every_language() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let kind = cast.category("repair-water").await.to_string();
        let worker = town.staff("paper-worker", &[Role::Worker]).await;
        let once = town.app.new_id().to_string();
        let form = [("once", once.as_str()), ("sheets", "0"), ("words", "bo")];
        assert_eq!(worker.post("/desk/paper", &form).await.status, 422);
        let form = [("once", once.as_str()), ("sheets", "2"), ("words", "bo"), ("large", "yes")];
        let printed = worker.post("/desk/paper", &form).await;
        assert_eq!(printed.location, format!("/desk/paper/{once}?words=bo&large=yes"));
        let number =
            batch(&town.app, &cast.now(&cast.worker), once.parse().unwrap()).await.unwrap()[1].number.to_string();
        for tag in ["zh-CN", "bo", "en"] {
            worker.speak(tag);
            for words in ["zh", "bo", "both"] {
                for path in [format!("/desk/paper/{once}"), "/desk/paper/call".into(), "/desk/paper/day".into()] {
                    let seen = worker.get(&format!("{path}?words={words}&large=yes")).await;
                    assert_eq!(seen.status, 200, "{path}");
                    assert_eq!(
                        seen.says(">电话（可以不写）<"),
                        path.contains(&once) && words != "bo",
                        "{path} {words}"
                    );
                    assert!(!path.contains(&once) || seen.says(&number));
                }
            }
            for path in ["/desk/paper", "/desk/calls", "/desk/calls/log", "/desk/new?paper=yes"] {
                assert_eq!(worker.get(path).await.status, 200, "{path} {tag}");
            }
        }
        worker.speak("zh-CN");
        let own = town.app.new_id().to_string();
        let typed =
            [("once", own.as_str()), ("paper", "yes"), ("sheet", &number), ("body", "停电时说的"), ("category", &kind)];
        let refused = worker.upload("/desk/new", &typed, &[]).await;
        assert!(refused.status == 422 && refused.says("请写上是什么时候写的") && refused.says("停电时说的"));
        let parked = worker.upload("/desk/drafts", &typed, &[]).await;
        assert!(parked.status == 422 && parked.says("纸上的单子不用暂存"), "{}", parked.text);
        // The town's clock stands at ten in the morning.
        let whole = [&typed[..], &[("written_at", "2026-03-02T10:00"), ("because", "power_cut")]].concat();
        let saved = worker.upload("/desk/new", &whole, &[]).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let order = worker.get(saved.location.trim_end_matches("/slip")).await;
        assert!(order.says("停电时写在纸上") && order.says(&number), "{}", order.text);
        let clerk = town.staff("paper-clerk", &[Role::Clerk]).await;
        for path in ["/desk/paper", "/desk/paper/day", "/desk/calls", "/desk/calls/log"] {
            assert_eq!(clerk.get(path).await.status, 404, "{path}");
        }
        assert!(town.app.words.missing().is_empty(), "{:?}", town.app.words.missing());
    })
    .await;
}
