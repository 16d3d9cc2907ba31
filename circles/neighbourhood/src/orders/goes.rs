//! What becomes of many at one go: what was ticked, an answer for each row, and no row twice.
//!
//! Nothing here decides about an order; the verbs of `bulk` and `handover` do, row by row, and this keeps their answers for
//! whoever sent the form, for some days.

use super::lines::lines;
use super::powers::ORDERS_SEE;
use super::standing::list;
use super::store::Order;
use super::views::OrderLine;
use base::{Arg, Doer, Moment, OrderId, Outcome, Problem, Refusal, Relation};
use chrono::Duration;
use db::{FromQueryResult, Query, Value, values};
use futures::future::BoxFuture;
use kernel::app::App;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Orders of one go.
pub const ROWS_MAX: usize = 50;
/// Days for which the answer of a go is kept.
const KEPT_DAYS: i64 = 7;

/// An order that was ticked, in the version that the list showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The order.
    pub order: OrderId,
    /// The version.
    pub version: i64,
}

impl Pick {
    /// As it stands in a form.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}.{}", self.order, self.version)
    }
}

/// What was ticked, each order once; what cannot be read was not ticked.
#[must_use]
pub fn picked(texts: &[String]) -> Vec<Pick> {
    let mut seen = BTreeSet::new();
    let pick = |text: &String| {
        let (order, version) = text.split_once('.')?;
        Some(Pick { order: order.parse().ok()?, version: version.parse().ok()? })
    };
    texts.iter().filter_map(pick).filter(|pick| seen.insert(pick.order)).collect()
}

/// What became of one order.
#[derive(Clone, Debug)]
pub struct Became {
    /// The order as it is now.
    pub line: OrderLine,
    /// Why nothing was done; none when it was.
    pub why: Option<(String, Vec<(String, Arg)>)>,
}

/// The rows of a go that are not done yet, each with its place: all of them at first, what is left when it is sent again.
///
/// # Errors
/// `NotFound` for the form of somebody else; refusals: nothing ticked, too many.
pub async fn pending(app: &App, doer: &Doer, once: Uuid, picks: &[Pick]) -> Outcome<Vec<(i64, Pick)>> {
    if picks.is_empty() {
        return Err(Problem::refused("bulk-refused-nothing"));
    }
    if picks.len() > ROWS_MAX {
        return Err(Problem::Refused(Refusal::new("bulk-refused-many").with("limit", ROWS_MAX)));
    }
    let before = kept(app, doer, once).await?;
    let done: BTreeSet<Uuid> = before.iter().filter(|row| row.done).map(|row| row.order_id).collect();
    let left = (1i64..).zip(picks.iter().copied()).filter(|(_, pick)| !done.contains(&pick.order.0));
    Ok(left.collect())
}

/// What became of a go, and by which verb; only whoever did it looks.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn became(app: &App, doer: &Doer, once: Uuid) -> Outcome<(String, Vec<Became>)> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let rows = kept(app, doer, once).await?;
    let verb = rows.first().ok_or(Problem::NotFound)?.verb.clone();
    let ids: Vec<OrderId> = rows.iter().map(|row| OrderId(row.order_id)).collect();
    let mut found = Vec::with_capacity(rows.len());
    for line in lines_of(app, doer, &ids).await? {
        let row = rows.iter().find(|row| row.order_id == line.id.0);
        let why = row.and_then(|row| Some((row.why.clone()?, row.with())));
        found.push(Became { line, why });
    }
    Ok((verb, found))
}

/// These orders as the lists show them, in this order.
///
/// # Errors
/// `NotAllowed`.
pub async fn lines_of(app: &App, doer: &Doer, ids: &[OrderId]) -> Outcome<Vec<OrderLine>> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let ids = ids.get(..ROWS_MAX).unwrap_or(ids);
    let door = app.db.read().await?;
    let sql =
        format!("select * from orders where community = $1 and state <> 'draft' and id in {}", list(1, ids.len()));
    let values = std::iter::once(doer.community.0).chain(ids.iter().map(|id| id.0)).map(Value::from).collect();
    let mut orders: Vec<Order> = door.all(&sql, values).await?;
    orders.sort_by_key(|order| ids.iter().position(|id| *id == order.key()));
    lines(&door, doer, &orders).await
}

/// Forgets what became of goes.
pub fn forget<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let sql = "delete from bulk_results where community = $1 and at < $2";
        let before = doer.at - Duration::days(KEPT_DAYS);
        app.db.housekeeping().run(sql, values![doer.community.0, before]).await.map(|_| ())
    })
}

