//! Appeals on screen: the person's form stands in the passbook; here staff decide, in words.

use super::actions::{self, Ruling};
use super::store::{self, Appeal};
use crate::points::powers::POINTS_APPEALS;
use crate::points::store as points_store;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{PersonId, Problem, Relation};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Sent, Shell, Site, Visit, goto, page_with};

/// Words of the person.
#[derive(Deserialize)]
pub struct AppealForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    words: String,
}

/// Where the passbook of this person is for the one who looks at it.
pub(in crate::points) fn passbook_of(visit: &Visit, person: PersonId) -> String {
    if visit.doer.speaks_for(person) { format!("/points?for={person}") } else { format!("/points/people/{person}") }
}

/// Appeals against a correction.
pub async fn appeal(sent: Sent<Uuid, AppealForm>) -> Answer {
    let id: Uuid = sent.form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let wish = (id, sent.key, sent.form.words.as_str());
    let person = db::again(|| actions::appeal(sent.app(), sent.doer(), wish)).await?;
    Ok(goto(&sent.site, &passbook_of(&sent.visit, person), "ok", "appeals-received"))
}

#[derive(Template)]
#[template(path = "points/appeals.html")]
struct AppealsPage {
    shell: Shell,
    rows: Vec<Row>,
    mend: Mend,
}

struct Row {
    appeal: Appeal,
    name: String,
    /// The reader had a part in the correction.
    involved: bool,
    typed: String,
}

/// Appeals that wait for a decision.
pub async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    list_page(&site, &visit, (None, Mend::nothing())).await
}

async fn list_page(site: &Site, visit: &Visit, (typed, mend): (Option<(Uuid, String)>, Mend)) -> Answer {
    let doer = &visit.doer;
    doer.require(POINTS_APPEALS, &[Relation::Community])?;
    let (read, mut rows) = (site.app.db.read().await?, Vec::new());
    let appeals = store::open(&read, doer.community).await?;
    let people: Vec<PersonId> = appeals.iter().map(|appeal| PersonId(appeal.person_id)).collect();
    let names = points_store::names_of(&read, doer.community, &people).await?;
    for appeal in appeals {
        let name = names.get(&PersonId(appeal.person_id)).cloned();
        let involved = actions::uninvolved(doer, &appeal).is_err();
        let own = typed.as_ref().filter(|(id, _)| *id == appeal.id);
        let typed = own.map(|(_, words)| words.clone()).unwrap_or_default();
        rows.push(Row { name: name.unwrap_or_default(), involved, typed, appeal });
    }
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &AppealsPage { shell: site.shell(visit, "appeals-title"), rows, mend })
}

/// A decision as it was typed.
#[derive(Deserialize)]
pub struct RulingForm {
    #[serde(default)]
    pub(in crate::points) version: i64,
    #[serde(default)]
    pub(in crate::points) decision: String,
    #[serde(default)]
    pub(in crate::points) outcome: String,
}

/// Decides on an appeal.
pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    web::Posted(form): web::Posted<RulingForm>,
) -> Answer {
    let upholds = form.decision == "yes";
    let ruling = Ruling { id, version: form.version, upholds, outcome: form.outcome };
    match db::again(|| actions::decide(&site.app, &visit.doer, &ruling)).await {
        Ok(()) => Ok(goto(&site, "/points/appeals", "ok", "appeals-decided")),
        Err(problem) => list_page(&site, &visit, (Some((id, ruling.outcome)), Mend::of(problem)?)).await,
    }
}
