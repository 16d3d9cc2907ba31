//! What others did for someone 代办: on the resident's own page, with who did it, what and when.

use super::machine::Action;
use super::people;
use super::rules::named;
use super::telling;
use base::{Doer, Moment, OrderId, Outcome, PersonId, Problem};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Acts shown.
const ACTS_MAX: u32 = 100;

/// Something that was done for the reader.
#[derive(Clone, Debug)]
pub struct Act {
    /// The matter.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// What, as a message key.
    pub words: &'static str,
}

#[derive(FromQueryResult)]
struct Line {
    order_id: Uuid,
    number: i64,
    at: Moment,
    by_person: Option<Uuid>,
    action: String,
}

/// What family did on the doer's own matters, newest first: steps and words, also of those who act no more.
///
/// # Errors
/// `NotFound` for an account without a person.
pub async fn acts_for_me(app: &App, doer: &Doer) -> Outcome<Vec<Act>> {
    let own = doer.person.ok_or(Problem::NotFound)?;
    let door = app.db.read().await?;
    let family = "in (select proxy_id from proxies where resident_id = $2)";
    let sql = format!(
        "select * from (
           select e.order_id, o.number, e.at, e.by_person, e.action from order_events e join orders o on o.id = e.order_id
             where o.community = $1 and o.asked_by = $2 and e.on_behalf_of = $2 and e.by_person {family}
           union all
           select m.order_id, o.number, m.at, m.by_person, 'say' as action from order_messages m
             join orders o on o.id = m.order_id
             where o.community = $1 and o.asked_by = $2 and m.kind = 'from_resident' and m.by_person {family}
         ) acts order by at desc, order_id limit {ACTS_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![doer.community.0, own.0]).await?;
    let names = people::names(&door, doer.community, lines.iter().map(|line| line.by_person)).await?;
    lines.iter().map(|line| act(line, &names)).collect()
}

fn act(line: &Line, names: &BTreeMap<Uuid, String>) -> Outcome<Act> {
    let words = match line.action.as_str() {
        "say" => "orders-behalf-say",
        action => telling::for_someone(named::<Action>(action)?).unwrap_or("orders-behalf-other"),
    };
    let who = line.by_person.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    Ok(Act { order: OrderId(line.order_id), number: line.number, at: line.at, who, words })
}

/// Whose matter it is, when the doer sees it because they act for them.
pub async fn acted_for(door: &impl Query, doer: &Doer, asked_by: Option<Uuid>) -> Outcome<Option<(PersonId, String)>> {
    let Some(person) = asked_by.map(PersonId).filter(|person| doer.acts_for.contains(person)) else { return Ok(None) };
    Ok(people::present(door, doer.community, person).await?.map(|name| (person, name)))
}
