//! What holds across all circles: who reaches which route, what the policy says, that every sentence exists.

mod crash;
mod hostile;
mod http;
mod policy;
mod redlines;
mod routes;
mod words;

use web::Circle;

/// The circles that the town does not bring itself.
fn own_circles() -> Vec<Circle> {
    crate::circles::circles().into_iter().filter(|circle| !["web", "access"].contains(&circle.name)).collect()
}
