//! What one does with one's own inbox: look, read, read everything. Nobody else can.

use super::store::{self, Notice};
use base::{Doer, Outcome, Problem};
use db::values;
use kernel::app::App;
use uuid::Uuid;
use web::{Cursor, Listing};

/// A page of the doer's inbox.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn mine(app: &App, doer: &Doer, after: Option<Cursor>) -> Outcome<Listing<Notice>> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    store::page(&app.db.read().await?, account, after).await
}

/// The doer reads one piece of news; answers where it leads.
///
/// # Errors
/// [`Problem::NotFound`] when it is not theirs.
pub async fn open(app: &App, doer: &Doer, id: Uuid) -> Outcome<String> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    let notice = store::own(&app.db.read().await?, account, id).await?.ok_or(Problem::NotFound)?;
    let page = notice.kind(app).map_or_else(|| "/inbox".to_owned(), |kind| format!("{}{}", kind.page, notice.subject));
    let sql = "update notices set is_read = true where id = $1 and account_id = $2";
    app.db.housekeeping().run(sql, values![id, account.0]).await?;
    Ok(page)
}

/// The doer has seen everything that is there now.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn read_all(app: &App, doer: &Doer) -> Outcome<()> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    let sql = "update notices set is_read = true where account_id = $1 and is_read = false and at <= $2";
    app.db.housekeeping().run(sql, values![account.0, doer.at]).await.map(|_| ())
}
