//! Beside an order at the desk: who else has it open, and the step that may still be taken back.

use super::{SEE, act};
use crate::orders::actions;
use crate::orders::views::{PresenceView, UndoView};
use askama::Template;
use base::{OrderId, Outcome, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Routes, Sent, Shell, Site, Visit};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.post("/desk/orders/{id}/undo", SEE, undo).post("/desk/orders/{id}/here", SEE, still_here)
}

/// Who else is here, in words.
pub(crate) struct Here {
    pub(crate) order: OrderId,
    pub(crate) others: Vec<String>,
    pub(crate) writes: bool,
}

impl Here {
    /// An eye for a reader, a pencil for a writer.
    pub(crate) fn sign(&self) -> &'static str {
        if self.writes { "edit" } else { "eye" }
    }
}

/// A sign of life of this page, and who else is here.
pub(crate) async fn here(
    (site, visit, shell): (&Site, &Visit, &Shell),
    order: OrderId,
    writing: bool,
) -> Outcome<Here> {
    let others = actions::look(&site.app, &visit.doer, order, writing).await?;
    Ok(in_words(shell, order, &others))
}

fn in_words(shell: &Shell, order: OrderId, others: &[PresenceView]) -> Here {
    let words = |other: &PresenceView| {
        let key = if other.writing { "orders-undo-here-writes" } else { "orders-undo-here-reads" };
        shell.tx(key, "name", &other.name)
    };
    let writes = others.iter().any(|other| other.writing);
    Here { order, others: others.iter().map(words).collect(), writes }
}

/// The step that this page offers to take back.
pub(crate) async fn undo_offer(site: &Site, visit: &Visit, order: Option<OrderId>) -> Outcome<Option<UndoView>> {
    actions::undo_offer(&site.app, &visit.doer, order).await
}

/// What the sign of life says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sign {
    writing: String,
}

#[derive(Template)]
#[template(path = "orders/desk/here_others.html")]
struct Others {
    shell: Shell,
    here: Here,
}

async fn still_here(sent: Sent<OrderId, Sign>) -> Answer {
    let shell = sent.site.shell(&sent.visit, "orders-desk-nav-register");
    let writing = sent.form.writing == "yes";
    let here = here((&sent.site, &sent.visit, &shell), sent.key, writing).await?;
    web::page(&Others { shell, here })
}

/// Which step.
#[derive(Deserialize)]
pub(crate) struct Back {
    step: Uuid,
}

async fn undo(sent: Sent<OrderId, Back>) -> Answer {
    let outcome = db::again(|| actions::undo(sent.app(), sent.doer(), sent.key, sent.form.step)).await;
    let back = act::path(sent.key);
    match outcome {
        Ok(()) => Ok(web::goto(&sent.site, &back, "ok", "orders-undo-done")),
        Err(Problem::Refused(refusal)) => Ok(web::goto(&sent.site, &back, "warn", refusal.key)),
        Err(other) => Err(other.into()),
    }
}
