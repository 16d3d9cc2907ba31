//! The three ledgers as a journal that plain-text accounting reads (hledger): every posting, then what every account must
//! hold in the end, so that the reader's own arithmetic checks ours.
//!
//! People appear only as codes that stay the same and say nothing; no name, phone or door leaves the house here.

use super::powers::POINTS_JOURNAL;
use super::rules::local_day;
use base::{Day, Doer, Moment, Outcome, Problem, Relation};
use db::{FromQueryResult, Query, Read, values};
use kernel::app::App;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

/// Postings read at a time.
const BATCH: usize = 2_000;
/// Bytes of a code: enough that no two people share one.
const CODE_BYTES: usize = 8;

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    at: Moment,
    ledger: String,
    debit_kind: String,
    debit_account: Option<Uuid>,
    credit_kind: String,
    credit_account: Option<Uuid>,
    amount: i64,
    source_kind: String,
}

#[derive(FromQueryResult)]
struct Holder {
    id: Uuid,
    ledger: String,
    kind: String,
    owner: Uuid,
    vintage: Option<Day>,
    posted: i64,
    thing: Option<String>,
}

/// The whole journal of a community.
///
/// # Errors
/// When the doer may not, or a fault from the database.
pub async fn journal(app: &App, doer: &Doer) -> Outcome<String> {
    doer.require(POINTS_JOURNAL, &[Relation::Community])?;
    let read = app.db.read().await?;
    let accounts = accounts(app, doer, &read).await?;
    let mut out = head(&accounts);
    let mut after: Option<(Moment, Uuid)> = None;
    loop {
        let page = page(doer, &read, after).await?;
        for line in &page {
            entry(&mut out, line, &accounts)?;
        }
        let Some(last) = page.last() else { break };
        after = Some((last.at, last.id));
    }
    assertions(&mut out, &accounts, local_day(doer.at))?;
    Ok(out)
}

/// An account with a balance, as the journal calls it.
struct Named {
    name: String,
    unit: &'static str,
    posted: i64,
    note: String,
}

async fn accounts(app: &App, doer: &Doer, read: &Read) -> Outcome<BTreeMap<Uuid, Named>> {
    let sql = "select b.id, b.ledger, b.kind, b.owner, b.vintage, b.posted, g.name_zh as thing from balances b
               left join goods g on g.id = b.owner where b.community = $1 order by b.id";
    let rows: Vec<Holder> = read.all(sql, values![doer.community.0]).await?;
    Ok(rows.into_iter().map(|row| (row.id, named(app, &row))).collect())
}

fn named(app: &App, row: &Holder) -> Named {
    let code = code(app, row.owner);
    let name = match row.vintage {
        Some(month) => format!("{}:{}:{code}:{}", row.ledger, row.kind, month.format("%Y-%m")),
        None => format!("{}:{}:{code}", row.ledger, row.kind),
    };
    let one_line = |text: &str| text.replace([';', '\n', '\r'], " ");
    let note = row.thing.as_deref().map(|thing| format!("  ; {}", one_line(thing))).unwrap_or_default();
    Named { name, unit: unit(&row.ledger), posted: row.posted, note }
}

/// A code that stays the same and from which nobody without the keys finds the person.
fn code(app: &App, owner: Uuid) -> String {
    let index = app.vault.blind_index("journal", &owner.to_string());
    index.iter().take(CODE_BYTES).fold(String::new(), |mut code, byte| {
        // Writing into a string cannot fail.
        let _ = write!(code, "{byte:02x}");
        code
    })
}

fn unit(ledger: &str) -> &'static str {
    match ledger {
        "points" => "points",
        "hours" => "minutes",
        _ => "pieces",
    }
}

fn head(accounts: &BTreeMap<Uuid, Named>) -> String {
    let mut out = String::from(
        "; points, minutes of service, and pieces of goods; people only as codes\n\
         commodity 1. points\ncommodity 1. minutes\ncommodity 1. pieces\n",
    );
    let outside = [
        ("points", &["issuance", "redeemed", "expired", "correction"][..]),
        ("hours", &["issuance", "correction"][..]),
        ("goods", &["donated", "bought", "counted", "handed_out", "written_off"][..]),
    ];
    for (ledger, kinds) in outside {
        for kind in kinds {
            let _ = writeln!(out, "account {ledger}:{kind}");
        }
    }
    for account in accounts.values() {
        let _ = writeln!(out, "account {}{}", account.name, account.note);
    }
    out
}

async fn page(doer: &Doer, read: &Read, after: Option<(Moment, Uuid)>) -> Outcome<Vec<Line>> {
    let mut values = values![doer.community.0];
    let mut sql = "select id, at, ledger, debit_kind, debit_account, credit_kind, credit_account, amount, source_kind
                   from postings where community = $1"
        .to_owned();
    if let Some((at, id)) = after {
        values.extend(values![at, id]);
        sql.push_str(" and (at, id) > ($2, $3)");
    }
    sql.push_str(&format!(" order by at, id limit {BATCH}"));
    read.all(&sql, values).await
}

fn entry(out: &mut String, line: &Line, accounts: &BTreeMap<Uuid, Named>) -> Outcome<()> {
    let name = |kind: &str, account: Option<Uuid>| match account {
        Some(id) => accounts.get(&id).map(|known| known.name.clone()),
        None => Some(format!("{}:{kind}", line.ledger)),
    };
    let gone = || Problem::fault(format!("posting {} moves an account that is not there", line.id));
    let from = name(&line.debit_kind, line.debit_account).ok_or_else(gone)?;
    let to = name(&line.credit_kind, line.credit_account).ok_or_else(gone)?;
    let (day, unit) = (local_day(line.at), unit(&line.ledger));
    let _ = write!(
        out,
        "\n{day} {}  ; id: {}\n    {from}  -{} {unit}\n    {to}  {} {unit}\n",
        line.source_kind, line.id, line.amount, line.amount
    );
    Ok(())
}

/// What every account must hold: nothing moves, and the reader refuses the journal when one differs.
fn assertions(out: &mut String, accounts: &BTreeMap<Uuid, Named>, today: Day) -> Outcome<()> {
    if accounts.is_empty() {
        return Ok(());
    }
    let _ = write!(out, "\n{today} balances\n");
    for account in accounts.values() {
        let _ = writeln!(out, "    {}  0 {} = {} {}", account.name, account.unit, account.posted, account.unit);
    }
    Ok(())
}
