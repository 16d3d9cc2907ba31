//! Pages of linked-household units.

use super::actions;
use super::label::{label, places_of_households};
use super::rules::{DoorForm, UnitForm};
use super::store::{self, Building, Unit};
use crate::entry::Versioned;
use crate::powers::{PLACES_CHANGE, PLACES_SEE};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{CompoundId, HouseholdId, Problem};
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Routes, Shell, Site, Visit, goto, page, page_with};

pub(super) fn routes() -> Routes {
    let (see, change) = (Need::Power(PLACES_SEE), Need::Power(PLACES_CHANGE));
    Routes::default()
        .get("/places/{id}/units/new", change, new)
        .post("/places/{id}/units/new", change, enter)
        .get("/linked-units/{id}", see, show)
        .get("/linked-units/{id}/edit", change, edit)
        .post("/linked-units/{id}/edit", change, save)
        .post("/linked-units/{id}/close", change, close)
        .post("/linked-units/{id}/doors", change, link)
        .post("/linked-units/{id}/doors/{household}/remove", change, unlink)
}

#[derive(Template)]
#[template(path = "places/unit_form.html")]
struct FormPage {
    shell: Shell,
    form: UnitForm,
    mend: Mend,
    back: String,
}

async fn new(State(site): State<Site>, visit: Visit, Key(compound): Key<CompoundId>) -> Answer {
    store::compound(&site.app.db.read().await?, visit.doer.community, compound).await?.ok_or(Problem::NotFound)?;
    let form = UnitForm { once: site.app.new_id().to_string(), ..Default::default() };
    let back = format!("/places/{compound}");
    let shell = site.shell(&visit, "places-unit-new").back(back.clone());
    page(&FormPage { shell, form, mend: Mend::nothing(), back })
}

async fn enter(
    State(site): State<Site>,
    visit: Visit,
    Key(compound): Key<CompoundId>,
    Posted(form): Posted<UnitForm>,
) -> Answer {
    match db::again(|| actions::enter_unit(&site.app, &visit.doer, compound, &form)).await {
        Ok(id) => Ok(goto(&site, &format!("/linked-units/{id}"), "ok", "registry-saved")),
        Err(problem) => {
            let (mend, back) = (Mend::of(problem)?, format!("/places/{compound}"));
            let shell = site.shell(&visit, "places-unit-new").back(back.clone());
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage { shell, form, mend, back })
        }
    }
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let unit = find(&site, &visit, id).await?;
    let form = UnitForm { once: String::new(), version: unit.version, name: unit.name };
    let back = format!("/linked-units/{id}");
    let shell = site.shell(&visit, "places-unit-edit").back(back.clone());
    page(&FormPage { shell, form, mend: Mend::nothing(), back })
}

async fn save(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(form): Posted<UnitForm>) -> Answer {
    let back = format!("/linked-units/{id}");
    match db::again(|| actions::change_unit(&site.app, &visit.doer, id, &form)).await {
        Ok(()) => Ok(goto(&site, &back, "ok", "registry-saved")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let shell = site.shell(&visit, "places-unit-edit").back(back.clone());
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage { shell, form, mend, back })
        }
    }
}

async fn close(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(form): Posted<Versioned>) -> Answer {
    let compound = db::again(|| actions::close_unit(&site.app, &visit.doer, id, form.version)).await?;
    Ok(goto(&site, &format!("/places/{compound}"), "ok", "places-unit-closed"))
}

#[derive(Template)]
#[template(path = "places/unit.html")]
struct ShowPage {
    shell: Shell,
    unit: Unit,
    doors: Vec<(HouseholdId, String)>,
    buildings: Vec<Building>,
    form: DoorForm,
    mend: Mend,
    may_change: bool,
}

impl ShowPage {
    async fn of(site: &Site, visit: &Visit, id: Uuid, (form, mend): (DoorForm, Mend)) -> Result<Self, Problem> {
        let (read, community) = (site.app.db.read().await?, visit.doer.community);
        let unit = store::unit(&read, community, id).await?.ok_or(Problem::NotFound)?;
        let households = store::households_of(&read, id).await?;
        let places = places_of_households(&read, community, &households).await?;
        let mut buildings = store::buildings_of(&read, unit.compound).await?;
        buildings.retain(|building| !building.closed);
        let shell = site.shell(visit, "places-unit").back(format!("/places/{}", unit.compound));
        let doors = places.iter().map(|(id, place)| (*id, label(&shell.lang(), place))).collect();
        Ok(Self { shell, unit, doors, buildings, form, mend, may_change: visit.doer.may(PLACES_CHANGE) })
    }
}

async fn find(site: &Site, visit: &Visit, id: Uuid) -> Result<Unit, Problem> {
    store::unit(&site.app.db.read().await?, visit.doer.community, id).await?.ok_or(Problem::NotFound)
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    page(&ShowPage::of(&site, &visit, id, (DoorForm::default(), Mend::nothing())).await?)
}

async fn link(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(form): Posted<DoorForm>) -> Answer {
    match db::again(|| actions::link_door(&site.app, &visit.doer, id, &form)).await {
        Ok(()) => Ok(goto(&site, &format!("/linked-units/{id}"), "ok", "registry-saved")),
        Err(problem) => {
            let show_page = ShowPage::of(&site, &visit, id, (form, Mend::of(problem)?)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show_page)
        }
    }
}

async fn unlink(
    State(site): State<Site>,
    visit: Visit,
    Key((id, household)): Key<(Uuid, HouseholdId)>,
    Posted(form): Posted<Versioned>,
) -> Answer {
    db::again(|| actions::unlink_door(&site.app, &visit.doer, id, household, form.version)).await?;
    Ok(goto(&site, &format!("/linked-units/{id}"), "ok", "registry-saved"))
}
