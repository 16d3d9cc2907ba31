//! Pages obey their own policy: no inline style or script, no `on...` attribute, nothing loaded from or sent to elsewhere.

use crate::finding::Finding;
use crate::tree::Tree;

const LOADING: [&str; 7] = ["src", "srcset", "poster", "data", "action", "formaction", "manifest"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.with_extension("html").filter(|file| file.path.contains("/templates/")) {
        for (start, tag) in tags(&file.text) {
            let number = file.text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
            for (what, mend) in faults(tag) {
                found.push(Finding::new(file, number, what, mend));
            }
        }
    }
    found
}

/// Every opening tag with its offset, `<` to `>`; quoted `>` and template expressions stay inside.
fn tags(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut quote: Option<char> = None;
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        match (open, quote) {
            (Some(_), Some(mark)) if sign == mark => quote = None,
            (Some(_), Some(_)) => {}
            (Some(_), None) if (sign == '"' || sign == '\'') && before == '=' => quote = Some(sign),
            (Some(start), None) if sign == '>' => {
                found.extend(text.get(start..=at).map(|tag| (start, tag)));
                open = None;
            }
            (None, _) if before == '<' && sign.is_ascii_alphabetic() => open = Some(at - 1),
            _ => {}
        }
        before = sign;
    }
    found
}

fn faults(tag: &str) -> Vec<(String, &'static str)> {
    let name = tag.trim_start_matches('<').split([' ', '\n', '>', '/']).next().unwrap_or_default();
    let attributes = attributes(tag);
    let mut found = Vec::new();
    if name == "style" {
        found.push(("an inline style sheet".to_owned(), "put the rule into the one style sheet in `assets/`"));
    }
    if name == "script" && !attributes.iter().any(|(name, _)| *name == "src") {
        found.push((
            "an inline script".to_owned(),
            "put it into the script in `assets/`; pass values in data attributes",
        ));
    }
    for (attribute, value) in attributes {
        if attribute == "style" {
            found.push((format!("style=\"{value}\""), "give it a class, and the class a rule in `assets/`"));
        }
        if attribute.starts_with("hx-on") || (attribute.starts_with("on") && attribute.len() > 3) {
            found.push((format!("a handler in {attribute}"), "listen for it in the script in `assets/`"));
        }
        let outside = value.starts_with("//") || value.contains("://");
        let loads =
            LOADING.contains(&attribute) || attribute.starts_with("hx-") || (attribute == "href" && name != "a");
        if outside && loads {
            found
                .push((format!("{attribute} leaves the site: {value}"), "serve it ourselves, or make it a plain link"));
        }
        if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
            found.push((format!("a script in {attribute}"), "make it a form or a link that works without scripts"));
        }
    }
    found
}

/// `name="value"` pairs; names without values come with an empty one.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/' || sign == '>');
        let end = rest.find(|sign: char| sign.is_whitespace() || sign == '=' || sign == '>').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() && after.is_empty() {
            return found;
        }
        let (value, left) = after.strip_prefix('=').map_or(("", after), value);
        found.push((name, value));
        rest = left;
    }
}

fn value(text: &str) -> (&str, &str) {
    for mark in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(mark) {
            return inner.split_once(mark).unwrap_or((inner, ""));
        }
    }
    text.split_once(|sign: char| sign.is_whitespace() || sign == '>').unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::one;

    fn count(text: &str) -> usize {
        check(&one("shared/web/templates/a.html", text)).len()
    }

    #[test]
    fn good_pages_pass() {
        assert_eq!(count("<script src=\"/a.js\" defer></script><link rel=stylesheet href=\"/a.css\">"), 0);
        assert_eq!(count("<a href=\"https://example.org\">x</a><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"), 0);
        assert_eq!(count("<p class=\"{% if a > b %}on{% endif %}\">x = y, style = z</p>"), 0);
        assert_eq!(count("<details {% if a %}open{% endif %}\n  id=\"one\"><summary>on</summary></details>"), 0);
    }

    #[test]
    fn every_fault_is_found() {
        for bad in [
            "<p style=\"color:red\">",
            "<style>p{}</style>",
            "<script>x()</script>",
            "<button\n  onclick=\"x()\">",
            "<button hx-on:click='x()'>",
            "<img src=\"https://example.org/a.png\">",
            "<img src=//example.org/a.png>",
            "<link href='http://example.org/a.css'>",
            "<form action=\"https://example.org\">",
            "<a href=\"javascript:x()\">",
        ] {
            assert_eq!(count(bad), 1, "{bad}");
        }
    }
}
