//! Spoken orders through their verbs and through HTTP, on both databases.

use crate::orders::actions::{
    self, Acceptance, Aim, Answer, Asker, Asking, Dispatching, Filter, Refusing, Settling, Target, WritingDown,
};
use crate::orders::machine::{Action, State};
use crate::orders::machine_tests::Stage;
use crate::orders::tests::{Cast, refused};
use crate::orders::views::DeskBox;
use crate::orders::voice_rules::{Spoken, may_be_written};
use base::{Doer, Locale, OrderId, Outcome, Problem, Role};
use chrono::Duration;
use db::{Query, values};
use kernel::case::Named;
use testkit::{Browser, Town, on_both};
use uuid::Uuid;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

/// Asked by voice alone.
async fn spoken(cast: &Cast<'_>, forget_voice: bool) -> Asking {
    let asking = Asking { body: String::new(), forget_voice, ..cast.asking("repair-water").await };
    let app = &cast.town.app;
    for _ in 0..2 {
        let resident = cast.now(&cast.resident);
        actions::stage_voice(app, &resident, asking.once, testkit::recording().into()).await.unwrap();
        // Of one moment there is no later one.
        cast.town.clock.advance(Duration::milliseconds(5));
    }
    asking
}

async fn ask(cast: &Cast<'_>, asking: &Asking) -> OrderId {
    actions::ask(&cast.town.app, &cast.now(&cast.resident), asking).await.unwrap().order
}

async fn hear(cast: &Cast<'_>, doer: &Doer, order: OrderId, look: Option<Uuid>) -> Result<usize, &'static str> {
    let heard = actions::voice(&cast.town.app, &cast.now(doer), order, look).await;
    heard.map(|recording| recording.bytes.len()).map_err(|problem| refused(&Err(problem)))
}

async fn write_down(cast: &Cast<'_>, aim: Aim, text: &str) -> Outcome<()> {
    let wish = WritingDown { text: text.to_owned(), language: Some(Locale::Bo) };
    actions::write_down(&cast.town.app, &cast.now(&cast.worker), aim, &wish).await
}

async fn count(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, values![]).await.unwrap()
}

#[tokio::test]
async fn a_spoken_order_is_heard_written_down_dispatched_and_put_right() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let app = &town.app;
        let asking = spoken(&cast, false).await;
        let order = ask(&cast, &asking).await;
        assert_eq!(ask(&cast, &asking).await, order, "sent twice is once");
        assert_eq!(count(&town, "select count(*) from files where owner_kind = 'order_voice'").await, 1);
        let counts = actions::desk_counts(app, &cast.worker).await.unwrap();
        assert_eq!((counts.to_listen, counts.new), (1, 0));
        let view = actions::for_resident(app, &cast.resident, order).await.unwrap();
        assert!(view.spoken.unwrap().waits() && view.clock.is_some(), "the promise runs from asking");

        // It is accepted by what was heard, and nobody is asked before it is written down.
        let wish = Acceptance::plain("马上听", "语音求助");
        actions::accept(app, &cast.worker, cast.aim(order).await, &wish).await.unwrap();
        assert_eq!(actions::desk_counts(app, &cast.worker).await.unwrap().to_listen, 1);
        let targets = Dispatching::to(vec![Target::Person(cast.members[0].person.unwrap())]);
        let early = actions::dispatch(app, &cast.worker, cast.aim(order).await, &targets).await;
        assert_eq!(refused(&early), "orders-refused-not-written");
        who_may_hear(&cast, order).await;

        let aim = cast.aim(order).await;
        let nothing = WritingDown { text: "漏水".to_owned(), language: None };
        assert!(matches!(actions::write_down(app, &cast.worker, aim, &nothing).await, Err(Problem::Invalid(_))));
        let stale = Aim { version: aim.version - 1, ..aim };
        assert_eq!(refused(&write_down(&cast, stale, "厨房漏水").await), "changed");
        for _ in 0..2 {
            write_down(&cast, aim, "厨房的水管一直漏").await.unwrap();
        }
        assert_eq!(count(&town, "select count(*) from order_events where action = 'write_down'").await, 1);
        let words = String::from("水管");
        let filter = Filter { words, ..Filter::default() };
        assert_eq!(actions::register(app, &cast.worker, &filter, None).await.unwrap().rows.len(), 1, "it is found");
        let counts = actions::desk_counts(app, &cast.worker).await.unwrap();
        assert_eq!((counts.to_listen, counts.to_dispatch), (0, 1));

        put_right(&cast, order).await;
        cast.dispatch(order, &[Target::Person(cast.members[0].person.unwrap())]).await;
        cast.take(order, &cast.members[0]).await.unwrap();
        let held = actions::for_holder(app, &cast.members[0], order).await.unwrap();
        assert_eq!(held.body, "卫生间的水管一直漏");
        assert_eq!(hear(&cast, &cast.members[0], order, None).await, Err("not found"), "helpers read the words");
        cast.is_sound().await;
    })
    .await;
}

