//! Helpers as rows.

use super::rules::FreeTime;
use crate::entry::PICK_ROWS_MAX;
use base::{BodyId, CommunityId, CompoundId, Day, Outcome, PersonId};
use db::{FromQueryResult, Query, Record, values};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const HELPERS: Record = Record { table: "helpers" };
/// Rows of one kind that a suggestion looks at: far more helpers than a community has.
const CANDIDATE_ROWS_MAX: u32 = 20_000;

/// Someone who takes orders now, with what they ticked. Never sorted, never counted, no history.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Codes of skills.
    pub skills: Vec<String>,
    /// Where they like to help; empty is anywhere.
    pub areas: Vec<CompoundId>,
    /// Tags of the languages they speak.
    pub languages: Vec<String>,
    /// When they have time.
    pub free_times: Vec<FreeTime>,
    /// The teams they belong to.
    pub teams: Vec<BodyId>,
    /// Willing to answer a wish for a woman; for matching, never for showing.
    pub answers_woman: bool,
    /// Willing to answer a wish for a man; for matching, never for showing.
    pub answers_man: bool,
}

#[derive(FromQueryResult)]
struct Name {
    id: Uuid,
    name: String,
    answers_woman: bool,
    answers_man: bool,
}
#[derive(FromQueryResult)]
struct Text {
    person_id: Uuid,
    value: String,
}
#[derive(FromQueryResult)]
struct Id {
    person_id: Uuid,
    value: Uuid,
}
#[derive(FromQueryResult)]
struct Time {
    person_id: Uuid,
    weekday: i64,
    from_minute: i64,
    to_minute: i64,
}

/// Who of this community takes orders on this day, with what they ticked: six questions, however many they are.
///
/// # Errors
/// A fault from the database.
pub async fn candidates(door: &impl Query, community: CommunityId, today: Day) -> Outcome<Vec<Candidate>> {
    let who = "from helpers h join people p on p.id = h.id where h.community = $1 and h.takes_orders = true \
         and (h.paused_until is null or h.paused_until < $2) and p.left_at is null";
    let asked = || values![community.0, today];
    let limit = CANDIDATE_ROWS_MAX;
    let columns = "p.id, p.name, h.answers_woman, h.answers_man";
    let names: Vec<Name> = door.all(&format!("select {columns} {who} order by p.id limit {limit}"), asked()).await?;
    let mut found: BTreeMap<Uuid, Candidate> = names.into_iter().map(|line| (line.id, fresh(line))).collect();
    // The child tables are narrowed by the same people inside the database.
    let children = |columns: &str, table: &str, tail: &str| {
        format!("select {columns} from {table} t where t.person_id in (select h.id {who}){tail} limit {limit}")
    };
    let skills: Vec<Text> = door.all(&children("t.person_id, t.skill as value", "person_skills", ""), asked()).await?;
    for line in skills {
        if let Some(candidate) = found.get_mut(&line.person_id) {
            candidate.skills.push(line.value);
        }
    }
    let languages = children("t.person_id, t.language as value", "helper_languages", "");
    for line in door.all::<Text>(&languages, asked()).await? {
        if let Some(candidate) = found.get_mut(&line.person_id) {
            candidate.languages.push(line.value);
        }
    }
    for line in door.all::<Id>(&children("t.person_id, t.compound_id as value", "helper_areas", ""), asked()).await? {
        if let Some(candidate) = found.get_mut(&line.person_id) {
            candidate.areas.push(line.value.into());
        }
    }
    let times = children("t.person_id, t.weekday, t.from_minute, t.to_minute", "free_times", "");
    for line in door.all::<Time>(&times, asked()).await? {
        if let Some(candidate) = found.get_mut(&line.person_id) {
            candidate.free_times.push(free_time(&line));
        }
    }
    let teams = children(
        "t.person_id, t.body_id as value",
        "body_members",
        " and t.until is null and t.body_id in (select b.id from bodies b where b.kind = 'team' and b.closed_at is null)",
    );
    for line in door.all::<Id>(&teams, asked()).await? {
        if let Some(candidate) = found.get_mut(&line.person_id) {
            candidate.teams.push(line.value.into());
        }
    }
    Ok(found.into_values().collect())
}

fn fresh(line: Name) -> Candidate {
    Candidate {
        person: line.id.into(),
        name: line.name,
        skills: Vec::new(),
        areas: Vec::new(),
        languages: Vec::new(),
        free_times: Vec::new(),
        teams: Vec::new(),
        answers_woman: line.answers_woman,
        answers_man: line.answers_man,
    }
}

fn free_time(line: &Time) -> FreeTime {
    FreeTime { weekday: line.weekday, from_minute: line.from_minute, to_minute: line.to_minute }
}

/// What one person ticked.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Takes orders; nothing when they never said.
    pub takes: Option<bool>,
    /// The last day of a pause.
    pub paused_until: Option<Day>,
    /// The version; 0 when nothing was ticked yet.
    pub version: i64,
    /// Codes of skills.
    pub skills: Vec<String>,
    /// Where they like to help; empty is anywhere.
    pub areas: Vec<CompoundId>,
    /// Tags of the languages they speak.
    pub languages: Vec<String>,
    /// When they have time.
    pub times: Vec<FreeTime>,
    /// Wishes about the helper they are willing to answer; for their own page only.
    pub answers: Vec<String>,
}

/// What one person ticked; nothing when they never did. For that person's own pages, and the counter's.
///
/// # Errors
/// A fault from the database.
pub async fn wishes(door: &impl Query, person: PersonId) -> Outcome<Wishes> {
    #[derive(FromQueryResult)]
    struct Line {
        takes_orders: bool,
        paused_until: Option<Day>,
        answers_woman: bool,
        answers_man: bool,
        version: i64,
    }
    let sql = "select takes_orders, paused_until, answers_woman, answers_man, version from helpers where id = $1";
    let Some(line) = door.one::<Line>(sql, values![person.0]).await? else { return Ok(Wishes::default()) };
    let asked = |columns: &str, table: &str| {
        format!("select person_id, {columns} from {table} where person_id = $1 limit {PICK_ROWS_MAX}")
    };
    let skills: Vec<Text> = door.all(&asked("skill as value", "person_skills"), values![person.0]).await?;
    let languages: Vec<Text> = door.all(&asked("language as value", "helper_languages"), values![person.0]).await?;
    let areas: Vec<Id> = door.all(&asked("compound_id as value", "helper_areas"), values![person.0]).await?;
    let times: Vec<Time> = door.all(&asked("weekday, from_minute, to_minute", "free_times"), values![person.0]).await?;
    Ok(Wishes {
        takes: Some(line.takes_orders),
        paused_until: line.paused_until,
        version: line.version,
        skills: skills.into_iter().map(|line| line.value).collect(),
        areas: areas.into_iter().map(|line| line.value.into()).collect(),
        languages: languages.into_iter().map(|line| line.value).collect(),
        times: times.iter().map(free_time).collect(),
        answers: [("woman", line.answers_woman), ("man", line.answers_man)]
            .into_iter()
            .filter(|(_, ticked)| *ticked)
            .map(|(name, _)| name.to_owned())
            .collect(),
    })
}
