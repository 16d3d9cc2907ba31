//! Doing it: arrange when to come, nobody home, done with minutes.

use super::machine::Action;
use super::pairs;
use super::people;
use super::powers::{ORDERS_DO, ORDERS_RETURN};
use super::rules::{self, MINUTES_MAX, No, TEXT_CHARS_MAX};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::Order;
use super::transfers::return_step;
use super::writing::needed;
use base::{Doer, Moment, Outcome, PersonId, Problem};
use db::{Write, row, values};
use kernel::app::App;
use kernel::case::Named;
use kernel::files;
use uuid::Uuid;

/// Someone of the same team, unit or department who helped along.
#[derive(Clone, Copy, Debug)]
pub struct Companion {
    /// Who.
    pub person: PersonId,
    /// Their own minutes.
    pub minutes: i64,
}

/// Saying that it is done.
#[derive(Clone, Debug)]
pub struct Doing {
    /// The doer's own minutes.
    pub minutes: i64,
    /// Others who helped, each with minutes.
    pub companions: Vec<Companion>,
    /// How it ended.
    pub outcome: rules::Outcome,
    /// What was done, told to the resident.
    pub text: String,
    /// Staged photos of the work; only of public places.
    pub photos: Vec<Uuid>,
}

/// Says when one comes.
///
/// # Errors
/// `NotFound` unless held, `Changed`.
pub async fn arrange(app: &App, doer: &Doer, aim: Aim, visit_at: Moment) -> Outcome<()> {
    let row = row! { visit_at: visit_at };
    let step = Step::new(Action::Arrange, aim.once).with(row).told(Some(visit_at.to_rfc3339()));
    held(app, doer, ("orders.arrange", aim), step).await
}

/// Came, nobody was home; the resident is told, with another time if there is one.
///
/// # Errors
/// As [`arrange`].
pub async fn nobody_home(app: &App, doer: &Doer, aim: Aim, visit_at: Option<Moment>) -> Outcome<()> {
    let row = row! { visit_at: visit_at };
    let step = Step::new(Action::NobodyHome, aim.once).with(row).told(visit_at.map(|at| at.to_rfc3339()));
    held(app, doer, ("orders.nobody_home", aim), step).await
}

/// Done, with each helper's minutes and the outcome. Of two, either says it; without a word on the other's minutes those are
/// the doer's.
///
/// # Errors
/// As [`arrange`]; `Invalid` (minutes, text, companions); refusal: no photos of homes.
pub async fn done(app: &App, doer: &Doer, aim: Aim, wish: &Doing) -> Outcome<()> {
    let text = needed("text", &wish.text, TEXT_CHARS_MAX)?;
    let bad = |minutes: i64| !(1..=MINUTES_MAX).contains(&minutes);
    if bad(wish.minutes) || wish.companions.iter().any(|companion| bad(companion.minutes)) {
        return Err(Problem::field("minutes", "orders-refused-minutes"));
    }
    let Some((mut write, mut order)) = begin(app, doer, "orders.done", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DO, &plain(doer, &order))?;
    order.expect(aim)?;
    if order.is_personal && !wish.photos.is_empty() {
        return Err(No::NoPhotosOfHomes.into());
    }
    let person = doer.person.or(order.holder()).ok_or(Problem::NotFound)?;
    let other = pairs::other_of(&order, Some(person)).map(PersonId);
    help(&mut write, &order, person, wish.minutes).await?;
    if let Some(other) = other {
        let said = wish.companions.iter().find(|companion| companion.person == other);
        help(&mut write, &order, other, said.map_or(wish.minutes, |said| said.minutes)).await?;
    }
    for companion in wish.companions.iter().filter(|along| along.person != person && Some(along.person) != other) {
        let body = order.holding_body().ok_or_else(|| Problem::field("companions", "orders-refused-companion"))?;
        if !people::is_member(&write, body, companion.person).await? {
            return Err(Problem::field("companions", "orders-refused-companion"));
        }
        help(&mut write, &order, companion.person, companion.minutes).await?;
    }
    files::attach(&mut write, (&aim.once.to_string(), &wish.photos), (super::photos::OWNER, order.id)).await?;
    let row = row! {
        outcome: wish.outcome.name(), outcome_text: text.clone(), done_by_account: doer.account.map(Uuid::from),
    };
    let step = Step::new(Action::Done, aim.once).because(&text).told(Some(wish.outcome.name().to_owned()));
    carry_out(app, &mut write, &mut order, step.with(row)).await?;
    write.commit().await
}

/// A unit or department asks to give it back; what departments returned before goes to a talk.
///
/// # Errors
/// As [`arrange`]; field reason; refusal: a talk ruled.
pub async fn request_return(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.request_return", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_RETURN, &plain(doer, &order))?;
    order.expect(aim)?;
    let step = Step::new(return_step(&write, &order).await?, aim.once).because(&reason);
    let whose = order.holding_body().map(|body| body.to_string());
    carry_out(app, &mut write, &mut order, step.told(whose)).await?;
    write.commit().await
}

/// One step of the one who holds it.
async fn held(app: &App, doer: &Doer, (verb, aim): (&'static str, Aim), step: Step<'_>) -> Outcome<()> {
    let Some((mut write, mut order)) = begin(app, doer, verb, aim).await? else { return Ok(()) };
    allow(doer, ORDERS_DO, &plain(doer, &order))?;
    order.expect(aim)?;
    carry_out(app, &mut write, &mut order, step).await?;
    write.commit().await
}

/// Writes a helper's minutes of this round down; newer ones take the place of those not yet confirmed.
async fn help(write: &mut Write, order: &Order, person: PersonId, minutes: i64) -> Outcome<()> {
    let (at, account) = (write.doer().at, write.doer().account.map(Uuid::from));
    // Each of two came through a team of their own, or none.
    let two = order.companion().is_some() && order.is_held_by(Some(person));
    let body = if two { pairs::through(write, order, person).await? } else { order.holder_body };
    let sql = "insert into order_helpers (order_id, round, person_id, body_id, minutes, served_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (order_id, round, person_id) do update set minutes = excluded.minutes,
          served_at = excluded.served_at, recorded_by = excluded.recorded_by
        where order_helpers.confirmed_at is null";
    let values = values![order.id, order.round, person.0, body, minutes, at, account];
    write.run(sql, values).await.map(|_| ())
}
