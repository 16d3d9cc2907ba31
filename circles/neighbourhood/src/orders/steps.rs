//! Carrying one step out: the table, the event, the clocks, the box, the fact; in one place for every verb.
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// Which order a form is about, in which version, and the form's own id.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// The order.
    pub order: OrderId,
    /// The version the reader saw.
    pub version: i64,
    /// The form's hidden id: the same id does it once.
    pub once: Uuid,
}
