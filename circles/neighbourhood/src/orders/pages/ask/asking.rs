//! Asking for help in three small steps: which kind, what and where, how to reach you.

use super::super::choices::{Cluster, places};
use super::super::photos;
use super::super::voice::{self, Speaking};
use super::care::{self, Known};
use super::kinds::{self, Choice};
use super::typed::{Step, Typed};
use super::words::{Named, named};
use crate::categories::rules::Category;
use crate::orders::actions;
use crate::orders::rules::PHOTOS_MAX;
use crate::orders::views::PhotoView;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, PersonId, Problem};
use serde::Deserialize;
use web::{Answer, Key, Mend, Questioned, Shell, Site, Upload, Uploaded, Visit};

#[derive(Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    group: String,
    /// For whom the reader asks.
    #[serde(default)]
    of: String,
}

#[derive(Template)]
#[template(path = "orders/ask/start.html")]
struct StartPage {
    shell: Shell,
    group: Option<Named>,
    choices: Vec<Choice>,
    /// For whom: id and name.
    of: Option<(PersonId, String)>,
}

/// The first step: a group, then a kind.
pub(super) async fn start(State(site): State<Site>, visit: Visit, Questioned(chosen): Questioned<Chosen>) -> Answer {
    let tree = crate::categories::actions::tree(&site.app, &visit.doer).await?;
    let shell = site.shell(&visit, "orders-ask-title");
    let group = tree.iter().find(|group| group.category.code == chosen.group);
    let of = asked_for(&site, &visit, &chosen.of).await?;
    let page = match group {
        Some(group) => StartPage {
            group: Some(named(&shell, &group.category.kind.name)),
            choices: kinds::lines(&shell, group),
            of,
            shell: shell.back("/ask"),
        },
        None => StartPage { choices: kinds::tiles(&shell, &tree), group: None, of, shell },
    };
    web::page(&page)
}

/// The second step as it is first served.
pub(super) async fn first(
    State(site): State<Site>,
    visit: Visit,
    Key(code): Key<String>,
    Questioned(chosen): Questioned<Chosen>,
) -> Answer {
    let kind = kinds::find(&site, &visit, &code).await?;
    let form = Typed::fresh(site.app.new_id().to_string());
    if let Some((person, name)) = asked_for(&site, &visit, &chosen.of).await? {
        // Nothing of the one who asks is filled in for the one they ask for.
        let form = form.begin("for", person.to_string()).begin("called", name);
        return show(&site, &visit, kind, (Step::What, form, Mend::nothing()), true).await;
    }
    let form = match home(&site, &visit).await? {
        Some(building) => form.begin("place", format!("b:{building}")),
        None => form,
    };
    let form = form.begin("called", visit.name.clone().unwrap_or_default());
    show(&site, &visit, kind, (Step::What, form, Mend::nothing()), true).await
}

