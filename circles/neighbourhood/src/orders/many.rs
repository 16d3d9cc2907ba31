//! Many orders at once, so that a list asks the database as often as a single line does.

use super::standing::list;
use super::store::{EventRow, Order};
use base::{CommunityId, Moment, OrderId, Outcome};
use db::{FromQueryResult, Query, Value};
use kernel::case::standing;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The orders of this community among these ids.
pub async fn orders(
    door: &impl Query,
    community: CommunityId,
    ids: impl IntoIterator<Item = Uuid>,
) -> Outcome<BTreeMap<Uuid, Order>> {
    let ids: Vec<Value> = ids.into_iter().map(Value::from).collect();
    let sql = format!("select * from orders where community = $1 and id in {}", list(1, ids.len()));
    let found: Vec<Order> = door.all(&sql, [vec![Value::from(community.0)], ids].concat()).await?;
    Ok(found.into_iter().map(|order| (order.id, order)).collect())
}

#[derive(FromQueryResult)]
struct Told {
    order_id: Uuid,
    #[sea_orm(nested)]
    event: EventRow,
}

/// What happened to each of these orders and still holds, oldest first.
pub async fn events(door: &impl Query, ids: &[OrderId]) -> Outcome<BTreeMap<OrderId, Vec<EventRow>>> {
    let sql = format!(
        "select order_id, id, seq, at, action, from_state, to_state, round, by_account, by_person, on_behalf_of, reason,
           detail from order_events where order_id in {} order by order_id, seq",
        list(0, ids.len())
    );
    let mut stories: BTreeMap<OrderId, Vec<EventRow>> = BTreeMap::new();
    for told in door.all::<Told>(&sql, ids.iter().map(|id| Value::from(id.0)).collect()).await? {
        stories.entry(OrderId(told.order_id)).or_default().push(told.event);
    }
    Ok(stories.into_iter().map(|(id, story)| (id, standing(story, EventRow::line))).collect())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct MessageRow {
    pub order_id: Uuid,
    pub at: Moment,
    pub kind: String,
    pub body: String,
    pub by_account: Option<Uuid>,
    pub by_person: Option<Uuid>,
}

/// What was said about these orders, oldest first.
pub async fn messages(door: &impl Query, orders: &[Order]) -> Outcome<Vec<MessageRow>> {
    let sql = format!(
        "select order_id, at, kind, body, by_account, by_person from order_messages where order_id in {} order by at, id",
        list(0, orders.len())
    );
    door.all(&sql, orders.iter().map(|order| Value::from(order.id)).collect()).await
}
