//! Caring about one too 我也关心: who is about to ask for what a neighbour asked already follows that matter instead.
//!
//! Only of public places, and only under a title that the office wrote for everyone: nobody ever sees another's words,
//! photos, name or door here, and nobody sees who else cares; the office sees how many. With an account, or with a number
//! and code of its own; one tap begins it and one ends it.

use super::asking::Place;
use super::lines::Names;
use super::machine::{Action, State};
use super::many;
use super::merge_rules::{CARE_DAYS, OFFERED_DAYS, is_offered_in, told_to_all};
use super::people;
use super::powers::{ORDERS_ASK_FOR, ORDERS_CARE};
use super::receipts::{self, id_of};
use super::rules::{No, named};
use super::standing::list;
use super::store::{self, EventRow, FOLLOWS, Order};
use super::views::{CareLine, CareReceipt, CareView, PublicStep, PublicView};
use base::{Doer, OrderId, Outcome, PersonId, Problem, Relation};
use chrono::Duration;
use db::{FromQueryResult, Lock, Query, Value, Write, row, values};
use futures::future::BoxFuture;
use kernel::app::App;
use uuid::Uuid;

/// Matters offered to who is about to ask.
const OFFERED_MAX: usize = 5;
/// Matters somebody cares about that are listed.
const MINE_MAX: u32 = 50;
/// Cares that one run forgets.
const BATCH: u32 = 200;

/// Caring.
#[derive(Clone, Copy, Debug)]
pub struct Caring {
    /// The form's hidden id.
    pub once: Uuid,
    /// The matter.
    pub order: OrderId,
    /// At the counter: for this person, or for somebody we do not know.
    pub counter: Option<Option<PersonId>>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct Follow {
    id: Uuid,
    order_id: Uuid,
    person_id: Option<Uuid>,
    number: Option<i64>,
    ended_at: Option<base::Moment>,
    version: i64,
}

const COLUMNS: &str = "id, order_id, person_id, number, ended_at, version";

/// Open public matters of this category at this place that the doer might mean, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn offered(app: &App, doer: &Doer, category: Uuid, place: &Place) -> Outcome<Vec<PublicView>> {
    doer.require(ORDERS_CARE, &[Relation::Any])?;
    let door = app.db.read().await?;
    let compound = match place.building {
        Some(building) => people::compound_of(&door, doer.community, building).await?,
        None => place.compound,
    };
    let Some(compound) = compound else { return Ok(Vec::new()) };
    let sql = "select * from orders where community = $1 and compound_id = $2 and category_id = $3 and is_public = true
               and is_personal = false and public_title is not null and closed_at is null and asked_at > $4
               order by asked_at desc, id limit 50";
    let since = doer.at - Duration::days(OFFERED_DAYS);
    let mut orders: Vec<Order> = door.all(sql, values![doer.community.0, compound.0, category, since]).await?;
    orders.retain(|order| is_offered(order) && !is_own(doer, order));
    orders.truncate(OFFERED_MAX);
    public_views(&door, doer, &orders).await
}

fn is_offered(order: &Order) -> bool {
    let open = State::from_name(&order.state).is_some_and(is_offered_in);
    open && order.is_public && !order.is_personal && order.public_title.is_some()
}

fn is_own(doer: &Doer, order: &Order) -> bool {
    order.asked_by.is_some_and(|person| doer.speaks_for(person.into())) || doer.opened.contains(&order.key())
}

