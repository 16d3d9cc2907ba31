//! Sealing a message for one browser: RFC 8291 (keys) over RFC 8188 (framing), one record, padded to one length.

use super::Subscription;
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use base::{Chance, Outcome, Problem};
use base64::Engine;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;

/// The longest text; every message is padded to it, so that its length tells nothing.
pub const TEXT_BYTES: usize = 1024;
/// The record size that is announced: one record holds every message.
const RECORD_BYTES: u32 = 4096;
/// The mark behind the text of the last record; what follows is padding.
const LAST: u8 = 2;
const SALT_BYTES: usize = 16;
const AUTH_BYTES: usize = 16;
const POINT_BYTES: u8 = 65;
const KEY_INFO: &[u8] = b"WebPush: info\0";
const CIPHER_INFO: &[u8] = b"Content-Encoding: aes128gcm\0";
const NONCE_INFO: &[u8] = b"Content-Encoding: nonce\0";

/// The keys of a browser.
pub struct Receiver {
    key: PublicKey,
    auth: [u8; AUTH_BYTES],
}

impl Receiver {
    /// Reads what a browser gave; `None` when it is no key: wrong length, or a point beside the curve.
    #[must_use]
    pub fn of(given: &Subscription) -> Option<Self> {
        let point = bytes_of(&given.p256dh)?;
        let key = (point.len() == usize::from(POINT_BYTES)).then(|| PublicKey::from_sec1_bytes(&point).ok())??;
        Some(Self { key, auth: bytes_of(&given.auth)?.try_into().ok()? })
    }

    /// Seals a text, padded to `padded` bytes, with a salt and a key that are used once.
    ///
    /// # Errors
    /// A fault when it is too long, or chance is broken.
    pub fn seal(&self, text: &[u8], padded: usize, chance: &dyn Chance) -> Outcome<Vec<u8>> {
        let mut salt = [0; SALT_BYTES];
        chance.fill(&mut salt);
        let own = once(chance)?;
        let from = own.public_key().to_sec1_bytes();
        let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), self.key.as_affine());
        let about = [KEY_INFO, &self.key.to_sec1_bytes(), &from].concat();
        let secret: [u8; 32] = derived(&self.auth, shared.raw_secret_bytes(), &about)?;
        let key: [u8; 16] = derived(&salt, &secret, CIPHER_INFO)?;
        let nonce: [u8; 12] = derived(&salt, &secret, NONCE_INFO)?;
        let mut plain = text.to_vec();
        plain.push(LAST);
        plain.resize(plain.len().max(padded.saturating_add(1)), 0);
        if plain.len() > RECORD_BYTES as usize - 16 {
            return Err(Problem::fault("a push message is too long"));
        }
        let sealed = Aes128Gcm::new(&key.into())
            .encrypt(&Nonce::from(nonce), plain.as_slice())
            .map_err(|_| Problem::fault("a push message cannot be sealed"))?;
        Ok([&salt[..], &RECORD_BYTES.to_be_bytes(), &[POINT_BYTES], &from, &sealed].concat())
    }
}

/// HKDF with SHA-256.
fn derived<const BYTES: usize>(salt: &[u8], from: &[u8], about: &[u8]) -> Outcome<[u8; BYTES]> {
    let mut key = [0; BYTES];
    let made = Hkdf::<Sha256>::new(Some(salt), from).expand(about, &mut key);
    made.map(|()| key).map_err(|_| Problem::fault("a key cannot be derived"))
}

/// A key that is used once. Of random bytes one in four thousand million is no key.
fn once(chance: &dyn Chance) -> Outcome<SecretKey> {
    for _ in 0..8 {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        chance.fill(bytes.as_mut());
        if let Ok(key) = SecretKey::from_slice(bytes.as_slice()) {
            return Ok(key);
        }
    }
    Err(Problem::fault("chance makes no key"))
}

/// Browsers write base64url without padding; one with padding is read too.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).or_else(|_| URL_SAFE.decode(text)).ok()
}
