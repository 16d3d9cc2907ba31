//! Plays what is planned in the order of time, one deed after the other, as it would have happened.

use super::matters::Matter;
use super::script::Move;
use super::{Town, aside, market, orders, points};
use base::{Moment, Outcome, Problem};
use std::sync::Arc;

/// A deed and its time.
pub(super) type Planned = (Moment, Deed);

/// Something that somebody does.
pub(super) enum Deed {
    /// The person at this place opts in to points.
    Join(usize),
    /// The clerk fills the shelves.
    Shelves,
    /// Awards whose notice is over become final.
    Finalise,
    /// Somebody takes something home.
    Redeem,
    /// Something in the shop beyond its counter.
    Market(market::Step),
    /// Something that goes another way with an order.
    Aside(aside::Step),
    /// Somebody does something with an order.
    Order(Arc<Matter>, Move),
}

/// Plays everything.
///
/// # Errors
/// What a verb refuses: the demo plays only what the program allows.
pub(super) async fn play(town: &Town<'_>, mut planned: Vec<Planned>) -> Outcome<()> {
    planned.sort_by_key(|(at, _)| *at);
    // Whoever finds nothing to take home yet comes again later.
    let (mut waiting, mut taken) = (0, 0);
    for (at, deed) in planned {
        match deed {
            Deed::Join(place) => points::join(town, at, place).await?,
            Deed::Shelves => points::shelves(town, at).await?,
            Deed::Finalise => points::finalise(town, at).await?,
            Deed::Market(step) => market::play(town, at, step)
                .await
                .map_err(|problem| Problem::Fault(format!("the demo cannot {step:?} in the shop: {problem}")))?,
            Deed::Aside(step) => aside::play(town, at, step)
                .await
                .map_err(|problem| Problem::Fault(format!("the demo cannot {step:?} an order: {problem}")))?,
            Deed::Order(matter, step) => orders::play(town, (at, &matter), step).await.map_err(|problem| {
                Problem::Fault(format!("the demo cannot {step:?} the order \"{}\": {problem}", matter.text.title))
            })?,
            Deed::Redeem => {
                waiting += 1;
                while waiting > 0 && points::redeem(town, at, taken).await? {
                    (waiting, taken) = (waiting - 1, taken + 1);
                }
            }
        }
    }
    Ok(())
}
