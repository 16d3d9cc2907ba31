//! The outbox and its workers.

use crate::app::App;
use base::{CommunityId, Doer, Moment, Origin, Outcome, Problem};
use chrono::Duration;
use db::{Backend, FromQueryResult, Query, Write, row, values};
use futures::future::BoxFuture;
use uuid::Uuid;

/// Jobs claimed at a time.
const BATCH: u32 = 20;
/// How long a worker holds a job before another may take it.
const LEASE_MINUTES: i64 = 5;
/// Tries before a job is dead and an administrator sees it.
const TRIES_MAX: i64 = 8;
/// Dead jobs shown on one page.
const DEAD_SHOWN: u32 = 100;

/// Runs one job for its subject.
pub type RunJob = for<'a> fn(&'a App, &'a Doer, Uuid) -> BoxFuture<'a, Outcome<()>>;

/// A kind of job: its name in the table, and what it calls.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// `noun.verb`.
    pub name: &'static str,
    /// What it calls.
    pub run: RunJob,
}

/// A job that failed too often.
#[derive(Clone, Debug, FromQueryResult)]
pub struct DeadJob {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// When it was given up.
    pub dead_at: Moment,
    /// The last fault, for the log; it names no person.
    pub fault: Option<String>,
}

#[derive(FromQueryResult)]
struct Claimed {
    id: Uuid,
    community: Uuid,
    kind: String,
    subject: Uuid,
    tries: i64,
}

/// Enqueues a job in the writing transaction; it runs once its time has come and the transaction is committed.
///
/// # Errors
/// A fault from the database.
pub async fn enqueue(app: &App, write: &mut Write, kind: &'static str, subject: Uuid, due_at: Moment) -> Outcome<()> {
    let community = write.doer().community.0;
    let row = row! { id: app.new_id(), community: community, kind: kind, subject: subject, due_at: due_at };
    write.insert("jobs", row).await
}

/// Runs what is due now, a batch at a time, and tells how many jobs ran.
///
/// # Errors
/// When the queue cannot be read; a failing job is tried again later and stops nobody else.
pub async fn run_due(app: &App) -> Outcome<usize> {
    let mut ran = 0;
    loop {
        let claimed = claim(app).await?;
        if claimed.is_empty() {
            return Ok(ran);
        }
        for job in claimed {
            run_one(app, &job).await?;
            ran += 1;
        }
    }
}

async fn claim(app: &App) -> Outcome<Vec<Claimed>> {
    let (now, lease) = (app.now(), app.new_id());
    let skip = if app.db.backend() == Backend::Postgres { " for update skip locked" } else { "" };
    let sql = format!(
        "update jobs set lease = $1, leased_until = $2, tries = tries + 1 where id in (
           select id from jobs where dead_at is null and due_at <= $3 and (leased_until is null or leased_until < $3)
           order by due_at limit {BATCH}{skip})"
    );
    let until = now + Duration::minutes(LEASE_MINUTES);
    let house = app.db.housekeeping();
    if house.run(&sql, values![lease, until, now]).await? == 0 {
        return Ok(Vec::new());
    }
    house
        .all("select id, community, kind, subject, tries from jobs where lease = $1 order by due_at", values![lease])
        .await
}

async fn run_one(app: &App, job: &Claimed) -> Outcome<()> {
    let doer = app.house_doer(CommunityId(job.community), Origin::Job);
    let kind = app.part.jobs.iter().find(|kind| kind.name == job.kind);
    let answer = match kind {
        Some(kind) => db::again(|| (kind.run)(app, &doer, job.subject)).await,
        None => Err(Problem::Fault(format!("no such kind of job: {}", job.kind))),
    };
    let house = app.db.housekeeping();
    match answer {
        Ok(()) => house.run("delete from jobs where id = $1", values![job.id]).await?,
        Err(problem) => {
            tracing::warn!(job = %job.kind, tries = job.tries, %problem, "a job failed");
            let (now, dead) = (app.now(), job.tries >= TRIES_MAX);
            let pause = Duration::seconds(15 << job.tries.clamp(0, 10));
            let sql = "update jobs set lease = null, leased_until = null, due_at = $2, dead_at = $3, fault = $4 where id = $1";
            house.run(sql, values![job.id, now + pause, dead.then_some(now), problem.to_string()]).await?
        }
    };
    Ok(())
}

/// Jobs that were given up, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn dead_jobs(app: &App, community: CommunityId) -> Outcome<Vec<DeadJob>> {
    let sql = format!(
        "select id, kind, dead_at, fault from jobs where community = $1 and dead_at is not null
         order by dead_at desc limit {DEAD_SHOWN}"
    );
    app.db.read().await?.all(&sql, values![community.0]).await
}

/// Puts a dead job back into the queue.
///
/// # Errors
/// [`Problem::NotFound`] when it is not dead or not of this community.
pub async fn give_another_try(app: &App, community: CommunityId, id: Uuid) -> Outcome<()> {
    let sql = "update jobs set dead_at = null, tries = 0, due_at = $3 where id = $1 and community = $2 and dead_at is not null";
    let changed = app.db.housekeeping().run(sql, values![id, community.0, app.now()]).await?;
    if changed == 1 { Ok(()) } else { Err(Problem::NotFound) }
}
