//! The program is killed at a random moment under real load, twenty times per database: whatever it acknowledged is
//! there exactly once, whatever it refused left nothing, nothing is half done, and `verify` finds nothing.
//!
//! The killed process is this test program itself, started again on the test `child`, which runs what `wuquan serve`
//! runs: the same `open`, the same `serve`, the whole router and its job loop, on a port of its own. Only its clock is
//! another one: it runs fast, and each round is a day later, so that everything that happens by itself (offers lapse,
//! points become final, reservations run out, leaves are numbered) happens under load too.

mod hands;
mod look;
mod story;
pub(super) mod town;

use super::http;
use crate::config::Config;
use crate::machine::{SystemChance, SystemClock};
use crate::open::{Sources, open};
use base::{Chance, Clock, Moment};
use hands::{Answered, Load};
use kernel::app::App;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::task::JoinSet;

/// Kills per database.
const ROUNDS: i32 = 20;
/// Hands at work at the same time.
const HANDS: usize = 6;
/// How many forms a round answers at most before the kill.
const FORMS_MAX: u64 = 40;
/// A round that does not get there for this long is broken.
const PATIENCE: chrono::Duration = chrono::Duration::seconds(60);
/// How fast the child's clock runs.
const PACE: i32 = 60;
/// The child's settings.
const CHILD_DATA: &str = "WUQUAN_TEST_CRASH_DATA";
const CHILD_URL: &str = "WUQUAN_TEST_CRASH_URL";
const CHILD_PORT: &str = "WUQUAN_TEST_CRASH_PORT";
const CHILD_DAYS: &str = "WUQUAN_TEST_CRASH_DAYS";
/// What the child says.
const LOG: &str = "child.log";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_on_the_embedded_database_loses_nothing() {
    kill_and_look("").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_on_postgres_loses_nothing() {
    let Ok(server) = std::env::var(testkit::POSTGRES) else { return };
    let name = format!("wuquan_crash_{}", SystemChance.id(SystemClock.now()).simple());
    let url = testkit::empty_postgres(&server, &name).await;
    kill_and_look(&url).await;
    testkit::drop_postgres(&server, &name).await;
}

/// The child: serves until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the tests above"]
async fn child() {
    let Ok(data) = std::env::var(CHILD_DATA) else { return };
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u16>().ok()).expect("a number");
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::stderr).init();
    let config = config(Path::new(&data), &std::env::var(CHILD_URL).unwrap_or_default(), number(CHILD_PORT));
    let app = open(&config, sources(i32::from(number(CHILD_DAYS)), PACE)).await.expect("the program opens again");
    let often = Arc::clone(&app);
    // A second job loop, as another server beside it would run, and oftener: kills hit jobs and the sequencer too.
    tokio::spawn(async move {
        loop {
            crate::work::once(&often).await.expect("the timetable");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    crate::serve::serve(&config, app).await.expect("it serves");
}

/// The machine's clock, some days later and faster.
struct Shifted {
    since: Moment,
    days: i32,
    pace: i32,
}

impl Clock for Shifted {
    fn now(&self) -> Moment {
        let now = SystemClock.now();
        now + chrono::Duration::days(self.days.into()) + (now - self.since) * (self.pace - 1)
    }
}

fn sources(days: i32, pace: i32) -> Sources {
    Sources { clock: Arc::new(Shifted { since: SystemClock.now(), days, pace }), chance: Arc::new(SystemChance) }
}

fn config(data: &Path, url: &str, port: u16) -> Config {
    Config {
        data: data.to_owned(),
        database_url: url.to_owned(),
        database_connections: 12,
        listen: SocketAddr::from(([127, 0, 0, 1], port)),
        ..Config::default()
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

async fn opened(config: &Config, days: i32) -> Arc<App> {
    open(config, sources(days, 1)).await.expect("the program opens")
}

async fn kill_and_look(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(&folder.path().join("data"), url, free_port());
    let app = opened(&config, 0).await;
    db::migrate(&app.db).await.expect("the schema");
    let cast = town::found(&app).await;
    app.db.close().await.expect("closed");
    let load = Arc::new(Load::new(cast, config.listen.port()));
    for day in 1..=ROUNDS {
        // Only there to hit another moment every time.
        let chance = RandomState::new().hash_one(day);
        let enough = usize::try_from(chance % FORMS_MAX).expect("few");
        run(&config, &load, (day, enough, chance)).await;
        look_again(&config, &load, (day, false)).await;
    }
    load.only_again.store(true, Ordering::SeqCst);
    run(&config, &load, (ROUNDS + 1, usize::MAX, 0)).await;
    look_again(&config, &load, (ROUNDS + 1, true)).await;
    tell(&load);
}

/// Starts the child, works, and kills it after so many forms more; or when all hands are done.
async fn run(config: &Config, load: &Arc<Load>, (day, enough, chance): (i32, usize, u64)) {
    let before = load.done.load(Ordering::SeqCst);
    load.killing.store(false, Ordering::SeqCst);
    let mut child = Killed(start(config, day));
    let patience = SystemClock.now() + PATIENCE;
    let port = config.listen.port();
    while http::exchange(port, &http::get("/healthz", "")).await.is_err() {
        child.must_live(config, patience);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let mut hands = JoinSet::new();
    for _ in 0..HANDS {
        let load = Arc::clone(load);
        hands.spawn(async move { load.work().await });
    }
    while load.done.load(Ordering::SeqCst) - before < enough && !hands.is_empty() {
        child.must_live(config, patience);
        tokio::time::sleep(Duration::from_millis(1)).await;
        while let Some(ended) = hands.try_join_next() {
            ended.expect("what a hand found");
        }
    }
    tokio::time::sleep(Duration::from_micros(chance % 25_000)).await;
    load.killing.store(true, Ordering::SeqCst);
    drop(child);
    while let Some(ended) = hands.join_next().await {
        ended.expect("what a hand found");
    }
}

fn start(config: &Config, day: i32) -> Child {
    let log = File::options().create(true).append(true).open(config.data.join(LOG)).expect("a log");
    Command::new(std::env::current_exe().expect("this program"))
        .args(["tests::crash::child", "--exact", "--ignored", "--nocapture"])
        .env(CHILD_DATA, &config.data)
        .env(CHILD_URL, &config.database_url)
        .env(CHILD_PORT, config.listen.port().to_string())
        .env(CHILD_DAYS, day.to_string())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("a child")
}

/// SIGKILL when dropped.
struct Killed(Child);

impl Killed {
    fn must_live(&mut self, config: &Config, patience: Moment) {
        let ended = self.0.try_wait().expect("its state");
        let late = SystemClock.now() > patience;
        assert!(ended.is_none() && !late, "the child: {ended:?}\n{}", log(config));
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the children said.
fn log(config: &Config) -> String {
    std::fs::read_to_string(config.data.join(LOG)).unwrap_or_default()
}

async fn look_again(config: &Config, load: &Load, (day, settled): (i32, bool)) {
    let app = opened(config, day + 1).await;
    settle(&app, config).await;
    look::look(&app, load, &format!("round {day}"), settled).await;
    app.db.close().await.expect("closed");
    let log = log(config);
    assert!(!log.contains("ERROR") && !log.contains("panicked"), "round {day}: {log}");
}

/// PostgreSQL may take a moment to notice that its client is gone.
async fn settle(app: &App, config: &Config) {
    use db::Query;
    if config.database_url.is_empty() {
        return;
    }
    let sql = "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle'
               and backend_type = 'client backend' and pid <> pg_backend_pid()";
    for _ in 0..200 {
        let read = app.db.read().await.expect("a snapshot");
        if read.number(sql, vec![]).await.expect("a count") == 0 {
            return;
        }
        drop(read);
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the killed server's transactions stay open");
}

/// The load was real: every kind of form was answered, and some had to be sent again.
fn tell(load: &Load) {
    use story::Step;
    let journal = load.journal.lock().expect("no panic");
    let many = |step: Step| journal.iter().filter(|sent| sent.step == step && sent.answered == Answered::Done).count();
    let steps = [
        Step::Ask,
        Step::Accept,
        Step::Dispatch,
        Step::Take,
        Step::Done,
        Step::Verify,
        Step::Minutes,
        Step::Solved,
        Step::Rate,
        Step::Close,
        Step::Redeem,
        Step::Reserve,
        Step::Cancel,
        Step::Collect,
    ];
    let told: Vec<String> = steps.iter().map(|&step| format!("{step:?} {}", many(step))).collect();
    let [again, busy, followed] = [&load.again, &load.busy, &load.followed].map(|many| many.load(Ordering::SeqCst));
    let strayed = load.strayed.lock().expect("no panic");
    println!(
        "{}; sent again {again}, busy {busy}, let in again {followed}, strayed {}",
        told.join(", "),
        strayed.len()
    );
    for why in strayed.iter() {
        println!("  {why}");
    }
    assert!(many(Step::Ask) >= 20 && many(Step::Dispatch) >= 10 && many(Step::Redeem) >= 10, "{told:?}");
    assert!(many(Step::Rate) + many(Step::Close) >= 5, "{told:?}");
    assert!(again > 0, "no kill hit a form on its way");
}
