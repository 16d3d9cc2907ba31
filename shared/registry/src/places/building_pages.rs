//! Pages of buildings.

use super::actions;
use super::rules::BuildingForm;
use super::store::{self, Building};
use crate::entry::Versioned;
use crate::powers::PLACES_CHANGE;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{BuildingId, CompoundId, Problem};
use web::{Answer, Key, Mend, Need, Posted, Routes, Shell, Site, Visit, goto, page, page_with};

pub(super) fn routes() -> Routes {
    let change = Need::Power(PLACES_CHANGE);
    Routes::default()
        .get("/places/{id}/buildings/new", change, new)
        .post("/places/{id}/buildings/new", change, enter)
        .get("/buildings/{id}/edit", change, edit)
        .post("/buildings/{id}/edit", change, save)
        .post("/buildings/{id}/close", change, close)
}

#[derive(Template)]
#[template(path = "places/building.html")]
struct FormPage {
    shell: Shell,
    form: BuildingForm,
    mend: Mend,
    back: String,
    /// The building to close, when it exists and is open.
    close: Option<BuildingId>,
}

impl FormPage {
    fn new(site: &Site, visit: &Visit, compound: CompoundId, (form, mend): (BuildingForm, Mend)) -> Self {
        let back = format!("/places/{compound}");
        Self { shell: site.shell(visit, "places-building-new").back(back.clone()), form, mend, back, close: None }
    }

    fn of(site: &Site, visit: &Visit, building: &Building, (form, mend): (BuildingForm, Mend)) -> Self {
        let back = format!("/places/{}", building.compound);
        let close = Some(building.id).filter(|_| !building.closed);
        Self { shell: site.shell(visit, "places-building-edit").back(back.clone()), form, mend, back, close }
    }
}

async fn find(site: &Site, visit: &Visit, id: BuildingId) -> Result<Building, Problem> {
    store::building(&site.app.db.read().await?, visit.doer.community, id).await?.ok_or(Problem::NotFound)
}

async fn new(State(site): State<Site>, visit: Visit, Key(compound): Key<CompoundId>) -> Answer {
    store::compound(&site.app.db.read().await?, visit.doer.community, compound).await?.ok_or(Problem::NotFound)?;
    let form = BuildingForm { once: site.app.new_id().to_string(), stairways: "1".to_owned(), ..Default::default() };
    page(&FormPage::new(&site, &visit, compound, (form, Mend::nothing())))
}

async fn enter(
    State(site): State<Site>,
    visit: Visit,
    Key(compound): Key<CompoundId>,
    Posted(form): Posted<BuildingForm>,
) -> Answer {
    match db::again(|| actions::enter_building(&site.app, &visit.doer, compound, &form)).await {
        Ok(_) => Ok(goto(&site, &format!("/places/{compound}"), "ok", "registry-saved")),
        Err(problem) => {
            let form_page = FormPage::new(&site, &visit, compound, (form, Mend::of(problem)?));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form_page)
        }
    }
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<BuildingId>) -> Answer {
    let building = find(&site, &visit, id).await?;
    let form = BuildingForm {
        once: String::new(),
        version: building.version,
        name: building.name.clone(),
        stairways: building.stairways.to_string(),
    };
    page(&FormPage::of(&site, &visit, &building, (form, Mend::nothing())))
}

async fn save(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<BuildingId>,
    Posted(form): Posted<BuildingForm>,
) -> Answer {
    match db::again(|| actions::change_building(&site.app, &visit.doer, id, &form)).await {
        Ok(compound) => Ok(goto(&site, &format!("/places/{compound}"), "ok", "registry-saved")),
        Err(problem) => {
            let (mend, building) = (Mend::of(problem)?, find(&site, &visit, id).await?);
            let form_page = FormPage::of(&site, &visit, &building, (form, mend));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form_page)
        }
    }
}

async fn close(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<BuildingId>,
    Posted(form): Posted<Versioned>,
) -> Answer {
    let compound = db::again(|| actions::close_building(&site.app, &visit.doer, id, form.version)).await?;
    Ok(goto(&site, &format!("/places/{compound}"), "ok", "registry-closed"))
}
