//! A server is killed at a random moment, twenty times per database: whatever it acknowledged is there exactly once,
//! nothing is half done, and `verify` finds nothing.
//!
//! The child is this test program itself, started again on one test that only runs when told so.

use crate::config::Config;
use crate::machine::{SystemChance, SystemClock};
use crate::open::{Sources, open};
use crate::setup::{DIVISIONS, NewCommunity, setup};
use access::accounts::actions::{NewAccount, make};
use base::{AccountId, Chance, Clock, CommunityId, Locale, OrderId, Origin, Outcome, Role};
use db::{FromQueryResult, Lock, Query, values};
use kernel::app::App;
use kernel::facts::{Fact, record};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

/// Kills per database.
const ROUNDS: u64 = 20;
/// Hands that write at the same time.
const HANDS: usize = 8;
/// How much of its journal a child writes at most before it is killed.
const LATER_BYTES: u64 = 1_500;
/// A child that writes nothing for this long is broken.
const PATIENCE: chrono::Duration = chrono::Duration::seconds(60);
/// The child's settings.
const CHILD_DATA: &str = "WUQUAN_TEST_CRASH_DATA";
const CHILD_URL: &str = "WUQUAN_TEST_CRASH_URL";
/// What the child began and what it finished, a line each.
const JOURNAL: &str = "journal.txt";

#[tokio::test]
async fn a_killed_server_on_the_embedded_database_loses_nothing() {
    kill_and_look("").await;
}

#[tokio::test]
async fn a_killed_server_on_postgres_loses_nothing() {
    let Ok(server) = std::env::var(testkit::POSTGRES) else { return };
    let name = format!("wuquan_crash_{}", SystemChance.id(SystemClock.now()).simple());
    let url = testkit::empty_postgres(&server, &name).await;
    kill_and_look(&url).await;
    testkit::drop_postgres(&server, &name).await;
}

/// The child: opens the program and writes until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the tests above"]
async fn child() {
    let Ok(data) = std::env::var(CHILD_DATA) else { return };
    let config = config(Path::new(&data), &std::env::var(CHILD_URL).unwrap_or_default());
    let app = open(&config, Sources::of_machine()).await.expect("the program opens again");
    let community = community(&app).await;
    let journal = OpenOptions::new().append(true).open(config.data.join(JOURNAL)).expect("the journal");
    let journal = Arc::new(Journal(Mutex::new(journal)));
    let unfinished = Told::read(&config.data).unfinished();
    for hand in 0..HANDS {
        let (app, journal) = (Arc::clone(&app), Arc::clone(&journal));
        // What was begun and not acknowledged is sent again, as a browser or a phone would.
        let again: Vec<Uuid> = unfinished.iter().skip(hand).step_by(HANDS).copied().collect();
        tokio::spawn(async move { work(&app, community, &journal, again).await });
    }
    loop {
        kernel::audit::sequence(&app).await.expect("leaves are numbered");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn work(app: &App, community: CommunityId, journal: &Journal, again: Vec<Uuid>) {
    let mut waiting = again.into_iter();
    loop {
        let id = waiting.next().unwrap_or_else(|| app.new_id());
        journal.line("try", id);
        db::again(|| make_account(app, community, id)).await.expect("an account");
        journal.line("made", id);
        let version = db::again(|| everyone_at_once(app, community)).await.expect("a change");
        journal.line("version", version);
    }
}

/// The load, first half: rows of a record and of what belongs to it; sending it twice makes one.
async fn make_account(app: &App, community: CommunityId, id: Uuid) -> Outcome<()> {
    let doer = app.house_doer(community, Origin::CommandLine);
    let wish = NewAccount {
        id: AccountId(id),
        login: Some(format!("u{}", id.simple())),
        phone_index: None,
        display_name: "例".to_owned(),
        person: None,
        password_hash: None,
        locale: Locale::ZhCn,
        roles: vec![Role::Worker, Role::Clerk],
    };
    make(app, &doer, &wish).await
}

/// The load, second half: one record that all hands want, with a fact for each change.
async fn everyone_at_once(app: &App, community: CommunityId) -> Outcome<i64> {
    let doer = app.house_doer(community, Origin::CommandLine);
    let mut write = app.db.write(&doer, "divisions.change", &[Lock::new("divisions", community)]).await?;
    let version = write.touch(&DIVISIONS, community).await?;
    let fact = Fact::OrderMoved { order: OrderId(community.0), action: "crash".to_owned(), round: version };
    record(app, &mut write, &fact).await?;
    write.commit().await?;
    Ok(version)
}

struct Journal(Mutex<File>);

impl Journal {
    fn line(&self, word: &str, value: impl std::fmt::Display) {
        let mut file = self.0.lock().expect("the journal");
        file.write_all(format!("{word} {value}\n").as_bytes()).expect("a line");
    }
}

/// What the journal says.
#[derive(Default)]
struct Told {
    tried: BTreeSet<Uuid>,
    made: BTreeSet<Uuid>,
    versions: Vec<i64>,
}

impl Told {
    fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(JOURNAL)).unwrap_or_default();
        let mut told = Self::default();
        for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            match line.split_once(' ').expect("word and value") {
                ("try", id) => drop(told.tried.insert(id.parse().expect("an id"))),
                ("made", id) => drop(told.made.insert(id.parse().expect("an id"))),
                (_, version) => told.versions.push(version.parse().expect("a version")),
            }
        }
        told
    }

    fn unfinished(&self) -> BTreeSet<Uuid> {
        self.tried.difference(&self.made).copied().collect()
    }
}

