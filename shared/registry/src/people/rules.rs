//! What the words about a person may be. Pure.

use crate::entry::{CODE_CHARS_MAX, Check, NAME_CHARS_MAX};
use base::{BuildingId, Locale, Outcome, Refusal};
use kernel::vault::normalize_phone;
use serde::Deserialize;

/// What a form says about a person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// Made by the form.
    pub once: String,
    /// The version the form was filled with.
    pub version: i64,
    /// What they are called.
    pub name: String,
    /// A new phone; empty keeps the old one when the person is known.
    pub phone: String,
    /// The phone is to be forgotten.
    pub no_phone: Option<String>,
    /// The language they like to be spoken to in.
    pub language: String,
    /// The building they live in.
    pub building: String,
    /// The stairway.
    pub stairway: String,
    /// The door.
    pub door: String,
}

/// What becomes of the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneWish {
    /// It stays as it is.
    Keep,
    /// It is forgotten.
    Forget,
    /// It is this one, in normal form.
    Set(String),
}

/// What is kept of a form.
#[derive(Clone, Debug)]
pub struct PersonWords {
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: PhoneWish,
    /// The language.
    pub language: Locale,
    /// The building.
    pub building: Option<BuildingId>,
    /// Stairway and door, when a door is given.
    pub door: Option<(String, String)>,
}

/// Reads a form.
///
/// # Errors
/// The fields that need mending.
pub fn read(form: &PersonForm) -> Outcome<PersonWords> {
    let mut check = Check::default();
    let name = check.needed("name", &form.name, NAME_CHARS_MAX);
    let phone = match (form.phone.trim(), form.no_phone.is_some()) {
        (_, true) => PhoneWish::Forget,
        ("", false) => PhoneWish::Keep,
        (typed, false) => normalize_phone(typed).map_or_else(
            || {
                check.amiss("phone", Refusal::new("people-phone-wrong"));
                PhoneWish::Keep
            },
            PhoneWish::Set,
        ),
    };
    let language = Locale::from_tag(&form.language);
    if language.is_none() {
        check.amiss("language", Refusal::new("registry-choose"));
    }
    let building = check.choice("building", &form.building).map(BuildingId);
    let stairway = check.line("stairway", &form.stairway, CODE_CHARS_MAX);
    let door = check.line("door", &form.door, CODE_CHARS_MAX);
    if building.is_none() && !door.is_empty() {
        check.amiss("building", Refusal::new("people-door-without-building"));
    }
    if door.is_empty() && !stairway.is_empty() {
        check.amiss("door", Refusal::new("people-stairway-without-door"));
    }
    check.done()?;
    let door = Some((stairway, door)).filter(|(_, door)| !door.is_empty());
    Ok(PersonWords { name, phone, language: language.unwrap_or_default(), building, door })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Problem;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn form() -> PersonForm {
        PersonForm { name: "例桑一".to_owned(), language: "bo".to_owned(), ..Default::default() }
    }

    #[test]
    fn a_name_and_a_language_are_enough() {
        let words = read(&form()).unwrap();
        assert_eq!((words.name.as_str(), words.language), ("例桑一", Locale::Bo));
        assert_eq!((words.phone, words.building, words.door), (PhoneWish::Keep, None, None));
    }

    #[test]
    fn a_phone_is_kept_set_or_forgotten() {
        let with = |phone: &str, no: bool| {
            read(&PersonForm { phone: phone.to_owned(), no_phone: no.then(|| "yes".to_owned()), ..form() })
        };
        assert_eq!(with("000-0000-0001", false).unwrap().phone, PhoneWish::Set("00000000001".to_owned()));
        assert_eq!(with("", true).unwrap().phone, PhoneWish::Forget);
        assert!(with("abc", false).is_err() && with("1", false).is_err());
    }

    #[test]
    fn a_door_needs_a_building() {
        let wish = PersonForm { door: "201".to_owned(), ..form() };
        let Err(Problem::Invalid(fields)) = read(&wish) else { panic!("a door in the air") };
        assert_eq!(fields.first().unwrap().field, "building");
        let wish = PersonForm { building: Uuid::nil().to_string(), stairway: "2".to_owned(), ..wish };
        assert_eq!(read(&wish).unwrap().door, Some(("2".to_owned(), "201".to_owned())));
    }

    proptest! {
        /// Whatever is typed is kept, or refused with words; it never panics.
        #[test]
        fn hostile_words_are_kept_or_refused(name in "\\PC{0,80}", phone in "\\PC{0,30}", door in "\\PC{0,30}") {
            let wish = PersonForm { name, phone, building: Uuid::nil().to_string(), door, ..form() };
            match read(&wish) {
                Ok(words) => prop_assert!(words.name.chars().count() <= NAME_CHARS_MAX && !words.name.is_empty()),
                Err(problem) => prop_assert!(matches!(problem, Problem::Invalid(fields) if !fields.is_empty())),
            }
        }
    }
}
