//! Pages of bodies.

use super::actions;
use super::rules::{BodyForm, BodyKind, MemberForm};
use super::store::{self, BodyView, Member};
use crate::entry::{Rows, Versioned, answered, day_of};
use crate::grids::{self, GridView};
use crate::people::{self, PersonView};
use crate::powers::{BODIES_CHANGE, BODIES_SEE, PEOPLE_SEE};
use crate::tabs::Tabs;
use askama::Template;
use axum::extract::State;
use base::{BodyId, PersonId, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, goto, page};

pub(crate) fn routes() -> Routes {
    let (see, change) = (Need::Power(BODIES_SEE), Need::Power(BODIES_CHANGE));
    Routes::default()
        .get("/bodies", see, list)
        .get("/bodies/new", change, new)
        .post("/bodies/new", change, enter)
        .get("/bodies/{id}", see, show)
        .get("/bodies/{id}/edit", change, edit)
        .post("/bodies/{id}/edit", change, save)
        .post("/bodies/{id}/close", change, close)
        .post("/bodies/{id}/people", change, find)
        .post("/bodies/{id}/members", change, join)
        .post("/bodies/{id}/members/{person}/remove", change, part)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AskedOfKind {
    kind: String,
    q: String,
    after: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "bodies/list.html")]
struct ListPage {
    shell: Shell,
    kind: BodyKind,
    kinds: [BodyKind; 3],
    q: String,
    rows: Vec<BodyView>,
    older: Option<String>,
    may_change: bool,
    tabs: Tabs,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<AskedOfKind>) -> Answer {
    let kind = BodyKind::from_name(&asked.kind).unwrap_or(BodyKind::Team);
    let read = site.app.db.read().await?;
    let rows = store::paged(&read, (visit.doer.community, kind), (&asked.q, asked.after)).await?;
    let rows = Rows::cut(rows, |body| body.id.0);
    let older = rows.older("/bodies", &asked.q).map(|path| format!("{path}&kind={}", kind.name()));
    let (shell, tabs) = (site.shell(&visit, "bodies-title"), Tabs::of(&visit, "/bodies"));
    let (may_change, kinds) = (visit.doer.may(BODIES_CHANGE), BodyKind::ALL);
    page(&ListPage { shell, kind, kinds, q: asked.q, rows: rows.rows, older, may_change, tabs })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
}

#[derive(Template)]
#[template(path = "bodies/show.html")]
struct ShowPage {
    shell: Shell,
    body: BodyView,
    members: Vec<Member>,
    q: String,
    found: Vec<PersonView>,
    may_change: bool,
    may_see_people: bool,
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<BodyId>) -> Answer {
    show_page(&site, &visit, id, Wanted::default()).await
}

/// Whom to add; a name or phone stands in no address.
async fn find(State(site): State<Site>, visit: Visit, Key(id): Key<BodyId>, Posted(wanted): Posted<Wanted>) -> Answer {
    show_page(&site, &visit, id, wanted).await
}

async fn show_page(site: &Site, visit: &Visit, id: BodyId, wanted: Wanted) -> Answer {
    let (read, community) = (site.app.db.read().await?, visit.doer.community);
    let body = store::body(&read, community, id).await?.ok_or(Problem::NotFound)?;
    let (may_change, may_see_people) = (visit.doer.may(BODIES_CHANGE), visit.doer.may(PEOPLE_SEE));
    let members = if may_see_people { store::members(&read, community, id).await? } else { Vec::new() };
    let found = if may_see_people && may_change && !wanted.q.trim().is_empty() {
        people::search(&site.app, &read, &visit.doer, (&wanted.q, None)).await?.rows
    } else {
        Vec::new()
    };
    let shell = site.shell(visit, "bodies-title").back(format!("/bodies?kind={}", body.kind.name()));
    page(&ShowPage { shell, body, members, q: wanted.q, found, may_change, may_see_people })
}

#[derive(Template)]
#[template(path = "bodies/form.html")]
struct FormPage {
    shell: Shell,
    form: BodyForm,
    mend: Mend,
    grids: Vec<GridView>,
    kinds: [BodyKind; 3],
    is_new: bool,
    back: String,
}

impl FormPage {
    async fn of(
        site: &Site,
        visit: &Visit,
        (form, mend): (BodyForm, Mend),
        id: Option<BodyId>,
    ) -> Result<Self, Problem> {
        let read = site.app.db.read().await?;
        let grids = grids::grids(&read, visit.doer.community, day_of(visit.doer.at)).await?;
        let (title, back) = match id {
            Some(id) => ("bodies-edit", format!("/bodies/{id}")),
            None => ("bodies-new", "/bodies".to_owned()),
        };
        let shell = site.shell(visit, title).back(back.clone());
        Ok(Self { shell, form, mend, grids, kinds: BodyKind::ALL, is_new: id.is_none(), back })
    }
}

async fn new(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<AskedOfKind>) -> Answer {
    let form = BodyForm { once: site.app.new_id().to_string(), kind: asked.kind, ..Default::default() };
    page(&FormPage::of(&site, &visit, (form, Mend::nothing()), None).await?)
}

async fn enter(State(site): State<Site>, visit: Visit, Posted(form): Posted<BodyForm>) -> Answer {
    let saved = db::again(|| actions::enter(&site.app, &visit.doer, &form)).await;
    let onward = |id| goto(&site, &format!("/bodies/{id}"), "ok", "registry-saved");
    answered(saved, onward, async |mend| FormPage::of(&site, &visit, (form, mend), None).await).await
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<BodyId>) -> Answer {
    let body = store::body(&site.app.db.read().await?, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    let form = BodyForm {
        once: String::new(),
        version: body.version,
        kind: body.kind.name().to_owned(),
        name_zh: body.name.zh,
        name_bo: body.name.bo.unwrap_or_default(),
        name_en: body.name.en.unwrap_or_default(),
        phone: body.phone,
        grid: body.grid.map(|id| id.to_string()).unwrap_or_default(),
    };
    page(&FormPage::of(&site, &visit, (form, Mend::nothing()), Some(id)).await?)
}

async fn save(State(site): State<Site>, visit: Visit, Key(id): Key<BodyId>, Posted(form): Posted<BodyForm>) -> Answer {
    let saved = db::again(|| actions::change(&site.app, &visit.doer, id, &form)).await;
    let onward = |()| goto(&site, &format!("/bodies/{id}"), "ok", "registry-saved");
    answered(saved, onward, async |mend| FormPage::of(&site, &visit, (form, mend), Some(id)).await).await
}

async fn close(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<BodyId>,
    Posted(form): Posted<Versioned>,
) -> Answer {
    db::again(|| actions::close(&site.app, &visit.doer, id, form.version)).await?;
    Ok(goto(&site, &format!("/bodies/{id}"), "ok", "registry-closed"))
}

async fn join(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<BodyId>,
    Posted(form): Posted<MemberForm>,
) -> Answer {
    db::again(|| actions::join(&site.app, &visit.doer, id, &form)).await?;
    Ok(goto(&site, &format!("/bodies/{id}"), "ok", "registry-saved"))
}

async fn part(
    State(site): State<Site>,
    visit: Visit,
    Key((id, person)): Key<(BodyId, PersonId)>,
    Posted(form): Posted<Versioned>,
) -> Answer {
    db::again(|| actions::part(&site.app, &visit.doer, id, (person, form.version))).await?;
    Ok(goto(&site, &format!("/bodies/{id}"), "ok", "registry-saved"))
}
