//! The few cookies: the browser's secret, language, print size, and the message of the page before.

use crate::site::Site;
use crate::visit::Visit;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// The browser's secret.
pub const TOKEN: &str = "wq";
/// Language.
pub const LANGUAGE: &str = "wq_lang";
/// Print size.
pub const SIZE: &str = "wq_size";
/// The message of the page before.
pub const FLASH: &str = "wq_flash";
/// A year: language and size are remembered that long.
const YEAR_S: u32 = 31_536_000;
/// The browser's secret lives this long without use; sessions end sooner.
const TOKEN_S: u32 = 60 * 60 * 24 * 90;

/// A cookie of the request.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// Sets a cookie that scripts cannot read; the value is plain ASCII without separators.
pub fn set_cookie(site: &Site, response: &mut Response, name: &str, value: &str, seconds: u32) {
    let secure = if site.options.secure_cookies { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}

/// Removes a cookie.
pub fn clear_cookie(site: &Site, response: &mut Response, name: &str) {
    set_cookie(site, response, name, "", 0);
}

/// Remembers a preference for a year.
pub(crate) fn remember(site: &Site, response: &mut Response, name: &str, value: &str) {
    set_cookie(site, response, name, value, YEAR_S);
}

/// Sets a new browser secret, and forgets the message of the page before once a page has shown it.
pub(crate) fn keep(site: &Site, visit: &Visit, response: &mut Response) {
    let sets_token =
        response.headers().get_all(header::SET_COOKIE).iter().any(|line| line.as_bytes().starts_with(b"wq="));
    if visit.token_is_new && !sets_token {
        set_cookie(site, response, TOKEN, &visit.token, TOKEN_S);
    }
    if visit.flash.is_some() && response.status().is_success() {
        clear_cookie(site, response, FLASH);
    }
}

/// Sets a browser secret made at sign-in.
pub fn set_token(site: &Site, response: &mut Response, token: &str) {
    set_cookie(site, response, TOKEN, token, TOKEN_S);
}

/// The message of the page before: only kinds and messages that we know.
#[must_use]
pub fn flash_of(site: &Site, headers: &HeaderMap) -> Option<(String, String)> {
    let (kind, key) = cookie(headers, FLASH)?.split_once('.')?;
    let known = matches!(kind, "ok" | "warn" | "late") && site.app.words.keys().contains(key);
    known.then(|| (kind.to_owned(), key.to_owned()))
}
