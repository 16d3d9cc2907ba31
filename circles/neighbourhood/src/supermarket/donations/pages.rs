//! Donations on screen: receipts for staff and on paper, and the account that everyone may read.

use super::actions::{self, Gift, Spending, Wish};
use super::rules::fen;
use super::store::{self, Book, Donation, Thing, Use};
use crate::points::rules::local_day;
use crate::supermarket::pages::After;
use crate::supermarket::powers::{DONATIONS_RECORD, DONATIONS_SETTLE};
use crate::supermarket::store::{Item, by_name};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Day, Outcome, Problem, Relation};
use serde::Deserialize;
use uuid::Uuid;
use web::{
    Answer, Cursor, Key, Listing, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, goto, page, page_with,
};

/// The pages of donations.
pub(in crate::supermarket) fn routes() -> Routes {
    Routes::default()
        .get("/supermarket/account", Need::Nothing, account)
        .get("/supermarket/donations", Need::Power(DONATIONS_RECORD), list)
        .post("/supermarket/donations", Need::Power(DONATIONS_RECORD), receive)
        .get("/supermarket/donations/new", Need::Power(DONATIONS_RECORD), blank)
        .get("/supermarket/donations/{id}", Need::Power(DONATIONS_RECORD), receipt)
        .post("/supermarket/donations/{id}/void", Need::Power(DONATIONS_SETTLE), void)
        .post("/supermarket/donations/uses", Need::Power(DONATIONS_SETTLE), spend)
}

#[derive(Template)]
#[template(path = "supermarket/account.html")]
struct AccountPage {
    shell: Shell,
    book: Book,
    things: Vec<Thing>,
    uses: Listing<Use>,
    donations: Listing<Donation>,
}

impl AccountPage {
    fn older(&self) -> Option<String> {
        self.donations.next.map(|cursor| format!("/supermarket/account?after={}", cursor.text()))
    }

    fn older_uses(&self) -> Option<String> {
        self.uses.next.map(|cursor| format!("/supermarket/account?uses={}", cursor.text()))
    }
}

/// Where the two lists of the account begin.
#[derive(Deserialize, Default)]
pub struct Places {
    #[serde(default)]
    after: String,
    #[serde(default)]
    uses: String,
}

/// The public account.
pub async fn account(State(site): State<Site>, visit: Visit, Questioned(places): Questioned<Places>) -> Answer {
    let (read, community) = (site.app.db.read().await?, visit.doer.community);
    let book = store::book(&read, community).await?;
    let things = store::things(&read, community).await?;
    let uses = store::uses(&read, community, Cursor::parse(&places.uses)).await?;
    let donations = store::donations(&read, community, Cursor::parse(&places.after)).await?;
    page(&AccountPage { shell: site.shell(&visit, "donations-account-title"), book, things, uses, donations })
}

/// What money was used for, as it was typed.
#[derive(Deserialize, Default)]
pub struct UseForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    used_on: String,
}

/// Voiding, as it was typed.
#[derive(Deserialize, Default)]
pub struct VoidForm {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "supermarket/donations.html")]
struct DonationsPage {
    shell: Shell,
    donations: Listing<Donation>,
    book: Book,
    may_settle: bool,
    form: UseForm,
    mend: Mend,
}

impl DonationsPage {
    fn older(&self) -> Option<String> {
        self.donations.next.map(|cursor| format!("/supermarket/donations?after={}", cursor.text()))
    }
}

/// The receipts, for staff.
pub async fn list(State(site): State<Site>, visit: Visit, Questioned(after): Questioned<After>) -> Answer {
    list_page(&site, &visit, (Cursor::parse(&after.after), None, Mend::nothing())).await
}

async fn list_page(site: &Site, visit: &Visit, (after, form, mend): (Option<Cursor>, Option<UseForm>, Mend)) -> Answer {
    let doer = &visit.doer;
    doer.require(DONATIONS_RECORD, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let donations = store::donations(&read, doer.community, after).await?;
    let book = store::book(&read, doer.community).await?;
    let shell = site.shell(visit, "donations-title");
    let today = local_day(doer.at).to_string();
    let form = form.unwrap_or_else(|| UseForm { once: shell.once(), used_on: today, ..UseForm::default() });
    let may_settle = doer.require(DONATIONS_SETTLE, &[Relation::Community]).is_ok();
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &DonationsPage { shell, donations, book, may_settle, form, mend })
}

/// A receipt as it was typed.
#[derive(Deserialize, Default)]
pub struct GiftForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    item: Option<Uuid>,
    #[serde(default)]
    count: String,
    #[serde(default)]
    donor: String,
    #[serde(default)]
    given_on: String,
}

