//! A file from beginning to end in one go: the columns as they match by name, checked, and loaded when nothing is amiss.
//!
//! The same verbs as on the pages; beside a running server each of them finds what the other has done.

use super::actions;
use super::jobs;
use super::mend::{label, sentences};
use super::store::{self, Import};
use base::{Doer, Outcome, Problem};
use bytes::Bytes;
use kernel::app::App;

/// How it went.
#[derive(Clone, Debug)]
pub struct Report {
    /// The import as it stands.
    pub import: Import,
    /// Headings of columns that were not read.
    pub refused: Vec<String>,
    /// Rows with something amiss, and the words at each, in the doer's language.
    pub amiss: Vec<(u32, Vec<String>)>,
}

/// Brings a file, and loads it when every row is right.
///
/// # Errors
/// Words when the file cannot be read or a needed column is missing.
pub async fn whole(app: &App, doer: &Doer, kind: &str, bytes: Bytes) -> Outcome<Report> {
    let id = app.new_id();
    db::again(|| actions::bring(app, doer, (id, kind), bytes.clone())).await?;
    let staged = store::staged(&app.db.read().await?, id).await?.ok_or(Problem::NotFound)?;
    db::again(|| actions::settle(app, doer, (id, 1), staged.fitted.clone())).await?;
    let mut refused = Some(staged.head.refused);
    loop {
        let (import, _) = actions::import(app, doer, id).await?;
        let done = match import.state.as_str() {
            "checking" => db::again(|| jobs::check(app, doer, id)).await,
            "ready" => db::again(|| actions::load(app, doer, (id, import.version))).await,
            "loading" => db::again(|| jobs::load_piece(app, doer, id)).await.map(|_| ()),
            _ => {
                let amiss = amiss(app, doer, &import).await?;
                return Ok(Report { import, refused: refused.take().unwrap_or_default(), amiss });
            }
        };
        // A server that works beside us was faster: look again.
        match done {
            Ok(()) | Err(Problem::Changed) => {}
            Err(problem) => return Err(problem),
        }
    }
}

async fn amiss(app: &App, doer: &Doer, import: &Import) -> Outcome<Vec<(u32, Vec<String>)>> {
    let (lang, kind) = (app.words.lang(doer.locale, doer.at), actions::kind(app, doer, &import.kind)?);
    let named = |field: &str| label(&kind, field).map(|key| lang.t(key));
    let read = app.db.read().await?;
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(number) = store::piece_amiss(&read, import.id, from).await? {
        let piece = store::piece(app, &read, import.id, number).await?.unwrap_or_default();
        let rows = piece.rows.iter().map(|row| (row.number, sentences(&piece, row.number, doer.locale, named)));
        found.extend(rows.filter(|(_, words)| !words.is_empty()));
        from = number + 1;
    }
    Ok(found)
}
