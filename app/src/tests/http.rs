//! A browser down to the wire: real requests over a real connection, one connection each, forms filled as their page
//! served them. A broken connection is an error of its own, never an answer.

use std::fmt::Write as _;
use std::io::{Error, ErrorKind};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A server that says nothing for this long is broken.
const PATIENCE: Duration = Duration::from_secs(90);
const EDGE: &str = "----wuquan-test";

/// What came back, whole.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) location: String,
    /// The browser's secret, when this answer set one.
    pub(super) token: Option<String>,
    pub(super) text: String,
}

/// Sends a request and reads the answer until the server closes; an answer that is cut off is an error.
pub(super) async fn exchange(port: u16, request: &[u8]) -> Result<Reply, Error> {
    let answer = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let (mut from, mut to) = stream.split();
        let mut bytes = Vec::new();
        // Whoever refuses a large form early answers while it is still being sent.
        let (sent, read) = tokio::join!(to.write_all(request), from.read_to_end(&mut bytes));
        match reply(&bytes) {
            Some(reply) => Ok(reply),
            None => Err(sent.and(read).err().unwrap_or_else(|| ErrorKind::UnexpectedEof.into())),
        }
    };
    tokio::time::timeout(PATIENCE, answer).await.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
}

fn reply(bytes: &[u8]) -> Option<Reply> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = (std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 4..]);
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let header = |name: &str| {
        let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .collect::<Vec<_>>()
    };
    let length: usize = header("content-length").first()?.parse().ok()?;
    let cookies = header("set-cookie");
    let token = cookies.iter().find_map(|line| line.strip_prefix("wq=")).and_then(|rest| rest.split(';').next());
    let location = header("location").first().cloned().unwrap_or_default();
    let text = String::from_utf8_lossy(body).into_owned();
    (body.len() == length).then(|| Reply { status, location, token: token.map(str::to_owned), text })
}

fn head(line: &str, token: &str) -> String {
    let cookie = if token.is_empty() { String::new() } else { format!("Cookie: wq={token}\r\n") };
    format!("{line} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept-Language: zh-CN\r\n{cookie}")
}

/// Asks for a page.
pub(super) fn get(path: &str, token: &str) -> Vec<u8> {
    format!("{}\r\n", head(&format!("GET {path}"), token)).into_bytes()
}

/// Sends a form.
pub(super) fn post(path: &str, token: &str, fields: &[(String, String)]) -> Vec<u8> {
    let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    with_body((path, token), "application/x-www-form-urlencoded", pairs.join("&").as_bytes())
}

/// Sends a form with files: field, file name, bytes.
pub(super) fn upload(path: &str, token: &str, fields: &[(String, String)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, file, bytes) in files {
        let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n");
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
    with_body((path, token), &format!("multipart/form-data; boundary={EDGE}"), &body)
}

fn with_body((path, token): (&str, &str), kind: &str, body: &[u8]) -> Vec<u8> {
    let head = head(&format!("POST {path}"), token);
    let mut request = format!("{head}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    request.extend_from_slice(body);
    request
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a string grows");
        }
        out
    })
}

/// What the form with this action carries unseen; nothing when the page has no such form.
pub(super) fn hidden(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let form = page.split(&format!("action=\"{action}\"")).nth(1)?.split("</form>").next()?;
    let value = |input: &str, name: &str| {
        let value = input.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(value.to_owned())
    };
    let inputs = form.split("<input").filter(|input| input.contains("type=\"hidden\""));
    inputs.map(|input| Some((value(input, " name")?, value(input, " value")?))).collect()
}
