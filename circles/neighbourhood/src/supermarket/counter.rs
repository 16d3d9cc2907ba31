//! The counter: serve by code, by passbook, or by name with a look at the person.

use super::powers::COUNTER_SERVE;
use super::redemptions::{self, Wish};
use super::rules::KnownBy;
use super::store::{self, Face, Item, Redemption};
use crate::points::{ledger, rules as points_rules, store as points_store};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, PersonId, Problem, Relation};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Posted, Questioned, Shell, Site, Visit, back_to, goto, page, page_with};

/// People shown for a name.
const FACES_SHOWN: usize = 30;

/// What the clerk typed: a code, a passbook number or a name.
#[derive(Deserialize, Default)]
pub struct Sought {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "supermarket/counter.html")]
struct FrontPage {
    shell: Shell,
    q: String,
    faces: Vec<Face>,
}

/// One field for all three ways.
pub async fn front(State(site): State<Site>, visit: Visit) -> Answer {
    found(&site, &visit, Sought::default()).await
}

/// Whom or what the code, passbook or name means; none of them stands in an address.
pub async fn find(State(site): State<Site>, visit: Visit, Posted(sought): Posted<Sought>) -> Answer {
    found(&site, &visit, sought).await
}

async fn found(site: &Site, visit: &Visit, sought: Sought) -> Answer {
    visit.doer.require(COUNTER_SERVE, &[Relation::Community])?;
    let (read, community) = (site.app.db.read().await?, visit.doer.community);
    let q = sought.q.trim().replace('\0', "");
    let digits: String = q.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
    if !digits.is_empty() && digits.chars().all(|sign| sign.is_ascii_digit()) {
        if let Some(found) = store::by_code(&read, community, &digits).await? {
            return Ok(back_to(&format!("/counter/redemptions/{}?by=code", found.id)));
        }
        if let Some(member) = points_store::member_by_passbook(&read, community, &digits).await? {
            return Ok(back_to(&format!("/counter/people/{}?by=passbook", member.id)));
        }
    }
    let faces = if q.is_empty() { Vec::new() } else { store::faces(&read, community, (&q, true), FACES_SHOWN).await? };
    page(&FrontPage { shell: site.shell(visit, "supermarket-counter-title"), q, faces })
}

/// How the clerk came here.
#[derive(Deserialize, Default)]
pub struct Way {
    #[serde(default)]
    by: String,
    /// A part of the name of a thing.
    #[serde(default)]
    q: String,
}

/// A redemption at the counter, as it was typed.
#[derive(Deserialize, Default, Clone)]
pub struct RedeemForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    item: Option<Uuid>,
    #[serde(default)]
    count: String,
    #[serde(default)]
    known_by: String,
    /// A part of the name of what is looked for.
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "supermarket/counter_person.html")]
struct PersonPage {
    shell: Shell,
    person: Uuid,
    name: String,
    free: i64,
    waiting: Vec<Redemption>,
    items: Vec<Item>,
    more: bool,
    form: RedeemForm,
    mend: Mend,
}

impl PersonPage {
    fn chosen(&self, item: &Item) -> bool {
        self.form.item == Some(item.id)
    }
}

/// A person at the counter.
pub async fn person(
    State(site): State<Site>,
    visit: Visit,
    Key(person): Key<Uuid>,
    Questioned(way): Questioned<Way>,
) -> Answer {
    let form = RedeemForm { count: "1".to_owned(), known_by: way.by, q: way.q, ..RedeemForm::default() };
    person_page(&site, &visit, PersonId(person), (form, Mend::nothing())).await
}

