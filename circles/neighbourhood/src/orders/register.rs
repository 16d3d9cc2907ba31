//! The register 台账 of orders: a view over the records, filtered, sorted, searched and paged; never a form.
use super::machine::State;
use super::views::OrderLine;
use base::{AccountId, BodyId, BuildingId, CompoundId, Doer, Locale, Moment, OrderId, Outcome, PersonId};
use kernel::app::App;
use uuid::Uuid;

/// How the register is sorted; never by a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest number first.
    #[default]
    Newest,
    /// First due first; what has no clock is left out.
    Due,
}

/// What the register shows; everything absent means all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A state.
    pub state: Option<State>,
    /// A category (either level).
    pub category: Option<Uuid>,
    /// A compound.
    pub compound: Option<CompoundId>,
    /// Asked from this day on (community's days).
    pub from: Option<base::Day>,
    /// Asked up to this day.
    pub until: Option<base::Day>,
    /// Words, or a number.
    pub words: String,
    /// Order.
    pub sort: Sort,
}

/// A page of the register.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    /// The lines.
    pub rows: Vec<OrderLine>,
    /// Where the next page starts, for its address; none on the last page.
    pub next: Option<String>,
}

/// A page of the register, after the cursor of the page before.
///
/// # Errors
/// `NotAllowed`.
pub async fn register(app: &App, doer: &Doer, filter: &Filter, after: Option<&str>) -> Outcome<RegisterPage> {
    todo!()
}
