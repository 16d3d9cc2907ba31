//! Asking for help: with an account, without one, or recorded by a worker 代办; drafts are parked during a call.

use super::machine::Action;
use super::people;
use super::powers::{ORDERS_ASK, ORDERS_ASK_FOR};
use super::receipts::{id_of, phone_place, receipt};
use super::rules::{Part, WishHelper};
use super::steps::{Aim, Step, carry_out};
use super::store::{self, Order};
use super::views::{OrderLine, Receipt};
use super::writing::{Complete, create, read, rewrite, submit};
use base::{BuildingId, CompoundId, Doer, Locale, OrderId, Outcome, PersonId, Problem, Relation};
use db::{Lock, Query, row, values};
use kernel::app::App;
use kernel::files;
use uuid::Uuid;

/// Parked drafts shown.
const DRAFTS_MAX: u32 = 50;

/// Where it is.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The compound.
    pub compound: Option<CompoundId>,
    /// The building (its compound is filled in).
    pub building: Option<BuildingId>,
    /// The stairway, in words.
    pub stairway: Option<String>,
    /// The door, in words; shown only to those who come.
    pub door: Option<String>,
    /// Where else, in words.
    pub spot: Option<String>,
}

impl Place {
    /// What a list of places sends: `b:` and the id of a building, `c:` and that of a compound; anything else is nowhere.
    #[must_use]
    pub fn chosen(value: &str) -> Self {
        let (kind, id) = value.split_once(':').unwrap_or_default();
        let id: Option<Uuid> = id.parse().ok();
        Self {
            compound: id.filter(|_| kind == "c").map(Into::into),
            building: id.filter(|_| kind == "b").map(Into::into),
            ..Self::default()
        }
    }
}

/// Wishes about helper, language and time.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// A language to speak.
    pub language: Option<Locale>,
    /// A part of the day.
    pub part: Option<Part>,
    /// A time in words.
    pub time: Option<String>,
    /// Anything else about the helper, in words (nothing about them is stored in columns).
    pub other: Option<String>,
    /// Not this person.
    pub without: Option<PersonId>,
    /// Somebody who answers such wishes.
    pub helper: Option<WishHelper>,
    /// Two people at once; nobody asks why.
    pub two: bool,
}

impl Wishes {
    /// As an order keeps them.
    pub(super) fn of(order: &Order) -> Self {
        Self {
            language: order.wish_language(),
            part: order.wish_part(),
            time: order.wish_time.clone(),
            other: order.wish_other.clone(),
            without: order.wish_without.map(Into::into),
            helper: order.wish_helper(),
            two: order.two_people,
        }
    }
}

/// Who asks.
#[derive(Clone, Debug)]
pub enum Asker {
    /// The doer; without an account, nobody we know.
    Myself,
    /// Someone who agreed that the doer acts for them; for the desk, any person of the community.
    Person(PersonId),
    /// Someone at the counter or on the phone whom we do not know (desk only).
    Unknown,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The form's hidden id, which becomes the order's.
    pub once: Uuid,
    /// Who asks.
    pub asker: Asker,
    /// How to call them, if they like.
    pub called: Option<String>,
    /// A number to call, if they like; any way of writing it.
    pub phone: Option<String>,
    /// The second-level category; a draft may lack it.
    pub category: Option<Uuid>,
    /// In their own words.
    pub body: String,
    /// Answers to the category's questions, by position from 1.
    pub answers: Vec<(i64, String)>,
    /// Where.
    pub place: Place,
    /// Wishes.
    pub wishes: Wishes,
    /// Photos staged before (`stage_photo`), at most six.
    pub photos: Vec<Uuid>,
    /// The recording goes as soon as it is written down. One that was staged under `once` (`stage_voice`) comes along.
    pub forget_voice: bool,
}

/// A parked draft as it was written, to fill the form again.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The draft.
    pub order: OrderId,
    /// Its version.
    pub version: i64,
    /// What was written; `once` is the draft's id.
    pub asking: Asking,
}

/// Hands a request in and gives number and code; the same `once` gives the same receipt again.
///
/// # Errors
/// `Invalid` for fields: category, body, answers, phone, place, photos; refusals of the throttle are the page's.
pub async fn ask(app: &App, doer: &Doer, wish: &Asking) -> Outcome<Receipt> {
    doer.require(ORDERS_ASK, &[Relation::Any])?;
    let id = id_of(app, wish.once);
    let mut write = app.db.write(doer, "orders.ask", &[Lock::new("orders", id)]).await?;
    if let Some(order) = store::order(&write, doer.community, id).await? {
        // Whoever knows the form's hidden id sent the form.
        return if order.state == "draft" { Err(Problem::NotFound) } else { receipt(app, &write, &order).await };
    }
    let written = read(&write, doer, wish, Complete::Yes).await?;
    let mut order = create(app, &mut write, doer, id, &written).await?;
    submit(app, &mut write, &mut order, &written).await?;
    let receipt = receipt(app, &write, &order).await?;
    write.commit().await?;
    Ok(receipt)
}

