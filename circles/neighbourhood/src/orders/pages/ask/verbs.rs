//! What the asker says to a matter; each is one action, and a refused form comes back with what was typed.

use super::super::photos;
use super::matter::{self, MatterForm};
use crate::orders::actions::{self, Aim, Answer as Word};
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, PersonId, Problem};
use web::{Answer, Key, Mend, Sent, Site, Uploaded, Visit};

type Form = Sent<OrderId, MatterForm>;

impl MatterForm {
    fn aim(&self, order: OrderId) -> Outcome<Aim> {
        Ok(Aim { order, version: self.version, once: self.once.parse().map_err(|_| Problem::NotFound)? })
    }

    fn some(text: &str) -> Option<&str> {
        Some(text.trim()).filter(|text| !text.is_empty())
    }
}

fn aim(sent: &Form) -> Outcome<Aim> {
    sent.form.aim(sent.key)
}

/// Back to the matter with a word, or the same page with what is to be mended.
async fn end(sent: Form, (at, thanks): (&'static str, &'static str), done: Outcome<()>) -> Answer {
    let Sent { site, visit, key: id, form } = sent;
    match done {
        Ok(()) => Ok(web::goto(&site, &format!("/matters/{id}"), "ok", thanks)),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let page = matter::page_of(&site, &visit, id, (at, form, mend)).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Adds a word.
pub(super) async fn say(sent: Form) -> Answer {
    let (aim, text) = (aim(&sent)?, &sent.form.text);
    let done = db::again(|| actions::write_to_office(sent.app(), sent.doer(), aim.order, aim.once, text)).await;
    end(sent, ("say", "orders-ask-said"), done).await
}

/// Adds photos.
pub(super) async fn photos(
    State(site): State<Site>,
    visit: Visit,
    Key(key): Key<OrderId>,
    Uploaded { form, files }: Uploaded<MatterForm>,
) -> Answer {
    let done = photos::add(&site, &visit, form.aim(key)?, files).await;
    end(Sent { site, visit, key, form }, ("photos", "orders-ask-photos-added"), done).await
}

/// What was written down is not what was meant.
pub(super) async fn not_meant(sent: Form) -> Answer {
    let aim = aim(&sent)?;
    let done = db::again(|| actions::not_what_i_meant(sent.app(), sent.doer(), aim, &sent.form.text)).await;
    end(sent, ("not-meant", "orders-voice-not-meant-said"), done).await
}

/// Answers what the office asked.
pub(super) async fn answer(sent: Form) -> Answer {
    let aim = aim(&sent)?;
    let done = db::again(|| actions::answer_question(sent.app(), sent.doer(), aim, &sent.form.text)).await;
    end(sent, ("answer", "orders-ask-answered"), done).await
}

/// Asks for a call.
pub(super) async fn call_me(sent: Form) -> Answer {
    let (aim, phone) = (aim(&sent)?, MatterForm::some(&sent.form.phone));
    let done = db::again(|| actions::call_me(sent.app(), sent.doer(), aim, phone)).await;
    end(sent, ("call", "orders-ask-call-asked"), done).await
}

/// Takes it back.
pub(super) async fn withdraw(sent: Form) -> Answer {
    let aim = aim(&sent)?;
    let done = db::again(|| actions::withdraw(sent.app(), sent.doer(), aim)).await;
    end(sent, ("withdraw", "orders-ask-withdrawn"), done).await
}

/// Any helper is fine after all.
pub(super) async fn any_helper(sent: Form) -> Answer {
    let aim = aim(&sent)?;
    let done = db::again(|| actions::any_helper(sent.app(), sent.doer(), aim)).await;
    end(sent, ("any-helper", "orders-wish-helper-dropped"), done).await
}

/// It is solved.
pub(super) async fn solved(sent: Form) -> Answer {
    let (aim, form) = (aim(&sent)?, &sent.form);
    let text = MatterForm::some(&form.text).map(str::to_owned);
    let word = Word { minutes_right: !form.minutes_right.is_empty(), text };
    let done = db::again(|| actions::solved(sent.app(), sent.doer(), aim, &word)).await;
    end(sent, ("solved", "orders-ask-thanks-solved"), done).await
}

/// It is not solved.
pub(super) async fn not_solved(sent: Form) -> Answer {
    let aim = aim(&sent)?;
    let done = db::again(|| actions::not_solved(sent.app(), sent.doer(), aim, &sent.form.text)).await;
    end(sent, ("not-solved", "orders-ask-again"), done).await
}

/// Rates the matter.
pub(super) async fn rate(sent: Form) -> Answer {
    let (aim, grade) = (aim(&sent)?, sent.form.grade.parse().unwrap_or_default());
    let done = db::again(|| actions::rate(sent.app(), sent.doer(), aim, grade)).await;
    end(sent, ("rate", "orders-ask-thanks-rated"), done).await
}

/// Closes it without a grade.
pub(super) async fn close(sent: Form) -> Answer {
    let aim = aim(&sent)?;
    let done = db::again(|| actions::close(sent.app(), sent.doer(), aim)).await;
    end(sent, ("rate", "orders-ask-thanks-closed"), done).await
}

/// Tells the supervision committee how it was handled.
pub(super) async fn appeal(sent: Form) -> Answer {
    let (aim, text) = (aim(&sent)?, &sent.form.text);
    let done = db::again(|| actions::appeal(sent.app(), sent.doer(), (aim.order, aim.once), text)).await;
    end(sent, ("appeal", "orders-ask-appeal-sent"), done).await
}

/// The minutes are right.
pub(super) async fn minutes(sent: Form) -> Answer {
    let (aim, round) = (aim(&sent)?, sent.form.round);
    let person: PersonId = sent.form.person.parse().map_err(|_| Problem::NotFound)?;
    let done = db::again(|| actions::confirm_minutes(sent.app(), sent.doer(), aim, round, person)).await;
    end(sent, ("minutes", "orders-ask-minutes-confirmed"), done).await
}
