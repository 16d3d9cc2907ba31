//! The stories of who asks, through HTTP, on both databases.

mod kin;

use crate::categories::actions::plant_in;
use base::Role;
use kernel::i18n::{check_sources, check_use, code_files};
use std::collections::BTreeSet;
use testkit::{Browser, Seen, Town, on_both};

const TAGS: [&str; 3] = ["zh-CN", "bo", "en"];

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

/// The tree of a new community.
async fn planted(town: &Town) {
    let mut write = town.app.db.write(&town.house(), "categories.plant", &[]).await.unwrap();
    plant_in(&town.app, &mut write).await.unwrap();
    write.commit().await.unwrap();
}

async fn orders(town: &Town) -> i64 {
    use db::Query;
    town.app.db.read().await.unwrap().number("select count(*) from orders", vec![]).await.unwrap()
}

/// The value of a hidden input.
fn hidden(page: &str, name: &str) -> String {
    let start = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    start.split('"').next().unwrap_or_default().to_owned()
}

/// What stands in the element of this id.
fn inside(page: &str, id: &str) -> String {
    let start = page.split(&format!("id=\"{id}\">")).nth(1).unwrap_or_default();
    start.split('<').next().unwrap_or_default().to_owned()
}

fn order_of(location: &str) -> String {
    location.rsplit('=').next().unwrap().to_owned()
}

