//! Agreeing, changing, letting rest, ending, and seeing who acts for whom.

use super::notices::{self, Told};
use super::rules::{Scope, Terms};
use crate::people::{self, store};
use crate::powers::PEOPLE_CHANGE;
use access::throttle::{self, Guesser};
use base::{Arg, Doer, Moment, Outcome, PersonId, Problem, Refusal, Relation};
use db::{FromQueryResult, Lock, Query, Record, Write, row, values};
use kernel::app::App;
use uuid::Uuid;

/// The table of who may act for whom.
pub(crate) const PROXIES: Record = Record { table: "proxies" };
/// People who act for one resident at the same time, and residents for whom one person acts.
const TIES_MAX: u32 = 20;
/// Two people have one agreement.
const TIED: &str = "family-tied";
/// What is read of it.
const COLUMNS: &str = "id, resident_id, proxy_id, scope, agreed_at, ends_at, paused_at, ended_at, version";

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
    /// How far.
    pub scope: Scope,
    /// Since when.
    pub agreed_at: Moment,
    /// When it is over by itself.
    pub ends_at: Option<Moment>,
    /// It rests.
    pub paused_at: Option<Moment>,
    /// It is over.
    pub ended_at: Option<Moment>,
    /// The version, for forms.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct TieRow {
    id: Uuid,
    resident_id: Uuid,
    proxy_id: Uuid,
    scope: String,
    agreed_at: Moment,
    ends_at: Option<Moment>,
    paused_at: Option<Moment>,
    ended_at: Option<Moment>,
    version: i64,
}

impl TieRow {
    /// Over: ended, or its day has passed.
    fn is_over(&self, now: Moment) -> bool {
        self.ended_at.is_some() || self.ends_at.is_some_and(|ends| ends <= now)
    }
}

/// Who acts for this person, and for whom this person acts.
///
/// # Errors
/// [`Problem::NotFound`] for someone the doer may not see.
pub async fn ties(app: &App, doer: &Doer, person: PersonId) -> Outcome<Vec<Tie>> {
    may(doer, person)?;
    let door = app.db.read().await?;
    let sql = format!(
        "select {COLUMNS} from proxies where community = $1 and (resident_id = $2 or proxy_id = $2) and ended_at is null
           and (ends_at is null or ends_at > $3) order by agreed_at, id limit {TIES_MAX}"
    );
    let rows: Vec<TieRow> = door.all(&sql, values![doer.community.0, person.0, doer.at]).await?;
    named(&door, doer, rows).await
}

/// One of them, also when it is over: for either side, and for the counter.
///
/// # Errors
/// [`Problem::NotFound`] for everyone else.
pub async fn tie(app: &App, doer: &Doer, id: Uuid) -> Outcome<Tie> {
    let door = app.db.read().await?;
    let row = one(&door, doer, id).await?;
    may(doer, PersonId(row.resident_id)).or_else(|_| may(doer, PersonId(row.proxy_id)))?;
    named(&door, doer, vec![row]).await?.pop().ok_or(Problem::NotFound)
}

async fn named(door: &impl Query, doer: &Doer, rows: Vec<TieRow>) -> Outcome<Vec<Tie>> {
    let ids: Vec<PersonId> = rows.iter().flat_map(|row| [PersonId(row.resident_id), PersonId(row.proxy_id)]).collect();
    let names = store::names_of(door, doer.community, &ids).await?;
    let name = |id: Uuid| names.get(&PersonId(id)).cloned().unwrap_or_default();
    let tie = |row: TieRow| Tie {
        id: row.id,
        resident: PersonId(row.resident_id),
        resident_name: name(row.resident_id),
        proxy: PersonId(row.proxy_id),
        proxy_name: name(row.proxy_id),
        scope: Scope::from_name(&row.scope).unwrap_or(Scope::Follow),
        agreed_at: row.agreed_at,
        ends_at: row.ends_at,
        paused_at: row.paused_at,
        ended_at: row.ended_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(tie).collect())
}

