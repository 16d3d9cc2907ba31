//! Tables as text: UTF-8 with or without its mark, UTF-16, GB18030; commas, semicolons or tabs.

use super::gather::Gather;
use super::read::{Held, SheetFault, Sieve, Table};
use encoding_rs::{Encoding, GB18030, UTF_8};

pub(super) fn read(bytes: &[u8], sieve: &Sieve<'_>) -> Result<Table, SheetFault> {
    let text = text_of(bytes)?;
    let mut gather = Gather::new(sieve, Vec::new());
    for (number, record) in (1u32..).zip(records(&text)) {
        for (column, cell) in record.iter().enumerate() {
            if gather.wants(number, column) {
                gather.take(number, column, Held::of(cell, sieve.secret))?;
            }
        }
    }
    gather.table("").ok_or(SheetFault::Empty)
}

/// The text in a file: UTF-8 with or without its mark, UTF-16, GB18030.
///
/// # Errors
/// When it is none of them.
pub fn text_of(bytes: &[u8]) -> Result<String, SheetFault> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let tries = marked.map_or_else(|| vec![UTF_8, GB18030], |encoding| vec![encoding]);
    for encoding in tries {
        let (text, _, amiss) = encoding.decode(bytes);
        // Bytes that are no text at all can pass for GB18030; they hold control characters.
        let is_text = |char: char| !char.is_control() || matches!(char, '\n' | '\r' | '\t' | '\u{85}');
        if !amiss && text.chars().all(is_text) {
            return Ok(text.into_owned());
        }
    }
    Err(SheetFault::Unreadable)
}

/// The records of a text, cell by cell. Nothing is trimmed, left out or refused here.
pub fn records(text: &str) -> impl Iterator<Item = Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    Records { rest: text, separator: separator(text) }
}

/// The sign that stands most often in the first lines.
fn separator(text: &str) -> char {
    let head: String = text.lines().take(5).collect();
    let count = |sign: char| head.chars().filter(|char| *char == sign).count();
    [',', '\t', ';', '\u{ff0c}'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',')
}

/// Records of RFC 4180: quoted cells may hold separators, quotes and line breaks.
struct Records<'a> {
    rest: &'a str,
    separator: char,
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let (mut record, mut cell, mut quoted, mut end) = (Vec::new(), String::new(), false, self.rest.len());
        let mut chars = self.rest.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            match char {
                '"' if quoted && chars.next_if(|(_, next)| *next == '"').is_some() => cell.push('"'),
                '"' if quoted => quoted = false,
                '"' if cell.trim().is_empty() => {
                    cell.clear();
                    quoted = true;
                }
                _ if quoted => cell.push(char),
                '\r' => {}
                '\n' => {
                    end = at + 1;
                    break;
                }
                _ if char == self.separator => record.push(std::mem::take(&mut cell)),
                _ => cell.push(char),
            }
        }
        record.push(cell);
        self.rest = self.rest.get(end..).unwrap_or_default();
        Some(record)
    }
}