/// The asker always; the office under a look of its own, once noted however often it is played; nobody else.
async fn who_may_hear(cast: &Cast<'_>, order: OrderId) {
    let (town, app) = (cast.town, &cast.town.app);
    let looks = "select count(*) from looks where field = 'orders.spoken'";
    assert!(hear(cast, &cast.resident, order, None).await.is_ok());
    assert_eq!(hear(cast, &town.visitor(), order, None).await, Err("not found"));
    assert_eq!(hear(cast, &cast.worker, order, None).await, Err("not found"), "no look, no sound");
    assert_eq!(count(town, looks).await, 0);
    let look = app.new_id();
    for _ in 0..3 {
        actions::listen(app, &cast.now(&cast.worker), order, look).await.unwrap();
        assert!(hear(cast, &cast.worker, order, Some(look)).await.is_ok());
    }
    assert_eq!(count(town, looks).await, 1, "one look for one opening");
    for other in [&cast.members[0], &town.visitor()] {
        assert_eq!(hear(cast, other, order, Some(look)).await, Err("not found"));
        assert_eq!(refused(&actions::listen(app, other, order, app.new_id()).await), "not found");
    }
    let colleague = crate::orders::tests::someone(town, "secretary", "样文石", Role::Secretary).await;
    assert_eq!(hear(cast, &colleague, order, Some(look)).await, Err("not found"), "not under another's look");
    let late = Doer { at: app.now() + Duration::minutes(61), ..cast.worker.clone() };
    assert!(actions::voice(app, &late, order, Some(look)).await.is_err());
    let view = actions::for_resident(app, &cast.resident, order).await.unwrap();
    assert_eq!(view.looks.len(), 1, "the resident sees it");
}

/// "That is not what I meant" comes back to the ear of the office, as a message, once.
async fn put_right(cast: &Cast<'_>, order: OrderId) {
    let (app, resident) = (&cast.town.app, cast.now(&cast.resident));
    let aim = cast.aim(order).await;
    for _ in 0..2 {
        actions::not_what_i_meant(app, &resident, aim, "是卫生间").await.unwrap();
    }
    let other = cast.town.visitor();
    let theirs = actions::not_what_i_meant(app, &other, cast.aim(order).await, "x").await;
    assert_eq!(refused(&theirs), "not found");
    let view = actions::for_desk(app, &cast.worker, order).await.unwrap();
    assert_eq!(view.spoken.unwrap().spoken, Spoken::Disputed);
    assert_eq!(view.messages.iter().filter(|message| message.body.contains("是卫生间")).count(), 1);
    assert_eq!(actions::desk_counts(app, &cast.worker).await.unwrap().to_listen, 1);
    cast.is_sound().await;
    write_down(cast, cast.aim(order).await, "卫生间的水管一直漏").await.unwrap();
    assert_eq!(actions::for_resident(app, &cast.resident, order).await.unwrap().body, "卫生间的水管一直漏");
}

