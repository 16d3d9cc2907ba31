//! Handing over 交接: somebody's open matters go to a colleague before they leave, or when they are suddenly away; on the
//! day on which they are back they are asked whether to take back what is still open.
//!
//! Never here: why somebody is away; what a colleague did, how many, how late; a calendar of people. A row says only which
//! matter is held for whom, by whom, from when until which day, and goes with the matter.

pub mod actions;
mod news;
pub mod rules;
mod store;
#[cfg(test)]
mod tests;

pub use news::TELL;
pub use store::{LastMessage, Name};

use kernel::app::PersonalField;
use kernel::i18n::Source;

/// The words of handing over.
pub const SOURCE: Source = Source {
    name: "handover",
    zh_cn: include_str!("../../../locales/zh-CN/handover.ftl"),
    bo: include_str!("../../../locales/bo/handover.ftl"),
    en: include_str!("../../../locales/en/handover.ftl"),
};

/// The lines of the field catalogue.
pub fn fields() -> Vec<PersonalField> {
    let field = |column| PersonalField {
        column,
        purpose: "handover-fields-held",
        basis: "fields-basis-asked",
        viewers: "orders-fields-viewers-office",
        retention: "handover-fields-retention",
    };
    vec![field("order_stand_ins.account_id"), field("order_stand_ins.stand_in")]
}
