//! One order: before taking only what is needed to say yes or no; while holding it everything needed to do it.

use super::super::super::actions::{self, Aim, RevealedPhone};
use super::super::super::machine::{Action, State as Stage};
use super::super::super::views::{AnswerView, HeldView, MessageKind, MessageView, OfferView};
use super::words::{self, Card, Said, light, moment_of};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, Problem};
use kernel::case::ClockKind;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Sent, Shell, Site, Visit, goto, page, page_with};

/// Why the phone is looked at, as the resident reads it.
const CALLING: &str = "holder";

#[derive(Template)]
#[template(path = "orders/take/offer.html")]
pub(super) struct OfferPage {
    pub(super) shell: Shell,
    pub(super) offer: OfferView,
    pub(super) card: Card,
    pub(super) speaks: bool,
}

impl OfferPage {
    fn place(&self) -> String {
        words::near(&self.shell, &self.offer).join(" · ")
    }

    fn wish(&self) -> String {
        words::wish(&self.shell, &self.offer.wishes).join(" · ")
    }

    fn time(&self) -> String {
        words::time(&self.shell, &self.offer.wishes).join(" · ")
    }

    fn skill(&self) -> Option<String> {
        words::skill(&self.shell, &self.offer)
    }

    fn weight(&self) -> Option<&'static str> {
        words::weight(&self.offer)
    }

    fn fits(&self) -> String {
        self.offer.fits.iter().map(|fit| self.shell.t(fit.key())).collect::<Vec<_>>().join(" · ")
    }
}

#[derive(Template)]
#[template(path = "orders/take/gone.html")]
pub(super) struct GonePage {
    pub(super) shell: Shell,
}

/// What the small forms of a held order carry; all of it comes back when one is refused.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct HeldForm {
    once: String,
    version: i64,
    visit_at: String,
    again_at: String,
    text: String,
    reason: String,
}

type Form = Sent<OrderId, HeldForm>;

impl HeldForm {
    fn once(&self) -> Outcome<Uuid> {
        self.once.parse().map_err(|_| Problem::NotFound)
    }

    fn aim(&self, order: OrderId) -> Outcome<Aim> {
        Ok(Aim { order, version: self.version, once: self.once()? })
    }
}

#[derive(Template)]
#[template(path = "orders/take/held.html")]
pub(super) struct HeldPage {
    pub(super) shell: Shell,
    pub(super) category: Said,
    pub(super) held: HeldView,
    pub(super) phone: Option<RevealedPhone>,
    /// How far the money of a purchase is, for a service to someone.
    pub(super) money: Option<String>,
    pub(super) form: HeldForm,
    pub(super) mend: Mend,
}

impl HeldPage {
    async fn of(site: &Site, visit: &Visit, order: OrderId, form: HeldForm) -> Outcome<Self> {
        let held = actions::for_holder(&site.app, &visit.doer, order).await?;
        let shell = site.shell(visit, "orders-take-title").titled(held.title.clone()).back("/take");
        let category = Said::of(&shell.lang(), &held.category);
        let money = actions::money(&site.app, &visit.doer, order, actions::MoneySide::Helper).await?;
        let money = money.purchase.is_some().then(|| super::super::money::now(&shell, &money));
        Ok(Self { shell, category, held, phone: None, money, form, mend: Mend::nothing() })
    }

    fn place(&self) -> String {
        words::place(&self.shell, &self.held.place)
    }

    fn wishes(&self) -> String {
        words::wishes(&self.shell, &self.held.wishes).join(" · ")
    }

    fn answers(&self) -> Vec<&AnswerView> {
        words::answered(&self.held.answers)
    }

    /// A return was asked for, and nothing else may be done until the office answers.
    fn returning(&self) -> bool {
        self.held.state == Stage::ReturnRequested
    }

    fn may_go_on(&self) -> bool {
        self.held.may.contains(&Action::Done)
    }

    /// Handed to the department: it replies, or asks to give it back.
    fn may_reply(&self) -> bool {
        self.held.may.contains(&Action::Reply)
    }

    /// Done is the next step: a time is arranged, or nobody has to open a door.
    fn done_next(&self) -> bool {
        self.held.visit_at.is_some() || self.held.photos_welcome
    }

