//! The shop of the demo town beyond its counter: a count with a difference, donations, praise in notice, adopted rules.

use super::dice::Dice;
use super::timeline::{Deed, Planned};
use super::{DAYS, Town};
use base::{Doer, Moment, Outcome, Points};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use neighbourhood::points::commendations::actions as praise;
use neighbourhood::points::commendations::rules::Merit;
use neighbourhood::points::ledger::derived_id;
use neighbourhood::points::rulebook::{self, Vote};
use neighbourhood::points::rules::{RulePack, local_day};
use neighbourhood::points::store;
use neighbourhood::supermarket::counts::{self, actions::Found};
use neighbourhood::supermarket::donations::actions::{Gift, Spending, Wish, receive, spend};
use uuid::Uuid;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Residents adopt rules.
    Rules,
    /// Somebody gives.
    Donation(usize),
    /// Money is used.
    Use,
    /// The shelf is counted.
    Count,
    /// Somebody is praised, and agrees.
    Praise,
}

/// When each happens.
pub(super) fn plan(town: &Town<'_>, in_scheme: bool) -> Vec<Planned> {
    // Dice of its own, so that the rest of the town falls as it fell before there was a shop like this.
    let dice = Dice::new(town.dice.now);
    // After a long holiday the office's next time lies ahead of today: then it was before the holiday.
    let at = |days: i64, minutes: i64| {
        let at = dice.work(dice.days_ago(days), minutes);
        if at < dice.days_ago(1) { at } else { dice.work_ago(days * 40) }
    };
    let mut steps = vec![
        (at(DAYS - 2, 20), Step::Rules),
        (at(20, 30), Step::Donation(0)),
        (at(18, 45), Step::Donation(1)),
        (at(9, 60), Step::Donation(2)),
        (at(6, 90), Step::Use),
        (at(4, 15), Step::Count),
    ];
    if in_scheme {
        steps.push((dice.work_ago(200), Step::Praise));
    }
    steps.into_iter().map(|(at, step)| (at, Deed::Market(step))).collect()
}

/// Plays a step.
pub(super) async fn play(town: &Town<'_>, at: Moment, step: Step) -> Outcome<()> {
    match step {
        Step::Rules => rules(town, at).await,
        Step::Donation(number) => donation(town, at, number).await,
        Step::Use => used(town, at).await,
        Step::Count => count(town, at).await,
        Step::Praise => praised(town, at).await,
    }
}

/// The id of what is made here: no dice fall for it.
fn id(what: &str, number: usize) -> Uuid {
    derived_id("demo", &[what.as_bytes(), &number.to_be_bytes()])
}

/// Somebody who signs in here.
pub(super) fn staff(town: &Town<'_>, login: &str, at: Moment) -> Doer {
    town.doer(town.login(login), at)
}

async fn rules(town: &Town<'_>, at: Moment) -> Outcome<()> {
    let today = local_day(at);
    let pack = RulePack {
        valid_from: today + Duration::days(1),
        adopted_by: "雪松社区居民会议".to_owned(),
        adopted_on: today,
        source: "居民会议决议第 3 号".to_owned(),
        hold_hours: 96,
        ..RulePack::default()
    };
    let vote = Vote { yes: 61, no: 4, abstained: 3, of: 80 };
    rulebook::actions::adopt(town.app, &staff(town, "secretary", at), (id("rules", 0), &pack, vote)).await
}

#[derive(FromQueryResult)]
struct Shelf {
    id: Uuid,
    posted: i64,
}

async fn shelf(town: &Town<'_>) -> Outcome<Vec<Shelf>> {
    let sql = "select g.id, b.posted from goods g join balances b on b.owner = g.id and b.kind = 'stock'
               where g.community = $1 order by g.name_zh, g.id";
    town.app.db.read().await?.all(sql, values![town.dice.community.0]).await
}

async fn donation(town: &Town<'_>, at: Moment, number: usize) -> Outcome<()> {
    let clerk = staff(town, "clerk", at);
    let (gift, donor) = match number {
        0 => (Gift::Money(200_000), "示例县商会党支部"),
        1 => (Gift::Money(50_000), ""),
        _ => (Gift::Goods(shelf(town).await?.first().map_or(Uuid::nil(), |good| good.id), 12), "河谷镇农贸市场"),
    };
    let wish = Wish { id: id("donation", number), gift, donor: donor.to_owned(), given_on: local_day(at) };
    receive(town.app, &clerk, &wish).await
}

async fn used(town: &Town<'_>, at: Moment) -> Outcome<()> {
    let purpose = "给积分超市买米和油各二十份".to_owned();
    let wish = Spending { id: id("use", 0), fen: 86_000, purpose, used_on: local_day(at) };
    spend(town.app, &staff(town, "secretary", at), &wish).await
}

/// The clerk and a worker count; two pieces of one thing are missing, and the secretary posts it.
async fn count(town: &Town<'_>, at: Moment) -> Outcome<()> {
    let (app, count) = (town.app, id("count", 0));
    let later = |minutes: i64| at + Duration::minutes(minutes);
    counts::actions::begin(app, &staff(town, "clerk", at), count).await?;
    let stock = shelf(town).await?;
    let lines = counts::store::lines(&app.db.read().await?, count).await?;
    let short = stock.iter().find(|good| good.posted > 20).map(|good| good.id);
    let there = |item: Uuid| {
        let posted = stock.iter().find(|good| good.id == item).map_or(0, |good| good.posted);
        if short == Some(item) { posted - 2 } else { posted }
    };
    let pieces: Vec<(Uuid, i64)> = lines.iter().map(|line| (line.id, there(line.item_id))).collect();
    for (login, minutes) in [("clerk", 5), ("worker2", 9)] {
        let found = Found { count, at: later(minutes), pieces: pieces.clone() };
        counts::actions::enter(app, &staff(town, login, later(minutes)), &found).await?;
    }
    let reasons: Vec<(Uuid, String)> = lines
        .iter()
        .filter(|line| short == Some(line.item_id))
        .map(|line| (line.id, "搬货时压破两件，当天扔了".to_owned()))
        .collect();
    counts::actions::explain(app, &staff(town, "clerk", later(12)), (count, &reasons)).await?;
    let secretary = staff(town, "secretary", later(14));
    let now = counts::store::count(&app.db.read().await?, town.dice.community, count).await?;
    counts::actions::post(app, &secretary, (count, now.map_or(1, |now| now.version))).await
}

/// A member who takes part is praised; the notice still runs today.
async fn praised(town: &Town<'_>, at: Moment) -> Outcome<()> {
    let member = town.login("member");
    let Some(person) = town.person(member) else { return Ok(()) };
    if store::member(&town.app.db.read().await?, town.dice.community, person).await?.is_none() {
        return Ok(());
    }
    let wish = praise::Proposal {
        id: id("praise", 0),
        person,
        merit: Merit::Rescue,
        reason: "大雪夜里，和邻居一起把摔伤的老人背下五楼，陪到天亮".to_owned(),
        points: Points(80),
    };
    praise::propose(town.app, &staff(town, "worker", at), &wish).await?;
    let own = town.doer(member, at + Duration::minutes(40));
    praise::answer(town.app, &own, praise::Answer { id: wish.id, agrees: true, shows_name: true }).await?;
    Ok(())
}
