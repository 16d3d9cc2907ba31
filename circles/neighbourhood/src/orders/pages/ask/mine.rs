//! My matters, and those of the people I act for; what is open first. Visitors find what this browser opened.

use super::words::{self, Named};
use crate::orders::actions;
use crate::orders::machine::State as Stand;
use crate::orders::views::OrderLine;
use askama::Template;
use axum::extract::State;
use kernel::case::Named as _;
use web::{Answer, Shell, Site, Visit};

/// A line.
struct Line {
    id: String,
    number: String,
    title: String,
    category: Option<Named>,
    state: String,
    place: String,
    asked: String,
    by: Option<String>,
    your_turn: bool,
}

#[derive(Template)]
#[template(path = "orders/ask/mine.html")]
struct MinePage {
    shell: Shell,
    open: Vec<Line>,
    ended: Vec<Line>,
    cares: Vec<super::care::Line>,
    has_account: bool,
}

/// The list.
pub(super) async fn mine(State(site): State<Site>, visit: Visit) -> Answer {
    let orders = actions::mine(&site.app, &visit.doer).await?;
    let shell = site.shell(&visit, "orders-ask-nav-matters");
    let (ended, open): (Vec<_>, Vec<_>) = orders.iter().partition(|order| has_ended(order.state));
    web::page(&MinePage {
        open: open.into_iter().map(|order| line(&shell, order)).collect(),
        ended: ended.into_iter().map(|order| line(&shell, order)).collect(),
        cares: super::care::mine(&site, &visit, &shell).await?,
        has_account: visit.doer.account.is_some(),
        shell,
    })
}

const fn has_ended(state: Stand) -> bool {
    matches!(state, Stand::Closed | Stand::Rejected | Stand::Withdrawn)
}

fn line(shell: &Shell, order: &OrderLine) -> Line {
    let lang = shell.lang();
    let your_turn = matches!(order.state, Stand::AwaitingInfo | Stand::Verified);
    Line {
        id: order.id.to_string(),
        number: shell.tx("orders-ask-number", "number", order.number.to_string()),
        title: words::heading_of(shell, None, &order.title),
        category: order.category.as_ref().map(|name| words::named(shell, name)),
        state: shell.t(&format!("orders-state-{}", order.state.name().replace('_', "-"))),
        place: words::place(shell, &order.place),
        asked: lang.date(order.asked_at),
        by: order.clock.map(|clock| lang.tx("orders-ask-by", "time", lang.when(clock.due_at))),
        your_turn,
    }
}
