//! Not content with how a matter was handled 向监委会反映: the asker tells the supervision committee, which answers in words
//! by a date. It changes nothing of the matter, and who had a hand in the matter does not answer.
//!
//! The committee reads how the matter was handled, never a phone number or a door.

use super::lines::Names;
use super::many;
use super::notices;
use super::powers::{ORDERS_APPEALS, ORDERS_OWN};
use super::rules::{self, APPEAL_DAYS, No, TEXT_CHARS_MAX, named};
use super::standing::{allow, plain};
use super::store::{self, Order};
use super::telling;
use super::views::{AppealLine, AppealView, StoryView};
use super::writing::needed;
use base::{Doer, Moment, OrderId, Outcome, Problem, Relation};
use chrono::Duration;
use db::{AppendOnly, FromQueryResult, Kind, Lock, Query, Value, row, values};
use kernel::app::App;
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// What was said to the committee.
pub const APPEALS: AppendOnly = AppendOnly {
    table: "order_appeals",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("order_id", Kind::Id),
        ("at", Kind::Time),
        ("body", Kind::Text),
        ("answer_by", Kind::Time),
        ("by_account", Kind::Id),
    ],
};

/// What the committee answered.
pub const ANSWERS: AppendOnly = AppendOnly {
    table: "order_appeal_answers",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("appeal_id", Kind::Id),
        ("at", Kind::Time),
        ("body", Kind::Text),
        ("by_account", Kind::Id),
    ],
};

#[derive(FromQueryResult)]
struct Said {
    id: Uuid,
    order_id: Uuid,
    at: Moment,
    body: String,
    answer_by: Moment,
    answer: Option<String>,
    answered_at: Option<Moment>,
}

const SAID: &str = "select p.id, p.order_id, p.at, p.body, p.answer_by, a.body as answer, a.at as answered_at
    from order_appeals p left join order_appeal_answers a on a.appeal_id = p.id";

impl Said {
    fn view(self) -> AppealView {
        AppealView {
            id: self.id,
            at: self.at,
            body: self.body,
            answer_by: self.answer_by,
            answer: self.answer.zip(self.answered_at),
        }
    }
}

async fn said_about(door: &impl Query, order: OrderId) -> Outcome<Vec<Said>> {
    door.all(&format!("{SAID} where p.order_id = $1 order by p.at, p.id"), values![order.0]).await
}

/// What was said about one order and answered, oldest first; for who said it.
pub async fn of_order(door: &impl Query, order: &Order) -> Outcome<Vec<AppealView>> {
    Ok(said_about(door, order.key()).await?.into_iter().map(Said::view).collect())
}

/// Tells the committee how a matter was handled; without an account too. One at a time.
///
/// # Errors
/// `NotFound` unless theirs; field text; refusal: an earlier one waits.
pub async fn appeal(app: &App, doer: &Doer, (order, once): (OrderId, Uuid), text: &str) -> Outcome<()> {
    let text = needed("text", text, TEXT_CHARS_MAX)?;
    let mut write = app.db.write(doer, "orders.appeal", &[Lock::new("orders", order)]).await?;
    let order = store::order(&write, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_OWN, &plain(doer, &order)).map_err(|_| Problem::NotFound)?;
    let before = said_about(&write, order.key()).await?;
    if before.iter().any(|said| said.id == once) {
        return Ok(());
    }
    if before.iter().any(|said| said.answer.is_none()) {
        return Err(No::AppealWaiting.into());
    }
    let calendar = super::clocks::calendar(&write, doer.community).await?;
    let day = calendar.day_of(doer.at + Duration::days(APPEAL_DAYS));
    let answer_by = rules::day_end(&calendar, day, doer.at).unwrap_or(doer.at + Duration::days(APPEAL_DAYS));
    let row = row! {
        id: once, community: order.community, order_id: order.id, at: doer.at, body: text, answer_by: answer_by,
        by_account: doer.account.map(Uuid::from),
    };
    write.append(&APPEALS, row).await?;
    notices::after_complaint(app, &mut write, once).await?;
    write.commit().await
}

