//! Writing xlsx row by row; rows already written wait in a temporary file, not in memory.
//!
//! A text that a spreadsheet could take for a formula is made harmless; nothing else is changed.

use crate::text::spreadsheet_safe;
use base::{Moment, Outcome, Problem};
use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use std::borrow::Cow;
use std::io::Write;

/// The content type of what [`Book`] writes.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows on one sheet before the next begins; the format ends at 1,048,576.
const ROWS_MAX: u32 = 1_000_000;
/// Characters in one cell; the format ends at 32,767. What is longer ends in an ellipsis.
const CELL_CHARS_MAX: usize = 32_000;
/// UTF-16 units in a sheet's name, with room for the number of a further sheet; the format ends at 31.
const NAME_UNITS_MAX: usize = 26;
/// Whole numbers beyond this would lose digits in a spreadsheet and are written as text.
const NUMBER_MAX: u64 = 999_999_999_999_999;

/// A column's heading and its width.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// Its width in characters of the Latin alphabet; a Chinese one takes two.
    pub width_chars: u8,
}

impl Column {
    /// A column.
    #[must_use]
    pub fn new(title: impl Into<String>, width_chars: u8) -> Self {
        Self { title: title.into(), width_chars }
    }
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text; written harmless.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// A day and a time, in the community's zone.
    Time(NaiveDateTime),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}
impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}
impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<NaiveDate> for Cell<'_> {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}
impl From<NaiveDateTime> for Cell<'_> {
    fn from(time: NaiveDateTime) -> Self {
        Self::Time(time)
    }
}
impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

/// A workbook being written: `sheet` begins one, `row` adds to it, `bytes` or `write_to` ends.
///
/// ```
/// use kernel::sheets::{Book, Column};
/// let mut book = Book::new();
/// book.sheet("Orders", &[Column::new("Number", 14), Column::new("Minutes", 8)])?;
/// book.row(&["20260101-001".into(), 45.into()])?;
/// assert!(book.bytes()?.starts_with(b"PK"));
/// # Ok::<(), base::Problem>(())
/// ```
pub struct Book {
    workbook: Workbook,
    styles: Styles,
    name: String,
    columns: Vec<Column>,
    /// Sheets of this name so far, and rows on the last.
    part: u32,
    row: u32,
}

struct Styles {
    heading: Format,
    text: Format,
    day: Format,
    time: Format,
}

impl Default for Book {
    fn default() -> Self {
        Self::new()
    }
}

impl Book {
    /// An empty workbook.
    #[must_use]
    pub fn new() -> Self {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let styles = Styles {
            heading: plain().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
            text: plain().set_text_wrap(),
            day: plain().set_num_format("yyyy-mm-dd"),
            time: plain().set_num_format("yyyy-mm-dd hh:mm"),
        };
        let workbook = Workbook::new();
        Self { workbook, styles, name: String::new(), columns: Vec::new(), part: 0, row: 0 }
    }

    /// Says when it was made; a workbook that is written twice for the same moment is the same to the byte.
    ///
    /// # Errors
    /// A fault for a time that a spreadsheet does not know.
    pub fn made_at(mut self, at: Moment) -> Outcome<Self> {
        let at = ExcelDateTime::from_timestamp(at.timestamp()).map_err(Problem::fault)?;
        self.workbook.set_properties(&DocProperties::new().set_creation_datetime(&at));
        Ok(self)
    }

    /// Begins a sheet with its headings, which stay in view; the sheet before it is finished by this.
    ///
    /// # Errors
    /// A fault when no temporary file can be made, or two sheets have one name.
    pub fn sheet(&mut self, name: &str, columns: &[Column]) -> Outcome<()> {
        self.name = tab(name);
        self.columns = columns.to_vec();
        self.part = 0;
        self.begin()
    }

