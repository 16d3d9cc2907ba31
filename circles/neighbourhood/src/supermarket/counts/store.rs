//! Database code of stock-taking.

use super::rules::{Look, Standing, standing};
use base::{CommunityId, Locale, Moment, Outcome};
use db::{FromQueryResult, Query, Record, values};
use kernel::i18n::LocalText;
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// Counts.
pub const COUNTS: Record = Record { table: "stock_counts" };
/// Their lines.
pub const LINES: Record = Record { table: "stock_count_lines" };

/// A count.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Count {
    /// Its id.
    pub id: Uuid,
    /// counting, posted, dropped.
    pub state: String,
    /// When it began.
    pub begun_at: Moment,
    /// Who began it.
    pub begun_by: String,
    /// How many things.
    pub line_count: i64,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// The account that ended it.
    pub ended_account: Option<Uuid>,
    /// Who that was.
    pub ended_by: Option<String>,
    /// The version.
    pub version: i64,
}

impl Count {
    /// People are still counting.
    #[must_use]
    pub fn open(&self) -> bool {
        self.state == "counting"
    }

    /// Its differences are in the books.
    #[must_use]
    pub fn posted(&self) -> bool {
        self.state == "posted"
    }
}

const COUNT: &str = "select c.id, c.state, c.begun_at, b.display_name as begun_by, c.line_count, c.ended_at,
    c.ended_by as ended_account, e.display_name as ended_by, c.version from stock_counts c
    join accounts b on b.id = c.begun_by left join accounts e on e.id = c.ended_by";

/// One count.
///
/// # Errors
/// A fault from the database.
pub async fn count(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Count>> {
    door.one(&format!("{COUNT} where c.id = $1 and c.community = $2"), values![id, community.0]).await
}

/// Counts, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn counts(door: &impl Query, community: CommunityId, after: Option<Cursor>) -> Outcome<Listing<Count>> {
    let mut values = values![community.0];
    let mut sql = format!("{COUNT} where c.community = $1");
    if let Some(cursor) = after {
        values.extend(values![cursor.at, cursor.id]);
        sql.push_str(" and (c.begun_at, c.id) < ($2, $3)");
    }
    sql.push_str(&format!(" order by c.begun_at desc, c.id desc limit {}", PAGE_ROWS + 1));
    let rows: Vec<Count> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |row| Cursor { at: row.begun_at, id: row.id }))
}

/// A line of a count.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    /// Its id.
    pub id: Uuid,
    /// The thing.
    pub item_id: Uuid,
    /// Its name when the count began.
    pub name_zh: String,
    /// In Tibetan.
    pub name_bo: String,
    /// In English.
    pub name_en: String,
    /// What the first person found.
    pub first_pieces: Option<i64>,
    /// What the books said then.
    pub first_book: Option<i64>,
    /// When they looked.
    pub first_at: Option<Moment>,
    /// Who it was.
    pub first_by: Option<Uuid>,
    /// What the second person found.
    pub second_pieces: Option<i64>,
    /// What the books said then.
    pub second_book: Option<i64>,
    /// When they looked.
    pub second_at: Option<Moment>,
    /// Who it was.
    pub second_by: Option<Uuid>,
    /// Why it differs.
    pub reason: String,
    /// What was posted.
    pub posted: Option<i64>,
    /// The version.
    pub version: i64,
}

impl Line {
    /// The name for a reader and the language it is in.
    #[must_use]
    pub fn name(&self, locale: Locale) -> (String, &'static str) {
        let text = LocalText::all(self.name_zh.clone(), self.name_bo.clone(), self.name_en.clone());
        let (name, locale) = text.pick(locale);
        (name.to_owned(), locale.tag())
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let look = |pieces: Option<i64>, book: Option<i64>| Some(Look { pieces: pieces?, book: book? });
        standing(look(self.first_pieces, self.first_book), look(self.second_pieces, self.second_book))
    }

    /// Two people have not agreed on it yet.
    #[must_use]
    pub fn unclear(&self) -> bool {
        !matches!(self.standing(), Standing::Right | Standing::Differs(_))
    }

    /// The difference that two people agree on.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        if let Standing::Differs(by) = self.standing() { Some(by) } else { None }
    }

    /// What this account found, and when.
    #[must_use]
    pub fn own(&self, account: Option<Uuid>) -> Option<(i64, Moment)> {
        match account {
            Some(_) if self.first_by == account => self.first_pieces.zip(self.first_at),
            Some(_) if self.second_by == account => self.second_pieces.zip(self.second_at),
            _ => None,
        }
    }

    /// Who counted.
    #[must_use]
    pub fn counted_by(&self, account: Uuid) -> bool {
        self.first_by == Some(account) || self.second_by == Some(account)
    }
}

/// The lines of a count, as they stand on the sheet.
///
/// # Errors
/// A fault from the database.
pub async fn lines(door: &impl Query, count: Uuid) -> Outcome<Vec<Line>> {
    let sql = "select id, item_id, name_zh, name_bo, name_en, first_pieces, first_book, first_at, first_by, second_pieces,
               second_book, second_at, second_by, reason, posted, version from stock_count_lines where count_id = $1 order by position";
    door.all(sql, values![count]).await
}

/// A thing by its name.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name_zh: String,
    /// In Tibetan.
    pub name_bo: String,
    /// In English.
    pub name_en: String,
}

/// Everything that may stand on the shelf, by name.
///
/// # Errors
/// A fault from the database.
pub async fn goods(door: &impl Query, community: CommunityId, limit: usize) -> Outcome<Vec<Named>> {
    let sql = format!(
        "select g.id, g.name_zh, g.name_bo, g.name_en from goods g
         left join balances b on b.owner = g.id and b.ledger = 'goods'
         where g.community = $1 and (g.shown = true or b.posted > 0) order by g.name_zh, g.id limit {limit}"
    );
    door.all(&sql, values![community.0]).await
}

/// What left or reached a balance after a time.
///
/// # Errors
/// A fault from the database.
pub async fn moved_since(door: &impl Query, balance: Uuid, since: Moment) -> Outcome<i64> {
    let sql = "select cast(
          (select coalesce(sum(amount), 0) from postings where credit_account = $1 and at > $2)
        - (select coalesce(sum(amount), 0) from postings where debit_account = $1 and at > $2) as bigint)";
    door.number(sql, values![balance, since]).await
}
