//! Tell people in time, and end what was not spent. Both may run twice a night and do their work once.

use super::store::{self, EXPIRIES, Expiry, Purse};
use crate::points::ledger::{self, Account, Ledger, Transfer, derived_id};
use crate::points::rules::{self, RulePack};
use crate::points::{life, store as points_store};
use base::{Day, Doer, Outcome, PersonId, Points, Problem};
use chrono::{Days, Months, NaiveDate};
use db::{Lock, row};
use kernel::app::App;
use kernel::facts::{self, Fact};

/// Rows read at a time.
const BATCH: usize = 100;

/// Tells everyone whose points end within the notice.
///
/// # Errors
/// A fault from the database.
pub async fn tell_all(app: &App, doer: &Doer) -> Outcome<()> {
    let (history, pack) = rules_now(app, doer).await?;
    let today = rules::local_day(doer.at);
    let (until, mut after) = (may_end_until(&history, &pack, today), None);
    loop {
        let page = store::untold(&app.db.read().await?, doer.community, (until, after, BATCH)).await?;
        for purse in &page {
            if life::to_tell(&history, purse.vintage, (today, pack.expiry_notice_days)) {
                let last_day = life::last_day(&history, purse.vintage, (today, pack.expiry_notice_days));
                db::again(|| tell(app, doer, (*purse, last_day))).await?;
            }
        }
        let Some(last) = page.last() else { return Ok(()) };
        after = Some((last.vintage, last.id));
    }
}

async fn rules_now(app: &App, doer: &Doer) -> Outcome<(Vec<RulePack>, RulePack)> {
    let read = app.db.read().await?;
    let history = points_store::rule_history(&read, doer.community).await?;
    let pack = points_store::rules_of(&read, doer.community, rules::local_day(doer.at)).await?;
    Ok((history, pack))
}

/// No month after this one can have points of whose end it is time to speak.
fn may_end_until(history: &[RulePack], pack: &RulePack, today: Day) -> Day {
    let shortest = history.iter().map(|pack| pack.life_months).fold(RulePack::default().life_months, i64::min);
    let notice = Days::new(u64::try_from(pack.expiry_notice_days).unwrap_or(0));
    let told = today.checked_add_days(notice).unwrap_or(NaiveDate::MAX);
    told.checked_sub_months(Months::new(u32::try_from(shortest).unwrap_or(0))).unwrap_or(NaiveDate::MIN)
}

/// Tells one person of the end of one month's points.
///
/// # Errors
/// A fault from the database.
pub async fn tell(app: &App, doer: &Doer, (purse, last_day): (Purse, Day)) -> Outcome<()> {
    let mut write = app.db.write(doer, "points.tell_end", &[Lock::new("points_members", purse.owner)]).await?;
    let Some(now) = ledger::balance(&write, purse.id).await?.filter(|now| now.posted > 0) else { return Ok(()) };
    let row = row! {
        id: purse.id, community: doer.community.0, person_id: purse.owner, balance_id: purse.id, vintage: purse.vintage,
        points: now.posted, told_at: doer.at, last_day: last_day, done: false,
    };
    if !write.create_once(&EXPIRIES, row).await? {
        return Ok(());
    }
    let (person, points) = (PersonId(purse.owner), Points(now.posted));
    facts::record(app, &mut write, &Fact::PointsEnding { balance: purse.id, person, points, last_day }).await?;
    write.commit().await
}

/// Ends everything whose last day has passed.
///
/// # Errors
/// A fault from the database.
pub async fn end_all(app: &App, doer: &Doer) -> Outcome<()> {
    let (today, mut after) = (rules::local_day(doer.at), None);
    loop {
        let page = store::due(&app.db.read().await?, doer.community, (today, after, BATCH)).await?;
        for expiry in &page {
            db::again(|| end(app, doer, expiry)).await?;
        }
        let Some(last) = page.last() else { return Ok(()) };
        after = Some((last.last_day, last.id));
    }
}

/// Ends what is left of one month's points. What an open redemption holds is looked at again the next night.
///
/// # Errors
/// When the last day has not passed.
pub async fn end(app: &App, doer: &Doer, found: &Expiry) -> Outcome<()> {
    let mut write = app.db.write(doer, "points.end", &[Lock::new("points_members", found.person_id)]).await?;
    let expiry = store::expiry(&write, found.id).await?.ok_or(Problem::NotFound)?;
    if expiry.done {
        return Ok(());
    }
    if expiry.last_day >= rules::local_day(doer.at) {
        return Err(Problem::refused("points-not-ended"));
    }
    let now = ledger::balance(&write, expiry.id).await?.ok_or(Problem::NotFound)?;
    let free = now.posted - now.reserved;
    if free == 0 && now.reserved > 0 {
        return Ok(());
    }
    if free > 0 {
        let transfer = Transfer {
            id: derived_id("expiry", &[expiry.id.as_bytes(), &expiry.version.to_be_bytes()]),
            ledger: Ledger::Points,
            from: Account::Resident(PersonId(expiry.person_id), Some(expiry.vintage)),
            to: Account::Expired,
            amount: free,
            source_kind: "expiry",
            source: expiry.id,
            reserved: false,
        };
        ledger::post(&mut write, &transfer).await?;
    }
    write.change(&EXPIRIES, expiry.id, expiry.version, row! { done: now.reserved == 0 }).await?;
    write.commit().await
}
