//! What goes another way in the demo town: a matter that rests, one that waits for the secretary's word, a promise moved
//! once with the reason told, one that the secretary watches, a neighbour who cares too, and a complaint for the committee.

use super::timeline::{Deed, Planned};
use super::{Town, market};
use base::{Day, Doer, Moment, OrderId, Outcome};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use neighbourhood::orders::actions::{self, Aim, Caring};
use neighbourhood::points::ledger::derived_id;
use neighbourhood::points::rules::local_day;
use uuid::Uuid;

/// Days for which a matter rests.
const REST_DAYS: i64 = 6;
/// Days by which a promise is moved.
const LATER_DAYS: i64 = 4;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// The office asks that a matter rests, and the secretary agrees.
    Rest,
    /// The office asks that another rests; the secretary has not looked yet.
    Ask,
    /// The office names one later day.
    Later,
    /// The secretary watches.
    Watch,
    /// The office gives a title for everyone, and the resident cares too.
    Care,
    /// An asker is not content with how it was handled.
    Complain,
}

const STEPS: [Step; 6] = [Step::Rest, Step::Ask, Step::Later, Step::Watch, Step::Care, Step::Complain];

/// Everything here happened in the last two minutes, on matters that the rest of the plan has left in peace by then.
pub(super) fn plan(town: &Town<'_>, orders: usize) -> Vec<Planned> {
    if orders < super::ORDERS {
        return Vec::new();
    }
    let ago = |place: usize| Duration::seconds(120 - 10 * i64::try_from(place).unwrap_or(0));
    STEPS.iter().enumerate().map(|(place, step)| (town.dice.now - ago(place), Deed::Aside(*step))).collect()
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
    version: i64,
    title: String,
    due_at: Option<Moment>,
    asked_by: Option<Uuid>,
}

/// In a helper's hands, at a home.
const AT_HOMES: &str = "state = 'in_progress' and is_personal = true and holder_body is null and asked_at < $3
     order by due_at desc, id";
/// In hand and promised for later.
const IN_TIME: &str = "state = 'in_progress' and due_at > $3
     and not exists (select 1 from order_approvals a where a.order_id = orders.id) order by due_at desc, id";
/// Public, looked at by a person, not yet done.
const OPEN_TO_ALL: &str =
    "is_public = true and is_personal = false and state in ('accepted', 'dispatched', 'in_progress')
     and asked_at < $3 order by due_at desc, id";
/// At its end, by somebody with an account.
const ENDED: &str = "state = 'closed' and asked_by is not null and recorded_by is null and closed_at < $3
     order by closed_at desc, id";

async fn found(town: &Town<'_>, at: Moment, (which, place): (&str, i64)) -> Outcome<Option<Found>> {
    let columns = "id, version, coalesce(title, '') as title, due_at, asked_by";
    let sql = format!("select {columns} from orders where community = $1 and {which} limit 1 offset $2");
    town.app.db.read().await?.one(&sql, values![town.dice.community.0, place, at]).await
}

/// Plays a step; a town without such a matter goes without.
///
/// # Errors
/// What the verb refuses.
pub(super) async fn play(town: &Town<'_>, at: Moment, step: Step) -> Outcome<()> {
    // What rests is in hand no more, so that each finds another.
    let (which, place) = match step {
        Step::Rest | Step::Ask => (AT_HOMES, 0),
        Step::Later => (IN_TIME, 0),
        Step::Watch => (IN_TIME, 1),
        Step::Care => (OPEN_TO_ALL, 0),
        Step::Complain => (ENDED, 0),
    };
    let Some(order) = found(town, at, (which, place)).await? else { return Ok(()) };
    let aim = aim(&order, step, 0);
    let (desk, secretary) = (market::staff(town, "worker", at), market::staff(town, "secretary", at));
    match step {
        Step::Rest => {
            let day = day_in(at, REST_DAYS);
            actions::ask_suspension(town.app, &desk, aim, ("要等配件到货，住户已同意先放一放。", day)).await?;
            agree(town, &secretary, &order).await
        }
        Step::Ask => {
            let day = day_in(at, REST_DAYS);
            actions::ask_suspension(town.app, &desk, aim, ("住户出门探亲，回来后再上门。", day)).await
        }
        Step::Later => {
            let day = day_in(order.due_at.unwrap_or(at), LATER_DAYS);
            actions::extend(town.app, &desk, aim, ("师傅这几天都排满了，最迟这一天上门，已跟您说明。", day)).await
        }
        Step::Watch => actions::supervise(town.app, &secretary, aim, (true, "楼里老人多，请办得快一些。")).await,
        Step::Care => care(town, &desk, &order).await,
        Step::Complain => {
            let Some(place) = asker(town, &order) else { return Ok(()) };
            let text = "办是办好了，可中间两天没人告诉我进展，请看看怎么改进。";
            actions::appeal(town.app, &town.doer(place, at), (OrderId(order.id), aim.once), text).await
        }
    }
}

/// The form's id: no dice fall for it, so that the rest of the town falls as before.
fn aim(order: &Found, step: Step, turn: usize) -> Aim {
    let once = derived_id("demo-aside", &[format!("{step:?} {turn}").as_bytes()]);
    Aim { order: OrderId(order.id), version: order.version, once }
}

fn day_in(from: Moment, days: i64) -> Option<Day> {
    Some(local_day(from + Duration::days(days)))
}

#[derive(FromQueryResult)]
struct Waiting {
    id: Uuid,
    version: i64,
}

/// The secretary agrees with what was asked about an order.
async fn agree(town: &Town<'_>, secretary: &Doer, order: &Found) -> Outcome<()> {
    let sql = "select a.id, o.version from order_approvals a join orders o on o.id = a.order_id
               where a.order_id = $1 and a.state = 'waiting'";
    let asked: Option<Waiting> = town.app.db.read().await?.one(sql, values![order.id]).await?;
    let Some(asked) = asked else { return Ok(()) };
    let aim = Aim { version: asked.version, ..aim(order, Step::Rest, 1) };
    actions::approve(town.app, secretary, aim, asked.id).await
}

async fn care(town: &Town<'_>, desk: &Doer, order: &Found) -> Outcome<()> {
    actions::entitle(town.app, desk, aim(order, Step::Care, 0), &order.title).await?;
    let own = town.login("resident");
    if asker(town, order) == Some(own) {
        return Ok(());
    }
    let wish = Caring { once: aim(order, Step::Care, 1).once, order: OrderId(order.id), counter: None };
    actions::care(town.app, &town.doer(own, desk.at), wish).await.map(|_| ())
}

/// The place of who asked in the list of people.
fn asker(town: &Town<'_>, order: &Found) -> Option<usize> {
    town.people.iter().position(|one| one.person.map(Uuid::from) == order.asked_by && one.account.is_some())
}
