//! Handing over at the desk: whose open matters, which of them, to whom; the list on paper; what became of each; and the
//! lines of the morning screen.
//!
//! No page asks why somebody is away, and none says how many anyone has.

use super::act::path;
use super::bulk::answered;
use super::register::PRINT_PAGES_MAX;
use super::words::{self, Choice, Lamp, Row, Tool};
use crate::orders::actions::{self, Given, Handover, Matter, Pick, Whose};
use crate::orders::approvals::Wish;
use crate::orders::goes::ROWS_MAX;
use crate::orders::handover::{LastMessage, Name};
use crate::orders::powers::ORDERS_HAND_OVER;
use crate::orders::views::MessageKind;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{AccountId, Doer, Outcome, Problem};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit, back_to, goto};

const LIST: &str = "/desk/handover";
/// How the matters without anyone in charge stand in an address.
const NOBODY: &str = "nobody";
/// Letters of a message that the list shows.
const LAST_CHARS_MAX: usize = 60;

pub(super) fn routes(routes: Routes) -> Routes {
    let need = Need::Power(ORDERS_HAND_OVER);
    routes
        .get(LIST, need, list)
        .post(LIST, need, send)
        .get("/desk/handover/print", need, print)
        .post("/desk/handover/back", need, back)
        .get("/desk/handover/of/{id}", need, of)
        .get("/desk/handover/goes/{id}", need, result)
}

/// What waits on the morning screen.
pub(super) struct Waiting {
    /// So many have nobody in charge; empty when there are none.
    pub(super) nobody: String,
    pub(super) held: bool,
    pub(super) once: String,
}

pub(super) async fn waiting((site, visit, shell): (&Site, &Visit, &Shell)) -> Outcome<Option<Waiting>> {
    if !visit.doer.may(ORDERS_HAND_OVER) {
        return Ok(None);
    }
    let (count, held) = actions::waiting(&site.app, &visit.doer).await?;
    let nobody = if count > 0 { shell.tn("handover-nobody-count", "count", count) } else { String::new() };
    Ok(Some(Waiting { nobody, held, once: shell.once() }))
}

/// Whose, and where the page begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    whose: String,
    after: String,
    /// Everything on the page is ticked.
    all: String,
}

/// Whose matters an address names; nothing names one's own.
fn whose(doer: &Doer, typed: &str) -> Outcome<Whose> {
    match typed {
        NOBODY => Ok(Whose::Nobody),
        "" => doer.account.map(Whose::Account).ok_or(Problem::SignIn),
        id => id.parse().map(|id| Whose::Account(AccountId(id))).map_err(|_| Problem::NotFound),
    }
}

fn address(base: &str, whose: &str, more: &str) -> String {
    format!("{base}?whose={whose}{more}")
}

/// The form as it was typed; each line has its own note.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct HandForm {
    once: String,
    whose: String,
    after: String,
    pick: Vec<String>,
    line: Vec<Uuid>,
    own_note: Vec<String>,
    colleague: String,
    back_on: String,
    note: String,
}

impl HandForm {
    fn notes(&self) -> BTreeMap<Uuid, &str> {
        self.line.iter().copied().zip(self.own_note.iter().map(String::as_str)).collect()
    }

    fn wish(&self, doer: &Doer, once: Uuid) -> Outcome<Handover> {
        let notes = self.notes();
        let given = |pick: Pick| {
            let note = notes.get(&pick.order.0).map(|note| (*note).to_owned()).unwrap_or_default();
            Given { pick, note }
        };
        Ok(Handover {
            once,
            whose: whose(doer, &self.whose)?,
            to: self.colleague.parse().ok().map(AccountId),
            back_on: self.back_on.clone(),
            note: self.note.clone(),
            given: actions::picked(&self.pick).into_iter().map(given).collect(),
        })
    }
}

/// A matter of the list.
struct Line {
    row: Row,
    due: Option<Lamp>,
    facts: Vec<String>,
    last: String,
    tick: String,
    ticked: bool,
    note: String,
}

impl Line {
    /// There is more to know than where it stands.
    fn says_more(&self) -> bool {
        !self.facts.is_empty() || !self.last.is_empty()
    }
}

#[derive(Template)]
#[template(path = "orders/desk/handover.html")]
struct ListPage {
    shell: Shell,
    mend: Mend,
    form: HandForm,
    whose: Vec<Choice>,
    to: Vec<Choice>,
    may_return: bool,
    lines: Vec<Line>,
    print: String,
    all: String,
    all_label: String,
    first: Option<String>,
    next: Option<String>,
}

