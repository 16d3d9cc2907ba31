//! Who acts for whom, through HTTP: the code that is read out, the terms, resting, ending, and news for both.

use super::{accept, offer};
use crate::circle;
use crate::people::{NewPerson, register_in};
use base::{Locale, PersonId, Problem, Role};
use chrono::Duration;
use db::Query;
use futures::future::join_all;
use testkit::{Browser, Town, on_both};

async fn someone(town: &Town, name: &str, phone: Option<&str>) -> PersonId {
    let mut write = town.app.db.write(&town.house(), "people.enter", &[]).await.unwrap();
    let new = NewPerson {
        id: None,
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        language: Locale::ZhCn,
        building: None,
        door: None,
    };
    let person = register_in(&town.app, &mut write, new).await.unwrap();
    write.commit().await.unwrap();
    PersonId(person.0)
}

async fn enter<'t>(town: &'t Town, login: &str, name: &str, phone: Option<&str>) -> (PersonId, Browser<'t>) {
    let person = someone(town, name, phone).await;
    let account = town.account(login, &[Role::Resident], Some(person)).await;
    (person, town.sign_in(account).await)
}

async fn count(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, vec![]).await.unwrap()
}

/// The scope under which someone acts for another now, as the doorkeeper sees it.
async fn standing(town: &Town, proxy: PersonId) -> i64 {
    let sql = "select count(*) from proxies where proxy_id = $1 and ended_at is null and paused_at is null
        and (ends_at is null or ends_at > $2)";
    let read = town.app.db.read().await.unwrap();
    read.number(sql, db::values![proxy.0, town.app.now()]).await.unwrap()
}

/// The resident asks for a code; answers the code and the path of its page.
async fn code_of(town: &Town, resident: &Browser<'_>, scope: &str, last_day: &str) -> (String, String) {
    let once = town.app.new_id().to_string();
    let fields = [("once", once.as_str()), ("scope", scope), ("last_day", last_day)];
    let made = resident.post("/me/family/codes", &fields).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let path = format!("/me/family/codes/{once}");
    let page = resident.get(&path).await;
    let found = page.text.find("class=\"code num\">");
    let at = found.unwrap_or_else(|| panic!("{} {}", page.status, page.text)) + "class=\"code num\">".len();
    (page.text[at..at + 9].to_owned(), path)
}

#[tokio::test]
async fn a_code_read_out_ties_two_people_and_both_hear_of_it() {
    on_both(
        || vec![circle()],
        async |town| {
            let (mother, resident) = enter(&town, "mother", "例桑一", None).await;
            let (son, proxy) = enter(&town, "son", "例卓二", None).await;
            let (_, stranger) = enter(&town, "stranger", "样大山", None).await;
            let (code, page) = code_of(&town, &resident, "decide", "").await;
            assert_eq!(stranger.get(&page).await.status, 404);
            let wrong = stranger.post("/me/family/accept", &[("code", "12345678")]).await;
            assert!(wrong.status == 422 && wrong.says("12345678"), "{}", wrong.text);
            // Nobody acts for themselves.
            assert_eq!(resident.post("/me/family/accept", &[("code", &code)]).await.status, 422);
            assert_eq!(proxy.post("/me/family/accept", &[("code", &code)]).await.status, 303);
            // It works once.
            assert_eq!(stranger.post("/me/family/accept", &[("code", &code)]).await.status, 422);
            assert_eq!((standing(&town, son).await, standing(&town, mother).await), (1, 0));
            assert!(resident.get("/me/family").await.says("例卓二"));
            assert!(proxy.get("/me/family").await.says("例桑一"));
            assert!(resident.get(&page).await.says("已用过"));
            town.work().await;
            assert_eq!(count(&town, "select count(*) from notices where kind = 'family_began'").await, 2);
            let tie = page.replace("/codes/", "/");
            assert_eq!(stranger.get(&tie).await.status, 404);
            for reader in [&resident, &proxy] {
                assert_eq!(reader.get(&tie).await.status, 200);
                assert_eq!(reader.get(&format!("{tie}/paper")).await.status, 200);
            }
            town.later(Duration::hours(3)).await;
            assert_eq!(count(&town, "select count(*) from proxy_codes").await, 0);
        },
    )
    .await;
}

