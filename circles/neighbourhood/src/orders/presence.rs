//! Who else of the office has the same matter open at this moment, so that two do not write the same answer.
//!
//! Never a lock: both may act, and the version decides. Never a past: a row is moved on while a page is open and deleted a
//! minute after the last sign of life; nobody is counted, listed or exported by it, and it is seen on the same matter only.

use super::people;
use super::powers::ORDERS_SEE;
use super::standing::{allow, plain};
use super::store;
use super::views::PresenceView;
use base::{Doer, OrderId, Outcome, Problem};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use uuid::Uuid;

/// How long a sign of life holds; pages give one every 25 seconds while they are looked at.
pub const PRESENCE_SECONDS: i64 = 60;
/// Others who are named.
const OTHERS_MAX: u32 = 5;

#[derive(FromQueryResult)]
struct Other {
    account_id: Uuid,
    writing: bool,
}

/// A sign of life on a matter's page at the desk; answers who else is there now.
///
/// # Errors
/// `NotFound`.
pub async fn look(app: &App, doer: &Doer, order: OrderId, writing: bool) -> Outcome<Vec<PresenceView>> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    let found = store::order(&app.db.read().await?, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_SEE, &plain(doer, &found)).map_err(|_| Problem::NotFound)?;
    let sql =
        "insert into order_presences (order_id, account_id, community, writing, until) values ($1, $2, $3, $4, $5)
               on conflict (order_id, account_id) do update set writing = excluded.writing, until = excluded.until";
    let until = doer.at + Duration::seconds(PRESENCE_SECONDS);
    let values = values![order.0, account.0, doer.community.0, writing, until];
    app.db.housekeeping().run(sql, values).await?;
    let sql = format!(
        "select account_id, writing from order_presences where order_id = $1 and account_id <> $2 and until > $3
         order by account_id limit {OTHERS_MAX}"
    );
    let door = app.db.read().await?;
    let others: Vec<Other> = door.all(&sql, values![order.0, account.0, doer.at]).await?;
    let names = people::account_names(&door, doer.community, others.iter().map(|other| Some(other.account_id))).await?;
    let view = |other: Other| {
        let name = names.get(&other.account_id).cloned()?;
        Some(PresenceView { name, writing: other.writing })
    };
    Ok(others.into_iter().filter_map(view).collect())
}

/// Whoever gave no sign of life is forgotten.
pub async fn sweep(app: &App) -> Outcome<usize> {
    let now = app.now();
    let over = "select count(*) from order_presences where until <= $1";
    if app.db.read().await?.number(over, values![now]).await? == 0 {
        return Ok(0);
    }
    let gone = app.db.housekeeping().run("delete from order_presences where until <= $1", values![now]).await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
