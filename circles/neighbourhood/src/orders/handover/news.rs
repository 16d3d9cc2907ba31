//! One piece of news for a go: so many matters are in charge of its reader now.

use super::super::news::IN_CHARGE;
use super::super::receipts::second;
use super::actions::{HANDED, step_id};
use super::store;
use base::{AccountId, Doer, OrderId, Outcome};
use db::{FromQueryResult, Query, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs::JobKind;
use registry::notices::{News, tell};
use uuid::Uuid;

/// Tells whoever has them in charge now, once for a go.
pub const TELL: JobKind = JobKind { name: "orders.tell_handover", run: tell_go };

#[derive(FromQueryResult)]
struct Done {
    order_id: Uuid,
}

fn tell_go<'a>(app: &'a App, doer: &'a Doer, go: Uuid) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let door = app.db.read().await?;
        let sql = "select order_id from bulk_results where go_id = $1 and community = $2 and verb = $3 and done = true
                   order by position, order_id limit 50";
        let done: Vec<Done> = door.all(sql, values![go, doer.community.0, HANDED]).await?;
        let Some(first) = done.first() else { return Ok(()) };
        let Some(step) = store::step(&door, step_id(app, go, OrderId(first.order_id))).await? else { return Ok(()) };
        drop(door);
        let Some(to) = step.to().filter(|to| Some(to.0) != step.by_account) else { return Ok(()) };
        let number = i64::try_from(done.len()).unwrap_or(i64::MAX);
        let event = second(app, go, "told");
        let news =
            News { event, kind: &IN_CHARGE, subject: to.0, number, at: step.at, until: None, urgent: false, of: None };
        tell(app, doer, &news, &[AccountId(to.0)]).await
    })
}