#[tokio::test]
async fn a_code_sent_by_many_at_once_ties_one() {
    on_both(
        || vec![circle()],
        async |town| {
            let (mother, _) = enter(&town, "mother", "例桑一", None).await;
            let mut doers = Vec::new();
            for number in 0..8 {
                let person = someone(&town, &format!("样大山{number}"), None).await;
                let account = town.account(&format!("son{number}"), &[Role::Resident], Some(person)).await;
                doers.push(town.doer(account, Some(person), &[Role::Resident]));
            }
            let account = town.account("mother2", &[Role::Resident], None).await;
            let own = town.doer(account, Some(mother), &[Role::Resident]);
            let id = town.app.new_id();
            let terms = super::rules::terms("follow", "", town.app.now()).unwrap();
            offer(&town.app, &own, mother, (id, terms)).await.unwrap();
            let code = super::offered(&town.app, &own, id).await.unwrap().code;
            let tries = join_all(doers.iter().map(|doer| accept(&town.app, doer, &code))).await;
            let refused = tries.iter().filter(|tried| matches!(tried, Err(Problem::Invalid(_)))).count();
            assert_eq!((tries.iter().filter(|tried| tried.is_ok()).count(), refused), (1, 7));
            assert_eq!(count(&town, "select count(*) from proxies").await, 1);
        },
    )
    .await;
}

#[tokio::test]
async fn the_resident_narrows_rests_and_ends_and_the_other_only_stops() {
    on_both(
        || vec![circle()],
        async |town| {
            let (_, resident) = enter(&town, "mother", "例桑一", None).await;
            let (son, proxy) = enter(&town, "son", "例卓二", None).await;
            let (code, page) = code_of(&town, &resident, "records", "").await;
            proxy.post("/me/family/accept", &[("code", &code)]).await;
            let tie = page.replace("/codes/", "/");
            let widen = [("version", "1"), ("scope", "records"), ("last_day", "")];
            for verb in ["change", "pause", "resume"] {
                assert_eq!(proxy.post(&format!("{tie}/{verb}"), &widen).await.status, 404, "{verb}");
            }
            let narrow = [("version", "1"), ("scope", "follow"), ("last_day", "")];
            assert_eq!(resident.post(&format!("{tie}/change"), &narrow).await.status, 303);
            // The version that was seen is old now; what was typed stays.
            assert_eq!(resident.post(&format!("{tie}/change"), &widen).await.status, 422);
            assert!(proxy.get(&tie).await.says("只求助和看进展"));
            for _ in 0..2 {
                assert_eq!(resident.post(&format!("{tie}/pause"), &[]).await.status, 303);
            }
            assert_eq!(standing(&town, son).await, 0);
            assert!(proxy.get("/me/family").await.says("先停一停"));
            resident.post(&format!("{tie}/resume"), &[]).await;
            assert_eq!(standing(&town, son).await, 1);
            for _ in 0..2 {
                assert_eq!(proxy.post(&format!("{tie}/end"), &[]).await.status, 303);
            }
            assert_eq!(standing(&town, son).await, 0);
            assert_eq!(resident.post(&format!("{tie}/resume"), &[]).await.status, 422);
            town.work().await;
            let ended = "select count(*) from notices where kind = 'family_ended'";
            assert_eq!(count(&town, ended).await, 2);
        },
    )
    .await;
}

#[tokio::test]
async fn it_ends_on_its_day_and_the_counter_does_it_for_someone_without_an_account() {
    on_both(
        || vec![circle()],
        async |town| {
            let worker = town.staff("worker", &[Role::Worker]).await;
            let mother = someone(&town, "例桑一", None).await;
            let (son, proxy) = enter(&town, "son", "例卓二", Some("000-0000-0001")).await;
            let last = (town.app.now() + Duration::days(2)).date_naive().to_string();
            let once = town.app.new_id().to_string();
            let path = format!("/people/{mother}/family");
            let mut fields = vec![
                ("once", once.as_str()),
                ("name", "例卓二"),
                ("phone", "000-0000-0001"),
                ("scope", "decide"),
                ("last_day", "2001-01-01"),
            ];
            let past = worker.post(&path, &fields).await;
            assert!(past.status == 422 && past.says("000-0000-0001"), "{}", past.text);
            fields[4].1 = &last;
            for _ in 0..2 {
                assert_eq!(worker.post(&path, &fields).await.status, 303);
            }
            assert_eq!(standing(&town, son).await, 1);
            assert_eq!(worker.get(&format!("/me/family/{once}/paper")).await.status, 200);
            assert!(proxy.get("/me/family").await.says("例桑一"));
            town.later(Duration::days(4)).await;
            assert_eq!(standing(&town, son).await, 0);
            assert_eq!(count(&town, "select count(*) from proxies where ended_at is null").await, 0);
            assert_eq!(count(&town, "select count(*) from notices where kind = 'family_ended'").await, 1);
            // What is over is made again by a new agreement.
            let once = town.app.new_id().to_string();
            let again = [fields[1], fields[2], fields[3], ("once", once.as_str())];
            assert_eq!(worker.post(&path, &again).await.status, 303);
            assert_eq!(standing(&town, son).await, 1);
            assert_eq!(worker.post(&format!("/me/family/{once}/end"), &[]).await.status, 303);
            assert_eq!(standing(&town, son).await, 0);
        },
    )
    .await;
}

