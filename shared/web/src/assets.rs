//! The built front end, embedded in the binary and served under names that carry their hash.

use crate::answer::Failure;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::Problem;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
#[allow_missing = true]
struct Dist;

/// Logical names and the public paths of what is embedded.
pub struct Assets(BTreeMap<String, String>);

impl Assets {
    /// Reads the manifest of the build; empty when the front end is not built.
    pub(crate) fn load() -> Self {
        let manifest = Dist::get("manifest.json");
        let names: BTreeMap<String, String> =
            manifest.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default();
        Self(names.into_iter().map(|(name, hashed)| (name, format!("/assets/{hashed}"))).collect())
    }

    /// The public path of a logical name; the front door when it is missing, which `doctor` reports.
    #[must_use]
    pub fn path(&self, name: &str) -> &str {
        self.0.get(name).map_or("/", String::as_str)
    }
}

/// Serves one embedded file; its name carries its hash, so it never changes.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let Some(file) = Dist::get(&name).filter(|_| name != "manifest.json") else {
        return (StatusCode::NOT_FOUND, Failure(Problem::NotFound)).into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, file.metadata.mimetype().to_owned()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
    ];
    (headers, file.data.into_owned()).into_response()
}

/// The service worker that shows news on a screen. It stands at the root, so that it reaches every page, under a name that
/// stays: browsers ask for it again each time instead of keeping it.
pub(crate) async fn service_worker() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, include_str!("../../../assets/src/sw.js")).into_response()
}

/// The front end is embedded in this binary.
#[must_use]
pub fn assets_are_built() -> bool {
    Dist::get("manifest.json").is_some()
}
