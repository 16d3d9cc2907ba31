//! The order in which a request meets the layers: log line, limits, compression, headers, visitor, gate, handler.

use crate::circle::{Circle, Need, Routes};
use crate::site::Site;
use crate::{answer, assets, settings, visit};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// The largest form with photos: six of ten megabytes and the words around them.
const BODY_BYTES_MAX: usize = 64 * 1024 * 1024;
/// How long a request may take.
const REQUEST_S_MAX: u64 = 60;
/// Nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; \
     object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// The shell's own routes; part of the authorization test like any other.
#[must_use]
pub fn shell_circle() -> Circle {
    let routes = Routes::default().post("/settings/language", Need::Nothing, settings::language).post(
        "/settings/size",
        Need::Nothing,
        settings::size,
    );
    let frame = kernel::i18n::Source {
        name: "web",
        zh_cn: include_str!("../locales/zh-CN/web.ftl"),
        bo: include_str!("../locales/bo/web.ftl"),
        en: include_str!("../locales/en/web.ftl"),
    };
    let problems = kernel::i18n::Source {
        name: "problem",
        zh_cn: include_str!("../locales/zh-CN/problem.ftl"),
        bo: include_str!("../locales/bo/problem.ftl"),
        en: include_str!("../locales/en/problem.ftl"),
    };
    let sources = vec![frame, problems];
    Circle {
        name: "web",
        routes,
        part: kernel::part().join(kernel::app::Part { sources, ..Default::default() }),
        ..Default::default()
    }
}

/// Assembles the routes of all circles under the layers.
pub fn router(site: &Site, circles: Vec<Circle>) -> Router {
    let pages = circles.into_iter().fold(Routes::default(), |all, circle| all.join(circle.routes)).router;
    let pages = pages
        .fallback(async || answer::Failure(base::Problem::NotFound))
        .layer(axum::middleware::from_fn_with_state(site.clone(), visit::layer))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(REQUEST_S_MAX)));
    Router::new()
        .merge(pages)
        .route("/assets/{name}", get(assets::serve))
        .route("/sw.js", get(assets::service_worker))
        .route("/healthz", get(async || "ok"))
        .layer(CompressionLayer::new())
        .layer(axum::middleware::from_fn(headers))
        .layer(axum::middleware::from_fn(log_line))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| answer::bare_fault()))
        .with_state(site.clone())
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "geolocation=(), microphone=(), camera=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        // A page may ask for the microphone, and a file may be shut in more tightly.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// One line per request: method, path without what was asked, status, time. Never names, phones, addresses, bodies; of an
/// address that is itself a secret, only which one it is.
#[expect(clippy::disallowed_methods, reason = "how long a request took is for the log only")]
async fn log_line(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let secret = route.filter(|route| route.contains("{secret}"));
    let path = secret.unwrap_or_else(|| path_only(request.uri().path())).to_owned();
    let method = request.method().clone();
    let started = tokio::time::Instant::now();
    let response = next.run(request).await;
    let took_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status = response.status().as_u16(), took_us, "request");
    response.into_response()
}

/// The path without its question part.
pub(crate) fn path_only(path: &str) -> &str {
    path.split('?').next().unwrap_or(path)
}
