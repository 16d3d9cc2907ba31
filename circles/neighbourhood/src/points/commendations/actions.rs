//! The verbs of praise: propose, answer, object, decide.

use super::rules::{self, Merit, State, WORDS_CHARS_MAX};
use super::store::{self, COMMENDATIONS, Commendation, OBJECTIONS};
use crate::points::ledger::{self, Account, Ledger};
use crate::points::powers::{POINTS_ENROL, POINTS_GRANT, POINTS_OWN, POINTS_PRAISE};
use crate::points::words::public_words;
use crate::points::{actions, notices, rules as points_rules, store as points_store};
use base::{Doer, Outcome, PersonId, Points, Problem, Refusal, Relation};
use chrono::Duration;
use db::{Lock, Write, row};
use kernel::app::App;
use kernel::facts::{self, Fact};
use uuid::Uuid;

/// Objections to one award: more say nothing new, and the hall is open for them.
pub const OBJECTIONS_MAX: i64 = 50;

/// Praise that someone proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// From the form.
    pub id: Uuid,
    /// The nominee.
    pub person: PersonId,
    /// For what.
    pub merit: Merit,
    /// Why, as everyone will read it; without the name.
    pub reason: String,
    /// How many points.
    pub points: Points,
}

/// Proposes praise. Nobody but the nominee reads it until they agree.
///
/// # Errors
/// When the nominee does not take part, is the doer, or waits for another one; or a field needs mending.
pub async fn propose(app: &App, doer: &Doer, wish: &Proposal) -> Outcome<()> {
    doer.require(POINTS_PRAISE, &[Relation::Community])?;
    let recorder = doer.account.ok_or(Problem::SignIn)?;
    if doer.speaks_for(wish.person) {
        return Err(Problem::refused("praise-three-hands"));
    }
    let reason = public_words(("reason", WORDS_CHARS_MAX), &wish.reason)?;
    if let Some(word) = rules::earns_nothing(&reason) {
        return Err(mend("reason", Refusal::new("praise-earns-nothing").with("word", word)));
    }
    let mut write = app.db.write(doer, "points.praise", &[Lock::new("points_members", wish.person)]).await?;
    let member = points_store::member(&write, doer.community, wish.person).await?;
    if !member.is_some_and(|member| member.takes_part() && member.keeps_points) {
        return Err(Problem::refused("praise-not-member"));
    }
    let name = points_store::name_of(&write, doer.community, wish.person).await?.ok_or(Problem::NotFound)?;
    if reason.contains(&name) {
        return Err(mend("reason", Refusal::new("praise-without-name")));
    }
    let pack = points_store::rules_of(&write, doer.community, points_rules::local_day(doer.at)).await?;
    rules::may_give(wish.points, &pack)?;
    let row = row! {
        id: wish.id, community: doer.community.0, person_id: wish.person.0, merit: wish.merit.name(), reason: reason,
        points: wish.points.0, proposed_by: recorder.0, proposed_at: doer.at, shows_name: false,
        state: State::Proposed.name(),
    };
    if !write.create_once(&COMMENDATIONS, row).await? {
        // The same form again, or one that is still under way.
        let same = store::commendation(&write, doer.community, wish.id).await?.is_some();
        return if same { Ok(()) } else { Err(Problem::refused("praise-one-at-a-time")) };
    }
    moved(app, &mut write, (wish.id, wish.person, State::Proposed)).await?;
    write.commit().await
}

fn mend(field: &'static str, refusal: Refusal) -> Problem {
    Problem::Invalid(vec![base::FieldProblem { field, refusal }])
}

async fn moved(app: &App, write: &mut Write, (commendation, person, state): (Uuid, PersonId, State)) -> Outcome<()> {
    facts::record(app, write, &Fact::CommendationMoved { commendation, person, state: state.name().to_owned() }).await
}

/// What the nominee says.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The commendation.
    pub id: Uuid,
    /// Yes, or no.
    pub agrees: bool,
    /// The name may stand in the notice.
    pub shows_name: bool,
}