/// Cares about a matter too; the same form, or the same person again, is once.
///
/// # Errors
/// `NotFound` unless it is offered; refusal: one's own matter.
pub async fn care(app: &App, doer: &Doer, wish: Caring) -> Outcome<CareReceipt> {
    doer.require(ORDERS_CARE, &[Relation::Any])?;
    if wish.counter.is_some() {
        doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    }
    let id = id_of(app, wish.once);
    let mut write = app.db.write(doer, "orders.care", &[Lock::new("orders", wish.order)]).await?;
    if let Some(known) = one(&write, doer, id.0).await? {
        return Ok(receipt(app, &known));
    }
    let order = store::order(&write, doer.community, wish.order).await?.filter(is_offered).ok_or(Problem::NotFound)?;
    let person = match wish.counter {
        Some(Some(person)) => {
            people::present(&write, doer.community, person).await?.ok_or(Problem::NotFound)?;
            Some(person)
        }
        Some(None) => None,
        None => doer.person,
    };
    let own = person.is_some() && order.asked_by == person.map(Uuid::from);
    if own || (wish.counter.is_none() && is_own(doer, &order)) {
        return Err(No::OwnMatter.into());
    }
    if let Some(person) = person {
        let sql = format!("select {COLUMNS} from order_follows where order_id = $1 and person_id = $2");
        if let Some(known) = write.one::<Follow>(&sql, values![order.id, person.0]).await? {
            return Ok(receipt(app, &known));
        }
    }
    let number = if person.is_some() { None } else { Some(receipts::draw_number(&write, id).await?) };
    let row = row! {
        id: id.0, community: doer.community.0, order_id: order.id, person_id: person.map(Uuid::from), number: number,
        since: doer.at,
    };
    write.create(&FOLLOWS, row).await?;
    let fresh = one(&write, doer, id.0).await?.ok_or(Problem::NotFound)?;
    write.commit().await?;
    Ok(receipt(app, &fresh))
}

/// Cares no more; nothing of the person stays. Ending it twice is once.
///
/// # Errors
/// `NotFound` unless it is the doer's own.
pub async fn uncare(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.uncare", &[Lock::new("order_follows", id)]).await?;
    let follow = own(&write, doer, id).await?;
    if follow.ended_at.is_none() {
        end(&mut write, &follow).await?;
    }
    write.commit().await
}

async fn end(write: &mut Write, follow: &Follow) -> Outcome<()> {
    let at = write.doer().at;
    write.change(&FOLLOWS, follow.id, follow.version, row! { ended_at: at, person_id: None::<Uuid> }).await
}

/// Number and code of somebody who cares without an account; `None` when the number is no such.
pub(super) async fn by_number(door: &impl Query, doer: &Doer, number: i64) -> Outcome<Option<OrderId>> {
    let sql = format!("select {COLUMNS} from order_follows where community = $1 and number = $2");
    Ok(door.one::<Follow>(&sql, values![doer.community.0, number]).await?.map(|follow| OrderId(follow.id)))
}

/// Whether what this browser opened is a care and no order.
///
/// # Errors
/// A fault from the database.
pub async fn is_care(app: &App, doer: &Doer, id: OrderId) -> Outcome<bool> {
    Ok(one(&app.db.read().await?, doer, id.0).await?.is_some())
}

/// What somebody who cares sees: the title for everyone, the steps for everyone, and how to stop.
///
/// # Errors
/// `NotFound` unless it is the doer's own.
pub async fn care_view(app: &App, doer: &Doer, id: Uuid) -> Outcome<CareView> {
    let door = app.db.read().await?;
    let follow = own(&door, doer, id).await?;
    let order = store::order(&door, doer.community, OrderId(follow.order_id)).await?.ok_or(Problem::NotFound)?;
    let receipt = receipt(app, &follow);
    let view = public_view(&door, doer, &order).await?;
    Ok(CareView {
        receipt,
        matter: view,
        goes_on: goes_on_of(&door, doer, &order).await?,
        ended: follow.ended_at.is_some(),
    })
}

/// What the doer cares about, and what this browser opened with number and code; newest first.
///
/// # Errors
/// A fault from the database.
pub async fn cares(app: &App, doer: &Doer) -> Outcome<Vec<CareLine>> {
    let door = app.db.read().await?;
    let person = doer.person.map_or(Uuid::nil(), Uuid::from);
    let opened: Vec<Value> = doer.opened.iter().map(|id| Value::from(id.0)).collect();
    let sql = format!(
        "select {COLUMNS} from order_follows where community = $1 and ended_at is null
         and (person_id = $2 or id in {}) order by since desc, id limit {MINE_MAX}",
        list(2, opened.len())
    );
    let follows: Vec<Follow> = door.all(&sql, [values![doer.community.0, person], opened].concat()).await?;
    let mut orders = many::orders(&door, doer.community, follows.iter().map(|follow| follow.order_id)).await?;
    let (ids, orders): (Vec<Uuid>, Vec<Order>) =
        follows.iter().filter_map(|follow| Some((follow.id, orders.remove(&follow.order_id)?))).unzip();
    let matters = public_views(&door, doer, &orders).await?;
    Ok(ids.into_iter().zip(matters).map(|(id, matter)| CareLine { id, matter }).collect())
}

