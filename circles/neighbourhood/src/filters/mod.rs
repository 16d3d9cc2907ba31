//! Saved filters 存下的筛选: what somebody of the office looks at often in the register, under a name of their own, used
//! with one tap; a secretary may let the whole office use one.
//!
//! A filter is about matters: state, category, place, days, what is due. It is never about a person, and keeps no words,
//! since words could be somebody's name. A filter that is thrown away loses its owner and what it said.

pub mod actions;
pub mod rules;
mod store;
#[cfg(test)]
mod tests;

use kernel::app::{Part, PersonalField};
use kernel::i18n::Source;
use kernel::jobs::Schedule;

/// What filters contribute.
#[must_use]
pub fn part() -> Part {
    let words = Source {
        name: "filters",
        zh_cn: include_str!("../../locales/zh-CN/filters.ftl"),
        bo: include_str!("../../locales/bo/filters.ftl"),
        en: include_str!("../../locales/en/filters.ftl"),
    };
    let whose = PersonalField {
        column: "saved_filters.account_id",
        purpose: "filters-fields-whose",
        basis: "fields-basis-asked",
        viewers: "fields-viewers-self",
        retention: "filters-fields-retention",
    };
    Part {
        sources: vec![words],
        records: vec![store::FILTERS],
        personal_fields: vec![whose],
        schedules: vec![Schedule { name: "filters.forget", every_minutes: 24 * 60, run: actions::forget }],
        ..Part::default()
    }
}
