//! What goes out: pages, redirects with a message, and problems in the reader's words with a way back.

use crate::cookies;
use crate::shell::Shell;
use crate::site::Site;
use crate::visit::Visit;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base::Problem;
use std::sync::Arc;

/// What a handler answers.
pub type Answer = Result<Response, Failure>;

/// A problem on its way to the edge, where it becomes a page.
#[derive(Debug)]
pub struct Failure(pub Problem);

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Arc::new(self.0));
        response
    }
}

fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::NotFound => StatusCode::NOT_FOUND,
        Problem::SignIn => StatusCode::UNAUTHORIZED,
        Problem::NotAllowed => StatusCode::FORBIDDEN,
        Problem::Changed => StatusCode::CONFLICT,
        Problem::Refused(_) | Problem::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Problem::Again => StatusCode::SERVICE_UNAVAILABLE,
        Problem::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A page.
///
/// # Errors
/// A fault when the template cannot be rendered.
pub fn page(template: &impl Template) -> Answer {
    page_with(StatusCode::OK, template)
}

/// A page with a status, for example a refused form (422).
///
/// # Errors
/// A fault when the template cannot be rendered.
pub fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    let html = template.render().map_err(Problem::fault)?;
    Ok((status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}

/// Goes to a page of ours after a form, with a message there (`kind` is ok, warn or late; `key` a message).
#[must_use]
pub fn goto(site: &Site, path: &str, kind: &str, key: &str) -> Response {
    let mut response = back_to(path);
    cookies::set_cookie(site, &mut response, cookies::FLASH, &format!("{kind}.{key}"), 60);
    response
}

/// Goes to a page of ours; anything that is no path of ours leads home.
#[must_use]
pub fn back_to(path: &str) -> Response {
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && path.is_ascii();
    let target = HeaderValue::from_str(if ours { path } else { "/" }).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response()
}

/// A file of ours, for example a photo, shown to those who may see its record.
#[must_use]
pub fn file(content_type: &'static str, bytes: impl Into<axum::body::Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "private, max-age=3600")];
    (headers, bytes.into()).into_response()
}

/// A file to save under this name; no browser keeps it by itself.
#[must_use]
pub fn download(name: &str, content_type: &'static str, bytes: impl Into<axum::body::Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes.into()).into_response()
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    heading: String,
    advice: String,
    way_href: String,
    way_label: String,
}

/// Replaces a response that carries a problem by a page in the reader's words.
pub(crate) fn in_words(site: &Site, visit: &Visit, response: Response) -> Response {
    let Some(problem) = response.extensions().get::<Arc<Problem>>().cloned() else {
        return plain_errors_in_words(site, visit, response);
    };
    problem_page(site, visit, &problem)
}

fn plain_errors_in_words(site: &Site, visit: &Visit, response: Response) -> Response {
    let html = response.headers().contains_key(header::CONTENT_TYPE);
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if !html => {
            problem_page(site, visit, &Problem::NotFound)
        }
        StatusCode::PAYLOAD_TOO_LARGE => problem_page(site, visit, &Problem::refused("shell-form-too-large")),
        StatusCode::REQUEST_TIMEOUT => problem_page(site, visit, &Problem::Again),
        _ => response,
    }
}

fn problem_page(site: &Site, visit: &Visit, problem: &Problem) -> Response {
    if let Problem::Fault(text) = problem {
        tracing::error!(fault = %text, path = %crate::server::path_only(&visit.path), "a request failed");
    }
    let shell = site.shell(visit, "shell-problem-title");
    let (heading, advice) = words(&shell, problem);
    let sign_in = matches!(problem, Problem::SignIn);
    let way_href = if sign_in { format!("/sign-in?next={}", encode(&visit.path)) } else { "/".to_owned() };
    let label = if sign_in { "shell-sign-in" } else { "shell-go-home" };
    let way_label = shell.t(label);
    let page = ProblemPage { shell, heading, advice, way_href, way_label };
    match page_with(status(problem), &page) {
        Ok(mut response) => {
            match problem {
                Problem::TooMany { wait_s } => {
                    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*wait_s));
                }
                Problem::Again => crate::busy::later(&mut response),
                _ => {}
            }
            response
        }
        Err(_) => bare_fault(),
    }
}

fn words(shell: &Shell, problem: &Problem) -> (String, String) {
    let (heading, advice) = match problem {
        Problem::NotFound => ("shell-not-found", "shell-not-found-advice"),
        Problem::SignIn => ("shell-sign-in-first", "shell-sign-in-first-advice"),
        Problem::NotAllowed => ("shell-not-allowed", "shell-not-allowed-advice"),
        Problem::Changed => ("shell-changed", "shell-changed-advice"),
        Problem::Refused(refusal) => return (shell.t("shell-refused"), shell.refusal(refusal)),
        Problem::Invalid(fields) => {
            let sentences: Vec<_> = fields.iter().map(|field| shell.refusal(&field.refusal)).collect();
            return (shell.t("shell-refused"), sentences.join(" "));
        }
        Problem::TooMany { wait_s } => {
            let minutes = i64::try_from(wait_s.div_ceil(60)).unwrap_or(i64::MAX);
            return (shell.t("shell-too-many"), shell.tn("shell-too-many-advice", "minutes", minutes));
        }
        Problem::Again => ("shell-busy", "shell-busy-advice"),
        Problem::Fault(_) => ("shell-fault", "shell-fault-advice"),
    };
    (shell.t(heading), shell.t(advice))
}

/// Percent-encodes a path for use as a value in an address.
fn encode(path: &str) -> String {
    serde_html_form::to_string([("", path)]).map(|pair| pair.trim_start_matches('=').to_owned()).unwrap_or_default()
}

/// The last resort, when not even the page of problems can be made.
pub(crate) fn bare_fault() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, Html("<!doctype html><title>503</title><p>503 · 稍后再试 · Please try again</p>"))
        .into_response()
}
