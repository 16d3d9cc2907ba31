//! What may be shown: no figure that fewer than ten matters or ten people make up, and none that could be worked out from
//! the figures beside it, above it, or of a longer time (domain.md RL6); pure.
//!
//! A figure that is small is hidden, then further ones with it, until what is left hidden beside and within each shown
//! sum is ten or more, and no hidden small one is a combination of shown ones. The last is decided by elimination, so
//! that it holds for sums of any shape. An empty figure looks like a small one, so that nobody can count on it.
//!
//! What can be worked out of a whole (a group) is handed down to its parts (its kinds). A sum of parts that treats them
//! all alike is a sum of the whole; so what holds at each level holds for all levels together.

use super::spans::{MONTHS, SPANS, Span};
use crate::points::totals::PEOPLE_MIN;
use std::collections::BTreeSet;

/// What stands behind one month of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases that count for it.
    pub amount: i64,
    /// Cases that count at all.
    pub out_of: i64,
    /// Who asked, each by a number of this count only.
    pub askers: BTreeSet<u32>,
}

/// One figure of one place or category through a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its months.
    pub months: [Tally; MONTHS],
}

/// How much stands behind a sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// Matters.
    pub matters: i64,
    /// People who asked.
    pub people: i64,
}

impl Weight {
    /// It could point at somebody.
    #[must_use]
    pub const fn is_small(self) -> bool {
        self.matters > 0 && (self.matters < PEOPLE_MIN || self.people < PEOPLE_MIN)
    }

    /// The weight of months together; somebody who asked twice is one person.
    #[must_use]
    pub fn of<'a>(months: impl Iterator<Item = &'a Tally>) -> Self {
        let (mut matters, mut askers) = (0, BTreeSet::<u32>::new());
        for month in months {
            matters += month.out_of;
            askers.extend(&month.askers);
        }
        Self { matters, people: i64::try_from(askers.len()).unwrap_or(i64::MAX) }
    }
}

impl Line {
    /// The months of a span.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Tally> {
        self.months.iter().skip(span.first).take(span.months)
    }

    /// The weight of a span.
    #[must_use]
    pub fn weight(&self, span: Span) -> Weight {
        Weight::of(self.within(span))
    }
}

/// Which spans of a line are shown.
pub type Shown = [bool; SPANS];

/// Hidden sums that are looked for by elimination before everything of a table is hidden instead.
const ROUNDS_MAX: usize = 200;
/// Figures that are tried in one round before simply the lightest goes.
const TRIES_MAX: usize = 40;

/// What may be known of a line.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its spans that are shown.
    pub shown: Shown,
    /// Everything of its months that can be worked out from all that is shown.
    pub known: Sums,
}

/// Months in which there is anything at all; of the others everybody knows that they are empty.
#[must_use]
pub fn live(whole: &Line) -> [bool; MONTHS] {
    let mut live = [false; MONTHS];
    for (slot, month) in live.iter_mut().zip(&whole.months) {
        *slot = month.out_of > 0;
    }
    live
}

/// What is shown of everything together.
#[must_use]
pub fn of_whole(whole: &Line) -> Part {
    let lines = std::slice::from_ref(whole);
    Plan::of((&live(whole), None), lines).parts().pop().unwrap_or_default()
}

/// What is shown of the parts of a whole.
#[must_use]
pub fn of_parts(live: &[bool; MONTHS], above: &Part, lines: &[Line]) -> Vec<Part> {
    Plan::of((live, Some(above)), lines).parts()
}

struct Plan<'a> {
    live: &'a [bool; MONTHS],
    above: Option<&'a Part>,
    lines: &'a [Line],
    weights: Vec<[Weight; SPANS]>,
    shown: Vec<Shown>,
}

/// A line and a span, by their places.
type Place = (usize, usize);

