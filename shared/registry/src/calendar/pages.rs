//! Pages of the calendar: a year at a glance, on paper too, and the form of one day.

use super::actions;
use super::rules::{AddedDay, DayForm, Origin, YEARS};
use super::store;
use super::year::{WEEKDAYS, Year};
use crate::entry::{Versioned, answered, day_of};
use crate::powers::{DIVISIONS_CHANGE, DIVISIONS_SEE};
use crate::tabs::Tabs;
use askama::Template;
use axum::extract::State;
use base::{Day, Problem};
use chrono::Datelike;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, goto, page};

pub(super) fn routes() -> Routes {
    let (see, change) = (Need::Power(DIVISIONS_SEE), Need::Power(DIVISIONS_CHANGE));
    Routes::default()
        .get("/calendar", see, show)
        .get("/calendar/print", see, paper)
        .get("/calendar/days/new", change, new)
        .post("/calendar/days/new", change, add)
        .get("/calendar/days/{id}", change, edit)
        .post("/calendar/days/{id}", change, save)
        .post("/calendar/days/{id}/remove", change, remove)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    year: Option<i32>,
    day: String,
}

impl Asked {
    fn year(&self, today: Day) -> i32 {
        self.year.unwrap_or(today.year()).clamp(*YEARS.start(), *YEARS.end())
    }
}

#[derive(Template)]
#[template(path = "calendar/year.html")]
struct YearPage {
    shell: Shell,
    year: Year,
    years: Vec<i32>,
    may_change: bool,
    tabs: Tabs,
}

async fn show(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let today = day_of(visit.doer.at);
    let year = year(&site, &visit, asked.year(today)).await?;
    let (first, last) = (today.year().min(year.number) - 1, today.year().max(year.number) + 1);
    let years = (first..=last).filter(|year| YEARS.contains(year)).collect();
    let (shell, tabs) = (site.shell(&visit, "calendar-title"), Tabs::of(&visit, "/calendar"));
    page(&YearPage { shell, year, years, may_change: visit.doer.may(DIVISIONS_CHANGE), tabs })
}

#[derive(Template)]
#[template(path = "calendar/paper.html")]
struct PaperPage {
    shell: Shell,
    year: Year,
}

async fn paper(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let year = year(&site, &visit, asked.year(day_of(visit.doer.at))).await?;
    let shell = site.shell(&visit, "calendar-title").back(address(year.number));
    page(&PaperPage { shell, year })
}

async fn year(site: &Site, visit: &Visit, number: i32) -> Result<Year, Problem> {
    let (read, community) = (site.app.db.read().await?, visit.doer.community);
    let ends = Day::from_ymd_opt(number, 1, 1).zip(Day::from_ymd_opt(number, 12, 31)).ok_or(Problem::NotFound)?;
    let mut added = store::between(&read, community, ends).await?;
    added.retain(|day| !day.removed);
    Ok(Year::of(number, &store::of(&read, community).await?, added))
}

fn address(year: i32) -> String {
    format!("/calendar?year={year}")
}

#[derive(Template)]
#[template(path = "calendar/form.html")]
struct FormPage {
    shell: Shell,
    form: DayForm,
    mend: Mend,
    /// The day that is changed.
    id: Option<Uuid>,
    back: String,
}

impl FormPage {
    fn of(site: &Site, visit: &Visit, (form, mend): (DayForm, Mend), id: Option<Uuid>) -> Self {
        let title = if id.is_some() { "calendar-day-change" } else { "calendar-day-new" };
        let back = super::rules::day_of_text(&form.day).map_or("/calendar".to_owned(), |day| address(day.year()));
        Self { shell: site.shell(visit, title).back(back.clone()), form, mend, id, back }
    }
}

async fn new(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let form = DayForm { day: asked.day, kind: "off".to_owned(), ..Default::default() };
    page(&FormPage::of(&site, &visit, (form, Mend::nothing()), None))
}

async fn add(State(site): State<Site>, visit: Visit, Posted(form): Posted<DayForm>) -> Answer {
    let added = db::again(|| actions::add(&site.app, &visit.doer, &form)).await;
    let to = |day: Day| goto(&site, &address(day.year()), "ok", "calendar-saved");
    answered(added, to, async |mend| Ok(FormPage::of(&site, &visit, (form, mend), None))).await
}

async fn edit(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let day = store::find(&site.app.db.read().await?, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    page(&FormPage::of(&site, &visit, (day.into(), Mend::nothing()), Some(id)))
}

async fn save(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(form): Posted<DayForm>) -> Answer {
    let saved = db::again(|| actions::change(&site.app, &visit.doer, id, &form)).await;
    let to = |day: Day| goto(&site, &address(day.year()), "ok", "calendar-saved");
    answered(saved, to, async |mend| Ok(FormPage::of(&site, &visit, (form, mend), Some(id)))).await
}

async fn remove(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(form): Posted<Versioned>) -> Answer {
    let day = db::again(|| actions::remove(&site.app, &visit.doer, id, form.version)).await?;
    Ok(goto(&site, &address(day.year()), "ok", "calendar-removed"))
}

/// The weekday of a day, as the page's language says it.
pub(super) fn weekday(shell: &Shell, day: &Day) -> String {
    shell.lang().weekday(kernel::case::WorkingCalendar::standard().midnight(*day))
}

/// Where a day came from, in words.
fn origin(shell: &Shell, day: &AddedDay) -> String {
    match day.origin {
        Origin::Hand => shell.t("calendar-origin-hand"),
        Origin::List => shell.t("calendar-origin-list"),
    }
}
