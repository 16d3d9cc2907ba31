//! Keeping figures: brought up to date from facts every few minutes, derived once more from events every day and
//! compared. A difference is told to the administrator and mended.

use super::count::{Counted, NONE, Sum, Value, figures, year};
use super::rules::cases;
use super::store::{self, Check, Kept, PAGE, Reading};
use super::stories::{self, Matter};
use base::{CommunityId, Day, Doer, Moment, Outcome};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use kernel::case::WorkingCalendar;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Facts this old are read once more: a step that began before the last reading has ended by then.
const AGAIN_MINUTES: i64 = 30;
/// The tree of a reading that has begun and not ended.
const UNFINISHED: i64 = -1;
/// Proofs are kept for so long.
const CHECKS_KEPT_DAYS: i64 = 400;

/// Brings cases and figures up to date with what happened since they were last counted, and with promises that have run
/// out since.
///
/// # Errors
/// A fault from the database.
pub async fn update(app: &App, doer: &Doer) -> Outcome<()> {
    let (community, now) = (doer.community, doer.at);
    let read = app.db.read().await?;
    let reading = store::reading(&read, community).await?;
    let tree = store::tree_mark(&read, community).await?;
    let calendar = registry::calendar::of(&read, community).await?;
    let desk = Desk { app, community, now, calendar };
    let mut years = BTreeSet::new();
    if let Some(reading) = reading {
        // Should this end in the middle, everything is summed up again.
        store::note_reading(&app.db.housekeeping(), community, Reading { tree: UNFINISHED, ..reading }).await?;
    }
    match reading {
        Some(reading) => {
            let since = reading.read_until - Duration::minutes(AGAIN_MINUTES);
            for ids in store::touched(&read, community, (since, now)).await?.chunks(PAGE) {
                let matters = stories::matters(&read, community, ids).await?;
                desk.refresh(&read, &matters, &mut years).await?;
            }
        }
        None => {
            let mut after = Uuid::nil();
            loop {
                let matters = stories::matters_after(&read, community, after).await?;
                let Some(last) = matters.last() else { break };
                after = last.id;
                desk.refresh(&read, &matters, &mut years).await?;
            }
        }
    }
    drop(read);
    if reading.is_none_or(|reading| reading.tree != tree) {
        years.extend(desk.years(&app.db.read().await?).await?);
    }
    for year in years {
        let counted = desk.kept_cases(year).await?;
        desk.put(&app.db.read().await?, (year, true), &figures(&counted)).await?;
    }
    store::note_reading(&app.db.housekeeping(), community, Reading { read_until: now, tree }).await
}

/// Derives everything once more from events, compares it with what was kept, mends what differs, and notes the result
/// for the administrator.
///
/// # Errors
/// A fault from the database.
pub async fn check(app: &App, doer: &Doer) -> Outcome<Check> {
    update(app, doer).await?;
    let mut check = compare(app, doer, false).await?;
    if check.is_wrong() {
        // What happened between the two is not wrong.
        update(app, doer).await?;
        check = compare(app, doer, true).await?;
    }
    if check.is_wrong() {
        tracing::error!(
            cases = check.wrong_cases,
            figures = check.wrong_figures,
            "kept figures were wrong and are mended"
        );
    }
    let forget = doer.at - Duration::days(CHECKS_KEPT_DAYS);
    store::note_check(&app.db.housekeeping(), (doer.community, app.new_id()), (&check, forget)).await?;
    Ok(check)
}

