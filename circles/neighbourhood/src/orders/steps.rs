//! Carrying one step out: the table, the event, the clocks, the box, the fact; in one place for every verb.

use super::clocks;
use super::machine::{Action, State, TABLE};
use super::merge_rules::is_way_back;
use super::notices;
use super::pairs;
use super::rules::{Facing, No, desk_box};
use super::store::{self, EVENTS, EventRow, ORDERS, Order};
use super::undoing;
use super::voice_rules::Spoken;
use base::{Doer, Moment, OrderId, Outcome, PersonId, Problem};
use db::{Lock, Query, Row, Write, row, values};
use kernel::app::App;
use kernel::case::{Named, NoStep};
use kernel::facts::{Fact, record};
use uuid::Uuid;

/// Which order a form is about, in which version, and the form's own id.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// The order.
    pub order: OrderId,
    /// The version the reader saw.
    pub version: i64,
    /// The form's hidden id: the same id does it once.
    pub once: Uuid,
}

/// One step of an order.
#[derive(Debug)]
pub struct Step<'a> {
    /// What.
    pub action: Action,
    /// The id of its event.
    pub once: Uuid,
    /// Why, told to the resident.
    pub reason: Option<&'a str>,
    /// What the page needs to tell it in words.
    pub detail: Option<String>,
    /// For whom it is done 代办.
    pub on_behalf_of: Option<PersonId>,
    /// Nothing about who did it stays in the event.
    pub unnamed: bool,
    /// When it happened, if it was written on paper and is entered later; only a request is.
    pub written_at: Option<Moment>,
    /// Something of it is seen outside at once: it cannot be taken back.
    pub firm: bool,
    /// Other columns of the order that change with it.
    pub row: Row,
}

impl<'a> Step<'a> {
    /// A step and nothing else.
    pub fn new(action: Action, once: Uuid) -> Self {
        Self {
            action,
            once,
            reason: None,
            detail: None,
            on_behalf_of: None,
            unnamed: false,
            written_at: None,
            firm: false,
            row: Row::new(),
        }
    }

    /// With a reason.
    #[must_use]
    pub fn because(mut self, reason: &'a str) -> Self {
        self.reason = Some(reason);
        self
    }

    /// With columns that change too.
    #[must_use]
    pub fn with(mut self, row: Row) -> Self {
        self.row = row;
        self
    }

    /// With a detail.
    #[must_use]
    pub fn told(mut self, detail: Option<String>) -> Self {
        self.detail = detail;
        self
    }
}

/// Holds an order and opens the write; nothing when this form was carried out before.
pub async fn begin(app: &App, doer: &Doer, verb: &'static str, aim: Aim) -> Outcome<Option<(Write, Order)>> {
    let write = app.db.write(doer, verb, &[Lock::new("orders", aim.order)]).await?;
    if was_carried_out(&write, aim).await? {
        // A form that was sent, taken back and is sent again has to be filled in anew.
        let undone = store::order_of_event(&write, undoing::undo_id(app, aim.once)).await?;
        return if undone.is_some() { Err(Problem::Changed) } else { Ok(None) };
    }
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    Ok(Some((write, order)))
}

/// Whether this form was carried out before.
pub async fn was_carried_out(door: &impl Query, aim: Aim) -> Outcome<bool> {
    match store::order_of_event(door, aim.once).await? {
        Some(order) if order == aim.order => Ok(true),
        Some(_) => Err(Problem::Changed),
        None => Ok(false),
    }
}

