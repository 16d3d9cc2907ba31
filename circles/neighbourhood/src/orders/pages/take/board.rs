//! The first page: what suits the reader, what they hold, what they are asked to look at; taking and declining.

use super::super::super::actions::{self, Aim};
use super::super::super::rules::No;
use super::super::super::views::OfferView;
use super::words::{Card, Held, Minutes, listed, speaks};
use askama::Template;
use axum::extract::State;
use base::{OrderId, Outcome, PersonId, Problem};
use kernel::i18n::DEFAULT_OFFSET_MINUTES;
use registry::helpers::{FreeTime, Wishes, skill_key};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Sent, Shell, Site, Visit, goto, page};

/// What the reader ticked about helping, in words.
pub(super) enum Choice {
    /// They speak for a unit or department, or help without ticking.
    None,
    /// Nothing ticked yet: that comes first.
    Missing,
    /// They pause; until when, if they said so.
    Paused(Option<String>),
    /// What they ticked.
    Ticked(String),
}

#[derive(Template)]
#[template(path = "orders/take/board.html")]
pub(super) struct BoardPage {
    pub(super) shell: Shell,
    pub(super) choice: Choice,
    /// What the reader is in for, with one more to be found.
    pub(super) waits: Vec<Card>,
    pub(super) suits: Vec<Card>,
    pub(super) also: Vec<Card>,
    pub(super) held: Vec<Held>,
    pub(super) checks: Vec<Card>,
    pub(super) minutes: Vec<Minutes>,
    pub(super) speaks: bool,
}

/// The first page.
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Answer {
    let (app, doer) = (&site.app, &visit.doer);
    let shell = site.shell(&visit, "orders-take-title");
    let speaks = speaks(doer);
    let offers = actions::offers_for(app, doer).await?;
    let cards = |fits: bool| -> Vec<Card> {
        let chosen = offers.iter().filter(|offer: &&OfferView| !offer.waits && (speaks || offer.fits_all) == fits);
        chosen.map(|offer| Card::of(&shell, offer)).collect()
    };
    let waits = offers.iter().filter(|offer| offer.waits).map(|offer| Card::of(&shell, offer)).collect();
    let (suits, also) = (cards(true), cards(false));
    let held = actions::held_by(app, doer).await?.iter().map(|held| Held::of(&shell, held)).collect();
    let checks = actions::checks_for(app, doer).await?.iter().map(|check| Card::of(&shell, check)).collect();
    let minutes = actions::minutes_to_confirm(app, doer).await?;
    let minutes = minutes.into_iter().map(|minutes| Minutes::of(&shell, minutes)).collect();
    let choice = choice(&site, &visit, &shell, speaks).await?;
    page(&BoardPage { shell, choice, waits, suits, also, held, checks, minutes, speaks })
}

async fn choice(site: &Site, visit: &Visit, shell: &Shell, speaks: bool) -> Outcome<Choice> {
    let Some(person) = visit.doer.person.filter(|_| !speaks) else { return Ok(Choice::None) };
    let read = site.app.db.read().await?;
    let wishes = registry::helpers::wishes(&read, person).await?;
    if wishes.version == 0 {
        return Ok(Choice::Missing);
    }
    if let Some(until) = wishes.paused_until.filter(|day| *day >= today(visit)) {
        return Ok(Choice::Paused(Some(shell.lang().day(until))));
    }
    if wishes.takes == Some(false) {
        return Ok(Choice::Paused(None));
    }
    if wishes.skills.is_empty() && wishes.times.is_empty() {
        return Ok(Choice::Missing);
    }
    let compounds = registry::places::compounds(&read, visit.doer.community).await?;
    let areas = compounds.iter().filter(|compound| wishes.areas.contains(&compound.id));
    let areas: Vec<String> = areas.map(|compound| shell.lang().pick(&compound.name).0.to_owned()).collect();
    Ok(Choice::Ticked(ticked(shell, &wishes, &areas)))
}

fn today(visit: &Visit) -> base::Day {
    (visit.doer.at + chrono::Duration::minutes(i64::from(DEFAULT_OFFSET_MINUTES))).date_naive()
}

/// "清溪里一带、水电、晚上有空".
fn ticked(shell: &Shell, wishes: &Wishes, areas: &[String]) -> String {
    let skills: Vec<String> = wishes.skills.iter().filter_map(|code| skill_key(code)).map(|key| shell.t(key)).collect();
    let areas = listed(shell, areas).map(|names| shell.tx("orders-take-around", "name", &names));
    let parts = areas.into_iter().chain(listed(shell, &skills)).chain(free(shell, &wishes.times));
    parts.collect::<Vec<_>>().join(&shell.t("orders-take-comma"))
}

/// The parts of a day in which someone has time on some day of the week.
fn free(shell: &Shell, times: &[FreeTime]) -> Vec<String> {
    let parts = [
        (9 * 60, 12 * 60, "orders-take-free-morning"),
        (13 * 60, 18 * 60, "orders-take-free-afternoon"),
        (18 * 60, 21 * 60, "orders-take-free-evening"),
    ];
    let has = |from, to| times.iter().any(|time| time.from_minute < to && time.to_minute > from);
    parts.iter().filter(|(from, to, _)| has(*from, *to)).map(|(_, _, key)| shell.t(key)).collect()
}

/// The hidden fields of a small form about one order.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    once: String,
    version: i64,
}

impl Step {
    pub(super) fn aim(&self, order: OrderId) -> Outcome<Aim> {
        let once: Uuid = self.once.parse().map_err(|_| Problem::NotFound)?;
        Ok(Aim { order, version: self.version, once })
    }
}

/// Takes it. That somebody else was faster is no fault of anyone.
pub(super) async fn take(sent: Sent<OrderId, Step>) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let (path, word) = match db::again(|| actions::take(sent.app(), sent.doer(), aim, None)).await {
        Ok(()) => (format!("/take/{}", sent.key), taken(&sent).await?),
        Err(Problem::Refused(no)) if no.key == No::Taken.key() => ("/take".to_owned(), "orders-take-faster"),
        Err(problem) => return Err(problem.into()),
    };
    Ok(goto(&sent.site, &path, "ok", word))
}

/// They have it; or they are in, and one more is looked for.
async fn taken(sent: &Sent<OrderId, Step>) -> Outcome<&'static str> {
    match actions::for_offer(sent.app(), sent.doer(), sent.key).await {
        Ok(offer) if offer.waits => Ok("orders-pair-in"),
        Ok(_) | Err(Problem::NotFound) => Ok("orders-take-taken"),
        Err(problem) => Err(problem),
    }
}

/// Says no, without a word.
pub(super) async fn decline(sent: Sent<OrderId, Step>) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    db::again(|| actions::decline(sent.app(), sent.doer(), aim)).await?;
    Ok(goto(&sent.site, "/take", "ok", "orders-take-declined"))
}

/// A leader's word on the minutes of one helper.
#[derive(Deserialize)]
pub(super) struct MinutesForm {
    once: String,
    version: i64,
    round: i64,
    person: PersonId,
}

/// Confirms the minutes of one helper.
pub(super) async fn confirm_minutes(sent: Sent<OrderId, MinutesForm>) -> Answer {
    let form = &sent.form;
    let aim = Step { once: form.once.clone(), version: form.version }.aim(sent.key)?;
    db::again(|| actions::confirm_minutes(sent.app(), sent.doer(), aim, form.round, form.person)).await?;
    let back = if sent.doer().is_staff() { "/desk" } else { "/take" };
    Ok(goto(&sent.site, back, "ok", "orders-take-minutes-confirmed"))
}
