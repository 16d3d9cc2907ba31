//! Keyset paging: a page starts after the last row of the one before, however long the list is.

use base::Moment;
use chrono::DateTime;
use uuid::Uuid;

/// Rows on a page.
pub const PAGE_ROWS: usize = 50;

/// Where a page starts: after this time and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The time of the last row shown.
    pub at: Moment,
    /// Its id.
    pub id: Uuid,
}

impl Cursor {
    /// Reads a cursor from an address; anything else is the first page.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('_')?;
        Some(Self { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, id: id.parse().ok()? })
    }

    /// Writes it for an address.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}_{}", self.at.timestamp_micros(), self.id.simple())
    }
}

/// One page of a list and where the next one starts.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page starts, when there is one.
    pub next: Option<Cursor>,
}

impl<T> Listing<T> {
    /// Cuts a list that was read one row longer than the page.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, key: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > PAGE_ROWS;
        rows.truncate(PAGE_ROWS);
        let next = if more { rows.last().map(key) } else { None };
        Self { rows, next }
    }
}
