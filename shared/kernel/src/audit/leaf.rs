//! One leaf of the audit log and the body behind it.
//!
//! The body says what a write did: which rows it added and which records it moved from one version to the next, by
//! digest and never by content. The leaf commits to the body under a salt, so that erasing salt and body leaves a leaf
//! that proves nothing about anyone.

use super::tree::Hash;
use crate::vault;
use base::Moment;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const LEAF_DOMAIN: &[u8] = b"wuquan/audit/leaf/v1\0";
const MAC_DOMAIN: &[u8] = b"wuquan/audit/mac/v1\0";

/// What a write did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The verb, as in its power: `order.take`.
    pub verb: String,
    /// The account that acted; none for a visitor or a job.
    pub by: Option<Uuid>,
    /// The person acted for 代办.
    #[serde(rename = "for")]
    pub for_: Option<Uuid>,
    /// Append-only rows that were added.
    pub rows: Vec<RowDigest>,
    /// Records that were made or changed.
    pub records: Vec<RecordStep>,
    /// Leaves whose salts and bodies were erased.
    pub erased: Vec<Uuid>,
}

/// An append-only row that was added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowDigest {
    /// The table.
    pub table: String,
    /// The row.
    pub id: Uuid,
    /// The digest of its content.
    #[serde(with = "hex_hash")]
    pub digest: Hash,
}

/// A record that moved from one version to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordStep {
    /// The table.
    pub table: String,
    /// The record.
    pub id: Uuid,
    /// The version before; none when it was made.
    pub before: Option<i64>,
    /// The version after.
    pub after: i64,
}

/// Why a stored body is not one of ours.
#[derive(Debug, thiserror::Error)]
pub enum BodyFault {
    /// Not the JSON of a body.
    #[error("the body is not readable: {0}")]
    Json(#[from] serde_json::Error),
    /// Readable, but not byte for byte what we would write.
    #[error("the body is not in canonical form")]
    NotCanonical,
}

impl Body {
    /// The canonical bytes: JSON without spaces, fields in fixed order, lists sorted.
    ///
    /// # Errors
    /// [`BodyFault::Json`], which no body made of these fields can cause.
    pub fn encode(&self) -> Result<Vec<u8>, BodyFault> {
        let mut sorted = self.clone();
        sorted.rows.sort();
        sorted.records.sort();
        sorted.erased.sort();
        Ok(serde_json::to_vec(&sorted)?)
    }

    /// Reads canonical bytes and refuses everything else: unknown, missing or repeated fields, other order, spaces.
    ///
    /// # Errors
    /// [`BodyFault`] says why not.
    pub fn decode(bytes: &[u8]) -> Result<Self, BodyFault> {
        let body: Self = serde_json::from_slice(bytes)?;
        if body.encode()? == bytes { Ok(body) } else { Err(BodyFault::NotCanonical) }
    }
}

/// The commitment to a body: SHA-256 over the salt and the canonical bytes. The salt's length is fixed, so no two pairs
/// run together to the same bytes.
#[must_use]
pub fn commitment(salt: &[u8; 32], body: &[u8]) -> Hash {
    Sha256::new().chain_update(salt).chain_update(body).finalize().into()
}

/// One leaf, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The leaf's own id.
    pub id: Uuid,
    /// The community in which it happened.
    pub community: Uuid,
    /// When, whole microseconds.
    pub at: Moment,
    /// What kind of write.
    pub kind: String,
    /// The commitment to the body.
    pub commitment: Hash,
    /// The MAC over all of the above, under a key outside the database. It keeps leaves honest until the sequencer has
    /// put them under a signed root.
    pub mac: Hash,
}

impl Leaf {
    /// The leaf with its time cut to microseconds and its MAC set.
    #[must_use]
    pub fn sealed(mut self, key: &[u8; 32]) -> Self {
        self.at = base::micros(self.at);
        self.mac = mac_of(&self, key).finalize().into_bytes().into();
        self
    }

    /// Whether the MAC is right; takes the same time for every wrong one.
    #[must_use]
    pub fn is_genuine(&self, key: &[u8; 32]) -> bool {
        mac_of(self, key).verify_slice(&self.mac).is_ok()
    }

    /// The hash under which the leaf enters the tree.
    #[must_use]
    pub fn hash(&self) -> Hash {
        super::tree::leaf_hash(&leaf_hash_input(self))
    }
}

/// The leaf's data in the Merkle tree: id, community, microseconds, kind and commitment, so that no two different leaves
/// give the same bytes. The MAC is left out: whoever checks the tree needs no key.
#[must_use]
pub fn leaf_hash_input(leaf: &Leaf) -> Vec<u8> {
    let kind = leaf.kind.as_bytes();
    let kind_len = u64::try_from(kind.len()).unwrap_or(u64::MAX);
    [
        LEAF_DOMAIN,
        leaf.id.as_bytes(),
        leaf.community.as_bytes(),
        &leaf.at.timestamp_micros().to_be_bytes(),
        &kind_len.to_be_bytes(),
        kind,
        &leaf.commitment,
    ]
    .concat()
}

fn mac_of(leaf: &Leaf, key: &[u8; 32]) -> Hmac<Sha256> {
    vault::hmac(key).chain_update(MAC_DOMAIN).chain_update(leaf_hash_input(leaf))
}

/// Hashes as 64 lower-case hexadecimal digits.
mod hex_hash {
    use super::Hash;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(hash: &Hash, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(hash))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut hash = [0; 32];
        hex::decode_to_slice(text, &mut hash).map_err(D::Error::custom)?;
        Ok(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeDelta, TimeZone, Utc};
    use proptest::prelude::*;

