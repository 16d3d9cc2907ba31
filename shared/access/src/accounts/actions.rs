//! What one does with accounts: make, give roles, link to set a password, close; and one's own preferences.

use super::store::{self, ACCOUNTS, Account, LOGIN_CHARS_MAX};
use crate::{ACCOUNTS_CHANGE, codes, passwords, sessions};
use base::{AccountId, Doer, FieldProblem, Locale, Outcome, PersonId, Problem, Relation, Role};
use db::{Lock, Write, row};
use kernel::app::App;
use kernel::text::clean_line;
use uuid::Uuid;
use web::{Cursor, Listing};

/// Most characters of a name to greet.
const NAME_CHARS_MAX: usize = 60;

/// A new account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Made by the form, so that sending it twice makes one account.
    pub id: AccountId,
    /// Login name for staff.
    pub login: Option<String>,
    /// Blind index of the phone for residents (`vault.blind_index("account-phone", ..)`).
    pub phone_index: Option<Vec<u8>>,
    /// The name to greet.
    pub display_name: String,
    /// The person behind it.
    pub person: Option<PersonId>,
    /// Hash of the password, when there is one already.
    pub password_hash: Option<String>,
    /// Language.
    pub locale: Locale,
    /// Roles.
    pub roles: Vec<Role>,
}

/// One's own preferences.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    /// Language.
    pub locale: Locale,
    /// Large print.
    pub large: bool,
}

/// Makes a staff account.
///
/// # Errors
/// Invalid fields, or a login that is taken.
pub async fn make(app: &App, doer: &Doer, wish: &NewAccount) -> Outcome<()> {
    doer.require(ACCOUNTS_CHANGE, &[Relation::Community])?;
    let login = wish.login.as_deref().unwrap_or_default();
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._-".contains(letter);
    if login.is_empty() || login.len() > LOGIN_CHARS_MAX || !login.chars().all(plain) {
        return Err(Problem::field("login", "access-login-letters"));
    }
    let name = clean_line(&wish.display_name, NAME_CHARS_MAX);
    let name =
        name.map_err(|fault| Problem::Invalid(vec![FieldProblem { field: "display_name", refusal: fault.into() }]))?;
    if name.is_empty() {
        return Err(Problem::field("display_name", "access-name-missing"));
    }
    if wish.roles.is_empty() {
        return Err(Problem::field("roles", "access-roles-missing"));
    }
    let wish = &NewAccount { display_name: name, ..wish.clone() };
    let mut write = app.db.write(doer, "accounts.make", &[]).await?;
    let fresh = make_in(&mut write, wish).await?;
    if !fresh {
        let same = store::by_id(&write, wish.id).await?.is_some_and(|account| account.login == wish.login);
        return if same { Ok(()) } else { Err(Problem::field("login", "access-login-taken")) };
    }
    write.commit().await
}

/// Makes an account inside another write; false when its id, login or phone is taken.
///
/// # Errors
/// A fault from the database.
pub async fn make_in(write: &mut Write, wish: &NewAccount) -> Outcome<bool> {
    let (community, at) = (write.doer().community, write.doer().at);
    let row = row! {
        id: wish.id.0, community: community.0, person_id: wish.person.map(Uuid::from), login: wish.login.clone(),
        phone_index: wish.phone_index.clone(), display_name: wish.display_name.trim(),
        password_hash: wish.password_hash.clone(), locale: wish.locale.tag(), created_at: at,
    };
    store::insert(write, row, wish.id, &wish.roles).await
}

/// A page of the community's staff accounts.
///
/// # Errors
/// [`Problem::NotAllowed`] without the power.
pub async fn list(app: &App, doer: &Doer, after: Option<Cursor>) -> Outcome<Listing<Account>> {
    doer.require(ACCOUNTS_CHANGE, &[Relation::Community])?;
    store::staff_page(&app.db.read().await?, doer.community, after).await
}

/// One account of the community with its roles.
///
/// # Errors
/// [`Problem::NotFound`] when it is not of this community.
pub async fn see(app: &App, doer: &Doer, id: AccountId) -> Outcome<(Account, Vec<Role>)> {
    doer.require(ACCOUNTS_CHANGE, &[Relation::Community])?;
    let door = app.db.read().await?;
    let account = store::by_id(&door, id).await?.filter(|account| account.community == doer.community.0);
    let account = account.filter(|account| account.login.is_some()).ok_or(Problem::NotFound)?;
    Ok((account, store::roles(&door, id).await?))
}

/// Gives an account these roles and no others.
///
/// # Errors
/// [`Problem::Changed`] when someone else changed it meanwhile; a refusal when nobody could administer any more.
pub async fn give_roles(app: &App, doer: &Doer, id: AccountId, version: i64, roles: &[Role]) -> Outcome<()> {
    doer.require(ACCOUNTS_CHANGE, &[Relation::Community])?;
    let mut write = app.db.write(doer, "accounts.give_roles", &[Lock::new("accounts", id)]).await?;
    own_community(&write, doer, id).await?;
    if roles.is_empty() {
        return Err(Problem::field("roles", "access-roles-missing"));
    }
    if doer.account == Some(id) && !roles.contains(&Role::Administrator) {
        return Err(Problem::field("roles", "access-roles-own"));
    }
    write.change(&ACCOUNTS, id, version, row! {}).await?;
    store::set_roles(&mut write, id, roles).await?;
    write.commit().await
}

