//! Looking at a public place that somebody else put right: done, or what is missing. About the matter, never a person.

use super::super::super::actions::{self, Aim};
use super::super::super::views::CheckView;
use super::words::{self, Said};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, Problem};
use serde::Deserialize;
use web::{Answer, Key, Mend, Sent, Shell, Site, Visit, goto, page, page_with};

type Form = Sent<OrderId, CheckForm>;

/// What the two forms say.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct CheckForm {
    once: String,
    version: i64,
    text: String,
    reason: String,
}

impl CheckForm {
    fn aim(&self, order: OrderId) -> Outcome<Aim> {
        let once = self.once.parse().map_err(|_| Problem::NotFound)?;
        Ok(Aim { order, version: self.version, once })
    }
}

#[derive(Template)]
#[template(path = "orders/take/check.html")]
pub(super) struct CheckPage {
    pub(super) shell: Shell,
    pub(super) category: Said,
    pub(super) check: CheckView,
    pub(super) form: CheckForm,
    pub(super) mend: Mend,
}

impl CheckPage {
    async fn of(site: &Site, visit: &Visit, order: OrderId, form: CheckForm) -> Outcome<Self> {
        let check = actions::for_check(&site.app, &visit.doer, order).await?;
        let shell = site.shell(visit, "orders-take-check-title").titled(check.title.clone()).back("/take");
        let category = Said::of(&shell.lang(), &check.category);
        Ok(Self { shell, category, check, form, mend: Mend::nothing() })
    }

    fn place(&self) -> String {
        words::place(&self.shell, &self.check.place)
    }
}

/// The place, and what is said to be done there.
pub(super) async fn show(State(site): State<Site>, visit: Visit, Key(order): Key<OrderId>) -> Answer {
    page(&CheckPage::of(&site, &visit, order, CheckForm::default()).await?)
}

/// Seen: it is done.
pub(super) async fn ok(sent: Form) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let seen = db::again(|| actions::verify(sent.app(), sent.doer(), aim, &sent.form.text)).await;
    after(sent, (seen, "orders-take-checked")).await
}

/// Seen: something is missing.
pub(super) async fn not_ok(sent: Form) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let seen = db::again(|| actions::fail_check(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    after(sent, (seen, "orders-take-check-failed")).await
}

async fn after(sent: Form, (seen, thanks): (Outcome<()>, &'static str)) -> Answer {
    let Err(problem) = seen else { return Ok(goto(&sent.site, "/take", "ok", thanks)) };
    let mend = Mend::of(problem)?;
    let mut again = CheckPage::of(&sent.site, &sent.visit, sent.key, sent.form).await?;
    again.mend = mend;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
}
