//! A register as a file: asked for with the filters of the page, its progress, and the file.

use super::register::Asked;
use crate::orders::exports::{self, Export, Register, WRITE_OUT};
use askama::Template;
use axum::body::Body;
use axum::extract::State;
use base::{Doer, Outcome, Problem};
use futures::StreamExt;
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs::{JobKind, Schedule};
use kernel::sheets::{CSV, XLSX};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Posted, Shell, Site, Visit, back_to, download, page};

/// Writes an export.
pub(crate) const JOB: JobKind = JobKind { name: WRITE_OUT, run };
/// Takes old files away.
pub(crate) const SWEEP: Schedule = Schedule { name: "orders.sweep_exports", every_minutes: 60, run: sweep };
/// A register of so many lines is written before the answer: that takes less than a second.
const SOON_ROWS: i64 = 2_000;

fn run<'a>(app: &'a App, doer: &'a Doer, id: Uuid) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(exports::write_out(app, doer, id, |filters| Asked::read(filters).filter()))
}

fn sweep<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(exports::sweep(app, doer))
}

/// What the form of the register sends: the filters, as one text.
#[derive(Deserialize)]
pub(crate) struct ExportForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    filters: String,
    #[serde(default, rename = "as")]
    format: String,
}

/// Asks for a file; a short register is written at once, a long one by a job.
pub(crate) async fn ask(State(site): State<Site>, visit: Visit, Posted(form): Posted<ExportForm>) -> Answer {
    let id: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let asked = Asked::read(&form.filters);
    let (filters, filter) = (asked.written()?, asked.filter());
    db::again(|| exports::ask(&site.app, &visit.doer, (id, &form.format), (&filters, &filter))).await?;
    asked_for((&site, &visit), id).await
}

/// What asks for the log of call-backs.
pub(crate) async fn ask_for_calls(State(site): State<Site>, visit: Visit, Posted(form): Posted<ExportForm>) -> Answer {
    let id: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    db::again(|| exports::ask_for_calls(&site.app, &visit.doer, (id, &form.format))).await?;
    asked_for((&site, &visit), id).await
}

async fn asked_for((site, visit): (&Site, &Visit), id: Uuid) -> Answer {
    let (export, _) = exports::export(&site.app, &visit.doer, id).await?;
    if export.row_count <= SOON_ROWS {
        match db::again(|| run(&site.app, &visit.doer, id)).await {
            // The job of the same export was faster.
            Ok(()) | Err(Problem::Changed) => {}
            Err(problem) => return Err(problem.into()),
        }
    }
    Ok(back_to(&format!("/desk/register/exports/{id}")))
}

#[derive(Template)]
#[template(path = "orders/desk/export.html")]
struct ExportPage {
    shell: Shell,
    export: Export,
    written: i64,
    register: String,
}

/// How far it is, and the file.
pub(crate) async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let (export, written) = exports::export(&site.app, &visit.doer, id).await?;
    let register = match export.register()? {
        Register::Orders => Asked::read(&export.filters).address("/desk/register", "")?,
        Register::Calls => "/desk/calls/log".to_owned(),
    };
    let shell = site.shell(&visit, "export-title").back(register.clone());
    page(&ExportPage { shell, export, written, register })
}

/// The file.
pub(crate) async fn file(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let (export, _) = exports::export(&site.app, &visit.doer, id).await?;
    let hash = export.hash.as_ref().ok_or(Problem::NotFound)?.parse()?;
    let (_, bytes) = site.app.files.stream(hash).await?;
    let bytes =
        Body::from_stream(bytes.map(|piece| piece.map_err(|problem| std::io::Error::other(problem.to_string()))));
    let kind = if export.format == "csv" { CSV } else { XLSX };
    let name = if export.register()? == Register::Calls { "calls" } else { "register" };
    Ok(download(&format!("{name}-{}.{}", export.at.format("%Y%m%d-%H%M"), export.format), kind, bytes))
}
