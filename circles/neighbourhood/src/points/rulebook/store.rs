//! Database code of the rules: versions are added, never changed, and each is read whole.

use super::Vote;
use crate::points::rules::{Force, RulePack};
use base::{CommunityId, Day, Outcome};
use db::{AppendOnly, FromQueryResult, Kind, Query, values};

/// Versions read at once: more than a community adopts in a hundred years.
const VERSIONS_MAX: usize = 1_000;

/// Dated rules.
pub const RULES: AppendOnly = AppendOnly {
    table: "points_rules",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("valid_from", Kind::Day),
        ("points_per_hour", Kind::Number),
        ("round_minutes", Kind::Number),
        ("heavy_permille", Kind::Number),
        ("professional_permille", Kind::Number),
        ("emergency_permille", Kind::Number),
        ("event_minutes_max", Kind::Number),
        ("day_minutes_max", Kind::Number),
        ("notice_days", Kind::Number),
        ("backdating_days", Kind::Number),
        ("life_months", Kind::Number),
        ("hold_hours", Kind::Number),
        ("leave_days", Kind::Number),
        ("adopted_by", Kind::Text),
        ("adopted_on", Kind::Day),
        ("source", Kind::Text),
        ("force", Kind::Text),
        ("by_account", Kind::Id),
    ],
};
/// What was adopted with them: the figures that came later, and the vote. The id is the version's.
pub const TERMS: AppendOnly = AppendOnly {
    table: "points_rule_terms",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("expiry_notice_days", Kind::Number),
        ("appeal_days", Kind::Number),
        ("praise_least", Kind::Number),
        ("praise_most", Kind::Number),
        ("praise_notice_days", Kind::Number),
        ("votes_yes", Kind::Number),
        ("votes_no", Kind::Number),
        ("votes_abstained", Kind::Number),
        ("votes_of", Kind::Number),
    ],
};

#[derive(FromQueryResult)]
struct RuleRow {
    valid_from: Day,
    points_per_hour: i64,
    round_minutes: i64,
    heavy_permille: i64,
    professional_permille: i64,
    emergency_permille: i64,
    event_minutes_max: i64,
    day_minutes_max: i64,
    notice_days: i64,
    backdating_days: i64,
    life_months: i64,
    hold_hours: i64,
    leave_days: i64,
    adopted_by: String,
    adopted_on: Day,
    source: String,
    force: String,
    expiry_notice_days: Option<i64>,
    appeal_days: Option<i64>,
    praise_least: Option<i64>,
    praise_most: Option<i64>,
    praise_notice_days: Option<i64>,
    votes_yes: Option<i64>,
    votes_no: Option<i64>,
    votes_abstained: Option<i64>,
    votes_of: Option<i64>,
}

impl RuleRow {
    fn vote(&self) -> Option<Vote> {
        let (yes, no) = (self.votes_yes?, self.votes_no?);
        Some(Vote { yes, no, abstained: self.votes_abstained?, of: self.votes_of? })
    }
}

impl From<RuleRow> for RulePack {
    fn from(row: RuleRow) -> Self {
        let start = Self::default();
        Self {
            vote: row.vote(),
            valid_from: row.valid_from,
            points_per_hour: row.points_per_hour,
            round_minutes: row.round_minutes,
            heavy_permille: row.heavy_permille,
            professional_permille: row.professional_permille,
            emergency_permille: row.emergency_permille,
            event_minutes_max: row.event_minutes_max,
            day_minutes_max: row.day_minutes_max,
            notice_days: row.notice_days,
            backdating_days: row.backdating_days,
            life_months: row.life_months,
            hold_hours: row.hold_hours,
            leave_days: row.leave_days,
            expiry_notice_days: row.expiry_notice_days.unwrap_or(start.expiry_notice_days),
            appeal_days: row.appeal_days.unwrap_or(start.appeal_days),
            praise_least: row.praise_least.unwrap_or(start.praise_least),
            praise_most: row.praise_most.unwrap_or(start.praise_most),
            praise_notice_days: row.praise_notice_days.unwrap_or(start.praise_notice_days),
            adopted_by: row.adopted_by,
            adopted_on: row.adopted_on,
            source: row.source,
            force: if row.force == "law" { Force::Law } else { Force::Practice },
        }
    }
}

const RULE: &str = "select r.*, t.expiry_notice_days, t.appeal_days, t.praise_least, t.praise_most,
    t.praise_notice_days, t.votes_yes, t.votes_no, t.votes_abstained, t.votes_of
    from points_rules r left join points_rule_terms t on t.id = r.id";

/// The rules in force on a day.
///
/// # Errors
/// A fault from the database.
pub async fn rules_of(door: &impl Query, community: CommunityId, day: Day) -> Outcome<RulePack> {
    let sql =
        format!("{RULE} where r.community = $1 and r.valid_from <= $2 order by r.valid_from desc, r.id desc limit 1");
    let row: Option<RuleRow> = door.one(&sql, values![community.0, day]).await?;
    Ok(row.map(RulePack::from).unwrap_or_default())
}

/// Every version that was adopted, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn rule_history(door: &impl Query, community: CommunityId) -> Outcome<Vec<RulePack>> {
    let sql = format!("{RULE} where r.community = $1 order by r.valid_from desc, r.id desc limit {VERSIONS_MAX}");
    let rows: Vec<RuleRow> = door.all(&sql, values![community.0]).await?;
    Ok(rows.into_iter().map(RulePack::from).collect())
}
