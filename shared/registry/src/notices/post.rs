//! What is due leaves the house: claimed with a lease, sent, marked. A loop of its own, so that a slow mail server holds up
//! no clock and no other job.
//!
//! Each send is claimed by one worker at a time. If the program dies after the server took a message and before that is
//! marked, the lease runs out and it is sent again with the same id (Message-ID, Idempotency-Key): at least once, and what
//! comes twice can be known as the same. Nothing here writes an address or a text anywhere.

use super::devices;
use super::letters::{Texts, house};
use super::preferences::{reachable, wishes};
use super::rules::{Channel, STALE_HOURS, TRIES_MAX, pause};
use super::store::{self, Notice};
use crate::people::phone_of;
use base::{AccountId, CommunityId, Moment, Outcome, Problem};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use db::{Backend, FromQueryResult, Query, values};
use kernel::app::App;
use kernel::notify::push::{PushMessage, Urgency};
use kernel::notify::{Letter, NoticeKind, PhoneMessage, Topic, Undelivered};
use uuid::Uuid;

/// Sends claimed at a time; all of them end well within a lease, even at a server that answers nothing.
const BATCH: u32 = 4;
/// How long a worker holds a send before another may take it.
const LEASE_MINUTES: i64 = 10;
/// Bytes of a name for what is replaced: 32 letters of base64url, which is the most that push services take.
const TOPIC_BYTES: usize = 24;
/// The pause for everything that goes a way which does not answer.
const DOWN_MINUTES: i64 = 1;

#[derive(FromQueryResult)]
struct Claimed {
    id: Uuid,
    community: Uuid,
    notice_id: Uuid,
    account_id: Uuid,
    channel: String,
    target_id: Uuid,
    tries: i64,
}

/// What became of one send.
enum Fate {
    Sent,
    /// Nobody wants or needs it any more.
    Dropped,
    /// Not at this hour.
    Wait(Moment),
    Failed(Undelivered),
}

/// Sends what is due now and tells how much it looked at.
///
/// # Errors
/// When what is due cannot be read; a send that fails is tried again later and stops nothing else.
pub async fn post_due(app: &App) -> Outcome<usize> {
    let (mut seen, mut down) = (0, Vec::new());
    loop {
        let (lease, claimed) = claim(app).await?;
        if claimed.is_empty() {
            return Ok(seen);
        }
        for send in claimed {
            seen += 1;
            let fate = try_one(app, &send, &mut down).await.or_else(later)?;
            settle(app, &send, lease, fate).await?;
        }
    }
}

/// A fault about one send, for example an address sealed with other keys, is tried again a few times and stops nothing else.
fn later(problem: Problem) -> Outcome<Fate> {
    match problem {
        Problem::Fault(told) => Ok(Fate::Failed(Undelivered::Later(told))),
        other => Err(other),
    }
}

async fn claim(app: &App) -> Outcome<(Uuid, Vec<Claimed>)> {
    let (now, lease) = (app.now(), app.new_id());
    let skip = if app.db.backend() == Backend::Postgres { " for update skip locked" } else { "" };
    let sql = format!(
        "update notice_sends set lease = $1, leased_until = $2, tries = tries + 1 where id in (
           select id from notice_sends where state = 'waiting' and due_at <= $3
             and (leased_until is null or leased_until < $3) order by due_at limit {BATCH}{skip})"
    );
    let house = app.db.housekeeping();
    if house.run(&sql, values![lease, now + Duration::minutes(LEASE_MINUTES), now]).await? == 0 {
        return Ok((lease, Vec::new()));
    }
    let sql = "select id, community, notice_id, account_id, channel, target_id, tries from notice_sends
               where lease = $1 and state = 'waiting' order by due_at, id";
    Ok((lease, house.all(sql, values![lease]).await?))
}

