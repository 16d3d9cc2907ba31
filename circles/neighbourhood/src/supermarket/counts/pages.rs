//! Stock-taking on screen and on paper. Who counts sees names and their own figures; the differences stand there once two
//! people have spoken.

use super::actions::{self, Found};
use super::rules::Standing;
use super::store::{self, Count, Line};
use crate::supermarket::pages::{After, Bare};
use crate::supermarket::powers::{GOODS_COUNT, GOODS_SETTLE};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Moment, Outcome, Problem, Relation};
use chrono::{Duration, NaiveDateTime};
use kernel::i18n::DEFAULT_OFFSET_MINUTES;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{
    Answer, Cursor, Key, Listing, Mend, Need, Posted, Questioned, Routes, Sent, Shell, Site, Visit, goto, page,
    page_with,
};

/// A day and a time as a browser's field holds them.
const LOCAL_FORM: &str = "%Y-%m-%dT%H:%M";

/// The pages of stock-taking.
pub(in crate::supermarket) fn routes() -> Routes {
    Routes::default()
        .get("/supermarket/counts", Need::Power(GOODS_COUNT), list)
        .post("/supermarket/counts", Need::Power(GOODS_COUNT), begin)
        .get("/supermarket/counts/{id}", Need::Power(GOODS_COUNT), show)
        .get("/supermarket/counts/{id}/print", Need::Power(GOODS_COUNT), print)
        .post("/supermarket/counts/{id}/pieces", Need::Power(GOODS_COUNT), enter)
        .post("/supermarket/counts/{id}/reasons", Need::Power(GOODS_COUNT), explain)
        .post("/supermarket/counts/{id}/end", Need::Power(GOODS_COUNT), end)
        .post("/supermarket/counts/{id}/posting", Need::Power(GOODS_SETTLE), post)
}

#[derive(Template)]
#[template(path = "supermarket/counts.html")]
struct CountsPage {
    shell: Shell,
    counts: Listing<Count>,
    once: String,
    mend: Mend,
}

impl CountsPage {
    fn older(&self) -> Option<String> {
        self.counts.next.map(|cursor| format!("/supermarket/counts?after={}", cursor.text()))
    }

    fn counting(&self) -> bool {
        self.counts.rows.iter().any(Count::open)
    }
}

/// Every count, the newest first.
pub async fn list(State(site): State<Site>, visit: Visit, Questioned(after): Questioned<After>) -> Answer {
    list_page(&site, &visit, (Cursor::parse(&after.after), Mend::nothing())).await
}

async fn list_page(site: &Site, visit: &Visit, (after, mend): (Option<Cursor>, Mend)) -> Answer {
    visit.doer.require(GOODS_COUNT, &[Relation::Community])?;
    let counts = store::counts(&site.app.db.read().await?, visit.doer.community, after).await?;
    let shell = site.shell(visit, "counts-title");
    let (once, status) = (shell.once(), if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK });
    page_with(status, &CountsPage { shell, counts, once, mend })
}

/// Beginning.
#[derive(Deserialize)]
pub struct BeginForm {
    #[serde(default)]
    once: String,
}

/// Begins a count.
pub async fn begin(State(site): State<Site>, visit: Visit, Posted(form): Posted<BeginForm>) -> Answer {
    let id: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    match db::again(|| actions::begin(&site.app, &visit.doer, id)).await {
        Ok(()) => Ok(goto(&site, &format!("/supermarket/counts/{id}"), "ok", "counts-begun")),
        Err(problem) => list_page(&site, &visit, (None, Mend::of(problem)?)).await,
    }
}

/// What was typed, field by field.
type Typed = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "supermarket/count.html")]
struct CountPage {
    shell: Shell,
    count: Count,
    lines: Vec<Line>,
    account: Option<Uuid>,
    may_post: bool,
    opened: String,
    at: String,
    typed: Typed,
    mend: Mend,
}

impl CountPage {
    /// What was typed into the reader's field of a line. What they found before stands beside it, so that whatever is
    /// typed is a look of now.
    fn typed<'a>(&'a self, line: &Line) -> &'a str {
        self.typed.get(&format!("n_{}", line.id)).map_or("", String::as_str)
    }

    /// What the reader found before.
    fn before(&self, line: &Line) -> Option<i64> {
        line.own(self.account).map(|(pieces, _)| pieces)
    }

    fn reason<'a>(&'a self, line: &'a Line) -> &'a str {
        self.typed.get(&format!("r_{}", line.id)).map_or(&line.reason, String::as_str)
    }

    /// How a line stands, as a sign and a message.
    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn light(&self, line: &Line) -> (&'static str, &'static str) {
        match line.standing() {
            Standing::Open => ("", "counts-line-open"),
            Standing::Once => ("warn", "counts-line-once"),
            Standing::Unclear => ("late", "counts-line-unclear"),
            Standing::Right => ("ok", "counts-line-right"),
            Standing::Differs(_) => ("warn", "counts-line-differs"),
        }
    }

    /// Two others have counted it.
    fn closed(&self, line: &Line) -> bool {
        line.first_by.is_some() && line.second_by.is_some() && line.own(self.account).is_none()
    }

    fn differing(&self) -> Vec<(&Line, i64)> {
        self.lines
            .iter()
            .filter_map(|line| Some((line, line.posted.or(line.difference()).filter(|by| *by != 0)?)))
            .collect()
    }

    fn explains(&self, line: &Line) -> bool {
        self.account.is_some_and(|account| line.counted_by(account))
    }

    /// Lines that still need somebody.
    fn left(&self) -> usize {
        self.lines.iter().filter(|line| line.unclear()).count()
    }

    /// `+2`, `−3`.
    fn signed(&self, by: &i64) -> String {
        let sign = if *by < 0 { "−" } else { "+" };
        format!("{sign}{}", self.shell.lang().number(by.abs()))
    }
}

