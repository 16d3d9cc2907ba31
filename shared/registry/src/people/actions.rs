//! Entering and changing people, their leaving, and looks at their phones.

use super::rules::{PersonForm, PersonWords, PhoneWish, read};
use super::store::{self, PEOPLE};
use super::{phones, view};
use crate::entry::{Check, LINE_CHARS_MAX, NAME_CHARS_MAX, once};
use crate::places;
use crate::powers::{PEOPLE_CHANGE, PEOPLE_PHONE, PEOPLE_SEE};
use base::{BuildingId, Doer, Locale, Outcome, PersonId, Problem, Relation};
use db::{Lock, Row, Write, row, values};
use kernel::app::App;
use kernel::vault::normalize_phone;

/// Someone who is entered while something else is written: a caller, a resident who makes an account.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// The id, when a form made one; else a new one.
    pub id: Option<PersonId>,
    /// What they are called.
    pub name: String,
    /// The phone, as typed.
    pub phone: Option<String>,
    /// The language they like to be spoken to in.
    pub language: Locale,
    /// The building they live in; the caller has checked that it is of this community.
    pub building: Option<BuildingId>,
    /// Stairway and door.
    pub door: Option<(String, String)>,
}

/// Enters a person inside another write. The caller has checked the right to do so (an order was asked for, an
/// account made) and holds the building's lock when a door is given. The same id twice enters once.
///
/// # Errors
/// Words at the fields `name`, `phone`, `door`.
pub async fn register_in(app: &App, write: &mut Write, person: NewPerson) -> Outcome<PersonId> {
    let mut check = Check::default();
    let name = check.needed("name", &person.name, NAME_CHARS_MAX);
    let typed = person.phone.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
    let phone = typed.and_then(normalize_phone);
    if typed.is_some() && phone.is_none() {
        check.amiss("phone", base::Refusal::new("people-phone-wrong"));
    }
    check.done()?;
    let id = person.id.unwrap_or_else(|| PersonId(app.new_id()));
    let household = match (person.building, &person.door) {
        (Some(building), Some((stairway, door))) if !door.trim().is_empty() => {
            Some(places::actions::household_in(app, write, building, (stairway, door)).await?)
        }
        _ => None,
    };
    let mut line = row! {
        id: id.0, community: write.doer().community.0, name_key: kernel::search::normalize(&name), name: name,
        language: person.language.tag(), building_id: person.building.map(|id| id.0),
        household_id: household.map(|id| id.0),
    };
    line.extend(phones::columns(app, id, phone.as_deref())?);
    write.create_once(&PEOPLE, line).await?;
    Ok(id)
}

/// Enters a person at the counter.
///
/// # Errors
/// Words at the fields.
pub async fn enter(app: &App, doer: &Doer, form: &PersonForm) -> Outcome<PersonId> {
    doer.require(PEOPLE_CHANGE, &[Relation::Community])?;
    let (id, words) = (PersonId(once(&form.once)?), read(form)?);
    let mut write = app.db.write(doer, "people.enter", &locks(id, &words)).await?;
    if let Some(building) = words.building {
        places::actions::open_building(&write, doer, building).await?;
    }
    let phone = match words.phone {
        PhoneWish::Set(phone) => Some(phone),
        PhoneWish::Keep | PhoneWish::Forget => None,
    };
    let (name, language, building, door) = (words.name, words.language, words.building, words.door);
    register_in(app, &mut write, NewPerson { id: Some(id), name, phone, language, building, door }).await?;
    write.commit().await?;
    Ok(id)
}

/// Changes what is known of a person.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn change(app: &App, doer: &Doer, id: PersonId, form: &PersonForm) -> Outcome<()> {
    doer.require(PEOPLE_CHANGE, &[Relation::Community])?;
    let words = read(form)?;
    let mut write = app.db.write(doer, "people.change", &locks(id, &words)).await?;
    let before = store::find(&write, doer.community, id).await?.filter(|raw| !raw.left).ok_or(Problem::NotFound)?;
    // A building that closed meanwhile stays where it is known already.
    if let Some(building) = words.building.filter(|building| before.building != Some(*building)) {
        places::actions::open_building(&write, doer, building).await?;
    }
    let line = columns(app, &mut write, id, words).await?;
    write.change(&PEOPLE, id, form.version, line).await?;
    write.commit().await
}

