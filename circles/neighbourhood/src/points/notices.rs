//! What is told about points: that some end, that a correction is asked for or was made, how an appeal was decided, that
//! praise waits for a yes or was decided. Each enqueues a job in its own transaction; the job tells the person, once.
//!
//! Never here: how many points, what for, whose words. Whoever has no account is told at the counter and on the statement.

use super::appeals::store as appeals;
use super::commendations::store as commendations;
use super::expiry::store as expiry;
use super::ledger::derived_id;
use super::store as points_store;
use base::{Doer, Moment, Outcome, PersonId};
use db::Write;
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::facts::Fact;
use kernel::i18n::Source;
use kernel::jobs::{self, JobKind};
use kernel::notify::{NoticeKind, Topic};
use registry::notices::{News, accounts_of, over, tell};
use uuid::Uuid;

/// The words of the news.
pub const SOURCE: Source = Source {
    name: "points-notices",
    zh_cn: include_str!("../../locales/zh-CN/points-notices.ftl"),
    bo: include_str!("../../locales/bo/points-notices.ftl"),
    en: include_str!("../../locales/en/points-notices.ftl"),
};

/// Everything stands in the passbook; the id behind it only keeps the address apart.
const PASSBOOK: &str = "/points#";

const ENDING: NoticeKind =
    NoticeKind { name: "points_ending", topic: Topic::Act, words: "points-notice-ending", page: PASSBOOK };
const CORRECTION_ASKED: NoticeKind = NoticeKind {
    name: "points_correction_asked",
    topic: Topic::Act,
    words: "points-notice-correction-asked",
    page: PASSBOOK,
};
const CORRECTED: NoticeKind =
    NoticeKind { name: "points_corrected", topic: Topic::Act, words: "points-notice-corrected", page: PASSBOOK };
const NOT_CORRECTED: NoticeKind = NoticeKind {
    name: "points_not_corrected",
    topic: Topic::Own,
    words: "points-notice-not-corrected",
    page: PASSBOOK,
};
const UPHELD: NoticeKind =
    NoticeKind { name: "points_appeal_upheld", topic: Topic::Own, words: "points-notice-upheld", page: PASSBOOK };
const DISMISSED: NoticeKind =
    NoticeKind { name: "points_appeal_dismissed", topic: Topic::Own, words: "points-notice-dismissed", page: PASSBOOK };
const PRAISE_ASKED: NoticeKind =
    NoticeKind { name: "praise_asked", topic: Topic::Act, words: "points-notice-praise-asked", page: PASSBOOK };
const PRAISE_GRANTED: NoticeKind =
    NoticeKind { name: "praise_granted", topic: Topic::Own, words: "points-notice-praise-granted", page: PASSBOOK };
const PRAISE_REFUSED: NoticeKind =
    NoticeKind { name: "praise_refused", topic: Topic::Own, words: "points-notice-praise-refused", page: PASSBOOK };

/// Every kind of news about points.
pub const KINDS: &[NoticeKind] = &[
    ENDING,
    CORRECTION_ASKED,
    CORRECTED,
    NOT_CORRECTED,
    UPHELD,
    DISMISSED,
    PRAISE_ASKED,
    PRAISE_GRANTED,
    PRAISE_REFUSED,
];

/// What tells.
pub const JOBS: [JobKind; 4] = [
    JobKind { name: "points.tell_ending", run: |app, doer, id| Box::pin(tell_ending(app, doer, id)) },
    JobKind { name: "points.tell_appeal", run: |app, doer, id| Box::pin(tell_appeal(app, doer, id)) },
    JobKind { name: CORRECTION, run: |app, doer, id| Box::pin(tell_correction(app, doer, id)) },
    JobKind { name: PRAISE, run: |app, doer, id| Box::pin(tell_praise(app, doer, id)) },
];
const CORRECTION: &str = "points.tell_correction";
const PRAISE: &str = "points.tell_praise";

