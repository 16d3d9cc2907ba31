//! One order, for each kind of reader; who may not see it finds nothing.

use super::approvals::Wish;
use super::lines::{Names, clock, wishes};
use super::machine::{Action, State, TABLE};
use super::pairs;
use super::people;
use super::powers::{
    ORDERS_CODE, ORDERS_DO, ORDERS_NOTE, ORDERS_OWN, ORDERS_SEE, ORDERS_TAKE, ORDERS_VERIFY, ORDERS_WRITE,
};
use super::rules::{self, DOOR_WORDS};
use super::standing::{self, Purpose, allow, held_scope, offered_scope, one_scope, own_scope, plain, relations};
use super::store::{self, EventRow, HelperRow, Order};
use super::views::{
    AnswerView, AskedView, CheckView, ComingView, HeldView, MinutesView, OfferView, PhotoView, ResidentView, StaffView,
    TransferView,
};
use super::{appeals, approvals, behalf, extras, telling, undoing};
use base::{Doer, OrderId, Outcome, PersonId, Problem, Relation};
use db::{Query, Read};
use kernel::app::App;
use kernel::case::standing;
use kernel::files;
use std::collections::BTreeMap;
use uuid::Uuid;

/// For the asker, who speaks for them, or who opened it with number and code.
///
/// # Errors
/// `NotFound`.
pub async fn for_resident(app: &App, doer: &Doer, order: OrderId) -> Outcome<ResidentView> {
    undoing::shown(app, doer, |after| own_scope(doer, after)).await?;
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_OWN, &plain(doer, &order)).map_err(|_| Problem::NotFound)?;
    resident_view(&read, doer, &order).await
}

/// The same for the paper that the counter prints for somebody who comes in person.
///
/// # Errors
/// `NotFound`.
pub async fn copy_at_counter(app: &App, doer: &Doer, order: OrderId) -> Outcome<ResidentView> {
    undoing::shown(app, doer, |after| one_scope(order, after)).await?;
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_CODE, &plain(doer, &order)).map_err(|_| Problem::NotFound)?;
    let view = resident_view(&read, doer, &order).await?;
    // What was told to the supervision committee is between it and the asker.
    Ok(ResidentView { appeals: Vec::new(), ..view })
}

async fn resident_view(read: &Read, doer: &Doer, order: &Order) -> Outcome<ResidentView> {
    let names = Names::of(read, doer, std::slice::from_ref(order)).await?;
    let events = store::events(read, order.key()).await?;
    let helpers = store::helpers(read, order.key()).await?;
    let whom = [order.wish_without].into_iter().chain(helpers.iter().map(|row| Some(row.person_id)));
    let people = people::names(read, doer.community, whom).await?;
    let accounts = people::account_names(read, doer.community, [order.recorded_by]).await?;
    let state = order.state()?;
    let may = |action: Action| rules::allows(state, action);
    let asked = events.iter().rev().find(|event| event.action == "ask_back" && event.round == order.round);
    let (solved, decides) = (order.solved_at.is_some(), standing::decides(doer, order).is_ok());
    Ok(ResidentView {
        id: order.key(),
        number: order.number,
        version: order.version,
        category: names.category(order),
        is_personal: order.is_personal,
        asked_at: order.asked_at,
        called: order.called.clone(),
        has_phone: order.is_reachable(),
        recorded_by: order.recorded_by.and_then(|id| accounts.get(&id).cloned()),
        without: order.wish_without.and_then(|id| people.get(&id).cloned()),
        grades: extras::grades(read, order).await?,
        looks: extras::looks(read, doer, order).await?,
        body: order.body.clone(),
        title: order.title.clone(),
        place: names.whole(order),
        state,
        round: order.round,
        clock: clock(order, doer.at),
        timeline: telling::timeline(read, doer, (order, &events)).await?,
        messages: telling::messages(read, doer, order, true).await?,
        coming: coming(read, doer, order, &names).await?,
        wishes: wishes(order),
        answers: answers(read, order).await?,
        spoken: super::voice::spoken(read, order).await?,
        photos: photos(read, order).await?,
        outcome: order.outcome(),
        asked_back: asked.filter(|_| state == State::AwaitingInfo).and_then(|event| event.reason.clone()),
        way_forward: order.way_forward.clone().filter(|_| state == State::Rejected),
        may_supply: may(Action::Supply),
        may_withdraw: decides && may(Action::Withdraw),
        may_say_solved: decides && !solved && (may(Action::SaySolved) || (order.is_personal && may(Action::Confirm))),
        may_reopen: decides && may(Action::Reopen) && rules::may_reopen(order.closed_at, doer.at),
        may_rate: decides && solved && may(Action::Rate),
        may_ease: decides && order.wish_helper.is_some() && waits_for_hands(state),
        acted_for: behalf::acted_for(read, doer, order.asked_by).await?,
        decides,
        minutes: if decides { unconfirmed(order, &helpers, &people) } else { Vec::new() },
        transfer: transfer(order, &names),
        look_again_at: order.look_again_at,
        appeals: appeals::of_order(read, order).await?,
    })
}

