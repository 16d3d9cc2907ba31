//! The points supermarket 积分兑换超市: donated or bought goods, their stock, and how points become goods.
//!
//! A redemption holds points and stock together for a while, then is collected, cancelled, or runs out of time; oldest
//! points first. Served by code, by passbook, or by a look at the person; nothing about how they looked is kept, only
//! that it was checked. Never sells for money, never shows who took what.

pub mod actions;
mod counter;
pub mod counts;
pub mod donations;
mod goods;
pub(crate) mod imports;
mod jobs;
mod near;
mod pages;
pub mod powers;
pub mod redemptions;
pub mod rules;
pub mod store;
#[cfg(test)]
pub(crate) mod tests;
mod verify;

use crate::points::{entry, field};
use kernel::app::Part;
use kernel::i18n::Source;
use powers::{COUNTER_SERVE, DONATIONS_RECORD, GOODS_CHANGE, GOODS_COUNT, GOODS_REDEEM};
use web::{NavEntry, Need, Routes, Side};

/// What the supermarket contributes beyond its pages.
#[must_use]
pub fn part() -> Part {
    Part {
        grants: powers::grants(),
        schedules: jobs::schedules(),
        sources: vec![Source {
            name: "supermarket",
            zh_cn: include_str!("../../locales/zh-CN/supermarket.ftl"),
            bo: include_str!("../../locales/bo/supermarket.ftl"),
            en: include_str!("../../locales/en/supermarket.ftl"),
        }],
        records: vec![
            store::GOODS,
            store::REDEMPTIONS,
            store::SETTINGS,
            counts::store::COUNTS,
            counts::store::LINES,
            donations::store::DONATIONS,
            donations::store::USES,
            donations::store::BOOKS,
        ],
        verifies: vec![verify::verify],
        personal_fields: vec![
            field("redemptions.person_id", "points-fields-pick-up"),
            field("redemptions.code", "points-fields-pick-up"),
            field("redemptions.known_by", "points-fields-checked"),
            field("donations.donor", "donations-fields-donor"),
        ],
        ..Part::default()
    }
}

/// The pages.
#[must_use]
pub fn routes() -> Routes {
    Routes::default()
        .get("/supermarket", Need::Nothing, pages::shelf)
        .get("/supermarket/items/{item}", Need::Nothing, pages::item)
        .get("/supermarket/photos/{id}", Need::Nothing, pages::photo)
        .post("/supermarket/items/{item}/reservation", Need::Power(GOODS_REDEEM), pages::reserve)
        .get("/supermarket/redemptions/{id}", Need::Power(GOODS_REDEEM), pages::redemption)
        .post("/supermarket/redemptions/{id}/cancellation", Need::Power(GOODS_REDEEM), pages::cancel)
        .get("/supermarket/goods", Need::Power(GOODS_CHANGE), goods::list)
        .get("/supermarket/goods/new", Need::Power(GOODS_CHANGE), goods::blank)
        .post("/supermarket/goods", Need::Power(GOODS_CHANGE), goods::enter)
        .get("/supermarket/goods/{item}", Need::Power(GOODS_CHANGE), goods::show)
        .post("/supermarket/goods/{item}", Need::Power(GOODS_CHANGE), goods::change)
        .post("/supermarket/goods/{item}/deliveries", Need::Power(GOODS_CHANGE), goods::deliver)
        .post("/supermarket/goods/{item}/losses", Need::Power(GOODS_CHANGE), goods::write_off)
        .get("/supermarket/near", Need::Power(GOODS_CHANGE), near::list)
        .post("/supermarket/near/days", Need::Power(GOODS_CHANGE), near::set_days)
        .post("/supermarket/near/{item}/losses", Need::Power(GOODS_CHANGE), near::write_off)
        .join(counts::pages::routes())
        .join(donations::pages::routes())
        .get("/counter", Need::Power(COUNTER_SERVE), counter::front)
        .post("/counter", Need::Power(COUNTER_SERVE), counter::find)
        .get("/counter/people/{person}", Need::Power(COUNTER_SERVE), counter::person)
        .post("/counter/people/{person}/redemptions", Need::Power(COUNTER_SERVE), counter::redeem)
        .get("/counter/redemptions/{id}", Need::Power(COUNTER_SERVE), counter::redemption)
        .post("/counter/redemptions/{id}/collection", Need::Power(COUNTER_SERVE), counter::collect)
        .post("/counter/redemptions/{id}/cancellation", Need::Power(COUNTER_SERVE), counter::cancel)
}

/// The menu entries.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    vec![
        entry((Side::Desk, 540), ("/counter", "building-store", "supermarket-nav-counter"), COUNTER_SERVE),
        entry((Side::Desk, 550), ("/supermarket/goods", "shopping-bag", "supermarket-nav-goods"), GOODS_CHANGE),
        entry((Side::Desk, 552), ("/supermarket/near", "hourglass", "near-nav"), GOODS_CHANGE),
        entry((Side::Desk, 554), ("/supermarket/counts", "clipboard-list", "counts-nav"), GOODS_COUNT),
        entry((Side::Desk, 556), ("/supermarket/donations", "receipt", "donations-nav"), DONATIONS_RECORD),
    ]
}