/// Tries one. `down` holds the ways that did not answer in this round: nothing else goes there for a while.
async fn try_one(app: &App, send: &Claimed, down: &mut Vec<String>) -> Outcome<Fate> {
    let (now, account) = (app.now(), AccountId(send.account_id));
    let wait = Fate::Wait(now + Duration::minutes(DOWN_MINUTES));
    if down.contains(&send.channel) {
        return Ok(wait);
    }
    let door = app.db.read().await?;
    let notice = store::one(&door, send.notice_id).await?;
    let fresh = |notice: &Notice| !notice.is_over && now < notice.at + Duration::hours(STALE_HOURS);
    let Some(notice) = notice.filter(fresh) else { return Ok(Fate::Dropped) };
    let (Some(kind), Some(channel)) = (notice.kind(app), Channel::from_name(&send.channel)) else {
        return Ok(Fate::Dropped);
    };
    let wishes = wishes(app, &door, account).await?;
    let owner = access::accounts::store::by_id(&door, account).await?.filter(|owner| owner.closed_at.is_none());
    let house = house(&door, CommunityId(send.community)).await?;
    let (Some(owner), Some(house), true) = (owner, house, wishes.wants(kind.topic, channel)) else {
        return Ok(Fate::Dropped);
    };
    // A second try, or a changed mind, may have come into the quiet hours.
    let leaves_at = wishes.quiet.leaves_at(now, notice.is_urgent);
    if leaves_at > now {
        return Ok(Fate::Wait(leaves_at));
    }
    let texts = Texts { app, house: &house, locale: access::accounts::store::locale(&owner), at: now };
    let sent = match (channel, wishes.mail, &app.post.mail) {
        (Channel::Phone, ..) => {
            let Some(person) = reachable(&door, account).await? else { return Ok(Fate::Dropped) };
            let Some(phone) = phone_of(app, &door, person).await? else { return Ok(Fate::Dropped) };
            drop(door);
            let message = PhoneMessage { id: send.id, phone: &phone, text: &texts.short(kind, &notice) };
            app.post.phone.send(message).await
        }
        (Channel::Mail, Some(address), Some(mailer)) => {
            drop(door);
            let (subject, text) = texts.letter(kind, &notice);
            mailer.send(Letter { id: send.id, at: notice.at, to: &address, subject: &subject, text: &text }).await
        }
        (Channel::Mail, ..) => return Ok(Fate::Dropped),
        (Channel::Push, ..) => {
            let Some(to) = devices::open(app, &door, (account, send.target_id)).await? else {
                return Ok(Fate::Dropped);
            };
            let Some(host) = app.post.push.host(&to.endpoint) else { return Ok(Fate::Dropped) };
            if down.contains(&host) {
                return Ok(wait);
            }
            drop(door);
            let text = texts.push(kind, &notice)?;
            let (topic, urgency) = (topic_of(app, send, &notice), urgency_of(kind, &notice));
            let ttl_s = (notice.at + Duration::hours(STALE_HOURS) - now).num_seconds();
            let sent =
                app.post.push.send(PushMessage { at: now, to: &to, text: &text, topic: &topic, urgency, ttl_s }).await;
            return pushed(app, send.target_id, (sent, host), down).await;
        }
    };
    if matches!(sent, Err(Undelivered::NoAnswer(_))) {
        down.push(send.channel.clone());
    }
    Ok(sent.map_or_else(Fate::Failed, |()| Fate::Sent))
}

/// By what later news about the same matter replace these at the push service, which cannot tell about what.
fn topic_of(app: &App, send: &Claimed, notice: &Notice) -> String {
    let index = app.vault.blind_index("push-topic", &format!("{}/{}", send.target_id, notice.subject));
    URL_SAFE_NO_PAD.encode(index.get(..TOPIC_BYTES).unwrap_or_default())
}

fn urgency_of(kind: &NoticeKind, notice: &Notice) -> Urgency {
    match kind.topic {
        _ if notice.is_urgent => Urgency::High,
        Topic::Act | Topic::Help => Urgency::Normal,
        Topic::Own | Topic::Office => Urgency::Low,
    }
}

/// What became of a message to a browser, and what it tells about the browser.
async fn pushed(
    app: &App,
    device: Uuid,
    (sent, host): (Result<(), Undelivered>, String),
    down: &mut Vec<String>,
) -> Outcome<Fate> {
    match &sent {
        Err(Undelivered::Gone(_)) => devices::gone(app, device).await?,
        Err(Undelivered::NoAnswer(_)) => {
            down.push(host);
            devices::reached(app, device, false).await?;
        }
        other => devices::reached(app, device, other.is_ok()).await?,
    }
    Ok(sent.map_or_else(Fate::Failed, |()| Fate::Sent))
}

/// Marks what became of it, unless another worker has taken it over meanwhile.
async fn settle(app: &App, send: &Claimed, lease: Uuid, fate: Fate) -> Outcome<()> {
    let now = app.now();
    let (state, due_at, fault) = match fate {
        Fate::Sent => ("sent", now, None),
        Fate::Dropped => ("dropped", now, None),
        Fate::Wait(until) => return put_off(app, (send.id, lease), until).await,
        // Its owner took it back, or the browser was thrown away: nothing for the administrator to mend.
        Fate::Failed(Undelivered::Gone(_)) => ("dropped", now, None),
        Fate::Failed(Undelivered::Never(told)) => ("dead", now, Some(told)),
        Fate::Failed(Undelivered::After(told, wait_s)) => {
            let state = if send.tries >= TRIES_MAX { "dead" } else { "waiting" };
            (state, now + pause(send.tries).max(Duration::seconds(wait_s)), Some(told))
        }
        Fate::Failed(Undelivered::Later(told) | Undelivered::NoAnswer(told)) => {
            let state = if send.tries >= TRIES_MAX { "dead" } else { "waiting" };
            (state, now + pause(send.tries), Some(told))
        }
    };
    if let Some(told) = &fault {
        tracing::warn!(send = %send.id, tries = send.tries, told, "news did not leave");
    }
    let ended = (state != "waiting").then_some(now);
    let sql =
        "update notice_sends set state = $3, due_at = $4, fault = $5, ended_at = $6, lease = null, leased_until = null
               where id = $1 and lease = $2";
    app.db.housekeeping().run(sql, values![send.id, lease, state, due_at, fault, ended]).await.map(|_| ())
}

/// Not now, and not counted as a try.
async fn put_off(app: &App, (id, lease): (Uuid, Uuid), until: Moment) -> Outcome<()> {
    let sql = "update notice_sends set due_at = $3, tries = tries - 1, lease = null, leased_until = null
               where id = $1 and lease = $2";
    app.db.housekeeping().run(sql, values![id, lease, until]).await.map(|_| ())
}
