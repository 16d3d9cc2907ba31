//! Right after asking: number and follow code, what happens next and by when, and the same on a slip of paper.

use super::words::heading_of;
use crate::orders::actions;
use crate::orders::views::{Receipt, ResidentView};
use askama::Template;
use axum::extract::State;
use base::{Moment, OrderId, Outcome, Problem};
use kernel::case::ClockKind;
use serde::Deserialize;
use web::{Answer, Questioned, Shell, Site, Visit};

#[derive(Default, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    order: String,
}

#[derive(Template)]
#[template(path = "orders/ask/done.html")]
struct DonePage {
    shell: Shell,
    order: OrderId,
    number: String,
    /// For whom it is; who acts for them follows under their own name.
    code: Option<String>,
    answer_by: Option<String>,
    has_account: bool,
}

#[derive(Template)]
#[template(path = "orders/ask/slip.html")]
struct SlipPage {
    shell: Shell,
    number: String,
    code: String,
    heading: String,
    place: String,
    asked: String,
    answer_by: Option<String>,
}

/// Six digits are read in two threes.
pub(super) fn in_threes(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((first, last)) if !last.is_empty() => format!("{first} {last}"),
        _ => code.to_owned(),
    }
}

async fn receipt(site: &Site, visit: &Visit, which: &Which) -> Outcome<Receipt> {
    let order: OrderId = which.order.parse().map_err(|_| Problem::NotFound)?;
    actions::receipt_of(&site.app, &visit.doer, order).await
}

/// What the page after asking tells.
struct Sent {
    number: i64,
    code: Option<String>,
    answer_by: Option<Moment>,
}

/// Number and date; the code for whom it is.
async fn sent(site: &Site, visit: &Visit, order: OrderId) -> Outcome<Sent> {
    match actions::receipt_of(&site.app, &visit.doer, order).await {
        Ok(Receipt { number, code, answer_by, .. }) => Ok(Sent { number, code: Some(code), answer_by }),
        Err(Problem::NotFound) => {
            let view = actions::for_resident(&site.app, &visit.doer, order).await?;
            let clock = view.clock.filter(|clock| clock.kind == ClockKind::Accept);
            Ok(Sent { number: view.number, code: None, answer_by: clock.map(|clock| clock.due_at) })
        }
        Err(problem) => Err(problem),
    }
}

/// Number and code, large.
pub(super) async fn done(State(site): State<Site>, visit: Visit, Questioned(which): Questioned<Which>) -> Answer {
    let order: OrderId = which.order.parse().map_err(|_| Problem::NotFound)?;
    let sent = sent(&site, &visit, order).await?;
    let mut shell = site.shell(&visit, "orders-ask-done-title").back("/");
    // What was typed may now leave the phone.
    shell.draft_sent = Some("ask".to_owned());
    web::page(&DonePage {
        order,
        number: sent.number.to_string(),
        code: sent.code.as_deref().map(in_threes),
        answer_by: sent.answer_by.map(|time| shell.lang().when(time)),
        has_account: visit.doer.account.is_some(),
        shell,
    })
}

/// The same on paper.
pub(super) async fn slip(State(site): State<Site>, visit: Visit, Questioned(which): Questioned<Which>) -> Answer {
    let receipt = receipt(&site, &visit, &which).await?;
    let order: ResidentView = actions::for_resident(&site.app, &visit.doer, receipt.order).await?;
    let shell = site.shell(&visit, "orders-ask-slip-title").back(format!("/ask/done?order={}", receipt.order));
    web::page(&SlipPage {
        number: receipt.number.to_string(),
        code: in_threes(&receipt.code),
        heading: heading_of(&shell, order.title.as_deref(), &order.body),
        place: super::words::place(&shell, &order.place),
        asked: order.timeline.first().map(|item| shell.lang().date_time(item.at)).unwrap_or_default(),
        answer_by: receipt.answer_by.map(|time| shell.lang().when(time)),
        shell,
    })
}
