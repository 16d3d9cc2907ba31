//! Three languages say the same things: the same files with the same keys, each once.

use crate::finding::Finding;
use crate::tree::{File, Tree};
use std::collections::BTreeMap;

const LANGUAGES: [&str; 3] = ["zh-CN", "bo", "en"];

/// The files of one name, by language.
type Texts<'a> = BTreeMap<&'a str, &'a File>;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, &str), Texts<'_>> = BTreeMap::new();
    for file in tree.with_extension("ftl") {
        if let Some((folder, language, name)) = split(&file.path) {
            groups.entry((folder, name)).or_default().insert(language, file);
        }
    }
    groups.values().flat_map(compare).collect()
}

/// `shared/web/locales/bo/web.ftl` is the `bo` text of `web.ftl` in `shared/web`.
fn split(path: &str) -> Option<(&str, &str, &str)> {
    let (folder, rest) = path.split_once("/locales/")?;
    let (language, name) = rest.split_once('/')?;
    LANGUAGES.contains(&language).then_some((folder, language, name))
}

fn compare(texts: &Texts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut keys: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for (language, file) in texts {
        let mut own = BTreeMap::new();
        for (key, number) in read(file) {
            if own.insert(key.clone(), number).is_some() {
                found.push(Finding::new(file, number, format!("{key} is here twice"), "keep one of the two"));
            }
        }
        keys.insert(language, own);
    }
    for (language, file) in texts {
        for other in LANGUAGES.iter().filter(|other| *other != language) {
            let Some(theirs) = keys.get(other) else {
                let what = format!("there is no {other} beside it");
                found.push(Finding::new(file, 1, what, "write the same file for this language"));
                continue;
            };
            for (key, number) in keys.get(language).into_iter().flatten().filter(|(key, _)| !theirs.contains_key(*key))
            {
                let what = format!("{key} is missing in {other}");
                found.push(Finding::new(file, *number, what, "say it in all three languages, or drop it"));
            }
        }
    }
    found
}

/// The keys, with `message.attribute` for attributes.
fn read(file: &File) -> Vec<(String, usize)> {
    let mut keys = Vec::new();
    let mut message = "";
    for (number, line) in file.lines() {
        if line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-') {
            if let Some((key, _)) = line.split_once('=') {
                message = key.trim();
                keys.push((message.to_owned(), number));
            }
        } else if let Some((attribute, _)) = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once('=')) {
            keys.push((format!("{message}.{}", attribute.trim()), number));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::some;

    fn count(zh: &str, bo: &str, en: &str) -> usize {
        check(&some(&[
            ("shared/web/locales/zh-CN/web.ftl", zh),
            ("shared/web/locales/bo/web.ftl", bo),
            ("shared/web/locales/en/web.ftl", en),
        ]))
        .len()
    }

    #[test]
    fn the_same_keys_pass() {
        let text = "# words\nhome = 家\n    .title = 家\n-name = 五圈\nmany = { $n ->\n    *[other] x = y\n }\n";
        assert_eq!(count(text, text, text), 0);
    }

    #[test]
    fn a_missing_key_or_attribute_is_found() {
        assert_eq!(count("a = 1\nb = 2\n", "a = 1\nb = 2\n", "a = 1\n"), 2);
        assert_eq!(count("a = 1\n    .t = 1\n", "a = 1\n", "a = 1\n    .t = 1\n"), 2);
        assert_eq!(count("a = 1\na = 2\n", "a = 1\n", "a = 1\n"), 1);
    }

    #[test]
    fn a_missing_language_is_found() {
        let only = [("x/locales/zh-CN/a.ftl", "a = 1\n"), ("x/locales/en/a.ftl", "a = 1\n")];
        assert_eq!(check(&some(&only)).len(), 2);
    }
}
