//! Rows of accounts and roles.

use base::{AccountId, CommunityId, Locale, Moment, Outcome, PersonId, Role};
use db::{FromQueryResult, Query, Record, Row, Write, row, values};
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// Most characters of a login name.
pub const LOGIN_CHARS_MAX: usize = 60;

/// The table of accounts.
pub const ACCOUNTS: Record = Record { table: "accounts" };

/// An account with what signing in needs.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// Its community.
    pub community: Uuid,
    /// The person behind it.
    pub person_id: Option<Uuid>,
    /// Its login name.
    pub login: Option<String>,
    /// The name to greet.
    pub display_name: String,
    /// Argon2id hash.
    pub password_hash: Option<String>,
    /// Preferred language.
    pub locale: String,
    /// Large print.
    pub large: bool,
    /// Short sign-out.
    pub shared_computer: bool,
    /// One of its roles is a desk role.
    pub is_staff: bool,
    /// Closed since.
    pub closed_at: Option<Moment>,
    /// Made at.
    pub created_at: Moment,
    /// Its version.
    pub version: i64,
}

const COLUMNS: &str = "id, community, person_id, login, display_name, password_hash, locale, large, shared_computer,
    exists (select 1 from roles_held r where r.account_id = accounts.id
            and r.role in ('worker', 'grid_worker', 'clerk', 'secretary', 'administrator')) as is_staff,
    closed_at, created_at, version";

/// The open account of a login name or a phone's blind index.
pub(crate) async fn by_login(door: &impl Query, login: &str, phone_index: Option<Vec<u8>>) -> Outcome<Option<Account>> {
    let sql = format!("select {COLUMNS} from accounts where login = $1 and closed_at is null");
    if let Some(account) = door.one(&sql, values![login]).await? {
        return Ok(Some(account));
    }
    let sql = format!("select {COLUMNS} from accounts where phone_index = $1 and closed_at is null");
    match phone_index {
        Some(index) => door.one(&sql, values![index]).await,
        None => Ok(None),
    }
}

/// The open account of a phone's blind index (`vault.blind_index("account-phone", ..)`).
///
/// # Errors
/// A fault from the database.
pub async fn by_phone(door: &impl Query, phone_index: Vec<u8>) -> Outcome<Option<Account>> {
    let sql = format!("select {COLUMNS} from accounts where phone_index = $1 and closed_at is null");
    door.one(&sql, values![phone_index]).await
}

/// One account.
///
/// # Errors
/// A fault from the database.
pub async fn by_id(door: &impl Query, id: AccountId) -> Outcome<Option<Account>> {
    door.one(&format!("select {COLUMNS} from accounts where id = $1"), values![id.0]).await
}

#[derive(FromQueryResult)]
struct RoleRow {
    role: String,
}

/// The roles of an account, in the order of domain.md.
///
/// # Errors
/// A fault from the database.
pub async fn roles(door: &impl Query, id: AccountId) -> Outcome<Vec<Role>> {
    let rows: Vec<RoleRow> = door.all("select role from roles_held where account_id = $1", values![id.0]).await?;
    let mut roles: Vec<Role> = rows.iter().filter_map(|row| Role::from_name(&row.role)).collect();
    roles.sort_unstable();
    Ok(roles)
}

/// A page of a community's accounts, newest first; residents' own accounts are not listed.
pub(crate) async fn staff_page(
    door: &impl Query,
    community: CommunityId,
    after: Option<Cursor>,
) -> Outcome<Listing<Account>> {
    let from = after.map_or((Moment::MAX_UTC, Uuid::max()), |cursor| (cursor.at, cursor.id));
    let from = if after.is_none() { (far_future(), Uuid::max()) } else { from };
    let sql = format!(
        "select {COLUMNS} from accounts where community = $1 and login is not null
         and (created_at, id) < ($2, $3) order by created_at desc, id desc limit {}",
        PAGE_ROWS + 1
    );
    let rows = door.all::<Account>(&sql, values![community.0, from.0, from.1]).await?;
    Ok(Listing::cut(rows, |account| Cursor { at: account.created_at, id: account.id }))
}

/// A time after every record, which both databases can hold.
fn far_future() -> Moment {
    chrono::DateTime::from_timestamp(253_402_300_000, 0).unwrap_or(Moment::MAX_UTC)
}

/// Inserts an account and its roles; false when the id, login or phone is taken.
pub(crate) async fn insert(write: &mut Write, row: Row, id: AccountId, roles: &[Role]) -> Outcome<bool> {
    if !write.create_once(&ACCOUNTS, row).await? {
        return Ok(false);
    }
    set_roles(write, id, roles).await?;
    Ok(true)
}

/// Replaces the roles of an account.
pub(crate) async fn set_roles(write: &mut Write, id: AccountId, roles: &[Role]) -> Outcome<()> {
    write.run("delete from roles_held where account_id = $1", values![id.0]).await?;
    let since = write.doer().at;
    for role in roles {
        let row = row! { account_id: id.0, role: role.name(), since: since };
        write.insert_once("roles_held", row).await?;
    }
    Ok(())
}

/// The account of a person, if they have one.
///
/// # Errors
/// A fault from the database.
pub async fn of_person(door: &impl Query, person: PersonId) -> Outcome<Option<Account>> {
    let sql = format!("select {COLUMNS} from accounts where person_id = $1 and closed_at is null order by created_at");
    door.one(&sql, values![person.0]).await
}

/// The language an account prefers.
#[must_use]
pub fn locale(account: &Account) -> Locale {
    Locale::from_tag(&account.locale).unwrap_or_default()
}
