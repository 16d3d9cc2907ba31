//! What fits on a screen can be read: functions to 70 lines, files to 400 without tests, templates to 150.

use crate::finding::Finding;
use crate::tree::{File, Tree};

const FUNCTION_LINES_MAX: usize = 70;
const FILE_LINES_MAX: usize = 400;
const TEMPLATE_LINES_MAX: usize = 150;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.with_extension("rs") {
        found.extend(long_file(file));
        found.extend(long_functions(file));
    }
    for file in tree.with_extension("html").filter(|file| file.path.contains("/templates/")) {
        let lines = file.text.lines().count();
        if lines > TEMPLATE_LINES_MAX {
            let what = format!("{lines} lines; a template has at most {TEMPLATE_LINES_MAX}");
            found.push(Finding::new(file, lines, what, "move a part of the page into a template of its own"));
        }
    }
    found
}

fn long_file(file: &File) -> Option<Finding> {
    let lines = file.lines_before_tests().count();
    let counted = !file.is_test() && !file.path.contains("migrations/");
    (counted && lines > FILE_LINES_MAX).then(|| {
        let what = format!("{lines} lines without tests; a file has at most {FILE_LINES_MAX}");
        Finding::new(file, lines, what, "split it by what its parts are about")
    })
}

/// rustfmt closes a function on the column where it began, so the columns tell where it ends.
fn long_functions(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    // A story is told in one piece.
    if file.is_test() {
        return found;
    }
    let mut open: Option<(usize, usize, &str)> = None;
    for (number, line) in file.lines() {
        let indent = line.len() - line.trim_start().len();
        match open {
            None => open = function_name(line).map(|name| (number, indent, name)),
            Some((start, column, name)) => {
                let closes = indent == column && line.trim_start().starts_with('}');
                let never_opened = number == start + 1 && indent <= column && !closes;
                if closes && number - start + 1 > FUNCTION_LINES_MAX {
                    let what = format!("{name} has {} lines; at most {FUNCTION_LINES_MAX}", number - start + 1);
                    found.push(Finding::new(file, start, what, "give a step of it a name and a function of its own"));
                }
                if closes || never_opened {
                    open = if closes { None } else { function_name(line).map(|next| (number, indent, next)) };
                }
            }
        }
    }
    found
}

/// The name of the function that this line opens and does not close.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    for word in ["pub ", "pub(crate) ", "pub(super) ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    let ends_here = line.trim_end().ends_with(';') || line.trim_end().ends_with('}');
    if ends_here { None } else { name.split(['(', '<']).next() }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::one;

    fn function(lines: usize) -> String {
        format!("impl A {{\n    pub async fn long(\n{}    }}\n}}\n", "        x();\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_of_70_lines_passes_and_71_does_not() {
        assert!(check(&one("a.rs", &function(70))).is_empty());
        assert_eq!(check(&one("a.rs", &function(71))).len(), 1);
    }

    #[test]
    fn a_declaration_does_not_swallow_what_follows() {
        let text = format!("trait A {{\n    fn a(&self);\n    fn b() {{}}\n}}\n{}", function(71));
        assert_eq!(check(&one("a.rs", &text)).len(), 1);
    }

    #[test]
    fn tests_do_not_count_towards_the_length_of_a_file() {
        let text = format!("{}#[cfg(test)]\n{}", "a\n".repeat(400), "b\n".repeat(400));
        assert!(check(&one("a.rs", &text)).is_empty());
        assert_eq!(check(&one("a.rs", &"a\n".repeat(401))).len(), 1);
        assert!(check(&one("x/tests.rs", &"a\n".repeat(401))).is_empty());
    }

    #[test]
    fn a_template_has_150_lines() {
        assert!(check(&one("x/templates/a.html", &"a\n".repeat(150))).is_empty());
        assert_eq!(check(&one("x/templates/a.html", &"a\n".repeat(151))).len(), 1);
    }
}
