//! The verbs of saved filters: keep, rename, let the office use, throw away.

use super::rules::{FILTERS_MAX, Filter, kept, title};
use super::store::{self, FILTERS};
use crate::orders::powers::{FILTERS_KEEP, FILTERS_SHARE};
use base::{Doer, Outcome, Power, Problem, Refusal, Relation};
use db::{Lock, Row, Write, row};
use futures::future::BoxFuture;
use kernel::app::App;
use uuid::Uuid;

/// What the reader may use: their own, and what others let the office use.
///
/// # Errors
/// `NotAllowed`.
pub async fn usable(app: &App, doer: &Doer) -> Outcome<Vec<Filter>> {
    let account = owner(doer, FILTERS_KEEP)?;
    store::usable(&app.db.read().await?, doer.community, account).await
}

/// Keeps a filter under a title.
///
/// # Errors
/// `NotAllowed`; field title; refusals: nothing in it narrows, too many kept.
pub async fn keep(app: &App, doer: &Doer, once: Uuid, (name, question): (&str, &str)) -> Outcome<()> {
    let account = owner(doer, FILTERS_KEEP)?;
    let (title, filters) = (title(name)?, kept(question)?);
    let mut write = app.db.write(doer, "filters.keep", &[Lock::new("saved_filters", account)]).await?;
    let own = store::own(&write, account).await?;
    if own.iter().any(|filter| filter.id == once) {
        return Ok(());
    }
    if own.len() >= FILTERS_MAX {
        return Err(Problem::Refused(Refusal::new("filters-refused-many").with("limit", FILTERS_MAX)));
    }
    let row = row! {
        id: once, community: doer.community.0, account_id: account, title: title, filters: filters, shared: false,
    };
    if !write.create_once(&FILTERS, row).await? {
        // It was kept and thrown away with this form before.
        return Ok(());
    }
    write.commit().await
}

/// Gives it another title.
///
/// # Errors
/// As [`keep`], and `NotFound`, `Changed`.
pub async fn rename(app: &App, doer: &Doer, aim: (Uuid, i64), name: &str) -> Outcome<()> {
    let title = title(name)?;
    change(app, doer, ("filters.rename", FILTERS_KEEP), aim, row! { title: title }).await
}

/// Lets the whole office use it, or no longer.
///
/// # Errors
/// As [`rename`].
pub async fn set_shared(app: &App, doer: &Doer, aim: (Uuid, i64), shared: bool) -> Outcome<()> {
    change(app, doer, ("filters.share", FILTERS_SHARE), aim, row! { shared: shared }).await
}

/// Throws it away.
///
/// # Errors
/// As [`rename`].
pub async fn throw_away(app: &App, doer: &Doer, aim: (Uuid, i64)) -> Outcome<()> {
    change(app, doer, ("filters.throw_away", FILTERS_KEEP), aim, gone(doer)).await
}

async fn change(
    app: &App,
    doer: &Doer,
    (verb, power): (&'static str, Power),
    (id, version): (Uuid, i64),
    row: Row,
) -> Outcome<()> {
    let account = owner(doer, power)?;
    let mut write = app.db.write(doer, verb, &[Lock::new("saved_filters", account)]).await?;
    store::one(&write, account, id).await?.ok_or(Problem::NotFound)?;
    write.change(&FILTERS, id, version, row).await?;
    write.commit().await
}

/// Nobody's, and saying nothing.
fn gone(doer: &Doer) -> Row {
    row! { account_id: None::<Uuid>, title: "", filters: "", shared: false, ended_at: doer.at }
}

/// Filters of closed accounts leave with them.
pub fn forget<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let left = store::left_behind(&app.db.read().await?, doer.community, doer.at).await?;
        for (id, version) in left {
            let mut write: Write = app.db.write(doer, "filters.forget", &[Lock::new("saved_filters", id)]).await?;
            match write.change(&FILTERS, id, version, gone(doer)).await {
                Ok(()) => write.commit().await?,
                // Changed meanwhile: the next day is soon enough.
                Err(Problem::Changed) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(())
    })
}

fn owner(doer: &Doer, power: Power) -> Outcome<Uuid> {
    doer.require(power, &[Relation::Own])?;
    doer.account.map(Uuid::from).ok_or(Problem::SignIn)
}
