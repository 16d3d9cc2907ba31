//! Rows of purchases: one for each round of an order.

use super::RECEIPTS;
use super::rules::{Purchase, Stage, Way};
use crate::orders::receipts::second;
use crate::orders::rules::named;
use crate::orders::store::Order;
use base::{Outcome, PersonId, Problem};
use db::{FromQueryResult, Query, Record, Row, Write, row, values};
use kernel::app::App;
use kernel::case::Named;
use uuid::Uuid;

/// Purchases.
pub const PURCHASES: Record = Record { table: "order_purchases" };

/// The money of a purchase as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The money.
    pub purchase: Purchase,
    /// The version, for forms.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Line {
    way: String,
    state: String,
    ceiling_fen: i64,
    given_fen: i64,
    spent_fen: Option<i64>,
    returned_fen: i64,
    repaid_fen: i64,
    version: i64,
}

fn key(app: &App, order: &Order) -> Uuid {
    second(app, order.id, &format!("purchase/{}", order.round))
}

/// The purchase of this round.
pub async fn of(app: &App, door: &impl Query, order: &Order) -> Outcome<Option<Kept>> {
    let sql = "select way, state, ceiling_fen, given_fen, spent_fen, returned_fen, repaid_fen, version
               from order_purchases where id = $1";
    let Some(line) = door.one::<Line>(sql, values![key(app, order)]).await? else { return Ok(None) };
    let purchase = Purchase {
        way: named(&line.way)?,
        stage: named(&line.state)?,
        ceiling_fen: line.ceiling_fen,
        given_fen: line.given_fen,
        spent_fen: line.spent_fen,
        returned_fen: line.returned_fen,
        repaid_fen: line.repaid_fen,
    };
    Ok(Some(Kept { purchase, version: line.version }))
}

/// Whether this person agreed on the amount that holds; the line in the talk that says so was kept at the same moment.
pub async fn is_agreed_by(app: &App, door: &impl Query, order: &Order, person: Option<PersonId>) -> Outcome<bool> {
    let Some(person) = person else { return Ok(false) };
    let sql = "select count(*) from order_purchases p
               join order_messages m on m.order_id = p.order_id and m.at = p.agreed_at
               where p.id = $1 and m.by_person = $2 and m.kind in ('from_resident', 'note')";
    Ok(door.number(sql, values![key(app, order), person.0]).await? > 0)
}

/// How many pictures of receipts this round has; they came after its amount was agreed.
pub async fn receipts(app: &App, door: &impl Query, order: &Order) -> Outcome<usize> {
    let sql = "select count(*) from files f join order_purchases p on p.order_id = f.owner_id
               where p.id = $1 and f.owner_kind = $2 and f.at >= p.agreed_at";
    let count = door.number(sql, values![key(app, order), RECEIPTS]).await?;
    usize::try_from(count).map_err(Problem::fault)
}

fn columns(purchase: &Purchase) -> Row {
    let (way, stage): (Way, Stage) = (purchase.way, purchase.stage);
    row! {
        way: way.name(), state: stage.name(), ceiling_fen: purchase.ceiling_fen, given_fen: purchase.given_fen,
        spent_fen: purchase.spent_fen, returned_fen: purchase.returned_fen, repaid_fen: purchase.repaid_fen,
    }
}

/// Keeps what it is now.
pub async fn keep(
    app: &App,
    write: &mut Write,
    order: &Order,
    (before, after): (Option<&Kept>, &Purchase),
) -> Outcome<()> {
    let at = write.doer().at;
    let mut row = columns(after);
    match after.stage {
        Stage::Agreed | Stage::Given
            // What is given adds to what was; agreeing does not.
            if before.is_none_or(|before| before.purchase.given_fen == after.given_fen) =>
        {
            row.extend(row! { agreed_at: at });
        }
        Stage::Bought => row.extend(row! { bought_at: at }),
        Stage::Settled => row.extend(row! { settled_at: at }),
        _ => {}
    }
    match before {
        Some(before) => write.change(&PURCHASES, key(app, order), before.version, row).await,
        None => {
            row.extend(row! {
                id: key(app, order), community: order.community, order_id: order.id, round: order.round,
            });
            write.create(&PURCHASES, row).await
        }
    }
}