impl ListPage {
    fn wrong(&self, field: &str) -> Option<String> {
        Some(self.mend.field(&self.shell, field)).filter(|words| !words.is_empty())
    }
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let form =
        HandForm { once: site.app.new_id().to_string(), whose: asked.whose, after: asked.after, ..HandForm::default() };
    web::page(&page((&site, &visit), (form, asked.all == "yes"), Mend::nothing()).await?)
}

async fn page((site, visit): (&Site, &Visit), (form, all): (HandForm, bool), mend: Mend) -> Outcome<ListPage> {
    let (app, doer) = (&site.app, &visit.doer);
    let whose = whose(doer, &form.whose)?;
    let found = actions::matters(app, doer, (whose, form.after.parse().ok())).await?;
    let colleagues = actions::colleagues(app, doer).await?;
    let (without_anyone, _) = actions::waiting(app, doer).await?;
    let shell = site.shell(visit, "handover-title").back("/desk");
    let lines: Vec<Line> = found.rows.iter().map(|matter| line(&shell, matter)).collect();
    let lines = filled(lines, &form, all);
    let count = words::count(lines.len().min(ROWS_MAX));
    let after = if form.after.is_empty() { String::new() } else { format!("&after={}", form.after) };
    Ok(ListPage {
        whose: whose_choices(&shell, &colleagues, (whose, without_anyone > 0)),
        to: to_choices(&colleagues, whose, &form.colleague),
        may_return: whose != Whose::Nobody,
        print: address("/desk/handover/print", &form.whose, ""),
        all: address(LIST, &form.whose, &format!("{after}{}", if all { "" } else { "&all=yes" })),
        all_label: if all { shell.t("bulk-none") } else { shell.tn("bulk-all", "count", count) },
        first: (!form.after.is_empty()).then(|| address(LIST, &form.whose, "")),
        next: found.next.map(|next| address(LIST, &form.whose, &format!("&after={next}"))),
        lines,
        shell,
        mend,
        form,
    })
}

/// The lines with what was ticked and written; a ticked line keeps the version that was shown when it was ticked.
fn filled(lines: Vec<Line>, form: &HandForm, all: bool) -> Vec<Line> {
    let (picks, notes) = (actions::picked(&form.pick), form.notes());
    let fill = |line: Line| {
        let id: Option<Uuid> = line.row.id.parse().ok();
        let pick = picks.iter().find(|pick| Some(pick.order.0) == id);
        let note = id.and_then(|id| notes.get(&id)).map(|note| (*note).to_owned()).unwrap_or_default();
        Line { tick: pick.map_or(line.tick, |pick| pick.text()), ticked: all || pick.is_some(), note, ..line }
    };
    lines.into_iter().map(fill).collect()
}

fn whose_choices(shell: &Shell, colleagues: &[Name], (whose, nobody_too): (Whose, bool)) -> Vec<Choice> {
    let chosen = match whose {
        Whose::Account(account) => account.to_string(),
        Whose::Nobody => NOBODY.to_owned(),
    };
    let colleague = |name: &Name| Choice::new(name.id.to_string(), name.name.clone(), &chosen);
    let nobody = Choice::new(NOBODY, shell.t("handover-nobody"), &chosen);
    let nobody = Some(nobody).filter(|choice| nobody_too || choice.chosen);
    colleagues.iter().map(colleague).chain(nobody).collect()
}

fn to_choices(colleagues: &[Name], whose: Whose, chosen: &str) -> Vec<Choice> {
    let others = colleagues.iter().filter(|name| whose != Whose::Account(AccountId(name.id)));
    others.map(|name| Choice::new(name.id.to_string(), name.name.clone(), chosen)).collect()
}

fn line(shell: &Shell, matter: &Matter) -> Line {
    let tool = Tool { href: path(matter.line.id), label: String::new() };
    let last = matter.last.as_ref().map(|last| (last_words(shell, last), cut(&last.body)));
    Line {
        row: words::row(shell, &matter.line, tool),
        due: matter.line.clock.as_ref().map(|clock| words::named_lamp(shell, clock)),
        facts: facts(shell, matter),
        last: last.map(|(words, text)| format!("{words} {text}")).unwrap_or_default(),
        tick: Pick { order: matter.line.id, version: matter.line.version }.text(),
        ticked: false,
        note: String::new(),
    }
}

