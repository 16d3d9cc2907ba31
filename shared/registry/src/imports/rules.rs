//! Which column is which, which are never read, and what is wrong with a row before anybody asks the database. Pure.

use base::Refusal;
use kernel::i18n::Words;
use kernel::imports::{ImportColumn, ImportKind, ImportRow, RowFault};
use kernel::sheets::{CELL_CHARS_MAX, Heading, Held, TableRow, name_keys};
use kernel::text::{clean_line, forbidden_terms};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Headings that name what is never recorded, beyond the terms of red line 1 that no configurable text may contain.
const NEVER: [&str; 26] = [
    "身份证",
    "证件",
    "公民身份",
    "护照",
    "民族",
    "宗教",
    "信仰",
    "政治",
    "党派",
    "党员",
    "入党",
    "上访",
    "信访",
    "犯罪",
    "前科",
    "违法",
    "指纹",
    "人脸",
    "虹膜",
    "定位",
    "轨迹",
    "idcard",
    "idnumber",
    "identitycard",
    "nationalid",
    "ཐོབ་ཐང",
];

/// The heading of our own column of words, in a file that comes back mended.
pub(crate) const PROBLEM: &str = "imports-column-problem";

/// Whether a heading names a column that is never read.
#[must_use]
pub fn is_forbidden(heading: &str) -> bool {
    let [key, _] = name_keys(heading);
    NEVER.iter().any(|term| key.contains(&name_keys(term)[0])) || !forbidden_terms(heading).is_empty()
}

/// What every heading may be called: its labels in the three languages, and its other names.
pub struct Names(Vec<(&'static str, BTreeSet<String>)>, BTreeSet<String>);

impl Names {
    /// The names of a kind's columns.
    #[must_use]
    pub fn of(kind: &ImportKind, words: &Words, at: base::Moment) -> Self {
        let labels = |key: &str| base::Locale::ALL.map(|locale| words.lang(locale, at).t(key));
        let names = |column: &ImportColumn| {
            let all = labels(column.label).into_iter().chain(column.names.iter().map(|name| (*name).to_owned()));
            (column.field, all.map(|name| name_keys(&name)[0].clone()).collect())
        };
        let own = labels(PROBLEM).iter().map(|name| name_keys(name)[0].clone()).collect();
        Self(kind.columns.iter().map(names).collect(), own)
    }

    /// The field of a heading.
    #[must_use]
    pub fn field(&self, heading: &str) -> Option<&'static str> {
        let keys = name_keys(heading);
        let is = |names: &BTreeSet<String>| keys.iter().any(|key| names.contains(key));
        self.0.iter().find(|(_, names)| is(names)).map(|(field, _)| *field)
    }

    /// The heading of our own words.
    #[must_use]
    pub fn is_ours(&self, heading: &str) -> bool {
        name_keys(heading).iter().any(|key| self.1.contains(key))
    }
}

/// Which column of the file fills which field; by field.
pub type Fitted = BTreeMap<String, usize>;

/// The match by names; the first column of a name wins.
#[must_use]
pub fn fit(columns: &[Heading], names: &Names) -> Fitted {
    let mut fitted = Fitted::new();
    for (index, column) in columns.iter().enumerate() {
        if let Some(field) = column.names.iter().find_map(|name| names.field(name)) {
            fitted.entry(field.to_owned()).or_insert(index);
        }
    }
    fitted
}

/// What keeps a match from being used: a needed field without a column, or one column for two fields.
#[must_use]
pub fn fit_faults(kind: &ImportKind, fitted: &Fitted) -> Vec<(&'static str, Refusal)> {
    let mut used = BTreeSet::new();
    let mut faults = Vec::new();
    for column in kind.columns {
        match fitted.get(column.field) {
            None if column.needed => faults.push((column.field, Refusal::new("imports-match-needed"))),
            Some(index) if !used.insert(*index) => faults.push((column.field, Refusal::new("imports-match-twice"))),
            _ => {}
        }
    }
    faults
}

/// A row by field, and what is wrong with its cells.
#[must_use]
pub fn row_of(kind: &ImportKind, fitted: &Fitted, row: &TableRow) -> (ImportRow, Vec<RowFault>) {
    let mut found = ImportRow { number: row.number, ..ImportRow::default() };
    let mut faults = Vec::new();
    for column in kind.columns {
        let held = fitted.get(column.field).and_then(|index| row.cells.get(*index)).unwrap_or(&Held::Empty);
        let refusal = match held {
            Held::Text(text) => {
                // Wrapped by hand in a narrow cell, a name is still the same name.
                let line = || clean_line(text, CELL_CHARS_MAX).unwrap_or_default();
                found.cells.insert(column.field, if column.listed { text.clone() } else { line() });
                continue;
            }
            Held::Empty if column.needed => Refusal::new("imports-cell-needed"),
            Held::Empty => continue,
            Held::Withheld => Refusal::new("imports-cell-withheld"),
            Held::Broken => Refusal::new("imports-cell-broken"),
            Held::TooLong => Refusal::new("imports-cell-too-long").with("limit", CELL_CHARS_MAX),
        };
        faults.push(found.fault(column.field, refusal));
    }
    (found, faults)
}

/// Rows that say the same thing as one above them; the first one stays.
#[must_use]
pub fn repeated(kind: &ImportKind, rows: &[ImportRow]) -> Vec<RowFault> {
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(rows.len());
    let mut faults = Vec::new();
    for row in rows {
        let Some(key) = (kind.key)(row) else { continue };
        match seen.get(&key) {
            Some(first) => {
                let refusal = Refusal::new("imports-row-repeated").with("row", i64::from(*first));
                faults.push(RowFault { row: row.number, field: None, refusal });
            }
            None => {
                seen.insert(key, row.number);
            }
        }
    }
    faults
}

/// The rows that are all right so far.
#[must_use]
pub fn without(rows: Vec<ImportRow>, faults: &[RowFault]) -> Vec<ImportRow> {
    let amiss: BTreeSet<u32> = faults.iter().map(|fault| fault.row).collect();
    rows.into_iter().filter(|row| !amiss.contains(&row.number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_never_recorded_is_known_by_its_heading() {
        for heading in [
            "身份证",
            "身份证号码",
            "证件号",
            "公民身份号码",
            "民族",
            "民 族",
            "宗教信仰",
            "政治面貌",
            "是否党员",
            "上访情况",
            "信访记录",
            "犯罪记录",
            "指纹",
            "人脸照片",
            "ID Card No.",
            "National ID",
            "ethnicity",
            "Religion",
        ] {
            assert!(is_forbidden(heading), "{heading}");
        }
        for heading in [
            "姓名",
            "联系电话",
            "小区",
            "楼栋",
            "单元",
            "门牌号",
            "语言",
            "是否同意",
            "结对单位",
            "备注",
            "name",
            "Phone",
        ] {
            assert!(!is_forbidden(heading), "{heading}");
        }
    }
}