/// The nominee answers, or staff for them at the counter (never the one who proposed it). Answers who the nominee is.
///
/// # Errors
/// When it is not theirs, or too late.
pub async fn answer(app: &App, doer: &Doer, answer: Answer) -> Outcome<PersonId> {
    let (mut write, found) = open(app, doer, ("points.answer_praise", answer.id)).await?;
    let person = PersonId(found.person_id);
    actions::require_either(doer, POINTS_OWN, POINTS_ENROL, person).map_err(|_| Problem::NotFound)?;
    if !doer.speaks_for(person) && doer.account.map(Uuid::from) == Some(found.proposed_by) {
        return Err(Problem::refused("praise-three-hands"));
    }
    if found.in_notice() && answer.agrees || found.state == "declined" && !answer.agrees {
        return Ok(person);
    }
    let state = rules::answer(found.state()?, answer.agrees)?;
    let pack = points_store::rules_of(&write, doer.community, points_rules::local_day(doer.at)).await?;
    let row = if state == State::Notice {
        row! {
            state: state.name(), agreed_at: doer.at, agreed_by: doer.account.map(Uuid::from),
            shows_name: answer.shows_name, notice_until: doer.at + Duration::days(pack.praise_notice_days),
        }
    } else {
        row! { state: state.name(), shows_name: false }
    };
    write.change(&COMMENDATIONS, found.id, found.version, row).await?;
    notices::after_answer(app, &mut write, found.id).await?;
    write.commit().await?;
    Ok(person)
}

async fn open(app: &App, doer: &Doer, (verb, id): (&'static str, Uuid)) -> Outcome<(Write, Commendation)> {
    let found = store::commendation(&app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let locks = [Lock::new("points_commendations", id), Lock::new("points_members", found.person_id)];
    let write = app.db.write(doer, verb, &locks).await?;
    let now = store::commendation(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    Ok((write, now))
}

/// Says something about an award in notice. Anyone may; who it was is not kept. `form` comes from the form.
///
/// # Errors
/// When the notice is over, or there is nothing to read.
pub async fn object(app: &App, doer: &Doer, (form, id, words): (Uuid, Uuid, &str)) -> Outcome<()> {
    let words = public_words(("words", WORDS_CHARS_MAX), words)?;
    let mut write = app.db.write(doer, "points.object_to_praise", &[Lock::new("points_commendations", id)]).await?;
    let found = store::commendation(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if !found.in_notice() || found.notice_until.is_none_or(|until| until <= doer.at) {
        return Err(Problem::refused("praise-too-late"));
    }
    if store::objections_to(&write, id).await? >= OBJECTIONS_MAX {
        return Err(Problem::refused("praise-objections-full"));
    }
    let row = row! { id: form, community: doer.community.0, commendation_id: id, at: doer.at, words: words };
    write.append_once(&OBJECTIONS, row).await?;
    // Whoever decides has read everything: their version is older than this.
    write.touch(&COMMENDATIONS, id).await?;
    write.commit().await
}

/// How praise is decided.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The commendation.
    pub id: Uuid,
    /// Its version as it was read.
    pub version: i64,
    /// The points are given.
    pub grants: bool,
    /// Why, as everyone reads it.
    pub outcome: String,
}

/// Decides once the notice is over; granted points are issued into the current month.
///
/// # Errors
/// When the doer proposed it or benefits, the notice still runs, or something was said meanwhile.
pub async fn decide(app: &App, doer: &Doer, ruling: &Ruling) -> Outcome<()> {
    doer.require(POINTS_GRANT, &[Relation::Community])?;
    let outcome = public_words(("outcome", WORDS_CHARS_MAX), &ruling.outcome)?;
    let (mut write, found) = open(app, doer, ("points.decide_praise", ruling.id)).await?;
    let person = PersonId(found.person_id);
    let decider = doer.account.map(Uuid::from);
    rules::three_hands(found.proposed_by, decider, doer.speaks_for(person))?;
    let wanted = if ruling.grants { State::Granted } else { State::Refused };
    if found.state()? == wanted && found.outcome.as_deref() == Some(&outcome) {
        return Ok(());
    }
    if found.version != ruling.version {
        return Err(Problem::Changed);
    }
    let until = found.notice_until.unwrap_or(doer.at);
    let state = rules::decide(found.state()?, ruling.grants, (until, doer.at))?;
    if state == State::Granted {
        let member = points_store::member(&write, doer.community, person).await?.ok_or(Problem::NotFound)?;
        if !member.takes_part() {
            return Err(Problem::refused("praise-not-member"));
        }
        let month = Account::Resident(person, Some(points_rules::vintage_of(doer.at)));
        let source = (Ledger::Points, "commendation", found.id);
        ledger::post_parts(&mut write, source, vec![(month, found.points)], (Account::Issuance, true)).await?;
    }
    let row = row! { state: state.name(), outcome: outcome, decided_by: decider, decided_at: doer.at };
    write.change(&COMMENDATIONS, found.id, found.version, row).await?;
    moved(app, &mut write, (found.id, person, state)).await?;
    write.commit().await
}
