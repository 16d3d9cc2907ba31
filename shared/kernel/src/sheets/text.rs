//! Writing csv line by line: UTF-8 with its mark, so that every spreadsheet reads Chinese and Tibetan; harmless texts.

use super::write::{Cell, Column};
use crate::text::spreadsheet_safe;

/// The content type of what is written here.
pub const CSV: &str = "text/csv; charset=utf-8";

/// The headings, with the mark that opens the file.
#[must_use]
pub fn csv_head(columns: &[Column]) -> String {
    let titles: Vec<Cell<'_>> = columns.iter().map(|column| column.title.as_str().into()).collect();
    format!("\u{FEFF}{}", csv_line(&titles))
}

/// One line.
#[must_use]
pub fn csv_line(cells: &[Cell<'_>]) -> String {
    let mut line = String::new();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            line.push(',');
        }
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => push_quoted(&mut line, &spreadsheet_safe(text)),
            Cell::Number(number) => line.push_str(&number.to_string()),
            Cell::Day(day) => line.push_str(&day.format("%Y-%m-%d").to_string()),
            Cell::Time(time) => line.push_str(&time.format("%Y-%m-%d %H:%M").to_string()),
        }
    }
    line.push_str("\r\n");
    line
}

/// A whole table; for answers of a bounded size.
#[must_use]
pub fn csv_bytes(columns: &[Column], rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    let lines = rows.iter().map(|row| csv_line(row));
    std::iter::once(csv_head(columns)).chain(lines).collect::<String>().into_bytes()
}

fn push_quoted(line: &mut String, text: &str) {
    line.push('"');
    line.push_str(&text.replace('"', "\"\""));
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_quoted_and_harmless() {
        let cells = ["=1+1", "a,\"b\"\r\nc", "＠x"].map(Cell::from);
        assert_eq!(csv_line(&cells), "\"'=1+1\",\"a,\"\"b\"\"\r\nc\",\"'＠x\"\r\n");
        assert_eq!(csv_line(&[7.into(), Cell::Empty, (-3i64).into()]), "7,,-3\r\n");
    }
}
