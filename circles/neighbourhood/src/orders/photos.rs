//! Photos of a matter: staged for a day while a form is mended, attached on success, deleted 30 days after closing.

use super::messages::keep;
use super::notices;
use super::powers::{ORDERS_ASK_FOR, ORDERS_DO, ORDERS_OWN, ORDERS_SEE};
use super::purchase::RECEIPTS;
use super::rules::{No, PHOTO_DAYS, PHOTOS_MAX};
use super::standing::{Purpose, allow, allow_either, plain, relations};
use super::steps::Aim;
use super::store::{self, ORDERS, Order};
use super::views::PhotoView;
use super::voice::OWNER as VOICE;
use base::{Arg, Doer, FieldProblem, FileId, Moment, OrderId, Outcome, Problem, Refusal, Relation};
use bytes::Bytes;
use chrono::Duration;
use db::{FromQueryResult, Lock, Query, Write, values};
use kernel::app::App;
use kernel::files::{self, FileRow};
use uuid::Uuid;

/// The owner of an order's photos.
pub(super) const OWNER: &str = "order";
/// Orders whose photos leave in one run.
const BATCH: u32 = 100;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For looking.
    Whole,
    /// For lists.
    Thumbnail,
}

/// Reads a photo and keeps it for a day for this holder (the form's hidden id); gives the id for `Asking::photos`.
///
/// # Errors
/// Refusals of the photo in words; `Invalid` (photos) beyond six.
pub async fn stage_photo(app: &App, doer: &Doer, holder: Uuid, bytes: Bytes) -> Outcome<Uuid> {
    let name = holder.to_string();
    if files::staged(&app.db.read().await?, doer.community, &name).await?.len() >= PHOTOS_MAX {
        return Err(too_many());
    }
    files::stage(app, doer, &name, bytes).await.map(|photo| photo.id)
}

/// Six are enough.
pub(super) fn too_many() -> Problem {
    too_many_of(PHOTOS_MAX)
}

/// This many are enough.
pub(super) fn too_many_of(limit: usize) -> Problem {
    let refusal = Refusal::new("orders-refused-photos").with("limit", limit);
    Problem::Invalid(vec![FieldProblem { field: "photos", refusal }])
}

/// Adds photos that were staged under the form's hidden id (`aim.once`) to a matter that is still open: the asker's own,
/// sent by the asker, or handed to the counter to be put in for them. Six in all. A line in the talk (or a note of who
/// put them in) says so, and sends it once.
///
/// # Errors
/// `NotFound` unless theirs or the desk's; `Invalid` (photos) when there are none, or too many; refusal: it has ended.
pub async fn add_photos(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.add_photos", &[Lock::new("orders", aim.order)]).await?;
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    let standing = plain(doer, &order);
    allow_either(doer, (ORDERS_OWN, ORDERS_ASK_FOR), &standing)?;
    let holder = aim.once.to_string();
    let staged = files::staged(&write, doer.community, &holder).await?;
    let own = allow(doer, ORDERS_OWN, &standing).is_ok();
    let (kind, key) =
        if own { ("from_resident", "orders-message-photos") } else { ("note", "orders-message-photos-for") };
    let count = i64::try_from(staged.len()).map_err(Problem::fault)?;
    let words = app.words.say(doer.locale, key, &[("count", Arg::Number(count))]);
    if !keep(&mut write, (order.id, aim.once), kind, &words).await? {
        return Ok(());
    }
    if order.closed_at.is_some() {
        return Err(No::NotNow.into());
    }
    if staged.is_empty() {
        return Err(Problem::field("photos", "orders-refused-no-photos"));
    }
    if files::of(&write, OWNER, order.id).await?.len() + staged.len() > PHOTOS_MAX {
        return Err(too_many());
    }
    let photos: Vec<Uuid> = staged.iter().map(|photo| photo.id).collect();
    files::attach(&mut write, (&holder, &photos), (OWNER, order.id)).await?;
    if own {
        notices::after_word(app, &mut write, aim.once).await?;
    }
    write.commit().await
}

