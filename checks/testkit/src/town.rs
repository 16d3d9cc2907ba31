//! The town: a program on a fresh database, with one community in it.

use crate::browser::Browser;
use crate::clock::HandClock;
use crate::places;
use crate::ways::Ways;
use access::accounts::actions::{NewAccount, make_in};
use access::{Door, DoorOptions};
use axum::Router;
use base::{AccountId, Chance, Clock, CommunityId, Doer, Locale, Origin, PersonId, Role, SeededChance};
use db::{Database, Record, Seal, row};
use kernel::app::{App, Part};
use kernel::audit::Sealer;
use kernel::files::FileStore;
use kernel::vault::{Keys, Vault};
use std::sync::{Arc, Mutex};
use web::{Circle, Site, SiteOptions};

const DIVISIONS: Record = Record { table: "divisions" };

/// A program on a fresh database.
pub struct Town {
    /// What actions reach.
    pub app: Arc<App>,
    /// The web shell.
    pub site: Site,
    /// The clock.
    pub clock: Arc<HandClock>,
    /// The community.
    pub community: CommunityId,
    /// Messages that left for phones: phone, text.
    pub sent: Arc<Mutex<Vec<(String, String)>>>,
    /// The ways out of it.
    pub ways: Arc<Ways>,
    pub(crate) router: Router,
    _folder: tempfile::TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL when a server for tests is named.
pub async fn on_both(circles: impl Fn() -> Vec<Circle>, test: impl AsyncFn(Town)) {
    let test = &test;
    on_both_empty(circles, async |mut town| {
        town.community = found_community(&town.app).await;
        test(town).await;
    })
    .await;
}

/// The same with a database that has no community yet.
pub async fn on_both_empty(circles: impl Fn() -> Vec<Circle>, test: impl AsyncFn(Town)) {
    test(Town::empty_on_sqlite(circles()).await).await;
    if let Ok(server) = std::env::var(places::POSTGRES) {
        // A name that two tests at the same time never share.
        let name = places::new_name();
        test(Town::empty_on_postgres(circles(), &server, &name).await).await;
        places::drop_postgres(&server, &name).await;
    }
}

impl Town {
    /// A town on the embedded database.
    pub async fn on_sqlite(circles: Vec<Circle>) -> Self {
        let mut town = Self::empty_on_sqlite(circles).await;
        town.community = found_community(&town.app).await;
        town
    }

    async fn empty_on_sqlite(circles: Vec<Circle>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().to_owned();
        Self::build(circles, folder, async |seal| {
            places::sqlite(&path, seal).await.expect("the embedded database opens")
        })
        .await
    }

    /// A town on PostgreSQL, in a database of this name.
    pub async fn on_postgres(circles: Vec<Circle>, server: &str, name: &str) -> Self {
        let mut town = Self::empty_on_postgres(circles, server, name).await;
        town.community = found_community(&town.app).await;
        town
    }

    async fn empty_on_postgres(circles: Vec<Circle>, server: &str, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self::build(circles, folder, async |seal| places::postgres(server, name, seal).await).await
    }

    async fn build(
        circles: Vec<Circle>,
        folder: tempfile::TempDir,
        open: impl AsyncFnOnce(Arc<dyn Seal>) -> Database,
    ) -> Self {
        let mut all = vec![web::shell_circle(), access::circle()];
        all.extend(circles);
        let clock = Arc::new(HandClock::default());
        let chance: Arc<dyn Chance> = Arc::new(SeededChance::new(7));
        let vault = Vault::new(Keys::generate(chance.as_ref()));
        let db = open(Arc::new(Sealer::new(&vault, Arc::clone(&chance)))).await;
        let files_folder = folder.path().join("files");
        std::fs::create_dir_all(&files_folder).expect("a folder for files");
        let files = FileStore::open(&files_folder).expect("the files open");
        let part = all.iter().fold(Part::default(), |part, circle| part.join(circle.part.clone()));
        let ways = Arc::new(Ways::default());
        let (sent, post) = (Arc::clone(&ways.sent), ways.post());
        let time: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let app = Arc::new(App::new(db, (time, chance), vault, files, (post, part)).expect("the words are complete"));
        let door = Arc::new(Door(DoorOptions { hours: "9:30–13:00 · 15:30–18:30".to_owned() }));
        let site = Site::new(Arc::clone(&app), door, SiteOptions::default(), &all);
        let router = web::router(&site, all);
        let community = CommunityId(uuid::Uuid::nil());
        Self { app, site, clock, community, sent, ways, router, _folder: folder }
    }

