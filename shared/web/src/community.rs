//! What every page shows of the community.

use base::{CommunityId, Locale};

/// Name, opening hours and telephone of the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityCard {
    /// Which community.
    pub id: CommunityId,
    /// The Chinese name.
    pub name_zh: String,
    /// The Tibetan name, when there is one.
    pub name_bo: Option<String>,
    /// The English name, when there is one.
    pub name_en: Option<String>,
    /// The telephone of the service hall.
    pub phone: String,
    /// Opening hours as digits, the same in every language.
    pub hours: String,
}

impl CommunityCard {
    /// The name in a language, or the Chinese one.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        let own = match locale {
            Locale::ZhCn => None,
            Locale::Bo => self.name_bo.as_deref(),
            Locale::En => self.name_en.as_deref(),
        };
        own.unwrap_or(&self.name_zh)
    }
}
