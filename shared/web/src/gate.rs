//! The check in front of every handler.

use crate::answer::Failure;
use crate::circle::Need;
use crate::visit::Visit;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::Problem;

/// Lets the request through when the visitor could hold what the route needs.
pub(crate) async fn check(State(need): State<Need>, visit: Visit, request: Request, next: Next) -> Response {
    match refusal(need, &visit) {
        None => next.run(request).await,
        Some(problem) => Failure(problem).into_response(),
    }
}

fn refusal(need: Need, visit: &Visit) -> Option<Problem> {
    if need.is_met_by(&visit.doer) {
        None
    } else if visit.doer.account.is_none() {
        Some(Problem::SignIn)
    } else {
        // What one may not see looks like what is not there.
        Some(Problem::NotFound)
    }
}
