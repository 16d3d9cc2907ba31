//! What every form of this crate needs: cleaned lines, words at the field that needs mending, pages of a list.
//!
//! It never shortens what was typed and never guesses; what cannot be kept is said.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Day, FieldProblem, Moment, Outcome, Problem, Refusal};
use chrono::Duration;
use kernel::i18n::{DEFAULT_OFFSET_MINUTES, LocalText};
use kernel::text::{clean_line, forbidden, forbidden_terms};
use uuid::Uuid;
use web::Mend;

/// Characters of a name.
pub(crate) const NAME_CHARS_MAX: usize = 60;
/// Characters of a code, a door, a stairway.
pub(crate) const CODE_CHARS_MAX: usize = 20;
/// Characters of an address, a reason.
pub(crate) const LINE_CHARS_MAX: usize = 120;
/// Characters of a search.
pub(crate) const SEARCH_CHARS_MAX: usize = 60;
/// Rows of a list that are looked at when a page picks from it whole (compounds, grids, teams).
pub(crate) const PICK_ROWS_MAX: u32 = 500;

/// Collects what needs mending, so that a form says everything at once.
#[derive(Default)]
pub(crate) struct Check(Vec<FieldProblem>);

impl Check {
    /// A line that may be empty.
    pub(crate) fn line(&mut self, field: &'static str, typed: &str, chars_max: usize) -> String {
        clean_line(typed, chars_max).unwrap_or_else(|fault| {
            self.amiss(field, fault.into());
            String::new()
        })
    }

    /// A line that must be there.
    pub(crate) fn needed(&mut self, field: &'static str, typed: &str, chars_max: usize) -> String {
        let before = self.0.len();
        let line = self.line(field, typed, chars_max);
        if line.is_empty() && self.0.len() == before {
            self.amiss(field, Refusal::new("registry-needed"));
        }
        line
    }

    /// A text that the community writes for everyone: what the product never records is refused here too.
    pub(crate) fn public(&mut self, field: &'static str, line: &str) {
        if let Some(term) = forbidden_terms(line).first().copied() {
            self.amiss(field, forbidden(term));
        }
    }

    /// A name in Chinese, and if there is one in Tibetan and English.
    pub(crate) fn name(&mut self, zh: &str, bo: &str, en: &str) -> LocalText {
        let zh = self.needed("name_zh", zh, NAME_CHARS_MAX);
        let (bo, en) = (self.line("name_bo", bo, NAME_CHARS_MAX), self.line("name_en", en, NAME_CHARS_MAX));
        for (field, line) in [("name_zh", &zh), ("name_bo", &bo), ("name_en", &en)] {
            self.public(field, line);
        }
        LocalText { zh, bo: some(bo), en: some(en) }
    }

    /// An office phone that everyone may see, or nothing.
    pub(crate) fn office_phone(&mut self, field: &'static str, typed: &str) -> String {
        let line = self.line(field, typed, CODE_CHARS_MAX);
        let right = line.chars().all(|char| char.is_ascii_digit() || matches!(char, '-' | ' ' | '+' | '(' | ')'));
        if !right {
            self.amiss(field, Refusal::new("registry-office-phone-wrong"));
        }
        line
    }

    /// An id chosen from a list, or nothing.
    pub(crate) fn choice(&mut self, field: &'static str, sent: &str) -> Option<Uuid> {
        let sent = sent.trim();
        if sent.is_empty() {
            return None;
        }
        let id = sent.parse().ok();
        if id.is_none() {
            self.amiss(field, Refusal::new("registry-choose"));
        }
        id
    }

    /// Says what is wrong with a field.
    pub(crate) fn amiss(&mut self, field: &'static str, refusal: Refusal) {
        self.0.push(FieldProblem { field, refusal });
    }

    /// Everything is right, or everything that is not.
    pub(crate) fn done(self) -> Outcome<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::Invalid(self.0)) }
    }
}

/// An empty text is no text.
pub(crate) fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The id a form made for what it creates, so that sending it ten times creates once.
pub(crate) fn once(sent: &str) -> Outcome<Uuid> {
    sent.trim().parse().map_err(|_| Problem::refused("shell-form-broken"))
}

/// The day of the community at this time.
#[must_use]
pub(crate) fn day_of(at: Moment) -> Day {
    (at + Duration::minutes(i64::from(DEFAULT_OFFSET_MINUTES))).date_naive()
}

/// What is looked for, as it is compared in the database: normalized, its wildcards escaped with a backslash.
pub(crate) fn like(typed: &str) -> Option<String> {
    let short: String = typed.chars().take(SEARCH_CHARS_MAX).collect();
    let wanted = kernel::search::normalize(&short);
    if wanted.is_empty() {
        return None;
    }
    let escaped = wanted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Some(format!("%{escaped}%"))
}

/// The part of a search that narrows to rows whose `column` holds the text, with its value; nothing when nothing is asked.
pub(crate) fn narrowed(column: &str, typed: &str, number: usize) -> (String, Vec<db::Value>) {
    match like(typed) {
        Some(pattern) => (format!(" and lower({column}) like ${number} escape '\\'"), db::values![pattern]),
        None => (String::new(), Vec::new()),
    }
}

/// One page of a list that is keyed by id, newest first.
#[derive(Clone, Debug)]
pub struct Rows<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The id after which the next page starts, when there is one.
    pub next: Option<Uuid>,
}

impl<T> Rows<T> {
    /// Cuts a list that was read one row longer than the page.
    pub(crate) fn cut(mut rows: Vec<T>, id: impl Fn(&T) -> Uuid) -> Self {
        let more = rows.len() > web::PAGE_ROWS;
        rows.truncate(web::PAGE_ROWS);
        let next = if more { rows.last().map(id) } else { None };
        Self { rows, next }
    }

    /// The address of the next page.
    pub(crate) fn older(&self, path: &str, typed: &str) -> Option<String> {
        let next = self.next?.to_string();
        serde_html_form::to_string([("q", typed), ("after", &next)]).ok().map(|asked| format!("{path}?{asked}"))
    }
}

/// What a list was asked: words, and where the page starts.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The words looked for.
    pub(crate) q: String,
    /// The id after which the page starts.
    pub(crate) after: Option<Uuid>,
}

/// `$from, $from+1, ...` for this many values.
pub(crate) fn marks(from: usize, count: usize) -> String {
    (from..from + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// What a sent form answers: the way on when it was taken, else the same form with what was typed and what to mend.
pub(crate) async fn answered<T, P: Template>(
    outcome: Outcome<T>,
    onward: impl FnOnce(T) -> Response,
    form: impl AsyncFnOnce(Mend) -> Outcome<P>,
) -> web::Answer {
    match outcome {
        Ok(done) => Ok(onward(done)),
        Err(problem) => web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(Mend::of(problem)?).await?),
    }
}

/// The version that a button was drawn with.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Versioned {
    /// The version.
    pub(crate) version: i64,
}
