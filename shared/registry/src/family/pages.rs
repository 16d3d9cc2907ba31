//! One page for the resident (and for whoever acts for them), and the same for a worker at the counter.

use super::actions::{self, Tie};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{PersonId, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Routes, Shell, Site, Visit};

pub(crate) fn routes() -> Routes {
    let change = Need::Power(crate::powers::PEOPLE_CHANGE);
    Routes::default()
        .get("/me/family", Need::Account, mine)
        .post("/me/family", Need::Account, agree_mine)
        .post("/me/family/{id}/end", Need::Account, end_mine)
        .get("/people/{id}/family", change, of_person)
        .post("/people/{id}/family", change, agree_for)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FamilyForm {
    once: String,
    name: String,
    phone: String,
    back: String,
}

#[derive(Template)]
#[template(path = "family/family.html")]
struct FamilyPage {
    shell: Shell,
    /// Where the form goes and the page comes back to.
    path: String,
    own: bool,
    acting: Vec<Tie>,
    acted_for: Vec<Tie>,
    form: FamilyForm,
    mend: Mend,
}

async fn mine(State(site): State<Site>, visit: Visit) -> Answer {
    let person = visit.doer.person.ok_or(Problem::NotFound)?;
    let page =
        family_page(&site, &visit, (person, "/me/family".to_owned()), (FamilyForm::default(), Mend::nothing())).await?;
    web::page(&page)
}

async fn of_person(State(site): State<Site>, visit: Visit, Key(id): Key<PersonId>) -> Answer {
    let path = format!("/people/{id}/family");
    let page = family_page(&site, &visit, (id, path), (FamilyForm::default(), Mend::nothing())).await?;
    web::page(&page)
}

async fn family_page(
    site: &Site,
    visit: &Visit,
    (person, path): (PersonId, String),
    (form, mend): (FamilyForm, Mend),
) -> Result<FamilyPage, Problem> {
    let ties = actions::ties(&site.app, &visit.doer, person).await?;
    let (acting, acted_for) = ties.into_iter().partition(|tie| tie.resident == person);
    let own = visit.doer.person == Some(person);
    let back = if own { "/me".to_owned() } else { format!("/people/{person}") };
    let shell = site.shell(visit, "family-title").back(back);
    let once = if form.once.is_empty() { shell.once() } else { form.once.clone() };
    Ok(FamilyPage { shell, path, own, acting, acted_for, form: FamilyForm { once, ..form }, mend })
}

async fn agree_mine(State(site): State<Site>, visit: Visit, Posted(form): Posted<FamilyForm>) -> Answer {
    let person = visit.doer.person.ok_or(Problem::NotFound)?;
    agree(&site, &visit, (person, "/me/family".to_owned()), form).await
}

async fn agree_for(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<PersonId>,
    Posted(form): Posted<FamilyForm>,
) -> Answer {
    agree(&site, &visit, (id, format!("/people/{id}/family")), form).await
}

async fn agree(site: &Site, visit: &Visit, (person, path): (PersonId, String), form: FamilyForm) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::NotFound)?;
    match actions::agree(&site.app, &visit.doer, person, (once, &form.name, &form.phone)).await {
        Ok(()) => Ok(web::goto(site, &path, "ok", "family-agreed")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let page = family_page(site, visit, (person, path), (form, mend)).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn end_mine(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<FamilyForm>,
) -> Answer {
    db::again(|| actions::end(&site.app, &visit.doer, id)).await?;
    let back = if form.back.is_empty() { "/me/family" } else { &form.back };
    Ok(web::goto(&site, back, "ok", "family-ended"))
}
