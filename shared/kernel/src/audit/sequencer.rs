//! Numbers the leaves that wait, puts them into the tree, and signs its head.
//!
//! Writers only add a leaf; this alone decides the order, a batch at a time, each batch in one transaction: a server that
//! falls over leaves the log as it was, and of several servers one goes after the other. It signs nothing that it cannot
//! answer for: a leaf that fails its authentication code keeps waiting, and a stored tree that does not fit its signed
//! head stops the work until someone has run `verify`.

use super::note::{Checkpoint, Signer, Verifier};
use super::store::{self, StoredLeaf};
use super::tiles::{self, Tile};
use super::tree::Hash;
use crate::app::{App, Part};
use crate::facts::FACTS;
use crate::jobs::Schedule;
use crate::vault::{self, Vault};
use base::{Outcome, Problem};
use db::{FromQueryResult, Query, values};
use hmac::Mac;
use uuid::Uuid;

/// Leaves numbered in one transaction.
const BATCH: usize = 5_000;
/// The number under which sequencers of several servers follow one another.
const TURN: i64 = 0x7775_7173;
const ORIGIN_DOMAIN: &[u8] = b"wuquan/audit/origin/v1\0";

/// What the audit log contributes: its work every minute, and the table of facts.
#[must_use]
pub fn part() -> Part {
    let run = Schedule {
        name: "audit.sequence",
        every_minutes: 1,
        run: |app, _| Box::pin(async move { sequence(app).await.map(|_| ()) }),
    };
    Part { schedules: vec![run], append_only: vec![FACTS], ..Part::default() }
}

/// The signer of this installation's log. Its name, which is also the log's own, comes from the key: a copy of the
/// database under other keys is another log.
///
/// # Errors
/// None that keys can cause.
pub fn signer(vault: &Vault) -> Outcome<Signer> {
    let seed = vault.keys().signing_seed();
    let name = vault::hmac(seed).chain_update(ORIGIN_DOMAIN).finalize().into_bytes();
    let name = hex::encode(name.first_chunk::<8>().copied().unwrap_or_default());
    Signer::from_seed(&format!("wuquan/{name}"), seed).map_err(Problem::fault)
}

/// The key with which anyone checks this log's signed heads.
///
/// # Errors
/// None that keys can cause.
pub fn verifier(vault: &Vault) -> Outcome<Verifier> {
    signer(vault).map(|signer| signer.verifier())
}

/// The newest signed head, to be kept elsewhere; none while nothing has been written.
///
/// # Errors
/// A fault from the database.
pub async fn newest_checkpoint(app: &App) -> Outcome<Option<String>> {
    Ok(store::newest_head(&app.db.read().await?).await?.map(|head| head.note))
}

/// Numbers everything that waits, and tells how many leaves that were.
///
/// # Errors
/// A fault when the stored tree does not fit its signed head.
pub async fn sequence(app: &App) -> Outcome<u64> {
    let (mut numbered, mut after) = (0, None);
    while someone_waits(app, after).await? {
        let batch = integrate(app, after).await?;
        numbered += batch.numbered;
        if batch.last.is_none() || batch.last == after {
            break;
        }
        after = batch.last;
    }
    Ok(numbered)
}

struct Batch {
    numbered: u64,
    last: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct Waiting {}

async fn someone_waits(app: &App, after: Option<Uuid>) -> Outcome<bool> {
    let sql = "select leaf_id from audit_waiting where leaf_id > $1 limit 1";
    let found = app.db.read().await?.one::<Waiting>(sql, values![after.unwrap_or(Uuid::nil())]).await?;
    Ok(found.is_some())
}

async fn integrate(app: &App, after: Option<Uuid>) -> Outcome<Batch> {
    let house = app.db.housekeeping().together(TURN).await?;
    let sql = format!(
        "select l.id, l.community, l.at, l.kind, l.commitment, l.mac
         from audit_waiting w join audit_leaves l on l.id = w.leaf_id
         where w.leaf_id > $1 order by w.leaf_id limit {BATCH}"
    );
    let found: Vec<StoredLeaf> = house.all(&sql, values![after.unwrap_or(Uuid::nil())]).await?;
    let last = found.last().map(|leaf| leaf.id);
    let (ids, hashes): (Vec<Uuid>, Vec<Hash>) = found.into_iter().filter_map(|leaf| genuine(app, leaf)).unzip();
    if ids.is_empty() {
        return Ok(Batch { numbered: 0, last });
    }
    let signer = signer(&app.vault)?;
    let (size, edge) = head(&house, &signer.verifier()).await?;
    let done = tiles::append(size, &edge, &hashes).map_err(Problem::fault)?;
    let checkpoint = Checkpoint::new(signer.verifier().name(), done.size, done.root);
    let note = checkpoint.sign(&signer).map_err(Problem::fault)?.to_string();
    store::put(&house, size, &ids, &done, note).await?;
    house.commit().await?;
    Ok(Batch { numbered: done.size - size, last })
}

fn genuine(app: &App, stored: StoredLeaf) -> Option<(Uuid, Hash)> {
    let leaf = stored.leaf.ok().filter(|leaf| leaf.is_genuine(app.vault.keys().mac_key()));
    if leaf.is_none() {
        tracing::error!(leaf = %stored.id, "an audit leaf was altered before it was numbered; run verify");
    }
    leaf.map(|leaf| (leaf.id, leaf.hash()))
}

/// The size of the stored tree and its right edge, which must lead to the signed head.
async fn head(door: &impl Query, verifier: &Verifier) -> Outcome<(u64, Vec<Tile>)> {
    let unfit = || Problem::fault("the stored audit log does not fit its signed head; run verify");
    let next = door.number("select coalesce(max(number) + 1, 0) from audit_sequence", vec![]).await?;
    let size = u64::try_from(next).map_err(Problem::fault)?;
    let Some(stored) = store::newest_head(door).await? else {
        return if size == 0 { Ok((0, Vec::new())) } else { Err(unfit()) };
    };
    let signed = Checkpoint::open(&stored.note, verifier, verifier.name()).map_err(|_| unfit())?;
    let edge = store::edge(door, size).await?;
    let fits = signed.size == size && stored.size == next && tiles::root(size, &edge) == Ok(signed.root);
    if fits { Ok((size, edge)) } else { Err(unfit()) }
}
