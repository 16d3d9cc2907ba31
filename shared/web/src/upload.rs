//! Forms with photos: the same CSRF check, the same fields, and files that nobody trusts.

use crate::answer::Failure;
use crate::form::{csrf_holds, words_of};
use crate::visit::Visit;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use base::Problem;
use serde::de::DeserializeOwned;

/// Files in one form.
const FILES_MAX: usize = 12;
/// Fields in one form.
const FIELDS_MAX: usize = 300;

/// A file of a form, as it came.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field.
    pub field: String,
    /// Its bytes; never more than the body limit.
    pub bytes: Bytes,
}

/// A posted form with files whose CSRF value was right.
pub struct Uploaded<T> {
    /// The fields.
    pub form: T,
    /// The files that are not empty.
    pub files: Vec<Upload>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Uploaded<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let visit = request.extensions().get::<Visit>().cloned();
        let visit = visit.ok_or_else(|| Problem::Fault("a form outside the visit layer".to_owned()))?;
        let multipart = Multipart::from_request(request, state).await;
        let (fields, files) = read(multipart.map_err(|_| Problem::refused("shell-form-broken"))?).await?;
        let csrf = fields.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.as_str());
        if !csrf_holds(&visit, csrf.unwrap_or_default()) {
            return Err(Problem::refused("shell-form-stale").into());
        }
        let encoded = serde_html_form::to_string(&fields).map_err(Problem::fault)?;
        let form = serde_html_form::from_str(&encoded).map_err(|_| Problem::refused("shell-form-broken"))?;
        Ok(Self { form, files })
    }
}

type Fields = Vec<(String, String)>;

async fn read(mut multipart: Multipart) -> Result<(Fields, Vec<Upload>), Problem> {
    let (mut fields, mut files, mut refused) = (Vec::new(), Vec::new(), None);
    while let Some(field) = multipart.next_field().await.map_err(|_| Problem::refused("shell-form-too-large"))? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        if is_file {
            let bytes = field.bytes().await.map_err(|_| Problem::refused("shell-form-too-large"))?;
            if files.len() >= FILES_MAX {
                refused = refused.or(Some(Problem::refused("shell-form-too-large")));
            } else if !bytes.is_empty() {
                files.push(Upload { field: name, bytes });
            }
            continue;
        }
        match words_of(field).await {
            Ok(words) if fields.len() < FIELDS_MAX => {
                fields.push((name, String::from_utf8_lossy(&words).replace('\0', "")));
            }
            Ok(_) => refused = refused.or(Some(Problem::refused("shell-words-too-many"))),
            Err(problem) => refused = refused.or(Some(problem)),
        }
    }
    refused.map_or(Ok((fields, files)), Err)
}
