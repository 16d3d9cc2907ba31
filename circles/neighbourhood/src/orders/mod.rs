//! Orders 点单: a resident asks, the office answers and dispatches, someone takes it and does it, someone else checks
//! it, the resident says solved or not, rates the matter, and hours and points follow.
//!
//! Never here: a grade of a person, a trace of a "no", a phone number outside the hands that hold the order.
//!
//! Where is what:
//! - [`actions`] is every verb, by name; pages call only this. Verbs stand in the file of their noun:
//!   `asking` (ask, park, resume, drafts), `following` (number and code, finding by phone), `acceptance` (accept,
//!   refuse, ask back, settle), `dispatch` (ask people, returns), `taking` (take, decline, hand back), `doing` (arrange,
//!   nobody home, done), `transfers` (departments, levels above, replies, rulings), `approvals` (what a second person
//!   decides: resting, voiding), `deferring` (one later date, taking up again, keeping an eye), `appeals` (to the
//!   supervision committee), `checking` (verify, solved, not solved, call back), `closing` (rate, close, minutes), `messages`
//!   (to and from the resident, notes, phone), `merging` (merge, take out again, a title for everyone), `splitting`,
//!   `caring` (a neighbour cares about a public matter too), [`paper`] (sheets printed ahead, entered later), `bulk` (the
//!   same verb for many), [`handover`] (open matters go to a colleague, and back), `undoing` (a step of the office is taken back within seconds). Photos: `photos`. Spoken orders:
//!   `voice`. Who else has a matter open: `presence`.
//! - Questions, each returning a view of [`views`]: `showing` (one order for each kind of reader, with
//!   `telling` for its timeline and `extras` for what stands beside it), `lists` (desk, offers,
//!   held, mine, checks, minutes to confirm), `reminders`, `calls` (call-backs to make, and what came of them), `kin` (what
//!   belongs together), `register` (台账), `suggest` (who could do it, and why), `wording` (what a standard reply says
//!   about one).
//! - [`machine`] is states, actions and what a step means to the clocks, with the transition table in `table`; [`rules`]
//!   and [`merge_rules`] the decisions and refusals; all
//!   pure. `store` is rows; `steps` carries one step out: table, event, clocks, box, fact.
//!   `easing` (asking for less), `behalf` (what others did for someone). Two people at once: [`pair_rules`], `pairs`.
//! - [`purchase`] is the money of what a helper buys for a resident.
//! - `standing` says how a doer stands to an order, for one order and as SQL for lists. `jobs` and `verify` run by
//!   themselves. [`powers`] says who may.
//! - Words: `locales/<tag>/orders.ftl` holds refusals, states, outcomes, lights, reasons and what a resident is told
//!   at each step; pages keep files of their own.

mod acceptance;
pub mod actions;
mod appeals;
mod approvals;
#[cfg(test)]
mod aside_tests;
mod asking;
mod behalf;
pub(crate) mod bulk;
#[cfg(test)]
mod bulk_tests;
mod calls;
mod caring;
#[cfg(test)]
mod caring_tests;
mod checking;
mod clocks;
mod closing;
mod deferring;
mod dispatch;
mod doing;
mod easing;
mod exports;
mod extras;
mod following;
mod goes;
pub mod handover;
mod jobs;
mod kin;
mod lines;
mod lists;
pub mod machine;
#[cfg(test)]
mod machine_tests;
mod many;
pub mod merge_rules;
mod merging;
#[cfg(test)]
mod merging_tests;
mod messages;
mod news;
mod no;
#[cfg(test)]
mod notice_tests;
mod notices;
#[cfg(test)]
mod office_tests;
pub(crate) mod pages;
pub mod pair_rules;
mod pairs;
pub mod paper;
mod people;
mod photos;
pub mod powers;
mod presence;
pub mod purchase;
mod receipts;
mod register;
mod reminders;
pub mod rules;
mod showing;
mod splitting;
#[cfg(test)]
mod splitting_tests;
pub(crate) mod standing;
mod steps;
pub(crate) mod store;
mod suggest;
mod table;
mod taking;
mod telling;
#[cfg(test)]
pub(crate) mod tests;
mod transfers;
mod undoing;
#[cfg(test)]
mod undoing_tests;
mod verify;
pub mod views;
mod voice;
pub mod voice_rules;
mod whom;
#[cfg(test)]
mod whom_tests;
mod wording;
mod writing;

