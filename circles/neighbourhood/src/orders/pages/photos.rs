//! Photos on their way into a matter, for the resident's forms and the counter's: they wait a day under the form's hidden
//! id, so that a refused form keeps them.

use crate::orders::actions::{self, Aim};
use base::{Outcome, Problem};
use uuid::Uuid;
use web::{Shell, Site, Upload, Visit};

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

/// How a form for more photos stands: under which hidden id, how many wait since it was refused, how many fit besides.
pub(super) struct Waiting {
    pub(super) once: String,
    pub(super) staged: usize,
    pub(super) left: usize,
    /// The form is shown.
    pub(super) open: bool,
}

/// The form of a matter with room for `room` photos; `refused` is the hidden id of one that came back. What is too much
/// is chosen again.
pub(super) async fn waiting(
    (site, visit, shell): (&Site, &Visit, &Shell),
    room: usize,
    refused: Option<&str>,
) -> Outcome<Waiting> {
    let once = refused.and_then(|once| once.parse().ok());
    let staged = match once {
        Some(once) => actions::staged_photos(&site.app, &visit.doer, once).await?.len(),
        None => 0,
    };
    let fits = once.filter(|_| staged <= room);
    let once = fits.map_or_else(|| shell.once(), |once| once.to_string());
    let staged = if fits.is_some() { staged } else { 0 };
    Ok(Waiting { once, staged, left: room - staged, open: room > 0 })
}

/// Keeps what came with a form about an open matter, and adds all that waits for it.
pub(super) async fn add(site: &Site, visit: &Visit, aim: Aim, files: Vec<Upload>) -> Outcome<()> {
    stage(site, visit, aim.once, files).await?;
    db::again(|| actions::add_photos(&site.app, &visit.doer, aim)).await
}
