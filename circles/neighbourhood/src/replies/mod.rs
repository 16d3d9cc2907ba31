//! Standard replies 常用回复: texts that the office writes once and uses often, in up to three languages, with places that
//! are filled for each matter: its number, its kind, when it was asked, until when, and how the hall is reached.
//!
//! A reply is put into the box of a form for somebody to read and change; it is never sent by itself. No place stands for
//! a name, a phone or a door. Replies are put away, never deleted.

pub mod actions;
pub(crate) mod pages;
pub mod rules;
mod seeds;
mod store;
#[cfg(test)]
mod tests;

use kernel::app::Part;
use kernel::i18n::Source;

/// What replies contribute.
#[must_use]
pub fn part() -> Part {
    let words = Source {
        name: "replies",
        zh_cn: include_str!("../../locales/zh-CN/replies.ftl"),
        bo: include_str!("../../locales/bo/replies.ftl"),
        en: include_str!("../../locales/en/replies.ftl"),
    };
    Part { sources: vec![words], records: vec![store::REPLIES], ..Part::default() }
}
