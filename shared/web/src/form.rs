//! What comes in: forms with their CSRF value, questions in the address, ids in the path. All of it is hostile.

use crate::answer::Failure;
use crate::shell::Shell;
use crate::site::Site;
use crate::visit::Visit;
use axum::RequestExt;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use base::{Doer, FieldProblem, Problem, Refusal};
use futures::{Stream, StreamExt};
use kernel::app::App;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use subtle::ConstantTimeEq;

/// The most that the words of one form may be, as they are sent.
const WORDS_BYTES_MAX: usize = 1024 * 1024;

/// A posted form whose CSRF value was right.
pub struct Posted<T>(pub T);

#[derive(Deserialize)]
struct Csrf {
    #[serde(default)]
    csrf: String,
}

/// Whether this form came from a page of ours in this browser.
pub(crate) fn csrf_holds(visit: &Visit, sent: &str) -> bool {
    visit.csrf.as_bytes().ct_eq(sent.as_bytes()).into()
}

/// The words of a form, or of one field, as far as a person can have typed them. The rest of what is too much is read
/// and forgotten, so that its sender gets an answer rather than a broken connection.
pub(crate) async fn words_of<E>(pieces: impl Stream<Item = Result<Bytes, E>>) -> Result<Vec<u8>, Problem> {
    let (mut pieces, mut words, mut sent) = (std::pin::pin!(pieces), Vec::new(), 0_usize);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Problem::refused("shell-form-too-large"))?;
        sent = sent.saturating_add(piece.len());
        if sent <= WORDS_BYTES_MAX {
            words.extend_from_slice(&piece);
        }
    }
    if sent <= WORDS_BYTES_MAX { Ok(words) } else { Err(Problem::refused("shell-words-too-many")) }
}

/// A form without NUL: no person types it, and PostgreSQL keeps no text that holds one.
fn without_nul(bytes: &[u8]) -> Cow<'_, [u8]> {
    let holds_nul = bytes.contains(&0) || bytes.windows(3).any(|three| three == b"%00");
    if !holds_nul {
        return Cow::Borrowed(bytes);
    }
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(bytes).unwrap_or_default();
    let clean: Vec<_> =
        pairs.into_iter().map(|(name, value)| (name.replace('\0', ""), value.replace('\0', ""))).collect();
    Cow::Owned(serde_html_form::to_string(&clean).unwrap_or_default().into_bytes())
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Posted<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let visit = request.extensions().get::<Visit>().cloned();
        let visit = visit.ok_or_else(|| Problem::Fault("a form outside the visit layer".to_owned()))?;
        let bytes = words_of(request.into_limited_body().into_data_stream()).await?;
        let bytes = without_nul(&bytes);
        let csrf: Csrf = serde_html_form::from_bytes(&bytes).map_err(|_| Problem::refused("shell-form-broken"))?;
        if !csrf_holds(&visit, &csrf.csrf) {
            return Err(Problem::refused("shell-form-stale").into());
        }
        let form = serde_html_form::from_bytes(&bytes).map_err(|_| Problem::refused("shell-form-broken"))?;
        Ok(Self(form))
    }
}

/// The question part of an address; what cannot be read counts as absent.
pub struct Questioned<T>(pub T);

impl<T: DeserializeOwned + Default, S: Sync> FromRequestParts<S> for Questioned<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = without_nul(parts.uri.query().unwrap_or_default().as_bytes());
        Ok(Self(serde_html_form::from_bytes(&query).unwrap_or_default()))
    }
}

/// Ids in the path; what is no id is not found.
pub struct Key<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Key<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        if parts.uri.path().contains("%00") {
            return Err(Problem::NotFound.into());
        }
        Path::<T>::from_request_parts(parts, state)
            .await
            .map(|Path(key)| Self(key))
            .map_err(|_| Problem::NotFound.into())
    }
}

/// A posted form about one record: who sent it, about which record, and what it says.
pub struct Sent<K, T> {
    /// The site.
    pub site: Site,
    /// Who sent it.
    pub visit: Visit,
    /// The id in the path.
    pub key: K,
    /// The form.
    pub form: T,
}

impl<K, T> Sent<K, T> {
    /// What actions reach.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.site.app
    }

    /// Who sent it.
    #[must_use]
    pub const fn doer(&self) -> &Doer {
        &self.visit.doer
    }
}

impl<K: DeserializeOwned + Send, T: DeserializeOwned> FromRequest<Site> for Sent<K, T> {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, site).await?;
        let Key(key) = Key::from_request_parts(&mut parts, site).await?;
        let Posted(form) = Posted::from_request(Request::from_parts(parts, body), site).await?;
        Ok(Self { site: site.clone(), visit, key, form })
    }
}

/// What a refused form needs: words at each field, and one sentence above them.
#[derive(Clone, Debug, Default)]
pub struct Mend {
    fields: Vec<FieldProblem>,
    general: Option<Refusal>,
}

impl Mend {
    /// Takes what the person can mend; passes on everything else.
    ///
    /// # Errors
    /// Problems that a form cannot show.
    pub fn of(problem: Problem) -> Result<Self, Problem> {
        match problem {
            Problem::Invalid(fields) => Ok(Self { fields, general: Some(Refusal::new("shell-form-mend")) }),
            Problem::Refused(refusal) => Ok(Self { fields: Vec::new(), general: Some(refusal) }),
            Problem::Changed => Ok(Self { fields: Vec::new(), general: Some(Refusal::new("shell-changed")) }),
            Problem::Again => {
                crate::busy::note();
                Ok(Self { fields: Vec::new(), general: Some(Refusal::new("shell-busy")) })
            }
            other => Err(other),
        }
    }

    /// Nothing to mend.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Something is to be mended.
    #[must_use]
    pub fn any(&self) -> bool {
        self.general.is_some()
    }

    /// The sentence above the form; empty when there is nothing to mend.
    #[must_use]
    pub fn sentence(&self, shell: &Shell) -> String {
        self.general.as_ref().map(|refusal| shell.refusal(refusal)).unwrap_or_default()
    }

    /// The words at a field; empty when it is right.
    #[must_use]
    pub fn field(&self, shell: &Shell, name: &str) -> String {
        let found = self.fields.iter().find(|problem| problem.field == name);
        found.map(|problem| shell.refusal(&problem.refusal)).unwrap_or_default()
    }
}
