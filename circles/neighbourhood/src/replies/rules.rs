//! What a standard reply is for, what may stand in it, and how its places are filled. Pure.

use crate::categories::rules::text_fault;
use crate::orders::machine::named;
use base::{FieldProblem, Refusal};
use kernel::case::Named;
use kernel::i18n::LocalText;
use kernel::text::{clean_line, clean_text};
use uuid::Uuid;

/// Characters of a name.
pub const NAME_CHARS_MAX: usize = 40;
/// Characters of a text, before its places are filled.
pub const TEXT_CHARS_MAX: usize = 500;
/// Replies in use for one purpose, so that a list of them can be chosen from.
pub const IN_USE_MAX: usize = 40;
/// Characters shown of a place that was left open.
const BROKEN_CHARS: usize = 8;

named! {
    /// Where a reply is used.
    Purpose {
        /// An answer to the asker.
        Reply = "reply",
        /// Why a matter is not taken on.
        Refusal = "refusal",
        /// What is still missing.
        Missing = "missing",
        /// Where it can be had instead.
        Way = "way",
        /// What was done, at the end.
        Closing = "closing",
    }
}

named! {
    /// A place in a text; the list is closed, and none of them says anything about a person.
    Placeholder {
        /// The matter's number.
        Number = "number",
        /// Its category.
        Category = "category",
        /// The day on which it was asked.
        Asked = "asked",
        /// Until when it is to be solved.
        Due = "due",
        /// The community.
        Community = "community",
        /// The hall's phone.
        Phone = "phone",
        /// The hall's opening hours.
        Hours = "hours",
    }
}

impl Placeholder {
    /// What it is called in Chinese, Tibetan and English; any of the three may stand in any text.
    #[must_use]
    pub const fn names(self) -> [&'static str; 3] {
        match self {
            Self::Number => ["单号", "མངགས་ཨང་", "number"],
            Self::Category => ["分类", "རིགས་དབྱེ", "category"],
            Self::Asked => ["提出日", "བཏོན་པའི་ཉིན", "asked"],
            Self::Due => ["期限", "དུས་བཀག", "due"],
            Self::Community => ["社区", "སྡེ་ཁུལ", "community"],
            Self::Phone => ["电话", "ཁ་པར", "phone"],
            Self::Hours => ["时间", "དུས་ཚོད", "hours"],
        }
    }

    /// The place of this name; a Tibetan name with or without its closing dot.
    #[must_use]
    pub fn called(name: &str) -> Option<Self> {
        let plain = |name: &str| name.trim().trim_end_matches(['་', '།']).to_lowercase();
        Self::ALL.iter().copied().find(|place| place.names().iter().any(|known| plain(known) == plain(name)))
    }
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words that stay as they are.
    Words(&'t str),
    /// Something to fill in.
    Place(Placeholder),
}

/// What is wrong with the places of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// Nothing is called like this.
    Unknown(String),
    /// A bracket without its other half, and the words around it.
    Broken(String),
}

impl From<Amiss> for Refusal {
    fn from(amiss: Amiss) -> Self {
        match amiss {
            Amiss::Unknown(name) => Self::new("replies-refused-unknown").with("name", name),
            Amiss::Broken(piece) => Self::new("replies-refused-broken").with("piece", piece),
        }
    }
}

const OPENS: [char; 2] = ['{', '｛'];
const CLOSES: [char; 2] = ['}', '｝'];

/// Takes a text apart.
///
/// # Errors
/// The first place that cannot be filled.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Amiss> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((words, opened)) = rest.split_once(OPENS) {
        if words.contains(CLOSES) {
            return Err(broken(words));
        }
        let closed = opened.split_once(CLOSES).filter(|(name, _)| !name.contains(OPENS));
        let (name, after) = closed.ok_or_else(|| broken(opened))?;
        let place = Placeholder::called(name).ok_or_else(|| Amiss::Unknown(cut(name)))?;
        found.extend([Piece::Words(words), Piece::Place(place)]);
        rest = after;
    }
    if rest.contains(CLOSES) {
        return Err(broken(rest));
    }
    found.push(Piece::Words(rest));
    found.retain(|piece| *piece != Piece::Words(""));
    Ok(found)
}

