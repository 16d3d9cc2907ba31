//! Agreeing, ending, and seeing who acts for whom.

use crate::people::{self, store};
use crate::powers::PEOPLE_CHANGE;
use access::throttle::{self, Guesser};
use base::{Doer, Moment, Outcome, PersonId, Problem, Relation};
use db::{FromQueryResult, Lock, Query, Record, row, values};
use kernel::app::App;
use uuid::Uuid;

/// The table of who may act for whom.
pub(crate) const PROXIES: Record = Record { table: "proxies" };
/// People who act for one resident at the same time, and residents for whom one person acts.
const TIES_MAX: u32 = 20;

/// Someone acts for someone.
#[derive(Clone, Debug)]
pub struct Tie {
    /// Its id.
    pub id: Uuid,
    /// For whom.
    pub resident: PersonId,
    /// The resident's name.
    pub resident_name: String,
    /// Who acts.
    pub proxy: PersonId,
    /// The name of who acts.
    pub proxy_name: String,
    /// Since when.
    pub agreed_at: Moment,
}

#[derive(FromQueryResult)]
struct TieRow {
    id: Uuid,
    resident_id: Uuid,
    proxy_id: Uuid,
    agreed_at: Moment,
    version: i64,
}

/// Who acts for this person, and for whom this person acts.
///
/// # Errors
/// [`Problem::NotFound`] for someone the doer may not see.
pub async fn ties(app: &App, doer: &Doer, person: PersonId) -> Outcome<Vec<Tie>> {
    may(doer, person)?;
    let door = app.db.read().await?;
    let sql = format!(
        "select id, resident_id, proxy_id, agreed_at, version from proxies
         where community = $1 and (resident_id = $2 or proxy_id = $2) and ended_at is null order by agreed_at limit {TIES_MAX}"
    );
    let rows: Vec<TieRow> = door.all(&sql, values![doer.community.0, person.0]).await?;
    let ids: Vec<PersonId> = rows.iter().flat_map(|row| [PersonId(row.resident_id), PersonId(row.proxy_id)]).collect();
    let names = store::names_of(&door, doer.community, &ids).await?;
    let name = |id: Uuid| names.get(&PersonId(id)).cloned().unwrap_or_default();
    let tie = |row: TieRow| Tie {
        id: row.id,
        resident: PersonId(row.resident_id),
        resident_name: name(row.resident_id),
        proxy: PersonId(row.proxy_id),
        proxy_name: name(row.proxy_id),
        agreed_at: row.agreed_at,
    };
    Ok(rows.into_iter().map(tie).collect())
}

/// The resident agrees that the person of this name and phone acts for them. A worker records it at the counter.
///
/// # Errors
/// The same words for a wrong name and an unknown phone; [`Problem::TooMany`] for someone who keeps guessing.
pub async fn agree(app: &App, doer: &Doer, resident: PersonId, (id, name, phone): (Uuid, &str, &str)) -> Outcome<()> {
    may(doer, resident)?;
    let by_self = doer.person == Some(resident);
    if !by_self {
        // Someone who acts for the resident cannot invite others.
        doer.require(PEOPLE_CHANGE, &[Relation::Community])?;
    }
    let guesser = doer.account.map(|account| format!("family:{account}")).unwrap_or_default();
    throttle::charge(app, Guesser::Account(&guesser)).await?;
    let door = app.db.read().await?;
    let known = people::ids_by_phone(app, &door, doer.community, phone).await?;
    let names = store::names_of(&door, doer.community, &known).await?;
    drop(door);
    let found = names.iter().find(|(_, known)| known.trim() == name.trim()).map(|(id, _)| *id);
    let proxy = found.filter(|&proxy| proxy != resident).ok_or_else(|| Problem::refused("family-not-found"))?;
    throttle::forgive(app, Guesser::Account(&guesser)).await?;
    db::again(|| write_tie(app, doer, resident, (id, proxy))).await
}

async fn write_tie(app: &App, doer: &Doer, resident: PersonId, (id, proxy): (Uuid, PersonId)) -> Outcome<()> {
    let mut write = app.db.write(doer, "family.agree", &[Lock::new("people", resident)]).await?;
    write.on_behalf_of(resident);
    let sql = format!(
        "select id, resident_id, proxy_id, agreed_at, version from proxies where resident_id = $1 and ended_at is null limit {TIES_MAX}"
    );
    let tied: Vec<TieRow> = write.all(&sql, values![resident.0]).await?;
    if tied.iter().any(|row| row.proxy_id == proxy.0) {
        return Ok(());
    }
    let row = row! {
        id: id, community: doer.community.0, resident_id: resident.0, proxy_id: proxy.0, agreed_at: doer.at,
        recorded_by: doer.account.map(Uuid::from),
    };
    write.create_once(&PROXIES, row).await?;
    write.commit().await
}

/// Ends it; either side may, and a worker when asked to. Ending it twice is fine.
///
/// # Errors
/// [`Problem::NotFound`] when it is not the doer's to end.
pub async fn end(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let mut write = app.db.write(doer, "family.end", &[Lock::new("proxies", id)]).await?;
    let sql = "select id, resident_id, proxy_id, agreed_at, version from proxies where id = $1 and community = $2 and ended_at is null";
    let Some(tie) = write.one::<TieRow>(sql, values![id, doer.community.0]).await? else {
        return Err(Problem::NotFound);
    };
    let own = doer.person.is_some_and(|person| person.0 == tie.resident_id || person.0 == tie.proxy_id);
    if !own && doer.require(PEOPLE_CHANGE, &[Relation::Community]).is_err() {
        return Err(Problem::NotFound);
    }
    write.change(&PROXIES, id, tie.version, row! { ended_at: doer.at }).await?;
    write.commit().await
}

fn may(doer: &Doer, person: PersonId) -> Outcome<()> {
    let allowed = doer.person == Some(person) || doer.require(PEOPLE_CHANGE, &[Relation::Community]).is_ok();
    if allowed { Ok(()) } else { Err(Problem::NotFound) }
}
