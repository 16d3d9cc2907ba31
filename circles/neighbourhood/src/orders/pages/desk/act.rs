//! What can be done with one order now, ready to be shown: beside the list and on the order's own page.
//!
//! Which steps there are is the table's word (`StaffView::may`); this only finds the words and forms for them.

use super::aside;
use super::folds::{Fold, folds};
use super::moves::{self, Moves};
use super::replying::{self, Picker, Put};
use super::words;
use crate::orders::actions;
use crate::orders::machine::{Action, State};
use crate::orders::views::{StaffView, Suggestions};
use base::{OrderId, Outcome};
use kernel::case::Named;
use serde::Deserialize;
use uuid::Uuid;
use web::{Mend, Shell, Site, Visit};

/// Everything a form about an order may carry; each form fills what it needs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StepForm {
    pub(crate) once: String,
    pub(crate) version: i64,
    pub(crate) back: String,
    pub(crate) title: String,
    pub(crate) answer: String,
    pub(crate) reason: String,
    pub(crate) way: String,
    pub(crate) outcome: String,
    pub(crate) result: String,
    pub(crate) text: String,
    pub(crate) people: Vec<Uuid>,
    /// Two people are wanted at once.
    pub(crate) two: String,
    pub(crate) bodies: Vec<Uuid>,
    pub(crate) category: String,
    pub(crate) urgency: String,
    /// Absent when the form has no place to choose.
    pub(crate) place: Option<String>,
    pub(crate) stairway: String,
    pub(crate) door: String,
    pub(crate) spot: String,
    /// The order to merge into, chosen or by its number.
    pub(crate) into: String,
    pub(crate) number: String,
    /// Absent when the form has no title for neighbours.
    pub(crate) public_title: Option<String>,
    pub(crate) day: String,
    /// When to call again.
    pub(crate) again_at: String,
    pub(crate) department: String,
    pub(crate) to: String,
    /// In which language it was spoken, and the look under which it was heard.
    pub(crate) language: String,
    pub(crate) look: String,
    /// Which box a standard reply goes into, and which reply was chosen for each box.
    pub(crate) fill: String,
    pub(crate) pick_answer: String,
    pub(crate) pick_text: String,
    pub(crate) pick_reason: String,
    pub(crate) pick_way: String,
    /// The reply that was just put in.
    #[serde(skip)]
    pub(crate) put: Option<Put>,
}

/// A form that was refused: which, what was typed, what is wrong.
pub(crate) struct Refused {
    pub(crate) act: &'static str,
    pub(crate) form: StepForm,
    pub(crate) mend: Mend,
}

/// Forms of words that are not on every page.
const MAY_BE_GONE: [&str; 14] = [
    "ask-back",
    "settle",
    "reject",
    "recall",
    "refuse-return",
    "fail-check",
    "hand-over",
    "pass-up",
    "ask-suspend",
    "extend",
    "ask-void",
    "supervise",
    "lift-supervision",
    "reply",
];
/// What a form says by a tick, not in words.
const RESULTS: [&str; 1] = ["minutes"];

/// Somebody who could be asked.
pub(crate) struct Target {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) why: String,
    pub(crate) chosen: bool,
}

impl Target {
    pub(super) fn copy(&self) -> Self {
        Self { id: self.id.clone(), name: self.name.clone(), why: self.why.clone(), chosen: self.chosen }
    }
}

/// What can be done with one order now.
pub(crate) struct Work {
    pub(crate) path: String,
    pub(crate) version: i64,
    pub(crate) back: &'static str,
    pub(crate) heading: String,
    pub(crate) nothing: String,
    pub(crate) wishes: String,
    /// Two people are wanted already.
    pub(crate) two: bool,
    /// How far it is with the two.
    pub(crate) two_words: Option<String>,
    pub(crate) without: Option<String>,
    pub(crate) has_title: bool,
    pub(crate) needs_talk: bool,
    pub(crate) is_personal: bool,
    /// A public place, which may have a title for neighbours.
    pub(crate) is_public_place: bool,
    pub(crate) call_lead: String,
    pub(crate) people: Vec<Target>,
    pub(crate) bodies: Vec<Target>,
    pub(crate) folds: Vec<Fold>,
    /// The rarer steps, folded away together.
    pub(crate) asides: Vec<Fold>,
    /// Departments that a ruling may name.
    pub(crate) departments: Vec<Target>,
    /// What whom it was handed to has answered, when that is the latest.
    pub(crate) replied: Option<String>,
    pub(crate) act: &'static str,
    pub(crate) mend: Mend,
    /// What may be put right while accepting.
    pub(crate) moves: Option<Moves>,
    /// Standard replies for the boxes of the forms.
    pub(crate) pickers: Vec<Picker>,
    title: String,
    form: StepForm,
    may: Vec<Action>,
}