    /// Class and words of the promise.
    fn due(&self) -> Option<(String, String)> {
        let lang = self.shell.lang();
        if let Some(day) = self.held.reply_by {
            // What was handed over is to be answered, whatever else is promised.
            let reply = self.held.clock.filter(|clock| clock.kind == ClockKind::Reply);
            let kind = reply.map_or("ok", |clock| light(clock.light));
            return Some((kind.to_owned(), lang.tx("orders-take-reply-by", "time", lang.when(day))));
        }
        self.held
            .clock
            .map(|clock| (light(clock.light).to_owned(), lang.tx("orders-take-by", "time", lang.when(clock.due_at))))
    }

    /// What the field of the visit holds: what was typed, else what is arranged.
    fn visit_at(&self) -> String {
        let arranged = || self.held.visit_at.map(words::typed).unwrap_or_default();
        if self.form.visit_at.is_empty() { arranged() } else { self.form.visit_at.clone() }
    }

    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn theirs(&self, message: &MessageView) -> bool {
        message.kind == MessageKind::FromResident
    }
}

/// The order as it may be seen: held, offered, or no longer anything of the reader's.
pub(super) async fn show(State(site): State<Site>, visit: Visit, Key(order): Key<OrderId>) -> Answer {
    match HeldPage::of(&site, &visit, order, HeldForm::default()).await {
        Ok(held) => return page(&held),
        Err(Problem::NotFound) => {}
        Err(problem) => return Err(problem.into()),
    }
    match actions::for_offer(&site.app, &visit.doer, order).await {
        Ok(offer) if offer.to_check => Ok(web::back_to(&format!("/take/checks/{order}"))),
        Ok(offer) => {
            let shell = site.shell(&visit, "orders-take-title").back("/take");
            let (card, speaks) = (Card::of(&shell, &offer), words::speaks(&visit.doer));
            let shell = shell.titled(card.title.clone());
            page(&OfferPage { shell, offer, card, speaks })
        }
        Err(Problem::NotFound) => {
            let shell = site.shell(&visit, "orders-take-gone").back("/take");
            page_with(StatusCode::NOT_FOUND, &GonePage { shell })
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Shows the number once; the look is on record.
pub(super) async fn phone(sent: Form) -> Answer {
    let shown = db::again(|| actions::reveal_phone(sent.app(), sent.doer(), sent.key, CALLING)).await;
    let mut held = HeldPage::of(&sent.site, &sent.visit, sent.key, sent.form).await?;
    match shown {
        Ok(phone) => held.phone = Some(phone),
        Err(problem) => held.mend = Mend::of(problem)?,
    }
    let status = if held.mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &held)
}

/// Says when one comes.
pub(super) async fn arrange(sent: Form) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let acted = match moment_of(&sent.form.visit_at).filter(|at| *at > sent.doer().at) {
        Some(at) => db::again(|| actions::arrange(sent.app(), sent.doer(), aim, at)).await,
        None => Err(Problem::field("visit_at", "orders-take-visit-wrong")),
    };
    after(sent, (acted, "orders-take-visit-saved")).await
}

/// Came, and nobody was home; with another time, if there is one.
pub(super) async fn nobody_home(sent: Form) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let again = moment_of(&sent.form.again_at).filter(|at| *at > sent.doer().at);
    let acted = if again.is_none() && !sent.form.again_at.trim().is_empty() {
        Err(Problem::field("again_at", "orders-take-visit-wrong"))
    } else {
        db::again(|| actions::nobody_home(sent.app(), sent.doer(), aim, again)).await
    };
    after(sent, (acted, "orders-take-home-told")).await
}

/// A word to the resident: of a unit or department, how far it is.
pub(super) async fn message(sent: Form) -> Answer {
    let (once, text) = (sent.form.once()?, &sent.form.text);
    let said = db::again(|| actions::write_to_resident(sent.app(), sent.doer(), sent.key, once, text)).await;
    after(sent, (said, "orders-take-talk-sent")).await
}

/// The department replies; the office has it again.
pub(super) async fn reply(sent: Form) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    match db::again(|| actions::reply(sent.app(), sent.doer(), aim, &sent.form.reason)).await {
        Ok(()) => Ok(goto(&sent.site, "/take", "ok", "orders-take-replied")),
        Err(problem) => after(sent, (Err(problem), "")).await,
    }
}

/// Back to the order, with a word; or the page again with what is to be mended.
async fn after(sent: Form, (acted, done): (Outcome<()>, &'static str)) -> Answer {
    let Sent { site, visit, key: order, form } = sent;
    let Err(problem) = acted else { return Ok(goto(&site, &format!("/take/{order}"), "ok", done)) };
    let mend = Mend::of(problem)?;
    let mut held = HeldPage::of(&site, &visit, order, form).await?;
    held.mend = mend;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &held)
}
