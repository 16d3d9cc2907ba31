//! The office's pages of orders: the morning screen, one order with what can be done, recording for a resident 代办,
//! the register 台账 with saved filters, many at one go, the search and the categories.
//!
//! Every page reads a view, every form calls one verb of `orders::actions`; nothing is decided here. A phone number is on
//! no page unless somebody asked for it with a reason, and never in an address.

mod act;
mod approvals;
mod aside;
pub(crate) mod bulk;
mod calls;
mod categories;
mod category_form;
mod copy;
pub(crate) mod exports;
mod filters;
mod folds;
mod handover;
mod here;
mod kin;
mod moves;
mod paper;
mod photos;
mod record;
mod record_form;
mod register;
pub(crate) mod replying;
mod search;
mod show;
mod slip;
mod split;
mod steps;
#[cfg(test)]
mod tests;
mod today;
mod voice;
pub(super) mod words;

use crate::orders::powers::{
    CATEGORIES_CHANGE, ORDERS_APPROVE, ORDERS_ASK_FOR, ORDERS_CALL_BACK, ORDERS_CODE, ORDERS_HAND_OVER, ORDERS_LISTEN,
    ORDERS_MERGE, ORDERS_SEE, REPLIES_CHANGE,
};
use kernel::i18n::Source;
use web::{NavEntry, Need, Routes, Side};

/// The words of these pages.
pub(crate) const SOURCE: Source = Source {
    name: "orders-desk",
    zh_cn: include_str!("../../../../locales/zh-CN/orders-desk.ftl"),
    bo: include_str!("../../../../locales/bo/orders-desk.ftl"),
    en: include_str!("../../../../locales/en/orders-desk.ftl"),
};

const SEE: Need = Need::Power(ORDERS_SEE);
const LISTEN: Need = Need::Power(ORDERS_LISTEN);
const MERGE: Need = Need::Power(ORDERS_MERGE);
const RECORD: Need = Need::Power(ORDERS_ASK_FOR);

/// The routes of the office.
pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = voice::routes(routes)
        .get("/desk", SEE, today::today)
        .get("/desk/print", SEE, today::print)
        .post("/desk/reminders/seen", SEE, today::seen)
        .get("/desk/register", SEE, register::list)
        .get("/desk/register/print", SEE, register::print)
        .post("/desk/register/exports", SEE, exports::ask)
        .get("/desk/register/exports/{id}", SEE, exports::show)
        .get("/desk/register/exports/{id}/file", SEE, exports::file)
        .get("/search", SEE, search::search)
        .post("/search", SEE, search::find)
        .get("/desk/new", RECORD, record::new)
        .post("/desk/new", RECORD, record::save)
        .post("/desk/drafts", RECORD, record::park)
        .post("/desk/drafts/{id}/discard", RECORD, record::discard)
        .get("/desk/orders/{id}", SEE, show::show)
        .get("/desk/orders/{id}/slip", SEE, slip::slip)
        .get("/desk/orders/{id}/copy", Need::Power(ORDERS_CODE), copy::copy)
        .post("/desk/orders/{id}/photos", RECORD, photos::add)
        .post("/desk/orders/{id}/merge", MERGE, kin::merge)
        .post("/desk/orders/{id}/unmerge", MERGE, kin::unmerge)
        .post("/desk/orders/{id}/public-title", MERGE, kin::entitle)
        .get("/desk/orders/{id}/split", MERGE, split::new)
        .post("/desk/orders/{id}/split", MERGE, split::split)
        .post("/desk/orders/{id}/code", Need::Power(ORDERS_CODE), slip::replace_code);
    let routes = steps::routes(categories::routes(routes, Need::Power(CATEGORIES_CHANGE)));
    let routes = crate::replies::pages::routes(filters::routes(bulk::routes(routes)));
    let routes = handover::routes(calls::routes(paper::routes(here::routes(routes))));
    approvals::routes(aside::routes(routes))
}

/// The menu entries of the office.
pub(crate) fn nav() -> Vec<NavEntry> {
    let entry = |order, href, icon, label, need| {
        let section = (order > 0).then_some("points-nav-section");
        NavEntry { side: Side::Desk, order, section, href, icon, label, need }
    };
    vec![
        entry(0, "/desk", "sun", "orders-desk-nav-today", SEE),
        entry(0, "/desk/approvals", "checklist", "orders-desk-nav-approvals", Need::Power(ORDERS_APPROVE)),
        entry(0, "/desk/calls", "phone-call", "orders-calls-title", Need::Power(ORDERS_CALL_BACK)),
        entry(0, "/desk/handover", "user-check", "handover-title", Need::Power(ORDERS_HAND_OVER)),
        entry(0, "/desk/paper", "printer", "orders-paper-title", RECORD),
        entry(500, "/desk/register", "hand-stop", "orders-desk-nav-register", SEE),
        entry(502, "/desk/replies", "message", "replies-nav", Need::Power(REPLIES_CHANGE)),
        entry(501, "/desk/categories", "list-details", "orders-desk-nav-categories", Need::Power(CATEGORIES_CHANGE)),
    ]
}
