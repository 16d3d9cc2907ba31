//! Makes the leaf of a write: the body by digest, a fresh salt, the commitment, and the MAC.

use super::leaf::{Body, Leaf, RecordStep, RowDigest, commitment};
use crate::vault::Vault;
use base::{Chance, Outcome, Problem};
use db::{Entry, LeafHead, Seal, SealedLeaf};
use std::sync::Arc;

/// Seals with the keys of this installation.
pub struct Sealer {
    mac_key: zeroize::Zeroizing<[u8; 32]>,
    chance: Arc<dyn Chance>,
}

impl Sealer {
    /// A sealer over the vault's keys.
    #[must_use]
    pub fn new(vault: &Vault, chance: Arc<dyn Chance>) -> Self {
        Self { mac_key: zeroize::Zeroizing::new(*vault.keys().mac_key()), chance }
    }
}

impl Seal for Sealer {
    fn seal(&self, head: &LeafHead, entries: &[Entry]) -> Outcome<SealedLeaf> {
        let body = body(head, entries).encode().map_err(Problem::fault)?;
        let mut salt = [0u8; 32];
        self.chance.fill(&mut salt);
        let leaf = Leaf {
            id: self.chance.id(head.at),
            community: head.community.0,
            at: head.at,
            kind: head.kind.to_owned(),
            commitment: commitment(&salt, &body),
            mac: [0; 32],
        };
        let leaf = leaf.sealed(&self.mac_key);
        Ok(SealedLeaf {
            id: leaf.id,
            salt: salt.to_vec(),
            body: String::from_utf8(body).map_err(Problem::fault)?,
            commitment: leaf.commitment.to_vec(),
            mac: leaf.mac.to_vec(),
        })
    }
}

fn body(head: &LeafHead, entries: &[Entry]) -> Body {
    let mut body = Body { verb: head.kind.to_owned(), by: head.by, for_: head.on_behalf_of, ..Body::default() };
    for entry in entries {
        match entry {
            Entry::Row { table, id, digest } => {
                body.rows.push(RowDigest { table: (*table).to_owned(), id: *id, digest: *digest });
            }
            Entry::Record { table, id, before, after } => {
                body.records.push(RecordStep { table: (*table).to_owned(), id: *id, before: *before, after: *after });
            }
            Entry::Erased { leaf } => body.erased.push(*leaf),
        }
    }
    body
}
