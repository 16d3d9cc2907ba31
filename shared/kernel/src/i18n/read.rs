//! Reads one source in one language into keys, variables and texts, so that languages can be compared.
//!
//! Never formats anything. It admits only what the product uses: messages with text, variables and selections.

use base::Locale;
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};

/// What one message holds, as far as it can be compared between languages.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The names of its variables.
    pub(super) variables: BTreeSet<String>,
    /// Its texts; each variant of a selection is one of its own.
    pub(super) texts: Vec<String>,
}

/// The messages of one source in one language.
pub(super) type Readings = BTreeMap<String, Reading>;

/// Reads the text of `place` (a source's name), adding what is wrong with it to `faults`.
pub(super) fn read(place: &str, locale: Locale, ftl: &str, faults: &mut Vec<String>) -> Readings {
    let place = format!("{place} ({})", locale.tag());
    let resource = match FluentResource::try_new(ftl.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let line = ftl.get(..error.pos.start).unwrap_or(ftl).matches('\n').count() + 1;
                faults.push(format!("{place}: line {line}: {:?}", error.kind));
            }
            resource
        }
    };
    let mut readings = Readings::new();
    for entry in resource.entries() {
        match entry {
            Entry::Message(message) => {
                let key = message.id.name;
                let reading = read_message(&place, message, faults);
                if readings.insert(key.to_owned(), reading).is_some() {
                    faults.push(format!("{place}: {key}: written twice"));
                }
            }
            Entry::Term(term) => faults.push(format!("{place}: -{}: terms are not used here", term.id.name)),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
    }
    readings
}

fn read_message(place: &str, message: &Message<&str>, faults: &mut Vec<String>) -> Reading {
    let key = message.id.name;
    let mut reading = Reading::default();
    let mut strange = Vec::new();
    if !super::scan::is_key(key) {
        strange.push("a key is two or more lower-case words joined by hyphens".to_owned());
    }
    if !message.attributes.is_empty() {
        strange.push("attributes are not used here".to_owned());
    }
    match &message.value {
        Some(pattern) => read_pattern(pattern, &mut reading, &mut strange),
        None => strange.push("has no text".to_owned()),
    }
    faults.extend(strange.into_iter().map(|what| format!("{place}: {key}: {what}")));
    reading
}

fn read_pattern(pattern: &Pattern<&str>, reading: &mut Reading, strange: &mut Vec<String>) {
    let mut own = String::new();
    let mut says = false;
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => own.push_str(value),
            PatternElement::Placeable { expression } => {
                // A variable or selection parts the words on its two sides.
                own.push('\u{fffc}');
                says |= read_expression(expression, &mut own, reading, strange);
            }
        }
    }
    if !says && own.replace('\u{fffc}', "").trim().is_empty() {
        strange.push("is empty".to_owned());
    }
    reading.texts.push(own);
}

/// Whether the expression shows something by itself.
fn read_expression(
    expression: &Expression<&str>,
    own: &mut String,
    reading: &mut Reading,
    strange: &mut Vec<String>,
) -> bool {
    match expression {
        Expression::Inline(inline) => read_inline(inline, own, reading, strange),
        Expression::Select { selector, variants } => {
            // What it selects on is not shown.
            read_inline(selector, &mut String::new(), reading, strange);
            for variant in variants {
                read_pattern(&variant.value, reading, strange);
            }
            true
        }
    }
}

fn read_inline(
    inline: &InlineExpression<&str>,
    own: &mut String,
    reading: &mut Reading,
    strange: &mut Vec<String>,
) -> bool {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            own.push_str(value);
            !value.is_empty()
        }
        InlineExpression::VariableReference { id } => {
            reading.variables.insert(id.name.to_owned());
            true
        }
        InlineExpression::Placeable { expression } => read_expression(expression, own, reading, strange),
        InlineExpression::FunctionReference { id, .. } => {
            strange.push(format!("{}() is not used here: numbers and times are written by the program", id.name));
            true
        }
        InlineExpression::MessageReference { id, .. } | InlineExpression::TermReference { id, .. } => {
            strange.push(format!("refers to {}: messages stand alone here", id.name));
            true
        }
    }
}
