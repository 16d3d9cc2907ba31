//! The policy as one table that a non-programmer can read; a change of it is a change of this file.

use super::own_circles;
use std::fmt::Write as _;
use testkit::Town;

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/policy.md");

#[tokio::test]
async fn the_policy_is_the_reviewed_one() {
    let town = Town::on_sqlite(own_circles()).await;
    let mut table = String::from(
        "# Who may do what\n\nGenerated from the grants of all circles; a test compares it. `any` needs no relation, `own` is one's own or\n\
         someone's who agreed, `offered` and `holder` are orders offered to or held by the doer, `body` is a team, unit or\n\
         department that the doer speaks for, `code` is an order opened with number and code.\n\n| power | role | records |\n|---|---|---|\n",
    );
    for (power, role, relations) in town.app.policy.lines() {
        let names: Vec<_> = relations.iter().map(|relation| relation.name()).collect();
        writeln!(table, "| {} | {} | {} |", power.0, role.name(), names.join(", ")).unwrap();
    }
    let mut public: Vec<String> = town
        .site
        .lines
        .iter()
        .filter(|line| line.need == web::Need::Nothing)
        .map(|line| format!("- {} {}", line.method, line.path))
        .collect();
    public.sort();
    write!(table, "\n## Routes that need no account\n\nThis list only shrinks.\n\n{}\n", public.join("\n")).unwrap();
    if std::env::var("WUQUAN_TEST_UPDATE").is_ok() {
        std::fs::write(SNAPSHOT, &table).unwrap();
    }
    let reviewed = std::fs::read_to_string(SNAPSHOT).unwrap_or_default();
    assert!(reviewed == table, "the policy changed: run with WUQUAN_TEST_UPDATE=1, read the difference, commit it");
}
