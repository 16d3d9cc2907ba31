//! The resident's copy of everything about a matter, printed at the counter for somebody who comes in person.

use super::act::path;
use crate::orders::actions;
use axum::extract::State;
use base::OrderId;
use web::{Answer, Key, Site, Visit};

pub(crate) async fn copy(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    let order = actions::copy_at_counter(&site.app, &visit.doer, id).await?;
    super::super::ask::paper(&site, &visit, order, path(id))
}
