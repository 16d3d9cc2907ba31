//! The pages as their readers get them: every language, both sizes, nothing before its time.

use super::super::super::actions::RevealedPhone;
use super::super::super::machine::{Action, State};
use super::super::super::rules::{Fit, Part as DayPart};
use super::super::super::views::{
    AnswerView, CheckView, ClockView, HeldView, MessageKind, MessageView, MinutesView, OfferView, PhotoView, PlaceView,
    WishesView,
};
use super::board::{BoardPage, Choice};
use super::checks::{CheckForm, CheckPage};
use super::finish::{DoneForm, DonePage, ReturnForm, ReturnPage};
use super::matter::{GonePage, HeldForm, HeldPage, OfferPage};
use super::words::{Card, Held, Minutes, Said};
use askama::Template;
use base::{Locale, OrderId, PersonId, Problem, Role};
use chrono::Duration;
use kernel::app::Part;
use kernel::case::{ClockKind, Light};
use kernel::i18n::LocalText;
use std::sync::Arc;
use testkit::Town;
use web::{Circle, CommunityCard, Mend, Shell, Visit};

fn circles() -> Vec<Circle> {
    let part = Part { sources: vec![super::SOURCE], ..Part::default() };
    vec![registry::circle(), Circle { name: "take", part, ..Circle::default() }]
}

fn visit(town: &Town, locale: Locale, large: bool) -> Visit {
    let mut doer = town.doer(base::AccountId(town.app.new_id()), None, &[Role::Member]);
    doer.locale = locale;
    let community = CommunityCard {
        id: town.community,
        name_zh: "雪松社区".to_owned(),
        name_bo: Some("ཐང་ཤིང་སྡེ་ཁུལ།".to_owned()),
        name_en: Some("Cedar Community".to_owned()),
        phone: "000-0000-0110".to_owned(),
        hours: "9:30–13:00".to_owned(),
    };
    Visit {
        doer,
        name: Some("样大山".to_owned()),
        session: None,
        csrf: "csrf".to_owned(),
        token: "token".to_owned(),
        token_is_new: false,
        large,
        path: "/take".to_owned(),
        address: "127.0.0.1".parse().unwrap(),
        community: Arc::new(community),
        unread: 0,
        flash: None,
    }
}

fn compound() -> LocalText {
    LocalText::all("清溪里", "ཆུ་དྭངས་སྡོད་ཁུལ།", "Clearbrook")
}

fn wishes() -> WishesView {
    WishesView {
        language: Some(Locale::Bo),
        part: Some(DayPart::Evening),
        time: None,
        other: None,
        without_someone: false,
        helper: None,
        two: false,
    }
}

fn offer(town: &Town, title: &str) -> OfferView {
    OfferView {
        id: OrderId(town.app.new_id()),
        number: 1190,
        version: 4,
        category: LocalText::all("家里维修", "ཁྱིམ་གྱི་ཉམས་གསོ།", "Repairs at home"),
        title: title.to_owned(),
        compound: Some(compound()),
        wishes: wishes(),
        minutes: 40,
        skill: Some("plumbing".to_owned()),
        difficulty_permille: 1500,
        due_at: Some(town.app.now() + Duration::hours(6)),
        team: None,
        body: None,
        may_hand: false,
        leads: false,
        fits: vec![Fit::Skill, Fit::Place],
        fits_all: true,
        to_check: false,
        waits: false,
        one_found: false,
    }
}

fn held(town: &Town) -> HeldView {
    let now = town.app.now();
    HeldView {
        id: OrderId(town.app.new_id()),
        number: 1188,
        version: 5,
        category: LocalText::new("家里维修"),
        title: "厨房水龙头漏水".to_owned(),
        body: "水一直滴，晚上也响。".to_owned(),
        place: PlaceView {
            compound: Some(compound()),
            building: Some("3".to_owned()),
            stairway: Some("2".to_owned()),
            door: Some("201".to_owned()),
            spot: None,
        },
        with: Some("例卓二".to_owned()),
        called: Some("措姆阿姨".to_owned()),
        has_phone: true,
        wishes: wishes(),
        answers: vec![AnswerView { question: "哪里漏？".to_owned(), answer: "水槽下面".to_owned() }],
        photos: vec![PhotoView { id: town.app.new_id(), width: 800, height: 600 }],
        messages: vec![
            MessageView { at: now, kind: MessageKind::FromResident, who: None, body: "我下午都在。".to_owned() },
            MessageView { at: now, kind: MessageKind::ToResident, who: None, body: "五点到。".to_owned() },
        ],
        visit_at: Some(now + Duration::hours(7)),
        door_word: Some("orders-take-title"),
        clock: Some(ClockView { kind: ClockKind::Resolve, due_at: now + Duration::hours(20), light: Light::Green }),
        reply_by: None,
        state: State::InProgress,
        body_id: None,
        for_body: false,
        may: vec![Action::Arrange, Action::NobodyHome, Action::HandBack, Action::Done],
        photos_welcome: false,
        minutes: 40,
    }
}

fn board(town: &Town, shell: Shell) -> BoardPage {
    let minutes = MinutesView {
        order: OrderId(town.app.new_id()),
        number: 1187,
        title: "搬煤气罐".to_owned(),
        version: 9,
        round: 1,
        person: PersonId(town.app.new_id()),
        name: "样大山".to_owned(),
        minutes: 90,
        served_at: town.app.now(),
    };
    let away = OfferView {
        fits_all: false, team: Some(LocalText::new("巾帼志愿队")), ..offer(town, "陪同去县医院")
    };
    BoardPage {
        choice: Choice::Ticked("清溪里一带、水电、晚上有空".to_owned()),
        waits: vec![Card::of(&shell, &OfferView { waits: true, ..offer(town, "周末辅导作业") })],
        suits: vec![Card::of(&shell, &offer(town, "厨房水龙头漏水"))],
        also: vec![Card::of(&shell, &away)],
        held: vec![Held::of(&shell, &held(town))],
        checks: vec![Card::of(&shell, &offer(town, "路灯不亮"))],
        minutes: vec![Minutes::of(&shell, minutes)],
        speaks: false,
        shell,
    }
}

