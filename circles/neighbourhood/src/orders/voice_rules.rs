//! How the recording of a spoken order stands to its words; pure.

use super::machine::{Action, State, named};
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

    /// The office has to listen before it does anything else.
    #[must_use]
    pub const fn calls_for_an_ear(self) -> bool {
        matches!(self, Self::Waiting | Self::Disputed)
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
    /// When the words are the asker's own, or the matter has ended.
    pub fn disputed(self, state: State) -> Result<Self, NoWords> {
        match self {
            _ if super::machine::TABLE.ends.contains(&state) => Err(NoWords::Ended),
            Self::Written | Self::Disputed => Ok(Self::Disputed),
            Self::Waiting | Self::Beside => Err(NoWords::NotSpoken),
        }
    }
}

/// Ways to say no about a recording and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWords {
    /// Nobody wrote it down yet.
    NotWritten,
    /// There is nothing spoken that was written down.
    NotSpoken,
    /// It has ended.
    Ended,
}

impl From<NoWords> for Problem {
    fn from(no: NoWords) -> Self {
        Self::Refused(Refusal::new(match no {
            NoWords::NotWritten => "orders-refused-not-written",
            NoWords::NotSpoken => "orders-refused-not-spoken",
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
    fn only_the_words_of_the_office_are_disputed_and_only_while_it_is_open() {
        for &state in State::ALL {
            let ended = super::super::machine::TABLE.ends.contains(&state);
            for &spoken in Spoken::ALL {
                let office = matches!(spoken, Spoken::Written | Spoken::Disputed);
                assert_eq!(spoken.disputed(state).is_ok(), office && !ended, "{spoken:?} {state:?}");
            }
        }
        assert!(Spoken::Disputed.calls_for_an_ear() && Spoken::Waiting.calls_for_an_ear());
        assert!(!Spoken::Written.calls_for_an_ear() && !Spoken::Beside.calls_for_an_ear());
    }
}
