//! What one person of the office asks and another decides: that a matter rests until a day 挂账, that a record made in
//! error is void 作废. Nobody decides about their own wish; asked twice is asked once, and so is decided.

use super::machine::{Action, State};
use super::people;
use super::powers::{ORDERS_APPROVE, ORDERS_DEFER, ORDERS_VOID};
use super::rules::{self, No, TEXT_CHARS_MAX, named};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out};
use super::store::Order;
use super::views::{ApprovalView, AskedView};
use super::writing::needed;
use base::{AccountId, Day, Doer, Moment, OrderId, Outcome, Power, Problem, Relation};
use db::{FromQueryResult, Query, Row, Write, row, values};
use kernel::app::App;
use kernel::case::Named;
use uuid::Uuid;

/// Shown to the one who decides.
const WAITING_MAX: u32 = 100;

super::machine::named! {
    /// What is asked for.
    Wish {
        /// 挂账.
        Suspend = "suspend",
        /// 作废.
        Void = "void",
    }
}

impl Wish {
    const fn asks(self) -> Action {
        match self {
            Self::Suspend => Action::AskSuspend,
            Self::Void => Action::AskVoid,
        }
    }

    const fn grants(self) -> Action {
        match self {
            Self::Suspend => Action::Suspend,
            Self::Void => Action::Void,
        }
    }

    const fn refuses(self) -> Action {
        match self {
            Self::Suspend => Action::RefuseSuspend,
            Self::Void => Action::RefuseVoid,
        }
    }
}

#[derive(FromQueryResult)]
struct Asked {
    id: Uuid,
    order_id: Uuid,
    kind: String,
    reason: String,
    look_again_at: Option<Moment>,
    by_account: Uuid,
    at: Moment,
}

const COLUMNS: &str = "id, order_id, kind, reason, look_again_at, by_account, at";

/// What waits about one order.
async fn waiting_on(door: &impl Query, order: OrderId) -> Outcome<Vec<Asked>> {
    let sql =
        format!("select {COLUMNS} from order_approvals where order_id = $1 and state = 'waiting' order by at, id");
    door.all(&sql, values![order.0]).await
}

/// Asks that a matter rests until a day, on which it is looked at again.
///
/// # Errors
/// `NotFound`, `Changed`, `Invalid` (reason, day); refusals of the table, already asked.
pub async fn ask_suspension(app: &App, doer: &Doer, aim: Aim, (reason, day): (&str, Option<Day>)) -> Outcome<()> {
    let calendar = super::clocks::calendar(&app.db.read().await?, doer.community).await?;
    // It is taken up when that day begins to be worked, not at midnight.
    let opening = |day: Day| calendar.next_working_moment(calendar.midnight(day));
    let day = day.filter(|day| rules::day_end(&calendar, *day, doer.at).is_some()).map(opening);
    let day = day.filter(|day| *day > doer.at).ok_or_else(|| Problem::field("day", "orders-refused-day"))?;
    ask(app, doer, (aim, ORDERS_DEFER), (Wish::Suspend, reason, Some(day))).await
}

/// Asks that a record made in error is void.
///
/// # Errors
/// As [`ask_suspension`].
pub async fn ask_void(app: &App, doer: &Doer, aim: Aim, reason: &str) -> Outcome<()> {
    ask(app, doer, (aim, ORDERS_VOID), (Wish::Void, reason, None)).await
}

async fn ask(
    app: &App,
    doer: &Doer,
    (aim, power): (Aim, Power),
    (wish, reason, day): (Wish, &str, Option<Moment>),
) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order)) = begin(app, doer, "orders.ask_approval", aim).await? else { return Ok(()) };
    allow(doer, power, &plain(doer, &order))?;
    order.expect(aim)?;
    if waiting_on(&write, order.key()).await?.iter().any(|asked| asked.kind == wish.name()) {
        return Err(No::AlreadyAsked.into());
    }
    let by = doer.account.ok_or(Problem::SignIn)?;
    let asked = row! {
        id: aim.once, community: order.community, order_id: order.id, kind: wish.name(), reason: reason.clone(),
        look_again_at: day, by_account: Uuid::from(by), at: doer.at, state: "waiting",
    };
    let step = Step::new(wish.asks(), aim.once).because(&reason).told(day.map(|day| day.to_rfc3339()));
    carry_out(app, &mut write, &mut order, step).await?;
    write.insert("order_approvals", asked).await?;
    write.commit().await
}

