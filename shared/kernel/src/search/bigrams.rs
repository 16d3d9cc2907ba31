//! Text cut into pairs: 路灯坏了 becomes 路灯, 灯坏, 坏了, 了, so that words of one or two characters are found.
//!
//! The units of Chinese are characters, those of Tibetan are syllables; each is kept together with the next one, the
//! last one alone. A query of several units asks for its pairs in a row, a query of one unit for every token that
//! begins with it. Words in other scripts are one token each and found by their beginning. Tokens are spelled in ASCII
//! letters and digits only, so that both databases take them as opaque words and no query can carry syntax of theirs.
//!
//! It never ranks and never guesses at meaning.

use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;

/// Units of a text that are indexed; PostgreSQL forgets positions beyond 16,383.
const DOCUMENT_UNITS_MAX: usize = 12_000;
/// Runs of a query that count; the rest of a longer query is ignored.
const QUERY_RUNS_MAX: usize = 8;
/// Units of one run of a query that count.
const QUERY_RUN_UNITS_MAX: usize = 24;
/// Characters of one word or syllable that count.
const UNIT_CHARS_MAX: usize = 32;

/// A question to the index, in the language of each database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The right side of FTS5's `MATCH`.
    pub sqlite: String,
    /// The argument of `to_tsquery('simple', …)`.
    pub postgres: String,
}

/// The text as it is compared: compatibility forms unified (full-width to half-width), lower case, without control,
/// direction and zero-width marks, spaces collapsed.
#[must_use]
pub fn normalize(text: &str) -> String {
    let visible = text.chars().filter(|&char| char.is_whitespace() || !is_invisible(char));
    let folded: String = visible.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What is written into the index for a text: tokens separated by spaces, in the order of the text.
#[must_use]
pub fn document(text: &str) -> String {
    let mut out = String::new();
    let mut left = DOCUMENT_UNITS_MAX;
    for run in runs(&normalize(text)) {
        let units = run.get(..run.len().min(left)).unwrap_or_default();
        left -= units.len();
        for (index, unit) in units.iter().enumerate() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(unit);
            out.push_str(units.get(index + 1).map_or("", String::as_str));
        }
    }
    out
}

/// The question for the words of a search box; `None` when there is nothing in it to look for.
#[must_use]
pub fn query(text: &str) -> Option<Query> {
    let phrases: Vec<Vec<String>> = runs(&normalize(text)).take(QUERY_RUNS_MAX).map(|run| pairs(&run)).collect();
    if phrases.is_empty() {
        return None;
    }
    // Both spellings hold only ASCII letters and digits between the operators, so nothing needs escaping.
    let sqlite: Vec<String> = phrases.iter().map(|pairs| format!("\"{}\"*", pairs.join(" "))).collect();
    let postgres: Vec<String> = phrases.iter().map(|pairs| format!("{}:*", pairs.join(" <-> "))).collect();
    Some(Query { sqlite: sqlite.join(" AND "), postgres: postgres.join(" & ") })
}

