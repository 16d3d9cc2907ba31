//! Photos that a resident took and gave to the counter, put into their open matter. The office takes none in homes.

use super::super::photos;
use super::act::{Refused, StepForm, path};
use super::show;
use crate::orders::actions::Aim;
use axum::extract::State;
use base::{OrderId, Outcome, Problem};
use web::{Answer, Key, Mend, Site, Upload, Uploaded, Visit};

pub(crate) async fn add(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Uploaded { form, files }: Uploaded<StepForm>,
) -> Answer {
    match put_in(&site, &visit, (id, &form), files).await {
        Ok(()) => Ok(web::goto(&site, &path(id), "ok", "orders-desk-photos-added")),
        Err(problem) => {
            show::refused(&site, &visit, id, Refused { act: "photos", form, mend: Mend::of(problem)? }).await
        }
    }
}

async fn put_in(site: &Site, visit: &Visit, (order, form): (OrderId, &StepForm), files: Vec<Upload>) -> Outcome<()> {
    let once = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    photos::add(site, visit, Aim { order, version: form.version, once }, files).await
}
