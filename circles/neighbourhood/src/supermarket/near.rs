//! Things near their best-before date: which, for how many days ahead, and writing off what is past it.

use super::actions;
use super::powers::GOODS_CHANGE;
use super::rules::Loss;
use super::store::{self, Item};
use crate::points::rules::local_day;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Day, Problem, Relation};
use chrono::Days;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Posted, Shell, Site, Visit, goto, page_with};

#[derive(Template)]
#[template(path = "supermarket/near.html")]
struct NearPage {
    shell: Shell,
    rows: Vec<(Item, String)>,
    today: Day,
    days: i64,
    typed: Option<String>,
    mend: Mend,
}

impl NearPage {
    fn past(&self, item: &Item) -> bool {
        item.best_before.is_some_and(|last| last < self.today)
    }

    fn days_left(&self, item: &Item) -> i64 {
        item.best_before.map_or(0, |last| (last - self.today).num_days())
    }
}

/// The list.
pub async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    list_page(&site, &visit, (None, Mend::nothing())).await
}

async fn list_page(site: &Site, visit: &Visit, (typed, mend): (Option<String>, Mend)) -> Answer {
    visit.doer.require(GOODS_CHANGE, &[Relation::Community])?;
    let (read, today) = (site.app.db.read().await?, local_day(visit.doer.at));
    let days = store::near_days(&read, visit.doer.community).await?.near_days;
    let until = today.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(today);
    let shell = site.shell(visit, "near-title");
    let rows = store::near(&read, visit.doer.community, until).await?;
    let rows = rows.into_iter().map(|item| (item, shell.once())).collect();
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &NearPage { shell, rows, today, days, typed, mend })
}

/// The days, as they were typed.
#[derive(Deserialize)]
pub struct DaysForm {
    #[serde(default)]
    days: String,
}

/// Sets the days.
pub async fn set_days(State(site): State<Site>, visit: Visit, Posted(form): Posted<DaysForm>) -> Answer {
    let days = form.days.trim().parse().unwrap_or(0);
    match db::again(|| actions::set_near_days(&site.app, &visit.doer, days)).await {
        Ok(()) => Ok(goto(&site, "/supermarket/near", "ok", "near-days-set")),
        Err(problem) => list_page(&site, &visit, (Some(form.days), Mend::of(problem)?)).await,
    }
}

/// Writing off as it was typed.
#[derive(Deserialize)]
pub struct LossForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    count: String,
}

/// Writes off what is past its date, or will not be taken in time.
pub async fn write_off(
    State(site): State<Site>,
    visit: Visit,
    Key(item): Key<Uuid>,
    Posted(form): Posted<LossForm>,
) -> Answer {
    let id: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let count = form.count.trim().parse().unwrap_or(0);
    match db::again(|| actions::write_off(&site.app, &visit.doer, (id, item, count), Loss::Expired)).await {
        Ok(()) => Ok(goto(&site, "/supermarket/near", "ok", "supermarket-written-off")),
        Err(problem) => list_page(&site, &visit, (None, Mend::of(problem)?)).await,
    }
}
