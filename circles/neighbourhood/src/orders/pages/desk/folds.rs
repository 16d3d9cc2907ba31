//! Further steps of an order, folded away until they are wanted, each with what it needs to know.

use super::act::{StepForm, Target};
use super::words::Choice;
use crate::orders::machine::Action;
use crate::orders::rules::Outcome as Ending;
use crate::orders::views::StaffView;
use kernel::case::Named;
use web::Shell;

/// A day that a step asks for.
pub(crate) struct DayAsked {
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) value: String,
}

/// A further step, folded away.
pub(crate) struct Fold {
    pub(crate) act: &'static str,
    pub(crate) label: String,
    pub(crate) button: String,
    pub(crate) lead: String,
    pub(crate) reason_label: String,
    pub(crate) asks_reason: bool,
    pub(crate) asks_way: bool,
    pub(crate) outcomes: Vec<Choice>,
    pub(crate) people: Vec<Target>,
    /// Departments to hand it to, one of them.
    pub(crate) departments: Vec<Target>,
    /// A level above, by its name.
    pub(crate) asks_to: bool,
    pub(crate) day: Option<DayAsked>,
    pub(crate) danger: bool,
}

fn fold(act: &'static str, label: String, button: String) -> Fold {
    Fold {
        act,
        label,
        button,
        lead: String::new(),
        reason_label: String::new(),
        asks_reason: false,
        asks_way: false,
        outcomes: Vec::new(),
        people: Vec::new(),
        departments: Vec::new(),
        asks_to: false,
        day: None,
        danger: false,
    }
}

pub(super) fn with_reason(shell: &Shell, (act, label, button): (&'static str, &str, &str), reason: &str) -> Fold {
    Fold { asks_reason: true, reason_label: shell.t(reason), ..fold(act, shell.t(label), shell.t(button)) }
}

/// The further steps that the table allows now, each with what it needs to know.
pub(super) fn folds(shell: &Shell, view: &StaffView, (people, form): (&[Target], &StepForm)) -> Vec<Fold> {
    let can = |action| view.may.contains(&action);
    let mut folds = Vec::new();
    if can(Action::AskBack) {
        let words = ("ask-back", "orders-desk-ask-back", "orders-desk-ask-back-button");
        folds.push(with_reason(shell, words, "orders-desk-ask-back-question"));
    }
    if can(Action::Settle) {
        let words = ("settle", "orders-desk-settle", "orders-desk-settle-button");
        let outcomes = endings(shell, &form.outcome);
        folds.push(Fold { outcomes, ..with_reason(shell, words, "orders-desk-settle-text") });
    }
    if can(Action::Reject) {
        let words = ("reject", "orders-desk-reject", "orders-desk-reject-button");
        folds.push(Fold { asks_way: true, danger: true, ..with_reason(shell, words, "orders-desk-reject-reason") });
    }
    if can(Action::Recall) {
        let words = ("recall", "orders-desk-recall", "orders-desk-recall-button");
        folds.push(with_reason(shell, words, "orders-desk-recall-reason"));
    }
    if can(Action::RefuseReturn) || can(Action::TransferStands) {
        let words = ("refuse-return", "orders-desk-return-refuse", "orders-desk-return-refuse-button");
        folds.push(with_reason(shell, words, "orders-desk-return-refuse-reason"));
    }
    if can(Action::FailCheck) {
        let words = ("fail-check", "orders-desk-fail-check", "orders-desk-fail-check-button");
        folds.push(with_reason(shell, words, "orders-desk-fail-check-reason"));
    }
    if can(Action::Verify) && !people.is_empty() {
        folds.push(ask_to_check(shell, people));
    }
    if can(Action::Close) {
        let lead = shell.t("orders-desk-close-lead");
        folds.push(Fold { lead, ..fold("close", shell.t("orders-desk-close"), shell.t("orders-desk-close-button")) });
    }
    folds
}

fn ask_to_check(shell: &Shell, people: &[Target]) -> Fold {
    let (label, button) = (shell.t("orders-desk-ask-check"), shell.t("orders-desk-ask-check-button"));
    Fold { people: people.iter().map(Target::copy).collect(), ..fold("ask-to-check", label, button) }
}

fn endings(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let label = |ending: Ending| shell.t(&format!("orders-outcome-{}", ending.name().replace('_', "-")));
    Ending::ALL.iter().map(|&ending| Choice::new(ending.name(), label(ending), chosen)).collect()
}