#[tokio::test]
async fn two_who_have_an_agreement_change_it_and_the_code_stays_good() {
    on_both(
        || vec![circle()],
        async |town| {
            let worker = town.staff("worker", &[Role::Worker]).await;
            let (mother, resident) = enter(&town, "mother", "例桑一", None).await;
            let (_, proxy) = enter(&town, "son", "例卓二", Some("000-0000-0001")).await;
            let (code, page) = code_of(&town, &resident, "records", "").await;
            assert_eq!(proxy.post("/me/family/accept", &[("code", &code)]).await.status, 303);
            let tie = page.replace("/codes/", "/");
            let said = |page: &testkit::Seen| page.says("例卓二已经在替例桑一办了") && page.says(&tie);
            for (who, path) in [(&resident, "/me/family".to_owned()), (&worker, format!("/people/{mother}/family"))] {
                let once = town.app.new_id().to_string();
                let fields =
                    [("once", once.as_str()), ("name", "例卓二"), ("phone", "000-0000-0001"), ("scope", "follow")];
                let refused = who.post(&path, &fields).await;
                assert!(refused.status == 422 && said(&refused) && refused.says("000-0000-0001"), "{}", refused.text);
            }
            assert_eq!(count(&town, "select count(*) from proxies where scope = 'records'").await, 1);
            resident.post(&format!("{tie}/pause"), &[]).await;
            let (code, page) = code_of(&town, &resident, "follow", "").await;
            let refused = proxy.post("/me/family/accept", &[("code", &code)]).await;
            assert!(refused.status == 422 && said(&refused) && refused.says(&code), "{}", refused.text);
            assert!(!resident.get(&page).await.says("已用过"));
            resident.post(&format!("{tie}/end"), &[]).await;
            assert_eq!(proxy.post("/me/family/accept", &[("code", &code)]).await.status, 303);
            assert_eq!(
                count(&town, "select count(*) from proxies where ended_at is null and scope = 'follow'").await,
                1
            );
            town.work().await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_right_code_pays_for_no_guesses_and_codes_are_not_made_all_day() {
    on_both(
        || vec![circle()],
        async |town| {
            let (_, second) = enter(&town, "second", "例桑一", Some("000-0000-0002")).await;
            let (_, guesser) = enter(&town, "guesser", "例卓二", None).await;
            let (code, _) = code_of(&town, &second, "follow", "").await;
            let mut answers = Vec::new();
            for typed in ["11112222", "11113333", "11114444", code.as_str(), "11115555", "11116666"] {
                answers.push(guesser.post("/me/family/accept", &[("code", typed)]).await.status.as_u16());
            }
            assert_eq!(answers, [422, 422, 422, 303, 422, 429]);
            // Nor does a right name and number.
            let mut answers = Vec::new();
            for name in ["样大山", "样大河", "样大水", "例桑一", "样大火", "样大石"] {
                let once = town.app.new_id().to_string();
                let fields = [("once", once.as_str()), ("name", name), ("phone", "000-0000-0002"), ("scope", "follow")];
                answers.push(guesser.post("/me/family", &fields).await.status.as_u16());
            }
            assert_eq!(answers, [422, 422, 422, 303, 422, 429]);
            let (mut answers, mut first) = (Vec::new(), String::new());
            for _ in 0..6 {
                let once = town.app.new_id().to_string();
                let fields = [("once", once.as_str()), ("scope", "follow")];
                answers.push(second.post("/me/family/codes", &fields).await.status.as_u16());
                first = if first.is_empty() { once } else { first };
            }
            assert_eq!(answers, [303, 303, 303, 303, 429, 429]);
            // The same form is the same code, however often it is sent.
            let same = second.post("/me/family/codes", &[("once", first.as_str()), ("scope", "follow")]).await;
            assert_eq!(same.status, 303);
            town.work().await;
        },
    )
    .await;
}

#[tokio::test]
async fn which_wishes_a_helper_answers_is_theirs_alone_to_see() {
    on_both(
        || vec![circle()],
        async |town| {
            let worker = town.staff("worker", &[Role::Worker]).await;
            let helper = someone(&town, "样措姆", None).await;
            let account = town.account("helper", &[Role::Member], Some(helper)).await;
            let own = town.sign_in(account).await;
            let ticked = [("version", "0"), ("takes", "yes"), ("answers", "woman")];
            assert_eq!(own.post("/me/helping", &ticked).await.status, 303);
            assert!(own.get("/me/helping").await.says("name=\"answers\" value=\"woman\" checked"));
            let path = format!("/people/{helper}/helping");
            assert!(!worker.get(&path).await.says("answers"));
            // The counter changes the rest and leaves this as it is.
            let counter = [("version", "1"), ("takes", "yes"), ("answers", "man")];
            assert_eq!(worker.post(&path, &counter).await.status, 303);
            let kept = "select count(*) from helpers where answers_woman = true and answers_man = false";
            assert_eq!(count(&town, kept).await, 1);
        },
    )
    .await;
}
