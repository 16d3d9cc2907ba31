//! The rarer steps of an order's page: handing over, the talk's ruling, resting, one later date, keeping an eye, voiding.
//!
//! Folded away together, so that the usual steps stay in front; each says what the resident is told.

use super::act::{StepForm, Target};
use super::folds::{DayAsked, Fold, with_reason};
use super::steps::{Form, aim, end};
use super::words;
use crate::orders::actions::{self, Addressee, Ruling, Transferring, Wish};
use crate::orders::machine::Action;
use crate::orders::powers::{ORDERS_DEFER, ORDERS_DISPATCH, ORDERS_REPLY, ORDERS_RULE, ORDERS_SUPERVISE, ORDERS_VOID};
use crate::orders::views::{AskedView, StaffView, TransferView};
use base::{Arg, BodyId, Day, Outcome, Problem};
use web::{Answer as Page, Need, Routes, Shell};

pub(super) fn routes(routes: Routes) -> Routes {
    let (dispatch, defer) = (Need::Power(ORDERS_DISPATCH), Need::Power(ORDERS_DEFER));
    routes
        .post("/desk/orders/{id}/hand-over", dispatch, transfer)
        .post("/desk/orders/{id}/pass-up", dispatch, pass_up)
        .post("/desk/orders/{id}/reply", Need::Power(ORDERS_REPLY), reply)
        .post("/desk/orders/{id}/ruling", Need::Power(ORDERS_RULE), rule)
        .post("/desk/orders/{id}/extend", defer, extend)
        .post("/desk/orders/{id}/ask-suspend", defer, ask_suspension)
        .post("/desk/orders/{id}/resume", defer, resume)
        .post("/desk/orders/{id}/ask-void", Need::Power(ORDERS_VOID), ask_void)
        .post("/desk/orders/{id}/supervise", Need::Power(ORDERS_SUPERVISE), supervise)
        .post("/desk/orders/{id}/lift-supervision", Need::Power(ORDERS_SUPERVISE), lift_supervision)
}

/// The steps that the table allows now, each with what it needs to know.
pub(super) fn folds(shell: &Shell, view: &StaffView, (bodies, form): (&[Target], &StepForm)) -> Vec<Fold> {
    let can = |action| view.may.contains(&action);
    let day = |label: &str, hint: &str, form: &StepForm| DayAsked {
        label: shell.t(label),
        hint: shell.t(hint),
        value: form.day.clone(),
    };
    let mut folds = Vec::new();
    let mut add = |action: Action, words: (&'static str, &str, &str), reason: &str, shape: &dyn Fn(Fold) -> Fold| {
        if can(action) {
            folds.push(shape(with_reason(shell, words, reason)));
        }
    };
    let reply_day = || Some(day("orders-desk-reply-by", "orders-desk-reply-by-hint", form));
    let told = |key: &str| shell.t(key);
    let transfer = ("hand-over", "orders-desk-transfer", "orders-desk-transfer-button");
    if !bodies.is_empty() {
        add(Action::Transfer, transfer, "orders-desk-transfer-reason", &|fold| Fold {
            departments: bodies.iter().map(Target::copy).collect(),
            day: reply_day(),
            ..fold
        });
    }
    let pass_up = ("pass-up", "orders-desk-pass-up", "orders-desk-pass-up-button");
    add(Action::PassUp, pass_up, "orders-desk-pass-up-reason", &|fold| Fold {
        asks_to: true,
        lead: told("orders-desk-pass-up-lead"),
        day: reply_day(),
        ..fold
    });
    let reply = ("reply", "orders-desk-reply", "orders-desk-reply-button");
    add(Action::Reply, reply, "orders-desk-reply-text", &|fold| fold);
    let extend = ("extend", "orders-desk-extend", "orders-desk-extend-button");
    add(Action::Extend, extend, "orders-desk-extend-reason", &|fold| Fold {
        day: Some(day("orders-desk-extend-day", "orders-desk-extend-hint", form)),
        ..fold
    });
    let suspend = ("ask-suspend", "orders-desk-suspend", "orders-desk-suspend-button");
    add(Action::AskSuspend, suspend, "orders-desk-suspend-reason", &|fold| Fold {
        day: Some(day("orders-desk-suspend-day", "orders-desk-suspend-hint", form)),
        lead: told("orders-desk-second-person"),
        ..fold
    });
    let supervise = ("supervise", "orders-desk-supervise", "orders-desk-supervise-button");
    add(Action::Supervise, supervise, "orders-desk-supervise-reason", &|fold| fold);
    let lift = ("lift-supervision", "orders-desk-lift", "orders-desk-lift-button");
    add(Action::LiftSupervision, lift, "orders-desk-lift-reason", &|fold| fold);
    let void = ("ask-void", "orders-desk-void", "orders-desk-void-button");
    add(Action::AskVoid, void, "orders-desk-void-reason", &|fold| Fold {
        lead: told("orders-desk-void-lead"),
        danger: true,
        ..fold
    });
    folds
}