impl<'a> Plan<'a> {
    /// Shows whatever is large enough by itself.
    fn of((live, above): (&'a [bool; MONTHS], Option<&'a Part>), lines: &'a [Line]) -> Self {
        let weigh = |line: &Line| {
            let mut weights = [Weight::default(); SPANS];
            for (slot, (_, span)) in weights.iter_mut().zip(Span::all()) {
                *slot = line.weight(span);
            }
            weights
        };
        let weights: Vec<[Weight; SPANS]> = lines.iter().map(weigh).collect();
        let first = |weights: &[Weight; SPANS]| {
            let mut shown = above.map_or([true; SPANS], |above| above.shown);
            for (slot, weight) in shown.iter_mut().zip(weights) {
                *slot &= weight.matters > 0 && !weight.is_small();
            }
            shown
        };
        Self { live, above, lines, shown: weights.iter().map(first).collect(), weights }
    }

    /// Hides until nothing small can be worked out.
    fn parts(mut self) -> Vec<Part> {
        let mut rounds = 0;
        loop {
            while self.hides_beside() || self.hides_within() {}
            if !self.hides_sums() {
                break;
            }
            rounds += 1;
            if rounds > ROUNDS_MAX {
                self.shown.iter_mut().for_each(|shown| *shown = [false; SPANS]);
                break;
            }
        }
        (0..self.lines.len()).map(|line| self.part(line)).collect()
    }

    /// A line with all that can be worked out of it alone: the sums in which nothing of the other lines is left.
    fn part(&self, line: usize) -> Part {
        let last = |mut row: Vec<u64>| {
            let turn = ((line + 1) * MONTHS).min(row.len());
            row.rotate_left(turn);
            row
        };
        let (others, mut all) = (self.lines.len().saturating_sub(1) * MONTHS, Sums::default());
        self.published().into_iter().for_each(|row| all.learn(last(row)));
        let mut known = Sums::default();
        for (_, row) in all.known.into_iter().filter(|(pivot, _)| *pivot >= others) {
            known.learn(row.into_iter().skip(others).collect());
        }
        Part { shown: self.shown.get(line).copied().unwrap_or([false; SPANS]), known }
    }

    fn is_shown(&self, (line, span): Place) -> bool {
        self.shown.get(line).and_then(|spans| spans.get(span)).copied().unwrap_or(false)
    }

    fn weight(&self, (line, span): Place) -> Weight {
        self.weights.get(line).and_then(|spans| spans.get(span)).copied().unwrap_or_default()
    }

    fn show(&mut self, (line, span): Place, shows: bool) {
        if let Some(slot) = self.shown.get_mut(line).and_then(|spans| spans.get_mut(span)) {
            *slot = shows;
        }
    }

    /// Hides the lightest of these that is shown; false when there is none.
    fn hide_lightest(&mut self, places: impl Iterator<Item = Place>) -> bool {
        let shown = places.filter(|place| self.is_shown(*place));
        let lightest = shown.min_by_key(|place| (self.weight(*place), *place));
        lightest.is_some_and(|place| {
            self.show(place, false);
            true
        })
    }

    /// What stands behind all of these that are hidden.
    fn rest(&self, places: impl Iterator<Item = Place>) -> Weight {
        let hidden = places.filter(|place| !self.is_shown(*place));
        let months = hidden.filter_map(|(line, span)| Some(self.lines.get(line)?.within(Span::at(span))));
        Weight::of(months.flatten())
    }

    fn across(&self, span: usize) -> impl Iterator<Item = Place> + use<> {
        (0..self.lines.len()).map(move |line| (line, span))
    }

    /// Within each shown sum, what is hidden beside the shown parts must not be small.
    fn hides_beside(&mut self) -> bool {
        let Some(above) = self.above else { return false };
        for (span, _) in Span::all().filter(|(span, _)| above.shown.get(*span).copied().unwrap_or(false)) {
            if self.rest(self.across(span)).is_small() && self.hide_lightest(self.across(span)) {
                return true;
            }
        }
        false
    }

