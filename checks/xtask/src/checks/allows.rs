//! A lint is never silenced for good: an expectation with a reason ends when the reason does.

use crate::finding::Finding;
use crate::tree::Tree;

const SILENCED: [&str; 2] = [concat!("#[", "allow("), concat!("#![", "allow(")];
const MEND: &str = "mend what the lint says, or write `#[expect(lint, reason = \"...\")]`";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let silenced = |line: &str| SILENCED.iter().any(|start| line.trim_start().starts_with(start));
    tree.with_extension("rs")
        .flat_map(|file| file.lines().map(move |(number, line)| (file, number, line)))
        .filter(|(_, _, line)| silenced(line))
        .map(|(file, number, line)| Finding::new(file, number, line.trim(), MEND))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SILENCED, check};
    use crate::tree::one;

    #[test]
    fn a_silenced_lint_is_found_and_an_expectation_is_not() {
        assert_eq!(check(&one("a.rs", &format!("fn a() {{\n    {}dead_code)]\n}}", SILENCED[0]))).len(), 1);
        assert!(check(&one("a.rs", "#[expect(dead_code, reason = \"x\")]\nfn a() {}")).is_empty());
    }
}
