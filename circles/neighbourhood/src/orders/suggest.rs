//! Who could do it, and why: skill, place, language, time as people ticked them, and orders in hand now. Never a score:
//! nothing a person did before counts, and among equals the order of names differs from matter to matter.

use super::machine::State;
use super::powers::ORDERS_DISPATCH;
use super::rules::{DoneBy, Fit, Part, WishHelper};
use super::standing::Purpose;
use super::store::{self, Order};
use super::views::{BodySuggestion, MemberView, Suggestion, Suggestions};
use base::{BodyId, Doer, OrderId, Outcome, PersonId, Problem, Relation};
use db::{FromQueryResult, Query, Read, values};
use kernel::app::App;
use kernel::case::WorkingCalendar;
use kernel::i18n::LocalText;
use registry::helpers::Candidate;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use uuid::Uuid;

/// People suggested.
const PEOPLE_MAX: usize = 12;
/// Teams, units and departments of a community.
const BODIES_MAX: u32 = 200;

/// What an order needs and wishes, as far as helpers tick it.
#[derive(Clone, Debug)]
pub struct Needs {
    skill: Option<String>,
    compound: Option<Uuid>,
    language: Option<&'static str>,
    part: Option<Part>,
    helper: Option<WishHelper>,
    /// Two come: it is enough that one of them has the skill.
    two: bool,
}

impl Needs {
    /// Of an order.
    pub fn of(order: &Order) -> Self {
        Self {
            skill: order.skill.clone(),
            compound: order.compound_id,
            language: order.wish_language().map(base::Locale::tag),
            part: order.wish_part(),
            helper: order.wish_helper(),
            two: order.two_people,
        }
    }

    /// Has the skill, or none is needed, or another may have it; and answers the wish, if there is one.
    pub fn can(&self, who: &Candidate) -> bool {
        (self.two || self.is_skilled(who)) && self.is_answered(who)
    }

    fn is_skilled(&self, who: &Candidate) -> bool {
        self.skill.as_ref().is_none_or(|skill| who.skills.contains(skill))
    }

    /// Ticked that they answer such a wish. Where nobody wishes anything, having ticked nothing costs nothing.
    fn is_answered(&self, who: &Candidate) -> bool {
        match self.helper {
            None => true,
            Some(WishHelper::Woman) => who.answers_woman,
            Some(WishHelper::Man) => who.answers_man,
        }
    }

    /// Helps there: ticked the compound, or anywhere.
    pub fn is_near(&self, who: &Candidate) -> bool {
        let Some(compound) = self.compound else { return true };
        who.areas.is_empty() || who.areas.iter().any(|area| area.0 == compound)
    }

    fn speaks(&self, who: &Candidate) -> bool {
        self.language.is_none_or(|language| who.languages.iter().any(|spoken| spoken == language))
    }

    fn has_time(&self, who: &Candidate) -> bool {
        let Some((from, to)) = self.part.map(Part::minutes) else { return true };
        who.free_times.iter().any(|free| free.from_minute < to && free.to_minute > from)
    }

    /// Every need and wish is met.
    pub fn fits_all(&self, who: &Candidate) -> bool {
        let able = self.is_skilled(who) && self.is_answered(who);
        able && self.is_near(who) && self.speaks(who) && self.has_time(who)
    }

    /// The reasons that were asked for and are met.
    pub fn fits(&self, who: &Candidate) -> Vec<Fit> {
        let reasons = [
            (Fit::Skill, self.skill.is_some() && self.is_skilled(who)),
            (Fit::Place, self.compound.is_some_and(|compound| who.areas.iter().any(|area| area.0 == compound))),
            (Fit::Language, self.language.is_some() && self.speaks(who)),
            (Fit::Time, self.part.is_some() && self.has_time(who)),
            (Fit::Wish, self.helper.is_some() && self.is_answered(who)),
        ];
        reasons.into_iter().filter(|(_, holds)| *holds).map(|(fit, _)| fit).collect()
    }
}

/// Who could be asked for an order; in `resolved`, who could look at what was done.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn suggestions(app: &App, doer: &Doer, order: OrderId) -> Outcome<Suggestions> {
    doer.require(ORDERS_DISPATCH, &[Relation::Community])?;
    let door = app.db.read().await?;
    let order = store::order(&door, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let today = WorkingCalendar::standard().day_of(doer.at);
    let candidates = registry::helpers::candidates(&door, doer.community, today).await?;
    let to_check = order.state()? == State::Resolved;
    let (done_by, needs) = (order.done_by()?, Needs::of(&order));
    let not_asked = not_asked(&door, &order, to_check).await?;
    let in_hand = in_hand(&door, doer).await?;
    let bodies = bodies(&door, doer, (&candidates, &needs, done_by)).await?;
    let able = |who: &&Candidate| match done_by {
        _ if to_check => true,
        DoneBy::Anyone | DoneBy::Licensed => needs.can(who),
        DoneBy::Department => false,
    };
    let people = candidates.iter().filter(able).filter(|who| !not_asked.contains(&who.person.0));
    let people = people.map(|who| Suggestion {
        person: who.person,
        name: who.name.clone(),
        fits_all: needs.fits_all(who),
        fits: needs.fits(who),
        in_hand: in_hand.get(&who.person.0).copied().unwrap_or(0),
    });
    Ok(Suggestions { people: arranged(people.collect(), order.key()), bodies })
}

