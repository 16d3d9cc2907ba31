//! A list of days, pasted or from a file: first shown with what it would change, then kept.

use super::pages::weekday;
use super::rules::{Effect, ListForm, Plan};
use super::{actions, list};
use crate::powers::DIVISIONS_CHANGE;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::Problem;
use chrono::Datelike;
use web::{Answer, Mend, Need, Routes, Shell, Site, Upload, Uploaded, Visit, goto, page, page_with};

pub(super) fn routes() -> Routes {
    let change = Need::Power(DIVISIONS_CHANGE);
    Routes::default().get("/calendar/import", change, ask).post("/calendar/import", change, take)
}

#[derive(Template)]
#[template(path = "calendar/import.html")]
struct ImportPage {
    shell: Shell,
    form: ListForm,
    mend: Mend,
    plan: Option<Plan>,
}

impl ImportPage {
    fn of(site: &Site, visit: &Visit, form: ListForm) -> Self {
        let shell = site.shell(visit, "calendar-import").back("/calendar");
        Self { shell, form, mend: Mend::nothing(), plan: None }
    }
}

async fn ask(State(site): State<Site>, visit: Visit) -> Answer {
    page(&ImportPage::of(&site, &visit, ListForm::default()))
}

async fn take(State(site): State<Site>, visit: Visit, Uploaded { mut form, files }: Uploaded<ListForm>) -> Answer {
    match weigh_or_keep(&site, &visit, &mut form, files.first()).await {
        Ok(Step::Kept(year)) => Ok(goto(&site, &format!("/calendar?year={year}"), "ok", "calendar-list-kept")),
        Ok(Step::Weighed(plan)) => {
            let status = if plan.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            page_with(status, &ImportPage { plan: Some(plan), ..ImportPage::of(&site, &visit, form) })
        }
        Err(problem) => {
            let refused = ImportPage { mend: Mend::of(problem)?, ..ImportPage::of(&site, &visit, form) };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &refused)
        }
    }
}

/// What came of a list.
enum Step {
    /// It was looked at.
    Weighed(Plan),
    /// It is kept; its first year.
    Kept(i32),
}

async fn weigh_or_keep(
    site: &Site,
    visit: &Visit,
    form: &mut ListForm,
    file: Option<&Upload>,
) -> Result<Step, Problem> {
    if let Some(file) = file {
        form.text = list::text_of(&file.bytes).map_err(Problem::Refused)?;
    }
    let plan = actions::weigh(&site.app.db.read().await?, &visit.doer, &form.text).await?;
    if form.step != "keep" || !plan.problems.is_empty() {
        return Ok(Step::Weighed(plan));
    }
    db::again(|| actions::keep(&site.app, &visit.doer, &form.text)).await?;
    Ok(Step::Kept(plan.steps.first().map_or(visit.doer.at.year(), |(line, _)| line.day.year())))
}