#[tokio::test]
async fn a_recording_leaves_when_it_should() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let app = &town.app;
        // At once when it is written down, if that was wished.
        let order = ask(&cast, &spoken(&cast, true).await).await;
        write_down(&cast, cast.aim(order).await, "厨房漏水").await.unwrap();
        assert_eq!(hear(&cast, &cast.resident, order, None).await, Err("not found"));
        let view = actions::for_resident(app, &cast.resident, order).await.unwrap();
        assert!(view.spoken.is_some_and(|spoken| spoken.recording.is_none() && spoken.goes_after));
        assert_eq!(count(&town, "select count(*) from files").await, 0);
        let bytes = kernel::files::ContentHash::of(&testkit::recording());
        assert!(app.files.get(bytes).await.is_err(), "the bytes are gone at once");
        assert_eq!(count(&town, "select count(*) from staged_files").await, 0);

        // Else thirty days after the end, whoever ended it, and with it the bytes.
        let order = ask(&cast, &spoken(&cast, false).await).await;
        let hash = "select count(*) from files where owner_kind = 'order_voice'";
        actions::withdraw(app, &cast.now(&cast.resident), cast.aim(order).await).await.unwrap();
        town.later(Duration::days(29)).await;
        assert_eq!(count(&town, hash).await, 1);
        town.later(Duration::days(2)).await;
        assert_eq!(count(&town, hash).await, 0);
        assert_eq!(hear(&cast, &cast.resident, order, None).await, Err("not found"));
        assert!(app.files.get(bytes).await.is_err(), "the bytes are gone too");
        assert_eq!(cast.state(order).await, State::Withdrawn);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_recording_leaves_and_a_new_round_keeps_its_own() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let app = &town.app;
        let dated = "select count(*) from files where owner_kind = 'order_voice' and delete_after is not null";
        let order = ask(&cast, &spoken(&cast, false).await).await;
        let refusing = Refusing { reason: "不归社区".to_owned(), way_forward: "请打 12345".to_owned() };
        let aim = cast.aim(order).await;
        actions::reject(app, &cast.now(&cast.worker), aim, &refusing).await.unwrap();
        assert_eq!(count(&town, dated).await, 1);
        crate::orders::undoing::undo(app, &cast.now(&cast.worker), order, aim.once).await.unwrap();
        assert_eq!(count(&town, dated).await, 0, "a refusal that was taken back lets nothing go");

        let wish = Acceptance::plain("马上听", "语音求助");
        actions::accept(app, &cast.now(&cast.worker), cast.aim(order).await, &wish).await.unwrap();
        let settling =
            Settling { outcome: crate::orders::rules::Outcome::Explained, text: "电话里说清楚了".to_owned() };
        actions::settle(app, &cast.now(&cast.worker), cast.aim(order).await, &settling).await.unwrap();
        let answer = Answer { minutes_right: true, text: None };
        actions::solved(app, &cast.now(&cast.resident), cast.aim(order).await, &answer).await.unwrap();
        actions::rate(app, &cast.now(&cast.resident), cast.aim(order).await, 4).await.unwrap();
        assert_eq!((cast.state(order).await, count(&town, dated).await), (State::Closed, 1));
        town.later(Duration::days(29)).await;
        actions::not_solved(app, &cast.now(&cast.resident), cast.aim(order).await, "还在漏").await.unwrap();
        town.later(Duration::days(3)).await;
        assert!(hear(&cast, &cast.resident, order, None).await.is_ok(), "an open matter keeps what was said");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn of_recordings_that_arrive_together_the_last_stays() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, doer, once) = (&town.app, cast.now(&cast.resident), town.app.new_id());
        let sends = (0..6).map(|_| actions::stage_voice(app, &doer, once, testkit::recording().into()));
        for sent in futures::future::join_all(sends).await {
            sent.unwrap();
        }
        assert!(actions::staged_voice(app, &doer, once).await.unwrap().is_some());
        town.later(Duration::days(2)).await;
        assert_eq!(count(&town, "select count(*) from staged_files").await, 0);
        let bytes = kernel::files::ContentHash::of(&testkit::recording());
        assert!(app.files.get(bytes).await.is_err(), "what no form took leaves");
    })
    .await;
}

