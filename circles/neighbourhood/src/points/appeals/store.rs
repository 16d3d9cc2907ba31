//! Database code of appeals.

use base::{CommunityId, Day, Moment, Outcome, PersonId};
use db::{FromQueryResult, Query, Record, values};
use uuid::Uuid;
use web::PAGE_ROWS;

/// Appeals.
pub const APPEALS: Record = Record { table: "points_appeals" };

/// An appeal with the correction it is about.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Appeal {
    /// Its id.
    pub id: Uuid,
    /// The correction.
    pub correction_id: Uuid,
    /// Whose account.
    pub person_id: Uuid,
    /// What the person says.
    pub words: String,
    /// When.
    pub appealed_at: Moment,
    /// open, upheld, dismissed.
    pub state: String,
    /// How it was decided, in words.
    pub outcome: Option<String>,
    /// When.
    pub decided_at: Option<Moment>,
    /// The version.
    pub version: i64,
    /// Who wrote the appeal down: the person, or staff for them.
    pub recorded_by: Uuid,
    /// points or hours.
    pub ledger: String,
    /// What the correction added, or took when negative.
    pub amount: i64,
    /// Why it was corrected.
    pub reason: String,
    /// Who proposed the correction.
    pub proposed_by: Uuid,
    /// Who approved it.
    pub approved_by: Option<Uuid>,
}

impl Appeal {
    /// It waits for a decision.
    #[must_use]
    pub fn open(&self) -> bool {
        self.state == "open"
    }

    /// The correction was taken back.
    #[must_use]
    pub fn upheld(&self) -> bool {
        self.state == "upheld"
    }
}

const APPEAL: &str = "select a.id, a.correction_id, a.person_id, a.words, a.appealed_at, a.state, a.outcome,
    a.decided_at, a.version, a.recorded_by, c.ledger, c.amount, c.reason, c.proposed_by, c.decided_by as approved_by
    from points_appeals a join points_corrections c on c.id = a.correction_id";

/// One appeal.
///
/// # Errors
/// A fault from the database.
pub async fn appeal(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Appeal>> {
    door.one(&format!("{APPEAL} where a.id = $1 and a.community = $2"), values![id, community.0]).await
}

/// Appeals that wait for a decision, the oldest first.
///
/// # Errors
/// A fault from the database.
pub async fn open(door: &impl Query, community: CommunityId) -> Outcome<Vec<Appeal>> {
    let sql =
        format!("{APPEAL} where a.community = $1 and a.state = 'open' order by a.appealed_at, a.id limit {PAGE_ROWS}");
    door.all(&sql, values![community.0]).await
}

/// A person's appeals, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn of_person(door: &impl Query, person: PersonId) -> Outcome<Vec<Appeal>> {
    let sql = format!("{APPEAL} where a.person_id = $1 order by a.appealed_at desc, a.id desc limit {PAGE_ROWS}");
    door.all(&sql, values![person.0]).await
}

/// When a correction was carried out.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Carried {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub decided_at: Option<Moment>,
}

/// A person's corrections that were carried out, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn carried_out(door: &impl Query, person: PersonId) -> Outcome<Vec<Carried>> {
    let sql = format!(
        "select id, decided_at from points_corrections where person_id = $1 and state = 'approved'
         order by proposed_at desc, id desc limit {PAGE_ROWS}"
    );
    door.all(&sql, values![person.0]).await
}

/// What a correction moved on one account of the person.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Moved {
    /// How much.
    pub amount: i64,
    /// The month of the points; hours have none.
    pub vintage: Option<Day>,
}

/// Every posting of a correction.
///
/// # Errors
/// A fault from the database.
pub async fn moved(door: &impl Query, correction: Uuid) -> Outcome<Vec<Moved>> {
    let sql = "select p.amount, b.vintage from postings p
               join balances b on b.id = p.debit_account or b.id = p.credit_account
               where p.source_id = $1 order by b.vintage, p.id";
    door.all(sql, values![correction]).await
}
