//! The pages of those who take orders: what was offered, what they hold, what they are asked to look at.
//!
//! Never here: a door, a phone or the resident's words before the order is taken; a reason for a "no"; any number that
//! is about a helper rather than about a matter.

mod board;
mod checks;
mod finish;
mod hand;
mod matter;
#[cfg(test)]
mod story_tests;
#[cfg(test)]
mod tests;
pub(super) mod words;

use super::super::powers::{ORDERS_DO, ORDERS_MINUTES, ORDERS_REPLY, ORDERS_TAKE, ORDERS_VERIFY};
use kernel::i18n::Source;
use web::{NavEntry, Need, Routes, Side};

/// The words of these pages.
pub(crate) const SOURCE: Source = Source {
    name: "orders-take",
    zh_cn: include_str!("../../../../locales/zh-CN/orders-take.ftl"),
    bo: include_str!("../../../../locales/bo/orders-take.ftl"),
    en: include_str!("../../../../locales/en/orders-take.ftl"),
};

/// The pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    let take = Need::Power(ORDERS_TAKE);
    let hold = Need::Power(ORDERS_DO);
    let check = Need::Power(ORDERS_VERIFY);
    routes
        .get("/take", take, board::show)
        .post("/take/minutes/{id}", Need::Power(ORDERS_MINUTES), board::confirm_minutes)
        .get("/take/{id}", take, matter::show)
        .post("/take/{id}/take", take, board::take)
        .post("/take/{id}/decline", take, board::decline)
        .get("/take/{id}/hand", take, hand::show)
        .post("/take/{id}/hand", take, hand::hand)
        .post("/take/{id}/phone", hold, matter::phone)
        .post("/take/{id}/visit", hold, matter::arrange)
        .post("/take/{id}/nobody-home", hold, matter::nobody_home)
        .post("/take/{id}/message", hold, matter::message)
        .post("/take/{id}/reply", Need::Power(ORDERS_REPLY), matter::reply)
        .get("/take/{id}/done", hold, finish::form)
        .post("/take/{id}/done", hold, finish::done)
        .get("/take/{id}/return", hold, finish::return_form)
        .post("/take/{id}/return", hold, finish::give_back)
        .get("/take/checks/{id}", check, checks::show)
        .post("/take/checks/{id}/ok", check, checks::ok)
        .post("/take/checks/{id}/not-ok", check, checks::not_ok)
}

/// The first tab of those who take orders, and a line on the desk of staff who do.
pub(crate) fn nav() -> Vec<NavEntry> {
    let entry = |side, order| NavEntry {
        side,
        order,
        section: None,
        href: "/take",
        icon: "list-check",
        label: "orders-take-nav",
        need: Need::Power(ORDERS_TAKE),
    };
    vec![entry(Side::Member, 10), entry(Side::Desk, 5)]
}
