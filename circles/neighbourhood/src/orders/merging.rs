//! Merging 并单: an order goes on under the number of another that is about the same, and can be taken out again.
//!
//! Nothing of a merged order is lost or moved: its words, photos, hands and offers stay where they are and are only out of
//! every list, because every list asks for the state; so taking it out again restores it exactly. Its asker sees the
//! other's number, title for everyone and public steps, never its words, photos, phone or place.

use super::closing;
use super::machine::{Action, State, TABLE};
use super::merge_rules::{Side, may_merge, title_fault, way_back};
use super::people;
use super::powers::{ORDERS_HOUSE, ORDERS_MERGE};
use super::rules::{LINE_CHARS_MAX, No, TEXT_CHARS_MAX, named};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out, was_carried_out};
use super::store::{self, ORDERS, Order};
use super::writing::needed;
use base::{Doer, Locale, OrderId, Outcome, Problem};
use db::{FromQueryResult, Lock, Query, Row, Write, row, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::case::Named as _;
use kernel::facts::Fact;
use kernel::jobs::{self, JobKind};
use kernel::text::{clean_line, clean_text};
use uuid::Uuid;

/// Merged orders that one look brings.
const BATCH: u32 = 200;
/// Ends what was merged into an order that has ended.
pub const FOLLOW_THE_END: JobKind = JobKind { name: "orders.end_merged", run: end_merged };

/// Lets an order go on under another's number, with a word to its asker if there is one to say.
///
/// # Errors
/// `NotFound`, `Changed`; refusals: the same order, merged itself, others merged into it, another class, another asker.
pub async fn merge(app: &App, doer: &Doer, aim: Aim, into: OrderId, words: &str) -> Outcome<()> {
    let words = clean_text(words, TEXT_CHARS_MAX).map_err(|fault| Problem::Refused(fault.into()))?;
    let locks = [Lock::new("orders", aim.order), Lock::new("orders", into)];
    let mut write = app.db.write(doer, "orders.merge", &locks).await?;
    if was_carried_out(&write, aim).await? {
        return Ok(());
    }
    let mut order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_MERGE, &plain(doer, &order))?;
    let other = store::order(&write, doer.community, into).await?.ok_or(No::NoSuchOrder)?;
    allow(doer, ORDERS_MERGE, &plain(doer, &other)).map_err(|_| No::NoSuchOrder)?;
    order.expect(aim)?;
    may_merge(&side(&write, &order).await?, &side(&write, &other).await?)?;
    let step = Step::new(Action::Merge, aim.once).with(row! { merged_into: other.id });
    let step = Step { reason: Some(words.as_str()).filter(|words| !words.is_empty()), ..step };
    carry_out(app, &mut write, &mut order, step.told(Some(other.id.to_string()))).await?;
    // Also when it leads others already: who ends it at this moment has to see that there is one more.
    write.change(&ORDERS, other.id, other.version, row! { leads: true }).await?;
    write.commit().await
}

/// The open order of a number, for the form that names it by that.
///
/// # Errors
/// Refusal: no such order.
pub async fn order_of_number(app: &App, doer: &Doer, number: &str) -> Outcome<OrderId> {
    let found = match number.trim().parse::<i64>() {
        Ok(number) => store::by_number(&app.db.read().await?, doer.community, number).await?,
        Err(_) => None,
    };
    let found = found.filter(|order| allow(doer, ORDERS_MERGE, &plain(doer, order)).is_ok());
    found.map(|order| order.key()).ok_or_else(|| No::NoSuchOrder.into())
}

/// Takes an order out again: it stands where it stood, in the same hands, with the time that it had left.
///
/// # Errors
/// `NotFound`, `Changed`; field reason; refusals of the table.
pub async fn unmerge(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.unmerge", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_MERGE, &plain(doer, &order))?;
    order.expect(aim)?;
    take_out(app, &mut write, &mut order, (aim.once, &reason)).await?;
    write.commit().await
}

/// Writes, changes or removes the title under which neighbours may care about a public matter too.
///
/// # Errors
/// `NotFound`, `Changed`; field `public_title`; refusal: not a public place.
pub async fn entitle(app: &App, doer: &Doer, aim: Aim, title: &str) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.entitle", &[Lock::new("orders", aim.order)]).await?;
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_MERGE, &plain(doer, &order))?;
    let title = public_title(&write, &order, title).await?;
    if order.public_title == title {
        return Ok(());
    }
    order.expect(aim)?;
    write.change(&ORDERS, order.id, order.version, row! { public_title: title }).await?;
    write.commit().await
}