/// Teams, units and departments, whatever the order; for asking the same about many.
///
/// # Errors
/// `NotAllowed`.
pub async fn bodies_to_ask(app: &App, doer: &Doer) -> Outcome<Vec<BodySuggestion>> {
    doer.require(ORDERS_DISPATCH, &[Relation::Community])?;
    let any = Needs { skill: None, compound: None, language: None, part: None, helper: None, two: false };
    bodies(&app.db.read().await?, doer, (&[], &any, DoneBy::Anyone)).await
}

/// People of the doer's team who could do an order that was offered to the team, and were not asked yet: who meets every
/// wish first, then as it falls for this order. Who said no is among those who were asked.
///
/// # Errors
/// `NotFound` unless the doer leads the team and the order is offered to it.
pub async fn members_who_could(app: &App, doer: &Doer, order: OrderId, team: BodyId) -> Outcome<Vec<MemberView>> {
    let door = app.db.read().await?;
    let order = store::order(&door, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let offer = super::lists::offer(&door, doer, &order, Purpose::Do).await?.ok_or(Problem::NotFound)?;
    if order.state()? != State::Dispatched || !offer.may_hand || offer.body != Some(team) {
        return Err(Problem::NotFound);
    }
    let today = WorkingCalendar::standard().day_of(doer.at);
    let candidates = registry::helpers::candidates(&door, doer.community, today).await?;
    let (needs, not_asked) = (Needs::of(&order), not_asked(&door, &order, false).await?);
    let could = |who: &&Candidate| {
        who.teams.contains(&team)
            && needs.can(who)
            && !not_asked.contains(&who.person.0)
            && doer.person != Some(who.person)
    };
    let view = |who: &Candidate| MemberView {
        person: who.person,
        name: who.name.clone(),
        fits_all: needs.fits_all(who),
        fits: needs.fits(who),
    };
    let mut members: Vec<MemberView> = candidates.iter().filter(could).map(view).collect();
    members.sort_by_key(|who| (!who.fits_all, falls(order.key(), who.person), who.person));
    members.truncate(PEOPLE_MAX);
    Ok(members)
}

/// Who fits all first, then who has least in hand now, then as it falls for this order.
fn arranged(mut people: Vec<Suggestion>, order: OrderId) -> Vec<Suggestion> {
    people.sort_by_key(|who| (!who.fits_all, who.in_hand, falls(order, who.person), who.person));
    people.truncate(PEOPLE_MAX);
    people
}

/// A place that differs from order to order and says nothing about anyone.
fn falls(order: OrderId, person: PersonId) -> u64 {
    let mut hasher = DefaultHasher::new();
    (order, person).hash(&mut hasher);
    hasher.finish()
}

#[derive(FromQueryResult)]
struct Who {
    person_id: Option<Uuid>,
}

/// Who is not asked: whom the resident does not wish, who asked for it, who has been asked, and for checks who did it.
async fn not_asked(door: &Read, order: &Order, to_check: bool) -> Outcome<BTreeSet<Uuid>> {
    let mut out: BTreeSet<Uuid> = order.wish_without.into_iter().chain(order.asked_by).collect();
    let asked = "select person_id from order_dispatches where order_id = $1 and round = $2 and person_id is not null
                 union select person_id from order_passes where order_id = $1";
    let rows: Vec<Who> = door.all(asked, values![order.id, order.round]).await?;
    out.extend(rows.into_iter().filter_map(|row| row.person_id));
    if to_check {
        let did = "select person_id from order_helpers where order_id = $1";
        let rows: Vec<Who> = door.all(did, values![order.id]).await?;
        out.extend(rows.into_iter().filter_map(|row| row.person_id));
    }
    Ok(out)
}

#[derive(FromQueryResult)]
struct Load {
    person: Uuid,
    count: i64,
}

/// Orders in hands at this moment; what was done before is not looked at.
async fn in_hand(door: &Read, doer: &Doer) -> Outcome<BTreeMap<Uuid, i64>> {
    let sql = "select person, count(*) as count from (
                 select holder_person as person from orders
                   where community = $1 and state = 'in_progress' and holder_person is not null
                 union all select companion_person as person from orders
                   where community = $1 and state = 'in_progress' and companion_person is not null) hands group by person";
    let rows: Vec<Load> = door.all(sql, values![doer.community.0]).await?;
    Ok(rows.into_iter().map(|row| (row.person, row.count)).collect())
}

#[derive(FromQueryResult)]
struct BodyRow {
    id: Uuid,
    kind: String,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
}

