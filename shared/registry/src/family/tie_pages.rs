//! One agreement: what it allows, since when and until when; to make narrower, to let rest, to end, to print. And a code
//! to read out.

use super::actions::{self, Tie};
use super::codes::{self, Code};
use super::pages::HERE;
use super::rules::{Scope, last_day, terms};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Moment, Outcome};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Routes, Sent, Shell, Site, Visit};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/me/family/codes/{id}", Need::Account, code)
        .get("/me/family/{id}", Need::Account, show)
        .get("/me/family/{id}/paper", Need::Account, paper)
        .post("/me/family/{id}/change", Need::Account, change)
        .post("/me/family/{id}/pause", Need::Account, pause)
        .post("/me/family/{id}/resume", Need::Account, resume)
        .post("/me/family/{id}/end", Need::Account, end)
}

/// One scope to choose: name, words, what it means, and whether it is chosen.
pub(super) type Choice = (&'static str, &'static str, &'static str, bool);

/// The scopes to choose from.
pub(super) fn scopes(chosen: &str) -> Vec<Choice> {
    let hint = |scope: Scope| match scope {
        Scope::Follow => "family-scope-follow-hint",
        Scope::Decide => "family-scope-decide-hint",
        Scope::Records => "family-scope-records-hint",
    };
    let choice = |scope: Scope| (scope.name(), scope.key(), hint(scope), scope.name() == chosen);
    Scope::ALL.into_iter().map(choice).collect()
}

/// The last day in words.
pub(super) fn until(shell: &Shell, ends_at: Option<Moment>) -> Option<String> {
    ends_at.map(|ends| shell.tx("family-until", "day", shell.lang().day(last_day(ends))))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TieForm {
    version: i64,
    scope: String,
    last_day: String,
}

#[derive(Template)]
#[template(path = "family/tie.html")]
struct TiePage {
    shell: Shell,
    tie: Tie,
    /// The reader is the one who acts; only the other side changes it.
    acts: bool,
    /// The reader is the resident, who sees what was done for them.
    own: bool,
    until: Option<String>,
    form: TieForm,
    mend: Mend,
}

impl TiePage {
    async fn of(site: &Site, visit: &Visit, id: Uuid, refused: Option<(TieForm, Mend)>) -> Outcome<Self> {
        let tie = actions::tie(&site.app, &visit.doer, id).await?;
        let (acts, own) = (visit.doer.person == Some(tie.proxy), visit.doer.person == Some(tie.resident));
        let back = if acts || own { HERE.to_owned() } else { format!("/people/{}/family", tie.resident) };
        let shell = site.shell(visit, "family-title").back(back);
        let (form, mend) = refused.unwrap_or_else(|| {
            let last_day = tie.ends_at.map(|ends| last_day(ends).to_string()).unwrap_or_default();
            let form = TieForm { version: tie.version, scope: tie.scope.name().to_owned(), last_day };
            (form, Mend::nothing())
        });
        Ok(Self { until: until(&shell, tie.ends_at), shell, tie, acts, own, form, mend })
    }

    fn scopes(&self) -> Vec<Choice> {
        scopes(&self.form.scope)
    }
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    web::page(&TiePage::of(&site, &visit, id, None).await?)
}

#[derive(Template)]
#[template(path = "family/paper.html")]
struct PaperPage {
    shell: Shell,
    tie: Tie,
    until: Option<String>,
}

/// The terms on paper, for both.
async fn paper(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let tie = actions::tie(&site.app, &visit.doer, id).await?;
    let shell = site.shell(&visit, "family-paper-title").back(format!("/me/family/{id}"));
    web::page(&PaperPage { until: until(&shell, tie.ends_at), shell, tie })
}

#[derive(Template)]
#[template(path = "family/code.html")]
struct CodePage {
    shell: Shell,
    code: Code,
    until: Option<String>,
    is_over: bool,
}

/// The code, to be read out.
async fn code(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let code = codes::offered(&site.app, &visit.doer, id).await?;
    let shell = site.shell(&visit, "family-code-title").back(HERE);
    let is_over = code.is_used || code.expires_at <= visit.doer.at;
    web::page(&CodePage { until: until(&shell, code.ends_at), shell, code, is_over })
}

type Form = Sent<Uuid, TieForm>;

async fn change(sent: Form) -> Answer {
    let (id, version) = (sent.key, sent.form.version);
    let changed = match terms(&sent.form.scope, &sent.form.last_day, sent.doer().at) {
        Ok(terms) => db::again(|| actions::change(sent.app(), sent.doer(), (id, version), terms)).await,
        Err(problem) => Err(problem),
    };
    after(sent, changed).await
}

async fn pause(sent: Form) -> Answer {
    let paused = db::again(|| actions::pause(sent.app(), sent.doer(), sent.key, true)).await;
    after(sent, paused).await
}

async fn resume(sent: Form) -> Answer {
    let resumed = db::again(|| actions::pause(sent.app(), sent.doer(), sent.key, false)).await;
    after(sent, resumed).await
}

async fn after(sent: Form, done: Outcome<()>) -> Answer {
    let Sent { site, visit, key: id, form } = sent;
    match done {
        Ok(()) => Ok(web::goto(&site, &format!("/me/family/{id}"), "ok", "family-changed")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let page = TiePage::of(&site, &visit, id, Some((form, mend))).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct EndForm {
    back: String,
}

async fn end(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(form): Posted<EndForm>) -> Answer {
    db::again(|| actions::end(&site.app, &visit.doer, id)).await?;
    let back = if form.back.is_empty() { HERE } else { &form.back };
    Ok(web::goto(&site, back, "ok", "family-ended"))
}
