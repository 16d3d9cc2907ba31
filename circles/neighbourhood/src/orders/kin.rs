//! What belongs together with an order: what it was merged into, what was merged into it, what it was split off and what
//! was split off it, who may mean the same, and how many neighbours care; for the office, and the asker's own part of it.

use super::caring;
use super::lines::lines;
use super::merge_rules::{NEAR_DAYS, may_merge};
use super::merging::side;
use super::powers::{ORDERS_MERGE, ORDERS_OWN, ORDERS_SEE};
use super::standing::{allow, plain};
use super::store::{self, Order};
use super::telling;
use super::views::{Kin, MergedView, OrderLine, OwnKin};
use base::{Doer, OrderId, Outcome, Problem};
use chrono::Duration;
use db::{Query, Read, values};
use kernel::app::App;
use uuid::Uuid;

/// Orders merged into one, and parts of one, that a page shows.
const KIN_MAX: u32 = 50;
/// Orders looked through, and shown, that may be the same.
const NEAR_READ_MAX: u32 = 50;
const NEAR_MAX: usize = 5;

/// For the office.
///
/// # Errors
/// `NotFound`.
pub async fn kin(app: &App, doer: &Doer, order: OrderId) -> Outcome<Kin> {
    let door = app.db.read().await?;
    let order = store::order(&door, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let standing = plain(doer, &order);
    allow(doer, ORDERS_SEE, &standing).map_err(|_| Problem::NotFound)?;
    let may_merge = doer.require(ORDERS_MERGE, &standing).is_ok();
    let merged = if order.leads { merged(&door, doer, &order).await? } else { Vec::new() };
    Ok(Kin {
        into: line_of(&door, doer, order.merged_into).await?,
        merged,
        origin: line_of(&door, doer, order.split_from).await?,
        parts: parts(&door, doer, &order).await?,
        near: if may_merge { near(&door, doer, &order).await? } else { Vec::new() },
        cares: caring::count(&door, &order).await?,
        is_public_place: order.is_public && !order.is_personal,
        public_title: order.public_title.clone(),
        may_merge,
    })
}

/// For the asker: where it goes on, and their own parts of it.
///
/// # Errors
/// `NotFound`.
pub async fn own_kin(app: &App, doer: &Doer, order: OrderId) -> Outcome<OwnKin> {
    let door = app.db.read().await?;
    let order = store::order(&door, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_OWN, &plain(doer, &order)).map_err(|_| Problem::NotFound)?;
    let mut parts = parts(&door, doer, &order).await?;
    if let Some(origin) = order.split_from {
        // Who holds number and code of a part alone does not see the others.
        let found = store::order(&door, doer.community, OrderId(origin)).await?;
        let seen = found.filter(|origin| allow(doer, ORDERS_OWN, &plain(doer, origin)).is_ok());
        parts = lines(&door, doer, &seen.into_iter().collect::<Vec<_>>()).await?;
    }
    let is_part = order.split_from.is_some();
    Ok(OwnKin { goes_on: caring::goes_on_of(&door, doer, &order).await?, parts, is_part })
}

async fn line_of(door: &Read, doer: &Doer, id: Option<Uuid>) -> Outcome<Option<OrderLine>> {
    let Some(id) = id else { return Ok(None) };
    let found = store::order(door, doer.community, OrderId(id)).await?;
    Ok(lines(door, doer, &found.into_iter().collect::<Vec<_>>()).await?.pop())
}

/// What was merged into it and is still, with what their askers said since, which nobody would look for elsewhere.
async fn merged(door: &Read, doer: &Doer, order: &Order) -> Outcome<Vec<MergedView>> {
    let sql = format!("select * from orders where merged_into = $1 order by number limit {KIN_MAX}");
    let orders: Vec<Order> = door.all(&sql, values![order.id]).await?;
    let mut said = telling::messages_of(door, doer, &orders, false).await?;
    let view =
        |(order, line): (&Order, OrderLine)| MergedView { line, said: said.remove(&order.id).unwrap_or_default() };
    Ok(orders.iter().zip(lines(door, doer, &orders).await?).map(view).collect())
}

async fn parts(door: &Read, doer: &Doer, order: &Order) -> Outcome<Vec<OrderLine>> {
    let sql = format!("select * from orders where split_from = $1 order by number limit {KIN_MAX}");
    let orders: Vec<Order> = door.all(&sql, values![order.id]).await?;
    lines(door, doer, &orders).await
}

/// Open orders of the same category in the same compound into which this one might be merged, newest first.
async fn near(door: &Read, doer: &Doer, order: &Order) -> Outcome<Vec<OrderLine>> {
    let (Some(compound), Some(category)) = (order.compound_id, order.category_id) else { return Ok(Vec::new()) };
    let sql = format!(
        "select * from orders where community = $1 and compound_id = $2 and category_id = $3 and id <> $4
           and closed_at is null and state <> 'draft' and asked_at > $5 order by asked_at desc, id limit {NEAR_READ_MAX}"
    );
    let since = order.asked_at - Duration::days(NEAR_DAYS);
    let found: Vec<Order> = door.all(&sql, values![doer.community.0, compound, category, order.id, since]).await?;
    let own = side(door, order).await?;
    let mut fitting = Vec::new();
    for other in found {
        if fitting.len() < NEAR_MAX && may_merge(&own, &side(door, &other).await?).is_ok() {
            fitting.push(other);
        }
    }
    lines(door, doer, &fitting).await
}
