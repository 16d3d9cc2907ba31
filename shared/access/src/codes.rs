//! One-time codes for a phone, and one-time links that set a password. Only hashes are kept.

use base::{Moment, Outcome, Problem};
use chrono::Duration;
use db::{FromQueryResult, Query, row, values};
use kernel::app::App;
use kernel::notify::PhoneMessage;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How long a code for a phone lives.
const CODE_MINUTES: i64 = 10;
/// Guesses at one code.
const TRIES: i64 = 5;
/// Digits of a code.
const DIGITS: u64 = 1_000_000;
/// How long a link lives.
const LINK_HOURS: i64 = 48;

/// Whether a code was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeAnswer {
    /// It was; it is used up.
    Right,
    /// It was not, or it is too old.
    Wrong,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    code_hash: Vec<u8>,
    subject: Vec<u8>,
}

/// Sends a six-digit code to a phone; an earlier code for the same purpose is void.
///
/// # Errors
/// When the gateway does not take the message.
pub async fn send_code(app: &App, purpose: &'static str, phone: &str, text: impl Fn(&str) -> String) -> Outcome<()> {
    let code = format!("{:06}", app.chance.below(DIGITS));
    let subject = app.vault.blind_index("code-phone", phone);
    store(app, purpose, (&subject, &code), app.now() + Duration::minutes(CODE_MINUTES)).await?;
    let message = PhoneMessage { id: app.new_id(), phone, text: &text(&code) };
    app.post.phone.send(message).await.map_err(|_| Problem::fault("the message gateway did not take the message"))
}

/// Makes a six-digit code for one's own mailbox; an earlier one for the same purpose is void. The caller sends it.
///
/// # Errors
/// A fault from the database.
pub async fn make_code(app: &App, purpose: &'static str, subject: &[u8]) -> Outcome<String> {
    let code = format!("{:06}", app.chance.below(DIGITS));
    store(app, purpose, (subject, &code), app.now() + Duration::minutes(CODE_MINUTES)).await?;
    Ok(code)
}

/// Uses up a code for a phone.
///
/// # Errors
/// A fault from the database; a wrong code is an answer.
pub async fn take_code(app: &App, purpose: &'static str, phone: &str, code: &str) -> Outcome<CodeAnswer> {
    use_code(app, purpose, app.vault.blind_index("code-phone", phone), code).await
}

/// Uses up a code that [`make_code`] made.
///
/// # Errors
/// A fault from the database; a wrong code is an answer.
pub async fn use_code(app: &App, purpose: &'static str, subject: Vec<u8>, code: &str) -> Outcome<CodeAnswer> {
    let house = app.db.housekeeping();
    // Charged first: of many guesses at once each costs a try.
    let sql = "update codes set tries_left = tries_left - 1 where purpose = $1 and subject = $2 and until > $3 and tries_left > 0";
    if house.run(sql, values![purpose, subject.clone(), app.now()]).await? == 0 {
        return Ok(CodeAnswer::Wrong);
    }
    let sql = "select id, code_hash, subject from codes where purpose = $1 and subject = $2";
    let row: Option<Row> = house.one(sql, values![purpose, subject]).await?;
    let given = app.vault.blind_index("code", code);
    let Some(row) = row.filter(|row| bool::from(row.code_hash.ct_eq(&given))) else { return Ok(CodeAnswer::Wrong) };
    let used = house.run("delete from codes where id = $1", values![row.id]).await?;
    Ok(if used == 1 { CodeAnswer::Right } else { CodeAnswer::Wrong })
}

/// Makes the secret of a one-time link for an account.
pub(crate) async fn make_link(app: &App, account: Uuid) -> Outcome<String> {
    let mut bytes = [0u8; 24];
    app.chance.fill(&mut bytes);
    let secret = hex::encode(bytes);
    store(app, "set-password", (account.as_bytes(), &secret), app.now() + Duration::hours(LINK_HOURS)).await?;
    Ok(secret)
}

/// The account of a link that is still good, without using it up.
pub(crate) async fn peek_link(app: &App, secret: &str) -> Outcome<Uuid> {
    let sql =
        "select id, code_hash, subject from codes where purpose = 'set-password' and code_hash = $1 and until > $2";
    let found: Option<Row> =
        app.db.read().await?.one(sql, values![app.vault.blind_index("code", secret), app.now()]).await?;
    let row = found.ok_or(Problem::NotFound)?;
    Uuid::from_slice(&row.subject).map_err(|_| Problem::NotFound)
}

/// Uses up a link; false when someone already did.
pub(crate) async fn use_link(app: &App, secret: &str) -> Outcome<bool> {
    let sql = "delete from codes where purpose = 'set-password' and code_hash = $1 and until > $2";
    Ok(app.db.housekeeping().run(sql, values![app.vault.blind_index("code", secret), app.now()]).await? == 1)
}

async fn store(app: &App, purpose: &'static str, (subject, code): (&[u8], &str), until: Moment) -> Outcome<()> {
    let house = app.db.housekeeping();
    house.run("delete from codes where purpose = $1 and subject = $2", values![purpose, subject.to_vec()]).await?;
    let row = row! {
        id: app.new_id(), purpose: purpose, subject: subject.to_vec(), code_hash: app.vault.blind_index("code", code),
        tries_left: TRIES, until: until,
    };
    house.insert_once("codes", row).await.map(|_| ())
}