async fn person_page(site: &Site, visit: &Visit, person: PersonId, (mut form, mend): (RedeemForm, Mend)) -> Answer {
    let doer = &visit.doer;
    doer.require(COUNTER_SERVE, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    points_store::member(&read, doer.community, person).await?.ok_or(Problem::NotFound)?;
    let name = points_store::name_of(&read, doer.community, person).await?.ok_or(Problem::NotFound)?;
    let free = ledger::vintages(&read, person).await?.iter().map(points_rules::Vintage::free).sum();
    let waiting: Vec<Redemption> = store::redemptions_of(&read, doer.community, person).await?;
    let waiting = waiting.into_iter().filter(Redemption::waits).collect();
    let today = points_rules::local_day(doer.at);
    let (items, more) = store::affordable(&read, doer.community, (today, free, &form.q)).await?;
    let shell = site.shell(visit, "supermarket-counter-title").titled(name.clone()).back("/counter");
    if form.once.is_empty() {
        form.once = shell.once();
    }
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &PersonPage { shell, person: person.0, name, free, waiting, items, more, form, mend })
}

/// Redeems at the counter, in one go.
pub async fn redeem(
    State(site): State<Site>,
    visit: Visit,
    Key(person): Key<Uuid>,
    Posted(form): Posted<RedeemForm>,
) -> Answer {
    match redeem_form(&site, &visit, PersonId(person), &form).await {
        Ok(()) => Ok(goto(&site, &format!("/counter/people/{person}"), "ok", "supermarket-collected")),
        Err(problem) => person_page(&site, &visit, PersonId(person), (form, Mend::of(problem)?)).await,
    }
}

async fn redeem_form(site: &Site, visit: &Visit, person: PersonId, form: &RedeemForm) -> Outcome<()> {
    let known_by = KnownBy::from_name(&form.known_by).ok_or(Problem::field("known_by", "supermarket-look-first"))?;
    let wish = Wish {
        id: form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?,
        person,
        item: form.item.ok_or(Problem::field("item", "supermarket-choose"))?,
        count: form.count.trim().parse().unwrap_or(0),
    };
    db::again(|| redemptions::redeem(&site.app, &visit.doer, (&wish, known_by))).await
}

#[derive(Template)]
#[template(path = "supermarket/counter_redemption.html")]
struct RedemptionPage {
    shell: Shell,
    found: Redemption,
    name: String,
    known_by: String,
    mend: Mend,
}

/// Something that waits at the counter.
pub async fn redemption(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Questioned(way): Questioned<Way>,
) -> Answer {
    redemption_page(&site, &visit, id, (way.by, Mend::nothing())).await
}

async fn redemption_page(site: &Site, visit: &Visit, id: Uuid, (known_by, mend): (String, Mend)) -> Answer {
    let doer = &visit.doer;
    doer.require(COUNTER_SERVE, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let found = store::redemption(&read, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let name = points_store::name_of(&read, doer.community, PersonId(found.person_id)).await?.unwrap_or_default();
    let shell = site.shell(visit, "supermarket-redemption-title").back("/counter");
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &RedemptionPage { shell, found, name, known_by, mend })
}

/// Handing over, as it was ticked.
#[derive(Deserialize)]
pub struct CollectForm {
    #[serde(default)]
    known_by: String,
}

/// Hands reserved goods over.
pub async fn collect(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<CollectForm>,
) -> Answer {
    let answer = match KnownBy::from_name(&form.known_by) {
        Some(known_by) => db::again(|| redemptions::collect(&site.app, &visit.doer, (id, known_by))).await,
        None => Err(Problem::field("known_by", "supermarket-look-first")),
    };
    match answer {
        Ok(()) => Ok(goto(&site, "/counter", "ok", "supermarket-collected")),
        Err(problem) => redemption_page(&site, &visit, id, (form.known_by, Mend::of(problem)?)).await,
    }
}

/// Puts reserved goods back on the shelf.
pub async fn cancel(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(_): Posted<super::pages::Bare>,
) -> Answer {
    visit.doer.require(COUNTER_SERVE, &[Relation::Community])?;
    db::again(|| redemptions::cancel(&site.app, &visit.doer, id)).await?;
    Ok(goto(&site, "/counter", "ok", "supermarket-cancelled"))
}
