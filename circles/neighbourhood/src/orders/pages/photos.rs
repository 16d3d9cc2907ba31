//! Photos on their way into a matter, for the resident's forms and the counter's: they wait a day under the form's hidden
//! id, so that a refused form keeps them.

use crate::orders::actions::{self, Aim};
use base::{Outcome, Problem};
use uuid::Uuid;
use web::{Site, Upload, Visit};

/// Keeps the photos that came with a form.
pub(super) async fn stage(site: &Site, visit: &Visit, once: Uuid, files: Vec<Upload>) -> Outcome<()> {
    for file in files.into_iter().filter(|file| file.field == "photo") {
        actions::stage_photo(&site.app, &visit.doer, once, file.bytes).await?;
    }
    Ok(())
}

/// Takes one out again; taking it out twice is once.
pub(super) async fn take_out(site: &Site, visit: &Visit, once: Uuid, photo: &str) -> Outcome<()> {
    let Ok(photo) = photo.parse() else { return Ok(()) };
    match actions::drop_photo(&site.app, &visit.doer, once, photo).await {
        Err(Problem::NotFound) => Ok(()),
        dropped => dropped,
    }
}

/// Keeps what came with a form about an open matter, and adds all that waits for it.
pub(super) async fn add(site: &Site, visit: &Visit, aim: Aim, files: Vec<Upload>) -> Outcome<()> {
    stage(site, visit, aim.once, files).await?;
    db::again(|| actions::add_photos(&site.app, &visit.doer, aim)).await
}
