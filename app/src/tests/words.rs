//! Every sentence exists in three languages; no page shows a missing key; no key is unused or unknown.

use super::own_circles;
use axum::http::Method;
use base::Role;
use kernel::i18n::{check_sources, check_use, code_files};
use std::path::Path;
use testkit::Town;

#[tokio::test]
async fn sentences_are_complete_known_and_used() {
    let town = Town::on_sqlite(own_circles()).await;
    let faults = check_sources(&town.app.part.sources);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in ["app/src", "app/templates", "shared", "circles"] {
        files.extend(code_files(&root.join(folder)).unwrap());
    }
    let faults = check_use(&files, town.app.words.keys());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn every_page_speaks_every_language() {
    let town = Town::on_sqlite(own_circles()).await;
    for role in Role::ALL {
        let browser = town.staff(&format!("reader-{}", role.name()), &[role]).await;
        for tag in ["zh-CN", "bo", "en"] {
            browser.speak(tag);
            for line in town.site.lines.clone() {
                if line.method != Method::GET || line.path.contains('{') {
                    continue;
                }
                let seen = browser.get(line.path).await;
                assert!(!seen.says("⟦"), "{} in {tag} by {}: {}", line.path, role.name(), around(&seen.text));
                assert!(!seen.status.is_server_error(), "{} in {tag} by {}", line.path, role.name());
            }
        }
    }
    assert!(town.app.words.missing().is_empty(), "{:?}", town.app.words.missing());
}

fn around(text: &str) -> String {
    text.split('⟦').nth(1).unwrap_or_default().chars().take(60).collect()
}
