//! The helpers whom an asker already knows, because they came before: only these can be wished away by name.
//!
//! A visitor knows nobody; nobody can look up a name here, and the wish leaves no mark on the helper.

use base::{Doer, Outcome, PersonId};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use uuid::Uuid;

/// Names shown.
const KNOWN_MAX: usize = 20;
/// Latest orders of one asker that are looked through.
const ORDERS_MAX: usize = 100;

#[derive(FromQueryResult)]
struct Helper {
    person_id: Uuid,
}

/// Who helped the doer, or those they act for, lately; by name.
pub(super) async fn helpers(app: &App, doer: &Doer) -> Outcome<Vec<(PersonId, String)>> {
    let served: Vec<PersonId> = doer.person.into_iter().chain(doer.acts_for.iter().copied()).collect();
    if served.is_empty() {
        return Ok(Vec::new());
    }
    let door = app.db.read().await?;
    let sql = format!(
        "select h.person_id from order_helpers h join (select id from orders where asked_by = $1 and community = $2
         order by asked_at desc limit {ORDERS_MAX}) o on o.id = h.order_id group by h.person_id limit {KNOWN_MAX}"
    );
    let mut people: Vec<PersonId> = Vec::new();
    for person in &served {
        let rows: Vec<Helper> = door.all(&sql, values![person.0, doer.community.0]).await?;
        people.extend(rows.into_iter().map(|row| PersonId(row.person_id)));
    }
    let names = registry::people::names_of(&door, doer.community, &people).await?;
    Ok(names.into_iter().filter(|(person, _)| !served.contains(person)).collect())
}
