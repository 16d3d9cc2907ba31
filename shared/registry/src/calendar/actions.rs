//! Adding, changing and taking out a day; looking at a list and keeping it. Every change is a fact.

use super::list;
use super::rules::{AddedDay, DayForm, DayWords, Effect, Origin, Plan, plan, read};
use super::store::{self, DAYS};
use crate::powers::DIVISIONS_CHANGE;
use base::{Day, Doer, Outcome, Problem, Relation};
use db::{Lock, Query, Row, Write, row};
use kernel::app::App;
use kernel::facts::{self, Fact};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Adds a day by hand. The same form sent again changes nothing.
///
/// # Errors
/// Words at the fields; `calendar-day-taken` when the day is already otherwise.
pub(super) async fn add(app: &App, doer: &Doer, form: &DayForm) -> Outcome<Day> {
    let (words, mut write) = begin(app, doer, "calendar.add", form).await?;
    let kept = store::between(&write, doer.community, (words.day, words.day)).await?.pop();
    if kept.as_ref().is_some_and(|kept| words.stand_in(kept)) {
        return Ok(words.day);
    }
    if kept.as_ref().is_some_and(|kept| !kept.removed) {
        return Err(Problem::field("day", "calendar-day-taken"));
    }
    put(app, &mut write, kept.as_ref(), (words.day, hand(&words))).await?;
    finish(app, write, vec![words.day]).await?;
    Ok(words.day)
}

/// Changes a day that was added; it may move to another date that is free.
///
/// # Errors
/// As [`add`]; [`Problem::Changed`] when someone else was faster.
pub(super) async fn change(app: &App, doer: &Doer, id: Uuid, form: &DayForm) -> Outcome<Day> {
    let (words, mut write) = begin(app, doer, "calendar.change", form).await?;
    let kept = store::find(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if kept.version != form.version {
        return if words.stand_in(&kept) { Ok(words.day) } else { Err(Problem::Changed) };
    }
    if kept.day == words.day {
        put(app, &mut write, Some(&kept), (words.day, hand(&words))).await?;
    } else {
        // The row stays with its date, and the other date has a row of its own.
        let there = store::between(&write, doer.community, (words.day, words.day)).await?.pop();
        if there.as_ref().is_some_and(|there| !there.removed) {
            return Err(Problem::field("day", "calendar-day-taken"));
        }
        write.change(&DAYS, kept.id, kept.version, row! { removed_at: doer.at }).await?;
        put(app, &mut write, there.as_ref(), (words.day, hand(&words))).await?;
    }
    finish(app, write, vec![kept.day, words.day]).await?;
    Ok(words.day)
}

/// Takes a day out: it is again what the national list and the week say.
///
/// # Errors
/// [`Problem::NotFound`] when it is not there; [`Problem::Changed`] when someone else was faster.
pub(super) async fn remove(app: &App, doer: &Doer, id: Uuid, version: i64) -> Outcome<Day> {
    let mut write = open(app, doer, "calendar.remove").await?;
    let kept = store::find(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    write.change(&DAYS, id, version, row! { removed_at: doer.at }).await?;
    finish(app, write, vec![kept.day]).await?;
    Ok(kept.day)
}

/// What a list would change; nothing is kept.
///
/// # Errors
/// A refusal when the list as a whole cannot be read.
pub(super) async fn weigh(door: &impl Query, doer: &Doer, text: &str) -> Outcome<Plan> {
    doer.require(DIVISIONS_CHANGE, &[Relation::Community])?;
    weighed(door, doer, text).await.map(|(plan, _)| plan)
}

/// Keeps a list, all of it or nothing.
///
/// # Errors
/// A refusal when any line cannot be taken.
pub(super) async fn keep(app: &App, doer: &Doer, text: &str) -> Outcome<()> {
    let mut write = open(app, doer, "calendar.keep_list").await?;
    let (plan, kept) = weighed(&write, doer, text).await?;
    if !plan.problems.is_empty() {
        return Err(Problem::refused("calendar-list-mend"));
    }
    let mut days = Vec::new();
    for (line, _) in plan.steps.iter().filter(|(_, effect)| *effect != Effect::Same) {
        let columns = row! {
            works: line.works, name: line.name.clone(), name_bo: None::<String>, name_en: None::<String>, reason: "",
            source: Origin::List.name(),
        };
        put(app, &mut write, kept.get(&line.day), (line.day, columns)).await?;
        days.push(line.day);
    }
    if days.is_empty() { Ok(()) } else { finish(app, write, days).await }
}

async fn weighed(door: &impl Query, doer: &Doer, text: &str) -> Outcome<(Plan, BTreeMap<Day, AddedDay>)> {
    let (lines, problems) = list::read(text).map_err(Problem::Refused)?;
    let days = lines.iter().map(|line| line.day);
    let kept = match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) => store::between(door, doer.community, (first, last)).await?,
        _ => Vec::new(),
    };
    let kept: BTreeMap<Day, AddedDay> = kept.into_iter().map(|kept| (kept.day, kept)).collect();
    Ok((plan(lines, problems, &kept), kept))
}

async fn begin(app: &App, doer: &Doer, verb: &'static str, form: &DayForm) -> Outcome<(DayWords, Write)> {
    doer.require(DIVISIONS_CHANGE, &[Relation::Community])?;
    let words = read(form)?;
    Ok((words, open(app, doer, verb).await?))
}

async fn open(app: &App, doer: &Doer, verb: &'static str) -> Outcome<Write> {
    doer.require(DIVISIONS_CHANGE, &[Relation::Community])?;
    app.db.write(doer, verb, &[Lock::new("calendar_days", doer.community)]).await
}

fn hand(words: &DayWords) -> Row {
    row! {
        works: words.works, name: words.name.zh.clone(), name_bo: words.name.bo.clone(),
        name_en: words.name.en.clone(), reason: words.reason.clone(), source: Origin::Hand.name(),
    }
}

/// Writes a day into its row, or into a new one when the day never had one.
async fn put(app: &App, write: &mut Write, kept: Option<&AddedDay>, (day, mut columns): (Day, Row)) -> Outcome<()> {
    match kept {
        Some(kept) => {
            columns.extend(row! { removed_at: None::<base::Moment> });
            write.change(&DAYS, kept.id, kept.version, columns).await
        }
        None => {
            let community = write.doer().community.0;
            columns.extend(row! { id: app.new_id(), community: community, day: day });
            write.create(&DAYS, columns).await
        }
    }
}

async fn finish(app: &App, mut write: Write, mut days: Vec<Day>) -> Outcome<()> {
    days.dedup();
    let community = write.doer().community;
    facts::record(app, &mut write, &Fact::CalendarChanged { community, days }).await?;
    write.commit().await
}
