//! The staff's pages: opt someone in at the counter 代办, print their passbook, corrections by two people.

use super::actions;
use super::commendations::rules::Merit;
use super::corrections::{self, Proposal};
use super::expiry::store::{Unreached, unreached};
use super::ledger::Ledger;
use super::pages::{Book, JoinForm, PrintPage};
use super::powers::{POINTS_APPROVE, POINTS_CORRECT, POINTS_ENROL, POINTS_PRAISE};
use super::rules::local_day;
use super::store::{self, CorrectionRow};
use crate::supermarket::store::{Face, faces};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, PersonId, Problem, Relation};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Posted, Shell, Site, Visit, goto, page, page_with};

/// People shown for a name.
const FACES_SHOWN: usize = 30;

/// Whom the worker looks for.
#[derive(Deserialize, Default)]
pub struct Sought {
    #[serde(default)]
    pub(crate) q: String,
}

#[derive(Template)]
#[template(path = "points/people.html")]
struct PeoplePage {
    shell: Shell,
    q: String,
    faces: Vec<Face>,
}

/// Where a person is looked for, to opt them in or to print their passbook.
pub async fn people(State(site): State<Site>, visit: Visit) -> Answer {
    found(&site, &visit, Sought::default()).await
}

/// Whom the words mean; a name stands in no address.
pub async fn find(State(site): State<Site>, visit: Visit, Posted(sought): Posted<Sought>) -> Answer {
    found(&site, &visit, sought).await
}

async fn found(site: &Site, visit: &Visit, sought: Sought) -> Answer {
    visit.doer.require(POINTS_ENROL, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let q = sought.q.trim().replace('\0', "");
    let found = if q.is_empty() {
        Vec::new()
    } else if let Some(member) = store::member_by_passbook(&read, visit.doer.community, &q).await? {
        return Ok(web::back_to(&format!("/points/people/{}", member.id)));
    } else {
        faces(&read, visit.doer.community, (&q, false), FACES_SHOWN).await?
    };
    page(&PeoplePage { shell: site.shell(visit, "points-people-title"), q, faces: found })
}

/// People on one list.
const UNREACHED_SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "points/ending.html")]
struct EndingPage {
    shell: Shell,
    people: Vec<Unreached>,
    more: bool,
}

/// On paper, for the counter: who is to be told by word of mouth that points end. How many stands only in their passbook.
pub async fn ending(State(site): State<Site>, visit: Visit) -> Answer {
    let doer = &visit.doer;
    doer.require(POINTS_ENROL, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let (people, more) = unreached(&read, doer.community, (local_day(doer.at), UNREACHED_SHOWN)).await?;
    page(&EndingPage { shell: site.shell(&visit, "points-ending-list").back("/points/people"), people, more })
}

/// A correction as it was typed.
#[derive(Deserialize, Clone)]
pub struct CorrectionForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    ledger: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "points/person.html")]
struct PersonPage {
    shell: Shell,
    book: Book,
    form: Option<CorrectionForm>,
    mend: Mend,
    praises: bool,
    praise: PraiseForm,
    merits: [Merit; 4],
}

/// Praise as it was typed.
#[derive(Deserialize, Clone, Default)]
pub struct PraiseForm {
    #[serde(default)]
    pub(super) once: String,
    #[serde(default)]
    pub(super) merit: String,
    #[serde(default)]
    pub(super) amount: String,
    #[serde(default)]
    pub(super) reason: String,
}

/// What stands in the two forms of a person's page.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) correction: Option<CorrectionForm>,
    pub(super) praise: Option<PraiseForm>,
    pub(super) mend: Mend,
}

/// A person's part in the scheme, for the counter.
pub async fn person(State(site): State<Site>, visit: Visit, Key(person): Key<Uuid>) -> Answer {
    person_page(&site, &visit, PersonId(person), Typed::default()).await
}

/// A person's page, also after a refused form.
pub(super) async fn person_page(site: &Site, visit: &Visit, person: PersonId, typed: Typed) -> Answer {
    let doer = &visit.doer;
    doer.require(POINTS_ENROL, &[Relation::Community])?;
    let book = Book::open(site, doer, person).await?;
    let shell = site.shell(visit, "points-person-title").back("/points/people");
    let corrects = doer.require(POINTS_CORRECT, &[Relation::Community]).is_ok() && book.member.is_some();
    let fresh = CorrectionForm {
        once: shell.once(),
        ledger: "points".to_owned(),
        amount: String::new(),
        reason: String::new(),
    };
    let form = if corrects { typed.correction.or(Some(fresh)) } else { None };
    let praises = doer.require(POINTS_PRAISE, &[Relation::Community]).is_ok() && book.may_be_praised();
    let praise = typed.praise.unwrap_or_else(|| PraiseForm {
        once: shell.once(),
        amount: book.pack.praise_least.to_string(),
        ..PraiseForm::default()
    });
    let (mend, merits) = (typed.mend, Merit::ALL);
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &PersonPage { shell, book, form, mend, praises, praise, merits })
}

