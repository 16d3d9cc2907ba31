//! Taking a step back 撤回: by whom, until when, and what a history says once steps were taken back.
//!
//! A history only grows: a step that was taken back stays in it, followed by the line that takes it back. Whatever is
//! computed from a history (state, clocks, figures, what is told) is computed from what [`standing`] leaves of it. Never
//! here: a step that something outside the house has seen.

use base::{AccountId, Moment};
use chrono::Duration;
use uuid::Uuid;

/// Seconds in which a step may be taken back; for so long nothing of it leaves the house.
pub const UNDO_SECONDS: i64 = 10;

/// Until when a step of this moment may be taken back, and from when on it may be told.
#[must_use]
pub fn undo_until(at: Moment) -> Moment {
    at + Duration::seconds(UNDO_SECONDS)
}

/// What a line of a history does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A step, by its id.
    Step(Uuid),
    /// Takes back the step of this id.
    TakesBack(Uuid),
}

/// The steps that still hold, in their order: neither those that were taken back nor the lines that did so.
pub fn standing<E>(history: impl IntoIterator<Item = E>, line: impl Fn(&E) -> Line) -> Vec<E> {
    let mut kept: Vec<E> = Vec::new();
    for entry in history {
        match line(&entry) {
            Line::Step(_) => kept.push(entry),
            Line::TakesBack(step) => {
                kept.pop_if(|last| line(last) == Line::Step(step));
            }
        }
    }
    kept
}

/// A step, as far as taking it back goes.
#[derive(Clone, Copy, Debug)]
pub struct Undoable {
    /// Who did it.
    pub by: AccountId,
    /// Until when.
    pub until: Moment,
    /// Nothing has happened to the matter since.
    pub is_latest: bool,
    /// Something of it left the house, or someone outside the office saw it.
    pub has_left: bool,
}

/// Why a step stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoUndo {
    /// Another person did it.
    #[error("another person's step")]
    Others,
    /// The seconds are over.
    #[error("the seconds are over")]
    TooLate,
    /// Something else happened since.
    #[error("something else happened since")]
    NotLatest,
    /// It was told or seen.
    #[error("it was told or seen")]
    Left,
}

/// Whether this account may take the step back now.
///
/// # Errors
/// The first reason why not.
pub fn may_undo(step: &Undoable, by: Option<AccountId>, now: Moment) -> Result<(), NoUndo> {
    if by != Some(step.by) {
        Err(NoUndo::Others)
    } else if now >= step.until {
        Err(NoUndo::TooLate)
    } else if !step.is_latest {
        Err(NoUndo::NotLatest)
    } else if step.has_left {
        Err(NoUndo::Left)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: usize) -> Uuid {
        Uuid::from_u128(number as u128 + 1)
    }

    #[test]
    fn only_the_doer_takes_the_latest_step_back_and_only_while_nobody_knows() {
        let (own, at) = (AccountId(id(1)), Moment::UNIX_EPOCH);
        let step = Undoable { by: own, until: undo_until(at), is_latest: true, has_left: false };
        let last = undo_until(at) - Duration::microseconds(1);
        assert_eq!(may_undo(&step, Some(own), last), Ok(()));
        assert_eq!(may_undo(&step, Some(own), undo_until(at)), Err(NoUndo::TooLate));
        assert_eq!(may_undo(&step, Some(AccountId(id(2))), at), Err(NoUndo::Others));
        assert_eq!(may_undo(&step, None, at), Err(NoUndo::Others));
        assert_eq!(may_undo(&Undoable { is_latest: false, ..step }, Some(own), at), Err(NoUndo::NotLatest));
        assert_eq!(may_undo(&Undoable { has_left: true, ..step }, Some(own), at), Err(NoUndo::Left));
    }

    proptest! {
        /// Steps that were taken back, wherever they stood and however many in a row, leave the history as if they had
        /// never been in it.
        #[test]
        fn a_step_taken_back_was_never_there(walk in proptest::collection::vec(any::<bool>(), 0..60)) {
            let steps: Vec<(usize, bool)> = walk.into_iter().enumerate().collect();
            let whole = steps.iter().flat_map(|&(at, back)| {
                [Some(Line::Step(id(at))), back.then_some(Line::TakesBack(id(at)))].into_iter().flatten()
            });
            let left = standing(whole, |line| *line);
            let never: Vec<Line> = steps.iter().filter(|(_, back)| !back).map(|&(at, _)| Line::Step(id(at))).collect();
            prop_assert_eq!(left, never);
        }

        /// A line that names anything but the step before it takes nothing back.
        #[test]
        fn nothing_but_the_latest_goes(steps in 1usize..20, named in 0usize..40) {
            let whole: Vec<Line> = (0..steps).map(|at| Line::Step(id(at))).chain([Line::TakesBack(id(named))]).collect();
            let left = standing(whole, |line| *line);
            prop_assert_eq!(left.len(), if named + 1 == steps { steps - 1 } else { steps });
        }
    }
}
