//! Database code of commendations.

use super::rules::State;
use crate::orders::standing::list;
use base::{CommunityId, Moment, Outcome, PersonId, Problem};
use db::{AppendOnly, FromQueryResult, Kind, Query, Record, Value, values};
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// Commendations.
pub const COMMENDATIONS: Record = Record { table: "points_commendations" };
/// Objections.
pub const OBJECTIONS: AppendOnly = AppendOnly {
    table: "points_commendation_objections",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("commendation_id", Kind::Id),
        ("at", Kind::Time),
        ("words", Kind::Text),
    ],
};

/// A commendation.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Commendation {
    /// Its id.
    pub id: Uuid,
    /// The nominee.
    pub person_id: Uuid,
    /// rescue, neighbours, commons, craft.
    pub merit: String,
    /// Why.
    pub reason: String,
    /// How many points.
    pub points: i64,
    /// Who wrote it down.
    pub proposed_by: Uuid,
    /// When.
    pub proposed_at: Moment,
    /// The name may stand in the notice.
    pub shows_name: bool,
    /// When the notice ends.
    pub notice_until: Option<Moment>,
    /// proposed, declined, notice, granted, refused.
    pub state: String,
    /// How it was decided, in words.
    pub outcome: Option<String>,
    /// When.
    pub decided_at: Option<Moment>,
    /// The version.
    pub version: i64,
    /// The nominee's name.
    pub name: String,
}

impl Commendation {
    /// How it stands.
    ///
    /// # Errors
    /// A fault when the database holds something else.
    pub fn state(&self) -> Outcome<State> {
        State::from_name(&self.state).ok_or_else(|| Problem::fault("a commendation without a state"))
    }

    /// It waits for the nominee's yes.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.state == "proposed"
    }

    /// It is in public notice.
    #[must_use]
    pub fn in_notice(&self) -> bool {
        self.state == "notice"
    }

    /// The nominee may still say no.
    #[must_use]
    pub fn may_decline(&self) -> bool {
        self.waits() || self.in_notice()
    }

    /// The notice is over.
    #[must_use]
    pub fn may_be_decided(&self, now: &Moment) -> bool {
        self.in_notice() && self.notice_until.is_some_and(|until| until <= *now)
    }

    /// What it is for, as a message.
    #[must_use]
    pub fn merit_message(&self) -> &'static str {
        super::rules::Merit::from_name(&self.merit).map_or("praise-merit-neighbours", super::rules::Merit::message)
    }
}

const COMMENDATION: &str = "select c.id, c.person_id, c.merit, c.reason, c.points, c.proposed_by, c.proposed_at,
    c.shows_name, c.notice_until, c.state, c.outcome, c.decided_at, c.version, coalesce(p.name, '') as name
    from points_commendations c left join people p on p.id = c.person_id";

/// One commendation.
///
/// # Errors
/// A fault from the database.
pub async fn commendation(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Commendation>> {
    door.one(&format!("{COMMENDATION} where c.id = $1 and c.community = $2"), values![id, community.0]).await
}

/// What staff still have to follow, the oldest first.
///
/// # Errors
/// A fault from the database.
pub async fn under_way(door: &impl Query, community: CommunityId) -> Outcome<Vec<Commendation>> {
    let sql = format!(
        "{COMMENDATION} where c.community = $1 and c.state in ('proposed', 'notice')
         order by c.proposed_at, c.id limit {PAGE_ROWS}"
    );
    door.all(&sql, values![community.0]).await
}

/// Everything that is or was in notice, the newest first; what a nominee declined is not among it.
///
/// # Errors
/// A fault from the database.
pub async fn noticed(
    door: &impl Query,
    community: CommunityId,
    after: Option<Cursor>,
) -> Outcome<Listing<Commendation>> {
    let mut values = values![community.0];
    let mut sql = format!("{COMMENDATION} where c.community = $1 and c.state in ('notice', 'granted', 'refused')");
    if let Some(cursor) = after {
        values.extend(values![cursor.at, cursor.id]);
        sql.push_str(" and (c.notice_until, c.id) < ($2, $3)");
    }
    sql.push_str(&format!(" order by c.notice_until desc, c.id desc limit {}", PAGE_ROWS + 1));
    let rows: Vec<Commendation> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |row| Cursor { at: row.notice_until.unwrap_or(row.proposed_at), id: row.id }))
}

/// A person's commendations, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn of_person(door: &impl Query, person: PersonId) -> Outcome<Vec<Commendation>> {
    let sql = format!(
        "{COMMENDATION} where c.person_id = $1 and c.state <> 'declined' order by c.proposed_at desc, c.id desc limit {PAGE_ROWS}"
    );
    door.all(&sql, values![person.0]).await
}

/// What somebody said about an award.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Objection {
    /// Its id.
    pub id: Uuid,
    /// About which award.
    pub commendation_id: Uuid,
    /// When.
    pub at: Moment,
    /// What.
    pub words: String,
}

/// How often something was said about an award.
///
/// # Errors
/// A fault from the database.
pub async fn objections_to(door: &impl Query, commendation: Uuid) -> Outcome<i64> {
    door.number("select count(*) from points_commendation_objections where commendation_id = $1", values![commendation])
        .await
}

/// Everything that was said about these awards, the first first.
///
/// # Errors
/// A fault from the database.
pub async fn objections(door: &impl Query, praises: &[Commendation]) -> Outcome<Vec<Objection>> {
    let sql = format!(
        "select id, commendation_id, at, words from points_commendation_objections where commendation_id in {}
         order by at, id",
        list(0, praises.len())
    );
    door.all(&sql, praises.iter().map(|praise| Value::from(praise.id)).collect()).await
}
