//! What was typed in the three steps of asking, carried from step to step in the form itself, so that nothing is lost
//! without scripts and nothing is kept here before it is sent.

use crate::categories::rules::Category;
use crate::orders::actions::{Asker, Asking, Place, Wishes};
use crate::orders::rules::{Part, WishHelper};
use base::{FieldProblem, Locale, Outcome, PersonId, Problem, Refusal};
use serde::Deserialize;
use uuid::Uuid;

/// Fields of the second step; the answers to a kind's questions belong to it too.
pub(super) const WHAT: [&str; 6] = ["body", "forget_voice", "place", "stairway", "door", "spot"];
/// Fields of the third step.
pub(super) const CONTACT: [&str; 10] =
    ["for", "called", "phone", "language", "part", "time", "other", "without", "helper", "two"];

/// Pairs of names and texts, as they came.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Typed(Vec<(String, String)>);

impl Typed {
    /// A form that knows only its own id.
    pub(super) fn fresh(once: String) -> Self {
        Self(vec![("once".to_owned(), once)])
    }

    /// Begins a field with something already known.
    pub(super) fn begin(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// A field; what is not there is empty.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The form's hidden id.
    pub(super) fn once(&self) -> Outcome<Uuid> {
        self.get("once").parse().map_err(|_| Problem::NotFound)
    }

    /// The pairs of the other step, to be carried along unseen.
    pub(super) fn carried(&self, step: Step) -> Vec<(String, String)> {
        let belongs = |name: &str| match step {
            Step::What => CONTACT.contains(&name),
            Step::Contact => WHAT.contains(&name) || name.starts_with("answer-"),
        };
        self.0.iter().filter(|(name, value)| belongs(name) && !value.is_empty()).cloned().collect()
    }

    /// The field of an answer: its name holds the kind, so that another kind's answer never lands there.
    pub(super) fn answer_name(kind: &Category, position: usize) -> String {
        format!("answer-{}-{position}", kind.code)
    }

    /// What is missing in the second step, before the third is shown.
    pub(super) fn missing(&self, kind: &Category, spoken: bool) -> Result<(), Problem> {
        let mut fields = Vec::new();
        let mut miss = |field, key| fields.push(FieldProblem { field, refusal: Refusal::new(key) });
        if self.some("body").is_none() && !spoken {
            miss("body", "orders-ask-body-missing");
        }
        if self.some("place").is_none() && self.some("spot").is_none() {
            miss("place", "orders-ask-place-missing");
        }
        let open = |(index, question): (usize, &crate::categories::rules::Question)| {
            question.required && self.some(&Self::answer_name(kind, index + 1)).is_none()
        };
        if kind.kind.questions.iter().enumerate().any(open) {
            miss("answers", "orders-ask-answers-missing");
        }
        if fields.is_empty() { Ok(()) } else { Err(Problem::Invalid(fields)) }
    }

    /// The request, ready to be handed in.
    pub(super) fn asking(&self, kind: &Category, photos: Vec<Uuid>) -> Outcome<Asking> {
        let answers = (1..=kind.kind.questions.len())
            .filter_map(|at| Some((i64::try_from(at).ok()?, self.some(&Self::answer_name(kind, at))?)))
            .collect();
        Ok(Asking {
            once: self.once()?,
            asker: match self.get("for").parse::<PersonId>() {
                Ok(person) => Asker::Person(person),
                Err(_) => Asker::Myself,
            },
            called: self.some("called"),
            phone: self.some("phone"),
            category: Some(kind.id),
            body: self.get("body").trim().to_owned(),
            answers,
            place: self.place(),
            wishes: self.wishes(),
            photos,
            forget_voice: self.some("forget_voice").is_some(),
        })
    }

    fn place(&self) -> Place {
        Place {
            stairway: self.some("stairway"),
            door: self.some("door"),
            spot: self.some("spot"),
            ..Place::chosen(self.get("place"))
        }
    }

    fn wishes(&self) -> Wishes {
        Wishes {
            language: Locale::from_tag(self.get("language")),
            part: Part::from_name(self.get("part")),
            time: self.some("time"),
            other: self.some("other"),
            without: self.get("without").parse().ok(),
            helper: WishHelper::from_name(self.get("helper")),
            two: self.some("two").is_some(),
        }
    }

    fn some(&self, name: &str) -> Option<String> {
        let text = self.get(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// A step with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// What and where.
    What,
    /// Contact and wishes.
    Contact,
}

impl Step {
    /// The step on which the person mends this; a sentence without a field belongs to the last one.
    pub(super) fn to_mend(problem: &Problem) -> Self {
        const OF_WHAT: [&str; 7] = ["category", "body", "voice", "answers", "place", "photos", "spot"];
        match problem {
            Problem::Invalid(fields) if fields.iter().any(|field| OF_WHAT.contains(&field.field)) => Self::What,
            _ => Self::Contact,
        }
    }
}