/// Asks as a visitor who leaves nothing; answers the order, its number and its code.
async fn asked(browser: &Browser<'_>) -> (String, String, String) {
    let page = browser.get("/ask/living-carrying").await;
    let once = hidden(&page.text, "once");
    let fields = [("once", once.as_str()), ("body", "帮忙搬两袋米"), ("place", "none"), ("go", "send")];
    let sent = browser.upload("/ask/living-carrying", &fields, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let done = browser.get(&sent.location).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let code = inside(&done.text, "follow-code").replace(' ', "");
    (order_of(&sent.location), inside(&done.text, "number"), code)
}

/// Sends a form of the matter's page, with its hidden values.
async fn says(browser: &Browser<'_>, order: &str, verb: &str, more: &[(&str, &str)]) -> Seen {
    let page = browser.get(&format!("/matters/{order}")).await;
    let (once, version) = (hidden(&page.text, "once"), hidden(&page.text, "version"));
    let fields = [&[("once", once.as_str()), ("version", version.as_str())], more].concat();
    browser.post(&format!("/matters/{order}/{verb}"), &fields).await
}

#[test]
fn the_words_are_complete_and_each_is_used() {
    assert_eq!(check_sources(&[super::SOURCE]), Vec::<String>::new());
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    let keys: BTreeSet<String> =
        super::SOURCE.zh_cn.lines().filter_map(key).filter(|key| !key.starts_with(' ')).collect();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = code_files(&folder.join("src/orders/pages/ask")).unwrap();
    files.extend(code_files(&folder.join("templates/orders/ask")).unwrap());
    let faults: Vec<_> = check_use(&files, &keys).into_iter().filter(|fault| fault.contains("orders-ask-")).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn a_visitor_asks_and_the_same_form_sent_ten_times_is_one_order() {
    on_both(circles, async |town| {
        planted(&town).await;
        let visitor = town.browser();
        for tag in TAGS {
            visitor.speak(tag);
            for path in [
                "/ask",
                "/ask?group=facilities",
                "/ask/facilities-light",
                "/ask/repair-gas",
                "/follow",
                "/matters",
                "/way-up",
            ] {
                let page = visitor.get(path).await;
                assert!(page.status == 200 && !page.says("⟦"), "{path} in {tag}: {} {}", page.status, page.text);
            }
        }
        visitor.speak("zh-CN");
        let page = visitor.get("/ask/living-carrying").await;
        let once = hidden(&page.text, "once");
        let fields = [("once", once.as_str()), ("body", "帮忙搬两袋米"), ("place", "none"), ("go", "contact")];
        let third = visitor.upload("/ask/living-carrying", &fields, &[]).await;
        assert!(third.status == 200 && third.says("怎么联系您") && third.says("帮忙搬两袋米"), "{}", third.text);
        let fields = [("once", once.as_str()), ("body", "帮忙搬两袋米"), ("place", "none"), ("go", "send")];
        let mut places = BTreeSet::new();
        for _ in 0..10 {
            let sent = visitor.upload("/ask/living-carrying", &fields, &[]).await;
            assert_eq!(sent.status, 303, "{}", sent.text);
            places.insert(sent.location);
        }
        assert_eq!((places.len(), orders(&town).await), (1, 1));
        let done = visitor.get(places.first().unwrap()).await;
        assert!(done.says("查询码") && done.says("draft-sent"), "{}", done.text);
        let slip = visitor.get(&format!("/ask/slip?order={}", order_of(places.first().unwrap()))).await;
        assert!(slip.status == 200 && slip.says(&inside(&done.text, "number")), "{}", slip.text);
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_its_photos() {
    on_both(circles, async |town| {
        planted(&town).await;
        let visitor = town.browser();
        let once = hidden(&visitor.get("/ask/facilities-light").await.text, "once");
        let fields =
            [("once", once.as_str()), ("body", ""), ("spot", "三楼 <拐角>"), ("called", "样阿姨"), ("go", "contact")];
        let refused = visitor.upload("/ask/facilities-light", &fields, &[("photo", "a.png", &testkit::photo())]).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(
            refused.says("三楼 &#60;拐角&#62;") && refused.says("样阿姨") && refused.says("已收到 1 张照片"),
            "{}",
            refused.text
        );
        let photo = refused.text.split("/ask/photos/").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(visitor.bytes(&format!("/ask/photos/{photo}")).await.0, 200);
        let not_a_photo = visitor.upload("/ask/facilities-light", &fields, &[("photo", "a.png", b"GIF89a")]).await;
        assert!(not_a_photo.status == 422 && not_a_photo.says("三楼 &#60;拐角&#62;"), "{}", not_a_photo.text);
        let mut fields = fields.to_vec();
        fields.extend([("phone", "no number"), ("body", "灯不亮")]);
        fields.retain(|field| *field != ("body", "") && *field != ("go", "contact"));
        fields.push(("go", "send"));
        let refused = visitor.upload("/ask/facilities-light", &fields, &[]).await;
        assert!(refused.status == 422 && refused.says("no number") && refused.says("灯不亮"), "{}", refused.text);
        fields.retain(|(name, _)| *name != "phone");
        let sent = visitor.upload("/ask/facilities-light", &fields, &[]).await;
        let matter = visitor.get(&format!("/matters/{}", order_of(&sent.location))).await;
        assert!(matter.status == 200 && matter.says("/photos/"), "{}", matter.text);
    })
    .await;
}

#[tokio::test]
async fn number_and_code_open_a_matter_and_nothing_else_does() {
    on_both(circles, async |town| {
        planted(&town).await;
        let asker = town.browser();
        let (order, number, code) = asked(&asker).await;
        let other = town.browser();
        let path = format!("/matters/{order}");
        for shut in [
            path.clone(),
            format!("{path}/copy"),
            format!("/ask/done?order={order}"),
            format!("/ask/slip?order={order}"),
        ] {
            assert_eq!(other.get(&shut).await.status, 404, "{shut}");
        }
        let wrong = if code == "123456" { "123457" } else { "123456" };
        let refused = other.post("/follow", &[("number", number.as_str()), ("code", wrong)]).await;
        assert!(refused.status == 422 && refused.says(&number), "{}", refused.text);
        let (first, last) = code.split_at(3);
        let spaced = format!("{first} {last}");
        let opened = other.post("/follow", &[("number", number.as_str()), ("code", spaced.as_str())]).await;
        assert_eq!((opened.status.as_u16(), opened.location.as_str()), (303, path.as_str()), "{}", opened.text);
        for tag in TAGS {
            other.speak(tag);
            for path in [path.clone(), format!("{path}/copy"), "/matters".to_owned()] {
                let page = other.get(&path).await;
                assert!(page.status == 200 && !page.says("⟦"), "{path} in {tag}: {}", page.text);
            }
        }
        assert!(other.get(&path).await.says("tel:12345"), "the way up is on every matter");
    })
    .await;
}

#[tokio::test]
async fn a_visitor_who_comes_back_days_later_is_let_in_again() {
    on_both(circles, async |town| {
        planted(&town).await;
        let asker = town.browser();
        let (first, number, code) = asked(&asker).await;
        let path = format!("/matters/{first}");
        town.later(chrono::Duration::hours(50)).await;
        assert_eq!(asker.get(&path).await.status, 404, "what a visitor opened is forgotten after a day");
        let (second, ..) = asked(&asker).await;
        assert_eq!(asker.get(&format!("/matters/{second}")).await.status, 200);
        assert_eq!(asker.get(&path).await.status, 404, "and stays forgotten");
        let opened = asker.post("/follow", &[("number", number.as_str()), ("code", code.as_str())]).await;
        assert_eq!((opened.status.as_u16(), opened.location.as_str()), (303, path.as_str()), "{}", opened.text);
        assert_eq!(asker.get(&path).await.status, 200);
        // Of a signed-in browser nothing is left but the secret.
        let worker = town.staff("worker", &[Role::Worker]).await;
        assert_eq!(worker.get("/desk").await.status, 200);
        town.later(chrono::Duration::days(91)).await;
        asked(&worker).await;
        assert_eq!(worker.get("/desk").await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn the_asker_adds_a_word_asks_for_a_call_and_takes_it_back() {
    on_both(circles, async |town| {
        planted(&town).await;
        let asker = town.browser();
        let (order, ..) = asked(&asker).await;
        let empty = says(&asker, &order, "say", &[("text", " ")]).await;
        assert_eq!(empty.status, 422, "{}", empty.text);
        assert_eq!(says(&asker, &order, "say", &[("text", "在二楼")]).await.status, 303);
        let refused = says(&asker, &order, "call-me", &[]).await;
        assert_eq!(refused.status, 422, "nobody can be called without a number: {}", refused.text);
        let asked = says(&asker, &order, "call-me", &[("phone", "000-0000-0001")]).await;
        assert_eq!(asked.status, 303, "{}", asked.text);
        let page = asker.get(&format!("/matters/{order}")).await;
        assert!(page.says("在二楼") && !page.says("000-0000-0001") && !page.says("00000000001"), "{}", page.text);
        assert_eq!(says(&asker, &order, "withdraw", &[]).await.status, 303);
        assert!(asker.get(&format!("/matters/{order}")).await.says("您已撤回"));
        assert!(asker.get("/matters").await.says("已办结"));
        let rated = says(&asker, &order, "rate", &[("grade", "5")]).await;
        assert_eq!(rated.status, 422, "what was taken back is not rated: {}", rated.text);
    })
    .await;
}

#[tokio::test]
async fn photos_are_added_later_six_in_all_and_none_after_the_end() {
    on_both(circles, async |town| {
        planted(&town).await;
        let asker = town.browser();
        let (order, number, code) = asked(&asker).await;
        let (path, photo) = (format!("/matters/{order}"), testkit::photo());
        let once = || town.app.new_id().to_string();
        let send = async |browser: &Browser<'_>, own: &str, files: &[(&str, &str, &[u8])]| {
            browser.upload(&format!("{path}/photos"), &[("once", own)], files).await
        };
        let one: [(&str, &str, &[u8]); 1] = [("photo", "a.png", &photo)];
        assert_eq!(send(&town.browser(), &once(), &one).await.status, 404, "nobody else adds to it");
        let own = once();
        let broken = send(&asker, &own, &[one[0], ("photo", "b.png", b"GIF89a")]).await;
        assert!(broken.status == 422 && broken.says("已收到 1 张") && broken.says(&own), "{}", broken.text);
        for _ in 0..3 {
            assert_eq!(send(&asker, &own, &[]).await.status, 303, "what waited goes with it, once");
        }
        // With number and code on another phone, up to six.
        let other = town.browser();
        other.post("/follow", &[("number", &number), ("code", &code)]).await;
        assert!(other.get(&path).await.says("data-max=\"5\""));
        let six = send(&other, &once(), &[one[0]; 6]).await;
        assert!(six.status == 422 && six.says("最多 6 张照片"), "{}", six.text);
        assert_eq!(send(&other, &once(), &[one[0]; 5]).await.status, 303);
        let full = asker.get(&path).await;
        assert!(full.says("又发来 1 张照片") && full.says("又发来 5 张照片") && !full.says("补照片"), "{}", full.text);
        assert_eq!(full.text.matches("?size=small").count(), 6);
        let copy = other.get(&format!("{path}/copy")).await;
        assert!(copy.says("照片 6 张") && copy.text.matches("?size=small").count() == 6, "{}", copy.text);
        assert_eq!(says(&asker, &order, "withdraw", &[]).await.status, 303);
        assert_eq!(send(&asker, &once(), &one).await.status, 422, "it has ended");
    })
    .await;
}
