//! The page of the supervision committee 居务监督委员会: what people told it about how a matter was handled, and its answers.
//!
//! Never here: a phone number, a door, a step of the matter itself.

use super::super::actions;
use super::super::powers::ORDERS_APPEALS;
use super::super::views::{AppealLine, StoryView};
use super::desk::words::Lamp;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Arg, Outcome, Problem};
use kernel::case::Named;
use kernel::i18n::Source;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Cursor, Key, Mend, NavEntry, Need, Questioned, Routes, Sent, Shell, Side, Site, Visit};

/// The words of the side ways of an order, for every reader.
pub(crate) const SOURCE: Source = Source {
    name: "orders-machine",
    zh_cn: include_str!("../../../locales/zh-CN/orders-machine.ftl"),
    bo: include_str!("../../../locales/bo/orders-machine.ftl"),
    en: include_str!("../../../locales/en/orders-machine.ftl"),
};

const NEED: Need = Need::Power(ORDERS_APPEALS);

/// The pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/appeals", NEED, list).get("/appeals/{id}", NEED, story).post("/appeals/{id}/answer", NEED, answer)
}

/// The committee's tab.
pub(crate) fn nav() -> Vec<NavEntry> {
    vec![NavEntry {
        side: Side::Resident,
        order: 70,
        section: None,
        href: "/appeals",
        icon: "scale",
        label: "orders-appeals-nav",
        need: NEED,
    }]
}

struct Line {
    id: String,
    heading: String,
    said: String,
    lamp: Option<Lamp>,
    small: String,
}

#[derive(Template)]
#[template(path = "orders/committee/list.html")]
struct ListPage {
    shell: Shell,
    waiting: Vec<Line>,
    answered: Vec<Line>,
    older: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let found = actions::appeals(&site.app, &visit.doer, Cursor::parse(&asked.after)).await?;
    let shell = site.shell(&visit, "orders-appeals-title");
    let (mut waiting, answered): (Vec<_>, Vec<_>) = found.rows.iter().partition(|line| line.appeal.answer.is_none());
    // What is promised first is answered first.
    waiting.sort_by_key(|line| line.appeal.answer_by);
    web::page(&ListPage {
        waiting: waiting.into_iter().map(|row| line(&shell, row)).collect(),
        answered: answered.into_iter().map(|row| line(&shell, row)).collect(),
        older: found.next.map(|next| format!("/appeals?after={}", next.text())),
        shell,
    })
}

fn line(shell: &Shell, row: &AppealLine) -> Line {
    let category = row.category.as_ref().map(|name| shell.lang().pick(name).0.to_owned()).unwrap_or_default();
    Line {
        id: row.appeal.id.to_string(),
        heading: format!("{} {category}", row.number),
        said: row.appeal.body.chars().take(60).collect(),
        lamp: row.appeal.answer.is_none().then(|| lamp(shell, row.appeal.answer_by)),
        small: shell.lang().date_time(row.appeal.at),
    }
}

fn lamp(shell: &Shell, due: base::Moment) -> Lamp {
    let kind = if due < shell.lang().now() { "late" } else { "warn" };
    Lamp { kind, text: shell.tx("orders-appeals-by", "time", shell.lang().when(due)) }
}

struct Step {
    words: String,
    text: Option<String>,
    when: String,
}

#[derive(Template)]
#[template(path = "orders/committee/story.html")]
struct StoryPage {
    shell: Shell,
    id: Uuid,
    heading: String,
    category: String,
    state: String,
    said: String,
    said_at: String,
    lamp: Option<Lamp>,
    answer: Option<(String, String)>,
    may_answer: bool,
    steps: Vec<Step>,
    form: AnswerForm,
    mend: Mend,
}

/// What the committee answers.
#[derive(Default, Deserialize)]
#[serde(default)]
struct AnswerForm {
    once: String,
    text: String,
}

impl StoryPage {
    async fn of(site: &Site, visit: &Visit, id: Uuid, (form, mend): (AnswerForm, Mend)) -> Outcome<Self> {
        let view = actions::appeal_story(&site.app, &visit.doer, id).await?;
        let shell = site.shell(visit, "orders-appeals-title").back("/appeals");
        let category = view.category.as_ref().map(|name| shell.lang().pick(name).0.to_owned()).unwrap_or_default();
        let state = shell.t(&format!("orders-state-{}", view.state.name().replace('_', "-")));
        let heading = [Some(view.number.to_string()), view.title.clone()];
        Ok(Self {
            id,
            heading: heading.into_iter().flatten().collect::<Vec<_>>().join(" "),
            category,
            state,
            said: view.appeal.body.clone(),
            said_at: shell.lang().date_time(view.appeal.at),
            lamp: view.appeal.answer.is_none().then(|| lamp(&shell, view.appeal.answer_by)),
            answer: view.appeal.answer.clone().map(|(text, at)| (text, shell.lang().date_time(at))),
            may_answer: view.may_answer,
            steps: steps(&shell, &view),
            shell,
            form,
            mend,
        })
    }

    fn wrong(&self) -> Option<String> {
        Some(self.mend.field(&self.shell, "text")).filter(|words| !words.is_empty())
    }
}

fn steps(shell: &Shell, view: &StoryView) -> Vec<Step> {
    let step = |item: &super::super::views::TimelineItem| {
        let args: Vec<(&str, Arg)> = item.args.iter().map(|(name, arg)| (*name, arg.clone())).collect();
        Step { words: shell.say(item.words, &args), text: item.text.clone(), when: shell.lang().date_time(item.at) }
    };
    view.timeline.iter().map(step).collect()
}

async fn story(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    web::page(&StoryPage::of(&site, &visit, id, (AnswerForm::default(), Mend::nothing())).await?)
}

async fn answer(sent: Sent<Uuid, AnswerForm>) -> Answer {
    let once: Uuid = sent.form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let text = &sent.form.text;
    match db::again(|| actions::answer_appeal(sent.app(), sent.doer(), (sent.key, once), text)).await {
        Ok(()) => Ok(web::goto(&sent.site, &format!("/appeals/{}", sent.key), "ok", "orders-appeals-done")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let page = StoryPage::of(&sent.site, &sent.visit, sent.key, (sent.form, mend)).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