/// The committee answers, in words and once.
///
/// # Errors
/// `NotFound`; field text; refusals: had a hand in it, answered already.
pub async fn answer_appeal(app: &App, doer: &Doer, (id, once): (Uuid, Uuid), text: &str) -> Outcome<()> {
    doer.require(ORDERS_APPEALS, &[Relation::Community])?;
    let text = needed("text", text, TEXT_CHARS_MAX)?;
    let mut write = app.db.write(doer, "orders.answer_appeal", &[Lock::new("order_appeals", id)]).await?;
    let order = of_appeal(&write, doer, id).await?.1;
    if had_a_hand(&write, doer, order.key()).await? {
        return Err(No::HadAHand.into());
    }
    let row = row! {
        id: once, community: order.community, appeal_id: id, at: doer.at, body: text,
        by_account: doer.account.map(Uuid::from),
    };
    if write.append_once(&ANSWERS, row).await? {
        notices::after_complaint_answer(app, &mut write, id).await?;
        return write.commit().await;
    }
    // The same form again is no refusal.
    let sql = "select count(*) from order_appeal_answers where id = $1 and appeal_id = $2";
    if write.number(sql, values![once, id]).await? > 0 { Ok(()) } else { Err(No::AppealAnswered.into()) }
}

async fn of_appeal(door: &impl Query, doer: &Doer, id: Uuid) -> Outcome<(Said, Order)> {
    let sql = format!("{SAID} where p.id = $1 and p.community = $2");
    let said: Said = door.one(&sql, values![id, doer.community.0]).await?.ok_or(Problem::NotFound)?;
    let order = store::order(door, doer.community, OrderId(said.order_id)).await?.ok_or(Problem::NotFound)?;
    Ok((said, order))
}

/// Whoever did something with a matter, or was served by it, does not judge how it was handled.
async fn had_a_hand(door: &impl Query, doer: &Doer, order: OrderId) -> Outcome<bool> {
    let events = store::events(door, order).await?;
    let helpers = store::helpers(door, order).await?;
    let (account, person) = (doer.account.map(Uuid::from), doer.person.map(Uuid::from));
    let acted = events.iter().any(|event| {
        (event.by_account.is_some() && event.by_account == account)
            || (person.is_some() && (event.by_person == person || event.on_behalf_of == person))
    });
    // The first of two took it without an event.
    let sql = "select count(*) from orders where id = $1 and (holder_person = $2 or companion_person = $2)";
    let took = door.number(sql, values![order.0, person.unwrap_or(Uuid::nil())]).await? > 0;
    Ok(acted || took || helpers.iter().any(|helper| Some(helper.person_id) == person))
}

/// What was said to the committee, newest first; what waits stands on its own list.
///
/// # Errors
/// `NotAllowed`.
pub async fn appeals(app: &App, doer: &Doer, after: Option<Cursor>) -> Outcome<Listing<AppealLine>> {
    doer.require(ORDERS_APPEALS, &[Relation::Community])?;
    let door = app.db.read().await?;
    let (condition, mut values) = match after {
        Some(cursor) => (" and (p.at, p.id) < ($2, $3)", values![doer.community.0, cursor.at, cursor.id]),
        None => ("", values![doer.community.0]),
    };
    let limit = i64::try_from(PAGE_ROWS).unwrap_or(i64::MAX) + 1;
    values.push(Value::from(limit));
    let sql = format!("{SAID} where p.community = $1{condition} order by p.at desc, p.id desc limit ${}", values.len());
    let rows: Vec<Said> = door.all(&sql, values).await?;
    let orders = many::orders(&door, doer.community, rows.iter().map(|said| said.order_id)).await?;
    let all: Vec<Order> = orders.values().cloned().collect();
    let names = Names::of(&door, doer, &all).await?;
    let line = |said: Said| {
        let order = orders.get(&said.order_id)?;
        Some(AppealLine { number: order.number, category: names.category(order), appeal: said.view() })
    };
    let shown = rows.into_iter().filter_map(line).collect();
    Ok(Listing::cut(shown, |line| Cursor { at: line.appeal.at, id: line.appeal.id }))
}

/// One of them with how the matter was handled, step by step.
///
/// # Errors
/// `NotFound`.
pub async fn appeal_story(app: &App, doer: &Doer, id: Uuid) -> Outcome<StoryView> {
    doer.require(ORDERS_APPEALS, &[Relation::Community]).map_err(|_| Problem::NotFound)?;
    let door = app.db.read().await?;
    let (said, order) = of_appeal(&door, doer, id).await?;
    let events = store::events(&door, order.key()).await?;
    Ok(StoryView {
        number: order.number,
        title: order.title.clone(),
        category: Names::of(&door, doer, std::slice::from_ref(&order)).await?.category(&order),
        state: named(&order.state)?,
        timeline: telling::timeline(&door, doer, (&order, &events)).await?,
        may_answer: said.answer.is_none() && !had_a_hand(&door, doer, order.key()).await?,
        appeal: said.view(),
    })
}
