//! Saved filters: used with one tap from the morning screen and the register, named, shared and thrown away on a page of
//! their own.

use super::register::{self, Asked};
use crate::filters::actions as verbs;
use crate::filters::rules::{FILTERS_MAX, Filter};
use crate::orders::powers::{FILTERS_KEEP, FILTERS_SHARE};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Mend, Need, Posted, Routes, Sent, Shell, Site, Visit, goto};

pub(super) fn routes(routes: Routes) -> Routes {
    let (keep, share) = (Need::Power(FILTERS_KEEP), Need::Power(FILTERS_SHARE));
    routes
        .get("/desk/filters", keep, list)
        .post("/desk/filters", keep, save)
        .post("/desk/filters/{id}", keep, rename)
        .post("/desk/filters/{id}/sharing", share, set_shared)
        .post("/desk/filters/{id}/away", keep, throw_away)
}

const LIST: &str = "/desk/filters";

/// A filter as a link.
pub(super) struct Tap {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// What the reader may use with one tap.
pub(super) async fn taps((site, visit): (&Site, &Visit), current: &str) -> Outcome<Vec<Tap>> {
    if !visit.doer.may(FILTERS_KEEP) {
        return Ok(Vec::new());
    }
    let all = verbs::usable(&site.app, &visit.doer).await?;
    let tap =
        |filter: Filter| Tap { href: href(&filter.filters), current: filter.filters == current, title: filter.title };
    Ok(all.into_iter().map(tap).collect())
}

fn href(filters: &str) -> String {
    format!("/desk/register?{filters}")
}

/// What is kept, as its owner sees it.
struct Line {
    id: String,
    version: i64,
    title: String,
    says: String,
    href: String,
    shared: bool,
    own: bool,
}

/// What the forms of these pages send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FilterForm {
    once: String,
    version: i64,
    title: String,
    filters: String,
    shared: String,
}

#[derive(Template)]
#[template(path = "filters/list.html")]
struct ListPage {
    shell: Shell,
    mend: Mend,
    /// A new one that was refused.
    new: Option<FilterForm>,
    /// The one that was refused another title, with what was typed.
    refused: Option<(String, String)>,
    lines: Vec<Line>,
    may_share: bool,
    lead: String,
}

impl ListPage {
    fn typed(&self, line: &Line) -> String {
        let refused = self.refused.as_ref().filter(|(id, _)| *id == line.id);
        refused.map_or_else(|| line.title.clone(), |(_, typed)| typed.clone())
    }

    fn wrong(&self, id: &str) -> Option<String> {
        let here = match &self.refused {
            Some((refused, _)) => refused == id,
            None => id.is_empty(),
        };
        Some(self.mend.field(&self.shell, "title")).filter(|words| here && !words.is_empty())
    }
}

async fn page((site, visit): (&Site, &Visit), mend: Mend) -> Outcome<ListPage> {
    let shell = site.shell(visit, "filters-title").back("/desk/register");
    let mut lines = Vec::new();
    for filter in verbs::usable(&site.app, &visit.doer).await? {
        lines.push(Line {
            says: register::says((site, visit, &shell), &Asked::read(&filter.filters)).await?,
            id: filter.id.to_string(),
            version: filter.version,
            href: href(&filter.filters),
            title: filter.title,
            shared: filter.shared,
            own: filter.own,
        });
    }
    let may_share = visit.doer.may(FILTERS_SHARE);
    let lead = shell.tn("filters-lead", "limit", super::words::count(FILTERS_MAX));
    Ok(ListPage { shell, mend, new: None, refused: None, lines, may_share, lead })
}

async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    web::page(&page((&site, &visit), Mend::nothing()).await?)
}

async fn save(State(site): State<Site>, visit: Visit, Posted(form): Posted<FilterForm>) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let wish = (form.title.as_str(), form.filters.as_str());
    match db::again(|| verbs::keep(&site.app, &visit.doer, once, wish)).await {
        Ok(()) => Ok(goto(&site, &href(&crate::filters::rules::kept(&form.filters)?), "ok", "filters-kept")),
        Err(problem) => {
            let page = ListPage { new: Some(form), ..page((&site, &visit), Mend::of(problem)?).await? };
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

type Form = Sent<Uuid, FilterForm>;

async fn rename(sent: Form) -> Answer {
    let aim = (sent.key, sent.form.version);
    let outcome = db::again(|| verbs::rename(sent.app(), sent.doer(), aim, &sent.form.title)).await;
    end(sent, outcome, "filters-renamed").await
}

async fn set_shared(sent: Form) -> Answer {
    let (aim, shared) = ((sent.key, sent.form.version), sent.form.shared == "yes");
    let outcome = db::again(|| verbs::set_shared(sent.app(), sent.doer(), aim, shared)).await;
    end(sent, outcome, if shared { "filters-shared-now" } else { "filters-own-now" }).await
}

async fn throw_away(sent: Form) -> Answer {
    let aim = (sent.key, sent.form.version);
    let outcome = db::again(|| verbs::throw_away(sent.app(), sent.doer(), aim)).await;
    end(sent, outcome, "filters-gone").await
}

async fn end(sent: Form, outcome: Outcome<()>, done: &'static str) -> Answer {
    let Sent { site, visit, key, form } = sent;
    match outcome {
        Ok(()) => Ok(goto(&site, LIST, "ok", done)),
        Err(problem) => {
            let refused = Some((key.to_string(), form.title));
            let page = ListPage { refused, ..page((&site, &visit), Mend::of(problem)?).await? };
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
