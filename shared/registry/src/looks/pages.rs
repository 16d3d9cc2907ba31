//! The resident's page, the same on paper, and the page of the supervision committee.

use super::store::{self, Count, Wanted};
use super::view::{Shown, field_words, shown};
use crate::entry::day_of;
use crate::powers::LOOKS_REVIEW;
use askama::Template;
use axum::extract::State;
use base::{Day, Moment, Problem, Relation};
use chrono::{Datelike, Months};
use kernel::case::WorkingCalendar;
use serde::{Deserialize, Serialize};
use web::{Answer, Cursor, Listing, Need, Questioned, Routes, Shell, Site, Visit, page};

/// Months that can be chosen.
const MONTHS: u32 = 13;

pub(crate) fn routes() -> Routes {
    let review = Need::Power(LOOKS_REVIEW);
    Routes::default()
        .get("/me/looks", Need::Account, mine)
        .get("/me/looks/print", Need::Account, my_paper)
        .get("/looks", review, all)
        .get("/looks/print", review, all_paper)
}

#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    month: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    field: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Asked {
    fn address(&self, path: &str, after: Option<Cursor>) -> String {
        let asked = Self { after: after.map(|cursor| cursor.text()).unwrap_or_default(), ..self.clone() };
        let question = serde_html_form::to_string(asked).unwrap_or_default();
        if question.is_empty() { path.to_owned() } else { format!("{path}?{question}") }
    }

    /// The first day of the month that is asked for; this month when it cannot be read.
    fn month(&self, today: Day) -> Day {
        let asked = format!("{}-01", self.month).parse().ok();
        asked.or_else(|| today.with_day(1)).unwrap_or(today)
    }
}

#[derive(Template)]
#[template(path = "looks/mine.html")]
struct MinePage {
    shell: Shell,
    rows: Vec<Shown>,
    older: Option<String>,
    first_page: bool,
}

#[derive(Template)]
#[template(path = "looks/mine_print.html")]
struct MinePaper {
    shell: Shell,
    rows: Vec<Shown>,
    older: Option<String>,
    now: Moment,
}

async fn my_looks(site: &Site, visit: &Visit, asked: &Asked) -> Result<(Shell, Listing<Shown>), Problem> {
    let read = site.app.db.read().await?;
    let looks = match visit.doer.person {
        Some(person) => store::at_person(&read, (visit.doer.community, person), Cursor::parse(&asked.after)).await?,
        None => Listing { rows: Vec::new(), next: None },
    };
    let shell = site.shell(visit, "looks-mine");
    let rows = shown(&read, (&shell, &site.app.part.personal_fields), looks.rows).await?;
    Ok((shell, Listing { rows, next: looks.next }))
}

async fn mine(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let (shell, looks) = my_looks(&site, &visit, &asked).await?;
    let older = looks.next.map(|next| Asked::default().address("/me/looks", Some(next)));
    page(&MinePage { shell: shell.back("/me"), rows: looks.rows, older, first_page: asked.after.is_empty() })
}

async fn my_paper(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let (shell, looks) = my_looks(&site, &visit, &asked).await?;
    let older = looks.next.map(|next| Asked::default().address("/me/looks/print", Some(next)));
    page(&MinePaper { shell: shell.back("/me/looks"), rows: looks.rows, older, now: visit.doer.at })
}

/// What the committee's page shows, on screen and on paper.
struct Review {
    asked: Asked,
    month: Day,
    months: Vec<Day>,
    /// Field, its words, and how often it was looked at.
    fields: Vec<(String, String, i64)>,
    rows: Vec<Shown>,
    next: Option<Cursor>,
}

impl Review {
    /// All looks of the month.
    fn total(&self) -> i64 {
        self.fields.iter().map(|(_, _, looks)| looks).sum()
    }

    fn narrowed(&self) -> bool {
        !self.asked.field.is_empty() || !self.asked.q.trim().is_empty()
    }
}

async fn review(site: &Site, visit: &Visit, shell: &Shell, asked: Asked) -> Result<Review, Problem> {
    visit.doer.require(LOOKS_REVIEW, &[Relation::Community])?;
    let (read, community, today) = (site.app.db.read().await?, visit.doer.community, day_of(visit.doer.at));
    let (month, wall) = (asked.month(today), WorkingCalendar::standard());
    let next_month = month.checked_add_months(Months::new(1)).unwrap_or(month);
    let (from, until) = (wall.midnight(month), wall.midnight(next_month));
    let wanted = Wanted { from, until, field: asked.field.clone(), reason: asked.q.clone() };
    let looks = store::of_community(&read, community, &wanted, Cursor::parse(&asked.after)).await?;
    let known = &site.app.part.personal_fields;
    let fields = store::counts(&read, community, &wanted).await?;
    let in_words = |Count { field, looks }| (field.clone(), field_words(shell, known, &field), looks);
    let this_month = today.with_day(1).unwrap_or(today);
    Ok(Review {
        month,
        months: (0..MONTHS).filter_map(|back| this_month.checked_sub_months(Months::new(back))).collect(),
        fields: fields.into_iter().map(in_words).collect(),
        rows: shown(&read, (shell, known), looks.rows).await?,
        next: looks.next,
        asked,
    })
}

#[derive(Template)]
#[template(path = "looks/all.html")]
struct AllPage {
    shell: Shell,
    review: Review,
    older: Option<String>,
    paper: String,
}

#[derive(Template)]
#[template(path = "looks/all_print.html")]
struct AllPaper {
    shell: Shell,
    review: Review,
    older: Option<String>,
    now: Moment,
}

async fn all(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let shell = site.shell(&visit, "looks-all");
    let review = review(&site, &visit, &shell, asked).await?;
    let older = review.next.map(|next| review.asked.address("/looks", Some(next)));
    let paper = review.asked.address("/looks/print", None);
    page(&AllPage { shell, review, older, paper })
}

async fn all_paper(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let shell = site.shell(&visit, "looks-all");
    let review = review(&site, &visit, &shell, asked).await?;
    let older = review.next.map(|next| review.asked.address("/looks/print", Some(next)));
    let shell = shell.back(review.asked.address("/looks", None));
    page(&AllPaper { shell, review, older, now: visit.doer.at })
}

/// A month as the address writes it, and as the page says it.
fn month_value(month: &Day) -> String {
    month.format("%Y-%m").to_string()
}