use kernel::app::{Part, PersonalField};
use kernel::i18n::Source;

/// What orders contribute beyond their pages.
#[must_use]
pub fn part() -> Part {
    Part {
        grants: powers::grants(),
        jobs: [
            vec![jobs::REBUILD],
            notices::JOBS.to_vec(),
            vec![merging::FOLLOW_THE_END, handover::TELL, pages::desk::exports::JOB],
        ]
        .concat(),
        notices: news::KINDS.to_vec(),
        schedules: jobs::schedules(),
        hears: vec![jobs::hear, merging::hear],
        sources: vec![
            SOURCE_OF_MERGING,
            SOURCE_OF_VOICE,
            SOURCE_OF_UNDOING,
            Source {
                name: "orders",
                zh_cn: include_str!("../../locales/zh-CN/orders.ftl"),
                bo: include_str!("../../locales/bo/orders.ftl"),
                en: include_str!("../../locales/en/orders.ftl"),
            },
            notices::SOURCE,
            SOURCE_OF_PAPER,
            SOURCE_OF_FAMILY,
            SOURCE_OF_PAIRS,
            handover::SOURCE,
        ],
        records: vec![
            store::ORDERS,
            store::FOLLOWS,
            paper::store::BATCHES,
            purchase::PURCHASES,
            exports::EXPORTS,
            crate::categories::store::CATEGORIES,
        ],
        append_only: vec![
            store::EVENTS,
            store::MESSAGES,
            store::RATINGS,
            calls::CALLS,
            appeals::APPEALS,
            appeals::ANSWERS,
        ],
        verifies: vec![verify::verify],
        loops: vec![|app| Box::pin(undoing::sweep(app)), |app| Box::pin(presence::sweep(app))],
        personal_fields: fields(),
        ..Part::default()
    }
}

/// What is said about merging, splitting and caring, on every page.
const SOURCE_OF_MERGING: Source = Source {
    name: "orders-merge",
    zh_cn: include_str!("../../locales/zh-CN/orders-merge.ftl"),
    bo: include_str!("../../locales/bo/orders-merge.ftl"),
    en: include_str!("../../locales/en/orders-merge.ftl"),
};

/// What is said about paper and call-backs, on every page.
const SOURCE_OF_PAPER: Source = Source {
    name: "orders-paper",
    zh_cn: include_str!("../../locales/zh-CN/orders-paper.ftl"),
    bo: include_str!("../../locales/bo/orders-paper.ftl"),
    en: include_str!("../../locales/en/orders-paper.ftl"),
};

/// What is said about spoken orders, on every page.
const SOURCE_OF_VOICE: Source = Source {
    name: "orders-voice",
    zh_cn: include_str!("../../locales/zh-CN/orders-voice.ftl"),
    bo: include_str!("../../locales/bo/orders-voice.ftl"),
    en: include_str!("../../locales/en/orders-voice.ftl"),
};

/// What is said about those who act for others, and about wishes for a helper, on every page.
const SOURCE_OF_FAMILY: Source = Source {
    name: "orders-family",
    zh_cn: include_str!("../../locales/zh-CN/orders-family.ftl"),
    bo: include_str!("../../locales/bo/orders-family.ftl"),
    en: include_str!("../../locales/en/orders-family.ftl"),
};

/// What is said about two people at once, on every page.
const SOURCE_OF_PAIRS: Source = Source {
    name: "orders-pair",
    zh_cn: include_str!("../../locales/zh-CN/orders-pair.ftl"),
    bo: include_str!("../../locales/bo/orders-pair.ftl"),
    en: include_str!("../../locales/en/orders-pair.ftl"),
};

