//! Agreeing, giving, buying, and saying that it is right. Each leaves a line in the talk of the matter, which the resident,
//! who acts for them, the helper and the office read.

use super::RECEIPTS;
use super::rules::{self, Purchase, RECEIPTS_MAX, Stage, Way};
use super::store::{self, Kept};
use crate::orders::machine::State;
use crate::orders::messages::keep;
use crate::orders::notices;
use crate::orders::photos::{self, Size};
use crate::orders::powers::{ORDERS_ASK_FOR, ORDERS_DO, ORDERS_OWN, ORDERS_SEE};
use crate::orders::rules::{No, TEXT_CHARS_MAX};
use crate::orders::standing::{allow, decides, plain};
use crate::orders::steps::Aim;
use crate::orders::store::{self as orders, Order};
use crate::orders::views::PhotoView;
use crate::orders::writing::needed;
use crate::supermarket::donations::rules::yuan;
use base::{Arg, Doer, FileId, OrderId, Outcome, PersonId, Problem};
use bytes::Bytes;
use db::{Lock, Write};
use kernel::app::App;
use kernel::files;
use uuid::Uuid;

/// From which side someone looks at the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The resident, or who acts for them.
    Resident,
    /// The one who holds the order.
    Helper,
    /// The office, on behalf of the resident.
    Desk,
}

/// The money of a matter as one side sees it.
#[derive(Clone, Debug)]
pub struct Money {
    /// The matter.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// The money, once an amount was agreed.
    pub purchase: Option<Purchase>,
    /// The version for forms; 0 when nothing was agreed.
    pub version: i64,
    /// Pictures of receipts, of every round.
    pub receipts: Vec<PhotoView>,
    /// How many more there may be in this round.
    pub receipts_left: usize,
    /// An amount may be agreed, or another one.
    pub may_agree: bool,
    /// The helper may say how much cash they got.
    pub may_give: bool,
    /// It may be said what it cost: by the helper, or by the office for a helper who cannot.
    pub may_buy: bool,
    /// It may be said to be right.
    pub may_settle: bool,
    /// A question about it may be asked.
    pub may_ask: bool,
}

/// What an amount that is agreed says.
#[derive(Clone, Copy, Debug)]
pub struct Agreeing {
    /// Who pays how.
    pub way: Way,
    /// The most it may cost.
    pub ceiling_fen: i64,
}

/// What was bought.
#[derive(Clone, Debug)]
pub struct Bought {
    /// What it cost.
    pub spent_fen: i64,
    /// The change.
    pub change_fen: i64,
    /// Staged pictures of the receipt.
    pub photos: Vec<Uuid>,
    /// Why the office writes it down and not the helper.
    pub why: String,
}

/// The money of a matter, for this side.
///
/// # Errors
/// `NotFound`.
pub async fn money(app: &App, doer: &Doer, order: OrderId, side: Side) -> Outcome<Money> {
    let read = app.db.read().await?;
    let order = orders::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    look(doer, &order, side)?;
    let kept = store::of(app, &read, &order).await?;
    let receipts = files::of(&read, RECEIPTS, order.id).await?;
    let stage = kept.as_ref().map(|kept| kept.purchase.stage);
    let may_say = match side {
        Side::Resident => decides(doer, &order).is_ok(),
        Side::Desk => doer.may(ORDERS_ASK_FOR),
        Side::Helper => false,
    };
    let decides = may_say && !has_in_hand(doer, &order);
    let is = |stages: &[Stage]| stage.is_some_and(|stage| stages.contains(&stage));
    let holds = side == Side::Helper && order.state()? == State::InProgress;
    let first = kept.as_ref().map(|kept| if kept.purchase.way == Way::Cash { Stage::Given } else { Stage::Agreed });
    let for_helper = side == Side::Desk && decides && kept.as_ref().is_some_and(|kept| kept.purchase.is_out());
    Ok(Money {
        order: order.key(),
        number: order.number,
        version: kept.as_ref().map_or(0, |kept| kept.version),
        receipts: receipts.iter().map(photos::view).collect(),
        receipts_left: RECEIPTS_MAX.saturating_sub(store::receipts(app, &read, &order).await?),
        may_agree: decides && is_open(&order)? && (stage.is_none() || is(&[Stage::Agreed, Stage::Given])),
        may_give: holds && is(&[Stage::Agreed, Stage::Given]) && first == Some(Stage::Given),
        may_buy: for_helper || (holds && (is(&[Stage::Bought, Stage::Asked]) || (stage.is_some() && stage == first))),
        may_settle: decides && is(&[Stage::Bought, Stage::Asked]),
        may_ask: side == Side::Resident && is(&[Stage::Bought]),
        purchase: kept.map(|kept| kept.purchase),
    })
}

/// Who may look: each side under its own power.
fn look(doer: &Doer, order: &Order, side: Side) -> Outcome<()> {
    let power = match side {
        Side::Resident => ORDERS_OWN,
        Side::Helper => ORDERS_DO,
        Side::Desk => ORDERS_SEE,
    };
    allow(doer, power, &plain(doer, order)).map_err(|_| Problem::NotFound)
}

