//! The administrator's pages of accounts, and the page behind a one-time link.

use super::actions::{self, NewAccount};
use super::store::Account;
use crate::{ACCOUNTS_CHANGE, JOBS_SEE, sessions};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base::{AccountId, Locale, Problem, Role};
use kernel::jobs::DeadJob;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Cursor, Key, Mend, Need, Posted, Questioned, Routes, Shell, Site, Visit};

pub(crate) fn routes(routes: Routes) -> Routes {
    let change = Need::Power(ACCOUNTS_CHANGE);
    routes
        .get("/accounts", change, list)
        .get("/accounts/new", change, new)
        .post("/accounts", change, make)
        .get("/accounts/{id}", change, show)
        .post("/accounts/{id}/roles", change, give_roles)
        .post("/accounts/{id}/link", change, link)
        .post("/accounts/{id}/close", change, close)
        .get("/set-password/{secret}", Need::Nothing, look_at_link)
        .post("/set-password/{secret}", Need::Nothing, set_password)
        .get("/jobs", Need::Power(JOBS_SEE), dead_jobs)
        .post("/jobs/{id}/again", Need::Power(JOBS_SEE), try_again)
}

/// The roles that an administrator gives; visitors have none and residents make their own accounts.
const GIVEN: [Role; 11] = [
    Role::Worker,
    Role::GridWorker,
    Role::Member,
    Role::TeamLeader,
    Role::Unit,
    Role::Department,
    Role::Clerk,
    Role::Secretary,
    Role::Supervisor,
    Role::Overseer,
    Role::Administrator,
];

/// A role in the form.
pub struct RoleChoice {
    name: &'static str,
    label: String,
    chosen: bool,
}

fn role_choices(shell: &Shell, chosen: &[Role]) -> Vec<RoleChoice> {
    let choice =
        |role: Role| RoleChoice { name: role.name(), label: shell.t(role_key(role)), chosen: chosen.contains(&role) };
    GIVEN.into_iter().map(choice).collect()
}

/// The words for a role.
#[must_use]
pub const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Visitor => "access-role-visitor",
        Role::Resident => "access-role-resident",
        Role::Worker => "access-role-worker",
        Role::GridWorker => "access-role-grid-worker",
        Role::Member => "access-role-member",
        Role::TeamLeader => "access-role-team-leader",
        Role::Unit => "access-role-unit",
        Role::Department => "access-role-department",
        Role::Clerk => "access-role-clerk",
        Role::Secretary => "access-role-secretary",
        Role::Supervisor => "access-role-supervisor",
        Role::Overseer => "access-role-overseer",
        Role::Administrator => "access-role-administrator",
    }
}

#[derive(Default, Deserialize)]
struct After {
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Account>,
    next: Option<String>,
}

async fn list(State(site): State<Site>, visit: Visit, Questioned(after): Questioned<After>) -> Answer {
    let listing = actions::list(&site.app, &visit.doer, Cursor::parse(&after.after)).await?;
    let next = listing.next.map(|cursor| format!("/accounts?after={}", cursor.text()));
    web::page(&ListPage { shell: site.shell(&visit, "accounts-title"), rows: listing.rows, next })
}

#[derive(Default, Deserialize)]
struct AccountForm {
    #[serde(default)]
    once: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    roles: Vec<String>,
}

impl AccountForm {
    fn roles(&self) -> Vec<Role> {
        self.roles.iter().filter_map(|name| Role::from_name(name)).filter(|role| GIVEN.contains(role)).collect()
    }
}

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewPage {
    shell: Shell,
    form: AccountForm,
    roles: Vec<RoleChoice>,
    mend: Mend,
}

async fn new(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "accounts-new-title").back("/accounts");
    let form = AccountForm { once: shell.once(), ..AccountForm::default() };
    web::page(&NewPage { roles: role_choices(&shell, &[]), shell, form, mend: Mend::nothing() })
}

