//! The verbs of the shelf: enter a thing, change it, take a delivery in, write something off.

use super::powers::GOODS_CHANGE;
use super::rules::{DELIVERY_MAX, Loss, NAME_CHARS_MAX, NEAR_DAYS_MAX, PRICE_MAX, Source};
use super::store::{self, GOODS, SETTINGS};
use crate::points::ledger::{self, Account, Ledger, Transfer};
use base::{Day, Doer, FieldProblem, Outcome, Points, Problem, Refusal, Relation};
use db::{Lock, Row, Write, row, values};
use kernel::app::App;
use kernel::files::{ContentHash, Photo};
use kernel::text::{clean_line, forbidden, forbidden_terms};
use uuid::Uuid;

/// A thing as the clerk enters it.
#[derive(Clone, Debug)]
pub struct Wish {
    /// From the form.
    pub id: Uuid,
    /// The name.
    pub name_zh: String,
    /// In Tibetan; may be empty.
    pub name_bo: String,
    /// In English; may be empty.
    pub name_en: String,
    /// The price of one.
    pub price: Points,
    /// Given or bought.
    pub origin: Source,
    /// By whom, as they agreed to be named; may be empty.
    pub donor: String,
    /// Until when it is good.
    pub best_before: Option<Day>,
    /// It is offered.
    pub shown: bool,
}

/// A photo that is already in the file store.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    photo: ContentHash,
    thumbnail: ContentHash,
    size: (u32, u32),
    bytes: usize,
}

/// Puts a photo into the file store; doing it twice is the same as once, so it may come before the write.
///
/// # Errors
/// A fault of the store.
pub async fn keep_photo(app: &App, photo: Photo) -> Outcome<Kept> {
    let (size, bytes) = ((photo.width, photo.height), photo.jpeg.len());
    let thumbnail = app.files.put(photo.thumbnail.into()).await?;
    Ok(Kept { photo: app.files.put(photo.jpeg.into()).await?, thumbnail, size, bytes })
}

/// Enters a thing into the catalogue.
///
/// # Errors
/// When a field needs mending.
pub async fn enter(app: &App, doer: &Doer, (wish, photo): (&Wish, Option<Kept>)) -> Outcome<()> {
    doer.require(GOODS_CHANGE, &[Relation::Community])?;
    let mut row = fields(wish)?;
    row.extend(row! { id: wish.id, community: doer.community.0, created_at: doer.at });
    let mut write = app.db.write(doer, "goods.enter", &[Lock::new("goods", wish.id)]).await?;
    if write.create_once(&GOODS, row).await? {
        set_photo(app, &mut write, wish.id, photo).await?;
    }
    write.commit().await
}

/// Changes a thing; `version` is the one that was read.
///
/// # Errors
/// When it changed meanwhile or a field needs mending.
pub async fn change(app: &App, doer: &Doer, (wish, version, photo): (&Wish, i64, Option<Kept>)) -> Outcome<()> {
    doer.require(GOODS_CHANGE, &[Relation::Community])?;
    let row = fields(wish)?;
    let mut write = app.db.write(doer, "goods.change", &[Lock::new("goods", wish.id)]).await?;
    store::item(&write, doer.community, wish.id).await?.ok_or(Problem::NotFound)?;
    write.change(&GOODS, wish.id, version, row).await?;
    set_photo(app, &mut write, wish.id, photo).await?;
    write.commit().await
}

async fn set_photo(app: &App, write: &mut Write, item: Uuid, photo: Option<Kept>) -> Outcome<()> {
    let Some(kept) = photo else { return Ok(()) };
    let (community, at) = (write.doer().community.0, write.doer().at);
    write.run("delete from files where owner_kind = 'goods' and owner_id = $1", values![item]).await?;
    let row = row! {
        id: app.new_id(), community: community, owner_kind: "goods", owner_id: item, position: 0i64,
        photo_hash: kept.photo.to_string(), thumbnail_hash: kept.thumbnail.to_string(),
        width: i64::from(kept.size.0), height: i64::from(kept.size.1),
        bytes: i64::try_from(kept.bytes).unwrap_or(i64::MAX), at: at,
    };
    write.insert("files", row).await
}

/// Takes a delivery in; `id` comes from the form.
///
/// # Errors
/// When the thing is not known or the number makes no sense.
pub async fn deliver(app: &App, doer: &Doer, (id, item, count): (Uuid, Uuid, i64)) -> Outcome<()> {
    let (mut write, item) = open(app, doer, ("goods.deliver", item, count)).await?;
    let origin = if item.origin == Source::Donated.name() { Account::Donated } else { Account::Bought };
    let stock = Account::Stock(item.id);
    post(&mut write, (id, item.id), (origin, stock, count, "delivery")).await?;
    write.commit().await
}

