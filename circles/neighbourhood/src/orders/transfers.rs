//! Handing over 移交: to a department, which replies by a date; to a level above; back to the office with the answer; and
//! the talk about what a department returned twice, whose ruling says who does it.
//!
//! Never here: a figure about going up. A department that replies has done its part; the office tells the resident.

use super::clocks::calendar;
use super::lines::lines;
use super::machine::Action;
use super::people;
use super::powers::{ORDERS_DISPATCH, ORDERS_REPLY, ORDERS_RULE};
use super::rules::{self, LINE_CHARS_MAX, TEXT_CHARS_MAX};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::{self, EventRow, Order};
use super::views::OrderLine;
use super::writing::needed;
use base::{BodyId, Day, Doer, Moment, Outcome, Problem, Relation};
use db::{Query, Row, Write, row, values};
use kernel::app::App;
use kernel::text::clean_line;
use uuid::Uuid;

/// Talks shown at a time.
const TALKS_MAX: u32 = 50;

/// Handing it over.
#[derive(Clone, Debug)]
pub struct Transferring {
    /// To whom.
    pub to: Addressee,
    /// What is asked of them and why, told to the resident.
    pub reason: String,
    /// By when they reply.
    pub reply_by: Option<Day>,
}

/// To whom something is handed.
#[derive(Clone, Debug)]
pub enum Addressee {
    /// A department that has an account here.
    Department(BodyId),
    /// A level above, or an office without an account, by its name.
    Above(String),
}

/// Hands an accepted matter over; the resident is told to whom and why.
///
/// # Errors
/// `NotFound`, `Changed`, `Invalid` (department, to, reason, day), refusals of the table.
pub async fn transfer(app: &App, doer: &Doer, aim: Aim, wish: &Transferring) -> Outcome<()> {
    let reason = needed("reason", &wish.reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.transfer", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DISPATCH, &plain(doer, &order))?;
    order.expect(aim)?;
    let reply_by = answer_day(&write, doer, wish.reply_by).await?;
    let step = match &wish.to {
        Addressee::Department(body) => {
            department(&write, doer, *body).await?;
            order.holder_body = Some(body.0);
            to_department(Step::new(Action::Transfer, aim.once), (*body, reply_by))
        }
        Addressee::Above(to) => {
            let to = clean_line(&needed("to", to, LINE_CHARS_MAX)?, LINE_CHARS_MAX);
            let to = to.map_err(|fault| Problem::Refused(fault.into()))?;
            let row = row! { passed_to: to.clone(), reply_by: reply_by };
            Step::new(Action::PassUp, aim.once).with(row).told(Some(format!("{} {to}", reply_by.to_rfc3339())))
        }
    };
    carry_out(app, &mut write, &mut order, step.because(&reason)).await?;
    write.commit().await
}

/// A step that puts a matter into a department's hands.
fn to_department(step: Step<'_>, (body, reply_by): (BodyId, Moment)) -> Step<'_> {
    let row: Row = row! { holder_body: body.0, reply_by: reply_by };
    step.with(row).told(Some(format!("{} {body}", reply_by.to_rfc3339())))
}

async fn department(door: &impl Query, doer: &Doer, body: BodyId) -> Outcome<()> {
    let found = people::body(door, doer.community, body).await?;
    match found {
        Some(body) if body.kind == "department" => Ok(()),
        _ => Err(Problem::field("department", "orders-refused-choose-department")),
    }
}

async fn answer_day(door: &impl Query, doer: &Doer, day: Option<Day>) -> Outcome<Moment> {
    let calendar = calendar(door, doer.community).await?;
    let end = day.and_then(|day| rules::day_end(&calendar, day, doer.at));
    end.ok_or_else(|| Problem::field("day", "orders-refused-day"))
}

/// The answer of whom it was handed to: the department itself, or the office for what came by phone or on paper.
///
/// # Errors
/// As [`transfer`]; field reason.
pub async fn reply(app: &App, doer: &Doer, aim: Aim, text: &str) -> Outcome<()> {
    let text = needed("reason", text, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.reply", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_REPLY, &plain(doer, &order))?;
    order.expect(aim)?;
    let who = order.holding_body().map(|body| body.to_string()).or(order.passed_to.clone());
    carry_out(app, &mut write, &mut order, Step::new(Action::Reply, aim.once).because(&text).told(who)).await?;
    write.commit().await
}

/// What the talk ruled.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The department that does it, and by when it replies; none when the community does it.
    pub department: Option<BodyId>,
    /// By when the department replies.
    pub reply_by: Option<Day>,
    /// The ruling in words, told to the resident.
    pub text: String,
}

/// Writes down what the talk ruled: who does it.
///
/// # Errors
/// As [`transfer`]; field reason.
pub async fn rule(app: &App, doer: &Doer, aim: Aim, wish: &Ruling) -> Outcome<()> {
    let text = needed("reason", &wish.text, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.rule", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_RULE, &plain(doer, &order))?;
    order.expect(aim)?;
    let step = match wish.department {
        Some(body) => {
            department(&write, doer, body).await?;
            let reply_by = answer_day(&write, doer, wish.reply_by).await?;
            order.holder_body = Some(body.0);
            to_department(Step::new(Action::RuleDepartment, aim.once), (body, reply_by))
        }
        None => Step::new(Action::RuleOffice, aim.once),
    };
    carry_out(app, &mut write, &mut order, step.because(&text)).await?;
    write.commit().await
}

/// How the one who holds it asks to give it back: to the office, or, a second time by departments, to a talk.
pub async fn return_step(write: &Write, order: &Order) -> Outcome<Action> {
    let events = store::events(write, order.key()).await?;
    let returned = |event: &&EventRow| matches!(event.action.as_str(), "request_return" | "return_again");
    let before: Vec<Option<Uuid>> = events.iter().filter(returned).map(EventRow::body).collect();
    let holder = order.holding_body().map(Uuid::from);
    let community = write.doer().community;
    let bodies = people::bodies(write, community, before.iter().copied().chain([holder])).await?;
    let is_department = |body: &Uuid| bodies.get(body).is_some_and(|body| body.kind == "department");
    let handed = |event: &&EventRow| matches!(event.action.as_str(), "transfer" | "rule_department" | "take");
    let ruled = events.iter().rev().find(handed).is_some_and(|event| event.action == "rule_department");
    let returned_before = before.iter().flatten().any(is_department);
    Ok(rules::return_of(holder.as_ref().is_some_and(is_department), returned_before, ruled)?)
}

/// Matters that wait for a talk, oldest first.
///
/// # Errors
/// `NotAllowed`.
pub async fn talks(app: &App, doer: &Doer) -> Outcome<Vec<OrderLine>> {
    doer.require(ORDERS_RULE, &[Relation::Community])?;
    let door = app.db.read().await?;
    let sql =
        format!("select * from orders where community = $1 and state = 'in_talk' order by number limit {TALKS_MAX}");
    let orders: Vec<Order> = door.all(&sql, values![doer.community.0]).await?;
    lines(&door, doer, &orders).await
}
