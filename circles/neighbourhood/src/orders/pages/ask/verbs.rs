//! What the asker says to a matter; each is one action, and a refused form comes back with what was typed.

use super::matter::{self, MatterForm};
use crate::orders::actions::{self, Aim, Answer as Word};
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, PersonId, Problem};
use web::{Answer, Key, Mend, Posted, Site, Visit};

impl MatterForm {
    fn aim(&self, order: OrderId) -> Outcome<Aim> {
        Ok(Aim { order, version: self.version, once: self.once.parse().map_err(|_| Problem::NotFound)? })
    }

    fn some(text: &str) -> Option<&str> {
        Some(text.trim()).filter(|text| !text.is_empty())
    }
}

/// Back to the matter with a word, or the same page with what is to be mended.
async fn end(
    (site, visit, id): (&Site, &Visit, OrderId),
    (at, form): (&'static str, MatterForm),
    (result, thanks): (Outcome<()>, &'static str),
) -> Answer {
    match result {
        Ok(()) => Ok(web::goto(site, &format!("/matters/{id}"), "ok", thanks)),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let page = matter::page_of(site, visit, id, (at, form, mend)).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Adds a word.
pub(super) async fn say(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let once = form.aim(id)?.once;
    let done = db::again(|| actions::write_to_office(&site.app, &visit.doer, id, once, &form.text)).await;
    end((&site, &visit, id), ("say", form), (done, "orders-ask-said")).await
}

/// Answers what the office asked.
pub(super) async fn answer(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let aim = form.aim(id)?;
    let done = db::again(|| actions::answer_question(&site.app, &visit.doer, aim, &form.text)).await;
    end((&site, &visit, id), ("answer", form), (done, "orders-ask-answered")).await
}

/// Asks for a call.
pub(super) async fn call_me(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let (aim, phone) = (form.aim(id)?, MatterForm::some(&form.phone));
    let done = db::again(|| actions::call_me(&site.app, &visit.doer, aim, phone)).await;
    end((&site, &visit, id), ("call", form), (done, "orders-ask-call-asked")).await
}

/// Takes it back.
pub(super) async fn withdraw(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let aim = form.aim(id)?;
    let done = db::again(|| actions::withdraw(&site.app, &visit.doer, aim)).await;
    end((&site, &visit, id), ("withdraw", form), (done, "orders-ask-withdrawn")).await
}

/// It is solved.
pub(super) async fn solved(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let aim = form.aim(id)?;
    let word =
        Word { minutes_right: !form.minutes_right.is_empty(), text: MatterForm::some(&form.text).map(str::to_owned) };
    let done = db::again(|| actions::solved(&site.app, &visit.doer, aim, &word)).await;
    end((&site, &visit, id), ("solved", form), (done, "orders-ask-thanks-solved")).await
}

/// It is not solved.
pub(super) async fn not_solved(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let aim = form.aim(id)?;
    let done = db::again(|| actions::not_solved(&site.app, &visit.doer, aim, &form.text)).await;
    end((&site, &visit, id), ("not-solved", form), (done, "orders-ask-again")).await
}

/// Rates the matter.
pub(super) async fn rate(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let (aim, grade) = (form.aim(id)?, form.grade.parse().unwrap_or_default());
    let done = db::again(|| actions::rate(&site.app, &visit.doer, aim, grade)).await;
    end((&site, &visit, id), ("rate", form), (done, "orders-ask-thanks-rated")).await
}

/// Closes it without a grade.
pub(super) async fn close(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let aim = form.aim(id)?;
    let done = db::again(|| actions::close(&site.app, &visit.doer, aim)).await;
    end((&site, &visit, id), ("rate", form), (done, "orders-ask-thanks-closed")).await
}

/// The minutes are right.
pub(super) async fn minutes(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<OrderId>,
    Posted(form): Posted<MatterForm>,
) -> Answer {
    let (aim, round) = (form.aim(id)?, form.round);
    let person: PersonId = form.person.parse().map_err(|_| Problem::NotFound)?;
    let done = db::again(|| actions::confirm_minutes(&site.app, &visit.doer, aim, round, person)).await;
    end((&site, &visit, id), ("minutes", form), (done, "orders-ask-minutes-confirmed")).await
}
