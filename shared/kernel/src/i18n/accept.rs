//! Chooses a language from what a browser asks for.
//!
//! Never trusts the header: it is cut, and what cannot be read is passed over.

use base::Locale;

/// A longer header is nobody's wish.
const HEADER_BYTES_MAX: usize = 1024;

/// The best of our languages for an `Accept-Language` header; Chinese when none is asked for.
#[must_use]
pub fn from_accept_language(header: &str) -> Locale {
    let mut best: Option<(u16, Locale)> = None;
    let cut = header.floor_char_boundary(HEADER_BYTES_MAX);
    for item in header.get(..cut).unwrap_or_default().split(',') {
        let Some((permille, locale)) = wish(item) else { continue };
        // The first of equal wishes stands.
        if permille > best.map_or(0, |(most, _)| most) {
            best = Some((permille, locale));
        }
    }
    best.map_or_else(Locale::default, |(_, locale)| locale)
}

/// One item: how much it is wanted, in thousandths, and what.
fn wish(item: &str) -> Option<(u16, Locale)> {
    let mut parts = item.split(';').map(str::trim);
    let language = parts.next()?.split(['-', '_']).next()?;
    let locale = match () {
        () if language.eq_ignore_ascii_case("zh") => Locale::ZhCn,
        () if language.eq_ignore_ascii_case("bo") => Locale::Bo,
        () if language.eq_ignore_ascii_case("en") => Locale::En,
        () => return None,
    };
    match parts.next() {
        None => Some((1000, locale)),
        Some(quality) => Some((permille(quality.strip_prefix("q=")?)?, locale)),
    }
}

/// `0`, `1`, `0.7`, `0.125`, `1.000`; nothing else is a weight.
fn permille(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, thousandths) {
        ("0", _) => Some(thousandths),
        ("1", 0) => Some(1000),
        _ => None,
    }
}
