//! The money of a purchase, one page for each of its three sides: the resident (and who acts for them), the helper who holds
//! the matter, the office on the resident's behalf. It never asks for a card, a code or an account.

use super::photos;
use crate::orders::actions::{self, Aim, Money, MoneyAgreeing, MoneyBought, MoneySide as Side, Size};
use crate::orders::powers::{ORDERS_ASK_FOR, ORDERS_DO, ORDERS_OWN, ORDERS_SEE};
use crate::orders::purchase::rules::{CEILING_FEN_MAX, Purchase, Stage, Way, typed};
use crate::supermarket::donations::rules::yuan;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, Problem};
use kernel::i18n::Source;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Need, Questioned, Routes, Sent, Shell, Site, Upload, Uploaded, Visit};

/// The words of these pages.
pub(crate) const SOURCE: Source = Source {
    name: "orders-money",
    zh_cn: include_str!("../../../locales/zh-CN/orders-money.ftl"),
    bo: include_str!("../../../locales/bo/orders-money.ftl"),
    en: include_str!("../../../locales/en/orders-money.ftl"),
};

/// The pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    let (own, hold) = (Need::Power(ORDERS_OWN), Need::Power(ORDERS_DO));
    let (see, record) = (Need::Power(ORDERS_SEE), Need::Power(ORDERS_ASK_FOR));
    routes
        .get("/matters/{id}/money", own, show_own)
        .post("/matters/{id}/money", own, agree_own)
        .post("/matters/{id}/money/right", own, right_own)
        .post("/matters/{id}/money/question", own, question)
        .get("/take/{id}/money", hold, show_held)
        .post("/take/{id}/money/given", hold, given)
        .post("/take/{id}/money/bought", hold, bought)
        .get("/desk/orders/{id}/money", see, show_desk)
        .post("/desk/orders/{id}/money", record, agree_desk)
        .post("/desk/orders/{id}/money/right", record, right_desk)
        .post("/desk/orders/{id}/money/bought", record, bought_desk)
        // Everyone holds this power; the action asks on which side of the matter they stand.
        .get("/orders/{order}/receipts/{id}", own, receipt)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MoneyForm {
    once: String,
    version: i64,
    way: String,
    amount: String,
    change: String,
    text: String,
}

type Form = Sent<OrderId, MoneyForm>;

impl MoneyForm {
    fn aim(&self, order: OrderId) -> Outcome<Aim> {
        Ok(Aim { order, version: self.version, once: self.once.parse().map_err(|_| Problem::NotFound)? })
    }

    fn amount(&self) -> Outcome<i64> {
        typed(&self.amount).ok_or_else(|| Problem::field("amount", "money-amount-wrong"))
    }

    fn change(&self) -> Outcome<i64> {
        typed(&self.change).ok_or_else(|| Problem::field("change", "money-amount-wrong"))
    }

    fn agreeing(&self) -> Outcome<MoneyAgreeing> {
        let way = Way::from_name(&self.way).ok_or_else(|| Problem::field("way", "money-way-missing"))?;
        Ok(MoneyAgreeing { way, ceiling_fen: self.amount()? })
    }
}

#[derive(Template)]
#[template(path = "orders/money.html")]
struct MoneyPage {
    shell: Shell,
    money: Money,
    /// Where the forms go.
    path: String,
    is_helper: bool,
    is_desk: bool,
    left: usize,
    staged: usize,
    /// The form that was refused.
    at: &'static str,
    form: MoneyForm,
    mend: Mend,
}