/// How many neighbours care about an order and what was merged into it: a number, for the office.
pub(super) async fn count(door: &impl Query, order: &Order) -> Outcome<i64> {
    let sql = "select count(*) from order_follows where ended_at is null and (order_id = $1 or order_id in
                 (select id from orders where merged_into = $1))";
    door.number(sql, values![order.id]).await
}

/// Where a merged order goes on, as its asker and those who care about it may know it.
///
/// # Errors
/// A fault from the database.
pub(super) async fn goes_on_of(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Option<PublicView>> {
    let Some(into) = order.merged_into else { return Ok(None) };
    match store::order(door, doer.community, OrderId(into)).await? {
        Some(other) => public_view(door, doer, &other).await.map(Some),
        None => Ok(None),
    }
}

/// What everyone may know of a matter.
async fn public_view(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<PublicView> {
    public_views(door, doer, std::slice::from_ref(order)).await?.pop().ok_or(Problem::NotFound)
}

/// What everyone may know of each of these matters.
async fn public_views(door: &impl Query, doer: &Doer, orders: &[Order]) -> Outcome<Vec<PublicView>> {
    let names = Names::of(door, doer, orders).await?;
    let ids: Vec<OrderId> = orders.iter().map(Order::key).collect();
    let events = many::events(door, &ids).await?;
    let view = |order: &Order| {
        let is_public = order.is_public && !order.is_personal;
        Ok(PublicView {
            order: order.key(),
            number: order.number,
            title: order.public_title.clone(),
            category: names.category(order),
            compound: names.compound(order).filter(|_| is_public),
            asked_at: order.asked_at,
            steps: steps(events.get(&order.key()).map_or(&[], Vec::as_slice))?,
        })
    };
    orders.iter().map(view).collect()
}

/// The steps that everyone may know, without anything that anybody said.
fn steps(events: &[EventRow]) -> Outcome<Vec<PublicStep>> {
    let mut steps: Vec<PublicStep> = Vec::new();
    for event in events {
        let action: Action = named(&event.action)?;
        let Some(words) = told_to_all(action) else { continue };
        // Asking more people is no news.
        if steps.last().is_none_or(|last| last.words != words) {
            steps.push(PublicStep { at: event.at, words });
        }
    }
    Ok(steps)
}

async fn one(door: &impl Query, doer: &Doer, id: Uuid) -> Outcome<Option<Follow>> {
    let sql = format!("select {COLUMNS} from order_follows where id = $1 and community = $2");
    door.one(&sql, values![id, doer.community.0]).await
}

async fn own(door: &impl Query, doer: &Doer, id: Uuid) -> Outcome<Follow> {
    let mine = |follow: &Follow| {
        let person = follow.person_id.is_some() && follow.person_id == doer.person.map(Uuid::from);
        person || (follow.number.is_some() && doer.opened.contains(&OrderId(follow.id)))
    };
    one(door, doer, id).await?.filter(mine).ok_or(Problem::NotFound)
}

fn receipt(app: &App, follow: &Follow) -> CareReceipt {
    let code = follow.number.map(|_| receipts::code(app, OrderId(follow.id), 1));
    CareReceipt { id: follow.id, number: follow.number, code }
}

/// Forgets who cared about what ended long ago.
pub fn forget<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let sql = format!(
            "select f.id, f.order_id, f.person_id, f.number, f.ended_at, f.version from order_follows f
             join orders o on o.id = f.order_id
             where f.community = $1 and f.ended_at is null and o.closed_at <= $2 order by f.id limit {BATCH}"
        );
        let before = doer.at - Duration::days(CARE_DAYS);
        let old: Vec<Follow> = app.db.read().await?.all(&sql, values![doer.community.0, before]).await?;
        for follow in &old {
            let mut write = app.db.write(doer, "orders.forget_care", &[Lock::new("order_follows", follow.id)]).await?;
            match end(&mut write, follow).await {
                Ok(()) => write.commit().await?,
                // Ended by its own hand meanwhile.
                Err(Problem::Changed) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(())
    })
}
