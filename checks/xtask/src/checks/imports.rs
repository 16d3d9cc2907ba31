//! Who may know whom: the dependency line, circles apart from each other, one crate that opens the database, and pages
//! and rules that never touch it.

use crate::finding::Finding;
use crate::tree::{File, Tree};

/// Each uses only those before it; the circles come after, the app last.
const GROUND: [&str; 6] = ["base", "db", "kernel", "web", "access", "registry"];
const CIRCLES: [&str; 5] = ["venue", "organization", "service", "activity", "neighbourhood"];

const OPENING: [&str; 8] = [
    "Database::connect",
    "ConnectOptions",
    "PoolOptions",
    "SqlitePool",
    "PgPool",
    "SqliteConnection",
    "PgConnection",
    "TransactionTrait",
];
const DATABASE: [&str; 3] = ["sea_orm", "sea_query", "sqlx"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &tree.files {
        if let Some(own) = crate_name(&file.path) {
            if file.path.ends_with("/Cargo.toml") {
                found.extend(backwards(file, own));
            } else if file.has_extension("rs") && !file.is_test() {
                found.extend(opening(file, own));
                found.extend(touching(file));
            }
        }
    }
    found
}

fn crate_name(path: &str) -> Option<&str> {
    let mut parts = path.split('/');
    match parts.next()? {
        "app" => Some("app"),
        "shared" | "circles" => parts.next(),
        _ => None,
    }
}

fn rank(name: &str) -> Option<usize> {
    match name {
        "app" | "wuquan" => Some(GROUND.len() + 1),
        circle if CIRCLES.contains(&circle) => Some(GROUND.len()),
        _ => GROUND.iter().position(|ground| *ground == name),
    }
}

fn backwards(file: &File, own: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut dependencies = false;
    for (number, line) in file.lines() {
        if line.starts_with('[') {
            dependencies = line.contains("dependencies");
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        let late = rank(name) >= rank(own) && rank(name).is_some();
        if dependencies && late && name != own {
            let what = format!("{own} depends on {name}");
            let mend = if CIRCLES.contains(&own) && CIRCLES.contains(&name) {
                "circles meet in facts, which `app` connects; never directly"
            } else {
                "the line is base -> db -> kernel -> web -> access -> registry -> circles -> app: move what is shared forward"
            };
            found.push(Finding::new(file, number, what, mend));
        }
    }
    found
}

fn opening(file: &File, own: &str) -> Vec<Finding> {
    if own == "db" {
        return Vec::new();
    }
    naming(file, &OPENING, "the database has three doors, in `shared/db`: read, write, housekeeping")
}

fn touching(file: &File) -> Vec<Finding> {
    let part = |name: &str| file.path.ends_with(&format!("/{name}.rs")) || file.path.contains(&format!("/{name}/"));
    if !file.path.starts_with("circles/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    if part("pages") || part("rules") {
        found.extend(naming(file, &DATABASE, "database code of a noun lives in its `store.rs`"));
    }
    if part("rules") {
        let pure = "rules are pure: take what they need as arguments, and let `actions.rs` fetch it";
        found.extend(naming(file, &["async fn", ".await", "db::"], pure));
    }
    found
}

fn naming(file: &File, words: &[&str], mend: &'static str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, line) in file.lines_before_tests() {
        let code = line.split("//").next().unwrap_or_default();
        for word in words.iter().filter(|word| code.contains(*word)) {
            found.push(Finding::new(file, number, format!("names `{word}`"), mend));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::one;

    fn count(path: &str, text: &str) -> usize {
        check(&one(path, text)).len()
    }

    #[test]
    fn the_line_runs_one_way() {
        assert_eq!(count("shared/web/Cargo.toml", "[dependencies]\nkernel.workspace = true\n"), 0);
        assert_eq!(count("shared/kernel/Cargo.toml", "[dependencies]\nweb.workspace = true\n"), 1);
        assert_eq!(count("shared/db/Cargo.toml", "[dependencies]\nneighbourhood = { path = \"x\" }\n"), 1);
        assert_eq!(count("shared/base/Cargo.toml", "[dev-dependencies]\nproptest.workspace = true\n"), 0);
        assert_eq!(count("app/Cargo.toml", "[dependencies]\nneighbourhood.workspace = true\n"), 0);
    }

    #[test]
    fn circles_do_not_know_each_other() {
        assert_eq!(count("circles/service/Cargo.toml", "[dependencies]\nvenue.workspace = true\n"), 1);
        assert_eq!(count("circles/service/Cargo.toml", "[package]\nname = \"service\"\n"), 0);
    }

    #[test]
    fn only_db_opens_the_database() {
        let text = "let pool = SqlitePool::new();\n";
        assert_eq!(count("shared/db/src/open.rs", text), 0);
        assert_eq!(count("circles/venue/src/booking/store.rs", text), 1);
        assert_eq!(count("circles/venue/src/booking/tests.rs", text), 0);
        assert_eq!(count("shared/web/src/a.rs", "// never a SqlitePool\n"), 0);
    }

    #[test]
    fn pages_and_rules_stay_away_from_the_database() {
        assert_eq!(count("circles/venue/src/booking/pages.rs", "use sea_orm::Set;\n"), 1);
        assert_eq!(count("circles/venue/src/booking/store.rs", "use sea_orm::Set;\n"), 0);
        assert_eq!(count("circles/venue/src/booking/rules.rs", "pub async fn book() {\n"), 1);
        assert_eq!(count("circles/venue/src/booking/rules/slots.rs", "x.await\n"), 1);
        assert_eq!(count("circles/venue/src/booking/rules.rs", "pub fn book() {}\n"), 0);
    }
}
