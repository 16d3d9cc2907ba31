//! The people of the demo town: who lives behind which door, who has an account, who registered to help.

use super::Size;
use super::dice::Dice;
use super::names;
use super::places::{KNOWN_DOOR, Places};
use base::{AccountId, Locale, Outcome, PersonId, Role};
use db::{Record, Row, Write, row, values};
use kernel::app::App;
use std::collections::BTreeSet;
use uuid::Uuid;

const PEOPLE: Record = Record { table: "people" };
const ACCOUNTS: Record = Record { table: "accounts" };
/// People behind one door after the other; 13 behind every five.
const FAMILIES: [usize; 5] = [1, 4, 2, 3, 3];

/// Someone with a part of their own: login, name, roles, language, large print, door.
type Part = (&'static str, &'static str, &'static [Role], Locale, bool, Option<(usize, usize)>);

/// Those who can sign in. The overseer and the administrator are no people of this community.
const CAST: [Part; 15] = [
    ("resident", "例桑一", &[Role::Resident], Locale::ZhCn, false, Some(KNOWN_DOOR)),
    ("elder", "样卓嘎", &[Role::Resident], Locale::Bo, true, Some((1, 22))),
    ("worker", "例明芳", &[Role::Worker], Locale::ZhCn, false, None),
    ("worker2", "样次央", &[Role::Worker], Locale::ZhCn, false, None),
    ("grid", "例达平", &[Role::GridWorker], Locale::ZhCn, false, None),
    ("member", "样大山", &[Role::Resident, Role::Member], Locale::ZhCn, false, Some((1, 0))),
    ("member2", "样措姆", &[Role::Resident, Role::Member], Locale::ZhCn, false, Some((1, 44))),
    ("leader", "例卓二", &[Role::Resident, Role::Member, Role::TeamLeader], Locale::ZhCn, false, Some((3, 0))),
    ("unit", "例志林", &[Role::Unit], Locale::ZhCn, false, None),
    ("department", "样建川", &[Role::Department], Locale::ZhCn, false, None),
    ("clerk", "例秋兰", &[Role::Clerk], Locale::ZhCn, false, None),
    ("secretary", "样文石", &[Role::Secretary], Locale::ZhCn, false, None),
    ("supervisor", "例丽云", &[Role::Supervisor], Locale::ZhCn, false, None),
    ("overseer", "督导员", &[Role::Overseer], Locale::ZhCn, false, None),
    ("admin", "系统管理员", &[Role::Administrator], Locale::ZhCn, false, None),
];
/// Staff who cannot sign in here: they have a name at the desk, and no password.
const STAFF: [(&str, &str, Role); 10] = [
    ("worker3", "例拉珠", Role::Worker),
    ("worker4", "样玉梅", Role::Worker),
    ("worker5", "例扎西", Role::Worker),
    ("worker6", "样春英", Role::Worker),
    ("worker7", "例尼玛", Role::Worker),
    ("worker8", "样罗布", Role::Worker),
    ("worker9", "例小安", Role::Worker),
    ("worker10", "样格措", Role::Worker),
    ("grid2", "例德吉", Role::GridWorker),
    ("grid3", "样索禾", Role::GridWorker),
];

/// One person of the town, with their account.
#[derive(Clone)]
pub(super) struct Somebody {
    /// Nobody behind the account is a person of the community when this is empty.
    pub(super) person: Option<PersonId>,
    pub(super) name: String,
    pub(super) language: Locale,
    /// Where they live: a place in the list of homes.
    pub(super) home: Option<usize>,
    pub(super) phone: Option<String>,
    pub(super) account: Option<AccountId>,
    pub(super) login: Option<&'static str>,
    pub(super) roles: Vec<Role>,
    large: bool,
}

impl Somebody {
    /// They hold this role.
    pub(super) fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Everyone, those with parts of their own first.
pub(super) fn cast(dice: &Dice, mut people: Vec<Somebody>, (places, size): (&Places, &Size)) -> Vec<Somebody> {
    let at = dice.days_ago(super::DAYS);
    for (one, (.., door)) in people.iter_mut().zip(&CAST) {
        one.home = door.and_then(|door| places.homes.iter().position(|home| home.place == door));
    }
    // Numbers below stand for the hall and the grids.
    let (mut number, mut phone) = (0, 200);
    let every: Vec<usize> = (0..places.homes.len()).collect();
    let heads: BTreeSet<usize> = dice.some(&every, size.accounts.saturating_sub(people.len())).into_iter().collect();
    for index in every {
        let family = FAMILIES.get(index % FAMILIES.len()).copied().unwrap_or(1);
        let speaks = if dice.often(45) { Locale::Bo } else { Locale::ZhCn };
        for inside in 0..family {
            let with_account = inside == 0 && heads.contains(&index);
            phone += usize::from(with_account);
            people.push(Somebody {
                person: Some(PersonId(dice.id(at))),
                name: names::person(number),
                language: speaks,
                home: Some(index),
                phone: with_account.then(|| phone_number(phone)),
                account: with_account.then(|| AccountId(dice.id(at))),
                login: None,
                roles: if with_account { vec![Role::Resident] } else { Vec::new() },
                large: false,
            });
            number += 1;
        }
    }
    // Two of those with a part are no people of the community; the last ones without an account make room.
    let mut extra = people.len().saturating_sub(size.people + 2);
    people.reverse();
    people.retain(|one| {
        let leaves = extra > 0 && one.account.is_none();
        extra -= usize::from(leaves);
        !leaves
    });
    people.reverse();
    volunteers(dice, &mut people, size);
    people
}

/// Those with parts of their own, before anyone knows where they live.
pub(super) fn staff(dice: &Dice) -> Vec<Somebody> {
    let at = dice.days_ago(super::DAYS);
    let somebody = |number: usize, login, name: &str, roles: &[Role]| Somebody {
        person: (!matches!(roles, [Role::Overseer] | [Role::Administrator])).then(|| PersonId(dice.id(at))),
        name: name.to_owned(),
        language: Locale::ZhCn,
        home: None,
        phone: Some(phone_number(number + 1)),
        account: Some(AccountId(dice.id(at))),
        login: Some(login),
        roles: roles.to_vec(),
        large: false,
    };
    let cast = CAST.iter().enumerate().map(|(number, (login, name, roles, language, large, _))| Somebody {
        language: *language,
        large: *large,
        ..somebody(number, *login, name, roles)
    });
    let staff = STAFF.iter().enumerate();
    let staff = staff.map(|(number, (login, name, role))| somebody(CAST.len() + number, *login, name, &[*role]));
    cast.chain(staff).collect()
}

/// Those who are named for grids.
pub(super) fn grid_workers(staff: &[Somebody]) -> Vec<PersonId> {
    staff.iter().filter(|one| one.is(Role::GridWorker)).filter_map(|one| one.person).collect()
}

/// 000-0000-0001 and so on; nobody can be called there.
fn phone_number(number: usize) -> String {
    format!("000-0000-{number:04}")
}

/// Some of those with an account are Party members or volunteers who registered.
fn volunteers(dice: &Dice, people: &mut [Somebody], size: &Size) {
    let known = people.iter().filter(|one| one.is(Role::Member)).count();
    let free = |one: &&mut Somebody| one.account.is_some() && one.login.is_none();
    let mut free: Vec<&mut Somebody> = people.iter_mut().filter(free).collect();
    let places: Vec<usize> = (0..free.len()).collect();
    for place in dice.some(&places, size.members.saturating_sub(known)) {
        if let Some(one) = free.get_mut(place) {
            one.roles.push(Role::Member);
        }
    }
}

/// Writes people and accounts; `hash` is the one hash of the demo password.
pub(super) async fn write_down(
    app: &App,
    write: &mut Write,
    (people, places): (&[Somebody], &Places),
    hash: &str,
) -> Outcome<()> {
    let (community, at) = (write.doer().community.0, write.doer().at);
    let mut persons = Vec::with_capacity(people.len());
    for one in people {
        persons.extend(person_row(app, community, (one, places))?);
    }
    write.create_all(&PEOPLE, persons).await?;
    let (mut accounts, mut roles) = (Vec::new(), Vec::new());
    for one in people {
        let Some(account) = one.account else { continue };
        let phone = one.phone.as_deref().and_then(kernel::vault::normalize_phone);
        let signs_in = CAST.iter().any(|(login, ..)| Some(*login) == one.login);
        accounts.push(row! {
            id: account.0, community: community, person_id: one.person.map(Uuid::from), login: one.login,
            phone_index: phone.map(|phone| app.vault.blind_index("account-phone", &phone)),
            display_name: one.name.clone(), password_hash: signs_in.then(|| hash.to_owned()),
            locale: one.language.tag(), large: one.large, created_at: at,
        });
        roles.extend(one.roles.iter().map(|role| values![account.0, role.name(), at]));
    }
    write.create_all(&ACCOUNTS, accounts).await?;
    write.insert_all("roles_held", &["account_id", "role", "since"], roles).await
}

fn person_row(app: &App, community: Uuid, (one, places): (&Somebody, &Places)) -> Outcome<Option<Row>> {
    let Some(person) = one.person else { return Ok(None) };
    let home = one.home.and_then(|home| places.homes.get(home));
    let phone = one.phone.as_deref().and_then(kernel::vault::normalize_phone);
    let mut row = row! {
        id: person.0, community: community, name: one.name.clone(),
        name_key: kernel::search::normalize(&one.name), language: one.language.tag(),
        building_id: home.map(|home| home.building.0), household_id: home.map(|home| home.household.0),
    };
    row.extend(registry::people::phone_columns(app, person, phone.as_deref())?);
    Ok(Some(row))
}
