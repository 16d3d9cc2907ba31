//! Who acts for somebody does it under their own name, for as long as it is agreed, and takes no key along.

use super::{circles, hidden, inside, order_of};
use crate::orders::actions;
use crate::orders::tests::{Cast, someone};
use base::{Doer, Moment, PersonId, Role};
use chrono::Duration;
use db::{Query, Record, row, values};
use registry::family::{Scope, Terms, change, end, pause};
use testkit::{Browser, Town, on_both};
use uuid::Uuid;

/// Someone may act for someone.
async fn tied(town: &Town, (resident, proxy): (PersonId, PersonId), ends_at: Option<Moment>) -> Uuid {
    let id = town.app.new_id();
    let tie = row! {
        id: id, community: town.community.0, resident_id: resident.0, proxy_id: proxy.0, scope: "decide",
        agreed_at: town.app.now(), ends_at: ends_at,
    };
    let mut write = town.app.db.write(&town.house(), "family.agree", &[]).await.unwrap();
    write.create(&Record { table: "proxies" }, tie).await.unwrap();
    write.commit().await.unwrap();
    id
}

/// Asks for oneself or for another; answers the order.
async fn asks(browser: &Browser<'_>, of: Option<PersonId>) -> String {
    let once = hidden(&browser.get("/ask/living-carrying").await.text, "once");
    let of = of.map(|of| of.to_string()).unwrap_or_default();
    let fields =
        [("once", once.as_str()), ("body", "帮忙搬两袋米"), ("place", "none"), ("for", of.as_str()), ("go", "send")];
    let sent = browser.upload("/ask/living-carrying", &fields, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    order_of(&sent.location)
}

/// Number and code, as the page after asking shows them.
async fn keys(browser: &Browser<'_>, order: &str) -> (String, String) {
    let done = browser.get(&format!("/ask/done?order={order}")).await;
    assert_eq!(done.status, 200, "{}", done.text);
    (inside(&done.text, "number"), inside(&done.text, "follow-code").replace(' ', ""))
}

/// Each of these heard so often of an answer to a complaint.
async fn heard_of_answers(town: &Town, times: [(&Doer, i64); 2]) {
    town.later(Duration::seconds(11)).await;
    let sql = "select count(*) from notices where account_id = $1 and kind = 'order_complaint_answered'";
    for (who, times) in times {
        let read = town.app.db.read().await.unwrap();
        assert_eq!(read.number(sql, values![who.account.unwrap().0]).await.unwrap(), times, "{:?}", who.account);
    }
}

async fn follows(browser: &Browser<'_>, (number, code): &(String, String)) -> u16 {
    browser.post("/follow", &[("number", number), ("code", code)]).await.status.as_u16()
}

/// What the matter answers, wherever it is looked at; the list agrees.
async fn sees(browser: &Browser<'_>, order: &str) -> bool {
    let page = browser.get(&format!("/matters/{order}")).await.status.as_u16();
    for part in ["money", "copy"] {
        assert_eq!(browser.get(&format!("/matters/{order}/{part}")).await.status.as_u16(), page, "{part}");
    }
    let listed = browser.get("/matters").await.says(&format!("/matters/{order}"));
    assert_eq!((page, listed), if listed { (200, true) } else { (404, false) });
    listed
}

#[tokio::test]
async fn who_acts_for_another_gets_no_code_and_nothing_stays_open_when_it_is_over() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, resident, son) = (&town.app, cast.resident.clone(), &cast.members[0]);
        let pair = (resident.person.unwrap(), son.person.unwrap());
        let mother = town.sign_in(resident.account.unwrap()).await;
        let proxy = town.sign_in(son.account.unwrap()).await;
        let tie = tied(&town, pair, None).await;
        let order = asks(&proxy, Some(pair.0)).await;
        let (number, none) = keys(&proxy, &order).await;
        assert_eq!(none, "", "the code is hers");
        assert!(number.parse::<i64>().is_ok(), "{number}");
        assert_eq!(proxy.get(&format!("/ask/slip?order={order}")).await.status, 404);
        let read = app.db.read().await.unwrap();
        assert_eq!(read.number("select count(*) from sessions where opened <> ''", vec![]).await.unwrap(), 0);
        drop(read);
        let own = keys(&mother, &order).await;
        assert!(own.0 == number && own.1.len() == 6, "{own:?}");

        // She reads it out to him: what it opens ends with the agreement, also in a session that has it open.
        assert_eq!(follows(&proxy, &own).await, 303);
        assert_eq!(keys(&proxy, &order).await.1, "");
        assert!(sees(&proxy, &order).await);
        town.clock.advance(Duration::minutes(1));
        pause(app, &cast.now(&resident), tie, true).await.unwrap();
        assert!(!sees(&proxy, &order).await);
        assert_eq!(follows(&proxy, &own).await, 422);
        assert_eq!(proxy.get(&format!("/ask/done?order={order}")).await.status, 404);
        pause(app, &cast.now(&resident), tie, false).await.unwrap();
        assert!(sees(&proxy, &order).await);
        let read = app.db.read().await.unwrap();
        let version = read.number("select max(version) from proxies", vec![]).await.unwrap();
        drop(read);
        change(app, &cast.now(&resident), (tie, version), Terms { scope: Scope::Follow, ends_at: None }).await.unwrap();
        assert_eq!(keys(&proxy, &order).await.1, "");
        end(app, &cast.now(&resident), tie).await.unwrap();
        assert!(!sees(&proxy, &order).await);
        assert_eq!(follows(&proxy, &own).await, 422);
        assert!(sees(&mother, &order).await);

        // What she asks later and reads out to him is hers to give.
        town.clock.advance(Duration::minutes(1));
        let later = asks(&mother, None).await;
        assert_eq!(follows(&proxy, &keys(&mother, &later).await).await, 303);
        assert!(sees(&proxy, &later).await && !sees(&proxy, &order).await);

        // The last day passes before anything has run.
        tied(&town, pair, Some(app.now() + Duration::hours(1))).await;
        assert!(sees(&proxy, &order).await);
        town.clock.advance(Duration::hours(1));
        assert!(!sees(&proxy, &order).await && !sees(&proxy, &later).await);
        town.work().await;
    })
    .await;
}

