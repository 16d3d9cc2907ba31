//! News to a browser: allowed, sealed, sent once, replaced, forgotten; against a real push service on loopback.

use super::*;
use crate::notices::devices;
use base::SeededChance;
use kernel::notify::push::{PushHosts, PushServices, Subscription, VapidKey};
use testkit::{Browser, PushServer, Rung};

async fn service(town: &Town) -> PushServer {
    let server = PushServer::start().await.unwrap();
    let hosts = PushHosts::parse(&[server.origin().to_owned()]).unwrap();
    let (key, chance) = (VapidKey::of(&town.app.vault).unwrap(), Arc::new(SeededChance::new(3)));
    town.ways.push_by(Arc::new(PushServices::new(hosts, "mailto:it@example.org", key, chance).unwrap()));
    server
}

/// Presses the button, as the script does once the browser has agreed.
async fn allow(browser: &Browser<'_>, given: &Subscription) -> u16 {
    let form = [("endpoint", given.endpoint.as_str()), ("p256dh", &given.p256dh), ("auth", &given.auth)];
    browser.post("/me/notices/push", &form).await.status.as_u16()
}

const DEVICES: &str = "select count(*) from push_devices";

fn page_of(rung: &Rung) -> serde_json::Value {
    serde_json::from_str(&rung.opened()).unwrap()
}

