//! What the words about a body may be. Pure.

use crate::entry::Check;
use base::{GridId, Outcome};
use kernel::i18n::LocalText;
use serde::Deserialize;

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyKind {
    /// 志愿队.
    Team,
    /// 结对单位.
    Unit,
    /// 职能部门.
    Department,
}

impl BodyKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Team, Self::Unit, Self::Department];

    /// The name in the database and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Unit => "unit",
            Self::Department => "department",
        }
    }

    /// The message key of its label.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Team => "bodies-kind-team",
            Self::Unit => "bodies-kind-unit",
            Self::Department => "bodies-kind-department",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a form says about a body.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BodyForm {
    /// Made by the form.
    pub once: String,
    /// The version the form was filled with.
    pub version: i64,
    /// The kind, for a new body.
    pub kind: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in Tibetan.
    pub name_bo: String,
    /// Name in English.
    pub name_en: String,
    /// The office phone that everyone may see.
    pub phone: String,
    /// The grid it is matched with.
    pub grid: String,
}

/// What is kept of a form.
#[derive(Clone, Debug)]
pub struct BodyWords {
    /// The name.
    pub name: LocalText,
    /// The office phone.
    pub phone: String,
    /// The grid it is matched with.
    pub grid: Option<GridId>,
}

/// Reads a form.
///
/// # Errors
/// The fields that need mending.
pub fn read(form: &BodyForm) -> Outcome<BodyWords> {
    let mut check = Check::default();
    let name = check.name(&form.name_zh, &form.name_bo, &form.name_en);
    let phone = check.office_phone("phone", &form.phone);
    let grid = check.choice("grid", &form.grid).map(GridId);
    check.done()?;
    Ok(BodyWords { name, phone, grid })
}

/// What a form says about a member.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    /// The body's version the form was filled with.
    pub version: i64,
    /// The person.
    pub person: String,
    /// They lead the body or speak for it.
    pub leads: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_phone_is_digits_and_a_name_is_needed() {
        let form = |name: &str, phone: &str| BodyForm {
            name_zh: name.to_owned(),
            phone: phone.to_owned(),
            ..Default::default()
        };
        assert!(read(&form("水务局", "0000-000 0001")).is_ok());
        assert!(read(&form("水务局", "")).is_ok());
        assert!(read(&form("", "1")).is_err());
        assert!(read(&form("水务局", "=1+1<script>")).is_err());
        assert!(read(&BodyForm { grid: "G1".to_owned(), ..form("水务局", "") }).is_err());
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        assert!(BodyKind::ALL.into_iter().all(|kind| BodyKind::from_name(kind.name()) == Some(kind)));
    }
}
