//! The page of one import: matching, what is amiss, a preview, progress, the end.

use super::actions;
use super::mend::{label, sentences};
use super::rules::Fitted;
use super::store::{self, FileHead, Import, Piece, Staged};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::imports::{ImportColumn, ImportKind};
use kernel::vault::{mask_phone, normalize_phone};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Questioned, Shell, Site, Visit, page_with};

/// Rows of a preview.
const PREVIEW_ROWS: usize = 5;
/// Characters of a cell in a preview.
const PREVIEW_CHARS: usize = 24;

/// A field with the column it is filled from.
pub(super) struct Field {
    pub(super) column: ImportColumn,
    /// The number of the column; none when the file has none for it.
    pub(super) from: Option<usize>,
    /// What stands in it, masked where it has to be.
    pub(super) sample: String,
    /// What is wrong with the choice.
    pub(super) wrong: String,
}

impl Field {
    /// It is filled from the column of this number.
    fn is(&self, column: &usize) -> bool {
        self.from == Some(*column)
    }
}

/// A row with something amiss.
pub(super) struct Amiss {
    pub(super) row: u32,
    pub(super) words: Vec<String>,
}

/// What of a file can be shown while it waits.
pub(super) struct File {
    pub(super) head: FileHead,
    pub(super) fields: Vec<Field>,
    pub(super) preview: Vec<(u32, Vec<(&'static str, String)>)>,
    pub(super) checked: i64,
}

#[derive(Template)]
#[template(path = "imports/show.html")]
struct ShowPage {
    shell: Shell,
    import: Import,
    kind: ImportKind,
    file: Option<File>,
    amiss: Vec<Amiss>,
    more: Option<String>,
    mend: Mend,
}

impl ShowPage {
    /// How far the work is, in rows.
    fn done(&self) -> i64 {
        let checked = self.file.as_ref().map_or(0, |file| file.checked);
        if self.import.state == "checking" { checked } else { self.import.done_count }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    from: i64,
}

pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Questioned(asked): Questioned<Asked>,
) -> Answer {
    shown(&site, &visit, (id, asked.from), (None, Mend::nothing())).await
}

/// The page after a refused form, with what was chosen.
pub(super) async fn again(site: &Site, visit: &Visit, id: Uuid, form: (Option<Fitted>, Mend)) -> Answer {
    shown(site, visit, (id, 0), form).await
}

async fn shown(site: &Site, visit: &Visit, (id, from): (Uuid, i64), (chosen, mend): (Option<Fitted>, Mend)) -> Answer {
    let (import, kind) = actions::import(&site.app, &visit.doer, id).await?;
    let shell = site.shell(visit, kind.title).back("/imports");
    let read = site.app.db.read().await?;
    let mut staged = store::staged(&read, id).await?;
    if let (Some(staged), Some(chosen)) = (&mut staged, chosen) {
        staged.fitted = chosen;
    }
    let first = store::piece(&site.app, &read, id, 0).await?.unwrap_or_default();
    let file = staged.map(|staged| file_of(&shell, &kind, (staged, &first), &mend));
    let number = store::piece_amiss(&read, id, from.max(0)).await?;
    let (mut amiss, mut more) = (Vec::new(), None);
    if let Some(number) = number {
        let piece = store::piece(&site.app, &read, id, number).await?.unwrap_or_default();
        amiss = amiss_of(&shell, &kind, &piece);
        more = store::piece_amiss(&read, id, number + 1).await?.map(|next| format!("/imports/{id}?from={next}"));
    }
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &ShowPage { shell, import, kind, file, amiss, more, mend })
}

fn file_of(shell: &Shell, kind: &ImportKind, (staged, first): (Staged, &Piece), mend: &Mend) -> File {
    let Staged { head, fitted, checked_count } = staged;
    let cell = |column: &ImportColumn, index: Option<&usize>, row: &kernel::sheets::TableRow| {
        let text = index.and_then(|index| row.cells.get(*index)).map(kernel::sheets::Held::text).unwrap_or_default();
        guarded(column, text)
    };
    let field = |column: &ImportColumn| {
        let from = fitted.get(column.field);
        let sample = first.rows.iter().map(|row| cell(column, from, row)).find(|text| !text.is_empty());
        let wrong = mend.field(shell, column.field);
        Field { column: *column, from: from.copied(), sample: sample.unwrap_or_default(), wrong }
    };
    let line = |row: &kernel::sheets::TableRow| {
        let used = kind.columns.iter().filter(|column| fitted.contains_key(column.field));
        (row.number, used.map(|column| (column.label, cell(column, fitted.get(column.field), row))).collect())
    };
    let preview = first.rows.iter().take(PREVIEW_ROWS).map(line).collect();
    File { fields: kind.columns.iter().map(field).collect(), preview, head, checked: checked_count }
}

/// A cell as it may be shown: phones with their middle hidden, long texts cut.
fn guarded(column: &ImportColumn, text: &str) -> String {
    if column.masked {
        return match normalize_phone(text) {
            Some(phone) => mask_phone(&phone),
            None if text.is_empty() => String::new(),
            None => "····".to_owned(),
        };
    }
    // A column that was matched by mistake may hold phones too.
    if let Some(phone) = normalize_phone(text).filter(|phone| phone.len() >= 11) {
        return mask_phone(&phone);
    }
    let short: String = text.chars().take(PREVIEW_CHARS).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

fn amiss_of(shell: &Shell, kind: &ImportKind, piece: &Piece) -> Vec<Amiss> {
    let named = |field: &str| label(kind, field).map(|key| shell.t(key));
    let of = |row: u32| Amiss { row, words: sentences(piece, row, shell.locale(), named) };
    piece.rows.iter().map(|row| of(row.number)).filter(|amiss| !amiss.words.is_empty()).collect()
}
