//! People as rows. Rows stay in this folder; what leaves is a name or a view.

use crate::entry::{PICK_ROWS_MAX, like, marks};
use base::{BuildingId, CommunityId, HouseholdId, Outcome, PersonId};
use db::{FromQueryResult, Query, Record, Value, values};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const PEOPLE: Record = Record { table: "people" };
/// People behind one phone that are listed: a family, not a switchboard.
const SAME_PHONE_MAX: u32 = 20;

/// A person as stored.
pub(super) struct Raw {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) phone_sealed: Option<Vec<u8>>,
    pub(super) language: String,
    pub(super) building: Option<BuildingId>,
    pub(super) household: Option<HouseholdId>,
    pub(super) left: bool,
    pub(super) version: i64,
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    name: String,
    phone_sealed: Option<Vec<u8>>,
    language: String,
    building_id: Option<Uuid>,
    household_id: Option<Uuid>,
    left_at: Option<base::Moment>,
    version: i64,
}

impl From<Line> for Raw {
    fn from(line: Line) -> Self {
        Self {
            id: line.id.into(),
            name: line.name,
            phone_sealed: line.phone_sealed,
            language: line.language,
            building: line.building_id.map(Into::into),
            household: line.household_id.map(Into::into),
            left: line.left_at.is_some(),
            version: line.version,
        }
    }
}

const COLUMNS: &str = "id, name, phone_sealed, language, building_id, household_id, left_at, version";

pub(super) async fn find(door: &impl Query, community: CommunityId, id: PersonId) -> Outcome<Option<Raw>> {
    let sql = format!("select {COLUMNS} from people where id = $1 and community = $2");
    Ok(door.one::<Line>(&sql, values![id.0, community.0]).await?.map(Into::into))
}

/// Those who are reached by a phone, by its blind index.
pub(super) async fn by_phone(door: &impl Query, community: CommunityId, index: Vec<u8>) -> Outcome<Vec<Raw>> {
    let sql = format!(
        "select {COLUMNS} from people where phone_index = $1 and community = $2 and left_at is null \
         order by id limit {SAME_PHONE_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![index, community.0]).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// A page of those who are here, newest entry first, whose name holds the words.
pub(super) async fn by_name(
    door: &impl Query,
    community: CommunityId,
    (typed, after): (&str, Option<Uuid>),
) -> Outcome<Vec<Raw>> {
    let mut values = values![community.0, after.unwrap_or(Uuid::max())];
    let mut narrow = String::new();
    if let Some(pattern) = like(typed) {
        narrow.push_str(" and name_key like $3 escape '\\'");
        values.push(Value::from(pattern));
    }
    let limit = web::PAGE_ROWS + 1;
    let sql = format!(
        "select {COLUMNS} from people where community = $1 and id < $2 and left_at is null{narrow} \
         order by id desc limit {limit}"
    );
    let lines: Vec<Line> = door.all(&sql, values).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

#[derive(FromQueryResult)]
struct Name {
    id: Uuid,
    name: String,
}

/// What a person of this community is called, also after they left. For records they belong to.
///
/// # Errors
/// A fault from the database.
pub async fn name_of(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<Option<String>> {
    Ok(names_of(door, community, &[person]).await?.remove(&person))
}

/// What people of this community are called, in one question.
///
/// # Errors
/// A fault from the database.
pub async fn names_of(
    door: &impl Query,
    community: CommunityId,
    people: &[PersonId],
) -> Outcome<BTreeMap<PersonId, String>> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!("select id, name from people where community = $1 and id in ({})", marks(2, people.len()));
    let ids = people.iter().map(|id| Value::from(id.0)).collect();
    let lines: Vec<Name> = door.all(&sql, [values![community.0], ids].concat()).await?;
    Ok(lines.into_iter().map(|line| (line.id.into(), line.name)).collect())
}

/// The name of a person who is here; none when there is no such person, or they left.
///
/// # Errors
/// A fault from the database.
pub async fn present(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<Option<String>> {
    let sql = "select id, name from people where id = $1 and community = $2 and left_at is null";
    Ok(door.one::<Name>(sql, values![person.0, community.0]).await?.map(|line| line.name))
}

/// Workers and grid workers with an account, to be named for a grid.
///
/// # Errors
/// A fault from the database.
pub async fn grid_workers(door: &impl Query, community: CommunityId) -> Outcome<Vec<(PersonId, String)>> {
    let sql = format!(
        "select p.id, p.name from people p where p.community = $1 and p.left_at is null and p.id in \
         (select a.person_id from accounts a join roles_held r on r.account_id = a.id where a.community = $1 \
         and a.closed_at is null and r.role in ('worker', 'grid_worker')) order by p.id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<Name> = door.all(&sql, values![community.0]).await?;
    Ok(lines.into_iter().map(|line| (line.id.into(), line.name)).collect())
}

/// Stairway and door of a household, to fill a form again.
pub(super) async fn door_of(
    door: &impl Query,
    community: CommunityId,
    household: HouseholdId,
) -> Outcome<Option<(String, String)>> {
    #[derive(FromQueryResult)]
    struct Line {
        stairway: String,
        door: String,
    }
    let sql = "select stairway, door from households where id = $1 and community = $2";
    Ok(door.one::<Line>(sql, values![household.0, community.0]).await?.map(|line| (line.stairway, line.door)))
}

/// Those who left before this time and are not forgotten yet.
pub(super) async fn to_forget(
    door: &impl Query,
    community: CommunityId,
    before: base::Moment,
) -> Outcome<Vec<(PersonId, i64)>> {
    #[derive(FromQueryResult)]
    struct Line {
        id: Uuid,
        version: i64,
    }
    let sql = format!(
        "select id, version from people where community = $1 and left_at < $2 and (phone_sealed is not null \
         or building_id is not null or household_id is not null) order by left_at, id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![community.0, before]).await?;
    Ok(lines.into_iter().map(|line| (line.id.into(), line.version)).collect())
}

/// Those who live behind a door.
pub(super) async fn at_home(door: &impl Query, community: CommunityId, household: HouseholdId) -> Outcome<Vec<Raw>> {
    let sql = format!(
        "select {COLUMNS} from people where household_id = $1 and community = $2 and left_at is null \
         order by id limit {SAME_PHONE_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![household.0, community.0]).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}
