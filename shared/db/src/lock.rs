//! Contended records are named before the transaction begins and held in process, so that sixty-four hands on one
//! order queue up instead of failing. Between servers, SERIALIZABLE decides.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMutexGuard};
use uuid::Uuid;

/// Number of mutexes; two records that share one merely wait for each other.
const SHARDS: u64 = 1024;

/// A record that others may want at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lock(&'static str, Uuid);

impl Lock {
    /// Names a record by table and id.
    pub fn new(table: &'static str, id: impl Into<Uuid>) -> Self {
        Self(table, id.into())
    }

    fn shard(self) -> usize {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        usize::try_from(hasher.finish() % SHARDS).unwrap_or(0)
    }
}

/// The mutexes of one process.
pub(crate) struct Locks(Vec<Arc<Mutex<()>>>);

impl Locks {
    pub(crate) fn new() -> Self {
        Self((0..SHARDS).map(|_| Arc::new(Mutex::new(()))).collect())
    }

    /// Holds the records, always in the same order, so that two holders never wait for each other in a circle.
    pub(crate) async fn hold(&self, locks: &[Lock]) -> Vec<OwnedMutexGuard<()>> {
        let mut shards: Vec<usize> = locks.iter().map(|lock| lock.shard()).collect();
        shards.sort_unstable();
        shards.dedup();
        let mut held = Vec::with_capacity(shards.len());
        for shard in shards {
            if let Some(mutex) = self.0.get(shard) {
                held.push(Arc::clone(mutex).lock_owned().await);
            }
        }
        held
    }
}
