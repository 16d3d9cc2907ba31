//! What orders need to know of the registry's people and places: names, labels, phones under a logged look.
//!
//! The one place of orders that reads the registry's tables.

use super::standing::list;
use super::views::PlaceView;
use base::{BodyId, BuildingId, CommunityId, CompoundId, Day, GridId, Locale, Outcome, PersonId, Problem};
use db::{FromQueryResult, Query, Value, Write, row, values};
use kernel::app::App;
use kernel::i18n::LocalText;
use kernel::vault::Place as Sealed;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Name {
    id: Uuid,
    name: String,
}

/// What people are called.
pub async fn names(
    door: &impl Query,
    community: CommunityId,
    people: impl IntoIterator<Item = Option<Uuid>>,
) -> Outcome<BTreeMap<Uuid, String>> {
    named(door, "select id, name from people where community = $1 and id in ", community, people).await
}

/// What accounts are called.
pub async fn account_names(
    door: &impl Query,
    community: CommunityId,
    accounts: impl IntoIterator<Item = Option<Uuid>>,
) -> Outcome<BTreeMap<Uuid, String>> {
    let sql = "select id, display_name as name from accounts where community = $1 and id in ";
    named(door, sql, community, accounts).await
}

async fn named(
    door: &impl Query,
    sql: &str,
    community: CommunityId,
    ids: impl IntoIterator<Item = Option<Uuid>>,
) -> Outcome<BTreeMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = ids.into_iter().flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!("{sql}{}", list(1, ids.len()));
    let values = std::iter::once(Value::from(community.0)).chain(ids.into_iter().map(Value::from)).collect();
    let rows: Vec<Name> = door.all(&sql, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

#[derive(FromQueryResult)]
struct Language {
    language: String,
}

/// The language that someone likes to be spoken to in; for speaking to them, never for a list.
pub async fn language(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<Option<Locale>> {
    let sql = "select language from people where id = $1 and community = $2";
    let found: Option<Language> = door.one(sql, values![person.0, community.0]).await?;
    Ok(found.and_then(|found| Locale::from_tag(&found.language)))
}

/// A person who is here: their name.
pub async fn present(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<Option<String>> {
    let sql = "select id, name from people where id = $1 and community = $2 and left_at is null";
    Ok(door.one::<Name>(sql, values![person.0, community.0]).await?.map(|row| row.name))
}

/// A team, unit or department.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Body {
    pub id: Uuid,
    pub kind: String,
    pub name_zh: String,
    pub name_bo: Option<String>,
    pub name_en: Option<String>,
}

impl Body {
    pub fn name(&self) -> LocalText {
        LocalText { zh: self.name_zh.clone(), bo: self.name_bo.clone(), en: self.name_en.clone() }
    }

    /// A unit or department holds an order as a body; a team's order is held by the one who took it.
    pub fn is_office(&self) -> bool {
        self.kind != "team"
    }
}

/// A body that is still there.
pub async fn body(door: &impl Query, community: CommunityId, id: BodyId) -> Outcome<Option<Body>> {
    let sql = "select id, kind, name_zh, name_bo, name_en from bodies
               where id = $1 and community = $2 and closed_at is null";
    door.one(sql, values![id.0, community.0]).await
}

/// Many bodies, also those that closed.
pub async fn bodies(
    door: &impl Query,
    community: CommunityId,
    ids: impl IntoIterator<Item = Option<Uuid>>,
) -> Outcome<BTreeMap<Uuid, Body>> {
    let ids: Vec<Value> = ids.into_iter().flatten().map(Value::from).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "select id, kind, name_zh, name_bo, name_en from bodies where community = $1 and id in {}",
        list(1, ids.len())
    );
    let values = std::iter::once(Value::from(community.0)).chain(ids).collect();
    let rows: Vec<Body> = door.all(&sql, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Whether someone belongs to a body now.
pub async fn is_member(door: &impl Query, body: BodyId, person: PersonId) -> Outcome<bool> {
    let sql = "select count(*) from body_members where body_id = $1 and person_id = $2 and until is null";
    Ok(door.number(sql, values![body.0, person.0]).await? > 0)
}

/// Whether someone ticked a skill.
pub async fn has_skill(door: &impl Query, person: PersonId, skill: &str) -> Outcome<bool> {
    let sql = "select count(*) from person_skills where person_id = $1 and skill = $2";
    Ok(door.number(sql, values![person.0, skill]).await? > 0)
}

#[derive(FromQueryResult)]
struct PlaceRow {
    id: Uuid,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
}

#[derive(FromQueryResult)]
struct BuildingRow {
    id: Uuid,
    name: String,
    compound_id: Uuid,
}

/// Names of places for a page of orders, in two questions.
#[derive(Debug, Default)]
pub struct Places {
    compounds: BTreeMap<Uuid, LocalText>,
    buildings: BTreeMap<Uuid, String>,
}

impl Places {
    /// The names of these compounds and buildings.
    pub async fn of(
        door: &impl Query,
        community: CommunityId,
        wanted: impl Iterator<Item = (Option<Uuid>, Option<Uuid>)>,
    ) -> Outcome<Self> {
        let (compounds, buildings): (Vec<_>, Vec<_>) = wanted.unzip();
        let of = "select id, name_zh, name_bo, name_en from compounds where community = $1 and id in ";
        let compounds: Vec<PlaceRow> = some(door, of, community, compounds).await?;
        let of = "select id, name, compound_id from buildings where community = $1 and id in ";
        let buildings: Vec<BuildingRow> = some(door, of, community, buildings).await?;
        let text = |row: PlaceRow| (row.id, LocalText { zh: row.name_zh, bo: row.name_bo, en: row.name_en });
        Ok(Self {
            compounds: compounds.into_iter().map(text).collect(),
            buildings: buildings.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    /// A compound's name.
    pub fn compound(&self, id: Option<Uuid>) -> Option<LocalText> {
        id.and_then(|id| self.compounds.get(&id).cloned())
    }

    /// Compound and building.
    pub fn near(&self, compound: Option<Uuid>, building: Option<Uuid>) -> PlaceView {
        let building = building.and_then(|id| self.buildings.get(&id).cloned());
        PlaceView { compound: self.compound(compound), building, ..PlaceView::default() }
    }
}

async fn some<T: FromQueryResult + Send>(
    door: &impl Query,
    sql: &str,
    community: CommunityId,
    ids: Vec<Option<Uuid>>,
) -> Outcome<Vec<T>> {
    let mut ids: Vec<Uuid> = ids.into_iter().flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{sql}{}", list(1, ids.len()));
    door.all(&sql, std::iter::once(Value::from(community.0)).chain(ids.into_iter().map(Value::from)).collect()).await
}

/// The compound of a building of this community.
pub async fn compound_of(
    door: &impl Query,
    community: CommunityId,
    building: BuildingId,
) -> Outcome<Option<CompoundId>> {
    let sql = "select id, name, compound_id from buildings where id = $1 and community = $2";
    let row: Option<BuildingRow> = door.one(sql, values![building.0, community.0]).await?;
    Ok(row.map(|row| row.compound_id.into()))
}

/// Whether a compound is of this community.
pub async fn is_compound(door: &impl Query, community: CommunityId, compound: CompoundId) -> Outcome<bool> {
    let sql = "select count(*) from compounds where id = $1 and community = $2";
    Ok(door.number(sql, values![compound.0, community.0]).await? > 0)
}

#[derive(FromQueryResult)]
struct GridRow {
    grid_id: Uuid,
}

/// The basic grid of a compound on a day.
pub async fn grid_on(
    door: &impl Query,
    community: CommunityId,
    compound: CompoundId,
    day: Day,
) -> Outcome<Option<GridId>> {
    let sql = "select v.grid_id from grid_compounds c join grid_versions v on v.id = c.grid_version_id
        join grids g on g.id = v.grid_id
        where c.compound_id = $1 and v.community = $2 and g.kind = 'basic' and v.valid_from <= $3
          and (v.valid_until is null or v.valid_until > $3) order by v.valid_from desc limit 1";
    let row: Option<GridRow> = door.one(sql, values![compound.0, community.0, day]).await?;
    Ok(row.map(|row| row.grid_id.into()))
}

/// A sealed phone in the clear; the caller writes the look.
pub fn opened(app: &App, place: Sealed<'_>, sealed: &[u8]) -> Outcome<String> {
    let plain = app.vault.open(place, sealed)?;
    String::from_utf8(plain.to_vec()).map_err(|_| Problem::fault("a sealed phone is no text"))
}

/// Writes down that someone looks at a field; an order's own phone is named by the order's id.
pub async fn look(app: &App, write: &mut Write, (whose, field): (Uuid, &str), reason: &str) -> Outcome<()> {
    let doer = write.doer();
    let line = row! {
        id: app.new_id(), community: doer.community.0, at: doer.at, by_account: doer.account.map(Uuid::from),
        person_id: whose, field: field, reason: reason,
    };
    write.append(&registry::people::LOOKS, line).await
}