/// The tokens of a query's run: its pairs, or its only unit.
fn pairs(run: &[String]) -> Vec<String> {
    let run = run.get(..run.len().min(QUERY_RUN_UNITS_MAX)).unwrap_or_default();
    match run {
        [only] => vec![only.clone()],
        _ => run.iter().zip(run.iter().skip(1)).map(|(unit, next)| format!("{unit}{next}")).collect(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Written without spaces; every character is a unit.
    Han,
    /// Syllables between marks; every syllable is a unit.
    Tibetan,
    /// Words between spaces; every word is a run of its own.
    Word,
    /// Parts Tibetan syllables, nothing else.
    Tsheg,
    /// Parts everything.
    Gap,
}

fn script(char: char) -> Script {
    match u32::from(char) {
        0x0F0B | 0x0F0C => Script::Tsheg,
        0x0F00 | 0x0F18..=0x0F39 | 0x0F3E..=0x0F84 | 0x0F86..=0x0FBC | 0x0FC6 => Script::Tibetan,
        // Kana, bopomofo, hangul, Han with all its extensions, and the signs 々 and 〇.
        0x3005..=0x3007 | 0x3041..=0x318E | 0x31A0..=0x31FF | 0x3400..=0x4DBF => Script::Han,
        0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFD => Script::Han,
        _ if char.is_alphanumeric() => Script::Word,
        _ => Script::Gap,
    }
}

/// The runs of a normalized text, each a list of spelled units that stand side by side.
fn runs(text: &str) -> impl Iterator<Item = Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut last = Script::Gap;
    let mut run_script = Script::Gap;
    let mut unit_chars = 0;
    for char in text.chars() {
        let now = script(char);
        if matches!(now, Script::Han | Script::Tibetan | Script::Word) {
            let joins_unit = now == last && now != Script::Han;
            let joins_run = joins_unit || (now == run_script && now != Script::Word);
            if !joins_run {
                runs.push(Vec::new());
            }
            run_script = now;
            if let Some(run) = runs.last_mut() {
                if !joins_unit {
                    run.push(String::from(mark(now)));
                    unit_chars = 0;
                }
                unit_chars += 1;
                if let Some(unit) = run.last_mut().filter(|_| unit_chars <= UNIT_CHARS_MAX) {
                    spell(now, char, unit);
                }
            }
        } else if now == Script::Gap {
            run_script = Script::Gap;
        }
        last = now;
    }
    runs.into_iter()
}

/// The first letter of a unit tells its script, and keeps PostgreSQL from reading a number.
const fn mark(script: Script) -> &'static str {
    match script {
        Script::Han => "h",
        Script::Tibetan => "t",
        _ => "w",
    }
}

/// Spells a character so that the spelling of a unit's beginning is the beginning of its spelling, and so that the mark
/// of the next unit is never mistaken for more of this one.
fn spell(script: Script, char: char, unit: &mut String) {
    let code = u32::from(char);
    // Writing into a string cannot fail.
    let _ = match script {
        Script::Han if code <= 0xFFFF => write!(unit, "{code:04x}"),
        Script::Han => write!(unit, "x{code:06x}"),
        Script::Tibetan => write!(unit, "{:02x}", code & 0xFF),
        _ if char.is_ascii_alphanumeric() => write!(unit, "{char}"),
        _ => write!(unit, "q{code:06x}"),
    };
}

