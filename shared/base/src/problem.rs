//! What can go wrong, without HTTP and without language: keys and numbers that the edge turns into words.

use std::fmt;

/// The result of an action.
pub type Outcome<T> = Result<T, Problem>;

/// A value inside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A number; plural rules apply.
    Number(i64),
    /// A text shown as it is.
    Text(String),
    /// A time, shown in the reader's form.
    Time(crate::Moment),
    /// A message of its own, by key.
    Key(&'static str),
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<crate::Moment> for Arg {
    fn from(time: crate::Moment) -> Self {
        Self::Time(time)
    }
}

/// A business "no": a message key and its arguments. Nouns keep their own closed enums and turn into this at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The message key.
    pub key: &'static str,
    /// The arguments by name.
    pub args: Vec<(&'static str, Arg)>,
}

impl Refusal {
    /// A refusal without arguments.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name in the form.
    pub field: &'static str,
    /// What is wrong, in words.
    pub refusal: Refusal,
}

/// Everything an action can answer instead of a result.
#[derive(Debug)]
pub enum Problem {
    /// It does not exist, or the doer may not see it: the two look the same.
    NotFound,
    /// The doer must sign in first.
    SignIn,
    /// The doer sees the thing but holds no power for this verb.
    NotAllowed,
    /// Someone else changed the record meanwhile.
    Changed,
    /// A rule said no.
    Refused(Refusal),
    /// Fields of a form need mending.
    Invalid(Vec<FieldProblem>),
    /// Too many attempts.
    TooMany {
        /// Seconds until another try makes sense.
        wait_s: u64,
    },
    /// The database asked to try again; the border does so, and answers "busy" when it gave up.
    Again,
    /// A fault of ours or of the machine; the text is for the log, never for the reader.
    Fault(String),
}

impl Problem {
    /// A refused single field.
    #[must_use]
    pub fn field(field: &'static str, key: &'static str) -> Self {
        Self::Invalid(vec![FieldProblem { field, refusal: Refusal::new(key) }])
    }

    /// A rule's no without arguments.
    #[must_use]
    pub const fn refused(key: &'static str) -> Self {
        Self::Refused(Refusal::new(key))
    }

    /// Wraps an error that no input should be able to cause.
    pub fn fault(error: impl fmt::Display) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::SignIn => f.write_str("not signed in"),
            Self::NotAllowed => f.write_str("not allowed"),
            Self::Changed => f.write_str("changed meanwhile"),
            Self::Refused(refusal) => write!(f, "refused: {}", refusal.key),
            Self::Invalid(fields) => {
                write!(f, "invalid:")?;
                fields.iter().try_for_each(|field| write!(f, " {}={}", field.field, field.refusal.key))
            }
            Self::TooMany { wait_s } => write!(f, "too many attempts, wait {wait_s} s"),
            Self::Again => f.write_str("the database asked to try again"),
            Self::Fault(text) => write!(f, "fault: {text}"),
        }
    }
}

impl std::error::Error for Problem {}