/// Where the one who is signed in lives, to begin the form with.
async fn home(site: &Site, visit: &Visit) -> Outcome<Option<base::BuildingId>> {
    let Some(person) = visit.doer.person else { return Ok(None) };
    let door = site.app.db.read().await?;
    match registry::people::view(&site.app, &door, &visit.doer, person).await {
        Ok(person) => Ok(person.building),
        Err(Problem::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// On, back, a photo away, or off it goes: every button of the second and third step.
pub(super) async fn go(
    State(site): State<Site>,
    visit: Visit,
    Key(code): Key<String>,
    Uploaded { form, files }: Uploaded<Typed>,
) -> Answer {
    let kind = kinds::find(&site, &visit, &code).await?;
    let done = match keep_photos(&site, &visit, &form, files).await {
        Ok(()) => turn(&site, &visit, &kind.1, &form).await,
        Err(problem) => Err((Step::What, problem)),
    };
    match done {
        Ok(Turn::To(step)) => show(&site, &visit, kind, (step, form, Mend::nothing()), false).await,
        Ok(Turn::Sent(order)) => Ok(web::back_to(&format!("/ask/done?order={order}"))),
        Err((step, problem)) => {
            let mend = Mend::of(problem)?;
            show(&site, &visit, kind, (step, form, mend), false).await
        }
    }
}

enum Turn {
    To(Step),
    Sent(base::OrderId),
}

/// Photos stay for a day, so that a refused form keeps them; one may be taken out again.
async fn keep_photos(site: &Site, visit: &Visit, form: &Typed, files: Vec<Upload>) -> Outcome<()> {
    let once = form.once()?;
    voice::stage(site, visit, once, (&files, form.get("drop"))).await?;
    photos::stage(site, visit, once, files).await?;
    photos::take_out(site, visit, once, form.get("drop")).await
}

async fn turn(site: &Site, visit: &Visit, kind: &Category, form: &Typed) -> Result<Turn, (Step, Problem)> {
    match form.get("go") {
        "contact" => complete(site, visit, kind, form).await.map(|()| Turn::To(Step::Contact)),
        "send" => {
            complete(site, visit, kind, form).await?;
            let sent = send(site, visit, kind, form).await;
            sent.map(Turn::Sent).map_err(|problem| (Step::to_mend(&problem), problem))
        }
        _ => Ok(Turn::To(Step::What)),
    }
}

/// Nothing of the second step is missing: words may be typed or spoken.
async fn complete(site: &Site, visit: &Visit, kind: &Category, form: &Typed) -> Result<(), (Step, Problem)> {
    let staged = async { actions::staged_voice(&site.app, &visit.doer, form.once()?).await };
    let spoken = staged.await.map(|staged| staged.is_some());
    spoken.and_then(|spoken| form.missing(kind, spoken)).map_err(|problem| (Step::What, problem))
}

/// Hands it in, and opens one's own in this browser so that the next page may show number and code. What is asked for
/// another stays open only as long as they agree.
async fn send(site: &Site, visit: &Visit, kind: &Category, form: &Typed) -> Outcome<base::OrderId> {
    let staged = actions::staged_photos(&site.app, &visit.doer, form.once()?).await?;
    let wish = form.asking(kind, staged.iter().map(|photo| photo.id).collect())?;
    let receipt = db::again(|| actions::ask(&site.app, &visit.doer, &wish)).await?;
    if matches!(wish.asker, actions::Asker::Myself) {
        let opened = &visit.doer.opened;
        access::sessions::actions::open_order(&site.app, &visit.token, visit.session, opened, receipt.order).await?;
    }
    Ok(receipt.order)
}

/// A kind with what its form asks.
struct KindView {
    code: String,
    group_code: String,
    group: Named,
    name: Named,
    is_personal: bool,
    two_people: bool,
    notices: Vec<Named>,
    questions: Vec<QuestionView>,
}

struct QuestionView {
    field: String,
    text: Named,
    required: bool,
    answer: String,
}

fn kind_view(shell: &Shell, (group, kind): &(Category, Category), form: &Typed) -> KindView {
    let own = kind.kind.notice_key.as_ref().map(|key| Named { text: shell.t(key), tag: shell.locale_tag() });
    let of_community = kind.kind.notice.as_ref().map(|text| named(shell, text));
    let question = |(index, question): (usize, &crate::categories::rules::Question)| {
        let field = Typed::answer_name(kind, index + 1);
        let answer = form.get(&field).to_owned();
        QuestionView { field, text: named(shell, &question.text), required: question.required, answer }
    };
    KindView {
        code: kind.code.clone(),
        group_code: group.code.clone(),
        group: named(shell, &group.kind.name),
        name: named(shell, &kind.kind.name),
        is_personal: kind.kind.is_personal,
        two_people: kind.kind.two_people,
        notices: own.into_iter().chain(of_community).collect(),
        questions: kind.kind.questions.iter().enumerate().map(question).collect(),
    }
}

#[derive(Template)]
#[template(path = "orders/ask/what.html")]
struct WhatPage {
    shell: Shell,
    kind: KindView,
    form: Typed,
    carried: Vec<(String, String)>,
    places: Vec<Cluster>,
    voice: Speaking,
    photos: Vec<PhotoView>,
    photos_max: usize,
    /// Served for the first time, so that a draft on the phone may fill it.
    is_first: bool,
    /// For whom, when it is another.
    of: Option<(PersonId, String)>,
    mend: Mend,
}

#[derive(Template)]
#[template(path = "orders/ask/contact.html")]
struct ContactPage {
    shell: Shell,
    kind: KindView,
    form: Typed,
    carried: Vec<(String, String)>,
    people: Vec<(PersonId, String)>,
    known: Vec<(PersonId, String)>,
    photos: usize,
    /// How long the recording is, if there is one.
    voice: Option<String>,
    /// What neighbours asked of this kind at this place.
    offered: Vec<Known>,
    mend: Mend,
}

async fn show(
    site: &Site,
    visit: &Visit,
    kind: (Category, Category),
    (step, form, mend): (Step, Typed, Mend),
    is_first: bool,
) -> Answer {
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shell = site.shell(visit, "orders-ask-title").back(format!("/ask?group={}", kind.0.code));
    let offered = match step {
        Step::Contact => care::offered((site, visit, &shell), &kind.1, form.get("place")).await?,
        Step::What => Vec::new(),
    };
    let (kind, carried) = (kind_view(&shell, &kind, &form), form.carried(step));
    let photos = actions::staged_photos(&site.app, &visit.doer, form.once()?).await?;
    let wrong = (!form.get("forget_voice").is_empty(), mend.field(&shell, "voice"));
    let voice = voice::speaking((site, visit, &shell), (form.once()?, None), wrong).await?;
    match step {
        Step::What => {
            let of = asked_for(site, visit, form.get("for")).await?;
            let places = places(site, visit, &shell, form.get("place")).await?;
            let photos_max = PHOTOS_MAX;
            let page = WhatPage { shell, kind, form, carried, places, voice, photos, photos_max, is_first, of, mend };
            web::page_with(status, &page).map(web::with_microphone)
        }
        Step::Contact => {
            let people = acted_for(site, visit).await?;
            let known = actions::known_helpers(&site.app, &visit.doer, None).await?;
            let (photos, voice) = (photos.len(), voice.kept);
            let page = ContactPage { shell, kind, form, carried, people, known, photos, voice, offered, mend };
            web::page_with(status, &page)
        }
    }
}

/// The one of them whom an address or a form names.
async fn asked_for(site: &Site, visit: &Visit, of: &str) -> Outcome<Option<(PersonId, String)>> {
    let Ok(person) = of.parse::<PersonId>() else { return Ok(None) };
    Ok(acted_for(site, visit).await?.into_iter().find(|(id, _)| *id == person))
}

/// The people who agreed that the doer acts for them, by name.
pub(super) async fn acted_for(site: &Site, visit: &Visit) -> Outcome<Vec<(PersonId, String)>> {
    if visit.doer.acts_for.is_empty() {
        return Ok(Vec::new());
    }
    let door = site.app.db.read().await?;
    let mut people = Vec::new();
    for &person in &visit.doer.acts_for {
        match registry::people::view(&site.app, &door, &visit.doer, person).await {
            Ok(view) => people.push((person, view.name)),
            Err(Problem::NotFound) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(people)
}
