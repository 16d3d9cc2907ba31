//! What can be wrong with the sentences of the program: missing, extra, different, empty, or in the wrong script.
//!
//! Never repairs and never judges the wording itself.

use super::read::{Reading, Readings, read};
use super::words::Source;
use base::Locale;
use std::collections::{BTreeMap, BTreeSet};

/// So many Latin words in a row are a sentence that nobody translated; fewer may be names (GPS, PDF).
const LATIN_WORDS_MAX: usize = 2;

/// Every fault of these sources: of form, of completeness, and texts in the wrong script. Empty means good.
#[must_use]
pub fn check_sources(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for (source, languages) in sources.iter().zip(read_all(sources, &mut faults)) {
        for (locale, readings) in Locale::ALL.into_iter().zip(&languages) {
            for (key, reading) in readings {
                for text in &reading.texts {
                    if let Some(what) = wrong_script(locale, text) {
                        faults.push(format!("{} ({}): {key}: {what}: {text}", source.name, locale.tag()));
                    }
                }
            }
        }
    }
    faults
}

/// The faults without which no sentence could be trusted to exist in every language.
pub(super) fn check_form(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    read_all(sources, &mut faults);
    faults
}

/// Reads every source in every language (in the order of `Locale::ALL`) and compares them.
fn read_all(sources: &[Source], faults: &mut Vec<String>) -> Vec<[Readings; 3]> {
    let mut owners: BTreeMap<String, &'static str> = BTreeMap::new();
    let mut all = Vec::new();
    for source in sources {
        let languages = Locale::ALL.map(|locale| read(source.name, locale, source.text(locale), faults));
        compare(source.name, &languages, faults);
        let keys: BTreeSet<&String> = languages.iter().flat_map(BTreeMap::keys).collect();
        for key in keys {
            if let Some(other) = owners.insert(key.clone(), source.name) {
                faults.push(format!("{}: {key}: also in {other}", source.name));
            }
        }
        all.push(languages);
    }
    all
}

/// Chinese is written first; the others must have the same keys with the same variables.
fn compare(name: &str, languages: &[Readings; 3], faults: &mut Vec<String>) {
    let [chinese, others @ ..] = languages;
    let [_, tags @ ..] = Locale::ALL.map(Locale::tag);
    for (tag, readings) in tags.into_iter().zip(others) {
        for (key, reading) in chinese {
            match readings.get(key) {
                None => faults.push(format!("{name} ({tag}): {key}: missing")),
                Some(other) => compare_variables(&format!("{name} ({tag}): {key}"), reading, other, faults),
            }
        }
        for key in readings.keys().filter(|key| !chinese.contains_key(*key)) {
            faults.push(format!("{name} ({tag}): {key}: not in zh-CN"));
        }
    }
}

fn compare_variables(place: &str, chinese: &Reading, other: &Reading, faults: &mut Vec<String>) {
    for variable in chinese.variables.difference(&other.variables) {
        faults.push(format!("{place}: lacks ${variable}"));
    }
    for variable in other.variables.difference(&chinese.variables) {
        faults.push(format!("{place}: ${variable} is not in zh-CN"));
    }
}

fn wrong_script(locale: Locale, text: &str) -> Option<&'static str> {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    let has_tibetan = letters().any(is_tibetan);
    let has_han = letters().any(is_han);
    match locale {
        Locale::ZhCn if has_tibetan => Some("Tibetan letters in Chinese"),
        Locale::ZhCn if is_latin_sentence(text) => Some("a Latin sentence in Chinese"),
        Locale::Bo if has_han => Some("Han characters in Tibetan"),
        Locale::Bo if is_latin_sentence(text) => Some("a Latin sentence in Tibetan"),
        // Numbers, signs and variables alone need no letters.
        Locale::Bo if letters().next().is_some() && !has_tibetan => Some("no Tibetan letters"),
        Locale::En if has_han => Some("Han characters in English"),
        Locale::En if has_tibetan => Some("Tibetan letters in English"),
        _ => None,
    }
}

fn is_tibetan(letter: char) -> bool {
    ('\u{0f00}'..='\u{0fff}').contains(&letter)
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_latin_sentence(text: &str) -> bool {
    let mut row = 0;
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        // JPEG, PNG and WebP are names in every language.
        let is_word = word.len() > 1 && word.chars().skip(1).all(|c| c.is_ascii_lowercase());
        row = if is_word && word.chars().all(|c| c.is_ascii_alphabetic()) { row + 1 } else { 0 };
        if row > LATIN_WORDS_MAX {
            return true;
        }
    }
    false
}
