//! Who sends: a token for one push service, good for half a day, signed with the key that browsers were given (RFC 8292).

use crate::vault::Vault;
use base::{Moment, Outcome, Problem};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};

/// A token is good for this long; the standard allows a day.
const GOOD_HOURS: i64 = 12;
const HEADER: &str = r#"{"typ":"JWT","alg":"ES256"}"#;

/// The key by which push services know this installation.
pub struct VapidKey(SigningKey);

impl VapidKey {
    /// The key of this installation. It comes from the keys outside the database and is the same as long as they are.
    ///
    /// # Errors
    /// A fault that no installation has met: none of many numbers was a key.
    pub fn of(vault: &Vault) -> Outcome<Self> {
        let mut keys = (0..=u8::MAX).filter_map(|turn| SigningKey::from_slice(vault.push_seed(turn).as_slice()).ok());
        keys.next().map(Self).ok_or_else(|| Problem::fault("the keys make no key for push"))
    }

    /// What browsers are given, base64url.
    #[must_use]
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.verifying_key().to_sec1_point(false).as_bytes())
    }

    /// The header `Authorization` for a service: `vapid t=TOKEN, k=KEY`.
    #[must_use]
    pub fn authorization(&self, origin: &str, contact: &str, now: Moment) -> String {
        let until = (now + Duration::hours(GOOD_HOURS)).timestamp();
        let claims = serde_json::json!({ "aud": origin, "exp": until, "sub": contact }).to_string();
        let said = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(claims));
        let signature: Signature = self.0.sign(said.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={said}.{signature}, k={}", self.public())
    }
}
