//! The search of the desk: an order's number goes straight there, a phone finds the caller and their orders, words search
//! the register. A phone never stands in an address: not in a log, a history, or what another page is told.

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
use web::{Answer, Posted, Questioned, Shell, Site, Visit};

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
    callers: Vec<Caller>,
}

/// Somebody registered with the phone that was typed.
struct Caller {
    id: String,
    name: String,
    place: String,
}

impl SearchPage {
    fn of(shell: Shell, q: String, lines: &[OrderLine]) -> Self {
        let row = |line: &OrderLine| words::row(&shell, line, Tool { href: path(line.id), label: String::new() });
        let rows = lines.iter().map(row).collect();
        Self { shell, q, is_phone: false, rows, more: None, people: None, callers: Vec::new() }
    }
}

/// The form, and what words or a number find. A phone in an address would stay in the browser's history: it is not looked
/// up, and gone from the address that follows.
pub(crate) async fn search(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let q = asked.q.trim().to_owned();
    if phone_like(&q) {
        return Ok(web::goto(&site, "/search", "warn", "orders-desk-search-phone-here"));
    }
    let (lines, has_more) = if q.is_empty() { (Vec::new(), false) } else { by_words(&site, &visit, &q).await? };
    if let Some(line) = lines.iter().find(|line| line.number.to_string() == q) {
        return Ok(web::back_to(&path(line.id)));
    }
    let question = question(&q)?;
    let mut page = SearchPage::of(site.shell(&visit, "orders-desk-search-title"), q, &lines);
    page.more = has_more.then(|| format!("/desk/register?{question}"));
    page.people = visit.doer.may(PEOPLE_SEE).then(|| format!("/people?{question}"));
    web::page(&page)
}

/// What was typed into the search: words and numbers get an address of their own, a phone is answered right here.
pub(crate) async fn find(State(site): State<Site>, visit: Visit, Posted(asked): Posted<Asked>) -> Answer {
    let q = asked.q.trim().to_owned();
    if !phone_like(&q) {
        return Ok(web::back_to(&format!("/search?{}", question(&q)?)));
    }
    let (lines, callers) = by_phone(&site, &visit, &q).await?;
    let mut page = SearchPage::of(site.shell(&visit, "orders-desk-search-title"), q, &lines);
    (page.is_phone, page.callers) = (true, callers);
    web::page(&page)
}

fn question(q: &str) -> Result<String, Problem> {
    serde_html_form::to_string([("q", q)]).map_err(Problem::fault)
}

async fn by_words(site: &Site, visit: &Visit, words: &str) -> Result<(Vec<OrderLine>, bool), Problem> {
    let filter = Filter { words: words.to_owned(), ..Filter::default() };
    let page = actions::register(&site.app, &visit.doer, &filter, None).await?;
    Ok((page.rows, page.next.is_some()))
}

/// The caller's orders, and who is registered with this phone; each as far as the reader may know it.
async fn by_phone(site: &Site, visit: &Visit, phone: &str) -> Result<(Vec<OrderLine>, Vec<Caller>), Problem> {
    let (app, doer) = (&site.app, &visit.doer);
    let orders =
        match if doer.may(ORDERS_CODE) { actions::find_by_phone(app, doer, phone).await } else { Ok(Vec::new()) } {
            Ok(found) => found.into_iter().map(|found| found.line).collect(),
            Err(Problem::Invalid(_)) => Vec::new(),
            Err(problem) => return Err(problem),
        };
    if !doer.may(PEOPLE_SEE) {
        return Ok((orders, Vec::new()));
    }
    let people = registry::people::find_by_phone(app, &app.db.read().await?, doer, phone).await?;
    let caller = |person: registry::people::PersonView| Caller {
        id: person.id.to_string(),
        name: person.name,
        place: person.place_label,
    };
    Ok((orders, people.into_iter().map(caller).collect()))
}

/// Only digits and what people write between them, and as long as a phone number.
fn phone_like(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= PHONE_DIGITS_MIN && text.chars().all(|char| char.is_ascii_digit() || " -+()".contains(char))
}
