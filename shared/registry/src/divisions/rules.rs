//! What a division may be and under what it may stand. Pure.

use crate::entry::{Check, LINE_CHARS_MAX};
use base::{Outcome, Refusal};
use kernel::i18n::LocalText;
use serde::Deserialize;

/// Digits of a division code, at most (the national codes have 12).
const CODE_DIGITS_MAX: usize = 12;

/// The height in the tree, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省.
    Province,
    /// 市 / 州.
    City,
    /// 县.
    County,
    /// 镇 / 街道.
    Town,
    /// 社区.
    Community,
}

impl Level {
    /// From the highest to the lowest.
    pub const ALL: [Self; 5] = [Self::Province, Self::City, Self::County, Self::Town, Self::Community];

    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
            Self::Community => "community",
        }
    }

    /// The message key of its label.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Province => "divisions-level-province",
            Self::City => "divisions-level-city",
            Self::County => "divisions-level-county",
            Self::Town => "divisions-level-town",
            Self::Community => "divisions-level-community",
        }
    }

    /// The level of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// Whether a division of this level may stand under that one; a province stands under nothing.
///
/// # Errors
/// `divisions-level-wrong`.
pub fn stands_under(level: Level, parent: Option<Level>) -> Result<(), Refusal> {
    let right = match parent {
        None => level == Level::Province,
        Some(parent) => parent < level,
    };
    if right { Ok(()) } else { Err(Refusal::new("divisions-level-wrong")) }
}

/// What a form says about a division.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DivisionForm {
    /// Made by the form.
    pub once: String,
    /// The version the form was filled with.
    pub version: i64,
    /// The division above.
    pub parent: String,
    /// The level's name.
    pub level: String,
    /// The code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in Tibetan.
    pub name_bo: String,
    /// Name in English.
    pub name_en: String,
    /// Office phone.
    pub phone: String,
    /// Address.
    pub address: String,
}

/// What is kept of a form.
#[derive(Clone, Debug)]
pub struct DivisionWords {
    /// The code.
    pub code: String,
    /// The name.
    pub name: LocalText,
    /// Office phone.
    pub phone: String,
    /// Address.
    pub address: String,
}

/// Reads a form.
///
/// # Errors
/// The fields that need mending.
pub fn read(form: &DivisionForm) -> Outcome<DivisionWords> {
    let mut check = Check::default();
    let code = check.needed("code", &form.code, CODE_DIGITS_MAX);
    if !code.chars().all(|char| char.is_ascii_digit()) {
        check.amiss("code", Refusal::new("divisions-code-wrong"));
    }
    let name = check.name(&form.name_zh, &form.name_bo, &form.name_en);
    let phone = check.office_phone("phone", &form.phone);
    let address = check.line("address", &form.address, LINE_CHARS_MAX);
    check.public("address", &address);
    check.done()?;
    Ok(DivisionWords { code, name, phone, address })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_stands_under_a_higher_one() {
        assert!(stands_under(Level::Province, None).is_ok());
        assert!(stands_under(Level::Town, None).is_err());
        for (high, level) in Level::ALL.into_iter().enumerate() {
            for (low, other) in Level::ALL.into_iter().enumerate() {
                assert_eq!(stands_under(other, Some(level)).is_ok(), high < low);
            }
        }
    }

    #[test]
    fn every_level_is_found_by_its_name() {
        for level in Level::ALL {
            assert_eq!(Level::from_name(level.name()), Some(level));
        }
    }
}
