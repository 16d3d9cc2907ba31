//! What readers see of orders that belong together, and what everyone may know of a public matter.

use super::{MessageView, OrderLine};
use base::{Moment, OrderId};
use kernel::i18n::LocalText;
use uuid::Uuid;

/// A step that everyone may know; `words` is a message key without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicStep {
    /// When.
    pub at: Moment,
    /// What.
    pub words: &'static str,
}

/// What everyone may know of a matter: nothing that its asker said.
#[derive(Clone, Debug)]
pub struct PublicView {
    /// The order, for the form.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// The office's words for everyone; the category's name stands in when there are none.
    pub title: Option<String>,
    /// Its category.
    pub category: Option<LocalText>,
    /// The compound, of a public place only.
    pub compound: Option<LocalText>,
    /// When it was asked.
    pub asked_at: Moment,
    /// What happened, oldest first.
    pub steps: Vec<PublicStep>,
}

/// A care, as somebody takes it along.
#[derive(Clone, Debug)]
pub struct CareReceipt {
    /// The care.
    pub id: Uuid,
    /// Its own number, without an account.
    pub number: Option<i64>,
    /// The 6 digits that belong to the number.
    pub code: Option<String>,
}

/// A line of what somebody cares about.
#[derive(Clone, Debug)]
pub struct CareLine {
    /// The care.
    pub id: Uuid,
    /// The matter.
    pub matter: PublicView,
}

/// A matter somebody cares about.
#[derive(Clone, Debug)]
pub struct CareView {
    /// The care, with its number and code if it has them.
    pub receipt: CareReceipt,
    /// The matter.
    pub matter: PublicView,
    /// Where it goes on, when it was merged.
    pub goes_on: Option<PublicView>,
    /// It was ended by its owner, or was forgotten after the matter's end.
    pub ended: bool,
}

/// An order that was merged into another, for the office.
#[derive(Clone, Debug)]
pub struct MergedView {
    /// The line.
    pub line: OrderLine,
    /// What its asker said and was told.
    pub said: Vec<MessageView>,
}

/// What belongs together with an order, for the office.
#[derive(Clone, Debug)]
pub struct Kin {
    /// It goes on under this order's number.
    pub into: Option<OrderLine>,
    /// What goes on under its number.
    pub merged: Vec<MergedView>,
    /// It was split off this one.
    pub origin: Option<OrderLine>,
    /// What was split off it.
    pub parts: Vec<OrderLine>,
    /// What may be the same.
    pub near: Vec<OrderLine>,
    /// How many neighbours care; never who.
    pub cares: i64,
    /// A public place: it may have a title for everyone.
    pub is_public_place: bool,
    /// The title for everyone.
    pub public_title: Option<String>,
    /// The doer may merge, take out and split.
    pub may_merge: bool,
}

/// What belongs together with an order, for its asker.
#[derive(Clone, Debug)]
pub struct OwnKin {
    /// Where it goes on.
    pub goes_on: Option<PublicView>,
    /// The asker's own orders that belong to it: its parts, or, of a part, the first one.
    pub parts: Vec<OrderLine>,
    /// It is a part itself.
    pub is_part: bool,
}
