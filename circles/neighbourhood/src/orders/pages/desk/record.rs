//! Recording for somebody at the counter or on the phone 代办: who calls first, then what, where and what they wish.
//!
//! "Look" shows the same form again with the people and earlier orders of that phone and the questions of the category,
//! so that everything works without a script, and no phone number ever stands in an address.

use super::super::ask::care::Known;
use super::super::choices::{Cluster, places};
use super::super::photos;
use super::super::voice::{self, Speaking};
use super::kin;
use super::moves::clusters;
use super::record_form::RecordForm;
use super::words::{self, Choice, Row, Tool};
use crate::categories::actions as categories;
use crate::orders::actions::{self, Aim, Caring};
use crate::orders::paper::rules::Because;
use crate::orders::rules::{PHOTOS_MAX, Part};
use crate::orders::views::PhotoView;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Locale, OrderId, Outcome, PersonId, Problem};
use kernel::case::Named;
use registry::people::{self, PersonView};
use registry::powers::PEOPLE_SEE;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Posted, Questioned, Shell, Site, Upload, Uploaded, Visit};

/// Where to begin: a parked draft, or a person of the register.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Start {
    draft: Option<Uuid>,
    person: Option<Uuid>,
    /// It is entered from paper.
    paper: String,
}

struct Question {
    name: String,
    label: String,
    required: bool,
    answer: String,
}

struct Caller {
    id: String,
    name: String,
    small: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "orders/desk/record.html")]
struct RecordPage {
    shell: Shell,
    form: RecordForm,
    mend: Mend,
    looked: bool,
    callers: Vec<Caller>,
    earlier: Vec<Row>,
    categories: Vec<Cluster>,
    notice: Option<String>,
    questions: Vec<Question>,
    places: Vec<Cluster>,
    languages: Vec<Choice>,
    parts: Vec<Choice>,
    /// Why something was written on paper.
    becauses: Vec<Choice>,
    /// Who came to this person before, to say "not this one".
    known: Vec<Choice>,
    /// Photos that are in the parked draft, and those that wait for this form.
    kept: Vec<Uuid>,
    photos: Vec<PhotoView>,
    photos_left: usize,
    /// Someone speaks at the counter, or left a message.
    voice: Speaking,
    /// What neighbours asked of this kind at this place.
    near: Vec<Known>,
}

impl RecordPage {
    fn wrong(&self, field: &str) -> Option<String> {
        Some(self.mend.field(&self.shell, field)).filter(|words| !words.is_empty())
    }
}

pub(crate) async fn new(State(site): State<Site>, visit: Visit, Questioned(start): Questioned<Start>) -> Answer {
    let mut form = match start.draft {
        Some(draft) => RecordForm::from(&actions::resume_draft(&site.app, &visit.doer, draft.into()).await?),
        None => RecordForm { once: site.app.new_id().to_string(), ..RecordForm::default() },
    };
    if let Some(person) = start.person {
        form.person = person.to_string();
    }
    form.paper = start.paper;
    web::page(&record_page(&site, &visit, form, Mend::nothing()).await?).map(web::with_microphone)
}

pub(crate) async fn save(
    State(site): State<Site>,
    visit: Visit,
    Uploaded { form, files }: Uploaded<RecordForm>,
) -> Answer {
    if let Ok(order) = form.care.parse::<OrderId>() {
        let wish = Caring { once: form.once()?, order, counter: Some(form.person()) };
        return match kin::care(&site, &visit, wish).await {
            Ok(receipt) => kin::slip(&site, &visit, (receipt, order)),
            Err(problem) => refused(&site, &visit, form, problem).await,
        };
    }
    match recorded(&site, &visit, &form, files).await {
        Ok(Some(order)) => Ok(web::goto(&site, &format!("/desk/orders/{order}/slip"), "ok", "orders-desk-recorded")),
        Ok(None) => web::page(&record_page(&site, &visit, form, Mend::nothing()).await?).map(web::with_microphone),
        Err(problem) => refused(&site, &visit, form, problem).await,
    }
}

