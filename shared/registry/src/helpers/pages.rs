//! "My skills and free times", and the same page at the counter.

use super::actions;
use super::rules::{ANSWERS, HelperForm, PARTS, SKILLS, ticked};
use super::store;
use crate::people;
use crate::places::{self, Compound};
use crate::powers::{HELPERS_CHANGE, HELPERS_SELF};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Locale, PersonId, Problem};
use web::{Answer, Key, Mend, Need, Posted, Routes, Shell, Site, Visit, goto, page, page_with};

pub(crate) fn routes() -> Routes {
    let (own, other) = (Need::Power(HELPERS_SELF), Need::Power(HELPERS_CHANGE));
    Routes::default()
        .get("/me/helping", own, mine)
        .post("/me/helping", own, tick_mine)
        .get("/people/{id}/helping", other, theirs)
        .post("/people/{id}/helping", other, tick_theirs)
}

/// One part of a day: value, message key of its label, and whether it is ticked.
type Tick = (String, &'static str, bool);

#[derive(Template)]
#[template(path = "helpers/form.html")]
struct FormPage {
    shell: Shell,
    form: HelperForm,
    mend: Mend,
    compounds: Vec<Compound>,
    /// The name, when someone else fills it in.
    other: Option<String>,
}

impl FormPage {
    async fn of(
        site: &Site,
        visit: &Visit,
        person: PersonId,
        refused: Option<(HelperForm, Mend)>,
    ) -> Result<Self, Problem> {
        actions::allow(&visit.doer, person)?;
        let read = site.app.db.read().await?;
        let name = people::present(&read, visit.doer.community, person).await?.ok_or(Problem::NotFound)?;
        let compounds = places::compounds(&read, visit.doer.community).await?;
        let (form, mend) = match refused {
            Some(refused) => refused,
            None => (filled(store::wishes(&read, person).await?), Mend::nothing()),
        };
        let own = visit.doer.person == Some(person);
        let (other, back) = if own { (None, "/".to_owned()) } else { (Some(name), format!("/people/{person}")) };
        let shell = site.shell(visit, "helpers-title").back(back);
        Ok(Self { shell, form, mend, compounds, other })
    }

    fn skills(&self) -> Vec<(&'static str, &'static str, bool)> {
        SKILLS.iter().map(|(code, key)| (*code, *key, self.form.skills.iter().any(|sent| sent == code))).collect()
    }

    /// Wishes about the helper; on nobody's page but their own.
    fn answers(&self) -> Vec<(&'static str, &'static str, bool)> {
        let own = ANSWERS.iter().filter(|_| self.other.is_none());
        own.map(|(name, key)| (*name, *key, self.form.answers.iter().any(|sent| sent == name))).collect()
    }

    fn languages(&self) -> Vec<(Locale, bool)> {
        Locale::ALL
            .into_iter()
            .map(|locale| (locale, self.form.languages.iter().any(|sent| sent == locale.tag())))
            .collect()
    }

    fn in_area(&self, compound: &Compound) -> bool {
        self.form.areas.iter().any(|sent| *sent == compound.id.to_string())
    }

    /// The seven days with their parts.
    fn week(&self) -> Vec<(i64, Vec<Tick>)> {
        let parts = |weekday: i64| {
            PARTS
                .iter()
                .map(|(name, key, ..)| {
                    let value = format!("{weekday}-{name}");
                    let is_ticked = self.form.times.contains(&value);
                    (value, *key, is_ticked)
                })
                .collect()
        };
        (1..=7).map(|weekday| (weekday, parts(weekday))).collect()
    }
}

fn filled(wishes: store::Wishes) -> HelperForm {
    HelperForm {
        version: wishes.version,
        takes: if wishes.takes == Some(false) { "no" } else { "yes" }.to_owned(),
        paused_until: wishes.paused_until.map(|day| day.to_string()).unwrap_or_default(),
        skills: wishes.skills,
        areas: wishes.areas.iter().map(ToString::to_string).collect(),
        languages: wishes.languages,
        times: ticked(&wishes.times),
        answers: wishes.answers,
    }
}

/// The person behind the account; staff accounts may have none.
fn me(visit: &Visit) -> Result<PersonId, Problem> {
    visit.doer.person.ok_or(Problem::NotFound)
}

async fn mine(State(site): State<Site>, visit: Visit) -> Answer {
    page(&FormPage::of(&site, &visit, me(&visit)?, None).await?)
}

async fn tick_mine(State(site): State<Site>, visit: Visit, Posted(form): Posted<HelperForm>) -> Answer {
    let person = me(&visit)?;
    tick(&site, &visit, person, (form, "/me/helping")).await
}

async fn theirs(State(site): State<Site>, visit: Visit, Key(person): Key<PersonId>) -> Answer {
    page(&FormPage::of(&site, &visit, person, None).await?)
}

async fn tick_theirs(
    State(site): State<Site>,
    visit: Visit,
    Key(person): Key<PersonId>,
    Posted(form): Posted<HelperForm>,
) -> Answer {
    tick(&site, &visit, person, (form, &format!("/people/{person}"))).await
}

async fn tick(site: &Site, visit: &Visit, person: PersonId, (form, next): (HelperForm, &str)) -> Answer {
    match db::again(|| actions::tick(&site.app, &visit.doer, person, &form)).await {
        Ok(()) => Ok(goto(site, next, "ok", "helpers-saved")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let form_page = FormPage::of(site, visit, person, Some((form, mend))).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form_page)
        }
    }
}
