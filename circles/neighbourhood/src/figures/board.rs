//! Questions about figures: a period, along categories or places, and what may be shown of it.
//!
//! A range of months is shown only when it can be put together from spans that are shown anyway, so that a choice of
//! dates never says more than the pages with fixed ones.

use super::count::{Along, NONE, Sum, Value, WHOLE};
use super::hiding::{Shown, readable};
use super::powers::FIGURES_SEE;
use super::rules::Figure;
use super::spans::{MONTHS, Month, Range, SPANS, Span};
use super::store;
use crate::categories::store::names;
use base::{CommunityId, Doer, Moment, Outcome, Problem, Relation};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use kernel::case::{Named, WorkingCalendar};
use kernel::i18n::LocalText;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Months of a row of months.
pub const TREND_MONTHS: u32 = 12;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Which months.
    pub range: Range,
    /// Along categories or places.
    pub along: Along,
    /// The parts of this group or grid.
    pub top: Option<Uuid>,
    /// The figure of the pictures.
    pub figure: Figure,
}

/// What may be said of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing counts for it.
    Nothing,
    /// Too few stand behind it, or it would give away others.
    Hidden,
    /// So many, out of so many.
    Of(i64, i64),
}

impl Said {
    /// In whole percent, rounded.
    #[must_use]
    pub const fn percent(self) -> Option<i64> {
        match self {
            Self::Of(amount, out_of) if out_of > 0 => Some((amount * 200 + out_of) / (out_of * 2)),
            _ => None,
        }
    }
}

/// A group, kind, grid or compound with its figures, in the order of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub id: Uuid,
    /// Its name; absent for what has no such place or category.
    pub name: Option<LocalText>,
    /// The code of a grid.
    pub code: Option<String>,
    /// One for each figure.
    pub said: Vec<Said>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Board {
    /// The months it is about.
    pub range: Range,
    /// The last of them has not ended.
    pub runs: bool,
    /// Everything together.
    pub total: Vec<Said>,
    /// The parts.
    pub rows: Vec<Row>,
    /// The name of the group or grid whose parts these are.
    pub of: Option<LocalText>,
    /// The figure of the pictures, month by month.
    pub trend: Vec<(Month, Said)>,
    /// When it was counted.
    pub counted_at: Option<Moment>,
}

/// The month that is running.
#[must_use]
pub fn running(at: Moment) -> Month {
    Month::of(WorkingCalendar::standard().day_of(at))
}

/// Whether the doer sees the month that is running: the office does, those above do not.
#[must_use]
pub fn sees_running(doer: &Doer) -> bool {
    doer.relations(FIGURES_SEE).contains(&Relation::Community)
}

/// The figures of a period.
///
/// # Errors
/// `NotAllowed`; `NotFound` for a group or grid that is none.
pub async fn board(app: &App, doer: &Doer, wish: &Wish) -> Outcome<Board> {
    doer.require(FIGURES_SEE, &[Relation::Community, Relation::Above])?;
    let running = running(doer.at);
    // What is still to come is empty; what runs is not for those above.
    let last = if sees_running(doer) { running.on(1) } else { running };
    let range = wish.range.before(last).unwrap_or(Range::month(last.back(1)));
    let read = app.db.read().await?;
    let known = names_along(&read, doer.community, wish).await?;
    let of = match wish.top {
        Some(top) if top != NONE => Some(known.tops.get(&top).cloned().ok_or(Problem::NotFound)?),
        _ => None,
    };
    let year_before = Range { from: range.until.back(TREND_MONTHS - 1), until: range.until };
    let mut years: BTreeMap<i32, BTreeMap<Sum, Value>> = BTreeMap::new();
    let wanted: BTreeSet<i32> = range.years().chain(year_before.years()).collect();
    for year in wanted {
        let found = store::figures_for(&read, (doer.community, year), (wish.along, wish.top)).await?;
        years.insert(year, found);
    }
    let asked = Asked { years: &years, range };
    let total = |figure| asked.said((Along::Total, WHOLE, WHOLE, figure));
    let trend = (0..TREND_MONTHS).rev().map(|back| range.until.back(back));
    let one =
        |month| Asked { years: &years, range: Range::month(month) }.said((Along::Total, WHOLE, WHOLE, wish.figure));
    Ok(Board {
        range,
        runs: range.until == running,
        total: Figure::ALL.iter().copied().map(total).collect(),
        rows: rows(&asked, wish, known.parts),
        of: of.map(|(name, _)| name),
        trend: trend.map(|month| (month, one(month))).collect(),
        counted_at: store::counted_at(&read, doer.community).await?,
    })
}