/// Carries a step out; the order in hand becomes what it is afterwards.
pub async fn carry_out(app: &App, write: &mut Write, order: &mut Order, step: Step<'_>) -> Outcome<()> {
    let from = order.state()?;
    let found = TABLE.step(from, step.action, step.reason).map_err(|no| match no {
        NoStep::NotNow => No::NotNow,
        NoStep::ReasonMissing => No::ReasonMissing,
    })?;
    order.spoken().map_or(Ok(()), |spoken| spoken.lets(step.action))?;
    super::purchase::guard(app, write, order, step.action).await?;
    let (doer, before) = (write.doer().clone(), order.version);
    order.round += i64::from(step.action == Action::Reopen);
    if let Some(person) = step.on_behalf_of {
        write.on_behalf_of(person);
    }
    let event = row! {
        id: step.once, community: order.community, order_id: order.id, seq: before + 1,
        at: step.written_at.unwrap_or(doer.at),
        action: step.action.name(), from_state: from.name(), to_state: found.to.name(), round: order.round,
        by_account: doer.account.filter(|_| !step.unnamed).map(Uuid::from),
        by_person: doer.person.filter(|_| !step.unnamed).map(Uuid::from),
        on_behalf_of: step.on_behalf_of.map(Uuid::from), reason: step.reason.map(str::to_owned), detail: step.detail.clone(),
    };
    write.append(&EVENTS, event).await?;
    let held = undoing::remember(write, order, &step).await?;
    let let_go = pairs::let_go(write, order, (step.once, step.action, found.to)).await?;
    let mut changed = consequences(order, step.action, found.to, doer.at);
    order.state = found.to.name().to_owned();
    let lapsed = super::approvals::lapse(write, order, (from, found.to)).await?;
    let ended = let_go + lapsed + tidy(write, order, step.action).await?;
    let events = store::events(write, order.key()).await?;
    changed.extend(facing_and_clocks(write, order, &events).await?);
    changed.extend(step.row);
    changed.extend(row! { state: found.to.name(), round: order.round });
    write.change(&ORDERS, order.id, before, latest(changed)).await?;
    order.version = before + 1;
    // Offers and wishes that ended with it are not called to life again.
    if held && ended > 0 {
        undoing::forget(write, order).await?;
    }
    let held = held && ended == 0;
    let earlier = events.split_last().map_or(&[][..], |(_, earlier)| earlier);
    notices::after_step(app, write, (step.once, undoing::tell_at(earlier, held, doer.at))).await?;
    let moved = Fact::OrderMoved { order: order.key(), action: step.action.name().to_owned(), round: order.round };
    record(app, write, &moved).await
}

/// What every action changes on the order itself, apart from what its verb adds.
fn consequences(order: &mut Order, action: Action, to: State, at: Moment) -> Row {
    let mut row = Row::new();
    if TABLE.ends.contains(&to) {
        order.closed_at = Some(at);
        row.extend(row! { closed_at: at, supervised: false });
    }
    match action {
        Action::Lapse => order.nobody_took = true,
        Action::Accept
        | Action::Dispatch
        | Action::Recall
        | Action::HandBack
        | Action::ApproveReturn
        | Action::Transfer
        | Action::PassUp
        | Action::Suspend => order.nobody_took = false,
        Action::Supervise => row.extend(row! { supervised: true }),
        Action::LiftSupervision => row.extend(row! { supervised: false }),
        Action::Confirm | Action::SaySolved => {
            order.solved_at = Some(at);
            row.extend(row! { call_again_at: None::<Moment> });
        }
        Action::Done | Action::Settle => order.done_at = Some(at),
        Action::CallUnanswered => {
            order.calls += 1;
            row.extend(row! { call_again_at: None::<Moment> });
        }
        // Somebody answered: the silence is counted anew.
        Action::CallLater => order.calls = 0,
        Action::Reopen => {
            (order.nobody_took, order.calls) = (false, 0);
            (order.solved_at, order.done_at, order.closed_at) = (None, None, None);
            row.extend(row! {
                outcome: None::<String>, outcome_text: None::<String>, done_by_account: None::<Uuid>,
                closed_at: None::<Moment>, call_again_at: None::<Moment>,
            });
        }
        _ => {}
    }
    if leaves_hands(action) {
        (order.holder_person, order.companion_person, order.holder_body) = (None, None, None);
        row.extend(row! {
            holder_person: None::<Uuid>, companion_person: None::<Uuid>, holder_body: None::<Uuid>,
            taken_at: None::<Moment>,
            visit_at: None::<Moment>, door_word: None::<i64>, passed_to: None::<String>, reply_by: None::<Moment>,
            look_again_at: None::<Moment>,
        });
    }
    if leaves_merge(action) {
        order.merged_into = None;
        row.extend(row! { merged_into: None::<Uuid> });
    }
    row.extend(row! {
        nobody_took: order.nobody_took, calls: order.calls, solved_at: order.solved_at, done_at: order.done_at,
    });
    row
}