#[tokio::test]
async fn a_draft_keeps_its_recording_and_words_beside_it_are_the_askers() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, worker) = (&town.app, cast.now(&cast.worker));
        let parked = Asking { asker: Asker::Unknown, category: None, ..spoken(&cast, false).await };
        let draft = actions::park(app, &worker, &parked).await.unwrap();
        assert!(hear(&cast, &cast.worker, draft, None).await.is_ok(), "who parked it may hear it");
        assert_eq!(hear(&cast, &cast.resident, draft, None).await, Err("not found"));
        let opened = actions::resume_draft(app, &worker, draft).await.unwrap();
        let whole = Asking { once: draft.0, category: Some(cast.category("repair-water").await), ..parked };
        actions::submit_draft(app, &worker, opened.version, &whole).await.unwrap();
        let view = actions::for_desk(app, &worker, draft).await.unwrap();
        assert!(view.spoken.is_some_and(|spoken| spoken.waits() && spoken.recording.is_some()));
        assert_eq!(hear(&cast, &cast.worker, draft, None).await, Err("not found"), "now each time is on record");

        let both = Asking { body: "水龙头漏水".to_owned(), ..spoken(&cast, false).await };
        let order = ask(&cast, &both).await;
        let counts = actions::desk_counts(app, &worker).await.unwrap();
        assert_eq!((counts.to_listen, counts.new), (1, 1));
        let meant = actions::not_what_i_meant(app, &cast.resident, cast.aim(order).await, "x").await;
        assert_eq!(refused(&meant), "orders-refused-not-spoken");
        // What was typed beside it stays on record when the office writes its own words down.
        for text in ["厨房水龙头关不上", "厨房水龙头关不上"] {
            write_down(&cast, cast.aim(order).await, text).await.unwrap();
        }
        let kept = "select count(*) from order_messages where kind = 'note' and body like '%水龙头漏水%'";
        assert_eq!(count(&town, kept).await, 1);
        let silent = Asking { body: String::new(), ..cast.asking("repair-water").await };
        let nothing = actions::ask(app, &cast.resident, &silent).await;
        assert!(matches!(nothing, Err(Problem::Invalid(_))), "one of the two is needed");
        let plain = ask(&cast, &cast.asking("repair-water").await).await;
        let refusal = write_down(&cast, cast.aim(plain).await, "别的话").await;
        assert_eq!(refused(&refusal), "orders-refused-not-spoken");
        cast.is_sound().await;
    })
    .await;
}

fn inside(text: &str, name: &str) -> String {
    let at = format!("name=\"{name}\" value=\"");
    text.split(&at).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_pages_take_a_recording_and_refuse_what_is_none() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let visitor = town.browser();
        let once = inside(&visitor.get("/ask/living-carrying").await.text, "once");
        let to = format!("/ask/voice/{once}");
        let send = async |bytes: &[u8]| visitor.upload(&to, &[], &[("voice", "a.webm", bytes)]).await;
        let too_much = vec![0; kernel::files::SOUND_MB_MAX * 1024 * 1024 + 1];
        for (bytes, words) in [
            (&b"GIF89a"[..], "不是我们能听的录音"),
            (b"<svg onload=alert(1)>", "不是我们能听的录音"),
            (b"RIFF\0\0\0\0WAVEdata", "没有完整送到"),
            (&too_much, "超过 5 MB"),
        ] {
            let refused = send(bytes).await;
            assert!(refused.status == 422 && refused.says(words), "{} {}", refused.status, refused.text);
        }
        assert_eq!(visitor.bytes(&to).await.0, 404, "nothing of it was kept");
        for _ in 0..2 {
            let arrived = send(&testkit::recording()).await;
            assert!(arrived.status == 200 && arrived.says("0:01"), "{}", arrived.text);
        }
        assert_eq!(visitor.bytes(&to).await.0, 200);
        assert_eq!(visitor.bytes(&format!("/ask/voice/{}", town.app.new_id())).await.0, 404);

        let fields = [("once", once.as_str()), ("body", ""), ("place", "none"), ("go", "contact")];
        let third = visitor.upload("/ask/living-carrying", &fields, &[]).await;
        assert!(third.status == 200 && third.says("已有一段录音"), "{}", third.text);
        let fields = [("once", once.as_str()), ("body", ""), ("place", "none"), ("go", "send")];
        let sent = visitor.upload("/ask/living-carrying", &fields, &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let order = sent.location.rsplit('=').next().unwrap().to_owned();
        let matter = visitor.get(&format!("/matters/{order}")).await;
        assert!(matter.says("社区会有人来听") && matter.says("/voice\""), "{}", matter.text);
        assert_eq!(visitor.bytes(&format!("/orders/{order}/voice")).await.0, 200);
        assert_eq!(town.browser().bytes(&format!("/orders/{order}/voice")).await.0, 404);
        without_scripts(&town).await;
        at_the_desk(&town, &cast, (&visitor, &order)).await;
        assert!(town.app.words.missing().is_empty(), "{:?}", town.app.words.missing());
    })
    .await;
}

