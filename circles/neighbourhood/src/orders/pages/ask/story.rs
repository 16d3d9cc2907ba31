//! Where a matter stands, in a neighbour's words: who has it now, what was, what comes next and by when.

use crate::orders::machine::State;
use crate::orders::views::{ClockView, ResidentView};
use kernel::case::{ClockKind, Named};
use web::Shell;

/// The card under the heading.
pub(super) struct Now {
    /// An icon.
    pub icon: &'static str,
    /// Who has it, or what is waited for.
    pub title: String,
    /// When, or by when.
    pub sub: Option<String>,
}

/// A step that was.
pub(super) struct Told {
    /// What happened.
    pub words: String,
    /// What was said.
    pub text: Option<String>,
    /// When.
    pub time: String,
    /// For machines.
    pub iso: String,
}

/// Where it stands now.
pub(super) fn now(shell: &Shell, order: &ResidentView) -> Now {
    let (icon, key) = match order.state {
        State::Draft => ("notes", "orders-ask-now-draft"),
        State::Submitted => ("inbox", "orders-ask-now-submitted"),
        State::AwaitingInfo => ("message", "orders-ask-now-asked-back"),
        State::Rejected => ("info-circle", "orders-ask-now-rejected"),
        State::Accepted | State::ReturnRequested => ("user-check", "orders-ask-now-accepted"),
        State::Dispatched => ("users", "orders-ask-now-dispatched"),
        State::InProgress => ("user-check", "orders-ask-now-in-progress"),
        State::Resolved if order.is_personal => ("check", "orders-ask-now-your-word"),
        State::Resolved => ("eye", "orders-ask-now-checking"),
        State::Verified if order.may_rate => ("star", "orders-ask-now-rate"),
        State::Verified => ("check", "orders-ask-now-your-word"),
        State::Closed => ("circle-check", "orders-ask-now-closed"),
        State::Merged => ("route", "orders-merge-now"),
        State::Withdrawn => ("arrow-back-up", "orders-ask-now-withdrawn"),
        State::Transferred => ("building", "orders-ask-now-transferred"),
        State::InTalk => ("users-group", "orders-ask-now-in-talk"),
        State::Suspended => ("hourglass", "orders-ask-now-suspended"),
        State::Voided => ("ban", "orders-ask-now-voided"),
    };
    let title = match (&order.coming, order.state) {
        (_, State::Transferred) => shell.tx(key, "who", handed_to(shell, order)),
        (Some(coming), State::InProgress) => shell.tx("orders-ask-now-who", "who", coming.who()),
        _ => shell.t(key),
    };
    Now { icon, title, sub: sub(shell, order) }
}

/// To whom it was handed.
fn handed_to(shell: &Shell, order: &ResidentView) -> String {
    let Some(transfer) = &order.transfer else { return String::new() };
    let department = transfer.department.as_ref().map(|name| shell.lang().pick(name).0.to_owned());
    department.or(transfer.above.clone()).unwrap_or_default()
}

fn sub(shell: &Shell, order: &ResidentView) -> Option<String> {
    let visit = order.coming.as_ref().and_then(|coming| coming.visit_at);
    match (order.state, visit) {
        (State::InProgress, Some(time)) => {
            Some(shell.lang().tx("orders-ask-now-comes", "time", shell.lang().when(time)))
        }
        (State::Closed, _) => {
            order.outcome.map(|outcome| shell.t(&format!("orders-outcome-{}", outcome.name().replace('_', "-"))))
        }
        (State::Suspended, _) => {
            order.look_again_at.map(|day| shell.tx("orders-ask-now-look-again", "day", shell.lang().date(day)))
        }
        (State::Transferred, _) => order.transfer.as_ref().map(|transfer| {
            let due_at = transfer.reply_by;
            promise(shell, ClockView { kind: ClockKind::Reply, due_at, light: kernel::case::Light::Green })
        }),
        // Nobody checks a personal service but the one who was served.
        (State::Resolved, _) if order.is_personal => None,
        _ => order.clock.map(|clock| promise(shell, clock)),
    }
}

/// A promise in words.
fn promise(shell: &Shell, clock: ClockView) -> String {
    let key = match clock.kind {
        ClockKind::Accept => "orders-ask-by-accept",
        ClockKind::Dispatch => "orders-ask-by-dispatch",
        ClockKind::Take => "orders-ask-by-take",
        ClockKind::Reply => "orders-ask-by-reply",
        ClockKind::Resolve => "orders-ask-by-resolve",
        ClockKind::Verify => "orders-ask-by-verify",
        ClockKind::CallBack => "orders-ask-by-call-back",
    };
    let late = clock.due_at < shell.lang().now();
    let key = if late { "orders-ask-by-late" } else { key };
    shell.lang().tx(key, "time", shell.lang().when(clock.due_at))
}

/// What happened, oldest first.
pub(super) fn told(shell: &Shell, order: &ResidentView) -> Vec<Told> {
    let lang = shell.lang();
    let line = |item: &crate::orders::views::TimelineItem| Told {
        words: lang.say(item.words, &item.args),
        text: item.text.clone().filter(|text| !text.trim().is_empty()),
        time: lang.date_time(item.at),
        iso: lang.iso(item.at),
    };
    order.timeline.iter().map(line).collect()
}

/// What comes next, as far as it can be said.
pub(super) fn to_come(shell: &Shell, order: &ResidentView) -> Vec<String> {
    let check = if order.is_personal { "orders-ask-todo-your-word" } else { "orders-ask-todo-check" };
    let keys: &[&str] = match order.state {
        State::Submitted | State::AwaitingInfo => &["orders-ask-todo-answer", "orders-ask-todo-send", check],
        State::Accepted | State::Dispatched | State::ReturnRequested => &["orders-ask-todo-send", check],
        State::Transferred => &["orders-ask-todo-tell", check],
        State::InTalk | State::Suspended => &["orders-ask-todo-send", check],
        State::InProgress | State::Resolved => &[check],
        State::Verified if !order.may_rate => &["orders-ask-todo-your-word"],
        State::Verified => &["orders-ask-todo-rate"],
        State::Draft | State::Rejected | State::Closed | State::Withdrawn | State::Merged | State::Voided => &[],
    };
    keys.iter().map(|key| shell.t(key)).collect()
}