/// Why a row was not done, in words that its reader understands; what is no answer to a row ends the go.
fn why(outcome: Outcome<()>) -> Outcome<Option<Refusal>> {
    Ok(Some(match outcome {
        Ok(()) => return Ok(None),
        Err(Problem::SignIn) => return Err(Problem::SignIn),
        Err(Problem::Refused(refusal)) => refusal,
        Err(Problem::Invalid(fields)) => {
            fields.into_iter().next().map_or_else(|| Refusal::new("bulk-why-fault"), |field| field.refusal)
        }
        Err(Problem::Changed) => Refusal::new("bulk-why-changed"),
        Err(Problem::NotFound) => Refusal::new("bulk-why-gone"),
        Err(Problem::NotAllowed) => Refusal::new("bulk-why-not-allowed"),
        Err(Problem::Again | Problem::TooMany { .. }) => Refusal::new("bulk-why-busy"),
        Err(Problem::Fault(text)) => {
            tracing::error!(fault = %text, "a row of a go failed");
            Refusal::new("bulk-why-fault")
        }
    }))
}

/// An argument of a refusal as it is kept.
#[derive(Serialize, Deserialize)]
enum With {
    Number(i64),
    Text(String),
    Time(Moment),
}

/// Keeps what became of one row.
///
/// # Errors
/// What is no answer to a row ends the go.
pub async fn keep(
    app: &App,
    doer: &Doer,
    (once, verb): (Uuid, &str),
    (position, order): (i64, OrderId),
    outcome: Outcome<()>,
) -> Outcome<()> {
    const SQL: &str = "insert into bulk_results (go_id, order_id, community, by_account, at, verb, position, done, why, why_with)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (go_id, order_id) do update set done = excluded.done, why = excluded.why, why_with = excluded.why_with
        where bulk_results.done = false";
    let (key, with) = match why(outcome)? {
        Some(refusal) => (Some(refusal.key), Some(as_kept(app, doer, refusal.args)?)),
        None => (None, None),
    };
    let values = values![
        once,
        order.0,
        doer.community.0,
        doer.account.map(Uuid::from),
        doer.at,
        verb,
        position,
        key.is_none(),
        key,
        with
    ];
    app.db.housekeeping().run(SQL, values).await.map(|_| ())
}

fn as_kept(app: &App, doer: &Doer, args: Vec<(&'static str, Arg)>) -> Outcome<String> {
    let with = |arg: Arg| match arg {
        Arg::Number(number) => With::Number(number),
        Arg::Text(text) => With::Text(text),
        Arg::Time(time) => With::Time(time),
        Arg::Key(key) => With::Text(app.words.say(doer.locale, key, &[])),
    };
    let args: Vec<(&str, With)> = args.into_iter().map(|(name, arg)| (name, with(arg))).collect();
    serde_json::to_string(&args).map_err(Problem::fault)
}

#[derive(FromQueryResult)]
struct Kept {
    order_id: Uuid,
    by_account: Option<Uuid>,
    verb: String,
    done: bool,
    why: Option<String>,
    why_with: Option<String>,
}

impl Kept {
    fn with(&self) -> Vec<(String, Arg)> {
        let args: Vec<(String, With)> =
            self.why_with.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let arg = |with| match with {
            With::Number(number) => Arg::Number(number),
            With::Text(text) => Arg::Text(text),
            With::Time(time) => Arg::Time(time),
        };
        args.into_iter().map(|(name, with)| (name, arg(with))).collect()
    }
}

/// What was kept of a go; the form of somebody else is not one's own.
async fn kept(app: &App, doer: &Doer, once: Uuid) -> Outcome<Vec<Kept>> {
    let sql = format!(
        "select order_id, by_account, verb, done, why, why_with from bulk_results
         where go_id = $1 and community = $2 order by position, order_id limit {ROWS_MAX}"
    );
    let rows: Vec<Kept> = app.db.read().await?.all(&sql, values![once, doer.community.0]).await?;
    if rows.iter().any(|row| row.by_account != doer.account.map(Uuid::from)) {
        return Err(Problem::NotFound);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_order_is_ticked_once_and_nonsense_never(picks in proptest::collection::vec((0u128..6, 1i64..9), 0..12), noise in "[a-z.0-9-]{0,12}") {
            let mut texts: Vec<String> =
                picks.iter().map(|&(id, version)| Pick { order: OrderId(Uuid::from_u128(id)), version }.text()).collect();
            let clean = picked(&texts);
            let first: BTreeSet<u128> = picks.iter().map(|(id, _)| *id).collect();
            prop_assert_eq!(clean.len(), first.len());
            texts.push(noise);
            prop_assert_eq!(picked(&texts), clean);
        }
    }
}
