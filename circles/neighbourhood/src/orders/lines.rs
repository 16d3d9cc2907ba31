//! Lines of lists: an order as the desk, the register and the asker's list show it, with names in a fixed number of
//! questions however long the list is.

use super::merge_rules::title_fault;
use super::pairs;
use super::people::{self, Body, Places, bodies};
use super::rules::named;
use super::standing::list;
use super::store::Order;
use super::views::{ClockView, OrderLine, PlaceView, WishesView};
use base::{Doer, Moment, Outcome};
use db::{FromQueryResult, Query, Value};
use kernel::case::{ClockKind, Light};
use kernel::i18n::LocalText;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct CategoryRow {
    id: Uuid,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
}

/// What the lines of these orders need: names of categories and places.
pub struct Names {
    categories: BTreeMap<Uuid, LocalText>,
    places: Places,
    bodies: BTreeMap<Uuid, Body>,
    pairs: BTreeMap<Uuid, String>,
    askers: BTreeMap<Uuid, String>,
}

impl Names {
    /// Five questions for any number of orders, and one more where two hold one.
    pub async fn of(door: &impl Query, doer: &Doer, orders: &[Order]) -> Outcome<Self> {
        let mut ids: Vec<Uuid> = orders.iter().filter_map(|order| order.category_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let sql = format!(
            "select id, name_zh, name_bo, name_en from categories where community = $1 and id in {}",
            list(1, ids.len())
        );
        let values = std::iter::once(Value::from(doer.community.0)).chain(ids.into_iter().map(Value::from)).collect();
        let rows: Vec<CategoryRow> = door.all(&sql, values).await?;
        let text = |row: CategoryRow| (row.id, LocalText { zh: row.name_zh, bo: row.name_bo, en: row.name_en });
        let wanted = orders.iter().map(|order| (order.compound_id, order.building_id));
        let places = Places::of(door, doer.community, wanted).await?;
        let bodies = bodies(door, doer.community, orders.iter().map(|order| order.holder_body)).await?;
        let pairs = pairs::names(door, doer.community, orders).await?;
        let titled = orders.iter().filter(|order| order.title.is_some()).map(|order| order.asked_by);
        let askers = people::names(door, doer.community, titled).await?;
        Ok(Self { categories: rows.into_iter().map(text).collect(), places, bodies, pairs, askers })
    }

    /// The category's name.
    pub fn category(&self, order: &Order) -> Option<LocalText> {
        order.category_id.and_then(|id| self.categories.get(&id).cloned())
    }

    /// The team, unit or department through which the order is held.
    pub fn body(&self, order: &Order) -> Option<&Body> {
        order.holder_body.and_then(|body| self.bodies.get(&body))
    }

    /// What one of two who hold an order together is called.
    pub fn one_of_two(&self, person: Option<Uuid>) -> Option<String> {
        person.and_then(|person| self.pairs.get(&person).cloned())
    }

    /// The compound's name.
    pub fn compound(&self, order: &Order) -> Option<LocalText> {
        self.places.compound(order.compound_id)
    }

    /// The place without stairway and door.
    pub fn near(&self, order: &Order) -> PlaceView {
        PlaceView { spot: order.spot.clone(), ..self.places.near(order.compound_id, order.building_id) }
    }

    /// The whole place.
    pub fn whole(&self, order: &Order) -> PlaceView {
        PlaceView { stairway: order.stairway.clone(), door: order.door.clone(), ..self.near(order) }
    }

    /// The title is the office's, and names neither the asker, by register or as they are called, nor a door or a phone.
    fn is_titled(&self, order: &Order) -> bool {
        let asker = order.asked_by.and_then(|person| self.askers.get(&person));
        let named = || asker.map(String::as_str).into_iter().chain(order.called.as_deref());
        order.title.as_deref().is_some_and(|title| title_fault(title, named(), order.door.as_deref()).is_none())
    }

    /// The line.
    pub fn line(&self, order: &Order, now: Moment) -> Outcome<OrderLine> {
        let near = self.places.near(order.compound_id, order.building_id);
        Ok(OrderLine {
            id: order.key(),
            number: order.number,
            version: order.version,
            title: order.shown_title(),
            is_titled: self.is_titled(order),
            category: self.category(order),
            place: near,
            state: named(&order.state)?,
            round: order.round,
            on_behalf: order.recorded_by.is_some(),
            spoken: order.spoken.is_some(),
            asked_at: order.asked_at,
            clock: clock(order, now),
            outcome: order.outcome(),
            supervised: order.supervised,
        })
    }
}

/// The lines of a list.
pub async fn lines(door: &impl Query, doer: &Doer, orders: &[Order]) -> Outcome<Vec<OrderLine>> {
    let names = Names::of(door, doer, orders).await?;
    orders.iter().map(|order| names.line(order, doer.at)).collect()
}

/// The clock an order is sorted by, from its kept copy.
pub fn clock(order: &Order, now: Moment) -> Option<ClockView> {
    let kind = order.clock_kind.as_deref().and_then(ClockKind::from_name)?;
    let (due_at, amber_at) = (order.due_at?, order.amber_at?);
    let light = if now > due_at {
        Light::Red
    } else if now >= amber_at {
        Light::Amber
    } else {
        Light::Green
    };
    Some(ClockView { kind, due_at, light })
}

/// What the resident wishes, without the name of whom they do not wish.
pub fn wishes(order: &Order) -> WishesView {
    WishesView {
        language: order.wish_language(),
        part: order.wish_part(),
        time: order.wish_time.clone(),
        other: order.wish_other.clone(),
        without_someone: order.wish_without.is_some(),
        helper: order.wish_helper(),
        two: order.two_people,
    }
}
