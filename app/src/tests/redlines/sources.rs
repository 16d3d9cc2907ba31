//! The program's own text: every string in it that is a question to the database.

use kernel::i18n::code_files;
use std::path::Path;

/// A statement, or a piece of one, with the file it stands in.
pub(super) struct Sql {
    pub(super) file: String,
    pub(super) text: String,
}

/// Every string literal of the program (tests and the made-up town apart) that speaks SQL.
pub(super) fn statements() -> Vec<Sql> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in ["app/src", "shared", "circles"] {
        for (path, text) in code_files(&root.join(folder)).unwrap() {
            let file = path.replace('\\', "/");
            let is_test = file.contains("/tests/") || file.ends_with("tests.rs") || file.contains("/demo/");
            if !file.ends_with(".rs") || is_test {
                continue;
            }
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let literals = literals(text).into_iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
            let sql = literals.map(|text| text.to_lowercase()).filter(|text| speaks_sql(text));
            found.extend(sql.map(|text| Sql { file: file.clone(), text }));
        }
    }
    found
}

fn speaks_sql(text: &str) -> bool {
    ["select ", "order by ", "group by ", "insert into ", "update ", "having ", " join "]
        .iter()
        .any(|word| text.contains(word))
}

/// The string literals of a Rust file; comments and single characters are passed over.
fn literals(text: &str) -> Vec<String> {
    let (mut found, mut chars) = (Vec::new(), text.chars().peekable());
    while let Some(char) = chars.next() {
        match char {
            '/' if chars.peek() == Some(&'/') => while chars.next().is_some_and(|char| char != '\n') {},
            '\'' => {
                let mut ahead = chars.clone();
                let first = ahead.next();
                if first == Some('\\') || ahead.next() == Some('\'') {
                    chars.next();
                    chars.next();
                }
            }
            '"' => {
                let mut literal = String::new();
                while let Some(char) = chars.next() {
                    match char {
                        '"' => break,
                        '\\' => literal.extend(chars.next().filter(|escaped| !escaped.is_whitespace())),
                        char => literal.push(char),
                    }
                }
                found.push(literal);
            }
            _ => {}
        }
    }
    found
}

#[test]
fn every_question_to_the_database_is_found() {
    let text = "let a = 'x'; // \"no\"\n let q = '\"'; f(\"select 1\", \"a \\\"b\\\" c\");";
    assert_eq!(literals(text), ["select 1", "a \"b\" c"]);
    let found = statements();
    assert!(found.len() > 200, "{}", found.len());
    assert!(found.iter().any(|sql| sql.text.contains("from order_helpers")), "the orders' questions are among them");
}
