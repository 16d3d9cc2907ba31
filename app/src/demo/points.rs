//! Points and the supermarket of the demo town: who takes part, what stands on the shelves, who took something home.

use super::dice::Dice;
use super::goods::GOODS;
use super::timeline::{Deed, Planned};
use super::{DAYS, Size, Town};
use base::{Moment, Outcome, PersonId, Points, Role};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use neighbourhood::points::actions::Joining;
use neighbourhood::points::{awards, store};
use neighbourhood::supermarket::actions;
use neighbourhood::supermarket::redemptions::{self, Wish};
use neighbourhood::supermarket::rules::{KnownBy, Loss, Source};
use uuid::Uuid;

/// Awards made final at a time.
const BATCH: u32 = 200;
/// Awards are made final this often.
const FINALISE_DAYS: i64 = 2;

/// What is planned for points and goods.
pub(super) fn plan(town: &Town<'_>, size: &Size) -> Vec<Planned> {
    let dice = &town.dice;
    let opening = dice.work(dice.days_ago(DAYS - 1), 30);
    let mut planned: Vec<Planned> = joiners(town, size)
        .into_iter()
        .map(|place| (dice.work(dice.days_ago(dice.between(80, DAYS - 2)), 10), Deed::Join(place)))
        .collect();
    planned.push((opening, Deed::Shelves));
    planned.extend((1..=DAYS / FINALISE_DAYS).map(|turn| (dice.days_ago(turn * FINALISE_DAYS - 1), Deed::Finalise)));
    planned.extend((0..size.redemptions).map(|_| (dice.work(dice.days_ago(dice.between(1, 74)), 40), Deed::Redeem)));
    planned
}

/// Helpers who take orders, and some of the other members.
fn joiners(town: &Town<'_>, size: &Size) -> Vec<usize> {
    let others: Vec<usize> = (0..town.people.len())
        .filter(|place| !town.bodies.takers.contains(place))
        .filter(|place| town.people.get(*place).is_some_and(|one| one.roles == [Role::Resident, Role::Member]))
        .collect();
    let mut joiners: Vec<usize> = town.bodies.takers.iter().copied().take(size.in_scheme).collect();
    joiners.extend(town.dice.some(&others, size.in_scheme.saturating_sub(joiners.len())));
    joiners
}

/// One opts in.
pub(super) async fn join(town: &Town<'_>, at: Moment, place: usize) -> Outcome<()> {
    let Some(person) = town.person(place) else { return Ok(()) };
    let wish = Joining { person, keeps_points: true, shows_name: place.is_multiple_of(4) };
    neighbourhood::points::actions::join(town.app, &town.doer(place, at), &wish).await
}

/// The clerk fills the shelves.
pub(super) async fn shelves(town: &Town<'_>, at: Moment) -> Outcome<()> {
    let (dice, clerk) = (&town.dice, town.doer(town.login("clerk"), at));
    for (number, ((zh, bo, en), price, donor, good_for)) in GOODS.iter().enumerate() {
        let wish = actions::Wish {
            id: dice.id(at),
            name_zh: (*zh).to_owned(),
            name_bo: (*bo).to_owned(),
            name_en: (*en).to_owned(),
            price: Points(*price),
            origin: if donor.is_empty() { Source::Bought } else { Source::Donated },
            donor: (*donor).to_owned(),
            best_before: good_for.map(|days| (dice.now + Duration::days(days)).date_naive()),
            shown: true,
        };
        actions::enter(town.app, &clerk, (&wish, None)).await?;
        let count = if *price > 40 { dice.between(4, 8) } else { dice.between(24, 60) };
        actions::deliver(town.app, &clerk, (dice.id(at), wish.id, count)).await?;
        if number % 9 == 4 {
            actions::write_off(town.app, &clerk, (dice.id(at), wish.id, 1), Loss::Damaged).await?;
        }
    }
    Ok(())
}

/// What is due becomes final, as the timetable would have done it.
pub(super) async fn finalise(town: &Town<'_>, at: Moment) -> Outcome<()> {
    let house = town.house(at);
    loop {
        let due = store::awards_due(&town.app.db.read().await?, house.community, house.at, BATCH).await?;
        if due.is_empty() {
            return Ok(());
        }
        for award in due {
            awards::finalise(town.app, &house, award.id, PersonId(award.person_id)).await?;
        }
    }
}

#[derive(FromQueryResult)]
struct Purse {
    owner: Uuid,
    free: i64,
}

#[derive(FromQueryResult)]
struct Shelf {
    id: Uuid,
    price_points: i64,
}

/// Someone takes something home; false when nobody has the points for anything yet.
pub(super) async fn redeem(town: &Town<'_>, at: Moment, number: usize) -> Outcome<bool> {
    let Some((wish, place)) = choose(town, at).await? else { return Ok(false) };
    let clerk = town.doer(town.login("clerk"), at);
    let recent = at > town.dice.now - Duration::hours(60);
    match number % 30 {
        // Reserved at home and cancelled, or reserved and still waiting at the counter.
        7 if !recent => {
            let own = town.doer(place, at);
            redemptions::reserve(town.app, &own, &wish).await?;
            let later = town.doer(place, at + Duration::minutes(50));
            redemptions::cancel(town.app, &later, wish.id).await?;
        }
        _ if recent && number.is_multiple_of(2) => redemptions::reserve(town.app, &town.doer(place, at), &wish).await?,
        _ => {
            let known_by = if number.is_multiple_of(3) { KnownBy::Passbook } else { KnownBy::Eye };
            redemptions::redeem(town.app, &clerk, (&wish, known_by)).await?;
        }
    }
    Ok(true)
}

/// A person with points, and a thing they pay for.
async fn choose(town: &Town<'_>, at: Moment) -> Outcome<Option<(Wish, usize)>> {
    let (dice, read) = (&town.dice, town.app.db.read().await?);
    let goods: Vec<Shelf> = read
        .all(
            "select g.id, g.price_points from goods g join balances b on b.owner = g.id and b.kind = 'stock'
             where g.community = $1 and b.posted - b.reserved > 0 order by g.price_points, g.id",
            values![dice.community.0],
        )
        .await?;
    let least = goods.first().map_or(i64::MAX, |good| good.price_points);
    let purses: Vec<Purse> = read
        .all(
            "select owner, cast(sum(posted - reserved) as bigint) as free from balances
             where community = $1 and ledger = 'points' and kind = 'resident' group by owner
             having sum(posted - reserved) >= $2 order by owner",
            values![dice.community.0, least],
        )
        .await?;
    let Some(purse) = purses.get(dice.below(purses.len())) else { return Ok(None) };
    let payable: Vec<Uuid> = goods.iter().filter(|good| good.price_points <= purse.free).map(|good| good.id).collect();
    let person = PersonId(purse.owner);
    let place = town.people.iter().position(|one| one.person == Some(person)).unwrap_or(0);
    Ok(Some((Wish { id: dice.id(at), person, item: pick(dice, &payable), count: 1 }, place)))
}

/// People spare their points rather than spend them on trifles.
fn pick(dice: &Dice, payable: &[Uuid]) -> Uuid {
    let from = payable.len().saturating_sub(8);
    dice.pick(payable.get(from..).unwrap_or_default())
}