impl MoneyPage {
    /// What is known about the money, line by line.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let Some(kept) = &self.money.purchase else { return Vec::new() };
        let mut facts =
            vec![("money-ceiling", self.sum(kept.ceiling_fen)), ("money-way", self.shell.t(way_key(kept.way)))];
        if kept.way == Way::Cash && kept.given_fen > 0 {
            facts.push(("money-given", self.sum(kept.given_fen)));
        }
        if let Some(spent) = kept.spent_fen {
            facts.push(("money-spent", self.sum(spent)));
            match kept.way {
                Way::Cash => facts.push(("money-change", self.sum(kept.returned_fen))),
                Way::Advance if kept.stage == Stage::Settled => facts.push(("money-repaid", self.sum(kept.repaid_fen))),
                Way::Advance => facts.push(("money-to-repay", self.sum(spent))),
            }
        }
        facts
    }

    fn sum(&self, fen: i64) -> String {
        self.shell.tx("money-yuan", "amount", yuan(fen))
    }

    fn most(&self) -> String {
        self.shell.tx("money-most", "amount", yuan(CEILING_FEN_MAX))
    }

    /// How far it is, and what comes next, for this reader.
    fn now(&self) -> String {
        now(&self.shell, &self.money)
    }

    fn is_cash(&self) -> bool {
        self.money.purchase.as_ref().is_some_and(|kept: &Purchase| kept.way == Way::Cash)
    }

    fn ways(&self) -> Vec<(&'static str, &'static str, bool)> {
        let known = self.money.purchase.as_ref().map_or(Way::Cash, |kept| kept.way);
        let chosen = if self.at == "agree" { self.form.way.as_str() } else { kernel::case::Named::name(known) };
        [Way::Cash, Way::Advance]
            .map(|way| (kernel::case::Named::name(way), way_key(way), kernel::case::Named::name(way) == chosen))
            .to_vec()
    }

    /// What was typed into the form that was refused.
    fn typed<'f>(&'f self, at: &str, value: &'f str) -> &'f str {
        if self.at == at { value } else { "" }
    }

    fn wrong(&self, at: &str, field: &str) -> Option<String> {
        let words = self.mend.field(&self.shell, field);
        Some(words).filter(|words| self.at == at && !words.is_empty())
    }
}

/// How far the money is, in words.
pub(super) fn now(shell: &Shell, money: &Money) -> String {
    let stage = money.purchase.as_ref().map(|kept| (kept.stage, kept.way));
    shell.t(match stage {
        None => "money-now-none",
        Some((Stage::Agreed, Way::Cash)) => "money-now-agreed-cash",
        Some((Stage::Agreed, Way::Advance)) => "money-now-agreed-advance",
        Some((Stage::Given, _)) => "money-now-given",
        Some((Stage::Bought, _)) => "money-now-bought",
        Some((Stage::Asked, _)) => "money-now-asked",
        Some((Stage::Settled, _)) => "money-now-settled",
    })
}

const fn way_key(way: Way) -> &'static str {
    match way {
        Way::Cash => "money-way-cash",
        Way::Advance => "money-way-advance",
    }
}

fn base_of(side: Side, order: OrderId) -> String {
    match side {
        Side::Resident => format!("/matters/{order}"),
        Side::Helper => format!("/take/{order}"),
        Side::Desk => format!("/desk/orders/{order}"),
    }
}

