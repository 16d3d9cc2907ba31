//! The clerk's catalogue: enter, change, deliveries, losses.

use super::actions::{self, Kept, Wish};
use super::pages::After;
use super::powers::GOODS_CHANGE;
use super::rules::{Loss, Source};
use super::store::{self, Item};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Day, FieldProblem, Outcome, Points, Problem, Relation};
use kernel::files::receive;
use serde::Deserialize;
use uuid::Uuid;
use web::{
    Answer, Cursor, Key, Listing, Mend, Posted, Questioned, Shell, Site, Upload, Uploaded, Visit, goto, page, page_with,
};

#[derive(Template)]
#[template(path = "supermarket/goods.html")]
struct GoodsPage {
    shell: Shell,
    items: Listing<Item>,
    today: Day,
}

impl GoodsPage {
    fn older(&self) -> Option<String> {
        self.items.next.map(|cursor| format!("/supermarket/goods?after={}", cursor.text()))
    }

    fn too_old(&self, item: &Item) -> bool {
        item.best_before.is_some_and(|last| last < self.today)
    }
}

/// The whole catalogue.
pub async fn list(State(site): State<Site>, visit: Visit, Questioned(after): Questioned<After>) -> Answer {
    visit.doer.require(GOODS_CHANGE, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let items = store::items(&read, visit.doer.community, (None, Cursor::parse(&after.after))).await?;
    let today = crate::points::rules::local_day(visit.doer.at);
    page(&GoodsPage { shell: site.shell(&visit, "supermarket-goods-title"), items, today })
}

/// A thing as it was typed.
#[derive(Deserialize, Default, Clone)]
pub struct GoodForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    version: i64,
    #[serde(default)]
    name_zh: String,
    #[serde(default)]
    name_bo: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    price: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    donor: String,
    #[serde(default)]
    best_before: String,
    #[serde(default)]
    shown: String,
}

impl GoodForm {
    fn of(item: &Item) -> Self {
        Self {
            once: item.id.to_string(),
            version: item.version,
            name_zh: item.name_zh.clone(),
            name_bo: item.name_bo.clone(),
            name_en: item.name_en.clone(),
            price: item.price_points.to_string(),
            origin: item.origin.clone(),
            donor: item.donor.clone(),
            best_before: item.best_before.map(|day| day.to_string()).unwrap_or_default(),
            shown: if item.shown { "yes".to_owned() } else { String::new() },
        }
    }

    fn wish(&self, id: Uuid) -> Outcome<Wish> {
        let day = self.best_before.trim();
        let best_before = if day.is_empty() {
            None
        } else {
            Some(day.parse().map_err(|_| Problem::field("best_before", "points-day-wrong"))?)
        };
        Ok(Wish {
            id,
            name_zh: self.name_zh.clone(),
            name_bo: self.name_bo.clone(),
            name_en: self.name_en.clone(),
            price: Points(self.price.trim().parse().map_err(|_| Problem::field("price", "points-number-wrong"))?),
            origin: Source::from_name(&self.origin).ok_or(Problem::field("origin", "supermarket-origin-wrong"))?,
            donor: self.donor.clone(),
            best_before,
            shown: self.shown == "yes",
        })
    }
}

/// Counting as it was typed.
#[derive(Deserialize, Default, Clone)]
pub struct CountForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    count: String,
    #[serde(default)]
    why: String,
}

#[derive(Template)]
#[template(path = "supermarket/good.html")]
struct GoodPage {
    shell: Shell,
    item: Option<Item>,
    form: GoodForm,
    delivery_once: String,
    loss_once: String,
    losses: [Loss; 4],
    mend: Mend,
}

async fn good_page(site: &Site, visit: &Visit, item: Option<Uuid>, (form, mend): (Option<GoodForm>, Mend)) -> Answer {
    visit.doer.require(GOODS_CHANGE, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let item = match item {
        Some(id) => Some(store::item(&read, visit.doer.community, id).await?.ok_or(Problem::NotFound)?),
        None => None,
    };
    let shell = site.shell(visit, "supermarket-good-new").back("/supermarket/goods");
    let shell = match &item {
        Some(item) => shell.titled(item.name(visit.doer.locale).0),
        None => shell,
    };
    let fresh =
        GoodForm { once: shell.once(), origin: "donated".to_owned(), shown: "yes".to_owned(), ..GoodForm::default() };
    let form = form.unwrap_or_else(|| item.as_ref().map_or(fresh, GoodForm::of));
    let (delivery_once, loss_once) = (shell.once(), shell.once());
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &GoodPage { shell, item, form, delivery_once, loss_once, losses: Loss::ALL, mend })
}

