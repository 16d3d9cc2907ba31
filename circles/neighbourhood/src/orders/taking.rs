//! Taking and giving back: never forced, never with a reason, never with a trace on the person.

use super::dispatch::may_do;
use super::machine::Action;
use super::pair_rules::{Seat, seat};
use super::pairs;
use super::people;
use super::powers::{ORDERS_DO, ORDERS_OWN, ORDERS_TAKE};
use super::receipts::second;
use super::rules::{DOOR_WORDS, No};
use super::standing::{Purpose, allow, decides, plain, relations};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::{self, DispatchRow, ORDERS, Order};
use base::{BodyId, Doer, Outcome, PersonId, Problem};
use db::{Lock, Query, Write, row, values};
use kernel::app::App;
use uuid::Uuid;

/// Takes an offered order: the first has it, everyone else who was asked is told "taken". The version is not compared.
/// `for_body` says through which of the doer's bodies; without it, by name if asked by name, else the body that was asked.
/// A unit's or department's order is held by it; a team's by the one who takes it. Where two are wanted, the first is in
/// and waits, of which there is no event, and the second begins it.
///
/// # Errors
/// `NotFound` when it was not offered to the doer; refusals: taken, licence, not wished.
pub async fn take(app: &App, doer: &Doer, aim: Aim, for_body: Option<BodyId>) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, "orders.take", aim).await? else { return Ok(()) };
    let person = doer.person.ok_or(Problem::NotFound)?;
    let offers = offers(&write, doer, &order, Purpose::Do).await?;
    // The first of two took it in a form of which there is no event.
    if order.companion().is_some() && order.is_held_by(Some(person)) {
        return Ok(());
    }
    if order.state != "dispatched" {
        // Someone who was asked learns that another was faster; everyone else finds nothing.
        return Err(if offers.is_empty() { Problem::NotFound } else { No::Taken.into() });
    }
    allow(doer, ORDERS_TAKE, &relations(&write, doer, &order, Purpose::Do).await?)?;
    let waiting = pairs::waiting(&write, &order).await?;
    if pairs::people_of(&waiting).contains(&person) {
        return Ok(());
    }
    let open: Vec<&DispatchRow> = offers.iter().filter(|row| row.state == "offered").collect();
    let chosen = match for_body {
        Some(body) => open.iter().find(|row| row.body_id == Some(body.0)),
        None => open.iter().find(|row| row.person_id.is_some()).or_else(|| open.first()),
    };
    let chosen = chosen.ok_or(Problem::NotFound)?;
    let body = match chosen.body_id {
        Some(body) => people::body(&write, doer.community, body.into()).await?,
        None => None,
    };
    let for_office = body.as_ref().is_some_and(people::Body::is_office);
    if !for_office {
        may_do(&write, &order, person).await?;
    }
    match seat(order.two_people, for_office, &pairs::people_of(&waiting), person) {
        Seat::Has => return Ok(()),
        Seat::Alone => {
            write.run("update order_dispatches set state = 'taken' where id = $1", values![chosen.id]).await?;
            begins(app, &mut write, &mut order, (aim.once, (person, None), chosen.body_id)).await?;
        }
        Seat::Waits => {
            pairs::sit(app, &mut write, &order, (chosen, person)).await?;
            write.touch(&ORDERS, order.id).await?;
        }
        Seat::With(first) => {
            pairs::fit_together(&write, &order, (first, person)).await?;
            pairs::sit(app, &mut write, &order, (chosen, person)).await?;
            let through = waiting.first().and_then(|row| row.body_id);
            begins(app, &mut write, &mut order, (aim.once, (first, Some(person)), through)).await?;
        }
    }
    write.commit().await
}

/// It begins in these hands, with a word for the door.
async fn begins(
    app: &App,
    write: &mut Write,
    order: &mut Order,
    (once, (holder, companion), body): (Uuid, (PersonId, Option<PersonId>), Option<Uuid>),
) -> Outcome<()> {
    let words = i64::try_from(DOOR_WORDS.len()).unwrap_or(1);
    let word = i64::try_from(app.chance.below(words.unsigned_abs())).unwrap_or(0);
    let companion = companion.map(Uuid::from);
    let row = row! {
        holder_person: holder.0, companion_person: companion, holder_body: body, taken_at: write.doer().at,
        door_word: word,
    };
    (order.holder_person, order.companion_person, order.holder_body) = (Some(holder.0), companion, body);
    let told = body.map(|body| body.to_string());
    carry_out(app, write, order, Step::new(Action::Take, once).with(row).told(told)).await
}

