//! Looks as rows, newest first, a page at a time.

use crate::entry::{marks, narrowed};
use base::{CommunityId, Moment, Outcome, PersonId, Role};
use db::{FromQueryResult, Query, Value, values};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// One look.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Look {
    pub(super) id: Uuid,
    pub(super) at: Moment,
    pub(super) by_account: Option<Uuid>,
    pub(super) by_name: Option<String>,
    pub(super) field: String,
    pub(super) reason: String,
}

const SELECT: &str = "select l.id, l.at, l.by_account, a.display_name as by_name, l.field, l.reason
    from looks l left join accounts a on a.id = l.by_account";

/// The looks at one person's data, a page of them.
pub(super) async fn at_person(
    door: &impl Query,
    (community, person): (CommunityId, PersonId),
    after: Option<Cursor>,
) -> Outcome<Listing<Look>> {
    page(door, ("l.person_id = $1 and l.community = $2", values![person.0, community.0]), after).await
}

/// What the supervision committee asks for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// From this moment.
    pub(super) from: Moment,
    /// Before this moment.
    pub(super) until: Moment,
    /// Only this field; empty is all.
    pub(super) field: String,
    /// Words of the reason; empty is all.
    pub(super) reason: String,
}

/// The looks of a community in a stretch of time, a page of them.
pub(super) async fn of_community(
    door: &impl Query,
    community: CommunityId,
    wanted: &Wanted,
    after: Option<Cursor>,
) -> Outcome<Listing<Look>> {
    let mut sql = String::from("l.community = $1 and l.at >= $2 and l.at < $3");
    let mut values = values![community.0, wanted.from, wanted.until];
    if !wanted.field.is_empty() {
        values.push(wanted.field.clone().into());
        sql.push_str(&format!(" and l.field = ${}", values.len()));
    }
    let (narrow, words) = narrowed("l.reason", &wanted.reason, values.len() + 1);
    sql.push_str(&narrow);
    values.extend(words);
    page(door, (&sql, values), after).await
}

async fn page(
    door: &impl Query,
    (conditions, mut values): (&str, Vec<Value>),
    after: Option<Cursor>,
) -> Outcome<Listing<Look>> {
    let older = match after {
        Some(cursor) => {
            values.extend(values![cursor.at, cursor.id]);
            format!(" and (l.at, l.id) < (${}, ${})", values.len() - 1, values.len())
        }
        None => String::new(),
    };
    let limit = PAGE_ROWS + 1;
    let sql = format!("{SELECT} where {conditions}{older} order by l.at desc, l.id desc limit {limit}");
    let rows: Vec<Look> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |look| Cursor { at: look.at, id: look.id }))
}

/// How many looks at each field.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Count {
    pub(super) field: String,
    pub(super) looks: i64,
}

/// How many looks at each field in a stretch of time; never by who looked, never at whom.
pub(super) async fn counts(door: &impl Query, community: CommunityId, wanted: &Wanted) -> Outcome<Vec<Count>> {
    let sql = "select field, count(*) as looks from looks where community = $1 and at >= $2 and at < $3
               group by field order by field";
    door.all(sql, values![community.0, wanted.from, wanted.until]).await
}

/// What the accounts do in the community now.
pub(super) async fn roles_of(door: &impl Query, accounts: &[Uuid]) -> Outcome<BTreeMap<Uuid, Vec<Role>>> {
    #[derive(FromQueryResult)]
    struct Held {
        account_id: Uuid,
        role: String,
    }
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "select account_id, role from roles_held where account_id in ({}) order by account_id, role",
        marks(1, accounts.len())
    );
    let held: Vec<Held> = door.all(&sql, accounts.iter().map(|id| Value::from(*id)).collect()).await?;
    let mut roles: BTreeMap<Uuid, Vec<Role>> = BTreeMap::new();
    for held in held {
        roles.entry(held.account_id).or_default().extend(Role::from_name(&held.role));
    }
    Ok(roles)
}