/// The money is in the doer's hands, so that somebody else agrees on it and says that it is right.
fn has_in_hand(doer: &Doer, order: &Order) -> bool {
    order.is_held_by(doer.person)
}

/// A purchase is for one person, and agreed before the work is said to be done.
fn is_open(order: &Order) -> Outcome<bool> {
    let open = matches!(
        order.state()?,
        State::Submitted | State::AwaitingInfo | State::Accepted | State::Dispatched | State::InProgress
    );
    Ok(open && order.is_personal)
}

/// Agrees on an amount, or on another one before anything is bought: the resident, who decides for them, or the office on
/// their behalf; never who holds the order. `aim.version` is that of the money.
///
/// # Errors
/// `NotFound`, `Changed`; refusals: own hands, too much, too late.
pub async fn agree(app: &App, doer: &Doer, aim: Aim, side: Side, wish: Agreeing) -> Outcome<()> {
    let Some((mut write, order, kept)) = begin(app, doer, ("orders.agree_money", aim), side).await? else {
        return Ok(());
    };
    if !is_open(&order)? {
        return Err(No::MoneyLate.into());
    }
    let after = rules::agree(kept.as_ref().map(|kept| &kept.purchase), wish.way, wish.ceiling_fen)?;
    let words = match wish.way {
        Way::Cash => "money-said-agreed-cash",
        Way::Advance => "money-said-agreed-advance",
    };
    let text = amounts(app, doer, words, &[("amount", wish.ceiling_fen)]);
    end(app, &mut write, &order, (kept, after, (side, aim), &text)).await?;
    write.commit().await
}

/// The helper got cash at the door.
///
/// # Errors
/// `NotFound` unless held, `Changed`; refusals: more than was agreed, by the helper themself, no longer in their hands.
pub async fn given(app: &App, doer: &Doer, aim: Aim, fen: i64) -> Outcome<()> {
    let Some((mut write, order, kept)) = begin(app, doer, ("orders.take_money", aim), Side::Helper).await? else {
        return Ok(());
    };
    let kept = kept.ok_or(No::MoneyFirst)?;
    may_spend(app, &write, &order, (Side::Helper, &kept)).await?;
    let after = rules::give(&kept.purchase, fen)?;
    let text = amounts(app, doer, "money-said-given", &[("amount", fen)]);
    end(app, &mut write, &order, (Some(kept), after, (Side::Helper, aim), &text)).await?;
    write.commit().await
}

/// What it cost and how much came back, with pictures of the receipt if there is one: said by the helper, or, as long as
/// money is out, written down by the office for a helper who cannot, with a reason that resident and helper read.
///
/// # Errors
/// `NotFound` unless held or the desk's, `Changed`; field text (desk); refusals: over the agreed amount, does not add up,
/// no longer in their hands.
pub async fn bought(app: &App, doer: &Doer, aim: Aim, side: Side, wish: &Bought) -> Outcome<()> {
    let why = if side == Side::Desk { needed("text", &wish.why, TEXT_CHARS_MAX)? } else { String::new() };
    let Some((mut write, order, kept)) = begin(app, doer, ("orders.spend_money", aim), side).await? else {
        return Ok(());
    };
    let kept = kept.ok_or(No::MoneyFirst)?;
    may_spend(app, &write, &order, (side, &kept)).await?;
    let after = rules::buy(&kept.purchase, wish.spent_fen, wish.change_fen)?;
    if store::receipts(app, &write, &order).await? + wish.photos.len() > RECEIPTS_MAX {
        return Err(photos::too_many_of(RECEIPTS_MAX));
    }
    files::attach(&mut write, (&aim.once.to_string(), &wish.photos), (RECEIPTS, order.id)).await?;
    let words = match after.way {
        Way::Cash => "money-said-bought",
        Way::Advance => "money-said-advanced",
    };
    let mut text = amounts(app, doer, words, &[("amount", wish.spent_fen), ("change", wish.change_fen)]);
    if side == Side::Desk {
        text =
            app.words.say(doer.locale, "money-said-for-helper", &[("what", Arg::Text(text)), ("why", Arg::Text(why))]);
    }
    end(app, &mut write, &order, (Some(kept), after, (side, aim), &text)).await?;
    write.commit().await
}

/// Money moves while the matter is in the helper's hands, and not before somebody else agreed on it; where it is out, the
/// office may write down what became of it, whatever happened to the matter.
async fn may_spend(app: &App, write: &Write, order: &Order, (side, kept): (Side, &Kept)) -> Outcome<()> {
    let may = match side {
        Side::Helper => order.state()? == State::InProgress,
        Side::Desk => kept.purchase.is_out(),
        Side::Resident => false,
    };
    if !may {
        return Err(No::NotNow.into());
    }
    let begins = kept.purchase.stage == Stage::Agreed;
    if begins && store::is_agreed_by(app, write, order, write.doer().person).await? {
        return Err(No::MoneyOwn.into());
    }
    Ok(())
}

