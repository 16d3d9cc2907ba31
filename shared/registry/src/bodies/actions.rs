//! Entering, changing and closing bodies; who belongs to them.

use super::rules::{BodyForm, BodyKind, BodyWords, MemberForm, read};
use super::store::{self, BODIES, BodyView};
use crate::entry::once;
use crate::powers::{BODIES_CHANGE, PEOPLE_SEE};
use crate::{grids, people};
use base::{BodyId, Doer, Outcome, PersonId, Problem, Relation};
use db::{Lock, Query, Row, Write, row, values};
use kernel::app::App;

/// Enters a body.
///
/// # Errors
/// Words at the fields.
pub async fn enter(app: &App, doer: &Doer, form: &BodyForm) -> Outcome<BodyId> {
    doer.require(BODIES_CHANGE, &[Relation::Community])?;
    let (id, words) = (once(&form.once)?, read(form)?);
    let kind = BodyKind::from_name(&form.kind).ok_or_else(|| Problem::field("kind", "registry-choose"))?;
    let mut write = app.db.write(doer, "bodies.enter", &[Lock::new("bodies", id)]).await?;
    let mut line = columns(&write, doer, words).await?;
    line.extend(row! { id: id, community: doer.community.0, kind: kind.name() });
    write.create_once(&BODIES, line).await?;
    write.commit().await?;
    Ok(id.into())
}

/// Changes a body's name, phone or grid.
///
/// # Errors
/// Words at the fields; [`Problem::Changed`] when someone else was faster.
pub async fn change(app: &App, doer: &Doer, id: BodyId, form: &BodyForm) -> Outcome<()> {
    doer.require(BODIES_CHANGE, &[Relation::Community])?;
    let words = read(form)?;
    let mut write = app.db.write(doer, "bodies.change", &[Lock::new("bodies", id)]).await?;
    store::body(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let line = columns(&write, doer, words).await?;
    write.change(&BODIES, id, form.version, line).await?;
    write.commit().await
}

/// Closes a body; everyone's membership ends.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn close(app: &App, doer: &Doer, id: BodyId, version: i64) -> Outcome<()> {
    doer.require(BODIES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "bodies.close", &[Lock::new("bodies", id)]).await?;
    open(&write, doer, id).await?;
    write.change(&BODIES, id, version, row! { closed_at: doer.at }).await?;
    write
        .run("update body_members set until = $1 where body_id = $2 and until is null", values![doer.at, id.0])
        .await?;
    write.commit().await
}

/// Makes someone a member, or changes whether they lead.
///
/// # Errors
/// `registry-choose` when there is no such person; [`Problem::Changed`] when someone else was faster.
pub async fn join(app: &App, doer: &Doer, id: BodyId, form: &MemberForm) -> Outcome<()> {
    doer.require(BODIES_CHANGE, &[Relation::Community])?;
    doer.require(PEOPLE_SEE, &[Relation::Community])?;
    let person: PersonId = form.person.parse().map_err(|_| Problem::field("person", "registry-choose"))?;
    let mut write = app.db.write(doer, "bodies.join", &[Lock::new("bodies", id)]).await?;
    open(&write, doer, id).await?;
    people::present(&write, doer.community, person)
        .await?
        .ok_or_else(|| Problem::field("person", "registry-choose"))?;
    write.change(&BODIES, id, form.version, Vec::new()).await?;
    join_in(&mut write, id, (person, form.leads.is_some())).await?;
    write.commit().await
}

/// Makes someone a member inside another write; the caller has checked both and touches the body.
///
/// # Errors
/// A fault from the database.
pub async fn join_in(write: &mut Write, body: BodyId, (person, leads): (PersonId, bool)) -> Outcome<()> {
    let at = write.doer().at;
    let line = row! {
        body_id: body.0, person_id: person.0, leads: leads, since: at, until: None::<base::Moment>,
    };
    if !write.insert_once("body_members", line).await? {
        // Whoever comes back begins anew; whoever is there only changes what they do.
        let again = "update body_members set since = $1, until = null where body_id = $2 and person_id = $3 \
             and until is not null";
        write.run(again, values![at, body.0, person.0]).await?;
        let leading = "update body_members set leads = $1 where body_id = $2 and person_id = $3";
        write.run(leading, values![leads, body.0, person.0]).await?;
    }
    Ok(())
}

/// Ends someone's membership.
///
/// # Errors
/// [`Problem::Changed`] when someone else was faster.
pub async fn part(app: &App, doer: &Doer, id: BodyId, (person, version): (PersonId, i64)) -> Outcome<()> {
    doer.require(BODIES_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "bodies.part", &[Lock::new("bodies", id)]).await?;
    store::body(&write, doer.community, id).await?.ok_or(Problem::NotFound)?;
    let sql = "update body_members set until = $1, leads = $2 where body_id = $3 and person_id = $4 and until is null";
    if write.run(sql, values![doer.at, false, id.0, person.0]).await? == 1 {
        write.change(&BODIES, id, version, Vec::new()).await?;
    }
    write.commit().await
}

async fn open(door: &impl Query, doer: &Doer, id: BodyId) -> Outcome<BodyView> {
    let body = store::body(door, doer.community, id).await?.ok_or(Problem::NotFound)?;
    if body.closed { Err(Problem::refused("registry-closed-already")) } else { Ok(body) }
}

async fn columns(door: &impl Query, doer: &Doer, words: BodyWords) -> Outcome<Row> {
    if let Some(grid) = words.grid {
        let known = grids::store::find(door, doer.community, grid).await?.filter(|grid| !grid.closed);
        known.ok_or_else(|| Problem::field("grid", "registry-choose"))?;
    }
    Ok(row! {
        name_zh: words.name.zh, name_bo: words.name.bo, name_en: words.name.en, phone: words.phone,
        grid_id: words.grid.map(|id| id.0),
    })
}
