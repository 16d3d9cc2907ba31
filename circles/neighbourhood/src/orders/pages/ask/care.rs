//! A neighbour cares about a public matter too: the offers before asking, the page of one, and the end of it.

use super::words::{self, Named};
use crate::orders::actions::{self, Caring, Place};
use crate::orders::views::{CareLine, PublicView};
use access::throttle;
use askama::Template;
use axum::extract::State;
use base::{OrderId, Outcome, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Posted, Questioned, Shell, Site, Visit};

/// What everyone may know of a matter, in words.
pub(in super::super) struct Known {
    pub(in super::super) order: String,
    pub(in super::super) number: String,
    pub(in super::super) title: String,
    pub(in super::super) category: Option<Named>,
    pub(in super::super) compound: Option<Named>,
    pub(in super::super) asked: String,
    pub(in super::super) steps: Vec<KnownStep>,
    /// The form's hidden id.
    pub(in super::super) once: String,
}

/// A step that everyone may know.
pub(in super::super) struct KnownStep {
    pub(in super::super) words: String,
    pub(in super::super) time: String,
    pub(in super::super) iso: String,
}

impl Known {
    /// The last that happened.
    pub(in super::super) fn now(&self) -> &str {
        self.steps.last().map(|step| step.words.as_str()).unwrap_or_default()
    }
}

/// The view in words.
pub(in super::super) fn known(shell: &Shell, view: &PublicView) -> Known {
    let lang = shell.lang();
    let category = view.category.as_ref().map(|name| words::named(shell, name));
    let untitled = || category.as_ref().map_or_else(|| shell.t("orders-care-untitled"), |name| name.text.clone());
    let step = |step: &crate::orders::views::PublicStep| KnownStep {
        words: shell.t(step.words),
        time: lang.date_time(step.at),
        iso: lang.iso(step.at),
    };
    Known {
        order: view.order.to_string(),
        number: view.number.to_string(),
        title: view.title.clone().unwrap_or_else(untitled),
        category: category.clone(),
        compound: view.compound.as_ref().map(|name| words::named(shell, name)),
        asked: shell.tx("orders-care-since", "when", lang.date(view.asked_at)),
        steps: view.steps.iter().map(step).collect(),
        once: shell.once(),
    }
}

/// What neighbours asked of this kind at this place; nothing for what is nobody else's.
pub(in super::super) async fn offered(
    (site, visit, shell): (&Site, &Visit, &Shell),
    kind: &crate::categories::rules::Category,
    place: &str,
) -> Outcome<Vec<Known>> {
    if !kind.kind.is_public || kind.kind.is_personal {
        return Ok(Vec::new());
    }
    let found = actions::offered(&site.app, &visit.doer, kind.id, &Place::chosen(place)).await?;
    Ok(found.iter().map(|view| known(shell, view)).collect())
}

#[derive(Default, Deserialize)]
pub(super) struct CareForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    order: String,
}

/// One tap.
pub(super) async fn begin(State(site): State<Site>, visit: Visit, Posted(form): Posted<CareForm>) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::NotFound)?;
    let order: OrderId = form.order.parse().map_err(|_| Problem::NotFound)?;
    throttle::slow_down(&site.app, "care", visit.throttled_address(&site)).await?;
    let wish = Caring { once, order, counter: None };
    let receipt = db::again(|| actions::care(&site.app, &visit.doer, wish)).await?;
    if receipt.number.is_some() {
        let opened = &visit.doer.opened;
        let id = OrderId(receipt.id);
        access::sessions::actions::open_order(&site.app, &visit.token, visit.session, opened, id).await?;
    }
    Ok(web::back_to(&format!("/cares/{}?new=yes", receipt.id)))
}

#[derive(Default, Deserialize)]
pub(super) struct Fresh {
    #[serde(default)]
    new: String,
}

#[derive(Template)]
#[template(path = "orders/ask/care.html")]
struct CarePage {
    shell: Shell,
    id: String,
    is_new: bool,
    number: Option<String>,
    code: Option<String>,
    matter: Known,
    goes_on: Option<Known>,
    ended: bool,
}

/// The page of a matter somebody cares about.
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Questioned(fresh): Questioned<Fresh>,
) -> Answer {
    let view = actions::care_view(&site.app, &visit.doer, id).await?;
    let mut shell = site.shell(&visit, "orders-care-title").back("/matters");
    let is_new = !fresh.new.is_empty();
    // What was typed may now leave the phone.
    shell.draft_sent = is_new.then(|| "ask".to_owned());
    web::page(&CarePage {
        id: id.to_string(),
        is_new,
        number: view.receipt.number.map(|number| number.to_string()),
        code: view.receipt.code.as_deref().map(super::done::in_threes),
        matter: known(&shell, &view.matter),
        goes_on: view.goes_on.as_ref().map(|other| known(&shell, other)),
        ended: view.ended,
        shell,
    })
}

/// No longer.
pub(super) async fn end(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    db::again(|| actions::uncare(&site.app, &visit.doer, id)).await?;
    Ok(web::goto(&site, "/matters", "ok", "orders-care-stopped"))
}

/// A line of "my matters".
pub(super) struct Line {
    pub(super) id: String,
    pub(super) matter: Known,
}

/// What the visitor cares about.
pub(super) async fn mine(site: &Site, visit: &Visit, shell: &Shell) -> Outcome<Vec<Line>> {
    let found = actions::cares(&site.app, &visit.doer).await?;
    Ok(found.iter().map(|CareLine { id, matter }| Line { id: id.to_string(), matter: known(shell, matter) }).collect())
}
