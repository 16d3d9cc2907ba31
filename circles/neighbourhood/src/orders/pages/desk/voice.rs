//! The recording on an order's page: listening, each time on record, and writing down what was said.

use super::super::voice::length;
use super::act::{StepForm, Work};
use super::steps::{Form, aim, end};
use super::{LISTEN, show, words};
use crate::orders::actions::{self, WritingDown};
use crate::orders::machine::Action;
use crate::orders::powers::ORDERS_LISTEN;
use crate::orders::views::StaffView;
use crate::orders::voice_rules::Spoken;
use base::{Locale, Problem};
use uuid::Uuid;
use web::{Answer, Routes, Sent, Shell, Visit};
use words::Choice;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.post("/desk/orders/{id}/listen", LISTEN, listen).post("/desk/orders/{id}/write-down", LISTEN, write_down)
}

/// What the order's page shows of the recording.
pub(super) struct VoiceBox {
    /// How long it is, while it is here.
    pub(super) length: Option<String>,
    /// The noted look that opens it.
    pub(super) look: Option<Uuid>,
    /// How its words stand.
    pub(super) says: String,
    pub(super) calls: bool,
    pub(super) goes_after: bool,
    pub(super) may_write: bool,
    pub(super) may_listen: bool,
    pub(super) text: String,
    pub(super) languages: Vec<Choice>,
}

/// The box of a spoken order, with what was typed when it was refused.
pub(super) fn voice_box(
    (shell, visit): (&Shell, &Visit),
    (view, work): (&StaffView, &Work),
    look: Option<Uuid>,
) -> Option<VoiceBox> {
    let spoken = view.spoken?;
    let typed = work.typed("write-down");
    let refused = work.act == "write-down";
    let known = spoken.language.map(|language| language.tag().to_owned()).unwrap_or_default();
    let chosen = if refused { typed.language.clone() } else { known };
    let choice = |locale: Locale| Choice::new(locale.tag(), words::language_name(shell, locale), &chosen);
    Some(VoiceBox {
        length: spoken.recording.map(|recording| length(shell, recording)),
        look: look.or_else(|| typed.look.parse().ok()),
        says: shell.t(match spoken.spoken {
            Spoken::Waiting => "orders-voice-waiting",
            Spoken::Beside => "orders-voice-beside",
            Spoken::Written => "orders-voice-written",
            Spoken::Disputed => "orders-voice-disputed",
        }),
        calls: spoken.spoken.calls_for_an_ear(view.line.state),
        goes_after: spoken.goes_after,
        may_write: view.may.contains(&Action::WriteDown),
        may_listen: visit.doer.may(ORDERS_LISTEN),
        text: if refused { typed.text } else { view.body.clone() },
        languages: Locale::ALL.into_iter().map(choice).collect(),
    })
}

async fn listen(sent: Form) -> Answer {
    let once: Uuid = sent.form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    db::again(|| actions::listen(sent.app(), sent.doer(), sent.key, once)).await?;
    let Sent { site, visit, key, .. } = sent;
    show::with_voice(&site, &visit, key, once).await
}

impl StepForm {
    fn writing_down(&self) -> WritingDown {
        let language = Some(self.language.as_str()).filter(|tag| !tag.is_empty()).and_then(Locale::from_tag);
        WritingDown { text: self.text.clone(), language }
    }
}

async fn write_down(sent: Form) -> Answer {
    let (aim, wish) = (aim(&sent)?, sent.form.writing_down());
    let outcome = db::again(|| actions::write_down(sent.app(), sent.doer(), aim, &wish)).await;
    end(sent, ("write-down", "orders-voice-written-now"), outcome).await
}
