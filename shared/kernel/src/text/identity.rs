//! Identity numbers wherever they stand: digits in the national form, around a day on which someone can be born.
//!
//! It answers yes or no and keeps nothing.

use unicode_normalization::UnicodeNormalization;

/// Whether a text holds what looks like an identity number: 18 digits (the last may be X), or the old 15, with a day of
/// birth in the right place; also with spaces or dashes between, also full-width, also rounded by a spreadsheet.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    let folded: String = text.nfkc().filter(|char| !matches!(char, ' ' | '-' | '\u{a0}' | '.' | '·')).collect();
    let mut run = String::new();
    for char in folded.chars().chain(std::iter::once('#')) {
        if char.is_ascii_digit() {
            run.push(char);
            continue;
        }
        let ends_in_x = matches!(char, 'x' | 'X');
        if is_identity(&run, ends_in_x) {
            return true;
        }
        run.clear();
    }
    false
}

fn is_identity(run: &str, ends_in_x: bool) -> bool {
    let born = |at: std::ops::Range<usize>, century: &str| {
        let day = run.get(at).map(|day| format!("{century}{day}"));
        day.and_then(|day| chrono::NaiveDate::parse_from_str(&day, "%Y%m%d").ok()).is_some()
    };
    let begins = run.starts_with(|first| ('1'..='9').contains(&first));
    let modern = || matches!(run.get(6..8), Some("18" | "19" | "20")) && born(6..14, "");
    match (run.len(), ends_in_x) {
        (18, false) | (17, true) => begins && modern(),
        (15, false) => begins && born(6..12, "19"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::holds_identity_number;

    #[test]
    fn identity_numbers_are_seen_and_phones_are_not() {
        for text in [
            "110101199003070011",
            "身份证：11010119900307001X。",
            "110101 19900307 0011",
            "１１０１０１１９９００３０７００１１",
            "110101-1990-0307-001x",
            "110101199003070000",
            "110101900307001",
        ] {
            assert!(holds_identity_number(text), "{text}");
        }
        for text in
            ["000-0000-0001", "13800000000", "雪松里3号楼2单元201", "20261122", "110101199013070011", "", "1e18"]
        {
            assert!(!holds_identity_number(text), "{text}");
        }
    }
}
