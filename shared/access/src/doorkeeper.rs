//! Turns cookies and addresses into a `Doer`. A stranger is a visitor; nothing here is ever an error page for one.

use crate::accounts::store as accounts;
use crate::sessions::actions::new_token;
use crate::sessions::store as sessions;
use axum::extract::ConnectInfo;
use axum::http::header;
use axum::http::request::Parts;
use base::{
    AccountId, BodyId, CommunityId, Doer, Locale, Moment, OrderId, Origin, Outcome, PersonId, Problem, Role, Standing,
};
use db::{FromQueryResult, Query, Read, values};
use futures::future::BoxFuture;
use kernel::i18n::from_accept_language;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use uuid::Uuid;
use web::{CommunityCard, Doorkeeper, LANGUAGE, SIZE, Site, TOKEN, Visit, cookie};

/// Hex digits of a browser's secret.
const TOKEN_CHARS: usize = 64;
/// Bodies of one person.
const STANDINGS_MAX: u32 = 50;
/// Agreements of one person to act for others that are read, what is over among them.
const TIES_MAX: u32 = 500;
/// Unread news counted.
const UNREAD_MAX: u32 = 100;

/// How the door is set up.
#[derive(Clone, Debug, Default)]
pub struct DoorOptions {
    /// Opening hours shown on every page.
    pub hours: String,
}

/// The doorkeeper of the program.
pub struct Door(pub DoorOptions);

#[derive(FromQueryResult)]
struct CommunityRow {
    id: Uuid,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    phone: String,
}

#[derive(FromQueryResult)]
struct StandingRow {
    body_id: Uuid,
    leads: bool,
}

#[derive(FromQueryResult)]
struct ProxyRow {
    resident_id: Uuid,
    scope: String,
    ends_at: Option<Moment>,
    paused_at: Option<Moment>,
    ended_at: Option<Moment>,
}

impl ProxyRow {
    /// Since when it does not hold: it rests, was ended, or its last day has passed.
    fn over_since(&self, now: Moment) -> Option<Moment> {
        let passed = self.ends_at.filter(|ends| *ends <= now);
        [self.paused_at, self.ended_at, passed].into_iter().flatten().min()
    }
}

impl Doorkeeper for Door {
    fn visit<'a>(&'a self, site: &'a Site, parts: &'a Parts) -> BoxFuture<'a, Outcome<Visit>> {
        Box::pin(self.identify(site, parts))
    }
}

impl Door {
    async fn identify(&self, site: &Site, parts: &Parts) -> Outcome<Visit> {
        let app = &site.app;
        let given = cookie(&parts.headers, TOKEN).filter(|token| is_token(token));
        let token = given.map_or_else(|| new_token(app), str::to_owned);
        let door = app.db.read().await?;
        let session = if given.is_some() { sessions::find(app, &door, &token).await? } else { None };
        let account = match session.as_ref().and_then(|session| session.account_id) {
            Some(id) => accounts::by_id(&door, AccountId(id)).await?.filter(|account| account.closed_at.is_none()),
            None => None,
        };
        let community = community(&door, account.as_ref().map(|account| account.community), &self.0).await?;
        let headers = &parts.headers;
        let chosen = cookie(headers, LANGUAGE).and_then(Locale::from_tag);
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let locale = chosen
            .or_else(|| account.as_ref().map(accounts::locale))
            .or_else(|| accepted.map(from_accept_language))
            .unwrap_or_default();
        let large = match cookie(headers, SIZE) {
            Some(size) => size == "large",
            None => account.as_ref().is_some_and(|account| account.large),
        };
        let mut doer = Doer {
            community: community.id,
            account: account.as_ref().map(|account| AccountId(account.id)),
            person: account.as_ref().and_then(|account| account.person_id).map(PersonId),
            acts_for: Vec::new(),
            decides_for: Vec::new(),
            records_of: Vec::new(),
            parted: Vec::new(),
            roles: vec![Role::Visitor],
            standings: Vec::new(),
            opened: session.as_ref().map(|session| opened(&session.opened)).unwrap_or_default(),
            locale,
            at: app.now(),
            origin: Origin::Page,
            policy: Arc::clone(&app.policy),
        };
        fill(&door, &mut doer).await?;
        let unread = unread(&door, doer.account).await?;
        Ok(Visit {
            name: account.map(|account| account.display_name),
            session: session.map(|session| session.id),
            csrf: hex::encode(app.vault.blind_index("csrf", &token)),
            token_is_new: given.is_none(),
            token,
            large,
            path: parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            address: address(site, parts),
            community: Arc::new(community),
            unread,
            flash: web::flash_of(site, headers),
            doer,
        })
    }
}

