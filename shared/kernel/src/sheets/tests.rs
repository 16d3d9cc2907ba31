//! Sheets as communities really have them.

use super::*;
use crate::text::{forbidden_terms, holds_identity_number, spreadsheet_safe};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Write;

fn known(heading: &str) -> bool {
    let wanted = ["姓名", "电话", "楼栋", "小区", "日期", "单元"];
    name_keys(heading).iter().any(|key| wanted.contains(&key.as_str()))
}

fn forbidden(heading: &str) -> bool {
    heading.contains("身份证") || !forbidden_terms(heading).is_empty()
}

fn sieve() -> Sieve<'static> {
    Sieve { known: &known, forbidden: &forbidden, secret: &holds_identity_number }
}

fn texts(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(Held::text).collect()).collect()
}

fn names(table: &Table) -> Vec<&str> {
    table.columns.iter().map(Heading::shown).collect()
}

#[test]
fn a_messy_workbook_is_read_and_its_forbidden_columns_are_not() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write(0, 0, "请先看这里").unwrap();
    let hidden = book.add_worksheet().set_name("旧表").unwrap();
    hidden.set_hidden(true);
    hidden.write(0, 0, "姓名").unwrap().write(1, 0, "不该读").unwrap();
    let sheet = book.add_worksheet().set_name("居民").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 6, "雪松社区居民登记表（2026年）", &plain).unwrap();
    // Two rows of headings: a merged one above the phones, and a merged one over both rows.
    sheet.merge_range(2, 0, 3, 0, "小 区", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "姓名（必填）", &plain).unwrap();
    sheet.merge_range(2, 2, 2, 3, "联系方式", &plain).unwrap();
    sheet.write(3, 2, "电　话").unwrap().write(3, 3, "身份证号码").unwrap();
    sheet.write(2, 4, "民 族").unwrap().write(2, 5, "日期").unwrap().write(2, 6, "备注").unwrap();
    sheet.merge_range(4, 0, 6, 0, "雪松里", &plain).unwrap();
    let date = Format::new().set_num_format("yyyy/m/d");
    for (row, name) in (4u32..).zip(["例桑一", "例卓二", "样大山"]) {
        sheet.write(row, 1, name).unwrap().write(row, 2, 100 + row).unwrap();
        sheet.write(row, 3, "SECRET-NUMBER").unwrap().write(row, 4, "SECRET-PEOPLE").unwrap();
        sheet.write_with_format(row, 5, ExcelDateTime::from_ymd(2026, 11, 22).unwrap(), &date).unwrap();
    }
    sheet.write(5, 6, "证 110101199003070011").unwrap();
    sheet.write(6, 6, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(4, 6, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.set_column_hidden(5).unwrap();
    sheet.write(40, 6, "  ").unwrap();
    let table = read(&book.save_to_buffer().unwrap(), &sieve()).unwrap();
    assert_eq!(
        (table.sheet.as_str(), table.other_sheets.as_slice()),
        ("居民", &["说明".to_owned(), "旧表".to_owned()][..])
    );
    assert_eq!(names(&table), ["小 区", "姓名（必填）", "电　话", "日期", "备注"]);
    assert_eq!(table.refused, ["身份证号码", "民 族"]);
    assert_eq!(texts(&table)[0], ["雪松里", "例桑一", "104", "2026-11-22", "2"]);
    assert_eq!(texts(&table)[2][0], "雪松里");
    assert_eq!(table.rows[1].cells[4], Held::Withheld);
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [5, 6, 7]);
    assert!(!format!("{table:?}").contains("SECRET") && !format!("{table:?}").contains("1990"));
}

/// A heading that is merged over two columns is the heading of both: neither is read.
#[test]
fn a_forbidden_heading_over_several_columns_refuses_them_all() {
    let plain = Format::new();
    for lower in [true, false] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 4, "党员志愿者民族登记", &plain).unwrap();
        sheet.write(1, 0, "姓名").unwrap().write(1, 1, "电话").unwrap().write(1, 4, "小区").unwrap();
        sheet.merge_range(1, 2, 1, 3, "民族", &plain).unwrap();
        if lower {
            sheet.write(2, 2, "本人").unwrap().write(2, 3, "配偶").unwrap();
        }
        for row in 3..30 {
            sheet.write(row, 0, format!("例{row}")).unwrap().write(row, 1, "1").unwrap();
            sheet.write(row, 2, "SECRET").unwrap().write(row, 3, "SECRET").unwrap().write(row, 4, "雪松里").unwrap();
        }
        let table = read(&book.save_to_buffer().unwrap(), &sieve()).unwrap();
        assert_eq!((names(&table), table.refused.clone()), (vec!["姓名", "电话", "小区"], vec!["民族".to_owned()]));
        assert!(!format!("{table:?}").contains("SECRET"));
        assert_eq!(texts(&table)[26], ["例29", "1", "雪松里"]);
    }
    // Two rows of headings under one that is refused: the lower names need it, or say by themselves what they are.
    for lower in [["本人", "家属"], ["民族", "教别"]] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 1, "基本信息", &plain).unwrap();
        sheet.merge_range(0, 2, 0, 3, "宗教信仰", &plain).unwrap();
        for (column, name) in (0u16..).zip(["姓名", "电话"].iter().chain(&lower)) {
            sheet.write(1, column, *name).unwrap().write(2, column, if column < 2 { "1" } else { "SECRET" }).unwrap();
        }
        let table = read(&book.save_to_buffer().unwrap(), &sieve()).unwrap();
        assert_eq!((names(&table), texts(&table)), (vec!["姓名", "电话"], vec![vec!["1", "1"]]));
        assert!(!format!("{table:?}").contains("SECRET") && table.refused.contains(&"宗教信仰".to_owned()));
    }
}

