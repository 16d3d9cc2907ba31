//! What of a person is shown to whom. This is the only way in which people leave the crate.

use super::phones;
use super::store::{self, Raw};
use crate::entry::Rows;
use crate::places::{self, Place};
use crate::powers::{PEOPLE_PHONE, PEOPLE_SEE};
use base::{BuildingId, CommunityId, Doer, HouseholdId, Locale, Outcome, PersonId, Problem, Relation};
use db::Query;
use kernel::app::App;
use kernel::vault::normalize_phone;
use uuid::Uuid;

/// A person as someone may see them.
#[derive(Clone, Debug)]
pub struct PersonView {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// The phone with its middle hidden; none when there is none, or the doer has no business with phones.
    pub masked_phone: Option<String>,
    /// There is a phone.
    pub has_phone: bool,
    /// The language they like to be spoken to in.
    pub language: Locale,
    /// The building they live in.
    pub building: Option<BuildingId>,
    /// Where they live, in words of the doer's language; empty when it is not known.
    pub place_label: String,
    /// They left the community.
    pub left: bool,
    /// The version, for changes.
    pub version: i64,
}

/// One person, for those who may see the register.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such person here, or the doer may not see them: the two look the same.
pub async fn view(app: &App, door: &impl Query, doer: &Doer, person: PersonId) -> Outcome<PersonView> {
    if !doer.speaks_for(person) && doer.require(PEOPLE_SEE, &[Relation::Community]).is_err() {
        return Err(Problem::NotFound);
    }
    let raw = store::find(door, doer.community, person).await?.ok_or(Problem::NotFound)?;
    views(app, door, doer, vec![raw]).await?.pop().ok_or(Problem::NotFound)
}

/// The people of this community whose name holds the words, or whose phone it is when the words are a phone.
///
/// # Errors
/// As [`Doer::require`].
pub async fn search(
    app: &App,
    door: &impl Query,
    doer: &Doer,
    (typed, after): (&str, Option<Uuid>),
) -> Outcome<Rows<PersonView>> {
    doer.require(PEOPLE_SEE, &[Relation::Community])?;
    let phone = normalize_phone(typed).filter(|_| doer.may(PEOPLE_PHONE));
    let raw = match phone {
        Some(phone) => store::by_phone(door, doer.community, phones::index(app, &phone)).await?,
        None => store::by_name(door, doer.community, (typed, after)).await?,
    };
    let Rows { rows, next } = Rows::cut(raw, |raw| raw.id.0);
    Ok(Rows { rows: views(app, door, doer, rows).await?, next })
}

/// Who is reached by this phone (a family may share one). For a worker on the call; empty when it is nobody's.
///
/// # Errors
/// As [`Doer::require`].
pub async fn find_by_phone(app: &App, door: &impl Query, doer: &Doer, phone: &str) -> Outcome<Vec<PersonView>> {
    doer.require(PEOPLE_SEE, &[Relation::Community])?;
    let Some(phone) = normalize_phone(phone) else { return Ok(Vec::new()) };
    let raw = store::by_phone(door, doer.community, phones::index(app, &phone)).await?;
    views(app, door, doer, raw).await
}

/// The ids of those who are reached by this phone, for the house itself (sign-up, an order's caller).
///
/// # Errors
/// A fault from the database.
pub async fn ids_by_phone(app: &App, door: &impl Query, community: CommunityId, phone: &str) -> Outcome<Vec<PersonId>> {
    let Some(phone) = normalize_phone(phone) else { return Ok(Vec::new()) };
    let raw = store::by_phone(door, community, phones::index(app, &phone)).await?;
    Ok(raw.into_iter().map(|raw| raw.id).collect())
}

async fn views(app: &App, door: &impl Query, doer: &Doer, raw: Vec<Raw>) -> Outcome<Vec<PersonView>> {
    let homes: Vec<HouseholdId> = raw.iter().filter_map(|raw| raw.household).collect();
    let buildings: Vec<BuildingId> = raw.iter().filter_map(|raw| raw.building).collect();
    let homes = places::places_of_households(door, doer.community, &homes).await?;
    let buildings = places::places_of(door, doer.community, &buildings).await?;
    let lang = app.words.lang(doer.locale, doer.at);
    let mut views = Vec::with_capacity(raw.len());
    for raw in raw {
        let place: Option<&Place> = raw.household.and_then(|id| homes.get(&id));
        let place = place.or_else(|| raw.building.and_then(|id| buildings.get(&id)));
        let may_mask = doer.may(PEOPLE_PHONE) || doer.speaks_for(raw.id);
        let sealed = raw.phone_sealed.as_deref();
        let masked_phone = sealed.filter(|_| may_mask).map(|sealed| phones::masked(app, raw.id, sealed)).transpose()?;
        views.push(PersonView {
            id: raw.id,
            has_phone: sealed.is_some(),
            masked_phone,
            language: Locale::from_tag(&raw.language).unwrap_or_default(),
            building: raw.building,
            place_label: place.map(|place| places::label(&lang, place)).unwrap_or_default(),
            left: raw.left,
            version: raw.version,
            name: raw.name,
        });
    }
    Ok(views)
}
