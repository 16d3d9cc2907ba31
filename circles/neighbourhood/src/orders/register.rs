//! The register 台账 of orders: a view over the records, filtered, sorted, searched and paged; never a form.

use super::lines::lines;
use super::machine::State;
use super::powers::ORDERS_SEE;
use super::store::Order;
use super::views::OrderLine;
use base::{CommunityId, CompoundId, Doer, Moment, Outcome, Relation};
use chrono::{DateTime, Days, Duration};
use db::{Backend, Query, Value};
use kernel::app::App;
use kernel::case::{Light, Named, WorkingCalendar};
use kernel::search;
use uuid::Uuid;

/// Where the orders of a community stand in the search index.
pub const fn scope(community: CommunityId) -> search::Scope {
    search::Scope { community, kind: "order" }
}

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
    /// Asked in the last so many days.
    pub recent_days: Option<i64>,
    /// Short of time, or late.
    pub light: Option<Light>,
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

/// Conditions with their values, numbered as they come.
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition in which `?` stands for the value.
    fn add(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.sql.push(condition.replace('?', &format!("${}", self.values.len())));
    }
}

/// A page of the register, after the cursor of the page before.
///
/// # Errors
/// `NotAllowed`.
pub async fn register(app: &App, doer: &Doer, filter: &Filter, after: Option<&str>) -> Outcome<RegisterPage> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    piece(app, doer, filter, (after, web::PAGE_ROWS)).await
}

/// So many lines of the register, after a cursor; who may see it was asked before.
pub async fn piece(
    app: &App,
    doer: &Doer,
    filter: &Filter,
    (after, rows): (Option<&str>, usize),
) -> Outcome<RegisterPage> {
    let mut conditions = narrowed(app.db.backend(), doer, filter);
    page_start(&mut conditions, filter.sort, after);
    let order_by = match filter.sort {
        Sort::Newest => "o.number desc",
        Sort::Due => "o.due_at, o.id",
    };
    let sql = format!(
        "select o.* from orders o where {} order by {order_by} limit {}",
        conditions.sql.join(" and "),
        rows + 1
    );
    let door = app.db.read().await?;
    let mut orders: Vec<Order> = door.all(&sql, conditions.values).await?;
    let more = orders.len() > rows;
    orders.truncate(rows);
    let next = orders.last().filter(|_| more).and_then(|last| cursor(last, filter.sort));
    Ok(RegisterPage { rows: lines(&door, doer, &orders).await?, next })
}

/// How many lines the register has with this filter.
///
/// # Errors
/// A fault from the database.
pub async fn length(app: &App, doer: &Doer, filter: &Filter) -> Outcome<i64> {
    let conditions = narrowed(app.db.backend(), doer, filter);
    let sql = format!("select count(*) from orders o where {}", conditions.sql.join(" and "));
    app.db.read().await?.number(&sql, conditions.values).await
}

fn narrowed(backend: Backend, doer: &Doer, filter: &Filter) -> Conditions {
    let mut conditions = Conditions { sql: vec!["o.state <> 'draft'".to_owned()], values: Vec::new() };
    conditions.add("o.community = ?", doer.community.0);
    if let Some(state) = filter.state {
        conditions.add("o.state = ?", state.name());
    }
    if let Some(category) = filter.category {
        conditions.add("o.category_id in (select id from categories where id = ? or parent_id = ?)", category);
    }
    if let Some(compound) = filter.compound {
        conditions.add("o.compound_id = ?", compound.0);
    }
    let calendar = WorkingCalendar::standard();
    if let Some(from) = filter.from {
        conditions.add("o.asked_at >= ?", calendar.midnight(from));
    }
    if let Some(after) = filter.until.and_then(|until| until.checked_add_days(Days::new(1))) {
        conditions.add("o.asked_at < ?", calendar.midnight(after));
    }
    if let Some(days) = filter.recent_days {
        conditions.add("o.asked_at >= ?", calendar.midnight(calendar.day_of(doer.at)) - Duration::days(days));
    }
    match filter.light {
        Some(Light::Red) => conditions.add("o.due_at < ?", doer.at),
        Some(Light::Amber) => conditions.add("o.due_at >= ? and o.amber_at <= ?", doer.at),
        Some(Light::Green) => conditions.add("o.amber_at > ?", doer.at),
        None => {}
    }
    words(&mut conditions, (backend, doer.community), &filter.words);
    if filter.sort == Sort::Due {
        conditions.sql.push("o.due_at is not null".to_owned());
    }
    conditions
}

/// A number finds its order; words find what holds them all.
fn words(conditions: &mut Conditions, (backend, community): (Backend, CommunityId), typed: &str) {
    let typed = typed.trim();
    if typed.is_empty() {
        return;
    }
    if let Ok(number) = typed.parse::<i64>() {
        conditions.add("o.number = ?", number);
        return;
    }
    match search::matching(backend, scope(community), typed, "o.id") {
        Some((sql, value)) => conditions.add(&sql, value),
        // Nothing in it can be looked for, so nothing is found.
        None => conditions.sql.push("1 = 0".to_owned()),
    }
}

fn page_start(conditions: &mut Conditions, sort: Sort, after: Option<&str>) {
    let Some(after) = after else { return };
    match sort {
        Sort::Newest => {
            if let Ok(number) = after.parse::<i64>() {
                conditions.add("o.number < ?", number);
            }
        }
        Sort::Due => {
            let Some((at, id)) = after.split_once('_') else { return };
            let at = at.parse().ok().and_then(DateTime::from_timestamp_micros);
            let (Some(at), Ok(id)) = (at, id.parse::<Uuid>()) else { return };
            let at: Moment = at;
            conditions.values.push(Value::from(at));
            let mark = conditions.values.len();
            conditions.add(&format!("(o.due_at, o.id) > (${mark}, ?)"), id);
        }
    }
}

fn cursor(last: &Order, sort: Sort) -> Option<String> {
    match sort {
        Sort::Newest => Some(last.number.to_string()),
        Sort::Due => last.due_at.map(|due| format!("{}_{}", due.timestamp_micros(), last.id.simple())),
    }
}
