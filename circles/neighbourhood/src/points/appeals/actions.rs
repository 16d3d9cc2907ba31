//! Appeal, and decide on an appeal.

use super::store::{self, APPEALS, Appeal};
use crate::points::actions::require_either;
use crate::points::ledger::{self, Account, Ledger};
use crate::points::powers::{POINTS_APPEALS, POINTS_ENROL, POINTS_OWN};
use crate::points::words::public_words;
use crate::points::{life, rules, store as points_store};
use base::{Doer, Moment, Outcome, PersonId, Problem, Refusal, Relation};
use chrono::Duration;
use db::{FromQueryResult, Lock, Query, Write, row, values};
use kernel::app::App;
use kernel::facts::{self, Fact};
use uuid::Uuid;

/// Letters of an appeal or an outcome.
const WORDS_CHARS_MAX: usize = 300;

/// Until when a correction can be appealed against.
#[must_use]
pub fn until(decided_at: Moment, appeal_days: i64) -> Moment {
    decided_at + Duration::days(appeal_days)
}

#[derive(FromQueryResult)]
struct Corrected {
    person_id: Uuid,
    state: String,
    decided_at: Option<Moment>,
}

/// Appeals against a correction, by the person or, at the counter, by staff for them; `id` comes from the form. Answers
/// whose account it is.
///
/// # Errors
/// When it is somebody else's, was not carried out, or is too long ago.
pub async fn appeal(app: &App, doer: &Doer, (id, correction, words): (Uuid, Uuid, &str)) -> Outcome<PersonId> {
    let mut write = app.db.write(doer, "points.appeal", &[Lock::new("points_corrections", correction)]).await?;
    let sql = "select person_id, state, decided_at from points_corrections where id = $1 and community = $2";
    let found: Option<Corrected> = write.one(sql, values![correction, doer.community.0]).await?;
    let found = found.ok_or(Problem::NotFound)?;
    let person = PersonId(found.person_id);
    require_either(doer, POINTS_OWN, POINTS_ENROL, person).map_err(|_| Problem::NotFound)?;
    let words = public_words(("words", WORDS_CHARS_MAX), words)?;
    let recorder = doer.account.ok_or(Problem::SignIn)?;
    let Some(decided_at) = found.decided_at.filter(|_| found.state == "approved") else {
        return Err(Problem::refused("appeals-not-carried-out"));
    };
    let pack = points_store::rules_of(&write, doer.community, rules::local_day(decided_at)).await?;
    if doer.at > until(decided_at, pack.appeal_days) {
        return Err(Refusal::new("appeals-too-late").with("days", pack.appeal_days).into());
    }
    let row = row! {
        id: id, community: doer.community.0, correction_id: correction, person_id: person.0, words: words,
        recorded_by: recorder.0, appealed_at: doer.at, state: "open",
    };
    // One correction, one appeal: the second form finds the first.
    if write.create_once(&APPEALS, row).await? {
        write.commit().await?;
    }
    Ok(person)
}

/// How an appeal is decided.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The appeal.
    pub id: Uuid,
    /// Its version as it was read.
    pub version: i64,
    /// The correction is taken back.
    pub upholds: bool,
    /// Why, as the person reads it.
    pub outcome: String,
}

/// Decides on an appeal.
///
/// # Errors
/// When the doer had a part in the correction, or what was added has been spent.
pub async fn decide(app: &App, doer: &Doer, ruling: &Ruling) -> Outcome<()> {
    doer.require(POINTS_APPEALS, &[Relation::Community])?;
    let outcome = public_words(("outcome", WORDS_CHARS_MAX), &ruling.outcome)?;
    let found = store::appeal(&app.db.read().await?, doer.community, ruling.id).await?.ok_or(Problem::NotFound)?;
    let locks = [Lock::new("points_corrections", found.correction_id), Lock::new("points_members", found.person_id)];
    let mut write = app.db.write(doer, "points.decide_appeal", &locks).await?;
    let appeal = store::appeal(&write, doer.community, ruling.id).await?.ok_or(Problem::NotFound)?;
    let person = PersonId(appeal.person_id);
    uninvolved(doer, &appeal)?;
    let state = if ruling.upholds { "upheld" } else { "dismissed" };
    if appeal.state == state && appeal.outcome.as_deref() == Some(&outcome) {
        return Ok(());
    }
    if !appeal.open() || appeal.version != ruling.version {
        return Err(Problem::Changed);
    }
    if ruling.upholds {
        take_back(&mut write, &appeal).await?;
    }
    let row = row! { state: state, outcome: outcome, decided_by: doer.account.map(Uuid::from), decided_at: doer.at };
    write.change(&APPEALS, appeal.id, appeal.version, row).await?;
    let fact = Fact::AppealDecided { appeal: appeal.id, person, upheld: ruling.upholds };
    facts::record(app, &mut write, &fact).await?;
    write.commit().await
}

/// Whoever decides had no part in the correction, did not write the appeal down, and is not the person.
pub(super) fn uninvolved(doer: &Doer, appeal: &Appeal) -> Outcome<()> {
    let account = doer.account.map(Uuid::from).ok_or(Problem::SignIn)?;
    let hands = [Some(appeal.proposed_by), appeal.approved_by, Some(appeal.recorded_by)];
    if hands.contains(&Some(account)) || doer.speaks_for(PersonId(appeal.person_id)) {
        return Err(Problem::refused("appeals-not-you"));
    }
    Ok(())
}

/// The correction the other way round. Points that come back return to their month, or to one that lives long enough to
/// be told of its end.
async fn take_back(write: &mut Write, appeal: &Appeal) -> Outcome<()> {
    let person = PersonId(appeal.person_id);
    let (community, today) = (write.doer().community, rules::local_day(write.doer().at));
    let ledger = Ledger::from_name(&appeal.ledger).unwrap_or(Ledger::Points);
    let returns = appeal.amount < 0;
    let parts = match ledger {
        Ledger::Hours => vec![(Account::Resident(person, None), appeal.amount.abs())],
        _ if !returns => ledger::oldest_parts(write, person, appeal.amount).await?,
        _ => {
            let history = points_store::rule_history(write, community).await?;
            let notice = points_store::rules_of(write, community, today).await?.expiry_notice_days;
            let back = |moved: &store::Moved| {
                let month = life::give_back(&history, moved.vintage?, (today, notice));
                Some((Account::Resident(person, Some(month)), moved.amount))
            };
            store::moved(write, appeal.correction_id).await?.iter().filter_map(back).collect()
        }
    };
    ledger::post_parts(write, (ledger, "appeal", appeal.id), parts, (Account::Correction, returns)).await
}
