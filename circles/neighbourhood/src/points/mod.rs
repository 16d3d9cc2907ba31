//! Points 积分 and hours 服务时长: what confirmed service leaves behind for those who asked for it.
//!
//! A closed order with confirmed minutes becomes hours at once and, after the public notice, points; points become
//! goods in the supermarket. Everything is a posting in a double-entry ledger: added, never changed.
//! Taking part is asked for, and ends on request. Points are not money, cannot be given to anyone, open no door and
//! close none; nothing is earned by talks, clicks, votes, study or reports about others. No page ranks anyone.

pub mod actions;
pub mod appeals;
pub mod awards;
pub mod commendations;
pub mod corrections;
mod desk;
pub mod expiry;
mod jobs;
pub mod journal;
pub mod ledger;
pub mod life;
mod notices;
mod pages;
pub mod powers;
mod public;
pub mod rulebook;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;
pub mod totals;
pub mod verify;
pub(crate) mod words;

use base::Power;
use kernel::app::{Part, PersonalField};
use kernel::i18n::Source;
use powers::{
    POINTS_APPEALS, POINTS_APPROVE, POINTS_CORRECT, POINTS_ENROL, POINTS_GRANT, POINTS_JOURNAL, POINTS_OWN,
    POINTS_PRAISE, POINTS_RULES,
};
use web::{NavEntry, Need, Routes, Side};

/// What points contribute beyond their pages.
#[must_use]
pub fn part() -> Part {
    Part {
        grants: powers::grants(),
        schedules: jobs::schedules(),
        hears: vec![awards::hear, notices::hear],
        jobs: notices::JOBS.to_vec(),
        notices: notices::KINDS.to_vec(),
        sources: vec![
            notices::SOURCE,
            Source {
                name: "points",
                zh_cn: include_str!("../../locales/zh-CN/points.ftl"),
                bo: include_str!("../../locales/bo/points.ftl"),
                en: include_str!("../../locales/en/points.ftl"),
            },
            Source {
                name: "market",
                zh_cn: include_str!("../../locales/zh-CN/market.ftl"),
                bo: include_str!("../../locales/bo/market.ftl"),
                en: include_str!("../../locales/en/market.ftl"),
            },
        ],
        records: vec![
            store::MEMBERS,
            store::AWARDS,
            store::CORRECTIONS,
            ledger::BALANCES,
            expiry::store::EXPIRIES,
            appeals::store::APPEALS,
            commendations::store::COMMENDATIONS,
        ],
        append_only: vec![
            ledger::POSTINGS,
            rulebook::store::RULES,
            rulebook::store::TERMS,
            commendations::store::OBJECTIONS,
        ],
        verifies: vec![verify::verify],
        personal_fields: fields(),
        ..Part::default()
    }
}

/// A column about somebody who takes part, in the points or in the supermarket: kept on the same basis, seen by the same
/// people, gone at the same time.
pub(crate) const fn field(column: &'static str, purpose: &'static str) -> PersonalField {
    PersonalField {
        column,
        purpose,
        basis: "points-fields-basis",
        viewers: "points-fields-viewers",
        retention: "points-fields-retention",
    }
}

