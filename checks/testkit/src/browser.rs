//! A browser without a screen: cookies, forms with their CSRF value, redirects left to the test.

use crate::town::Town;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use std::sync::Mutex;
use tower::ServiceExt;

/// The longest page a test reads.
const PAGE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A browser with its cookies.
pub struct Browser<'t> {
    town: &'t Town,
    cookies: Mutex<Vec<(String, String)>>,
}

/// What came back.
#[derive(Debug)]
pub struct Seen {
    /// The status.
    pub status: StatusCode,
    /// Where a redirect leads; empty otherwise.
    pub location: String,
    /// The body as text.
    pub text: String,
}

impl Seen {
    /// The page says this.
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }
}

impl<'t> Browser<'t> {
    pub(crate) fn new(town: &'t Town) -> Self {
        Self { town, cookies: Mutex::default() }
    }

    pub(crate) fn with_token(town: &'t Town, token: String) -> Self {
        Self { town, cookies: Mutex::new(vec![("wq".to_owned(), token)]) }
    }

    /// Sets the language of this browser.
    pub fn speak(&self, tag: &str) -> &Self {
        self.remember("wq_lang", tag);
        self
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Seen {
        let request = Request::get(path).header(header::COOKIE, self.cookie_line());
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Opens a file.
    pub async fn bytes(&self, path: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::get(path).header(header::COOKIE, self.cookie_line());
        let response = self.answer(request.body(Body::empty()).expect("a request")).await;
        let status = response.status();
        (status, to_bytes(response.into_body(), PAGE_BYTES_MAX).await.expect("a body").to_vec())
    }

    /// Posts a form; its CSRF value is added.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mut pairs = vec![("csrf".to_owned(), self.csrf().await)];
        pairs.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = serde_html_form::to_string(&pairs).expect("a form");
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie_line())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Posts a form with files (field, file name, bytes); its CSRF value is added.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Seen {
        const EDGE: &str = "----wuquan-test";
        let csrf = self.csrf().await;
        let mut body = Vec::new();
        for (name, value) in std::iter::once(("csrf", csrf.as_str())).chain(fields.iter().copied()) {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        for (name, file, bytes) in files {
            let head =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n");
            body.extend(head.into_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie_line())
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"));
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends any request with this browser's cookies.
    pub async fn send(&self, request: Request<Body>) -> Seen {
        let response = self.answer(request).await;
        let status = response.status();
        let location = response
            .headers()
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let bytes = to_bytes(response.into_body(), PAGE_BYTES_MAX).await.expect("a body");
        Seen { status, location, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let response = self.town.router.clone().oneshot(request).await.expect("an answer");
        for line in response.headers().get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.remember(name, value);
            }
        }
        response
    }

    /// What this browser's forms carry.
    pub async fn csrf(&self) -> String {
        if self.token().is_none() {
            self.get("/sign-in").await;
        }
        let token = self.token().expect("the first page sets the browser's secret");
        hex::encode(self.town.app.vault.blind_index("csrf", &token))
    }

    fn token(&self) -> Option<String> {
        let cookies = self.cookies.lock().expect("cookies");
        cookies.iter().find(|(name, value)| name == "wq" && !value.is_empty()).map(|(_, value)| value.clone())
    }

    fn remember(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().expect("cookies");
        cookies.retain(|(known, _)| known != name);
        cookies.push((name.to_owned(), value.to_owned()));
    }

    fn cookie_line(&self) -> String {
        let cookies = self.cookies.lock().expect("cookies");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}
