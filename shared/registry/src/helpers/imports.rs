//! Volunteers who agreed, from a spreadsheet: the person, their team, and what they ticked on paper.
//!
//! What somebody has ticked in the product already is theirs: a file never changes it.

use super::actions::insert;
use super::rules::{HelperForm, SKILLS, read as read_helper};
use super::store::{self, HELPERS};
use crate::bodies::{self, BodyKind};
use crate::entry::day_of;
use crate::people::imports::{AGREED, LANGUAGES, NAME, PHONE, faults as person_faults, key, person_in, twins};
use crate::places::{self, BUILDING, COMPOUND, DOOR, PlaceBook, STAIRWAY};
use crate::powers::HELPERS_CHANGE;
use base::{BodyId, Doer, Locale, Outcome, PersonId, Problem, Refusal};
use db::{Query, Read, Write, row, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::imports::{Entered, ImportColumn, ImportKind, ImportRow, RowFault, choice};
use std::collections::BTreeSet;

const COLUMNS: [ImportColumn; 11] = [
    NAME,
    PHONE.needed(),
    AGREED,
    ImportColumn::new("team", "imports-team", "imports-team-hint", "巾帼志愿队").also(&[
        "队伍",
        "志愿队",
        "所在队伍",
        "所属队伍",
        "team",
    ]),
    ImportColumn::new("skills", "imports-skills", "imports-skills-hint", "水管维修、搬运").listed().also(&[
        "技能",
        "特长",
        "专长",
        "会什么",
        "skills",
        "skill",
    ]),
    ImportColumn::new("areas", "imports-areas", "imports-areas-hint", "雪松里、晨光里").listed().also(&[
        "服务小区",
        "愿意服务的小区",
        "服务范围",
        "areas",
    ]),
    ImportColumn::new("languages", "imports-languages", "imports-languages-hint", "汉语、藏语").listed().also(&[
        "语言",
        "会说的语言",
        "languages",
        "language",
    ]),
    COMPOUND,
    BUILDING,
    STAIRWAY,
    DOOR,
];

pub(crate) const KIND: ImportKind = ImportKind {
    name: "volunteers",
    order: 70,
    title: "imports-volunteers",
    advice: "imports-volunteers-advice",
    icon: "heart-handshake",
    power: HELPERS_CHANGE,
    columns: &COLUMNS,
    key,
    check,
    enter,
};

/// A skill by its name in any of the languages.
fn skill(app: &App, at: base::Moment, typed: &str) -> Option<&'static str> {
    let is = |label: &str| {
        Locale::ALL.iter().any(|locale| choice(typed, &[(label, &[&app.words.lang(*locale, at).t(label)])]).is_some())
    };
    SKILLS.iter().find(|(code, label)| *code == typed || is(label)).map(|(code, _)| *code)
}

fn check<'a>(
    app: &'a App,
    doer: &'a Doer,
    (read, _): (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let book = PlaceBook::of(read, doer).await?;
        let teams: BTreeSet<String> =
            bodies::list(read, doer.community, BodyKind::Team).await?.into_iter().map(|team| team.name.zh).collect();
        let mut found = twins(rows);
        for row in rows {
            found.extend(person_faults(row, &book)?);
            let team = row.get("team");
            if !team.is_empty() && !teams.contains(team) {
                found.push(row.fault("team", Refusal::new("imports-team-unknown")));
            }
            let unknown = |field, key, name: String| row.fault(field, Refusal::new(key).with("name", name));
            let skills = row.list("skills").into_iter().filter(|name| skill(app, doer.at, name).is_none());
            found.extend(skills.map(|name| unknown("skills", "imports-skill-unknown", name)));
            let areas = row.list("areas").into_iter().filter(|name| book.compound(name).is_none());
            found.extend(areas.map(|name| unknown("areas", "imports-compound-named-unknown", name)));
            let tongues = row.list("languages").into_iter().filter(|name| choice(name, &LANGUAGES).is_none());
            found.extend(tongues.map(|_| row.fault("languages", Refusal::new("imports-language-wrong"))));
        }
        Ok(found)
    })
}

fn enter<'a>(
    app: &'a App,
    write: &'a mut Write,
    _: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move {
        let (person, entered) = person_in(app, write, row).await?;
        let joined = join(write, person, row.get("team")).await?;
        let ticked = tick(app, write, person, row).await?;
        Ok(entered.max(joined).max(ticked))
    })
}

async fn join(write: &mut Write, person: PersonId, team: &str) -> Outcome<Entered> {
    if team.is_empty() {
        return Ok(Entered::Same);
    }
    let team = bodies::store::named(write, (write.doer().community, BodyKind::Team), team).await?;
    let team = team.ok_or(Problem::refused("imports-team-unknown"))?;
    let member = "select count(*) from body_members where body_id = $1 and person_id = $2 and until is null";
    if write.number(member, values![team.id.0, person.0]).await? > 0 {
        return Ok(Entered::Same);
    }
    bodies::actions::join_in(write, BodyId(team.id.0), (person, false)).await?;
    write.touch(&bodies::store::BODIES, team.id.0).await?;
    Ok(Entered::Changed)
}

async fn tick(app: &App, write: &mut Write, person: PersonId, row: &ImportRow) -> Outcome<Entered> {
    if store::wishes(write, person).await?.version > 0 {
        return Ok(Entered::Same);
    }
    let (community, at) = (write.doer().community, write.doer().at);
    let mut areas = Vec::new();
    for name in row.list("areas") {
        let found = places::store::compound_named(write, community, &name).await?;
        areas.push(found.ok_or(Problem::refused("imports-compound-unknown"))?.id.to_string());
    }
    let skills = row.list("skills").iter().filter_map(|name| skill(app, at, name)).map(str::to_owned).collect();
    let tongues = row.list("languages");
    let languages = tongues.iter().filter_map(|name| choice(name, &LANGUAGES)).map(str::to_owned).collect();
    let form = HelperForm { takes: "yes".to_owned(), skills, areas, languages, ..HelperForm::default() };
    let words = read_helper(&form, day_of(at))?;
    let line = row! {
        id: person.0, community: community.0, takes_orders: words.takes, paused_until: words.paused_until,
    };
    write.create(&HELPERS, line).await?;
    insert(write, person, words).await?;
    Ok(Entered::Changed)
}
