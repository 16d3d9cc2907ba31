//! Browsers that may be rung, each allowed by its owner on that device: address and keys sealed like a phone, good only while
//! they are signed in there, forgotten when they say so or when nothing reaches it any more.

use super::rules::UNREACHED_DAYS;
use access::throttle::{self, Guesser};
use base::{AccountId, Doer, Moment, Outcome, Problem};
use chrono::Duration;
use db::{FromQueryResult, Query, row, values};
use kernel::app::App;
use kernel::notify::push::{Receiver, Subscription};
use kernel::vault::Place;
use uuid::Uuid;

/// Browsers of one account; the oldest gives way.
const DEVICES_MAX: u32 = 10;

/// A browser as its owner sees it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Device {
    pub id: Uuid,
    pub session_id: Uuid,
    pub device: String,
    pub created_at: Moment,
    used_at: Moment,
    idle_minutes: i64,
}

#[derive(FromQueryResult)]
struct SealedRow {
    sealed: Vec<u8>,
}

fn place(id: Uuid) -> Place<'static> {
    Place { table: "push_devices", column: "sealed", row: id }
}

/// The browsers of an account in which it is signed in, newest first.
pub async fn of_account(door: &impl Query, account: AccountId, now: Moment) -> Outcome<Vec<Device>> {
    let sql = format!(
        "select d.id, d.session_id, d.device, d.created_at, s.used_at, s.idle_minutes from push_devices d
         join sessions s on s.id = d.session_id and s.account_id = d.account_id
         where d.account_id = $1 order by d.created_at desc, d.id desc limit {DEVICES_MAX}"
    );
    let mut rows: Vec<Device> = door.all(&sql, values![account.0]).await?;
    rows.retain(|row| now < row.used_at + Duration::minutes(row.idle_minutes));
    Ok(rows)
}

/// The same, only which.
pub async fn living(door: &impl Query, account: AccountId, now: Moment) -> Outcome<Vec<Uuid>> {
    Ok(of_account(door, account, now).await?.into_iter().map(|device| device.id).collect())
}

/// Address and keys of one of an account's browsers, to ring it now.
pub async fn open(app: &App, door: &impl Query, (account, id): (AccountId, Uuid)) -> Outcome<Option<Subscription>> {
    if !living(door, account, app.now()).await?.contains(&id) {
        return Ok(None);
    }
    let row: Option<SealedRow> = door.one("select sealed from push_devices where id = $1", values![id]).await?;
    let Some(row) = row else { return Ok(None) };
    let plain = app.vault.open(place(id), &row.sealed)?;
    serde_json::from_slice(&plain).map(Some).map_err(|_| Problem::fault("a sealed browser is none"))
}

/// The doer lets this browser ring, in the session in which they are signed in here. Whatever else it rang for, it rings for
/// them only from now on.
///
/// # Errors
/// [`Problem::NotFound`] while push is off or on a computer that others use too; a refusal for an address that no push
/// service of the configuration has; [`Problem::TooMany`] for someone who does it all the time.
pub async fn allow(app: &App, doer: &Doer, session: Option<Uuid>, given: &Subscription) -> Outcome<()> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    app.post.push.key().ok_or(Problem::NotFound)?;
    let session = own_session(app, doer, session).await?.ok_or(Problem::NotFound)?;
    if app.post.push.host(&given.endpoint).is_none() {
        return Err(Problem::refused("push-unknown-service"));
    }
    Receiver::of(given).ok_or_else(|| Problem::refused("push-failed"))?;
    throttle::charge(app, Guesser::Account(&format!("push:{account}"))).await?;
    let (id, index) = (app.new_id(), app.vault.blind_index("push-endpoint", &given.endpoint));
    let plain = serde_json::to_vec(given).map_err(Problem::fault)?;
    let sealed = app.vault.seal(place(id), &plain, app.chance.as_ref())?;
    let house = app.db.housekeeping();
    house.run("delete from push_devices where endpoint_index = $1", values![index.clone()]).await?;
    let row = row! {
        id: id, community: doer.community.0, account_id: account.0, session_id: session.id, endpoint_index: index,
        sealed: sealed, device: session.device, created_at: doer.at,
    };
    house.insert_once("push_devices", row).await?;
    let older = format!(
        "delete from push_devices where account_id = $1 and id not in (select id from push_devices
         where account_id = $1 order by created_at desc, id desc limit {DEVICES_MAX})"
    );
    house.run(&older, values![account.0]).await.map(|_| ())
}

/// The session of this visit, unless the computer is one that others use too.
pub async fn own_session(app: &App, doer: &Doer, session: Option<Uuid>) -> Outcome<Option<access::sessions::Session>> {
    let own = access::sessions::actions::mine(app, doer).await?;
    let is_own_device = |minutes: i64| minutes > access::sessions::actions::IDLE_MINUTES_SHARED;
    Ok(own.into_iter().find(|one| Some(one.id) == session && is_own_device(one.idle_minutes)))
}

/// The doer's browsers that ring.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn mine(app: &App, doer: &Doer) -> Outcome<Vec<Device>> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    of_account(&app.db.read().await?, account, doer.at).await
}

/// The doer takes one of their browsers back; it is forgotten at once. Twice is fine.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn forget(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    let sql = "delete from push_devices where id = $1 and account_id = $2";
    app.db.housekeeping().run(sql, values![id, account.0]).await.map(|_| ())
}

/// Its push service says that it is gone.
pub async fn gone(app: &App, id: Uuid) -> Outcome<()> {
    app.db.housekeeping().run("delete from push_devices where id = $1", values![id]).await.map(|_| ())
}

/// Something reached it, or did not.
pub async fn reached(app: &App, id: Uuid, yes: bool) -> Outcome<()> {
    let (house, now) = (app.db.housekeeping(), app.now());
    if yes {
        let sql = "update push_devices set failing_since = null where id = $1 and failing_since is not null";
        return house.run(sql, values![id]).await.map(|_| ());
    }
    let sql = "update push_devices set failing_since = $2 where id = $1 and failing_since is null";
    house.run(sql, values![id, now]).await.map(|_| ())
}

/// Browsers whose sign-in or account is no more, and those that nothing has reached for long.
pub async fn forget_lost(app: &App, doer: &Doer) -> Outcome<()> {
    let house = app.db.housekeeping();
    let community = doer.community.0;
    let signed_out = "delete from push_devices where community = $1 and (account_id in
        (select id from accounts where closed_at is not null) or not exists (select 1 from sessions s
         where s.id = push_devices.session_id and s.account_id = push_devices.account_id))";
    house.run(signed_out, values![community]).await?;
    let lost = "delete from push_devices where community = $1 and failing_since < $2";
    house.run(lost, values![community, doer.at - Duration::days(UNREACHED_DAYS)]).await.map(|_| ())
}
