//! The three double-entry ledgers: points, hours, goods. A transfer is one append-only posting; residents and stock have
//! a balance that the postings add up to, everything else has none.
//!
//! Never changes or deletes a posting, and never moves anything from one person to another.

use super::rules::Vintage;
use base::{CommunityId, Day, Moment, Outcome, PersonId, Problem};
use db::{AppendOnly, FromQueryResult, Kind, Query, Record, Write, row, values};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The table of transfers.
pub const POSTINGS: AppendOnly = AppendOnly {
    table: "postings",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("at", Kind::Time),
        ("ledger", Kind::Text),
        ("debit_kind", Kind::Text),
        ("debit_account", Kind::Id),
        ("credit_kind", Kind::Text),
        ("credit_account", Kind::Id),
        ("amount", Kind::Number),
        ("source_kind", Kind::Text),
        ("source_id", Kind::Id),
        ("by_account", Kind::Id),
    ],
};
/// The table of balances.
pub const BALANCES: Record = Record { table: "balances" };

/// A book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ledger {
    /// Points.
    Points,
    /// Minutes of service.
    Hours,
    /// Things in the points supermarket.
    Goods,
}

impl Ledger {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Hours => "hours",
            Self::Goods => "goods",
        }
    }

    /// The ledger of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Points, Self::Hours, Self::Goods].into_iter().find(|ledger| ledger.name() == name)
    }
}

/// An account that a transfer leaves or reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Where points and hours come from.
    Issuance,
    /// A resident's points of one month, or their hours.
    Resident(PersonId, Option<Day>),
    /// Points that became goods.
    Redeemed,
    /// Points that ran out, or were left behind.
    Expired,
    /// The other side of corrections.
    Correction,
    /// Where donated goods come from.
    Donated,
    /// Where bought goods come from.
    Bought,
    /// What is on the shelf of one item.
    Stock(Uuid),
    /// Where pieces come from that a count found and no book knew.
    Counted,
    /// Goods in residents' hands.
    HandedOut,
    /// Goods that were thrown away or lost.
    WrittenOff,
}

impl Account {
    /// The name in the database.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Issuance => "issuance",
            Self::Resident(..) => "resident",
            Self::Redeemed => "redeemed",
            Self::Expired => "expired",
            Self::Correction => "correction",
            Self::Donated => "donated",
            Self::Bought => "bought",
            Self::Stock(_) => "stock",
            Self::Counted => "counted",
            Self::HandedOut => "handed_out",
            Self::WrittenOff => "written_off",
        }
    }

    /// Owner and month, for accounts that keep a balance.
    const fn owner(self) -> Option<(Uuid, Option<Day>)> {
        match self {
            Self::Resident(person, vintage) => Some((person.0, vintage)),
            Self::Stock(item) => Some((item, None)),
            _ => None,
        }
    }

    /// The id of the balance, the same wherever it is computed.
    #[must_use]
    pub fn balance_id(self, community: CommunityId, ledger: Ledger) -> Option<Uuid> {
        let (owner, vintage) = self.owner()?;
        Some(balance_id(community.0, ledger.name(), self.kind(), owner, vintage))
    }
}

/// The id of a balance from what it belongs to.
#[must_use]
pub fn balance_id(community: Uuid, ledger: &str, kind: &str, owner: Uuid, vintage: Option<Day>) -> Uuid {
    let month = vintage.map(|day| day.to_string()).unwrap_or_default();
    let parts =
        [community.as_bytes().as_slice(), ledger.as_bytes(), kind.as_bytes(), owner.as_bytes(), month.as_bytes()];
    derived_id("balance", &parts)
}

