//! The same verb for many orders of the morning screen: what was ticked, what it needs to know, and what became of each.
//!
//! The result has an address of its own, so that it can be looked at again and printed, and nothing is done a second time.

use super::SEE;
use super::act::{Target, path};
use super::replying::{choices, label};
use super::words::{self, Choice, Row, Tool};
use crate::orders::actions::{self, Became, BulkVerb, BulkWish, Going};
use crate::orders::goes::ROWS_MAX;
use crate::orders::views::{BodySuggestion, DeskBox, OrderLine};
use crate::replies::actions as replies;
use crate::replies::rules::Purpose;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Arg, BodyId, Doer, OrderId, Outcome, Problem, Relation};
use kernel::i18n::{LocalText, Source};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Posted, Questioned, Routes, Shell, Site, Visit, back_to, goto};

/// The words of these pages.
pub(crate) const SOURCE: Source = Source {
    name: "bulk",
    zh_cn: include_str!("../../../../locales/zh-CN/bulk.ftl"),
    bo: include_str!("../../../../locales/bo/bulk.ftl"),
    en: include_str!("../../../../locales/en/bulk.ftl"),
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/desk/bulk", SEE, prepare).post("/desk/bulk", SEE, send).get("/desk/bulk/{id}", SEE, result)
}

/// Beside a box of the morning screen: tick several, and go on.
pub(super) struct Bar {
    pub(super) label: String,
    /// The same box with all of it ticked, or nothing.
    pub(super) all: String,
    pub(super) all_label: String,
}

impl Bar {
    /// None where nothing waits for a verb that this person holds.
    pub(super) fn of(
        shell: &Shell,
        doer: &Doer,
        (desk_box, lines): (DeskBox, &[OrderLine]),
        all: bool,
    ) -> Option<Self> {
        let verb = BulkVerb::of(desk_box).filter(|verb| doer.may(verb.power()))?;
        let count = lines.iter().filter(|line| line.state == verb.state()).count();
        if count == 0 {
            return None;
        }
        let plain = format!("/desk?box={}", desk_box.name());
        Some(Self {
            label: shell.t(next(verb)),
            all: if all { plain } else { format!("{plain}&all=yes") },
            all_label: if all {
                shell.t("bulk-none")
            } else {
                shell.tn("bulk-all", "count", words::count(count.min(ROWS_MAX)))
            },
        })
    }

    /// The box's orders that may be ticked, as they stand in the form; others are empty.
    pub(super) fn ticks(desk_box: DeskBox, lines: &[OrderLine]) -> Vec<String> {
        let verb = BulkVerb::of(desk_box);
        let tick = |line: &OrderLine| {
            let fits = verb.is_some_and(|verb| line.state == verb.state());
            if fits { actions::Pick { order: line.id, version: line.version }.text() } else { String::new() }
        };
        lines.iter().map(tick).collect()
    }
}

const fn next(verb: BulkVerb) -> &'static str {
    match verb {
        BulkVerb::Accept => "bulk-next-accept",
        BulkVerb::Dispatch => "bulk-next-dispatch",
        BulkVerb::Close => "bulk-next-close",
    }
}

/// What was ticked, in which box, and what is to be done with each.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BulkForm {
    once: String,
    r#box: String,
    pick: Vec<String>,
    /// A standard reply, when nothing is written.
    reply: String,
    answer: String,
    title: String,
    bodies: Vec<Uuid>,
}

impl BulkForm {
    fn desk_box(&self) -> Outcome<(DeskBox, BulkVerb)> {
        let desk_box = DeskBox::from_name(&self.r#box).ok_or(Problem::NotFound)?;
        Ok((desk_box, BulkVerb::of(desk_box).ok_or(Problem::NotFound)?))
    }
}

/// A row with its box to tick.
struct Ticked {
    pick: String,
    row: Row,
}

#[derive(Template)]
#[template(path = "orders/desk/bulk.html")]
struct PreparePage {
    shell: Shell,
    mend: Mend,
    form: BulkForm,
    verb: BulkVerb,
    lead: String,
    rows: Vec<Ticked>,
    replies: Vec<Choice>,
    replies_label: String,
    bodies: Vec<Target>,
    button: String,
}

impl PreparePage {
    fn is(&self, name: &str) -> bool {
        use kernel::case::Named;
        self.verb.name() == name
    }