/// The file goes with the form, is kept when the form is refused, and may be taken out again.
async fn without_scripts(town: &Town) {
    let other = town.browser();
    let once = inside(&other.get("/ask/living-carrying").await.text, "once");
    let fields = [("once", once.as_str()), ("body", ""), ("go", "contact")];
    let broken = other.upload("/ask/living-carrying", &fields, &[("voice", "a.mp3", b"GIF89a")]).await;
    assert!(broken.status == 422 && broken.says("不是我们能听的录音"), "{}", broken.text);
    let recording = testkit::recording();
    let kept = other.upload("/ask/living-carrying", &fields, &[("voice", "a.wav", &recording)]).await;
    assert!(kept.status == 422 && kept.says("已有一段录音"), "the place is missing: {}", kept.text);
    let fields = [("once", once.as_str()), ("body", ""), ("drop", "voice")];
    let gone = other.upload("/ask/living-carrying", &fields, &[]).await;
    assert!(gone.status == 200 && !gone.says("已有一段录音"), "{}", gone.text);
}

/// It stands under its own heading, opens under a look, and a form that comes too late keeps what was typed.
async fn at_the_desk(town: &Town, cast: &Cast<'_>, (visitor, order): (&Browser<'_>, &str)) {
    let worker = town.sign_in(cast.worker.account.unwrap()).await;
    let desk = worker.get("/desk").await;
    assert!(desk.says("待收听") && desk.says("语音求助，正在记成文字"), "{}", desk.text);
    let path = format!("/desk/orders/{order}");
    let shown = worker.get(&path).await;
    assert!(shown.says("听录音") && !shown.says("?look="), "{}", shown.text);
    let once = town.app.new_id().to_string();
    let opened = worker.post(&format!("{path}/listen"), &[("once", &once)]).await;
    let address = format!("/orders/{order}/voice?look={once}");
    assert!(opened.status == 200 && opened.says(&address), "{}", opened.text);
    assert_eq!(worker.bytes(&address).await.0, 200);
    assert_eq!(worker.bytes(&format!("/orders/{order}/voice")).await.0, 404);

    let version = inside(&shown.text, "version");
    let (first, second) = (town.app.new_id().to_string(), town.app.new_id().to_string());
    let form = |own: &str, text: &str| {
        [("once", own.to_owned()), ("version", version.clone()), ("text", text.to_owned()), ("look", once.clone())]
            .into_iter()
            .chain([("language", "bo".to_owned())])
            .collect::<Vec<_>>()
    };
    let send = async |own: &str, text: &str| {
        let typed = form(own, text);
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        worker.post(&format!("{path}/write-down"), &typed).await
    };
    assert_eq!(send(&first, "帮忙搬两袋米").await.status, 303);
    let late = send(&second, "帮忙搬三袋米").await;
    assert!(late.status == 422 && late.says("帮忙搬三袋米") && late.says(&address), "{} {}", late.status, late.text);
    let matter = visitor.get(&format!("/matters/{order}")).await;
    assert!(matter.says("帮忙搬两袋米") && matter.says("我不是这个意思"), "{}", matter.text);
    let grid = town.staff("grid", &[Role::GridWorker]).await;
    assert!(grid.get(&path).await.says("只有服务大厅的工作人员能听"));
    assert_eq!(grid.bytes(&address).await.0, 404);
    assert_ne!(grid.post(&format!("{path}/listen"), &[("once", &second)]).await.status, 200);
}

