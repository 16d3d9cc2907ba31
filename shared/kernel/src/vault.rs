//! The vault: keys that live in a folder outside the database, and the sealing of what the database must not show.
//!
//! A copy of the database alone opens nothing here. Keys are never printed, logged or stored beside what they seal, and
//! sealed bytes open only in the table, column and row they were sealed for.

pub mod keys;
pub mod phone;

pub use keys::Keys;
pub use phone::{mask_phone, normalize_phone};

use base::{Chance, Problem};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

const SEAL_DOMAIN: &[u8] = b"wuquan/vault/seal/v1\0";
const NONCE_DOMAIN: &[u8] = b"wuquan/vault/nonce/v1\0";
const INDEX_DOMAIN: &[u8] = b"wuquan/vault/index/v1\0";
const PUSH_DOMAIN: &[u8] = b"wuquan/vault/push/v1\0";
const NONCE_BYTES: usize = 24;

/// Where a sealed value stands. Bytes copied to another place do not open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row.
    pub row: Uuid,
}

/// Seals, opens and finds again.
#[derive(Debug)]
pub struct Vault {
    keys: Keys,
}

impl Vault {
    /// A vault over these keys.
    #[must_use]
    pub const fn new(keys: Keys) -> Self {
        Self { keys }
    }

    /// The keys, for the MACs and signatures of the audit log.
    #[must_use]
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Seals a value for its place: key version, nonce, then the ciphertext of XChaCha20-Poly1305.
    ///
    /// # Errors
    /// [`Problem::Fault`] if the value is too long for the cipher (256 GiB).
    pub fn seal(&self, place: Place<'_>, plain: &[u8], chance: &dyn Chance) -> Result<Vec<u8>, Problem> {
        let version = self.keys.version();
        let bound = bound_to(place, version);
        let nonce = self.nonce(&bound, plain, chance);
        let cipher = XChaCha20Poly1305::new(self.keys.data_key().into());
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &bound })
            .map_err(|_| Problem::fault("a value is too long to seal"))?;
        Ok([&[version][..], &nonce, &sealed].concat())
    }

    /// Opens a sealed value in its place.
    ///
    /// # Errors
    /// [`Problem::Fault`] if it was sealed with other keys, for another place, or was changed.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Problem> {
        let short = || Problem::fault(format!("sealed {}.{} is too short", place.table, place.column));
        let (&version, rest) = sealed.split_first().ok_or_else(short)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(short)?;
        if version != self.keys.version() {
            return Err(Problem::fault(format!("{}.{}: sealed with key version {version}", place.table, place.column)));
        }
        let bound = bound_to(place, version);
        let cipher = XChaCha20Poly1305::new(self.keys.data_key().into());
        let plain = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: &bound });
        plain.map(Zeroizing::new).map_err(|_| {
            Problem::fault(format!("sealed {}.{} of row {} does not open", place.table, place.column, place.row))
        })
    }

    /// The 32 bytes under which an equal value is found again without being readable. The purpose keeps indexes of
    /// different columns apart; the value comes in normal form.
    #[must_use]
    pub fn blind_index(&self, purpose: &str, normalized: &str) -> Vec<u8> {
        let parts = [INDEX_DOMAIN, &length(purpose.as_bytes()), purpose.as_bytes(), normalized.as_bytes()];
        keyed(self.keys.index_key(), &parts).to_vec()
    }

    /// What the key for push services is made of; another turn if the number of the one before is no key.
    pub(crate) fn push_seed(&self, turn: u8) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(keyed(self.keys.index_key(), &[PUSH_DOMAIN, &[turn]]))
    }

    /// Random bytes, hashed under the key with the place and the value: even if chance ever repeats itself (a fixed seed
    /// in a demo, a machine restored from an image), the same nonce never meets two different values.
    fn nonce(&self, bound: &[u8], plain: &[u8], chance: &dyn Chance) -> [u8; NONCE_BYTES] {
        let mut random = [0; 32];
        chance.fill(&mut random);
        let parts = [NONCE_DOMAIN, &random, &length(bound), bound, plain];
        keyed(self.keys.data_key(), &parts).first_chunk().copied().unwrap_or_default()
    }
}

/// The associated data: each part with its length, so that no two places run together to the same bytes.
fn bound_to(place: Place<'_>, version: u8) -> Vec<u8> {
    let (table, column) = (place.table.as_bytes(), place.column.as_bytes());
    [SEAL_DOMAIN, &[version], &length(table), table, &length(column), column, place.row.as_bytes()].concat()
}