/// Every part by its name, also those that are empty: a part that is missing would say that nobody there asked.
fn rows(asked: &Asked<'_>, wish: &Wish, names: Vec<(Uuid, LocalText, Option<String>)>) -> Vec<Row> {
    let unnamed = (wish.along == Along::Place && wish.top.is_none()).then_some((NONE, None, None));
    let named = names.into_iter().map(|(id, name, code)| (id, Some(name), code));
    let row = |(id, name, code)| {
        let key = |figure| match wish.top {
            Some(top) => (wish.along, top, id, figure),
            None => (wish.along, id, WHOLE, figure),
        };
        Row { id, name, code, said: Figure::ALL.iter().map(|figure| asked.said(key(*figure))).collect() }
    };
    named.chain(unnamed).map(row).collect()
}

struct Asked<'a> {
    years: &'a BTreeMap<i32, BTreeMap<Sum, Value>>,
    range: Range,
}

impl Asked<'_> {
    /// What may be said of one sum in the whole range: each year's part must be readable.
    fn said(&self, (along, top, leaf, figure): (Along, Uuid, Uuid, Figure)) -> Said {
        let (mut amount, mut out_of) = (0, 0);
        for year in self.range.years() {
            let Some(found) = self.years.get(&year) else { continue };
            let value = |span| found.get(&Sum { along, top, leaf, figure, span });
            let mut shown: Shown = [false; SPANS];
            let (mut live, asked) = ([false; MONTHS], self.range.in_year(year));
            for ((place, _), slot) in Span::all().zip(&mut shown) {
                *slot = value(place).is_some_and(|value| value.shown);
            }
            let months = Span::all().filter(|(_, span)| span.months == 1);
            for (((place, _), slot), asked) in months.zip(&mut live).zip(&asked) {
                let (whole, none) = ((Along::Total, WHOLE, WHOLE), Value::default());
                let (along, top, leaf) = whole;
                *slot = found.contains_key(&Sum { along, top, leaf, figure, span: place });
                let value = value(place).unwrap_or(&none);
                amount += if *asked { value.amount } else { 0 };
                out_of += if *asked { value.out_of } else { 0 };
            }
            if !readable(&shown, &live, &asked) {
                return Said::Hidden;
            }
        }
        if out_of == 0 { Said::Nothing } else { Said::Of(amount, out_of) }
    }
}

/// Names of what is shown, in the order in which it is listed, and of the tops.
struct NamesAlong {
    parts: Vec<(Uuid, LocalText, Option<String>)>,
    tops: BTreeMap<Uuid, (LocalText, Option<String>)>,
}

#[derive(FromQueryResult)]
struct Listed {
    id: Uuid,
    parent_id: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct GridLine {
    id: Uuid,
    code: String,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
}

async fn names_along(door: &impl Query, community: CommunityId, wish: &Wish) -> Outcome<NamesAlong> {
    if wish.along == Along::Place {
        return names_of_places(door, community, wish.top).await;
    }
    let sql = "select id, parent_id from categories where community = $1 order by position, id";
    let listed: Vec<Listed> = door.all(sql, values![community.0]).await?;
    let mut names = names(door, community).await?;
    let mut parts = Vec::new();
    let mut tops = BTreeMap::new();
    for line in listed {
        let Some(name) = names.remove(&line.id) else { continue };
        if line.parent_id == wish.top {
            parts.push((line.id, name.clone(), None));
        }
        if line.parent_id.is_none() {
            tops.insert(line.id, (name, None));
        }
    }
    Ok(NamesAlong { parts, tops })
}

async fn names_of_places(door: &impl Query, community: CommunityId, top: Option<Uuid>) -> Outcome<NamesAlong> {
    // The name of a grid is that of its last version.
    let sql = "select g.id, g.code, v.name_zh, v.name_bo, v.name_en from grids g
               join grid_versions v on v.grid_id = g.id where g.community = $1 order by g.code, v.valid_from desc";
    let mut tops = BTreeMap::new();
    let mut parts = Vec::new();
    for line in door.all::<GridLine>(sql, values![community.0]).await? {
        let name = LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en };
        if tops.contains_key(&line.id) {
            continue;
        }
        if top.is_none() {
            parts.push((line.id, name.clone(), Some(line.code.clone())));
        }
        tops.insert(line.id, (name, Some(line.code)));
    }
    if let Some(top) = top {
        // Compounds that were in the grid at any time.
        let sql = "select distinct c.compound_id as id, c.compound_id as parent_id from grid_compounds c
                   join grid_versions v on v.id = c.grid_version_id where v.grid_id = $1";
        let within: Vec<Listed> = door.all(sql, values![top]).await?;
        let within: BTreeSet<Uuid> = within.into_iter().map(|line| line.id).collect();
        let compounds = registry::places::compounds(door, community).await?.into_iter();
        let compounds = compounds.filter(|compound| within.contains(&compound.id.0));
        parts.extend(compounds.map(|compound| (compound.id.0, compound.name, None)));
    }
    Ok(NamesAlong { parts, tops })
}
