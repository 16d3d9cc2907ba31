//! The lines of this crate and of the accounts. Every text is a message key, so that the page speaks three languages.

use kernel::app::PersonalField;

/// Basis: they asked for something and it cannot be done without.
pub const ON_REQUEST: &str = "fields-basis-asked";
/// Basis: they ticked it themselves and may take it back any time.
pub const TICKED: &str = "fields-basis-ticked";
/// Basis: the community owes an account of its own acts.
pub const DUTY: &str = "fields-basis-duty";
/// Viewers: workers and the secretary of this community.
pub const VIEW_DESK: &str = "fields-viewers-staff";
/// Viewers: the person, and workers and the secretary of this community.
pub const VIEW_DESK_AND_SELF: &str = "fields-viewers-staff-self";
const SELF: &str = "fields-viewers-self";
const PHONE: &str = "fields-viewers-phone";
const HELP: &str = "fields-viewers-dispatch";
const NOBODY: &str = "fields-viewers-nobody";
const LOOKERS: &str = "fields-viewers-looks";
const MATTERS: &str = "fields-retention-matters";
const LEFT_30: &str = "fields-retention-left-30";
const LEFT: &str = "fields-retention-left";
const ACCOUNT: &str = "fields-retention-account";
const SESSION: &str = "fields-retention-session";
const LOOKS: &str = "fields-retention-looks";
const SAFETY: &str = "fields-basis-safety";
const EVERYONE: &str = "fields-viewers-everyone";
const USED: &str = "fields-retention-hour";

