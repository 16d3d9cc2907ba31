//! Numbers of bank cards and passwords, wherever they stand: no helper, no worker and no form asks for them.
//!
//! It answers yes or no and keeps nothing.

use unicode_normalization::UnicodeNormalization;

/// Words after which digits are somebody's secret.
const NAMES: [&str; 9] = ["密码", "验证码", "口令", "卡号", "pin", "password", "passcode", "cvv", "གསང་ཨང"];
/// Characters between such a word and its digits.
const NEAR_CHARS: usize = 6;
/// Digits of a secret, at least.
const SECRET_DIGITS: usize = 3;

/// Whether a text holds what looks like the number of a bank card (16 to 19 digits with the check digit that cards have), or
/// a password or code with its name before it; also full-width, also with spaces or dashes between.
#[must_use]
pub fn holds_card_secret(text: &str) -> bool {
    let folded: String = text.nfkc().map(western).collect::<String>().to_lowercase();
    holds_card(&folded) || NAMES.iter().any(|name| is_told(&folded, name))
}

fn western(char: char) -> char {
    match char {
        '༠'..='༩' => char::from_u32(u32::from(char) - u32::from('༠') + u32::from('0')).unwrap_or(char),
        _ => char,
    }
}

fn holds_card(folded: &str) -> bool {
    let mut run: Vec<u32> = Vec::new();
    let joined = folded.chars().filter(|char| !matches!(char, ' ' | '-' | '\u{a0}'));
    for char in joined.chain(std::iter::once('#')) {
        match char.to_digit(10) {
            Some(digit) => run.push(digit),
            None if is_card(&run) => return true,
            None => run.clear(),
        }
    }
    false
}

/// Sixteen to nineteen digits whose check digit is right.
fn is_card(run: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 =
        run.iter().rev().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit }).sum();
    (16..=19).contains(&run.len()) && run.iter().any(|digit| *digit > 0) && sum.is_multiple_of(10)
}

/// The name of a secret with digits close after it.
fn is_told(folded: &str, name: &str) -> bool {
    folded.match_indices(name).any(|(at, found)| {
        let after = folded.get(at + found.len()..).unwrap_or_default();
        let mut rest = after.chars().take(NEAR_CHARS + SECRET_DIGITS).skip_while(|char| !char.is_ascii_digit());
        rest.by_ref().take_while(char::is_ascii_digit).count() >= SECRET_DIGITS
    })
}

#[cfg(test)]
mod tests {
    use super::holds_card_secret;

    #[test]
    fn cards_and_passwords_are_seen_and_other_numbers_are_not() {
        for text in [
            "4111111111111111",
            "卡是 4111 1111 1111 1111，谢谢",
            "４１１１-１１１１-１１１１-１１１１",
            "6222021234567890128 取五百",
            "密码是 123456",
            "验证码：8812",
            "PIN 4321",
            "གསང་ཨང་ ༡༢༣༤",
        ] {
            assert!(holds_card_secret(text), "{text}");
        }
        for text in [
            "000-0000-0001",
            "13800000000 或 13900000000",
            "买两斤米、一桶油，五十元以内",
            "我忘了密码，想请人帮忙看手机",
            "雪松里3号楼2单元201，密码锁坏了",
            "1190",
            "0000000000000000",
            "",
        ] {
            assert!(!holds_card_secret(text), "{text}");
        }
    }
}