fn is_token(token: &str) -> bool {
    token.len() == TOKEN_CHARS && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn opened(list: &str) -> Vec<OrderId> {
    list.split(' ').filter_map(|id| id.parse().ok()).collect()
}

/// Roles, bodies and people acted for.
async fn fill(door: &Read, doer: &mut Doer) -> Outcome<()> {
    let Some(account) = doer.account else { return Ok(()) };
    doer.roles.extend(accounts::roles(door, account).await?);
    let Some(person) = doer.person else { return Ok(()) };
    let sql =
        format!("select body_id, leads from body_members where person_id = $1 and until is null limit {STANDINGS_MAX}");
    let rows: Vec<StandingRow> = door.all(&sql, values![person.0]).await?;
    doer.standings = rows.iter().map(|row| Standing { body: BodyId(row.body_id), leads: row.leads }).collect();
    let sql = format!(
        "select resident_id, scope, ends_at, paused_at, ended_at from proxies where proxy_id = $1
           order by case when ended_at is null then 0 else 1 end, agreed_at desc, id limit {TIES_MAX}"
    );
    let ties: Vec<ProxyRow> = door.all(&sql, values![person.0]).await?;
    let over = |row: &ProxyRow| Some((PersonId(row.resident_id), row.over_since(doer.at)?));
    doer.parted = ties.iter().filter_map(over).collect();
    let rows: Vec<ProxyRow> = ties.into_iter().filter(|row| row.over_since(doer.at).is_none()).collect();
    let agreed = |scopes: &[&str]| {
        let within = rows.iter().filter(|row| scopes.contains(&row.scope.as_str()));
        within.map(|row| PersonId(row.resident_id)).collect()
    };
    doer.acts_for = agreed(&["follow", "decide", "records"]);
    doer.decides_for = agreed(&["decide", "records"]);
    doer.records_of = agreed(&["records"]);
    Ok(())
}

/// News that an account has not read, counted no further than the bell can show.
async fn unread(door: &Read, account: Option<AccountId>) -> Outcome<i64> {
    let Some(account) = account else { return Ok(0) };
    let sql = format!(
        "select count(*) from (select 1 from notices where account_id = $1 and is_read = false limit {UNREAD_MAX}) n"
    );
    door.number(&sql, values![account.0]).await
}

/// The account's community, else the installation's first.
async fn community(door: &Read, id: Option<Uuid>, options: &DoorOptions) -> Outcome<CommunityCard> {
    let columns = "select id, name_zh, name_bo, name_en, phone from divisions where level = 'community'";
    let row: Option<CommunityRow> = match id {
        Some(id) => door.one(&format!("{columns} and id = $1"), values![id]).await?,
        None => door.one(&format!("{columns} order by id limit 1"), values![]).await?,
    };
    let row = row.ok_or_else(|| Problem::Fault("no community is set up yet: run `wuquan setup`".to_owned()))?;
    Ok(CommunityCard {
        id: CommunityId(row.id),
        name_zh: row.name_zh,
        name_bo: row.name_bo,
        name_en: row.name_en,
        phone: row.phone,
        hours: options.hours.clone(),
    })
}

/// The address of the browser: of the connection, or the last one in `X-Forwarded-For` that is no trusted proxy.
fn address(site: &Site, parts: &Parts) -> IpAddr {
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = connected.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let trusted = &site.options.trusted_proxies;
    if !trusted.contains(&peer) {
        return peer;
    }
    let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let hops = forwarded.rsplit(',').map_while(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.into_iter().find(|hop| !trusted.contains(hop)).unwrap_or(peer)
}