async fn one(door: &impl Query, doer: &Doer, id: Uuid) -> Outcome<TieRow> {
    let sql = format!("select {COLUMNS} from proxies where id = $1 and community = $2");
    door.one::<TieRow>(&sql, values![id, doer.community.0]).await?.ok_or(Problem::NotFound)
}

/// Agreeing by name and phone.
#[derive(Clone, Copy, Debug)]
pub struct Agreeing<'a> {
    /// The form's hidden id, which becomes the agreement's.
    pub id: Uuid,
    /// The name of who will act.
    pub name: &'a str,
    /// Their phone.
    pub phone: &'a str,
    /// How far and until when.
    pub terms: Terms,
}

/// The resident agrees that the person of this name and phone acts for them. A worker records it at the counter.
///
/// # Errors
/// The same words for a wrong name and an unknown phone; the agreement that the two have already ([`tied_by`]);
/// [`Problem::TooMany`] for someone who keeps guessing.
pub async fn agree(app: &App, doer: &Doer, resident: PersonId, wish: Agreeing<'_>) -> Outcome<()> {
    // Someone who acts for the resident cannot invite others.
    may(doer, resident)?;
    let guesser = doer.account.map(|account| format!("family:{account}")).unwrap_or_default();
    throttle::charge(app, Guesser::Account(&guesser)).await?;
    let door = app.db.read().await?;
    let known = people::ids_by_phone(app, &door, doer.community, wish.phone).await?;
    let names = store::names_of(&door, doer.community, &known).await?;
    drop(door);
    let found = names.iter().find(|(_, known)| known.trim() == wish.name.trim()).map(|(id, _)| *id);
    let proxy = found.filter(|&proxy| proxy != resident).ok_or_else(|| Problem::refused("family-not-found"))?;
    // One right name does not pay for other guesses. The counter finds people by name and phone anyway.
    if doer.require(PEOPLE_CHANGE, &[Relation::Community]).is_ok() {
        throttle::forgive(app, Guesser::Account(&guesser)).await?;
    }
    db::again(|| write_tie(app, doer, (resident, proxy), (wish.id, wish.terms))).await
}

async fn write_tie(
    app: &App,
    doer: &Doer,
    (resident, proxy): (PersonId, PersonId),
    (id, terms): (Uuid, Terms),
) -> Outcome<()> {
    let mut write = app.db.write(doer, "family.agree", &[Lock::new("people", resident)]).await?;
    if tie_in(app, &mut write, (resident, proxy), (id, terms)).await? { write.commit().await } else { Ok(()) }
}

/// Writes an agreement down; the same form writes it once. Two who have one change it instead. The caller holds the resident.
pub(super) async fn tie_in(
    app: &App,
    write: &mut Write,
    (resident, proxy): (PersonId, PersonId),
    (id, terms): (Uuid, Terms),
) -> Outcome<bool> {
    let doer = write.doer().clone();
    write.on_behalf_of(resident);
    let sql = format!("select {COLUMNS} from proxies where resident_id = $1 and ended_at is null limit {TIES_MAX}");
    let tied: Vec<TieRow> = write.all(&sql, values![resident.0]).await?;
    let between = tied.iter().find(|row| row.proxy_id == proxy.0 && !row.is_over(doer.at));
    if let Some(known) = between {
        return if known.id == id { Ok(false) } else { Err(tied_already(write, known).await?) };
    }
    if tied.len() >= usize::try_from(TIES_MAX).unwrap_or(usize::MAX) {
        return Err(Problem::refused("family-too-many"));
    }
    let row = row! {
        id: id, community: doer.community.0, resident_id: resident.0, proxy_id: proxy.0, scope: terms.scope.name(),
        agreed_at: doer.at, ends_at: terms.ends_at, recorded_by: doer.account.map(Uuid::from),
    };
    let fresh = write.create_once(&PROXIES, row).await?;
    if fresh {
        notices::later(app, write, (id, Told::Began)).await?;
    }
    Ok(fresh)
}

