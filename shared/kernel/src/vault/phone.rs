//! Phone numbers as people write them, brought to one form for look-up and masked for lists.
//!
//! It checks that something can be a phone number, never that it is anyone's.

/// Fewer digits are no phone number.
const DIGITS_MIN: usize = 7;
/// More digits are no phone number.
const DIGITS_MAX: usize = 20;
/// Longer input is not looked at.
const BYTES_MAX: usize = 256;
/// `0086` is the country prefix only before a whole number with area code.
const NATIONAL_MIN: usize = 10;

/// The digits of a phone number as dialled inside China, whatever way it was written: ASCII, full-width or Tibetan
/// digits, spaces, dashes and brackets, `+86` or `0086` in front. Numbers of other countries keep `00` and their
/// country code. `None` for anything else.
#[must_use]
pub fn normalize_phone(text: &str) -> Option<String> {
    if text.len() > BYTES_MAX {
        return None;
    }
    let mut digits = String::new();
    let mut plus = false;
    for c in text.chars() {
        match c {
            '+' | '＋' if !plus && digits.is_empty() => plus = true,
            _ if is_filler(c) => {}
            _ => digits.push(digit(c)?),
        }
    }
    let number = match (plus, digits.strip_prefix("86"), digits.strip_prefix("0086")) {
        (true, Some(national), _) => national.to_owned(),
        (true, None, _) => format!("00{digits}"),
        (false, _, Some(national)) if national.len() >= NATIONAL_MIN => national.to_owned(),
        _ => digits,
    };
    (DIGITS_MIN..=DIGITS_MAX).contains(&number.len()).then_some(number)
}

/// The number with its middle hidden: `000****0001`. The stars do not tell how many digits they hide.
#[must_use]
pub fn mask_phone(phone: &str) -> String {
    let Some(number) = normalize_phone(phone) else { return "****".to_owned() };
    let (head, tail) = if number.len() >= 11 { (3, 4) } else { (2, 2) };
    let first = number.get(..head).unwrap_or_default();
    let last = number.len().checked_sub(tail).and_then(|from| number.get(from..)).unwrap_or_default();
    format!("{first}****{last}")
}

fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '༠'..='༩' => '༠',
        _ => return None,
    };
    char::from_digit(u32::from(c).checked_sub(u32::from(zero))?, 10)
}

/// What people and address books put between digits, also the invisible marks that come along when copying.
fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '－' | '−' | '‐'..='―' | '(' | ')' | '（' | '）' | '.' | '·' | '་')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_written_many_ways_is_one_number() {
        for written in [
            "000-0000-0001",
            "00000000001",
            " 000 0000 0001 ",
            "０００－００００－０００１",
            "༠༠༠ ༠༠༠༠ ༠༠༠༡",
            "000\u{3000}0000\u{A0}0001",
            "(000) 0000.0001",
            "（000）0000—0001",
            "+86 000-0000-0001",
            "＋８６00000000001",
            "+86-000-0000-0001",
            "008600000000001",
            "\u{202D}000-0000-0001\u{202C}",
            "\u{FEFF}00000000001",
        ] {
            assert_eq!(normalize_phone(written).as_deref(), Some("00000000001"), "{written:?}");
        }
    }

    #[test]
    fn other_numbers_keep_their_shape() {
        for (written, expected) in [
            ("12345", None),
            ("0000000", Some("0000000")),
            ("86000000", Some("86000000")),
            ("00860000001", Some("00860000001")),
            ("+977 000 0000", Some("009770000000")),
            ("00977 000 0000", Some("009770000000")),
            ("+1 000 000 0000", Some("0010000000000")),
            ("00000000000000000000", Some("00000000000000000000")),
            ("000000000000000000000", None),
        ] {
            assert_eq!(normalize_phone(written).as_deref(), expected, "{written:?}");
        }
    }

    #[test]
    fn hostile_strings_are_no_number() {
        let long = "0".repeat(10_000_000);
        for written in [
            "",
            "+",
            "+86",
            "++8600000000001",
            "000-0000-0001+",
            "000-0000-000a",
            "000-0000-0001\0",
            "000-0000-0001转2",
            "=000-0000-0001",
            "<script>00000000001</script>",
            "٠٠٠٠٠٠٠٠٠٠١",
            "𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟏",
            "②②②②②②②②",
            "སམྦྷོ་ཊ་",
            "𠮷00000000001",
            &long,
        ] {
            assert_eq!(normalize_phone(written), None);
            assert_eq!(mask_phone(written), "****");
        }
    }

    #[test]
    fn masks_show_the_ends_only() {
        assert_eq!(mask_phone("00000000001"), "000****0001");
        assert_eq!(mask_phone("000-0000-0001"), "000****0001");
        assert_eq!(mask_phone("1234567"), "12****67");
        assert_eq!(mask_phone("00977123456789"), "009****6789");
    }

    proptest! {
        #[test]
        fn any_text_is_digits_or_nothing_and_the_form_is_stable(text in any::<String>()) {
            if let Some(number) = normalize_phone(&text) {
                prop_assert!(number.bytes().all(|b| b.is_ascii_digit()));
                prop_assert!((DIGITS_MIN..=DIGITS_MAX).contains(&number.len()));
            }
            prop_assert!(mask_phone(&text).contains("****"));
        }

        #[test]
        fn the_form_does_not_depend_on_dashes(number in "[1-9][0-9]{6,19}", at in proptest::collection::vec(0usize..20, 0..5)) {
            let written: String = number
                .char_indices()
                .flat_map(|(n, c)| at.contains(&n).then_some('-').into_iter().chain([c]))
                .collect();
            prop_assert_eq!(normalize_phone(&written), Some(number));
        }
    }
}