fn broken(around: &str) -> Amiss {
    Amiss::Broken(cut(around.trim_start()))
}

fn cut(text: &str) -> String {
    text.chars().take(BROKEN_CHARS).collect()
}

/// What stands in the places of one matter, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fillings {
    /// The matter's number.
    pub number: String,
    /// Its category.
    pub category: String,
    /// The day on which it was asked.
    pub asked: String,
    /// Until when it is to be solved.
    pub due: String,
    /// The community.
    pub community: String,
    /// The hall's phone.
    pub phone: String,
    /// The hall's opening hours.
    pub hours: String,
}

impl Fillings {
    fn of(&self, place: Placeholder) -> &str {
        match place {
            Placeholder::Number => &self.number,
            Placeholder::Category => &self.category,
            Placeholder::Asked => &self.asked,
            Placeholder::Due => &self.due,
            Placeholder::Community => &self.community,
            Placeholder::Phone => &self.phone,
            Placeholder::Hours => &self.hours,
        }
    }
}

/// The text with its places filled.
///
/// # Errors
/// As [`pieces`].
pub fn filled(text: &str, fillings: &Fillings) -> Result<String, Amiss> {
    let word = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Place(place) => fillings.of(place).to_owned(),
    };
    Ok(pieces(text)?.into_iter().map(word).collect())
}

/// What a reply says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Where it is used.
    pub purpose: Purpose,
    /// What the office calls it.
    pub name: LocalText,
    /// The text.
    pub text: LocalText,
}

/// A reply as it is kept.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub version: i64,
    /// What it says.
    pub wording: Wording,
    /// Put away.
    pub archived: bool,
}

/// What is wrong with a reply, field by field; empty is good.
#[must_use]
pub fn faults(wording: &Wording) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    let mut complain = |field: &'static str, refusal: Refusal| found.push(FieldProblem { field, refusal });
    if wording.name.zh.trim().is_empty() {
        complain("name", Refusal::new("replies-name-missing"));
    }
    if let Some(refusal) = text_fault(&wording.name, NAME_CHARS_MAX) {
        complain("name", refusal);
    }
    if wording.text.zh.trim().is_empty() {
        complain("text", Refusal::new("replies-text-missing"));
    }
    let texts = [
        ("text", Some(&wording.text.zh)),
        ("text_bo", wording.text.bo.as_ref()),
        ("text_en", wording.text.en.as_ref()),
    ];
    for (field, text) in texts {
        let Some(text) = text else { continue };
        if let Some(refusal) = text_fault(&LocalText::new(text), TEXT_CHARS_MAX) {
            complain(field, refusal);
        }
        if let Err(amiss) = pieces(text) {
            complain(field, amiss.into());
        }
    }
    found
}

/// The same reply with its texts as they are kept.
#[must_use]
pub fn cleaned(wording: Wording) -> Wording {
    let line = |text: String| clean_line(&text, NAME_CHARS_MAX).unwrap_or_default();
    let lines = |text: String| clean_text(&text, TEXT_CHARS_MAX).unwrap_or_default();
    Wording { purpose: wording.purpose, name: each(wording.name, line), text: each(wording.text, lines) }
}

fn each(text: LocalText, clean: impl Fn(String) -> String) -> LocalText {
    let some = |text: Option<String>| text.map(&clean).filter(|text| !text.is_empty());
    LocalText { bo: some(text.bo), en: some(text.en), zh: clean(text.zh) }
}

