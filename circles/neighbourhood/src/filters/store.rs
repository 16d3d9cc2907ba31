//! Rows of saved filters.

use super::rules::Filter;
use base::{CommunityId, Moment, Outcome};
use db::{FromQueryResult, Query, Record, values};
use uuid::Uuid;

/// Saved filters.
pub const FILTERS: Record = Record { table: "saved_filters" };
/// Filters shown at once.
const SHOWN_MAX: u32 = 60;

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    account_id: Option<Uuid>,
    title: String,
    filters: String,
    shared: bool,
    version: i64,
}

impl Line {
    fn filter(self, account: Uuid) -> Filter {
        Filter {
            id: self.id,
            version: self.version,
            title: self.title,
            filters: self.filters,
            shared: self.shared,
            own: self.account_id == Some(account),
        }
    }
}

const COLUMNS: &str = "id, account_id, title, filters, shared, version";

/// What somebody keeps, then what others let the office use.
pub async fn usable(door: &impl Query, community: CommunityId, account: Uuid) -> Outcome<Vec<Filter>> {
    let mut found = own(door, account).await?;
    let sql = format!(
        "select {COLUMNS} from saved_filters where community = $1 and shared = true and ended_at is null
         and account_id <> $2 order by id limit {SHOWN_MAX}"
    );
    let shared: Vec<Line> = door.all(&sql, values![community.0, account]).await?;
    found.extend(shared.into_iter().map(|line| line.filter(account)));
    Ok(found)
}

/// What somebody keeps.
pub async fn own(door: &impl Query, account: Uuid) -> Outcome<Vec<Filter>> {
    let sql = format!(
        "select {COLUMNS} from saved_filters where account_id = $1 and ended_at is null order by id limit {SHOWN_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![account]).await?;
    Ok(lines.into_iter().map(|line| line.filter(account)).collect())
}

/// One of somebody's own.
pub async fn one(door: &impl Query, account: Uuid, id: Uuid) -> Outcome<Option<Filter>> {
    let sql = format!("select {COLUMNS} from saved_filters where id = $1 and account_id = $2 and ended_at is null");
    Ok(door.one::<Line>(&sql, values![id, account]).await?.map(|line| line.filter(account)))
}

#[derive(FromQueryResult)]
struct Left {
    id: Uuid,
    version: i64,
}

/// Filters of accounts that were closed before a time.
pub async fn left_behind(door: &impl Query, community: CommunityId, before: Moment) -> Outcome<Vec<(Uuid, i64)>> {
    let sql = format!(
        "select f.id, f.version from saved_filters f join accounts a on a.id = f.account_id
         where f.community = $1 and a.closed_at <= $2 order by f.id limit {SHOWN_MAX}"
    );
    let rows: Vec<Left> = door.all(&sql, values![community.0, before]).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.version)).collect())
}
