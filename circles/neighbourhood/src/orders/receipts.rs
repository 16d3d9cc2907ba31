//! Numbers, ids and follow codes of requests.
//!
//! A follow code is never stored: it is computed from the order and its turn under a key outside the database, so that
//! the same form shows the same code again, and a new turn ends the old one.

use super::store::Order;
use super::views::Receipt;
use base::{Moment, OrderId, Outcome, Problem};
use db::{FromQueryResult, Query, Write, values};
use kernel::app::App;
use kernel::vault::Place;
use uuid::Uuid;

/// Codes have six digits.
const CODES: u64 = 1_000_000;

/// Where an order's phone is sealed.
pub fn phone_place(order: OrderId) -> Place<'static> {
    Place { table: "orders", column: "phone_sealed", row: order.0 }
}

/// The bytes under which an order is found by a phone in normal form.
pub fn phone_index(app: &App, phone: &str) -> Vec<u8> {
    app.vault.blind_index("orders.phone", phone)
}

/// The order of a form: whoever knows an order does not know its form, and the other way round.
pub fn id_of(app: &App, once: Uuid) -> OrderId {
    let hash = app.vault.blind_index("orders.id", &once.to_string());
    let bytes = hash.first_chunk::<16>().copied().unwrap_or_default();
    OrderId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// An id that belongs to a form's, for the second step of one verb.
pub fn second(app: &App, once: Uuid, step: &str) -> Uuid {
    let hash = app.vault.blind_index("orders.second", &format!("{once}/{step}"));
    uuid::Builder::from_random_bytes(hash.first_chunk::<16>().copied().unwrap_or_default()).into_uuid()
}

/// The follow code of this turn.
pub fn code(app: &App, order: OrderId, turn: i64) -> String {
    let hash = app.vault.blind_index("orders.follow_code", &format!("{order}/{turn}"));
    let number = u64::from_be_bytes(hash.first_chunk::<8>().copied().unwrap_or_default());
    format!("{:06}", number % CODES)
}

/// Number and code as people type them: full-width and Tibetan digits, spaces and dashes.
pub fn digits(typed: &str) -> String {
    let one = |char: char| match char {
        '0'..='9' => Some(char),
        '０'..='９' => char::from_u32(u32::from(char) - u32::from('０') + u32::from('0')),
        '༠'..='༩' => char::from_u32(u32::from(char) - u32::from('༠') + u32::from('0')),
        _ => None,
    };
    typed.chars().take(40).filter_map(one).collect()
}

#[derive(FromQueryResult)]
struct Drawn {
    number: i64,
}

/// Draws the next number: an identity on PostgreSQL, a rowid that is never reused on SQLite. No row is read or counted.
pub async fn draw_number(write: &Write, order: OrderId) -> Outcome<i64> {
    let sql = "insert into order_numbers (order_id) values ($1) returning number";
    let drawn: Option<Drawn> = write.one(sql, values![order.0]).await?;
    drawn.map(|drawn| drawn.number).ok_or_else(|| Problem::fault("no order number was drawn"))
}

#[derive(FromQueryResult)]
struct Due {
    due_at: Moment,
}

/// Number, code, and until when a person answers.
pub async fn receipt(app: &App, door: &impl Query, order: &Order) -> Outcome<Receipt> {
    let sql = "select due_at from order_clocks where order_id = $1 and kind = 'accept' and stopped_at is null
               order by round desc, turn desc limit 1";
    let due: Option<Due> = door.one(sql, values![order.id]).await?;
    Ok(Receipt {
        order: order.key(),
        number: order.number,
        code: code(app, order.key(), order.code_turn),
        answer_by: due.map(|due| due.due_at),
    })
}
