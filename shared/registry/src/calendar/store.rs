//! Days of the calendar as rows, and the calendar made of them.

use super::rules::{AddedDay, Origin};
use base::{CommunityId, Day, Moment, Outcome};
use db::{FromQueryResult, Query, Record, values};
use kernel::case::{DayRule, WorkingCalendar};
use kernel::i18n::LocalText;
use uuid::Uuid;

pub(super) const DAYS: Record = Record { table: "calendar_days" };

#[derive(FromQueryResult)]
struct Rule {
    day: Day,
    works: bool,
    name: String,
}

/// The working calendar of a community: national days, published lists, local days.
///
/// # Errors
/// A fault from the database.
pub async fn of(door: &impl Query, community: CommunityId) -> Outcome<WorkingCalendar> {
    let sql = "select day, works, name from calendar_days where community = $1 and removed_at is null order by day";
    let rows: Vec<Rule> = door.all(sql, values![community.0]).await?;
    let rules = rows.into_iter().map(|row| DayRule { day: row.day, works: row.works, name: row.name });
    Ok(WorkingCalendar::standard().with_days(rules))
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    day: Day,
    works: bool,
    name: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    reason: String,
    source: String,
    removed_at: Option<Moment>,
    version: i64,
}

impl From<Row> for AddedDay {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            day: row.day,
            works: row.works,
            name: LocalText { zh: row.name, bo: row.name_bo, en: row.name_en },
            reason: row.reason,
            origin: Origin::from_name(&row.source),
            removed: row.removed_at.is_some(),
            version: row.version,
        }
    }
}

const COLUMNS: &str = "id, day, works, name, name_bo, name_en, reason, source, removed_at, version";

/// The added days from the first to the last, also those that were taken out, in the order of the calendar.
pub(super) async fn between(
    door: &impl Query,
    community: CommunityId,
    (first, last): (Day, Day),
) -> Outcome<Vec<AddedDay>> {
    let sql =
        format!("select {COLUMNS} from calendar_days where community = $1 and day >= $2 and day <= $3 order by day");
    let rows: Vec<Row> = door.all(&sql, values![community.0, first, last]).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The added day with this id, unless it was taken out.
pub(super) async fn find(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<AddedDay>> {
    let sql = format!("select {COLUMNS} from calendar_days where community = $1 and id = $2 and removed_at is null");
    let row: Option<Row> = door.one(&sql, values![community.0, id]).await?;
    Ok(row.map(Into::into))
}
