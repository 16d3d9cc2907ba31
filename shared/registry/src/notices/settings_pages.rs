//! The page on which one chooses: which news by which way, when it is quiet, and one's own mailbox.

use super::device_pages::{Browsers, browsers};
use super::preferences::{self, Choice, Wishes};
use super::rules::{Channel, Quiet, clock_of, minutes_of};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Doer, Outcome, Problem, Role};
use kernel::notify::{Topic, mask_address};
use serde::Deserialize;
use web::{Answer, Mend, Need, Posted, Routes, Shell, Site, Visit};

/// Where the page is.
const HERE: &str = "/me/notices";

pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(HERE, Need::Account, show)
        .post(HERE, Need::Account, choose)
        .post("/me/notices/mail", Need::Account, enter_mail)
        .post("/me/notices/mail/confirm", Need::Account, confirm_mail)
        .post("/me/notices/mail/forget", Need::Account, forget_mail)
}

/// What this doer can get news about.
fn topics(doer: &Doer) -> Vec<Topic> {
    let helps = [Role::Member, Role::TeamLeader, Role::Unit, Role::Department].iter().any(|&role| doer.is(role));
    let shown = |topic: &Topic| match topic {
        Topic::Act | Topic::Own => true,
        Topic::Help => helps,
        Topic::Office => doer.is_staff() || doer.is(Role::Supervisor),
    };
    Topic::ALL.into_iter().filter(shown).collect()
}

const fn words_of(topic: Topic) -> (&'static str, &'static str) {
    match topic {
        Topic::Act => ("notices-topic-act", "notices-topic-act-hint"),
        Topic::Own => ("notices-topic-own", "notices-topic-own-hint"),
        Topic::Help => ("notices-topic-help", "notices-topic-help-hint"),
        Topic::Office => ("notices-topic-office", "notices-topic-office-hint"),
    }
}

/// The ways that lead to this person.
fn ways(wishes: &Wishes) -> Vec<Channel> {
    let open = |channel: &Channel| match channel {
        Channel::Phone => wishes.has_phone,
        Channel::Mail => wishes.mail_is_offered && wishes.mail_is_confirmed,
        Channel::Push => !wishes.browsers.is_empty(),
    };
    Channel::ALL.into_iter().filter(open).collect()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    choice: Vec<String>,
    quiet_from: String,
    quiet_to: String,
    mail: String,
    code: String,
}

impl Form {
    /// Every choice of the page, ticked or not.
    fn choices(&self, doer: &Doer, wishes: &Wishes) -> Vec<Choice> {
        let ways = ways(wishes);
        let of = |topic: Topic| {
            let ways = ways.clone().into_iter();
            ways.map(move |way| (topic, way, self.choice.contains(&format!("{}-{}", topic.name(), way.name()))))
        };
        topics(doer).into_iter().flat_map(of).collect()
    }

    fn quiet(&self) -> Outcome<Quiet> {
        let read = |field, text: &str| minutes_of(text).ok_or_else(|| Problem::field(field, "notices-quiet-wrong"));
        Ok(Quiet { from: read("quiet_from", &self.quiet_from)?, to: read("quiet_to", &self.quiet_to)? })
    }
}

/// A box to tick.
struct Tick {
    value: String,
    words: String,
    ticked: bool,
}

struct Row {
    words: String,
    hint: String,
    ticks: Vec<Tick>,
}

#[derive(Template)]
#[template(path = "notices/settings.html")]
struct SettingsPage {
    shell: Shell,
    rows: Vec<Row>,
    has_ways: bool,
    wishes: Wishes,
    masked: Option<String>,
    /// None while push is off.
    browsers: Option<Browsers>,
    form: Form,
    mend: Mend,
    mail_mend: Mend,
}

