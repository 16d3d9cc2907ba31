//! From a closed order to hours at once and points after the public notice.
//!
//! Hears one fact only: a closed order with confirmed minutes. Nothing else earns anything: no talk, no click, no vote,
//! no study, no report about someone. Of helpers who did not ask for it, nothing is kept here.

use super::ledger::{self, Account, Ledger, Transfer, derived_id};
use super::rules::{self, NoAward, Service};
use super::store::{self, AWARDS};
use base::{Doer, Minutes, Moment, OrderId, Outcome, PersonId, Problem};
use chrono::Duration;
use db::{FromQueryResult, Lock, Query, Write, row, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::facts::{Fact, HelperMinutes};
use uuid::Uuid;

/// The order's actions that record its work as done.
const SAYS_DONE: [&str; 2] = ["done", "settle"];
/// Steps of an order looked through for that: more than any order has in a round.
const MOVES_READ: u32 = 100;

/// The order behind an award.
#[derive(Clone, Copy, Debug)]
struct Closed {
    order: OrderId,
    number: i64,
    round: i64,
}

/// Hears that an order was closed.
pub fn hear<'a>(_app: &'a App, write: &'a mut Write, fact: &'a Fact) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let Fact::OrderClosed { order, number, round, helpers } = fact else { return Ok(()) };
        let closed = Closed { order: *order, number: *number, round: *round };
        for helper in helpers {
            write_down(write, closed, helper).await?;
        }
        Ok(())
    })
}

/// The id of a helper's award, the same however often the fact is heard.
fn award_id(closed: Closed, person: PersonId) -> Uuid {
    derived_id("award", &[closed.order.0.as_bytes(), &closed.round.to_be_bytes(), person.0.as_bytes()])
}

async fn write_down(write: &mut Write, closed: Closed, helper: &HelperMinutes) -> Outcome<()> {
    let (community, now) = (write.doer().community, write.doer().at);
    let Some(member) = store::member(write, community, helper.person).await?.filter(store::Member::takes_part) else {
        return Ok(());
    };
    let id = award_id(closed, helper.person);
    if helper.minutes.0 <= 0 || store::award(write, community, id).await?.is_some() {
        return Ok(());
    }
    let served_on = rules::local_day(helper.served_at);
    let pack = store::rules_of(write, community, served_on).await?;
    let today = store::rules_of(write, community, rules::local_day(now)).await?;
    let before = Minutes(store::counted_on(write, community, helper.person, served_on).await?);
    let service = Service {
        minutes: helper.minutes,
        difficulty_permille: helper.difficulty_permille,
        served_at: helper.served_at,
        recorded_at: recorded_at(write, closed).await?.unwrap_or(now),
        counted_before: before,
    };
    let counted = match separate(write, helper).await? {
        Ok(()) => rules::award(&service, &pack),
        Err(why) => Err(why),
    };
    let (state, why) = match counted {
        Ok(_) if !member.keeps_points => ("hours_only", None),
        Ok(_) => ("pending", None),
        Err(why) => ("refused", Some(why.name())),
    };
    let points = counted.map_or(0, |award| if member.keeps_points { award.points.0 } else { 0 });
    let row = row! {
        id: id, community: community.0, person_id: helper.person.0, order_id: closed.order.0,
        order_number: closed.number, round: closed.round, team_id: helper.team.map(Uuid::from),
        minutes: helper.minutes.0, counted_minutes: counted.map_or(0, |award| award.counted.0),
        permille: counted.map_or(1000, |award| award.permille), points: points, served_on: served_on,
        recorded_at: now, recorded_by: helper.recorded_by, confirmed_by: helper.confirmed_by,
        final_at: now + Duration::days(today.notice_days), state: state, refused_why: why,
    };
    if !write.create_once(&AWARDS, row).await? || counted.is_err() {
        return Ok(());
    }
    let transfer = Transfer {
        id: derived_id("hours", &[id.as_bytes()]),
        ledger: Ledger::Hours,
        from: Account::Issuance,
        to: Account::Resident(helper.person, None),
        amount: helper.minutes.0,
        source_kind: "award",
        source: id,
        reserved: false,
    };
    ledger::post(write, &transfer).await.map(|_| ())
}