/// Compares what was kept with what events say, all in one view of the database, and mends it if told to. Then matters to
/// which something happened lately stand as they were kept: while people work, keeping follows a few minutes later.
async fn compare(app: &App, doer: &Doer, mends: bool) -> Outcome<Check> {
    let (community, now) = (doer.community, doer.at);
    let read = app.db.read().await?;
    let calendar = registry::calendar::of(&read, community).await?;
    let desk = Desk { app, community, now, calendar };
    let mut check = Check { at: now, cases: 0, figures: 0, wrong_cases: 0, wrong_figures: 0 };
    if store::reading(&read, community).await?.is_none_or(|reading| reading.tree == UNFINISHED) {
        // Somebody is keeping figures at this moment.
        return Ok(check);
    }
    let lately = (now - Duration::minutes(AGAIN_MINUTES), now);
    let moving = if mends { store::touched(&read, community, lately).await? } else { Vec::new() };
    let groups = groups(&read, community).await?;
    let (mut by_year, mut askers) = (BTreeMap::<i32, Vec<Counted>>::new(), Askers::default());
    let mut after = Uuid::nil();
    loop {
        let matters = stories::matters_after(&read, community, after).await?;
        let Some(last) = matters.last() else { break };
        after = last.id;
        let ids: Vec<Uuid> = matters.iter().map(|matter| matter.id).collect();
        let (mut fresh, kept) = (desk.derive(&read, &matters).await?, store::kept(&read, community, &ids).await?);
        let moves = |case: &Kept| moving.binary_search(&case.order).is_ok();
        fresh.retain(|case| !moves(case));
        fresh.extend(kept.iter().filter(|case| moves(case)).cloned());
        let wrong = differing(&fresh, &kept);
        check.cases += count(fresh.len());
        check.wrong_cases += count(wrong);
        if wrong > 0 && mends {
            store::keep(&app.db.housekeeping(), community, (&ids, &fresh)).await?;
        }
        let who: BTreeMap<Uuid, u32> = matters.iter().map(|matter| (matter.id, askers.number(matter))).collect();
        for kept in &fresh {
            let counted = counted(kept, &groups, who.get(&kept.order).copied().unwrap_or(0));
            by_year.entry(year(&counted)).or_default().push(counted);
        }
    }
    for year in desk.years(&read).await? {
        by_year.entry(year).or_default();
    }
    for (year, cases) in &by_year {
        let fresh = figures(cases);
        check.figures += count(fresh.len());
        check.wrong_figures += count(desk.put(&read, (*year, mends), &fresh).await?);
    }
    Ok(check)
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// How many cases are in one list and not, or otherwise, in the other.
fn differing(fresh: &[Kept], kept: &[Kept]) -> usize {
    let missing = fresh.iter().filter(|case| !kept.contains(case)).count();
    let key = |case: &Kept| (case.order, case.case.round);
    let known: BTreeSet<(Uuid, i64)> = fresh.iter().map(key).collect();
    missing + kept.iter().filter(|case| !known.contains(&key(case))).count()
}

/// Numbers for those who asked, good for one count: enough to tell one person from two.
#[derive(Default)]
struct Askers(BTreeMap<Vec<u8>, u32>);

impl Askers {
    fn number(&mut self, matter: &Matter) -> u32 {
        let person = matter.asked_by.map(|person| person.as_bytes().to_vec());
        // Who left neither name nor number is somebody else each time.
        let who = person.or_else(|| matter.phone_index.clone()).unwrap_or_else(|| matter.id.as_bytes().to_vec());
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(who).or_insert(next)
    }
}

#[derive(FromQueryResult)]
struct KindLine {
    id: Uuid,
    parent_id: Uuid,
}

/// The group of each kind.
async fn groups(door: &impl Query, community: CommunityId) -> Outcome<BTreeMap<Uuid, Uuid>> {
    let sql = "select id, parent_id from categories where community = $1 and parent_id is not null";
    let lines: Vec<KindLine> = door.all(sql, values![community.0]).await?;
    Ok(lines.into_iter().map(|line| (line.id, line.parent_id)).collect())
}

fn counted(kept: &Kept, groups: &BTreeMap<Uuid, Uuid>, asker: u32) -> Counted {
    let group = kept.category.and_then(|kind| groups.get(&kind)).copied();
    Counted {
        began: kept.case.began,
        marks: kept.case.marks,
        category: (group.unwrap_or(NONE), kept.category.unwrap_or(NONE)),
        place: (kept.grid.unwrap_or(NONE), kept.compound.unwrap_or(NONE)),
        asker,
    }
}

/// What counting needs.
struct Desk<'a> {
    app: &'a App,
    community: CommunityId,
    now: Moment,
    calendar: WorkingCalendar,
}

