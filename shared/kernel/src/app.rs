//! What an action may reach: the doors, time, chance, words, keys, files, and who hears which fact.
//!
//! One value, made once at start and shared by reference; there are no globals.

use crate::facts::Hear;
use crate::files::FileStore;
use crate::i18n::{Source, Words};
use crate::imports::ImportKind;
use crate::jobs::{JobKind, RunLoop, Schedule};
use crate::notify::{NoticeKind, Post};
use crate::vault::Vault;
use base::{Chance, Clock, CommunityId, Doer, Grant, Locale, Moment, Origin, Outcome, Policy};
use db::{AppendOnly, Database, Record};
use futures::future::BoxFuture;
use std::sync::Arc;
use uuid::Uuid;

/// A check that recomputes what a circle keeps (states, due dates, balances) and names what differs.
pub type Verify = for<'a> fn(&'a App, &'a db::Read) -> BoxFuture<'a, Outcome<Vec<String>>>;

/// A column that holds something about a person, as the field catalogue lists it (domain.md RL1, RL5).
#[derive(Clone, Copy, Debug)]
pub struct PersonalField {
    /// `table.column`.
    pub column: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// On what basis it is kept: consent, service asked for, duty by law.
    pub basis: &'static str,
    /// Who sees it.
    pub viewers: &'static str,
    /// When it leaves.
    pub retention: &'static str,
}

/// What a circle (or a part of the ground) contributes beyond its pages.
#[derive(Clone, Default)]
pub struct Part {
    /// Who may do what.
    pub grants: Vec<Grant>,
    /// Work that actions enqueue.
    pub jobs: Vec<JobKind>,
    /// Work that runs by itself.
    pub schedules: Vec<Schedule>,
    /// Who hears which fact, inside the writing transaction.
    pub hears: Vec<Hear>,
    /// Words.
    pub sources: Vec<Source>,
    /// Tables of records with contiguous versions.
    pub records: Vec<Record>,
    /// Tables of append-only rows.
    pub append_only: Vec<AppendOnly>,
    /// Replays.
    pub verifies: Vec<Verify>,
    /// The field catalogue.
    pub personal_fields: Vec<PersonalField>,
    /// What can be loaded from spreadsheets.
    pub imports: Vec<ImportKind>,
    /// Kinds of news.
    pub notices: Vec<NoticeKind>,
    /// Work beside the job loop, because it waits for others.
    pub loops: Vec<RunLoop>,
}

impl Part {
    /// Joins another part's contributions to these.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.grants.extend(other.grants);
        self.jobs.extend(other.jobs);
        self.schedules.extend(other.schedules);
        self.hears.extend(other.hears);
        self.sources.extend(other.sources);
        self.records.extend(other.records);
        self.append_only.extend(other.append_only);
        self.verifies.extend(other.verifies);
        self.personal_fields.extend(other.personal_fields);
        self.imports.extend(other.imports);
        self.notices.extend(other.notices);
        self.loops.extend(other.loops);
        self
    }
}

/// The working program, as actions see it.
pub struct App {
    /// The three doors.
    pub db: Database,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub chance: Arc<dyn Chance>,
    /// Messages in three languages.
    pub words: Arc<Words>,
    /// Encryption and blind indexes.
    pub vault: Vault,
    /// Stored photos.
    pub files: FileStore,
    /// The assembled policy.
    pub policy: Arc<Policy>,
    /// Takes one-time codes and news out of the house.
    pub post: Post,
    /// Everything the circles contributed.
    pub part: Part,
}

impl App {
    /// Assembles the program from its parts.
    ///
    /// # Errors
    /// When the words of the parts contradict each other.
    pub fn new(
        db: Database,
        (clock, chance): (Arc<dyn Clock>, Arc<dyn Chance>),
        vault: Vault,
        files: FileStore,
        (post, part): (Post, Part),
    ) -> Outcome<Self> {
        let words = Arc::new(Words::new(&part.sources)?);
        let policy = Arc::new(Policy::new(part.grants.iter().copied()));
        Ok(Self { db, clock, chance, words, vault, files, policy, post, part })
    }

    /// The current time.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// A new id for this moment.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.chance.id(self.clock.now())
    }

    /// The doer of work that runs by itself.
    #[must_use]
    pub fn house_doer(&self, community: CommunityId, origin: Origin) -> Doer {
        Doer {
            community,
            account: None,
            person: None,
            acts_for: Vec::new(),
            decides_for: Vec::new(),
            records_of: Vec::new(),
            parted: Vec::new(),
            roles: Vec::new(),
            standings: Vec::new(),
            opened: Vec::new(),
            locale: Locale::default(),
            at: self.now(),
            origin,
            policy: Arc::clone(&self.policy),
        }
    }
}
