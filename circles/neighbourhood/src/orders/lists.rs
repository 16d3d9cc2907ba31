//! Lists: the desk's boxes, offers, what one holds, what one asked, checks, minutes.

use super::clocks;
use super::lines::{Names, clock, lines, wishes};
use super::machine::{Action, TABLE};
use super::people::{bodies, names};
use super::powers::{ORDERS_MINUTES, ORDERS_SEE, ORDERS_TAKE, ORDERS_VERIFY};
use super::rules::DOOR_WORDS;
use super::standing::{Purpose, held_scope, list, offered_scope, own_scope, plain};
use super::store::Order;
use super::suggest::{Needs, ticked_by};
use super::undoing;
use super::views::{DeskBox, DeskCounts, HeldView, MinutesView, OfferView, OrderLine};
use base::{BodyId, Doer, Moment, OrderId, Outcome, PersonId, Problem, Relation};
use chrono::Days;
use db::{FromQueryResult, Query, Read, Value, values};
use kernel::app::App;
use kernel::case::{ClockKind, WorkingCalendar};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lines of one box.
const DESK_ROWS_MAX: u32 = 100;
/// Offers, held orders and checks shown to one person.
const HAND_ROWS_MAX: u32 = 50;
/// One's own orders shown.
const MINE_ROWS_MAX: u32 = 200;
/// First due first; what has no clock last, on both databases.
const BY_DUE: &str = "order by case when o.due_at is null then 1 else 0 end, o.due_at, o.id";

/// Solved, not yet closed, and long enough so that the resident could rate it.
const TO_CLOSE: &str = "o.state = 'verified' and o.solved_at <= $2";

/// A box of the morning screen, first due first, at most a hundred.
///
/// # Errors
/// `NotAllowed`.
pub async fn desk(app: &App, doer: &Doer, desk_box: DeskBox) -> Outcome<Vec<OrderLine>> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let door = app.db.read().await?;
    let (today, tomorrow) = (doer.at, end_of_day(doer.at));
    let community = doer.community.0;
    let (condition, values) = match desk_box {
        DeskBox::DueToday => ("o.due_at >= $2 and o.due_at < $3", values![community, today, tomorrow]),
        DeskBox::Overdue => ("o.due_at < $2", values![community, today]),
        DeskBox::ToClose => (TO_CLOSE, values![community, clocks::rated_by(&door, doer).await?]),
        in_box => ("o.desk_box = $2", values![community, in_box.name()]),
    };
    let sql = format!("select o.* from orders o where o.community = $1 and {condition} {BY_DUE} limit {DESK_ROWS_MAX}");
    let orders: Vec<Order> = door.all(&sql, values).await?;
    lines(&door, doer, &orders).await
}

/// The end of the community's day.
fn end_of_day(now: Moment) -> Moment {
    let calendar = WorkingCalendar::standard();
    let tomorrow = calendar.day_of(now).checked_add_days(Days::new(1)).unwrap_or(calendar.day_of(now));
    calendar.midnight(tomorrow)
}

#[derive(FromQueryResult)]
struct BoxCount {
    desk_box: String,
    count: i64,
}

/// How many stand in each box; the same few questions whatever the number of closed orders.
///
/// # Errors
/// `NotAllowed`.
pub async fn desk_counts(app: &App, doer: &Doer) -> Outcome<DeskCounts> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let door = app.db.read().await?;
    let community = doer.community.0;
    let sql = "select desk_box, count(*) as count from orders where community = $1 and desk_box is not null group by desk_box";
    let rows: Vec<BoxCount> = door.all(sql, values![community]).await?;
    let of = |desk_box: DeskBox| rows.iter().find(|row| row.desk_box == desk_box.name()).map_or(0, |row| row.count);
    let due = "select count(*) from orders where community = $1 and due_at >= $2 and due_at < $3";
    let over = "select count(*) from orders where community = $1 and due_at < $2";
    let awaiting = "select count(*) from orders where community = $1 and state = 'awaiting_info'";
    let to_approve = "select count(*) from order_approvals where community = $1 and state = 'waiting'
        and (by_account is null or by_account <> $2)";
    let to_close = format!("select count(*) from orders o where o.community = $1 and {TO_CLOSE}");
    Ok(DeskCounts {
        to_listen: of(DeskBox::ToListen),
        new: of(DeskBox::New),
        to_dispatch: of(DeskBox::ToDispatch),
        nobody_took: of(DeskBox::NobodyTook),
        due_today: door.number(due, values![community, doer.at, end_of_day(doer.at)]).await?,
        overdue: door.number(over, values![community, doer.at]).await?,
        to_verify: of(DeskBox::ToVerify),
        to_call_back: of(DeskBox::ToCallBack),
        to_close: door.number(&to_close, values![community, clocks::rated_by(&door, doer).await?]).await?,
        awaiting: door.number(awaiting, values![community]).await?,
        to_approve: door.number(to_approve, values![community, doer.account.map(Uuid::from)]).await?,
    })
}