/// Opts someone in at the counter.
pub async fn join(
    State(site): State<Site>,
    visit: Visit,
    Key(person): Key<Uuid>,
    Posted(form): Posted<JoinForm>,
) -> Answer {
    let wish = form.wish(PersonId(person));
    db::again(|| actions::join(&site.app, &visit.doer, &wish)).await?;
    Ok(goto(&site, &format!("/points/people/{person}"), "ok", "points-joined-for"))
}

/// A form with nothing but its button.
#[derive(Deserialize)]
pub struct Bare {}

/// Opts someone out at the counter.
pub async fn leave(State(site): State<Site>, visit: Visit, Key(person): Key<Uuid>, Posted(_): Posted<Bare>) -> Answer {
    db::again(|| actions::leave(&site.app, &visit.doer, PersonId(person))).await?;
    Ok(goto(&site, &format!("/points/people/{person}"), "ok", "points-left-for"))
}

/// Prints someone's passbook.
pub async fn print(State(site): State<Site>, visit: Visit, Key(person): Key<Uuid>) -> Answer {
    visit.doer.require(POINTS_ENROL, &[Relation::Community])?;
    let book = Book::open(&site, &visit.doer, PersonId(person)).await?;
    let shell = site.shell(&visit, "points-title").back(format!("/points/people/{person}"));
    page(&PrintPage { shell, book })
}

/// Proposes a correction.
pub async fn propose(
    State(site): State<Site>,
    visit: Visit,
    Key(person): Key<Uuid>,
    Posted(form): Posted<CorrectionForm>,
) -> Answer {
    let answer = match proposal(PersonId(person), &form) {
        Ok(wish) => db::again(|| corrections::propose(&site.app, &visit.doer, &wish)).await,
        Err(problem) => Err(problem),
    };
    match answer {
        Ok(()) => Ok(goto(&site, &format!("/points/people/{person}"), "ok", "points-correction-proposed")),
        Err(problem) => {
            let typed = Typed { correction: Some(form), praise: None, mend: Mend::of(problem)? };
            person_page(&site, &visit, PersonId(person), typed).await
        }
    }
}

fn proposal(person: PersonId, form: &CorrectionForm) -> Outcome<Proposal> {
    let amount =
        form.amount.trim().replace('−', "-").parse().map_err(|_| Problem::field("amount", "points-amount-wrong"))?;
    Ok(Proposal {
        id: form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?,
        person,
        ledger: if form.ledger == "hours" { Ledger::Hours } else { Ledger::Points },
        amount,
        reason: form.reason.clone(),
    })
}

#[derive(Template)]
#[template(path = "points/corrections.html")]
struct CorrectionsPage {
    shell: Shell,
    rows: Vec<(CorrectionRow, String)>,
}

/// Corrections that wait for the second person.
pub async fn corrections(State(site): State<Site>, visit: Visit) -> Answer {
    visit.doer.require(POINTS_APPROVE, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let open = store::corrections_open(&read, visit.doer.community).await?;
    let people: Vec<PersonId> = open.iter().map(|row| PersonId(row.person_id)).collect();
    let names = store::names_of(&read, visit.doer.community, &people).await?;
    let name = |row: &CorrectionRow| names.get(&PersonId(row.person_id)).cloned().unwrap_or_default();
    let rows = open
        .into_iter()
        .map(|row| {
            let name = name(&row);
            (row, name)
        })
        .collect();
    page(&CorrectionsPage { shell: site.shell(&visit, "points-corrections-title"), rows })
}

/// The second person's word.
#[derive(Deserialize)]
pub struct DecisionForm {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    decision: String,
}

/// Approves or declines a correction.
pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<DecisionForm>,
) -> Answer {
    let approve = form.decision == "approve";
    db::again(|| corrections::decide(&site.app, &visit.doer, (id, form.version, approve))).await?;
    let key = if approve { "points-correction-approved" } else { "points-correction-declined" };
    Ok(goto(&site, "/points/corrections", "ok", key))
}