#[tokio::test]
async fn who_complains_for_another_hears_the_answer_while_they_act_for_them() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let (app, resident, son) = (&town.app, cast.resident.clone(), &cast.members[0]);
        let committee = someone(&town, "committee", "例丽云", Role::Supervisor).await;
        let tie = tied(&town, (resident.person.unwrap(), son.person.unwrap()), None).await;
        let proxy = town.sign_in(son.account.unwrap()).await;
        let order = asks(&proxy, resident.person).await;
        let complains = async || {
            let once = hidden(&proxy.get(&format!("/matters/{order}")).await.text, "once");
            let sent =
                proxy.post(&format!("/matters/{order}/appeal"), &[("once", &once), ("text", "一直没人来")]).await;
            assert_eq!(sent.status, 303, "{}", sent.text);
            once.parse::<Uuid>().unwrap()
        };
        let first = complains().await;
        actions::answer_appeal(app, &cast.now(&committee), (first, app.new_id()), "今天派了人").await.unwrap();
        heard_of_answers(&town, [(&resident, 1), (son, 1)]).await;

        // What is answered after the last day is not theirs to hear.
        town.clock.advance(Duration::minutes(1));
        let second = complains().await;
        end(app, &cast.now(&resident), tie).await.unwrap();
        actions::answer_appeal(app, &cast.now(&committee), (second, app.new_id()), "又派了人").await.unwrap();
        heard_of_answers(&town, [(&resident, 2), (son, 1)]).await;
    })
    .await;
}
