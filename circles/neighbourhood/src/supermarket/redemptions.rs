//! Points become goods: reserve points and stock together, then collect, cancel or let the time run out.
//!
//! Both locks (the person's account, the thing) are named before the transaction, so that sixty-four hands on one
//! balance queue up and exactly as many succeed as it pays for.

use super::powers::{COUNTER_SERVE, GOODS_REDEEM};
use super::rules::{self, KnownBy, State};
use super::store::{self, REDEMPTIONS, Redemption};
use crate::points::actions::{digits, require_either, standing};
use crate::points::ledger::{self, Account, Ledger, Transfer, derived_id};
use crate::points::{rules as points_rules, store as points_store};
use base::{Doer, Outcome, PersonId, Points, Problem, Relation};
use db::{Lock, Write, row};
use kernel::app::App;
use kernel::facts::{self, Fact};
use uuid::Uuid;

/// Digits of a pick-up code.
const CODE_DIGITS: usize = 6;
/// Codes drawn before giving up.
const DRAWS_MAX: u32 = 8;

/// What someone wants.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// From the form: sending it ten times reserves once.
    pub id: Uuid,
    /// Whose points.
    pub person: PersonId,
    /// What.
    pub item: Uuid,
    /// How many.
    pub count: i64,
}

fn locks(person: PersonId, item: Uuid) -> [Lock; 2] {
    [Lock::new("points_members", person), Lock::new("goods", item)]
}

/// Reserves points and stock together.
///
/// # Errors
/// When points or goods do not suffice.
pub async fn reserve(app: &App, doer: &Doer, wish: &Wish) -> Outcome<()> {
    require_either(doer, GOODS_REDEEM, COUNTER_SERVE, wish.person)?;
    let mut write = app.db.write(doer, "redemption.reserve", &locks(wish.person, wish.item)).await?;
    if reserve_in(app, &mut write, wish).await? {
        write.commit().await?;
    }
    Ok(())
}

/// Reserves and collects in one go, at the counter.
///
/// # Errors
/// As [`reserve`].
pub async fn redeem(app: &App, doer: &Doer, (wish, known_by): (&Wish, KnownBy)) -> Outcome<()> {
    doer.require(COUNTER_SERVE, &[Relation::Community])?;
    not_for_oneself(doer, wish.person)?;
    let mut write = app.db.write(doer, "redemption.redeem", &locks(wish.person, wish.item)).await?;
    if reserve_in(app, &mut write, wish).await? {
        collect_in(app, &mut write, (wish.id, known_by)).await?;
        write.commit().await?;
    }
    Ok(())
}

/// A clerk does not serve their own account.
fn not_for_oneself(doer: &Doer, person: PersonId) -> Outcome<()> {
    if doer.speaks_for(person) { Err(Problem::refused("supermarket-not-yourself")) } else { Ok(()) }
}

/// The reserving part, for other verbs; false when this form was heard before.
///
/// # Errors
/// As [`reserve`].
pub async fn reserve_in(app: &App, write: &mut Write, wish: &Wish) -> Outcome<bool> {
    let doer = write.doer().clone();
    if store::redemption(write, doer.community, wish.id).await?.is_some() {
        return Ok(false);
    }
    let member =
        points_store::member(write, doer.community, wish.person).await?.ok_or(Problem::refused("points-not-member"))?;
    if !member.may_spend(doer.at) {
        return Err(Problem::refused("points-not-member"));
    }
    let today = points_rules::local_day(doer.at);
    let item = store::item(write, doer.community, wish.item).await?.ok_or(Problem::NotFound)?;
    let cost = rules::redeem(&item.shelf(), wish.count, today)?;
    let taken = points_rules::oldest_first(&ledger::vintages(write, wish.person).await?, cost)?;
    let pack = points_store::rules_of(write, doer.community, today).await?;
    open(app, write, (wish, cost, pack.hold_hours)).await?;
    for (balance, amount) in taken {
        ledger::reserve(write, balance, amount).await?;
        let part = row! { redemption_id: wish.id, balance_id: balance, amount: amount };
        write.insert("redemption_parts", part).await?;
    }
    let stock = stock_of(&doer, wish.item)?;
    ledger::reserve(write, stock, wish.count).await?;
    Ok(true)
}

async fn open(app: &App, write: &mut Write, (wish, cost, hold_hours): (&Wish, Points, i64)) -> Outcome<()> {
    let (community, at, by) = (write.doer().community, write.doer().at, write.doer().account.map(Uuid::from));
    for _ in 0..DRAWS_MAX {
        let code = digits(app, CODE_DIGITS);
        let row = row! {
            id: wish.id, community: community.0, person_id: wish.person.0, item_id: wish.item, count: wish.count,
            points: cost.0, code: code, state: State::Reserved.name(), reserved_at: at,
            until: rules::held_until(at, hold_hours), reserved_by: by,
        };
        if write.create_once(&REDEMPTIONS, row).await? {
            return Ok(());
        }
    }
    Err(Problem::fault("no free pick-up code"))
}

