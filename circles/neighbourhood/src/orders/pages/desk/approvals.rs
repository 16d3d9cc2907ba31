//! What waits for the secretary: what one person of the office asked for and another decides, and talks without a ruling.

use super::aside;
use super::words;
use crate::orders::actions::{self, Aim};
use crate::orders::powers::ORDERS_APPROVE;
use crate::orders::views::ApprovalView;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Mend, Need, Routes, Sent, Shell, Site, Visit};

pub(super) fn routes(routes: Routes) -> Routes {
    let need = Need::Power(ORDERS_APPROVE);
    routes.get("/desk/approvals", need, list).post("/desk/approvals/{id}/approve", need, approve).post(
        "/desk/approvals/{id}/refuse",
        need,
        refuse,
    )
}

struct Waiting {
    id: String,
    order: OrderId,
    version: i64,
    heading: String,
    what: String,
    reason: String,
    when: String,
    is_own: bool,
    /// What was typed when this one was refused.
    typed: Option<String>,
}

struct Talk {
    id: OrderId,
    heading: String,
    small: String,
}

#[derive(Template)]
#[template(path = "orders/desk/approvals.html")]
struct ApprovalsPage {
    shell: Shell,
    waiting: Vec<Waiting>,
    talks: Vec<Talk>,
    mend: Mend,
}

impl ApprovalsPage {
    async fn of(site: &Site, visit: &Visit, (typed, mend): (Option<(Uuid, String)>, Mend)) -> Outcome<Self> {
        let shell = site.shell(visit, "orders-desk-nav-approvals");
        let found = actions::approvals(&site.app, &visit.doer).await?;
        let talks = actions::talks(&site.app, &visit.doer).await?;
        let line = |view: &ApprovalView| Waiting {
            id: view.id.to_string(),
            order: view.order,
            version: view.version,
            heading: format!("{} {}", view.number, view.title),
            what: aside::asked_line(&shell, &view.asked),
            reason: view.asked.reason.clone(),
            when: shell.lang().when(view.at),
            is_own: view.is_own,
            typed: typed.as_ref().filter(|(id, _)| *id == view.id).map(|(_, text)| text.clone()),
        };
        let waiting = found.iter().map(line).collect();
        let talks = talks.iter().map(|line| Talk {
            id: line.id,
            heading: format!("{} {}", line.number, line.title),
            small: words::category(&shell, line.category.as_ref()),
        });
        Ok(Self { talks: talks.collect(), waiting, shell, mend })
    }

    fn wrong(&self) -> Option<String> {
        Some(self.mend.field(&self.shell, "reason")).filter(|words| !words.is_empty())
    }
}

async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    web::page(&ApprovalsPage::of(&site, &visit, (None, Mend::nothing())).await?)
}

/// What one of the two forms carries.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Decision {
    once: String,
    version: i64,
    order: Option<OrderId>,
    reason: String,
}

type Form = Sent<Uuid, Decision>;

fn aim(form: &Decision) -> Outcome<Aim> {
    let once = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    Ok(Aim { order: form.order.ok_or(Problem::NotFound)?, version: form.version, once })
}

async fn approve(sent: Form) -> Answer {
    let aim = aim(&sent.form)?;
    let outcome = db::again(|| actions::approve(sent.app(), sent.doer(), aim, sent.key)).await;
    end(sent, "orders-desk-approved", outcome).await
}

async fn refuse(sent: Form) -> Answer {
    let (aim, reason) = (aim(&sent.form)?, &sent.form.reason);
    let outcome = db::again(|| actions::refuse(sent.app(), sent.doer(), aim, (sent.key, reason))).await;
    end(sent, "orders-desk-not-approved", outcome).await
}

async fn end(sent: Form, done: &'static str, outcome: Outcome<()>) -> Answer {
    match outcome {
        Ok(()) => Ok(web::goto(&sent.site, "/desk/approvals", "ok", done)),
        Err(problem) => {
            let (mend, typed) = (Mend::of(problem)?, Some((sent.key, sent.form.reason)));
            let page = ApprovalsPage::of(&sent.site, &sent.visit, (typed, mend)).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