/// Says no, or steps back while one more is looked for; nobody sees it. When nobody is left who could say yes, the order
/// goes back to the office at once.
///
/// # Errors
/// `NotFound` when it was not offered to the doer; refusal: they hold it.
pub async fn decline(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.decline", &[Lock::new("orders", aim.order)]).await?;
    let mut order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    let person = doer.person.ok_or(Problem::NotFound)?;
    // Who has taken it gives it back instead; a "no" would only keep them from being asked again.
    if order.is_held_by(Some(person)) {
        return Err(No::NotNow.into());
    }
    let purpose = if order.state == Purpose::Check.state() { Purpose::Check } else { Purpose::Do };
    // Said twice is said once, also by someone of whom no row is left.
    if store::passes(&write, order.key()).await?.contains(&person) {
        return Ok(());
    }
    if offers(&write, doer, &order, purpose).await?.is_empty() {
        return Err(Problem::NotFound);
    }
    let own = "delete from order_dispatches where order_id = $1 and person_id = $2 and state = 'offered'";
    write.run(own, values![order.id, person.0]).await?;
    pairs::stand_up(&mut write, &order, person).await?;
    write.insert_once("order_passes", row! { order_id: order.id, person_id: person.0 }).await?;
    let left = store::dispatches(&write, order.key(), order.round).await?;
    let open = left.iter().any(|row| row.state == "offered" && row.purpose == "do");
    if order.state == "dispatched" && !open {
        let step = Step { unnamed: true, ..Step::new(Action::Lapse, second(app, aim.once, "lapse")) };
        carry_out(app, &mut write, &mut order, step).await?;
    } else {
        write.touch(&ORDERS, order.id).await?;
    }
    write.commit().await
}

/// A volunteer gives it back; the office asks someone else, and nothing stays on the person. Of two, either gives it back
/// for both, and the other is told.
///
/// # Errors
/// `NotFound` unless held; refusal: units and departments ask to return.
pub async fn hand_back(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, "orders.hand_back", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DO, &plain(doer, &order))?;
    order.expect(aim)?;
    let body = match order.holding_body() {
        Some(body) => people::body(&write, doer.community, body).await?,
        None => None,
    };
    if body.is_some_and(|body| body.is_office()) {
        return Err(No::AskToReturn.into());
    }
    let person = doer.person.filter(|own| order.is_held_by(Some(*own))).or(order.holder()).ok_or(Problem::NotFound)?;
    let another = order.companion().is_some();
    let taken =
        "delete from order_dispatches where order_id = $1 and state = 'taken' and (person_id = $2 or $3 = false)";
    write.run(taken, values![order.id, person.0, another]).await?;
    write.insert_once("order_passes", row! { order_id: order.id, person_id: person.0 }).await?;
    let step = Step { unnamed: true, ..Step::new(Action::HandBack, aim.once) };
    carry_out(app, &mut write, &mut order, step).await?;
    write.commit().await
}

/// The asker takes the request back.
///
/// # Errors
/// `NotFound` unless it is theirs; refusals of the table.
pub async fn withdraw(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, "orders.withdraw", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_OWN, &plain(doer, &order))?;
    decides(doer, &order)?;
    order.expect(aim)?;
    let served = order.asked_by.map(PersonId::from).filter(|person| Some(*person) != doer.person);
    let step = Step { on_behalf_of: served, ..Step::new(Action::Withdraw, aim.once) };
    carry_out(app, &mut write, &mut order, step).await?;
    super::photos::let_go(&mut write, &order).await?;
    write.commit().await
}

/// The rows by which the doer was asked in this round.
async fn offers(door: &impl Query, doer: &Doer, order: &Order, purpose: Purpose) -> Outcome<Vec<DispatchRow>> {
    let bodies: Vec<BodyId> = doer.bodies().collect();
    let mine = |row: &DispatchRow| {
        let by_name = row.person_id.is_some() && row.person_id == doer.person.map(|person| person.0);
        row.purpose == purpose.name() && (by_name || row.body_id.is_some_and(|body| bodies.contains(&body.into())))
    };
    let rows = store::dispatches(door, order.key(), order.round).await?;
    Ok(rows.into_iter().filter(mine).collect())
}