/// One count.
pub async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    count_page(&site, &visit, id, (Typed::new(), Mend::nothing())).await
}

async fn count_page(site: &Site, visit: &Visit, id: Uuid, (typed, mend): (Typed, Mend)) -> Answer {
    let doer = &visit.doer;
    doer.require(GOODS_COUNT, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let count = store::count(&read, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let lines = store::lines(&read, id).await?;
    let account = doer.account.map(Uuid::from);
    let counted = account.is_some_and(|account| lines.iter().any(|line| line.counted_by(account)));
    let may_post = count.open() && !counted && doer.require(GOODS_SETTLE, &[Relation::Community]).is_ok();
    let shell = site.shell(visit, "counts-title").back("/supermarket/counts");
    let (opened, local) = (doer.at.to_rfc3339(), doer.at + Duration::minutes(i64::from(DEFAULT_OFFSET_MINUTES)));
    let at = typed.get("at").cloned().unwrap_or_else(|| local.format(LOCAL_FORM).to_string());
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &CountPage { shell, count, lines, account, may_post, opened, at, typed, mend })
}

/// When somebody looked: the time the page was opened, to the microsecond, unless they wrote another one.
fn looked_at(typed: &Typed) -> Option<Moment> {
    let opened: Option<Moment> = typed.get("opened").and_then(|text| text.parse().ok());
    let local = NaiveDateTime::parse_from_str(typed.get("at")?.trim(), LOCAL_FORM).ok()?;
    let at = (local - Duration::minutes(i64::from(DEFAULT_OFFSET_MINUTES))).and_utc();
    Some(opened.filter(|opened| *opened >= at && *opened - at < Duration::minutes(1)).unwrap_or(at))
}

/// The lines that a form speaks of, by the beginning of their fields.
fn lines_of<'t>(typed: &'t Typed, prefix: &'t str) -> impl Iterator<Item = (Uuid, &'t str)> {
    typed.iter().filter_map(move |(name, text)| {
        let id = name.strip_prefix(prefix)?.parse().ok()?;
        let text = text.trim();
        (!text.is_empty()).then_some((id, text))
    })
}

fn found(count: Uuid, typed: &Typed) -> Outcome<Found> {
    let at = looked_at(typed).ok_or(Problem::field("at", "counts-time-wrong"))?;
    let number = |(id, text): (Uuid, &str)| {
        text.parse().map(|pieces| (id, pieces)).map_err(|_| Problem::refused("counts-number-wrong"))
    };
    let pieces = lines_of(typed, "n_").map(number).collect::<Outcome<Vec<(Uuid, i64)>>>()?;
    Ok(Found { count, at, pieces })
}

/// Enters what was found.
pub async fn enter(sent: Sent<Uuid, Typed>) -> Answer {
    let answer = match found(sent.key, &sent.form) {
        Ok(found) => db::again(|| actions::enter(sent.app(), sent.doer(), &found)).await,
        Err(problem) => Err(problem),
    };
    answered(sent, (answer, "counts-entered")).await
}

async fn answered(sent: Sent<Uuid, Typed>, (answer, key): (Outcome<()>, &'static str)) -> Answer {
    match answer {
        Ok(()) => Ok(goto(&sent.site, &format!("/supermarket/counts/{}", sent.key), "ok", key)),
        Err(problem) => count_page(&sent.site, &sent.visit, sent.key, (sent.form, Mend::of(problem)?)).await,
    }
}

/// Says why lines differ.
pub async fn explain(sent: Sent<Uuid, Typed>) -> Answer {
    let reasons: Vec<(Uuid, String)> = lines_of(&sent.form, "r_").map(|(id, text)| (id, text.to_owned())).collect();
    let answer = db::again(|| actions::explain(sent.app(), sent.doer(), (sent.key, &reasons))).await;
    answered(sent, (answer, "counts-explained")).await
}

/// Posts the differences.
pub async fn post(sent: Sent<Uuid, Typed>) -> Answer {
    let version = sent.form.get("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    let answer = db::again(|| actions::post(sent.app(), sent.doer(), (sent.key, version))).await;
    answered(sent, (answer, "counts-posted")).await
}

/// Gives a count up.
pub async fn end(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(_): Posted<Bare>) -> Answer {
    db::again(|| actions::drop_count(&site.app, &visit.doer, id)).await?;
    Ok(goto(&site, "/supermarket/counts", "ok", "counts-dropped"))
}

#[derive(Template)]
#[template(path = "supermarket/count_paper.html")]
struct SheetPage {
    shell: Shell,
    count: Count,
    lines: Vec<Line>,
}

/// The sheet for paper: names, and room for two people's figures.
pub async fn print(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    visit.doer.require(GOODS_COUNT, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let count = store::count(&read, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    let lines = store::lines(&read, id).await?;
    let shell = site.shell(&visit, "counts-sheet").back(format!("/supermarket/counts/{id}"));
    page(&SheetPage { shell, count, lines })
}
