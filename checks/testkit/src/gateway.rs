//! A message gateway on loopback: a real HTTP server that takes texts for phones, and fails when told to.

use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use base::Outcome;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texted {
    /// The header `Idempotency-Key`.
    pub once: String,
    /// The header `Authorization`.
    pub bearer: String,
    /// The phone.
    pub phone: String,
    /// The text.
    pub text: String,
}

#[derive(Debug)]
struct State {
    status: u16,
    seen: Vec<Texted>,
}

/// The gateway; it lives as long as the test's runtime.
#[derive(Clone, Debug)]
pub struct GatewayServer {
    url: String,
    state: Arc<Mutex<State>>,
}

impl GatewayServer {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(base::Problem::fault)?;
        let address = listener.local_addr().map_err(base::Problem::fault)?;
        let state = Arc::new(Mutex::new(State { status: 200, seen: Vec::new() }));
        let router = Router::new().route("/send", post(take)).with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { url: format!("http://{address}/send"), state })
    }

    /// The address for `message_gateway`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it answers from now on.
    pub fn answer(&self, status: u16) {
        self.state.lock().expect("the gateway").status = status;
    }

    /// Everything that was asked of it.
    #[must_use]
    pub fn seen(&self) -> Vec<Texted> {
        self.state.lock().expect("the gateway").seen.clone()
    }
}

async fn take(
    Shared(state): Shared<Arc<Mutex<State>>>,
    headers: HeaderMap,
    Json(body): Json<BTreeMap<String, String>>,
) -> StatusCode {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let field = |name: &str| body.get(name).cloned().unwrap_or_default();
    let mut state = state.lock().expect("the gateway");
    state.seen.push(Texted {
        once: header("idempotency-key"),
        bearer: header("authorization"),
        phone: field("phone"),
        text: field("text"),
    });
    StatusCode::from_u16(state.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