fn config(data: &Path, url: &str) -> Config {
    Config { data: data.to_owned(), database_url: url.to_owned(), database_connections: 12, ..Config::default() }
}

async fn community(app: &App) -> CommunityId {
    let read = app.db.read().await.expect("a snapshot");
    let found = read.one::<Id>("select id from divisions where level = 'community'", vec![]).await.expect("a row");
    CommunityId(found.expect("a community").id)
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

async fn kill_and_look(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(&folder.path().join("data"), url);
    let app = open(&config, Sources::of_machine()).await.expect("the program");
    db::migrate(&app.db).await.expect("the schema");
    let wish = NewCommunity { name: "雪松社区", code: "000100100001", phone: "", administrator: "admin" };
    setup(&app, &wish).await.expect("a community");
    app.db.close().await.expect("closed");
    File::create(config.data.join(JOURNAL)).expect("a journal");
    let mut acknowledged = 0;
    for round in 0..ROUNDS {
        let lines = run_and_kill(&config, round);
        assert!(lines > acknowledged, "round {round}: nothing was written");
        acknowledged = lines;
        look(&config, round).await;
    }
    let told = Told::read(&config.data);
    assert!(told.made.len() > usize::try_from(ROUNDS).expect("few"), "the load was real: {}", told.made.len());
}

/// Starts the child, and kills it after a random number of lines; answers the length of the journal.
fn run_and_kill(config: &Config, round: u64) -> u64 {
    let length = |path: &PathBuf| std::fs::metadata(path).map_or(0, |facts| facts.len());
    let journal = config.data.join(JOURNAL);
    let before = length(&journal);
    let mut child = Killed(start(config));
    let patience = SystemClock.now() + PATIENCE;
    // Only there to hit another moment every time: some lines later, and somewhere between two lines.
    let chance = RandomState::new().hash_one(round);
    while length(&journal) <= before + chance % LATER_BYTES {
        assert!(SystemClock.now() < patience, "round {round}: the child writes nothing");
        assert!(child.0.try_wait().expect("its state").is_none(), "round {round}: the child ended by itself");
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(Duration::from_micros(chance % 15_000));
    assert!(child.0.try_wait().expect("its state").is_none(), "round {round}: the child ended by itself");
    drop(child);
    length(&journal)
}

fn start(config: &Config) -> Child {
    let own = std::env::current_exe().expect("this program");
    Command::new(own)
        .args(["tests::crash::child", "--exact", "--ignored", "--nocapture"])
        .env(CHILD_DATA, &config.data)
        .env(CHILD_URL, &config.database_url)
        .stdout(Stdio::null())
        .spawn()
        .expect("a child")
}

/// SIGKILL when dropped.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What was acknowledged is there once; what was not is there whole or not at all.
async fn look(config: &Config, round: u64) {
    let told = Told::read(&config.data);
    let app = open(config, Sources::of_machine()).await.expect("the program opens again");
    let community = community(&app).await;
    settle(&app, config, round).await;
    let read = app.db.read().await.expect("a snapshot");
    for id in &told.tried {
        let accounts = read.number("select count(*) from accounts where id = $1", values![*id]).await.expect("a count");
        let roles = read.number("select count(*) from roles_held where account_id = $1", values![*id]).await;
        assert_eq!(roles.expect("a count"), accounts * 2, "round {round}: {id} is half done");
        assert!(accounts == 1 || !told.made.contains(id), "round {round}: {id} was acknowledged and is lost");
    }
    let mut versions = told.versions.clone();
    versions.sort_unstable();
    versions.dedup();
    assert_eq!(versions.len(), told.versions.len(), "round {round}: two hands got the same version");
    let sql = "select version from divisions where id = $1";
    let reached = read.number(sql, values![community.0]).await.expect("a version");
    assert!(versions.last().is_none_or(|last| *last <= reached), "round {round}: an acknowledged change is lost");
    let facts = read.number("select count(*) from facts where subject = $1", values![community.0]).await;
    assert_eq!(facts.expect("a count") + 1, reached, "round {round}: one fact for each change");
    drop(read);
    let report = kernel::audit::verify(&app, None).await.expect("a report");
    assert!(report.is_clean(), "round {round}: {report}");
    app.db.close().await.expect("closed");
}

/// PostgreSQL may take a moment to notice that its client is gone.
async fn settle(app: &App, config: &Config, round: u64) {
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
    panic!("round {round}: the killed server's transactions stay open");
}
