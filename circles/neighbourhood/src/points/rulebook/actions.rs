//! Adopting rules: the secretary writes down what residents voted for. Nothing reaches back.

use super::store::{RULES, TERMS};
use super::{Vote, figure_faults, vote_faults};
use crate::points::powers::POINTS_RULES;
use crate::points::rules::{self, RulePack};
use crate::points::words::public_line;
use base::{Doer, Outcome, Problem, Relation};
use db::{Lock, Query, row, values};
use kernel::app::App;
use uuid::Uuid;

/// Letters in the name of a source or of an assembly.
const SOURCE_CHARS_MAX: usize = 200;

/// Adopts new rules from a later day on; `id` comes from the form.
///
/// # Errors
/// When they would reach back, the vote did not carry them, or a figure makes no sense.
pub async fn adopt(app: &App, doer: &Doer, (id, pack, vote): (Uuid, &RulePack, Vote)) -> Outcome<()> {
    doer.require(POINTS_RULES, &[Relation::Community])?;
    rules::may_begin(pack, rules::local_day(doer.at))?;
    let mut wrong = figure_faults(pack);
    wrong.extend(vote_faults(&vote));
    let adopted_by = public_line(("adopted_by", SOURCE_CHARS_MAX), &pack.adopted_by, &mut wrong);
    let source = public_line(("source", SOURCE_CHARS_MAX), &pack.source, &mut wrong);
    if !wrong.is_empty() {
        return Err(Problem::Invalid(wrong));
    }
    let mut write = app.db.write(doer, "points.adopt_rules", &[Lock::new("points_rules", doer.community.0)]).await?;
    let sql = "select count(*) from points_rules where community = $1 and valid_from = $2 and id <> $3";
    if write.number(sql, values![doer.community.0, pack.valid_from, id]).await? > 0 {
        return Err(Problem::field("valid_from", "points-rules-day-taken"));
    }
    let row = row! {
        id: id, community: doer.community.0, valid_from: pack.valid_from, points_per_hour: pack.points_per_hour,
        round_minutes: pack.round_minutes, heavy_permille: pack.heavy_permille,
        professional_permille: pack.professional_permille, emergency_permille: pack.emergency_permille,
        event_minutes_max: pack.event_minutes_max, day_minutes_max: pack.day_minutes_max, notice_days: pack.notice_days,
        backdating_days: pack.backdating_days, life_months: pack.life_months, hold_hours: pack.hold_hours,
        leave_days: pack.leave_days, adopted_by: adopted_by, adopted_on: pack.adopted_on, source: source,
        force: pack.force.name(), by_account: doer.account.map(Uuid::from),
    };
    let terms = row! {
        id: id, community: doer.community.0, expiry_notice_days: pack.expiry_notice_days,
        appeal_days: pack.appeal_days, praise_least: pack.praise_least, praise_most: pack.praise_most,
        praise_notice_days: pack.praise_notice_days, votes_yes: vote.yes, votes_no: vote.no,
        votes_abstained: vote.abstained, votes_of: vote.of,
    };
    if write.append_once(&RULES, row).await? {
        write.append_once(&TERMS, terms).await?;
    }
    write.commit().await
}
