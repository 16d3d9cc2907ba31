//! Database code of donations: receipts, uses, the book, and what became of donated goods.

use base::{CommunityId, Day, Locale, Moment, Outcome};
use db::{FromQueryResult, Query, Record, values};
use kernel::i18n::LocalText;
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// Receipts.
pub const DONATIONS: Record = Record { table: "donations" };
/// Uses of money.
pub const USES: Record = Record { table: "donation_uses" };
/// The book: one a community.
pub const BOOKS: Record = Record { table: "donation_books" };

/// A receipt.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Donation {
    /// Its id.
    pub id: Uuid,
    /// The number of its stub.
    pub number: i64,
    /// goods or money.
    pub kind: String,
    /// Money, in fen.
    pub amount_fen: i64,
    /// The thing.
    pub item_id: Option<Uuid>,
    /// How many.
    pub pieces: i64,
    /// Its name.
    pub thing_zh: String,
    /// In Tibetan.
    pub thing_bo: String,
    /// In English.
    pub thing_en: String,
    /// Who gave; empty when they do not wish to be named.
    pub donor: String,
    /// The day.
    pub given_on: Day,
    /// When the receipt was written.
    pub recorded_at: Moment,
    /// Who wrote it.
    pub recorded_by: Uuid,
    /// When it was voided.
    pub voided_at: Option<Moment>,
    /// Why.
    pub void_reason: Option<String>,
    /// The version.
    pub version: i64,
}

impl Donation {
    /// It is about money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        self.kind == "money"
    }

    /// The thing's name for a reader and the language it is in.
    #[must_use]
    pub fn thing(&self, locale: Locale) -> (String, &'static str) {
        let text = LocalText::all(self.thing_zh.clone(), self.thing_bo.clone(), self.thing_en.clone());
        let (name, locale) = text.pick(locale);
        (name.to_owned(), locale.tag())
    }

    /// The amount, in yuan.
    #[must_use]
    pub fn yuan(&self) -> String {
        super::rules::yuan(self.amount_fen)
    }
}

const DONATION: &str = "select id, number, kind, amount_fen, item_id, pieces, thing_zh, thing_bo, thing_en, donor,
    given_on, recorded_at, recorded_by, voided_at, void_reason, version from donations";

/// One receipt.
///
/// # Errors
/// A fault from the database.
pub async fn donation(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Donation>> {
    door.one(&format!("{DONATION} where id = $1 and community = $2"), values![id, community.0]).await
}

/// Receipts, the last number first.
///
/// # Errors
/// A fault from the database.
pub async fn donations(door: &impl Query, community: CommunityId, after: Option<Cursor>) -> Outcome<Listing<Donation>> {
    let mut values = values![community.0];
    let mut sql = format!("{DONATION} where community = $1");
    if let Some(cursor) = after {
        values.push(cursor.id.into());
        sql.push_str(" and number < (select number from donations where id = $2)");
    }
    sql.push_str(&format!(" order by number desc limit {}", PAGE_ROWS + 1));
    let rows: Vec<Donation> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |row| Cursor { at: row.recorded_at, id: row.id }))
}

/// What money was used for.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Use {
    /// Its id.
    pub id: Uuid,
    /// How much, in fen.
    pub amount_fen: i64,
    /// For what.
    pub purpose: String,
    /// The day.
    pub used_on: Day,
    /// When it was written down.
    pub recorded_at: Moment,
}

impl Use {
    /// The amount, in yuan.
    #[must_use]
    pub fn yuan(&self) -> String {
        super::rules::yuan(self.amount_fen)
    }
}

/// Uses of money, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn uses(door: &impl Query, community: CommunityId, after: Option<Cursor>) -> Outcome<Listing<Use>> {
    let mut values = values![community.0];
    let mut sql =
        "select id, amount_fen, purpose, used_on, recorded_at from donation_uses where community = $1".to_owned();
    if let Some(cursor) = after {
        values.extend(values![cursor.at, cursor.id]);
        sql.push_str(" and (recorded_at, id) < ($2, $3)");
    }
    sql.push_str(&format!(" order by recorded_at desc, id desc limit {}", PAGE_ROWS + 1));
    let rows: Vec<Use> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |row| Cursor { at: row.recorded_at, id: row.id }))
}

