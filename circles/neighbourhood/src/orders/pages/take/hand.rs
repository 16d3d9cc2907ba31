//! A team's leader asks people of the team by name. The team's own offer stays: who takes it first does it.

use super::super::super::actions::{self, Aim};
use super::super::super::views::{MemberView, OfferView};
use super::words::{Card, Said};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, PersonId, Problem};
use serde::Deserialize;
use web::{Answer, Key, Mend, Sent, Shell, Site, Visit, goto, page, page_with};

/// Who is to be asked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct HandForm {
    once: String,
    version: i64,
    people: Vec<PersonId>,
}

#[derive(Template)]
#[template(path = "orders/take/hand.html")]
pub(super) struct HandPage {
    pub(super) shell: Shell,
    pub(super) offer: OfferView,
    pub(super) card: Card,
    pub(super) team: Said,
    pub(super) members: Vec<MemberView>,
    pub(super) form: HandForm,
    pub(super) mend: Mend,
}

impl HandPage {
    async fn of(site: &Site, visit: &Visit, order: OrderId, form: HandForm) -> Outcome<Self> {
        let offer = actions::for_offer(&site.app, &visit.doer, order).await?;
        let (Some(body), Some(team)) = (offer.body, &offer.team) else { return Err(Problem::NotFound) };
        let members = actions::members_who_could(&site.app, &visit.doer, order, body).await?;
        let shell = site.shell(visit, "orders-take-hand-title").back(format!("/take/{order}"));
        let (card, team) = (Card::of(&shell, &offer), Said::of(&shell.lang(), team));
        Ok(Self { shell, card, team, offer, members, form, mend: Mend::nothing() })
    }

    /// The people who meet every wish, or the others.
    fn who(&self, fits_all: bool) -> Vec<&MemberView> {
        self.members.iter().filter(|member| member.fits_all == fits_all).collect()
    }

    fn chosen(&self, member: &MemberView) -> bool {
        self.form.people.contains(&member.person)
    }

    fn why(&self, member: &MemberView) -> String {
        member.fits.iter().map(|fit| self.shell.t(fit.key())).collect::<Vec<_>>().join(" · ")
    }

    fn until(&self) -> Option<String> {
        let lang = self.shell.lang();
        self.offer.due_at.map(|due| lang.when(due))
    }
}

/// The people of the team who could do it.
pub(super) async fn show(State(site): State<Site>, visit: Visit, Key(order): Key<OrderId>) -> Answer {
    page(&HandPage::of(&site, &visit, order, HandForm::default()).await?)
}

/// Asks them.
pub(super) async fn hand(sent: Sent<OrderId, HandForm>) -> Answer {
    match hand_to(&sent).await {
        Ok(()) => Ok(goto(&sent.site, "/take", "ok", "orders-take-handed")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let mut again = HandPage::of(&sent.site, &sent.visit, sent.key, sent.form).await?;
            again.mend = mend;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

async fn hand_to(sent: &Sent<OrderId, HandForm>) -> Outcome<()> {
    let form = &sent.form;
    let once = form.once.parse().map_err(|_| Problem::NotFound)?;
    let aim = Aim { order: sent.key, version: form.version, once };
    let offer = actions::for_offer(sent.app(), sent.doer(), sent.key).await?;
    let body = offer.body.filter(|_| offer.may_hand).ok_or(Problem::NotFound)?;
    db::again(|| actions::hand_to(sent.app(), sent.doer(), aim, body, &form.people)).await
}
