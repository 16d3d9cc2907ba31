//! Who may look at figures. An overseer sees them as the divisions above do: sums only, and of months that have ended.

use base::{Grant, Power, Relation, Role};

/// Look at figures.
pub const FIGURES_SEE: Power = Power("figures.see");
/// Look at the daily proof of the figures.
pub const FIGURES_CHECK: Power = Power("figures.check");

/// The grants of figures.
#[must_use]
pub fn grants() -> Vec<Grant> {
    use Role::{Administrator, GridWorker, Overseer, Secretary, Supervisor, Worker};
    [
        Grant::each(&[Worker, GridWorker, Secretary, Supervisor], FIGURES_SEE, Relation::Community),
        Grant::each(&[Overseer], FIGURES_SEE, Relation::Above),
        Grant::each(&[Administrator], FIGURES_CHECK, Relation::Community),
    ]
    .concat()
}
