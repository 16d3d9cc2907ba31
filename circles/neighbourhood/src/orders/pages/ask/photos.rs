//! The photos of an order, to those who may see it. The action decides; the address alone opens nothing.

use crate::orders::actions::{self, Size};
use axum::extract::State;
use base::OrderId;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Questioned, Site, Visit};

#[derive(Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    size: String,
}

/// The picture, or its small copy with `?size=small`.
pub(super) async fn photo(
    State(site): State<Site>,
    visit: Visit,
    Key((order, photo)): Key<(OrderId, Uuid)>,
    Questioned(wanted): Questioned<Wanted>,
) -> Answer {
    let size = if wanted.size == "small" { Size::Thumbnail } else { Size::Whole };
    let bytes = actions::photo(&site.app, &visit.doer, order, photo, size).await?;
    Ok(web::file("image/jpeg", bytes))
}

/// The small copy of a photo that waits for its form to be sent; who does not know the form's id finds nothing.
pub(super) async fn staged(State(site): State<Site>, visit: Visit, Key((once, photo)): Key<(Uuid, Uuid)>) -> Answer {
    let bytes = actions::staged_photo(&site.app, &visit.doer, once, photo, Size::Thumbnail).await?;
    Ok(web::file("image/jpeg", bytes))
}
