//! The two ways to a phone: an HTTP gateway for real life, the log for development.

use super::{PhoneMessage, Sender, Undelivered};
use futures::future::BoxFuture;
use std::time::Duration;

/// How long the gateway may take.
const WAIT: Duration = Duration::from_secs(10);

/// Prints codes to the log: for development only, `serve` says so at start.
pub struct LogSender;

impl Sender for LogSender {
    fn send<'a>(&'a self, message: PhoneMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        let tail = message.phone.get(message.phone.len().saturating_sub(2)..).unwrap_or_default().to_owned();
        let text = message.text.to_owned();
        Box::pin(async move {
            tracing::info!(phone_ends_in = tail, text, "a message for a phone (development sender)");
            Ok(())
        })
    }
}

/// Posts `{"phone": "...", "text": "..."}` with a bearer token to the community's gateway. The header `Idempotency-Key` is
/// the same for every try.
pub struct HttpGateway {
    /// The address of the gateway.
    pub url: String,
    /// The token it expects.
    pub token: String,
}

impl Sender for HttpGateway {
    fn send<'a>(&'a self, message: PhoneMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        let (url, bearer) = (self.url.clone(), format!("Bearer {}", self.token));
        let body = serde_json::json!({ "phone": message.phone, "text": message.text });
        let once = message.id.to_string();
        Box::pin(async move {
            let call = move || {
                let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(WAIT)).build().into();
                let request = agent.post(&url).header("authorization", &bearer).header("idempotency-key", &once);
                request.send_json(body).map(|_| ())
            };
            let sent = tokio::task::spawn_blocking(call).await;
            // The address and the number stay out of the log.
            match sent.map_err(|_| Undelivered::Later("gateway: interrupted".to_owned()))? {
                Ok(()) => Ok(()),
                Err(ureq::Error::StatusCode(status)) => Err(judged(status)),
                Err(_) => Err(Undelivered::NoAnswer("gateway: no answer".to_owned())),
            }
        })
    }
}

/// What the gateway does not want, it will not want later; but it may be busy, or the token may be mended.
fn judged(status: u16) -> Undelivered {
    let told = format!("gateway: {status}");
    match status {
        400 | 404 | 410 | 413 | 422 => Undelivered::Never(told),
        _ => Undelivered::Later(told),
    }
}
