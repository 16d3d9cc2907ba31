//! Splitting 拆单: one order that turns out to be several. The original keeps its number and goes on; each part gets a
//! number, category, place and words of its own, written by the office, and is accepted at that moment: its clocks start
//! then. All parts are the same asker's. Photos come along only when they are chosen.

use super::asking::{Asker, Asking, Place, Wishes};
use super::machine::Action;
use super::people;
use super::photos::OWNER;
use super::powers::ORDERS_MERGE;
use super::receipts::{id_of, phone_place, second};
use super::rules::{LINE_CHARS_MAX, TEXT_CHARS_MAX};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, carry_out, was_carried_out};
use super::store::{self, Order};
use super::writing::{Complete, Written, create, index, needed, read, submit};
use base::{Doer, OrderId, Outcome, Problem};
use db::{Lock, Write, row};
use kernel::app::App;
use kernel::files;
use uuid::Uuid;

/// One part.
#[derive(Clone, Debug)]
pub struct Splitting {
    /// Its category.
    pub category: Option<Uuid>,
    /// Words for the lists and for volunteers.
    pub title: String,
    /// What it is about, in the office's words.
    pub body: String,
    /// The answer to the asker.
    pub answer: String,
    /// Where.
    pub place: Place,
    /// Photos of the original that belong to it; none unless chosen.
    pub photos: Vec<Uuid>,
}

/// Splits a part off; the same form again gives the same order.
///
/// # Errors
/// `NotFound`, `Changed`; fields category, title, body, answer, place; refusals of the table.
pub async fn split(app: &App, doer: &Doer, aim: Aim, wish: &Splitting) -> Outcome<OrderId> {
    let (title, body) = (needed("title", &wish.title, LINE_CHARS_MAX)?, needed("body", &wish.body, TEXT_CHARS_MAX)?);
    let answer = needed("answer", &wish.answer, TEXT_CHARS_MAX)?;
    let id = id_of(app, aim.once);
    let locks = [Lock::new("orders", aim.order), Lock::new("orders", id)];
    let mut write = app.db.write(doer, "orders.split", &locks).await?;
    let mut order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_MERGE, &plain(doer, &order))?;
    if was_carried_out(&write, aim).await? {
        return Ok(id);
    }
    order.expect(aim)?;
    let asking = Asking { body, ..asking(app, &order, (aim.once, wish))? };
    let written: Written = read(&write, doer, &asking, Complete::No).await?;
    if wish.category.is_none() {
        return Err(Problem::field("category", "orders-refused-category"));
    }
    let step = Step::new(Action::Split, aim.once).told(Some(id.to_string()));
    carry_out(app, &mut write, &mut order, step).await?;
    let mut part = create(app, &mut write, doer, id, &written).await?;
    submit(app, &mut write, &mut part, &written).await?;
    let row = row! {
        answer: answer.clone(), title: title.clone(), in_charge: doer.account.map(Uuid::from),
        split_from: order.split_from.unwrap_or(order.id),
    };
    part.title = Some(title);
    let accepted = Step::new(Action::Accept, second(app, aim.once, "accept")).with(row).told(Some(answer));
    carry_out(app, &mut write, &mut part, accepted).await?;
    index(&mut write, &part).await?;
    take_photos(app, &mut write, (&order, &part), &wish.photos).await?;
    write.commit().await?;
    Ok(id)
}

/// What the asker would have asked: theirs in everything but the words and the place.
fn asking(app: &App, order: &Order, (once, wish): (Uuid, &Splitting)) -> Outcome<Asking> {
    let phone = match &order.phone_sealed {
        Some(sealed) => Some(people::opened(app, phone_place(order.key()), sealed)?),
        None => None,
    };
    Ok(Asking {
        once,
        asker: order.asked_by.map_or(Asker::Unknown, |person| Asker::Person(person.into())),
        called: order.called.clone(),
        phone,
        category: wish.category,
        body: String::new(),
        answers: Vec::new(),
        place: wish.place.clone(),
        wishes: Wishes::of(order),
        photos: Vec::new(),
        forget_voice: false,
    })
}

/// The chosen photos, and no others.
async fn take_photos(app: &App, write: &mut Write, (order, part): (&Order, &Order), chosen: &[Uuid]) -> Outcome<()> {
    for photo in files::of(write, OWNER, order.id).await?.iter().filter(|photo| chosen.contains(&photo.id)) {
        files::share(write, photo, app.new_id(), (OWNER, part.id)).await?;
    }
    Ok(())
}