impl Desk<'_> {
    /// The cases of these matters, from what happened.
    async fn derive(&self, door: &impl Query, matters: &[Matter]) -> Outcome<Vec<Kept>> {
        let stories = stories::stories(door, matters).await?;
        let mut fresh = Vec::new();
        for matter in matters {
            let Some(story) = stories.get(&matter.id) else { continue };
            let cases = cases(story, &self.calendar, self.now).into_iter();
            fresh.extend(cases.map(|case| Kept {
                order: matter.id,
                case,
                category: matter.category_id,
                compound: matter.compound_id,
                grid: matter.grid_id,
            }));
        }
        fresh.sort_by_key(|kept| (kept.order, kept.case.round));
        Ok(fresh)
    }

    /// Derives these matters' cases and keeps them, if they are otherwise than what was kept; tells of which years.
    async fn refresh(&self, door: &impl Query, matters: &[Matter], years: &mut BTreeSet<i32>) -> Outcome<()> {
        let ids: Vec<Uuid> = matters.iter().map(|matter| matter.id).collect();
        let (fresh, mut kept) = (self.derive(door, matters).await?, store::kept(door, self.community, &ids).await?);
        kept.sort_by_key(|kept| (kept.order, kept.case.round));
        if fresh == kept {
            return Ok(());
        }
        years.extend(fresh.iter().chain(&kept).map(|kept| chrono::Datelike::year(&kept.case.began)));
        store::keep(&self.app.db.housekeeping(), self.community, (&ids, &fresh)).await
    }

    /// Every year of which there are cases or figures.
    async fn years(&self, door: &impl Query) -> Outcome<BTreeSet<i32>> {
        let mut years: BTreeSet<i32> = store::counted_years(door, self.community).await?.into_iter().collect();
        if let Some((first, last)) = store::days(door, self.community).await? {
            years.extend(chrono::Datelike::year(&first)..=chrono::Datelike::year(&last));
        }
        Ok(years)
    }

    /// The kept cases of a year.
    async fn kept_cases(&self, year: i32) -> Outcome<Vec<Counted>> {
        let read = self.app.db.read().await?;
        let groups = groups(&read, self.community).await?;
        let first = |year| Day::from_ymd_opt(year, 1, 1).unwrap_or_default();
        let (mut found, mut askers, mut after) = (Vec::new(), Askers::default(), (Uuid::nil(), 0));
        loop {
            let page = store::kept_between(&read, self.community, (first(year), first(year + 1)), after).await?;
            let Some(last) = page.last() else { return Ok(found) };
            after = (last.order, last.case.round);
            let ids: BTreeSet<Uuid> = page.iter().map(|kept| kept.order).collect();
            let ids: Vec<Uuid> = ids.into_iter().collect();
            let matters = stories::matters(&read, self.community, &ids).await?;
            let who: BTreeMap<Uuid, u32> = matters.iter().map(|matter| (matter.id, askers.number(matter))).collect();
            found.extend(page.iter().map(|kept| counted(kept, &groups, who.get(&kept.order).copied().unwrap_or(0))));
        }
    }

    /// Tells how many kept figures of a year are otherwise than these, and makes them these if told to.
    async fn put(
        &self,
        door: &impl Query,
        (year, writes): (i32, bool),
        fresh: &BTreeMap<Sum, Value>,
    ) -> Outcome<usize> {
        let kept = store::figures_of(door, self.community, year).await?;
        let wrong = fresh.iter().filter(|(sum, value)| kept.get(sum) != Some(value)).count()
            + kept.keys().filter(|sum| !fresh.contains_key(sum)).count();
        if wrong > 0 && writes {
            store::put_figures(&self.app.db.housekeeping(), (self.community, year, self.now), (fresh, &kept)).await?;
        }
        Ok(wrong)
    }
}
