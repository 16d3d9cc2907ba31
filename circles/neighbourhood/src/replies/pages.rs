//! The pages of standard replies: the list, and writing one with the places it may hold.

use super::actions::{self as verbs, Narrowed};
use super::rules::{NAME_CHARS_MAX, Placeholder, Purpose, Reply, TEXT_CHARS_MAX, Wording};
use crate::orders::pages::choices::Choice;
use crate::orders::pages::desk::replying::purpose_words;
use crate::orders::powers::REPLIES_CHANGE;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, Problem};
use kernel::case::Named;
use kernel::i18n::LocalText;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Sent, Shell, Site, Visit, goto};

const LIST: &str = "/desk/replies";

pub(crate) fn routes(routes: Routes) -> Routes {
    let change = Need::Power(REPLIES_CHANGE);
    routes
        .get("/desk/replies", change, list)
        .get("/desk/replies/new", change, blank)
        .post("/desk/replies", change, open)
        .get("/desk/replies/{id}", change, show)
        .post("/desk/replies/{id}", change, save)
        .post("/desk/replies/{id}/archiving", change, set_archived)
}

/// What the list is narrowed by, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    archived: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Uuid>,
}

impl Asked {
    fn narrowed(&self) -> Narrowed {
        Narrowed { archived: self.archived == "yes", words: self.q.clone() }
    }

    fn address(&self, after: Option<Uuid>) -> Outcome<String> {
        let question = serde_html_form::to_string(Self { after, ..self.clone() }).map_err(Problem::fault)?;
        Ok(if question.is_empty() { LIST.to_owned() } else { format!("{LIST}?{question}") })
    }
}

/// A text with the language it is in.
struct Tagged {
    text: String,
    tag: &'static str,
}

impl Tagged {
    fn of(shell: &Shell, text: &LocalText) -> Self {
        let lang = shell.lang();
        let (text, tag) = lang.pick(text);
        Self { text: text.to_owned(), tag }
    }
}

struct Line {
    id: String,
    name: Tagged,
    text: Tagged,
}

/// The replies of one purpose.
struct Group {
    purpose: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "replies/list.html")]
struct ListPage {
    shell: Shell,
    asked: Asked,
    groups: Vec<Group>,
    first: Option<String>,
    next: Option<String>,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let (rows, after) = verbs::list(&site.app, &visit.doer, &asked.narrowed(), asked.after).await?;
    let shell = site.shell(&visit, "replies-nav");
    let next = after.map(|after| asked.address(Some(after))).transpose()?;
    let first = asked.after.map(|_| asked.address(None)).transpose()?;
    let groups = groups(&shell, &rows);
    web::page(&ListPage { shell, asked, groups, first, next })
}

fn groups(shell: &Shell, rows: &[Reply]) -> Vec<Group> {
    let group = |&purpose: &Purpose| {
        let own = rows.iter().filter(|reply| reply.wording.purpose == purpose);
        let line = |reply: &Reply| Line {
            id: reply.id.to_string(),
            name: Tagged::of(shell, &reply.wording.name),
            text: Tagged::of(shell, &reply.wording.text),
        };
        Group { purpose: purpose_words(shell, purpose), lines: own.map(line).collect() }
    };
    Purpose::ALL.iter().map(group).filter(|group| !group.lines.is_empty()).collect()
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReplyForm {
    once: String,
    version: i64,
    purpose: String,
    name_zh: String,
    name_bo: String,
    name_en: String,
    text_zh: String,
    text_bo: String,
    text_en: String,
}

impl ReplyForm {
    fn wording(&self) -> Wording {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        Wording {
            purpose: Purpose::from_name(&self.purpose).unwrap_or(Purpose::Reply),
            name: LocalText { zh: self.name_zh.clone(), bo: some(&self.name_bo), en: some(&self.name_en) },
            text: LocalText { zh: self.text_zh.clone(), bo: some(&self.text_bo), en: some(&self.text_en) },
        }
    }

    fn of(once: String, reply: &Reply) -> Self {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let Wording { purpose, name, text } = &reply.wording;
        Self {
            once,
            version: reply.version,
            purpose: purpose.name().to_owned(),
            name_zh: name.zh.clone(),
            name_bo: said(&name.bo),
            name_en: said(&name.en),
            text_zh: text.zh.clone(),
            text_bo: said(&text.bo),
            text_en: said(&text.en),
        }
    }
}

/// A place that may stand in a text.
struct Place {
    name: String,
    means: String,
}

/// One text of the form.
struct Box {
    name: &'static str,
    tag: &'static str,
    label: String,
    value: String,
    needed: bool,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "replies/edit.html")]
struct EditPage {
    shell: Shell,
    mend: Mend,
    action: String,
    /// None while it is new.
    archived: Option<bool>,
    form: ReplyForm,
    purposes: Vec<Choice>,
    names: Vec<Box>,
    texts: Vec<Box>,
    places: Vec<Place>,
    /// What somebody else saved meanwhile.
    meanwhile: Option<Vec<String>>,
    name_chars: usize,
    text_chars: usize,
}

/// What the page needs beside the form.
struct About {
    action: String,
    archived: Option<bool>,
    meanwhile: Option<Vec<String>>,
}

