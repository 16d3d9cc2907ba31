//! News 消息 for people with an account: an inbox for everyone, and what is sent to a phone or a mailbox besides.
//!
//! A circle declares its kinds of news and calls [`tell`] from a job, with the event, the kind, the number and to whom. Here
//! the inbox is kept, people choose what reaches them where and when it is quiet, and what is due leaves the house.
//! Never here: the words of a matter, names, numbers or doors in a text; who opened what and when; news of one person to
//! another. Nothing depends on any of it: whoever has no account is called by the office.

mod device_pages;
mod devices;
mod inbox;
mod letters;
mod pages;
mod post;
mod preferences;
pub mod rules;
mod settings_pages;
mod store;
#[cfg(test)]
mod tests;
mod unsent;

pub use store::News;
pub use store::{accounts_for, accounts_of, may_hear_of, over, tell, told};

use kernel::app::PersonalField;
use kernel::jobs::{RunLoop, Schedule};
use web::Routes;

pub(crate) use preferences::SETTINGS;

/// What leaves the house, in a loop of its own.
pub(crate) const POST: RunLoop = |app| Box::pin(post::post_due(app));
/// What is old leaves.
pub(crate) const SWEEP: Schedule =
    Schedule { name: "notices.sweep", every_minutes: 60, run: |app, doer| Box::pin(store::sweep(app, doer)) };

pub(crate) fn routes() -> Routes {
    pages::routes().join(settings_pages::routes()).join(device_pages::routes()).join(unsent::routes())
}

/// The lines of the field catalogue.
pub(crate) fn fields() -> Vec<PersonalField> {
    let line = |column, purpose| PersonalField {
        column,
        purpose,
        basis: "fields-basis-asked",
        viewers: "fields-viewers-self",
        retention: "notices-fields-kept",
    };
    let wish = |column, purpose| PersonalField { retention: "fields-retention-account", ..line(column, purpose) };
    let device = |column| PersonalField { retention: "push-fields-kept", ..line(column, "push-fields-device") };
    vec![
        line("notices.account_id", "notices-fields-news"),
        line("notices.on_behalf_of", "notices-fields-news"),
        line("notice_sends.account_id", "notices-fields-news"),
        wish("notice_settings.quiet_from", "notices-fields-wishes"),
        wish("notice_settings.quiet_to", "notices-fields-wishes"),
        wish("notice_settings.mail_sealed", "notices-fields-mail"),
        wish("notice_settings.mail_is_confirmed", "notices-fields-mail"),
        device("push_devices.account_id"),
        device("push_devices.session_id"),
        device("push_devices.endpoint_index"),
        device("push_devices.sealed"),
        device("push_devices.device"),
        device("push_devices.created_at"),
        device("push_devices.failing_since"),
        wish("notice_choices.account_id", "notices-fields-wishes"),
        wish("notice_choices.topic", "notices-fields-wishes"),
        wish("notice_choices.channel", "notices-fields-wishes"),
        wish("notice_choices.wanted", "notices-fields-wishes"),
    ]
}
