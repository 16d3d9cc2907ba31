//! The forms of an order's page: each reads its fields, calls one verb, and comes back with a word or with what to mend.

use super::super::take::words::moment_of;
use super::act::{Refused, StepForm, path};
use super::{SEE, moves, replying, show, today};
use crate::orders::actions::{self, Aim, Answer, CallBack, Dispatching, Refusing, Settling, Target};
use crate::orders::powers::{
    ORDERS_ACCEPT, ORDERS_ASK_FOR, ORDERS_CALL_BACK, ORDERS_DISPATCH, ORDERS_NOTE, ORDERS_PHONE, ORDERS_VERIFY,
    ORDERS_WRITE,
};
use crate::orders::rules::Outcome as Ending;
use base::{OrderId, Outcome, PersonId, Problem};
use uuid::Uuid;
use web::{Answer as Page, Mend, Need, Routes, Sent};

pub(super) type Form = Sent<OrderId, StepForm>;

pub(crate) fn routes(routes: Routes) -> Routes {
    let (accept, dispatch) = (Need::Power(ORDERS_ACCEPT), Need::Power(ORDERS_DISPATCH));
    let verify = Need::Power(ORDERS_VERIFY);
    routes
        .post("/desk/orders/{id}/title", accept, retitle)
        .post("/desk/orders/{id}/accept", accept, accept_order)
        .post("/desk/orders/{id}/reject", accept, reject)
        .post("/desk/orders/{id}/ask-back", accept, ask_back)
        .post("/desk/orders/{id}/settle", accept, settle)
        .post("/desk/orders/{id}/any-helper", Need::Power(ORDERS_ASK_FOR), any_helper)
        .post("/desk/orders/{id}/dispatch", dispatch, dispatch_order)
        .post("/desk/orders/{id}/recall", dispatch, recall)
        .post("/desk/orders/{id}/approve-return", dispatch, approve_return)
        .post("/desk/orders/{id}/refuse-return", dispatch, refuse_return)
        .post("/desk/orders/{id}/ask-to-check", dispatch, ask_to_check)
        .post("/desk/orders/{id}/verify", verify, verify_order)
        .post("/desk/orders/{id}/fail-check", verify, fail_check)
        .post("/desk/orders/{id}/call-back", Need::Power(ORDERS_CALL_BACK), call_back)
        .post("/desk/orders/{id}/replies", SEE, replying::put_in)
        .post("/desk/orders/{id}/close", SEE, close)
        .post("/desk/orders/{id}/messages", Need::Power(ORDERS_WRITE), write)
        .post("/desk/orders/{id}/notes", Need::Power(ORDERS_NOTE), note)
        .post("/desk/orders/{id}/phone", Need::Power(ORDERS_PHONE), phone)
}

fn once(sent: &Form) -> Outcome<Uuid> {
    sent.form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))
}

pub(super) fn aim(sent: &Form) -> Outcome<Aim> {
    Ok(Aim { order: sent.key, version: sent.form.version, once: once(sent)? })
}

/// After a verb: back to where the form stood with a word, or the order's page with what to mend.
pub(super) async fn end(sent: Form, (act, done): (&'static str, &'static str), outcome: Outcome<()>) -> Page {
    let Sent { site, visit, key: order, form } = sent;
    match outcome {
        Ok(()) => {
            let back = today::back(&form.back).unwrap_or_else(|| path(order));
            Ok(web::goto(&site, &back, "ok", done))
        }
        Err(problem) => show::refused(&site, &visit, order, Refused { act, form, mend: Mend::of(problem)? }).await,
    }
}

async fn retitle(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::retitle(sent.app(), sent.doer(), aim, &sent.form.title)).await;
    end(sent, ("title", "orders-desk-titled"), outcome).await
}

/// The resident said that anyone is fine after all.
async fn any_helper(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::any_helper(sent.app(), sent.doer(), aim)).await;
    end(sent, ("any-helper", "orders-wish-helper-dropped"), outcome).await
}

async fn accept_order(sent: Form) -> Page {
    let (aim, wish) = (aim(&sent)?, moves::acceptance(&sent.form));
    let outcome = db::again(|| actions::accept(sent.app(), sent.doer(), aim, &wish)).await;
    end(sent, ("accept", "orders-desk-accepted"), outcome).await
}

async fn reject(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let wish = Refusing { reason: sent.form.reason.clone(), way_forward: sent.form.way.clone() };
    let outcome = db::again(|| actions::reject(sent.app(), sent.doer(), aim, &wish)).await;
    end(sent, ("reject", "orders-desk-rejected"), outcome).await
}

