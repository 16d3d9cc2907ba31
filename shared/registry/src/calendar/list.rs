//! Reading a list of days: `date,kind,name`, one a line, as a spreadsheet writes it or a hand types it.
//!
//! Everything in it is hostile. A line is right as a whole or named with its number; nothing is guessed or shortened.

use super::rules::{RowProblem, YEARS, day_of_text, year_wrong};
use crate::entry::NAME_CHARS_MAX;
use base::{Day, Refusal};
use chrono::Datelike;
use kernel::sheets;
use kernel::text::{clean_line, forbidden, forbidden_terms};
use std::collections::BTreeMap;

/// Bytes of a list; a year has some 30 lines of 40 bytes.
pub(crate) const LIST_BYTES_MAX: usize = 64 * 1024;
/// Lines of a list: every day of a year, and a heading.
const LINES_MAX: usize = 367;
/// Problems told at once.
const PROBLEMS_MAX: usize = 20;

/// One line that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number in the list, from 1.
    pub(crate) number: usize,
    /// The day.
    pub(crate) day: Day,
    /// Whether it is worked.
    pub(crate) works: bool,
    /// What it is called.
    pub(crate) name: String,
}

/// The text of a list, from the bytes of a file.
///
/// # Errors
/// When it is too long, or no text: a spreadsheet file, a picture.
pub(crate) fn text_of(bytes: &[u8]) -> Result<String, Refusal> {
    if bytes.len() > LIST_BYTES_MAX {
        return Err(Refusal::new("calendar-list-too-long"));
    }
    sheets::text_of(bytes).map_err(|_| Refusal::new("calendar-list-no-text"))
}

/// Every line that is right, and every line that is not.
///
/// # Errors
/// When the list as a whole cannot be read: empty, too long.
pub(crate) fn read(text: &str) -> Result<(Vec<Line>, Vec<RowProblem>), Refusal> {
    if text.len() > LIST_BYTES_MAX {
        return Err(Refusal::new("calendar-list-too-long"));
    }
    let (mut lines, mut problems, mut seen) = (Vec::new(), Vec::new(), BTreeMap::new());
    let numbered = (1..).zip(sheets::records(text).map(trimmed));
    let mut rows = numbered.filter(|(_, row): &(usize, _)| !row.is_empty()).peekable();
    rows.next_if(|(_, row)| is_heading(row));
    for (count, (number, row)) in rows.enumerate() {
        if count >= LINES_MAX {
            return Err(Refusal::new("calendar-list-too-long"));
        }
        let line = line(number, &row).and_then(|line| match seen.insert(line.day, number) {
            Some(before) => Err(Refusal::new("calendar-list-twice").with("line", before)),
            None => Ok(line),
        });
        match line {
            Ok(line) => lines.push(line),
            Err(refusal) if problems.len() < PROBLEMS_MAX => problems.push(RowProblem { number, refusal }),
            Err(_) => {}
        }
    }
    if lines.is_empty() && problems.is_empty() {
        Err(Refusal::new("calendar-list-empty"))
    } else {
        Ok((lines, problems))
    }
}

/// A record without the empty cells with which a spreadsheet ends short lines.
fn trimmed(mut row: Vec<String>) -> Vec<String> {
    let kept = row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    row.truncate(kept);
    row
}

fn is_heading(row: &[String]) -> bool {
    row.first().is_some_and(|first| ["date", "day", "日期"].contains(&first.trim().to_lowercase().as_str()))
}

fn line(number: usize, row: &[String]) -> Result<Line, Refusal> {
    let [day, kind, name] = row else { return Err(Refusal::new("calendar-list-cells")) };
    let day = day_of_text(day).ok_or_else(|| Refusal::new("calendar-list-date"))?;
    if !YEARS.contains(&day.year()) {
        return Err(year_wrong());
    }
    let works = works(kind).ok_or_else(|| Refusal::new("calendar-list-kind"))?;
    let name = clean_line(name, NAME_CHARS_MAX).map_err(Refusal::from)?;
    if name.is_empty() {
        return Err(Refusal::new("calendar-list-name"));
    }
    if let Some(term) = forbidden_terms(&name).first().copied() {
        return Err(forbidden(term));
    }
    Ok(Line { number, day, works, name })
}

/// Whether the kind says that the day is worked.
fn works(kind: &str) -> Option<bool> {
    match kind.trim().to_lowercase().as_str() {
        "off" | "休" | "放假" | "休息" => Some(false),
        "work" | "班" | "上班" | "补班" => Some(true),
        _ => None,
    }
}
