//! What can be ticked. Pure.

use crate::entry::Check;
use base::{CompoundId, Day, Locale, Outcome, Refusal};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Every skill, with the message key of its label.
pub const SKILLS: [(&str, &str); 18] = [
    ("plumbing", "skill-plumbing"),
    ("electricity_licensed", "skill-electricity-licensed"),
    ("carpentry", "skill-carpentry"),
    ("cleaning", "skill-cleaning"),
    ("carrying", "skill-carrying"),
    ("driving", "skill-driving"),
    ("escort", "skill-escort"),
    ("reading_writing", "skill-reading-writing"),
    ("phone_help", "skill-phone-help"),
    ("tibetan_interpreting", "skill-tibetan-interpreting"),
    ("hair", "skill-hair"),
    ("cooking", "skill-cooking"),
    ("child_tutoring", "skill-child-tutoring"),
    ("legal", "skill-legal"),
    ("first_aid", "skill-first-aid"),
    ("rescue", "skill-rescue"),
    ("gardening", "skill-gardening"),
    ("performing", "skill-performing"),
];

/// The wishes about a helper that one may be willing to answer, with the message key of the label.
pub const ANSWERS: [(&str, &str); 2] = [("woman", "helpers-answers-woman"), ("man", "helpers-answers-man")];

/// The message key of a skill's label; none for a code that is no skill.
#[must_use]
pub fn skill_key(code: &str) -> Option<&'static str> {
    SKILLS.iter().find(|(skill, _)| *skill == code).map(|(_, key)| *key)
}

/// The parts of a day that can be ticked: name, message key, first and last minute.
pub const PARTS: [(&str, &str, i64, i64); 3] = [
    ("morning", "helpers-morning", 9 * 60, 13 * 60),
    ("afternoon", "helpers-afternoon", 13 * 60, 18 * 60),
    ("evening", "helpers-evening", 18 * 60, 21 * 60),
];

/// A time of the week in which someone has time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FreeTime {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: i64,
    /// The first minute of the day.
    pub from_minute: i64,
    /// The minute at which it ends.
    pub to_minute: i64,
}

/// What a helper's form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelperForm {
    /// The version the form was filled with; 0 when nothing was ticked yet.
    pub version: i64,
    /// `yes` or `no`.
    pub takes: String,
    /// The last day of a pause.
    pub paused_until: String,
    /// Codes of skills.
    pub skills: Vec<String>,
    /// Ids of compounds.
    pub areas: Vec<String>,
    /// Tags of languages.
    pub languages: Vec<String>,
    /// `1-morning` to `7-evening`.
    pub times: Vec<String>,
    /// Wishes about the helper they are willing to answer: `woman`, `man`.
    pub answers: Vec<String>,
}

/// What is kept of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelperWords {
    /// Takes orders.
    pub takes: bool,
    /// The last day of a pause.
    pub paused_until: Option<Day>,
    /// Skills, each once.
    pub skills: BTreeSet<&'static str>,
    /// Compounds, each once.
    pub areas: BTreeSet<CompoundId>,
    /// Languages, each once.
    pub languages: BTreeSet<&'static str>,
    /// Free times, neighbouring parts of a day joined.
    pub times: Vec<FreeTime>,
    /// Wishes about the helper they are willing to answer, each once.
    pub answers: BTreeSet<&'static str>,
}

/// Reads a form.
///
/// # Errors
/// The fields that need mending.
pub fn read(form: &HelperForm, today: Day) -> Outcome<HelperWords> {
    let mut check = Check::default();
    let takes = match form.takes.as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            check.amiss("takes", Refusal::new("registry-choose"));
            false
        }
    };
    let paused_until = paused(&mut check, &form.paused_until, today);
    let skills = known(&mut check, "skills", &form.skills, |code| {
        SKILLS.iter().find(|(skill, _)| *skill == code).map(|(skill, _)| *skill)
    });
    let areas = known(&mut check, "areas", &form.areas, |id| id.parse().ok());
    let languages = known(&mut check, "languages", &form.languages, |tag| Locale::from_tag(tag).map(Locale::tag));
    let parts = known(&mut check, "times", &form.times, part);
    let answers = known(&mut check, "answers", &form.answers, |name| {
        ANSWERS.iter().find(|(answer, _)| *answer == name).map(|(answer, _)| *answer)
    });
    check.done()?;
    Ok(HelperWords { takes, paused_until, skills, areas, languages, times: joined(&parts), answers })
}