/// A menu entry of points or of the supermarket; on the desk they stand in one section.
pub(crate) fn entry(
    (side, order): (Side, u32),
    (href, icon, label): (&'static str, &'static str, &'static str),
    power: Power,
) -> NavEntry {
    let section = (side == Side::Desk).then_some("points-nav-section");
    NavEntry { side, order, section, href, icon, label, need: Need::Power(power) }
}

/// The columns that say something about a person who takes part.
fn fields() -> Vec<PersonalField> {
    vec![
        field("points_members.passbook", "points-fields-passbook"),
        field("points_members.keeps_points", "points-fields-keeps"),
        field("points_members.shows_name", "points-fields-name"),
        field("points_members.joined_at", "points-fields-dates"),
        field("points_members.left_at", "points-fields-dates"),
        field("points_members.spend_until", "points-fields-dates"),
        field("points_members.emptied_at", "points-fields-dates"),
        field("points_members.recorded_by", "points-fields-dates"),
        field("points_awards.person_id", "points-fields-service"),
        field("points_awards.minutes", "points-fields-service"),
        field("points_awards.counted_minutes", "points-fields-service"),
        field("points_awards.points", "points-fields-worth"),
        field("points_awards.served_on", "points-fields-service"),
        field("balances.owner", "points-fields-balance"),
        field("balances.posted", "points-fields-balance"),
        field("balances.reserved", "points-fields-balance"),
        field("points_corrections.person_id", "points-fields-correction"),
        field("points_corrections.amount", "points-fields-correction"),
        field("points_corrections.reason", "points-fields-correction"),
        field("points_corrections.objection", "points-fields-correction"),
        field("points_appeals.person_id", "points-fields-appeal"),
        field("points_appeals.words", "points-fields-appeal"),
        field("points_appeals.outcome", "points-fields-appeal"),
        field("points_expiries.person_id", "points-fields-ending"),
        field("points_expiries.points", "points-fields-ending"),
        field("points_commendations.person_id", "points-fields-praise"),
        field("points_commendations.reason", "points-fields-praise"),
        field("points_commendations.points", "points-fields-praise"),
        field("points_commendations.shows_name", "points-fields-name"),
    ]
}

/// The pages.
#[must_use]
pub fn routes() -> Routes {
    Routes::default()
        .get("/points", Need::Power(POINTS_OWN), pages::passbook)
        .post("/points/join", Need::Power(POINTS_OWN), pages::join)
        .post("/points/leave", Need::Power(POINTS_OWN), pages::leave)
        .get("/points/print", Need::Power(POINTS_OWN), pages::print)
        .get("/hours", Need::Power(POINTS_OWN), pages::hours)
        .post("/points/corrections/{id}/objection", Need::Power(POINTS_OWN), pages::object)
        .get("/points/notice", Need::Nothing, public::notice)
        .get("/points/totals", Need::Nothing, public::totals)
        .get("/points/rules", Need::Nothing, rulebook::pages::rules)
        .post("/points/rules", Need::Power(POINTS_RULES), rulebook::pages::adopt)
        .get("/points/journal", Need::Power(POINTS_JOURNAL), rulebook::pages::journal)
        .get("/points/people", Need::Power(POINTS_ENROL), desk::people)
        .post("/points/people", Need::Power(POINTS_ENROL), desk::find)
        .get("/points/ending", Need::Power(POINTS_ENROL), desk::ending)
        .get("/points/people/{person}", Need::Power(POINTS_ENROL), desk::person)
        .post("/points/people/{person}/join", Need::Power(POINTS_ENROL), desk::join)
        .post("/points/people/{person}/leave", Need::Power(POINTS_ENROL), desk::leave)
        .get("/points/people/{person}/print", Need::Power(POINTS_ENROL), desk::print)
        .post("/points/people/{person}/corrections", Need::Power(POINTS_CORRECT), desk::propose)
        .get("/points/corrections", Need::Power(POINTS_APPROVE), desk::corrections)
        .post("/points/corrections/{id}/decision", Need::Power(POINTS_APPROVE), desk::decide)
        .post("/points/corrections/{id}/appeal", Need::Account, appeals::pages::appeal)
        .get("/points/appeals", Need::Power(POINTS_APPEALS), appeals::pages::list)
        .post("/points/appeals/{id}/decision", Need::Power(POINTS_APPEALS), appeals::pages::decide)
        .get("/points/honours", Need::Nothing, commendations::pages::honours)
        .post("/points/honours/{id}/objections", Need::Nothing, commendations::pages::object)
        .get("/points/praise", Need::Power(POINTS_PRAISE), commendations::pages::list)
        .post("/points/people/{person}/praise", Need::Power(POINTS_PRAISE), commendations::pages::propose)
        .post("/points/praise/{id}/answer", Need::Account, commendations::pages::answer)
        .post("/points/praise/{id}/decision", Need::Power(POINTS_GRANT), commendations::pages::decide)
}

/// The menu entries.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    let passbook = ("/points", "gift", "points-nav-points");
    vec![
        entry((Side::Resident, 40), passbook, POINTS_OWN),
        entry((Side::Member, 30), ("/hours", "clock-heart", "points-nav-hours"), POINTS_OWN),
        entry((Side::Member, 40), passbook, POINTS_OWN),
        entry((Side::Desk, 560), ("/points/people", "coins", "points-nav-people"), POINTS_ENROL),
        entry((Side::Desk, 570), ("/points/corrections", "adjustments", "points-nav-corrections"), POINTS_APPROVE),
        entry((Side::Desk, 572), ("/points/appeals", "gavel", "appeals-nav"), POINTS_APPEALS),
        entry((Side::Desk, 574), ("/points/praise", "certificate", "praise-nav"), POINTS_PRAISE),
    ]
}