async fn said_again(stage: &Stage<'_>, order: OrderId) -> Outcome<()> {
    let (app, aim) = (&stage.cast.town.app, stage.cast.aim(order).await);
    let resident = stage.cast.now(&stage.cast.resident);
    actions::not_what_i_meant(app, &resident, aim, "是三袋").await?;
    actions::not_what_i_meant(app, &resident, aim, "是三袋").await
}

async fn is_to_listen(stage: &Stage<'_>, order: OrderId) -> bool {
    let worker = stage.cast.now(&stage.cast.worker);
    let lines = actions::desk(&stage.cast.town.app, &worker, DeskBox::ToListen).await.unwrap();
    lines.iter().any(|line| line.id == order)
}

/// As if it had been spoken, and written down by the office.
async fn in_words(stage: &Stage<'_>, state: State) -> OrderId {
    let order = stage.reach(state, Action::WriteDown).await;
    stage.cast.town.tamper("update orders set spoken = 'written' where spoken is null").await;
    order
}

#[tokio::test]
async fn what_was_not_meant_comes_back_to_the_ear_wherever_the_matter_is() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        let cast = &stage.cast;
        let in_charge = "select count(*) from notices where kind = 'order_not_meant'";
        let (mut accepted, helper) = (0, "select count(*) from notices where kind = 'order_reworded'");
        for &state in State::ALL.iter().filter(|&&state| may_be_written(state)) {
            let order = in_words(&stage, state).await;
            assert!(!is_to_listen(&stage, order).await, "{state:?}");
            town.later(Duration::minutes(1)).await;
            said_again(&stage, order).await.unwrap();
            town.work().await;
            assert!(is_to_listen(&stage, order).await, "{state:?}");
            let mine = actions::for_desk(&town.app, &cast.now(&cast.worker), order).await.unwrap();
            assert!(mine.may.contains(&Action::WriteDown), "{state:?}");
            // Who has it in charge is told, once; while nobody has, the worker and the secretary.
            accepted += if state == State::Submitted { 2 } else { 1 };
            assert_eq!(count(&town, in_charge).await, accepted, "{state:?}");
            town.later(Duration::minutes(1)).await;
            write_down(cast, cast.aim(order).await, "搬三袋米").await.unwrap();
            assert!(!is_to_listen(&stage, order).await, "{state:?}");
            assert_eq!(cast.state(order).await, state);
            cast.is_sound().await;
        }
        town.work().await;
        assert_eq!(count(&town, &format!("{in_charge} and is_read = false")).await, 0, "it waits for nobody any more");
        assert!(count(&town, helper).await >= 1, "who is about to do it reads the new words");
    })
    .await;
}

#[tokio::test]
async fn where_words_are_over_the_page_says_what_to_do() {
    on_both(circles, async |town| {
        let stage = Stage::of(&town).await;
        for (state, why) in [
            (State::Resolved, "orders-refused-words-done"),
            (State::Verified, "orders-refused-words-done"),
            (State::Merged, "orders-refused-words-elsewhere"),
            (State::Closed, "orders-refused-not-now"),
        ] {
            let order = in_words(&stage, state).await;
            assert_eq!(refused(&said_again(&stage, order).await), why, "{state:?}");
            assert!(!is_to_listen(&stage, order).await, "{state:?}");
            let browser = town.sign_in(stage.cast.resident.account.unwrap()).await;
            let page = browser.get(&format!("/matters/{order}")).await;
            let words = if state == State::Merged { "记得不对？" } else { "记错了，所以没办对？" };
            assert!(page.says(words) && !page.says("/not-meant"), "{state:?} {}", page.text);
            assert_eq!(page.says("href=\"#not-solved\""), state != State::Merged);
        }
        stage.cast.is_sound().await;
    })
    .await;
}