/// The order, or nothing when the form is only to be shown again: to look somebody up, or without a photo.
async fn recorded(site: &Site, visit: &Visit, form: &RecordForm, files: Vec<Upload>) -> Outcome<Option<OrderId>> {
    let wish = wish(site, visit, form, files).await?;
    if form.step == "look" || !form.drop.is_empty() {
        return Ok(None);
    }
    let receipt = match form.entry()? {
        Some(paper) => db::again(|| actions::ask_from_paper(&site.app, &visit.doer, &wish, &paper)).await,
        None if form.is_draft() => {
            db::again(|| actions::submit_draft(&site.app, &visit.doer, form.version, &wish)).await
        }
        None => db::again(|| actions::ask(&site.app, &visit.doer, &wish)).await,
    };
    receipt.map(|receipt| Some(receipt.order))
}

pub(crate) async fn park(
    State(site): State<Site>,
    visit: Visit,
    Uploaded { form, files }: Uploaded<RecordForm>,
) -> Answer {
    let parked = match wish(&site, &visit, &form, files).await {
        // The sheet itself is parked well enough, and keeps its time.
        Ok(_) if form.on_paper() => Err(Problem::field("sheet", "orders-paper-refused-park")),
        Ok(wish) => db::again(|| actions::park(&site.app, &visit.doer, &wish)).await,
        Err(problem) => Err(problem),
    };
    match parked {
        Ok(_) => Ok(web::goto(&site, "/desk", "ok", "orders-desk-parked")),
        Err(problem) => refused(&site, &visit, form, problem).await,
    }
}

/// What was written, with the photos that wait for this form.
async fn wish(site: &Site, visit: &Visit, form: &RecordForm, files: Vec<Upload>) -> Outcome<actions::Asking> {
    let asking = form.asking()?;
    voice::stage(site, visit, asking.once, (&files, &form.drop)).await?;
    photos::stage(site, visit, asking.once, files).await?;
    photos::take_out(site, visit, asking.once, &form.drop).await?;
    let staged = actions::staged_photos(&site.app, &visit.doer, asking.once).await?;
    Ok(actions::Asking { photos: staged.iter().map(|photo| photo.id).collect(), ..asking })
}

async fn refused(site: &Site, visit: &Visit, form: RecordForm, problem: Problem) -> Answer {
    let page = record_page(site, visit, form, Mend::of(problem)?).await?;
    web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page).map(web::with_microphone)
}

/// A draft to throw away.
#[derive(Deserialize)]
pub(crate) struct Discarding {
    once: Uuid,
    version: i64,
}

pub(crate) async fn discard(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<Discarding>,
) -> Answer {
    let aim = Aim { order: id, version: form.version, once: form.once };
    db::again(|| actions::discard_draft(&site.app, &visit.doer, aim)).await?;
    Ok(web::goto(&site, "/desk", "ok", "orders-desk-discarded"))
}

async fn record_page(site: &Site, visit: &Visit, form: RecordForm, mend: Mend) -> Outcome<RecordPage> {
    let shell = site.shell(visit, "orders-desk-record").back("/desk");
    let (callers, earlier) = who_calls(site, visit, &shell, &form).await?;
    let groups = categories::tree(&site.app, &visit.doer).await?;
    let chosen = form.category();
    let kind = groups.iter().flat_map(|group| &group.kinds).find(|kind| Some(kind.id) == chosen).map(|kind| &kind.kind);
    let notice = kind.and_then(|kind| match &kind.notice {
        Some(own) => Some(words::text(&shell, own)),
        None => kind.notice_key.as_ref().map(|key| shell.t(key)),
    });
    let questions = kind.map(|kind| kind.questions.iter().zip(1usize..)).into_iter().flatten();
    let questions = questions.map(|(question, at)| Question {
        name: format!("answer_{at}"),
        label: words::text(&shell, &question.text),
        required: question.required,
        answer: form.answer(at).to_owned(),
    });
    let person = callers.iter().find(|caller| caller.chosen).and_then(|caller| caller.id.parse().ok());
    let kept = kept_photos(site, visit, &form).await?;
    let in_draft =
        if form.is_draft() { actions::kept_voice(&site.app, &visit.doer, form.once()?).await? } else { None };
    let wrong = (!form.forget_voice.is_empty(), mend.field(&shell, "voice"));
    let voice = voice::speaking((site, visit, &shell), (form.once()?, in_draft), wrong).await?;
    let photos = actions::staged_photos(&site.app, &visit.doer, form.once()?).await?;
    Ok(RecordPage {
        known: known(site, visit, person, &form.without).await?,
        photos_left: PHOTOS_MAX.saturating_sub(kept.len() + photos.len()),
        kept,
        photos,
        voice,
        near: kin::near((site, visit, &shell), form.category(), &form.place).await?,
        looked: form.step == "look",
        callers,
        earlier,
        notice,
        questions: questions.collect(),
        categories: clusters(&shell, &groups, &form.category),
        places: places(site, visit, &shell, &form.place).await?,
        languages: languages(&shell, &form.language),
        parts: parts(&shell, &form.part),
        becauses: becauses(&shell, &form.because),
        shell,
        form,
        mend,
    })
}

