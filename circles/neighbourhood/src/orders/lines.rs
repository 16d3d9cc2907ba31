//! Lines of lists: many orders at once, in a constant number of questions.

use super::people::Places;
use super::store::Order;
use super::views::{ClockView, OrderLine, WishesView};
use crate::categories::store::names;
use base::{Doer, Moment, Outcome};
use db::Query;
use kernel::case::{ClockKind, Light};

/// Orders as lines, in the order given.
pub async fn lines(door: &impl Query, doer: &Doer, orders: &[Order]) -> Outcome<Vec<OrderLine>> {
    let categories = names(door, doer.community).await?;
    let wanted = orders.iter().map(|order| (order.compound_id, order.building_id));
    let places = Places::of(door, doer.community, wanted).await?;
    let line = |order: &Order| -> Outcome<OrderLine> {
        Ok(OrderLine {
            id: order.key(),
            number: order.number,
            version: order.version,
            title: order.shown_title(),
            category: order.category_id.and_then(|id| categories.get(&id).cloned()),
            place: places.near(order.compound_id, order.building_id),
            state: order.state()?,
            round: order.round,
            on_behalf: order.recorded_by.is_some(),
            asked_at: order.asked_at,
            clock: clock(order, doer.at),
            outcome: order.outcome(),
        })
    };
    orders.iter().map(line).collect()
}

/// The clock an order is sorted by, and how it stands.
pub fn clock(order: &Order, now: Moment) -> Option<ClockView> {
    let kind = order.clock_kind.as_deref().and_then(ClockKind::from_name)?;
    let (amber_at, due_at) = (order.amber_at?, order.due_at?);
    let light = if now < amber_at {
        Light::Green
    } else if now <= due_at {
        Light::Amber
    } else {
        Light::Red
    };
    Some(ClockView { kind, due_at, light })
}

/// The wishes, without names.
pub fn wishes(order: &Order) -> WishesView {
    WishesView {
        language: order.wish_language(),
        part: order.wish_part(),
        time: order.wish_time.clone(),
        other: order.wish_other.clone(),
        without_someone: order.wish_without.is_some(),
    }
}
