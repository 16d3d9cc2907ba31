//! One broken rule: where, what, and how to mend it.

use crate::tree::File;
use std::fmt;

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    place: String,
    line: usize,
    what: String,
    mend: &'static str,
}

impl Finding {
    /// `line` counts from 1, as editors do.
    pub fn new(file: &File, line: usize, what: impl Into<String>, mend: &'static str) -> Self {
        Self { place: file.path.clone(), line, what: what.into(), mend }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}\n      mend: {}", self.place, self.line, self.what, self.mend)
    }
}
