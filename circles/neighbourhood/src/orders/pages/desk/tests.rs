//! The pages of the office, first as paper with made-up orders in every language, then as a story through HTTP.

use super::act::{Refused, StepForm, assemble};
use super::show::filled;
use crate::orders::actions::Wish;
use crate::orders::machine::{Action, State};
use crate::orders::rules::Fit;
use crate::orders::views::{
    AnswerView, AskedView, BodySuggestion, ClockView, ComingView, MessageKind, MessageView, OfferTarget, OrderLine,
    PlaceView, StaffView, Suggestion, Suggestions, TimelineItem, TransferView, WishesView,
};
use askama::Template;
use base::{Arg, Locale, OrderId, PersonId, Problem, Role};
use chrono::Duration;
use kernel::case::{ClockKind, Light, Named};
use kernel::i18n::LocalText;
use std::sync::Arc;
use testkit::{Browser, Town};
use web::{CommunityCard, Mend, Shell, Visit};

fn visit(town: &Town, locale: Locale, large: bool) -> Visit {
    let mut doer = town.doer(town.app.new_id().into(), None, &[Role::Worker]);
    doer.locale = locale;
    Visit {
        doer,
        name: Some("例卓二".to_owned()),
        session: None,
        csrf: String::new(),
        token: String::new(),
        token_is_new: false,
        large,
        path: "/desk".to_owned(),
        address: std::net::IpAddr::from([127, 0, 0, 1]),
        community: Arc::new(CommunityCard {
            id: town.community,
            name_zh: "雪松社区".to_owned(),
            name_bo: Some("ཐང་ཤིང་སྡེ་ཁུལ།".to_owned()),
            name_en: Some("Cedar Community".to_owned()),
            phone: "000-0000-0110".to_owned(),
            hours: "9:30-13:00 15:30-18:30".to_owned(),
        }),
        unread: 0,
        flash: None,
    }
}

fn place() -> PlaceView {
    PlaceView {
        compound: Some(LocalText::new("清溪里")),
        building: Some("5".to_owned()),
        stairway: Some("2".to_owned()),
        door: Some("201".to_owned()),
        spot: None,
    }
}

fn line(town: &Town, (state, clock): (State, ClockView)) -> OrderLine {
    OrderLine {
        id: OrderId(town.app.new_id()),
        number: 1190,
        version: 3,
        title: "厨房水龙头漏水".to_owned(),
        is_titled: true,
        category: Some(LocalText::new("家里维修")),
        place: place(),
        state,
        round: 2,
        on_behalf: true,
        spoken: true,
        asked_at: town.app.now() - Duration::hours(20),
        clock: Some(clock),
        outcome: None,
        supervised: true,
    }
}

fn view(town: &Town, state: State) -> StaffView {
    let now = town.app.now();
    let clock = ClockView { kind: ClockKind::CallBack, due_at: now + Duration::minutes(190), light: Light::Amber };
    let line = line(town, (state, clock));
    let said =
        |kind, body: &str| MessageView { at: now, kind, who: Some("例卓二".to_owned()), body: body.to_owned() };
    StaffView {
        category_id: None,
        is_public_place: false,
        may_ease: false,
        is_personal: true,
        body: "厨房的水龙头关不上，一直滴水 <b>".to_owned(),
        title: (state != State::Accepted).then(|| line.title.clone()),
        line,
        place: place(),
        compound: None,
        building: None,
        grid: None,
        asker: Some("例桑一".to_owned()),
        asked_by: None,
        called: Some("桑大爷".to_owned()),
        has_phone: true,
        recorded_by: Some("例卓二".to_owned()),
        in_charge: Some("例卓二".to_owned()),
        wishes: WishesView {
            language: Some(Locale::Bo),
            part: Some(crate::orders::rules::Part::Afternoon),
            two: true,
            ..WishesView::default()
        },
        without: Some("样某".to_owned()),
        answers: vec![AnswerView { question: "漏了几天".to_owned(), answer: "三天".to_owned() }],
        photos: Vec::new(),
        spoken: None,
        timeline: vec![TimelineItem {
            at: now,
            round: 1,
            words: "orders-desk-recorded",
            args: vec![("who", Arg::Text(String::new()))],
            text: Some("原话".to_owned()),
        }],
        messages: vec![said(MessageKind::ToResident, "明天上午来"), said(MessageKind::Note, "水阀在门后")],
        clocks: vec![clock],
        holder: Some(ComingView {
            name: "样措姆".to_owned(),
            with: Some("样大山".to_owned()),
            team: Some(LocalText::new("党员先锋队")),
            visit_at: Some(now + Duration::hours(2)),
            door_word: None,
        }),
        offers_open: vec![OfferTarget { name: "样大山".to_owned(), is_body: false, to_check: true }],
        one_found: true,
        needs_talk: true,
        calls: 1,
        asked: vec![AskedView {
            wish: Wish::Suspend,
            who: Some("例卓二".to_owned()),
            reason: "等化冻".to_owned(),
            look_again_at: Some(now + Duration::days(20)),
        }],
        transfer: Some(TransferView {
            department: Some(LocalText::new("示例县住建局")),
            above: None,
            reply_by: now + Duration::days(3),
        }),
        look_again_at: Some(now + Duration::days(20)),
        may: Action::ALL.iter().copied().filter(|&action| crate::orders::rules::allows(state, action)).collect(),
        may_write: true,
        may_note: true,
    }
}