impl Work {
    /// The step is possible now for this doer.
    pub(crate) fn may(&self, name: &str) -> bool {
        self.may.iter().any(|action| action.name() == name)
    }

    /// The refused form is one of the rarer steps.
    pub(crate) fn is_aside(&self) -> bool {
        self.asides.iter().any(|fold| fold.act == self.act)
    }

    /// What was typed in a form that is gone, because somebody else was faster.
    pub(crate) fn kept(&self) -> Vec<String> {
        let still = match self.act {
            "accept" | "dispatch" | "verify" | "resume" => self.may(self.act),
            "call-back" => self.may("call_unanswered"),
            "ruling" => self.may("rule_office"),
            folded => {
                let mut folds = self.folds.iter().chain(&self.asides);
                !MAY_BE_GONE.contains(&folded) || folds.any(|fold| fold.act == folded)
            }
        };
        let form = &self.form;
        let words = [&form.title, &form.answer, &form.reason, &form.way, &form.text];
        let words = words.into_iter().filter(|words| !still && self.mend.any() && !words.trim().is_empty());
        words.filter(|words| !RESULTS.contains(&words.as_str())).cloned().collect()
    }

    /// What was typed in a form that was refused; blank for the others.
    pub(crate) fn typed(&self, act: &str) -> StepForm {
        if self.act == act { self.form.clone() } else { StepForm::default() }
    }

    /// The lists of standard replies of a form.
    pub(crate) fn pickers_of(&self, act: &str) -> Vec<&Picker> {
        self.pickers.iter().filter(|picker| picker.is_of(act)).collect()
    }

    /// The language of the reply that was just put into this box.
    pub(crate) fn put_into(&self, act: &str, field: &str) -> Option<&'static str> {
        self.pickers.iter().find_map(|picker| picker.put_into(act, field))
    }

    /// The title to begin with.
    pub(crate) fn title(&self) -> String {
        if self.act == "accept" { self.form.title.clone() } else { self.title.clone() }
    }

    /// The words at a field of the main form.
    pub(crate) fn wrong(&self, shell: &Shell, field: &str) -> Option<String> {
        Some(self.mend.field(shell, field)).filter(|words| !words.is_empty())
    }

    /// The words at a field of this form.
    pub(crate) fn wrong_in(&self, shell: &Shell, act: &str, field: &str) -> Option<String> {
        self.wrong(shell, field).filter(|_| self.act == act)
    }
}

/// Reads who could be asked, when somebody has to be, and puts the forms together.
pub(crate) async fn work(
    site: &Site,
    visit: &Visit,
    (shell, view): (&Shell, &StaffView),
    back: &'static str,
    refused: Option<Refused>,
) -> Outcome<Work> {
    let asks =
        view.may.iter().any(|action| matches!(action, Action::Dispatch | Action::Verify | Action::RuleDepartment));
    let asks = asks && visit.doer.may(crate::orders::powers::ORDERS_DISPATCH);
    let found = if asks { actions::suggestions(&site.app, &visit.doer, view.line.id).await? } else { <_>::default() };
    let typed = refused.as_ref().filter(|refused| refused.act == "accept").map(|refused| &refused.form);
    let moves = moves::moves((site, visit), (shell, view), typed).await?;
    let pickers = replying::pickers((site, visit), (shell, view), refused.as_ref()).await?;
    Ok(Work { moves, pickers, ..assemble(shell, view, &found, (back, refused)) })
}

