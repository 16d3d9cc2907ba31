//! A push service on loopback: a real HTTP server that takes sealed messages for browsers, and answers as it is told.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base::Outcome;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use kernel::notify::push::Subscription;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What came over the wire.
#[derive(Clone, Debug)]
pub struct Rung {
    /// Which browser: the last part of the address.
    pub browser: String,
    /// The headers, by small names.
    pub headers: BTreeMap<String, String>,
    /// The sealed body, base64url.
    pub body: String,
}

impl Rung {
    /// What the browser of [`PushServer::browser`] reads: opened with its private key, padding and all gone.
    #[must_use]
    pub fn opened(&self) -> String {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
        let body = bytes(&self.body);
        let (salt, rest) = body.split_at(16);
        let (from, sealed) = rest.split_at(5).1.split_at(65);
        let own = SecretKey::from_slice(&bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")).expect("a key");
        let sender = PublicKey::from_sec1_bytes(from).expect("a point");
        let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), sender.as_affine());
        let about = [b"WebPush: info\0", &own.public_key().to_sec1_bytes()[..], from].concat();
        let mut secret = [0; 32];
        let derive = |salt: &[u8], from: &[u8], about: &[u8], key: &mut [u8]| {
            Hkdf::<Sha256>::new(Some(salt), from).expand(about, key).expect("a key");
        };
        derive(&bytes("BTBZMqHH6r4Tts7J_aSIgg"), shared.raw_secret_bytes(), &about, &mut secret);
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        derive(salt, &secret, b"Content-Encoding: aes128gcm\0", &mut key);
        derive(salt, &secret, b"Content-Encoding: nonce\0", &mut nonce);
        let plain = Aes128Gcm::new(&key.into()).decrypt(&Nonce::from(nonce), sealed).expect("it opens");
        let end = plain.iter().rposition(|byte| *byte != 0).expect("a mark");
        String::from_utf8(plain.get(..end).expect("a text").to_vec()).expect("text")
    }
}

#[derive(Debug)]
struct State {
    answer: (u16, Option<String>),
    seen: Vec<Rung>,
}

/// The push service; it lives as long as the test's runtime.
#[derive(Clone, Debug)]
pub struct PushServer {
    origin: String,
    state: Arc<Mutex<State>>,
}

impl PushServer {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(base::Problem::fault)?;
        let address = listener.local_addr().map_err(base::Problem::fault)?;
        let state = Arc::new(Mutex::new(State { answer: (201, None), seen: Vec::new() }));
        let router = Router::new().route("/ring/{browser}", post(take)).with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { origin: format!("http://{address}"), state })
    }

    /// Its entry in `push_services`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A browser of this name, with the keys of RFC 8291, Appendix A.
    #[must_use]
    pub fn browser(&self, name: &str) -> Subscription {
        Subscription {
            endpoint: format!("{}/ring/{name}", self.origin),
            p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                .to_owned(),
            auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
        }
    }

    /// What it answers from now on: a status, and a wish when to come again or where to go.
    pub fn answer(&self, status: u16, header: Option<&str>) {
        self.state.lock().expect("the push service").answer = (status, header.map(str::to_owned));
    }

    /// Everything that was asked of it.
    #[must_use]
    pub fn seen(&self) -> Vec<Rung> {
        self.state.lock().expect("the push service").seen.clone()
    }
}

async fn take(
    Shared(state): Shared<Arc<Mutex<State>>>,
    Path(browser): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let mut state = state.lock().expect("the push service");
    state.seen.push(Rung { browser, headers, body: URL_SAFE_NO_PAD.encode(&body) });
    let (status, header) = state.answer.clone();
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match header {
        Some(place) if status.is_redirection() => (status, [("location", place)]).into_response(),
        Some(wait) => (status, [("retry-after", wait)]).into_response(),
        None => status.into_response(),
    }
}
