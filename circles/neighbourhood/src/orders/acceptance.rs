//! The office's answer: accept with a human sentence, refuse with a reason and a way forward, ask back, or settle at once.

use super::asking::Place;
use super::machine::Action;
use super::photos;
use super::powers::ORDERS_ACCEPT;
use super::rules::{self, LINE_CHARS_MAX, TEXT_CHARS_MAX};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::{self, ORDERS, Order};
use super::writing::{index, kind_columns, needed, placed};
use crate::categories::store as categories;
use base::{Doer, Outcome, Problem};
use db::{Lock, Query, Row, Write, row};
use kernel::app::App;
use kernel::case::{ClockPolicy, Named, Urgency};
use kernel::text::clean_line;
use uuid::Uuid;

/// Accepting.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The human answer to the resident.
    pub answer: String,
    /// Words for the lists and for volunteers, without names, phones or doors.
    pub title: String,
    /// Another category than the asker's, if the office knows better.
    pub category: Option<Uuid>,
    /// Another urgency than the category's; the promise of an answer, already running, stays as it was given.
    pub urgency: Option<Urgency>,
    /// The place, when the asker chose a wrong one.
    pub place: Option<Place>,
    /// Words for everyone, of a public place; neighbours may then care about it too.
    pub public_title: Option<String>,
    /// Two people are wanted at once; what was wished before stays.
    pub two_people: bool,
}

impl Acceptance {
    /// An answer and a title, with everything else as it was asked.
    #[must_use]
    pub fn plain(answer: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            answer: answer.into(),
            title: title.into(),
            category: None,
            urgency: None,
            place: None,
            public_title: None,
            two_people: false,
        }
    }
}

/// Refusing.
#[derive(Clone, Debug)]
pub struct Refusing {
    /// Why.
    pub reason: String,
    /// Where it can be had instead.
    pub way_forward: String,
}

/// Answering at the office itself.
#[derive(Clone, Debug)]
pub struct Settling {
    /// How it ended.
    pub outcome: rules::Outcome,
    /// What was done or explained, told to the resident.
    pub text: String,
}

/// Accepts an order; the doer is in charge from now on.
///
/// # Errors
/// `NotFound`, `Changed`, `Invalid` (answer, title, category, place), refusals of the table.
pub async fn accept(app: &App, doer: &Doer, aim: Aim, wish: &Acceptance) -> Outcome<()> {
    let answer = needed("answer", &wish.answer, TEXT_CHARS_MAX)?;
    let title = title_of(&wish.title)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.accept", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_ACCEPT, &plain(doer, &order))?;
    order.expect(aim)?;
    let mut row = row! { answer: answer.clone(), title: title.clone(), in_charge: doer.account.map(Uuid::from) };
    order.two_people |= wish.two_people;
    row.extend(other_kind(&write, &mut order, wish).await?);
    row.extend(row! { two_people: order.two_people });
    if let Some(typed) = &wish.public_title {
        row.extend(row! { public_title: super::merging::public_title(&write, &order, typed).await? });
    }
    row.extend(other_place(&mut write, &mut order, wish).await?);
    order.title = Some(title);
    // A title for everyone is seen by neighbours at once.
    let firm = wish.public_title.as_ref().is_some_and(|title| !title.trim().is_empty());
    let step = Step { firm, ..Step::new(Action::Accept, aim.once).with(row).told(Some(answer)) };
    carry_out(app, &mut write, &mut order, step).await?;
    index(&mut write, &order).await?;
    write.commit().await
}

/// Another category or urgency: the promises that are still to begin are those of the new one, and nothing of the old
/// category stays; what an answer was promised by has been promised.
async fn other_kind(door: &impl Query, order: &mut Order, wish: &Acceptance) -> Outcome<Row> {
    let mut row = Row::new();
    let promised = order.policy()?;
    let mut policy = None;
    if let Some(id) = wish.category.filter(|id| order.category_id != Some(*id)) {
        let found = categories::one(door, base::CommunityId(order.community), id).await?;
        let category = found.filter(|found| found.parent.is_some() && !found.closed);
        let category = category.ok_or_else(|| Problem::field("category", "orders-refused-category"))?;
        (order.category_id, order.is_personal) = (Some(id), category.kind.is_personal);
        order.is_public = category.kind.is_public;
        order.two_people |= category.kind.two_people;
        row.extend(kind_columns(Some(&category)));
        policy = Some(category.policy());
    }
    if let Some(policy) = wish.urgency.map(ClockPolicy::standard).or(policy) {
        let kept = ClockPolicy { accept: promised.accept, answer_at_most: promised.answer_at_most, ..policy };
        order.policy = Some(serde_json::to_string(&kept).map_err(Problem::fault)?);
        row.extend(row! { policy: order.policy.clone() });
    }
    Ok(row)
}

