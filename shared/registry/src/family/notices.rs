//! Both sides are told when it begins, changes and ends; and what has reached its last day ends by itself.

use super::actions::{PROXIES, end};
use super::codes;
use crate::notices::{News, accounts_of, tell};
use base::{Doer, Moment, Outcome, PersonId};
use db::{FromQueryResult, Query, Write, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::jobs::{self, JobKind, Schedule};
use kernel::notify::{NoticeKind, Topic};
use uuid::Uuid;

/// Agreements that end in one run; the rest waits for the next.
const BATCH: u32 = 100;
const PAGE: &str = "/me/family/";

/// Someone may act for someone from now on.
const BEGAN: NoticeKind =
    NoticeKind { name: "family_began", topic: Topic::Own, words: "family-notice-began", page: PAGE };
/// It goes further or less far, rests, or goes on.
const CHANGED: NoticeKind =
    NoticeKind { name: "family_changed", topic: Topic::Own, words: "family-notice-changed", page: PAGE };
/// It is over.
const ENDED: NoticeKind =
    NoticeKind { name: "family_ended", topic: Topic::Own, words: "family-notice-ended", page: PAGE };

/// The kinds of news about it.
pub(crate) const KINDS: [NoticeKind; 3] = [BEGAN, CHANGED, ENDED];

/// What both are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Began,
    Changed,
    Ended,
}

/// What tells.
pub(crate) const JOBS: [JobKind; 3] = [
    JobKind { name: "family.tell_began", run: |app, doer, id| Box::pin(told(app, doer, (id, &BEGAN))) },
    JobKind { name: "family.tell_changed", run: |app, doer, id| Box::pin(told(app, doer, (id, &CHANGED))) },
    JobKind { name: "family.tell_ended", run: |app, doer, id| Box::pin(told(app, doer, (id, &ENDED))) },
];

/// Both will be told, once this is written.
pub(super) fn later<'a>(app: &'a App, write: &'a mut Write, (id, what): (Uuid, Told)) -> BoxFuture<'a, Outcome<()>> {
    let now = write.doer().at;
    let kind = match what {
        Told::Began => "family.tell_began",
        Told::Changed => "family.tell_changed",
        Told::Ended => "family.tell_ended",
    };
    Box::pin(jobs::enqueue(app, write, kind, id, now))
}

#[derive(FromQueryResult)]
struct Sides {
    resident_id: Uuid,
    proxy_id: Uuid,
    version: i64,
}

async fn told(app: &App, doer: &Doer, (id, kind): (Uuid, &'static NoticeKind)) -> Outcome<()> {
    let door = app.db.read().await?;
    let sql = "select resident_id, proxy_id, version from proxies where id = $1 and community = $2";
    let Some(sides) = door.one::<Sides>(sql, values![id, doer.community.0]).await? else { return Ok(()) };
    let mut accounts = accounts_of(&door, PersonId(sides.resident_id)).await?;
    accounts.extend(accounts_of(&door, PersonId(sides.proxy_id)).await?);
    drop(door);
    // Told once of the beginning and of the end, and once of every change in between.
    let turn = if kind.name == CHANGED.name { sides.version } else { 0 };
    let hash = app.vault.blind_index("family.told", &format!("{}/{id}/{turn}", kind.name));
    let event = uuid::Builder::from_random_bytes(hash.first_chunk::<16>().copied().unwrap_or_default()).into_uuid();
    let news = News { event, kind, subject: id, number: 0, at: doer.at, until: None, urgent: false, of: None };
    tell(app, doer, &news, &accounts).await
}

/// What has reached its last day ends, and codes that are over leave.
pub(crate) const SCHEDULE: Schedule = Schedule { name: "family.end_due", every_minutes: 60, run };

#[derive(FromQueryResult)]
struct Due {
    id: Uuid,
}

fn run<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let now: Moment = doer.at;
        let sql = format!(
            "select id from {} where community = $1 and ended_at is null and ends_at <= $2 order by ends_at, id limit {BATCH}",
            PROXIES.table
        );
        let due: Vec<Due> = app.db.read().await?.all(&sql, values![doer.community.0, now]).await?;
        for tie in due {
            db::again(|| end(app, doer, tie.id)).await?;
        }
        codes::sweep(app, doer).await
    })
}
