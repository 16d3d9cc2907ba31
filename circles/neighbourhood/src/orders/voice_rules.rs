//! How the recording of a spoken order stands to its words; pure.

use super::machine::{Action, State, TABLE, named};
use base::{Problem, Refusal};
use kernel::case::Named;

/// Minutes for which a noted look opens the recording.
pub const LISTEN_MINUTES: i64 = 60;

named! {
    /// How far the words of a spoken order are.
    Spoken {
        /// There are no words yet: somebody of the office has to listen.
        Waiting = "waiting",
        /// The asker typed words as well.
        Beside = "beside",
        /// The office wrote down what was said.
        Written = "written",
        /// The asker says that this is not what was meant.
        Disputed = "disputed",
    }
}

impl Spoken {
    /// What an order begins with that is handed in like this.
    #[must_use]
    pub const fn handed_in(has_recording: bool, has_words: bool) -> Option<Self> {
        match (has_recording, has_words) {
            (false, _) => None,
            (true, false) => Some(Self::Waiting),
            (true, true) => Some(Self::Beside),
        }
    }

    /// The office has to listen before it does anything else: to what nobody wrote down while the matter is on its desk,
    /// and to what was not meant wherever it can be written down anew.
    #[must_use]
    pub fn calls_for_an_ear(self, state: State) -> bool {
        match self {
            Self::Waiting => matches!(state, State::Submitted | State::Accepted),
            Self::Disputed => may_be_written(state),
            Self::Beside | Self::Written => false,
        }
    }

    /// Whether a step can be taken: nobody is asked to do what nobody has written down.
    ///
    /// # Errors
    /// When there are no words yet.
    pub const fn lets(self, action: Action) -> Result<(), NoWords> {
        match (self, action) {
            (Self::Waiting, Action::Dispatch | Action::Transfer | Action::PassUp) => Err(NoWords::NotWritten),
            _ => Ok(()),
        }
    }

    /// What it becomes when the asker says that this is not what was meant.
    ///
    /// # Errors
    /// When the words are the asker's own, or nobody works by them any more.
    pub fn disputed(self, state: State) -> Result<Self, NoWords> {
        match (self, state) {
            (Self::Waiting | Self::Beside, _) => Err(NoWords::NotSpoken),
            (Self::Written | Self::Disputed, _) if may_be_written(state) => Ok(Self::Disputed),
            (_, State::Resolved | State::Verified) => Err(NoWords::Done),
            (_, State::Merged) => Err(NoWords::Elsewhere),
            _ => Err(NoWords::Ended),
        }
    }
}

/// Words can be written down, and put right, in this state.
#[must_use]
pub fn may_be_written(state: State) -> bool {
    TABLE.find(state, Action::WriteDown).is_some()
}

/// Ways to say no about a recording and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWords {
    /// Nobody wrote it down yet.
    NotWritten,
    /// There is nothing spoken that was written down.
    NotSpoken,
    /// It is said to be done: who was misunderstood says that it is not solved.
    Done,
    /// It goes on under another number.
    Elsewhere,
    /// It has ended.
    Ended,
}

impl From<NoWords> for Problem {
    fn from(no: NoWords) -> Self {
        Self::Refused(Refusal::new(match no {
            NoWords::NotWritten => "orders-refused-not-written",
            NoWords::NotSpoken => "orders-refused-not-spoken",
            NoWords::Done => "orders-refused-words-done",
            NoWords::Elsewhere => "orders-refused-words-elsewhere",
            NoWords::Ended => "orders-refused-not-now",
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_without_words_is_in_nobodys_hands() {
        for &spoken in Spoken::ALL {
            for &action in Action::ALL {
                let hands_on = matches!(action, Action::Dispatch | Action::Transfer | Action::PassUp);
                assert_eq!(
                    spoken.lets(action).is_err(),
                    hands_on && spoken == Spoken::Waiting,
                    "{spoken:?} {action:?}"
                );
            }
            assert_eq!(Spoken::from_name(spoken.name()), Some(spoken));
        }
        assert_eq!(Spoken::handed_in(false, true), None);
        assert_eq!(Spoken::handed_in(true, true), Some(Spoken::Beside));
        assert_eq!(Spoken::handed_in(true, false), Some(Spoken::Waiting));
    }

    #[test]
    fn only_the_words_of_the_office_are_disputed_and_then_somebody_can_and_has_to_listen() {
        for &state in State::ALL {
            let anew = TABLE.find(state, Action::WriteDown).is_some();
            for &spoken in Spoken::ALL {
                let office = matches!(spoken, Spoken::Written | Spoken::Disputed);
                let disputed = spoken.disputed(state);
                assert_eq!(disputed.is_ok(), office && anew, "{spoken:?} {state:?}");
                assert!(disputed.is_err() || disputed.is_ok_and(|spoken| spoken.calls_for_an_ear(state)), "{state:?}");
            }
            let on_the_desk = matches!(state, State::Submitted | State::Accepted);
            assert_eq!(Spoken::Waiting.calls_for_an_ear(state), on_the_desk, "{state:?}");
            assert!(!Spoken::Written.calls_for_an_ear(state) && !Spoken::Beside.calls_for_an_ear(state));
        }
        // Where somebody still works by the words, they can be put right.
        for state in [State::Accepted, State::Dispatched, State::InProgress, State::Transferred, State::InTalk] {
            assert!(may_be_written(state), "{state:?}");
        }
        assert_eq!(Spoken::Written.disputed(State::Verified), Err(NoWords::Done));
    }
}
