//! The morning screen: what needs a hand now, the tool for it in the same row, and the same on paper.
//!
//! There is no list of the late by person, and no count of anyone's work.

use super::super::take::words::Minutes;
use super::act::{self, Work};
use super::bulk::Bar;
use super::filters::{Tap, taps};
use super::handover::{self, Waiting};
use super::here::{self, Here};
use super::words::{self, Row, Tool};
use crate::orders::actions;
use crate::orders::goes::ROWS_MAX;
use crate::orders::machine::State as OrderState;
use crate::orders::powers::{
    ORDERS_ACCEPT, ORDERS_APPROVE, ORDERS_ASK_FOR, ORDERS_CALL_BACK, ORDERS_DISPATCH, ORDERS_LISTEN, ORDERS_VERIFY,
};
use crate::orders::views::{DeskBox, DeskCounts, OrderLine, ReminderView, UndoView};
use askama::Template;
use axum::extract::State;
use base::{Arg, Doer, OrderId, Outcome, Power};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Posted, Questioned, Shell, Site, Visit};

/// Which box, and which order is worked on beside the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    r#box: String,
    order: Option<Uuid>,
    /// Everything is ticked.
    all: String,
}

struct Tile {
    name: &'static str,
    label: String,
    count: i64,
    kind: &'static str,
    current: bool,
}

struct Draft {
    id: String,
    version: i64,
    title: String,
    small: String,
}

struct Reminder {
    order: String,
    number: String,
    title: String,
    kind: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "orders/desk/today.html")]
