//! Pages of imports.

use super::actions::{self, kind, kinds};
use super::mend;
use super::rules::Fitted;
use super::show;
use super::store::{self, Import};
use crate::powers::IMPORTS_SEE;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Outcome, Problem};
use kernel::imports::ImportKind;
use kernel::sheets::{FILE_BYTES_MAX, ROWS_MAX, XLSX};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{
    Answer, Cursor, Key, Listing, Mend, Need, Posted, Questioned, Routes, Shell, Site, Uploaded, Visit, back_to, goto,
    page, page_with,
};

pub(crate) fn routes() -> Routes {
    let see = Need::Power(IMPORTS_SEE);
    Routes::default()
        .get("/imports", see, list)
        .get("/imports/new", see, new)
        .post("/imports", see, bring)
        .get("/imports/{id}", see, show::show)
        .post("/imports/{id}/match", see, settle)
        .post("/imports/{id}/load", see, load)
        .post("/imports/{id}/drop", see, drop_file)
        .get("/imports/{id}/mend", see, to_mend)
        .get("/import-templates/{kind}", see, template)
}

#[derive(Template)]
#[template(path = "imports/list.html")]
struct ListPage {
    shell: Shell,
    kinds: Vec<ImportKind>,
    rows: Vec<(Import, &'static str)>,
    older: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let kinds = kinds(&site.app, &visit.doer);
    let read = site.app.db.read().await?;
    let Listing { rows, next } = store::list(&read, visit.doer.community, Cursor::parse(&asked.after)).await?;
    let older = next.map(|cursor| format!("/imports?after={}", cursor.text()));
    let title = |row: &Import| kinds.iter().find(|kind| kind.name == row.kind).map(|kind| kind.title);
    let rows = rows.into_iter().filter_map(|row| title(&row).map(|title| (row, title))).collect();
    page(&ListPage { shell: site.shell(&visit, "imports-title"), kinds, rows, older })
}

/// A file on its way in.
#[derive(Default, Deserialize)]
#[serde(default)]
struct BringForm {
    once: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "imports/new.html")]
struct NewPage {
    shell: Shell,
    kind: ImportKind,
    once: String,
    mend: Mend,
    megabytes: usize,
    rows_max: usize,
}

fn new_page(site: &Site, visit: &Visit, kind: ImportKind, (once, mend): (String, Mend)) -> Answer {
    let shell = site.shell(visit, kind.title).back("/imports");
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let megabytes = FILE_BYTES_MAX / 1024 / 1024;
    page_with(status, &NewPage { shell, kind, once, mend, megabytes, rows_max: ROWS_MAX })
}

async fn new(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<BringForm>) -> Answer {
    let kind = kind(&site.app, &visit.doer, &asked.kind)?;
    new_page(&site, &visit, kind, (site.app.new_id().to_string(), Mend::nothing()))
}

async fn bring(State(site): State<Site>, visit: Visit, uploaded: Uploaded<BringForm>) -> Answer {
    let kind = kind(&site.app, &visit.doer, &uploaded.form.kind)?;
    let id = crate::entry::once(&uploaded.form.once)?;
    let file = uploaded.files.into_iter().find(|file| file.field == "file").map(|file| file.bytes);
    let brought = match file {
        Some(bytes) => db::again(|| actions::bring(&site.app, &visit.doer, (id, kind.name), bytes.clone())).await,
        None => Err(Problem::field("file", "imports-file-missing")),
    };
    match brought {
        Ok(id) => Ok(goto(&site, &format!("/imports/{id}"), "ok", "imports-brought")),
        Err(problem) => new_page(&site, &visit, kind, (site.app.new_id().to_string(), Mend::of(problem)?)),
    }
}

/// The columns chosen in a form: `fit-` and the field, with the number of the column.
fn chosen(form: &BTreeMap<String, String>) -> Fitted {
    let one =
        |(name, value): (&String, &String)| Some((name.strip_prefix("fit-")?.to_owned(), value.parse::<usize>().ok()?));
    form.iter().filter_map(one).collect()
}

fn version(form: &BTreeMap<String, String>) -> i64 {
    form.get("version").and_then(|text| text.parse().ok()).unwrap_or(0)
}

async fn settle(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<BTreeMap<String, String>>,
) -> Answer {
    let (fitted, version) = (chosen(&form), version(&form));
    match db::again(|| actions::settle(&site.app, &visit.doer, (id, version), fitted.clone())).await {
        Ok(()) => Ok(back_to(&format!("/imports/{id}"))),
        Err(problem) => show::again(&site, &visit, id, (Some(fitted), Mend::of(problem)?)).await,
    }
}

async fn load(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<BTreeMap<String, String>>,
) -> Answer {
    let wish = (id, version(&form));
    match db::again(|| actions::load(&site.app, &visit.doer, wish)).await {
        Ok(()) => Ok(back_to(&format!("/imports/{id}"))),
        Err(problem) => show::again(&site, &visit, id, (None, Mend::of(problem)?)).await,
    }
}

async fn drop_file(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<BTreeMap<String, String>>,
) -> Answer {
    let wish = (id, version(&form));
    match db::again(|| actions::drop_file(&site.app, &visit.doer, wish)).await {
        Ok(()) => Ok(goto(&site, "/imports", "ok", "imports-dropped")),
        Err(problem) => show::again(&site, &visit, id, (None, Mend::of(problem)?)).await,
    }
}

async fn to_mend(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let (import, kind) = actions::import(&site.app, &visit.doer, id).await?;
    let bytes = mend::to_mend(&site.app, &visit.doer, (&import, &kind)).await?;
    Ok(workbook(&format!("{}-mend", kind.name), bytes))
}

async fn template(State(site): State<Site>, visit: Visit, Key(name): Key<String>) -> Answer {
    let kind = kind(&site.app, &visit.doer, &name)?;
    let bytes: Outcome<Vec<u8>> = mend::template(&site.app, &visit.doer, &kind);
    Ok(workbook(kind.name, bytes?))
}

/// A workbook to save; it may hold names and phones, so no browser keeps it by itself.
fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    web::download(&format!("{name}.xlsx"), XLSX, bytes)
}