/// An id made of what it stands for: doing the same thing twice finds the same row.
#[must_use]
pub fn derived_id(name: &str, parts: &[&[u8]]) -> Uuid {
    let mut hasher = Sha256::new();
    hasher.update(name.as_bytes());
    for part in parts {
        hasher.update([0]);
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    }
    let mut bytes = [0u8; 16];
    for (to, from) in bytes.iter_mut().zip(hasher.finalize()) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// One transfer.
#[derive(Clone, Copy, Debug)]
pub struct Transfer {
    /// Made by the caller, derived or from a form: the same id posts once.
    pub id: Uuid,
    /// The book.
    pub ledger: Ledger,
    /// Where it comes from.
    pub from: Account,
    /// Where it goes.
    pub to: Account,
    /// How much, above 0.
    pub amount: i64,
    /// What it comes from: award, commendation, redemption, correction, appeal, leave, expiry, delivery, donation, count, a
    /// loss.
    pub source_kind: &'static str,
    /// The record it comes from.
    pub source: Uuid,
    /// Take what was reserved for it before (a collected redemption).
    pub reserved: bool,
}

/// A balance as stored.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Balance {
    /// Its id.
    pub id: Uuid,
    /// The month of issue, for points.
    pub vintage: Option<Day>,
    /// What is there.
    pub posted: i64,
    /// What of it is held.
    pub reserved: i64,
    /// Its version.
    pub version: i64,
}

/// Posts a transfer and moves the balances on both sides; false when it was posted before.
///
/// # Errors
/// A refusal when a balance would fall below zero or below what is reserved.
pub async fn post(write: &mut Write, transfer: &Transfer) -> Outcome<bool> {
    let (community, at) = (write.doer().community, write.doer().at);
    let (debit, credit) =
        (transfer.from.balance_id(community, transfer.ledger), transfer.to.balance_id(community, transfer.ledger));
    let row = row! {
        id: transfer.id, community: community.0, at: at, ledger: transfer.ledger.name(),
        debit_kind: transfer.from.kind(), debit_account: debit, credit_kind: transfer.to.kind(), credit_account: credit,
        amount: transfer.amount, source_kind: transfer.source_kind, source_id: transfer.source,
        by_account: write.doer().account.map(Uuid::from),
    };
    if !write.append_once(&POSTINGS, row).await? {
        return Ok(false);
    }
    if let Some(id) = debit {
        let held = if transfer.reserved { transfer.amount } else { 0 };
        shift(write, id, -transfer.amount, -held).await?;
    }
    if let Some(id) = credit {
        add(write, (id, transfer.to), transfer.ledger, transfer.amount).await?;
    }
    Ok(true)
}