/// The book of a community.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Book {
    /// The last number given.
    pub last_number: i64,
    /// Money received, in fen, without voided receipts.
    pub received_fen: i64,
    /// Money used.
    pub used_fen: i64,
    /// The version; 0 when there is no book yet.
    pub version: i64,
}

impl Book {
    /// Money received, in yuan.
    #[must_use]
    pub fn received(&self) -> String {
        super::rules::yuan(self.received_fen)
    }

    /// Money used, in yuan.
    #[must_use]
    pub fn used(&self) -> String {
        super::rules::yuan(self.used_fen)
    }

    /// What is left, in yuan.
    #[must_use]
    pub fn left(&self) -> String {
        super::rules::yuan(self.left_fen())
    }

    /// What is left, in fen.
    #[must_use]
    pub const fn left_fen(&self) -> i64 {
        self.received_fen - self.used_fen
    }
}

/// The book; an empty one when nothing was ever given.
///
/// # Errors
/// A fault from the database.
pub async fn book(door: &impl Query, community: CommunityId) -> Outcome<Book> {
    let sql = "select last_number, received_fen, used_fen, version from donation_books where id = $1";
    Ok(door.one(sql, values![community.0]).await?.unwrap_or_default())
}

/// What became of one thing of which something was donated: every piece that came in is in one of the last three.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thing {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name_zh: String,
    /// In Tibetan.
    pub name_bo: String,
    /// In English.
    pub name_en: String,
    /// Donated, without voided receipts.
    pub donated: i64,
    /// Bought, or found in a count.
    pub others: i64,
    /// In residents' hands, for points.
    pub handed_out: i64,
    /// Spoilt, missing, given back.
    pub written_off: i64,
    /// On the shelf.
    pub there: i64,
}

impl Thing {
    /// The name for a reader and the language it is in.
    #[must_use]
    pub fn name(&self, locale: Locale) -> (String, &'static str) {
        let text = LocalText::all(self.name_zh.clone(), self.name_bo.clone(), self.name_en.clone());
        let (name, locale) = text.pick(locale);
        (name.to_owned(), locale.tag())
    }

    /// Whether it balances.
    #[must_use]
    pub const fn balances(&self) -> bool {
        self.donated + self.others == self.handed_out + self.written_off + self.there
    }
}

/// Every thing of which something was donated, by name.
///
/// # Errors
/// A fault from the database.
pub async fn things(door: &impl Query, community: CommunityId) -> Outcome<Vec<Thing>> {
    let came = |kind: &str| {
        format!("(select coalesce(sum(amount), 0) from postings where credit_account = b.id and debit_kind {kind})")
    };
    let went = |kind: &str| {
        format!("(select coalesce(sum(amount), 0) from postings where debit_account = b.id and credit_kind {kind})")
    };
    let sql = format!(
        "select g.id, g.name_zh, g.name_bo, g.name_en, cast({} - {} as bigint) as donated,
         cast({} as bigint) as others, cast({} as bigint) as handed_out, cast({} as bigint) as written_off,
         b.posted as there from goods g join balances b on b.owner = g.id and b.ledger = 'goods'
         where g.community = $1 and exists (select 1 from postings p where p.credit_account = b.id and p.debit_kind = 'donated')
         order by g.name_zh, g.id limit {THINGS_MAX}",
        came("= 'donated'"),
        went("= 'donated'"),
        came("<> 'donated'"),
        went("= 'handed_out'"),
        went("= 'written_off'"),
    );
    door.all(&sql, values![community.0]).await
}

/// Things in the public account: more than any shop has.
const THINGS_MAX: usize = 1_000;

/// Somebody of this community whose name stands in these words.
///
/// # Errors
/// A fault from the database.
pub async fn names_somebody(door: &impl Query, community: CommunityId, words: &str) -> Outcome<bool> {
    let sql = "select count(*) from people where community = $1 and length(name) > 1 and $2 like '%' || name || '%'";
    Ok(door.number(sql, values![community.0, words]).await? > 0)
}
