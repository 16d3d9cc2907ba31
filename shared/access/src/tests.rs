//! Signing in, sessions and staff accounts, through HTTP, on both databases.

use crate::throttle;
use axum::http::StatusCode;
use base::{Problem, Role};
use chrono::Duration;
use testkit::{Browser, Seen, Town, on_both};

const PASSWORD: &str = "a long sentence";

async fn sign_in(browser: &Browser<'_>, login: &str, password: &str) -> Seen {
    browser.post("/sign-in", &[("login", login), ("password", password)]).await
}

/// An account whose owner set a password with a one-time link.
async fn with_password<'t>(town: &'t Town, login: &str, roles: &[Role]) -> Browser<'t> {
    let admin = town.staff(&format!("admin-for-{login}"), &[Role::Administrator]).await;
    let account = town.account(login, roles, None).await;
    let page = admin.post(&format!("/accounts/{account}/link"), &[]).await;
    let start = page.text.find("/set-password/").unwrap();
    let path: String = page.text[start..]
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || "/-".contains(*letter))
        .collect();
    let browser = town.browser();
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    let set = browser.post(&path, &[("password", PASSWORD)]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
    // The link is used up.
    assert_eq!(town.browser().get(&path).await.status, StatusCode::NOT_FOUND);
    browser
}

