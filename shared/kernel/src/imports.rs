//! What can be loaded from a spreadsheet: kinds that the registers and the circles bring, each with its columns.
//!
//! A kind says how rows are checked against what is there, and how one row is entered; it never reads a file, and the
//! engine that does (in `registry`) knows no noun of a circle.

use crate::app::App;
use crate::sheets::halfwidth;
use base::{Day, Doer, Moment, Outcome, Power, Problem, Refusal};
use chrono::Datelike;
use db::{Read, Write};
use futures::future::BoxFuture;
use std::collections::BTreeMap;

/// Entries of one list inside a cell.
const LIST_MAX: usize = 50;

/// A column that a kind takes.
#[derive(Clone, Copy, Debug)]
pub struct ImportColumn {
    /// Its name in the code.
    pub field: &'static str,
    /// The message key of its heading.
    pub label: &'static str,
    /// Other headings that mean it, in any of the languages.
    pub names: &'static [&'static str],
    /// It has to be there, and filled in every row.
    pub needed: bool,
    /// What may stand in it: a message key.
    pub hint: &'static str,
    /// How the template shows it filled; fiction.
    pub example: &'static str,
    /// Its cells are masked where they are shown.
    pub masked: bool,
    /// A cell holds several entries; in the others a line break is a space.
    pub listed: bool,
}

impl ImportColumn {
    /// A column that may be left out.
    #[must_use]
    pub const fn new(field: &'static str, label: &'static str, hint: &'static str, example: &'static str) -> Self {
        Self { field, label, names: &[], needed: false, hint, example, masked: false, listed: false }
    }

    /// Other headings that mean it.
    #[must_use]
    pub const fn also(self, names: &'static [&'static str]) -> Self {
        Self { names, ..self }
    }

    /// It has to be there.
    #[must_use]
    pub const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// It is masked where it is shown.
    #[must_use]
    pub const fn masked(self) -> Self {
        Self { masked: true, ..self }
    }

    /// A cell holds several entries: see [`ImportRow::list`].
    #[must_use]
    pub const fn listed(self) -> Self {
        Self { listed: true, ..self }
    }
}

/// What came of a row; of two things in one row, the greater is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entered {
    /// Everything was known already.
    Same,
    /// It was known and something is different now.
    Changed,
    /// It was not known.
    Created,
}

/// Words at a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row's number in the file.
    pub row: u32,
    /// The field, when it is one of them.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub refusal: Refusal,
}

/// Checks all rows of a file against each other and against what is there; no row entered.
pub type CheckRows =
    for<'a> fn(&'a App, &'a Doer, (&'a Read, &'a ImportKind), &'a [ImportRow]) -> BoxFuture<'a, Outcome<Vec<RowFault>>>;
/// Enters one row inside a write, found again by its natural key: a second time it answers [`Entered::Same`].
pub type EnterRow =
    for<'a> fn(&'a App, &'a mut Write, &'a ImportKind, &'a ImportRow) -> BoxFuture<'a, Outcome<Entered>>;

/// A kind of table that can be loaded.
#[derive(Clone, Copy)]
pub struct ImportKind {
    /// Its name in addresses and in the database.
    pub name: &'static str,
    /// Sorts kinds: what others refer to comes first.
    pub order: u32,
    /// The message key of its name.
    pub title: &'static str,
    /// What a row is, and what must be loaded before: a message key.
    pub advice: &'static str,
    /// An icon of the sprite.
    pub icon: &'static str,
    /// Who may load it.
    pub power: Power,
    /// Its columns.
    pub columns: &'static [ImportColumn],
    /// What makes two rows the same one, as the database would find it again; none when that cannot be told.
    pub key: fn(&ImportRow) -> Option<String>,
    /// Checks.
    pub check: CheckRows,
    /// Enters.
    pub enter: EnterRow,
}

/// A row of a file, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRow {
    /// As a spreadsheet shows it.
    pub number: u32,
    /// What stands in it.
    pub cells: BTreeMap<&'static str, String>,
}

