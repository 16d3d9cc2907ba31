//! Pages of divisions.

use super::actions;
use super::rules::{DivisionForm, Level};
use super::store::{self, Division};
use crate::powers::{DIVISIONS_CHANGE, DIVISIONS_SEE};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{DivisionId, Problem};
use serde::Deserialize;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, goto, page, page_with};

pub(crate) fn routes() -> Routes {
    let (see, change) = (Need::Power(DIVISIONS_SEE), Need::Power(DIVISIONS_CHANGE));
    Routes::default()
        .get("/divisions", see, list)
        .get("/divisions/new", change, new)
        .post("/divisions/new", change, enter)
        .get("/divisions/{id}/edit", change, edit)
        .post("/divisions/{id}/edit", change, save)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AskedByCode {
    q: String,
    after: String,
}

#[derive(Template)]
#[template(path = "divisions/list.html")]
struct ListPage {
    shell: Shell,
    q: String,
    own: Vec<Division>,
    rows: Vec<Division>,
    older: Option<String>,
    tabs: crate::tabs::Tabs,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<AskedByCode>) -> Answer {
    let own = actions::chain(&site.app, &visit.doer).await?;
    let mut rows = store::list(&site.app.db.read().await?, &asked.q, &asked.after).await?;
    let more = rows.len() > web::PAGE_ROWS;
    rows.truncate(web::PAGE_ROWS);
    let older = rows.last().filter(|_| more).and_then(|last| {
        serde_html_form::to_string([("q", &asked.q), ("after", &last.code)])
            .ok()
            .map(|asked| format!("/divisions?{asked}"))
    });
    let tabs = crate::tabs::Tabs::of(&visit, "/divisions");
    page(&ListPage { shell: site.shell(&visit, "divisions-title"), q: asked.q, own, rows, older, tabs })
}

#[derive(Template)]
#[template(path = "divisions/form.html")]
struct FormPage {
    shell: Shell,
    form: DivisionForm,
    mend: Mend,
    parents: Vec<Division>,
    is_new: bool,
}

impl FormPage {
    async fn of(site: &Site, visit: &Visit, form: DivisionForm, (mend, is_new): (Mend, bool)) -> Result<Self, Problem> {
        let parents = if is_new { actions::chain(&site.app, &visit.doer).await? } else { Vec::new() };
        let shell = site.shell(visit, if is_new { "divisions-new" } else { "divisions-edit" }).back("/divisions");
        Ok(Self { shell, form, mend, parents, is_new })
    }

    fn levels(&self) -> [Level; 5] {
        Level::ALL
    }
}

async fn new(State(site): State<Site>, visit: Visit) -> Answer {
    let form = DivisionForm { once: site.app.new_id().to_string(), ..Default::default() };
    page(&FormPage::of(&site, &visit, form, (Mend::nothing(), true)).await?)
}

async fn enter(State(site): State<Site>, visit: Visit, Posted(form): Posted<DivisionForm>) -> Answer {
    match db::again(|| actions::enter(&site.app, &visit.doer, &form)).await {
        Ok(_) => Ok(goto(&site, "/divisions", "ok", "registry-saved")),
        Err(problem) => refused(&site, &visit, form, (problem, true)).await,
    }
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<DivisionId>) -> Answer {
    let division = actions::own(&site.app.db.read().await?, &visit.doer, id).await?;
    let form = DivisionForm {
        version: division.version,
        code: division.code,
        name_zh: division.name.zh,
        name_bo: division.name.bo.unwrap_or_default(),
        name_en: division.name.en.unwrap_or_default(),
        phone: division.phone,
        address: division.address,
        ..Default::default()
    };
    page(&FormPage::of(&site, &visit, form, (Mend::nothing(), false)).await?)
}

async fn save(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<DivisionId>,
    Posted(form): Posted<DivisionForm>,
) -> Answer {
    match db::again(|| actions::change(&site.app, &visit.doer, id, &form)).await {
        Ok(()) => Ok(goto(&site, "/divisions", "ok", "registry-saved")),
        Err(problem) => refused(&site, &visit, form, (problem, false)).await,
    }
}

async fn refused(site: &Site, visit: &Visit, form: DivisionForm, (problem, is_new): (Problem, bool)) -> Answer {
    let form_page = FormPage::of(site, visit, form, (Mend::of(problem)?, is_new)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &form_page)
}
