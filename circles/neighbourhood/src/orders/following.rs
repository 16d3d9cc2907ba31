//! Following without an account: number and code; and finding an order again by the caller's phone.

use super::powers::{ORDERS_ASK_FOR, ORDERS_CODE, ORDERS_OWN};
use super::receipts;
use super::rules::No;
use super::standing::{allow, list, plain};
use super::steps::Aim;
use super::store::{self, ORDERS, Order};
use super::views::Receipt;
use access::throttle::{self, Guesser};
use base::{Doer, OrderId, Outcome, PersonId, Problem, Relation};
use db::{Lock, Query, Value, row, values};
use kernel::app::App;
use kernel::vault::normalize_phone;
use uuid::Uuid;

/// Orders of one phone that are listed.
const FOUND_MAX: u32 = 20;

/// An order found by phone, for the counter.
#[derive(Clone, Debug)]
pub struct Found {
    /// The line of the lists.
    pub line: super::views::OrderLine,
}

/// The order of number and code. The caller then opens it in the session (`access::sessions::actions::open_order`).
/// `address` is `visit.throttled_address(..)`.
///
/// # Errors
/// `TooMany`, or the same refusal for a number that is not there and a code that is wrong.
pub async fn follow(app: &App, doer: &Doer, number: &str, code: &str, address: Option<&str>) -> Outcome<OrderId> {
    let (number, code) = (receipts::digits(number), receipts::digits(code));
    let name = format!("order/{number}");
    if let Some(address) = address {
        throttle::charge(app, Guesser::Address(address)).await?;
    }
    throttle::charge(app, Guesser::Account(&name)).await?;
    let door = app.db.read().await?;
    let parsed = number.parse::<i64>().ok();
    let order = match parsed {
        Some(number) => store::by_number(&door, doer.community, number).await?,
        None => None,
    };
    let parted = |order: &Order| order.asked_by.is_some_and(|of| doer.parted_from(of.into(), order.asked_at));
    let fits = |order: &Order| receipts::code(app, order.key(), order.code_turn) == code;
    let right = |order: &Order| order.state != "draft" && fits(order) && !parted(order);
    let found = match (order, parsed) {
        (Some(order), _) => Some(order).filter(right).map(|order| order.key()),
        // Somebody who cares about another's matter has a number, too.
        (None, Some(number)) => {
            let care = super::caring::by_number(&door, doer, number).await?;
            // A counterfoil is torn off before its sheet is entered; who holds it knows number and code.
            if care.is_none() && super::paper::waits(app, &door, doer, (number, &code)).await? {
                throttle::forgive(app, Guesser::Account(&name)).await?;
                return Err(Problem::refused(super::paper::rules::No::SheetWaits.key()));
            }
            care.filter(|care| receipts::code(app, *care, 1) == code)
        }
        (None, None) => None,
    };
    let found = found.ok_or(No::WrongCode)?;
    throttle::forgive(app, Guesser::Account(&name)).await?;
    Ok(found)
}

/// Orders of a caller's phone (also of people registered with it), newest first; for the desk.
///
/// # Errors
/// `Invalid` when it is no phone number.
pub async fn find_by_phone(app: &App, doer: &Doer, phone: &str) -> Outcome<Vec<Found>> {
    doer.require(ORDERS_CODE, &[Relation::Community])?;
    let phone = normalize_phone(phone).ok_or_else(|| Problem::field("phone", "orders-refused-phone"))?;
    let read = app.db.read().await?;
    let people = registry::people::ids_by_phone(app, &read, doer.community, &phone).await?;
    let marks = list(2, people.len());
    let sql = format!(
        "select * from orders where community = $1 and state <> 'draft' and (phone_index = $2 or asked_by in {marks})
         order by asked_at desc, id limit {FOUND_MAX}"
    );
    let mut values = values![doer.community.0, receipts::phone_index(app, &phone)];
    values.extend(people.into_iter().map(|person| Value::from(person.0)));
    let orders: Vec<Order> = read.all(&sql, values).await?;
    let lines = super::lines::lines(&read, doer, &orders).await?;
    Ok(lines.into_iter().map(|line| Found { line }).collect())
}

/// A new code for an order; the old one ends (desk, with the caller in person or on the phone).
///
/// # Errors
/// `NotFound`, `Changed`.
pub async fn replace_follow_code(app: &App, doer: &Doer, aim: Aim) -> Outcome<Receipt> {
    let mut write = app.db.write(doer, "orders.replace_code", &[Lock::new("orders", aim.order)]).await?;
    let mut order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_CODE, &plain(doer, &order))?;
    // The same form again shows the code it gave.
    if order.code_once == Some(aim.once) {
        return receipts::receipt(app, &write, &order).await;
    }
    order.expect(aim)?;
    order.code_turn += 1;
    write.change(&ORDERS, order.id, order.version, row! { code_turn: order.code_turn, code_once: aim.once }).await?;
    let receipt = receipts::receipt(app, &write, &order).await?;
    write.commit().await?;
    Ok(receipt)
}

/// The receipt for the slip that a worker prints right after recording (only who recorded it for the office, in state
/// submitted), or in the asker's own session. Who acts for the asker needs no code: it would outlast what was agreed.
///
/// # Errors
/// `NotFound` for anyone else.
pub async fn receipt_of(app: &App, doer: &Doer, order: OrderId) -> Outcome<Receipt> {
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let recorded = order.recorded_by.is_some() && order.recorded_by == doer.account.map(Uuid::from);
    let office = order.asked_by.is_none() || doer.require(ORDERS_ASK_FOR, &[Relation::Community]).is_ok();
    let recorded_now = recorded && office && order.state == "submitted";
    let acts = order.asked_by.map(PersonId).is_some_and(|of| doer.person != Some(of) && doer.speaks_for(of));
    let own = !acts && allow(doer, ORDERS_OWN, &plain(doer, &order)).is_ok();
    if order.state == "draft" || !(recorded_now || own) {
        return Err(Problem::NotFound);
    }
    receipts::receipt(app, &read, &order).await
}
