//! Ticking, and taking back.

use super::rules::{HelperForm, HelperWords, read};
use super::store::{self, HELPERS};
use crate::entry::day_of;
use crate::powers::{HELPERS_CHANGE, HELPERS_SELF};
use crate::{people, places};
use base::{Doer, Outcome, PersonId, Problem, Relation};
use db::{Lock, Write, row, values};
use kernel::app::App;

/// Keeps what a helper ticked. The helper does it, or a worker for someone who asked at the counter.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when it was changed elsewhere meanwhile.
pub async fn tick(app: &App, doer: &Doer, person: PersonId, form: &HelperForm) -> Outcome<()> {
    allow(doer, person)?;
    let words = read(form, day_of(doer.at))?;
    let mut write = app.db.write(doer, "helpers.tick", &[Lock::new("helpers", person)]).await?;
    people::present(&write, doer.community, person).await?.ok_or(Problem::NotFound)?;
    let mut line = row! { takes_orders: words.takes, paused_until: words.paused_until };
    // Which wishes about a helper someone answers is theirs alone to tick, and theirs alone to see.
    if doer.person == Some(person) {
        let ticked = |name| words.answers.contains(name);
        line.extend(row! { answers_woman: ticked("woman"), answers_man: ticked("man") });
    }
    if form.version == 0 {
        let head = row! { id: person.0, community: doer.community.0 };
        if !write.create_once(&HELPERS, [head, line].concat()).await? {
            return Err(Problem::Changed);
        }
    } else {
        write.change(&HELPERS, person, form.version, line).await?;
    }
    untick(&mut write, person).await?;
    insert(&mut write, person, words).await?;
    write.commit().await
}

/// The doer may tick for this person: themselves, or someone at the counter.
///
/// # Errors
/// As [`Doer::require`].
pub(super) fn allow(doer: &Doer, person: PersonId) -> Outcome<()> {
    let own: &[Relation] = if doer.person == Some(person) { &[Relation::Own] } else { &[] };
    doer.require(HELPERS_SELF, own).or_else(|_| doer.require(HELPERS_CHANGE, &[Relation::Community]))
}

/// Takes back everything someone ticked, inside another write: they leave.
///
/// # Errors
/// A fault from the database.
pub(crate) async fn forget_in(write: &mut Write, person: PersonId) -> Outcome<()> {
    let before = store::wishes(write, person).await?;
    if before.version > 0 {
        let line = row! {
            takes_orders: false, paused_until: None::<base::Day>, answers_woman: false, answers_man: false,
        };
        write.change(&HELPERS, person, before.version, line).await?;
    }
    untick(write, person).await
}

async fn untick(write: &mut Write, person: PersonId) -> Outcome<()> {
    for sql in [
        "delete from person_skills where person_id = $1",
        "delete from helper_areas where person_id = $1",
        "delete from helper_languages where person_id = $1",
        "delete from free_times where person_id = $1",
    ] {
        write.run(sql, values![person.0]).await?;
    }
    Ok(())
}

pub(super) async fn insert(write: &mut Write, person: PersonId, words: HelperWords) -> Outcome<()> {
    for skill in words.skills {
        write.insert("person_skills", row! { person_id: person.0, skill: skill }).await?;
    }
    for language in words.languages {
        write.insert("helper_languages", row! { person_id: person.0, language: language }).await?;
    }
    for area in words.areas {
        let community = write.doer().community;
        let known = places::compound(write, community, area).await?;
        known.ok_or_else(|| Problem::field("areas", "registry-choose"))?;
        write.insert("helper_areas", row! { person_id: person.0, compound_id: area.0 }).await?;
    }
    for time in words.times {
        let line = row! {
            person_id: person.0, weekday: time.weekday, from_minute: time.from_minute, to_minute: time.to_minute,
        };
        write.insert("free_times", line).await?;
    }
    Ok(())
}