impl ImportRow {
    /// What stands there; empty when nothing does.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.cells.get(field).map_or("", |cell| cell.trim())
    }

    /// The same as a number or code is written: half-width.
    #[must_use]
    pub fn code(&self, field: &str) -> String {
        halfwidth(self.get(field))
    }

    /// A whole number, or nothing.
    ///
    /// # Errors
    /// `sheets-number-wrong`.
    pub fn number_in(&self, field: &str) -> Result<Option<i64>, Refusal> {
        let code = self.code(field).replace([',', ' '], "");
        if code.is_empty() {
            return Ok(None);
        }
        code.parse().map(Some).map_err(|_| Refusal::new("sheets-number-wrong"))
    }

    /// A day as people and spreadsheets write it, or nothing.
    ///
    /// # Errors
    /// `sheets-day-wrong`.
    pub fn day(&self, field: &str) -> Result<Option<Day>, Refusal> {
        let code = self.code(field);
        if code.is_empty() {
            return Ok(None);
        }
        let day = day_of(&code).filter(|day| (2000..2200).contains(&day.year()));
        day.map(Some).ok_or_else(|| Refusal::new("sheets-day-wrong"))
    }

    /// Yes or no, or nothing.
    ///
    /// # Errors
    /// `sheets-yes-wrong`.
    pub fn yes(&self, field: &str) -> Result<Option<bool>, Refusal> {
        const YES: [&str; 16] =
            ["是", "有", "对", "同意", "已同意", "愿意", "√", "✓", "☑", "yes", "y", "true", "1", "རེད", "ཡིན", "འཐད"];
        const NO: [&str; 13] =
            ["否", "无", "不", "不同意", "未同意", "不愿意", "×", "x", "no", "n", "false", "0", "མིན"];
        let word = crate::search::normalize(self.get(field));
        let word = word.trim_end_matches(['།', '.', '。']);
        match word {
            "" => Ok(None),
            _ if YES.contains(&word) => Ok(Some(true)),
            _ if NO.contains(&word) => Ok(Some(false)),
            _ => Err(Refusal::new("sheets-yes-wrong")),
        }
    }

    /// The entries of a list: separated by commas, semicolons, slashes, line breaks or 、.
    #[must_use]
    pub fn list(&self, field: &str) -> Vec<String> {
        let entries = self.get(field).split([',', '，', ';', '；', '、', '/', '\n', '|']).map(str::trim);
        entries.filter(|entry| !entry.is_empty()).take(LIST_MAX).map(str::to_owned).collect()
    }

    /// One of several words, by what people write for each; none when it is none of them.
    #[must_use]
    pub fn choice<'c>(&self, field: &str, choices: &[(&'c str, &[&str])]) -> Option<&'c str> {
        choice(self.get(field), choices)
    }

    /// Words at a field of this row.
    #[must_use]
    pub fn fault(&self, field: &'static str, refusal: Refusal) -> RowFault {
        RowFault { row: self.number, field: Some(field), refusal }
    }
}

/// What a form's rules say about a row: their words, at the columns that fill the form's fields.
///
/// # Errors
/// Faults that are no words for the reader.
pub fn faults_of<T>(
    row: &ImportRow,
    read: Outcome<T>,
    columns: &[(&'static str, &'static str)],
) -> Outcome<Result<T, Vec<RowFault>>> {
    let column = |field: &'static str| columns.iter().find(|(name, _)| *name == field).map_or(field, |(_, to)| *to);
    match read {
        Ok(value) => Ok(Ok(value)),
        Err(Problem::Invalid(fields)) => {
            Ok(Err(fields.into_iter().map(|fault| row.fault(column(fault.field), fault.refusal)).collect()))
        }
        Err(Problem::Refused(refusal)) => Ok(Err(vec![RowFault { row: row.number, field: None, refusal }])),
        Err(problem) => Err(problem),
    }
}

/// One of several names by what people write for each.
#[must_use]
pub fn choice<'c>(typed: &str, choices: &[(&'c str, &[&str])]) -> Option<&'c str> {
    // Most people write one of the words as it stands.
    let exact = choices.iter().find(|(name, words)| *name == typed || words.contains(&typed));
    if let Some((name, _)) = exact {
        return Some(*name);
    }
    let [key, bare] = crate::sheets::name_keys(typed);
    let is = |word: &str| {
        let word = &crate::sheets::name_keys(word)[0];
        *word == key || (!bare.is_empty() && *word == bare)
    };
    choices.iter().find(|(name, words)| is(name) || words.iter().any(|word| is(word))).map(|(name, _)| *name)
}

/// 2026-11-22, 2026/11/22, 2026.11.22, 20261122, 2026年11月22日, also with a time behind it.
fn day_of(code: &str) -> Option<Day> {
    let date = code.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (*year, *month, *day),
        [whole] if whole.len() == 8 => (whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?),
        _ => return None,
    };
    Day::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The day of the community at this time.
#[must_use]
pub fn local_day(at: Moment) -> Day {
    (at + chrono::Duration::minutes(i64::from(crate::i18n::DEFAULT_OFFSET_MINUTES))).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> ImportRow {
        ImportRow { number: 2, cells: BTreeMap::from([("x", text.to_owned())]) }
    }

    #[test]
    fn days_numbers_and_yes_as_people_write_them() {
        let wanted = Day::from_ymd_opt(2026, 11, 2).unwrap();
        for text in [
            "2026-11-02",
            "2026/11/2",
            "2026.11.2",
            "20261102",
            "2026年11月2日",
            "２０２６－１１－０２",
            "2026-11-02 00:00:00",
        ] {
            assert_eq!(row(text).day("x").unwrap(), Some(wanted), "{text}");
        }
        for text in ["2026-13-01", "明天", "1999-01-01", "11-02"] {
            assert!(row(text).day("x").is_err(), "{text}");
        }
        assert_eq!(row("１，２００").number_in("x").unwrap(), Some(1200));
        assert_eq!((row("").number_in("x").unwrap(), row(" ").day("x").unwrap()), (None, None));
        assert!(row("三").number_in("x").is_err());
        assert_eq!([row("是"), row("Ｙ"), row("√")].map(|row| row.yes("x").unwrap()), [Some(true); 3]);
        assert_eq!([row("否"), row("No"), row("")].map(|row| row.yes("x").unwrap()), [Some(false), Some(false), None]);
        assert!(row("也许").yes("x").is_err());
        assert_eq!(row("晨光里、雪松里，云杉里").list("x"), ["晨光里", "雪松里", "云杉里"]);
        assert_eq!(row("一般（7天）").choice("x", &[("general", &["一般"]), ("hard", &["疑难"])]), Some("general"));
    }
}
