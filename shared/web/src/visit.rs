//! One request by someone: who, in which language, how large, from where.

use crate::community::CommunityCard;
use crate::site::Site;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use base::{Doer, Outcome};
use futures::future::BoxFuture;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// Tells who visits; `access` does.
pub trait Doorkeeper: Send + Sync {
    /// Reads cookies and addresses and answers who this is; a stranger is a visitor, never an error.
    fn visit<'a>(&'a self, site: &'a Site, parts: &'a Parts) -> BoxFuture<'a, Outcome<Visit>>;
}

/// One request by someone.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who acts.
    pub doer: Doer,
    /// The name to greet.
    pub name: Option<String>,
    /// The session row, when there is one.
    pub session: Option<Uuid>,
    /// What forms of this browser must carry.
    pub csrf: String,
    /// The browser's secret, from which sessions are found; set as a cookie when it is new.
    pub token: String,
    /// The token was made for this request and has to be set.
    pub token_is_new: bool,
    /// Large print.
    pub large: bool,
    /// Path and query.
    pub path: String,
    /// The address requests come from, behind trusted proxies.
    pub address: IpAddr,
    /// What the community shows on every page.
    pub community: Arc<CommunityCard>,
    /// News that this account has not read.
    pub unread: i64,
    /// A message of the page before: kind and message key.
    pub flash: Option<(String, String)>,
}

impl Visit {
    /// The address whose guesses are counted; none for the hall's own, which is never locked out.
    #[must_use]
    pub fn throttled_address(&self, site: &Site) -> Option<String> {
        (!site.options.hall_addresses.contains(&self.address)).then(|| self.address.to_string())
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = crate::Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let visit = parts.extensions.get::<Self>().cloned();
        visit.ok_or_else(|| base::Problem::Fault("a route outside the visit layer".to_owned()).into())
    }
}

/// Identifies the visitor once per request, and turns problems into pages in their language.
pub(crate) async fn layer(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = match site.doorkeeper.visit(&site, &parts).await {
        Ok(visit) => visit,
        Err(problem) => {
            tracing::error!(%problem, "a visitor could not be identified");
            return crate::answer::bare_fault();
        }
    };
    parts.extensions.insert(visit.clone());
    let response = crate::busy::watch(next.run(Request::from_parts(parts, body))).await;
    let mut response = crate::answer::in_words(&site, &visit, response);
    crate::cookies::keep(&site, &visit, &mut response);
    response
}
