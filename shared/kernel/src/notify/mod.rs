//! Words that leave the house: one-time codes now. Never the content of a matter.

mod gateway;

pub use gateway::{HttpGateway, LogSender};

use base::Outcome;
use futures::future::BoxFuture;

/// Sends a short text to a phone.
pub trait Sender: Send + Sync {
    /// Sends the text; the phone is digits only.
    ///
    /// # Errors
    /// A fault when the gateway does not take it; nothing is retried here.
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> BoxFuture<'a, Outcome<()>>;
}