#[tokio::test]
async fn a_phone_that_was_allowed_is_told_once_and_learns_nothing_but_the_number() {
    on_both(registers, async |town| {
        let account = resident(&town, "one", None).await;
        let browser = town.sign_in(account).await;
        assert!(!browser.get("/me/notices").await.says("data-push"), "push is off");
        assert_eq!(allow(&browser, &PushServer::start().await.unwrap().browser("a")).await, 404);
        let server = service(&town).await;
        assert!(browser.get("/me/notices").await.says("data-push="));
        assert_eq!(allow(&browser, &server.browser("a")).await, 303);
        let page = browser.get("/me/notices").await;
        assert!(page.says("就是这台") && page.says("own-push") && !page.says("data-push="), "{}", page.text);
        let sealed = "select count(*) from push_devices where sealed is not null";
        assert_eq!(count(&town, sealed).await, 1);

        let (first, subject) = (news(&town, &DONE, 10_234), town.app.new_id());
        for _ in 0..2 {
            told(&town, &News { subject, ..first }, &[account]).await;
            posted(&town).await;
        }
        let seen = server.seen();
        assert_eq!(seen.len(), 1, "told twice, rung once");
        let said = page_of(&seen[0]);
        assert_eq!(said["title"], "雪松社区");
        assert_eq!(said["body"], "10234 号有新消息。");
        assert_eq!(said["page"], format!("/matters/{subject}"));
        assert_eq!(said.as_object().unwrap().len(), 4);
        assert!(!seen[0].opened().contains("植氏") && !seen[0].opened().contains("0110"));
        let header = |rung: &Rung, name: &str| rung.headers.get(name).cloned().unwrap_or_default();
        assert_eq!(header(&seen[0], "content-encoding"), "aes128gcm");
        assert_eq!(header(&seen[0], "ttl"), (48 * 3600).to_string());
        assert_eq!(header(&seen[0], "urgency"), "normal");
        assert!(header(&seen[0], "authorization").starts_with("vapid t=ey"));
        assert_eq!(header(&seen[0], "topic").len(), 32);

        // Later news about the same matter take the place of these; about another they do not. All are of one length.
        town.clock.advance(Duration::minutes(1));
        told(&town, &News { subject, at: town.app.now(), ..news(&town, &GOES, 10_234) }, &[account]).await;
        told(&town, &news(&town, &GOES, 7), &[account]).await;
        posted(&town).await;
        let seen = server.seen();
        assert_eq!(seen.len(), 3);
        let topics: Vec<String> = seen.iter().map(|rung| header(rung, "topic")).collect();
        let other = seen.iter().position(|rung| page_of(rung)["body"] == "7 号有新消息。").unwrap();
        assert_eq!(topics.iter().filter(|topic| **topic == topics[0]).count(), 2);
        assert_ne!(topics[other], topics[0]);
        assert!(seen.iter().all(|rung| rung.body.len() == seen[0].body.len()));
        assert!(!format!("{seen:?}").contains(&subject.to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_phone_rings_only_as_long_as_its_owner_is_signed_in_there() {
    on_both(registers, async |town| {
        let server = service(&town).await;
        let account = resident(&town, "one", None).await;
        let (first, second) = (town.sign_in(account).await, town.sign_in(account).await);
        assert_eq!(allow(&first, &server.browser("a")).await, 303);
        assert_eq!(allow(&second, &server.browser("b")).await, 303);
        assert_eq!(allow(&second, &server.browser("b")).await, 303, "twice is once");
        assert_eq!(count(&town, DEVICES).await, 2);
        told(&town, &news(&town, &DONE, 1), &[account]).await;
        posted(&town).await;
        assert_eq!(server.seen().len(), 2, "both phones");
        // Taken back on the page, and not by anyone else.
        let id = first.get("/me/notices").await.text;
        let ids: Vec<&str> = id.split("/me/notices/push/").skip(1).filter_map(|part| part.get(..36)).collect();
        assert_eq!(ids.len(), 2);
        let stranger = town.staff("other", &[Role::Worker]).await;
        stranger.post(&format!("/me/notices/push/{}/forget", ids[0]), &[]).await;
        assert_eq!(count(&town, DEVICES).await, 2, "somebody else's");
        assert_eq!(first.post("/sign-out", &[]).await.status, 303);
        told(&town, &news(&town, &DONE, 2), &[account]).await;
        posted(&town).await;
        assert_eq!(server.seen().last().unwrap().browser, "b");
        assert_eq!(server.seen().len(), 3);
        sweep(&town.app, &town.house()).await.unwrap();
        assert_eq!(count(&town, DEVICES).await, 1, "signed out");
        // Another account in the same browser: it rings for that one only.
        assert_eq!(allow(&stranger, &server.browser("b")).await, 303);
        told(&town, &news(&town, &DONE, 3), &[account]).await;
        posted(&town).await;
        assert_eq!(server.seen().len(), 3);
        let other = town.sign_in(account).await;
        assert_eq!(allow(&other, &server.browser("c")).await, 303);
        let waiting = news(&town, &DONE, 4);
        told(&town, &waiting, &[account]).await;
        assert_eq!(other.post("/me/sessions/end-all", &[]).await.status, 303);
        posted(&town).await;
        assert_eq!(server.seen().len(), 3, "signed out everywhere before it left");
        town.tamper("update accounts set closed_at = created_at").await;
        sweep(&town.app, &town.house()).await.unwrap();
        assert_eq!(count(&town, DEVICES).await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_the_push_service_answers_is_heeded() {
    on_both(registers, async |town| {
        let server = service(&town).await;
        let account = resident(&town, "one", None).await;
        let browser = town.sign_in(account).await;
        assert_eq!(allow(&browser, &server.browser("a")).await, 303);
        // Busy: later, and not before it said.
        server.answer(429, Some("600"));
        told(&town, &news(&town, &DONE, 1), &[account]).await;
        posted(&town).await;
        server.answer(201, None);
        town.clock.advance(Duration::minutes(9));
        posted(&town).await;
        assert_eq!(server.seen().len(), 1);
        town.clock.advance(Duration::minutes(2));
        posted(&town).await;
        assert_eq!(server.seen().len(), 2);
        assert_eq!(count(&town, "select count(*) from push_devices where failing_since is null").await, 1);
        // It sends us elsewhere: we do not go.
        let elsewhere = PushServer::start().await.unwrap();
        server.answer(307, Some(&elsewhere.browser("x").endpoint));
        told(&town, &news(&town, &DONE, 2), &[account]).await;
        posted(&town).await;
        assert!(elsewhere.seen().is_empty());
        let dead = "select count(*) from notice_sends where state = 'dead'";
        assert_eq!(count(&town, dead).await, 1);
        let admin = town.staff("admin", &[Role::Administrator]).await;
        let page = admin.get("/jobs/unsent").await;
        assert!(page.says("手机提示") && page.says("push: 127.0.0.1: 307") && !page.says("/ring/"), "{}", page.text);
        // Nothing has reached it for a month.
        for (status, days, left) in [(503, 29, 1), (503, 2, 0)] {
            server.answer(status, None);
            town.tamper("update sessions set idle_minutes = 1000000").await;
            town.clock.advance(Duration::days(days));
            told(&town, &news(&town, &DONE, 3), &[account]).await;
            posted(&town).await;
            sweep(&town.app, &town.house()).await.unwrap();
            assert_eq!(count(&town, DEVICES).await, left, "after {days} more days");
        }
        // Gone for good.
        let browser = town.sign_in(account).await;
        for status in [404, 410] {
            assert_eq!(allow(&browser, &server.browser("b")).await, 303);
            server.answer(status, None);
            told(&town, &news(&town, &DONE, 4), &[account]).await;
            posted(&town).await;
            assert_eq!(count(&town, DEVICES).await, 0, "{status}");
        }
        assert_eq!(count(&town, dead).await, 0, "nothing for the administrator to mend");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_not_named_is_refused_and_a_shared_computer_is_not_asked() {
    on_both(registers, async |town| {
        let server = service(&town).await;
        let account = resident(&town, "one", None).await;
        let browser = town.sign_in(account).await;
        let good = server.browser("a");
        for endpoint in
            ["https://push.example.org/x", "http://127.0.0.1:1/x", "http://169.254.169.254/latest", "/x", ""]
        {
            let answer = allow(&browser, &Subscription { endpoint: endpoint.to_owned(), ..good.clone() }).await;
            assert_eq!(answer, 303, "back to the page, which says so");
        }
        allow(&browser, &Subscription { p256dh: "AAAA".to_owned(), ..good.clone() }).await;
        assert_eq!(count(&town, DEVICES).await, 0);
        for tag in ["zh-CN", "bo", "en"] {
            let page = browser.speak(tag).get("/me/notices").await;
            assert!(page.status == 200 && page.says("data-push=") && !page.says("⟦"), "{}", page.text);
        }
        town.tamper("update sessions set idle_minutes = 10").await;
        let page = browser.speak("zh-CN").get("/me/notices").await;
        assert!(page.says("这台电脑大家都用") && !page.says("data-push="), "{}", page.text);
        assert_eq!(allow(&browser, &good).await, 404);
        town.tamper("update sessions set idle_minutes = 10000").await;
        assert_eq!(town.browser().post("/me/notices/push", &[]).await.status, 401);
        // A name that left the configuration is not spoken to any more.
        assert_eq!(allow(&browser, &good).await, 303);
        told(&town, &news(&town, &DONE, 1), &[account]).await;
        let _other = service(&town).await;
        posted(&town).await;
        assert!(server.seen().is_empty());
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'dropped'").await, 1);
        let listed = devices::living(&town.app.db.read().await.unwrap(), account, town.app.now()).await.unwrap();
        assert_eq!(listed.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_service_worker_stands_at_the_root_and_is_asked_for_again() {
    let town = Town::on_sqlite(registers()).await;
    let answer = town.browser().get("/sw.js").await;
    assert!(answer.status == 200 && answer.says("showNotification") && !answer.says("caches"), "{}", answer.text);
}
