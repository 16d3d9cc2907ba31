//! Figures 统计: how the community keeps its promises to those who ask, along categories, places and time.
//!
//! A case is one round of one order. Cases and figures are kept copies: a job follows the facts, another derives all of
//! it once a day from the events, promises and ratings that orders keep, compares and mends. What fewer than ten matters or people make up is shown to nobody, nor
//! what would let it be worked out. No figure is of a person, a helper, a team or a unit, and none of going up.
//!
//! Where is what: [`rules`] says what counts for which figure, `hiding` what may be shown, `count` sums; all pure.
//! `stories` reads what happened, `store` keeps the copies, `actions` brings them up to date and proves them, `board` answers
//! questions, `pages`, `charts` and `sheet` show the answers.

pub mod actions;
mod board;
mod charts;
mod count;
mod hiding;
mod jobs;
mod pages;
pub mod powers;
pub mod rules;
mod sheet;
mod spans;
mod store;
mod stories;
#[cfg(test)]
mod tests;

use kernel::app::Part;
use kernel::i18n::Source;
use powers::{FIGURES_CHECK, FIGURES_SEE};
use web::{NavEntry, Need, Routes, Side};

/// What figures read of one order, for tests of orders.
#[cfg(test)]
pub(crate) async fn stories_of(door: &db::Read, community: base::CommunityId, order: uuid::Uuid) -> String {
    let matters = stories::matters(door, community, &[order]).await.unwrap();
    format!("{:?}", stories::stories(door, &matters).await.unwrap().values().collect::<Vec<_>>())
}

/// What figures contribute beyond their pages.
#[must_use]
pub fn part() -> Part {
    Part {
        grants: powers::grants(),
        schedules: jobs::schedules(),
        sources: vec![Source {
            name: "figures",
            zh_cn: include_str!("../../locales/zh-CN/figures.ftl"),
            bo: include_str!("../../locales/bo/figures.ftl"),
            en: include_str!("../../locales/en/figures.ftl"),
        }],
        ..Part::default()
    }
}

/// The pages.
#[must_use]
pub fn routes() -> Routes {
    let see = Need::Power(FIGURES_SEE);
    Routes::default()
        .get("/figures", see, pages::show)
        .get("/figures/print", see, pages::print)
        .get("/figures/sheet", see, sheet::sheet)
        .get("/figures/checks", Need::Power(FIGURES_CHECK), pages::checks)
}

/// The menu entries.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    let entry = |side, order, section, (href, icon, label), power| NavEntry {
        side,
        order,
        section,
        href,
        icon,
        label,
        need: Need::Power(power),
    };
    let figures = ("/figures", "chart-bar", "figures-nav");
    let section = Some("points-nav-section");
    vec![
        entry(Side::Desk, 505, section, figures, FIGURES_SEE),
        entry(Side::Resident, 45, None, figures, FIGURES_SEE),
        entry(Side::Desk, 506, section, ("/figures/checks", "checklist", "figures-nav-checks"), FIGURES_CHECK),
    ]
}