    /// A browser that nobody has used yet.
    #[must_use]
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// The house itself, as jobs act.
    #[must_use]
    pub fn house(&self) -> Doer {
        self.app.house_doer(self.community, Origin::Job)
    }

    /// Makes an account with these roles (and a person behind it, when given).
    pub async fn account(&self, login: &str, roles: &[Role], person: Option<PersonId>) -> AccountId {
        let id = AccountId(self.app.new_id());
        let wish = NewAccount {
            id,
            login: Some(login.to_owned()),
            phone_index: None,
            display_name: login.to_owned(),
            person,
            password_hash: None,
            locale: Locale::ZhCn,
            roles: roles.to_vec(),
        };
        let mut write = self.app.db.write(&self.house(), "accounts.make", &[]).await.expect("a write");
        assert!(make_in(&mut write, &wish).await.expect("an account"), "the login {login} is taken");
        write.commit().await.expect("a commit");
        id
    }

    /// A signed-in browser of a new account with these roles.
    pub async fn staff(&self, login: &str, roles: &[Role]) -> Browser<'_> {
        let id = self.account(login, roles, None).await;
        self.sign_in(id).await
    }

    /// A signed-in browser of an account, without a password.
    pub async fn sign_in(&self, account: AccountId) -> Browser<'_> {
        let token = access::sessions::actions::begin_own(&self.app, account, "test").await.expect("a session");
        Browser::with_token(self, token)
    }

    /// A doer with these roles, for tests of actions.
    #[must_use]
    pub fn doer(&self, account: AccountId, person: Option<PersonId>, roles: &[Role]) -> Doer {
        let mut doer = self.app.house_doer(self.community, Origin::Page);
        doer.account = Some(account);
        doer.person = person;
        doer.roles = std::iter::once(Role::Visitor).chain(roles.iter().copied()).collect();
        doer
    }

    /// Someone without an account, for tests of actions.
    #[must_use]
    pub fn visitor(&self) -> Doer {
        let mut doer = self.app.house_doer(self.community, Origin::Page);
        doer.roles = vec![Role::Visitor];
        doer
    }

    /// Runs what is due now, as the job loop would.
    pub async fn work(&self) {
        kernel::jobs::run_slots(&self.app).await.expect("slots run");
        kernel::jobs::run_due(&self.app).await.expect("jobs run");
        for run in &self.app.part.loops {
            run(&self.app).await.expect("what waits for others runs");
        }
    }

    /// Moves the clock and runs what is due then.
    pub async fn later(&self, by: chrono::Duration) {
        self.clock.advance(by);
        self.work().await;
    }

    /// Runs raw SQL past the doors, to play an attacker.
    pub async fn tamper(&self, sql: &str) {
        use db::sea_orm::ConnectionTrait;
        self.app.db.raw_for_tests().execute_unprepared(sql).await.expect("the attacker's SQL");
    }
}

/// A community with everything above it.
async fn found_community(app: &App) -> CommunityId {
    let community = CommunityId(app.new_id());
    let doer = app.house_doer(community, Origin::CommandLine);
    let mut write = app.db.write(&doer, "divisions.setup", &[]).await.expect("a write");
    let mut parent = None;
    let levels = [
        ("province", "000000000000", "示例省"),
        ("county", "000100000000", "示例县"),
        ("town", "000100100000", "河谷镇"),
    ];
    for (level, code, name) in levels {
        let id = app.new_id();
        let row = row! { id: id, parent_id: parent, level: level, code: code, name_zh: name };
        write.create(&DIVISIONS, row).await.expect("a division");
        parent = Some(id);
    }
    let row = row! {
        id: community.0, parent_id: parent, level: "community", code: "000100100001", name_zh: "雪松社区",
        name_bo: "ཐང་ཤིང་སྡེ་ཁུལ།", name_en: "Cedar Community", phone: "000-0000-0110",
    };
    write.create(&DIVISIONS, row).await.expect("a community");
    write.commit().await.expect("a commit");
    community
}