/// Characters that take no room and only hide others: controls, direction marks, zero-width marks, soft hyphens.
pub(crate) fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(u32::from(char),
            0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What both databases do with phrases and prefixes, on the SQLite spelling.
    fn matches(document: &str, query: &Query) -> bool {
        let tokens: Vec<&str> = document.split(' ').collect();
        query.sqlite.split(" AND ").all(|phrase| {
            let wanted: Vec<&str> = phrase.trim_matches(['"', '*']).split(' ').collect();
            let (prefix, exact) = wanted.split_last().unwrap();
            tokens.windows(wanted.len()).any(|row| row[..exact.len()] == *exact && row[exact.len()].starts_with(prefix))
        })
    }

    fn finds(text: &str, words: &str) -> bool {
        query(words).is_some_and(|query| matches(&document(text), &query))
    }

    #[test]
    fn words_of_one_two_and_more_characters_are_found() {
        let text = "雪松里3号楼2单元楼道的路灯坏了,请修。";
        for words in ["路灯", "灯", "修", "路灯坏了", "3号楼", "3 号楼", "坏了 路灯", "雪松里３号楼", "了"]
        {
            assert!(finds(text, words), "{words}");
        }
        for words in ["路坏", "灯路", "4号楼", "路灯好了", "修请", "楼路"] {
            assert!(!finds(text, words), "{words}");
        }
    }

    #[test]
    fn tibetan_is_found_by_syllables() {
        let text = "ང་ཚོའི་གྲོང་སྡེའི་གློག་སྒྲོན་སྐྱོན་ཤོར་སོང་།";
        for words in ["གློག་སྒྲོན", "གློག་སྒྲོན་", "གློག", "སྒྲོན་སྐྱོན", "སོང", "སོང་།", "གློག༌སྒྲོན", "གློ"]
        {
            assert!(finds(text, words), "{words}");
        }
        for words in ["སྒྲོན་གློག", "ལོག", "གྲོང་ཁྱེར"] {
            assert!(!finds(text, words), "{words}");
        }
    }

    #[test]
    fn other_words_are_found_by_their_beginning_in_any_case_and_width() {
        let text = "Street LIGHT ｂｒｏｋｅｎ near gate №7, café, 20261104-0231";
        for words in ["light", "Lig", "BROKEN", "no7", "café", "cafe\u{301}", "0231", "stre ga"] {
            assert!(finds(text, words), "{words}");
        }
        assert!(!finds(text, "ight") && !finds(text, "lights"));
        assert!(finds("𠮷野家", "𠮷") && finds("𠮷野家", "𠮷野") && !finds("吉野家", "𠮷"));
    }

    #[test]
    fn nothing_to_look_for_is_no_query() {
        for words in ["", "  ", "!?", "\u{202E}\u{200B}", "😀", "། ་", "\0"] {
            assert_eq!(query(words), None, "{words:?}");
        }
    }

    #[test]
    fn spelling_is_as_written_down() {
        assert_eq!(document("路灯a1"), "h8defh706f h706f wa1");
        let query = query("路灯坏 a1").unwrap();
        assert_eq!(query.sqlite, "\"h8defh706f h706fh574f\"* AND \"wa1\"*");
        assert_eq!(query.postgres, "h8defh706f <-> h706fh574f:* & wa1:*");
        assert_eq!(normalize(" Ａ\u{200B}ｂ\t\u{202E}路\u{3000}灯\r\n"), "ab 路 灯");
    }

    #[test]
    fn endless_input_stays_small() {
        assert!(document(&"路".repeat(100_000)).split(' ').count() <= DOCUMENT_UNITS_MAX);
        assert!(document(&"a".repeat(100_000)).len() <= UNIT_CHARS_MAX + 1);
        assert!(query(&"路灯 ".repeat(10_000)).unwrap().postgres.len() < 1_000);
        let long = "ཀ".repeat(5_000);
        assert!(finds(&long, &long) && finds(&"x".repeat(99), &"x".repeat(50)));
    }

    /// Text as people and troublemakers type it.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[路灯坏了雪松里A-Za-z0-9 ,。\"*:&|()'-]{1,40}",
            "[ཀཁགངཅ་།ིོུྲྱ路a ]{1,40}",
            "\\PC{1,40}",
            proptest::collection::vec(any::<char>(), 1..40).prop_map(String::from_iter),
        ]
    }

    proptest! {
        #[test]
        fn every_part_that_begins_a_unit_finds_its_text(text in text(), from in 0usize..40, count in 1usize..40) {
            let shown = normalize(&text);
            let chars: Vec<char> = shown.chars().collect();
            let from = from % chars.len().max(1);
            let inside = |at: usize| at > 0 && {
                let (before, here) = (script(chars[at - 1]), script(chars[at]));
                before == here && matches!(here, Script::Word | Script::Tibetan)
            };
            prop_assume!(!chars.is_empty() && !inside(from));
            let part: String = chars.iter().skip(from).take(count).collect();
            if let Some(query) = query(&part) {
                prop_assert!(matches(&document(&text), &query), "{shown:?} {part:?} {query:?}");
            }
        }

        #[test]
        fn no_query_carries_syntax(text in text()) {
            if let Some(query) = query(&text) {
                for phrase in query.sqlite.split(" AND ") {
                    let inner = phrase.strip_prefix('"').unwrap().strip_suffix("\"*").unwrap();
                    prop_assert!(inner.split(' ').all(opaque), "{phrase}");
                }
                for phrase in query.postgres.split(" & ") {
                    prop_assert!(phrase.strip_suffix(":*").unwrap().split(" <-> ").all(opaque), "{phrase}");
                }
            }
            prop_assert!(document(&text).split(' ').all(|token| token.is_empty() || opaque(token)));
        }

        #[test]
        fn normalizing_twice_changes_nothing(text in text()) {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once);
        }
    }

    fn opaque(token: &str) -> bool {
        token.starts_with(['h', 't', 'w'])
            && token.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    }
}
