//! Growing delays for guessing: per account and per address, charged before the guess is judged.
//!
//! The hall's shared address, where a clerk signs many people in, is never locked out; the account still is.

mod rules;

use base::{Moment, Outcome, Problem};
use db::{FromQueryResult, Query, row, values};
use kernel::app::App;

pub use rules::{FREE_PER_ACCOUNT, FREE_PER_ADDRESS};

/// Looks again after losing to another guess at the same instant.
const RACERS_MAX: u32 = 64;

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
    forget_at: Moment,
}

/// Counts a guess and refuses it while the guesser must wait.
///
/// # Errors
/// [`Problem::TooMany`] with the seconds to wait.
pub async fn charge(app: &App, guesser: Guesser<'_>) -> Outcome<()> {
    let (name, now) = (name_of(app, guesser), app.now());
    let free = match guesser {
        Guesser::Account(_) => FREE_PER_ACCOUNT,
        Guesser::Address(_) => FREE_PER_ADDRESS,
    };
    for _ in 0..RACERS_MAX {
        if count(app, &name, (now, free)).await? {
            return Ok(());
        }
    }
    // So many guesses at the same instant are no person's.
    Err(Problem::TooMany { wait_s: 1 })
}

/// Counts one guess unless another one was counted at the same instant; then the caller looks again.
async fn count(app: &App, name: &[u8], (now, free): (Moment, i64)) -> Outcome<bool> {
    let house = app.db.housekeeping();
    let sql = "select failures, until, forget_at from throttles where name = $1";
    let before: Option<Row> = house.one(sql, values![name.to_vec()]).await?;
    if let Some(wait_s) = before.as_ref().and_then(|row| rules::wait_s(row.until, now)) {
        return Err(Problem::TooMany { wait_s });
    }
    let known = before.as_ref().filter(|row| row.forget_at > now).map_or(0, |row| row.failures);
    let failures = known.saturating_add(1);
    let until = now + rules::delay(failures, free);
    let forget_at = until + rules::memory();
    match before {
        None => {
            let row = row! { name: name.to_vec(), failures: failures, until: until, forget_at: forget_at };
            house.insert_once("throttles", row).await
        }
        Some(row) => {
            let sql = "update throttles set failures = $2, until = $3, forget_at = $4 where name = $1 and failures = $5 and until = $6";
            let values = values![name.to_vec(), failures, until, forget_at, row.failures, row.until];
            Ok(house.run(sql, values).await? == 1)
        }
    }
}

/// Counts something that anyone may do without an account, by the address it comes from: a family does it now and then, a
/// program all day. Each `what` is counted by itself, so that it locks nobody out of anything else; none for the hall's own.
///
/// # Errors
/// [`Problem::TooMany`] with the seconds to wait.
pub async fn slow_down(app: &App, what: &str, address: Option<String>) -> Outcome<()> {
    match address {
        Some(address) => charge(app, Guesser::Address(&format!("{what}/{address}"))).await,
        None => Ok(()),
    }
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
