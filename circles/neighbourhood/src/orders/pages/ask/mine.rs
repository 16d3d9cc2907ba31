//! My matters, and those of the people I act for; what is open first. Visitors find what this browser opened.

use super::words::{self, Named};
use crate::orders::actions;
use crate::orders::machine::State as Stand;
use crate::orders::views::OrderLine;
use askama::Template;
use axum::extract::State;
use base::{OrderId, PersonId};
use kernel::case::Named as _;
use serde::Deserialize;
use web::{Answer, Questioned, Shell, Site, Visit};

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
    /// For whom the reader acts: id, name, and whether theirs are shown.
    people: Vec<(PersonId, String, bool)>,
    /// Whose matters are shown, when they are another's.
    of: Option<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct Whose {
    #[serde(default)]
    of: String,
}

/// The list.
pub(super) async fn mine(State(site): State<Site>, visit: Visit, Questioned(whose): Questioned<Whose>) -> Answer {
    let person = whose.of.parse::<PersonId>().ok();
    let orders = match person {
        Some(person) => actions::mine_of(&site.app, &visit.doer, person).await?,
        None => actions::mine(&site.app, &visit.doer).await?,
    };
    let people = super::asking::acted_for(&site, &visit).await?;
    let people: Vec<_> = people.into_iter().map(|(id, name)| (id, name, Some(id) == person)).collect();
    let cares = match person {
        Some(_) => Vec::new(),
        None => super::care::mine(&site, &visit, &site.shell(&visit, "orders-ask-nav-matters")).await?,
    };
    let shell = site.shell(&visit, "orders-ask-nav-matters");
    let (ended, open): (Vec<_>, Vec<_>) = orders.iter().partition(|order| has_ended(order.state));
    web::page(&MinePage {
        open: open.into_iter().map(|order| line(&shell, order)).collect(),
        ended: ended.into_iter().map(|order| line(&shell, order)).collect(),
        cares,
        of: people.iter().find(|(_, _, shown)| *shown).map(|(_, name, _)| name.clone()),
        people,
        has_account: visit.doer.account.is_some(),
        shell,
    })
}

#[derive(Template)]
#[template(path = "orders/ask/by_family.html")]
struct ByFamilyPage {
    shell: Shell,
    acts: Vec<ActLine>,
}

/// Something that was done for the reader.
struct ActLine {
    order: OrderId,
    words: String,
    small: String,
}

/// What family did for the reader, each with its date.
pub(super) async fn by_family(State(site): State<Site>, visit: Visit) -> Answer {
    let acts = actions::acts_for_me(&site.app, &visit.doer).await?;
    let shell = site.shell(&visit, "orders-behalf-title").back("/me/family");
    let line = |act: &actions::Act| ActLine {
        order: act.order,
        words: shell.tx(act.words, "who", &act.who),
        small: format!(
            "{} · {}",
            shell.lang().date_time(act.at),
            shell.tx("orders-ask-number", "number", act.number.to_string())
        ),
    };
    let acts = acts.iter().map(line).collect();
    web::page(&ByFamilyPage { acts, shell })
}

const fn has_ended(state: Stand) -> bool {
    matches!(state, Stand::Closed | Stand::Rejected | Stand::Withdrawn | Stand::Voided)
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
