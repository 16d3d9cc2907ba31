//! Who and what the community consists of: divisions, places, grids, bodies, people, and what helpers ticked.
//!
//! No raw person leaves here: other crates get views, names and masked phones; a phone in the clear leaves one line in
//! `looks`. It never grades, counts or sorts people, and knows no order, no points and no circle.

pub mod bodies;
pub mod calendar;
pub mod divisions;
mod entry;
pub mod family;
pub mod fields;
pub mod grids;
pub mod helpers;
pub mod imports;
mod join;
mod looks;
pub mod notices;
pub mod people;
pub mod places;
pub mod powers;
mod tabs;
#[cfg(test)]
mod tests;

pub use entry::Rows;

use kernel::app::Part;
use kernel::i18n::Source;
use web::{Circle, NavEntry, Need, Routes, Side};

/// One noun's sentences in three languages.
macro_rules! words {
    ($($noun:literal),* $(,)?) => {
        vec![$(Source {
            name: concat!("registry/", $noun),
            zh_cn: include_str!(concat!("../locales/zh-CN/", $noun, ".ftl")),
            bo: include_str!(concat!("../locales/bo/", $noun, ".ftl")),
            en: include_str!(concat!("../locales/en/", $noun, ".ftl")),
        }),*]
    };
}

/// The registers: pages, menu, grants, tables and words.
#[must_use]
pub fn circle() -> Circle {
    let routes = [
        divisions::pages::routes(),
        places::routes(),
        grids::pages::routes(),
        grids::who::routes(),
        bodies::pages::routes(),
        people::pages::routes(),
        helpers::pages::routes(),
        fields::routes(),
        join::routes(),
        family::routes(),
        calendar::routes(),
        looks::routes(),
        imports::routes(),
        notices::routes(),
    ];
    let part = Part {
        grants: powers::grants(),
        schedules: vec![people::SCHEDULE, imports::SWEEP, notices::SWEEP, family::SCHEDULE],
        loops: vec![notices::POST],
        jobs: [imports::JOBS.to_vec(), family::JOBS.to_vec()].concat(),
        notices: family::KINDS.to_vec(),
        imports: imports::kinds(),
        sources: words![
            "registry",
            "divisions",
            "places",
            "grids",
            "bodies",
            "people",
            "helpers",
            "fields",
            "who",
            "family",
            "join",
            "calendar",
            "looks",
            "imports",
            "notices",
            "push"
        ],
        records: vec![
            divisions::store::DIVISIONS,
            places::store::COMPOUNDS,
            places::store::BUILDINGS,
            places::store::HOUSEHOLDS,
            places::store::UNITS,
            grids::store::GRIDS,
            bodies::store::BODIES,
            people::store::PEOPLE,
            helpers::store::HELPERS,
            family::PROXIES,
            imports::IMPORTS,
            notices::SETTINGS,
        ],
        append_only: vec![people::LOOKS],
        personal_fields: [fields::fields(), notices::fields()].concat(),
        ..Default::default()
    };
    Circle { name: "registry", routes: routes.into_iter().fold(Routes::default(), Routes::join), nav: nav(), part }
}

fn nav() -> Vec<NavEntry> {
    let desk = NavEntry {
        side: Side::Desk,
        order: 200,
        section: Some("registry-section"),
        href: "/people",
        icon: "users",
        label: "people-title",
        need: Need::Power(powers::PEOPLE_SEE),
    };
    let grids = NavEntry {
        order: 210,
        href: "/grids",
        icon: "sitemap",
        label: "registry-nav",
        need: Need::Power(powers::GRIDS_SEE),
        ..desk
    };
    let helping = NavEntry {
        side: Side::Member,
        order: 20,
        section: None,
        href: "/me/helping",
        icon: "calendar-event",
        label: "helpers-nav",
        need: Need::Power(powers::HELPERS_SELF),
    };
    let looks = NavEntry {
        side: Side::Resident,
        order: 80,
        href: "/looks",
        icon: "eye",
        label: "looks-nav",
        need: Need::Power(powers::LOOKS_REVIEW),
        ..helping
    };
    let imports = NavEntry {
        order: 220,
        href: "/imports",
        icon: "file-text",
        label: "imports-nav",
        need: Need::Power(powers::IMPORTS_SEE),
        ..desk
    };
    vec![desk, grids, imports, helping, looks]
}