#[tokio::test]
async fn a_link_sets_a_password_and_the_password_signs_in() {
    on_both(Vec::new, async |town| {
        with_password(&town, "zhuoma", &[Role::Worker]).await;
        let browser = town.browser();
        let wrong = sign_in(&browser, "zhuoma", "not this one").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("value=\"zhuoma\""), "the form keeps the login name");
        assert!(!wrong.says("not this one"), "and never the password");
        let unknown = sign_in(&browser, "nobody", PASSWORD).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.get("/me/sessions").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(sign_in(&browser, " Zhuoma ", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/me/sessions").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn guessing_waits_longer_and_longer_and_time_heals() {
    on_both(Vec::new, async |town| {
        with_password(&town, "sanji", &[Role::Worker]).await;
        let browser = town.browser();
        let mut refused = 0;
        for _ in 0..12 {
            let seen = sign_in(&browser, "sanji", "guess after guess").await;
            refused += i32::from(seen.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert!(refused >= 6, "{refused} of 12 guesses were turned away");
        assert_eq!(sign_in(&browser, "sanji", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        town.clock.advance(Duration::minutes(20));
        assert_eq!(sign_in(&browser, "sanji", PASSWORD).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn many_guesses_at_once_each_count() {
    on_both(Vec::new, async |town| {
        with_password(&town, "cuomu", &[Role::Worker]).await;
        let browser = town.browser();
        browser.csrf().await;
        let guesses = (0..24).map(|_| sign_in(&browser, "cuomu", "one of many"));
        let seen = futures::future::join_all(guesses).await;
        let turned_away = seen.iter().filter(|seen| seen.status == StatusCode::TOO_MANY_REQUESTS).count();
        assert!(seen.iter().all(|seen| seen.status != StatusCode::INTERNAL_SERVER_ERROR));
        assert!(turned_away > 0 || sign_in(&browser, "cuomu", PASSWORD).await.status == StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    on_both(Vec::new, async |town| {
        let account = town.account("yang", &[Role::Member], None).await;
        let (here, there) = (town.sign_in(account).await, town.sign_in(account).await);
        let page = here.get("/me/sessions").await;
        let other = page.text.split("/me/sessions/").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
        assert_eq!(here.post(&format!("/me/sessions/{other}/end"), &[]).await.status, StatusCode::SEE_OTHER);
        let alive = [here.get("/me/sessions").await.status, there.get("/me/sessions").await.status];
        assert!(alive.contains(&StatusCode::OK) && alive.contains(&StatusCode::UNAUTHORIZED), "{alive:?}");
        let third = town.sign_in(account).await;
        third.post("/me/sessions/end-all", &[]).await;
        for browser in [here, there, third] {
            assert_eq!(browser.get("/me/sessions").await.status, StatusCode::UNAUTHORIZED);
        }
    })
    .await;
}

#[tokio::test]
async fn a_shared_computer_signs_out_by_itself() {
    on_both(Vec::new, async |town| {
        with_password(&town, "hall", &[Role::Worker]).await;
        let browser = town.browser();
        browser.post("/sign-in", &[("login", "hall"), ("password", PASSWORD), ("shared", "yes")]).await;
        town.clock.advance(Duration::minutes(9));
        assert_eq!(browser.get("/me/sessions").await.status, StatusCode::OK);
        town.clock.advance(Duration::minutes(9));
        assert_eq!(browser.get("/me/sessions").await.status, StatusCode::OK, "use keeps it alive");
        town.clock.advance(Duration::minutes(11));
        assert_eq!(browser.get("/me/sessions").await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    on_both(Vec::new, async |town| {
        use axum::body::Body;
        use axum::http::Request;
        let admin = town.staff("root", &[Role::Administrator]).await;
        admin.get("/accounts").await;
        let request = Request::post("/accounts").header("content-type", "application/x-www-form-urlencoded");
        let seen =
            admin.send(request.body(Body::from("login=x&display_name=x&roles=worker&csrf=guess")).unwrap()).await;
        assert_ne!(seen.status, StatusCode::SEE_OTHER);
        assert!(!admin.get("/accounts").await.says("/accounts/new-one"));
    })
    .await;
}

#[tokio::test]
async fn accounts_are_made_once_and_changed_in_turn() {
    on_both(Vec::new, async |town| {
        let admin = town.staff("root", &[Role::Administrator]).await;
        let once = town.app.new_id().to_string();
        let fields = [
            ("once", once.as_str()),
            ("login", "lamu"),
            ("display_name", "例拉姆"),
            ("roles", "worker"),
            ("roles", "clerk"),
        ];
        for _ in 0..10 {
            let made = admin.post("/accounts", &fields).await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        }
        assert_eq!(admin.get("/accounts").await.text.matches("例拉姆").count(), 1);
        let second = town.app.new_id().to_string();
        let taken = admin
            .post("/accounts", &[("once", &second), ("login", "lamu"), ("display_name", "另一人"), ("roles", "worker")])
            .await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.says("另一人"), "what was typed is kept");
        let path = format!("/accounts/{once}");
        assert_eq!(
            admin.post(&format!("{path}/roles"), &[("version", "1"), ("roles", "clerk")]).await.status,
            StatusCode::SEE_OTHER
        );
        let stale = admin.post(&format!("{path}/roles"), &[("version", "1"), ("roles", "worker")]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(admin.post(&format!("{path}/close"), &[("version", "2")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(town.staff("someone", &[Role::Worker]).await.get("/accounts").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn hostile_names_are_refused_or_kept_exactly() {
    on_both(Vec::new, async |town| {
        let admin = town.staff("root", &[Role::Administrator]).await;
        let long = "字".repeat(100_000);
        for name in [
            "<script>alert(1)</script>",
            "སམྦྷོ་ཊ་",
            "𠮷野家",
            "=1+1",
            "'; drop table accounts; --",
            long.as_str(),
            "\u{0}",
        ] {
            let once = town.app.new_id().to_string();
            let login = format!("l{}", &once[..8]);
            let seen = admin
                .post("/accounts", &[("once", &once), ("login", &login), ("display_name", name), ("roles", "worker")])
                .await;
            assert_ne!(seen.status, StatusCode::INTERNAL_SERVER_ERROR, "{name:.20}");
            assert!(!seen.text.contains("<script>alert"), "{name:.20}");
        }
        for path in ["/accounts/not-an-id", "/accounts/%00", "/set-password/..", "/accounts?after=%ff_x", "/nowhere"] {
            let status = admin.get(path).await.status;
            assert!(status == StatusCode::NOT_FOUND || status == StatusCode::OK, "{path}: {status}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_anyone_may_do_is_slowed_down_for_an_address_that_does_nothing_else() {
    on_both(Vec::new, async |town| {
        let address = || Some("192.0.2.7".to_owned());
        for _ in 0..throttle::FREE_PER_ADDRESS + 1 {
            throttle::slow_down(&town.app, "care", address()).await.unwrap();
        }
        let answer = throttle::slow_down(&town.app, "care", address()).await;
        assert!(matches!(answer, Err(Problem::TooMany { .. })), "{answer:?}");
        throttle::slow_down(&town.app, "objection", address()).await.unwrap();
        throttle::slow_down(&town.app, "care", Some("192.0.2.8".to_owned())).await.unwrap();
        throttle::slow_down(&town.app, "care", None).await.unwrap();
    })
    .await;
}
