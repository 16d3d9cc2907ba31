//! The two switches on every page: language and print size. They work without scripts and come back to the page.

use crate::answer::{Answer, back_to};
use crate::cookies;
use crate::form::Posted;
use crate::site::Site;
use axum::extract::State;
use base::{Locale, Problem};
use serde::Deserialize;

/// The language switch.
#[derive(Deserialize)]
pub struct LanguageChoice {
    #[serde(default)]
    language: String,
    #[serde(default)]
    back: String,
}

/// The print size switch.
#[derive(Deserialize)]
pub struct SizeChoice {
    #[serde(default)]
    size: String,
    #[serde(default)]
    back: String,
}

/// Remembers the language in this browser.
pub(crate) async fn language(State(site): State<Site>, Posted(choice): Posted<LanguageChoice>) -> Answer {
    let locale = Locale::from_tag(&choice.language).ok_or(Problem::NotFound)?;
    let mut response = back_to(&choice.back);
    cookies::remember(&site, &mut response, cookies::LANGUAGE, locale.tag());
    Ok(response)
}

/// Remembers the print size in this browser.
pub(crate) async fn size(State(site): State<Site>, Posted(choice): Posted<SizeChoice>) -> Answer {
    let large = choice.size == "large";
    let mut response = back_to(&choice.back);
    cookies::remember(&site, &mut response, cookies::SIZE, if large { "large" } else { "normal" });
    Ok(response)
}
