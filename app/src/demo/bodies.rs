//! Teams, matched units and departments of the demo town, and what helpers ticked themselves.

use super::Size;
use super::dice::Dice;
use super::names::{DEPARTMENTS, TEAMS, UNITS};
use super::people::Somebody;
use super::places::Places;
use base::{BodyId, Locale, Outcome, Role};
use db::{Record, Value, Write, row, values};

const BODIES: Record = Record { table: "bodies" };
const HELPERS: Record = Record { table: "helpers" };
/// Skills that anyone may tick; licences are given to few.
const SKILLS: [&str; 15] = [
    "plumbing",
    "carpentry",
    "cleaning",
    "carrying",
    "driving",
    "escort",
    "reading_writing",
    "phone_help",
    "tibetan_interpreting",
    "hair",
    "cooking",
    "child_tutoring",
    "first_aid",
    "gardening",
    "performing",
];
/// Skills of the first helpers, so that every kind of request finds somebody.
const RARE: [(&str, usize); 3] = [("electricity_licensed", 6), ("legal", 11), ("rescue", 12)];

/// Who can be asked for help.
pub(super) struct Bodies {
    /// The four teams with their leaders first.
    pub(super) teams: Vec<Team>,
    /// The departments with the person who speaks for each.
    pub(super) departments: Vec<(BodyId, usize)>,
    /// The matched units; the first is the one that signs in.
    pub(super) units: Vec<BodyId>,
    /// Those who take orders, as places in the list of people.
    pub(super) takers: Vec<usize>,
    /// Who ticked which skill.
    pub(super) skills: Vec<(usize, &'static str)>,
}

/// One team: places in the list of people.
pub(super) struct Team {
    pub(super) id: BodyId,
    pub(super) members: Vec<usize>,
}

/// Chooses liaisons and leaders (their roles are added to them) and who takes orders.
pub(super) fn choose(dice: &Dice, people: &mut [Somebody], size: &Size) -> Bodies {
    let at = dice.days_ago(super::DAYS);
    let of = |login: &str| people.iter().position(|one| one.login == Some(login)).into_iter();
    let known: Vec<usize> = ["leader", "member", "member2"].into_iter().flat_map(of).collect();
    let named = |login: &str| people.iter().position(|one| one.login == Some(login)).unwrap_or(0);
    let department = named("department");
    let members: Vec<usize> = (0..people.len())
        .filter(|place| !known.contains(place))
        .filter(|place| people.get(*place).is_some_and(|one| one.is(Role::Member)))
        .collect();
    let mut takers = known.clone();
    takers.extend(dice.some(&members, size.takers.saturating_sub(known.len())));
    let mut pool = takers.iter().skip(known.len()).copied().collect::<Vec<_>>().into_iter();
    let mut teams = Vec::new();
    for (number, (_, wanted)) in TEAMS.iter().enumerate() {
        let mut team = if number == 0 { known.clone() } else { Vec::new() };
        // A small town has small teams.
        let wanted = (wanted * size.takers / super::TOWN.takers).saturating_sub(team.len());
        team.extend(pool.by_ref().take(wanted));
        teams.push(Team { id: BodyId(dice.id(at)), members: team });
    }
    for leader in teams.iter().skip(1).filter_map(|team| team.members.first()) {
        give(people, *leader, Role::TeamLeader);
    }
    let mut idle: Vec<usize> = members.into_iter().filter(|place| !takers.contains(place)).collect();
    let mut departments = vec![(BodyId(dice.id(at)), department)];
    for _ in 1..DEPARTMENTS.len() {
        let Some(speaks) = idle.pop() else { break };
        give(people, speaks, Role::Department);
        departments.push((BodyId(dice.id(at)), speaks));
    }
    for _ in 1..UNITS.len() {
        let Some(speaks) = idle.pop() else { break };
        give(people, speaks, Role::Unit);
    }
    let units = UNITS.iter().map(|_| BodyId(dice.id(at))).collect();
    Bodies { teams, departments, units, takers, skills: Vec::new() }
}

fn give(people: &mut [Somebody], place: usize, role: Role) {
    if let Some(one) = people.get_mut(place) {
        one.roles.push(role);
    }
}

/// Writes bodies, their members, and what helpers ticked.
pub(super) async fn write_down(
    dice: &Dice,
    write: &mut Write,
    (bodies, people, places): (&mut Bodies, &[Somebody], &Places),
) -> Outcome<()> {
    let mut belongs = Vec::new();
    for ((name, _), team) in TEAMS.iter().zip(&bodies.teams) {
        body(write, (dice, team.id, "team"), (*name, None)).await?;
        for (order, place) in team.members.iter().enumerate() {
            belongs.push((team.id, *place, order == 0));
        }
    }
    let grids: Vec<_> = places.grids.iter().map(|grid| Some(grid.0)).collect();
    for (number, (name, (id, speaks))) in DEPARTMENTS.iter().zip(&bodies.departments).enumerate() {
        body(write, (dice, *id, "department"), (*name, grids.get(number % 8).copied().flatten())).await?;
        belongs.push((*id, *speaks, true));
    }
    let of_role = |role| (0..people.len()).filter(move |place| people.get(*place).is_some_and(|one| one.is(role)));
    let mut speakers = of_role(Role::Unit);
    for (number, (name, id)) in UNITS.iter().zip(&bodies.units).enumerate() {
        let name = (format!("示例县{name}党支部"), grids.get(number % 8).copied().flatten());
        unit(write, (dice, *id), name).await?;
        belongs.extend(speakers.next().map(|speaks| (*id, speaks, true)));
    }
    // Members who registered with the community come from the units.
    for (number, place) in of_role(Role::Member).enumerate() {
        let speaks = people.get(place).is_some_and(|one| one.is(Role::Unit));
        belongs.extend(bodies.units.get(number % UNITS.len()).filter(|_| !speaks).map(|unit| (*unit, place, false)));
    }
    let since = write.doer().at;
    let person = |place: usize| people.get(place).and_then(|one| one.person);
    let lines = belongs.into_iter();
    let lines = lines.filter_map(|(body, place, leads)| Some(values![body.0, person(place)?.0, leads, since]));
    write.insert_all("body_members", &["body_id", "person_id", "leads", "since"], lines.collect()).await?;
    helpers(dice, write, (bodies, people, places)).await
}

async fn body(
    write: &mut Write,
    (dice, id, kind): (&Dice, BodyId, &'static str),
    ((zh, bo, en), grid): (super::names::Name, Option<uuid::Uuid>),
) -> Outcome<()> {
    let phone = if kind == "department" { format!("000-0000-{:04}", 150 + dice.below(40)) } else { String::new() };
    let row = row! {
        id: id.0, community: dice.community.0, kind: kind, name_zh: zh, name_bo: bo, name_en: en, phone: phone, grid_id: grid,
    };
    write.create(&BODIES, row).await
}

async fn unit(write: &mut Write, (dice, id): (&Dice, BodyId), (zh, grid): (String, Option<uuid::Uuid>)) -> Outcome<()> {
    let row = row! {
        id: id.0, community: dice.community.0, kind: "unit", name_zh: zh, name_bo: None::<String>, name_en: None::<String>,
        phone: "", grid_id: grid,
    };
    write.create(&BODIES, row).await
}

/// Everything one helper ticked.
#[derive(Default)]
struct Ticks {
    skills: Vec<&'static str>,
    areas: Vec<uuid::Uuid>,
    languages: Vec<&'static str>,
    times: Vec<(i64, i64, i64)>,
}

async fn helpers(
    dice: &Dice,
    write: &mut Write,
    (bodies, people, places): (&mut Bodies, &[Somebody], &Places),
) -> Outcome<()> {
    let (mut skills, mut areas, mut languages, mut times) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut helpers = Vec::new();
    for (place, one) in people.iter().enumerate().filter(|(_, one)| one.is(Role::Member)) {
        let Some(person) = one.person else { continue };
        let order = bodies.takers.iter().position(|taker| *taker == place);
        let (community, takes) = (dice.community.0, order.is_some());
        helpers.push(row! { id: person.0, community: community, takes_orders: takes, paused_until: None::<base::Day> });
        let Some(order) = order else { continue };
        let ticks = if one.login.is_some() { all_ticks(order, places) } else { ticks(dice, (order, one), places) };
        let of = |value: Value| vec![Value::from(person.0), value];
        bodies.skills.extend(ticks.skills.iter().map(|skill| (place, *skill)));
        skills.extend(ticks.skills.into_iter().map(|skill| of(skill.into())));
        areas.extend(ticks.areas.into_iter().map(|area| of(area.into())));
        languages.extend(ticks.languages.into_iter().map(|language| of(language.into())));
        times.extend(ticks.times.into_iter().map(|(day, from, to)| values![person.0, day, from, to]));
    }
    write.create_all(&HELPERS, helpers).await?;
    write.insert_all("person_skills", &["person_id", "skill"], skills).await?;
    write.insert_all("helper_areas", &["person_id", "compound_id"], areas).await?;
    write.insert_all("helper_languages", &["person_id", "language"], languages).await?;
    write.insert_all("free_times", &["person_id", "weekday", "from_minute", "to_minute"], times).await
}

/// Those who sign in here have time all week and can do what is asked most.
fn all_ticks(order: usize, places: &Places) -> Ticks {
    let skills: &[&str] = match order {
        0 => &["carrying", "driving", "escort", "first_aid"],
        1 => &["plumbing", "carpentry", "carrying", "phone_help", "escort"],
        _ => &["plumbing", "cleaning", "cooking", "reading_writing", "tibetan_interpreting", "phone_help"],
    };
    Ticks {
        skills: skills.to_vec(),
        areas: places.compounds.iter().map(|compound| compound.id.0).collect(),
        languages: vec![Locale::ZhCn.tag(), Locale::Bo.tag()],
        times: (1..=7).map(|day| (day, 9 * 60, 21 * 60)).collect(),
    }
}

fn ticks(dice: &Dice, (order, one): (usize, &Somebody), places: &Places) -> Ticks {
    let count = 1 + dice.below(3);
    let mut skills = dice.some(&SKILLS, count);
    // Licences are spread over the helpers who come after those that sign in.
    let mut first = 3;
    for (skill, many) in RARE {
        if (first..first + many).contains(&order) {
            skills.push(skill);
        }
        first += many;
    }
    let home = one.home.and_then(|home| places.homes.get(home)).map(|home| home.compound.0);
    let mut areas: Vec<uuid::Uuid> = home.into_iter().collect();
    let every: Vec<uuid::Uuid> =
        places.compounds.iter().map(|compound| compound.id.0).filter(|id| Some(*id) != home).collect();
    areas.extend(dice.some(&every, dice.below(4)));
    let mut languages = vec![Locale::ZhCn.tag()];
    if one.language == Locale::Bo || dice.often(15) {
        languages.push(Locale::Bo.tag());
    }
    let times = match dice.below(4) {
        0 => (1..=5).map(|day| (day, 18 * 60, 21 * 60)).collect(),
        1 => vec![(6, 9 * 60, 18 * 60), (7, 9 * 60, 18 * 60)],
        2 => (1..=5).map(|day| (day, 9 * 60, 18 * 60)).collect(),
        _ => vec![(2, 13 * 60, 18 * 60), (4, 13 * 60, 18 * 60), (6, 9 * 60, 13 * 60)],
    };
    Ticks { skills, areas, languages, times }
}