    fn row(table: &str, id: u128) -> RowDigest {
        RowDigest { table: table.into(), id: Uuid::from_u128(id), digest: [0xAB; 32] }
    }

    fn body() -> Body {
        Body {
            verb: "order.take".into(),
            by: Some(Uuid::from_u128(1)),
            for_: None,
            rows: vec![row("postings", 3), row("facts", 9)],
            records: vec![RecordStep { table: "orders".into(), id: Uuid::from_u128(4), before: None, after: 1 }],
            erased: vec![],
        }
    }

    fn leaf() -> Leaf {
        Leaf {
            id: Uuid::from_u128(1),
            community: Uuid::from_u128(2),
            at: Utc.timestamp_opt(1_800_000_000, 123_456_000).unwrap(),
            kind: "order.take".into(),
            commitment: [5; 32],
            mac: [0; 32],
        }
    }

    #[test]
    fn the_canonical_form_is_fixed() {
        let text = String::from_utf8(body().encode().unwrap()).unwrap();
        let digest = "ab".repeat(32);
        assert_eq!(
            text,
            format!(
                concat!(
                    r#"{{"verb":"order.take","by":"00000000-0000-0000-0000-000000000001","for":null,"#,
                    r#""rows":[{{"table":"facts","id":"00000000-0000-0000-0000-000000000009","digest":"{0}"}},"#,
                    r#"{{"table":"postings","id":"00000000-0000-0000-0000-000000000003","digest":"{0}"}}],"#,
                    r#""records":[{{"table":"orders","id":"00000000-0000-0000-0000-000000000004","before":null,"after":1}}],"#,
                    r#""erased":[]}}"#
                ),
                digest
            )
        );
        assert_eq!(Body::decode(text.as_bytes()).unwrap().encode().unwrap(), text.as_bytes());
    }

    #[test]
    fn other_spellings_are_refused() {
        let text = String::from_utf8(body().encode().unwrap()).unwrap();
        for other in [
            text.replace(r#""for":null,"#, ""),
            text.replace(r#""for":null,"#, r#""for": null,"#),
            text.replace(r#""for":null,"#, r#""for":null,"for":null,"#),
            text.replace(r#""for":null,"#, r#""for":null,"more":1,"#),
            text.replace("abab", "ABAB"),
            text.replace("abab", "ab"),
            text.replace("order.take", "order\\u002etake"),
            text.replace("facts", "zacts"),
            text.replace(r#""after":1"#, r#""after":1.0"#),
            format!("{text} "),
            format!("{text}{text}"),
            String::new(),
        ] {
            assert_ne!(other, text);
            assert!(Body::decode(other.as_bytes()).is_err(), "{other}");
        }
    }

    #[test]
    fn every_part_of_a_leaf_is_under_its_mac() {
        let key = [9; 32];
        let good = leaf().sealed(&key);
        assert!(good.is_genuine(&key));
        assert!(!good.is_genuine(&[8; 32]));
        let mut others = vec![good.clone(); 6];
        if let [id, community, at, kind, commitment, mac] = others.as_mut_slice() {
            id.id = Uuid::from_u128(3);
            community.community = Uuid::from_u128(3);
            at.at += TimeDelta::microseconds(1);
            kind.kind.push('n');
            commitment.commitment = [6; 32];
            mac.mac = [0; 32];
        }
        for other in &others {
            assert!(!other.is_genuine(&key), "{other:?}");
            assert_eq!(other.hash() == good.hash(), other.mac == [0; 32]);
        }
    }

    #[test]
    fn time_is_kept_as_the_databases_keep_it() {
        let fine = Leaf { at: leaf().at + TimeDelta::nanoseconds(999), ..leaf() };
        assert_eq!(fine.sealed(&[9; 32]), leaf().sealed(&[9; 32]));
    }

    #[test]
    fn the_commitment_is_over_salt_and_body() {
        let whole: Hash = Sha256::digest([&[3; 32][..], b"body"].concat()).into();
        assert_eq!(commitment(&[3; 32], b"body"), whole);
        assert_ne!(commitment(&[4; 32], b"body"), whole);
    }

    proptest! {
        #[test]
        fn bodies_survive_writing_and_reading(
            verb in any::<String>(),
            by in any::<Option<u128>>(),
            rows in proptest::collection::vec((any::<String>(), any::<u128>(), any::<[u8; 32]>()), 0..6),
            records in proptest::collection::vec((any::<String>(), any::<u128>(), any::<Option<i64>>(), any::<i64>()), 0..6),
            erased in proptest::collection::vec(any::<u128>(), 0..6),
        ) {
            let mut body = Body {
                verb,
                by: by.map(Uuid::from_u128),
                for_: None,
                rows: rows
                    .into_iter()
                    .map(|(table, id, digest)| RowDigest { table, id: Uuid::from_u128(id), digest })
                    .collect(),
                records: records
                    .into_iter()
                    .map(|(table, id, before, after)| RecordStep { table, id: Uuid::from_u128(id), before, after })
                    .collect(),
                erased: erased.into_iter().map(Uuid::from_u128).collect(),
            };
            let bytes = body.encode().unwrap();
            let back = Body::decode(&bytes).unwrap();
            body.rows.sort();
            body.records.sort();
            body.erased.sort();
            prop_assert_eq!(back, body);
        }
    }
}
