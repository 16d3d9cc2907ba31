//! A place in words: "雪松里3号楼2单元201", in the reader's language.

use crate::entry::marks;
use base::{Arg, BuildingId, CommunityId, HouseholdId, Outcome};
use db::{FromQueryResult, Query, Value, values};
use kernel::i18n::{Lang, LocalText};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A place, from the compound down to as far as it is known (and may be told).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The compound's name.
    pub compound: LocalText,
    /// The building, as it stands on the wall.
    pub building: Option<String>,
    /// The stairway.
    pub stairway: Option<String>,
    /// The door.
    pub door: Option<String>,
}

impl Place {
    /// The same place without stairway and door, for those who need no more.
    #[must_use]
    pub fn without_door(self) -> Self {
        Self { stairway: None, door: None, ..self }
    }

    /// The same place with a stairway, as a form for a matter may ask for it.
    #[must_use]
    pub fn with_stairway(self, stairway: Option<&str>) -> Self {
        Self { stairway: stairway.filter(|text| !text.is_empty()).map(str::to_owned), ..self }
    }
}

/// The place in words.
#[must_use]
pub fn label(lang: &Lang, place: &Place) -> String {
    let mut text = lang.pick(&place.compound).0.to_owned();
    let parts = [
        (&place.building, "places-label-building", "places-label-building-named"),
        (&place.stairway, "places-label-stairway", "places-label-stairway-named"),
        (&place.door, "places-label-door", "places-label-door"),
    ];
    for (part, number, named) in parts {
        let Some(part) = part.as_ref().filter(|part| !part.is_empty()) else { continue };
        let is_number = part.chars().all(|char| char.is_ascii_digit());
        let key = if is_number { number } else { named };
        text = lang.say(key, &[("before", Arg::Text(text)), ("name", Arg::Text(part.clone()))]);
    }
    text
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    building: String,
    stairway: Option<String>,
    door: Option<String>,
}

impl Line {
    fn place(self) -> (Uuid, Place) {
        let compound = LocalText { zh: self.name_zh, bo: self.name_bo, en: self.name_en };
        (self.id, Place { compound, building: Some(self.building), stairway: self.stairway, door: self.door })
    }
}

/// A building of this community as a place.
///
/// # Errors
/// A fault from the database.
pub async fn place(door: &impl Query, community: CommunityId, building: BuildingId) -> Outcome<Option<Place>> {
    Ok(places_of(door, community, &[building]).await?.remove(&building))
}

/// Many buildings as places, in one question.
///
/// # Errors
/// A fault from the database.
pub async fn places_of(
    door: &impl Query,
    community: CommunityId,
    buildings: &[BuildingId],
) -> Outcome<BTreeMap<BuildingId, Place>> {
    if buildings.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "select b.id, c.name_zh, c.name_bo, c.name_en, b.name as building, null as stairway, null as door \
         from buildings b join compounds c on c.id = b.compound_id where b.community = $1 and b.id in ({})",
        marks(2, buildings.len())
    );
    let ids = buildings.iter().map(|id| Value::from(id.0)).collect();
    let lines: Vec<Line> = door.all(&sql, [values![community.0], ids].concat()).await?;
    Ok(lines.into_iter().map(|line| line.place()).map(|(id, place)| (id.into(), place)).collect())
}

/// A household of this community as a place, with its door: only for those who may know where someone lives.
///
/// # Errors
/// A fault from the database.
pub async fn place_of_household(
    door: &impl Query,
    community: CommunityId,
    household: HouseholdId,
) -> Outcome<Option<Place>> {
    Ok(places_of_households(door, community, &[household]).await?.remove(&household))
}

/// Many households as places, in one question.
pub(crate) async fn places_of_households(
    door: &impl Query,
    community: CommunityId,
    households: &[HouseholdId],
) -> Outcome<BTreeMap<HouseholdId, Place>> {
    if households.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "select h.id, c.name_zh, c.name_bo, c.name_en, b.name as building, h.stairway, h.door from households h \
         join buildings b on b.id = h.building_id join compounds c on c.id = b.compound_id \
         where h.community = $1 and h.id in ({})",
        marks(2, households.len())
    );
    let ids = households.iter().map(|id| Value::from(id.0)).collect();
    let lines: Vec<Line> = door.all(&sql, [values![community.0], ids].concat()).await?;
    Ok(lines.into_iter().map(|line| line.place()).map(|(id, place)| (id.into(), place)).collect())
}