/// Nobody has taken it yet.
const fn waits_for_hands(state: State) -> bool {
    matches!(state, State::Submitted | State::AwaitingInfo | State::Accepted | State::Dispatched)
}

/// For the office.
///
/// # Errors
/// `NotFound`.
pub async fn for_desk(app: &App, doer: &Doer, order: OrderId) -> Outcome<StaffView> {
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let relations = plain(doer, &order);
    allow(doer, ORDERS_SEE, &relations).map_err(|_| Problem::NotFound)?;
    let names = Names::of(&read, doer, std::slice::from_ref(&order)).await?;
    let whole = store::whole_story(&read, order.key()).await?;
    let events = standing(whole.clone(), EventRow::line);
    let people = people::names(&read, doer.community, [order.asked_by, order.wish_without]).await?;
    let accounts = people::account_names(&read, doer.community, [order.recorded_by, order.in_charge]).await?;
    let name = |id: Option<Uuid>| id.and_then(|id| people.get(&id).cloned());
    let account = |id: Option<Uuid>| id.and_then(|id| accounts.get(&id).cloned());
    let asked = approvals::of_order(&read, doer, &order).await?;
    let may = may_at_desk(doer, &order, (&relations, &events, &asked))?;
    let returns = events.iter().filter(|event| event.action == "request_return").count();
    Ok(StaffView {
        line: names.line(&order, doer.at)?,
        category_id: order.category_id,
        is_personal: order.is_personal,
        is_public_place: order.is_public && !order.is_personal,
        body: order.body.clone(),
        title: order.title.clone(),
        place: names.whole(&order),
        compound: order.compound_id.map(Into::into),
        building: order.building_id.map(Into::into),
        grid: order.grid_id.map(Into::into),
        asker: name(order.asked_by),
        asked_by: order.asked_by.map(Into::into),
        called: order.called.clone(),
        has_phone: order.is_reachable(),
        recorded_by: account(order.recorded_by),
        in_charge: account(order.in_charge),
        may_ease: order.wish_helper.is_some() && waits_for_hands(order.state()?),
        wishes: wishes(&order),
        without: name(order.wish_without),
        answers: answers(&read, &order).await?,
        spoken: super::voice::spoken(&read, &order).await?,
        photos: photos(&read, &order).await?,
        timeline: telling::timeline_of_office(&read, doer, (&order, &telling::with_undone(whole))).await?,
        messages: telling::messages(&read, doer, &order, true).await?,
        clocks: extras::clocks(&read, doer, &order).await?,
        holder: coming(&read, doer, &order, &names).await?,
        offers_open: extras::offers_open(&read, doer, &order).await?,
        one_found: !pairs::waiting(&read, &order).await?.is_empty(),
        needs_talk: returns > 1,
        calls: order.calls,
        asked,
        transfer: transfer(&order, &names),
        look_again_at: order.look_again_at,
        may,
        may_write: doer.require(ORDERS_WRITE, &relations).is_ok(),
        may_note: doer.require(ORDERS_NOTE, &relations).is_ok(),
    })
}

/// For someone who was asked.
///
/// # Errors
/// `NotFound`, also once somebody has taken it.
pub async fn for_offer(app: &App, doer: &Doer, order: OrderId) -> Outcome<OfferView> {
    undoing::shown(app, doer, |after| offered_scope(doer, Purpose::Do, after)).await?;
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let purpose = if order.state == Purpose::Check.state() { Purpose::Check } else { Purpose::Do };
    let standing = relations(&read, doer, &order, purpose).await?;
    if !standing.contains(&Relation::Offered) {
        return Err(Problem::NotFound);
    }
    let power = if purpose == Purpose::Check { ORDERS_VERIFY } else { ORDERS_TAKE };
    allow(doer, power, &[Relation::Offered]).map_err(|_| Problem::NotFound)?;
    super::lists::offer(&read, doer, &order, purpose).await?.ok_or(Problem::NotFound)
}

/// For the one who holds it, as long as they hold it.
///
/// # Errors
/// `NotFound`.
pub async fn for_holder(app: &App, doer: &Doer, order: OrderId) -> Outcome<HeldView> {
    undoing::shown(app, doer, |after| held_scope(doer, after)).await?;
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_DO, &plain(doer, &order)).map_err(|_| Problem::NotFound)?;
    let names = Names::of(&read, doer, std::slice::from_ref(&order)).await?;
    let mut view = super::lists::held(doer, &order, &names)?;
    view.answers = answers(&read, &order).await?;
    view.photos = photos(&read, &order).await?;
    view.messages = telling::messages(&read, doer, &order, false).await?;
    Ok(view)
}

