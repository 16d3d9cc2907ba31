//! What the words about a place may be. Pure.

use crate::entry::{CODE_CHARS_MAX, Check, NAME_CHARS_MAX};
use base::{Outcome, Refusal};
use kernel::i18n::LocalText;
use serde::Deserialize;

/// Stairways of one building, at most.
const STAIRWAYS_MAX: i64 = 99;

/// What a form says about a compound.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CompoundForm {
    /// Made by the form.
    pub once: String,
    /// The version the form was filled with.
    pub version: i64,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in Tibetan.
    pub name_bo: String,
    /// Name in English.
    pub name_en: String,
}

/// Reads a form.
///
/// # Errors
/// The fields that need mending.
pub fn read_compound(form: &CompoundForm) -> Outcome<LocalText> {
    let mut check = Check::default();
    let name = check.name(&form.name_zh, &form.name_bo, &form.name_en);
    check.done()?;
    Ok(name)
}

/// What a form says about a building.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BuildingForm {
    /// Made by the form.
    pub once: String,
    /// The version the form was filled with.
    pub version: i64,
    /// As it stands on the wall: "3".
    pub name: String,
    /// How many stairways it has.
    pub stairways: String,
}

/// Reads a form: the name on the wall and the number of stairways.
///
/// # Errors
/// The fields that need mending.
pub fn read_building(form: &BuildingForm) -> Outcome<(String, i64)> {
    let mut check = Check::default();
    let name = check.needed("name", &form.name, CODE_CHARS_MAX);
    check.public("name", &name);
    let stairways = form.stairways.trim().parse().ok().filter(|number| (1..=STAIRWAYS_MAX).contains(number));
    if stairways.is_none() {
        check.amiss("stairways", Refusal::new("places-stairways-wrong").with("most", STAIRWAYS_MAX));
    }
    check.done()?;
    Ok((name, stairways.unwrap_or(1)))
}

/// What a form says about a linked-household unit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct UnitForm {
    /// Made by the form.
    pub once: String,
    /// The version the form was filled with.
    pub version: i64,
    /// Its name.
    pub name: String,
}

/// Reads a form.
///
/// # Errors
/// The fields that need mending.
pub fn read_unit(form: &UnitForm) -> Outcome<String> {
    let mut check = Check::default();
    let name = check.needed("name", &form.name, NAME_CHARS_MAX);
    check.public("name", &name);
    check.done()?;
    Ok(name)
}

/// What a form says about a door.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DoorForm {
    /// The version the form was filled with.
    pub version: i64,
    /// The building.
    pub building: String,
    /// The stairway.
    pub stairway: String,
    /// The door.
    pub door: String,
}

/// The stairway and the door, as they are written on the wall; a wall knows only a few signs.
///
/// # Errors
/// The fields that need mending.
pub fn read_door(stairway: &str, door: &str) -> Outcome<(String, String)> {
    let mut check = Check::default();
    let stairway = check.line("stairway", stairway, CODE_CHARS_MAX);
    let door = check.needed("door", door, CODE_CHARS_MAX);
    check.done()?;
    Ok((stairway, door))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Problem;

    #[test]
    fn a_building_needs_a_name_and_one_to_ninety_nine_stairways() {
        let form = |name: &str, stairways: &str| BuildingForm {
            name: name.to_owned(),
            stairways: stairways.to_owned(),
            ..Default::default()
        };
        assert_eq!(read_building(&form(" 3 ", "2")).unwrap(), ("3".to_owned(), 2));
        for stairways in ["", "0", "100", "-1", "two", "99999999999999999999"] {
            assert!(matches!(read_building(&form("3", stairways)), Err(Problem::Invalid(_))), "{stairways}");
        }
        let Err(Problem::Invalid(fields)) = read_building(&form("", "")) else { panic!("both are wrong") };
        assert_eq!(fields.len(), 2);
    }

    #[test]
    fn a_compound_is_not_named_after_what_is_never_recorded() {
        let form = CompoundForm { name_zh: "宗教信仰".to_owned(), ..Default::default() };
        assert!(read_compound(&form).is_err());
        let form = CompoundForm { name_zh: "雪松里".to_owned(), name_bo: "  ".to_owned(), ..Default::default() };
        assert_eq!(read_compound(&form).unwrap(), LocalText::new("雪松里"));
    }
}
