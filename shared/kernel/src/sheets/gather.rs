//! Cells as they come, the row of headings among the first of them, and from there on only what is wanted.

use super::read::{CELLS_MAX, COLUMNS_MAX, Heading, Held, ROWS_MAX, SheetFault, Sieve, Table, TableRow, letter};
use std::collections::BTreeMap;

/// Rows among which the headings are looked for.
const HEAD_ROWS: usize = 20;

/// Collects the cells of one sheet, row by row.
pub(super) struct Gather<'a> {
    pub(super) sieve: &'a Sieve<'a>,
    /// Areas merged over several columns.
    across: Vec<Across>,
    rows: Vec<TableRow>,
    head: Option<Head>,
    cells: usize,
}

/// An area that is merged over several columns: what stands in its first cell is said of all of them.
pub(super) struct Across {
    /// The numbers of its rows, both included.
    pub(super) rows: (u32, u32),
    /// The indexes of its columns, both included.
    pub(super) columns: (usize, usize),
}

/// Where the headings stand, and what they are.
struct Head {
    /// The index of their first row.
    first: usize,
    /// The index of the first row below them.
    below: usize,
    /// How many of the wanted columns they name.
    score: usize,
    names: BTreeMap<usize, Vec<String>>,
    refused: BTreeMap<usize, String>,
}

impl<'a> Gather<'a> {
    pub(super) fn new(sieve: &'a Sieve<'a>, across: Vec<Across>) -> Self {
        Self { sieve, across, rows: Vec::new(), head: None, cells: 0 }
    }

    /// Whether a cell of this row and column is wanted; asked before the cell is looked at.
    pub(super) fn wants(&mut self, number: u32, column: usize) -> bool {
        let begins = self.rows.last().is_none_or(|row| row.number != number);
        if begins && self.head.is_none() && self.rows.len() >= HEAD_ROWS {
            self.settle();
        }
        self.head.as_ref().is_none_or(|head| !head.refused.contains_key(&column))
    }

    /// Takes a cell that is wanted.
    pub(super) fn take(&mut self, number: u32, column: usize, held: Held) -> Result<(), SheetFault> {
        if held == Held::Empty {
            return Ok(());
        }
        if column >= COLUMNS_MAX {
            return Err(SheetFault::TooManyColumns);
        }
        self.cells += 1;
        if self.rows.last().is_none_or(|row| row.number != number) {
            self.rows.push(TableRow { number, cells: Vec::new() });
        }
        if self.rows.len() > ROWS_MAX + HEAD_ROWS || self.cells > CELLS_MAX {
            return Err(SheetFault::TooManyRows);
        }
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Held::Empty);
        }
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = held;
        }
        Ok(())
    }

    /// Fills the empty cells of a merged column with what stands in its first; `rows` are numbers, both included.
    pub(super) fn merged(&mut self, rows: (u32, u32), column: usize) {
        self.settle();
        let below = self.head.as_ref().map_or(0, |head| head.below);
        let start = self.rows.partition_point(|row| row.number < rows.0).max(below);
        let Some(value) = self.rows.get(start).filter(|row| row.number == rows.0).and_then(|row| row.cells.get(column))
        else {
            return;
        };
        let value = value.clone();
        for row in self.rows.iter_mut().skip(start).take_while(|row| row.number <= rows.1) {
            if row.cells.len() <= column && column < COLUMNS_MAX {
                row.cells.resize(column + 1, Held::Empty);
            }
            if let Some(cell) = row.cells.get_mut(column).filter(|cell| **cell == Held::Empty) {
                *cell = value.clone();
            }
        }
    }

    /// How many of the wanted columns the headings name.
    pub(super) fn score(&mut self) -> usize {
        self.settle();
        self.head.as_ref().map_or(0, |head| head.score)
    }

    /// The table below the headings; none when there are no headings.
    pub(super) fn table(mut self, sheet: &str) -> Option<Table> {
        self.settle();
        let head = self.head?;
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let below = self.rows.iter().skip(head.below);
        let used = |column: &usize| {
            let held = || below.clone().any(|row| row.cells.get(*column).is_some_and(|cell| *cell != Held::Empty));
            !head.refused.contains_key(column) && (head.names.contains_key(column) || held())
        };
        let kept: Vec<usize> = (0..width).filter(used).collect();
        let heading = |column: &usize| Heading {
            letter: letter(*column),
            names: head.names.get(column).cloned().unwrap_or_default(),
        };
        let columns = kept.iter().map(heading).collect();
        let rows = self.rows.into_iter().skip(head.below).map(|row| TableRow {
            number: row.number,
            cells: kept.iter().map(|column| row.cells.get(*column).cloned().unwrap_or_default()).collect(),
        });
        let rows: Vec<_> = rows.filter(|row| row.cells.iter().any(|cell| *cell != Held::Empty)).collect();
        let mut refused: Vec<String> = head.refused.into_values().collect();
        refused.dedup();
        Some(Table { sheet: sheet.to_owned(), columns, refused, rows, other_sheets: Vec::new() })
    }

    /// Finds the headings among the rows so far, and drops what stands in refused columns.
    fn settle(&mut self) {
        if self.head.is_some() || self.rows.is_empty() {
            return;
        }
        let Some(mut head) = find(&self.rows, self.sieve) else { return };
        self.refuse_across(&mut head);
        for row in &mut self.rows {
            for (column, cell) in row.cells.iter_mut().enumerate() {
                if head.refused.contains_key(&column) {
                    *cell = Held::Empty;
                }
            }
        }
        self.head = Some(head);
    }
}

