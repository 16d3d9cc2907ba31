//! Reminders on the desk: promises that run short or are late, to the person in charge until they put them away.

use super::powers::ORDERS_SEE;
use super::views::ReminderView;
use base::{Doer, Moment, OrderId, Outcome, Problem, Relation};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use kernel::case::{ClockKind, Light};
use uuid::Uuid;

/// Reminders shown.
const REMINDERS_MAX: u32 = 20;

#[derive(FromQueryResult)]
struct ReminderRow {
    order_id: Uuid,
    number: i64,
    title: Option<String>,
    body: String,
    kind: String,
    light: String,
    due_at: Moment,
}

/// Reminders to the doer that they have not put away, one for each order.
///
/// # Errors
/// A fault from the database.
pub async fn reminders(app: &App, doer: &Doer) -> Outcome<Vec<ReminderView>> {
    let Some(account) = doer.account else { return Ok(Vec::new()) };
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    // Of several about one order the worst is told, and none about a promise that was kept meanwhile.
    let sql = format!(
        "select * from (select r.order_id, o.number, o.title, o.body, r.kind, r.light, r.due_at, r.at,
             row_number() over (partition by r.order_id order by r.light desc, r.due_at, r.kind) as place
           from order_reminders r join orders o on o.id = r.order_id
           join order_clocks c on c.order_id = r.order_id and c.kind = r.kind and c.round = r.round and c.turn = r.turn
           where r.community = $1 and r.account_id = $2 and r.seen_at is null and c.stopped_at is null) worst
         where place = 1 order by at desc, order_id limit {REMINDERS_MAX}"
    );
    let rows: Vec<ReminderRow> = app.db.read().await?.all(&sql, values![doer.community.0, account.0]).await?;
    let view = |row: ReminderRow| {
        let words = row.title.unwrap_or_else(|| row.body.chars().take(30).collect());
        Some(ReminderView {
            order: OrderId(row.order_id),
            number: row.number,
            title: words,
            kind: ClockKind::from_name(&row.kind)?,
            light: if row.light == "red" { Light::Red } else { Light::Amber },
            due_at: row.due_at,
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

/// Puts the reminders about an order away.
///
/// # Errors
/// A fault from the database.
pub async fn see_reminder(app: &App, doer: &Doer, order: OrderId) -> Outcome<()> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let sql = "update order_reminders set seen_at = $3 where order_id = $1 and account_id = $2 and seen_at is null";
    app.db.housekeeping().run(sql, values![order.0, account.0, doer.at]).await.map(|_| ())
}
