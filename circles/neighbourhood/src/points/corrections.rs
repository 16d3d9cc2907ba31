//! Corrections: one person proposes, another approves, neither of them the one whose account it is. The person reads it,
//! and may object, before it is decided. Only postings are added; nothing is ever rewritten.

use super::actions::standing;
use super::ledger::{self, Account, Ledger};
use super::powers::{POINTS_APPROVE, POINTS_CORRECT, POINTS_OWN};
use super::store::{self, CORRECTIONS, CorrectionRow};
use super::{notices, rules};
use base::{Doer, Outcome, PersonId, Problem, Relation};
use db::{Lock, Write, row};
use kernel::app::App;
use uuid::Uuid;

/// Letters of a reason or an objection.
const TEXT_CHARS_MAX: usize = 300;
/// The largest correction: more is a mistake in typing.
const AMOUNT_MAX: i64 = 10_000;

/// A correction that someone proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// From the form.
    pub id: Uuid,
    /// Whose account.
    pub person: PersonId,
    /// Points or hours (in minutes).
    pub ledger: Ledger,
    /// How much is added, or taken when negative.
    pub amount: i64,
    /// Why, as the person will read it.
    pub reason: String,
}

/// Proposes a correction.
///
/// # Errors
/// When it is the doer's own account, or a field needs mending.
pub async fn propose(app: &App, doer: &Doer, wish: &Proposal) -> Outcome<()> {
    doer.require(POINTS_CORRECT, &[Relation::Community])?;
    let reason = text("reason", &wish.reason)?;
    if doer.speaks_for(wish.person) {
        return Err(Problem::refused("points-two-people"));
    }
    if wish.amount == 0 || wish.amount.abs() > AMOUNT_MAX || wish.ledger == Ledger::Goods {
        return Err(Problem::field("amount", "points-amount-wrong"));
    }
    let proposer = doer.account.ok_or(Problem::SignIn)?;
    let mut write =
        app.db.write(doer, "points.propose_correction", &[Lock::new("points_members", wish.person)]).await?;
    store::member(&write, doer.community, wish.person).await?.ok_or(Problem::NotFound)?;
    let row = row! {
        id: wish.id, community: doer.community.0, person_id: wish.person.0, ledger: wish.ledger.name(),
        amount: wish.amount, reason: reason, proposed_by: proposer.0, proposed_at: doer.at, state: "proposed",
    };
    if write.create_once(&CORRECTIONS, row).await? {
        notices::after_correction(app, &mut write, wish.id).await?;
    }
    write.commit().await
}

/// What the person says to a correction of their account, before it is decided.
///
/// # Errors
/// When it is not theirs or already decided.
pub async fn object(app: &App, doer: &Doer, (id, words): (Uuid, &str)) -> Outcome<()> {
    let words = text("objection", words)?;
    let mut write = app.db.write(doer, "points.object", &[Lock::new("points_corrections", id)]).await?;
    let correction = open(&write, doer, id).await?;
    let person = PersonId(correction.person_id);
    doer.require(POINTS_OWN, &standing(doer, person, false)).map_err(|_| Problem::NotFound)?;
    write.change(&CORRECTIONS, id, correction.version, row! { objection: words }).await?;
    write.commit().await
}

/// Approves or declines a correction; `version` is the one that was read, so that an objection is not overlooked.
///
/// # Errors
/// When one pair of hands would do both, or the account has not enough to take.
pub async fn decide(app: &App, doer: &Doer, (id, version, approve): (Uuid, i64, bool)) -> Outcome<()> {
    doer.require(POINTS_APPROVE, &[Relation::Community])?;
    let found = store::correction(&app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let locks = [Lock::new("points_corrections", id), Lock::new("points_members", found.person_id)];
    let mut write = app.db.write(doer, "points.decide_correction", &locks).await?;
    let correction = open(&write, doer, id).await?;
    if correction.version != version {
        return Err(Problem::Changed);
    }
    let person = PersonId(correction.person_id);
    rules::two_hands(Some(correction.proposed_by), doer.account.map(Uuid::from), doer.speaks_for(person))?;
    if approve {
        carry_out(&mut write, &correction).await?;
    }
    let state = if approve { "approved" } else { "declined" };
    let row = row! { state: state, decided_by: doer.account.map(Uuid::from), decided_at: doer.at };
    write.change(&CORRECTIONS, id, version, row).await?;
    notices::after_correction(app, &mut write, id).await?;
    write.commit().await
}

async fn open(write: &Write, doer: &Doer, id: Uuid) -> Outcome<CorrectionRow> {
    let correction = store::correction(write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if correction.state == "proposed" { Ok(correction) } else { Err(Problem::Changed) }
}

async fn carry_out(write: &mut Write, correction: &CorrectionRow) -> Outcome<()> {
    let person = PersonId(correction.person_id);
    let at = write.doer().at;
    let ledger = Ledger::from_name(&correction.ledger).unwrap_or(Ledger::Points);
    let parts: Vec<(Account, i64)> = match ledger {
        Ledger::Hours => vec![(Account::Resident(person, None), correction.amount.abs())],
        _ if correction.amount > 0 => vec![(Account::Resident(person, Some(rules::vintage_of(at))), correction.amount)],
        _ => ledger::oldest_parts(write, person, correction.amount.abs()).await?,
    };
    let adds = correction.amount > 0;
    ledger::post_parts(write, (ledger, "correction", correction.id), parts, (Account::Correction, adds)).await
}

fn text(field: &'static str, words: &str) -> Outcome<String> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Problem::field(field, "points-text-empty"));
    }
    if words.chars().count() > TEXT_CHARS_MAX || words.contains('\0') {
        return Err(Problem::field(field, "points-text-long"));
    }
    Ok(words.to_owned())
}