/// Teams first, except for what only departments do.
async fn bodies(
    door: &Read,
    doer: &Doer,
    (candidates, needs, done_by): (&[Candidate], &Needs, DoneBy),
) -> Outcome<Vec<BodySuggestion>> {
    let sql = format!(
        "select id, kind, name_zh, name_bo, name_en from bodies where community = $1 and closed_at is null
         order by id limit {BODIES_MAX}"
    );
    let rows: Vec<BodyRow> = door.all(&sql, values![doer.community.0]).await?;
    let fitting = |body: BodyId| {
        let fits = candidates
            .iter()
            .filter(|who| who.teams.contains(&body))
            // Which wishes people answer is never counted.
            .filter(|who| needs.is_skilled(who) && needs.is_near(who));
        i64::try_from(fits.count()).unwrap_or(i64::MAX)
    };
    let body = |row: BodyRow| BodySuggestion {
        body: BodyId(row.id),
        fitting: if row.kind == "team" { fitting(BodyId(row.id)) } else { 0 },
        name: LocalText { zh: row.name_zh, bo: row.name_bo, en: row.name_en },
        kind: row.kind,
    };
    let mut found: Vec<BodySuggestion> = rows.into_iter().map(body).collect();
    found.retain(|body| done_by != DoneBy::Department || body.kind != "team");
    let first = if done_by == DoneBy::Anyone { "team" } else { "department" };
    let place = |kind: &str| if kind == first { 0 } else { 1 + i32::from(kind == "unit") };
    found.sort_by_key(|body| (place(&body.kind), -body.fitting));
    Ok(found)
}

#[derive(FromQueryResult)]
struct Answers {
    answers_woman: bool,
    answers_man: bool,
}

/// Whether somebody ticked that they answer this wish.
pub async fn answers(door: &impl Query, person: PersonId, wish: WishHelper) -> Outcome<bool> {
    let (woman, man) = answers_of(door, person).await?;
    Ok(if wish == WishHelper::Woman { woman } else { man })
}

async fn answers_of(door: &impl Query, person: PersonId) -> Outcome<(bool, bool)> {
    let sql = "select answers_woman, answers_man from helpers where id = $1";
    let found: Option<Answers> = door.one(sql, values![person.0]).await?;
    Ok(found.map_or((false, false), |ticked| (ticked.answers_woman, ticked.answers_man)))
}

#[derive(FromQueryResult)]
struct Text {
    value: String,
}
#[derive(FromQueryResult)]
struct Area {
    compound_id: Uuid,
}
#[derive(FromQueryResult)]
struct Time {
    weekday: i64,
    from_minute: i64,
    to_minute: i64,
}

/// What one person ticked, for their own page of offers.
pub async fn ticked_by(door: &Read, person: PersonId) -> Outcome<Candidate> {
    let texts = |rows: Vec<Text>| rows.into_iter().map(|row| row.value).collect();
    let skills = "select skill as value from person_skills where person_id = $1";
    let languages = "select language as value from helper_languages where person_id = $1";
    let areas: Vec<Area> =
        door.all("select compound_id from helper_areas where person_id = $1", values![person.0]).await?;
    let times = "select weekday, from_minute, to_minute from free_times where person_id = $1";
    let times: Vec<Time> = door.all(times, values![person.0]).await?;
    let (answers_woman, answers_man) = answers_of(door, person).await?;
    let free = |row: Time| registry::helpers::FreeTime {
        weekday: row.weekday,
        from_minute: row.from_minute,
        to_minute: row.to_minute,
    };
    Ok(Candidate {
        person,
        name: String::new(),
        skills: texts(door.all(skills, values![person.0]).await?),
        areas: areas.into_iter().map(|row| row.compound_id.into()).collect(),
        languages: texts(door.all(languages, values![person.0]).await?),
        free_times: times.into_iter().map(free).collect(),
        teams: Vec::new(),
        answers_woman,
        answers_man,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str, in_hand: i64, fits_all: bool) -> Suggestion {
        let person = PersonId(Uuid::from_u128(name.bytes().fold(0, |sum, byte| sum * 256 + u128::from(byte))));
        Suggestion { person, name: name.to_owned(), fits_all, fits: Vec::new(), in_hand }
    }

    #[test]
    fn who_fits_all_comes_first_then_who_has_least_in_hand() {
        let order = OrderId(Uuid::from_u128(1));
        let people = arranged(vec![who("a", 0, false), who("b", 2, true), who("c", 0, true)], order);
        let names: Vec<_> = people.iter().map(|who| who.name.as_str()).collect();
        assert_eq!(names, ["c", "b", "a"]);
    }

    #[test]
    fn among_equals_another_order_asks_others_first() {
        let equals = || (0..10).map(|number| who(&number.to_string(), 0, true)).collect::<Vec<_>>();
        let first =
            |order: u128| arranged(equals(), OrderId(Uuid::from_u128(order))).first().map(|who| who.name.clone());
        let firsts: BTreeSet<_> = (0..60).map(first).collect();
        assert!(firsts.len() > 4, "{firsts:?}");
        assert_eq!(first(7), first(7));
    }
}