impl GiftForm {
    fn wish(&self) -> Outcome<Wish> {
        let gift = if self.kind == "goods" {
            let item = self.item.ok_or(Problem::field("item", "donations-choose"))?;
            Gift::Goods(item, self.count.trim().parse().unwrap_or(0))
        } else {
            Gift::Money(fen(&self.amount).ok_or(Problem::field("amount", "donations-amount-wrong"))?)
        };
        Ok(Wish {
            id: self.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?,
            gift,
            donor: self.donor.clone(),
            given_on: day("given_on", &self.given_on)?,
        })
    }
}

fn day(field: &'static str, text: &str) -> Outcome<Day> {
    text.trim().parse().map_err(|_| Problem::field(field, "points-day-wrong"))
}

#[derive(Template)]
#[template(path = "supermarket/donation_new.html")]
struct NewPage {
    shell: Shell,
    items: Vec<Item>,
    form: GiftForm,
    mend: Mend,
}

impl NewPage {
    fn chosen(&self, item: &Item) -> bool {
        self.form.item == Some(item.id)
    }
}

/// An empty receipt.
pub async fn blank(State(site): State<Site>, visit: Visit) -> Answer {
    new_page(&site, &visit, (None, Mend::nothing())).await
}

async fn new_page(site: &Site, visit: &Visit, (form, mend): (Option<GiftForm>, Mend)) -> Answer {
    visit.doer.require(DONATIONS_RECORD, &[Relation::Community])?;
    let items = by_name(&site.app.db.read().await?, visit.doer.community).await?;
    let shell = site.shell(visit, "donations-new").back("/supermarket/donations");
    let form = form.unwrap_or_else(|| GiftForm {
        once: shell.once(),
        kind: "money".to_owned(),
        given_on: local_day(visit.doer.at).to_string(),
        ..GiftForm::default()
    });
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &NewPage { shell, items, form, mend })
}

/// Writes a receipt.
pub async fn receive(State(site): State<Site>, visit: Visit, Posted(form): Posted<GiftForm>) -> Answer {
    let answer = match form.wish() {
        Ok(wish) => db::again(|| actions::receive(&site.app, &visit.doer, &wish)).await.map(|()| wish.id),
        Err(problem) => Err(problem),
    };
    match answer {
        Ok(id) => Ok(goto(&site, &format!("/supermarket/donations/{id}"), "ok", "donations-received")),
        Err(problem) => new_page(&site, &visit, (Some(form), Mend::of(problem)?)).await,
    }
}

#[derive(Template)]
#[template(path = "supermarket/donation.html")]
struct ReceiptPage {
    shell: Shell,
    donation: Donation,
    may_void: bool,
    typed: String,
    mend: Mend,
}

/// A receipt, as it is printed and signed.
pub async fn receipt(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    receipt_page(&site, &visit, id, (String::new(), Mend::nothing())).await
}

async fn receipt_page(site: &Site, visit: &Visit, id: Uuid, (typed, mend): (String, Mend)) -> Answer {
    let doer = &visit.doer;
    doer.require(DONATIONS_RECORD, &[Relation::Community])?;
    let donation = store::donation(&site.app.db.read().await?, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let own = doer.account.map(Uuid::from) == Some(donation.recorded_by);
    let settles = doer.require(DONATIONS_SETTLE, &[Relation::Community]).is_ok();
    let may_void = settles && !own && donation.voided_at.is_none();
    let shell = site.shell(visit, "donations-receipt").back("/supermarket/donations");
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &ReceiptPage { shell, donation, may_void, typed, mend })
}

/// Voids a receipt.
pub async fn void(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<VoidForm>,
) -> Answer {
    match db::again(|| actions::void(&site.app, &visit.doer, (id, form.version, &form.reason))).await {
        Ok(()) => Ok(goto(&site, "/supermarket/donations", "ok", "donations-voided")),
        Err(problem) => receipt_page(&site, &visit, id, (form.reason, Mend::of(problem)?)).await,
    }
}

/// Writes down what money was used for.
pub async fn spend(State(site): State<Site>, visit: Visit, Posted(form): Posted<UseForm>) -> Answer {
    let answer = match spending(&form) {
        Ok(wish) => db::again(|| actions::spend(&site.app, &visit.doer, &wish)).await,
        Err(problem) => Err(problem),
    };
    match answer {
        Ok(()) => Ok(goto(&site, "/supermarket/donations", "ok", "donations-spent")),
        Err(problem) => list_page(&site, &visit, (None, Some(form), Mend::of(problem)?)).await,
    }
}

fn spending(form: &UseForm) -> Outcome<Spending> {
    Ok(Spending {
        id: form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?,
        fen: fen(&form.amount).ok_or(Problem::field("amount", "donations-amount-wrong"))?,
        purpose: form.purpose.clone(),
        used_on: day("used_on", &form.used_on)?,
    })
}
