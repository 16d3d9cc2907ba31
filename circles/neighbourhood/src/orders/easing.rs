//! Asking for less: the resident says that any helper is fine after all, or the office says it for them.

use super::messages::keep;
use super::powers::{ORDERS_ASK_FOR, ORDERS_OWN};
use super::rules::No;
use super::standing::{allow, decides, plain};
use super::steps::Aim;
use super::store::{self, ORDERS};
use base::{Doer, Outcome, PersonId, Problem};
use db::{Lock, row};
use kernel::app::App;

/// Any helper is fine after all: the wish for a woman or a man is dropped, while nobody has taken it yet.
///
/// # Errors
/// `NotFound` unless theirs or the desk's, `Changed`; refusal: somebody has it, or it has ended.
pub async fn any_helper(app: &App, doer: &Doer, aim: Aim) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.any_helper", &[Lock::new("orders", aim.order)]).await?;
    let order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    let standing = plain(doer, &order);
    let own = allow(doer, ORDERS_OWN, &standing).is_ok();
    if own {
        decides(doer, &order)?;
    } else {
        allow(doer, ORDERS_ASK_FOR, &standing)?;
    }
    let words = app.words.say(doer.locale, "orders-message-any-helper", &[]);
    if !keep(&mut write, (order.id, aim.once), if own { "from_resident" } else { "note" }, &words).await? {
        return Ok(());
    }
    let waits = matches!(order.state.as_str(), "submitted" | "awaiting_info" | "accepted" | "dispatched");
    if !waits || order.wish_helper.is_none() {
        return Err(No::NotNow.into());
    }
    if let Some(person) = order.asked_by.map(PersonId).filter(|person| doer.person != Some(*person)) {
        write.on_behalf_of(person);
    }
    write.change(&ORDERS, order.id, aim.version, row! { wish_helper: None::<String> }).await?;
    write.commit().await
}