/// What was offered to the doer or their teams, is near, can be done and fits their time; what fits all first.
///
/// # Errors
/// `NotAllowed`.
pub async fn offers_for(app: &App, doer: &Doer) -> Outcome<Vec<OfferView>> {
    if !doer.may(ORDERS_TAKE) {
        return Err(Problem::NotAllowed);
    }
    undoing::shown(app, doer, |after| offered_scope(doer, Purpose::Do, after)).await?;
    let door = app.db.read().await?;
    offers(&door, doer, Purpose::Do).await
}

/// Public places the doer was asked to look at.
///
/// # Errors
/// `NotAllowed`.
pub async fn checks_for(app: &App, doer: &Doer) -> Outcome<Vec<OfferView>> {
    if !doer.may(ORDERS_VERIFY) {
        return Err(Problem::NotAllowed);
    }
    let door = app.db.read().await?;
    offers(&door, doer, Purpose::Check).await
}

#[derive(FromQueryResult)]
struct Asked {
    order_id: Uuid,
    person_id: Option<Uuid>,
    body_id: Option<Uuid>,
    state: String,
}

impl Asked {
    /// Somebody is in, and one more is looked for.
    fn waits(&self) -> bool {
        self.state == "taken" && self.person_id.is_some()
    }
}

async fn offers(door: &Read, doer: &Doer, purpose: Purpose) -> Outcome<Vec<OfferView>> {
    let scope = offered_scope(doer, purpose, 1);
    let sql =
        format!("select o.* from orders o where o.community = $1 and {} {BY_DUE} limit {HAND_ROWS_MAX}", scope.sql);
    let orders: Vec<Order> = door.all(&sql, [values![doer.community.0], scope.values].concat()).await?;
    views_of(door, doer, (&orders, purpose), false).await
}

/// One offer, also when it does not suit.
pub async fn offer(door: &Read, doer: &Doer, order: &Order, purpose: Purpose) -> Outcome<Option<OfferView>> {
    Ok(views_of(door, doer, (std::slice::from_ref(order), purpose), true).await?.pop())
}