    fn wrong(&self, field: &str) -> Option<String> {
        Some(self.mend.field(&self.shell, field)).filter(|words| !words.is_empty())
    }
}

async fn prepare(State(site): State<Site>, visit: Visit, Questioned(form): Questioned<BulkForm>) -> Answer {
    let (desk_box, _) = form.desk_box()?;
    let picks = actions::picked(&form.pick);
    let back = format!("/desk?box={}", desk_box.name());
    if picks.is_empty() {
        return Ok(goto(&site, &back, "warn", "bulk-refused-nothing"));
    }
    let form = BulkForm { once: site.app.new_id().to_string(), ..form };
    web::page(&page((&site, &visit), form, Mend::nothing()).await?)
}

async fn page((site, visit): (&Site, &Visit), form: BulkForm, mend: Mend) -> Outcome<PreparePage> {
    let (app, doer) = (&site.app, &visit.doer);
    let (desk_box, verb) = form.desk_box()?;
    doer.require(verb.power(), &[Relation::Community])?;
    let shell = site.shell(visit, title(verb)).back(format!("/desk?box={}", desk_box.name()));
    let picks = actions::picked(&form.pick);
    let ids: Vec<OrderId> = picks.iter().map(|pick| pick.order).collect();
    let lines = actions::lines_of(app, doer, &ids).await?;
    let ticked = |line: &OrderLine| {
        let pick = picks.iter().find(|pick| pick.order == line.id)?;
        Some(Ticked { pick: pick.text(), row: row(&shell, line) })
    };
    let rows: Vec<Ticked> = lines.iter().filter_map(ticked).collect();
    let all = if verb == BulkVerb::Accept { replies::choices(app, doer).await? } else { Vec::new() };
    let bodies = if verb == BulkVerb::Dispatch { actions::bodies_to_ask(app, doer).await? } else { Vec::new() };
    Ok(PreparePage {
        lead: shell.tn(lead(verb), "count", words::count(rows.len())),
        replies: choices(&shell, &all, Purpose::Reply, &form.reply),
        replies_label: label(&shell, Purpose::Reply),
        bodies: bodies.iter().map(|body| target(&shell, body, &form)).collect(),
        button: shell.t(button(verb)),
        shell,
        mend,
        verb,
        rows,
        form,
    })
}

fn row(shell: &Shell, line: &OrderLine) -> Row {
    words::row(shell, line, Tool { href: path(line.id), label: String::new() })
}

fn target(shell: &Shell, body: &BodySuggestion, form: &BulkForm) -> Target {
    let why = match body.kind.as_str() {
        "team" => "bulk-body-team",
        "unit" => "orders-desk-body-unit",
        _ => "orders-desk-body-department",
    };
    Target {
        id: body.body.to_string(),
        name: words::text(shell, &body.name),
        why: shell.t(why),
        chosen: form.bodies.contains(&body.body.0),
    }
}

const fn title(verb: BulkVerb) -> &'static str {
    match verb {
        BulkVerb::Accept => "bulk-title-accept",
        BulkVerb::Dispatch => "bulk-title-dispatch",
        BulkVerb::Close => "bulk-title-close",
    }
}

const fn lead(verb: BulkVerb) -> &'static str {
    match verb {
        BulkVerb::Accept => "bulk-lead-accept",
        BulkVerb::Dispatch => "bulk-lead-dispatch",
        BulkVerb::Close => "bulk-lead-close",
    }
}

const fn button(verb: BulkVerb) -> &'static str {
    match verb {
        BulkVerb::Accept => "bulk-go-accept",
        BulkVerb::Dispatch => "bulk-go-dispatch",
        BulkVerb::Close => "bulk-go-close",
    }
}

async fn send(State(site): State<Site>, visit: Visit, Posted(form): Posted<BulkForm>) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    match go((&site, &visit), once, &form).await {
        Ok(()) => Ok(back_to(&format!("/desk/bulk/{once}"))),
        Err(problem) => {
            let page = page((&site, &visit), form, Mend::of(problem)?).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn go((site, visit): (&Site, &Visit), once: Uuid, form: &BulkForm) -> Outcome<()> {
    let (_, verb) = form.desk_box()?;
    let wish = match verb {
        BulkVerb::Accept => BulkWish::Accept { text: answer((site, visit), form).await?, title: form.title.clone() },
        BulkVerb::Dispatch => {
            let bodies = form.bodies.iter().map(|&body| actions::Target::Body(BodyId(body)));
            BulkWish::Dispatch(bodies.collect())
        }
        BulkVerb::Close => BulkWish::Close,
    };
    let going = Going { once, picks: actions::picked(&form.pick), wish };
    actions::go(&site.app, &visit.doer, visit.community.as_ref(), &going).await
}

/// What was written, else the reply that was chosen.
async fn answer((site, visit): (&Site, &Visit), form: &BulkForm) -> Outcome<LocalText> {
    if !form.answer.trim().is_empty() || form.reply.is_empty() {
        return Ok(LocalText::new(form.answer.trim()));
    }
    let reply = replies::chosen(&site.app, &visit.doer, form.reply.parse().ok(), Purpose::Reply).await?;
    Ok(reply.wording.text)
}

struct Line {
    row: Row,
    why: Option<String>,
}

#[derive(Template)]
#[template(path = "orders/desk/bulk_result.html")]
struct ResultPage {
    shell: Shell,
    lead: String,
    printed: String,
    refused: Vec<Line>,
    done: Vec<Line>,
}

async fn result(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>) -> Answer {
    let (verb, rows) = actions::became(&site.app, &visit.doer, id).await?;
    answered(site.shell(&visit, title(verb)).back("/desk"), &rows)
}

/// The page that says for each row what became of it.
pub(super) fn answered(shell: Shell, rows: &[Became]) -> Answer {
    let line = |became: &Became| Line {
        row: row(&shell, &became.line),
        why: became.why.as_ref().map(|(key, args)| {
            let args: Vec<(&str, Arg)> = args.iter().map(|(name, arg)| (name.as_str(), arg.clone())).collect();
            shell.say(key, &args)
        }),
    };
    let (refused, done): (Vec<Line>, Vec<Line>) = rows.iter().map(line).partition(|line| line.why.is_some());
    let counts =
        [("done", Arg::Number(words::count(done.len()))), ("refused", Arg::Number(words::count(refused.len())))];
    let lead = shell.say(if refused.is_empty() { "bulk-done-all" } else { "bulk-done-some" }, &counts);
    let printed = shell.lang().date_time(shell.lang().now());
    web::page(&ResultPage { shell, lead, printed, refused, done })
}
