//! Pages of compounds.

use super::actions;
use super::rules::CompoundForm;
use super::store::{self, Building, Compound, Unit};
use crate::entry::{Asked, Rows, Versioned};
use crate::powers::{PLACES_CHANGE, PLACES_SEE};
use crate::tabs::Tabs;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{CompoundId, Problem};
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, goto, page, page_with};

pub(crate) fn routes() -> Routes {
    let (see, change) = (Need::Power(PLACES_SEE), Need::Power(PLACES_CHANGE));
    Routes::default()
        .get("/places", see, list)
        .get("/places/new", change, new)
        .post("/places/new", change, enter)
        .get("/places/{id}", see, show)
        .get("/places/{id}/edit", change, edit)
        .post("/places/{id}/edit", change, save)
        .post("/places/{id}/close", change, close)
}

#[derive(Template)]
#[template(path = "places/list.html")]
struct ListPage {
    shell: Shell,
    q: String,
    rows: Vec<Compound>,
    older: Option<String>,
    may_change: bool,
    tabs: Tabs,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let read = site.app.db.read().await?;
    let rows = store::list(&read, visit.doer.community, (&asked.q, asked.after)).await?;
    let rows = Rows::cut(rows, |compound| compound.id.0);
    let (older, tabs) = (rows.older("/places", &asked.q), Tabs::of(&visit, "/places"));
    let may_change = visit.doer.may(PLACES_CHANGE);
    page(&ListPage { shell: site.shell(&visit, "places-title"), q: asked.q, rows: rows.rows, older, may_change, tabs })
}

#[derive(Template)]
#[template(path = "places/show.html")]
struct ShowPage {
    shell: Shell,
    compound: Compound,
    buildings: Vec<Building>,
    units: Vec<Unit>,
    may_change: bool,
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<CompoundId>) -> Answer {
    let read = site.app.db.read().await?;
    let compound = store::compound(&read, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    let (buildings, units) = (store::buildings_of(&read, id).await?, store::units_of(&read, id).await?);
    let shell = site.shell(&visit, "places-title").back("/places");
    page(&ShowPage { shell, compound, buildings, units, may_change: visit.doer.may(PLACES_CHANGE) })
}

#[derive(Template)]
#[template(path = "places/form.html")]
struct FormPage {
    shell: Shell,
    form: CompoundForm,
    mend: Mend,
    back: String,
}

impl FormPage {
    fn of(site: &Site, visit: &Visit, form: CompoundForm, (mend, id): (Mend, Option<CompoundId>)) -> Self {
        let (title, back) = match id {
            Some(id) => ("places-edit", format!("/places/{id}")),
            None => ("places-new", "/places".to_owned()),
        };
        Self { shell: site.shell(visit, title).back(back.clone()), form, mend, back }
    }
}

async fn new(State(site): State<Site>, visit: Visit) -> Answer {
    let form = CompoundForm { once: site.app.new_id().to_string(), ..Default::default() };
    page(&FormPage::of(&site, &visit, form, (Mend::nothing(), None)))
}

async fn enter(State(site): State<Site>, visit: Visit, Posted(form): Posted<CompoundForm>) -> Answer {
    match db::again(|| actions::enter_compound(&site.app, &visit.doer, &form)).await {
        Ok(id) => Ok(goto(&site, &format!("/places/{id}"), "ok", "registry-saved")),
        Err(problem) => {
            let form_page = FormPage::of(&site, &visit, form, (Mend::of(problem)?, None));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form_page)
        }
    }
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<CompoundId>) -> Answer {
    let read = site.app.db.read().await?;
    let compound = store::compound(&read, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    let form = CompoundForm {
        once: String::new(),
        version: compound.version,
        name_zh: compound.name.zh,
        name_bo: compound.name.bo.unwrap_or_default(),
        name_en: compound.name.en.unwrap_or_default(),
    };
    page(&FormPage::of(&site, &visit, form, (Mend::nothing(), Some(id))))
}

async fn save(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<CompoundId>,
    Posted(form): Posted<CompoundForm>,
) -> Answer {
    match db::again(|| actions::change_compound(&site.app, &visit.doer, id, &form)).await {
        Ok(()) => Ok(goto(&site, &format!("/places/{id}"), "ok", "registry-saved")),
        Err(problem) => {
            let form_page = FormPage::of(&site, &visit, form, (Mend::of(problem)?, Some(id)));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form_page)
        }
    }
}

async fn close(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<CompoundId>,
    Posted(form): Posted<Versioned>,
) -> Answer {
    db::again(|| actions::close_compound(&site.app, &visit.doer, id, form.version)).await?;
    Ok(goto(&site, &format!("/places/{id}"), "ok", "registry-closed"))
}
