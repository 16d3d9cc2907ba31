//! Every route, asked by everyone: a visitor is sent to sign in, a stranger's page does not exist, and no input, id or
//! method makes the server fail.

use super::own_circles;
use axum::http::{Method, StatusCode};
use base::Role;
use testkit::{Browser, Town, on_both};
use web::{Need, RouteLine};

/// A path with ids that belong to nothing.
fn somewhere(town: &Town, line: &RouteLine) -> String {
    let mut path = String::new();
    for part in line.path.split('/').skip(1) {
        path.push('/');
        if part.starts_with('{') { path.push_str(&town.app.new_id().to_string()) } else { path.push_str(part) }
    }
    path
}

async fn ask(browser: &Browser<'_>, line: &RouteLine, path: &str) -> StatusCode {
    if line.method == Method::GET { browser.get(path).await.status } else { browser.post(path, &[]).await.status }
}

fn satisfied(town: &Town, role: Option<Role>, need: Need) -> bool {
    match need {
        Need::Nothing => true,
        Need::Account => role.is_some(),
        Need::Power(power) => {
            let roles: Vec<Role> = std::iter::once(Role::Visitor).chain(role).collect();
            !town.app.policy.relations(&roles, power).is_empty()
        }
    }
}

#[tokio::test]
async fn every_route_asks_everyone_who_they_are() {
    on_both(own_circles, async |town| {
        assert!(town.site.lines.len() > 60, "the routes are here");
        let stranger = town.browser();
        for line in town.site.lines.clone() {
            let status = ask(&stranger, &line, &somewhere(&town, &line)).await;
            assert!(!status.is_server_error(), "{} {} by a visitor: {status}", line.method, line.path);
            if !satisfied(&town, None, line.need) {
                assert_eq!(status, StatusCode::UNAUTHORIZED, "{} {} by a visitor", line.method, line.path);
            }
        }
        for role in Role::ALL.into_iter().filter(|&role| role != Role::Visitor) {
            let browser = town.staff(role.name(), &[role]).await;
            for line in town.site.lines.clone() {
                if line.path.starts_with("/me/sessions/end-all") || line.path == "/sign-out" {
                    continue;
                }
                let status = ask(&browser, &line, &somewhere(&town, &line)).await;
                assert!(!status.is_server_error(), "{} {} by {}: {status}", line.method, line.path, role.name());
                if !satisfied(&town, Some(role), line.need) {
                    assert_eq!(status, StatusCode::NOT_FOUND, "{} {} by {}", line.method, line.path, role.name());
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_id_is_not_found() {
    on_both(own_circles, async |town| {
        let worker = town.staff("worker", &[Role::Worker, Role::Administrator, Role::Secretary, Role::Clerk]).await;
        for line in town.site.lines.clone().into_iter().filter(|line| line.path.contains('{')) {
            for odd in ["x", "%00", "%ff", "..%2f..", "𠮷", "0", "-1", "%F0%9F%92%A9", "null"] {
                let parts: Vec<&str> =
                    line.path.split('/').map(|part| if part.starts_with('{') { odd } else { part }).collect();
                let path = parts.join("/").replace('𠮷', "%F0%A0%AE%B7");
                let status = ask(&worker, &line, &path).await;
                assert!(!status.is_server_error(), "{} {path}: {status}", line.method);
            }
        }
    })
    .await;
}

/// Every form, sent with every kind of rubbish in fields that forms here use.
#[tokio::test]
async fn hostile_forms_never_break_the_server() {
    on_both(own_circles, async |town| {
        let roles = [Role::Worker, Role::Administrator, Role::Secretary, Role::Clerk, Role::Member, Role::Resident];
        let everyone = town.staff("everyone", &roles).await;
        let fields = [
            "once",
            "version",
            "name",
            "body",
            "phone",
            "code",
            "number",
            "category",
            "compound",
            "building",
            "reason",
            "minutes",
            "grade",
            "title",
            "roles",
            "login",
            "password",
            "price_points",
            "count",
            "q",
            "after",
            "day",
            "from",
            "to",
            "text",
            "amount",
        ];
        let long = "长".repeat(3_000);
        let rubbish = [
            "",
            "\u{0}",
            "-1",
            "99999999999999999999",
            "སམྦྷོ་ཊ་",
            "<script>alert(1)</script>",
            "=cmd|' /C calc'!A0",
            "\u{202e}abc",
            &long,
        ];
        for line in town.site.lines.clone().into_iter().filter(|line| line.method == Method::POST) {
            if line.path.starts_with("/me/sessions") || line.path == "/sign-out" {
                continue;
            }
            for value in rubbish {
                let (once, rubbish) = (town.app.new_id().to_string(), |field: &&'static str| (*field, value));
                // Where nothing unseen is wrong, the rubbish comes as far as the rules.
                let unseen = |field: &&'static str| match *field {
                    "once" => (*field, once.as_str()),
                    "version" => (*field, "1"),
                    _ => rubbish(field),
                };
                let mut forms = vec![fields.iter().map(rubbish).collect::<Vec<_>>()];
                if value.contains(['<', '\u{202e}']) {
                    forms.push(fields.iter().map(unseen).collect());
                }
                for form in forms {
                    let seen = everyone.post(&somewhere(&town, &line), &form).await;
                    let failed = seen.status.is_server_error();
                    assert!(!failed, "{} with {value:.12}: {} {}", line.path, seen.status, seen.text);
                    assert!(!seen.says("<script>alert(1)"), "{}", line.path);
                }
            }
        }
    })
    .await;
}
