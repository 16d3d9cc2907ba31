//! Accounts, sessions and who may: the only crate that makes a `Doer` out of a request.
//!
//! Nobody needs an account to ask for help or to follow a request; accounts are for members, staff and residents who
//! like to have one. Passwords are argon2id; sessions are rows that can be listed and ended.

pub mod accounts;
mod codes;
mod doorkeeper;
mod passwords;
pub mod sessions;
#[cfg(test)]
mod tests;
pub mod throttle;

pub use accounts::pages::role_key;
pub use codes::{CodeAnswer, make_code, send_code, take_code, use_code};
pub use doorkeeper::{Door, DoorOptions};

use base::{Grant, Power, Relation, Role};
use kernel::app::{Part, PersonalField};
use web::{Circle, NavEntry, Need, Routes, Side};

/// Enter and change accounts, roles and one-time links.
pub const ACCOUNTS_CHANGE: Power = Power("accounts.change");
/// See jobs that were given up, and give them another try.
pub const JOBS_SEE: Power = Power("jobs.see");

const fn personal(column: &'static str, purpose: &'static str, viewers: &'static str) -> PersonalField {
    PersonalField { column, purpose, basis: "fields-basis-asked", viewers, retention: "fields-retention-account" }
}

/// The pages and tables of this crate.
#[must_use]
pub fn circle() -> Circle {
    let routes = sessions::pages::routes(Routes::default());
    let routes = accounts::pages::routes(routes);
    let nav = vec![NavEntry {
        side: Side::Desk,
        order: 900,
        section: Some("accounts-nav-section"),
        href: "/accounts",
        icon: "key",
        label: "accounts-nav",
        need: Need::Power(ACCOUNTS_CHANGE),
    }];
    let grants = [ACCOUNTS_CHANGE, JOBS_SEE]
        .into_iter()
        .map(|power| Grant { role: Role::Administrator, power, relation: Relation::Community })
        .collect();
    let sources = vec![kernel::i18n::Source {
        name: "access",
        zh_cn: include_str!("../locales/zh-CN/access.ftl"),
        bo: include_str!("../locales/bo/access.ftl"),
        en: include_str!("../locales/en/access.ftl"),
    }];
    let part = Part {
        grants,
        sources,
        schedules: vec![sessions::jobs::SWEEP],
        records: vec![accounts::store::ACCOUNTS],
        personal_fields: vec![
            personal("accounts.login", "fields-purpose-sign-in", "fields-viewers-administrator"),
            personal("accounts.phone_index", "fields-purpose-sign-in", "fields-viewers-nobody"),
            personal("accounts.display_name", "fields-purpose-sign-in", "fields-viewers-staff"),
            personal("accounts.password_hash", "fields-purpose-sign-in", "fields-viewers-nobody"),
            personal("accounts.locale", "fields-purpose-language", "fields-viewers-self"),
            personal("accounts.large", "fields-purpose-language", "fields-viewers-self"),
        ],
        ..Part::default()
    };
    Circle { name: "access", routes, nav, part }
}
