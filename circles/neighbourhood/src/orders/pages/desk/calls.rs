//! The call-backs: which to make, first due first, and the log 台账 of what came of them; both also on paper.
//!
//! A number stands on neither: it is asked for on the matter's page, which writes the look down.

use super::act;
use super::exports;
use super::register::PRINT_PAGES_MAX;
use super::words::{self, Lamp};
use crate::orders::actions::{self, CallLine, ToCall};
use crate::orders::calls::{Attempt, CallResult};
use crate::orders::powers::ORDERS_CALL_BACK;
use crate::orders::views::OrderLine;
use askama::Template;
use axum::extract::State;
use base::Arg;
use serde::Deserialize;
use web::{Answer, Cursor, Need, Questioned, Routes, Shell, Site, Visit};

const CALL: Need = Need::Power(ORDERS_CALL_BACK);

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/desk/calls", CALL, list)
        .get("/desk/calls/log", CALL, log)
        .get("/desk/calls/log/print", CALL, print)
        .post("/desk/calls/log/exports", CALL, exports::ask_for_calls)
}

struct Row {
    href: String,
    number: String,
    title: String,
    place: String,
    lamp: Option<Lamp>,
    again: Option<String>,
    has_phone: bool,
    tried: String,
}

#[derive(Template)]
#[template(path = "orders/desk/calls.html")]
struct CallsPage {
    shell: Shell,
    now: Vec<Row>,
    later: Vec<Row>,
}

pub(crate) async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    let calls = actions::calls_to_make(&site.app, &visit.doer).await?;
    let shell = site.shell(&visit, "orders-calls-title").back("/desk");
    let rows = |calls: &[ToCall]| calls.iter().map(|call| row(&shell, call)).collect();
    let (now, later) = (rows(&calls.now), rows(&calls.later));
    web::page(&CallsPage { now, later, shell })
}

fn row(shell: &Shell, call: &ToCall) -> Row {
    let tried: Vec<String> = call.attempts.iter().map(|attempt| attempt_words(shell, attempt)).collect();
    Row {
        href: format!("{}#call", act::path(call.line.id)),
        number: call.line.number.to_string(),
        title: paper_title(shell, &call.line),
        place: words::short_place(shell, &call.line.place),
        lamp: call.line.clock.as_ref().map(|clock| words::lamp(shell, clock)),
        again: call.again_at.map(|again| shell.tx("orders-calls-again", "when", shell.lang().when(again))),
        has_phone: call.has_phone,
        tried: tried.join(" · "),
    }
}

/// The office's words; until there are some, the kind, since lists are printed.
fn paper_title(shell: &Shell, line: &OrderLine) -> String {
    if line.is_titled { line.title.clone() } else { words::category(shell, line.category.as_ref()) }
}

fn attempt_words(shell: &Shell, attempt: &Attempt) -> String {
    let args = [
        ("when", Arg::Text(shell.lang().when(attempt.at))),
        ("result", Arg::Text(result_words(shell, attempt.result))),
    ];
    shell.say("orders-calls-tried", &args)
}

fn result_words(shell: &Shell, result: CallResult) -> String {
    shell.t(result.words())
}

struct Line {
    when: String,
    href: String,
    number: String,
    title: String,
    round: Option<String>,
    result: String,
    again: String,
}

#[derive(Template)]
#[template(path = "orders/desk/calls_log.html")]
struct LogPage {
    shell: Shell,
    lines: Vec<Line>,
    newer: Option<String>,
    older: Option<String>,
    once: String,
}

/// Where the page begins.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: String,
}

pub(crate) async fn log(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let found = actions::call_log(&site.app, &visit.doer, Cursor::parse(&asked.after)).await?;
    let shell = site.shell(&visit, "orders-calls-log").back("/desk/calls");
    web::page(&LogPage {
        lines: found.rows.iter().map(|call| line(&shell, call)).collect(),
        newer: (!asked.after.is_empty()).then(|| "/desk/calls/log".to_owned()),
        older: found.next.map(|next| format!("/desk/calls/log?after={}", next.text())),
        once: shell.once(),
        shell,
    })
}

fn line(shell: &Shell, call: &CallLine) -> Line {
    Line {
        when: shell.lang().date_time(call.attempt.at),
        href: act::path(call.order.id),
        number: call.order.number.to_string(),
        title: paper_title(shell, &call.order),
        round: (call.round > 1).then(|| shell.tn("orders-desk-round", "round", call.round)),
        result: result_words(shell, call.attempt.result),
        again: call.attempt.again_at.map(|again| shell.lang().date_time(again)).unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "orders/desk/calls_print.html")]
struct PrintPage {
    shell: Shell,
    printed: String,
    lines: Vec<Line>,
    cut: bool,
}

/// The log on paper, newest first.
async fn print(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "orders-calls-log").back("/desk/calls/log");
    let (mut lines, mut after) = (Vec::new(), None);
    for _ in 0..PRINT_PAGES_MAX {
        let found = actions::call_log(&site.app, &visit.doer, after).await?;
        lines.extend(found.rows.iter().map(|call| line(&shell, call)));
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    let printed = shell.lang().date_time(shell.lang().now());
    web::page(&PrintPage { cut: after.is_some(), shell, printed, lines })
}
