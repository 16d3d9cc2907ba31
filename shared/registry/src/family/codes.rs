//! A code that the resident reads out to whom they trust, at the table or on the phone: it works once, for an hour.
//!
//! It is never stored: it is computed from its row under a key outside the database.

use super::actions::{may, tie_in};
use super::rules::{CODE_DIGITS, CODE_MINUTES, Scope, Terms, digits};
use access::throttle::{self, Guesser};
use base::{Doer, Moment, Outcome, PersonId, Problem};
use chrono::Duration;
use db::{FromQueryResult, Lock, Query, row, values};
use kernel::app::App;
use uuid::Uuid;

/// Codes have eight digits.
const CODES: u64 = 100_000_000;

/// A code to read out.
#[derive(Clone, Debug)]
pub struct Code {
    /// Whose.
    pub resident: PersonId,
    /// In two groups, as it is read out.
    pub code: String,
    /// How far it goes.
    pub scope: Scope,
    /// When what it opens is over.
    pub ends_at: Option<Moment>,
    /// How long it works.
    pub expires_at: Moment,
    /// Somebody has used it.
    pub is_used: bool,
}

#[derive(FromQueryResult)]
struct CodeRow {
    id: Uuid,
    resident_id: Uuid,
    scope: String,
    ends_at: Option<Moment>,
    expires_at: Moment,
    used_at: Option<Moment>,
}

const COLUMNS: &str = "id, resident_id, scope, ends_at, expires_at, used_at";

fn code(app: &App, id: Uuid) -> String {
    let hash = app.vault.blind_index("family.code", &id.to_string());
    let number = u64::from_be_bytes(hash.first_chunk::<8>().copied().unwrap_or_default());
    format!("{:0width$}", number % CODES, width = CODE_DIGITS)
}

fn index(app: &App, code: &str) -> Vec<u8> {
    app.vault.blind_index("family.code_index", code)
}

/// Makes a code; the same form makes the same one.
///
/// # Errors
/// [`Problem::NotFound`] unless it is the doer's own, or the counter's for someone who is there; [`Problem::TooMany`] for
/// someone who makes them all day.
pub async fn offer(app: &App, doer: &Doer, resident: PersonId, (id, terms): (Uuid, Terms)) -> Outcome<()> {
    may(doer, resident)?;
    let sql = "select count(*) from proxy_codes where id = $1";
    if app.db.read().await?.number(sql, values![id]).await? > 0 {
        return Ok(());
    }
    throttle::charge(app, Guesser::Account(&format!("family-code:{resident}"))).await?;
    let row = row! {
        id: id, community: doer.community.0, resident_id: resident.0, scope: terms.scope.name(), ends_at: terms.ends_at,
        code_index: index(app, &code(app, id)), expires_at: doer.at + Duration::minutes(CODE_MINUTES),
        recorded_by: doer.account.map(Uuid::from),
    };
    app.db.housekeeping().insert_once("proxy_codes", row).await.map(|_| ())
}

/// A code that was made, for the page that shows it.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn offered(app: &App, doer: &Doer, id: Uuid) -> Outcome<Code> {
    let door = app.db.read().await?;
    let sql = format!("select {COLUMNS} from proxy_codes where id = $1 and community = $2");
    let row: CodeRow = door.one(&sql, values![id, doer.community.0]).await?.ok_or(Problem::NotFound)?;
    may(doer, PersonId(row.resident_id))?;
    let whole = code(app, row.id);
    let (first, second) = whole.split_at_checked(CODE_DIGITS / 2).unwrap_or_default();
    Ok(Code {
        resident: PersonId(row.resident_id),
        code: format!("{first} {second}"),
        scope: Scope::from_name(&row.scope).unwrap_or(Scope::Follow),
        ends_at: row.ends_at,
        expires_at: row.expires_at,
        is_used: row.used_at.is_some(),
    })
}

/// Who was read a code types it in, and acts for the resident from then on.
///
/// # Errors
/// The same words for a wrong, an old and a used code; the agreement that the two have already, and then the code is not
/// used; [`Problem::TooMany`] for someone who keeps guessing.
pub async fn accept(app: &App, doer: &Doer, typed: &str) -> Outcome<()> {
    let person = doer.person.ok_or(Problem::NotFound)?;
    let guesser = format!("family:{person}");
    throttle::charge(app, Guesser::Account(&guesser)).await?;
    let typed = digits(typed);
    // Not forgiven: a right code of one's own second account would pay for guessing others.
    db::again(|| use_code(app, doer, person, &typed)).await
}

async fn use_code(app: &App, doer: &Doer, person: PersonId, typed: &str) -> Outcome<()> {
    let wrong = || Problem::field("code", "family-code-wrong");
    let sql = format!("select {COLUMNS} from proxy_codes where community = $1 and code_index = $2 and expires_at > $3");
    let asked = || values![doer.community.0, index(app, typed), doer.at];
    let found: Option<CodeRow> = app.db.read().await?.one(&sql, asked()).await?;
    let resident = PersonId(found.ok_or_else(wrong)?.resident_id);
    let mut write = app.db.write(doer, "family.accept", &[Lock::new("people", resident)]).await?;
    let row: CodeRow = write.one(&sql, asked()).await?.ok_or_else(wrong)?;
    if resident == person || row.used_at.is_some() {
        return Err(wrong());
    }
    let terms = Terms { scope: Scope::from_name(&row.scope).ok_or_else(wrong)?, ends_at: row.ends_at };
    write.run("update proxy_codes set used_at = $2 where id = $1", values![row.id, doer.at]).await?;
    tie_in(app, &mut write, (resident, person), (row.id, terms)).await?;
    write.commit().await
}

/// Codes that are over leave.
pub(super) async fn sweep(app: &App, doer: &Doer) -> Outcome<()> {
    let sql = "delete from proxy_codes where community = $1 and expires_at < $2";
    app.db.housekeeping().run(sql, values![doer.community.0, doer.at]).await.map(|_| ())
}
