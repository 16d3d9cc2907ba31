//! Pages of grids.

use super::actions;
use super::rules::{GridForm, GridKind};
use super::store::{self, GridVersion, GridView};
use crate::entry::{Versioned, answered, day_of};
use crate::people;
use crate::places::{self, Compound};
use crate::powers::{GRIDS_CHANGE, GRIDS_SEE};
use crate::tabs::Tabs;
use askama::Template;
use axum::extract::State;
use base::{GridId, PersonId, Problem};
use kernel::i18n::LocalText;
use serde::Deserialize;
use std::collections::BTreeMap;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, goto, page};

pub(crate) fn routes() -> Routes {
    let (see, change) = (Need::Power(GRIDS_SEE), Need::Power(GRIDS_CHANGE));
    Routes::default()
        .get("/grids", see, list)
        .get("/grids/new", change, new)
        .post("/grids/new", change, open)
        .get("/grids/{id}", see, show)
        .get("/grids/{id}/change", change, edit)
        .post("/grids/{id}/change", change, save)
        .post("/grids/{id}/close", change, close)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AskedByCode {
    q: String,
    after: String,
}

/// A version as a page shows it.
struct Shown {
    version: GridVersion,
    worker: Option<String>,
    compounds: Vec<LocalText>,
    in_force: bool,
}

#[derive(Template)]
#[template(path = "grids/list.html")]
struct ListPage {
    shell: Shell,
    q: String,
    rows: Vec<(GridView, Option<Shown>)>,
    older: Option<String>,
    may_change: bool,
    tabs: Tabs,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<AskedByCode>) -> Answer {
    let (read, day) = (site.app.db.read().await?, day_of(visit.doer.at));
    let mut grids = store::list(&read, (visit.doer.community, day), (&asked.q, &asked.after)).await?;
    let more = grids.len() > web::PAGE_ROWS;
    grids.truncate(web::PAGE_ROWS);
    let older = grids.last().filter(|_| more).and_then(|last| {
        serde_html_form::to_string([("q", &asked.q), ("after", &last.code)]).ok().map(|asked| format!("/grids?{asked}"))
    });
    let versions: Vec<_> = grids.iter().filter_map(|grid| grid.now.clone()).collect();
    let mut shown: BTreeMap<GridId, Shown> =
        shown(&read, &visit, versions).await?.into_iter().map(|shown| (shown.version.grid, shown)).collect();
    let rows = grids
        .into_iter()
        .map(|grid| {
            let now = shown.remove(&grid.id);
            (grid, now)
        })
        .collect();
    let (shell, may_change) = (site.shell(&visit, "grids-title"), visit.doer.may(GRIDS_CHANGE));
    page(&ListPage { shell, q: asked.q, rows, older, may_change, tabs: Tabs::of(&visit, "/grids") })
}

async fn shown(door: &db::Read, visit: &Visit, versions: Vec<GridVersion>) -> Result<Vec<Shown>, Problem> {
    let ids: Vec<_> = versions.iter().map(|version| version.id).collect();
    let mut compounds = store::compounds_of(door, &ids).await?;
    let workers: Vec<PersonId> = versions.iter().filter_map(|version| version.worker).collect();
    let names = people::names_of(door, visit.doer.community, &workers).await?;
    let today = day_of(visit.doer.at);
    let shown = versions.into_iter().map(|version| Shown {
        worker: version.worker.and_then(|worker| names.get(&worker).cloned()),
        compounds: compounds.remove(&version.id).unwrap_or_default(),
        in_force: version.span.holds(today),
        version,
    });
    Ok(shown.collect())
}

#[derive(Template)]
#[template(path = "grids/show.html")]
struct ShowPage {
    shell: Shell,
    grid: GridView,
    history: Vec<Shown>,
    may_change: bool,
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<GridId>) -> Answer {
    let read = site.app.db.read().await?;
    let grid = store::find(&read, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    let history = shown(&read, &visit, store::history(&read, id).await?).await?;
    let shell = site.shell(&visit, "grids-title").back("/grids");
    page(&ShowPage { shell, grid, history, may_change: visit.doer.may(GRIDS_CHANGE) })
}

#[derive(Template)]
#[template(path = "grids/form.html")]
struct FormPage {
    shell: Shell,
    form: GridForm,
    mend: Mend,
    compounds: Vec<Compound>,
    workers: Vec<(PersonId, String)>,
    /// The code, when the grid exists.
    grid: Option<GridView>,
    back: String,
}

impl FormPage {
    async fn of(
        site: &Site,
        visit: &Visit,
        (form, mend): (GridForm, Mend),
        id: Option<GridId>,
    ) -> Result<Self, Problem> {
        let (read, community) = (site.app.db.read().await?, visit.doer.community);
        let grid = match id {
            Some(id) => Some(store::find(&read, community, id).await?.ok_or(Problem::NotFound)?),
            None => None,
        };
        let (title, back) = match id {
            Some(id) => ("grids-change", format!("/grids/{id}")),
            None => ("grids-new", "/grids".to_owned()),
        };
        let compounds = places::compounds(&read, community).await?;
        let workers = people::grid_workers(&read, community).await?;
        Ok(Self { shell: site.shell(visit, title).back(back.clone()), form, mend, compounds, workers, grid, back })
    }

    fn kinds(&self) -> [GridKind; 2] {
        GridKind::ALL
    }

    fn holds(&self, compound: &base::CompoundId) -> bool {
        self.form.compounds.iter().any(|id| *id == compound.to_string())
    }
}

async fn new(State(site): State<Site>, visit: Visit) -> Answer {
    let (once, valid_from) = (site.app.new_id().to_string(), day_of(visit.doer.at).to_string());
    let form = GridForm { once, valid_from, ..Default::default() };
    page(&FormPage::of(&site, &visit, (form, Mend::nothing()), None).await?)
}

async fn open(State(site): State<Site>, visit: Visit, Posted(form): Posted<GridForm>) -> Answer {
    let saved = db::again(|| actions::open(&site.app, &visit.doer, &form)).await;
    let onward = |id| goto(&site, &format!("/grids/{id}"), "ok", "registry-saved");
    answered(saved, onward, async |mend| FormPage::of(&site, &visit, (form, mend), None).await).await
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<GridId>) -> Answer {
    let read = site.app.db.read().await?;
    let grid = store::find(&read, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    let open = store::open_version(&read, id).await?.ok_or(Problem::refused("grids-ended"))?;
    let compounds = store::compound_ids(&read, open.id).await?;
    let form = GridForm {
        version: grid.version,
        name_zh: open.name.zh,
        name_bo: open.name.bo.unwrap_or_default(),
        name_en: open.name.en.unwrap_or_default(),
        worker: open.worker.map(|id| id.to_string()).unwrap_or_default(),
        phone: open.phone,
        valid_from: open.span.from.max(day_of(visit.doer.at)).to_string(),
        compounds: compounds.iter().map(ToString::to_string).collect(),
        ..Default::default()
    };
    drop(read);
    page(&FormPage::of(&site, &visit, (form, Mend::nothing()), Some(id)).await?)
}

async fn save(State(site): State<Site>, visit: Visit, Key(id): Key<GridId>, Posted(form): Posted<GridForm>) -> Answer {
    let saved = db::again(|| actions::change(&site.app, &visit.doer, id, &form)).await;
    let onward = |()| goto(&site, &format!("/grids/{id}"), "ok", "registry-saved");
    answered(saved, onward, async |mend| FormPage::of(&site, &visit, (form, mend), Some(id)).await).await
}

async fn close(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<GridId>,
    Posted(form): Posted<Versioned>,
) -> Answer {
    db::again(|| actions::close(&site.app, &visit.doer, id, form.version)).await?;
    Ok(goto(&site, &format!("/grids/{id}"), "ok", "registry-closed"))
}
