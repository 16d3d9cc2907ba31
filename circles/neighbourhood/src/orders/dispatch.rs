//! Dispatching: people, teams, units and departments are asked; the first to take it has it. Returns are decided here.

use super::machine::Action;
use super::notices;
use super::pairs;
use super::people;
use super::powers::{ORDERS_DISPATCH, ORDERS_TAKE};
use super::rules::{self, No, TARGETS_MAX, TEXT_CHARS_MAX};
use super::standing::{Purpose, allow, plain, relations};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::{self, DispatchRow, ORDERS, Order};
use super::writing::needed;
use base::{BodyId, Doer, Outcome, PersonId, Problem};
use db::{Lock, Query, Write, row};
use kernel::app::App;
use kernel::case::undo_until;
use uuid::Uuid;

/// Whom to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One person.
    Person(PersonId),
    /// A team, unit or department.
    Body(BodyId),
}

/// Asking.
#[derive(Clone, Debug)]
pub struct Dispatching {
    /// Whom; at least one.
    pub targets: Vec<Target>,
    /// Two people are wanted at once; what was wished before stays.
    pub two_people: bool,
}

impl Dispatching {
    /// These, with nothing else said.
    #[must_use]
    pub const fn to(targets: Vec<Target>) -> Self {
        Self { targets, two_people: false }
    }
}

/// Asks people and bodies to do it; asking more while it is dispatched is allowed.
///
/// # Errors
/// `NotFound`, `Changed`, `Invalid` (targets), refusals: licence, department, not wished, one where two are wanted.
pub async fn dispatch(app: &App, doer: &Doer, aim: Aim, wish: &Dispatching) -> Outcome<()> {
    if wish.targets.is_empty() || wish.targets.len() > TARGETS_MAX {
        return Err(Problem::field("targets", "orders-refused-targets"));
    }
    let Some((mut write, mut order)) = begin(app, doer, "orders.dispatch", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DISPATCH, &plain(doer, &order))?;
    order.expect(aim)?;
    order.two_people |= wish.two_people;
    pairs::enough(&write, &order, &wish.targets).await?;
    let asked = store::dispatches(&write, order.key(), order.round).await?;
    for &target in &wish.targets {
        may_be_asked(&write, &order, target).await?;
        let open = |row: &DispatchRow| row.state == "offered" && row.purpose == "do" && is(row, target);
        if !asked.iter().any(open) {
            offer(app, &mut write, &order, (Purpose::Do, target, Some(aim.once))).await?;
        }
    }
    let step = Step::new(Action::Dispatch, aim.once).with(row! { two_people: order.two_people });
    carry_out(app, &mut write, &mut order, step).await?;
    write.commit().await
}

/// Takes it back from those who were asked, or from the one who holds it.
///
/// # Errors
/// As [`dispatch`]; field reason.
pub async fn recall(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    office(app, doer, ("orders.recall", aim), Step::new(Action::Recall, aim.once).because(&reason)).await
}

/// Agrees that a unit or department gives it back.
///
/// # Errors
/// As [`dispatch`].
pub async fn approve_return(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    office(app, doer, ("orders.approve_return", aim), Step::new(Action::ApproveReturn, aim.once)).await
}

/// Does not agree to a return.
///
/// # Errors
/// As [`dispatch`]; field reason.
pub async fn refuse_return(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.refuse_return", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DISPATCH, &plain(doer, &order))?;
    order.expect(aim)?;
    // What was transferred waits for its reply again; what somebody took is under way again.
    let action = if order.reply_by.is_some() { Action::TransferStands } else { Action::RefuseReturn };
    carry_out(app, &mut write, &mut order, Step::new(action, aim.once).because(&reason)).await?;
    write.commit().await
}

/// Asks a volunteer to look at a public place that someone else worked on.
///
/// # Errors
/// As [`dispatch`]; refusal: own work.
pub async fn ask_to_check(app: &App, doer: &Doer, aim: Aim, person: PersonId) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.ask_to_check", &[Lock::new("orders", aim.order)]).await?;
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_DISPATCH, &plain(doer, &order))?;
    if order.state != "resolved" || order.is_personal {
        return Err(No::NotNow.into());
    }
    people::present(&write, doer.community, person).await?.ok_or(Problem::NotFound)?;
    let helpers = store::helpers(&write, order.key()).await?;
    let helped = helpers.iter().any(|helper| helper.round == order.round && helper.person_id == person.0);
    if helped || order.was_taken_by(Some(person)) {
        return Err(No::OwnWork.into());
    }
    let target = Target::Person(person);
    let asked = store::dispatches(&write, order.key(), order.round).await?;
    if asked.iter().any(|row| row.state == "offered" && row.purpose == "check" && is(row, target)) {
        return Ok(());
    }
    order.expect(aim)?;
    offer(app, &mut write, &order, (Purpose::Check, target, None)).await?;
    write.touch(&ORDERS, order.id).await?;
    write.commit().await
}

