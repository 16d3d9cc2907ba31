//! Words about the matter: to the resident, from the resident, and notes of the staff; all of it in the resident's copy.

use super::machine::Action;
use super::notices;
use super::people;
use super::powers::{ORDERS_NOTE, ORDERS_OWN, ORDERS_PHONE, ORDERS_WRITE};
use super::receipts::{phone_index, phone_place};
use super::rules::{LINE_CHARS_MAX, No, TEXT_CHARS_MAX};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::{self, MESSAGES, ORDERS};
use super::writing::needed;
use base::{Doer, OrderId, Outcome, Power, Problem, Relation};
use db::{Lock, Write, row};
use kernel::app::App;
use kernel::case::Named;
use kernel::vault::normalize_phone;
use uuid::Uuid;

/// A number that was shown, with the look written down.
#[derive(Clone, Debug)]
pub struct RevealedPhone {
    /// The digits.
    pub phone: String,
    /// Whose, as they like to be called.
    pub called: Option<String>,
}

/// Writes to the resident (desk, or who holds it).
///
/// # Errors
/// `NotFound`; field text.
pub async fn write_to_resident(app: &App, doer: &Doer, order: OrderId, once: Uuid, text: &str) -> Outcome<()> {
    let message = Message { kind: "to_resident", verb: "orders.write_to_resident", power: ORDERS_WRITE };
    say(app, doer, (order, once), &message, text).await
}

/// The asker adds a word.
///
/// # Errors
/// `NotFound` unless theirs; field text.
pub async fn write_to_office(app: &App, doer: &Doer, order: OrderId, once: Uuid, text: &str) -> Outcome<()> {
    let message = Message { kind: "from_resident", verb: "orders.write_to_office", power: ORDERS_OWN };
    say(app, doer, (order, once), &message, text).await
}

/// A note of the staff about the matter; the resident's copy shows it.
///
/// # Errors
/// `NotFound`; field text.
pub async fn add_note(app: &App, doer: &Doer, order: OrderId, once: Uuid, text: &str) -> Outcome<()> {
    let message = Message { kind: "note", verb: "orders.add_note", power: ORDERS_NOTE };
    say(app, doer, (order, once), &message, text).await
}

/// The asker answers what the office asked back.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`; field text.
pub async fn answer_question(app: &App, doer: &Doer, aim: Aim, text: &str) -> Outcome<()> {
    let text = needed("text", text, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.answer_question", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_OWN, &plain(doer, &order))?;
    order.expect(aim)?;
    let events = store::events(&write, order.key()).await?;
    let accepted = events.iter().any(|event| event.action == Action::Accept.name() && event.round == order.round);
    let action = if accepted || order.round > 1 { Action::SupplyMore } else { Action::Supply };
    let step = Step { on_behalf_of: super::checking::served(doer, &order), ..Step::new(action, aim.once) };
    carry_out(app, &mut write, &mut order, step.told(Some(text))).await?;
    write.commit().await
}

/// Shows the number: the desk with a reason, a helper only while they hold the order. Each look is a row.
///
/// # Errors
/// `NotFound`; field reason (desk); refusal: no number.
pub async fn reveal_phone(app: &App, doer: &Doer, order: OrderId, reason: &str) -> Outcome<RevealedPhone> {
    let mut write = app.db.write(doer, "orders.reveal_phone", &[]).await?;
    let order = store::order(&write, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let standing = plain(doer, &order);
    allow(doer, ORDERS_PHONE, &standing)?;
    let reason = if standing.contains(&Relation::Holder) || standing.contains(&Relation::Body) {
        order.number.to_string()
    } else {
        format!("{} · {}", order.number, needed("reason", reason, LINE_CHARS_MAX)?)
    };
    let phone = match (&order.phone_sealed, order.asked_by) {
        (Some(sealed), asked_by) => {
            let phone = people::opened(app, phone_place(order.key()), sealed)?;
            let whose = asked_by.unwrap_or(order.id);
            people::look(app, &mut write, (whose, "orders.phone_sealed"), &reason).await?;
            Some(phone)
        }
        (None, Some(person)) => registry::people::contact_for(app, &mut write, person.into(), &reason).await?,
        (None, None) => None,
    };
    let phone = phone.ok_or(No::NoPhone)?;
    write.commit().await?;
    Ok(RevealedPhone { phone, called: order.called })
}

/// The asker would like to be called; a number given now is kept with the order, sealed.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`; field phone; refusal: no number.
pub async fn call_me(app: &App, doer: &Doer, aim: Aim, phone: Option<&str>) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.call_me", &[Lock::new("orders", aim.order)]).await?;
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_OWN, &plain(doer, &order))?;
    let words = app.words.say(doer.locale, "orders-message-call-me", &[]);
    if !keep(&mut write, (order.id, aim.once), "from_resident", &words).await? {
        return Ok(());
    }
    match phone.map(str::trim).filter(|phone| !phone.is_empty()) {
        Some(phone) => {
            let phone = normalize_phone(phone).ok_or_else(|| Problem::field("phone", "orders-refused-phone"))?;
            let sealed = app.vault.seal(phone_place(order.key()), phone.as_bytes(), app.chance.as_ref())?;
            let row = row! { phone_sealed: sealed, phone_index: phone_index(app, &phone) };
            write.change(&ORDERS, order.id, aim.version, row).await?;
        }
        None if !order.is_reachable() => return Err(No::NoPhone.into()),
        None => {}
    }
    notices::after_word(app, &mut write, aim.once).await?;
    write.commit().await
}

struct Message {
    kind: &'static str,
    verb: &'static str,
    power: Power,
}

async fn say(app: &App, doer: &Doer, (order, once): (OrderId, Uuid), message: &Message, text: &str) -> Outcome<()> {
    let text = needed("text", text, TEXT_CHARS_MAX)?;
    let mut write = app.db.write(doer, message.verb, &[]).await?;
    let order = store::order(&write, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, message.power, &plain(doer, &order))?;
    if keep(&mut write, (order.id, once), message.kind, &text).await? {
        match message.kind {
            "to_resident" => notices::after_message(app, &mut write, once).await?,
            "from_resident" => notices::after_word(app, &mut write, once).await?,
            _ => {}
        }
    }
    write.commit().await
}

/// Keeps a message; false when its form was here before.
pub(super) async fn keep(
    write: &mut Write,
    (order, once): (Uuid, Uuid),
    kind: &'static str,
    text: &str,
) -> Outcome<bool> {
    let doer = write.doer();
    let row = row! {
        id: once, community: doer.community.0, order_id: order, at: doer.at, kind: kind, body: text,
        by_account: doer.account.map(Uuid::from), by_person: doer.person.map(Uuid::from),
    };
    write.append_once(&MESSAGES, row).await
}
