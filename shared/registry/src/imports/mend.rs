//! Workbooks that we hand out: the template of a kind, and a file with the words at its rows, to mend and bring again.

use super::rules::PROBLEM;
use super::store::{self, Import, Piece};
use base::{Doer, Locale, Outcome, Problem};
use kernel::app::App;
use kernel::imports::ImportKind;
use kernel::sheets::{Book, Cell, Column, Held};

/// The width of a column whose content is not known.
const WIDTH: u8 = 18;
/// The width of words.
const WIDE: u8 = 48;

/// A kind's template: a sheet to fill in, and one that explains each column and shows an example.
///
/// # Errors
/// A fault when it cannot be written.
pub(crate) fn template(app: &App, doer: &Doer, kind: &ImportKind) -> Outcome<Vec<u8>> {
    let lang = app.words.lang(doer.locale, doer.at);
    let mut book = Book::new();
    let columns: Vec<_> = kind.columns.iter().map(|column| Column::new(lang.t(column.label), WIDTH)).collect();
    book.sheet(&lang.t(kind.title), &columns)?;
    let heads = ["imports-explain-column", "imports-explain-needed", "imports-explain-how", "imports-explain-example"];
    let widths = [WIDTH, WIDTH, WIDE, WIDTH];
    let heads: Vec<_> = heads.iter().zip(widths).map(|(key, width)| Column::new(lang.t(key), width)).collect();
    book.sheet(&lang.t("imports-explain"), &heads)?;
    for column in kind.columns {
        let needed = if column.needed { "imports-explain-yes" } else { "imports-explain-no" };
        book.row(&[
            lang.t(column.label).into(),
            lang.t(needed).into(),
            lang.t(column.hint).into(),
            column.example.into(),
        ])?;
    }
    for key in [kind.advice, "imports-never-read", "imports-explain-empty"] {
        book.row(&[Cell::Empty, Cell::Empty, lang.t(key).into()])?;
    }
    book.bytes()
}

/// The whole file as it was read, with the words at its rows in front.
///
/// # Errors
/// [`Problem::NotFound`] when it is forgotten already.
pub(crate) async fn to_mend(app: &App, doer: &Doer, (import, kind): (&Import, &ImportKind)) -> Outcome<Vec<u8>> {
    let lang = app.words.lang(doer.locale, doer.at);
    let read = app.db.read().await?;
    let staged = store::staged(&read, import.id).await?.ok_or(Problem::NotFound)?;
    let mut columns = vec![Column::new(lang.t(PROBLEM), WIDE)];
    columns.extend(staged.head.columns.iter().map(|column| Column::new(column.shown(), WIDTH)));
    let mut book = Book::new();
    book.sheet(&lang.t(kind.title), &columns)?;
    for number in 0..store::pieces(import) {
        let piece = store::piece(app, &read, import.id, number).await?.unwrap_or_default();
        for row in &piece.rows {
            let words = sentences(&piece, row.number, doer.locale, |field| label(kind, field).map(|key| lang.t(key)));
            let mut cells: Vec<Cell<'_>> = vec![words.join("\n").into()];
            cells.extend(row.cells.iter().map(|held| match held {
                Held::Text(text) => text.as_str().into(),
                _ => Cell::Empty,
            }));
            // The words name other rows by their numbers: a row keeps its own.
            book.leave_out_until(row.number);
            book.row(&cells)?;
        }
    }
    book.bytes()
}

/// The message key of a field's label.
pub(crate) fn label(kind: &ImportKind, field: &str) -> Option<&'static str> {
    kind.columns.iter().find(|column| column.field == field).map(|column| column.label)
}

/// The sentences at a row, each after the name of its column.
pub(crate) fn sentences(
    piece: &Piece,
    row: u32,
    locale: Locale,
    label: impl Fn(&str) -> Option<String>,
) -> Vec<String> {
    let here = piece.faults.iter().filter(|fault| fault.row == row);
    here.map(|fault| {
        let at = Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0);
        let words = fault.words.get(at).map(String::as_str).unwrap_or_default();
        match fault.field.as_deref().and_then(&label) {
            Some(label) => format!("{label}: {words}"),
            None => words.to_owned(),
        }
    })
    .collect()
}