/// For the one who was asked to check a public place.
///
/// # Errors
/// `NotFound`.
pub async fn for_check(app: &App, doer: &Doer, order: OrderId) -> Outcome<CheckView> {
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let standing = relations(&read, doer, &order, Purpose::Check).await?;
    let open = order.state == Purpose::Check.state() && !order.is_personal;
    if !open || doer.require(ORDERS_VERIFY, &standing).is_err() {
        return Err(Problem::NotFound);
    }
    let names = Names::of(&read, doer, std::slice::from_ref(&order)).await?;
    Ok(CheckView {
        id: order.key(),
        number: order.number,
        version: order.version,
        category: names.category(&order).unwrap_or_default(),
        title: order.title.clone().unwrap_or_default(),
        place: names.near(&order),
        outcome_text: order.outcome_text.clone(),
        photos: photos(&read, &order).await?,
    })
}

/// What the desk may do now: the table, the doer's powers, and what else the verbs ask for.
fn may_at_desk(
    doer: &Doer,
    order: &Order,
    (standing, events, asked): (&[Relation], &[EventRow], &[AskedView]),
) -> Outcome<Vec<Action>> {
    let state = order.state()?;
    let mut may: Vec<Action> = TABLE
        .rows_from(state)
        .filter(|row| row.power != ORDERS_OWN && doer.require(row.power, standing).is_ok())
        .map(|row| row.action)
        .collect();
    let spoken = order.spoken();
    may.retain(|action| match action {
        Action::Verify | Action::FailCheck => !order.is_personal,
        Action::CallUnanswered | Action::CallLater => {
            (order.is_personal || state == State::Verified) && order.solved_at.is_none()
        }
        // The house does it, or it has a list of its own.
        Action::CloseUnrated | Action::Lapse | Action::Wake | Action::HandOver => false,
        Action::RefuseReturn => order.reply_by.is_none(),
        Action::TransferStands => order.reply_by.is_some(),
        Action::AskSuspend => !asked.iter().any(|asked| asked.wish == Wish::Suspend),
        Action::AskVoid => !asked.iter().any(|asked| asked.wish == Wish::Void),
        Action::Extend => !events.iter().any(|event| event.action == "extend" && event.round == order.round),
        Action::WriteDown => order.spoken.is_some(),
        Action::Dispatch | Action::Transfer | Action::PassUp => {
            spoken.is_none_or(|spoken| spoken.lets(*action).is_ok())
        }
        Action::Supervise => !order.supervised,
        Action::LiftSupervision => order.supervised,
        // Decided on the list of what waits, by another person.
        Action::Suspend | Action::RefuseSuspend | Action::Void | Action::RefuseVoid => false,
        _ => true,
    });
    let may_close = doer.require(super::powers::ORDERS_CALL_BACK, standing).is_ok();
    if state == State::Verified && order.solved_at.is_some() && may_close {
        may.push(Action::Close);
    }
    Ok(may)
}

/// To whom it was handed, while they have it.
fn transfer(order: &Order, names: &Names) -> Option<TransferView> {
    let handed = matches!(order.state.as_str(), "transferred" | "return_requested");
    let reply_by = order.reply_by.filter(|_| handed)?;
    let department = names.body(order).map(people::Body::name);
    Some(TransferView { department, above: order.passed_to.clone(), reply_by })
}

/// Who comes, while somebody holds it.
async fn coming(door: &impl Query, doer: &Doer, order: &Order, names: &Names) -> Outcome<Option<ComingView>> {
    let Some(holder) = order.holder() else { return Ok(None) };
    let body = names.body(order);
    let person = people::names(door, doer.community, [Some(holder.0)]).await?.remove(&holder.0).unwrap_or_default();
    let word = order.door_word.and_then(|word| usize::try_from(word).ok()).and_then(|word| DOOR_WORDS.get(word));
    let office = body.filter(|body| body.is_office());
    Ok(Some(ComingView {
        name: office.map_or(person, |body| body.name().pick(doer.locale).0.to_owned()),
        with: names.one_of_two(order.companion().map(Uuid::from)),
        team: body.filter(|body| !body.is_office()).map(people::Body::name),
        visit_at: order.visit_at,
        door_word: word.copied(),
    }))
}

async fn answers(door: &impl Query, order: &Order) -> Outcome<Vec<AnswerView>> {
    let rows = store::answers(door, order.key()).await?;
    Ok(rows.into_iter().map(|row| AnswerView { question: row.question, answer: row.answer }).collect())
}

async fn photos(door: &impl Query, order: &Order) -> Outcome<Vec<PhotoView>> {
    let rows = files::of(door, super::photos::OWNER, order.id).await?;
    Ok(rows.iter().map(super::photos::view).collect())
}

/// Minutes that the served person may confirm.
fn unconfirmed(order: &Order, helpers: &[HelperRow], people: &BTreeMap<Uuid, String>) -> Vec<MinutesView> {
    let done = matches!(order.state.as_str(), "resolved" | "verified" | "closed");
    let waits = |row: &&HelperRow| done && order.is_personal && row.confirmed_at.is_none();
    let view = |row: &HelperRow| MinutesView {
        order: order.key(),
        number: order.number,
        title: order.shown_title(),
        version: order.version,
        round: row.round,
        person: PersonId(row.person_id),
        name: people.get(&row.person_id).cloned().unwrap_or_default(),
        minutes: row.minutes,
        served_at: row.served_at,
    };
    helpers.iter().filter(waits).map(view).collect()
}