async fn ask_back(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::ask_back(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    end(sent, ("ask-back", "orders-desk-asked-back"), outcome).await
}

async fn settle(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = match Ending::from_name(&sent.form.outcome) {
        Some(outcome) => {
            let wish = Settling { outcome, text: sent.form.reason.clone() };
            db::again(|| actions::settle(sent.app(), sent.doer(), aim, &wish)).await
        }
        None => Err(Problem::refused("orders-desk-choose-outcome")),
    };
    end(sent, ("settle", "orders-desk-settled"), outcome).await
}

async fn dispatch_order(sent: Form) -> Page {
    let outcome = dispatch_with(&sent).await;
    end(sent, ("dispatch", "orders-desk-dispatched"), outcome).await
}

/// A title is written first where there is none yet, since volunteers read the office's words only.
async fn dispatch_with(sent: &Form) -> Outcome<()> {
    let (mut aim, form) = (aim(sent)?, &sent.form);
    let people = form.people.iter().map(|&person| Target::Person(person.into()));
    let bodies = form.bodies.iter().map(|&body| Target::Body(body.into()));
    let wish = Dispatching { targets: people.chain(bodies).collect(), two_people: !form.two.is_empty() };
    if wish.targets.is_empty() {
        return Err(Problem::refused("orders-desk-choose-someone"));
    }
    if !form.title.trim().is_empty() {
        let own = Aim { once: sent.app().new_id(), ..aim };
        db::again(|| actions::retitle(sent.app(), sent.doer(), own, &form.title)).await?;
        aim.version = actions::for_desk(sent.app(), sent.doer(), sent.key).await?.line.version;
    }
    db::again(|| actions::dispatch(sent.app(), sent.doer(), aim, &wish)).await
}

async fn recall(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::recall(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    end(sent, ("recall", "orders-desk-recalled"), outcome).await
}

async fn approve_return(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::approve_return(sent.app(), sent.doer(), aim)).await;
    end(sent, ("approve-return", "orders-desk-returned"), outcome).await
}

async fn refuse_return(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::refuse_return(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    end(sent, ("refuse-return", "orders-desk-not-returned"), outcome).await
}

async fn ask_to_check(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let person: Option<PersonId> = sent.form.people.first().map(|&person| person.into());
    let outcome = match person {
        Some(person) => db::again(|| actions::ask_to_check(sent.app(), sent.doer(), aim, person)).await,
        None => Err(Problem::refused("orders-desk-choose-someone")),
    };
    end(sent, ("ask-to-check", "orders-desk-check-asked"), outcome).await
}

async fn verify_order(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::verify(sent.app(), sent.doer(), aim, &sent.form.text)).await;
    end(sent, ("verify", "orders-desk-verified"), outcome).await
}

async fn fail_check(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::fail_check(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    end(sent, ("fail-check", "orders-desk-check-failed"), outcome).await
}

async fn call_back(sent: Form) -> Page {
    let (aim, form) = (aim(&sent)?, &sent.form);
    let text = Some(form.reason.trim().to_owned()).filter(|text| !text.is_empty());
    let result = match form.result.as_str() {
        "solved" => Some(CallBack::Solved(Answer { minutes_right: form.answer == "minutes", text })),
        "not_solved" => Some(CallBack::NotSolved(form.reason.clone())),
        "unanswered" => Some(CallBack::Unanswered),
        // A time that cannot be read is none, and refused as one that has passed.
        "later" => Some(CallBack::Later(moment_of(&form.again_at).unwrap_or(sent.doer().at))),
        _ => None,
    };
    let outcome = match result {
        Some(result) => db::again(|| actions::call_back(sent.app(), sent.doer(), aim, &result)).await,
        None => Err(Problem::refused("orders-desk-choose-result")),
    };
    end(sent, ("call-back", "orders-desk-called"), outcome).await
}

async fn close(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::close(sent.app(), sent.doer(), aim)).await;
    end(sent, ("close", "orders-desk-closed"), outcome).await
}

async fn write(sent: Form) -> Page {
    let (once, text) = (once(&sent)?, &sent.form.text);
    let outcome = db::again(|| actions::write_to_resident(sent.app(), sent.doer(), sent.key, once, text)).await;
    end(sent, ("messages", "orders-desk-written"), outcome).await
}

async fn note(sent: Form) -> Page {
    let (once, text) = (once(&sent)?, &sent.form.text);
    let outcome = db::again(|| actions::add_note(sent.app(), sent.doer(), sent.key, once, text)).await;
    end(sent, ("notes", "orders-desk-noted"), outcome).await
}

/// Shows the number on this answer only; the look is on record.
async fn phone(sent: Form) -> Page {
    match db::again(|| actions::reveal_phone(sent.app(), sent.doer(), sent.key, &sent.form.reason)).await {
        Ok(revealed) => show::with_phone(&sent.site, &sent.visit, sent.key, revealed.phone).await,
        Err(problem) => end(sent, ("phone", ""), Err(problem)).await,
    }
}