const fn line(
    column: &'static str,
    purpose: &'static str,
    [basis, viewers, retention]: [&'static str; 3],
) -> PersonalField {
    PersonalField { column, purpose, basis, viewers, retention }
}

/// Every personal column of people, households, helpers, looks, sessions and proxies, and what `access` does not list itself.
pub(crate) fn fields() -> Vec<PersonalField> {
    [people(), helpers(), accounts(), guards(), acts()].concat()
}

fn people() -> Vec<PersonalField> {
    vec![
        line("people.name", "fields-people-name", [ON_REQUEST, VIEW_DESK_AND_SELF, MATTERS]),
        line("people.name_key", "fields-people-name-key", [ON_REQUEST, NOBODY, MATTERS]),
        line("people.phone_sealed", "fields-people-phone", [ON_REQUEST, PHONE, LEFT_30]),
        line("people.phone_index", "fields-people-phone-index", [ON_REQUEST, NOBODY, LEFT_30]),
        line("people.language", "fields-people-language", [ON_REQUEST, VIEW_DESK_AND_SELF, MATTERS]),
        line("people.building_id", "fields-people-building", [ON_REQUEST, VIEW_DESK_AND_SELF, LEFT_30]),
        line("people.household_id", "fields-people-household", [ON_REQUEST, VIEW_DESK_AND_SELF, LEFT_30]),
        line("people.left_at", "fields-people-left", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("households.building_id", "fields-households-building", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("households.stairway", "fields-households-door", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("households.door", "fields-households-door", [ON_REQUEST, VIEW_DESK, MATTERS]),
        line("linked_unit_households.unit_id", "fields-linked-unit", [ON_REQUEST, VIEW_DESK, LEFT]),
        line("linked_unit_households.household_id", "fields-linked-unit", [ON_REQUEST, VIEW_DESK, LEFT]),
        line("looks.at", "fields-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.by_account", "fields-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.person_id", "fields-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.field", "fields-looks", [DUTY, LOOKERS, LOOKS]),
        line("looks.reason", "fields-looks", [DUTY, LOOKERS, LOOKS]),
    ]
}

fn helpers() -> Vec<PersonalField> {
    vec![
        line("helpers.takes_orders", "fields-helpers-takes", [TICKED, HELP, LEFT]),
        line("helpers.paused_until", "fields-helpers-pause", [TICKED, HELP, LEFT]),
        line("helpers.answers_woman", "fields-helpers-answers", [TICKED, NOBODY, LEFT]),
        line("helpers.answers_man", "fields-helpers-answers", [TICKED, NOBODY, LEFT]),
        line("person_skills.person_id", "fields-helpers-skills", [TICKED, HELP, LEFT]),
        line("person_skills.skill", "fields-helpers-skills", [TICKED, HELP, LEFT]),
        line("free_times.person_id", "fields-helpers-times", [TICKED, HELP, LEFT]),
        line("free_times.weekday", "fields-helpers-times", [TICKED, HELP, LEFT]),
        line("free_times.from_minute", "fields-helpers-times", [TICKED, HELP, LEFT]),
        line("free_times.to_minute", "fields-helpers-times", [TICKED, HELP, LEFT]),
        line("helper_areas.person_id", "fields-helpers-areas", [TICKED, HELP, LEFT]),
        line("helper_areas.compound_id", "fields-helpers-areas", [TICKED, HELP, LEFT]),
        line("helper_languages.person_id", "fields-helpers-languages", [TICKED, HELP, LEFT]),
        line("helper_languages.language", "fields-helpers-languages", [TICKED, HELP, LEFT]),
        line("body_members.body_id", "fields-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
        line("body_members.person_id", "fields-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
        line("body_members.leads", "fields-members-leads", [TICKED, VIEW_DESK_AND_SELF, LEFT]),
        line("body_members.since", "fields-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
        line("body_members.until", "fields-members", [TICKED, VIEW_DESK_AND_SELF, MATTERS]),
    ]
}

fn accounts() -> Vec<PersonalField> {
    let account = |column, purpose, viewers| line(column, purpose, [ON_REQUEST, viewers, ACCOUNT]);
    let session = |column, purpose| line(column, purpose, [ON_REQUEST, SELF, SESSION]);
    let proxy = |column| line(column, "fields-proxies", [TICKED, VIEW_DESK_AND_SELF, MATTERS]);
    vec![
        account("accounts.person_id", "fields-accounts-person", VIEW_DESK_AND_SELF),
        account("accounts.shared_computer", "fields-accounts-shared", SELF),
        account("accounts.closed_at", "fields-accounts-dates", VIEW_DESK_AND_SELF),
        account("accounts.created_at", "fields-accounts-dates", VIEW_DESK_AND_SELF),
        account("roles_held.account_id", "fields-roles", VIEW_DESK_AND_SELF),
        account("roles_held.role", "fields-roles", VIEW_DESK_AND_SELF),
        account("roles_held.since", "fields-roles", VIEW_DESK_AND_SELF),
        session("sessions.token_hash", "fields-sessions"),
        session("sessions.account_id", "fields-sessions"),
        session("sessions.opened", "fields-sessions-opened"),
        session("sessions.created_at", "fields-sessions"),
        session("sessions.used_at", "fields-sessions"),
        session("sessions.idle_minutes", "fields-sessions"),
        session("sessions.device", "fields-sessions-device"),
        proxy("proxies.resident_id"),
        proxy("proxies.proxy_id"),
        proxy("proxies.agreed_at"),
        proxy("proxies.ended_at"),
        proxy("proxies.recorded_by"),
        proxy("proxies.scope"),
        proxy("proxies.ends_at"),
        proxy("proxies.paused_at"),
    ]
}

/// What keeps guessers out: one-time codes, and how often somebody guessed wrong.
fn guards() -> Vec<PersonalField> {
    let code = |column| line(column, "fields-codes", [SAFETY, NOBODY, USED]);
    let family = |column| line(column, "fields-proxy-codes", [TICKED, SELF, USED]);
    let throttle = |column| line(column, "fields-throttles", [SAFETY, NOBODY, USED]);
    vec![
        code("codes.purpose"),
        code("codes.subject"),
        code("codes.code_hash"),
        code("codes.tries_left"),
        code("codes.until"),
        family("proxy_codes.resident_id"),
        family("proxy_codes.scope"),
        family("proxy_codes.ends_at"),
        family("proxy_codes.code_index"),
        family("proxy_codes.expires_at"),
        family("proxy_codes.used_at"),
        family("proxy_codes.recorded_by"),
        throttle("throttles.name"),
        throttle("throttles.failures"),
        throttle("throttles.until"),
        throttle("throttles.forget_at"),
    ]
}

/// Columns that name a person in tables that are not about persons.
fn acts() -> Vec<PersonalField> {
    let act = |column| line(column, "fields-acts", [DUTY, VIEW_DESK, LOOKS]);
    vec![
        line("grid_versions.worker_id", "fields-grid-worker", [DUTY, EVERYONE, MATTERS]),
        act("grid_versions.by_account"),
        act("settings.by_account"),
        act("facts.by_account"),
        line("audit_bodies.body", "fields-acts", [DUTY, NOBODY, LOOKS]),
        line("staged_files.holder", "fields-staged", [ON_REQUEST, NOBODY, USED]),
    ]
}
