//! Rows of sessions.

use base::{AccountId, Moment, Outcome};
use chrono::Duration;
use db::{FromQueryResult, Query, row, values};
use kernel::app::App;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Use is noted at most this often.
const NOTE_USE_MINUTES: i64 = 1;
/// Sessions of one account shown.
const SHOWN: u32 = 50;

/// A session as its owner sees it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// The account, if signed in.
    pub account_id: Option<Uuid>,
    /// Orders opened with number and code.
    pub opened: String,
    /// Signed in at.
    pub created_at: Moment,
    /// Last used at.
    pub used_at: Moment,
    /// Minutes without use after which it ends.
    pub idle_minutes: i64,
    /// A short word about the device.
    pub device: String,
}

const COLUMNS: &str = "id, account_id, opened, created_at, used_at, idle_minutes, device";

/// SHA-256 of a browser's secret.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The living session of a browser's secret; its use is noted once a minute.
pub(crate) async fn find(app: &App, door: &impl Query, token: &str) -> Outcome<Option<Session>> {
    let sql = format!("select {COLUMNS} from sessions where token_hash = $1");
    let found: Option<Session> = door.one(&sql, values![token_hash(token)]).await?;
    let now = app.now();
    let Some(session) = found.filter(|session| now < session.used_at + Duration::minutes(session.idle_minutes)) else {
        return Ok(None);
    };
    if now >= session.used_at + Duration::minutes(NOTE_USE_MINUTES) {
        let sql = "update sessions set used_at = $2 where id = $1 and used_at < $2";
        app.db.housekeeping().run(sql, values![session.id, now]).await?;
    }
    Ok(Some(session))
}

/// Begins a session.
pub(crate) async fn begin(
    app: &App,
    token: &str,
    account: Option<AccountId>,
    idle_minutes: i64,
    device: &str,
) -> Outcome<Uuid> {
    let (id, now) = (app.new_id(), app.now());
    let row = row! {
        id: id, token_hash: token_hash(token), account_id: account.map(Uuid::from), opened: "", created_at: now,
        used_at: now, idle_minutes: idle_minutes, device: device,
    };
    app.db.housekeeping().insert_once("sessions", row).await?;
    Ok(id)
}

/// Begins a visitor's session. A browser keeps its secret longer than a session lives: the row of one that is over is
/// made new, with nothing of what it was; one that another tab began just now is shared.
pub(crate) async fn begin_visit(app: &App, token: &str, idle_minutes: i64) -> Outcome<Uuid> {
    let fresh = begin(app, token, None, idle_minutes, "").await?;
    let house = app.db.housekeeping();
    let sql = format!("select {COLUMNS} from sessions where token_hash = $1");
    let found: Option<Session> = house.one(&sql, values![token_hash(token)]).await?;
    let Some(found) = found.filter(|found| found.id != fresh) else { return Ok(fresh) };
    let now = app.now();
    if now >= found.used_at + Duration::minutes(found.idle_minutes) {
        let sql = "update sessions set account_id = null, opened = '', created_at = $2, used_at = $2,
                   idle_minutes = $3, device = '' where id = $1 and used_at = $4";
        house.run(sql, values![found.id, now, idle_minutes, found.used_at]).await?;
    }
    Ok(found.id)
}

/// Remembers the orders that a session has opened.
pub(crate) async fn set_opened(app: &App, session: Uuid, opened: &str) -> Outcome<()> {
    app.db
        .housekeeping()
        .run("update sessions set opened = $2 where id = $1", values![session, opened])
        .await
        .map(|_| ())
}

/// The living sessions of an account, last used first.
pub(crate) async fn of_account(app: &App, account: AccountId) -> Outcome<Vec<Session>> {
    let sql = format!("select {COLUMNS} from sessions where account_id = $1 order by used_at desc limit {SHOWN}");
    let mut rows: Vec<Session> = app.db.read().await?.all(&sql, values![account.0]).await?;
    let now = app.now();
    rows.retain(|session| now < session.used_at + Duration::minutes(session.idle_minutes));
    Ok(rows)
}

/// Ends one session of an account.
pub(crate) async fn end(app: &App, account: AccountId, session: Uuid) -> Outcome<u64> {
    let sql = "delete from sessions where id = $1 and account_id = $2";
    app.db.housekeeping().run(sql, values![session, account.0]).await
}

/// Ends all sessions of an account.
pub(crate) async fn end_all(app: &App, account: AccountId) -> Outcome<u64> {
    app.db.housekeeping().run("delete from sessions where account_id = $1", values![account.0]).await
}

/// Deletes what nobody will use again.
pub(crate) async fn sweep(app: &App, before: Moment) -> Outcome<()> {
    let house = app.db.housekeeping();
    house.run("delete from sessions where used_at < $1", values![before]).await?;
    house.run("delete from throttles where forget_at < $1", values![app.now()]).await?;
    house.run("delete from codes where until < $1", values![app.now()]).await.map(|_| ())
}
