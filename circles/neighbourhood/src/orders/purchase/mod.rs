//! Money of a purchase that a helper makes for a resident: agreed before, given or advanced, spent, given back or repaid,
//! and said to be right by the resident. As long as it is out, the matter stays in the helper's hands.
//!
//! Sums of one order only, never of a person; no cards, no codes, no numbers of accounts, ever.

mod actions;
pub mod rules;
mod store;
#[cfg(test)]
mod tests;

pub use actions::{Agreeing, Bought, Money, Side, agree, bought, given, money, question, receipt, settled};
pub use store::PURCHASES;

use super::machine::{Action, State};
use super::rules::No;
use super::store::Order;
use base::Outcome;
use db::Query;
use kernel::app::App;

/// The owner of pictures of receipts: a receipt is no home.
pub const RECEIPTS: &str = "receipt";

/// Refuses a step that would end the matter, or take it out of the helper's hands, while money is out.
pub async fn guard(app: &App, door: &impl Query, order: &Order, action: Action) -> Outcome<()> {
    let in_hands = matches!(order.state()?, State::InProgress | State::ReturnRequested);
    if !in_hands || !rules::parts_with(action) {
        return Ok(());
    }
    let found = store::of(app, door, order).await?;
    if found.is_some_and(|kept| kept.purchase.is_out()) { Err(No::MoneyOut.into()) } else { Ok(()) }
}