/// Closes an account and ends its sessions.
///
/// # Errors
/// [`Problem::Changed`] when someone else changed it meanwhile.
pub async fn close(app: &App, doer: &Doer, id: AccountId, version: i64) -> Outcome<()> {
    doer.require(ACCOUNTS_CHANGE, &[Relation::Community])?;
    if doer.account == Some(id) {
        return Err(Problem::refused("access-close-own"));
    }
    let mut write = app.db.write(doer, "accounts.close", &[Lock::new("accounts", id)]).await?;
    own_community(&write, doer, id).await?;
    write.change(&ACCOUNTS, id, version, row! { closed_at: doer.at }).await?;
    write.commit().await?;
    sessions::store::end_all(app, id).await.map(|_| ())
}

async fn own_community(write: &Write, doer: &Doer, id: AccountId) -> Outcome<()> {
    let account = store::by_id(write, id).await?;
    account.filter(|account| account.community == doer.community.0).map(|_| ()).ok_or(Problem::NotFound)
}

/// Makes a one-time link (its secret) with which the owner sets a password.
///
/// # Errors
/// [`Problem::NotFound`] when the account is not of this community.
pub async fn make_link(app: &App, doer: &Doer, id: AccountId) -> Outcome<String> {
    see(app, doer, id).await?;
    codes::make_link(app, id.0).await
}

/// Sets a password with a one-time link; every session of the account ends.
///
/// # Errors
/// [`Problem::NotFound`] when the link is used up or too old.
pub async fn set_password_with_link(app: &App, secret: &str, password: &str) -> Outcome<AccountId> {
    passwords::check(password)?;
    let account = AccountId(codes::peek_link(app, secret).await?);
    if !codes::use_link(app, secret).await? {
        return Err(Problem::NotFound);
    }
    let door = app.db.read().await?;
    let found = store::by_id(&door, account).await?.ok_or(Problem::NotFound)?;
    drop(door);
    let doer = app.house_doer(base::CommunityId(found.community), base::Origin::CommandLine);
    set_password(app, &doer, account, password).await?;
    Ok(account)
}

/// Whether a one-time link is still good.
///
/// # Errors
/// [`Problem::NotFound`] when it is not.
pub async fn look_at_link(app: &App, secret: &str) -> Outcome<()> {
    codes::peek_link(app, secret).await.map(|_| ())
}

/// Changes the doer's own password.
///
/// # Errors
/// At the field `old_password` when it is wrong.
pub async fn change_password(app: &App, doer: &Doer, old: &str, new: &str) -> Outcome<()> {
    passwords::check(new)?;
    let id = doer.account.ok_or(Problem::SignIn)?;
    crate::throttle::charge(app, crate::throttle::Guesser::Account(&id.to_string())).await?;
    let found = store::by_id(&app.db.read().await?, id).await?.ok_or(Problem::SignIn)?;
    if !passwords::fits(found.password_hash, old.to_owned()).await? {
        return Err(Problem::field("old_password", "access-password-wrong"));
    }
    crate::throttle::forgive(app, crate::throttle::Guesser::Account(&id.to_string())).await?;
    set_password(app, doer, id, new).await
}

async fn set_password(app: &App, doer: &Doer, id: AccountId, password: &str) -> Outcome<()> {
    let hash = passwords::hash(app.chance.as_ref(), password.to_owned()).await?;
    db::again(|| set_hash(app, doer, id, hash.clone())).await?;
    sessions::store::end_all(app, id).await.map(|_| ())
}

async fn set_hash(app: &App, doer: &Doer, id: AccountId, hash: String) -> Outcome<()> {
    let mut write = app.db.write(doer, "accounts.set_password", &[Lock::new("accounts", id)]).await?;
    let account = store::by_id(&write, id).await?.ok_or(Problem::NotFound)?;
    write.change(&ACCOUNTS, id, account.version, row! { password_hash: hash }).await?;
    write.commit().await
}

/// Hashes a password that was checked, for an account made in another write.
///
/// # Errors
/// At the field `password` when it is too short or too well known.
pub async fn hash_password(app: &App, password: &str) -> Outcome<String> {
    passwords::check(password)?;
    passwords::hash(app.chance.as_ref(), password.to_owned()).await
}

/// Hashes the demo password, which `check` would refuse.
///
/// # Errors
/// A fault of the hasher.
pub async fn hash_demo_password(app: &App, password: &str) -> Outcome<String> {
    passwords::hash(app.chance.as_ref(), password.to_owned()).await
}

/// Whether this account still has the given password (used by `serve` to refuse demo passwords off loopback).
///
/// # Errors
/// A fault from the database.
pub async fn has_password(app: &App, login: &str, password: &str) -> Outcome<bool> {
    let account = store::by_login(&app.db.read().await?, login, None).await?;
    match account.and_then(|account| account.password_hash) {
        Some(hash) => passwords::fits(Some(hash), password.to_owned()).await,
        None => Ok(false),
    }
}

/// Remembers the doer's language and print size.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn prefer(app: &App, doer: &Doer, wish: Preferences) -> Outcome<()> {
    let id = doer.account.ok_or(Problem::SignIn)?;
    let mut write = app.db.write(doer, "accounts.prefer", &[Lock::new("accounts", id)]).await?;
    let account = store::by_id(&write, id).await?.ok_or(Problem::SignIn)?;
    let row = row! { locale: wish.locale.tag(), large: wish.large };
    write.change(&ACCOUNTS, id, account.version, row).await?;
    write.commit().await
}
