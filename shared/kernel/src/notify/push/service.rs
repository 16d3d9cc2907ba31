//! Handing a sealed message to a push service (RFC 8030): one request, no redirect, nothing of the answer but its number.

use super::hosts::Outside;
use super::seal::{Receiver, TEXT_BYTES};
use super::{PushHosts, PushMessage, Pusher, Undelivered, VapidKey};
use base::{Chance, Outcome, Problem};
use futures::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{HeaderMap, header};
use ureq::unversioned::transport::DefaultConnector;

/// How long a push service may take.
const WAIT: Duration = Duration::from_secs(10);
/// More of the head of an answer is not read; of its body nothing is.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// A service that asks for more patience than this is asked again then all the same.
const PATIENCE_S_MAX: i64 = 24 * 60 * 60;

/// The push services of browsers.
pub struct PushServices {
    hosts: PushHosts,
    contact: String,
    key: VapidKey,
    chance: Arc<dyn Chance>,
    agent: ureq::Agent,
}

/// Whom the operators of push services may write to.
///
/// # Errors
/// A fault that names the setting.
pub fn check_contact(contact: &str) -> Outcome<&str> {
    let contact = contact.trim();
    let right = ["mailto:", "https://"].iter().any(|start| contact.starts_with(start) && contact.len() > start.len());
    let wrong = || Problem::fault("push_contact: use mailto:NAME@HOST or https://HOST, so that push services can ask");
    right.then_some(contact).ok_or_else(wrong)
}

/// A request, ready to be sent.
struct Request {
    endpoint: String,
    host: String,
    headers: [(&'static str, String); 4],
    body: Vec<u8>,
}

impl PushServices {
    /// Push to these hosts; `contact` is whom their operators may write to, `mailto:` or `https://`.
    ///
    /// # Errors
    /// A fault that names the setting.
    pub fn new(hosts: PushHosts, contact: &str, key: VapidKey, chance: Arc<dyn Chance>) -> Outcome<Self> {
        let contact = check_contact(contact)?;
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(WAIT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_response_header_size(HEAD_BYTES_MAX)
            .proxy(None)
            .build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), Outside::default());
        Ok(Self { hosts, contact: contact.to_owned(), key, chance, agent })
    }

    fn request(&self, message: PushMessage<'_>) -> Result<Request, Undelivered> {
        let never = |told: &str| Undelivered::Never(told.to_owned());
        let service =
            self.hosts.service(&message.to.endpoint).ok_or_else(|| never("push: a host that is not named"))?;
        let receiver = Receiver::of(message.to).ok_or_else(|| never("push: no key"))?;
        let body = receiver
            .seal(message.text, TEXT_BYTES, self.chance.as_ref())
            .map_err(|_| never("push: no message can be sealed"))?;
        let headers = [
            ("authorization", self.key.authorization(&service.origin, &self.contact, message.at)),
            ("ttl", message.ttl_s.max(0).to_string()),
            ("urgency", message.urgency.header().to_owned()),
            ("topic", message.topic.to_owned()),
        ];
        Ok(Request { endpoint: message.to.endpoint.clone(), host: service.host, headers, body })
    }
}

impl Pusher for PushServices {
    fn key(&self) -> Option<String> {
        Some(self.key.public())
    }

    fn host(&self, endpoint: &str) -> Option<String> {
        self.hosts.service(endpoint).map(|service| service.host)
    }

    fn send<'a>(&'a self, message: PushMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        let (request, agent) = (self.request(message), self.agent.clone());
        Box::pin(async move {
            let sent = tokio::task::spawn_blocking(move || call(&agent, request?)).await;
            sent.map_err(|_| Undelivered::Later("push: interrupted".to_owned()))?
        })
    }
}

fn call(agent: &ureq::Agent, request: Request) -> Result<(), Undelivered> {
    let Request { endpoint, host, headers, body } = request;
    let asked = agent.post(&endpoint).header("content-encoding", "aes128gcm");
    let asked = asked.header(header::CONTENT_TYPE, "application/octet-stream");
    let asked = headers.into_iter().fold(asked, |asked, (name, value)| asked.header(name, value));
    // The address stays out of the log; the host is one that the operator named.
    let answer = asked.send(&body[..]).map_err(|_| Undelivered::NoAnswer(format!("push: {host}: no answer")))?;
    judged(&host, answer.status().as_u16(), answer.headers())
}

/// What an answer means.
fn judged(host: &str, status: u16, headers: &HeaderMap) -> Result<(), Undelivered> {
    let told = format!("push: {host}: {status}");
    match status {
        200..=202 | 204 => Ok(()),
        404 | 410 => Err(Undelivered::Gone(told)),
        // Too long, too often, or not well: later. 401 and 403 are ours to mend, and it can leave then.
        401 | 403 | 408 | 413 | 429 | 500.. => Err(match patience_s(headers) {
            Some(wait_s) => Undelivered::After(told, wait_s),
            None => Undelivered::Later(told),
        }),
        _ => Err(Undelivered::Never(told)),
    }
}

/// `Retry-After` in seconds; a date is not read.
fn patience_s(headers: &HeaderMap) -> Option<i64> {
    let seconds: i64 = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    (seconds >= 0).then(|| seconds.min(PATIENCE_S_MAX))
}