fn edit_page(shell: Shell, (form, about): (ReplyForm, About), mend: Mend) -> EditPage {
    let purpose = |&purpose: &Purpose| Choice::new(purpose.name(), purpose_words(&shell, purpose), &form.purpose);
    let wrong = |field: &str| Some(mend.field(&shell, field)).filter(|words| !words.is_empty());
    let text = |name, tag, label: &str, value: &str, field: &str| Box {
        name,
        tag,
        label: shell.t(label),
        value: value.to_owned(),
        needed: tag == "zh-CN",
        wrong: wrong(field),
    };
    EditPage {
        purposes: Purpose::ALL.iter().map(purpose).collect(),
        names: vec![
            text("name_zh", "zh-CN", "orders-desk-in-zh", &form.name_zh, "name"),
            text("name_bo", "bo", "orders-desk-in-bo", &form.name_bo, ""),
            text("name_en", "en", "orders-desk-in-en", &form.name_en, ""),
        ],
        texts: vec![
            text("text_zh", "zh-CN", "orders-desk-in-zh", &form.text_zh, "text"),
            text("text_bo", "bo", "orders-desk-in-bo", &form.text_bo, "text_bo"),
            text("text_en", "en", "orders-desk-in-en", &form.text_en, "text_en"),
        ],
        places: Placeholder::ALL.iter().map(|&place| place_words(&shell, place)).collect(),
        action: about.action,
        archived: about.archived,
        meanwhile: about.meanwhile,
        name_chars: NAME_CHARS_MAX,
        text_chars: TEXT_CHARS_MAX,
        shell,
        mend,
        form,
    }
}

/// A place under the name it has in the reader's language.
fn place_words(shell: &Shell, place: Placeholder) -> Place {
    let [zh, bo, en] = place.names();
    let name = match shell.locale() {
        base::Locale::ZhCn => zh,
        base::Locale::Bo => bo,
        base::Locale::En => en,
    };
    Place { name: format!("{{{name}}}"), means: shell.t(&format!("replies-place-{}", place.name())) }
}

fn about_new() -> About {
    About { action: LIST.to_owned(), archived: None, meanwhile: None }
}

fn about(reply: &Reply) -> About {
    About { action: format!("{LIST}/{}", reply.id), archived: Some(reply.archived), meanwhile: None }
}

async fn blank(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "replies-new").back(LIST);
    let form = ReplyForm { once: shell.once(), purpose: Purpose::Reply.name().to_owned(), ..ReplyForm::default() };
    web::page(&edit_page(shell, (form, about_new()), Mend::nothing()))
}

async fn open(State(site): State<Site>, visit: Visit, Posted(form): Posted<ReplyForm>) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let wording = form.wording();
    match db::again(|| verbs::open(&site.app, &visit.doer, once, &wording)).await {
        Ok(_) => Ok(goto(&site, LIST, "ok", "replies-opened")),
        Err(problem) => {
            let shell = site.shell(&visit, "replies-new").back(LIST);
            let page = edit_page(shell, (form, about_new()), Mend::of(problem)?);
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn shell_of(site: &Site, visit: &Visit, reply: &Reply) -> Shell {
    let shell = site.shell(visit, "replies-nav").back(LIST);
    let name = shell.lang().pick(&reply.wording.name).0.to_owned();
    shell.titled(name)
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let reply = verbs::reply(&site.app, &visit.doer, id).await?;
    let shell = shell_of(&site, &visit, &reply);
    let form = ReplyForm::of(shell.once(), &reply);
    web::page(&edit_page(shell, (form, about(&reply)), Mend::nothing()))
}

type Form = Sent<Uuid, ReplyForm>;

async fn save(sent: Form) -> Answer {
    let (aim, wording) = ((sent.key, sent.form.version), sent.form.wording());
    match db::again(|| verbs::change(sent.app(), sent.doer(), aim, &wording)).await {
        Ok(()) => Ok(goto(&sent.site, LIST, "ok", "replies-saved")),
        Err(problem) => refused(sent, problem).await,
    }
}

/// The form again with what was typed; when somebody else saved meanwhile, with what they wrote, and the next save is
/// about that.
async fn refused(sent: Form, problem: Problem) -> Answer {
    let Sent { site, visit, key, mut form } = sent;
    let reply = verbs::reply(&site.app, &visit.doer, key).await?;
    let mut about = about(&reply);
    if matches!(problem, Problem::Changed) {
        form.version = reply.version;
        let Wording { name, text, .. } = reply.wording.clone();
        about.meanwhile = Some([Some(name.zh), Some(text.zh), text.bo, text.en].into_iter().flatten().collect());
    }
    let page = edit_page(shell_of(&site, &visit, &reply), (form, about), Mend::of(problem)?);
    web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

#[derive(Deserialize)]
struct Archiving {
    version: i64,
    #[serde(default)]
    archived: String,
}

async fn set_archived(sent: Sent<Uuid, Archiving>) -> Answer {
    let (aim, archived) = ((sent.key, sent.form.version), sent.form.archived == "yes");
    db::again(|| verbs::set_archived(sent.app(), sent.doer(), aim, archived)).await?;
    Ok(goto(&sent.site, LIST, "ok", if archived { "replies-archived" } else { "replies-taken-out" }))
}