fn found(town: &Town) -> Suggestions {
    Suggestions {
        people: vec![Suggestion {
            person: PersonId(town.app.new_id()),
            name: "样措姆".to_owned(),
            fits_all: true,
            fits: vec![Fit::Skill, Fit::Language],
            in_hand: 0,
        }],
        bodies: [("党员先锋队", "team"), ("示例县住建局", "department")]
            .map(|(name, kind)| BodySuggestion {
                body: town.app.new_id().into(),
                name: LocalText::new(name),
                kind: kind.to_owned(),
                fitting: 7,
            })
            .to_vec(),
    }
}

/// The page of an order as its reader gets it.
fn page_of(town: &Town, (state, locale, large): (State, Locale, bool), refused: Option<Refused>) -> String {
    let visit = visit(town, locale, large);
    let shell: Shell = town.site.shell(&visit, "orders-desk-nav-today");
    let view = view(town, state);
    let work = assemble(&shell, &view, &found(town), ("", refused));
    let here =
        super::here::Here { order: view.line.id, others: vec!["例卓二也在看这件事".to_owned()], writes: true };
    filled(shell, view, (work, here), (None, true, true)).render().unwrap()
}

#[tokio::test]
async fn an_order_in_every_state_is_a_page_in_every_language_with_at_most_one_main_action() {
    let town = Town::on_sqlite(vec![registry::circle(), crate::circle()]).await;
    for &state in State::ALL {
        for locale in Locale::ALL {
            for large in [false, true] {
                let html = page_of(&town, (state, locale, large), None);
                let main = html.matches("btn main").count() + html.matches("btn wide main").count();
                assert!(main <= 1, "{} has {main} main actions", state.name());
                assert!(!html.contains("⟦"), "{}: {}", state.name(), html.split('⟦').nth(1).unwrap());
                assert!(!html.contains("一直滴水 <b>"), "words of a resident are text, never markup");
            }
        }
    }
}