/// An empty form.
pub async fn blank(State(site): State<Site>, visit: Visit) -> Answer {
    good_page(&site, &visit, None, (None, Mend::nothing())).await
}

/// One thing of the catalogue.
pub async fn show(State(site): State<Site>, visit: Visit, Key(item): Key<Uuid>) -> Answer {
    good_page(&site, &visit, Some(item), (None, Mend::nothing())).await
}

/// Takes the photo of a form into the store.
async fn keep(site: &Site, files: Vec<Upload>) -> Outcome<Option<Kept>> {
    let Some(upload) = files.into_iter().find(|upload| upload.field == "photo") else { return Ok(None) };
    let refused = |refusal: kernel::files::PhotoRefusal| {
        Problem::Invalid(vec![FieldProblem { field: "photo", refusal: refusal.into() }])
    };
    let photo = receive(upload.bytes).await.map_err(refused)?;
    actions::keep_photo(&site.app, photo).await.map(Some)
}

/// Enters a thing.
pub async fn enter(State(site): State<Site>, visit: Visit, uploaded: Uploaded<GoodForm>) -> Answer {
    visit.doer.require(GOODS_CHANGE, &[Relation::Community])?;
    let form = uploaded.form;
    match enter_form(&site, &visit, (&form, uploaded.files)).await {
        Ok(id) => Ok(goto(&site, &format!("/supermarket/goods/{id}"), "ok", "supermarket-good-entered")),
        Err(problem) => good_page(&site, &visit, None, (Some(form), Mend::of(problem)?)).await,
    }
}

async fn enter_form(site: &Site, visit: &Visit, (form, files): (&GoodForm, Vec<Upload>)) -> Outcome<Uuid> {
    let wish = form.wish(form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?)?;
    let photo = keep(site, files).await?;
    db::again(|| actions::enter(&site.app, &visit.doer, (&wish, photo))).await?;
    Ok(wish.id)
}

/// Changes a thing.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Key(item): Key<Uuid>,
    uploaded: Uploaded<GoodForm>,
) -> Answer {
    visit.doer.require(GOODS_CHANGE, &[Relation::Community])?;
    let form = uploaded.form;
    match change_form(&site, &visit, (item, &form, uploaded.files)).await {
        Ok(()) => Ok(goto(&site, &format!("/supermarket/goods/{item}"), "ok", "supermarket-good-changed")),
        Err(problem) => good_page(&site, &visit, Some(item), (Some(form), Mend::of(problem)?)).await,
    }
}

async fn change_form(site: &Site, visit: &Visit, (item, form, files): (Uuid, &GoodForm, Vec<Upload>)) -> Outcome<()> {
    let wish = form.wish(item)?;
    let photo = keep(site, files).await?;
    db::again(|| actions::change(&site.app, &visit.doer, (&wish, form.version, photo))).await
}

/// Takes a delivery in.
pub async fn deliver(
    State(site): State<Site>,
    visit: Visit,
    Key(item): Key<Uuid>,
    Posted(form): Posted<CountForm>,
) -> Answer {
    let id: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let count = form.count.trim().parse().unwrap_or(0);
    match db::again(|| actions::deliver(&site.app, &visit.doer, (id, item, count))).await {
        Ok(()) => Ok(goto(&site, &format!("/supermarket/goods/{item}"), "ok", "supermarket-delivered")),
        Err(problem) => good_page(&site, &visit, Some(item), (None, Mend::of(problem)?)).await,
    }
}

/// Writes pieces off.
pub async fn write_off(
    State(site): State<Site>,
    visit: Visit,
    Key(item): Key<Uuid>,
    Posted(form): Posted<CountForm>,
) -> Answer {
    let id: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let count = form.count.trim().parse().unwrap_or(0);
    let why = Loss::from_name(&form.why).ok_or(Problem::refused("supermarket-loss-choose"))?;
    match db::again(|| actions::write_off(&site.app, &visit.doer, (id, item, count), why)).await {
        Ok(()) => Ok(goto(&site, &format!("/supermarket/goods/{item}"), "ok", "supermarket-written-off")),
        Err(problem) => good_page(&site, &visit, Some(item), (None, Mend::of(problem)?)).await,
    }
}
