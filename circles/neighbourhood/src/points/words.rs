//! Words that people write about points and goods: cleaned, neither empty nor endless, and without what is never recorded.

use base::{FieldProblem, Outcome, Problem, Refusal};
use kernel::text::{clean_text, forbidden, forbidden_terms, holds_identity_number};

/// Words that others will read; what is wrong is added to the list.
pub(crate) fn public_line(
    (field, chars_max): (&'static str, usize),
    text: &str,
    wrong: &mut Vec<FieldProblem>,
) -> String {
    let fault = match clean_text(text, chars_max) {
        Err(fault) => Refusal::from(fault),
        Ok(text) if text.is_empty() => Refusal::new("points-text-empty"),
        Ok(text) if holds_identity_number(&text) => Refusal::new("points-text-number"),
        Ok(text) => match forbidden_terms(&text).first().copied() {
            Some(term) => forbidden(term),
            None => return text,
        },
    };
    wrong.push(FieldProblem { field, refusal: fault });
    String::new()
}

/// The same for a form with one text.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn public_words(field: (&'static str, usize), text: &str) -> Outcome<String> {
    let mut wrong = Vec::new();
    let text = public_line(field, text, &mut wrong);
    if wrong.is_empty() { Ok(text) } else { Err(Problem::Invalid(wrong)) }
}