#[tokio::test]
async fn a_note_never_stands_among_the_messages_to_the_resident() {
    let town = Town::on_sqlite(vec![registry::circle(), crate::circle()]).await;
    let html = page_of(&town, (State::InProgress, Locale::ZhCn, false), None);
    let (talk, notes) = (html.find("明天上午来").unwrap(), html.find("水阀在门后").unwrap());
    let heading = html.find("工作备注").unwrap();
    assert!(talk < heading && heading < notes);
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_stands_open() {
    let town = Town::on_sqlite(vec![registry::circle(), crate::circle()]).await;
    let form = StepForm { reason: "不归我们管".to_owned(), way: "水务局".to_owned(), ..StepForm::default() };
    let mend = Mend::of(Problem::field("way_forward", "orders-desk-choose-outcome")).unwrap();
    let refused = Refused { act: "reject", form, mend };
    let html = page_of(&town, (State::Submitted, Locale::ZhCn, false), Some(refused));
    assert!(html.contains("不归我们管") && html.contains("水务局"));
    assert!(html.contains("请选一个结果"), "the words stand at the field");
    assert!(html.contains("<details class=\"more\" open>"));
}

fn once(town: &Town) -> String {
    town.app.new_id().to_string()
}

/// The value of a hidden field.
fn hidden(html: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    html.split(&start).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// A group with one kind under it, made on the pages of categories; answers the kind's id.
async fn kind(town: &Town, worker: &Browser<'_>) -> String {
    let group = once(town);
    let made = worker.post("/desk/categories", &[("once", &group), ("name_zh", "家里维修")]).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let list = worker.get("/desk/categories").await;
    let parent = list.text.split("/desk/categories/new?under=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let asked = once(town);
    let mut form = vec![
        ("once", asked.as_str()),
        ("parent", &parent),
        ("name_zh", "水管漏水"),
        ("served", "person"),
        ("urgency", "utilities"),
        ("done_by", "anyone"),
        ("minutes", "60"),
        ("difficulty", "1000"),
        ("question_zh", "您的民族"),
    ];
    let refused = worker.post("/desk/categories", &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("民族") && refused.says("水管漏水"), "the word is named and what was typed is kept");
    form.pop();
    form.push(("question_zh", "漏了几天"));
    assert_eq!(worker.post("/desk/categories", &form).await.status, 303);
    let list = worker.get("/desk/categories").await;
    assert!(list.says("水管漏水"));
    let before = list.text.split("水管漏水").next().unwrap().to_owned();
    before.rsplit("href=\"/desk/categories/").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_call_is_parked_recorded_accepted_settled_and_called_back() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let worker = town.staff("worker", &[Role::Worker]).await;
            let kind = kind(&town, &worker).await;
            let draft = once(&town);
            let typed =
                [("once", draft.as_str()), ("phone", "000-0000-0009"), ("body", "水龙头一直滴水"), ("step", "look")];
            let looked = worker.upload("/desk/new", &typed, &[("photo", "door.png", &testkit::photo())]).await;
            assert!(looked.says("水龙头一直滴水") && looked.says("/ask/photos/"), "looking keeps what was typed");
            assert_eq!(worker.upload("/desk/drafts", &typed, &[]).await.status, 303);
            let desk = worker.get("/desk").await;
            let resume = desk.text.split("href=\"/desk/new?draft=").nth(1).unwrap().split('"').next().unwrap();
            let resumed = worker.get(&format!("/desk/new?draft={resume}")).await;
            assert!(resumed.says("水龙头一直滴水") && resumed.says("00000000009"), "{}", resumed.text);
            assert!(resumed.says("/photos/") && resumed.says("data-max=\"5\""), "the photo is in the draft");
            let (own, version) = (hidden(&resumed.text, "once"), hidden(&resumed.text, "version"));
            let whole = [
                ("once", own.as_str()),
                ("version", &version),
                ("phone", "000-0000-0009"),
                ("called", "桑大爷"),
                ("category", &kind),
                ("body", "水龙头一直滴水"),
                ("answer_1", "三天"),
                ("spot", "菜市场东门"),
                ("door", "201"),
            ];
            let saved = worker.upload("/desk/new", &whole, &[]).await;
            assert_eq!(saved.status, 303, "{}", saved.text);
            let slip = worker.get(&saved.location).await;
            assert!(!slip.says("桑大爷") && !slip.says("滴水"), "paper is left lying about");
            let path = saved.location.trim_end_matches("/slip").to_owned();
            story_after_recording(&town, &worker, &path).await;
            assert!(town.app.words.missing().is_empty(), "{:?}", town.app.words.missing());
        },
    )
    .await;
}

async fn story_after_recording(town: &Town, worker: &Browser<'_>, path: &str) {
    let shown = worker.get(path).await;
    assert!(shown.says("水龙头一直滴水") && shown.says("三天") && !shown.says("00000000009"));
    let number = shown.text.split("<p class=\"soft num\">").nth(1).unwrap();
    let number: String = number.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(worker.get(&format!("/search?q={number}")).await.location, path);
    let in_address = worker.get("/search?q=000-0000-0009").await;
    assert_eq!((in_address.status.as_u16(), in_address.location.as_str()), (303, "/search"));
    let by_phone = worker.post("/search", &[("q", "000-0000-0009")]).await;
    assert!(by_phone.status == 200 && by_phone.says(&number), "{}", by_phone.text);
    let by_words = worker.post("/search", &[("q", &number)]).await;
    assert_eq!(by_words.location, format!("/search?q={number}"));
    photos_and_copy(town, worker, path).await;
    let phone = worker.post(&format!("{path}/phone"), &[("reason", "问门牌")]).await;
    assert!(phone.says("00000000009"), "{}", phone.text);
    step(town, worker, path, ("accept", &[("title", "水龙头漏水"), ("answer", "")]), 422).await;
    step(town, worker, path, ("accept", &[("title", "水龙头漏水"), ("answer", "收到，下午有人来")]), 303).await;
    assert!(worker.get("/desk?box=to_dispatch").await.says("水龙头漏水"));
    step(town, worker, path, ("dispatch", &[]), 422).await;
    step(town, worker, path, ("settle", &[("outcome", "explained"), ("reason", "电话里教会了关阀门")]), 303).await;
    step(town, worker, path, ("call-back", &[("result", "unanswered")]), 303).await;
    step(town, worker, path, ("call-back", &[("result", "not_solved")]), 422).await;
    step(town, worker, path, ("call-back", &[("result", "solved"), ("reason", "好了")]), 303).await;
    for locale in Locale::ALL {
        worker.speak(locale.tag());
        for page in ["/desk", "/desk/print", "/desk/new", "/desk/register", "/desk/register?q=水", "/search?q=zz"] {
            let page = page.replace('水', "%E6%B0%B4");
            let seen = worker.get(&page).await;
            assert_eq!(seen.status, 200, "{page} {}", locale.tag());
        }
        assert_eq!(worker.get(&format!("{path}/slip?paper=a4")).await.status, 200);
    }
    worker.speak("zh-CN");
    let printed = worker.get("/desk/register/print").await;
    assert!(printed.says("水龙头漏水") && !printed.says("201") && !printed.says("桑大爷") && !printed.says("0009"));
    step(town, worker, path, ("close", &[]), 303).await;
    assert!(worker.get("/desk/register?state=closed").await.says(&number));
    let grid = town.staff("grid", &[Role::GridWorker]).await;
    assert_eq!(grid.get("/desk").await.status, 200);
    assert_eq!(grid.post(&format!("{path}/accept"), &[("answer", "好")]).await.status, 404);
    let resident = town.staff("resident", &[Role::Resident]).await;
    assert_eq!(resident.get("/desk").await.status, 404);
    assert_eq!(resident.get(path).await.status, 404);
}

/// The counter puts a photo in for the resident, and prints everything, notes apart from messages.
async fn photos_and_copy(town: &Town, worker: &Browser<'_>, path: &str) {
    assert!(worker.get(path).await.says("data-max=\"5\""), "the photo of the draft came along");
    let own = once(town);
    let sent = worker.upload(&format!("{path}/photos"), &[("once", &own)], &[]).await;
    assert!(sent.status == 422 && sent.says("请先选照片"), "{}", sent.text);
    for _ in 0..2 {
        let photo = testkit::photo();
        let sent = worker.upload(&format!("{path}/photos"), &[("once", &own)], &[("photo", "a.png", &photo)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
    }
    let own = [once(town), once(town)];
    worker.post(&format!("{path}/messages"), &[("once", &own[0]), ("text", "明天上午来")]).await;
    worker.post(&format!("{path}/notes"), &[("once", &own[1]), ("text", "水阀在门后")]).await;
    let copy = worker.get(&format!("{path}/copy")).await;
    let at = |words: &str| copy.text.find(words).unwrap_or_else(|| panic!("no {words}: {}", copy.text));
    let notes = at("<h2>工作人员的备注");
    assert!(at("明天上午来") < notes && notes < at("水阀在门后"));
    assert!(at("替居民放进了 1 张照片") > notes && copy.says("照片 2 张"));
}

/// Sends a form of the order's page with the version that it shows.
async fn step(town: &Town, worker: &Browser<'_>, path: &str, (act, fields): (&str, &[(&str, &str)]), status: u16) {
    let shown = worker.get(path).await;
    let (version, own) = (hidden(&shown.text, "version"), once(town));
    let form = [&[("once", own.as_str()), ("version", version.as_str())], fields].concat();
    let seen = worker.post(&format!("{path}/{act}"), &form).await;
    assert_eq!(seen.status.as_u16(), status, "{act}: {}", seen.text);
}
