//! What a day of the calendar is, what its form says, and what a list would change.

use super::list::Line;
use crate::entry::{Check, LINE_CHARS_MAX};
use base::{Day, Outcome, Refusal};
use chrono::Datelike;
use kernel::i18n::LocalText;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The years that a calendar knows at all; anything else is a slip of the pen.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 2020..=2100;

/// Where a day came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Someone of the community added it.
    Hand,
    /// It came with a published list.
    List,
}

impl Origin {
    /// The name in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::List => "list",
        }
    }

    /// The origin of a name.
    pub(crate) fn from_name(name: &str) -> Self {
        if name == Self::List.name() { Self::List } else { Self::Hand }
    }
}

/// A day that the community added to the national list.
#[derive(Clone, Debug)]
pub(crate) struct AddedDay {
    /// The row.
    pub(crate) id: Uuid,
    /// The day.
    pub(crate) day: Day,
    /// Whether it is worked.
    pub(crate) works: bool,
    /// What it is called.
    pub(crate) name: LocalText,
    /// Why it is otherwise.
    pub(crate) reason: String,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// It was taken out again.
    pub(crate) removed: bool,
    /// The version.
    pub(crate) version: i64,
}

/// The form of a day.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DayForm {
    pub(crate) version: i64,
    pub(crate) day: String,
    pub(crate) kind: String,
    pub(crate) name_zh: String,
    pub(crate) name_bo: String,
    pub(crate) name_en: String,
    pub(crate) reason: String,
}

impl From<AddedDay> for DayForm {
    fn from(day: AddedDay) -> Self {
        Self {
            version: day.version,
            day: day.day.to_string(),
            kind: kind_name(day.works).to_owned(),
            name_zh: day.name.zh,
            name_bo: day.name.bo.unwrap_or_default(),
            name_en: day.name.en.unwrap_or_default(),
            reason: day.reason,
        }
    }
}

/// A form that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DayWords {
    pub(crate) day: Day,
    pub(crate) works: bool,
    pub(crate) name: LocalText,
    pub(crate) reason: String,
}

impl DayWords {
    /// This is what the row already says.
    pub(crate) fn stand_in(&self, added: &AddedDay) -> bool {
        (self.day, self.works, &self.name, &self.reason) == (added.day, added.works, &added.name, &added.reason)
            && added.origin == Origin::Hand
            && !added.removed
    }
}

/// The name of a kind of day in forms and lists.
pub(crate) const fn kind_name(works: bool) -> &'static str {
    if works { "work" } else { "off" }
}

/// Reads the form of a day.
pub(crate) fn read(form: &DayForm) -> Outcome<DayWords> {
    let mut check = Check::default();
    let name = check.name(&form.name_zh, &form.name_bo, &form.name_en);
    let reason = check.needed("reason", &form.reason, LINE_CHARS_MAX);
    check.public("reason", &reason);
    let day = day_of_text(&form.day);
    match day {
        None => check.amiss("day", Refusal::new("calendar-day-wrong")),
        Some(day) if !YEARS.contains(&day.year()) => check.amiss("day", year_wrong()),
        Some(_) => {}
    }
    if !["off", "work"].contains(&form.kind.as_str()) {
        check.amiss("kind", Refusal::new("registry-choose"));
    }
    check.done()?;
    let works = form.kind == "work";
    Ok(DayWords { day: day.unwrap_or_default(), works, name, reason })
}

/// A year beyond what a calendar holds.
pub(crate) fn year_wrong() -> Refusal {
    Refusal::new("calendar-year-wrong").with("first", YEARS.start().to_string()).with("last", YEARS.end().to_string())
}

/// A day as people write it: 2027-02-06, 2027/2/6, 2027.2.6, 20270206, 2027年2月6日.
pub(crate) fn day_of_text(typed: &str) -> Option<Day> {
    let typed = typed.trim();
    if typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Day::parse_from_str(typed, "%Y%m%d").ok();
    }
    let plain = typed.replace(['/', '.', '年', '月'], "-").replace('日', "");
    let mut parts = plain.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let figure = |text: &str, most: usize| {
        let right = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        right.then(|| text.parse::<u32>().ok()).flatten()
    };
    let year = figure(year, 4).filter(|year| *year >= 1000)?;
    Day::from_ymd_opt(i32::try_from(year).ok()?, figure(month, 2)?, figure(day, 2)?)
}

/// What a line of a list would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// A day that was not there.
    New,
    /// A day of an earlier list that is otherwise now.
    Changed,
    /// Nothing: it is there already.
    Same,
}

/// A list against what is kept: what each line would do, and which lines cannot be taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<(Line, Effect)>,
    pub(crate) problems: Vec<RowProblem>,
}

/// A line that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowProblem {
    /// The line's number in the list, from 1.
    pub(crate) number: usize,
    /// Why, in words.
    pub(crate) refusal: Refusal,
}

impl Plan {
    /// How many lines do this.
    pub(crate) fn count(&self, effect: Effect) -> usize {
        self.steps.iter().filter(|(_, other)| *other == effect).count()
    }

    /// Something would change, and nothing stands against it.
    pub(crate) fn is_ready(&self) -> bool {
        self.problems.is_empty() && self.steps.iter().any(|(_, effect)| *effect != Effect::Same)
    }
}

/// Weighs a list against the days that are kept. What someone added by hand is never overwritten.
pub(crate) fn plan(lines: Vec<Line>, mut problems: Vec<RowProblem>, kept: &BTreeMap<Day, AddedDay>) -> Plan {
    let mut steps = Vec::new();
    for line in lines {
        let effect = match kept.get(&line.day).filter(|added| !added.removed) {
            None => Effect::New,
            Some(added)
                if added.works == line.works && (added.origin == Origin::Hand || added.name.zh == line.name) =>
            {
                Effect::Same
            }
            Some(added) if added.origin == Origin::Hand => {
                let refusal = Refusal::new("calendar-list-hand").with("name", added.name.zh.clone());
                problems.push(RowProblem { number: line.number, refusal });
                continue;
            }
            Some(_) => Effect::Changed,
        };
        steps.push((line, effect));
    }
    problems.sort_by_key(|problem| problem.number);
    Plan { steps, problems }
}

/// The list as it came in a form; carried from the look at it to its keeping.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct ListForm {
    pub(crate) text: String,
    pub(crate) step: String,
}