/// What is said about steps that were taken back, and about who else is here.
const SOURCE_OF_UNDOING: Source = Source {
    name: "orders-undo",
    zh_cn: include_str!("../../locales/zh-CN/orders-undo.ftl"),
    bo: include_str!("../../locales/bo/orders-undo.ftl"),
    en: include_str!("../../locales/en/orders-undo.ftl"),
};

/// The columns that say something about a person; every text is a message key.
fn fields() -> Vec<PersonalField> {
    let field = |column, purpose, viewers| PersonalField {
        column,
        purpose,
        basis: "fields-basis-asked",
        viewers,
        retention: "orders-fields-retention",
    };
    let (hand, office) = ("orders-fields-viewers-hand", "orders-fields-viewers-office");
    let (helper, nobody) = ("orders-fields-viewers-helper", "fields-viewers-nobody");
    vec![
        field("orders.asked_by", "orders-fields-asker", office),
        field("orders.called", "orders-fields-call", hand),
        field("orders.phone_sealed", "orders-fields-call", hand),
        field("orders.phone_index", "orders-fields-find", nobody),
        field("orders.body", "orders-fields-what", hand),
        field("orders.stairway", "orders-fields-where", hand),
        field("orders.door", "orders-fields-where", hand),
        field("orders.spot", "orders-fields-where", hand),
        field("orders.wish_language", "orders-fields-wish", hand),
        field("orders.wish_part", "orders-fields-wish", hand),
        field("orders.wish_time", "orders-fields-wish", hand),
        field("orders.wish_other", "orders-fields-wish", hand),
        field("orders.wish_without", "orders-fields-wish", office),
        PersonalField {
            retention: "orders-fields-retention-voice",
            ..field("orders.spoken", "orders-fields-voice", office)
        },
        field("orders.spoken_language", "orders-fields-voice-language", office),
        field("orders.spoken_once", "orders-fields-voice-wish", office),
        field("orders.wish_helper", "orders-fields-wish", hand),
        field("orders.two_people", "orders-fields-wish", hand),
        field("orders.holder_person", "orders-fields-holder", office),
        field("orders.companion_person", "orders-fields-holder", office),
        field("order_dispatches.person_id", "orders-fields-holder", office),
        field("order_events.by_person", "orders-fields-holder", office),
        field("order_events.on_behalf_of", "orders-fields-asker", office),
        field("order_answers.answer", "orders-fields-what", hand),
        field("order_messages.body", "orders-fields-what", hand),
        field("order_messages.by_person", "orders-fields-asker", hand),
        field("order_helpers.person_id", "orders-fields-holder", office),
        field("order_helpers.minutes", "orders-fields-minutes", helper),
        field("order_follows.person_id", "orders-fields-care", nobody),
        field("order_appeals.body", "orders-fields-appeal", "orders-fields-viewers-committee"),
        field("order_passes.person_id", "orders-fields-pass", nobody),
    ]
    .into_iter()
    .chain(moments())
    .chain(handover::fields())
    .collect()
}

/// What is kept for seconds only.
fn moments() -> impl Iterator<Item = PersonalField> {
    let field = |(column, purpose, viewers, retention)| PersonalField {
        column,
        purpose,
        basis: "fields-basis-asked",
        viewers,
        retention,
    };
    let before =
        |column| (column, "orders-undo-fields-before", "fields-viewers-nobody", "orders-undo-fields-retention");
    [
        before("order_undos.holder_person"),
        before("order_undos.companion_person"),
        before("order_undos.two_people"),
        ("order_let_go.person_id", "orders-pair-fields-let-go", "fields-viewers-nobody", "orders-pair-fields-told"),
        before("order_undos.stairway"),
        before("order_undos.door"),
        before("order_undos.spot"),
        (
            "order_presences.account_id",
            "orders-undo-fields-here",
            "orders-undo-fields-viewers",
            "orders-undo-fields-minute",
        ),
    ]
    .into_iter()
    .map(field)
}
