//! The pages of signing in and of one's own sessions.

use super::actions::{self, SignIn};
use super::store::Session;
use crate::accounts;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use base::{Locale, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/sign-in", Need::Nothing, show)
        .post("/sign-in", Need::Nothing, sign_in)
        .post("/sign-out", Need::Nothing, sign_out)
        .get("/me/sessions", Need::Account, mine)
        .post("/me/sessions/{id}/end", Need::Account, end)
        .post("/me/sessions/end-all", Need::Account, end_all)
        .get("/me/settings", Need::Account, settings)
        .post("/me/settings", Need::Account, change_settings)
}

#[derive(Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Default, Deserialize)]
struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    shared: String,
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "sessions/sign_in.html")]
struct SignInPage {
    shell: Shell,
    form: SignInForm,
    mend: Mend,
}

async fn show(State(site): State<Site>, visit: Visit, Questioned(next): Questioned<Next>) -> Answer {
    let form = SignInForm { next: next.next, ..SignInForm::default() };
    web::page(&SignInPage { shell: site.shell(&visit, "access-sign-in-title").back("/"), form, mend: Mend::nothing() })
}

async fn sign_in(
    State(site): State<Site>,
    visit: Visit,
    headers: HeaderMap,
    Posted(form): Posted<SignInForm>,
) -> Answer {
    let address = visit.throttled_address(&site);
    let wish = SignIn {
        login: &form.login,
        password: &form.password,
        shared: !form.shared.is_empty(),
        device: device(&headers),
        address: address.as_deref(),
    };
    match actions::sign_in(&site.app, wish).await {
        Ok(token) => {
            let mut response = web::back_to(if form.next.is_empty() { "/" } else { &form.next });
            web::set_token(&site, &mut response, &token);
            Ok(response)
        }
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let shell = site.shell(&visit, "access-sign-in-title").back("/");
            let form = SignInForm { password: String::new(), ..form };
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &SignInPage { shell, form, mend })
        }
    }
}

/// A short word about the device: what it says of itself, cut to the system in its first brackets.
pub(crate) fn device(headers: &HeaderMap) -> &str {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.split(['(', ')']).nth(1).unwrap_or_default()
}

async fn sign_out(State(site): State<Site>, visit: Visit, Posted(_): Posted<Next>) -> Answer {
    if let Some(session) = visit.session {
        match visit.doer.account {
            Some(_) => actions::end(&site.app, &visit.doer, session).await?,
            None => super::store::set_opened(&site.app, session, "").await?,
        }
    }
    let mut response = web::goto(&site, "/", "ok", "access-signed-out");
    web::clear_cookie(&site, &mut response, web::TOKEN);
    Ok(response)
}

struct SessionLine {
    id: Uuid,
    device: String,
    created: String,
    used: String,
    this_one: bool,
}

#[derive(Template)]
#[template(path = "sessions/mine.html")]
struct MinePage {
    shell: Shell,
    lines: Vec<SessionLine>,
}

async fn mine(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "access-sessions-title").back("/me/settings");
    let line = |session: Session| SessionLine {
        id: session.id,
        created: shell.lang().date_time(session.created_at),
        used: shell.lang().date_time(session.used_at),
        this_one: visit.session == Some(session.id),
        device: session.device,
    };
    let lines = actions::mine(&site.app, &visit.doer).await?.into_iter().map(line).collect();
    web::page(&MinePage { shell, lines })
}

async fn end(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(_): Posted<Next>) -> Answer {
    actions::end(&site.app, &visit.doer, id).await?;
    Ok(web::goto(&site, "/me/sessions", "ok", "access-session-ended"))
}

async fn end_all(State(site): State<Site>, visit: Visit, Posted(_): Posted<Next>) -> Answer {
    actions::end_all(&site.app, &visit.doer).await?;
    Ok(web::goto(&site, "/", "ok", "access-signed-out"))
}

#[derive(Default, Deserialize)]
struct SettingsForm {
    #[serde(default)]
    language: String,
    #[serde(default)]
    size: String,
    #[serde(default)]
    old_password: String,
    #[serde(default)]
    password: String,
}

#[derive(Template)]
#[template(path = "sessions/settings.html")]
struct SettingsPage {
    shell: Shell,
    mend: Mend,
}

async fn settings(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "access-settings-title").back("/me");
    web::page(&SettingsPage { shell, mend: Mend::nothing() })
}

async fn change_settings(State(site): State<Site>, visit: Visit, Posted(form): Posted<SettingsForm>) -> Answer {
    let locale = Locale::from_tag(&form.language).ok_or(Problem::NotFound)?;
    let wish = accounts::actions::Preferences { locale, large: form.size == "large" };
    let changed = match db::again(|| accounts::actions::prefer(&site.app, &visit.doer, wish)).await {
        Ok(()) if form.password.is_empty() => Ok(()),
        Ok(()) => accounts::actions::change_password(&site.app, &visit.doer, &form.old_password, &form.password).await,
        Err(problem) => Err(problem),
    };
    if let Err(problem) = changed {
        let mend = Mend::of(problem)?;
        let shell = site.shell(&visit, "access-settings-title").back("/me");
        return web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &SettingsPage { shell, mend });
    }
    let mut response = web::goto(&site, "/me/settings", "ok", "access-settings-saved");
    web::set_cookie(&site, &mut response, web::LANGUAGE, locale.tag(), 31_536_000);
    web::set_cookie(&site, &mut response, web::SIZE, if wish.large { "large" } else { "normal" }, 31_536_000);
    Ok(response)
}
