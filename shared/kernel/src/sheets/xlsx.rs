//! Workbooks: what they unpack to is measured before they are opened, and cells are read one by one.
//!
//! Formulas count as the value they had when the file was saved. Hidden sheets are not opened; hidden rows and columns
//! are read like others.

use super::gather::{Across, Gather};
use super::read::{Held, PARTS_MAX, SheetFault, Sieve, Table, UNPACKED_BYTES_MAX};
use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};
use std::io::{Cursor, Read};

/// Sheets that are looked at.
const SHEETS_MAX: usize = 10;
/// Merged areas of a sheet that are looked at.
const MERGED_MAX: usize = 20_000;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8], sieve: &Sieve<'_>) -> Result<Table, SheetFault> {
    measure(bytes, UNPACKED_BYTES_MAX)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let all: Vec<_> = book.sheets_metadata().to_vec();
    let shown = all.iter().filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    let shown: Vec<&str> = shown.map(|sheet| sheet.name.as_str()).take(SHEETS_MAX).collect();
    let mut best: Option<(usize, &str, Gather<'_>)> = None;
    for name in shown {
        let mut gather = sheet(&mut book, name, sieve)?;
        let score = gather.score();
        if best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, name, gather));
        }
    }
    let (_, name, gather) = best.ok_or(SheetFault::Empty)?;
    let mut table = gather.table(name).ok_or(SheetFault::Empty)?;
    table.other_sheets = all.iter().map(|sheet| sheet.name.clone()).filter(|other| other != name).collect();
    Ok(table)
}

/// Unpacks every part once to nowhere: what a file says about its size is not believed.
pub(super) fn measure(bytes: &[u8], mut left: u64) -> Result<(), SheetFault> {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetFault::Unreadable)?;
    if parts.len() > PARTS_MAX {
        return Err(SheetFault::TooLarge);
    }
    for index in 0..parts.len() {
        let part = parts.by_index(index).map_err(|_| SheetFault::Unreadable)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| SheetFault::Unreadable)?;
        left = left.checked_sub(read).ok_or(SheetFault::TooLarge)?;
    }
    Ok(())
}

fn sheet<'a>(book: &mut Book<'_>, name: &str, sieve: &'a Sieve<'a>) -> Result<Gather<'a>, SheetFault> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(fault)?;
    let index = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
    let number = |row: u32| row.saturating_add(1);
    let merged: Vec<Dimensions> = merged.into_iter().take(MERGED_MAX).collect();
    let across = merged.iter().filter(|area| area.start.1 < area.end.1).map(|Dimensions { start, end }| Across {
        rows: (number(start.0), number(end.0)),
        columns: (index(start.1), index(end.1)),
    });
    let mut gather = Gather::new(sieve, across.collect());
    let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
    while let Some(cell) = cells.next_cell().map_err(fault)? {
        let (row, column) = cell.get_position();
        let (row, column) = (number(row), index(column));
        if gather.wants(row, column) {
            gather.take(row, column, held(cell.get_value(), sieve))?;
        }
    }
    for Dimensions { start, end } in merged {
        if start.0 < end.0 {
            gather.merged((number(start.0), number(end.0)), index(start.1));
        }
    }
    Ok(gather)
}

fn held(value: &DataRef<'_>, sieve: &Sieve<'_>) -> Held {
    let text = |text: &str| Held::of(text, sieve.secret);
    match value {
        DataRef::Empty => Held::Empty,
        DataRef::Int(number) => text(&number.to_string()),
        // Shortest digits that mean the same number: 3.0 is "3".
        DataRef::Float(number) => text(&number.to_string()),
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::Bool(value) => text(if *value { "1" } else { "0" }),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            text(&format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::Error(_) => Held::Broken,
    }
}

fn fault(error: calamine::XlsxError) -> SheetFault {
    match error {
        calamine::XlsxError::Password => SheetFault::Old,
        _ => SheetFault::Unreadable,
    }
}
