//! The transition table of a kind of matter: from where, by which action, to where, with which power, told in which words.
//!
//! A table is a constant in the circle that owns the kind; documents are rendered from it, so they cannot differ. It
//! never decides who stands in which relation to a matter, and holds no rule about persons.

use base::Power;
use std::fmt::Write as _;

/// A closed set of states or actions, with the names used in the database, the documents and the message keys.
pub trait Named: Copy + Eq + 'static {
    /// Every value, in reading order.
    const ALL: &'static [Self];
    /// The name: one lower-case word, or several joined by `_`.
    fn name(self) -> &'static str;
}

/// One row: this action is possible in these states and leads to that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<S: 'static, A> {
    /// The states in which the action is possible.
    pub from: &'static [S],
    /// The action.
    pub action: A,
    /// The state it leads to.
    pub to: S,
    /// The power it needs.
    pub power: Power,
    /// Whether a reason must be given.
    pub reason: bool,
    /// The key of the message that tells the resident.
    pub words: &'static str,
}

/// Why a step is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoStep {
    /// The table has no such row.
    #[error("this cannot be done in this state")]
    NotNow,
    /// The row wants a reason, and there was none.
    #[error("a reason is needed")]
    ReasonMissing,
}

/// A transition table, where matters begin, and where they may rest for good.
#[derive(Clone, Copy, Debug)]
pub struct Machine<S: 'static, A: 'static> {
    /// Where a matter begins.
    pub start: S,
    /// Where a matter may stay; it may still be reopened from there.
    pub ends: &'static [S],
    /// The rows.
    pub rows: &'static [Row<S, A>],
}

impl<S: Named, A: Named> Machine<S, A> {
    /// The row for this action in this state.
    #[must_use]
    pub fn find(&self, from: S, action: A) -> Option<&'static Row<S, A>> {
        self.rows.iter().find(|row| row.action == action && row.from.contains(&from))
    }

    /// The row for this action in this state, with the reason it may need.
    ///
    /// # Errors
    /// When there is no such row, or it wants a reason and there is none but blanks.
    pub fn step(&self, from: S, action: A, reason: Option<&str>) -> Result<&'static Row<S, A>, NoStep> {
        let row = self.find(from, action).ok_or(NoStep::NotNow)?;
        let given = reason.is_some_and(|text| !text.trim().is_empty());
        if row.reason && !given { Err(NoStep::ReasonMissing) } else { Ok(row) }
    }

    /// The rows possible in this state: the buttons of a page, before powers.
    pub fn rows_from(&self, from: S) -> impl Iterator<Item = &'static Row<S, A>> + use<S, A> {
        self.rows.iter().filter(move |row| row.from.contains(&from))
    }

    /// Every state with every row possible in it.
    pub fn pairs(&self) -> impl Iterator<Item = (S, &'static Row<S, A>)> + use<S, A> {
        self.rows.iter().flat_map(|row| row.from.iter().map(move |&from| (from, row)))
    }

    /// The states that can be reached from this one, itself included.
    #[must_use]
    pub fn reachable(&self, from: S) -> Vec<S> {
        let mut seen = vec![from];
        let mut next = 0;
        while let Some(&state) = seen.get(next) {
            for row in self.rows_from(state) {
                if !seen.contains(&row.to) {
                    seen.push(row.to);
                }
            }
            next += 1;
        }
        seen
    }

    /// What is wrong with the table, in sentences for a test: two rows for one pair, states no matter can reach,
    /// states from which it can never end, actions that no row uses. Empty is good.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (from, row) in self.pairs() {
            let same = self.pairs().filter(|(other, second)| *other == from && second.action == row.action).count();
            let fault = format!("{} in {} has {same} rows", row.action.name(), from.name());
            if same > 1 && !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        let reachable = self.reachable(self.start);
        for &state in S::ALL {
            if !reachable.contains(&state) {
                faults.push(format!("{} cannot be reached", state.name()));
            }
            if !self.reachable(state).iter().any(|later| self.ends.contains(later)) {
                faults.push(format!("{} can never end", state.name()));
            }
        }
        for &action in A::ALL {
            if !self.rows.iter().any(|row| row.action == action) {
                faults.push(format!("{} is in no row", action.name()));
            }
        }
        faults
    }

    /// The table as a Mermaid state diagram.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let mut text = format!("stateDiagram-v2\n    [*] --> {}\n", self.start.name());
        for (from, row) in self.pairs() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "    {} --> {}: {}", from.name(), row.to.name(), row.action.name());
        }
        for end in self.ends {
            let _ = writeln!(text, "    {} --> [*]", end.name());
        }
        text
    }

    /// The table as Markdown, one line a row.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = "| from | action | to | power | reason | words |\n|---|---|---|---|---|---|\n".to_owned();
        for row in self.rows {
            let from: Vec<&str> = row.from.iter().map(|state| state.name()).collect();
            let reason = if row.reason { "yes" } else { "" };
            let (action, to, power) = (row.action.name(), row.to.name(), row.power.0);
            let _ =
                writeln!(text, "| {} | {action} | {to} | `{power}` | {reason} | `{}` |", from.join(", "), row.words);
        }
        text
    }
}
