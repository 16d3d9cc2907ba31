//! One page for the resident (and for whoever acts for them), and the same for a worker at the counter.

use super::actions::{self, Agreeing, Tie};
use super::rules::{Scope, terms};
use super::{codes, tie_pages};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, PersonId, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Routes, Shell, Site, Visit};

/// The page of whoever is signed in.
pub(super) const HERE: &str = "/me/family";

pub(crate) fn routes() -> Routes {
    let change = Need::Power(crate::powers::PEOPLE_CHANGE);
    let routes = Routes::default()
        .get(HERE, Need::Account, mine)
        .post(HERE, Need::Account, agree_mine)
        .post("/me/family/codes", Need::Account, offer_mine)
        .post("/me/family/accept", Need::Account, accept)
        .get("/people/{id}/family", change, of_person)
        .post("/people/{id}/family", change, agree_for);
    tie_pages::routes(routes)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FamilyForm {
    once: String,
    name: String,
    phone: String,
    scope: String,
    last_day: String,
    code: String,
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
    /// Which form is to be mended.
    at: &'static str,
    form: FamilyForm,
    mend: Mend,
    /// The agreement that is there already.
    tied: Option<Uuid>,
}

impl FamilyPage {
    fn until(&self, tie: &Tie) -> Option<String> {
        tie_pages::until(&self.shell, tie.ends_at)
    }

    /// What is ticked before anyone ticks: solving and rating is what families do most.
    fn scopes(&self) -> Vec<tie_pages::Choice> {
        tie_pages::scopes(if self.form.scope.is_empty() { Scope::Decide.name() } else { &self.form.scope })
    }

    fn refused(&self, at: &str) -> bool {
        self.at == at && self.mend.any()
    }
}

async fn mine(State(site): State<Site>, visit: Visit) -> Answer {
    let page = family_page(&site, &visit, (me(&visit)?, HERE.to_owned()), fresh()).await?;
    web::page(&page)
}

async fn of_person(State(site): State<Site>, visit: Visit, Key(id): Key<PersonId>) -> Answer {
    let page = family_page(&site, &visit, (id, format!("/people/{id}/family")), fresh()).await?;
    web::page(&page)
}

fn fresh() -> (&'static str, FamilyForm, Mend) {
    ("", FamilyForm::default(), Mend::nothing())
}

fn me(visit: &Visit) -> Outcome<PersonId> {
    visit.doer.person.ok_or(Problem::NotFound)
}

async fn family_page(
    site: &Site,
    visit: &Visit,
    (person, path): (PersonId, String),
    (at, form, mend): (&'static str, FamilyForm, Mend),
) -> Outcome<FamilyPage> {
    let ties = actions::ties(&site.app, &visit.doer, person).await?;
    let (acting, acted_for) = ties.into_iter().partition(|tie| tie.resident == person);
    let own = visit.doer.person == Some(person);
    let back = if own { "/me".to_owned() } else { format!("/people/{person}") };
    let shell = site.shell(visit, "family-title").back(back);
    let once = if form.once.is_empty() { shell.once() } else { form.once.clone() };
    Ok(FamilyPage { shell, path, own, acting, acted_for, at, form: FamilyForm { once, ..form }, mend, tied: None })
}

async fn agree_mine(State(site): State<Site>, visit: Visit, Posted(form): Posted<FamilyForm>) -> Answer {
    let person = me(&visit)?;
    agree(&site, &visit, (person, HERE.to_owned()), form).await
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
    let id = once(&form)?;
    let agreed = match terms(&form.scope, &form.last_day, visit.doer.at) {
        Ok(terms) => {
            let wish = Agreeing { id, name: &form.name, phone: &form.phone, terms };
            actions::agree(&site.app, &visit.doer, person, wish).await
        }
        Err(problem) => Err(problem),
    };
    match agreed {
        Ok(()) => Ok(web::goto(site, &path, "ok", "family-agreed")),
        Err(problem) => again(site, visit, (person, path), ("name", form, problem)).await,
    }
}

async fn offer_mine(State(site): State<Site>, visit: Visit, Posted(form): Posted<FamilyForm>) -> Answer {
    let (person, id) = (me(&visit)?, once(&form)?);
    let made = match terms(&form.scope, &form.last_day, visit.doer.at) {
        Ok(terms) => db::again(|| codes::offer(&site.app, &visit.doer, person, (id, terms))).await,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(()) => Ok(web::back_to(&format!("/me/family/codes/{id}"))),
        Err(problem) => again(&site, &visit, (person, HERE.to_owned()), ("offer", form, problem)).await,
    }
}

async fn accept(State(site): State<Site>, visit: Visit, Posted(form): Posted<FamilyForm>) -> Answer {
    let person = me(&visit)?;
    match codes::accept(&site.app, &visit.doer, &form.code).await {
        Ok(()) => Ok(web::goto(&site, HERE, "ok", "family-accepted")),
        Err(problem) => again(&site, &visit, (person, HERE.to_owned()), ("accept", form, problem)).await,
    }
}

/// The page with what is to be mended, and everything that was typed.
async fn again(
    site: &Site,
    visit: &Visit,
    whose: (PersonId, String),
    (at, form, problem): (&'static str, FamilyForm, Problem),
) -> Answer {
    let tied = actions::tied_by(&problem);
    let page = family_page(site, visit, whose, (at, form, Mend::of(problem)?)).await?;
    web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &FamilyPage { tied, ..page })
}

fn once(form: &FamilyForm) -> Outcome<Uuid> {
    crate::entry::once(&form.once)
}