impl Gather<'_> {
    /// A heading over several columns that names what is never read refuses all of them, also when it stands in the row
    /// above the headings; what stands there over all of them is the table's title.
    fn refuse_across(&self, head: &mut Head) {
        let first = head.first.saturating_sub(1);
        let headings = self.rows.get(first..head.below).unwrap_or_default();
        let named: Vec<usize> = head.names.keys().chain(head.refused.keys()).copied().collect();
        let text = |row: &TableRow, column: usize| row.cells.get(column).map_or("", Held::text).to_owned();
        for Across { rows, columns } in &self.across {
            let Some(at) = headings.iter().position(|row| row.number == rows.0) else { continue };
            let over_all = named.iter().all(|column| (columns.0..=columns.1).contains(column));
            if over_all && first + at < head.first {
                continue;
            }
            let name = headings.get(at).map(|row| text(row, columns.0)).unwrap_or_default();
            let under = |column: usize| headings.get(at + 1).map(|row| text(row, column)).unwrap_or_default();
            for column in (columns.0..=columns.1).take_while(|column| *column < COLUMNS_MAX) {
                let whole = format!("{name}{}", under(column));
                if let Some(named) = [&name, &whole].into_iter().find(|name| (self.sieve.forbidden)(name)) {
                    head.names.remove(&column);
                    head.refused.entry(column).or_insert_with(|| named.clone());
                }
            }
        }
    }
}

/// The row, or the two rows, whose texts name the most columns; without any, the first row that looks like headings.
fn find(rows: &[TableRow], sieve: &Sieve<'_>) -> Option<Head> {
    let rows = rows.get(..rows.len().min(HEAD_ROWS)).unwrap_or(rows);
    let mut best: Option<Head> = None;
    for (at, row) in rows.iter().enumerate() {
        let one = head_of((row, None), at, sieve);
        let two = rows.get(at + 1).map(|lower| head_of((row, Some(lower)), at, sieve));
        // Two rows are headings when the lower one is needed to name a column.
        let two = two.filter(|two| {
            let lower = rows.get(at + 1).map_or(0, |lower| head_of((lower, None), at + 1, sieve).score);
            two.score > one.score && two.score > lower && one.score > 0
        });
        for head in [Some(one), two].into_iter().flatten() {
            if best.as_ref().is_none_or(|best| head.score > best.score) {
                best = Some(head);
            }
        }
    }
    if best.as_ref().is_none_or(|best| best.score == 0) {
        let filled = |row: &TableRow| row.cells.iter().filter(|cell| !cell.text().is_empty()).count();
        let at = rows.iter().position(|row| filled(row) > 1)?;
        return rows.get(at).map(|row| head_of((row, None), at, sieve));
    }
    best
}

fn head_of((upper, lower): (&TableRow, Option<&TableRow>), first: usize, sieve: &Sieve<'_>) -> Head {
    let width = upper.cells.len().max(lower.map_or(0, |row| row.cells.len()));
    let below = first + 1 + usize::from(lower.is_some());
    let mut head = Head { first, below, score: 0, names: BTreeMap::new(), refused: BTreeMap::new() };
    for column in 0..width {
        let text = |row: &TableRow| row.cells.get(column).map_or("", Held::text).to_owned();
        let (above, under) = (text(upper), lower.map(text).unwrap_or_default());
        let mut names = vec![under.clone(), above.clone(), format!("{above}{under}")];
        names.retain(|name| !name.is_empty());
        names.dedup();
        if let Some(name) = names.iter().find(|name| (sieve.forbidden)(name)) {
            head.score += 1;
            head.refused.insert(column, name.clone());
        } else {
            head.score += usize::from(names.iter().any(|name| (sieve.known)(name)));
            if !names.is_empty() {
                head.names.insert(column, names);
            }
        }
    }
    head
}
