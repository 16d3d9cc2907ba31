//! Rows of printings and their sheets; nothing of a rule.

use base::{CommunityId, Moment, Outcome};
use db::{FromQueryResult, Query, Record, values};
use uuid::Uuid;

/// Printings.
pub const BATCHES: Record = Record { table: "paper_batches" };
/// Printings that are listed.
const BATCHES_MAX: u32 = 20;

/// A sheet.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct SheetRow {
    pub id: Uuid,
    pub number: i64,
    pub printed_at: Moment,
}

/// A printing, with how many of its sheets were entered.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct BatchRow {
    pub id: Uuid,
    pub printed_at: Moment,
    pub sheets: i64,
    pub first: i64,
    pub last: i64,
    pub entered: i64,
}

/// The sheet of a number.
pub async fn sheet(door: &impl Query, community: CommunityId, number: i64) -> Outcome<Option<SheetRow>> {
    let sql = "select id, number, printed_at from paper_sheets where community = $1 and number = $2";
    door.one(sql, values![community.0, number]).await
}

/// The sheets of a printing.
pub async fn sheets(door: &impl Query, community: CommunityId, batch: Uuid) -> Outcome<Vec<SheetRow>> {
    let sql = "select id, number, printed_at from paper_sheets where community = $1 and batch_id = $2 order by number";
    door.all(sql, values![community.0, batch]).await
}

/// The newest printings.
pub async fn batches(door: &impl Query, community: CommunityId) -> Outcome<Vec<BatchRow>> {
    let sql = format!(
        "select b.id, b.printed_at, b.sheets,
           (select min(s.number) from paper_sheets s where s.batch_id = b.id) as first,
           (select max(s.number) from paper_sheets s where s.batch_id = b.id) as last,
           (select count(*) from paper_sheets s join orders o on o.id = s.id where s.batch_id = b.id) as entered
         from paper_batches b where b.community = $1 order by b.printed_at desc, b.id desc limit {BATCHES_MAX}"
    );
    door.all(&sql, values![community.0]).await
}
