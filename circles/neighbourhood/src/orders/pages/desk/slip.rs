//! The slip that somebody without a phone takes along: number, follow code, what happens next, by when, whom to call.
//!
//! The code shows right after recording and right after a new one was given, and is kept nowhere in clear. The slip
//! holds no name, no door and nothing of the matter itself, since paper is left lying about.

use super::act::path;
use crate::orders::actions::{self, Aim};
use crate::orders::views::{Receipt, StaffView};
use askama::Template;
use axum::extract::State;
use base::{OrderId, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Posted, Questioned, Shell, Site, Visit};

/// The size of the paper.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paper {
    paper: String,
}

#[derive(Template)]
#[template(path = "orders/desk/slip.html")]
struct SlipPage {
    shell: Shell,
    path: String,
    number: String,
    category: String,
    asked: String,
    code: Option<String>,
    next: String,
    is_new_code: bool,
    a4: bool,
}

pub(crate) async fn slip(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Questioned(paper): Questioned<Paper>,
) -> Answer {
    let view = actions::for_desk(&site.app, &visit.doer, id).await?;
    let receipt = match actions::receipt_of(&site.app, &visit.doer, id).await {
        Ok(receipt) => Some(receipt),
        // Later, or for another worker, the slip is printed without the code.
        Err(Problem::NotFound) => None,
        Err(problem) => return Err(problem.into()),
    };
    web::page(&slip_page(&site, &visit, (&view, receipt), (false, paper.paper == "a4")))
}

fn slip_page(
    site: &Site,
    visit: &Visit,
    (view, receipt): (&StaffView, Option<Receipt>),
    (is_new_code, a4): (bool, bool),
) -> SlipPage {
    let shell = site.shell(visit, "orders-desk-slip-title").back(path(view.line.id));
    let by = receipt.as_ref().and_then(|receipt| receipt.answer_by).or(view.line.clock.map(|clock| clock.due_at));
    let next = match by {
        Some(by) if view.line.state == crate::orders::machine::State::Submitted => {
            shell.tx("orders-desk-slip-answer-by", "when", shell.lang().date_time(by))
        }
        Some(by) => shell.tx("orders-desk-slip-next-by", "when", shell.lang().date_time(by)),
        None => shell.t("orders-desk-slip-next"),
    };
    SlipPage {
        path: path(view.line.id),
        number: view.line.number.to_string(),
        category: super::words::category(&shell, view.line.category.as_ref()),
        asked: shell.lang().date_time(view.line.asked_at),
        code: receipt.map(|receipt| receipt.code),
        next,
        is_new_code,
        a4,
        shell,
    }
}

/// What a form for a new code carries.
#[derive(Deserialize)]
pub(crate) struct CodeForm {
    once: Uuid,
    version: i64,
}

pub(crate) async fn replace_code(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<CodeForm>,
) -> Answer {
    let aim = Aim { order: id, version: form.version, once: form.once };
    let receipt = db::again(|| actions::replace_follow_code(&site.app, &visit.doer, aim)).await?;
    let view = actions::for_desk(&site.app, &visit.doer, id).await?;
    web::page(&slip_page(&site, &visit, (&view, Some(receipt)), (true, false)))
}