/// Hears the facts that somebody should be told of.
pub fn hear<'a>(app: &'a App, write: &'a mut Write, fact: &'a Fact) -> BoxFuture<'a, Outcome<()>> {
    let job = match fact {
        Fact::PointsEnding { balance, .. } => Some(("points.tell_ending", *balance)),
        Fact::AppealDecided { appeal, .. } => Some(("points.tell_appeal", *appeal)),
        Fact::CommendationMoved { commendation, .. } => Some((PRAISE, *commendation)),
        _ => None,
    };
    Box::pin(async move {
        match job {
            Some((kind, subject)) => soon(app, write, kind, subject).await,
            None => Ok(()),
        }
    })
}

/// A correction was asked for, or decided: whose account it is hears of it while they can still object or appeal.
pub async fn after_correction(app: &App, write: &mut Write, correction: Uuid) -> Outcome<()> {
    soon(app, write, CORRECTION, correction).await
}

/// The nominee has answered: the question waits for nobody any more.
pub async fn after_answer(app: &App, write: &mut Write, commendation: Uuid) -> Outcome<()> {
    soon(app, write, PRAISE, commendation).await
}

async fn soon(app: &App, write: &mut Write, kind: &'static str, subject: Uuid) -> Outcome<()> {
    let now = write.doer().at;
    jobs::enqueue(app, write, kind, subject, now).await
}

/// Tells one person one thing, once for each subject and kind.
async fn tell_one(
    app: &App,
    doer: &Doer,
    person: Uuid,
    (subject, kind, at): (Uuid, &'static NoticeKind, Moment),
) -> Outcome<()> {
    let accounts = accounts_of(&app.db.read().await?, PersonId(person)).await?;
    let event = derived_id(kind.name, &[subject.as_bytes()]);
    tell(app, doer, &News { event, kind, subject, number: 0, at, until: None, urgent: false, of: None }, &accounts)
        .await
}

async fn tell_ending(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    match expiry::expiry(&app.db.read().await?, id).await? {
        Some(told) => tell_one(app, doer, told.person_id, (id, &ENDING, told.told_at)).await,
        None => Ok(()),
    }
}

async fn tell_correction(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let found = points_store::correction(&app.db.read().await?, doer.community, id).await?;
    let Some(correction) = found else { return Ok(()) };
    if correction.state != "proposed" {
        over(app, doer, (id, doer.at), &[&CORRECTION_ASKED]).await?;
    }
    let (kind, at) = match correction.state.as_str() {
        "approved" => (&CORRECTED, correction.decided_at),
        "declined" => (&NOT_CORRECTED, correction.decided_at),
        _ => (&CORRECTION_ASKED, Some(correction.proposed_at)),
    };
    tell_one(app, doer, correction.person_id, (id, kind, at.unwrap_or(doer.at))).await
}

async fn tell_appeal(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let Some(appeal) = appeals::appeal(&app.db.read().await?, doer.community, id).await? else { return Ok(()) };
    let kind = if appeal.state == "upheld" { &UPHELD } else { &DISMISSED };
    tell_one(app, doer, appeal.person_id, (id, kind, appeal.decided_at.unwrap_or(doer.at))).await
}

async fn tell_praise(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let found = commendations::commendation(&app.db.read().await?, doer.community, id).await?;
    let Some(praise) = found else { return Ok(()) };
    if praise.state != "proposed" {
        over(app, doer, (id, doer.at), &[&PRAISE_ASKED]).await?;
    }
    let (kind, at) = match praise.state.as_str() {
        "proposed" => (&PRAISE_ASKED, praise.proposed_at),
        "granted" => (&PRAISE_GRANTED, praise.decided_at.unwrap_or(doer.at)),
        "refused" => (&PRAISE_REFUSED, praise.decided_at.unwrap_or(doer.at)),
        _ => return Ok(()),
    };
    tell_one(app, doer, praise.person_id, (id, kind, at)).await
}
