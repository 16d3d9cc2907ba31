//! The demo community 雪松社区: made up, with one fixed seed, dated back from today, and played by the real verbs, so that
//! events, clocks, hours and points are what the program itself would have written.
//!
//! Only the fifteen demo logins have a password. Nothing here runs in a community of its own accord: `wuquan demo` asks
//! for it, on an empty database.

mod aside;
mod bodies;
mod dice;
mod goods;
mod market;
mod matters;
mod names;
mod orders;
mod people;
mod places;
mod points;
mod script;
#[cfg(test)]
mod tests;
mod texts;
mod timeline;

use base::{Doer, Moment, Origin, Outcome, PersonId, Standing};
use bodies::Bodies;
use db::{FromQueryResult, Query, values};
use dice::Dice;
use kernel::app::App;
use people::Somebody;
use places::Places;

/// How many orders the demo community has.
pub const ORDERS: usize = 180;
/// The password of every demo login.
pub const PASSWORD: &str = "wuquan-demo";
/// How far the demo looks back.
const DAYS: i64 = 90;

/// How large the town is.
struct Size {
    /// Only some doors are lived in.
    small: bool,
    people: usize,
    accounts: usize,
    members: usize,
    takers: usize,
    in_scheme: usize,
    redemptions: usize,
}

/// The town of domain.md 10.
const TOWN: Size =
    Size { small: false, people: 4420, accounts: 1350, members: 956, takers: 240, in_scheme: 312, redemptions: 210 };
/// A town for stories that begin without any order: it is there at once.
const VILLAGE: Size =
    Size { small: true, people: 200, accounts: 90, members: 60, takers: 40, in_scheme: 20, redemptions: 0 };

/// Everyone and everything, while it is loaded.
struct Town<'a> {
    app: &'a App,
    dice: Dice,
    places: Places,
    people: Vec<Somebody>,
    bodies: Bodies,
}

impl Town<'_> {
    /// The person at this place in the list, acting at this time with the rights they have.
    fn doer(&self, place: usize, at: Moment) -> Doer {
        let mut doer = self.visitor(at);
        let Some(one) = self.people.get(place) else { return doer };
        doer.account = one.account;
        doer.person = one.person;
        doer.locale = one.language;
        doer.roles.extend(one.roles.iter().copied());
        let teams = self.bodies.teams.iter().filter_map(|team| {
            let order = team.members.iter().position(|member| *member == place)?;
            Some(Standing { body: team.id, leads: order == 0 })
        });
        let departments = self.bodies.departments.iter().filter(|(_, speaks)| *speaks == place);
        let unit = self.bodies.units.first().filter(|_| one.login == Some("unit"));
        let spoken_for =
            departments.map(|(body, _)| body).chain(unit).map(|body| Standing { body: *body, leads: true });
        doer.standings = teams.chain(spoken_for).collect();
        doer
    }

    /// Someone without an account.
    fn visitor(&self, at: Moment) -> Doer {
        let mut doer = self.app.house_doer(self.dice.community, Origin::Page);
        doer.roles = vec![base::Role::Visitor];
        doer.at = base::micros(at);
        doer
    }

    /// The house, at this time.
    fn house(&self, at: Moment) -> Doer {
        let mut doer = self.app.house_doer(self.dice.community, Origin::CommandLine);
        doer.at = base::micros(at);
        doer
    }

    /// The place of a login in the list of people.
    fn login(&self, login: &str) -> usize {
        self.people.iter().position(|one| one.login == Some(login)).unwrap_or(0)
    }

    fn person(&self, place: usize) -> Option<PersonId> {
        self.people.get(place).and_then(|one| one.person)
    }
}

#[derive(FromQueryResult)]
struct Found {}

/// Loads the demo community; false when the database already has a community. `settled` is called as soon as
/// the town is there: its 90 days are played after that, while pages can already be served, but before any timetable runs.
///
/// # Errors
/// A fault from the database, or a verb that refuses what the demo plays.
pub async fn load(app: &App, orders: usize, settled: impl FnOnce() + Send) -> Outcome<bool> {
    let sql = "select id from divisions where level = 'community' limit 1";
    if app.db.read().await?.one::<Found>(sql, values![]).await?.is_some() {
        settled();
        return Ok(false);
    }
    let size = if orders == 0 { &VILLAGE } else { &TOWN };
    let town = settle(app, size).await?;
    settled();
    let mut deeds = points::plan(&town, size);
    deeds.extend(orders::plan(&town, orders).await?);
    deeds.extend(market::plan(&town, size.in_scheme > 0));
    deeds.extend(aside::plan(&town, orders));
    timeline::play(&town, deeds).await.map(|()| true)
}

/// Places, people, bodies and categories, in one write: either the town is there or it is not.
async fn settle<'a>(app: &'a App, size: &Size) -> Outcome<Town<'a>> {
    let dice = Dice::new(base::micros(app.now()));
    let hash = access::accounts::actions::hash_demo_password(app, PASSWORD).await?;
    let mut doer = app.house_doer(dice.community, Origin::CommandLine);
    doer.at = dice.days_ago(DAYS);
    let mut write = app.db.write(&doer, "divisions.load_demo", &[]).await?;
    places::divisions(&dice, &mut write).await?;
    let staff = people::staff(&dice);
    let places = places::build(&dice, &mut write, (size.small, &people::grid_workers(&staff))).await?;
    let mut people = people::cast(&dice, staff, (&places, size));
    let mut bodies = bodies::choose(&dice, &mut people, size);
    people::write_down(app, &mut write, (&people, &places), &hash).await?;
    bodies::write_down(&dice, &mut write, (&mut bodies, &people, &places)).await?;
    neighbourhood::prepare_community(app, &mut write).await?;
    write.commit().await?;
    Ok(Town { app, dice, places, people, bodies })
}

/// What stands in the terminal: where it is, and who can sign in.
#[must_use]
pub fn welcome(url: &str) -> String {
    let who = [
        ("resident", "居民 · a resident"),
        ("elder", "老人，藏语、大字 · an old resident, Tibetan, large print"),
        ("worker, worker2", "社区工作者 · community workers"),
        ("grid", "网格员 · grid worker"),
        ("member, member2", "党员 / 志愿者 · members who take orders"),
        ("leader", "志愿队队长 · team leader"),
        ("unit", "结对单位 · matched unit"),
        ("department", "县职能部门 · department"),
        ("clerk", "超市店员 · shop clerk"),
        ("secretary", "社区书记 · community secretary"),
        ("supervisor", "居务监督委员会 · supervision committee"),
        ("overseer", "镇/县督导 · overseer"),
        ("admin", "系统管理员 · administrator"),
    ];
    let lines: String = who.iter().map(|(login, what)| format!("    {login:<16} {what}\n")).collect();
    format!(
        "\n  五圈 wuquan · 雪松社区 (a made-up community)\n\n    {url}/            residents: ask, follow, points\n    \
         {url}/sign-in     everyone below; the password is {PASSWORD}\n\n{lines}\n  Ctrl-C stops it.\n"
    )
}
