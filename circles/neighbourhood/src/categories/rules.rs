//! What a category is, and what its texts may not ask.

use crate::orders::rules::DoneBy;
use base::{FieldProblem, Refusal};
use kernel::case::{ClockPolicy, Urgency};
use kernel::i18n::LocalText;
use kernel::text::{clean_line, forbidden, forbidden_terms};
use uuid::Uuid;

/// Questions of one category.
pub const QUESTIONS_MAX: usize = 5;
/// Characters of a name.
pub const NAME_CHARS_MAX: usize = 40;
/// Characters of a question or a notice.
pub const TEXT_CHARS_MAX: usize = 200;
/// The shortest usual time.
pub const MINUTES_MIN: i64 = 5;
/// The longest usual time.
pub const MINUTES_MAX: i64 = 960;
/// Notices of the program's own, by the key of their words.
pub const NOTICES: [&str; 5] = [
    "orders-notice-fire",
    "orders-notice-gas",
    "orders-notice-electricity",
    "orders-notice-water",
    "orders-notice-injury",
];
/// Skills a category may need.
pub const SKILLS: [&str; 18] = [
    "plumbing",
    "electricity_licensed",
    "carpentry",
    "cleaning",
    "carrying",
    "driving",
    "escort",
    "reading_writing",
    "phone_help",
    "tibetan_interpreting",
    "hair",
    "cooking",
    "child_tutoring",
    "legal",
    "first_aid",
    "rescue",
    "gardening",
    "performing",
];

/// A question put to the asker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The words.
    pub text: LocalText,
    /// It has to be answered.
    pub required: bool,
}

/// What a category says, apart from its id and place in the tree.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its name.
    pub name: LocalText,
    /// Neighbours may see that there is such a matter.
    pub is_public: bool,
    /// Served is a person; else a public place.
    pub is_personal: bool,
    /// Picks the promises.
    pub urgency: Urgency,
    /// Own promises.
    pub own_policy: Option<ClockPolicy>,
    /// The skill it needs, a code of [`SKILLS`].
    pub skill: Option<String>,
    /// Who may do it.
    pub done_by: DoneBy,
    /// How long it usually takes.
    pub minutes: i64,
    /// 1000 ordinary, 1200 heavy or at night, 1500 professional, 2000 emergency.
    pub difficulty_permille: i64,
    /// A notice of the program's own, a key of [`NOTICES`].
    pub notice_key: Option<String>,
    /// A notice of the community's own.
    pub notice: Option<LocalText>,
    /// Always asks for two people at once.
    pub two_people: bool,
    /// Questions.
    pub questions: Vec<Question>,
}

/// A category as it is kept.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub version: i64,
    /// The group it belongs to; a group has none.
    pub parent: Option<Uuid>,
    /// Its code, the same for ever.
    pub code: String,
    /// What it says.
    pub kind: Kind,
    /// No longer offered.
    pub closed: bool,
}

impl Category {
    /// The promises of this category.
    #[must_use]
    pub fn policy(&self) -> ClockPolicy {
        self.kind.own_policy.unwrap_or(ClockPolicy::standard(self.kind.urgency))
    }
}

/// A group with its kinds.
#[derive(Clone, Debug)]
pub struct Group {
    /// The group.
    pub category: Category,
    /// Its kinds, in order.
    pub kinds: Vec<Category>,
}

/// What is wrong with a category's texts, field by field; empty is good.
#[must_use]
pub fn faults(kind: &Kind) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    let mut complain = |field: &'static str, refusal: Refusal| found.push(FieldProblem { field, refusal });
    if kind.name.zh.trim().is_empty() {
        complain("name", Refusal::new("categories-name-missing"));
    }
    if let Some(refusal) = text_fault(&kind.name, NAME_CHARS_MAX) {
        complain("name", refusal);
    }
    if kind.questions.len() > QUESTIONS_MAX {
        complain("questions", Refusal::new("categories-too-many-questions").with("limit", QUESTIONS_MAX));
    }
    for question in &kind.questions {
        if question.text.zh.trim().is_empty() {
            complain("questions", Refusal::new("categories-question-empty"));
        }
        if let Some(refusal) = text_fault(&question.text, TEXT_CHARS_MAX) {
            complain("questions", refusal);
        }
    }
    if let Some(refusal) = kind.notice.as_ref().and_then(|notice| text_fault(notice, TEXT_CHARS_MAX)) {
        complain("notice", refusal);
    }
    if kind.notice_key.as_deref().is_some_and(|key| !NOTICES.contains(&key)) {
        complain("notice", Refusal::new("categories-choose"));
    }
    let skill = kind.skill.as_deref();
    if skill.is_some_and(|skill| !SKILLS.contains(&skill)) || (kind.done_by == DoneBy::Licensed && skill.is_none()) {
        complain("skill", Refusal::new("categories-choose"));
    }
    if !(MINUTES_MIN..=MINUTES_MAX).contains(&kind.minutes) {
        complain("minutes", Refusal::new("categories-minutes").with("least", MINUTES_MIN).with("most", MINUTES_MAX));
    }
    if ![1000, 1200, 1500, 2000].contains(&kind.difficulty_permille) {
        complain("difficulty", Refusal::new("categories-choose"));
    }
    found
}

/// Too long, or asking for what is not recorded.
pub(crate) fn text_fault(text: &LocalText, chars_max: usize) -> Option<Refusal> {
    let texts = [Some(&text.zh), text.bo.as_ref(), text.en.as_ref()];
    for text in texts.into_iter().flatten() {
        if let Some(term) = forbidden_terms(text).first() {
            return Some(forbidden(term));
        }
        if let Err(fault) = clean_line(text, chars_max) {
            return Some(fault.into());
        }
    }
    None
}

/// The same category with its texts as they are kept.
#[must_use]
pub fn cleaned(mut kind: Kind) -> Kind {
    kind.name = cleaned_text(kind.name, NAME_CHARS_MAX);
    kind.notice = kind.notice.map(|notice| cleaned_text(notice, TEXT_CHARS_MAX)).filter(|text| !text.zh.is_empty());
    for question in &mut kind.questions {
        question.text = cleaned_text(std::mem::take(&mut question.text), TEXT_CHARS_MAX);
    }
    kind
}

fn cleaned_text(text: LocalText, chars_max: usize) -> LocalText {
    let clean = |text: String| clean_line(&text, chars_max).unwrap_or_default();
    let some = |text: Option<String>| text.map(clean).filter(|text| !text.is_empty());
    LocalText { zh: clean(text.zh), bo: some(text.bo), en: some(text.en) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind() -> Kind {
        Kind {
            name: LocalText::new("水管"),
            is_public: false,
            is_personal: true,
            urgency: Urgency::Utilities,
            own_policy: None,
            skill: Some("plumbing".to_owned()),
            done_by: DoneBy::Anyone,
            minutes: 40,
            difficulty_permille: 1000,
            notice_key: None,
            notice: None,
            two_people: false,
            questions: vec![],
        }
    }

    #[test]
    fn rl1_questions_about_what_is_not_recorded_are_refused() {
        for asked in ["您的民族", "宗教信仰是什么", "身份证号码", "Your religion?"] {
            let mut kind = kind();
            kind.questions.push(Question { text: LocalText::new(asked), required: true });
            assert!(faults(&kind).iter().any(|fault| fault.field == "questions"), "{asked}");
        }
        assert!(faults(&kind()).is_empty());
    }

    #[test]
    fn licensed_work_names_its_licence() {
        let kind = Kind { done_by: DoneBy::Licensed, skill: None, ..kind() };
        assert_eq!(faults(&kind).len(), 1);
    }
}
