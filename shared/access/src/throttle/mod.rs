//! Growing delays for guessing: per account and per address, charged before the guess is judged.
//!
//! The hall's shared address, where a clerk signs many people in, is never locked out; the account still is.

mod rules;

use base::{Moment, Outcome, Problem};
use db::{FromQueryResult, Query, values};
use kernel::app::App;

pub use rules::{FREE_PER_ACCOUNT, FREE_PER_ADDRESS};

/// Whose guesses are counted.
#[derive(Clone, Copy, Debug)]
pub enum Guesser<'a> {
    /// Guesses at one account, code or phone.
    Account(&'a str),
    /// Guesses from one address.
    Address(&'a str),
}

#[derive(FromQueryResult)]
struct Row {
    failures: i64,
    until: Moment,
}

/// Counts a guess and refuses it while the guesser must wait.
///
/// # Errors
/// [`Problem::TooMany`] with the seconds to wait.
pub async fn charge(app: &App, guesser: Guesser<'_>) -> Outcome<()> {
    let (name, now) = (name_of(app, guesser), app.now());
    let house = app.db.housekeeping();
    let sql = "select failures, until from throttles where name = $1 and forget_at > $2";
    let before: Option<Row> = house.one(sql, values![name.clone(), now]).await?;
    if let Some(wait_s) = before.as_ref().and_then(|row| rules::wait_s(row.until, now)) {
        return Err(Problem::TooMany { wait_s });
    }
    let failures = before.map_or(1, |row| row.failures.saturating_add(1));
    let free = match guesser {
        Guesser::Account(_) => FREE_PER_ACCOUNT,
        Guesser::Address(_) => FREE_PER_ADDRESS,
    };
    let until = now + rules::delay(failures, free);
    let sql = "insert into throttles (name, failures, until, forget_at) values ($1, 1, $2, $3)
               on conflict (name) do update set failures = case when throttles.forget_at > $4
                 then throttles.failures + 1 else 1 end, until = excluded.until, forget_at = excluded.forget_at";
    house.run(sql, values![name, until, until + rules::memory(), now]).await?;
    Ok(())
}

/// Forgets the guesses after a right one.
///
/// # Errors
/// A fault from the database.
pub async fn forgive(app: &App, guesser: Guesser<'_>) -> Outcome<()> {
    let name = name_of(app, guesser);
    app.db.housekeeping().run("delete from throttles where name = $1", values![name]).await.map(|_| ())
}

fn name_of(app: &App, guesser: Guesser<'_>) -> Vec<u8> {
    match guesser {
        Guesser::Account(name) => app.vault.blind_index("throttle-account", name),
        Guesser::Address(name) => app.vault.blind_index("throttle-address", name),
    }
}
