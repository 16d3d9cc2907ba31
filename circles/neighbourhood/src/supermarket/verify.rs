//! Recomputes counts and donations: each posted line from its posting, the numbers of receipts, the book of money.
//!
//! Names what differs by table and id.

use base::Outcome;
use db::{FromQueryResult, Query, Read};
use futures::future::BoxFuture;
use kernel::app::App;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Odd {
    id: Uuid,
}

/// What is asked, and what is wrong with each row of the answer.
const ASKED: [(&str, &str, &str); 4] = [
    (
        "stock_count_lines",
        "its posting is not its difference",
        "select l.id from stock_count_lines l where coalesce(l.posted, 0) <>
           (select coalesce(sum(case when p.credit_kind = 'stock' then p.amount else -p.amount end), 0)
            from postings p where p.source_id = l.id) order by l.id",
    ),
    (
        "donations",
        "its postings are not what it says",
        "select d.id from donations d where (case when d.voided_at is null then d.pieces else 0 end) <>
           (select coalesce(sum(case when p.credit_kind = 'stock' then p.amount else -p.amount end), 0)
            from postings p where p.source_id = d.id) order by d.id",
    ),
    (
        "donation_books",
        "its numbers have a gap",
        "select b.id from donation_books b where b.last_number <>
           (select count(*) from donations d where d.community = b.id and d.number between 1 and b.last_number)
           or exists (select 1 from donations d where d.community = b.id and d.number > b.last_number) order by b.id",
    ),
    (
        "donation_books",
        "its money is not what receipts and uses add up to",
        "select b.id from donation_books b where b.received_fen <>
           (select coalesce(sum(d.amount_fen), 0) from donations d where d.community = b.id and d.voided_at is null)
           or b.used_fen <> (select coalesce(sum(u.amount_fen), 0) from donation_uses u where u.community = b.id)
           order by b.id",
    ),
];

/// Everything that is wrong with counts and donations.
pub fn verify<'a>(_app: &'a App, read: &'a Read) -> BoxFuture<'a, Outcome<Vec<String>>> {
    Box::pin(async move {
        let mut wrong = Vec::new();
        for (table, what, sql) in ASKED {
            let rows: Vec<Odd> = read.all(sql, vec![]).await?;
            wrong.extend(rows.iter().map(|row| format!("{table} {}: {what}", row.id)));
        }
        Ok(wrong)
    })
}
