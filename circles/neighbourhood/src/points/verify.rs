//! Recomputes what the ledgers keep: balances from postings, what is held from open redemptions, sums of zero.
//!
//! Names what differs by table and id, never by person.

use super::ledger::balance_id;
use base::{Day, Outcome};
use db::{FromQueryResult, Query, Read, values};
use futures::future::BoxFuture;
use kernel::app::App;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Kept {
    id: Uuid,
    community: Uuid,
    ledger: String,
    kind: String,
    owner: Uuid,
    vintage: Option<Day>,
    posted: i64,
    reserved: i64,
    replayed: i64,
    held: i64,
}

#[derive(FromQueryResult)]
struct Sum {
    ledger: String,
    balances: i64,
    outside: i64,
}

#[derive(FromQueryResult)]
struct Odd {
    id: Uuid,
}

/// Records beside awards and redemptions, what is wrong with one, and how it is found.
const POSTED: [(&str, &str, &str); 5] = [
    (
        "points_commendations",
        "its postings are not what was granted",
        "select c.id from points_commendations c where (case when c.state = 'granted' then c.points else 0 end) <>
           (select coalesce(sum(p.amount), 0) from postings p where p.source_id = c.id) order by c.id",
    ),
    (
        "points_corrections",
        "its postings are not what was approved",
        "select c.id from points_corrections c where (case when c.state = 'approved' then c.amount else 0 end) <>
           (select coalesce(sum(case when p.credit_kind = 'resident' then p.amount else -p.amount end), 0)
            from postings p where p.source_id = c.id) order by c.id",
    ),
    (
        "points_appeals",
        "its postings do not take back the correction",
        "select a.id from points_appeals a join points_corrections c on c.id = a.correction_id
           where (case when a.state = 'upheld' then -c.amount else 0 end) <>
           (select coalesce(sum(case when p.credit_kind = 'resident' then p.amount else -p.amount end), 0)
            from postings p where p.source_id = a.id) order by a.id",
    ),
    (
        "points_expiries",
        "points ended that nobody was told of",
        "select p.id from postings p left join points_expiries e on e.id = p.source_id
           where p.source_kind = 'expiry' and (e.id is null or p.debit_account <> e.balance_id) order by p.id",
    ),
    (
        "points_expiries",
        "said to be gone, and still there",
        "select e.id from points_expiries e join balances b on b.id = e.balance_id
           where e.done = true and b.posted > 0 order by e.id",
    ),
];

/// Everything that is wrong with the three ledgers.
pub fn verify<'a>(_app: &'a App, read: &'a Read) -> BoxFuture<'a, Outcome<Vec<String>>> {
    Box::pin(async move {
        let mut wrong = balances(read).await?;
        wrong.extend(sums(read).await?);
        wrong.extend(redemptions(read).await?);
        wrong.extend(awards(read).await?);
        for (table, what, sql) in POSTED {
            let rows: Vec<Odd> = read.all(sql, vec![]).await?;
            wrong.extend(rows.iter().map(|row| format!("{table} {}: {what}", row.id)));
        }
        Ok(wrong)
    })
}

async fn balances(read: &Read) -> Outcome<Vec<String>> {
    let sql = "select b.id, b.community, b.ledger, b.kind, b.owner, b.vintage, b.posted, b.reserved,
          cast((select coalesce(sum(p.amount), 0) from postings p where p.credit_account = b.id)
             - (select coalesce(sum(p.amount), 0) from postings p where p.debit_account = b.id) as bigint) as replayed,
          cast(case when b.kind = 'stock'
             then (select coalesce(sum(r.count), 0) from redemptions r where r.item_id = b.owner and r.state = 'reserved')
             else (select coalesce(sum(t.amount), 0) from redemption_parts t join redemptions r on r.id = t.redemption_id
                   where t.balance_id = b.id and r.state = 'reserved') end as bigint) as held
        from balances b order by b.id";
    let rows: Vec<Kept> = read.all(sql, vec![]).await?;
    let mut wrong = Vec::new();
    for row in rows {
        if row.id != balance_id(row.community, &row.ledger, &row.kind, row.owner, row.vintage) {
            wrong.push(format!("balances {}: it belongs to someone or something else than its id says", row.id));
        }
        if row.posted != row.replayed {
            wrong.push(format!(
                "balances {}: posted is {}, its postings add up to {}",
                row.id, row.posted, row.replayed
            ));
        }
        if row.reserved != row.held {
            wrong
                .push(format!("balances {}: reserved is {}, open redemptions hold {}", row.id, row.reserved, row.held));
        }
        if row.posted < 0 || row.reserved < 0 || row.posted < row.reserved {
            wrong.push(format!("balances {}: below zero", row.id));
        }
    }
    Ok(wrong)
}

/// What all balances hold, and what the accounts without balance gave and took, add up to zero.
async fn sums(read: &Read) -> Outcome<Vec<String>> {
    let sql = "select l.ledger,
          cast((select coalesce(sum(b.posted), 0) from balances b where b.ledger = l.ledger) as bigint) as balances,
          cast((select coalesce(sum(p.amount), 0) from postings p where p.ledger = l.ledger and p.credit_account is null)
             - (select coalesce(sum(p.amount), 0) from postings p where p.ledger = l.ledger and p.debit_account is null)
             as bigint) as outside
        from (select distinct ledger from postings union select distinct ledger from balances) l order by l.ledger";
    let rows: Vec<Sum> = read.all(sql, vec![]).await?;
    let odd = rows.into_iter().filter(|row| row.balances + row.outside != 0);
    Ok(odd
        .map(|row| format!("ledger {}: adds up to {}, not to zero", row.ledger, row.balances + row.outside))
        .collect())
}

/// A redemption holds, and posts, exactly what it costs, and never more than it reserved.
async fn redemptions(read: &Read) -> Outcome<Vec<String>> {
    let sql = "select r.id from redemptions r where
          r.points <> (select coalesce(sum(t.amount), 0) from redemption_parts t where t.redemption_id = r.id)
          or (case when r.state = 'collected' then r.points else 0 end)
             <> (select coalesce(sum(p.amount), 0) from postings p where p.source_id = r.id and p.ledger = 'points')
          or (case when r.state = 'collected' then r.count else 0 end)
             <> (select coalesce(sum(p.amount), 0) from postings p where p.source_id = r.id and p.ledger = 'goods')
        order by r.id";
    let rows: Vec<Odd> = read.all(sql, vec![]).await?;
    Ok(rows.iter().map(|row| format!("redemptions {}: what it holds or posted is not what it costs", row.id)).collect())
}

/// A final award has posted its points, a counted one its hours, and no other has posted anything.
async fn awards(read: &Read) -> Outcome<Vec<String>> {
    let sql = "select a.id from points_awards a where
          (case when a.state = 'final' then a.points else 0 end)
             <> (select coalesce(sum(p.amount), 0) from postings p where p.source_id = a.id and p.ledger = 'points')
          or (case when a.state = 'refused' then 0 else a.minutes end)
             <> (select coalesce(sum(p.amount), 0) from postings p where p.source_id = a.id and p.ledger = 'hours')
        order by a.id";
    let rows: Vec<Odd> = read.all(sql, values![]).await?;
    Ok(rows.iter().map(|row| format!("points_awards {}: its postings are not what it says", row.id)).collect())
}
