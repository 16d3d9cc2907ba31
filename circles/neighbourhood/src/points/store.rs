//! Database code of the points scheme: members, awards, corrections; the rules are in `rulebook`.
//!
//! Nothing here decides; what is about one person is asked for by that person's id.

pub use super::rulebook::store::{rule_history, rules_of};
pub use registry::people::{name_of, names_of};

use base::{CommunityId, Day, Moment, Outcome, PersonId};
use db::{FromQueryResult, Query, Record, values};
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// Who takes part.
pub const MEMBERS: Record = Record { table: "points_members" };
/// Confirmed work.
pub const AWARDS: Record = Record { table: "points_awards" };
/// Corrections by two people.
pub const CORRECTIONS: Record = Record { table: "points_corrections" };

/// A person who takes part.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Member {
    /// The person.
    pub id: Uuid,
    /// The number of the paper passbook.
    pub passbook: String,
    /// Points too, not only hours.
    pub keeps_points: bool,
    /// The name may stand in the public notice.
    pub shows_name: bool,
    /// Since when.
    pub joined_at: Moment,
    /// Opted out.
    pub left_at: Option<Moment>,
    /// Points can be spent until then after opting out.
    pub spend_until: Option<Moment>,
    /// What was left has been voided.
    pub emptied_at: Option<Moment>,
    /// The version.
    pub version: i64,
}

impl Member {
    /// New work is written down.
    #[must_use]
    pub const fn takes_part(&self) -> bool {
        self.left_at.is_none()
    }

    /// Points can be spent.
    #[must_use]
    pub fn may_spend(&self, now: Moment) -> bool {
        self.keeps_points && self.spend_until.is_none_or(|until| now <= until)
    }
}

const MEMBER: &str =
    "id, passbook, keeps_points, shows_name, joined_at, left_at, spend_until, emptied_at, version from points_members";

/// A person's part in the scheme, if they asked for one.
///
/// # Errors
/// A fault from the database.
pub async fn member(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<Option<Member>> {
    let sql = format!("select {MEMBER} where id = $1 and community = $2");
    door.one(&sql, values![person.0, community.0]).await
}

/// Who holds this passbook.
///
/// # Errors
/// A fault from the database.
pub async fn member_by_passbook(door: &impl Query, community: CommunityId, passbook: &str) -> Outcome<Option<Member>> {
    let sql = format!("select {MEMBER} where community = $1 and passbook = $2");
    door.one(&sql, values![community.0, passbook]).await
}

/// People who opted out and whose time to spend is over.
///
/// # Errors
/// A fault from the database.
pub async fn members_to_empty(
    door: &impl Query,
    community: CommunityId,
    now: Moment,
    limit: u32,
) -> Outcome<Vec<Member>> {
    let sql = format!(
        "select {MEMBER} where community = $1 and emptied_at is null and spend_until <= $2 order by spend_until limit {limit}"
    );
    door.all(&sql, values![community.0, now]).await
}

/// A line of confirmed work.
#[derive(Clone, Debug, FromQueryResult)]
pub struct AwardRow {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// The order's number.
    pub order_number: i64,
    /// The team through which the helper came.
    pub team_id: Option<Uuid>,
    /// Minutes as confirmed.
    pub minutes: i64,
    /// Minutes after rounding and caps.
    pub counted_minutes: i64,
    /// The factor.
    pub permille: i64,
    /// The points.
    pub points: i64,
    /// The day of the service.
    pub served_on: Day,
    /// When it was written down.
    pub recorded_at: Moment,
    /// When the public notice ends.
    pub final_at: Moment,
    /// pending, final, hours_only, refused, voided.
    pub state: String,
    /// Why it does not count.
    pub refused_why: Option<String>,
    /// The version.
    pub version: i64,
}

const AWARD: &str = "id, person_id, order_number, team_id, minutes, counted_minutes, permille, points, served_on, \
                     recorded_at, final_at, state, refused_why, version from points_awards";

/// One award.
///
/// # Errors
/// A fault from the database.
pub async fn award(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<AwardRow>> {
    door.one(&format!("select {AWARD} where id = $1 and community = $2"), values![id, community.0]).await
}

/// A person's confirmed work, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn awards_of(
    door: &impl Query,
    community: CommunityId,
    person: PersonId,
    after: Option<Cursor>,
) -> Outcome<Listing<AwardRow>> {
    let mut values = values![community.0, person.0];
    let mut sql = format!("select {AWARD} where community = $1 and person_id = $2");
    if let Some(cursor) = after {
        values.extend(values![cursor.at, cursor.id]);
        sql.push_str(" and (recorded_at, id) < ($3, $4)");
    }
    sql.push_str(&format!(" order by recorded_at desc, id desc limit {}", PAGE_ROWS + 1));
    let rows: Vec<AwardRow> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |row| Cursor { at: row.recorded_at, id: row.id }))
}