#[test]
fn one_row_of_headings_stays_one() {
    let table = read("姓名,电话\n电话亭,姓名\n例桑一,1\n".as_bytes(), &sieve()).unwrap();
    assert_eq!((names(&table), table.rows.len()), (vec!["姓名", "电话"], 2));
}

#[test]
fn text_files_are_read_in_every_usual_encoding() {
    let text =
        "姓名,电话,备注\r\n例桑一,\"1,2\",\"说\"\"好\"\"\n第二行\"\r\n,,\r\n  ,,\r\n样措姆, 000－0000 ,'=1+1\r\n";
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let wide: Vec<u8> = std::iter::once(0xFEFFu16).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &gb, &marked, &wide] {
        let table = read(bytes, &sieve()).unwrap();
        assert_eq!(names(&table), ["姓名", "电话", "备注"]);
        assert_eq!(texts(&table), [vec!["例桑一", "1,2", "说\"好\"\n第二行"], vec!["样措姆", "000－0000", "=1+1"]]);
        assert_eq!(table.rows[1].number, 5);
    }
    let tabs = read("小区\t楼栋\n雪松里\t3\n".as_bytes(), &sieve()).unwrap();
    assert_eq!(texts(&tabs), [["雪松里", "3"]]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let fault = |bytes: &[u8]| read(bytes, &sieve()).unwrap_err();
    assert_eq!(fault(&[0xD0, 0xCF, 0x11, 0xE0, 1]), SheetFault::Old);
    assert_eq!(fault(b"PK\x03\x04 broken"), SheetFault::Unreadable);
    assert_eq!(fault(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 16]), SheetFault::Unreadable);
    assert_eq!(fault(b""), SheetFault::Empty);
    assert_eq!(fault("姓名,电话\n".as_bytes()), SheetFault::Empty);
    assert_eq!(fault(&vec![b'a'; FILE_BYTES_MAX + 1]), SheetFault::TooLarge);
    assert_eq!(fault(format!("姓名,电话\n{}1\n", ",".repeat(200)).as_bytes()), SheetFault::TooManyColumns);
    assert_eq!(fault(format!("姓名,电话\n{}", "a,1\n".repeat(ROWS_MAX + 30)).as_bytes()), SheetFault::TooManyRows);
    let long = format!("姓名,电话\n{},1\n", "长".repeat(CELL_CHARS_MAX + 1));
    assert_eq!(read(long.as_bytes(), &sieve()).unwrap().rows[0].cells[0], Held::TooLong);
}

#[test]
fn a_zip_bomb_is_put_down_before_it_unpacks() {
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    bomb.write_all(&vec![b' '; 3 * 1024 * 1024]).unwrap();
    let bytes = bomb.finish().unwrap().into_inner();
    assert!(bytes.len() < 10_000);
    assert_eq!(super::xlsx::measure(&bytes, 2 * 1024 * 1024), Err(SheetFault::TooLarge));
    assert_eq!(super::xlsx::measure(&bytes, 4 * 1024 * 1024), Ok(()));
}

#[test]
fn a_cell_far_out_takes_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "姓名").unwrap().write(0, 1, "电话").unwrap().write(1_048_575, 1, "1").unwrap();
    assert_eq!(read(&book.save_to_buffer().unwrap(), &sieve()).unwrap().rows.len(), 1);
}

#[test]
fn headings_are_compared_without_width_spaces_brackets_and_marks() {
    for heading in ["联系电话", "联 系 电 话", "联系电话（必填）", "*联系电话：", "【联系电话】", "联系电话(手机)"]
    {
        assert!(name_keys(heading).iter().any(|key| key == "联系电话"), "{heading}");
    }
    assert_eq!(name_keys("Ｎａｍｅ (zh)")[1], "name");
    assert_eq!(halfwidth("３号　楼Ａ－１"), "3号 楼A-1");
    assert_eq!(halfwidth("\u{f900}"), "\u{f900}");
    assert_eq!([0, 25, 26, 701, 702].map(super::read::letter), ["A", "Z", "AA", "ZZ", "AAA"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        let bytes = if zip { [b"PK\x03\x04", bytes.as_slice()].concat() } else { bytes };
        let _ = read(&bytes, &sieve());
    }

    /// What we write, we read: a file to mend comes back as it left.
    #[test]
    fn written_cells_are_read_again(cells in proptest::collection::vec("[ -~一-龥=+@-]{1,20}", 1..20)) {
        let mut book = Book::new();
        book.sheet("表", &[Column::new("姓名", 10), Column::new("电话", 10)]).unwrap();
        for cell in &cells {
            book.row(&[cell.as_str().into(), "x".into()]).unwrap();
        }
        let table = read(&book.bytes().unwrap(), &sieve()).unwrap();
        let plain = |text: &str| {
            let text = text.trim();
            text.strip_prefix('\'').filter(|rest| spreadsheet_safe(rest) != *rest).unwrap_or(text).trim().to_owned()
        };
        let read: Vec<String> = table.rows.iter().map(|row| row.cells[0].text().to_owned()).collect();
        prop_assert_eq!(read, cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>());
    }
}