/// A title for everyone as it is kept; empty is none.
pub(super) async fn public_title(door: &impl Query, order: &Order, typed: &str) -> Outcome<Option<String>> {
    let wrong = |refusal| Problem::Invalid(vec![base::FieldProblem { field: "public_title", refusal }]);
    let title = clean_line(typed, LINE_CHARS_MAX).map_err(|fault| wrong(fault.into()))?;
    if title.is_empty() {
        return Ok(None);
    }
    if order.is_personal || !order.is_public {
        return Err(No::OtherClass.into());
    }
    let names = people::names(door, base::CommunityId(order.community), [order.asked_by]).await?;
    let named = names.values().map(String::as_str).chain(order.called.as_deref());
    match title_fault(&title, named, order.door.as_deref()) {
        Some(refusal) => Err(wrong(refusal)),
        None => Ok(Some(title)),
    }
}

/// What merging looks at.
pub(super) async fn side(door: &impl Query, order: &Order) -> Outcome<Side> {
    let leads_now = order.leads && !merged_ids(door, order.id).await?.is_empty();
    Ok(Side {
        id: order.id,
        state: order.state()?,
        is_public: order.is_public,
        is_personal: order.is_personal,
        asked_by: order.asked_by,
        phone_index: order.phone_index.clone(),
        leads_now,
    })
}

/// Back to where it was merged from.
async fn take_out(app: &App, write: &mut Write, order: &mut Order, (once, reason): (Uuid, &str)) -> Outcome<()> {
    let events = store::events(write, order.key()).await?;
    let merged = events.iter().rev().find(|event| event.action == Action::Merge.name());
    let from: State = match merged.filter(|_| order.state == State::Merged.name()) {
        Some(event) => named(&event.from_state)?,
        None => return Err(No::NotNow.into()),
    };
    let back = way_back(from).ok_or(No::NotNow)?;
    carry_out(app, write, order, Step::new(back, once).because(reason)).await
}

#[derive(FromQueryResult)]
struct Merged {
    id: Uuid,
}

async fn merged_ids(door: &impl Query, into: Uuid) -> Outcome<Vec<Uuid>> {
    let sql = format!("select id from orders where merged_into = $1 and state = 'merged' order by id limit {BATCH}");
    Ok(door.all::<Merged>(&sql, values![into]).await?.into_iter().map(|row| row.id).collect())
}

/// Hears that an order which leads others has ended; they follow after the commit.
pub fn hear<'a>(app: &'a App, write: &'a mut Write, fact: &'a Fact) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let Fact::OrderMoved { order, action, .. } = fact else { return Ok(()) };
        let ends = TABLE.rows.iter().any(|row| row.action.name() == action && TABLE.ends.contains(&row.to));
        if !ends {
            return Ok(());
        }
        let (community, now) = (write.doer().community, write.doer().at);
        match store::order(write, community, *order).await? {
            Some(found) if found.leads => jobs::enqueue(app, write, FOLLOW_THE_END.name, order.0, now).await,
            _ => Ok(()),
        }
    })
}

/// What was merged into an order ends with it when it was closed, and is on its own again when it ended otherwise.
fn end_merged<'a>(app: &'a App, doer: &'a Doer, into: Uuid) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let ids = merged_ids(&app.db.read().await?, into).await?;
        for id in &ids {
            db::again(|| follow_one(app, doer, (OrderId(*id), OrderId(into)))).await?;
        }
        Ok(())
    })
}

async fn follow_one(app: &App, doer: &Doer, (id, into): (OrderId, OrderId)) -> Outcome<()> {
    doer.require(ORDERS_HOUSE, &[])?;
    let locks = [Lock::new("orders", id), Lock::new("orders", into)];
    let mut write = app.db.write(doer, "orders.end_merged", &locks).await?;
    let Some(mut order) = store::order(&write, doer.community, id).await? else { return Ok(()) };
    let Some(other) = store::order(&write, doer.community, into).await? else { return Ok(()) };
    let ended = TABLE.ends.contains(&other.state()?);
    if order.state != State::Merged.name() || order.merged_into != Some(other.id) || !ended {
        return Ok(());
    }
    if other.state()? == State::Closed {
        let outcome: Row = row! { outcome: other.outcome.clone() };
        let step = Step::new(Action::CloseMerged, app.new_id()).with(outcome);
        closing::end(app, &mut write, &mut order, step.told(Some(other.id.to_string()))).await?;
    } else {
        let reason = app.words.say(Locale::default(), "orders-merge-other-ended", &[]);
        take_out(app, &mut write, &mut order, (app.new_id(), &reason)).await?;
    }
    write.commit().await
}