fn stock_of(doer: &Doer, item: Uuid) -> Outcome<Uuid> {
    let balance = Account::Stock(item).balance_id(doer.community, Ledger::Goods);
    balance.ok_or_else(|| Problem::fault("stock without a balance"))
}

/// Hands reserved goods over.
///
/// # Errors
/// When it has ended already.
pub async fn collect(app: &App, doer: &Doer, (id, known_by): (Uuid, KnownBy)) -> Outcome<()> {
    doer.require(COUNTER_SERVE, &[Relation::Community])?;
    let found = find(app, doer, id).await?;
    not_for_oneself(doer, PersonId(found.person_id))?;
    let mut write = app.db.write(doer, "redemption.collect", &locks(PersonId(found.person_id), found.item_id)).await?;
    if ended_as(&write, doer, id, State::Collected).await? {
        return Ok(());
    }
    collect_in(app, &mut write, (id, known_by)).await?;
    write.commit().await
}

async fn find(app: &App, doer: &Doer, id: Uuid) -> Outcome<Redemption> {
    store::redemption(&app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)
}

/// The same form came before.
async fn ended_as(write: &Write, doer: &Doer, id: Uuid, state: State) -> Outcome<bool> {
    let now = store::redemption(write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    Ok(now.state == state.name())
}

async fn collect_in(app: &App, write: &mut Write, (id, known_by): (Uuid, KnownBy)) -> Outcome<()> {
    let found = close(write, (id, State::Collected), Some(known_by)).await?;
    let item = store::item(write, write.doer().community, found.item_id).await?.ok_or(Problem::NotFound)?;
    rules::still_good(item.best_before, points_rules::local_day(write.doer().at))?;
    let person = PersonId(found.person_id);
    let transfer = |id, ledger, from, to, amount| Transfer {
        id,
        ledger,
        from,
        to,
        amount,
        source_kind: "redemption",
        source: found.id,
        reserved: true,
    };
    for part in store::parts(write, id).await? {
        let posting = derived_id("redemption", &[id.as_bytes(), part.balance_id.as_bytes()]);
        let from = Account::Resident(person, part.vintage);
        ledger::post(write, &transfer(posting, Ledger::Points, from, Account::Redeemed, part.amount)).await?;
    }
    let posting = derived_id("handed out", &[id.as_bytes()]);
    let from = Account::Stock(found.item_id);
    ledger::post(write, &transfer(posting, Ledger::Goods, from, Account::HandedOut, found.count)).await?;
    let fact = Fact::PointsRedeemed { redemption: id, person, points: Points(found.points) };
    facts::record(app, write, &fact).await
}

/// Lets a reservation go: points and goods are free again.
///
/// # Errors
/// When it has ended already.
pub async fn cancel(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let found = find(app, doer, id).await?;
    let standing = standing(doer, PersonId(found.person_id), true);
    doer.require(COUNTER_SERVE, &standing)
        .or_else(|_| doer.require(GOODS_REDEEM, &standing))
        .map_err(|_| Problem::NotFound)?;
    release(app, doer, (&found, State::Cancelled)).await
}

/// Lets a reservation go whose time is over.
///
/// # Errors
/// When it still has time.
pub async fn time_out(app: &App, doer: &Doer, found: &Redemption) -> Outcome<()> {
    release(app, doer, (found, State::TimedOut)).await
}

async fn release(app: &App, doer: &Doer, (found, ending): (&Redemption, State)) -> Outcome<()> {
    let verb = if ending == State::Cancelled { "redemption.cancel" } else { "redemption.time_out" };
    let mut write = app.db.write(doer, verb, &locks(PersonId(found.person_id), found.item_id)).await?;
    if ended_as(&write, doer, found.id, ending).await? {
        return Ok(());
    }
    let found = close(&mut write, (found.id, ending), None).await?;
    for part in store::parts(&write, found.id).await? {
        ledger::reserve(&mut write, part.balance_id, -part.amount).await?;
    }
    let stock = stock_of(doer, found.item_id)?;
    ledger::reserve(&mut write, stock, -found.count).await?;
    write.commit().await
}

async fn close(write: &mut Write, (id, ending): (Uuid, State), known_by: Option<KnownBy>) -> Outcome<Redemption> {
    let (community, at, by) = (write.doer().community, write.doer().at, write.doer().account.map(Uuid::from));
    let found = store::redemption(write, community, id).await?.ok_or(Problem::NotFound)?;
    let state = State::from_name(&found.state).ok_or_else(|| Problem::fault("a redemption without a state"))?;
    rules::end(state, ending, found.until, at)?;
    let row = row! {
        state: ending.name(), decided_at: at, decided_by: by, known_by: known_by.map(KnownBy::name),
    };
    write.change(&REDEMPTIONS, id, found.version, row).await?;
    Ok(found)
}
