//! What of a register's address may be kept as a filter. Pure.

use crate::orders::machine::State;
use base::{Day, FieldProblem, Outcome, Problem, Refusal};
use kernel::text::{clean_line, forbidden, forbidden_terms, holds_identity_number};
use uuid::Uuid;

/// Filters that one person keeps.
pub const FILTERS_MAX: usize = 12;
/// Characters of a title.
pub const TITLE_CHARS_MAX: usize = 20;
/// "Asked in the last so many days", which moves along with the calendar.
pub const RECENT_DAYS: [i64; 3] = [7, 30, 90];

/// A filter as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// As it stands in the address of the register.
    pub filters: String,
    /// The whole office may use it.
    pub shared: bool,
    /// It belongs to the reader.
    pub own: bool,
}

/// What can be kept of an address: each of a closed list, with a value that means something. All else (words, a person,
/// anything unheard of) is left out.
///
/// # Errors
/// A refusal when nothing is left that narrows the register.
pub fn kept(question: &str) -> Outcome<String> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(question).unwrap_or_default();
    let mut keep: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs {
        if means_something(&name, &value) && !keep.iter().any(|(known, _)| *known == name) {
            keep.push((name, value));
        }
    }
    if keep.iter().all(|(name, _)| name == "sort") {
        return Err(Problem::refused("filters-refused-nothing"));
    }
    keep.sort();
    serde_html_form::to_string(keep).map_err(Problem::fault)
}

fn means_something(name: &str, value: &str) -> bool {
    match name {
        "state" => State::from_name(value).is_some_and(|state| state != State::Draft),
        "category" | "compound" => value.parse::<Uuid>().is_ok(),
        "light" => ["ok", "warn", "late"].contains(&value),
        "from" | "until" => value.parse::<Day>().is_ok(),
        "days" => RECENT_DAYS.iter().any(|days| days.to_string() == value),
        "sort" => value == "due",
        _ => false,
    }
}

/// The title as it is kept.
///
/// # Errors
/// `Invalid` (title): empty, too long, or with what the product does not record.
pub fn title(typed: &str) -> Outcome<String> {
    let wrong = |refusal: Refusal| Problem::Invalid(vec![FieldProblem { field: "title", refusal }]);
    if let Some(term) = forbidden_terms(typed).first() {
        return Err(wrong(forbidden(term)));
    }
    let title = clean_line(typed, TITLE_CHARS_MAX).map_err(|fault| wrong(fault.into()))?;
    if title.is_empty() {
        return Err(wrong(Refusal::new("filters-title-missing")));
    }
    let digits = title.chars().filter(char::is_ascii_digit).count();
    if holds_identity_number(&title) || digits >= PHONE_DIGITS {
        return Err(wrong(Refusal::new("filters-title-number")));
    }
    Ok(title)
}

/// As many digits as a phone has, and no date.
const PHONE_DIGITS: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALLOWED: [&str; 8] = ["state", "category", "compound", "light", "from", "until", "days", "sort"];

    #[test]
    fn rl2_a_filter_is_never_about_a_person_and_keeps_no_words() {
        let id = Uuid::from_u128(7);
        for name in ["q", "asked_by", "holder", "person", "doer", "language", "door", "in_charge", "skill", "after"] {
            let question = format!("state=accepted&{name}={id}");
            assert_eq!(kept(&question).unwrap(), "state=accepted", "{name}");
            assert!(kept(&format!("{name}=bo")).is_err(), "{name} alone is no filter");
        }
    }

    #[test]
    fn what_means_nothing_is_left_out() {
        assert_eq!(kept("state=draft&light=late&state=nonsense").unwrap(), "light=late");
        assert_eq!(kept("from=2026-03-01&until=soon&days=8").unwrap(), "from=2026-03-01");
        assert!(kept("sort=due").is_err() && kept("").is_err());
    }

    #[test]
    fn a_title_names_no_number_and_nothing_forbidden() {
        assert_eq!(title(" 雪松里 待派单 ").unwrap(), "雪松里 待派单");
        for wrong in ["", "000-0000-0001", "民族", "这个名字实在是太长太长太长太长太长太长太长了"]
        {
            assert!(title(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn keeping_twice_is_keeping_once(pairs in proptest::collection::vec(("[a-z_]{1,8}|state|light|days|sort|from", "[a-z0-9-]{0,8}|accepted|late|30|due|2026-03-01"), 0..8)) {
            let question = serde_html_form::to_string(&pairs).unwrap();
            if let Ok(once) = kept(&question) {
                prop_assert_eq!(kept(&once).unwrap(), once.clone());
                let names: Vec<(String, String)> = serde_html_form::from_str(&once).unwrap();
                prop_assert!(names.iter().all(|(name, _)| ALLOWED.contains(&name.as_str())));
            }
        }
    }
}
