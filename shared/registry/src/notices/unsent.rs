//! What could not leave the house, for the administrator: which way, when, why. Not to whom, not about what.

use askama::Template;
use axum::extract::State;
use base::{CommunityId, Doer, Moment, Outcome, Problem, Relation};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Cursor, Key, Listing, Need, PAGE_ROWS, Posted, Questioned, Routes, Shell, Site, Visit};

pub(crate) fn routes() -> Routes {
    let see = Need::Power(access::JOBS_SEE);
    Routes::default().get("/jobs/unsent", see, show).post("/jobs/unsent/{id}/again", see, again)
}

#[derive(Clone, Debug, FromQueryResult)]
struct Dead {
    id: Uuid,
    channel: String,
    ended_at: Moment,
    fault: Option<String>,
}

async fn page_of(door: &impl Query, community: CommunityId, after: Option<Cursor>) -> Outcome<Listing<Dead>> {
    let from = after.map_or_else(String::new, |_| " and (ended_at, id) < ($2, $3)".to_owned());
    let sql = format!(
        "select id, channel, ended_at, fault from notice_sends where community = $1 and state = 'dead'{from}
         order by ended_at desc, id desc limit {}",
        PAGE_ROWS + 1
    );
    let mut wanted = values![community.0];
    wanted.extend(after.map(|after| values![after.at, after.id]).unwrap_or_default());
    Ok(Listing::cut(door.all(&sql, wanted).await?, |dead: &Dead| Cursor { at: dead.ended_at, id: dead.id }))
}

/// Puts one back; what is no news any more is dropped then.
async fn try_again(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    doer.require(access::JOBS_SEE, &[Relation::Community])?;
    let sql = "update notice_sends set state = 'waiting', tries = 0, due_at = $3, ended_at = null
               where id = $1 and community = $2 and state = 'dead'";
    let changed = app.db.housekeeping().run(sql, values![id, doer.community.0, doer.at]).await?;
    if changed == 1 { Ok(()) } else { Err(Problem::NotFound) }
}

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "notices/unsent.html")]
struct UnsentPage {
    shell: Shell,
    rows: Vec<Dead>,
    older: Option<String>,
}

async fn show(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    visit.doer.require(access::JOBS_SEE, &[Relation::Community])?;
    let listing = page_of(&site.app.db.read().await?, visit.doer.community, Cursor::parse(&asked.after)).await?;
    let older = listing.next.map(|cursor| format!("/jobs/unsent?after={}", cursor.text()));
    let shell = site.shell(&visit, "notices-unsent-title").back("/jobs");
    web::page(&UnsentPage { shell, rows: listing.rows, older })
}

async fn again(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(_): Posted<Asked>) -> Answer {
    try_again(&site.app, &visit.doer, id).await?;
    Ok(web::goto(&site, "/jobs/unsent", "ok", "accounts-job-again"))
}
