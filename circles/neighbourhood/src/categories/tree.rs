//! The tree a new community starts with: 14 groups and their kinds, as data in `tree.tsv`; every community changes it.

use super::rules::{Kind, Question};
use crate::orders::rules::DoneBy;
use kernel::case::Urgency;
use kernel::i18n::LocalText;

const TREE: &str = include_str!("tree.tsv");

/// A line of the tree.
pub struct Seed {
    /// Its code.
    pub code: &'static str,
    /// The group's code; a group has none.
    pub parent: Option<&'static str>,
    /// What it says.
    pub kind: Kind,
}

/// Every line, groups before their kinds.
pub fn seeds() -> impl Iterator<Item = Seed> {
    TREE.lines().filter(|line| !line.starts_with('#')).filter_map(seed)
}

/// code, group, place (home, public, self), urgency, skill, who, minutes, difficulty, notice, zh, bo, en, and a question
/// in the three languages, and "two" where two always come.
fn seed(line: &'static str) -> Option<Seed> {
    let mut cells = line.split('\t').map(str::trim);
    let mut cell = || cells.next().unwrap_or_default();
    let some = |text: &'static str| (!text.is_empty()).then_some(text);
    let code = some(cell())?;
    let parent = some(cell());
    let place = cell();
    let urgency = Urgency::from_name(cell()).unwrap_or(Urgency::General);
    let skill = some(cell()).map(str::to_owned);
    let done_by = DoneBy::from_name(cell()).unwrap_or(DoneBy::Anyone);
    let minutes = cell().parse().unwrap_or(60);
    let difficulty_permille = cell().parse().unwrap_or(1000);
    let notice_key = some(cell()).map(|notice| format!("orders-notice-{notice}"));
    let name = LocalText::all(cell(), cell(), cell());
    let question = LocalText::all(cell(), cell(), cell());
    let two_people = cell() == "two";
    let questions = if question.zh.is_empty() { vec![] } else { vec![Question { text: question, required: false }] };
    let kind = Kind {
        name,
        is_public: place == "public",
        is_personal: place != "public",
        urgency,
        own_policy: None,
        skill,
        done_by,
        minutes,
        difficulty_permille,
        notice_key,
        notice: None,
        two_people,
        questions,
    };
    Some(Seed { code, parent, kind })
}

#[cfg(test)]
mod tests {
    use super::super::rules::faults;
    use super::*;

    #[test]
    fn the_tree_has_fourteen_groups_and_no_faults() {
        let seeds: Vec<Seed> = seeds().collect();
        assert_eq!(seeds.iter().filter(|seed| seed.parent.is_none()).count(), 14);
        for seed in &seeds {
            assert!(faults(&seed.kind).is_empty(), "{}: {:?}", seed.code, faults(&seed.kind));
            assert!(seed.kind.name.bo.as_deref().is_some_and(|text| !text.is_empty()), "{}", seed.code);
            if let Some(parent) = seed.parent {
                assert!(seeds.iter().any(|group| group.code == parent && group.parent.is_none()), "{}", seed.code);
            } else {
                assert!(seeds.iter().any(|kind| kind.parent == Some(seed.code)), "{} is empty", seed.code);
            }
        }
    }
}
