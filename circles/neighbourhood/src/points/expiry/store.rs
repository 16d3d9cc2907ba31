//! Database code of the end of points: what is there by month, and what people were told.

use base::{CommunityId, Day, Moment, Outcome, PersonId};
use db::{FromQueryResult, Query, Record, values};
use uuid::Uuid;

/// What people were told.
pub const EXPIRIES: Record = Record { table: "points_expiries" };

/// Points of one month of one person.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Purse {
    /// Its balance.
    pub id: Uuid,
    /// Whose.
    pub owner: Uuid,
    /// The month.
    pub vintage: Day,
    /// How many.
    pub posted: i64,
}

/// Where a walk through the purses stands.
pub type Place = (Day, Uuid);

/// Purses of months up to a day of whose end nobody was told, the oldest month first.
///
/// # Errors
/// A fault from the database.
pub async fn untold(
    door: &impl Query,
    community: CommunityId,
    (until, after, limit): (Day, Option<Place>, usize),
) -> Outcome<Vec<Purse>> {
    let mut values = values![community.0, until];
    let mut sql = "select b.id, b.owner, b.vintage, b.posted from balances b where b.community = $1
                   and b.ledger = 'points' and b.vintage <= $2 and b.posted > 0
                   and not exists (select 1 from points_expiries e where e.id = b.id)"
        .to_owned();
    if let Some((vintage, id)) = after {
        values.extend(values![vintage, id]);
        sql.push_str(" and (b.vintage, b.id) > ($3, $4)");
    }
    sql.push_str(&format!(" order by b.vintage, b.id limit {limit}"));
    door.all(&sql, values).await
}

/// What a person was told about the points of one month. The id is the balance's: each is told once.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Expiry {
    /// Its id, and the balance's.
    pub id: Uuid,
    /// Whose points.
    pub person_id: Uuid,
    /// The month.
    pub vintage: Day,
    /// How many there were when the person was told.
    pub points: i64,
    /// When.
    pub told_at: Moment,
    /// The last day on which they can be spent.
    pub last_day: Day,
    /// Nothing is left of them.
    pub done: bool,
    /// The version.
    pub version: i64,
}

const EXPIRY: &str = "id, person_id, vintage, points, told_at, last_day, done, version from points_expiries";

/// What was told about one balance.
///
/// # Errors
/// A fault from the database.
pub async fn expiry(door: &impl Query, id: Uuid) -> Outcome<Option<Expiry>> {
    door.one(&format!("select {EXPIRY} where id = $1"), values![id]).await
}

/// What a person was told and what still holds, the first to end first.
///
/// # Errors
/// A fault from the database.
pub async fn told(door: &impl Query, person: PersonId) -> Outcome<Vec<Expiry>> {
    let sql = format!("select {EXPIRY} where person_id = $1 and done = false order by vintage, id");
    door.all(&sql, values![person.0]).await
}

/// Points whose last day has passed.
///
/// # Errors
/// A fault from the database.
pub async fn due(
    door: &impl Query,
    community: CommunityId,
    (today, after, limit): (Day, Option<Place>, usize),
) -> Outcome<Vec<Expiry>> {
    let mut values = values![community.0, today];
    let mut sql = format!("select {EXPIRY} where community = $1 and done = false and last_day < $2");
    if let Some((last_day, id)) = after {
        values.extend(values![last_day, id]);
        sql.push_str(" and (last_day, id) > ($3, $4)");
    }
    sql.push_str(&format!(" order by last_day, id limit {limit}"));
    door.all(&sql, values).await
}

/// Somebody whose points end and who has no account to be told in; how many points is told to them alone.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Unreached {
    /// Who.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The number of the passbook.
    pub passbook: String,
    /// The last day of the first to end.
    pub last_day: Day,
}

/// People without an account whose points end on this day or later, each once, by day and name; and whether there are more
/// than fit on the list.
///
/// # Errors
/// A fault from the database.
pub async fn unreached(
    door: &impl Query,
    community: CommunityId,
    (today, limit): (Day, usize),
) -> Outcome<(Vec<Unreached>, bool)> {
    let sql = format!(
        "select p.id, p.name, m.passbook, e.last_day from points_expiries e
         join balances b on b.id = e.id join people p on p.id = e.person_id join points_members m on m.id = p.id
         where e.community = $1 and e.done = false and e.last_day >= $2 and b.posted > 0 and p.left_at is null
         and not exists (select 1 from accounts a where a.person_id = p.id and a.closed_at is null)
         and not exists (select 1 from points_expiries s join balances sb on sb.id = s.id and sb.posted > 0
           where s.person_id = e.person_id and s.done = false
           and s.last_day >= $2 and (s.last_day, s.id) < (e.last_day, e.id))
         order by e.last_day, p.name, p.id limit {}",
        limit + 1
    );
    let mut people: Vec<Unreached> = door.all(&sql, values![community.0, today]).await?;
    let more = people.len() > limit;
    people.truncate(limit);
    Ok((people, more))
}
