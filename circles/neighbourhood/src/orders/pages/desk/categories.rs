//! The categories as the office changes them: what a kind of matter asks, promises and needs.
//!
//! A text that asks for what the product does not record is refused with the word, by the verb.

use super::category_form::CategoryForm;
use super::words::{self, Chip, Choice};
use crate::categories::actions as verbs;
use crate::categories::rules::{Category, Group, NOTICES, QUESTIONS_MAX, SKILLS};
use crate::orders::rules::DoneBy;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Outcome, Problem};
use kernel::case::Named;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit};

/// How hard work is, in thousandths of ordinary work.
const DIFFICULTIES: [&str; 4] = ["1000", "1200", "1500", "2000"];

pub(crate) fn routes(routes: Routes, change: Need) -> Routes {
    routes
        .get("/desk/categories", change, list)
        .get("/desk/categories/new", change, blank)
        .post("/desk/categories", change, open)
        .get("/desk/categories/{id}", change, show)
        .post("/desk/categories/{id}", change, save)
        .post("/desk/categories/{id}/closing", change, set_closed)
}

struct Line {
    id: String,
    name: String,
    small: String,
    closed: bool,
    chips: Vec<Chip>,
}

struct Branch {
    group: Line,
    kinds: Vec<Line>,
}

#[derive(Template)]
#[template(path = "orders/desk/categories.html")]
struct ListPage {
    shell: Shell,
    branches: Vec<Branch>,
}

async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "orders-desk-nav-categories");
    let tree = verbs::tree_to_change(&site.app, &visit.doer).await?;
    let branch = |group: &Group| Branch {
        group: line(&shell, &group.category),
        kinds: group.kinds.iter().map(|kind| line(&shell, kind)).collect(),
    };
    let branches = tree.iter().map(branch).collect();
    web::page(&ListPage { shell, branches })
}

fn line(shell: &Shell, category: &Category) -> Line {
    let kind = &category.kind;
    let mut small = vec![words::urgency(shell, kind.urgency), shell.lang().minutes(kind.minutes)];
    small.extend(kind.skill.as_deref().map(|skill| skill_words(shell, skill)));
    if !kind.questions.is_empty() {
        small.push(shell.tn("orders-desk-category-questions-count", "count", words::count(kind.questions.len())));
    }
    let mut chips = Vec::new();
    if kind.done_by != DoneBy::Anyone {
        chips.push(Chip { kind: "warn", text: done_by_words(shell, kind.done_by) });
    }
    if !kind.is_personal {
        chips.push(Chip { kind: "neighbourhood", text: shell.t("orders-desk-category-place") });
    }
    Line {
        id: category.id.to_string(),
        name: words::text(shell, &kind.name),
        small: small.join(" · "),
        closed: category.closed,
        chips,
    }
}

fn done_by_words(shell: &Shell, done_by: DoneBy) -> String {
    shell.t(match done_by {
        DoneBy::Anyone => "orders-desk-done-by-anyone",
        DoneBy::Licensed => "orders-desk-done-by-licensed",
        DoneBy::Department => "orders-desk-done-by-department",
    })
}

fn skill_words(shell: &Shell, skill: &str) -> String {
    shell.t(&format!("skill-{}", skill.replace('_', "-")))
}

struct QuestionField {
    at: usize,
    zh: String,
    bo: String,
    en: String,
    required: bool,
}

#[derive(Template)]
#[template(path = "orders/desk/category.html")]
struct CategoryPage {
    shell: Shell,
    form: CategoryForm,
    mend: Mend,
    action: String,
    is_group: bool,
    is_new: bool,
    closed: bool,
    urgencies: Vec<Choice>,
    skills: Vec<Choice>,
    done_bys: Vec<Choice>,
    difficulties: Vec<Choice>,
    notices: Vec<Choice>,
    questions: Vec<QuestionField>,
}

impl CategoryPage {
    fn wrong(&self, field: &str) -> Option<String> {
        Some(self.mend.field(&self.shell, field)).filter(|words| !words.is_empty())
    }
}

/// A category as the page needs it beside the form.
struct About {
    action: String,
    is_group: bool,
    is_new: bool,
    closed: bool,
}

