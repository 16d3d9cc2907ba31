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

/// A step that leaves a matter in the state in which it is: something is asked for, noted or put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay<S: 'static, A> {
    /// The states in which the action is possible.
    pub at: &'static [S],
    /// The action.
    pub action: A,
    /// The power it needs.
    pub power: Power,
    /// Whether a reason must be given.
    pub reason: bool,
    /// The key of the message that tells the resident.
    pub words: &'static str,
}

impl<S: Copy, A: Copy> Stay<S, A> {
    const fn row(&self, state: S) -> Row<S, A> {
        Row { from: self.at, action: self.action, to: state, power: self.power, reason: self.reason, words: self.words }
    }
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
    /// Steps that change no state.
    pub stays: &'static [Stay<S, A>],
}

impl<S: Named, A: Named> Machine<S, A> {
    /// The row for this action in this state.
    #[must_use]
    pub fn find(&self, from: S, action: A) -> Option<Row<S, A>> {
        self.rows_from(from).find(|row| row.action == action)
    }

    /// The row for this action in this state, with the reason it may need.
    ///
    /// # Errors
    /// When there is no such row, or it wants a reason and there is none but blanks.
    pub fn step(&self, from: S, action: A, reason: Option<&str>) -> Result<Row<S, A>, NoStep> {
        let row = self.find(from, action).ok_or(NoStep::NotNow)?;
        let given = reason.is_some_and(|text| !text.trim().is_empty());
        if row.reason && !given { Err(NoStep::ReasonMissing) } else { Ok(row) }
    }

    /// The rows possible in this state: the buttons of a page, before powers.
    pub fn rows_from(&self, from: S) -> impl Iterator<Item = Row<S, A>> + use<S, A> {
        let stays = self.stays.iter().filter(move |stay| stay.at.contains(&from)).map(move |stay| stay.row(from));
        self.rows.iter().filter(move |row| row.from.contains(&from)).copied().chain(stays)
    }

    /// Every state with every row possible in it.
    pub fn pairs(&self) -> impl Iterator<Item = (S, Row<S, A>)> + use<S, A> {
        let stays = self.stays.iter().flat_map(|stay| stay.at.iter().map(move |&state| (state, stay.row(state))));
        self.rows.iter().flat_map(|row| row.from.iter().map(move |&from| (from, *row))).chain(stays)
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
            if !self.pairs().any(|(_, row)| row.action == action) {
                faults.push(format!("{} is in no row", action.name()));
            }
        }
        faults
    }

    /// The table as a Mermaid state diagram; steps that change no state are left out of the picture.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let mut text = format!("stateDiagram-v2\n    [*] --> {}\n", self.start.name());
        for (from, row) in self.rows.iter().flat_map(|row| row.from.iter().map(move |from| (from, row))) {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "    {} --> {}: {}", from.name(), row.to.name(), row.action.name());
        }
        for end in self.ends {
            let _ = writeln!(text, "    {} --> [*]", end.name());
        }
        text
    }

    /// The table as Markdown, one line a row; where the state stays, `=` stands for it.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = "| from | action | to | power | reason | words |\n|---|---|---|---|---|---|\n".to_owned();
        let mut line = |from: &[S], (action, to): (A, &str), (power, reason, words): (Power, bool, &str)| {
            let from: Vec<&str> = from.iter().map(|state| state.name()).collect();
            let (reason, action) = (if reason { "yes" } else { "" }, action.name());
            let _ = writeln!(text, "| {} | {action} | {to} | `{}` | {reason} | `{words}` |", from.join(", "), power.0);
        };
        for row in self.rows {
            line(row.from, (row.action, row.to.name()), (row.power, row.reason, row.words));
        }
        for stay in self.stays {
            line(stay.at, (stay.action, "="), (stay.power, stay.reason, stay.words));
        }
        text
    }
}
