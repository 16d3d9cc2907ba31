//! Accounts from the command line: create, one-time link, roles.

use access::accounts::{actions, store};
use base::{AccountId, CommunityId, Locale, Origin, Outcome, Problem, Role};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    community: Uuid,
    version: i64,
}

#[derive(FromQueryResult)]
struct CommunityRow {
    id: Uuid,
}

async fn find(app: &App, login: &str) -> Outcome<AccountRow> {
    let sql = "select id, community, version from accounts where login = $1 and closed_at is null";
    let found: Option<AccountRow> = app.db.read().await?.one(sql, values![login.to_lowercase()]).await?;
    found.ok_or_else(|| Problem::Fault(format!("no open account has the login name {login}")))
}

/// The roles of a comma-separated list.
///
/// # Errors
/// A fault that names the unknown role and lists the known ones.
pub fn roles(list: &str) -> Outcome<Vec<Role>> {
    let known = || Role::ALL.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ");
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            Role::from_name(name).ok_or_else(|| Problem::Fault(format!("no role {name}; there are: {}", known())))
        })
        .collect()
}

/// Makes an account in the first community and answers the secret of its link.
///
/// # Errors
/// A fault that names what is wrong.
pub async fn create(app: &App, login: &str, name: &str, roles: Vec<Role>) -> Outcome<String> {
    let sql = "select id from divisions where level = 'community' order by id limit 1";
    let first: Option<CommunityRow> = app.db.read().await?.one(sql, values![]).await?;
    let community = first.ok_or_else(|| Problem::Fault("no community yet: run `wuquan setup` first".to_owned()))?;
    let doer = app.house_doer(CommunityId(community.id), Origin::CommandLine);
    let wish = actions::NewAccount {
        id: AccountId(app.new_id()),
        login: Some(login.to_lowercase()),
        phone_index: None,
        display_name: name.to_owned(),
        person: None,
        password_hash: None,
        locale: Locale::ZhCn,
        roles,
    };
    db::again(|| actions::make(app, &doer, &wish)).await?;
    actions::make_link(app, &doer, wish.id).await
}

/// Makes a one-time link for an account.
///
/// # Errors
/// A fault when there is no such account.
pub async fn link(app: &App, login: &str) -> Outcome<String> {
    let account = find(app, login).await?;
    let doer = app.house_doer(CommunityId(account.community), Origin::CommandLine);
    actions::make_link(app, &doer, AccountId(account.id)).await
}

/// Gives an account these roles and no others; answers the roles it had.
///
/// # Errors
/// A fault when there is no such account.
pub async fn give_roles(app: &App, login: &str, roles: &[Role]) -> Outcome<Vec<Role>> {
    let account = find(app, login).await?;
    let before = store::roles(&app.db.read().await?, AccountId(account.id)).await?;
    let doer = app.house_doer(CommunityId(account.community), Origin::CommandLine);
    db::again(|| actions::give_roles(app, &doer, AccountId(account.id), account.version, roles)).await?;
    Ok(before)
}