async fn make(State(site): State<Site>, visit: Visit, Posted(form): Posted<AccountForm>) -> Answer {
    let wish = NewAccount {
        id: AccountId(form.once.parse::<Uuid>().map_err(|_| Problem::NotFound)?),
        login: Some(form.login.trim().to_lowercase()),
        phone_index: None,
        display_name: form.display_name.clone(),
        person: None,
        password_hash: None,
        locale: Locale::default(),
        roles: form.roles(),
    };
    match db::again(|| actions::make(&site.app, &visit.doer, &wish)).await {
        Ok(()) => Ok(web::goto(&site, &format!("/accounts/{}", wish.id), "ok", "accounts-made")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let shell = site.shell(&visit, "accounts-new-title").back("/accounts");
            let roles = role_choices(&shell, &wish.roles);
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { shell, form, roles, mend })
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/show.html")]
struct ShowPage {
    shell: Shell,
    account: Account,
    roles: Vec<RoleChoice>,
    link: Option<String>,
    mend: Mend,
}

async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<AccountId>) -> Answer {
    let page = show_page(&site, &visit, id, Mend::nothing()).await?;
    web::page(&page)
}

async fn show_page(site: &Site, visit: &Visit, id: AccountId, mend: Mend) -> Result<ShowPage, Problem> {
    let (account, roles) = actions::see(&site.app, &visit.doer, id).await?;
    let shell = site.shell(visit, "accounts-title").back("/accounts").titled(account.display_name.clone());
    Ok(ShowPage { roles: role_choices(&shell, &roles), shell, account, link: None, mend })
}

#[derive(Default, Deserialize)]
struct ChangeForm {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    roles: Vec<String>,
}

async fn give_roles(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<AccountId>,
    Posted(form): Posted<ChangeForm>,
) -> Answer {
    let roles = AccountForm { roles: form.roles, ..AccountForm::default() }.roles();
    match db::again(|| actions::give_roles(&site.app, &visit.doer, id, form.version, &roles)).await {
        Ok(()) => Ok(web::goto(&site, &format!("/accounts/{id}"), "ok", "accounts-roles-given")),
        Err(problem) => refused(&site, &visit, id, problem).await,
    }
}

async fn refused(site: &Site, visit: &Visit, id: AccountId, problem: Problem) -> Answer {
    let page = show_page(site, visit, id, Mend::of(problem)?).await?;
    web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn link(State(site): State<Site>, visit: Visit, Key(id): Key<AccountId>, Posted(_): Posted<After>) -> Answer {
    let secret = actions::make_link(&site.app, &visit.doer, id).await?;
    let mut page = show_page(&site, &visit, id, Mend::nothing()).await?;
    page.link = Some(format!("/set-password/{secret}"));
    web::page(&page)
}

async fn close(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<AccountId>,
    Posted(form): Posted<ChangeForm>,
) -> Answer {
    match db::again(|| actions::close(&site.app, &visit.doer, id, form.version)).await {
        Ok(()) => Ok(web::goto(&site, "/accounts", "ok", "accounts-closed")),
        Err(problem) => refused(&site, &visit, id, problem).await,
    }
}

#[derive(Default, Deserialize)]
struct PasswordForm {
    #[serde(default)]
    password: String,
}

#[derive(Template)]
#[template(path = "accounts/set_password.html")]
struct SetPasswordPage {
    shell: Shell,
    secret: String,
    mend: Mend,
}

async fn look_at_link(State(site): State<Site>, visit: Visit, Key(secret): Key<String>) -> Answer {
    actions::look_at_link(&site.app, &secret).await?;
    let shell = site.shell(&visit, "access-set-password-title");
    web::page(&SetPasswordPage { shell, secret, mend: Mend::nothing() })
}

async fn set_password(
    State(site): State<Site>,
    visit: Visit,
    headers: HeaderMap,
    Key(secret): Key<String>,
    Posted(form): Posted<PasswordForm>,
) -> Answer {
    match actions::set_password_with_link(&site.app, &secret, &form.password).await {
        Ok(account) => {
            let device = sessions::pages::device(&headers);
            let token = sessions::actions::begin_own(&site.app, account, device).await?;
            let mut response = web::goto(&site, "/", "ok", "access-password-set");
            web::set_token(&site, &mut response, &token);
            Ok(response)
        }
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let shell = site.shell(&visit, "access-set-password-title");
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &SetPasswordPage { shell, secret, mend })
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/jobs.html")]
struct JobsPage {
    shell: Shell,
    jobs: Vec<DeadJob>,
    /// There is a page of what could not leave the house.
    has_unsent: bool,
}

async fn dead_jobs(State(site): State<Site>, visit: Visit) -> Answer {
    let jobs = kernel::jobs::dead_jobs(&site.app, visit.doer.community).await?;
    let has_unsent = site.lines.iter().any(|line| line.path == "/jobs/unsent");
    web::page(&JobsPage { shell: site.shell(&visit, "accounts-jobs-title"), jobs, has_unsent })
}

async fn try_again(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(_): Posted<After>) -> Answer {
    kernel::jobs::give_another_try(&site.app, visit.doer.community, id).await?;
    Ok(web::goto(&site, "/jobs", "ok", "accounts-job-again"))
}
