//! The search of the desk: an order's number goes straight there, a phone finds the caller's orders, words search the
//! register. People are found on their own page.

use super::act::path;
use super::words::{self, Row, Tool};
use crate::orders::actions::{self, Filter};
use crate::orders::powers::ORDERS_CODE;
use crate::orders::views::OrderLine;
use askama::Template;
use axum::extract::State;
use base::Problem;
use registry::powers::PEOPLE_SEE;
use serde::Deserialize;
use web::{Answer, Questioned, Shell, Site, Visit};

/// Digits of the shortest phone number; anything shorter is an order's number.
const PHONE_DIGITS_MIN: usize = 7;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
}

#[derive(Template)]
#[template(path = "orders/desk/search.html")]
struct SearchPage {
    shell: Shell,
    q: String,
    is_phone: bool,
    rows: Vec<Row>,
    more: Option<String>,
    people: Option<String>,
}

pub(crate) async fn search(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let q = asked.q.trim().to_owned();
    let is_phone = phone_like(&q) && visit.doer.may(ORDERS_CODE);
    let (lines, has_more) = if q.is_empty() {
        (Vec::new(), false)
    } else if is_phone {
        (by_phone(&site, &visit, &q).await?, false)
    } else {
        let filter = Filter { words: q.clone(), ..Filter::default() };
        let page = actions::register(&site.app, &visit.doer, &filter, None).await?;
        (page.rows, page.next.is_some())
    };
    if let Some(line) = lines.iter().find(|line| line.number.to_string() == q) {
        return Ok(web::back_to(&path(line.id)));
    }
    let shell = site.shell(&visit, "orders-desk-search-title");
    let row = |line: &OrderLine| words::row(&shell, line, Tool { href: path(line.id), label: String::new() });
    let question = serde_html_form::to_string([("q", &q)]).map_err(Problem::fault)?;
    web::page(&SearchPage {
        rows: lines.iter().map(row).collect(),
        more: has_more.then(|| format!("/desk/register?{question}")),
        people: visit.doer.may(PEOPLE_SEE).then(|| format!("/people?{question}")),
        is_phone,
        q,
        shell,
    })
}

async fn by_phone(site: &Site, visit: &Visit, phone: &str) -> Result<Vec<OrderLine>, Problem> {
    match actions::find_by_phone(&site.app, &visit.doer, phone).await {
        Ok(found) => Ok(found.into_iter().map(|found| found.line).collect()),
        Err(Problem::Invalid(_)) => Ok(Vec::new()),
        Err(problem) => Err(problem),
    }
}

/// Only digits and what people write between them, and as long as a phone number.
fn phone_like(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= PHONE_DIGITS_MIN && text.chars().all(|char| char.is_ascii_digit() || " -+()".contains(char))
}
