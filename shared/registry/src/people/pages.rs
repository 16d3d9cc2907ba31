//! Pages of people.

use super::actions;
use super::rules::PersonForm;
use super::view::{self, PersonView};
use crate::entry::{Asked, Versioned, answered};
use crate::places::{self, Building, Place};
use crate::powers::{HELPERS_CHANGE, PEOPLE_CHANGE, PEOPLE_PHONE, PEOPLE_SEE};
use crate::tabs::Tabs;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{BuildingId, Locale, PersonId, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, goto, page, page_with};

pub(crate) fn routes() -> Routes {
    let (see, change) = (Need::Power(PEOPLE_SEE), Need::Power(PEOPLE_CHANGE));
    Routes::default()
        .get("/people", see, list)
        .post("/people", see, find)
        .get("/people/new", change, new)
        .post("/people/new", change, enter)
        .get("/people/{id}", see, show)
        .post("/people/{id}/phone", Need::Power(PEOPLE_PHONE), reveal)
        .get("/people/{id}/edit", change, edit)
        .post("/people/{id}/edit", change, save)
        .post("/people/{id}/leave", change, leave)
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    shell: Shell,
    q: String,
    rows: Vec<PersonView>,
    older: Option<String>,
    /// Where the next page of what was looked for begins.
    next: Option<Uuid>,
    may_change: bool,
    tabs: Tabs,
}

/// Everybody. What is looked for may be a name or a phone, and those stand in no address.
async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    list_page(&site, &visit, Asked { q: String::new(), ..asked }).await
}

async fn find(State(site): State<Site>, visit: Visit, Posted(asked): Posted<Asked>) -> Answer {
    list_page(&site, &visit, asked).await
}

async fn list_page(site: &Site, visit: &Visit, asked: Asked) -> Answer {
    let read = site.app.db.read().await?;
    let rows = view::search(&site.app, &read, &visit.doer, (&asked.q, asked.after)).await?;
    let everybody = asked.q.trim().is_empty();
    let (older, tabs) = (rows.older("/people", "").filter(|_| everybody), Tabs::of(visit, "/people"));
    let (shell, may_change) = (site.shell(visit, "people-title"), visit.doer.may(PEOPLE_CHANGE));
    let next = rows.next.filter(|_| !everybody);
    page(&ListPage { shell, q: asked.q, rows: rows.rows, older, next, may_change, tabs })
}

#[derive(Template)]
#[template(path = "people/show.html")]
struct ShowPage {
    shell: Shell,
    person: PersonView,
    /// The phone in the clear, right after an act that wrote down the look.
    phone: Option<String>,
    reason: String,
    mend: Mend,
    may_change: bool,
    may_reveal: bool,
    may_help: bool,
}

impl ShowPage {
    async fn of(site: &Site, visit: &Visit, id: PersonId, (reason, mend): (String, Mend)) -> Result<Self, Problem> {
        let person = view::view(&site.app, &site.app.db.read().await?, &visit.doer, id).await?;
        let (may_change, may_reveal) = (visit.doer.may(PEOPLE_CHANGE), visit.doer.may(PEOPLE_PHONE));
        let shell = site.shell(visit, "people-title").titled(person.name.clone()).back("/people");
        let may_help = visit.doer.may(HELPERS_CHANGE);
        Ok(Self { shell, person, phone: None, reason, mend, may_change, may_reveal, may_help })
    }
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<PersonId>) -> Answer {
    page(&ShowPage::of(&site, &visit, id, (String::new(), Mend::nothing())).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Reason {
    reason: String,
}

async fn reveal(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<PersonId>,
    Posted(form): Posted<Reason>,
) -> Answer {
    match db::again(|| actions::reveal_phone(&site.app, &visit.doer, id, &form.reason)).await {
        Ok(phone) => {
            let shown = ShowPage::of(&site, &visit, id, (String::new(), Mend::nothing())).await?;
            page(&ShowPage { phone: Some(phone), ..shown })
        }
        Err(problem) => {
            let shown = ShowPage::of(&site, &visit, id, (form.reason, Mend::of(problem)?)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

#[derive(Template)]
#[template(path = "people/form.html")]
struct FormPage {
    shell: Shell,
    form: PersonForm,
    mend: Mend,
    buildings: Vec<(BuildingId, String)>,
    /// Who it is, when they are known.
    person: Option<PersonView>,
    back: String,
}

impl FormPage {
    async fn of(
        site: &Site,
        visit: &Visit,
        (form, mend): (PersonForm, Mend),
        person: Option<PersonView>,
    ) -> Result<Self, Problem> {
        let (title, back) = match &person {
            Some(person) => ("people-edit", format!("/people/{}", person.id)),
            None => ("people-new", "/people".to_owned()),
        };
        let shell = site.shell(visit, title).back(back.clone());
        let buildings = choices(site, visit, &shell).await?;
        Ok(Self { shell, form, mend, buildings, person, back })
    }

    fn languages(&self) -> [Locale; 3] {
        Locale::ALL
    }
}

/// Every building to choose from, in words.
async fn choices(site: &Site, visit: &Visit, shell: &Shell) -> Result<Vec<(BuildingId, String)>, Problem> {
    let (read, community) = (site.app.db.read().await?, visit.doer.community);
    let compounds = places::compounds(&read, community).await?;
    let mut buildings: Vec<Building> = places::buildings(&read, community).await?;
    buildings.sort_by_key(|building| building.compound);
    let in_words = buildings.into_iter().filter_map(|building| {
        let compound = compounds.iter().find(|compound| compound.id == building.compound)?;
        let place =
            Place { compound: compound.name.clone(), building: Some(building.name), stairway: None, door: None };
        Some((building.id, places::label(&shell.lang(), &place)))
    });
    Ok(in_words.collect())
}

async fn new(State(site): State<Site>, visit: Visit) -> Answer {
    let once = site.app.new_id().to_string();
    let form = PersonForm { once, language: Locale::ZhCn.tag().to_owned(), ..Default::default() };
    page(&FormPage::of(&site, &visit, (form, Mend::nothing()), None).await?)
}

async fn enter(State(site): State<Site>, visit: Visit, Posted(form): Posted<PersonForm>) -> Answer {
    let saved = db::again(|| actions::enter(&site.app, &visit.doer, &form)).await;
    let onward = |id| goto(&site, &format!("/people/{id}"), "ok", "registry-saved");
    answered(saved, onward, async |mend| FormPage::of(&site, &visit, (form, mend), None).await).await
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<PersonId>) -> Answer {
    let (form, person) = actions::filled(&site.app, &visit.doer, id).await?;
    page(&FormPage::of(&site, &visit, (form, Mend::nothing()), Some(person)).await?)
}

async fn save(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<PersonId>,
    Posted(form): Posted<PersonForm>,
) -> Answer {
    match db::again(|| actions::change(&site.app, &visit.doer, id, &form)).await {
        Ok(()) => Ok(goto(&site, &format!("/people/{id}"), "ok", "registry-saved")),
        Err(problem) => {
            let (mend, (_, person)) = (Mend::of(problem)?, actions::filled(&site.app, &visit.doer, id).await?);
            let form_page = FormPage::of(&site, &visit, (form, mend), Some(person)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form_page)
        }
    }
}

async fn leave(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<PersonId>,
    Posted(form): Posted<Versioned>,
) -> Answer {
    db::again(|| actions::leave(&site.app, &visit.doer, id, form.version)).await?;
    Ok(goto(&site, &format!("/people/{id}"), "ok", "people-left"))
}
