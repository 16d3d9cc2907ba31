//! Texts that a community writes itself: names of categories, goods, teams.
//!
//! Never translates. Where a language is missing the Chinese is given and said to be Chinese, so that the page can tag it.

use base::Locale;
use serde::{Deserialize, Serialize};

/// A text that must be there in Chinese, and may be there in Tibetan and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalText {
    /// Chinese.
    pub zh: String,
    /// Tibetan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bo: Option<String>,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl LocalText {
    /// A text so far only in Chinese.
    pub fn new(zh: impl Into<String>) -> Self {
        Self { zh: zh.into(), bo: None, en: None }
    }

    /// A text in all three; an empty one counts as missing.
    pub fn all(zh: impl Into<String>, bo: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), bo: Some(bo.into()), en: Some(en.into()) }
    }

    /// The text for this reader, and the language it is in (for the `lang` attribute).
    #[must_use]
    pub fn pick(&self, locale: Locale) -> (&str, Locale) {
        let own = match locale {
            Locale::ZhCn => None,
            Locale::Bo => self.bo.as_deref(),
            Locale::En => self.en.as_deref(),
        };
        match own {
            Some(text) if !text.trim().is_empty() => (text, locale),
            _ => (&self.zh, Locale::ZhCn),
        }
    }
}
