//! "Who answers for my home": the grid, its named person, office phones, departments and units. Public.
//!
//! Only people in their office and office phones are named here; nobody's private number, and nothing about who asks.

use super::store::{self, GridView};
use crate::bodies::{self, BodyKind, BodyView};
use crate::entry::day_of;
use crate::people;
use crate::places::{self, Compound};
use askama::Template;
use axum::extract::State;
use base::CompoundId;
use serde::Deserialize;
use web::{Answer, Need, Questioned, Routes, Shell, Site, Visit, page};

pub(crate) fn routes() -> Routes {
    Routes::default().get("/who", Need::Nothing, who)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Home {
    compound: Option<CompoundId>,
}

#[derive(Template)]
#[template(path = "grids/who.html")]
struct WhoPage {
    shell: Shell,
    compounds: Vec<Compound>,
    chosen: Option<CompoundId>,
    grid: Option<GridView>,
    worker: Option<String>,
    departments: Vec<BodyView>,
    units: Vec<BodyView>,
    teams: Vec<BodyView>,
}

impl WhoPage {
    fn is_chosen(&self, id: &CompoundId) -> bool {
        self.chosen == Some(*id)
    }
}

async fn who(State(site): State<Site>, visit: Visit, Questioned(home): Questioned<Home>) -> Answer {
    let (read, community) = (site.app.db.read().await?, visit.doer.community);
    let compounds = places::compounds(&read, community).await?;
    let chosen = home.compound.filter(|id| compounds.iter().any(|compound| compound.id == *id));
    let grid = match chosen {
        Some(compound) => store::of_compound_on(&read, community, compound, day_of(visit.doer.at)).await?,
        None => None,
    };
    let worker = grid.as_ref().and_then(|grid| grid.now.as_ref()).and_then(|version| version.worker);
    let worker = match worker {
        Some(worker) => people::name_of(&read, community, worker).await?,
        None => None,
    };
    let here = grid.as_ref().map(|grid| grid.id);
    let mut near = Vec::new();
    for kind in BodyKind::ALL {
        let mut found = bodies::list(&read, community, kind).await?;
        // Those of this grid first; those of no grid serve everyone.
        found.retain(|body| body.grid.is_none() || body.grid == here);
        found.sort_by_key(|body| body.grid.is_none());
        near.push(found);
    }
    let (departments, units, teams) =
        (near.pop().unwrap_or_default(), near.pop().unwrap_or_default(), near.pop().unwrap_or_default());
    let shell = site.shell(&visit, "who-title").back("/");
    page(&WhoPage { shell, compounds, chosen, grid, worker, departments, units, teams })
}
