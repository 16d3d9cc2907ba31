//! A document that points to a file points to one that exists.

use crate::finding::Finding;
use crate::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.with_extension("md") {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut code = false;
        for (number, line) in file.lines() {
            code ^= line.trim_start().starts_with("```");
            if code {
                continue;
            }
            for target in targets(line).filter(|target| !exists(tree, folder, target)) {
                let what = format!("points to {target}, which is not there");
                found.push(Finding::new(
                    file,
                    number,
                    what,
                    "write the path from this document's folder, or drop the link",
                ));
            }
        }
    }
    found
}

/// The relative targets of `[words](target)` and `![words](target)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ', '#', '?']).next()).filter(|target| {
        !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") && !target.starts_with("tel:")
    })
}

fn exists(tree: &Tree, folder: &str, target: &str) -> bool {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            name => parts.push(name),
        }
    }
    tree.has(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::some;

    fn count(text: &str) -> usize {
        check(&some(&[("docs/a.md", text), ("docs/circles/b.md", ""), ("README.md", ""), ("logo.svg", "")])).len()
    }

    #[test]
    fn links_to_files_and_folders_that_exist_pass() {
        assert_eq!(count("[b](circles/b.md#top) ![l](../logo.svg) [d](circles/) [r](./../README.md \"title\")"), 0);
        assert_eq!(count("[out](https://example.org/x) [here](#below)\n```\n[x](y.md)\n```"), 0);
    }

    #[test]
    fn links_to_nothing_are_found() {
        assert_eq!(count("[b](b.md) and [c](../../README.md)"), 2);
    }
}
