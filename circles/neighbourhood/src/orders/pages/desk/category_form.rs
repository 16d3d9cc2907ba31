//! What a category says, between the form and the verb.

use crate::categories::rules::{Kind, Question};
use crate::orders::rules::DoneBy;
use kernel::case::{ClockPolicy, Named, Urgency};
use kernel::i18n::LocalText;
use serde::Deserialize;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CategoryForm {
    pub(crate) once: String,
    pub(crate) version: i64,
    /// The group it belongs to; empty for a group.
    pub(crate) parent: String,
    pub(crate) name_zh: String,
    pub(crate) name_bo: String,
    pub(crate) name_en: String,
    pub(crate) seen: String,
    pub(crate) served: String,
    /// Two people at once, always.
    pub(crate) two: String,
    pub(crate) urgency: String,
    pub(crate) skill: String,
    pub(crate) done_by: String,
    pub(crate) minutes: String,
    pub(crate) difficulty: String,
    pub(crate) notice_key: String,
    pub(crate) notice_zh: String,
    pub(crate) notice_bo: String,
    pub(crate) notice_en: String,
    /// Five in each, by position.
    pub(crate) question_zh: Vec<String>,
    pub(crate) question_bo: Vec<String>,
    pub(crate) question_en: Vec<String>,
    /// The positions, from 1, of those that have to be answered.
    pub(crate) question_required: Vec<usize>,
}

fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn local(zh: &str, bo: &str, en: &str) -> LocalText {
    LocalText { zh: zh.trim().to_owned(), bo: said(bo), en: said(en) }
}

impl CategoryForm {
    /// A kind under a group, with the usual answers.
    pub(crate) fn blank(once: String, parent: String) -> Self {
        Self {
            once,
            parent,
            seen: "private".to_owned(),
            served: "person".to_owned(),
            urgency: Urgency::General.name().to_owned(),
            done_by: DoneBy::Anyone.name().to_owned(),
            minutes: "60".to_owned(),
            difficulty: "1000".to_owned(),
            ..Self::default()
        }
    }

    /// A group carries names only; the rest are the usual answers.
    pub(crate) fn only_named(&self) -> Self {
        Self {
            name_zh: self.name_zh.clone(),
            name_bo: self.name_bo.clone(),
            name_en: self.name_en.clone(),
            ..Self::blank(self.once.clone(), String::new())
        }
    }

    /// A text of a question, by its place from 0.
    pub(crate) fn question(texts: &[String], at: usize) -> &str {
        texts.get(at).map_or("", String::as_str)
    }

    /// The wish for the verb; own promises stay as they were, since this form does not change them.
    pub(crate) fn kind(&self, own_policy: Option<ClockPolicy>) -> Kind {
        let notice = local(&self.notice_zh, &self.notice_bo, &self.notice_en);
        Kind {
            name: local(&self.name_zh, &self.name_bo, &self.name_en),
            is_public: self.seen == "public",
            is_personal: self.served != "place",
            urgency: Urgency::ALL
                .into_iter()
                .find(|urgency| urgency.name() == self.urgency)
                .unwrap_or(Urgency::General),
            own_policy,
            skill: said(&self.skill),
            done_by: DoneBy::from_name(&self.done_by).unwrap_or(DoneBy::Anyone),
            // What is no number is refused by the verb like any other wrong length of time.
            minutes: self.minutes.trim().parse().unwrap_or(0),
            difficulty_permille: self.difficulty.parse().unwrap_or(1000),
            notice_key: said(&self.notice_key),
            two_people: !self.two.is_empty(),
            notice: Some(notice).filter(|notice| !notice.zh.is_empty()),
            questions: self.questions(),
        }
    }

    fn questions(&self) -> Vec<Question> {
        let question = |at: usize| {
            let zh = said(Self::question(&self.question_zh, at))?;
            let (bo, en) = (Self::question(&self.question_bo, at), Self::question(&self.question_en, at));
            Some(Question { text: local(&zh, bo, en), required: self.question_required.contains(&(at + 1)) })
        };
        (0..crate::categories::rules::QUESTIONS_MAX).filter_map(question).collect()
    }

    /// The form of a category as it is kept.
    pub(crate) fn of(once: String, version: i64, kind: &Kind) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let notice = kind.notice.clone().unwrap_or_default();
        let required = kind.questions.iter().zip(1usize..).filter(|(question, _)| question.required);
        Self {
            once,
            version,
            parent: String::new(),
            name_zh: kind.name.zh.clone(),
            name_bo: text(&kind.name.bo),
            name_en: text(&kind.name.en),
            seen: if kind.is_public { "public" } else { "private" }.to_owned(),
            served: if kind.is_personal { "person" } else { "place" }.to_owned(),
            two: if kind.two_people { "yes" } else { "" }.to_owned(),
            urgency: kind.urgency.name().to_owned(),
            skill: text(&kind.skill),
            done_by: kind.done_by.name().to_owned(),
            minutes: kind.minutes.to_string(),
            difficulty: kind.difficulty_permille.to_string(),
            notice_key: text(&kind.notice_key),
            notice_zh: notice.zh,
            notice_bo: text(&notice.bo),
            notice_en: text(&notice.en),
            question_required: required.map(|(_, at)| at).collect(),
            question_zh: kind.questions.iter().map(|question| question.text.zh.clone()).collect(),
            question_bo: kind.questions.iter().map(|question| text(&question.text.bo)).collect(),
            question_en: kind.questions.iter().map(|question| text(&question.text.en)).collect(),
        }
    }
}