async fn views_of(
    door: &Read,
    doer: &Doer,
    (orders, purpose): (&[Order], Purpose),
    unsuitable_too: bool,
) -> Outcome<Vec<OfferView>> {
    let Some(person) = doer.person else { return Ok(Vec::new()) };
    let asked = asked_of(door, orders, purpose).await?;
    let named = bodies(door, doer.community, asked.iter().map(|row| row.body_id)).await?;
    let (ticked, names) = (ticked_by(door, person).await?, Names::of(door, doer, orders).await?);
    let mut shown = Vec::with_capacity(orders.len());
    for order in orders {
        let mine = |row: &&Asked| {
            row.order_id == order.id
                && (row.person_id == Some(person.0)
                    || !row.waits() && row.body_id.is_some_and(|body| doer.bodies().any(|own| own.0 == body)))
        };
        let waits = asked.iter().filter(mine).any(Asked::waits);
        let by_name = asked.iter().filter(mine).any(|row| row.person_id.is_some());
        let led = |body: &Uuid| doer.led().any(|led| led.0 == *body);
        let mut through = asked.iter().filter(mine).filter_map(|row| row.body_id);
        // Who was asked by name takes by name; a leader may still hand it on.
        let body = if by_name { through.find(led) } else { through.next() };
        let leads = body.as_ref().is_some_and(led);
        let is_team = body.and_then(|body| named.get(&body)).is_some_and(|body| !body.is_office());
        let needs = Needs::of(order);
        // A team's offer shows to those whom it suits, and to who leads the team; what was asked by name always shows.
        let suits = needs.can(&ticked) && needs.is_near(&ticked);
        if !by_name && !leads && purpose == Purpose::Do && !suits && !unsuitable_too {
            continue;
        }
        let due_at = order.due_at.filter(|_| order.clock_kind.as_deref() == Some(ClockKind::Take.name()));
        shown.push(OfferView {
            id: order.key(),
            number: order.number,
            version: order.version,
            category: names.category(order).unwrap_or_default(),
            title: order.title.clone().unwrap_or_default(),
            compound: names.compound(order),
            wishes: wishes(order),
            minutes: order.minutes,
            skill: order.skill.clone(),
            difficulty_permille: order.difficulty_permille,
            due_at,
            team: body.and_then(|body| named.get(&body)).map(super::people::Body::name),
            body: body.map(BodyId),
            leads,
            may_hand: leads && is_team && purpose == Purpose::Do,
            fits: needs.fits(&ticked),
            fits_all: needs.fits_all(&ticked),
            to_check: purpose == Purpose::Check,
            waits,
            one_found: !waits && asked.iter().any(|row| row.order_id == order.id && row.waits()),
        });
    }
    shown.sort_by_key(|offer| !offer.fits_all);
    Ok(shown)
}

async fn asked_of(door: &Read, orders: &[Order], purpose: Purpose) -> Outcome<Vec<Asked>> {
    let ids: Vec<Value> = orders.iter().map(|order| Value::from(order.id)).collect();
    let sql = format!(
        "select d.order_id, d.person_id, d.body_id, d.state from order_dispatches d join orders o on o.id = d.order_id
         where d.purpose = $1 and d.round = o.round and d.order_id in {}
           and (d.state = 'offered' or (d.state = 'taken' and o.two_people = true))",
        list(1, ids.len())
    );
    door.all(&sql, [values![purpose.name()], ids].concat()).await
}

/// What the doer (or the unit or department they speak for) holds. Answers, messages and photos are in the view of the
/// single order, not in the list.
///
/// # Errors
/// A fault from the database.
pub async fn held_by(app: &App, doer: &Doer) -> Outcome<Vec<HeldView>> {
    undoing::shown(app, doer, |after| held_scope(doer, after)).await?;
    let door = app.db.read().await?;
    let scope = held_scope(doer, 1);
    let sql =
        format!("select o.* from orders o where o.community = $1 and {} {BY_DUE} limit {HAND_ROWS_MAX}", scope.sql);
    let orders: Vec<Order> = door.all(&sql, [values![doer.community.0], scope.values].concat()).await?;
    let names = Names::of(&door, doer, &orders).await?;
    orders.iter().map(|order| held(doer, order, &names)).collect()
}

/// The holder's view of an order, without what was said about it.
pub fn held(doer: &Doer, order: &Order, names: &Names) -> Outcome<HeldView> {
    let for_body = names.body(order).is_some_and(super::people::Body::is_office);
    let word = order.door_word.and_then(|word| usize::try_from(word).ok()).and_then(|word| DOOR_WORDS.get(word));
    Ok(HeldView {
        id: order.key(),
        number: order.number,
        version: order.version,
        category: names.category(order).unwrap_or_default(),
        title: order.shown_title(),
        body: order.body.clone(),
        place: names.whole(order),
        with: names.one_of_two(super::pairs::other_of(order, doer.person)),
        called: order.called.clone(),
        has_phone: order.is_reachable(),
        wishes: wishes(order),
        answers: Vec::new(),
        photos: Vec::new(),
        messages: Vec::new(),
        visit_at: order.visit_at,
        door_word: word.copied(),
        clock: clock(order, doer.at),
        reply_by: order.reply_by,
        state: order.state()?,
        body_id: order.holding_body(),
        for_body,
        may: may_hold(doer, order, for_body)?,
        photos_welcome: !order.is_personal,
        minutes: order.minutes,
    })
}

