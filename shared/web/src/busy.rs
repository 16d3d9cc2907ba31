//! A form that the database was too busy for: shown again with what was typed like one that was refused, but answered as 503
//! with a wait, because nothing is wrong with it.
//!
//! Sixty handlers show forms again, all through [`crate::Mend`]; the one word that this time it was the database travels
//! beside the answer, in the task of the request.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use std::cell::Cell;

/// Seconds after which another try makes sense.
const WAIT_S: u32 = 5;

tokio::task_local! {
    static BUSY: Cell<bool>;
}

/// The form of this request met a busy database.
pub(crate) fn note() {
    // Outside a request, in tests of forms, nobody asks.
    let _ = BUSY.try_with(|busy| busy.set(true));
}

/// Answers a request, and says "later" for a form that was refused only because the database was busy.
pub(crate) async fn watch(answer: impl Future<Output = Response>) -> Response {
    let watched = async {
        let mut response = answer.await;
        if BUSY.with(Cell::get) && response.status() == StatusCode::UNPROCESSABLE_ENTITY {
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            later(&mut response);
        }
        response
    };
    BUSY.scope(Cell::new(false), watched).await
}

/// Says when to come again.
pub(crate) fn later(response: &mut Response) {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(WAIT_S));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mend;
    use axum::response::IntoResponse;
    use base::Problem;

    async fn shown_again(problem: Problem) -> Response {
        watch(async {
            Mend::of(problem).map_or(StatusCode::NOT_FOUND, |_| StatusCode::UNPROCESSABLE_ENTITY).into_response()
        })
        .await
    }

    #[tokio::test]
    async fn a_form_that_was_right_is_asked_for_again_later() {
        let busy = shown_again(Problem::Again).await;
        assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(busy.headers().contains_key(header::RETRY_AFTER));
        let wrong = shown_again(Problem::refused("shell-form-stale")).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.headers().contains_key(header::RETRY_AFTER));
        assert!(Mend::of(Problem::Again).is_ok(), "outside a request");
    }
}
