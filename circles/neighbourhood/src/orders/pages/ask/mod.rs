//! What a resident or a visitor sees of orders: asking in three steps, following with number and code, one's matters.
//!
//! Everything works without an account, without a phone number and without scripts. It shows people and steps, never
//! codes or lights, and on every matter the way up. It never shows one resident's matter to another.

mod asking;
pub(super) mod care;
mod copy;
mod done;
mod follow;
mod kinds;
mod matter;
mod mine;
mod photos;
mod story;
#[cfg(test)]
mod tests;
mod typed;
mod verbs;
mod words;

pub(super) use copy::paper;

use super::voice;
use crate::orders::powers::{ORDERS_ASK, ORDERS_CARE, ORDERS_OWN};
use kernel::i18n::Source;
use web::{NavEntry, Need, Routes, Side};

/// The words of these pages.
pub(crate) const SOURCE: Source = Source {
    name: "orders-ask",
    zh_cn: include_str!("../../../../locales/zh-CN/orders-ask.ftl"),
    bo: include_str!("../../../../locales/bo/orders-ask.ftl"),
    en: include_str!("../../../../locales/en/orders-ask.ftl"),
};

/// The pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    let (ask, own, care) = (Need::Power(ORDERS_ASK), Need::Power(ORDERS_OWN), Need::Power(ORDERS_CARE));
    routes
        .get("/ask", ask, asking::start)
        .get("/ask/done", own, done::done)
        .get("/ask/slip", own, done::slip)
        .get("/ask/photos/{once}/{photo}", ask, photos::staged)
        .get("/ask/voice/{once}", ask, voice::staged)
        .post("/ask/voice/{once}", ask, voice::send)
        .get("/ask/{kind}", ask, asking::first)
        .post("/ask/{kind}", ask, asking::go)
        .get("/follow", own, follow::show)
        .post("/follow", own, follow::open)
        .get("/matters", own, mine::mine)
        .get("/matters/by-family", Need::Account, mine::by_family)
        .get("/matters/{id}", own, matter::matter)
        .get("/matters/{id}/copy", own, copy::copy)
        .post("/matters/{id}/say", own, verbs::say)
        .post("/matters/{id}/photos", own, verbs::photos)
        .post("/matters/{id}/not-meant", own, verbs::not_meant)
        .get("/orders/{order}/voice", own, voice::voice)
        .post("/matters/{id}/answer", own, verbs::answer)
        .post("/matters/{id}/call-me", own, verbs::call_me)
        .post("/matters/{id}/withdraw", own, verbs::withdraw)
        .post("/matters/{id}/solved", own, verbs::solved)
        .post("/matters/{id}/any-helper", own, verbs::any_helper)
        .post("/matters/{id}/not-solved", own, verbs::not_solved)
        .post("/matters/{id}/rate", own, verbs::rate)
        .post("/matters/{id}/close", own, verbs::close)
        .post("/matters/{id}/minutes", own, verbs::minutes)
        .post("/cares", care, care::begin)
        .get("/cares/{id}", care, care::show)
        .post("/cares/{id}/end", care, care::end)
        .post("/matters/{id}/appeal", own, verbs::appeal)
        .get("/way-up", Need::Nothing, matter::way_up)
        .get("/orders/{order}/photos/{id}", Need::Nothing, photos::photo)
}

/// The entries of the resident's tabs.
pub(crate) fn nav() -> Vec<NavEntry> {
    let entry = |order, href, icon, label, power| NavEntry {
        side: Side::Resident,
        order,
        section: None,
        href,
        icon,
        label,
        need: Need::Power(power),
    };
    vec![
        entry(20, "/ask", "hand-stop", "orders-ask-nav", ORDERS_ASK),
        entry(30, "/matters", "list-details", "orders-ask-nav-matters", ORDERS_OWN),
    ]
}
