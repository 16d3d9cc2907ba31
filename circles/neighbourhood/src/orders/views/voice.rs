//! What readers see of a spoken order, apart from the sound itself.

use crate::orders::voice_rules::{Spoken, may_be_written};
use base::Locale;

/// A recording; its bytes come through `actions::voice`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordingView {
    /// How long it is; 0 when it does not say.
    pub duration_ms: i64,
}

impl super::ResidentView {
    /// What was written down may be put right: somebody still works by it.
    #[must_use]
    pub fn may_dispute(&self) -> bool {
        may_be_written(self.state)
    }
}

/// How a spoken order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpokenView {
    /// How far its words are.
    pub spoken: Spoken,
    /// In which language it was spoken, once written down.
    pub language: Option<Locale>,
    /// The recording, while it is here.
    pub recording: Option<RecordingView>,
    /// It goes as soon as it is written down.
    pub goes_after: bool,
}

impl SpokenView {
    /// There are no words yet.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.spoken == Spoken::Waiting
    }

    /// The words are those of the office, so that the asker may put them right.
    #[must_use]
    pub const fn is_written(&self) -> bool {
        matches!(self.spoken, Spoken::Written | Spoken::Disputed)
    }
}