/// Posts what one record moves on a person's accounts, part by part, against an account without balance. The parts are
/// numbered, so that the same record posts each once.
///
/// # Errors
/// As [`post`].
pub async fn post_parts(
    write: &mut Write,
    (ledger, source_kind, source): (Ledger, &'static str, Uuid),
    parts: Vec<(Account, i64)>,
    (outside, adds): (Account, bool),
) -> Outcome<()> {
    for (number, (account, amount)) in parts.into_iter().enumerate() {
        let transfer = Transfer {
            id: derived_id(source_kind, &[source.as_bytes(), &number.to_be_bytes()]),
            ledger,
            from: if adds { outside } else { account },
            to: if adds { account } else { outside },
            amount,
            source_kind,
            source,
            reserved: false,
        };
        post(write, &transfer).await?;
    }
    Ok(())
}

/// What is taken from a person's points, oldest month first.
///
/// # Errors
/// When there are not enough.
pub async fn oldest_parts(door: &impl Query, person: PersonId, need: i64) -> Outcome<Vec<(Account, i64)>> {
    let vintages = vintages(door, person).await?;
    let taken = super::rules::oldest_first(&vintages, base::Points(need))?;
    let month = |account| vintages.iter().find(|vintage| vintage.account == account).map(|vintage| vintage.month);
    Ok(taken.into_iter().map(|(account, part)| (Account::Resident(person, month(account)), part)).collect())
}

/// Holds a part of a balance for an open redemption, or lets it go (a negative amount).
///
/// # Errors
/// A refusal when there is not that much left.
pub async fn reserve(write: &mut Write, balance: Uuid, amount: i64) -> Outcome<()> {
    shift(write, balance, 0, amount).await
}

async fn shift(write: &mut Write, id: Uuid, posted: i64, reserved: i64) -> Outcome<()> {
    let now = balance(write, id).await?.ok_or(Problem::refused("points-balance-short"))?;
    let (posted, reserved) = (now.posted + posted, now.reserved + reserved);
    // The database would refuse it too; this is the same sentence in words.
    if posted < 0 || reserved < 0 || posted < reserved {
        return Err(Problem::refused("points-balance-short"));
    }
    write.change(&BALANCES, id, now.version, row! { posted: posted, reserved: reserved }).await
}

async fn add(write: &mut Write, (id, account): (Uuid, Account), ledger: Ledger, amount: i64) -> Outcome<()> {
    if balance(write, id).await?.is_some() {
        return shift(write, id, amount, 0).await;
    }
    let (owner, vintage) = account.owner().ok_or_else(|| Problem::fault("an account without a balance"))?;
    let row = row! {
        id: id, community: write.doer().community.0, ledger: ledger.name(), kind: account.kind(), owner: owner,
        vintage: vintage, posted: amount, reserved: 0i64,
    };
    write.create(&BALANCES, row).await
}

/// One balance.
///
/// # Errors
/// A fault from the database.
pub async fn balance(door: &impl Query, id: Uuid) -> Outcome<Option<Balance>> {
    door.one("select id, vintage, posted, reserved, version from balances where id = $1", values![id]).await
}

/// A person's points by month of issue, oldest first.
///
/// # Errors
/// A fault from the database.
pub async fn vintages(door: &impl Query, person: PersonId) -> Outcome<Vec<Vintage>> {
    let sql = "select id, vintage, posted, reserved, version from balances
               where owner = $1 and ledger = 'points' and vintage is not null order by vintage";
    let rows: Vec<Balance> = door.all(sql, values![person.0]).await?;
    let vintage = |row: &Balance| {
        let month = row.vintage?;
        Some(Vintage { account: row.id, month, posted: row.posted, reserved: row.reserved })
    };
    Ok(rows.iter().filter_map(vintage).collect())
}

/// When something was posted, and how it reads in a passbook.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    /// The posting.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Where it came from.
    pub debit_kind: String,
    /// Where it went.
    pub credit_kind: String,
    /// How much.
    pub amount: i64,
    /// award, commendation, redemption, correction, appeal, leave, expiry.
    pub source_kind: String,
    /// The record behind it.
    pub source_id: Uuid,
}

/// Whether a transfer of this id was posted.
///
/// # Errors
/// A fault from the database.
pub async fn posted(door: &impl Query, id: Uuid) -> Outcome<bool> {
    Ok(door.number("select count(*) from postings where id = $1", values![id]).await? > 0)
}

/// What moved on a person's points and hours, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn lines_of(door: &impl Query, person: PersonId, ledger: Ledger, limit: usize) -> Outcome<Vec<Line>> {
    // Two indexes, one on each side; a person has at most a balance a month.
    let sql = format!(
        "select p.id, p.at, p.debit_kind, p.credit_kind, p.amount, p.source_kind, p.source_id from postings p
         where p.ledger = $2 and (p.credit_account in (select id from balances where owner = $1 and ledger = $2)
           or p.debit_account in (select id from balances where owner = $1 and ledger = $2))
         order by p.at desc, p.id desc limit {limit}"
    );
    door.all(&sql, values![person.0, ledger.name()]).await
}

/// A person's hours, in minutes.
///
/// # Errors
/// A fault from the database.
pub async fn minutes_of(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<i64> {
    let Some(id) = Account::Resident(person, None).balance_id(community, Ledger::Hours) else { return Ok(0) };
    Ok(balance(door, id).await?.map_or(0, |balance| balance.posted))
}
