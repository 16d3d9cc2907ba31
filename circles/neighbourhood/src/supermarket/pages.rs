//! The shelf for everyone, and reserving for those who take part.

use super::powers::GOODS_REDEEM;
use super::redemptions::{self, Wish};
use super::store::{self, Item, Redemption};
use crate::points::actions::standing;
use crate::points::{ledger, rules as points_rules, store as points_store};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, PersonId, Problem};
use kernel::files::ContentHash;
use serde::Deserialize;
use uuid::Uuid;
use web::{
    Answer, Cursor, Key, Listing, Mend, Posted, Questioned, Shell, Site, Visit, back_to, file, goto, page, page_with,
};

/// Where the list starts.
#[derive(Deserialize, Default)]
pub struct After {
    #[serde(default)]
    pub(super) after: String,
}

#[derive(Template)]
#[template(path = "supermarket/shelf.html")]
struct ShelfPage {
    shell: Shell,
    items: Listing<Item>,
    own: Option<i64>,
}

impl ShelfPage {
    fn older(&self) -> Option<String> {
        self.items.next.map(|cursor| format!("/supermarket?after={}", cursor.text()))
    }
}

/// What there is, for everyone.
pub async fn shelf(State(site): State<Site>, visit: Visit, Questioned(after): Questioned<After>) -> Answer {
    let read = site.app.db.read().await?;
    let today = points_rules::local_day(visit.doer.at);
    let items = store::items(&read, visit.doer.community, (Some(today), Cursor::parse(&after.after))).await?;
    let own = own_points(&read, &visit).await?;
    page(&ShelfPage { shell: site.shell(&visit, "supermarket-title"), items, own })
}

/// The visitor's own points, when they take part.
async fn own_points(read: &db::Read, visit: &Visit) -> Outcome<Option<i64>> {
    let Some(person) = visit.doer.person.filter(|_| visit.doer.may(GOODS_REDEEM)) else { return Ok(None) };
    let member = points_store::member(read, visit.doer.community, person).await?;
    if !member.is_some_and(|member| member.may_spend(visit.doer.at)) {
        return Ok(None);
    }
    Ok(Some(ledger::vintages(read, person).await?.iter().map(points_rules::Vintage::free).sum()))
}

/// Reserving as it was typed.
#[derive(Deserialize, Default)]
pub struct ReserveForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    count: String,
    #[serde(default)]
    person: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "supermarket/item.html")]
struct ItemPage {
    shell: Shell,
    item: Item,
    own: Option<i64>,
    form: ReserveForm,
    mend: Mend,
    hold_hours: i64,
}

/// One thing, with its form.
pub async fn item(State(site): State<Site>, visit: Visit, Key(item): Key<Uuid>) -> Answer {
    item_page(&site, &visit, item, (None, Mend::nothing())).await
}

async fn item_page(site: &Site, visit: &Visit, item: Uuid, (form, mend): (Option<ReserveForm>, Mend)) -> Answer {
    let read = site.app.db.read().await?;
    let item =
        store::item(&read, visit.doer.community, item).await?.filter(|item| item.shown).ok_or(Problem::NotFound)?;
    let own = own_points(&read, visit).await?;
    let today = points_rules::local_day(visit.doer.at);
    let hold_hours = points_store::rules_of(&read, visit.doer.community, today).await?.hold_hours;
    let shell = site.shell(visit, "supermarket-title").titled(item.name(visit.doer.locale).0).back("/supermarket");
    let form = form.unwrap_or_else(|| ReserveForm { once: shell.once(), count: "1".to_owned(), person: None });
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &ItemPage { shell, item, own, form, mend, hold_hours })
}

/// Reserves a thing.
pub async fn reserve(
    State(site): State<Site>,
    visit: Visit,
    Key(item): Key<Uuid>,
    Posted(form): Posted<ReserveForm>,
) -> Answer {
    let id: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let person = form.person.map(PersonId).or(visit.doer.person).ok_or(Problem::NotFound)?;
    let wish = Wish { id, person, item, count: form.count.trim().parse().unwrap_or(0) };
    match db::again(|| redemptions::reserve(&site.app, &visit.doer, &wish)).await {
        Ok(()) => Ok(back_to(&format!("/supermarket/redemptions/{id}"))),
        Err(problem) => item_page(&site, &visit, item, (Some(form), Mend::of(problem)?)).await,
    }
}

#[derive(Template)]
#[template(path = "supermarket/redemption.html")]
struct RedemptionPage {
    shell: Shell,
    found: Redemption,
}

/// What was reserved, with the code to fetch it.
pub async fn redemption(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let found = store::redemption(&site.app.db.read().await?, visit.doer.community, id).await?;
    let found = found.ok_or(Problem::NotFound)?;
    let standing = standing(&visit.doer, PersonId(found.person_id), false);
    visit.doer.require(GOODS_REDEEM, &standing).map_err(|_| Problem::NotFound)?;
    let shell = site.shell(&visit, "supermarket-redemption-title").back("/points");
    page(&RedemptionPage { shell, found })
}

/// A form with nothing but its button.
#[derive(Deserialize)]
pub struct Bare {}

/// Changes one's mind.
pub async fn cancel(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(_): Posted<Bare>) -> Answer {
    db::again(|| redemptions::cancel(&site.app, &visit.doer, id)).await?;
    Ok(goto(&site, "/points", "ok", "supermarket-cancelled"))
}

/// Which size of a photo.
#[derive(Deserialize, Default)]
pub struct Size {
    #[serde(default)]
    size: String,
}

/// A photo of a thing.
pub async fn photo(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Questioned(size): Questioned<Size>,
) -> Answer {
    let found = store::photo(&site.app.db.read().await?, visit.doer.community, id).await?.ok_or(Problem::NotFound)?;
    let hash = if size.size == "full" { found.photo_hash } else { found.thumbnail_hash };
    let hash: ContentHash = hash.parse().map_err(|_| Problem::NotFound)?;
    Ok(file("image/jpeg", site.app.files.get(hash).await?))
}
