//! Public totals, counted once a day: sums only, and no sum over fewer than ten people.
//!
//! Never names or counts by person, team, compound or anything that could be taken apart again.

use base::{CommunityId, Doer, Moment, Outcome, Problem};
use db::{FromQueryResult, Query, values};
use kernel::app::App;

/// Fewer people than this are never shown as a number (domain.md RL6).
pub const PEOPLE_MIN: i64 = 10;

/// What is counted: the question for the amount and the people behind it, and the one for the people whose doings since
/// a time would change it.
const COUNTED: [(&str, &str, &str); 5] = [
    (
        "points_members",
        "select count(*) as amount, count(*) as people from points_members where community = $1 and left_at is null",
        "select count(*) from points_members where community = $1 and (joined_at > $2 or left_at > $2)",
    ),
    (
        "points_hours",
        "select cast(coalesce(sum(posted), 0) as bigint) as amount, count(*) as people from balances
         where community = $1 and ledger = 'hours' and kind = 'resident' and posted > 0",
        "select count(distinct b.owner) from postings p join balances b on b.id = p.credit_account or b.id = p.debit_account
         where p.community = $1 and p.at > $2 and p.ledger = 'hours'",
    ),
    (
        "points_issued",
        "select cast(coalesce(sum(p.amount), 0) as bigint) as amount, count(distinct b.owner) as people from postings p
         join balances b on b.id = p.credit_account
         where p.community = $1 and p.ledger = 'points' and p.debit_kind = 'issuance'",
        "select count(distinct b.owner) from postings p join balances b on b.id = p.credit_account
         where p.community = $1 and p.at > $2 and p.ledger = 'points' and p.debit_kind = 'issuance'",
    ),
    (
        "points_redeemed",
        "select cast(coalesce(sum(p.amount), 0) as bigint) as amount, count(distinct b.owner) as people from postings p
         join balances b on b.id = p.debit_account
         where p.community = $1 and p.ledger = 'points' and p.credit_kind = 'redeemed'",
        "select count(distinct b.owner) from postings p join balances b on b.id = p.debit_account
         where p.community = $1 and p.at > $2 and p.ledger = 'points' and p.credit_kind = 'redeemed'",
    ),
    (
        "goods_handed_out",
        "select cast(coalesce(sum(count), 0) as bigint) as amount, count(distinct person_id) as people from redemptions
         where community = $1 and state = 'collected'",
        "select count(distinct person_id) from redemptions where community = $1 and decided_at > $2 and state = 'collected'",
    ),
];

/// One public total.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Total {
    /// What is counted.
    pub name: String,
    /// How much.
    pub amount: i64,
    /// Behind how many people.
    pub people: i64,
    /// When it was counted.
    pub at: Moment,
}

impl Total {
    /// The amount, unless too few people stand behind it.
    #[must_use]
    pub const fn shown(&self) -> Option<i64> {
        if self.people < PEOPLE_MIN { None } else { Some(self.amount) }
    }
}

#[derive(FromQueryResult)]
struct Counted {
    amount: i64,
    people: i64,
}

/// Counts again; runs once a day. A figure that is shown moves only when ten people or more have moved it, so that
/// yesterday's taken from today's tells nothing about a few either.
///
/// # Errors
/// A fault from the database.
pub async fn count(app: &App, doer: &Doer) -> Outcome<()> {
    let read = app.db.read().await?;
    let house = app.db.housekeeping();
    for (name, sql, moved) in COUNTED {
        let last = last(&read, doer.community, name).await?;
        let counted: Option<Counted> = read.one(sql, values![doer.community.0]).await?;
        let counted = counted.ok_or_else(|| Problem::fault("a sum without a row"))?;
        if let Some(last) = last.filter(|last| last.shown().is_some() && counted.people >= PEOPLE_MIN)
            && read.number(moved, values![doer.community.0, last.at]).await? < PEOPLE_MIN
        {
            continue;
        }
        let sql = "insert into aggregates (community, name, amount, people, at) values ($1, $2, $3, $4, $5)
                   on conflict (community, name) do update set amount = excluded.amount, people = excluded.people,
                   at = excluded.at";
        house.run(sql, values![doer.community.0, name, counted.amount, counted.people, doer.at]).await?;
    }
    Ok(())
}

/// The totals as they were last counted.
///
/// # Errors
/// A fault from the database.
pub async fn totals(door: &impl Query, community: CommunityId) -> Outcome<Vec<Total>> {
    let mut found = Vec::new();
    for (name, ..) in COUNTED {
        found.extend(last(door, community, name).await?);
    }
    Ok(found)
}

/// A figure as it was last counted.
async fn last(door: &impl Query, community: CommunityId, name: &str) -> Outcome<Option<Total>> {
    let sql = "select name, amount, people, at from aggregates where community = $1 and name = $2";
    door.one(sql, values![community.0, name]).await
}