/// The helpers who came to this person before; nobody else can be looked up here.
async fn known(site: &Site, visit: &Visit, person: Option<PersonId>, chosen: &str) -> Outcome<Vec<Choice>> {
    let Some(person) = person else { return Ok(Vec::new()) };
    let known = actions::known_helpers(&site.app, &visit.doer, Some(person)).await?;
    Ok(known.into_iter().map(|(helper, name)| Choice::new(helper.to_string(), name, chosen)).collect())
}

/// The photos that a parked draft holds already.
async fn kept_photos(site: &Site, visit: &Visit, form: &RecordForm) -> Outcome<Vec<Uuid>> {
    if !form.is_draft() {
        return Ok(Vec::new());
    }
    match actions::resume_draft(&site.app, &visit.doer, form.once()?.into()).await {
        Ok(draft) => Ok(draft.asking.photos),
        // It was handed in meanwhile.
        Err(Problem::NotFound) => Ok(Vec::new()),
        Err(problem) => Err(problem),
    }
}

/// The people and the earlier orders of the phone that was typed, and the person who was chosen before.
async fn who_calls(site: &Site, visit: &Visit, shell: &Shell, form: &RecordForm) -> Outcome<(Vec<Caller>, Vec<Row>)> {
    let (app, doer) = (&site.app, &visit.doer);
    let phone = form.phone.trim();
    let found = people_of(site, visit, (phone, form.person())).await?;
    let may_find = doer.may(crate::orders::powers::ORDERS_CODE) && !phone.is_empty();
    let earlier = match if may_find { actions::find_by_phone(app, doer, phone).await } else { Ok(Vec::new()) } {
        Ok(earlier) => earlier,
        // A number that cannot be one is told when the form is handed in.
        Err(Problem::Invalid(_)) => Vec::new(),
        Err(problem) => return Err(problem),
    };
    let tool = |id: OrderId| Tool { href: super::act::path(id), label: shell.t("orders-desk-tool-look") };
    let earlier = earlier.iter().map(|found| words::row(shell, &found.line, tool(found.line.id))).collect();
    let alone = found.len() == 1 && form.person.is_empty() && form.step == "look";
    let caller = |person: &PersonView| Caller {
        id: person.id.to_string(),
        name: person.name.clone(),
        small: person.place_label.clone(),
        chosen: alone || form.person() == Some(person.id),
    };
    Ok((found.iter().map(caller).collect(), earlier))
}

/// Who is reached by this phone, and the person that was chosen earlier, if still there.
async fn people_of(site: &Site, visit: &Visit, (phone, chosen): (&str, Option<PersonId>)) -> Outcome<Vec<PersonView>> {
    let (app, doer) = (&site.app, &visit.doer);
    if !doer.may(PEOPLE_SEE) {
        return Ok(Vec::new());
    }
    let read = app.db.read().await?;
    let mut found = if phone.is_empty() { Vec::new() } else { people::find_by_phone(app, &read, doer, phone).await? };
    if let Some(person) = chosen.filter(|id| !found.iter().any(|person| person.id == *id)) {
        match people::view(app, &read, doer, person).await {
            Ok(person) => found.push(person),
            Err(Problem::NotFound) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(found)
}

fn languages(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let choice = |locale: Locale| Choice::new(locale.tag(), words::language_name(shell, locale), chosen);
    Locale::ALL.into_iter().map(choice).collect()
}

fn parts(shell: &Shell, chosen: &str) -> Vec<Choice> {
    Part::ALL.iter().map(|&part| Choice::new(part.name(), words::part_of_day(shell, part), chosen)).collect()
}

fn becauses(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let words = |because: Because| shell.t(&format!("orders-paper-because-{}", because.name().replace('_', "-")));
    Because::ALL.iter().map(|&because| Choice::new(because.name(), words(because), chosen)).collect()
}