fn length(part: &[u8]) -> [u8; 8] {
    u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes()
}

fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = hmac(key);
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// HMAC-SHA256 under a key of 32 bytes. HMAC itself fills shorter keys up with zeros to its block, so this is the same
/// and cannot fail.
pub(crate) fn hmac(key: &[u8; 32]) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    Hmac::<Sha256>::new((&*block).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::SeededChance;
    use proptest::prelude::*;

    const ROW: Uuid = Uuid::from_u128(7);
    const HERE: Place<'static> = Place { table: "people", column: "phone", row: ROW };

    fn vault(seed: u64) -> Vault {
        Vault::new(Keys::generate(&SeededChance::new(seed)))
    }

    #[test]
    fn a_value_opens_only_in_its_place() {
        let vault = vault(1);
        let sealed = vault.seal(HERE, b"00000000001", &SeededChance::new(2)).unwrap();
        assert_eq!(vault.open(HERE, &sealed).unwrap().as_slice(), b"00000000001");
        assert!(!sealed.windows(4).any(|part| part == b"0000"));
        for elsewhere in [
            Place { table: "accounts", ..HERE },
            Place { column: "name", ..HERE },
            Place { row: Uuid::from_u128(8), ..HERE },
            Place { table: "peoplep", column: "hone", row: ROW },
            Place { table: "", column: "peoplephone", row: ROW },
        ] {
            assert!(vault.open(elsewhere, &sealed).is_err(), "{elsewhere:?}");
        }
        assert!(self::vault(3).open(HERE, &sealed).is_err());
    }

    #[test]
    fn any_changed_byte_keeps_it_shut() {
        let vault = vault(1);
        let sealed = vault.seal(HERE, b"00000000001", &SeededChance::new(2)).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(vault.open(HERE, &changed).is_err(), "byte {at}");
            assert!(vault.open(HERE, &sealed[..at]).is_err(), "cut at {at}");
        }
        assert!(vault.open(HERE, &[&sealed[..], &[0]].concat()).is_err());
    }

    #[test]
    fn nonces_differ_even_when_chance_repeats_itself() {
        let vault = vault(1);
        let nonce = |place, plain: &[u8], seed| {
            vault.seal(place, plain, &SeededChance::new(seed)).unwrap()[1..=NONCE_BYTES].to_vec()
        };
        let first = nonce(HERE, b"one", 2);
        assert_eq!(first, nonce(HERE, b"one", 2));
        assert_ne!(first, nonce(HERE, b"one", 3));
        assert_ne!(first, nonce(HERE, b"two", 2));
        assert_ne!(first, nonce(Place { row: Uuid::from_u128(8), ..HERE }, b"one", 2));
    }

    #[test]
    fn an_index_is_the_same_for_the_same_purpose_value_and_key_only() {
        let vault = vault(1);
        let index = vault.blind_index("phone", "00000000001");
        assert_eq!(index.len(), 32);
        assert_eq!(index, vault.blind_index("phone", "00000000001"));
        assert_ne!(index, vault.blind_index("phone", "00000000002"));
        assert_ne!(index, vault.blind_index("phone0", "0000000001"));
        assert_ne!(index, vault.blind_index("name", "00000000001"));
        assert_ne!(index, self::vault(2).blind_index("phone", "00000000001"));
    }

    #[test]
    fn the_keyed_hash_is_the_standard_one() {
        let key = std::array::from_fn(|at| u8::try_from(at).unwrap());
        let standard = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).unwrap().chain_update(b"message");
        assert_eq!(keyed(&key, &[b"mess", b"age"]), <[u8; 32]>::from(standard.finalize().into_bytes()));
    }

    #[test]
    fn nothing_secret_is_printed() {
        let printed = format!("{:?}", vault(1));
        assert!(printed.len() < 80 && !printed.contains(&hex::encode(vault(1).keys().mac_key())), "{printed}");
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_place_come_back(
            plain in proptest::collection::vec(any::<u8>(), 0..300),
            table in any::<String>(), column in any::<String>(), row in any::<u128>(), seed in any::<u64>(),
        ) {
            let vault = vault(1);
            let place = Place { table: &table, column: &column, row: Uuid::from_u128(row) };
            let sealed = vault.seal(place, &plain, &SeededChance::new(seed)).unwrap();
            prop_assert_eq!(sealed.len(), 1 + NONCE_BYTES + plain.len() + 16);
            let opened = vault.open(place, &sealed).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());
        }

        #[test]
        fn junk_never_opens_and_never_panics(junk in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert!(vault(1).open(HERE, &junk).is_err());
        }
    }
}