/// It is in nobody's hands any more.
pub const fn leaves_hands(action: Action) -> bool {
    matches!(
        action,
        Action::Recall
            | Action::HandBack
            | Action::ApproveReturn
            | Action::Reopen
            | Action::Withdraw
            | Action::Reply
            | Action::ReturnAgain
            | Action::Suspend
            | Action::Resume
            | Action::Wake
            | Action::Void
    )
}

/// It no longer has to do with the order that it was merged into.
fn leaves_merge(action: Action) -> bool {
    is_way_back(action) || matches!(action, Action::Reopen | Action::Withdraw)
}

/// Offers that are over: closed ones lapse, and with the end of an order the unwilling leave no row behind. Tells how many
/// rows that changed.
async fn tidy(write: &mut Write, order: &Order, action: Action) -> Outcome<u64> {
    let mut ended = 0;
    let over = matches!(
        action,
        Action::Lapse | Action::Recall | Action::Take | Action::Verify | Action::FailCheck | Action::Reopen
    );
    if over {
        let sql = "update order_dispatches set state = 'lapsed' where order_id = $1 and state = 'offered'";
        ended += write.run(sql, values![order.id]).await?;
    }
    if leaves_hands(action) {
        // Who took it takes it no longer; of an earlier round it stays said who did.
        let sql = "update order_dispatches set state = 'lapsed'
                   where order_id = $1 and round = $2 and purpose = 'do' and state = 'taken'";
        write.run(sql, values![order.id, order.round]).await?;
    }
    if TABLE.ends.contains(&order.state()?) {
        let asked = "delete from order_dispatches where order_id = $1 and state <> 'taken'";
        ended += write.run(asked, values![order.id]).await?;
        ended += write.run("delete from order_passes where order_id = $1", values![order.id]).await?;
    }
    Ok(ended)
}

/// Recomputes the clocks and where the order stands on the desk.
pub async fn face(write: &mut Write, order: &Order) -> Outcome<Row> {
    let events = store::events(write, order.key()).await?;
    facing_and_clocks(write, order, &events).await
}

async fn facing_and_clocks(write: &mut Write, order: &Order, events: &[EventRow]) -> Outcome<Row> {
    let calendar = clocks::calendar(write, write.doer().community).await?;
    let kept = clocks::replay(order, events, &calendar)?;
    clocks::keep(write, order, &kept, &calendar).await?;
    let leading = clocks::leading(&kept);
    Ok(row! {
        desk_box: facing(order)?, clock_kind: leading.map(|clock| clock.kind.name()),
        amber_at: leading.map(|clock| clock.amber_at), due_at: leading.map(|clock| clock.due_at),
    })
}

/// The box of an order as it is.
pub fn facing(order: &Order) -> Outcome<Option<&'static str>> {
    let state = order.state()?;
    Ok(desk_box(Facing {
        state,
        is_personal: order.is_personal,
        nobody_took: order.nobody_took,
        solved: order.solved_at.is_some(),
        to_listen: order.spoken().is_some_and(|spoken: Spoken| spoken.calls_for_an_ear(state)),
    }))
}

/// Each column once, with the value that was set last.
fn latest(row: Row) -> Row {
    let mut kept = Row::new();
    for (name, value) in row {
        match kept.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = value,
            None => kept.push((name, value)),
        }
    }
    kept
}
