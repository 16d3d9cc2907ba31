//! Splitting a part off an order: a page of its own, with the order's words beside it to read, never copied into the form.

use super::super::choices::{Cluster, places};
use super::act::path;
use super::moves::clusters;
use crate::categories::actions as categories;
use crate::orders::actions::{self, Aim, Place, Splitting};
use crate::orders::views::StaffView;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Sent, Shell, Site, Visit};

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SplitForm {
    once: String,
    version: i64,
    category: String,
    title: String,
    text: String,
    answer: String,
    place: String,
    stairway: String,
    door: String,
    spot: String,
    photos: Vec<Uuid>,
}

struct Photo {
    id: String,
    width: i64,
    height: i64,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "orders/desk/split.html")]
struct SplitPage {
    shell: Shell,
    path: String,
    order: String,
    heading: String,
    body: String,
    form: SplitForm,
    categories: Vec<Cluster>,
    places: Vec<Cluster>,
    photos: Vec<Photo>,
    mend: Mend,
}

impl SplitPage {
    fn wrong(&self, field: &str) -> Option<String> {
        Some(self.mend.field(&self.shell, field)).filter(|words| !words.is_empty())
    }
}

/// The form, beginning with the order's own category and place.
pub(super) async fn new(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    let view = actions::for_desk(&site.app, &visit.doer, id).await?;
    let building = view.building.map(|id| format!("b:{id}"));
    let form = SplitForm {
        once: site.app.new_id().to_string(),
        version: view.line.version,
        category: view.category_id.map(|id| id.to_string()).unwrap_or_default(),
        place: building.or(view.compound.map(|id| format!("c:{id}"))).unwrap_or_default(),
        ..SplitForm::default()
    };
    web::page(&page(&site, &visit, &view, (form, Mend::nothing())).await?)
}

/// Splits it off.
pub(super) async fn split(sent: Sent<OrderId, SplitForm>) -> Answer {
    match wanted(&sent).await {
        Ok(part) => Ok(web::goto(&sent.site, &path(part), "ok", "orders-merge-split-done")),
        Err(problem) => {
            let Sent { site, visit, key, form } = sent;
            let mend = Mend::of(problem)?;
            let view = actions::for_desk(&site.app, &visit.doer, key).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&site, &visit, &view, (form, mend)).await?)
        }
    }
}

async fn wanted(sent: &Sent<OrderId, SplitForm>) -> Outcome<OrderId> {
    let form = &sent.form;
    let once = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let wish = Splitting {
        category: form.category.parse().ok(),
        title: form.title.clone(),
        body: form.text.clone(),
        answer: form.answer.clone(),
        place: Place {
            stairway: said(&form.stairway),
            door: said(&form.door),
            spot: said(&form.spot),
            ..Place::chosen(&form.place)
        },
        photos: form.photos.clone(),
    };
    let aim = Aim { order: sent.key, version: form.version, once };
    db::again(|| actions::split(sent.app(), sent.doer(), aim, &wish)).await
}

async fn page(site: &Site, visit: &Visit, view: &StaffView, (form, mend): (SplitForm, Mend)) -> Outcome<SplitPage> {
    let shell = site.shell(visit, "orders-merge-split").back(path(view.line.id));
    let heading = shell.tx("orders-merge-split-title", "number", view.line.number.to_string());
    let groups = categories::tree(&site.app, &visit.doer).await?;
    let photo = |photo: &crate::orders::views::PhotoView| Photo {
        id: photo.id.to_string(),
        width: photo.width,
        height: photo.height,
        chosen: form.photos.contains(&photo.id),
    };
    Ok(SplitPage {
        path: path(view.line.id),
        order: view.line.id.to_string(),
        heading,
        body: view.body.clone(),
        categories: clusters(&shell, &groups, &form.category),
        places: places(site, visit, &shell, &form.place).await?,
        photos: view.photos.iter().map(photo).collect(),
        shell,
        form,
        mend,
    })
}