async fn page_of(
    (site, visit): (&Site, &Visit),
    (order, side): (OrderId, Side),
    (at, form, mend): (&'static str, MoneyForm, Mend),
) -> Outcome<MoneyPage> {
    let money = actions::money(&site.app, &visit.doer, order, side).await?;
    let back = base_of(side, order);
    let shell = site.shell(visit, "money-title").back(back.clone());
    let once = form.once.parse().ok().filter(|_| at == "bought");
    let staged = match once {
        Some(once) => actions::staged_photos(&site.app, &visit.doer, once).await?.len(),
        None => 0,
    };
    let left = money.receipts_left.saturating_sub(staged);
    let once = once.map_or_else(|| shell.once(), |once: Uuid| once.to_string());
    let (is_helper, is_desk) = (side == Side::Helper, side == Side::Desk);
    let path = format!("{back}/money");
    Ok(MoneyPage { shell, money, path, is_helper, is_desk, left, staged, at, form: MoneyForm { once, ..form }, mend })
}

async fn show(site: &Site, visit: &Visit, at: (OrderId, Side)) -> Answer {
    web::page(&page_of((site, visit), at, ("", MoneyForm::default(), Mend::nothing())).await?)
}

async fn show_own(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    show(&site, &visit, (id, Side::Resident)).await
}

async fn show_held(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    show(&site, &visit, (id, Side::Helper)).await
}

async fn show_desk(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    show(&site, &visit, (id, Side::Desk)).await
}

/// Back to the money with a word, or the same page with what is to be mended.
async fn after(sent: Form, side: Side, (at, thanks): (&'static str, &'static str), done: Outcome<()>) -> Answer {
    let Sent { site, visit, key: id, form } = sent;
    match done {
        Ok(()) => Ok(web::goto(&site, &format!("{}/money", base_of(side, id)), "ok", thanks)),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let page = page_of((&site, &visit), (id, side), (at, form, mend)).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn agree_own(sent: Form) -> Answer {
    agree(sent, Side::Resident).await
}

async fn agree_desk(sent: Form) -> Answer {
    agree(sent, Side::Desk).await
}

async fn agree(sent: Form, side: Side) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let done = match sent.form.agreeing() {
        Ok(wish) => db::again(|| actions::agree_money(sent.app(), sent.doer(), aim, side, wish)).await,
        Err(problem) => Err(problem),
    };
    after(sent, side, ("agree", "money-agreed"), done).await
}

async fn right_own(sent: Form) -> Answer {
    right(sent, Side::Resident).await
}

async fn right_desk(sent: Form) -> Answer {
    right(sent, Side::Desk).await
}

async fn right(sent: Form, side: Side) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let done = db::again(|| actions::settle_money(sent.app(), sent.doer(), aim, side)).await;
    after(sent, side, ("right", "money-settled"), done).await
}

async fn question(sent: Form) -> Answer {
    let (aim, text) = (sent.form.aim(sent.key)?, &sent.form.text);
    let done = db::again(|| actions::question_money(sent.app(), sent.doer(), aim, text)).await;
    after(sent, Side::Resident, ("question", "money-asked"), done).await
}

async fn given(sent: Form) -> Answer {
    let aim = sent.form.aim(sent.key)?;
    let done = match sent.form.amount() {
        Ok(fen) => db::again(|| actions::give_money(sent.app(), sent.doer(), aim, fen)).await,
        Err(problem) => Err(problem),
    };
    after(sent, Side::Helper, ("given", "money-noted"), done).await
}

async fn bought(state: State<Site>, visit: Visit, key: Key<OrderId>, sent: Uploaded<MoneyForm>) -> Answer {
    spent((state, visit, key, sent), Side::Helper).await
}

async fn bought_desk(state: State<Site>, visit: Visit, key: Key<OrderId>, sent: Uploaded<MoneyForm>) -> Answer {
    spent((state, visit, key, sent), Side::Desk).await
}

type Spent = (State<Site>, Visit, Key<OrderId>, Uploaded<MoneyForm>);

async fn spent((State(site), visit, Key(key), Uploaded { form, files }): Spent, side: Side) -> Answer {
    let done = spend((&site, &visit), (key, side), &form, files).await;
    after(Sent { site, visit, key, form }, side, ("bought", "money-noted"), done).await
}

/// Keeps the pictures of the receipt for this form, then writes down what it cost.
async fn spend(
    (site, visit): (&Site, &Visit),
    (order, side): (OrderId, Side),
    form: &MoneyForm,
    files: Vec<Upload>,
) -> Outcome<()> {
    let aim = form.aim(order)?;
    photos::stage(site, visit, aim.once, files).await?;
    let staged = actions::staged_photos(&site.app, &visit.doer, aim.once).await?;
    let photos = staged.iter().map(|photo| photo.id).collect();
    let wish = MoneyBought { spent_fen: form.amount()?, change_fen: form.change()?, photos, why: form.text.clone() };
    db::again(|| actions::spend_money(&site.app, &visit.doer, aim, side, &wish)).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    size: String,
}

/// The picture of a receipt; the action decides who sees it.
async fn receipt(
    State(site): State<Site>,
    visit: Visit,
    Key((order, photo)): Key<(OrderId, Uuid)>,
    Questioned(wanted): Questioned<Wanted>,
) -> Answer {
    let size = if wanted.size == "small" { Size::Thumbnail } else { Size::Whole };
    Ok(web::file("image/jpeg", actions::receipt(&site.app, &visit.doer, order, photo, size).await?))
}