fn paused(check: &mut Check, typed: &str, today: Day) -> Option<Day> {
    if typed.trim().is_empty() {
        return None;
    }
    let day = typed.trim().parse::<Day>().ok().filter(|day| *day >= today && chrono::Datelike::year(day) < 2200);
    if day.is_none() {
        check.amiss("paused_until", Refusal::new("helpers-pause-wrong"));
    }
    day
}

/// What is ticked and known; anything else was not on the form.
fn known<T: Ord>(
    check: &mut Check,
    field: &'static str,
    sent: &[String],
    find: impl Fn(&str) -> Option<T>,
) -> BTreeSet<T> {
    let found: Vec<Option<T>> = sent.iter().map(|text| find(text)).collect();
    if found.iter().any(Option::is_none) {
        check.amiss(field, Refusal::new("registry-choose"));
    }
    found.into_iter().flatten().collect()
}

fn part(sent: &str) -> Option<FreeTime> {
    let (weekday, name) = sent.split_once('-')?;
    let weekday = weekday.parse().ok().filter(|number| (1..=7).contains(number))?;
    let (_, _, from_minute, to_minute) = *PARTS.iter().find(|(part, ..)| *part == name)?;
    Some(FreeTime { weekday, from_minute, to_minute })
}

/// Joins parts of one day that touch.
fn joined(parts: &BTreeSet<FreeTime>) -> Vec<FreeTime> {
    let mut joined: Vec<FreeTime> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.weekday == part.weekday && part.from_minute <= last.to_minute => {
                last.to_minute = last.to_minute.max(part.to_minute);
            }
            _ => joined.push(*part),
        }
    }
    joined
}

/// The parts that a helper's free times cover, as the form spells them.
#[must_use]
pub fn ticked(times: &[FreeTime]) -> Vec<String> {
    let mut ticked = Vec::new();
    for weekday in 1..=7 {
        for (name, _, from, to) in PARTS {
            let covers = |time: &FreeTime| time.weekday == weekday && time.from_minute <= from && to <= time.to_minute;
            if times.iter().any(covers) {
                ticked.push(format!("{weekday}-{name}"));
            }
        }
    }
    ticked
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Day {
        Day::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn form() -> HelperForm {
        HelperForm { takes: "yes".to_owned(), ..Default::default() }
    }

    #[test]
    fn only_what_is_on_the_form_can_be_ticked() {
        for (field, wish) in [
            ("skills", HelperForm { skills: vec!["spying".to_owned()], ..form() }),
            ("areas", HelperForm { areas: vec!["G1".to_owned()], ..form() }),
            ("languages", HelperForm { languages: vec!["tlh".to_owned()], ..form() }),
            ("times", HelperForm { times: vec!["8-morning".to_owned()], ..form() }),
            ("takes", HelperForm { takes: String::new(), ..form() }),
            ("answers", HelperForm { answers: vec!["anyone".to_owned()], ..form() }),
            ("paused_until", HelperForm { paused_until: "2026-11-21".to_owned(), ..form() }),
        ] {
            let Err(base::Problem::Invalid(fields)) = read(&wish, today()) else { panic!("{field}") };
            assert_eq!(fields.first().unwrap().field, field);
        }
        assert!(read(&form(), today()).is_ok());
    }

    #[test]
    fn parts_that_touch_are_one_free_time() {
        let times = ["1-morning", "1-afternoon", "3-evening"].map(str::to_owned).to_vec();
        let words = read(&HelperForm { times, ..form() }, today()).unwrap();
        let all = |weekday, from, to| FreeTime { weekday, from_minute: from, to_minute: to };
        assert_eq!(words.times, [all(1, 540, 1080), all(3, 1080, 1260)]);
    }

    proptest! {
        #[test]
        fn what_is_ticked_is_shown_ticked_again(picks in proptest::collection::btree_set((1i64..=7, 0usize..3), 0..21)) {
            let mut times: Vec<String> = picks.iter().map(|(day, part)| format!("{day}-{}", PARTS[*part].0)).collect();
            let words = read(&HelperForm { times: times.clone(), ..form() }, today()).unwrap();
            let mut shown = ticked(&words.times);
            times.sort();
            shown.sort();
            prop_assert_eq!(shown, times);
        }
    }
}