pub(super) fn assemble(
    shell: &Shell,
    view: &StaffView,
    found: &Suggestions,
    (back, refused): (&'static str, Option<Refused>),
) -> Work {
    let Refused { act, form, mend } =
        refused.unwrap_or_else(|| Refused { act: "", form: StepForm::default(), mend: Mend::nothing() });
    let (people, bodies) = targets(shell, found, &form);
    let number = view.line.number.to_string();
    let heading =
        if view.may.contains(&Action::Dispatch) { "orders-desk-heading-dispatch" } else { "orders-desk-heading" };
    let calls = shell.tn("orders-desk-calls", "count", view.calls);
    let folds = folds(shell, view, (&people, &form));
    let departments = departments(found, &bodies, &form);
    let asides = aside::folds(shell, view, (&departments, &form));
    let replied = view.timeline.last().filter(|item| item.words == "orders-told-reply");
    let replied = replied.map(|item| {
        let said = shell.say(item.words, &item.args);
        [Some(said), item.text.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    Work {
        path: path(view.line.id),
        version: view.line.version,
        back,
        heading: shell.tx(heading, "number", &number),
        nothing: waiting_words(shell, view),
        wishes: words::wishes(shell, &view.wishes),
        two: view.wishes.two,
        two_words: two_words(shell, view),
        without: view.without.clone(),
        has_title: view.title.is_some(),
        needs_talk: view.needs_talk,
        is_personal: view.is_personal,
        is_public_place: view.is_public_place,
        call_lead: if view.calls > 0 { calls } else { shell.t("orders-desk-call-lead") },
        people,
        bodies,
        folds,
        asides,
        departments,
        replied,
        act,
        mend,
        moves: None,
        pickers: Vec::new(),
        title: view.title.clone().unwrap_or_default(),
        form,
        may: view.may.clone(),
    }
}

/// How far it is with the two who are wanted, while somebody is being asked.
pub(super) fn two_words(shell: &Shell, view: &StaffView) -> Option<String> {
    let key = match (view.wishes.two, view.line.state, view.one_found) {
        (true, State::Submitted | State::Accepted, _) => "orders-pair-desk-ask",
        (true, State::Dispatched, true) => "orders-pair-desk-found",
        (true, State::Dispatched, false) => "orders-pair-desk-none",
        _ => return None,
    };
    Some(shell.t(key))
}

/// The address of an order's page.
pub(crate) fn path(order: OrderId) -> String {
    format!("/desk/orders/{order}")
}

fn targets(shell: &Shell, found: &Suggestions, form: &StepForm) -> (Vec<Target>, Vec<Target>) {
    let people = found.people.iter().map(|person| Target {
        id: person.person.to_string(),
        name: person.name.clone(),
        why: words::why(shell, &person.fits, person.in_hand),
        chosen: form.people.contains(&person.person.0),
    });
    let bodies = found.bodies.iter().map(|body| Target {
        id: body.body.to_string(),
        name: words::text(shell, &body.name),
        why: body_words(shell, &body.kind, body.fitting),
        chosen: form.bodies.contains(&body.body.0),
    });
    (people.collect(), bodies.collect())
}

/// The departments among the bodies that could be asked.
fn departments(found: &Suggestions, bodies: &[Target], form: &StepForm) -> Vec<Target> {
    let is_department = found.bodies.iter().map(|body| body.kind == "department");
    let found = bodies.iter().zip(is_department).filter(|(_, is_department)| *is_department);
    let target = |body: &Target| Target { chosen: body.id == form.department, why: String::new(), ..body.copy() };
    found.map(|(body, _)| target(body)).collect()
}

fn body_words(shell: &Shell, kind: &str, fitting: i64) -> String {
    match kind {
        "team" => shell.tn("orders-desk-team-fits", "count", fitting),
        "unit" => shell.t("orders-desk-body-unit"),
        _ => shell.t("orders-desk-body-department"),
    }
}

/// Whom the order waits for, when the doer has nothing to do with it now.
fn waiting_words(shell: &Shell, view: &StaffView) -> String {
    if view.spoken.is_some_and(|spoken| spoken.waits()) && view.line.state == State::Accepted {
        return shell.t("orders-voice-first");
    }
    let key = match view.line.state {
        State::Draft => "orders-desk-waits-draft",
        State::Submitted | State::Accepted | State::ReturnRequested => "orders-desk-waits-office",
        State::AwaitingInfo => "orders-desk-waits-resident",
        State::Dispatched => "orders-desk-waits-taker",
        State::InProgress => "orders-desk-waits-holder",
        State::Transferred => "orders-desk-waits-reply",
        State::InTalk => "orders-desk-waits-talk",
        State::Suspended => "orders-desk-waits-day",
        State::Resolved | State::Verified => "orders-desk-waits-check",
        State::Merged => "orders-merge-waits",
        State::Closed | State::Rejected | State::Withdrawn | State::Voided => "orders-desk-waits-nobody",
    };
    shell.t(key)
}
