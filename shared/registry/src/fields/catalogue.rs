//! The lines of this crate and of the accounts. Every text is a message key, so that the page speaks three languages.

use kernel::app::PersonalField;

/// Basis: they asked for something and it cannot be done without.
pub const ON_REQUEST: &str = "field-basis-request";
/// Basis: they ticked it themselves and may take it back any time.
pub const TICKED: &str = "field-basis-ticked";
/// Basis: the community owes an account of its own acts.
pub const DUTY: &str = "field-basis-duty";
/// Viewers: workers and the secretary of this community.
pub const VIEW_DESK: &str = "field-viewers-desk";
/// Viewers: the person, and workers and the secretary of this community.
pub const VIEW_DESK_AND_SELF: &str = "field-viewers-desk-self";
const SELF: &str = "field-viewers-self";
const PHONE: &str = "field-viewers-phone";
const HELP: &str = "field-viewers-dispatch";
const NOBODY: &str = "field-viewers-nobody";
const LOOKERS: &str = "field-viewers-looks";
const MATTERS: &str = "field-keep-matters";
const LEFT_30: &str = "field-keep-left-30";
const LEFT: &str = "field-keep-left";
const ACCOUNT: &str = "field-keep-account";
const SESSION: &str = "field-keep-session";
const LOOKS: &str = "field-keep-looks";

const fn line(
    column: &'static str,
    purpose: &'static str,
    [basis, viewers, retention]: [&'static str; 3],
) -> PersonalField {
    PersonalField { column, purpose, basis, viewers, retention }
}

/// Every personal column of people, households, helpers, looks, accounts, sessions and proxies.
pub(crate) fn fields() -> Vec<PersonalField> {
    [people(), helpers(), accounts()].concat()
}

fn people() -> Vec<PersonalField> {
    vec![
        line("people.name", "field-people-name", [ON_REQUEST, VIEW_DESK_AND_SELF, MATTERS]),
        line("people.name_key", "field-people-name-key", [ON_REQUEST, NOBODY, MATTERS]),
        line("people.phone_sealed", "field-people-phone", [ON_REQUEST, PHONE, LEFT_30]),
        line("people.phone_index", "field-people-phone-index", [ON_REQUEST, NOBODY, LEFT_30]),
        line("people.language", "field-people-language", [ON_REQUEST, VIEW_DESK_AND_SELF, MATTERS]),
        line("people.building_id", "field-people-building", [ON_REQUEST, VIEW_DESK_AND_SELF, LEFT_30]),
        line("people.household_id", "field-people-household", [ON_REQUEST, VIEW_DESK_AND_SELF, LEFT_30]),
        line("people.left_at", "field-people-left", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("households.building_id", "field-households-building", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("households.stairway", "field-households-door", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("households.door", "field-households-door", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("linked_unit_households.unit_id", "field-linked-unit", [ON_REQUEST, VIEW_DESK, LEFT]),
        line("linked_unit_households.household_id", "field-linked-unit", [ON_REQUEST, VIEW_DESK, LEFT]),
        line("looks.at", "field-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.by_account", "field-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.person_id", "field-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.field", "field-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.reason", "field-looks", [DUTY, LOOKERS, LOOKS]),
    ]
}

fn helpers() -> Vec<PersonalField> {
    vec![
        line("helpers.takes_orders", "field-helpers-takes", [TICKED, HELP, LEFT]),
        line("helpers.paused_until", "field-helpers-pause", [TICKED, HELP, LEFT]),
        line("person_skills.person_id", "field-helpers-skills", [TICKED, HELP, LEFT]),
        line("person_skills.skill", "field-helpers-skills", [TICKED, HELP, LEFT]),
        line("free_times.person_id", "field-helpers-times", [TICKED, HELP, LEFT]),
        line("free_times.weekday", "field-helpers-times", [TICKED, HELP, LEFT]),
        line("free_times.from_minute", "field-helpers-times", [TICKED, HELP, LEFT]),
        line("free_times.to_minute", "field-helpers-times", [TICKED, HELP, LEFT]),
        line("helper_areas.person_id", "field-helpers-areas", [TICKED, HELP, LEFT]),
        line("helper_areas.compound_id", "field-helpers-areas", [TICKED, HELP, LEFT]),
        line("helper_languages.person_id", "field-helpers-languages", [TICKED, HELP, LEFT]),
        line("helper_languages.language", "field-helpers-languages", [TICKED, HELP, LEFT]),
        line("body_members.body_id", "field-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
        line("body_members.person_id", "field-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
        line("body_members.leads", "field-members-leads", [TICKED, VIEW_DESK_AND_SELF, LEFT]),
        line("body_members.since", "field-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
        line("body_members.until", "field-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
    ]
}

fn accounts() -> Vec<PersonalField> {
    let account = |column, purpose, viewers| line(column, purpose, [ON_REQUEST, viewers, ACCOUNT]);
    let session = |column, purpose| line(column, purpose, [ON_REQUEST, SELF, SESSION]);
    let proxy = |column| line(column, "field-proxies", [TICKED, VIEW_DESK_AND_SELF, MATTERS]);
    vec![
        account("accounts.person_id", "field-accounts-person", VIEW_DESK_AND_SELF),
        account("accounts.login", "field-accounts-login", SELF),
        account("accounts.phone_index", "field-accounts-phone", NOBODY),
        account("accounts.display_name", "field-accounts-name", VIEW_DESK_AND_SELF),
        account("accounts.password_hash", "field-accounts-password", NOBODY),
        account("accounts.locale", "field-accounts-display", SELF),
        account("accounts.large", "field-accounts-display", SELF),
        account("accounts.shared_computer", "field-accounts-shared", SELF),
        account("accounts.closed_at", "field-accounts-dates", VIEW_DESK_AND_SELF),
        account("accounts.created_at", "field-accounts-dates", VIEW_DESK_AND_SELF),
        account("roles_held.account_id", "field-roles", VIEW_DESK_AND_SELF),
        account("roles_held.role", "field-roles", VIEW_DESK_AND_SELF),
        account("roles_held.since", "field-roles", VIEW_DESK_AND_SELF),
        session("sessions.token_hash", "field-sessions"),
        session("sessions.account_id", "field-sessions"),
        session("sessions.opened", "field-sessions-opened"),
        session("sessions.created_at", "field-sessions"),
        session("sessions.used_at", "field-sessions"),
        session("sessions.idle_minutes", "field-sessions"),
        session("sessions.device", "field-sessions-device"),
        proxy("proxies.resident_id"),
        proxy("proxies.proxy_id"),
        proxy("proxies.agreed_at"),
        proxy("proxies.ended_at"),
        proxy("proxies.recorded_by"),
    ]
}