struct TodayPage {
    shell: Shell,
    hello: String,
    lead: String,
    may_record: bool,
    tiles: Vec<Tile>,
    /// What waits elsewhere: for residents, for the secretary.
    elsewhere: Vec<(&'static str, String)>,
    box_label: String,
    rows: Vec<Row>,
    /// The box, for the form of what is ticked.
    box_name: &'static str,
    bulk: Option<Bar>,
    taps: Vec<Tap>,
    work: Option<Work>,
    /// Colleagues who have the chosen order open too.
    here: Option<Here>,
    /// What nobody has in charge, and what is held for the reader.
    waiting: Option<Waiting>,
    /// The step that may be taken back now.
    undo: Option<UndoView>,
    drafts: Vec<Draft>,
    reminders: Vec<Reminder>,
    /// Minutes of helpers without a team, for the secretary's word.
    minutes: Vec<Minutes>,
}

pub(crate) async fn today(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let (app, doer) = (&site.app, &visit.doer);
    let counts = actions::desk_counts(app, doer).await?;
    let desk_box = DeskBox::from_name(&asked.r#box).unwrap_or_else(|| first_box(&counts, doer));
    let lines = actions::desk(app, doer, desk_box).await?;
    let shell = site.shell(&visit, "orders-desk-nav-today");
    let work = chosen(&site, &visit, &shell, (desk_box, asked.order)).await?;
    let all = asked.all == "yes";
    let bulk = Bar::of(&shell, doer, (desk_box, &lines), all);
    let here = match asked.order.filter(|_| work.is_some()) {
        Some(order) => Some(here::here((&site, &visit, &shell), order.into(), false).await?),
        None => None,
    };
    let rows = rows(&shell, doer, &lines, (desk_box, asked.order));
    let rows = if bulk.is_some() { ticked(rows, Bar::ticks(desk_box, &lines), all) } else { rows };
    let drafts = if doer.may(ORDERS_ASK_FOR) { actions::drafts(app, doer).await? } else { Vec::new() };
    let reminders = actions::reminders(app, doer).await?;
    let minutes = actions::minutes_to_confirm(app, doer).await?;
    web::page(&TodayPage {
        minutes: minutes.into_iter().map(|minutes| Minutes::of(&shell, minutes)).collect(),
        hello: hello(&shell, visit.name.as_deref().unwrap_or_default()),
        lead: lead(&shell, &counts),
        may_record: doer.may(ORDERS_ASK_FOR),
        tiles: tiles(&shell, &counts, desk_box),
        elsewhere: elsewhere(&shell, doer, &counts),
        box_label: box_label(&shell, desk_box),
        box_name: desk_box.name(),
        taps: taps((&site, &visit), "").await?,
        bulk,
        rows,
        work,
        here,
        waiting: handover::waiting((&site, &visit, &shell)).await?,
        undo: here::undo_offer(&site, &visit, None).await?,
        drafts: drafts.iter().map(|line| draft(&shell, line)).collect(),
        reminders: reminders.iter().map(|reminder| reminder_words(&shell, reminder)).collect(),
        shell,
    })
}

/// Where a form of this page goes back to.
pub(crate) fn back(name: &str) -> Option<String> {
    DeskBox::from_name(name).map(|desk_box| format!("/desk?box={}", desk_box.name()))
}

/// The box to begin with: the first that holds something this person has a tool for.
fn first_box(counts: &DeskCounts, doer: &Doer) -> DeskBox {
    let mine = |desk_box: &DeskBox| match desk_box {
        DeskBox::ToListen => doer.may(ORDERS_LISTEN),
        DeskBox::New => doer.may(ORDERS_ACCEPT),
        DeskBox::ToDispatch | DeskBox::NobodyTook => doer.may(ORDERS_DISPATCH),
        DeskBox::ToVerify => doer.may(ORDERS_VERIFY),
        DeskBox::ToCallBack | DeskBox::ToClose => doer.may(ORDERS_CALL_BACK),
        DeskBox::DueToday | DeskBox::Overdue => true,
    };
    let order = [
        DeskBox::ToListen,
        DeskBox::New,
        DeskBox::NobodyTook,
        DeskBox::ToDispatch,
        DeskBox::ToVerify,
        DeskBox::ToCallBack,
        DeskBox::ToClose,
        DeskBox::Overdue,
        DeskBox::DueToday,
    ];
    let found = order.into_iter().find(|desk_box| counts.of(*desk_box) > 0 && mine(desk_box));
    found.unwrap_or(DeskBox::New)
}

async fn chosen(
    site: &Site,
    visit: &Visit,
    shell: &Shell,
    (desk_box, order): (DeskBox, Option<Uuid>),
) -> Outcome<Option<Work>> {
    let Some(order) = order.map(OrderId::from) else { return Ok(None) };
    let view = actions::for_desk(&site.app, &visit.doer, order).await?;
    act::work(site, visit, (shell, &view), desk_box.name(), None).await.map(Some)
}

fn hello(shell: &Shell, name: &str) -> String {
    let clock = shell.lang().time_of_day(shell.lang().now());
    let hour: u32 = clock.split(':').next().and_then(|hour| hour.parse().ok()).unwrap_or(12);
    let key = match hour {
        5..=10 => "orders-desk-hello-morning",
        11..=12 => "orders-desk-hello-noon",
        13..=17 => "orders-desk-hello-afternoon",
        _ => "orders-desk-hello-evening",
    };
    shell.tx(key, "name", name)
}

fn lead(shell: &Shell, counts: &DeskCounts) -> String {
    let hands = counts.to_listen
        + counts.new
        + counts.to_dispatch
        + counts.nobody_took
        + counts.to_verify
        + counts.to_call_back;
    let date = shell.lang().weekday_date(shell.lang().now());
    shell.say("orders-desk-lead", &[("date", Arg::Text(date)), ("count", Arg::Number(hands))])
}

/// What no box holds: it waits for a resident's answer, or for the reader's own word.
fn elsewhere(shell: &Shell, doer: &Doer, counts: &DeskCounts) -> Vec<(&'static str, String)> {
    let to_approve = if doer.may(ORDERS_APPROVE) { counts.to_approve } else { 0 };
    let lines = [
        ("/desk/register?state=awaiting_info", "orders-desk-awaiting", counts.awaiting),
        ("/desk/approvals", "orders-desk-to-approve", to_approve),
    ];
    let waits = lines.into_iter().filter(|(.., count)| *count > 0);
    waits.map(|(href, key, count)| (href, shell.tn(key, "count", count))).collect()
}

fn box_label(shell: &Shell, desk_box: DeskBox) -> String {
    shell.t(match desk_box {
        DeskBox::ToListen => "orders-voice-box",
        DeskBox::New => "orders-desk-box-new",
        DeskBox::ToDispatch => "orders-desk-box-to-dispatch",
        DeskBox::NobodyTook => "orders-desk-box-nobody-took",
        DeskBox::DueToday => "orders-desk-box-due-today",
        DeskBox::Overdue => "orders-desk-box-overdue",
        DeskBox::ToVerify => "orders-desk-box-to-verify",
        DeskBox::ToCallBack => "orders-desk-box-to-call-back",
        DeskBox::ToClose => "bulk-box-to-close",
    })
}

fn tiles(shell: &Shell, counts: &DeskCounts, current: DeskBox) -> Vec<Tile> {
    let tile = |desk_box: DeskBox| Tile {
        name: desk_box.name(),
        label: box_label(shell, desk_box),
        count: counts.of(desk_box),
        kind: match desk_box {
            DeskBox::NobodyTook if counts.nobody_took > 0 => "warn",
            DeskBox::Overdue if counts.overdue > 0 => "late",
            _ => "",
        },
        current: desk_box == current,
    };
    // Few places get spoken orders, and not every office closes by itself: such a box is there when something stands in it.
    let seldom = [DeskBox::ToListen.name(), DeskBox::ToClose.name()];
    let shows = |tile: &Tile| !seldom.contains(&tile.name) || tile.count > 0 || tile.current;
    DeskBox::ALL.into_iter().map(tile).filter(shows).collect()
}

fn rows(shell: &Shell, doer: &Doer, lines: &[OrderLine], (desk_box, chosen): (DeskBox, Option<Uuid>)) -> Vec<Row> {
    let row = |line: &OrderLine| Row {
        chosen: chosen == Some(line.id.0),
        ..words::row(shell, line, tool(shell, doer, line, desk_box))
    };
    lines.iter().map(row).collect()
}

/// The rows with what may be ticked; a go takes no more than so many.
fn ticked(rows: Vec<Row>, ticks: Vec<String>, all: bool) -> Vec<Row> {
    let mut left = if all { ROWS_MAX } else { 0 };
    let mut row = |(row, tick): (Row, String)| {
        let ticked = left > 0 && !tick.is_empty();
        left -= usize::from(ticked);
        Row { tick, ticked, ..row }
    };
    rows.into_iter().zip(ticks).map(&mut row).collect()
}

/// What the order asks of this person now, and where the tool lies: beside the list.
fn tool(shell: &Shell, doer: &Doer, line: &OrderLine, desk_box: DeskBox) -> Tool {
    if desk_box == DeskBox::ToListen {
        return Tool { href: format!("{}#voice", act::path(line.id)), label: shell.t("orders-voice-tool") };
    }
    let (key, power): (&str, Option<Power>) = match line.state {
        OrderState::Submitted => ("orders-desk-tool-accept", Some(ORDERS_ACCEPT)),
        OrderState::Accepted => ("orders-desk-tool-dispatch", Some(ORDERS_DISPATCH)),
        OrderState::ReturnRequested => ("orders-desk-tool-return", Some(ORDERS_DISPATCH)),
        OrderState::Resolved if desk_box != DeskBox::ToCallBack => ("orders-desk-tool-verify", Some(ORDERS_VERIFY)),
        OrderState::Verified if desk_box == DeskBox::ToClose => ("bulk-tool-close", Some(ORDERS_CALL_BACK)),
        OrderState::Resolved | OrderState::Verified => ("orders-desk-tool-call", Some(ORDERS_CALL_BACK)),
        _ => ("orders-desk-tool-look", None),
    };
    match power.filter(|power| doer.may(*power)) {
        Some(_) => Tool { href: format!("/desk?box={}&order={}#do", desk_box.name(), line.id), label: shell.t(key) },
        None => Tool { href: act::path(line.id), label: shell.t("orders-desk-tool-look") },
    }
}

fn draft(shell: &Shell, line: &OrderLine) -> Draft {
    let title = if line.title.is_empty() { shell.t("orders-desk-draft-empty") } else { line.title.clone() };
    let small = shell.lang().when(line.asked_at);
    Draft { id: line.id.to_string(), version: line.version, title, small }
}

fn reminder_words(shell: &Shell, reminder: &ReminderView) -> Reminder {
    let clock = crate::orders::views::ClockView { kind: reminder.kind, due_at: reminder.due_at, light: reminder.light };
    let lamp = words::named_lamp(shell, &clock);
    Reminder {
        order: reminder.order.to_string(),
        number: reminder.number.to_string(),
        title: Some(reminder.title.clone())
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| shell.t("orders-voice-untitled")),
        kind: lamp.kind,
        text: lamp.text,
    }
}

/// The reminder that was put away.
#[derive(Deserialize)]
pub(crate) struct Seen {
    order: Uuid,
}

pub(crate) async fn seen(State(site): State<Site>, visit: Visit, Posted(form): Posted<Seen>) -> Answer {
    db::again(|| actions::see_reminder(&site.app, &visit.doer, form.order.into())).await?;
    Ok(web::back_to("/desk"))
}

struct PrintedBox {
    label: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "orders/desk/today_print.html")]
struct PrintPage {
    shell: Shell,
    lead: String,
    boxes: Vec<PrintedBox>,
    checkpoint: Vec<String>,
}

pub(crate) async fn print(State(site): State<Site>, visit: Visit) -> Answer {
    let (app, doer) = (&site.app, &visit.doer);
    let counts = actions::desk_counts(app, doer).await?;
    let shell = site.shell(&visit, "orders-desk-print-title").back("/desk");
    let mut boxes = Vec::new();
    for desk_box in DeskBox::ALL {
        let lines = if counts.of(desk_box) > 0 { actions::desk(app, doer, desk_box).await? } else { Vec::new() };
        if !lines.is_empty() {
            let rows = rows(&shell, doer, &lines, (desk_box, None));
            let rows = lines.iter().zip(rows).map(|(line, row)| words::on_paper(&shell, line, row)).collect();
            boxes.push(PrintedBox { label: box_label(&shell, desk_box), rows });
        }
    }
    let lead = lead(&shell, &counts);
    let checkpoint = kernel::audit::newest_checkpoint(app).await?.unwrap_or_default();
    let checkpoint = checkpoint.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    web::page(&PrintPage { shell, lead, boxes, checkpoint })
}
