//! From the cases of a year to its figures: sums along categories and along places, and which of them may be shown; pure.
//!
//! The two trees are the only ways in which cases are put together; there is none along people, teams or units.

use super::hiding::{Line, Part, Shown, live, of_parts, of_whole};
use super::rules::{Figure, Mark, Marks};
use super::spans::{MONTHS, Month, Span};
use base::Day;
use chrono::Datelike;
use kernel::case::Named;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything together.
pub const WHOLE: Uuid = Uuid::nil();
/// Without such a place or category.
pub const NONE: Uuid = Uuid::max();

/// Along what cases are summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Along {
    /// All cases.
    Total,
    /// Groups of categories and the kinds in them.
    Category,
    /// Grids, and the compounds that were in them on the day.
    Place,
}

impl Along {
    /// The name in the database and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Category => "category",
            Self::Place => "place",
        }
    }

    /// The way of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Total, Self::Category, Self::Place].into_iter().find(|along| along.name() == name)
    }
}

/// A case with what it is summed along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day on which its round began.
    pub began: Day,
    /// What it means to each figure.
    pub marks: Marks,
    /// Group and kind.
    pub category: (Uuid, Uuid),
    /// Grid and compound.
    pub place: (Uuid, Uuid),
    /// Who asked, by a number of this count only.
    pub asker: u32,
}

/// Which sum it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum {
    /// Along what.
    pub along: Along,
    /// The group or grid.
    pub top: Uuid,
    /// The kind or compound; the whole of the top otherwise.
    pub leaf: Uuid,
    /// Which figure.
    pub figure: Figure,
    /// The place of the span in the list of spans.
    pub span: usize,
}

/// A figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// Cases that count for it.
    pub amount: i64,
    /// Cases that count at all.
    pub out_of: i64,
    /// People behind them.
    pub people: i64,
    /// It may be shown.
    pub shown: bool,
}

/// The figures of a year, from its cases.
#[must_use]
pub fn figures(cases: &[Counted]) -> BTreeMap<Sum, Value> {
    let mut found = BTreeMap::new();
    for figure in Figure::ALL.iter().copied() {
        let mut total = Line::default();
        let (mut categories, mut places) = (Tree::new(), Tree::new());
        for case in cases {
            let mark = case.marks.get(figure.place()).copied().unwrap_or_default();
            if mark == Mark::Out {
                continue;
            }
            add(&mut total, case, mark);
            grow(&mut categories, case.category, (case, mark));
            grow(&mut places, case.place, (case, mark));
        }
        let (live, above) = (live(&total), of_whole(&total));
        write(&mut found, (Along::Total, WHOLE, WHOLE, figure), (&total, &above.shown));
        for (along, tree) in [(Along::Category, categories), (Along::Place, places)] {
            write_tree(&mut found, (along, figure), (tree, &live, &above));
        }
    }
    found
}

/// Tops with their own line and those of their leaves.
type Tree = BTreeMap<Uuid, (Line, BTreeMap<Uuid, Line>)>;

fn add(line: &mut Line, case: &Counted, mark: Mark) {
    if let Some(month) = line.months.get_mut(Month::of(case.began).place()) {
        month.amount += i64::from(mark == Mark::Yes);
        month.out_of += 1;
        month.askers.insert(case.asker);
    }
}

fn grow(tree: &mut Tree, (top, leaf): (Uuid, Uuid), (case, mark): (&Counted, Mark)) {
    let (line, leaves) = tree.entry(top).or_default();
    add(line, case, mark);
    add(leaves.entry(leaf).or_default(), case, mark);
}

fn write_tree(
    found: &mut BTreeMap<Sum, Value>,
    (along, figure): (Along, Figure),
    (tree, live, above): (Tree, &[bool; MONTHS], &Part),
) {
    let tops: Vec<Uuid> = tree.keys().copied().collect();
    let (lines, leaves): (Vec<Line>, Vec<BTreeMap<Uuid, Line>>) = tree.into_values().unzip();
    let parts = of_parts(live, above, &lines);
    for (((top, line), part), leaves) in tops.into_iter().zip(&lines).zip(&parts).zip(leaves) {
        write(found, (along, top, WHOLE, figure), (line, &part.shown));
        let (names, lines): (Vec<Uuid>, Vec<Line>) = leaves.into_iter().unzip();
        for ((leaf, line), part) in names.into_iter().zip(&lines).zip(of_parts(live, part, &lines)) {
            write(found, (along, top, leaf, figure), (line, &part.shown));
        }
    }
}

fn write(
    found: &mut BTreeMap<Sum, Value>,
    (along, top, leaf, figure): (Along, Uuid, Uuid, Figure),
    (line, shown): (&Line, &Shown),
) {
    for ((span, months), shown) in Span::all().zip(shown) {
        let weight = line.weight(months);
        if weight.matters == 0 {
            continue;
        }
        let amount = line.within(months).map(|month| month.amount).sum();
        let value = Value { amount, out_of: weight.matters, people: weight.people, shown: *shown };
        found.insert(Sum { along, top, leaf, figure, span }, value);
    }
}

/// The year of a case.
#[must_use]
pub fn year(case: &Counted) -> i32 {
    case.began.year()
}
