//! The verbs of taking part: opt in, change what is shown, opt out.
//!
//! Taking part opens nothing and closes nothing else (domain.md RL3).

use super::powers::{POINTS_ENROL, POINTS_OWN};
use super::rules;
use super::store::{self, MEMBERS};
use base::{Doer, Outcome, PersonId, Power, Problem, Relation};
use chrono::Duration;
use db::{Lock, row};
use kernel::app::App;
use uuid::Uuid;

/// Digits of a passbook number.
const PASSBOOK_DIGITS: usize = 8;
/// Passbook numbers drawn before giving up: ten million people would have to take part first.
const DRAWS_MAX: u32 = 8;

/// How the doer stands to a person's points.
#[must_use]
pub fn standing(doer: &Doer, person: PersonId, of_community: bool) -> Vec<Relation> {
    let own = doer.sees_records_of(person).then_some(Relation::Own);
    own.into_iter().chain(of_community.then_some(Relation::Community)).collect()
}

/// Refuses unless the person may do this for themself, or staff may for people of their community.
pub(crate) fn require_either(doer: &Doer, own: Power, staff: Power, person: PersonId) -> Outcome<()> {
    let standing = standing(doer, person, true);
    doer.require(own, &standing).or_else(|_| doer.require(staff, &standing))
}

/// What someone asks for when they opt in, or change it later.
#[derive(Clone, Copy, Debug)]
pub struct Joining {
    /// Who.
    pub person: PersonId,
    /// Points too, not only hours.
    pub keeps_points: bool,
    /// The name may stand in the public notice.
    pub shows_name: bool,
}

/// Opts someone in, or changes what they asked for; coming back after opting out keeps the passbook.
///
/// # Errors
/// When the doer may not, or the person is not known here.
pub async fn join(app: &App, doer: &Doer, wish: &Joining) -> Outcome<()> {
    require_either(doer, POINTS_OWN, POINTS_ENROL, wish.person)?;
    let mut write = app.db.write(doer, "points.join", &[Lock::new("points_members", wish.person)]).await?;
    store::name_of(&write, doer.community, wish.person).await?.ok_or(Problem::NotFound)?;
    if let Some(member) = store::member(&write, doer.community, wish.person).await? {
        let row = row! {
            keeps_points: wish.keeps_points, shows_name: wish.shows_name, left_at: None::<base::Moment>,
            spend_until: None::<base::Moment>, emptied_at: None::<base::Moment>,
        };
        let same = member.keeps_points == wish.keeps_points && member.shows_name == wish.shows_name;
        if same && member.takes_part() {
            return Ok(());
        }
        if member.keeps_points && !wish.keeps_points && has_points(&write, wish.person).await? {
            // Points are left behind only by opting out, which says what becomes of them.
            return Err(Problem::refused("points-leave-instead"));
        }
        write.change(&MEMBERS, member.id, member.version, row).await?;
        return write.commit().await;
    }
    for _ in 0..DRAWS_MAX {
        let row = row! {
            id: wish.person.0, community: doer.community.0, passbook: digits(app, PASSBOOK_DIGITS),
            keeps_points: wish.keeps_points, shows_name: wish.shows_name, joined_at: doer.at,
            recorded_by: doer.account.map(Uuid::from),
        };
        if write.create_once(&MEMBERS, row).await? {
            return write.commit().await;
        }
    }
    Err(Problem::fault("no free passbook number"))
}

async fn has_points(write: &db::Write, person: PersonId) -> Outcome<bool> {
    let vintages = super::ledger::vintages(write, person).await?;
    Ok(vintages.iter().any(|vintage| vintage.posted > 0))
}

/// Random digits; the first is never 0, so that nobody leaves it out.
pub(crate) fn digits(app: &App, count: usize) -> String {
    let digit = |place: usize| {
        let drawn = if place == 0 { 1 + app.chance.below(9) } else { app.chance.below(10) };
        u32::try_from(drawn).ok().and_then(|drawn| char::from_digit(drawn, 10)).unwrap_or('1')
    };
    (0..count).map(digit).collect()
}

/// Opts someone out: nothing new is written down, and what is there can be spent for a while.
///
/// # Errors
/// When the doer may not, or the person does not take part.
pub async fn leave(app: &App, doer: &Doer, person: PersonId) -> Outcome<()> {
    require_either(doer, POINTS_OWN, POINTS_ENROL, person)?;
    let mut write = app.db.write(doer, "points.leave", &[Lock::new("points_members", person)]).await?;
    let member = store::member(&write, doer.community, person).await?.ok_or(Problem::NotFound)?;
    if !member.takes_part() {
        return Ok(());
    }
    let pack = store::rules_of(&write, doer.community, rules::local_day(doer.at)).await?;
    let until = doer.at + Duration::days(pack.leave_days);
    let row = row! { left_at: doer.at, spend_until: until, shows_name: false };
    write.change(&MEMBERS, member.id, member.version, row).await?;
    write.commit().await
}