/// A person's pending awards, the first to become final first.
///
/// # Errors
/// A fault from the database.
pub async fn pending_of(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<Vec<AwardRow>> {
    let sql = format!(
        "select {AWARD} where community = $1 and person_id = $2 and state = 'pending' order by final_at, id limit {PAGE_ROWS}"
    );
    door.all(&sql, values![community.0, person.0]).await
}

/// Pending awards whose notice is over.
///
/// # Errors
/// A fault from the database.
pub async fn awards_due(door: &impl Query, community: CommunityId, now: Moment, limit: u32) -> Outcome<Vec<AwardRow>> {
    let sql = format!(
        "select {AWARD} where community = $1 and state = 'pending' and final_at <= $2 order by final_at, id limit {limit}"
    );
    door.all(&sql, values![community.0, now]).await
}

/// Minutes of a person already counted on a day.
///
/// # Errors
/// A fault from the database.
pub async fn counted_on(door: &impl Query, community: CommunityId, person: PersonId, day: Day) -> Outcome<i64> {
    let sql = "select cast(coalesce(sum(counted_minutes), 0) as bigint) from points_awards
               where community = $1 and person_id = $2 and served_on = $3 and state in ('pending', 'final', 'hours_only')";
    door.number(sql, values![community.0, person.0, day]).await
}

/// A line of the public notice: number, team, minutes; the name only of those who asked for it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct NoticeLine {
    /// The award, for paging.
    pub id: Uuid,
    /// The order's number.
    pub order_number: i64,
    /// The team's names.
    pub team_zh: Option<String>,
    /// In Tibetan.
    pub team_bo: Option<String>,
    /// In English.
    pub team_en: Option<String>,
    /// Minutes that count.
    pub counted_minutes: i64,
    /// Points that will be booked.
    pub points: i64,
    /// When the notice ends.
    pub final_at: Moment,
    /// The name, by opt-in only.
    pub name: Option<String>,
}

/// The public notice, the first to end first.
///
/// # Errors
/// A fault from the database.
pub async fn notice(door: &impl Query, community: CommunityId, after: Option<Cursor>) -> Outcome<Listing<NoticeLine>> {
    let mut values = values![community.0];
    let mut sql = "select a.id, a.order_number, b.name_zh as team_zh, b.name_bo as team_bo, b.name_en as team_en,
                   a.counted_minutes, a.points, a.final_at, case when m.shows_name = true then p.name end as name
                   from points_awards a
                   join points_members m on m.id = a.person_id
                   left join people p on p.id = a.person_id
                   left join bodies b on b.id = a.team_id
                   where a.community = $1 and a.state = 'pending'"
        .to_owned();
    if let Some(cursor) = after {
        values.extend(values![cursor.at, cursor.id]);
        sql.push_str(" and (a.final_at, a.id) > ($2, $3)");
    }
    sql.push_str(&format!(" order by a.final_at, a.id limit {}", PAGE_ROWS + 1));
    let rows: Vec<NoticeLine> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |row| Cursor { at: row.final_at, id: row.id }))
}

/// A correction.
#[derive(Clone, Debug, FromQueryResult)]
pub struct CorrectionRow {
    /// Its id.
    pub id: Uuid,
    /// Whose account.
    pub person_id: Uuid,
    /// points or hours.
    pub ledger: String,
    /// How much is added, or taken when negative.
    pub amount: i64,
    /// Why, as the person reads it.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: Uuid,
    /// When.
    pub proposed_at: Moment,
    /// When it was approved or declined.
    pub decided_at: Option<Moment>,
    /// proposed, approved, declined.
    pub state: String,
    /// What the person says to it.
    pub objection: Option<String>,
    /// The version.
    pub version: i64,
}

const CORRECTION: &str = "id, person_id, ledger, amount, reason, proposed_by, proposed_at, decided_at, state, objection, version \
                          from points_corrections";

/// One correction.
///
/// # Errors
/// A fault from the database.
pub async fn correction(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<CorrectionRow>> {
    door.one(&format!("select {CORRECTION} where id = $1 and community = $2"), values![id, community.0]).await
}

/// Corrections that wait for the second person.
///
/// # Errors
/// A fault from the database.
pub async fn corrections_open(door: &impl Query, community: CommunityId) -> Outcome<Vec<CorrectionRow>> {
    let sql = format!(
        "select {CORRECTION} where community = $1 and state = 'proposed' order by proposed_at, id limit {PAGE_ROWS}"
    );
    door.all(&sql, values![community.0]).await
}

/// A person's corrections, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn corrections_of(door: &impl Query, person: PersonId) -> Outcome<Vec<CorrectionRow>> {
    let sql = format!("select {CORRECTION} where person_id = $1 order by proposed_at desc, id desc limit {PAGE_ROWS}");
    door.all(&sql, values![person.0]).await
}

#[derive(FromQueryResult)]
struct Holder {
    person_id: Option<Uuid>,
}

/// The person behind an account.
///
/// # Errors
/// A fault from the database.
pub async fn person_of(door: &impl Query, account: Uuid) -> Outcome<Option<PersonId>> {
    let row = door.one::<Holder>("select person_id from accounts where id = $1", values![account]).await?;
    Ok(row.and_then(|row| row.person_id).map(PersonId))
}