/// What is staged for this form, to show it again.
///
/// # Errors
/// A fault from the database.
pub async fn staged_photos(app: &App, doer: &Doer, holder: Uuid) -> Outcome<Vec<PhotoView>> {
    let rows = files::staged(&app.db.read().await?, doer.community, &holder.to_string()).await?;
    Ok(rows.iter().map(view).collect())
}

/// Takes a staged photo out again.
///
/// # Errors
/// `NotFound`.
pub async fn drop_photo(app: &App, doer: &Doer, holder: Uuid, photo: Uuid) -> Outcome<()> {
    files::unstage(app, doer.community, &holder.to_string(), FileId(photo)).await
}

/// The JPEG of an order's photo, under the order's rights: the asker, the desk, who holds it, who checks it.
///
/// # Errors
/// `NotFound`.
pub async fn photo(app: &App, doer: &Doer, order: OrderId, photo: Uuid, size: Size) -> Outcome<Bytes> {
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let mut standing = relations(&read, doer, &order, Purpose::Check).await?;
    let checks = standing.contains(&Relation::Offered);
    standing.retain(|relation| *relation != Relation::Offered);
    let own_draft = order.state == "draft" && order.recorded_by == doer.account.map(Uuid::from);
    let seen = [ORDERS_SEE, ORDERS_OWN, ORDERS_DO].iter().any(|&power| doer.require(power, &standing).is_ok());
    if !(seen || checks || (own_draft && doer.account.is_some())) {
        return Err(Problem::NotFound);
    }
    files::content(app, (OWNER, order.id), FileId(photo), size == Size::Thumbnail).await
}

/// A photo as views show it.
pub(super) fn view(file: &FileRow) -> PhotoView {
    PhotoView { id: file.id, width: file.width, height: file.height }
}

/// The JPEG of a photo that this form has staged; the form's hidden id is known to its sender only.
///
/// # Errors
/// `NotFound`.
pub async fn staged_photo(app: &App, doer: &Doer, holder: Uuid, photo: Uuid, size: Size) -> Outcome<Bytes> {
    let rows = files::staged(&app.db.read().await?, doer.community, &holder.to_string()).await?;
    let row = rows.iter().find(|row| row.id == photo).ok_or(Problem::NotFound)?;
    let hash = if size == Size::Thumbnail { &row.thumbnail_hash } else { &row.photo_hash };
    app.files.get(hash.parse()?).await
}

/// Everything that was handed in with an order.
const KINDS: [&str; 3] = [OWNER, VOICE, RECEIPTS];

/// From its end on, an order's photos, its recording and its receipts have a date to leave.
pub(super) async fn let_go(write: &mut Write, order: &Order) -> Outcome<()> {
    leave(write, order, Some(write.doer().at + Duration::days(PHOTO_DAYS))).await
}

/// It has not ended after all.
pub(super) async fn keep_on(write: &mut Write, order: &Order) -> Outcome<()> {
    leave(write, order, None).await
}

async fn leave(write: &mut Write, order: &Order, at: Option<Moment>) -> Outcome<()> {
    for kind in KINDS {
        files::delete_after(write, kind, order.id, at).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Owner {
    owner_id: Uuid,
}

/// Takes the photos and recordings whose date has come out of their orders; the sweep of files deletes them.
pub(super) async fn delete_due(app: &App, doer: &Doer) -> Outcome<()> {
    let sql = format!(
        "select distinct owner_id from files where owner_kind in ('{OWNER}', '{VOICE}', '{RECEIPTS}') and community = $1
           and delete_after <= $2
         limit {BATCH}"
    );
    let owners: Vec<Owner> = app.db.read().await?.all(&sql, values![doer.community.0, doer.at]).await?;
    for Owner { owner_id } in owners {
        let mut write = app.db.write(doer, "orders.delete_photos", &[Lock::new("orders", owner_id)]).await?;
        let mut gone = 0;
        for kind in KINDS {
            gone += files::release(&mut write, kind, owner_id).await?;
        }
        // Whoever has the form of a draft open goes on with it.
        let order = store::order(&write, doer.community, OrderId(owner_id)).await?;
        if gone > 0 && order.is_some_and(|order| order.state != "draft") {
            write.touch(&ORDERS, owner_id).await?;
        }
        write.commit().await?;
    }
    Ok(())
}
