//! A recording on its way to a player: whole, or the piece that was asked for, and never as anything that could act.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// What a browser may do with it besides playing: nothing.
const POLICY: &str = "default-src 'none'; media-src 'self'; sandbox";
/// The microphone for pages of this site only, and only where one may speak.
const MICROPHONE: &str = "geolocation=(), microphone=(self), camera=()";

/// Which piece of a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Whole,
    /// From here up to, not including, there.
    Part(usize, usize),
    /// Beyond its end.
    Nothing,
}

/// A recording, under a name that a browser keeps it by; `asked` are the headers of the request.
#[must_use]
pub fn sound(media_type: &str, name: &str, bytes: Bytes, asked: &HeaderMap) -> Response {
    let length = bytes.len();
    let range = asked.get(header::RANGE).and_then(|range| range.to_str().ok());
    let (status, body, says) = match piece(range, length) {
        Piece::Whole => (StatusCode::OK, bytes, None),
        Piece::Part(from, to) => {
            let says = format!("bytes {from}-{}/{length}", to - 1);
            (StatusCode::PARTIAL_CONTENT, bytes.slice(from..to), Some(says))
        }
        Piece::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new(), Some(format!("bytes */{length}"))),
    };
    let mut response = (status, body).into_response();
    let text = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
    let named = [
        (header::CONTENT_TYPE, text(media_type)),
        (header::CONTENT_DISPOSITION, text(&format!("inline; filename=\"{name}\""))),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ];
    response.headers_mut().extend(named);
    response.headers_mut().extend(says.map(|says| (header::CONTENT_RANGE, text(&says))));
    response
}

/// Lets a page ask for the microphone.
#[must_use]
pub fn with_microphone(mut page: Response) -> Response {
    page.headers_mut().insert("permissions-policy", HeaderValue::from_static(MICROPHONE));
    page
}

/// One range of bytes; several at once, or what cannot be read, is the whole.
fn piece(range: Option<&str>, length: usize) -> Piece {
    let asked = range.and_then(|range| range.strip_prefix("bytes=")).and_then(|range| range.split_once('-'));
    let Some((from, to)) = asked else { return Piece::Whole };
    let found = match (from.trim().parse::<usize>(), to.trim().parse::<usize>()) {
        (Ok(from), Ok(last)) if from <= last => (from, last.saturating_add(1).min(length)),
        (Ok(from), Err(_)) if to.trim().is_empty() => (from, length),
        (Err(_), Ok(count)) if from.trim().is_empty() => (length.saturating_sub(count), length),
        _ => return Piece::Whole,
    };
    if found.0 < found.1 { Piece::Part(found.0, found.1) } else { Piece::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_never_more_than_there_is() {
        let ask = |range: &str| piece(Some(range), 100);
        assert_eq!(ask("bytes=0-0"), Piece::Part(0, 1));
        assert_eq!(ask("bytes=0-"), Piece::Part(0, 100));
        assert_eq!(ask("bytes=90-200"), Piece::Part(90, 100));
        assert_eq!(ask("bytes=-10"), Piece::Part(90, 100));
        assert_eq!(ask("bytes=-500"), Piece::Part(0, 100));
        assert_eq!(ask("bytes=5-18446744073709551615"), Piece::Part(5, 100));
        for beyond in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(ask(beyond), Piece::Nothing, "{beyond}");
        }
        for other in ["bytes=9-3", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes=-", ""] {
            assert_eq!(ask(other), Piece::Whole, "{other}");
        }
        assert_eq!((piece(None, 100), piece(Some("bytes=0-"), 0)), (Piece::Whole, Piece::Nothing));
    }
}