/// To whom it was handed and by when they reply, in words.
pub(super) fn transferred(shell: &Shell, transfer: Option<&TransferView>) -> String {
    let Some(transfer) = transfer else { return String::new() };
    let department = transfer.department.as_ref().map(|name| words::text(shell, name));
    let who = department.or(transfer.above.clone()).unwrap_or_default();
    let when = shell.lang().when(transfer.reply_by);
    shell.say("orders-desk-transferred-line", &[("who", Arg::Text(who)), ("when", Arg::Text(when))])
}

/// What waits for a second person, in words.
pub(super) fn asked(shell: &Shell, asked: &[AskedView]) -> String {
    asked.iter().map(|asked| asked_line(shell, asked)).collect::<Vec<_>>().join(" · ")
}

/// One thing that waits for a second person.
pub(super) fn asked_line(shell: &Shell, asked: &AskedView) -> String {
    let who = ("who", Arg::Text(asked.who.clone().unwrap_or_default()));
    match asked.wish {
        Wish::Suspend => {
            let day = asked.look_again_at.map(|day| shell.lang().date(day)).unwrap_or_default();
            shell.say("orders-desk-asked-suspend", &[who, ("day", Arg::Text(day))])
        }
        Wish::Void => shell.say("orders-desk-asked-void", &[who]),
    }
}

fn day(form: &StepForm) -> Option<Day> {
    form.day.trim().parse().ok()
}

fn department(form: &StepForm) -> Option<BodyId> {
    form.department.parse().ok()
}

async fn transfer(sent: Form) -> Page {
    let outcome = match department(&sent.form) {
        Some(body) => hand_over(&sent, Addressee::Department(body)).await,
        None => Err(Problem::field("department", "orders-refused-choose-department")),
    };
    end(sent, ("hand-over", "orders-desk-transfer-done"), outcome).await
}

async fn pass_up(sent: Form) -> Page {
    let outcome = hand_over(&sent, Addressee::Above(sent.form.to.clone())).await;
    end(sent, ("pass-up", "orders-desk-transfer-done"), outcome).await
}

async fn hand_over(sent: &Form, to: Addressee) -> Outcome<()> {
    let aim = aim(sent)?;
    let wish = Transferring { to, reason: sent.form.reason.clone(), reply_by: day(&sent.form) };
    db::again(|| actions::transfer(sent.app(), sent.doer(), aim, &wish)).await
}

async fn reply(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::reply(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    end(sent, ("reply", "orders-desk-reply-done"), outcome).await
}

async fn rule(sent: Form) -> Page {
    let (aim, form) = (aim(&sent)?, &sent.form);
    let wish = Ruling { department: department(form), reply_by: day(form), text: form.reason.clone() };
    // Either the community, or one of the departments of the list.
    let chosen = wish.department.is_some() || form.department == "community";
    let outcome = match chosen {
        true => db::again(|| actions::rule(sent.app(), sent.doer(), aim, &wish)).await,
        false => Err(Problem::field("department", "orders-refused-who-does-it")),
    };
    end(sent, ("ruling", "orders-desk-ruling-done"), outcome).await
}

async fn extend(sent: Form) -> Page {
    let (aim, form) = (aim(&sent)?, &sent.form);
    let outcome = db::again(|| actions::extend(sent.app(), sent.doer(), aim, (&form.reason, day(form)))).await;
    end(sent, ("extend", "orders-desk-extend-done"), outcome).await
}

async fn ask_suspension(sent: Form) -> Page {
    let (aim, form) = (aim(&sent)?, &sent.form);
    let outcome = db::again(|| actions::ask_suspension(sent.app(), sent.doer(), aim, (&form.reason, day(form)))).await;
    end(sent, ("ask-suspend", "orders-desk-asked-done"), outcome).await
}

async fn resume(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::resume(sent.app(), sent.doer(), aim)).await;
    end(sent, ("resume", "orders-desk-resume-done"), outcome).await
}

async fn ask_void(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::ask_void(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    end(sent, ("ask-void", "orders-desk-asked-done"), outcome).await
}

async fn supervise(sent: Form) -> Page {
    watch(sent, ("supervise", true)).await
}

async fn lift_supervision(sent: Form) -> Page {
    watch(sent, ("lift-supervision", false)).await
}

async fn watch(sent: Form, (act, on): (&'static str, bool)) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::supervise(sent.app(), sent.doer(), aim, (on, &sent.form.reason))).await;
    end(sent, (act, "orders-desk-supervise-done"), outcome).await
}