/// Goods, receipt and change are right: the resident says so, who decides for them, or the office on their behalf.
///
/// # Errors
/// `NotFound`, `Changed`; refusal: nothing was bought.
pub async fn settled(app: &App, doer: &Doer, aim: Aim, side: Side) -> Outcome<()> {
    let Some((mut write, order, kept)) = begin(app, doer, ("orders.settle_money", aim), side).await? else {
        return Ok(());
    };
    let kept = kept.ok_or(No::MoneyFirst)?;
    let after = rules::settle(&kept.purchase)?;
    let text = amounts(app, doer, "money-said-settled", &[("amount", after.spent_fen.unwrap_or(0))]);
    end(app, &mut write, &order, (Some(kept), after, (side, aim), &text)).await?;
    write.commit().await
}

/// The resident has a question about the money; the office hears of it.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`; field text.
pub async fn question(app: &App, doer: &Doer, aim: Aim, text: &str) -> Outcome<()> {
    let text = needed("text", text, TEXT_CHARS_MAX)?;
    let Some((mut write, order, kept)) = begin(app, doer, ("orders.question_money", aim), Side::Resident).await? else {
        return Ok(());
    };
    let kept = kept.ok_or(No::MoneyFirst)?;
    let after = rules::ask(&kept.purchase)?;
    end(app, &mut write, &order, (Some(kept), after, (Side::Resident, aim), &text)).await?;
    notices::after_money_question(app, &mut write, aim.once).await?;
    write.commit().await
}

/// The picture of a receipt, for the three sides of its matter.
///
/// # Errors
/// `NotFound`.
pub async fn receipt(app: &App, doer: &Doer, order: OrderId, photo: Uuid, size: Size) -> Outcome<Bytes> {
    let read = app.db.read().await?;
    let order = orders::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let seen = [Side::Resident, Side::Helper, Side::Desk].into_iter().any(|side| look(doer, &order, side).is_ok());
    if !seen {
        return Err(Problem::NotFound);
    }
    drop(read);
    files::content(app, (RECEIPTS, order.id), FileId(photo), size == Size::Thumbnail).await
}

/// Holds the order and finds its money; nothing when this form was carried out before.
async fn begin(
    app: &App,
    doer: &Doer,
    (verb, aim): (&'static str, Aim),
    side: Side,
) -> Outcome<Option<(Write, Order, Option<Kept>)>> {
    let write = app.db.write(doer, verb, &[Lock::new("orders", aim.order)]).await?;
    let order = orders::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    look(doer, &order, side)?;
    match side {
        Side::Resident if verb != "orders.question_money" => decides(doer, &order)?,
        Side::Desk => allow(doer, ORDERS_ASK_FOR, &plain(doer, &order))?,
        Side::Resident | Side::Helper => {}
    }
    // Who holds the money agrees on nothing with themself, and says for nobody that it is right; a question they may ask.
    if side != Side::Helper && verb != "orders.question_money" && has_in_hand(doer, &order) {
        return Err(No::MoneyOwn.into());
    }
    if orders::has_message(&write, aim.once).await? {
        return Ok(None);
    }
    let kept = store::of(app, &write, &order).await?;
    if kept.as_ref().map_or(0, |kept| kept.version) != aim.version {
        return Err(Problem::Changed);
    }
    Ok(Some((write, order, kept)))
}

/// Keeps the money as it is now, and the line in the talk that says so.
async fn end(
    app: &App,
    write: &mut Write,
    order: &Order,
    (before, after, (side, aim), text): (Option<Kept>, Purchase, (Side, Aim), &str),
) -> Outcome<()> {
    let doer = write.doer().clone();
    let served = order.asked_by.map(PersonId).filter(|person| doer.person != Some(*person));
    if let Some(person) = served.filter(|_| side != Side::Helper) {
        write.on_behalf_of(person);
    }
    let kind = match side {
        Side::Resident => "from_resident",
        Side::Helper => "to_resident",
        // What became of the money in the helper's hands, both read.
        Side::Desk if after.stage == Stage::Bought => "to_resident",
        Side::Desk => "note",
    };
    keep(write, (order.id, aim.once), kind, text).await?;
    if kind == "to_resident" {
        notices::after_message(app, write, aim.once).await?;
    }
    if side == Side::Desk && kind == "to_resident" {
        notices::after_money_written(app, write, aim.once).await?;
    }
    store::keep(app, write, order, (before.as_ref(), &after)).await
}

fn amounts(app: &App, doer: &Doer, key: &str, sums: &[(&'static str, i64)]) -> String {
    let args: Vec<(&str, Arg)> = sums.iter().map(|(name, fen)| (*name, Arg::Text(yuan(*fen)))).collect();
    app.words.say(doer.locale, key, &args)
}
