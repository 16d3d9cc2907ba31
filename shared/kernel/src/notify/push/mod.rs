//! Web push: a few sealed bytes to a browser that its owner allowed to ring, through the push service of that browser.
//!
//! The push service sees when something is sent and how urgent it is; never what, about which matter, or to whom. Only hosts
//! that the operator named are spoken to. Never here: who has which browser, which the registry keeps.

mod hosts;
mod seal;
mod service;
#[cfg(test)]
mod tests;
mod vapid;

pub use hosts::PushHosts;
pub use seal::{Receiver, TEXT_BYTES};
pub use service::{PushServices, check_contact};
pub use vapid::VapidKey;

use super::Undelivered;
use base::Moment;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

/// Where a browser is rung and with which keys what it gets is sealed; given by the browser, and as personal as a phone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// The address at its push service.
    pub endpoint: String,
    /// Its public key, base64url.
    pub p256dh: String,
    /// Its shared secret, base64url.
    pub auth: String,
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}

/// How soon a phone should wake up for it (RFC 8030).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// When it is awake anyway.
    Low,
    /// As usual.
    Normal,
    /// Now.
    High,
}

impl Urgency {
    const fn header(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// A message for one browser.
#[derive(Clone, Copy, Debug)]
pub struct PushMessage<'a> {
    /// When it is sent.
    pub at: Moment,
    /// Which browser.
    pub to: &'a Subscription,
    /// At most [`TEXT_BYTES`]; every message is as long as the longest.
    pub text: &'a [u8],
    /// What it replaces while it waits at the push service: at most 32 letters of base64url that tell nothing.
    pub topic: &'a str,
    /// How soon.
    pub urgency: Urgency,
    /// Seconds after which it is news no more.
    pub ttl_s: i64,
}

/// Sends a message to a browser.
pub trait Pusher: Send + Sync {
    /// The public key that browsers ask for; none while push is off.
    fn key(&self) -> Option<String>;
    /// The host behind an address that messages may go to.
    fn host(&self, endpoint: &str) -> Option<String>;
    /// Sends it once; whoever calls tries again.
    fn send<'a>(&'a self, message: PushMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>>;
}

/// Push is off.
pub struct NoPush;

impl Pusher for NoPush {
    fn key(&self) -> Option<String> {
        None
    }

    fn host(&self, _: &str) -> Option<String> {
        None
    }

    fn send<'a>(&'a self, _: PushMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async { Err(Undelivered::Never("push: off".to_owned())) })
    }
}
