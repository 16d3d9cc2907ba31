//! Finds message keys in our own code and templates, so that an unknown or an unused key fails a test.
//!
//! Never parses the languages it reads: every literal that looks like a key and is one counts as used; a literal in the
//! place of a key must be one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The keys that one file names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Every literal that looks like a key.
    pub literals: BTreeSet<String>,
    /// The beginnings of keys put together with `format!("order-state-{name}")`.
    pub prefixes: BTreeSet<String>,
    /// The literals that stand where a key must stand.
    pub asked: BTreeSet<String>,
}

/// Where a key stands: the callee as it is written, and the number of arguments before the key.
const KEY_PLACES: [(&str, usize); 13] = [
    (".t", 0),
    (".tn", 0),
    (".tx", 0),
    (".td", 0),
    (".say", 0),
    (".say", 1),
    ("Refusal::new", 0),
    ("Problem::refused", 0),
    ("refused", 0),
    ("Problem::field", 1),
    ("Refusal::field", 1),
    ("field", 1),
    ("Arg::Key", 0),
];

/// `#[cfg(test)]`, an `#[expect(..)]` of a few lines, and `mod tests {`.
const TEST_HEAD_LINES_MAX: usize = 6;

/// Finds the keys in the text of one Rust file or template; comments and the tests at its end do not count.
#[must_use]
pub fn scan(text: &str) -> Scan {
    let code = without_tests(text);
    let code: String =
        code.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    let mut found = Scan::default();
    for (at, _) in code.match_indices('"') {
        let (Some(before), Some(after)) = (code.get(..at), code.get(at + 1..)) else { continue };
        let run = after.find(|c: char| !is_key_char(c)).unwrap_or(after.len());
        let (Some(word), Some(rest)) = (after.get(..run), after.get(run..)) else { continue };
        if rest.starts_with('"') && is_key(word) {
            found.literals.insert(word.to_owned());
        }
        if rest.starts_with('{') && word.ends_with('-') {
            found.prefixes.insert(word.to_owned());
        }
        if is_key_place(before)
            && let Some(literal) = after.find(['"', '\n']).and_then(|end| after.get(..end))
        {
            found.asked.insert(literal.to_owned());
        }
    }
    found
}

/// Cuts off the module of tests that ends a file.
fn without_tests(text: &str) -> &str {
    let cut = text.match_indices("#[cfg(test)]\n").find(|(at, _)| {
        let module =
            text.get(*at..).unwrap_or_default().lines().take(TEST_HEAD_LINES_MAX).find(|l| l.starts_with("mod "));
        module.is_some_and(|line| line.ends_with('{'))
    });
    cut.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// What is wrong between code (name and text of each file) and keys: unknown keys by file, and keys that nothing uses.
#[must_use]
pub fn check_use(files: &[(String, String)], keys: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut unused: BTreeMap<&str, ()> = keys.iter().map(|key| (key.as_str(), ())).collect();
    for (name, text) in files {
        let found = scan(text);
        for key in found.asked.iter().filter(|key| !keys.contains(*key)) {
            faults.push(format!("{name}: unknown key {key}"));
        }
        unused.retain(|key, ()| {
            !found.literals.contains(*key) && !found.prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
        });
    }
    faults.extend(unused.into_keys().map(|key| format!("nothing uses the key {key}")));
    faults
}

/// Reads the Rust files and templates under a folder, without tests and build output.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn code_files(folder: &Path) -> std::io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            if kind.is_dir() && !name.starts_with('.') && !["target", "node_modules", "tests"].contains(&name.as_str())
            {
                folders.push(entry.path());
            }
            let is_code = [".rs", ".html"].iter().any(|end| name.ends_with(end));
            if kind.is_file() && is_code && name != "tests.rs" {
                files.push((entry.path().display().to_string(), std::fs::read_to_string(entry.path())?));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// `order-taken`: two or more lower-case words or numbers joined by hyphens, a letter first.
pub(super) fn is_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.contains('-')
        && word.chars().all(is_key_char)
        && word.split('-').all(|part| !part.is_empty())
}

const fn is_key_char(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// Whether a literal that begins after `before` stands where a key must stand.
fn is_key_place(before: &str) -> bool {
    let before = before.trim_end();
    // The field of a table row; in quotation marks it would be a word about this convention.
    if let Some(head) = before.strip_suffix("words:") {
        return head.ends_with([' ', '\n', '{', '(', ',']);
    }
    if let Some(head) = before.strip_suffix('(') {
        return is_callee(head, 0);
    }
    // One simple argument before it: a name, a path, or a literal.
    let Some(first) = before.strip_suffix(',') else { return false };
    let simple = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '"' | '&' | '*');
    first.trim_end().trim_end_matches(simple).trim_end().strip_suffix('(').is_some_and(|head| is_callee(head, 1))
}

fn is_callee(head: &str, arguments: usize) -> bool {
    KEY_PLACES.iter().any(|&(name, number)| {
        number == arguments
            && head.strip_suffix(name).is_some_and(|rest| {
                // A bare name must not be the end of a longer one, nor a method of something else; a path may be longer.
                let is_path = name.contains("::");
                name.starts_with('.')
                    || !rest
                        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.') || (c == ':' && !is_path))
            })
    })
}
