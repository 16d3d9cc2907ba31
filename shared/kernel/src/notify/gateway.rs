//! The two senders: an HTTP gateway for real life, the log for development.

use super::Sender;
use base::{Outcome, Problem};
use futures::future::BoxFuture;
use std::time::Duration;

/// How long the gateway may take.
const WAIT: Duration = Duration::from_secs(10);

/// Prints codes to the log: for development only, `serve` says so at start.
pub struct LogSender;

impl Sender for LogSender {
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> BoxFuture<'a, Outcome<()>> {
        let tail = phone.get(phone.len().saturating_sub(2)..).unwrap_or_default().to_owned();
        let text = text.to_owned();
        Box::pin(async move {
            tracing::info!(phone_ends_in = tail, text, "a message for a phone (development sender)");
            Ok(())
        })
    }
}

/// Posts `{"phone": "...", "text": "..."}` with a bearer token to the community's gateway.
pub struct HttpGateway {
    /// The address of the gateway.
    pub url: String,
    /// The token it expects.
    pub token: String,
}

impl Sender for HttpGateway {
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> BoxFuture<'a, Outcome<()>> {
        let (url, bearer) = (self.url.clone(), format!("Bearer {}", self.token));
        let body = serde_json::json!({ "phone": phone, "text": text });
        Box::pin(async move {
            let call = move || {
                let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(WAIT)).build().into();
                agent.post(&url).header("authorization", &bearer).send_json(body).map(|_| ())
            };
            let sent = tokio::task::spawn_blocking(call).await.map_err(Problem::fault)?;
            // The address and the number stay out of the log.
            sent.map_err(|_| Problem::Fault("the message gateway did not take the message".to_owned()))
        })
    }
}
