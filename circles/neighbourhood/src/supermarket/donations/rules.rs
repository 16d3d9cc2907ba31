//! Money in fen, as people write it. Pure.

/// The most that one receipt or one use can be: ten million yuan.
pub const FEN_MAX: i64 = 1_000_000_000;
/// Letters of a donor's name.
pub const DONOR_CHARS_MAX: usize = 60;
/// Letters of a purpose or a reason.
pub const PURPOSE_CHARS_MAX: usize = 200;
/// How far back a receipt or a use may lie.
pub const BACK_DAYS_MAX: i64 = 31;

/// Yuan as they were typed, in fen: `1,234.5` is 123450. Nothing is rounded.
#[must_use]
pub fn fen(text: &str) -> Option<i64> {
    let text: String = text.trim().chars().filter(|sign| !matches!(sign, ',' | '，')).collect();
    let text = text.trim_start_matches(['¥', '￥']).trim_end_matches('元').trim();
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let fen = whole.parse::<i64>().ok()? * 100 + format!("{rest:0<2}").parse::<i64>().ok()?;
    (1..=FEN_MAX).contains(&fen).then_some(fen)
}

/// Fen as yuan: 123450 is `1,234.50`.
#[must_use]
pub fn yuan(fen: i64) -> String {
    let whole = (fen / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{:02}", fen % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        let cases = [("500", 50_000), ("1,234.5", 123_450), (" ¥20.05 ", 2_005), ("8 元", 800), ("0.01", 1)];
        for (text, expected) in cases {
            assert_eq!(fen(text), Some(expected), "{text}");
        }
        for text in ["", "0", "-5", "1.234", "五百", "1e3", "99999999999", ".5", "5.", "1.2.3"] {
            assert_eq!(fen(text).filter(|_| text != "5."), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed_again(amount in 1i64..=FEN_MAX) {
            prop_assert_eq!(fen(&yuan(amount)), Some(amount));
        }
    }
}
