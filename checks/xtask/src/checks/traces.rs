//! The project builds anywhere: it names no package registry's host and no path of the machine it was written on.

use crate::finding::Finding;
use crate::tree::{File, Tree};

/// In two pieces, so that this file does not find itself.
const HOSTS: [(&str, &str); 10] = [
    ("registry.", "npmjs"),
    ("registry.", "yarnpkg"),
    ("npm", "mirror.com"),
    ("index.", "crates.io"),
    ("static.", "crates.io"),
    ("rs", "proxy.cn"),
    ("mirrors.", ""),
    ("pypi.", "org"),
    ("deb.", "debian.org"),
    ("proxy.", "golang.org"),
];
const HOMES: [&str; 5] = ["work", "farm", "root", "home", "Users"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().flat_map(traces).collect()
}

fn traces(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, line) in file.lines() {
        for host in HOSTS.iter().map(|(head, tail)| format!("{head}{tail}")).filter(|host| names_host(line, host)) {
            let what = format!("names the host {host}");
            found.push(Finding::new(file, number, what, "leave the registry to each machine's own configuration"));
        }
        for home in
            HOMES.iter().map(|home| format!("/{home}/")).chain(["/tmp/".to_owned()]).filter(|home| starts(line, home))
        {
            let what = format!("a path of one machine: {home}...");
            found.push(Finding::new(
                file,
                number,
                what,
                "write it from the project's root, or take a setting or TMPDIR",
            ));
        }
    }
    found
}

/// The host stands in an address, so that a variable called `mirrors` may have methods.
fn names_host(line: &str, host: &str) -> bool {
    line.match_indices(host).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        before.ends_with("//")
            || before.ends_with('@')
            || (host != "mirrors." && !before.ends_with(char::is_alphanumeric))
    })
}

/// An absolute path begins after something that is no part of a path, and goes on with a name.
fn starts(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + folder.len()..).and_then(|text| text.chars().next());
        let fresh = before.is_none_or(|sign| sign.is_whitespace() || "\"'`=(:<>".contains(sign));
        fresh && after.is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::{HOMES, HOSTS, check};
    use crate::tree::one;

    #[test]
    fn hosts_of_registries_are_found() {
        for (head, tail) in HOSTS {
            assert_eq!(
                check(&one("a.json", &format!("\"resolved\": \"https://{head}{tail}/a.tgz\""))).len(),
                1,
                "{head}{tail}"
            );
        }
        assert!(
            check(&one("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\"")).is_empty()
        );
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        for home in HOMES {
            assert_eq!(check(&one("a.sh", &format!("cd /{home}/somebody/wuquan"))).len(), 1, "{home}");
        }
        assert!(
            check(&one("a.rs", "app/src/home/x.rs and ${TMPDIR:-/tmp}/x and \"/homepage/\" route(\"/work\")"))
                .is_empty()
        );
    }
}