/// The leader of a body that was asked asks some of its people by name; the body's own offer stays.
///
/// # Errors
/// `NotFound` unless the doer leads the body and it was asked, or for someone who does not belong to it; refusals as
/// [`dispatch`].
pub async fn hand_to(app: &App, doer: &Doer, aim: Aim, body: BodyId, people: &[PersonId]) -> Outcome<()> {
    if people.is_empty() || people.len() > TARGETS_MAX {
        return Err(Problem::field("targets", "orders-refused-targets"));
    }
    let mut write = app.db.write(doer, "orders.hand_to", &[Lock::new("orders", aim.order)]).await?;
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_TAKE, &relations(&write, doer, &order, Purpose::Do).await?)?;
    let asked = store::dispatches(&write, order.key(), order.round).await?;
    let open = |target| move |row: &&DispatchRow| row.state == "offered" && row.purpose == "do" && is(row, target);
    let leads = doer.led().any(|led| led == body) && asked.iter().any(|row| open(Target::Body(body))(&row));
    if !leads {
        return Err(Problem::NotFound);
    }
    let mut added = false;
    for &person in people {
        if !super::people::is_member(&write, body, person).await? {
            return Err(Problem::NotFound);
        }
        may_do(&write, &order, person).await?;
        let target = Target::Person(person);
        if !asked.iter().any(|row| open(target)(&row)) {
            offer(app, &mut write, &order, (Purpose::Do, target, None)).await?;
            added = true;
        }
    }
    if !added {
        return Ok(());
    }
    write.touch(&ORDERS, order.id).await?;
    write.commit().await
}

/// One step of the office.
async fn office(app: &App, doer: &Doer, (verb, aim): (&'static str, Aim), step: Step<'_>) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, verb, aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DISPATCH, &plain(doer, &order))?;
    order.expect(aim)?;
    carry_out(app, &mut write, &mut order, step).await?;
    write.commit().await
}

fn is(row: &DispatchRow, target: Target) -> bool {
    match target {
        Target::Person(person) => row.person_id == Some(person.0),
        Target::Body(body) => row.body_id == Some(body.0),
    }
}

/// Asks one; of a step that may still be taken back nobody hears before it is sure.
async fn offer(
    app: &App,
    write: &mut Write,
    order: &Order,
    (purpose, target, step): (Purpose, Target, Option<Uuid>),
) -> Outcome<()> {
    let at = write.doer().at;
    let (person, body) = match target {
        Target::Person(person) => (Some(person.0), None),
        Target::Body(body) => (None, Some(body.0)),
    };
    let id = app.new_id();
    let row = row! {
        id: id, order_id: order.id, community: order.community, round: order.round, purpose: purpose.name(),
        person_id: person, body_id: body, state: "offered", at: at, by_event: step,
    };
    write.insert("order_dispatches", row).await?;
    notices::after_offer(app, write, (id, step.map_or(at, |_| undo_until(at)))).await
}

/// Refuses to ask those whom the resident does not wish, or who may not do this work.
async fn may_be_asked(door: &impl Query, order: &Order, target: Target) -> Outcome<()> {
    let community = base::CommunityId(order.community);
    match target {
        Target::Person(person) => {
            people::present(door, community, person).await?.ok_or(Problem::NotFound)?;
            may_do(door, order, person).await
        }
        Target::Body(body) => {
            let body = people::body(door, community, body).await?.ok_or(Problem::NotFound)?;
            // A team is asked as a whole; each of its people is looked at when they take it.
            let licensed = !body.is_office() && order.done_by()? == rules::DoneBy::Licensed;
            Ok(rules::may_be_asked(order.done_by()?, body.is_office(), licensed)?)
        }
    }
}

/// Refuses a person whom the resident does not wish, or who lacks the licence; of two, the other one may have it.
pub async fn may_do(door: &impl Query, order: &Order, person: PersonId) -> Outcome<()> {
    if order.wish_without == Some(Uuid::from(person)) {
        return Err(No::NotWished.into());
    }
    if let Some(wish) = order.wish_helper() {
        // Only who ticked it themselves is asked; a team is asked as a whole, and each looked at when they take it.
        if !super::suggest::answers(door, person, wish).await? {
            return Err(No::WishNotMet.into());
        }
    }
    let licensed = match &order.skill {
        Some(skill) => people::has_skill(door, person, skill).await?,
        None => false,
    };
    Ok(rules::may_be_asked(order.done_by()?, false, licensed || order.two_people)?)
}
