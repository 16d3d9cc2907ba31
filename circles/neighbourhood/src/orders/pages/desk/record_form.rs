//! What a worker writes down for somebody at the counter or on the phone, between the page and the verb.

use super::super::take::words::moment_of;
use crate::orders::actions::{Asked, Asker, Asking, OnPaper, Place, Wishes};
use crate::orders::paper::rules::Because;
use crate::orders::rules::{Part, WishHelper};
use base::{Locale, Outcome, PersonId, Problem};
use kernel::case::Named;
use serde::Deserialize;
use uuid::Uuid;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RecordForm {
    pub(crate) once: String,
    /// The version of a parked draft; 0 for a new one.
    pub(crate) version: i64,
    /// "look" shows the form again with who calls and what the category asks.
    pub(crate) step: String,
    pub(crate) phone: String,
    pub(crate) person: String,
    pub(crate) called: String,
    pub(crate) category: String,
    pub(crate) place: String,
    pub(crate) stairway: String,
    pub(crate) door: String,
    pub(crate) spot: String,
    pub(crate) body: String,
    /// The recording goes as soon as it is written down.
    pub(crate) forget_voice: String,
    pub(crate) answer_1: String,
    pub(crate) answer_2: String,
    pub(crate) answer_3: String,
    pub(crate) answer_4: String,
    pub(crate) answer_5: String,
    pub(crate) language: String,
    pub(crate) part: String,
    pub(crate) time: String,
    pub(crate) other: String,
    pub(crate) without: String,
    pub(crate) helper: String,
    /// Two people at once.
    pub(crate) two: String,
    /// A photo to take out again.
    pub(crate) drop: String,
    /// It was written on paper before.
    pub(crate) paper: String,
    /// The number of its sheet.
    pub(crate) sheet: String,
    /// When it was written.
    pub(crate) written_at: String,
    /// Why on paper.
    pub(crate) because: String,
    /// A neighbour's matter that the caller cares about too, instead of a new one.
    pub(crate) care: String,
}

/// What is not blank.
fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

impl RecordForm {
    /// It continues a parked draft.
    pub(crate) const fn is_draft(&self) -> bool {
        self.version > 0
    }

    /// The person chosen from the register.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.person.parse::<Uuid>().ok().map(PersonId)
    }

    /// The category chosen.
    pub(crate) fn category(&self) -> Option<Uuid> {
        self.category.parse().ok()
    }

    /// The answer to a question, by its position from 1.
    pub(crate) fn answer(&self, position: usize) -> &str {
        match position {
            1 => &self.answer_1,
            2 => &self.answer_2,
            3 => &self.answer_3,
            4 => &self.answer_4,
            _ => &self.answer_5,
        }
    }

    /// It was written on paper, which is ticked or plain from its number.
    pub(crate) fn on_paper(&self) -> bool {
        !self.is_draft() && (!self.paper.is_empty() || !self.sheet.trim().is_empty())
    }

    /// What is said about the paper, if it was on paper.
    ///
    /// # Errors
    /// Fields written_at and because.
    pub(crate) fn entry(&self) -> Outcome<Option<OnPaper>> {
        if !self.on_paper() {
            return Ok(None);
        }
        let written_at = moment_of(&self.written_at);
        let written_at = written_at.ok_or_else(|| Problem::field("written_at", "orders-paper-refused-when"))?;
        let because = Because::from_name(&self.because);
        let because = because.ok_or_else(|| Problem::field("because", "orders-paper-refused-because"))?;
        Ok(Some(OnPaper { sheet: self.sheet.clone(), written_at, because }))
    }

    /// The form's hidden id.
    ///
    /// # Errors
    /// A form without its own id is none of ours.
    pub(crate) fn once(&self) -> Outcome<Uuid> {
        self.once.parse().map_err(|_| Problem::refused("shell-form-broken"))
    }

    /// The wish for the verb, without photos.
    ///
    /// # Errors
    /// A form without its own id is none of ours.
    pub(crate) fn asking(&self) -> Outcome<Asking> {
        let answers = (1..=5).zip(1usize..).filter_map(|(at, position)| Some((at, said(self.answer(position))?)));
        Ok(Asking {
            once: self.once()?,
            asker: self.person().map_or(Asker::Unknown, Asker::Person),
            called: said(&self.called),
            phone: said(&self.phone),
            category: self.category(),
            body: self.body.trim().to_owned(),
            answers: answers.collect(),
            place: self.place(),
            wishes: Wishes {
                language: Locale::from_tag(&self.language).filter(|_| !self.language.is_empty()),
                part: Part::from_name(&self.part),
                time: said(&self.time),
                other: said(&self.other),
                without: self.without.parse::<Uuid>().ok().map(PersonId),
                helper: WishHelper::from_name(&self.helper),
                two: !self.two.is_empty(),
            },
            photos: Vec::new(),
            forget_voice: !self.forget_voice.is_empty(),
        })
    }

    fn place(&self) -> Place {
        let (stairway, door, spot) = (said(&self.stairway), said(&self.door), said(&self.spot));
        Place { stairway, door, spot, ..Place::chosen(&self.place) }
    }
}

impl From<&Asked> for RecordForm {
    fn from(asked: &Asked) -> Self {
        let asking = &asked.asking;
        let answer = |position: i64| {
            let found = asking.answers.iter().find(|(at, _)| *at == position);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let building = asking.place.building.map(|id| format!("b:{id}"));
        let compound = asking.place.compound.map(|id| format!("c:{id}"));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            once: asking.once.to_string(),
            version: asked.version,
            step: String::new(),
            phone: text(&asking.phone),
            person: match asking.asker {
                Asker::Person(person) => person.to_string(),
                Asker::Myself | Asker::Unknown => String::new(),
            },
            called: text(&asking.called),
            category: asking.category.map(|id| id.to_string()).unwrap_or_default(),
            place: building.or(compound).unwrap_or_default(),
            stairway: text(&asking.place.stairway),
            door: text(&asking.place.door),
            spot: text(&asking.place.spot),
            body: asking.body.clone(),
            forget_voice: if asking.forget_voice { "yes".to_owned() } else { String::new() },
            answer_1: answer(1),
            answer_2: answer(2),
            answer_3: answer(3),
            answer_4: answer(4),
            answer_5: answer(5),
            language: asking.wishes.language.map(|language| language.tag().to_owned()).unwrap_or_default(),
            part: asking.wishes.part.map(|part| part.name().to_owned()).unwrap_or_default(),
            time: text(&asking.wishes.time),
            other: text(&asking.wishes.other),
            without: asking.wishes.without.map(|person| person.to_string()).unwrap_or_default(),
            helper: asking.wishes.helper.map(|helper| helper.name().to_owned()).unwrap_or_default(),
            two: if asking.wishes.two { "yes".to_owned() } else { String::new() },
            drop: String::new(),
            care: String::new(),
            ..Self::default()
        }
    }
}