#[derive(FromQueryResult)]
struct Moved {
    at: Moment,
    body: String,
}

/// When the work of this round was said to be done. Call-backs may close an order much later; that is nobody's delay.
async fn recorded_at(write: &Write, closed: Closed) -> Outcome<Option<Moment>> {
    let sql = format!(
        "select at, body from facts where community = $1 and subject = $2 and kind = 'order_moved'
         order by at desc limit {MOVES_READ}"
    );
    let moves: Vec<Moved> = write.all(&sql, values![write.doer().community.0, closed.order.0]).await?;
    let said_done = |moved: &Moved| match serde_json::from_str(&moved.body) {
        Ok(Fact::OrderMoved { action, round, .. }) => round == closed.round && SAYS_DONE.contains(&action.as_str()),
        _ => false,
    };
    Ok(moves.into_iter().find(said_done).map(|moved| moved.at))
}

async fn separate(write: &Write, helper: &HelperMinutes) -> Outcome<Result<(), NoAward>> {
    let confirmer = match helper.confirmed_by {
        Some(account) => store::person_of(write, account).await?,
        None => None,
    };
    Ok(rules::separate_hands(helper.recorded_by, helper.confirmed_by, confirmer == Some(helper.person)))
}

/// Makes an award final once its notice has passed: points are issued into the current month.
///
/// # Errors
/// When the award does not exist or its notice is not over.
pub async fn finalise(app: &App, doer: &Doer, award: Uuid, person: PersonId) -> Outcome<()> {
    let mut write = app.db.write(doer, "points.finalise", &[Lock::new("points_members", person)]).await?;
    let award = store::award(&write, doer.community, award).await?.ok_or(Problem::NotFound)?;
    if award.state != "pending" {
        return Ok(());
    }
    if award.final_at > doer.at {
        return Err(Problem::refused("points-notice-open"));
    }
    let person = PersonId(award.person_id);
    let member = store::member(&write, doer.community, person).await?.ok_or(Problem::NotFound)?;
    // Whoever has left for good gets nothing more; what was earned before still comes while it can be spent.
    let state = if member.may_spend(doer.at) { "final" } else { "voided" };
    write.change(&AWARDS, award.id, award.version, row! { state: state }).await?;
    if state == "final" && award.points > 0 {
        let transfer = Transfer {
            id: derived_id("points", &[award.id.as_bytes()]),
            ledger: Ledger::Points,
            from: Account::Issuance,
            to: Account::Resident(person, Some(rules::vintage_of(doer.at))),
            amount: award.points,
            source_kind: "award",
            source: award.id,
            reserved: false,
        };
        ledger::post(&mut write, &transfer).await?;
    }
    write.commit().await
}

/// Voids what someone who opted out did not spend in time. What open redemptions hold stays theirs until those end.
///
/// # Errors
/// When the person does not take part or still has time.
pub async fn empty(app: &App, doer: &Doer, person: PersonId) -> Outcome<()> {
    let mut write = app.db.write(doer, "points.empty", &[Lock::new("points_members", person)]).await?;
    let member = store::member(&write, doer.community, person).await?.ok_or(Problem::NotFound)?;
    if member.emptied_at.is_some() || member.spend_until.is_none_or(|until| until > doer.at) {
        return Ok(());
    }
    let vintages = ledger::vintages(&write, person).await?;
    let held: i64 = vintages.iter().map(|vintage| vintage.reserved).sum();
    for vintage in vintages.iter().filter(|vintage| vintage.free() > 0) {
        let at = doer.at.timestamp_micros().to_be_bytes();
        let transfer = Transfer {
            id: derived_id("leave", &[vintage.account.as_bytes(), &at]),
            ledger: Ledger::Points,
            from: Account::Resident(person, Some(vintage.month)),
            to: Account::Expired,
            amount: vintage.free(),
            source_kind: "leave",
            source: person.0,
            reserved: false,
        };
        ledger::post(&mut write, &transfer).await?;
    }
    if held == 0 {
        write.change(&store::MEMBERS, member.id, member.version, row! { emptied_at: doer.at }).await?;
    }
    write.commit().await
}
