//! Languages: every sentence for people, in simplified Chinese, Tibetan and English, and how numbers, times and spans
//! are written in each.
//!
//! Never falls back from one language to another: a set of sources that is not complete in all three is refused when
//! the program starts. Never decides what is said; circles do that with message keys.

mod accept;
mod check;
mod format;
mod lang;
mod read;
mod scan;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use accept::from_accept_language;
pub use check::check_sources;
pub use format::{DEFAULT_OFFSET_MINUTES, grouped};
pub use lang::{Count, Lang};
pub use scan::{Scan, check_use, code_files, scan};
pub use text::LocalText;
pub use words::{Source, Words};

/// The sentences of this crate.
pub const SOURCE: Source = Source {
    name: "kernel",
    zh_cn: include_str!("../../locales/zh-CN/kernel.ftl"),
    bo: include_str!("../../locales/bo/kernel.ftl"),
    en: include_str!("../../locales/en/kernel.ftl"),
};
