//! What is read out of a sheet, what is refused, and the limits.
//!
//! A refused column's cells are passed over where they stand: they are in no value that leaves this folder.

use super::{csv, xlsx};
use base::Refusal;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Bytes of a file.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Bytes of everything that an xlsx unpacks to.
pub(super) const UNPACKED_BYTES_MAX: u64 = 150 * 1024 * 1024;
/// Parts inside an xlsx.
pub(super) const PARTS_MAX: usize = 1_000;
/// Rows of a sheet.
pub const ROWS_MAX: usize = 50_000;
/// Columns of a sheet.
pub const COLUMNS_MAX: usize = 100;
/// Cells of a sheet.
pub(super) const CELLS_MAX: usize = 1_500_000;
/// Characters of a cell; a longer one is left out and said.
pub const CELL_CHARS_MAX: usize = 2_000;

/// What the reader is told before it reads.
pub struct Sieve<'a> {
    /// This heading names a column that is wanted; finds the row of headings.
    pub known: &'a (dyn Fn(&str) -> bool + Sync),
    /// This heading names a column that is never read.
    pub forbidden: &'a (dyn Fn(&str) -> bool + Sync),
    /// This text is never kept, in whichever column it stands.
    pub secret: &'a (dyn Fn(&str) -> bool + Sync),
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault {
    /// It is larger than [`FILE_BYTES_MAX`], or unpacks to more than it should.
    TooLarge,
    /// More than [`ROWS_MAX`] rows, or far more cells than a table has.
    TooManyRows,
    /// More than [`COLUMNS_MAX`] columns.
    TooManyColumns,
    /// The old format of before 2007, or a file with a password.
    Old,
    /// No xlsx, and no text in UTF-8, UTF-16 or GB18030.
    Unreadable,
    /// No row of headings, or nothing below it.
    Empty,
}

impl From<SheetFault> for Refusal {
    fn from(fault: SheetFault) -> Self {
        match fault {
            SheetFault::TooLarge => Self::new("sheets-too-large").with("megabytes", FILE_BYTES_MAX / 1024 / 1024),
            SheetFault::TooManyRows => Self::new("sheets-too-many-rows").with("limit", ROWS_MAX),
            SheetFault::TooManyColumns => Self::new("sheets-too-many-columns").with("limit", COLUMNS_MAX),
            SheetFault::Old => Self::new("sheets-old"),
            SheetFault::Unreadable => Self::new("sheets-unreadable"),
            SheetFault::Empty => Self::new("sheets-empty"),
        }
    }
}

/// What stood in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Held {
    /// Nothing.
    #[default]
    #[serde(rename = "e")]
    Empty,
    /// A text, a number without needless digits, or a day as 2026-11-22.
    #[serde(rename = "t")]
    Text(String),
    /// Something that is never kept; it was dropped where it stood.
    #[serde(rename = "w")]
    Withheld,
    /// A formula's error, such as `#REF!`.
    #[serde(rename = "b")]
    Broken,
    /// More than [`CELL_CHARS_MAX`] characters; dropped.
    #[serde(rename = "l")]
    TooLong,
}

impl Held {
    /// A text as it is held: trimmed, without the apostrophe that marks a text, or named as what cannot be.
    pub(super) fn of(text: &str, secret: &dyn Fn(&str) -> bool) -> Self {
        let text = text.trim_matches(|char: char| char.is_whitespace() || char == '\u{feff}' || char == '\0');
        let bare =
            text.strip_prefix('\'').filter(|rest| crate::text::spreadsheet_safe(rest) != *rest).unwrap_or(text).trim();
        if bare.is_empty() {
            Self::Empty
        } else if bare.chars().nth(CELL_CHARS_MAX).is_some() {
            Self::TooLong
        } else if secret(bare) {
            Self::Withheld
        } else {
            Self::Text(bare.replace('\0', ""))
        }
    }

    /// The text, when there is one.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }
}

/// A column's heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its letter in the file: A, B, ... AA.
    pub letter: String,
    /// What may be its name, the likeliest first: with two rows of headings the lower, the upper, both.
    pub names: Vec<String>,
}

impl Heading {
    /// As it is shown: its name, else its letter.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.names.first().unwrap_or(&self.letter)
    }
}

/// A row with its number in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// As a spreadsheet shows it, from 1.
    pub number: u32,
    /// One for each heading.
    pub cells: Vec<Held>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name; empty for csv.
    pub sheet: String,
    /// The columns that were read.
    pub columns: Vec<Heading>,
    /// The headings of the columns that were not.
    pub refused: Vec<String>,
    /// Rows with something in them.
    pub rows: Vec<TableRow>,
    /// Sheets that were not read, hidden ones too.
    pub other_sheets: Vec<String>,
}

/// Reads xlsx or csv. It takes time: call it where waiting harms nobody.
///
/// # Errors
/// [`SheetFault`].
pub fn read(bytes: &[u8], sieve: &Sieve<'_>) -> Result<Table, SheetFault> {
    const OLD: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.len() > FILE_BYTES_MAX {
        return Err(SheetFault::TooLarge);
    }
    let table = if bytes.starts_with(b"PK") {
        xlsx::read(bytes, sieve)?
    } else if bytes.starts_with(OLD) {
        return Err(SheetFault::Old);
    } else {
        csv::read(bytes, sieve)?
    };
    if table.rows.is_empty() { Err(SheetFault::Empty) } else { Ok(table) }
}

/// A heading as it is compared: without width, case, spaces, marks; whole, and without what stands in brackets.
#[must_use]
pub fn name_keys(heading: &str) -> [String; 2] {
    let text = crate::search::normalize(heading);
    let mut depth = 0usize;
    let mut outside = String::new();
    for char in text.chars() {
        match char {
            '(' | '[' | '{' | '【' | '〔' | '「' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(char),
            _ => {}
        }
    }
    [squashed(&text), squashed(&outside)]
}

fn squashed(text: &str) -> String {
    // Tibetan vowels and subjoined letters are marks, not alphanumeric.
    text.chars().filter(|char| char.is_alphanumeric() || matches!(u32::from(*char), 0x0F71..=0x0FBC)).collect()
}

/// Full-width digits, letters and signs as the keyboard's own, other characters as they are: for numbers and codes.
#[must_use]
pub fn halfwidth(text: &str) -> String {
    let folded: String = text
        .chars()
        .map(|char| match u32::from(char) {
            0x3000 => " ".to_owned(),
            0xFF01..=0xFF5E => char.nfkc().collect(),
            _ => char.to_string(),
        })
        .collect();
    folded.trim().to_owned()
}

/// A column's letter from its index.
pub(super) fn letter(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(index % 26).unwrap_or(0)));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.into_iter().rev().collect()
}