fn rows(shell: &Shell, doer: &Doer, wishes: &Wishes, chosen: Option<&Form>) -> Vec<Row> {
    let tick = |topic: Topic, way: Channel| {
        let value = format!("{}-{}", topic.name(), way.name());
        let ticked = chosen.map_or_else(|| wishes.chosen(topic, way), |form| form.choice.contains(&value));
        let words = match way {
            Channel::Phone => shell.t("notices-way-phone"),
            Channel::Mail => shell.t("notices-way-mail"),
            Channel::Push => shell.t("push-way"),
        };
        Tick { value, words, ticked }
    };
    let row = |topic: Topic| {
        let (words, hint) = words_of(topic);
        let ticks = ways(wishes).into_iter().map(|way| tick(topic, way)).collect();
        Row { words: shell.t(words), hint: shell.t(hint), ticks }
    };
    topics(doer).into_iter().map(row).collect()
}

async fn page(site: &Site, visit: &Visit, refused: Option<(Form, Mend, Mend)>) -> Result<SettingsPage, Problem> {
    let wishes = preferences::mine(&site.app, &visit.doer).await?;
    let shell = site.shell(visit, "notices-settings-title").back("/inbox");
    let of_choices = refused.as_ref().filter(|(_, mend, _)| mend.any()).map(|(form, ..)| form);
    let rows = rows(&shell, &visit.doer, &wishes, of_choices);
    let quiet = (clock_of(wishes.quiet.from), clock_of(wishes.quiet.to));
    let kept = of_choices.is_some();
    let (form, mend, mail_mend) = refused.unwrap_or_else(|| (Form::default(), Mend::nothing(), Mend::nothing()));
    let form = if kept { form } else { Form { quiet_from: quiet.0, quiet_to: quiet.1, ..form } };
    let masked = wishes.mail.as_deref().map(mask_address);
    let has_ways = !ways(&wishes).is_empty();
    let browsers = browsers(site, visit, &shell).await?;
    Ok(SettingsPage { shell, rows, has_ways, wishes, masked, browsers, form, mend, mail_mend })
}

async fn show(State(site): State<Site>, visit: Visit) -> Answer {
    web::page(&page(&site, &visit, None).await?)
}

/// The page again, with what was typed and what is wrong.
async fn again(site: &Site, visit: &Visit, refused: (Form, Mend, Mend)) -> Answer {
    web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(site, visit, Some(refused)).await?)
}

async fn choose(State(site): State<Site>, visit: Visit, Posted(form): Posted<Form>) -> Answer {
    let wishes = preferences::mine(&site.app, &visit.doer).await?;
    let choices = form.choices(&visit.doer, &wishes);
    let chosen = match form.quiet() {
        Ok(quiet) => db::again(|| preferences::choose(&site.app, &visit.doer, quiet, &choices)).await,
        Err(problem) => Err(problem),
    };
    match chosen {
        Ok(()) => Ok(web::goto(&site, HERE, "ok", "notices-settings-saved")),
        Err(problem) => again(&site, &visit, (form, Mend::of(problem)?, Mend::nothing())).await,
    }
}

/// Answers a form about the mailbox.
async fn mailbox(site: &Site, visit: &Visit, (form, words): (Form, &'static str), done: Outcome<()>) -> Answer {
    match done {
        Ok(()) => Ok(web::goto(site, HERE, "ok", words)),
        Err(problem) => again(site, visit, (form, Mend::nothing(), Mend::of(problem)?)).await,
    }
}

async fn enter_mail(State(site): State<Site>, visit: Visit, Posted(form): Posted<Form>) -> Answer {
    let done = preferences::enter_mail(&site.app, &visit.doer, &form.mail).await;
    mailbox(&site, &visit, (form, "notices-mail-sent"), done).await
}

async fn confirm_mail(State(site): State<Site>, visit: Visit, Posted(form): Posted<Form>) -> Answer {
    let done = preferences::confirm_mail(&site.app, &visit.doer, &form.code).await;
    mailbox(&site, &visit, (form, "notices-mail-confirmed"), done).await
}

async fn forget_mail(State(site): State<Site>, visit: Visit, Posted(form): Posted<Form>) -> Answer {
    let done = db::again(|| preferences::forget_mail(&site.app, &visit.doer)).await;
    mailbox(&site, &visit, (form, "notices-mail-forgotten"), done).await
}
