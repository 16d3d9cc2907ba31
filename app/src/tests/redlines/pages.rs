//! Pages as they are compared: without what is new in every answer.

use testkit::{Browser, Town};

/// What stands before a value that is made anew for every page.
const FRESH: [&str; 4] =
    ["name=\"csrf\" value=\"", "name=\"once\" value=\"", "name=\"word\" value=\"", "data-voice=\"/ask/voice/"];

/// A page without its tokens.
pub(super) fn masked(html: &str) -> String {
    let mut text = html.to_owned();
    for start in FRESH {
        let mut out = String::with_capacity(text.len());
        for (at, piece) in text.split(start).enumerate() {
            if at == 0 {
                out.push_str(piece);
            } else {
                out.push_str(start);
                out.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
            }
        }
        text = out;
    }
    // The checkpoint of the audit log on the day's print is new after every write.
    match text.split_once("<p class=\"break\"><small>wuquan/") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</small>").map_or("", |(_, after)| after)),
        None => text,
    }
}

/// These pages of one reader, each with its status, masked.
pub(super) async fn walk(who: &str, browser: &Browser<'_>, paths: &[String]) -> Vec<(String, String)> {
    let mut seen = Vec::new();
    for path in paths {
        let page = browser.get(path).await;
        assert!(!page.status.is_server_error(), "{path} by {who}");
        let text = format!("{} {}\n{}", page.status, page.location, masked(&page.text));
        seen.push((format!("{path} by {who}"), text));
    }
    seen
}

/// Every page without a parameter.
pub(super) fn plain_paths(town: &Town) -> Vec<String> {
    let lines = town.site.lines.iter().filter(|line| line.method == axum::http::Method::GET);
    lines.filter(|line| !line.path.contains('{')).map(|line| line.path.to_owned()).collect()
}

/// The same pages say the same.
pub(super) fn assert_same(before: &[(String, String)], after: &[(String, String)], why: &str) {
    assert_eq!(before.len(), after.len(), "{why}");
    for ((name, old), (same, new)) in before.iter().zip(after) {
        assert_eq!(name, same, "{why}");
        let (was, is) = difference(old, new);
        assert!(old == new, "{why}: {name} differs\n  was: {was}\n  is:  {is}");
    }
}

/// Where two texts part.
fn difference(old: &str, new: &str) -> (String, String) {
    let at = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
    let piece = |text: &str| text.chars().skip(at.saturating_sub(60)).take(160).collect();
    (piece(old), piece(new))
}