/// What the table and the doer's powers let the holder do now.
fn may_hold(doer: &Doer, order: &Order, for_body: bool) -> Outcome<Vec<Action>> {
    let (state, standing) = (order.state()?, plain(doer, order));
    let own = |action: Action| match action {
        Action::HandBack => !for_body,
        Action::RequestReturn | Action::Reply => for_body,
        Action::Arrange | Action::NobodyHome | Action::Done => true,
        _ => false,
    };
    let rows = TABLE.rows_from(state).filter(|row| own(row.action) && doer.require(row.power, &standing).is_ok());
    Ok(rows.map(|row| row.action).collect())
}

/// What one person asked for whom the doer acts; newest first.
///
/// # Errors
/// `NotFound` unless the doer acts for them.
pub async fn mine_of(app: &App, doer: &Doer, person: PersonId) -> Outcome<Vec<OrderLine>> {
    if !doer.speaks_for(person) {
        return Err(Problem::NotFound);
    }
    let narrow = Doer { person: Some(person), acts_for: Vec::new(), opened: Vec::new(), ..doer.clone() };
    mine(app, &narrow).await
}

/// What the doer asked, those they speak for asked, and what this session opened; newest first.
///
/// # Errors
/// A fault from the database.
pub async fn mine(app: &App, doer: &Doer) -> Outcome<Vec<OrderLine>> {
    undoing::shown(app, doer, |after| own_scope(doer, after)).await?;
    let door = app.db.read().await?;
    let scope = own_scope(doer, 1);
    let sql = format!(
        "select o.* from orders o where o.community = $1 and {} order by o.asked_at desc, o.id desc limit {MINE_ROWS_MAX}",
        scope.sql
    );
    let orders: Vec<Order> = door.all(&sql, [values![doer.community.0], scope.values].concat()).await?;
    lines(&door, doer, &orders).await
}

#[derive(FromQueryResult)]
struct MinutesRow {
    order_id: Uuid,
    number: i64,
    version: i64,
    title: Option<String>,
    round: i64,
    person_id: Uuid,
    minutes: i64,
    served_at: Moment,
}

/// Minutes that wait for the doer as leader of a body (or for the secretary, where there is no leader).
///
/// # Errors
/// A fault from the database.
pub async fn minutes_to_confirm(app: &App, doer: &Doer) -> Outcome<Vec<MinutesView>> {
    if !doer.may(ORDERS_MINUTES) {
        return Ok(Vec::new());
    }
    let door = app.db.read().await?;
    let led: Vec<Value> = doer.led().map(|body| Value::from(body.0)).collect();
    let unled =
        if doer.relations(ORDERS_MINUTES).contains(&Relation::Community) { " or h.body_id is null" } else { "" };
    let own = doer.person.map_or(Uuid::nil(), Uuid::from);
    let sql = format!(
        "select h.order_id, o.number, o.version, o.title, h.round, h.person_id, h.minutes, h.served_at
         from order_helpers h join orders o on o.id = h.order_id
         where o.community = $1 and h.confirmed_at is null and h.person_id <> $2 and h.minutes > 0
           and o.state in ('resolved', 'verified', 'closed') and (h.body_id in {}{unled})
         order by h.served_at, h.order_id, h.person_id limit {HAND_ROWS_MAX}",
        list(2, led.len())
    );
    let rows: Vec<MinutesRow> = door.all(&sql, [values![doer.community.0, own], led].concat()).await?;
    let called: BTreeMap<Uuid, String> =
        names(&door, doer.community, rows.iter().map(|row| Some(row.person_id))).await?;
    let view = |row: MinutesRow| MinutesView {
        order: OrderId(row.order_id),
        number: row.number,
        title: row.title.unwrap_or_default(),
        version: row.version,
        round: row.round,
        name: called.get(&row.person_id).cloned().unwrap_or_default(),
        person: PersonId(row.person_id),
        minutes: row.minutes,
        served_at: row.served_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