/// What is refused because the two have an agreement: nothing was changed, and there it is.
async fn tied_already(write: &Write, known: &TieRow) -> Outcome<Problem> {
    let (resident, proxy) = (PersonId(known.resident_id), PersonId(known.proxy_id));
    let mut names = store::names_of(write, write.doer().community, &[resident, proxy]).await?;
    let mut name = |person| names.remove(&person).unwrap_or_default();
    let refusal = Refusal::new(TIED).with("resident", name(resident)).with("proxy", name(proxy));
    Ok(Problem::Refused(refusal.with("tie", known.id.to_string())))
}

/// The agreement that stands in the way of a new one.
pub(super) fn tied_by(problem: &Problem) -> Option<Uuid> {
    let Problem::Refused(refusal) = problem else { return None };
    let tie = refusal.args.iter().find(|(name, _)| refusal.key == TIED && *name == "tie");
    tie.and_then(|(_, id)| if let Arg::Text(id) = id { id.parse().ok() } else { None })
}

/// The resident (or the counter for them) makes it narrower or wider, or names another last day.
///
/// # Errors
/// [`Problem::NotFound`] for everyone else, the one who acts among them; [`Problem::Changed`].
pub async fn change(app: &App, doer: &Doer, (id, version): (Uuid, i64), terms: Terms) -> Outcome<()> {
    let row = row! { scope: terms.scope.name(), ends_at: terms.ends_at };
    alter(app, doer, ("family.change", id), (Some(version), row)).await
}

/// The resident (or the counter for them) lets it rest, or goes on with it. Saying it twice is saying it once.
///
/// # Errors
/// As [`change`].
pub async fn pause(app: &App, doer: &Doer, id: Uuid, rests: bool) -> Outcome<()> {
    alter(app, doer, ("family.pause", id), (None, row! { paused_at: rests.then_some(doer.at) })).await
}

async fn alter(
    app: &App,
    doer: &Doer,
    (verb, id): (&'static str, Uuid),
    (version, row): (Option<i64>, db::Row),
) -> Outcome<()> {
    let mut write = app.db.write(doer, verb, &[Lock::new("proxies", id)]).await?;
    let known = one(&write, doer, id).await?;
    may(doer, PersonId(known.resident_id))?;
    if known.is_over(doer.at) {
        return Err(Problem::refused("family-is-over"));
    }
    write.on_behalf_of(PersonId(known.resident_id));
    write.change(&PROXIES, id, version.unwrap_or(known.version), row).await?;
    notices::later(app, &mut write, (id, Told::Changed)).await?;
    write.commit().await
}

/// Ends it; either side may, and a worker when asked to. Ending it twice is fine.
///
/// # Errors
/// [`Problem::NotFound`] when it is not the doer's to end.
pub async fn end(app: &App, doer: &Doer, id: Uuid) -> Outcome<()> {
    let mut write = app.db.write(doer, "family.end", &[Lock::new("proxies", id)]).await?;
    let tie = one(&write, doer, id).await?;
    may(doer, PersonId(tie.resident_id)).or_else(|_| may(doer, PersonId(tie.proxy_id)))?;
    if tie.ended_at.is_some() {
        return Ok(());
    }
    write.change(&PROXIES, id, tie.version, row! { ended_at: doer.at }).await?;
    notices::later(app, &mut write, (id, Told::Ended)).await?;
    write.commit().await
}

/// The person themselves, or the counter.
pub(super) fn may(doer: &Doer, person: PersonId) -> Outcome<()> {
    let allowed = doer.person == Some(person) || doer.require(PEOPLE_CHANGE, &[Relation::Community]).is_ok();
    if allowed { Ok(()) } else { Err(Problem::NotFound) }
}