    /// Adds a row; after a million of them it goes on in a further sheet with the same headings.
    ///
    /// # Errors
    /// A fault before the first sheet, or when the temporary file cannot be written.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Outcome<()> {
        if self.row >= ROWS_MAX {
            self.begin()?;
        }
        let row = self.row;
        let (sheet, styles) = self.current()?;
        for (column, cell) in (0u16..).zip(cells) {
            write(sheet, (row, column), cell, styles)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Leaves rows empty until the one of this number, as a spreadsheet counts them; never goes back.
    pub fn leave_out_until(&mut self, number: u32) {
        self.row = self.row.max(number.saturating_sub(1)).min(ROWS_MAX);
    }

    /// Ends the workbook and gives its bytes; for answers of a bounded size.
    ///
    /// # Errors
    /// A fault when the temporary files cannot be read back.
    pub fn bytes(mut self) -> Outcome<Vec<u8>> {
        self.workbook.save_to_buffer().map_err(Problem::fault)
    }

    /// Ends the workbook into a writer, compressing on the way, so that it is never whole in memory.
    ///
    /// # Errors
    /// A fault when the temporary files cannot be read back or the writer refuses.
    pub fn write_to<W: Write + Send>(mut self, out: W) -> Outcome<()> {
        self.workbook.save_to_writer(out).map_err(Problem::fault)
    }

    fn begin(&mut self) -> Outcome<()> {
        self.part += 1;
        self.row = 1;
        let name = if self.part == 1 { self.name.clone() } else { format!("{} {}", self.name, self.part) };
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(Problem::fault)?;
        sheet.set_name(name).map_err(Problem::fault)?;
        sheet.set_freeze_panes(1, 0).map_err(Problem::fault)?;
        for (index, column) in (0u16..).zip(&self.columns) {
            sheet.set_column_width(index, f64::from(column.width_chars)).map_err(Problem::fault)?;
            let title = spreadsheet_safe(&column.title);
            sheet.write_string_with_format(0, index, title, &self.styles.heading).map_err(Problem::fault)?;
        }
        Ok(())
    }

    fn current(&mut self) -> Outcome<(&mut Worksheet, &Styles)> {
        let sheet = self.workbook.worksheets_mut().last_mut();
        Ok((sheet.ok_or_else(|| Problem::fault("a row before the first sheet"))?, &self.styles))
    }
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell<'_>, styles: &Styles) -> Outcome<()> {
    let text = |text: &str| spreadsheet_safe(&shorten(text)).into_owned();
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(value) => sheet.write_string_with_format(row, column, text(value), &styles.text),
        Cell::Number(number) => match exact(*number) {
            Some(exact) => sheet.write_number_with_format(row, column, exact, &styles.text),
            None => sheet.write_string_with_format(row, column, number.to_string(), &styles.text),
        },
        Cell::Day(day) => sheet.write_date_with_format(row, column, day, &styles.day),
        Cell::Time(time) => sheet.write_datetime_with_format(row, column, time, &styles.time),
    }
    .map_err(Problem::fault)?;
    Ok(())
}

fn shorten(text: &str) -> Cow<'_, str> {
    // The format counts UTF-16 units; a character takes at most two.
    match text.char_indices().nth(CELL_CHARS_MAX / 2) {
        Some(_) if text.encode_utf16().count() > CELL_CHARS_MAX => {
            let kept: String = text.chars().take(CELL_CHARS_MAX / 2).collect();
            format!("{kept}…").into()
        }
        _ => text.into(),
    }
}

/// The number as a spreadsheet keeps it, if it keeps all its digits.
fn exact(number: i64) -> Option<f64> {
    if number.unsigned_abs() > NUMBER_MAX {
        return None;
    }
    let (high, low) =
        (i32::try_from(number.div_euclid(1 << 32)).ok()?, u32::try_from(number.rem_euclid(1 << 32)).ok()?);
    Some(f64::from(high) * 4_294_967_296.0 + f64::from(low))
}

/// A sheet's name without the marks that the format forbids.
fn tab(name: &str) -> String {
    let allowed = |char: &char| !char.is_control() && !matches!(char, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let mut units = 0;
    let fits = |char: &char| {
        units += char.len_utf16();
        units <= NAME_UNITS_MAX
    };
    let name: String = name.chars().filter(allowed).take_while(fits).collect();
    if name.trim().is_empty() { "1".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use proptest::prelude::*;
    use std::io::Cursor;

    fn read(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<Data>> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn what_is_written_is_read_back_by_another_reader() {
        let mut book = Book::new();
        book.sheet("点单/登记[1]", &[Column::new("编号", 14), Column::new("分钟", 8), Column::new("日期", 12)])
            .unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        book.row(&["路灯".into(), 45.into(), day.into()]).unwrap();
        book.row(&[Cell::Empty, i64::MAX.into(), None::<i64>.into()]).unwrap();
        book.sheet("第二", &[]).unwrap();
        book.row(&["སམྦྷོ་ཊ་".into()]).unwrap();
        let bytes = book.bytes().unwrap();
        let rows = read(bytes.clone(), "点单登记1");
        assert_eq!(rows[0][0], Data::String("编号".to_owned()));
        assert_eq!((&rows[1][0], &rows[1][1]), (&Data::String("路灯".to_owned()), &Data::Float(45.0)));
        assert!(matches!(&rows[1][2], Data::DateTime(_)), "{:?}", rows[1][2]);
        assert_eq!(rows[2][1], Data::String(i64::MAX.to_string()));
        assert_eq!(read(bytes, "第二")[0][0], Data::String("སམྦྷོ་ཊ་".to_owned()));
    }

    #[test]
    fn a_row_before_a_sheet_is_our_fault_and_a_long_text_is_shortened() {
        assert!(Book::new().row(&["x".into()]).is_err());
        assert_eq!(shorten(&"长".repeat(40_000)).chars().count(), CELL_CHARS_MAX / 2 + 1);
        assert_eq!(shorten("短"), "短");
    }

    proptest! {
        #[test]
        fn a_number_keeps_its_digits(number in -999_999_999_999_999i64..=999_999_999_999_999) {
            prop_assert_eq!(format!("{:.0}", exact(number).unwrap()).parse::<i64>().unwrap(), number);
        }

        #[test]
        fn any_text_can_be_written(text in any::<String>(), name in any::<String>()) {
            let mut book = Book::new();
            book.sheet(&name, &[Column::new(text.as_str(), 10)]).unwrap();
            book.row(&[text.into()]).unwrap();
            book.bytes().unwrap();
        }
    }
}
