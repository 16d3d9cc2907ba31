//! The groups and kinds one chooses from, as tiles and lines.

use super::words::{Named, named};
use crate::categories::actions as categories;
use crate::categories::rules::{Category, Group};
use base::{Outcome, Problem};
use web::{Shell, Site, Visit};

/// A tile or a line.
pub(super) struct Choice {
    /// The code in the address.
    pub code: String,
    /// An icon.
    pub icon: &'static str,
    /// Its name.
    pub name: Named,
    /// Under it: the first kinds of a group.
    pub hint: String,
}

/// Kinds named under a group.
const HINTS: usize = 3;

/// The groups as tiles.
pub(super) fn tiles(shell: &Shell, tree: &[Group]) -> Vec<Choice> {
    let tile = |group: &Group| {
        let hints = group.kinds.iter().take(HINTS).map(|kind| named(shell, &kind.kind.name).text);
        let hint = hints.collect::<Vec<_>>().join(&shell.t("orders-ask-list-comma"));
        choice(shell, &group.category, hint)
    };
    tree.iter().filter(|group| !group.kinds.is_empty()).map(tile).collect()
}

/// The kinds of a group as lines.
pub(super) fn lines(shell: &Shell, group: &Group) -> Vec<Choice> {
    group.kinds.iter().map(|kind| choice(shell, kind, String::new())).collect()
}

fn choice(shell: &Shell, category: &Category, hint: String) -> Choice {
    let name = named(shell, &category.kind.name);
    Choice { code: category.code.clone(), icon: icon(&category.code), name, hint }
}

/// A kind that is offered, with its group.
pub(super) async fn find(site: &Site, visit: &Visit, code: &str) -> Outcome<(Category, Category)> {
    let tree = categories::tree(&site.app, &visit.doer).await?;
    let found = tree.into_iter().find_map(|group| {
        let kind = group.kinds.into_iter().find(|kind| kind.code == code)?;
        Some((group.category, kind))
    });
    found.ok_or(Problem::NotFound)
}

/// A sign for a group of the tree that a new community starts with.
fn icon(code: &str) -> &'static str {
    match code {
        "living" => "basket",
        "repair" => "tool",
        "facilities" => "bulb",
        "environment" => "trash",
        "hazard" => "alert-triangle",
        "neighbours" => "users",
        "elderly" => "user-heart",
        "children" => "mood-smile",
        "legal" => "scale",
        "work" => "id",
        "health" => "heart-handshake",
        "activities" => "calendar-event",
        "opinions" => "message",
        "departments" => "building-community",
        _ => "dots",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_group_that_a_community_starts_with_has_a_sign_of_its_own() {
        let groups: Vec<&str> =
            crate::categories::tree::seeds().filter(|seed| seed.parent.is_none()).map(|seed| seed.code).collect();
        let signs: std::collections::BTreeSet<&str> = groups.iter().map(|code| super::icon(code)).collect();
        assert!(signs.len() == groups.len() && !signs.contains("dots"), "{groups:?} {signs:?}");
    }
}