fn category_page(shell: Shell, form: CategoryForm, about: About, mend: Mend) -> CategoryPage {
    let done_by = |&by: &DoneBy| Choice::new(by.name(), done_by_words(&shell, by), &form.done_by);
    let difficulty =
        |name: &str| Choice::new(name, shell.t(&format!("orders-desk-difficulty-{name}")), &form.difficulty);
    let question = |at: usize| QuestionField {
        at: at + 1,
        zh: CategoryForm::question(&form.question_zh, at).to_owned(),
        bo: CategoryForm::question(&form.question_bo, at).to_owned(),
        en: CategoryForm::question(&form.question_en, at).to_owned(),
        required: form.question_required.contains(&(at + 1)),
    };
    CategoryPage {
        urgencies: words::urgencies(&shell, &form.urgency),
        skills: SKILLS.iter().map(|&skill| Choice::new(skill, skill_words(&shell, skill), &form.skill)).collect(),
        done_bys: DoneBy::ALL.iter().map(done_by).collect(),
        difficulties: DIFFICULTIES.into_iter().map(difficulty).collect(),
        notices: NOTICES.iter().map(|&key| Choice::new(key, shell.t(key), &form.notice_key)).collect(),
        questions: (0..QUESTIONS_MAX).map(question).collect(),
        action: about.action,
        is_group: about.is_group,
        is_new: about.is_new,
        closed: about.closed,
        shell,
        form,
        mend,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Under {
    under: Option<Uuid>,
}

async fn blank(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Under>) -> Answer {
    let shell = site.shell(&visit, "orders-desk-category-new").back("/desk/categories");
    let parent = asked.under.map(|id| id.to_string()).unwrap_or_default();
    let form = CategoryForm::blank(shell.once(), parent);
    web::page(&category_page(shell, form, about_new(asked.under), Mend::nothing()))
}

fn about_new(parent: Option<Uuid>) -> About {
    About { action: "/desk/categories".to_owned(), is_group: parent.is_none(), is_new: true, closed: false }
}

async fn open(State(site): State<Site>, visit: Visit, Posted(form): Posted<CategoryForm>) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let parent: Option<Uuid> = form.parent.parse().ok();
    let kind = if parent.is_none() { form.only_named().kind(None) } else { form.kind(None) };
    match db::again(|| verbs::open(&site.app, &visit.doer, once, parent, &kind)).await {
        Ok(_) => Ok(web::goto(&site, "/desk/categories", "ok", "orders-desk-category-opened")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let shell = site.shell(&visit, "orders-desk-category-new").back("/desk/categories");
            let page = category_page(shell, form, about_new(parent), mend);
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let category = verbs::category(&site.app, &visit.doer, id).await?;
    let shell = shell_of(&site, &visit, &category);
    let form = CategoryForm::of(shell.once(), category.version, &category.kind);
    web::page(&category_page(shell, form, about(&category), Mend::nothing()))
}

fn about(category: &Category) -> About {
    About {
        action: format!("/desk/categories/{}", category.id),
        is_group: category.parent.is_none(),
        is_new: false,
        closed: category.closed,
    }
}

fn shell_of(site: &Site, visit: &Visit, category: &Category) -> Shell {
    let shell = site.shell(visit, "orders-desk-nav-categories").back("/desk/categories");
    let name = words::text(&shell, &category.kind.name);
    shell.titled(name)
}

async fn save(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<CategoryForm>,
) -> Answer {
    let category = verbs::category(&site.app, &visit.doer, id).await?;
    match change(&site, &visit, &category, &form).await {
        Ok(()) => Ok(web::goto(&site, "/desk/categories", "ok", "orders-desk-category-saved")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let page = category_page(shell_of(&site, &visit, &category), form, about(&category), mend);
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// A group's form carries names only; the rest of it stays.
async fn change(site: &Site, visit: &Visit, category: &Category, form: &CategoryForm) -> Outcome<()> {
    let mut kind = form.kind(category.kind.own_policy);
    if category.parent.is_none() {
        kind = crate::categories::rules::Kind { name: kind.name, ..category.kind.clone() };
    }
    db::again(|| verbs::change(&site.app, &visit.doer, category.id, form.version, &kind)).await
}

#[derive(Deserialize)]
struct Closing {
    version: i64,
    #[serde(default)]
    closed: String,
}

async fn set_closed(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<Closing>,
) -> Answer {
    let closed = form.closed == "yes";
    db::again(|| verbs::set_closed(&site.app, &visit.doer, id, form.version, closed)).await?;
    let words = if closed { "orders-desk-category-closed" } else { "orders-desk-category-reopened" };
    Ok(web::goto(&site, "/desk/categories", "ok", words))
}
