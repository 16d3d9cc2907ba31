//! When a version of a grid begins and ends. Pure.

use crate::entry::{CODE_CHARS_MAX, Check};
use base::{CompoundId, Day, Outcome, PersonId, Refusal};
use kernel::i18n::LocalText;
use serde::Deserialize;

/// What a grid is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridKind {
    /// Compounds; each compound is in at most one of these on any day.
    Basic,
    /// A school, a market, a building site.
    Dedicated,
}

impl GridKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Basic, Self::Dedicated];

    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Dedicated => "dedicated",
        }
    }

    /// The message key of its label.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Basic => "grids-kind-basic",
            Self::Dedicated => "grids-kind-dedicated",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The days on which a version is in force, both ends included; a version replaced on its first day has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day; none while nothing replaces it.
    pub until: Option<Day>,
}

impl Span {
    /// In force on this day.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Ends this version the day before the next one begins.
    ///
    /// # Errors
    /// `grids-from-past` when the next would change a day that has passed; `grids-from-early` when it would begin
    /// before this one does; `grids-ended` when this one has ended already.
    pub fn close_before(self, next: Day, today: Day) -> Result<Self, Refusal> {
        if self.until.is_some() {
            return Err(Refusal::new("grids-ended"));
        }
        if next < today {
            return Err(Refusal::new("grids-from-past"));
        }
        if next < self.from {
            return Err(Refusal::new("grids-from-early"));
        }
        let until = next.pred_opt().ok_or_else(|| Refusal::new("grids-from-wrong"))?;
        Ok(Self { until: Some(until), ..self })
    }
}

/// What a form says about a grid.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GridForm {
    /// Made by the form.
    pub once: String,
    /// The version of the grid the form was filled with.
    pub version: i64,
    /// The code, for a new grid.
    pub code: String,
    /// The kind, for a new grid.
    pub kind: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in Tibetan.
    pub name_bo: String,
    /// Name in English.
    pub name_en: String,
    /// The named person.
    pub worker: String,
    /// The office phone that everyone may see.
    pub phone: String,
    /// The first day of the new version.
    pub valid_from: String,
    /// Its compounds.
    pub compounds: Vec<String>,
}

/// What is kept of a form.
#[derive(Clone, Debug)]
pub struct GridWords {
    /// The name.
    pub name: LocalText,
    /// The named person.
    pub worker: Option<PersonId>,
    /// The office phone.
    pub phone: String,
    /// The first day.
    pub from: Day,
    /// Its compounds, each once.
    pub compounds: Vec<CompoundId>,
}

/// Reads a form.
///
/// # Errors
/// The fields that need mending.
pub fn read(form: &GridForm) -> Outcome<GridWords> {
    let mut check = Check::default();
    let name = check.name(&form.name_zh, &form.name_bo, &form.name_en);
    let worker = check.choice("worker", &form.worker).map(PersonId);
    let phone = check.office_phone("phone", &form.phone);
    let from = form.valid_from.trim().parse::<Day>().ok();
    let from = from.filter(|day| (2000..2200).contains(&chrono::Datelike::year(day)));
    if from.is_none() {
        check.amiss("valid_from", Refusal::new("grids-from-wrong"));
    }
    let mut compounds: Vec<CompoundId> = form.compounds.iter().filter_map(|id| id.parse().ok()).collect();
    if compounds.len() != form.compounds.len() {
        check.amiss("compounds", Refusal::new("registry-choose"));
    }
    compounds.sort_unstable();
    compounds.dedup();
    check.done()?;
    Ok(GridWords { name, worker, phone, from: from.unwrap_or_default(), compounds })
}

/// Reads the code and kind of a new grid.
///
/// # Errors
/// The fields that need mending.
pub fn read_new(form: &GridForm) -> Outcome<(String, GridKind)> {
    let mut check = Check::default();
    let code = check.needed("code", &form.code, CODE_CHARS_MAX);
    check.public("code", &code);
    let kind = GridKind::from_name(&form.kind);
    if kind.is_none() {
        check.amiss("kind", Refusal::new("registry-choose"));
    }
    check.done()?;
    Ok((code, kind.unwrap_or(GridKind::Basic)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(number: u64) -> Day {
        Day::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
    }

    #[test]
    fn a_change_takes_effect_today_or_later() {
        let open = Span { from: day(10), until: None };
        assert_eq!(open.close_before(day(19), day(20)).unwrap_err().key, "grids-from-past");
        assert_eq!(open.close_before(day(9), day(5)).unwrap_err().key, "grids-from-early");
        let closed = open.close_before(day(20), day(20)).unwrap();
        assert_eq!(closed.until, Some(day(19)));
        assert!(closed.holds(day(10)) && closed.holds(day(19)) && !closed.holds(day(20)) && !closed.holds(day(9)));
        assert_eq!(closed.close_before(day(30), day(20)).unwrap_err().key, "grids-ended");
    }

    #[test]
    fn replaced_on_its_first_day_it_was_never_in_force() {
        let closed = Span { from: day(10), until: None }.close_before(day(10), day(10)).unwrap();
        assert!((0..40).all(|number| !closed.holds(day(number))));
    }

    proptest! {
        /// Whatever is asked for, in whatever order: every day has at most one version, from the first day on exactly
        /// one, and no day that has passed ever changes.
        #[test]
        fn history_stands(wishes in proptest::collection::vec((0u64..30, 0u64..60), 1..20)) {
            let mut chain = vec![Span { from: day(0), until: None }];
            let mut today = 0;
            for (pause, begins) in wishes {
                today += pause;
                let before: Vec<Vec<usize>> = (0..today).map(|number| in_force(&chain, day(number))).collect();
                let open = *chain.last().unwrap();
                if let Ok(closed) = open.close_before(day(begins), day(today)) {
                    *chain.last_mut().unwrap() = closed;
                    chain.push(Span { from: day(begins), until: None });
                }
                let after: Vec<Vec<usize>> = (0..today).map(|number| in_force(&chain, day(number))).collect();
                prop_assert_eq!(before, after);
                for number in 0..100 {
                    prop_assert_eq!(in_force(&chain, day(number)).len(), 1);
                }
            }
        }
    }

    fn in_force(chain: &[Span], day: Day) -> Vec<usize> {
        chain.iter().enumerate().filter(|(_, span)| span.holds(day)).map(|(index, _)| index).collect()
    }
}
