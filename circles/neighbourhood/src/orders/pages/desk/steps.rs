//! The forms of an order's page: each reads its fields, calls one verb, and comes back with a word or with what to mend.

use super::act::{Refused, StepForm, path};
use super::{SEE, show, today};
use crate::orders::actions::{self, Acceptance, Aim, Answer, CallBack, Dispatching, Refusing, Settling, Target};
use crate::orders::powers::{
    ORDERS_ACCEPT, ORDERS_CALL_BACK, ORDERS_DISPATCH, ORDERS_NOTE, ORDERS_PHONE, ORDERS_VERIFY, ORDERS_WRITE,
};
use crate::orders::rules::Outcome as Ending;
use axum::extract::State;
use base::{OrderId, Outcome, PersonId, Problem};
use uuid::Uuid;
use web::{Answer as Page, Key, Mend, Need, Posted, Routes, Site, Visit};

pub(crate) fn routes(routes: Routes) -> Routes {
    let (accept, dispatch) = (Need::Power(ORDERS_ACCEPT), Need::Power(ORDERS_DISPATCH));
    let verify = Need::Power(ORDERS_VERIFY);
    routes
        .post("/desk/orders/{id}/title", accept, retitle)
        .post("/desk/orders/{id}/accept", accept, accept_order)
        .post("/desk/orders/{id}/reject", accept, reject)
        .post("/desk/orders/{id}/ask-back", accept, ask_back)
        .post("/desk/orders/{id}/settle", accept, settle)
        .post("/desk/orders/{id}/dispatch", dispatch, dispatch_order)
        .post("/desk/orders/{id}/recall", dispatch, recall)
        .post("/desk/orders/{id}/approve-return", dispatch, approve_return)
        .post("/desk/orders/{id}/refuse-return", dispatch, refuse_return)
        .post("/desk/orders/{id}/ask-to-check", dispatch, ask_to_check)
        .post("/desk/orders/{id}/verify", verify, verify_order)
        .post("/desk/orders/{id}/fail-check", verify, fail_check)
        .post("/desk/orders/{id}/call-back", Need::Power(ORDERS_CALL_BACK), call_back)
        .post("/desk/orders/{id}/close", SEE, close)
        .post("/desk/orders/{id}/messages", Need::Power(ORDERS_WRITE), write)
        .post("/desk/orders/{id}/notes", Need::Power(ORDERS_NOTE), note)
        .post("/desk/orders/{id}/phone", Need::Power(ORDERS_PHONE), phone)
}

fn once(form: &StepForm) -> Outcome<Uuid> {
    form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))
}

fn aim(order: OrderId, form: &StepForm) -> Outcome<Aim> {
    Ok(Aim { order, version: form.version, once: once(form)? })
}

/// After a verb: back to where the form stood with a word, or the order's page with what to mend.
async fn answer(
    (site, visit): (&Site, &Visit),
    order: OrderId,
    (act, form, done): (&'static str, StepForm, &'static str),
    outcome: Outcome<()>,
) -> Page {
    match outcome {
        Ok(()) => {
            let back = today::back(&form.back).unwrap_or_else(|| path(order));
            Ok(web::goto(site, &back, "ok", done))
        }
        Err(problem) => show::refused(site, visit, order, Refused { act, form, mend: Mend::of(problem)? }).await,
    }
}

type Order = Key<OrderId>;
type Form = Posted<StepForm>;

async fn retitle(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::retitle(&site.app, &visit.doer, aim, &form.title)).await;
    answer((&site, &visit), id, ("title", form, "orders-desk-titled"), outcome).await
}

async fn accept_order(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let wish = Acceptance { answer: form.answer.clone(), title: form.title.clone(), category: None };
    let outcome = db::again(|| actions::accept(&site.app, &visit.doer, aim, &wish)).await;
    answer((&site, &visit), id, ("accept", form, "orders-desk-accepted"), outcome).await
}

async fn reject(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let wish = Refusing { reason: form.reason.clone(), way_forward: form.way.clone() };
    let outcome = db::again(|| actions::reject(&site.app, &visit.doer, aim, &wish)).await;
    answer((&site, &visit), id, ("reject", form, "orders-desk-rejected"), outcome).await
}

async fn ask_back(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::ask_back(&site.app, &visit.doer, aim, &form.reason)).await;
    answer((&site, &visit), id, ("ask-back", form, "orders-desk-asked-back"), outcome).await
}

async fn settle(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = match Ending::from_name(&form.outcome) {
        Some(outcome) => {
            let wish = Settling { outcome, text: form.reason.clone() };
            db::again(|| actions::settle(&site.app, &visit.doer, aim, &wish)).await
        }
        None => Err(Problem::refused("orders-desk-choose-outcome")),
    };
    answer((&site, &visit), id, ("settle", form, "orders-desk-settled"), outcome).await
}

