//! The table of figures as a file: xlsx or csv, the same rows and columns as on the page, nothing that it hides.

use super::board::{Board, Said, Wish, board};
use super::pages::{Asked, name, period, row_name};
use super::rules::Figure;
use axum::extract::State;
use kernel::case::Named;
use kernel::sheets::{Book, CSV, Cell, Column, XLSX, csv_bytes};
use web::{Answer, Questioned, Shell, Site, Visit, download};

/// The figures of a period as a file.
pub(super) async fn sheet(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let wish = asked.wish(&visit.doer);
    let board = board(&site.app, &visit.doer, &wish).await?;
    let shell = site.shell(&visit, "figures-title");
    let (columns, rows) = (columns(&shell), rows(&shell, &wish, &board));
    let title = format!("{} {}", shell.title, period(&shell, board.range));
    let file = format!("figures-{}", board.range.to_string().replace("..", "-"));
    if asked.format == "csv" {
        return Ok(download(&format!("{file}.csv"), CSV, csv_bytes(&columns, &rows)));
    }
    let mut book = Book::new().made_at(visit.doer.at)?;
    book.sheet(&title, &columns)?;
    rows.iter().try_for_each(|row| book.row(row))?;
    Ok(download(&format!("{file}.xlsx"), XLSX, book.bytes()?))
}

fn columns(shell: &Shell) -> Vec<Column> {
    let of = |figure: Figure| shell.tx("figures-column-of", "figure", name(shell, figure));
    let figures = Figure::ALL.iter().flat_map(|figure| {
        let counted = (*figure != Figure::Received).then(|| Column::new(of(*figure), 12));
        std::iter::once(Column::new(name(shell, *figure), 12)).chain(counted)
    });
    std::iter::once(Column::new(shell.t("figures-what"), 28)).chain(figures).collect()
}

fn rows(shell: &Shell, wish: &Wish, board: &Board) -> Vec<Vec<Cell<'static>>> {
    let line = |name: String, said: &[Said]| {
        let cells = Figure::ALL.iter().zip(said).flat_map(|(figure, said)| figure_cells(shell, *figure, *said));
        std::iter::once(Cell::from(name)).chain(cells).collect()
    };
    let total = line(shell.t("figures-total"), &board.total);
    let parts = board.rows.iter().map(|row| line(row_name(shell, wish.along, row), &row.said));
    std::iter::once(total).chain(parts).collect()
}

/// A share is whole percent, and beside it stands out of how many.
fn figure_cells(shell: &Shell, figure: Figure, said: Said) -> Vec<Cell<'static>> {
    let few = || Cell::from(shell.t("figures-few"));
    match (figure, said) {
        (Figure::Received, Said::Of(amount, _)) => vec![amount.into()],
        (Figure::Received, Said::Hidden) => vec![few()],
        (Figure::Received, Said::Nothing) => vec![0.into()],
        (_, Said::Of(_, out_of)) => vec![said.percent().into(), out_of.into()],
        (_, Said::Hidden) => vec![few(), few()],
        (_, Said::Nothing) => vec![Cell::Empty, 0.into()],
    }
}