/// Another place, with the grid of the day it was asked.
async fn other_place(write: &mut Write, order: &mut Order, wish: &Acceptance) -> Outcome<Row> {
    let Some(place) = wish.place.as_ref().filter(|place| !is_there(order, place)) else { return Ok(Row::new()) };
    let found = placed(write, base::CommunityId(order.community), place, order.asked_at).await?;
    (order.compound_id, order.building_id) = (found.compound, found.building);
    Ok(found.row)
}

/// Whether the order says this place already.
fn is_there(order: &Order, place: &Place) -> bool {
    let compound = place.building.is_some() || place.compound.map(Uuid::from) == order.compound_id;
    let texts = [(&place.stairway, &order.stairway), (&place.door, &order.door), (&place.spot, &order.spot)];
    compound
        && place.building.map(Uuid::from) == order.building_id
        && texts.iter().all(|(wished, known)| wished == known)
}

/// Refuses an order.
///
/// # Errors
/// As [`accept`]; fields reason, way_forward.
pub async fn reject(app: &App, doer: &Doer, aim: Aim, wish: &Refusing) -> Outcome<()> {
    let reason = needed("reason", &wish.reason, TEXT_CHARS_MAX)?;
    let forward = needed("way_forward", &wish.way_forward, TEXT_CHARS_MAX)?;
    let step = Step::new(Action::Reject, aim.once).because(&reason).told(Some(forward.clone()));
    office(app, doer, ("orders.reject", aim), step.with(row! { way_forward: forward })).await
}

/// Asks the resident for more; the clock of resolving stands still meanwhile.
///
/// # Errors
/// As [`accept`]; field question.
pub async fn ask_back(app: &App, doer: &Doer, aim: Aim, question: &str) -> Outcome<()> {
    let question = needed("question", question, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.ask_back", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_ACCEPT, &plain(doer, &order))?;
    order.expect(aim)?;
    let mut step = Step::new(Action::AskBack, aim.once).because(&question);
    if order.in_charge.is_none() {
        // Somebody waits for the answer, and is found when it does not come.
        step = step.with(row! { in_charge: doer.account.map(Uuid::from) });
    }
    carry_out(app, &mut write, &mut order, step).await?;
    write.commit().await
}

/// Answers an accepted order at the office itself (explained, handed over, cannot...); the resident still has the last word.
///
/// # Errors
/// As [`accept`]; field text.
pub async fn settle(app: &App, doer: &Doer, aim: Aim, wish: &Settling) -> Outcome<()> {
    let text = needed("text", &wish.text, TEXT_CHARS_MAX)?;
    let row = row! {
        outcome: wish.outcome.name(), outcome_text: text.clone(), done_by_account: doer.account.map(Uuid::from),
    };
    let step = Step::new(Action::Settle, aim.once).because(&text).told(Some(wish.outcome.name().to_owned()));
    office(app, doer, ("orders.settle", aim), step.with(row)).await
}

/// Writes another title.
///
/// # Errors
/// As [`accept`]; field title.
pub async fn retitle(app: &App, doer: &Doer, aim: Aim, title: &str) -> Outcome<()> {
    let title = title_of(title)?;
    let mut write = app.db.write(doer, "orders.retitle", &[Lock::new("orders", aim.order)]).await?;
    let mut order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_ACCEPT, &plain(doer, &order))?;
    if order.title.as_deref() == Some(title.as_str()) {
        return Ok(());
    }
    order.expect(aim)?;
    write.change(&ORDERS, order.id, order.version, row! { title: title.clone() }).await?;
    order.title = Some(title);
    index(&mut write, &order).await?;
    write.commit().await
}

/// One step of the office.
async fn office(app: &App, doer: &Doer, (verb, aim): (&'static str, Aim), step: Step<'_>) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, verb, aim).await? else { return Ok(()) };
    allow(doer, ORDERS_ACCEPT, &plain(doer, &order))?;
    order.expect(aim)?;
    let ends = step.action == Action::Reject;
    carry_out(app, &mut write, &mut order, step).await?;
    if ends {
        photos::let_go(&mut write, &order).await?;
    }
    write.commit().await
}

fn title_of(typed: &str) -> Outcome<String> {
    let title = needed("title", typed, LINE_CHARS_MAX)?;
    clean_line(&title, LINE_CHARS_MAX).map_err(|fault| Problem::Refused(fault.into()))
}
