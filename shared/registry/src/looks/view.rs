//! Looks in the words of a page.

use super::store::{self, Look};
use base::{Moment, Outcome};
use db::Query;
use kernel::app::PersonalField;
use web::Shell;

/// Digits that may be a phone or a door somebody wrote into a reason.
const FIGURES_MAX: usize = 6;

/// A look as a page shows it.
pub(super) struct Shown {
    pub(super) at: Moment,
    /// The name of who looked.
    pub(super) who: Option<String>,
    /// What they do in the community.
    pub(super) roles: String,
    /// What was looked at, in words.
    pub(super) field: String,
    pub(super) reason: String,
}

/// Puts looks into words.
pub(super) async fn shown(
    door: &impl Query,
    (shell, fields): (&Shell, &[PersonalField]),
    looks: Vec<Look>,
) -> Outcome<Vec<Shown>> {
    let mut accounts: Vec<_> = looks.iter().filter_map(|look| look.by_account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let roles = store::roles_of(door, &accounts).await?;
    let words = |look: Look| {
        let held = look.by_account.and_then(|id| roles.get(&id)).into_iter().flatten();
        let held: Vec<String> = held.map(|role| shell.t(access::role_key(*role))).collect();
        Shown {
            at: look.at,
            who: look.by_name,
            roles: held.join(" · "),
            field: field_words(shell, fields, &look.field),
            reason: without_figures(&look.reason),
        }
    };
    Ok(looks.into_iter().map(words).collect())
}

/// What a field is, in the words of the field catalogue.
pub(super) fn field_words(shell: &Shell, fields: &[PersonalField], column: &str) -> String {
    let known = fields.iter().find(|field| field.column == column);
    known.map_or_else(|| column.to_owned(), |field| shell.t(field.purpose))
}

/// A reason without long figures: a phone that somebody wrote into it is not told on.
pub(super) fn without_figures(reason: &str) -> String {
    let (mut told, mut run) = (String::with_capacity(reason.len()), String::new());
    let flush = |told: &mut String, run: &mut String| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        if digits > FIGURES_MAX {
            told.push('…')
        } else {
            told.push_str(run)
        }
        run.clear();
    };
    for char in reason.chars() {
        if char.is_ascii_digit() || (char == '-' && !run.is_empty()) {
            run.push(char);
        } else {
            flush(&mut told, &mut run);
            told.push(char);
        }
    }
    flush(&mut told, &mut run);
    told
}