async fn dispatch_order(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let outcome = dispatch_with(&site, &visit, id, &form).await;
    answer((&site, &visit), id, ("dispatch", form, "orders-desk-dispatched"), outcome).await
}

/// A title is written first where there is none yet, since volunteers read the office's words only.
async fn dispatch_with(site: &Site, visit: &Visit, id: OrderId, form: &StepForm) -> Outcome<()> {
    let mut aim = aim(id, form)?;
    let people = form.people.iter().map(|&person| Target::Person(person.into()));
    let bodies = form.bodies.iter().map(|&body| Target::Body(body.into()));
    let wish = Dispatching { targets: people.chain(bodies).collect() };
    if wish.targets.is_empty() {
        return Err(Problem::refused("orders-desk-choose-someone"));
    }
    if !form.title.trim().is_empty() {
        let own = Aim { once: site.app.new_id(), ..aim };
        db::again(|| actions::retitle(&site.app, &visit.doer, own, &form.title)).await?;
        aim.version = actions::for_desk(&site.app, &visit.doer, id).await?.line.version;
    }
    db::again(|| actions::dispatch(&site.app, &visit.doer, aim, &wish)).await
}

async fn recall(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::recall(&site.app, &visit.doer, aim, &form.reason)).await;
    answer((&site, &visit), id, ("recall", form, "orders-desk-recalled"), outcome).await
}

async fn approve_return(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::approve_return(&site.app, &visit.doer, aim)).await;
    answer((&site, &visit), id, ("approve-return", form, "orders-desk-returned"), outcome).await
}

async fn refuse_return(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::refuse_return(&site.app, &visit.doer, aim, &form.reason)).await;
    answer((&site, &visit), id, ("refuse-return", form, "orders-desk-not-returned"), outcome).await
}

async fn ask_to_check(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let person: Option<PersonId> = form.people.first().map(|&person| person.into());
    let outcome = match person {
        Some(person) => db::again(|| actions::ask_to_check(&site.app, &visit.doer, aim, person)).await,
        None => Err(Problem::refused("orders-desk-choose-someone")),
    };
    answer((&site, &visit), id, ("ask-to-check", form, "orders-desk-check-asked"), outcome).await
}

async fn verify_order(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::verify(&site.app, &visit.doer, aim, &form.text)).await;
    answer((&site, &visit), id, ("verify", form, "orders-desk-verified"), outcome).await
}

async fn fail_check(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::fail_check(&site.app, &visit.doer, aim, &form.reason)).await;
    answer((&site, &visit), id, ("fail-check", form, "orders-desk-check-failed"), outcome).await
}

async fn call_back(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let text = Some(form.reason.trim().to_owned()).filter(|text| !text.is_empty());
    let result = match form.result.as_str() {
        "solved" => Some(CallBack::Solved(Answer { minutes_right: form.answer == "minutes", text })),
        "not_solved" => Some(CallBack::NotSolved(form.reason.clone())),
        "unanswered" => Some(CallBack::Unanswered),
        _ => None,
    };
    let outcome = match result {
        Some(result) => db::again(|| actions::call_back(&site.app, &visit.doer, aim, &result)).await,
        None => Err(Problem::refused("orders-desk-choose-result")),
    };
    answer((&site, &visit), id, ("call-back", form, "orders-desk-called"), outcome).await
}

async fn close(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let aim = aim(id, &form)?;
    let outcome = db::again(|| actions::close(&site.app, &visit.doer, aim)).await;
    answer((&site, &visit), id, ("close", form, "orders-desk-closed"), outcome).await
}

async fn write(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let once = once(&form)?;
    let outcome = db::again(|| actions::write_to_resident(&site.app, &visit.doer, id, once, &form.text)).await;
    answer((&site, &visit), id, ("messages", form, "orders-desk-written"), outcome).await
}

async fn note(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    let once = once(&form)?;
    let outcome = db::again(|| actions::add_note(&site.app, &visit.doer, id, once, &form.text)).await;
    answer((&site, &visit), id, ("notes", form, "orders-desk-noted"), outcome).await
}

/// Shows the number on this answer only; the look is on record.
async fn phone(State(site): State<Site>, visit: Visit, Key(id): Order, Posted(form): Form) -> Page {
    match db::again(|| actions::reveal_phone(&site.app, &visit.doer, id, &form.reason)).await {
        Ok(revealed) => show::with_phone(&site, &visit, id, revealed.phone).await,
        Err(problem) => {
            show::refused(&site, &visit, id, Refused { act: "phone", form, mend: Mend::of(problem)? }).await
        }
    }
}
