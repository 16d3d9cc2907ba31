//! Text from people: every free field passes here on its way in.
//!
//! What was typed stays as it was typed: rare characters, Tibetan stacks, emoji, the spaces between words. Only marks
//! that nobody types and that hide or reorder other text are taken out. It never shortens: too long is said, not cut.

mod identity;
mod redline;
mod secret;
mod terms;

pub use identity::holds_identity_number;
pub use redline::forbidden_terms;
pub use secret::holds_card_secret;

use base::Refusal;
use std::borrow::Cow;

/// What can be wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// More characters than the field holds.
    TooLong {
        /// What the field holds.
        limit_chars: usize,
        /// What was sent, after cleaning.
        actual_chars: usize,
    },
}

impl From<TextFault> for Refusal {
    fn from(fault: TextFault) -> Self {
        match fault {
            TextFault::TooLong { limit_chars, actual_chars } => {
                Self::new("text-too-long").with("limit", limit_chars).with("actual", actual_chars)
            }
        }
    }
}

/// The refusal of a configurable text that names what the product does not record (red line 1).
#[must_use]
pub fn forbidden(term: &'static str) -> Refusal {
    Refusal::new("text-forbidden").with("term", term)
}

/// Cleans a text of one line: line breaks and tabs become spaces.
///
/// # Errors
/// [`TextFault::TooLong`] with both numbers.
pub fn clean_line(input: &str, chars_max: usize) -> Result<String, TextFault> {
    let line = clean(input).replace(['\n', '\t'], " ");
    within(trim(&line), chars_max)
}

/// Cleans a text of several lines: every kind of line break becomes a newline.
///
/// # Errors
/// [`TextFault::TooLong`] with both numbers.
pub fn clean_text(input: &str, chars_max: usize) -> Result<String, TextFault> {
    within(trim(&clean(input)), chars_max)
}

fn clean(input: &str) -> String {
    let mut out = String::with_capacity(input.len());
    let mut before = ' ';
    for char in input.chars() {
        match char {
            '\n' if before == '\r' => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push('\t'),
            _ if is_unwanted(char) => {}
            _ => out.push(char),
        }
        before = char;
    }
    out
}

/// Control characters, direction overrides and isolates, byte order marks, and code points that are no characters.
fn is_unwanted(char: char) -> bool {
    let code = u32::from(char);
    char.is_control()
        || matches!(code, 0x061C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFEFF | 0xFDD0..=0xFDEF)
        || code & 0xFFFE == 0xFFFE
}

/// Takes spaces from both ends, and marks without width, so that a text that shows nothing is empty.
fn trim(text: &str) -> &str {
    const BLANKS: [char; 8] =
        ['\u{AD}', '\u{115F}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{2800}', '\u{3164}'];
    text.trim_matches(|char: char| char.is_whitespace() || BLANKS.contains(&char))
}

fn within(text: &str, chars_max: usize) -> Result<String, TextFault> {
    let actual_chars = text.chars().count();
    if actual_chars > chars_max {
        Err(TextFault::TooLong { limit_chars: chars_max, actual_chars })
    } else {
        Ok(text.to_owned())
    }
}

/// A cell of an exported table that no spreadsheet takes for a formula.
#[must_use]
pub fn spreadsheet_safe(cell: &str) -> Cow<'_, str> {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(STARTS) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_stays() {
        for text in ["སམྦྷོ་ཊ།", "𠮷野家㐂", "👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "a  b", "3 < 5 & \"so\"", "نعم", "e\u{301}", "路\u{3000}灯"]
        {
            assert_eq!(clean_line(text, 50).unwrap(), text);
            assert_eq!(clean_text(text, 50).unwrap(), text);
        }
    }

    #[test]
    fn what_hides_is_taken_out() {
        assert_eq!(
            clean_line(" \u{FEFF}a\0b\u{7}c\u{202E}d\u{2066}e\u{200F}f\u{85}g\u{FFFF}\u{FDD0}\u{1FFFE}h ", 50).unwrap(),
            "abcdef gh"
        );
        assert_eq!(clean_text("a\r\nb\rc\n\u{2028}d\te\r\n", 50).unwrap(), "a\nb\nc\n\nd\te");
        assert_eq!(clean_line("a\r\nb\tc", 50).unwrap(), "a b c");
        for blank in ["", " \u{200B}\u{3164} ", "\u{3000}\r\n", "\u{202E}\0", "\u{2800}"] {
            assert_eq!(clean_line(blank, 50).unwrap(), "");
        }
    }

    #[test]
    fn too_long_is_said_in_characters() {
        assert_eq!(clean_line(" 雪松里 ", 3).unwrap(), "雪松里");
        let fault = clean_line("雪松里𠮷", 3).unwrap_err();
        assert_eq!(fault, TextFault::TooLong { limit_chars: 3, actual_chars: 4 });
        let refusal = Refusal::from(fault);
        assert_eq!((refusal.key, refusal.args.len()), ("text-too-long", 2));
    }

    #[test]
    fn spreadsheets_see_words_not_formulas() {
        for cell in ["=1+1", "+86", "-2", "@x", "\tx", "\r=1", "＝1"] {
            assert_eq!(spreadsheet_safe(cell), format!("'{cell}"));
        }
        for cell in ["", "路灯", "1=1", " a", "000-0000-0001"] {
            assert_eq!(spreadsheet_safe(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC{0,30}|[\\x00-\\x9f\u{2028}\u{202E}\u{200D}a ]{0,30}") {
            for clean in [clean_line, clean_text] {
                let once = clean(&text, 100).unwrap();
                prop_assert_eq!(clean(&once, 100).unwrap(), once.clone());
                prop_assert!(!once.chars().any(|char| char.is_control() && char != '\n' && char != '\t'));
            }
        }
    }
}
