//! Praise on screen: the public notice with its objections, the staff's list, and the nominee's answer from the passbook.

use super::actions::{self, Answer as Said, Proposal, Ruling};
use super::rules::Merit;
use super::store::{self, Commendation, Objection};
use crate::points::appeals::pages::{RulingForm, passbook_of};
use crate::points::desk::{PraiseForm, Typed, person_page};
use crate::points::powers::{POINTS_GRANT, POINTS_PRAISE};
use crate::points::public::After;
use crate::points::rules::local_day;
use crate::points::store as points_store;
use access::throttle;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Doer, Moment, Outcome, PersonId, Points, Problem, Relation};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Answer, Cursor, Key, Listing, Mend, Posted, Questioned, Sent, Shell, Site, Visit, goto, page_with};

#[derive(Template)]
#[template(path = "points/honours.html")]
struct HonoursPage {
    shell: Shell,
    rows: Listing<Commendation>,
    now: Moment,
    notice_days: i64,
    typed: Option<(Uuid, String)>,
    mend: Mend,
}

impl HonoursPage {
    fn older(&self) -> Option<String> {
        self.rows.next.map(|cursor| format!("/points/honours?after={}", cursor.text()))
    }

    fn typed(&self, row: &Commendation) -> &str {
        self.typed.as_ref().filter(|(id, _)| *id == row.id).map_or("", |(_, words)| words)
    }
}

/// The public notice.
pub async fn honours(State(site): State<Site>, visit: Visit, Questioned(after): Questioned<After>) -> Answer {
    honours_page(&site, &visit, (Cursor::parse(&after.after), None, Mend::nothing())).await
}

async fn honours_page(
    site: &Site,
    visit: &Visit,
    (after, typed, mend): (Option<Cursor>, Option<(Uuid, String)>, Mend),
) -> Answer {
    let (read, doer) = (site.app.db.read().await?, &visit.doer);
    let rows = store::noticed(&read, doer.community, after).await?;
    let pack = points_store::rules_of(&read, doer.community, local_day(doer.at)).await?;
    let (shell, now, notice_days) = (site.shell(visit, "praise-public-title"), doer.at, pack.praise_notice_days);
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &HonoursPage { shell, rows, now, notice_days, typed, mend })
}

/// What somebody says about an award.
#[derive(Deserialize)]
pub struct WordsForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    words: String,
}

/// Says something about an award in notice.
pub async fn object(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<WordsForm>,
) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    throttle::slow_down(&site.app, "objection", visit.throttled_address(&site)).await?;
    match db::again(|| actions::object(&site.app, &visit.doer, (once, id, &form.words))).await {
        Ok(()) => Ok(goto(&site, "/points/honours", "ok", "praise-objected")),
        Err(problem) => honours_page(&site, &visit, (None, Some((id, form.words)), Mend::of(problem)?)).await,
    }
}

#[derive(Template)]
#[template(path = "points/praise.html")]
struct PraisePage {
    shell: Shell,
    rows: Vec<Row>,
    mend: Mend,
}

struct Row {
    praise: Commendation,
    objections: Vec<Objection>,
    /// The notice is over, and the reader is neither who proposed it nor the nominee.
    may_decide: bool,
    typed: String,
}

/// What is under way, for staff.
pub async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    list_page(&site, &visit, (None, Mend::nothing())).await
}

async fn list_page(site: &Site, visit: &Visit, (typed, mend): (Option<(Uuid, String)>, Mend)) -> Answer {
    visit.doer.require(POINTS_PRAISE, &[Relation::Community])?;
    let (read, mut rows) = (site.app.db.read().await?, Vec::new());
    let praises = store::under_way(&read, visit.doer.community).await?;
    let mut said: BTreeMap<Uuid, Vec<Objection>> = BTreeMap::new();
    for objection in store::objections(&read, &praises).await? {
        said.entry(objection.commendation_id).or_default().push(objection);
    }
    for praise in praises {
        let objections = said.remove(&praise.id).unwrap_or_default();
        let own = typed.as_ref().filter(|(id, _)| *id == praise.id);
        let typed = own.map(|(_, words)| words.clone()).unwrap_or_default();
        rows.push(Row { may_decide: may_decide(&visit.doer, &praise), typed, objections, praise });
    }
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &PraisePage { shell: site.shell(visit, "praise-title"), rows, mend })
}

fn may_decide(doer: &Doer, praise: &Commendation) -> bool {
    let own = doer.account.map(Uuid::from) == Some(praise.proposed_by) || doer.speaks_for(PersonId(praise.person_id));
    praise.may_be_decided(&doer.at) && !own && doer.require(POINTS_GRANT, &[Relation::Community]).is_ok()
}

/// Proposes praise on a person's page.
pub async fn propose(
    State(site): State<Site>,
    visit: Visit,
    Key(person): Key<Uuid>,
    Posted(form): Posted<PraiseForm>,
) -> Answer {
    let answer = match proposal(PersonId(person), &form) {
        Ok(wish) => db::again(|| actions::propose(&site.app, &visit.doer, &wish)).await,
        Err(problem) => Err(problem),
    };
    match answer {
        Ok(()) => Ok(goto(&site, &format!("/points/people/{person}"), "ok", "praise-proposed")),
        Err(problem) => {
            let typed = Typed { praise: Some(form), mend: Mend::of(problem)?, ..Typed::default() };
            person_page(&site, &visit, PersonId(person), typed).await
        }
    }
}

fn proposal(person: PersonId, form: &PraiseForm) -> Outcome<Proposal> {
    let amount = form.amount.trim().parse().map_err(|_| Problem::field("amount", "points-number-wrong"))?;
    Ok(Proposal {
        id: form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?,
        person,
        merit: Merit::from_name(&form.merit).ok_or(Problem::field("merit", "praise-merit-choose"))?,
        reason: form.reason.clone(),
        points: Points(amount),
    })
}

/// The nominee's answer.
#[derive(Deserialize)]
pub struct AnswerForm {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    shows_name: String,
}

/// The nominee says yes or no.
pub async fn answer(sent: Sent<Uuid, AnswerForm>) -> Answer {
    let said = Said { id: sent.key, agrees: sent.form.answer == "yes", shows_name: sent.form.shows_name == "yes" };
    let person = db::again(|| actions::answer(sent.app(), sent.doer(), said)).await?;
    let key = if said.agrees { "praise-agreed" } else { "praise-declined" };
    Ok(goto(&sent.site, &passbook_of(&sent.visit, person), "ok", key))
}

/// Decides on praise.
pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<RulingForm>,
) -> Answer {
    let ruling = Ruling { id, version: form.version, grants: form.decision == "yes", outcome: form.outcome };
    match db::again(|| actions::decide(&site.app, &visit.doer, &ruling)).await {
        Ok(()) => Ok(goto(&site, "/points/praise", "ok", "praise-decided")),
        Err(problem) => list_page(&site, &visit, (Some((id, ruling.outcome)), Mend::of(problem)?)).await,
    }
}
