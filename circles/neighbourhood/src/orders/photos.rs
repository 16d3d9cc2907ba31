//! Photos of a matter: staged for a day while a form is mended, attached on success, deleted 30 days after closing.
use super::views::PhotoView;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use bytes::Bytes;
use kernel::app::App;
use uuid::Uuid;

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
    todo!()
}

/// What is staged for this form, to show it again.
///
/// # Errors
/// A fault from the database.
pub async fn staged_photos(app: &App, doer: &Doer, holder: Uuid) -> Outcome<Vec<PhotoView>> {
    todo!()
}

/// Takes a staged photo out again.
///
/// # Errors
/// `NotFound`.
pub async fn drop_photo(app: &App, doer: &Doer, holder: Uuid, photo: Uuid) -> Outcome<()> {
    todo!()
}

/// The JPEG of an order's photo, under the order's rights: the asker, the desk, who holds it, who checks it.
///
/// # Errors
/// `NotFound`.
pub async fn photo(app: &App, doer: &Doer, order: OrderId, photo: Uuid, size: Size) -> Outcome<Bytes> {
    todo!()
}