    /// Within each shown span, what is hidden of its shorter spans must not be small.
    fn hides_within(&mut self) -> bool {
        for line in 0..self.lines.len() {
            for (place, span) in Span::all().filter(|(_, span)| span.months > 1) {
                if !self.is_shown((line, place)) {
                    continue;
                }
                for months in [3, 1] {
                    let inner = || {
                        let shorter =
                            Span::all().filter(move |(_, short)| short.months == months && span.encloses(*short));
                        shorter.map(move |(short, _)| (line, short))
                    };
                    if self.rest(inner()).is_small() && self.hide_lightest(inner()) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// No small sum may be a combination of shown ones; the one that is found loses a neighbour.
    fn hides_sums(&mut self) -> bool {
        let places = || (0..self.lines.len()).flat_map(|line| (0..SPANS).map(move |span| (line, span)));
        let mut known = Sums::default();
        if !places().any(|place| self.weight(place).is_small()) {
            return false;
        }
        self.published().into_iter().for_each(|row| known.learn(row));
        let found = places().find(|place| self.weight(*place).is_small() && known.holds(self.row(*place)));
        let Some(small) = found else { return false };
        self.hides_one_that_helps(small) || self.hide_lightest(places().collect::<Vec<_>>().into_iter())
    }

    /// Of the shown figures near a small one, hides the first without which the small one cannot be told: short spans
    /// go before long ones, light ones before heavy ones.
    fn hides_one_that_helps(&mut self, (line, span): Place) -> bool {
        let quarter = Span::at(span).first / 3;
        let near = |other: usize| {
            let other = Span::at(other);
            other.months == MONTHS || other.first / 3 == quarter || Span::at(span).months == MONTHS
        };
        let all = (0..self.lines.len()).flat_map(|line| (0..SPANS).map(move |span| (line, span)));
        let mut tries: Vec<Place> = all.filter(|place| near(place.1) && self.is_shown(*place)).collect();
        tries.sort_by_key(|place| (Span::at(place.1).months, self.weight(*place), *place));
        for place in tries.into_iter().take(TRIES_MAX) {
            self.show(place, false);
            let mut known = Sums::default();
            self.published().into_iter().for_each(|row| known.learn(row));
            if !known.holds(self.row((line, span))) {
                return true;
            }
            self.show(place, true);
        }
        false
    }

    /// Everything that is said, each as how often the months of the lines stand in it.
    fn published(&self) -> Vec<Vec<u64>> {
        let above = self.above.into_iter().flat_map(|above| &above.known.known);
        let lines = self.lines.len();
        let mut rows: Vec<Vec<u64>> =
            above.map(|(_, row)| row.iter().copied().cycle().take(lines * MONTHS).collect()).collect();
        for (line, shown) in self.shown.iter().enumerate() {
            let spans = shown.iter().enumerate().filter(|(_, shown)| **shown);
            rows.extend(spans.map(|(span, _)| self.row((line, span))));
        }
        rows
    }

    /// A sum as the months of lines it is made of. Months in which there is nothing at all stand in none.
    fn row(&self, (line, span): Place) -> Vec<u64> {
        let span = Span::at(span);
        let one = |number: usize| {
            let live = self.live.iter().enumerate();
            live.map(move |(month, live)| u64::from(number == line && *live && span.holds(month)))
        };
        (0..self.lines.len()).flat_map(one).collect()
    }
}

/// A prime below 2^31: sums are reckoned modulo it. Whatever can be worked out in whole numbers can be worked out so.
const PRIME: u64 = 2_147_483_647;

/// What a set of known sums says, kept so that a further sum is soon tried against it.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    known: Vec<(usize, Vec<u64>)>,
}

impl Sums {
    /// Learns a sum: how often each unknown stands in it.
    pub fn learn(&mut self, row: Vec<u64>) {
        let mut row = self.left(row);
        let Some((pivot, factor)) = row.iter().copied().enumerate().find(|(_, factor)| *factor != 0) else { return };
        let inverse = power(factor, PRIME - 2);
        for value in &mut row {
            *value = *value * inverse % PRIME;
        }
        self.known.push((pivot, row));
    }

    /// The sum can be worked out from what is known.
    #[must_use]
    pub fn holds(&self, row: Vec<u64>) -> bool {
        self.left(row).iter().all(|factor| *factor == 0)
    }

    fn left(&self, mut row: Vec<u64>) -> Vec<u64> {
        for (pivot, base) in &self.known {
            let factor = row.get(*pivot).copied().unwrap_or(0);
            if factor == 0 {
                continue;
            }
            for (value, known) in row.iter_mut().zip(base).skip(*pivot) {
                *value = (*value + (PRIME - factor) * known) % PRIME;
            }
        }
        row
    }
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut base, mut result) = (base % PRIME, 1);
    while exponent > 0 {
        if !exponent.is_multiple_of(2) {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    result
}

/// Which spans of a line are shown, the months of the year in which there is anything at all, and which months are asked:
/// whether the answer says nothing that the shown spans do not say already.
#[must_use]
pub fn readable(shown: &Shown, live: &[bool; MONTHS], asked: &[bool; MONTHS]) -> bool {
    let row = |held: &dyn Fn(usize) -> bool| -> Vec<u64> {
        live.iter().enumerate().map(|(month, live)| u64::from(*live && held(month))).collect()
    };
    let mut known = Sums::default();
    for (place, span) in Span::all() {
        if shown.get(place).copied().unwrap_or(false) {
            known.learn(row(&|month| span.holds(month)));
        }
    }
    known.holds(row(&|month| asked.get(month).copied().unwrap_or(false)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A fraction in lowest terms: another way of reckoning than that of the rule.
    type Fraction = (i128, i128);

    fn lowest((over, under): Fraction) -> Fraction {
        let (mut one, mut other) = (over.abs(), under.abs());
        while other != 0 {
            (one, other) = (other, one % other);
        }
        let sign = if under < 0 { -1 } else { 1 };
        (sign * over / one.max(1), sign * under / one.max(1))
    }

    fn minus(one: Fraction, other: Fraction, times: Fraction) -> Fraction {
        let product = lowest((other.0 * times.0, other.1 * times.1));
        lowest((one.0 * product.1 - product.0 * one.1, one.1 * product.1))
    }

    /// Solves what is published, exactly, for anyone who would like to know more.
    #[derive(Default)]
    struct Attacker {
        rows: Vec<(usize, Vec<Fraction>)>,
    }

    impl Attacker {
        fn left(&self, row: &[bool]) -> Vec<Fraction> {
            let mut row: Vec<Fraction> = row.iter().map(|inside| (i128::from(*inside), 1)).collect();
            for (pivot, known) in &self.rows {
                let factor = row[*pivot];
                if factor.0 != 0 {
                    for (value, known) in row.iter_mut().zip(known) {
                        if known.0 != 0 {
                            *value = minus(*value, *known, factor);
                        }
                    }
                }
            }
            row
        }

        fn reads(&mut self, row: &[bool]) {
            let mut row = self.left(row);
            let Some(pivot) = row.iter().position(|value| value.0 != 0) else { return };
            let first = row[pivot];
            for value in &mut row {
                *value = lowest((value.0 * first.1, value.1 * first.0));
            }
            self.rows.push((pivot, row));
        }

        fn can_tell(&self, row: &[bool]) -> bool {
            self.left(row).iter().all(|value| value.0 == 0)
        }
    }

    fn tally(matters: i64, alone: bool, mark: u32) -> Tally {
        let askers = (0..u32::try_from(matters).unwrap()).map(|number| if alone { mark } else { mark * 1000 + number });
        Tally { amount: matters, out_of: matters, askers: askers.collect() }
    }

    fn together(lines: &[Line]) -> Line {
        let mut whole = Line::default();
        for line in lines {
            for (sum, month) in whole.months.iter_mut().zip(&line.months) {
                sum.amount += month.amount;
                sum.out_of += month.out_of;
                sum.askers.extend(&month.askers);
            }
        }
        whole
    }

    /// Groups of kinds with their months.
    fn towns() -> impl Strategy<Value = Vec<Vec<Line>>> {
        let month = prop_oneof![2 => Just(0i64), 3 => 1i64..10, 4 => 10i64..40];
        let cell = (month, prop::bool::weighted(0.1), 1u32..1_000_000);
        let year = prop::collection::vec(cell, 1..6);
        let line = (year, 0usize..8).prop_map(|(cells, first)| {
            let mut line = Line::default();
            for (slot, (matters, alone, mark)) in line.months.iter_mut().skip(first).zip(cells) {
                *slot = tally(matters, alone, mark);
            }
            line
        });
        prop::collection::vec(prop::collection::vec(line, 1..4), 1..5)
    }

    /// Everything that is published about a town, and everything that is small in it, as sums of months of kinds.
    struct Published {
        shown: Vec<(Vec<bool>, Weight)>,
        small: Vec<Vec<bool>>,
        hidden: usize,
    }

    fn publish(town: &[Vec<Line>]) -> Published {
        let whole: Vec<Line> = town.iter().map(|lines| together(lines)).collect();
        let live = live(&together(&whole));
        let kinds: Vec<(usize, &Line)> =
            town.iter().enumerate().flat_map(|(group, lines)| lines.iter().map(move |line| (group, line))).collect();
        let row = |span: Span, inside: &dyn Fn(usize, usize) -> bool| -> Vec<bool> {
            let cells = kinds.iter().enumerate().flat_map(|(kind, (group, _))| {
                let inside = inside(*group, kind);
                live.iter().enumerate().map(move |(month, live)| inside && span.holds(month) && *live)
            });
            cells.collect()
        };
        let mut published = Published { shown: Vec::new(), small: Vec::new(), hidden: 0 };
        let mut take = |line: &Line, seen: &Shown, inside: &dyn Fn(usize, usize) -> bool| {
            for ((_, span), shown) in Span::all().zip(seen) {
                let weight = line.weight(span);
                if *shown {
                    published.shown.push((row(span, inside), weight));
                } else if weight.matters > 0 {
                    published.hidden += 1;
                }
                if weight.is_small() {
                    published.small.push(row(span, inside));
                }
            }
        };
        let groups = whole;
        let total = together(&groups);
        let above = of_whole(&total);
        take(&total, &above.shown, &|_, _| true);
        let tops = of_parts(&live, &above, &groups);
        let mut first = 0;
        for (group, (line, seen)) in groups.iter().zip(&tops).enumerate() {
            take(line, &seen.shown, &move |of, _| of == group);
            for (place, (line, seen)) in town[group].iter().zip(of_parts(&live, seen, &town[group])).enumerate() {
                let this = first + place;
                take(line, &seen.shown, &move |_, kind| kind == this);
            }
            first += town[group].len();
        }
        published
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Whatever is small is hidden, and whoever solves all the published sums of a year, along both levels and all
        /// spans, cannot tell it.
        #[test]
        fn nothing_small_can_be_worked_out(town in towns()) {
            let published = publish(&town);
            let mut attacker = Attacker::default();
            for (row, weight) in &published.shown {
                prop_assert!(!weight.is_small());
                attacker.reads(row);
            }
            for row in &published.small {
                prop_assert!(!attacker.can_tell(row));
            }
        }

        /// What is hidden beside and within a shown sum is nothing, or not small.
        #[test]
        fn what_is_left_of_a_shown_sum_is_never_small(town in towns()) {
            let lines = &town[0];
            let whole = together(lines);
            let part = of_whole(&whole);
            let seen: Vec<Shown> = of_parts(&live(&whole), &part, lines).iter().map(|part| part.shown).collect();
            let above = part.shown;
            for (place, span) in Span::all().filter(|(place, _)| above[*place]) {
                let rest = lines.iter().zip(&seen).filter(|(_, seen)| !seen[place]);
                prop_assert!(!Weight::of(rest.flat_map(|(line, _)| line.within(span))).is_small());
            }
            for (_, span) in Span::all().filter(|(place, span)| span.months > 1 && above[*place]) {
                for months in [3, 1] {
                    let hidden = Span::all().filter(|(place, part)| {
                        span.encloses(*part) && part.months == months && !above[*place]
                    });
                    let hidden: Vec<Span> = hidden.map(|(_, part)| part).collect();
                    prop_assert!(!Weight::of(hidden.iter().flat_map(|part| whole.within(*part))).is_small());
                }
            }
        }

        /// A free range is shown only if the shown spans say it already.
        #[test]
        fn a_range_says_nothing_new(town in towns(), first in 0usize..12, months in 1usize..12) {
            let line = &town[0][0];
            let seen = of_whole(line).shown;
            let filled: [bool; MONTHS] = std::array::from_fn(|month| line.months[month].out_of > 0);
            let asked: [bool; MONTHS] = std::array::from_fn(|month| (first..first + months).contains(&month));
            if readable(&seen, &filled, &asked) {
                let mut attacker = Attacker::default();
                for (_, span) in Span::all().filter(|(place, _)| seen[*place]) {
                    attacker.reads(&(0..MONTHS).map(|month| filled[month] && span.holds(month)).collect::<Vec<_>>());
                }
                prop_assert!(attacker.can_tell(&(0..MONTHS).map(|month| filled[month] && asked[month]).collect::<Vec<_>>()));
            }
        }
    }

    #[test]
    fn a_large_town_is_shown_whole_and_one_small_part_takes_neighbours_along() {
        let line = |matters: &[i64]| {
            let mut line = Line::default();
            for ((place, slot), matters) in line.months.iter_mut().enumerate().zip(matters) {
                *slot = tally(*matters, false, u32::try_from(place + 1).unwrap());
            }
            line
        };
        let seen = |lines: &[Line]| {
            let whole = together(lines);
            let parts = of_parts(&live(&whole), &of_whole(&whole), lines);
            parts.iter().map(|part| part.shown).collect::<Vec<Shown>>()
        };
        assert_eq!(seen(&[line(&[20; 12]), line(&[15; 12]), line(&[11; 12])]), [[true; SPANS]; 3]);
        // One month of one part is small: a second part of that month goes too, and further months of both, so that
        // neither the sum of the month nor that of the quarter gives it away. The year and the quarters stay.
        let mut one = line(&[20; 12]);
        one.months[4] = tally(3, false, 77);
        let shown = seen(&[one.clone(), line(&[15; 12]), line(&[30; 12])]);
        let hidden: Vec<usize> = shown.iter().map(|shown| shown.iter().filter(|shown| !**shown).count()).collect();
        assert!(hidden[0] + hidden[1] <= 6 && hidden[2] == 0, "{hidden:?}");
        assert!(!shown[0][5 + 4] && !shown[1][5 + 4] && shown[0][..5] == [true; 5] && shown[1][..5] == [true; 5]);
        // Forty matters of one person are hidden like three, and so is nothing at all.
        let mut alone = line(&[20; 12]);
        alone.months[0] = tally(40, true, 5);
        assert!(!of_whole(&alone).shown[5]);
        let mut empty = line(&[20; 12]);
        empty.months[0] = Tally::default();
        let shown = seen(&[empty, line(&[15; 12]), line(&[30; 12])]);
        assert!(!shown[0][5] && shown[1][5] && shown[2][5]);
    }

    #[test]
    fn towns_of_the_property_hide_and_show() {
        use proptest::strategy::ValueTree;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let towns: Vec<Published> =
            (0..40).map(|_| publish(&towns().new_tree(&mut runner).unwrap().current())).collect();
        assert!(towns.iter().any(|town| town.hidden > 5 && town.shown.len() > 60));
        assert!(towns.iter().filter(|town| !town.small.is_empty()).count() > 20);
    }
}