/// A line on paper: no words of anyone, and the kind as long as the office gave no title.
fn on_paper(shell: &Shell, matter: &Matter) -> Line {
    let line = line(shell, matter);
    let last = matter.last.as_ref().map(|last| last_words(shell, last)).unwrap_or_default();
    Line { row: words::on_paper(shell, &matter.line, line.row), last, ..line }
}

/// What is promised, rests or waits.
fn facts(shell: &Shell, matter: &Matter) -> Vec<String> {
    let when = |key: &str, at: Option<base::Moment>| at.map(|at| shell.tx(key, "when", shell.lang().when(at)));
    let mut facts: Vec<String> = [
        when("handover-call", matter.call_again_at),
        when("handover-rests", matter.look_again_at),
        when("handover-visit", matter.visit_at),
    ]
    .into_iter()
    .flatten()
    .collect();
    facts.extend(matter.waits.iter().map(|wish| match wish {
        Wish::Suspend => shell.t("handover-waits-rest"),
        Wish::Void => shell.t("handover-waits-void"),
    }));
    if matter.is_asked() {
        facts.push(shell.t("handover-asked"));
    }
    if matter.is_talked_over() {
        facts.push(shell.t("handover-talk"));
    }
    facts
}

/// Who said something last, and when.
fn last_words(shell: &Shell, last: &LastMessage) -> String {
    let key = match last.kind {
        MessageKind::ToResident => "handover-last-office",
        MessageKind::FromResident => "handover-last-resident",
        MessageKind::Note => "handover-last-note",
    };
    shell.tx(key, "when", shell.lang().when(last.at))
}

fn cut(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(LAST_CHARS_MAX).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

async fn send(State(site): State<Site>, visit: Visit, Posted(form): Posted<HandForm>) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let wish = form.wish(&visit.doer, once)?;
    match actions::hand_over_all(&site.app, &visit.doer, &wish).await {
        Ok(()) => Ok(back_to(&format!("/desk/handover/goes/{once}"))),
        Err(problem) => {
            let page = page((&site, &visit), (form, false), Mend::of(problem)?).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Take back, or leave where it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct BackForm {
    once: String,
    leave: String,
}

async fn back(State(site): State<Site>, visit: Visit, Posted(form): Posted<BackForm>) -> Answer {
    if form.leave == "yes" {
        actions::leave(&site.app, &visit.doer).await?;
        return Ok(goto(&site, "/desk", "ok", "handover-left"));
    }
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    match actions::take_back(&site.app, &visit.doer, once).await {
        Ok(()) => Ok(back_to(&format!("/desk/handover/goes/{once}"))),
        Err(Problem::Refused(refusal)) => Ok(goto(&site, "/desk", "warn", refusal.key)),
        Err(problem) => Err(problem.into()),
    }
}

/// Where news lead: the matters of one colleague.
async fn of(Key(id): Key<Uuid>) -> Answer {
    Ok(back_to(&address(LIST, &id.to_string(), "")))
}

async fn result(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let (taken_back, rows) = actions::handed(&site.app, &visit.doer, id).await?;
    let title = if taken_back { "handover-taken-title" } else { "handover-title" };
    answered(site.shell(&visit, title).back("/desk"), &rows)
}

#[derive(Template)]
#[template(path = "orders/desk/handover_print.html")]
struct PrintPage {
    shell: Shell,
    heading: String,
    printed: String,
    lines: Vec<Line>,
    cut: bool,
}

async fn print(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let whose = whose(&visit.doer, &asked.whose)?;
    let shell = site.shell(&visit, "handover-print-title").back(address(LIST, &asked.whose, ""));
    let (mut lines, mut after) = (Vec::new(), None);
    for _ in 0..PRINT_PAGES_MAX {
        let found = actions::matters(&site.app, &visit.doer, (whose, after)).await?;
        lines.extend(found.rows.iter().map(|matter| on_paper(&shell, matter)));
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    let heading = heading(&shell, &actions::colleagues(&site.app, &visit.doer).await?, whose);
    let printed = shell.lang().date_time(shell.lang().now());
    web::page(&PrintPage { cut: after.is_some(), shell, heading, printed, lines })
}

fn heading(shell: &Shell, colleagues: &[Name], whose: Whose) -> String {
    let colleague = |account: AccountId| colleagues.iter().find(|name| name.id == account.0);
    match whose {
        Whose::Account(account) => {
            let name = colleague(account).map(|name| name.name.clone()).unwrap_or_default();
            shell.tx("handover-print-whose", "name", name)
        }
        Whose::Nobody => shell.t("handover-nobody"),
    }
}