/// Parks a draft (desk only); parking the same `once` again keeps the newer words.
///
/// # Errors
/// As [`ask`], without the fields that may still be missing.
pub async fn park(app: &App, doer: &Doer, wish: &Asking) -> Outcome<OrderId> {
    doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    let (own, fresh) = (OrderId(wish.once), id_of(app, wish.once));
    let mut write = app.db.write(doer, "orders.park", &[Lock::new("orders", own), Lock::new("orders", fresh)]).await?;
    let written = read(&write, doer, wish, Complete::No).await?;
    let known = match own_draft(&write, doer, own).await {
        Ok(order) => Some(order),
        Err(_) => own_draft(&write, doer, fresh).await.ok(),
    };
    let order = match known {
        Some(mut order) => {
            rewrite(app, &mut write, &mut order, &written).await?;
            order
        }
        None => create(app, &mut write, doer, fresh, &written).await?,
    };
    write.commit().await?;
    Ok(order.key())
}

/// The doer's own parked drafts, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn drafts(app: &App, doer: &Doer) -> Outcome<Vec<OrderLine>> {
    doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    let read = app.db.read().await?;
    let account = doer.account.ok_or(Problem::SignIn)?;
    let sql = format!(
        "select * from orders where recorded_by = $1 and state = 'draft' and community = $2
         order by asked_at desc, id limit {DRAFTS_MAX}"
    );
    let orders: Vec<Order> = read.all(&sql, values![account.0, doer.community.0]).await?;
    super::lines::lines(&read, doer, &orders).await
}

/// Opens a parked draft again.
///
/// # Errors
/// `NotFound` unless it is the doer's own draft.
pub async fn resume_draft(app: &App, doer: &Doer, draft: OrderId) -> Outcome<Asked> {
    let read = app.db.read().await?;
    let order = own_draft(&read, doer, draft).await?;
    let answers = store::answers(&read, draft).await?.into_iter().map(|row| (row.position, row.answer)).collect();
    let phone = match &order.phone_sealed {
        Some(sealed) => Some(people::opened(app, phone_place(draft), sealed)?),
        None => None,
    };
    let photos = files::of(&read, super::photos::OWNER, draft.0).await?;
    let asking = Asking {
        once: draft.0,
        asker: order.asked_by.map_or(Asker::Unknown, |person| Asker::Person(person.into())),
        called: order.called.clone(),
        phone,
        category: order.category_id,
        body: order.body.clone(),
        answers,
        place: Place {
            compound: order.compound_id.map(Into::into),
            building: order.building_id.map(Into::into),
            stairway: order.stairway.clone(),
            door: order.door.clone(),
            spot: order.spot.clone(),
        },
        wishes: Wishes::of(&order),
        photos: photos.into_iter().map(|file| file.id).collect(),
        forget_voice: order.spoken_once,
    };
    Ok(Asked { order: draft, version: order.version, asking })
}

/// Hands a parked draft in with what the form now says (`wish.once` is the draft's id).
///
/// # Errors
/// As [`ask`].
pub async fn submit_draft(app: &App, doer: &Doer, version: i64, wish: &Asking) -> Outcome<Receipt> {
    doer.require(ORDERS_ASK_FOR, &[Relation::Community])?;
    let id = OrderId(wish.once);
    let mut write = app.db.write(doer, "orders.submit_draft", &[Lock::new("orders", id)]).await?;
    let mine = |order: &Order| order.recorded_by.is_some() && order.recorded_by == doer.account.map(Uuid::from);
    let mut order = store::order(&write, doer.community, id).await?.filter(mine).ok_or(Problem::NotFound)?;
    if order.state != "draft" {
        return receipt(app, &write, &order).await;
    }
    if order.version != version {
        return Err(Problem::Changed);
    }
    let written = read(&write, doer, wish, Complete::Yes).await?;
    rewrite(app, &mut write, &mut order, &written).await?;
    submit(app, &mut write, &mut order, &written).await?;
    let receipt = receipt(app, &write, &order).await?;
    write.commit().await?;
    Ok(receipt)
}

/// Throws a draft away; its words, photos and phone go with it.
///
/// # Errors
/// `NotFound` unless it is the doer's own draft.
pub async fn discard_draft(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.discard_draft", &[Lock::new("orders", aim.order)]).await?;
    if store::order_of_event(&write, aim.once).await? == Some(aim.order) {
        return Ok(());
    }
    let mut order = own_draft(&write, doer, aim.order).await?;
    order.expect(aim)?;
    files::delete_after(&mut write, super::photos::OWNER, order.id, Some(doer.at)).await?;
    files::delete_after(&mut write, super::voice::OWNER, order.id, Some(doer.at)).await?;
    write.run("delete from order_answers where order_id = $1", values![order.id]).await?;
    let emptied = row! {
        body: "", called: None::<String>, phone_sealed: None::<Vec<u8>>, phone_index: None::<Vec<u8>>,
        stairway: None::<String>, door: None::<String>, spot: None::<String>, asked_by: None::<Uuid>,
        wish_time: None::<String>, wish_other: None::<String>, wish_without: None::<Uuid>,
        wish_helper: None::<String>, two_people: false,
    };
    carry_out(app, &mut write, &mut order, Step::new(Action::Discard, aim.once).with(emptied)).await?;
    write.commit().await
}

/// The doer's own draft.
async fn own_draft(door: &impl Query, doer: &Doer, id: OrderId) -> Outcome<Order> {
    let mine = |order: &Order| {
        order.state == "draft" && order.recorded_by.is_some() && order.recorded_by == doer.account.map(Uuid::from)
    };
    store::order(door, doer.community, id).await?.filter(mine).ok_or(Problem::NotFound)
}