async fn columns(app: &App, write: &mut Write, id: PersonId, words: PersonWords) -> Outcome<Row> {
    let household = match (words.building, &words.door) {
        (Some(building), Some((stairway, door))) => {
            Some(places::actions::household_in(app, write, building, (stairway, door)).await?)
        }
        _ => None,
    };
    let mut line = row! {
        name_key: kernel::search::normalize(&words.name), name: words.name, language: words.language.tag(),
        building_id: words.building.map(|id| id.0), household_id: household.map(|id| id.0),
    };
    match words.phone {
        PhoneWish::Keep => {}
        PhoneWish::Forget => line.extend(phones::columns(app, id, None)?),
        PhoneWish::Set(phone) => line.extend(phones::columns(app, id, Some(&phone))?),
    }
    Ok(line)
}

fn locks(id: PersonId, words: &PersonWords) -> Vec<Lock> {
    let building = words.building.map(|building| Lock::new("buildings", building));
    std::iter::once(Lock::new("people", id)).chain(building).collect()
}

/// A person leaves: memberships and everything they ticked end at once; phone and place are forgotten 30 days later.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn leave(app: &App, doer: &Doer, id: PersonId, version: i64) -> Outcome<()> {
    doer.require(PEOPLE_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "people.leave", &[Lock::new("people", id)]).await?;
    store::find(&write, doer.community, id).await?.filter(|raw| !raw.left).ok_or(Problem::NotFound)?;
    write.change(&PEOPLE, id, version, row! { left_at: doer.at }).await?;
    let ends = "update body_members set until = $1, leads = $2 where person_id = $3 and until is null";
    write.run(ends, values![doer.at, false, id.0]).await?;
    crate::helpers::actions::forget_in(&mut write, id).await?;
    write.commit().await
}

/// Shows a phone number, and writes down who looked, when and why.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such person or no phone; words at the field `reason`.
pub async fn reveal_phone(app: &App, doer: &Doer, person: PersonId, reason: &str) -> Outcome<String> {
    doer.require(PEOPLE_SEE, &[Relation::Community])?;
    doer.require(PEOPLE_PHONE, &[Relation::Community])?;
    let mut check = Check::default();
    let reason = check.needed("reason", reason, LINE_CHARS_MAX);
    check.done()?;
    let mut write = app.db.write(doer, "people.reveal_phone", &[]).await?;
    let phone = contact_for(app, &mut write, person, &reason).await?.ok_or(Problem::NotFound)?;
    write.commit().await?;
    Ok(phone)
}

/// The phone of a person for someone who needs it now (the holder of their order), inside another write; writes the
/// look. The caller has checked that the doer may see it and says why in `reason` (an order's number, for example).
///
/// # Errors
/// [`Problem::NotFound`] when there is no such person here.
pub async fn contact_for(app: &App, write: &mut Write, person: PersonId, reason: &str) -> Outcome<Option<String>> {
    let community = write.doer().community;
    let raw = store::find(write, community, person).await?.ok_or(Problem::NotFound)?;
    let Some(sealed) = raw.phone_sealed else { return Ok(None) };
    let phone = phones::open(app, person, &sealed)?;
    phones::look(app, write, person, reason).await?;
    Ok(Some(phone))
}

/// Fills the form again with what is known; the phone stays where it is.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such person here.
pub(super) async fn filled(app: &App, doer: &Doer, id: PersonId) -> Outcome<(PersonForm, view::PersonView)> {
    let read = app.db.read().await?;
    let view = view::view(app, &read, doer, id).await?;
    let raw = store::find(&read, doer.community, id).await?.filter(|raw| !raw.left).ok_or(Problem::NotFound)?;
    let door = match raw.household {
        Some(household) => store::door_of(&read, doer.community, household).await?,
        None => None,
    };
    let (stairway, door) = door.unwrap_or_default();
    let form = PersonForm {
        version: raw.version,
        name: raw.name,
        language: raw.language,
        building: raw.building.map(|id| id.to_string()).unwrap_or_default(),
        stairway,
        door,
        ..Default::default()
    };
    Ok((form, view))
}