fn check_page(town: &Town, shell: Shell) -> CheckPage {
    let check = CheckView {
        id: OrderId(town.app.new_id()),
        number: 1186,
        version: 7,
        category: LocalText::new("公共设施"),
        title: "2 号楼扶手松了".to_owned(),
        place: PlaceView { spot: Some("二楼拐角".to_owned()), ..held(town).place },
        outcome_text: Some("换了两颗螺丝。".to_owned()),
        photos: Vec::new(),
    };
    let category = Said::of(&shell.lang(), &check.category);
    CheckPage { shell, category, check, form: CheckForm::default(), mend: Mend::nothing() }
}

fn held_page(shell: Shell, held: HeldView, phone: Option<RevealedPhone>) -> HeldPage {
    let category = Said::of(&shell.lang(), &held.category);
    HeldPage { shell, category, held, phone, money: None, form: HeldForm::default(), mend: Mend::nothing() }
}

fn done_page(town: &Town, shell: Shell, mend: Mend) -> DonePage {
    let held = HeldView { photos_welcome: true, ..held(town) };
    let mates = vec![(PersonId(town.app.new_id()), "例卓二".to_owned())];
    DonePage { shell, held, form: DoneForm::default(), mates, photos: 1, mend }
}

/// Every page of these readers, with its name.
fn pages(town: &Town, shell: &dyn Fn() -> Shell) -> Vec<(&'static str, String)> {
    let shown = RevealedPhone { phone: "00000000001".to_owned(), called: None };
    let body = HeldView { for_body: true, visit_at: None, state: State::InProgress, ..held(town) };
    let waiting = HeldView { for_body: true, state: State::ReturnRequested, may: Vec::new(), ..held(town) };
    let empty = BoardPage {
        choice: Choice::Missing,
        waits: Vec::new(),
        suits: Vec::new(),
        also: Vec::new(),
        held: Vec::new(),
        checks: Vec::new(),
        minutes: Vec::new(),
        ..board(town, shell())
    };
    let wrong = Mend::of(Problem::field("minutes", "orders-take-done-minutes-wrong")).unwrap();
    let (view, back) = (
        offer(town, "厨房水龙头漏水"),
        ReturnPage { shell: shell(), held: held(town), form: ReturnForm::default(), mend: Mend::nothing() },
    );
    let offered = OfferPage { card: Card::of(&shell(), &view), shell: shell(), offer: view, speaks: false };
    vec![
        ("board", board(town, shell()).render().unwrap()),
        ("empty", empty.render().unwrap()),
        ("offer", offered.render().unwrap()),
        ("gone", GonePage { shell: shell() }.render().unwrap()),
        ("held", held_page(shell(), held(town), None).render().unwrap()),
        ("phone", held_page(shell(), held(town), Some(shown)).render().unwrap()),
        ("body", held_page(shell(), body, None).render().unwrap()),
        ("waiting", held_page(shell(), waiting, None).render().unwrap()),
        ("done", done_page(town, shell(), wrong).render().unwrap()),
        ("return", back.render().unwrap()),
        ("check", check_page(town, shell()).render().unwrap()),
    ]
}

#[tokio::test]
async fn every_page_speaks_every_language_in_both_sizes() {
    let town = Town::on_sqlite(circles()).await;
    for locale in Locale::ALL {
        for large in [false, true] {
            let visit = visit(&town, locale, large);
            let shell = || town.site.shell(&visit, "orders-take-title");
            for (name, html) in pages(&town, &shell) {
                let missing: String = html.split('⟦').nth(1).unwrap_or_default().chars().take(60).collect();
                // The core's own words are not in this town.
                assert!(
                    missing.is_empty() || !missing.starts_with("orders-take"),
                    "{name} in {}: {missing}",
                    locale.tag()
                );
                assert!(html.contains(&format!("lang=\"{}\"", locale.tag())), "{name}");
                assert_eq!(html.contains("data-size=\"large\""), large, "{name}");
                if let Ok(folder) = std::env::var("PREVIEW") {
                    std::fs::write(format!("{folder}/{name}-{}-{large}.html", locale.tag()), &html).unwrap();
                }
            }
        }
    }
}

#[tokio::test]
async fn the_door_and_the_phone_have_their_time() {
    let town = Town::on_sqlite(circles()).await;
    let visit = visit(&town, Locale::ZhCn, false);
    let shell = || town.site.shell(&visit, "orders-take-title");
    let pages = pages(&town, &shell);
    let page = |name: &str| pages.iter().find(|(found, _)| *found == name).map(|(_, html)| html.clone()).unwrap();
    for name in ["board", "offer"] {
        let html = page(name);
        assert!(!html.contains("201") && !html.contains("措姆") && !html.contains("一直滴"), "{name} shows too much");
        assert!(html.contains("清溪里一带"), "{name} says about where");
    }
    assert!(page("held").contains("201") && page("held").contains("显示电话"));
    assert!(!page("held").contains("00000000001"), "the phone waits for its own button");
    assert!(page("phone").contains("tel:00000000001"));
    assert!(page("done").contains("请写分钟数"), "a refused form says what to mend");
    assert!(!page("waiting").contains("/done\""), "while the office thinks about a return, nothing is said done");
    assert!(page("return").contains("不会记在您名下") && !page("return").contains("required"));
}