/// Writes pieces off that nobody will get, with the reason; what is reserved stays.
///
/// # Errors
/// When there are not that many free pieces.
pub async fn write_off(app: &App, doer: &Doer, (id, item, count): (Uuid, Uuid, i64), why: Loss) -> Outcome<()> {
    let (mut write, item) = open(app, doer, ("goods.write_off", item, count)).await?;
    if ledger::posted(&write, id).await? {
        return Ok(());
    }
    if item.free() < count {
        return Err(Refusal::new("supermarket-too-few").with("free", item.free().max(0)).into());
    }
    let stock = Account::Stock(item.id);
    post(&mut write, (id, item.id), (stock, Account::WrittenOff, count, why.name())).await?;
    write.commit().await
}

/// Sets the days before its date on which a thing comes on the list.
///
/// # Errors
/// When the number makes no sense.
pub async fn set_near_days(app: &App, doer: &Doer, days: i64) -> Outcome<()> {
    doer.require(GOODS_CHANGE, &[Relation::Community])?;
    if !(1..=NEAR_DAYS_MAX).contains(&days) {
        let refusal = Refusal::new("points-figure-range").with("least", 1i64).with("most", NEAR_DAYS_MAX);
        return Err(Problem::Invalid(vec![FieldProblem { field: "days", refusal }]));
    }
    let id = doer.community.0;
    let mut write = app.db.write(doer, "goods.set_near_days", &[Lock::new("shop_settings", id)]).await?;
    let now = store::near_days(&write, doer.community).await?;
    if now.version == 0 {
        write.create(&SETTINGS, row! { id: id, near_days: days }).await?;
    } else {
        write.change(&SETTINGS, id, now.version, row! { near_days: days }).await?;
    }
    write.commit().await
}

async fn open(app: &App, doer: &Doer, (verb, item, count): (&'static str, Uuid, i64)) -> Outcome<(Write, store::Item)> {
    doer.require(GOODS_CHANGE, &[Relation::Community])?;
    if !(1..=DELIVERY_MAX).contains(&count) {
        let refusal = Refusal::new("supermarket-count-wrong").with("most", DELIVERY_MAX);
        return Err(Problem::Invalid(vec![FieldProblem { field: "count", refusal }]));
    }
    let write = app.db.write(doer, verb, &[Lock::new("goods", item)]).await?;
    let item = store::item(&write, doer.community, item).await?.ok_or(Problem::NotFound)?;
    Ok((write, item))
}

async fn post(
    write: &mut Write,
    (id, item): (Uuid, Uuid),
    (from, to, amount, source_kind): (Account, Account, i64, &'static str),
) -> Outcome<bool> {
    let transfer = Transfer { id, ledger: Ledger::Goods, from, to, amount, source_kind, source: item, reserved: false };
    ledger::post(write, &transfer).await
}

/// The columns of a wish, cleaned and checked.
pub(super) fn fields(wish: &Wish) -> Outcome<Row> {
    let mut wrong = Vec::new();
    let mut line = |field: &'static str, text: &str| match clean_line(text, NAME_CHARS_MAX) {
        Ok(text) => {
            if let Some(term) = forbidden_terms(&text).first().copied() {
                wrong.push(FieldProblem { field, refusal: forbidden(term) });
            }
            text
        }
        Err(fault) => {
            wrong.push(FieldProblem { field, refusal: fault.into() });
            String::new()
        }
    };
    let (zh, bo) = (line("name_zh", &wish.name_zh), line("name_bo", &wish.name_bo));
    let (en, donor) = (line("name_en", &wish.name_en), line("donor", &wish.donor));
    if zh.is_empty() && wrong.is_empty() {
        wrong.push(FieldProblem { field: "name_zh", refusal: Refusal::new("supermarket-name-empty") });
    }
    if !(1..=PRICE_MAX).contains(&wish.price.0) {
        let refusal = Refusal::new("supermarket-price-wrong").with("most", PRICE_MAX);
        wrong.push(FieldProblem { field: "price", refusal });
    }
    if !wrong.is_empty() {
        return Err(Problem::Invalid(wrong));
    }
    Ok(row! {
        name_zh: zh, name_bo: bo, name_en: en, price_points: wish.price.0, origin: wish.origin.name(), donor: donor,
        best_before: wish.best_before, shown: wish.shown,
    })
}