/// What is already typed stays; what was chosen comes after it.
#[must_use]
pub fn joined(typed: &str, chosen: &str) -> String {
    match typed.trim() {
        "" => chosen.to_owned(),
        typed => format!("{typed}\n{chosen}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn fillings() -> Fillings {
        Fillings {
            number: "1190".to_owned(),
            category: "家里维修".to_owned(),
            asked: "3月2日".to_owned(),
            due: "3月9日".to_owned(),
            community: "雪松社区".to_owned(),
            phone: "000-0000-0110".to_owned(),
            hours: "9:30-13:00".to_owned(),
        }
    }

    fn wording(text: &str) -> Wording {
        Wording { purpose: Purpose::Reply, name: LocalText::new("收到"), text: LocalText::new(text) }
    }

    #[test]
    fn places_are_filled_in_three_languages_and_both_kinds_of_brackets() {
        for text in ["{单号}，{电话}", "｛ 单号 ｝，{Phone}", "{མངགས་ཨང}，{ཁ་པར་}", "{number}，｛phone}"]
        {
            assert_eq!(filled(text, &fillings()).unwrap(), "1190，000-0000-0110", "{text}");
        }
    }

    #[test]
    fn what_cannot_be_filled_is_named() {
        assert_eq!(pieces("请{姓名}来"), Err(Amiss::Unknown("姓名".to_owned())));
        assert_eq!(pieces("请{}来"), Err(Amiss::Unknown(String::new())));
        for text in ["到{期限", "到期限}", "{单号{期限}", "a } b { c"] {
            assert!(matches!(pieces(text), Err(Amiss::Broken(_))), "{text}");
        }
        for field in ["姓名", "门牌", "name", "door", "居民电话"] {
            assert!(Placeholder::called(field).is_none(), "no place is about a person: {field}");
        }
    }

    #[test]
    fn no_two_places_share_a_name() {
        let names: Vec<&str> = Placeholder::ALL.iter().flat_map(|place| place.names()).collect();
        assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len());
        for place in Placeholder::ALL {
            for name in place.names() {
                assert_eq!(Placeholder::called(name), Some(*place));
            }
        }
    }

    #[test]
    fn rl1_a_reply_that_asks_what_is_not_recorded_is_refused() {
        for text in ["请带身份证号码", "请写宗教信仰", "Your religion?"] {
            assert!(faults(&wording(text)).iter().any(|fault| fault.field == "text"), "{text}");
        }
        assert!(faults(&wording("收到，单号{单号}。")).is_empty());
        let mut without = wording("");
        without.text.bo = Some("བོད་ཡིག".to_owned());
        assert_eq!(faults(&without).len(), 1, "the Chinese has to be there");
    }

    #[test]
    fn what_is_typed_is_never_lost() {
        assert_eq!(joined("  ", "好的"), "好的");
        assert_eq!(joined("您好。\n", "好的"), "您好。\n好的");
    }

    proptest! {
        #[test]
        fn any_text_is_filled_whole_or_refused(text in "[ab单号{}｛｝期限 ]{0,24}") {
            match pieces(&text) {
                Ok(found) => {
                    let bare = |piece: &Piece<'_>| matches!(piece, Piece::Words(words) if words.contains(OPENS) || words.contains(CLOSES));
                    prop_assert!(!found.iter().any(bare));
                    let full = filled(&text, &fillings()).unwrap();
                    prop_assert!(!full.contains(OPENS) && !full.contains(CLOSES));
                }
                Err(_) => prop_assert!(text.contains(OPENS) || text.contains(CLOSES)),
            }
        }

        #[test]
        fn words_and_places_come_back_in_their_order(parts in proptest::collection::vec((0usize..7, 0usize..3, "[a-z，。 ]{1,6}"), 0..8)) {
            let (mut text, mut expected) = (String::new(), String::new());
            for (place, language, words) in &parts {
                let place = Placeholder::ALL[*place];
                text.push_str(&format!("{words}{{{}}}", place.names()[*language]));
                expected.push_str(&format!("{words}{}", fillings().of(place)));
            }
            prop_assert_eq!(filled(&text, &fillings()).unwrap(), expected);
        }
    }
}
