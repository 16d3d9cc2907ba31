//! Two small forms: the phone, then code, name and password.

use super::actions::{self, Join};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{AccountId, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Mend, Need, Posted, Routes, Shell, Site, Visit};

pub(crate) fn routes() -> Routes {
    Routes::default().get("/register", Need::Nothing, ask).post("/register/code", Need::Nothing, send).post(
        "/register",
        Need::Nothing,
        join,
    )
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct JoinForm {
    once: String,
    phone: String,
    code: String,
    name: String,
    password: String,
}

#[derive(Template)]
#[template(path = "join/phone.html")]
struct PhonePage {
    shell: Shell,
    form: JoinForm,
    mend: Mend,
}

#[derive(Template)]
#[template(path = "join/join.html")]
struct JoinPage {
    shell: Shell,
    form: JoinForm,
    mend: Mend,
}

async fn ask(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "join-title").back("/sign-in");
    web::page(&PhonePage { shell, form: JoinForm::default(), mend: Mend::nothing() })
}

async fn send(State(site): State<Site>, visit: Visit, Posted(form): Posted<JoinForm>) -> Answer {
    let shell = site.shell(&visit, "join-title").back("/register");
    let address = visit.throttled_address(&site);
    match actions::ask_for_code(&site.app, &visit.doer, &form.phone, address.as_deref()).await {
        Ok(()) => {
            let form = JoinForm { once: shell.once(), phone: form.phone, ..JoinForm::default() };
            web::page(&JoinPage { shell, form, mend: Mend::nothing() })
        }
        Err(problem) => {
            let mend = Mend::of(problem)?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &PhonePage { shell, form, mend })
        }
    }
}

async fn join(State(site): State<Site>, visit: Visit, Posted(form): Posted<JoinForm>) -> Answer {
    let once = AccountId(form.once.parse::<Uuid>().map_err(|_| Problem::NotFound)?);
    let wish = Join { once, phone: &form.phone, code: &form.code, name: &form.name, password: &form.password };
    match actions::join(&site.app, &visit.doer, &wish).await {
        Ok(account) => {
            let token = access::sessions::actions::begin_own(&site.app, account, "").await?;
            let mut response = web::goto(&site, "/me", "ok", "join-done");
            web::set_token(&site, &mut response, &token);
            Ok(response)
        }
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let shell = site.shell(&visit, "join-title").back("/register");
            let form = JoinForm { password: String::new(), ..form };
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &JoinPage { shell, form, mend })
        }
    }
}