/// Agrees with what somebody else asked for.
///
/// # Errors
/// `NotFound`, `Changed`; refusals: own wish, decided already, the day has come.
pub async fn approve(app: &App, doer: &Doer, aim: Aim, approval: Uuid) -> Outcome<()> {
    let Some((mut write, mut order, asked)) = decide(app, doer, (aim, approval)).await? else { return Ok(()) };
    let wish: Wish = named(&asked.kind)?;
    if asked.look_again_at.is_some_and(|day| day <= doer.at) {
        return Err(No::DayPassed.into());
    }
    let rest: Row = asked.look_again_at.map_or_else(Row::new, |day| row! { look_again_at: day });
    let step = Step::new(wish.grants(), aim.once).because(&asked.reason).with(rest);
    note(&mut write, approval, "approved").await?;
    carry_out(app, &mut write, &mut order, step.told(asked.look_again_at.map(|day| day.to_rfc3339()))).await?;
    if wish == Wish::Void {
        super::photos::let_go(&mut write, &order).await?;
    }
    write.commit().await
}

/// Does not agree.
///
/// # Errors
/// As [`approve`]; field reason.
pub async fn refuse(app: &App, doer: &Doer, aim: Aim, (approval, reason): (Uuid, &str)) -> Outcome<()> {
    let reason = needed("reason", reason, TEXT_CHARS_MAX)?;
    let Some((mut write, mut order, asked)) = decide(app, doer, (aim, approval)).await? else { return Ok(()) };
    let wish: Wish = named(&asked.kind)?;
    note(&mut write, approval, "refused").await?;
    carry_out(app, &mut write, &mut order, Step::new(wish.refuses(), aim.once).because(&reason)).await?;
    write.commit().await
}

/// Holds the order and what is to be decided; nothing when this form was carried out before.
async fn decide(app: &App, doer: &Doer, (aim, approval): (Aim, Uuid)) -> Outcome<Option<(Write, Order, Asked)>> {
    let Some((write, order)) = begin(app, doer, "orders.decide", aim).await? else { return Ok(None) };
    allow(doer, ORDERS_APPROVE, &plain(doer, &order))?;
    let asked = waiting_on(&write, order.key()).await?.into_iter().find(|asked| asked.id == approval);
    let asked = asked.ok_or(No::NotNow)?;
    if doer.account == Some(AccountId(asked.by_account)) {
        return Err(No::OwnWish.into());
    }
    order.expect(aim)?;
    Ok(Some((write, order, asked)))
}

async fn note(write: &mut Write, approval: Uuid, state: &str) -> Outcome<()> {
    let (at, by) = (write.doer().at, write.doer().account.map(Uuid::from));
    let sql = "update order_approvals set state = $2, decided_by = $3, decided_at = $4 where id = $1";
    write.run(sql, values![approval, state, by, at]).await.map(|_| ())
}

/// What was asked for and is no longer possible waits for nobody any more; tells how much that was.
pub async fn lapse(write: &mut Write, order: &Order, (from, to): (State, State)) -> Outcome<u64> {
    let mut ended = 0;
    for wish in Wish::ALL {
        if rules::allows(from, wish.grants()) && !rules::allows(to, wish.grants()) {
            let sql = "update order_approvals set state = 'lapsed'
                       where order_id = $1 and kind = $2 and state = 'waiting'";
            ended += write.run(sql, values![order.id, wish.name()]).await?;
        }
    }
    Ok(ended)
}

/// What waits about one order, for the office's page.
pub async fn of_order(door: &impl Query, doer: &Doer, order: &Order) -> Outcome<Vec<AskedView>> {
    let asked = waiting_on(door, order.key()).await?;
    let names = people::account_names(door, doer.community, asked.iter().map(|row| Some(row.by_account))).await?;
    let view = |row: Asked| {
        Ok(AskedView {
            wish: named(&row.kind)?,
            who: names.get(&row.by_account).cloned(),
            reason: row.reason,
            look_again_at: row.look_again_at,
        })
    };
    asked.into_iter().map(view).collect()
}

/// Everything that waits for a second person, oldest first.
///
/// # Errors
/// `NotAllowed`.
pub async fn approvals(app: &App, doer: &Doer) -> Outcome<Vec<ApprovalView>> {
    doer.require(ORDERS_APPROVE, &[Relation::Community])?;
    let door = app.db.read().await?;
    let sql = format!(
        "select {COLUMNS} from order_approvals where community = $1 and state = 'waiting' order by at, id limit {WAITING_MAX}"
    );
    let asked: Vec<Asked> = door.all(&sql, values![doer.community.0]).await?;
    let names = people::account_names(&door, doer.community, asked.iter().map(|row| Some(row.by_account))).await?;
    let orders = super::many::orders(&door, doer.community, asked.iter().map(|row| row.order_id)).await?;
    let mut shown = Vec::with_capacity(asked.len());
    for row in asked {
        let Some(order) = orders.get(&row.order_id) else { continue };
        shown.push(ApprovalView {
            id: row.id,
            order: order.key(),
            number: order.number,
            version: order.version,
            title: order.shown_title(),
            is_own: doer.account == Some(AccountId(row.by_account)),
            at: row.at,
            asked: AskedView {
                wish: named(&row.kind)?,
                who: names.get(&row.by_account).cloned(),
                reason: row.reason,
                look_again_at: row.look_again_at,
            },
        });
    }
    Ok(shown)
}
