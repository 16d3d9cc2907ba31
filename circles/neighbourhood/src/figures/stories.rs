//! What figures are derived from, as orders keep it: events, promises and grades, read for many orders at once. Nothing
//! of who did it is read.

use super::rules::{Happened, Promise, Story};
use super::store::PAGE;
use crate::orders::rules::named;
use crate::orders::standing::list;
use crate::orders::store as events;
use base::{CommunityId, Moment, Outcome, Problem};
use db::{FromQueryResult, Query, values};
use kernel::case::{ClockKind, ClockPolicy, Urgency, standing};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An order, as far as figures go.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Matter {
    /// Its id.
    pub id: Uuid,
    /// The kind.
    pub category_id: Option<Uuid>,
    /// The compound.
    pub compound_id: Option<Uuid>,
    /// The grid.
    pub grid_id: Option<Uuid>,
    /// The promises.
    pub policy: Option<String>,
    /// Who asked; only told apart, never kept.
    pub asked_by: Option<Uuid>,
    /// Who called; only told apart, never kept.
    pub phone_index: Option<Vec<u8>>,
}

const MATTER: &str = "id, category_id, compound_id, grid_id, policy, asked_by, phone_index";

/// The next orders after one.
pub async fn matters_after(door: &impl Query, community: CommunityId, after: Uuid) -> Outcome<Vec<Matter>> {
    let sql = format!(
        "select {MATTER} from orders where community = $1 and id > $2 and state <> 'draft' order by id limit {PAGE}"
    );
    door.all(&sql, values![community.0, after]).await
}

/// These orders.
pub async fn matters(door: &impl Query, community: CommunityId, ids: &[Uuid]) -> Outcome<Vec<Matter>> {
    let sql = format!("select {MATTER} from orders where community = $1 and id in {}", list(1, ids.len()));
    door.all(&sql, with(values![community.0], ids)).await
}

/// These values, and then these ids.
pub fn with(first: Vec<db::Value>, ids: &[Uuid]) -> Vec<db::Value> {
    first.into_iter().chain(ids.iter().copied().map(db::Value::from)).collect()
}

#[derive(FromQueryResult)]
struct EventLine {
    id: Uuid,
    order_id: Uuid,
    at: Moment,
    action: String,
    to_state: String,
    round: i64,
    detail: Option<String>,
}

#[derive(FromQueryResult)]
struct ClockLine {
    order_id: Uuid,
    kind: String,
    round: i64,
    due_at: Moment,
    stopped_at: Option<Moment>,
    paused_since: Option<Moment>,
}

#[derive(FromQueryResult)]
struct GradeLine {
    order_id: Uuid,
    round: i64,
    grade: i64,
}

/// What happened to these orders, what was promised, and how the matters were rated.
pub async fn stories(door: &impl Query, matters: &[Matter]) -> Outcome<BTreeMap<Uuid, Story>> {
    let mut stories = BTreeMap::new();
    for matter in matters {
        let policy: ClockPolicy = match &matter.policy {
            Some(text) => serde_json::from_str(text).map_err(Problem::fault)?,
            None => ClockPolicy::standard(Urgency::General),
        };
        stories.insert(matter.id, Story { answer_at_most: policy.answer_at_most, ..Story::default() });
    }
    let ids: Vec<Uuid> = matters.iter().map(|matter| matter.id).collect();
    let these = list(0, ids.len());
    let sql = format!(
        "select id, order_id, at, action, to_state, round, detail from order_events where order_id in {these}
         order by order_id, seq"
    );
    let lines: Vec<EventLine> = door.all(&sql, with(Vec::new(), &ids)).await?;
    // A step that was taken back never counts.
    for line in standing(lines, |line| events::line(&line.action, line.id, line.detail.as_deref())) {
        if let Some(story) = stories.get_mut(&line.order_id) {
            let action = named(&line.action)?;
            story.events.push(Happened { at: line.at, action, to: line.to_state, round: line.round });
        }
    }
    let sql = format!(
        "select order_id, kind, round, due_at, stopped_at, paused_since from order_clocks where order_id in {these}
         order by order_id, kind, round, turn"
    );
    for line in door.all::<ClockLine>(&sql, with(Vec::new(), &ids)).await? {
        if let (Some(story), Some(kind)) = (stories.get_mut(&line.order_id), ClockKind::from_name(&line.kind)) {
            let ClockLine { round, due_at, stopped_at, paused_since, .. } = line;
            story.promises.push(Promise { kind, round, due_at, stopped_at, paused_since });
        }
    }
    let sql = format!("select order_id, round, grade from order_ratings where order_id in {these}");
    for line in door.all::<GradeLine>(&sql, with(Vec::new(), &ids)).await? {
        if let Some(story) = stories.get_mut(&line.order_id) {
            story.grades.push((line.round, line.grade));
        }
    }
    Ok(stories)
}
