//! Sending the code, and making the account once it is proved.

use crate::people::{self, NewPerson};
use access::accounts::actions::{NewAccount, hash_password, make_in};
use access::throttle::{self, Guesser};
use access::{CodeAnswer, accounts, send_code, take_code};
use base::{AccountId, Doer, Outcome, PersonId, Problem, Role};
use db::row;
use kernel::app::App;
use kernel::vault::normalize_phone;

/// What a code of this noun is for.
const PURPOSE: &str = "join";

/// What the second form says.
pub struct Join<'a> {
    /// Made by the form, so that sending it twice makes one account.
    pub once: AccountId,
    /// The phone, as typed.
    pub phone: &'a str,
    /// The code that arrived.
    pub code: &'a str,
    /// What the resident is called.
    pub name: &'a str,
    /// The new password.
    pub password: &'a str,
}

/// Sends a code to a phone; the answer is the same whether the phone is known or not.
///
/// # Errors
/// At the field `phone` when it is none; [`Problem::TooMany`] after many codes.
pub async fn ask_for_code(app: &App, doer: &Doer, phone: &str, address: Option<&str>) -> Outcome<()> {
    let phone = normalize_phone(phone).ok_or_else(|| Problem::field("phone", "join-phone-wrong"))?;
    throttle::charge(app, Guesser::Account(&format!("join:{phone}"))).await?;
    if let Some(address) = address {
        throttle::charge(app, Guesser::Address(address)).await?;
    }
    let lang = app.words.lang(doer.locale, doer.at);
    send_code(app, PURPOSE, &phone, |code| lang.tx("join-code-text", "code", code)).await
}

/// Makes the account of a proved phone, or gives the account that it has a new password.
///
/// # Errors
/// At the fields `name`, `password`, `code`.
pub async fn join(app: &App, doer: &Doer, wish: &Join<'_>) -> Outcome<AccountId> {
    let phone = normalize_phone(wish.phone).ok_or_else(|| Problem::field("phone", "join-phone-wrong"))?;
    if wish.name.trim().is_empty() {
        return Err(Problem::field("name", "join-name-missing"));
    }
    let hash = hash_password(app, wish.password).await?;
    if let Some(made) = already_made(app, wish.once, &phone).await? {
        return Ok(made);
    }
    if take_code(app, PURPOSE, &phone, wish.code.trim()).await? == CodeAnswer::Wrong {
        return Err(Problem::field("code", "join-code-wrong"));
    }
    throttle::forgive(app, Guesser::Account(&format!("join:{phone}"))).await?;
    db::again(|| write_account(app, doer, wish, (&phone, &hash))).await
}

/// The account that the same form made a moment ago.
async fn already_made(app: &App, once: AccountId, phone: &str) -> Outcome<Option<AccountId>> {
    let index = app.vault.blind_index("account-phone", phone);
    let found = accounts::store::by_phone(&app.db.read().await?, index).await?;
    Ok(found.map(|account| AccountId(account.id)).filter(|&account| account == once))
}

async fn write_account(app: &App, doer: &Doer, wish: &Join<'_>, (phone, hash): (&str, &str)) -> Outcome<AccountId> {
    let index = app.vault.blind_index("account-phone", phone);
    let known = people::ids_by_phone(app, &app.db.read().await?, doer.community, phone).await?;
    let mut write = app.db.write(doer, "accounts.join", &[]).await?;
    if let Some(account) = accounts::store::by_phone(&write, index.clone()).await? {
        let row = row! { password_hash: hash };
        write.change(&accounts::store::ACCOUNTS, account.id, account.version, row).await?;
        write.commit().await?;
        return Ok(AccountId(account.id));
    }
    let person = person_of(app, &mut write, wish, (phone, &known)).await?;
    let account = NewAccount {
        id: wish.once,
        login: None,
        phone_index: Some(index),
        display_name: wish.name.to_owned(),
        person: Some(person),
        password_hash: Some(hash.to_owned()),
        locale: doer.locale,
        roles: vec![Role::Resident],
    };
    if !make_in(&mut write, &account).await? {
        return Err(Problem::Again);
    }
    write.commit().await?;
    Ok(wish.once)
}

/// The one person whom staff entered with this phone and name, else a new one: a family may share a phone.
async fn person_of(
    app: &App,
    write: &mut db::Write,
    wish: &Join<'_>,
    (phone, known): (&str, &[PersonId]),
) -> Outcome<PersonId> {
    let community = write.doer().community;
    let names = people::store::names_of(write, community, known).await?;
    let same = names.iter().find(|(_, name)| name.trim() == wish.name.trim()).map(|(id, _)| *id);
    if let Some(person) = same {
        return Ok(person);
    }
    let language = write.doer().locale;
    let new = NewPerson { name: wish.name.to_owned(), phone: Some(phone.to_owned()), language, ..NewPerson::default() };
    people::register_in(app, write, new).await
}
