//! Red lines RL1 and RL2 in the tables: no column for what the product must be unfit to hold.

use crate::finding::Finding;
use crate::tree::{File, Tree};

/// Parts of a name, joined by `_`: `identity_number` also forbids `guardian_identity_number_masked`.
const FORBIDDEN: &[&str] = &[
    "ethnic",
    "ethnicity",
    "ethnic_group",
    "nationality",
    "religion",
    "religious",
    "faith",
    "political",
    "politics",
    "petition",
    "petitions",
    "petitioner",
    "crime",
    "crimes",
    "criminal",
    "conviction",
    "biometric",
    "biometrics",
    "fingerprint",
    "face_id",
    "face_print",
    "face_data",
    "iris",
    "voiceprint",
    "latitude",
    "longitude",
    "gps",
    "geolocation",
    "track",
    "tracks",
    "trajectory",
    "mileage",
    "identity_number",
    "identity_card",
    "id_number",
    "id_card",
    "national_id",
    "passport",
    "family_abroad",
    "relatives_abroad",
    "home_interior",
    "risk_level",
    "risk_score",
    "credit_score",
    "leaderboard",
    "ranking",
    "online_minutes",
    "online_time",
    "check_in_streak",
    "民族",
    "宗教",
    "政治面貌",
    "身份证",
    "上访",
    "前科",
    "指纹",
    "轨迹",
    "重点人员",
];
const MEND: &str =
    "the product must be unfit for watching or grading people: do without it, or keep \"checked by eye\"";

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().filter(|file| holds_tables(file)).flat_map(forbidden).collect()
}

fn holds_tables(file: &File) -> bool {
    let tables = file.path.contains("migration") && !file.path.starts_with("checks/");
    (tables && (file.has_extension("rs") || file.has_extension("sql"))) || file.path.ends_with("schema.sql")
}

fn forbidden(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, line) in file.lines_before_tests() {
        let code = line.split("//").next().unwrap_or_default().split("--").next().unwrap_or_default();
        for name in code.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|name| !name.is_empty()) {
            let snake = format!("_{}_", snake(name));
            let hit = |word: &&&str| {
                if word.is_ascii() { snake.contains(&format!("_{word}_")) } else { name.contains(**word) }
            };
            if let Some(word) = FORBIDDEN.iter().find(hit) {
                found.push(Finding::new(file, number, format!("{name}: no column for {word} (RL1, RL2)"), MEND));
            }
        }
    }
    found
}

/// `IdentityNumber` and `identity_number` are the same name.
fn snake(name: &str) -> String {
    let mut out = String::new();
    let mut lower = false;
    for sign in name.chars() {
        if sign.is_uppercase() && lower {
            out.push('_');
        }
        lower = sign.is_lowercase() || sign.is_numeric();
        out.extend(sign.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::one;

    fn count(text: &str) -> usize {
        check(&one("migrations/src/m0001_people.rs", text)).len()
    }

    #[test]
    fn forbidden_names_are_found_in_every_spelling() {
        for bad in [
            "\"ethnicity\"",
            "People::IdentityNumber",
            "guardian_id_number_masked text",
            "home_latitude",
            "ID_CARD",
            "'民族'",
        ] {
            assert_eq!(count(bad), 1, "{bad}");
        }
    }

    #[test]
    fn names_that_only_look_alike_pass() {
        assert_eq!(
            count("\"language\" \"tracking_code\" order_id number // never an identity_number\n-- no religion"),
            0
        );
        assert!(check(&one("shared/web/src/redact.rs", "identity_number")).is_empty());
    }
}
