//! Rows of news: told once, over when they wait for nobody, gone when they are old.

use super::devices;
use super::preferences::{Wishes, forget_closed, wishes};
use super::rules::{Channel, STALE_HOURS};
use base::{AccountId, Arg, Doer, Moment, Outcome, PersonId, Problem};
use chrono::Duration;
use db::{FromQueryResult, Query, row, values};
use kernel::app::App;
use kernel::notify::NoticeKind;
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// News stay this long in the inbox.
const KEPT_DAYS: i64 = 180;
/// What was sent is remembered this long.
const SENT_KEPT_DAYS: i64 = 14;
/// Accounts of one person, and people who act for one person.
const ACCOUNTS_MAX: u32 = 20;

/// One piece of news.
#[derive(Clone, Copy, Debug)]
pub struct News {
    /// What happened: the id of the step, offer, message or reminder.
    pub event: Uuid,
    /// Which kind.
    pub kind: &'static NoticeKind,
    /// What it is about, added to the kind's page.
    pub subject: Uuid,
    /// The number by which people know it.
    pub number: i64,
    /// When it happened.
    pub at: Moment,
    /// The day that its words name as `until`, for kinds whose words do.
    pub until: Option<Moment>,
    /// Rings at night too.
    pub urgent: bool,
    /// Whose matter it is, when others may hear of it for them.
    pub of: Option<PersonId>,
}

/// One piece of news as stored.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Notice {
    pub id: Uuid,
    pub kind: String,
    pub subject: Uuid,
    pub number: i64,
    pub at: Moment,
    pub until: Option<Moment>,
    pub is_urgent: bool,
    pub is_read: bool,
    pub is_over: bool,
    pub on_behalf_of: Option<Uuid>,
}

const COLUMNS: &str = "id, kind, subject, number, at, until, is_urgent, is_read, is_over, on_behalf_of";
/// An agreement `p` that holds at `$3`.
const HOLDS: &str = "p.ended_at is null and p.paused_at is null and (p.ends_at is null or p.ends_at > $3)";

impl Notice {
    /// Its kind, unless the program does not know it any more.
    pub fn kind<'a>(&self, app: &'a App) -> Option<&'a NoticeKind> {
        app.part.notices.iter().find(|kind| kind.name == self.kind)
    }

    /// What its words take. A number is a name here: plain digits.
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        let number = ("number", Arg::Text(self.number.to_string()));
        std::iter::once(number).chain(self.until.map(|until| ("until", Arg::Time(until)))).collect()
    }
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// Tells these accounts, each once however often this is called; called from a job, which may run twice.
///
/// # Errors
/// A fault from the database; whoever was told stays told, and the next run goes on.
pub async fn tell(app: &App, doer: &Doer, news: &News, accounts: &[AccountId]) -> Outcome<()> {
    for account in accounts {
        let row = row! {
            id: app.new_id(), community: doer.community.0, account_id: account.0, event_id: news.event,
            kind: news.kind.name, subject: news.subject, number: news.number, at: news.at, until: news.until, is_urgent: news.urgent,
            is_read: false, is_over: false, on_behalf_of: news.of.map(|of| of.0),
        };
        app.db.housekeeping().insert_once("notices", row).await?;
        // Who hears of it days later finds it in the inbox, and nothing rings.
        if doer.at < news.at + Duration::hours(STALE_HOURS) {
            send(app, doer, news, *account).await?;
        }
    }
    Ok(())
}

/// Puts down what is to leave the house, and takes back what it overtakes.
async fn send(app: &App, doer: &Doer, news: &News, account: AccountId) -> Outcome<()> {
    let door = app.db.read().await?;
    let sql = "select id from notices where event_id = $1 and account_id = $2";
    let told: Option<Id> = door.one(sql, values![news.event, account.0]).await?;
    let notice = told.ok_or_else(|| Problem::fault("news that were told are not there"))?.id;
    let wishes: Wishes = wishes(app, &door, account).await?;
    drop(door);
    let house = app.db.housekeeping();
    for channel in Channel::ALL.into_iter().filter(|channel| wishes.wants(news.kind.topic, *channel)) {
        let overtaken =
            "update notice_sends set state = 'dropped', ended_at = $5 where state = 'waiting' and channel = $1
            and notice_id in (select id from notices where account_id = $2 and subject = $3 and at < $4)";
        house.run(overtaken, values![channel.name(), account.0, news.subject, news.at, doer.at]).await?;
        let due_at = wishes.quiet.leaves_at(doer.at, news.urgent);
        let one = [account.0];
        let targets = if channel == Channel::Push { wishes.browsers.as_slice() } else { &one };
        for target in targets {
            let row = row! {
                id: app.new_id(), community: doer.community.0, notice_id: notice, account_id: account.0,
                channel: channel.name(), target_id: *target, state: "waiting", due_at: due_at, tries: 0i64,
            };
            house.insert_once("notice_sends", row).await?;
        }
    }
    Ok(())
}

/// News of these kinds about something, told of until then, wait for nobody any more: they are not new, and nothing of them
/// leaves the house.
///
/// # Errors
/// A fault from the database.
pub async fn over(app: &App, doer: &Doer, (subject, until): (Uuid, Moment), kinds: &[&NoticeKind]) -> Outcome<()> {
    let house = app.db.housekeeping();
    for kind in kinds {
        let waiting = "update notice_sends set state = 'dropped', ended_at = $4 where state = 'waiting'
            and notice_id in (select id from notices where subject = $1 and kind = $2 and at <= $3)";
        house.run(waiting, values![subject, kind.name, until, doer.at]).await?;
        let sql = "update notices set is_over = true, is_read = true
            where subject = $1 and kind = $2 and at <= $3 and is_over = false";
        house.run(sql, values![subject, kind.name, until]).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Told {
    account_id: Uuid,
}

/// Whom news of a kind about something still concern.
///
/// # Errors
/// A fault from the database.
pub async fn told(door: &impl Query, subject: Uuid, kind: &NoticeKind) -> Outcome<Vec<AccountId>> {
    let sql = "select distinct account_id from notices where subject = $1 and kind = $2 and is_over = false";
    let rows: Vec<Told> = door.all(sql, values![subject, kind.name]).await?;
    Ok(rows.into_iter().map(|row| AccountId(row.account_id)).collect())
}

/// The account of someone, if they have one.
///
/// # Errors
/// A fault from the database.
pub async fn accounts_of(door: &impl Query, person: PersonId) -> Outcome<Vec<AccountId>> {
    let account = access::accounts::store::of_person(door, person).await?;
    Ok(account.into_iter().map(|account| AccountId(account.id)).collect())
}

/// Who hears of a resident's own matter: they themselves; without an account of their own, those who agreed to act for them.
///
/// # Errors
/// A fault from the database.
pub async fn accounts_for(door: &impl Query, doer: &Doer, person: PersonId) -> Outcome<Vec<AccountId>> {
    let own = accounts_of(door, person).await?;
    if !own.is_empty() {
        return Ok(own);
    }
    let sql = format!(
        "select a.id as account_id from proxies p join accounts a on a.person_id = p.proxy_id
         where p.community = $1 and p.resident_id = $2 and {HOLDS} and a.closed_at is null
         order by a.id limit {ACCOUNTS_MAX}"
    );
    let rows: Vec<Told> = door.all(&sql, values![doer.community.0, person.0, doer.at]).await?;
    Ok(rows.into_iter().map(|row| AccountId(row.account_id)).collect())
}

/// Whether news still are the account's to hear: its own, or of somebody for whom its owner acts now.
pub async fn concerns(door: &impl Query, notice: &Notice, (account, now): (AccountId, Moment)) -> Outcome<bool> {
    match notice.on_behalf_of {
        Some(of) => may_hear_of(door, (account, PersonId(of)), now).await,
        None => Ok(true),
    }
}

/// Whether a resident's matters are this account's to hear: its owner is the resident, or acts for them now.
///
/// # Errors
/// A fault from the database.
pub async fn may_hear_of(door: &impl Query, (account, resident): (AccountId, PersonId), now: Moment) -> Outcome<bool> {
    let sql = format!(
        "select count(*) from accounts a where a.id = $1 and (a.person_id = $2
           or exists (select 1 from proxies p where p.proxy_id = a.person_id and p.resident_id = $2 and {HOLDS}))"
    );
    Ok(door.number(&sql, values![account.0, resident.0, now]).await? > 0)
}

/// A page of someone's inbox, newest first.
pub async fn page(door: &impl Query, account: AccountId, after: Option<Cursor>) -> Outcome<Listing<Notice>> {
    let limit = PAGE_ROWS + 1;
    let rows: Vec<Notice> = match after {
        Some(after) => {
            let sql = format!(
                "select {COLUMNS} from notices where account_id = $1 and (at, id) < ($2, $3)
                 order by at desc, id desc limit {limit}"
            );
            door.all(&sql, values![account.0, after.at, after.id]).await?
        }
        None => {
            let sql =
                format!("select {COLUMNS} from notices where account_id = $1 order by at desc, id desc limit {limit}");
            door.all(&sql, values![account.0]).await?
        }
    };
    Ok(Listing::cut(rows, |notice| Cursor { at: notice.at, id: notice.id }))
}

/// One piece of somebody's own news.
pub async fn own(door: &impl Query, account: AccountId, id: Uuid) -> Outcome<Option<Notice>> {
    door.one(&format!("select {COLUMNS} from notices where id = $1 and account_id = $2"), values![id, account.0]).await
}

/// One piece of news, for sending it.
pub async fn one(door: &impl Query, id: Uuid) -> Outcome<Option<Notice>> {
    door.one(&format!("select {COLUMNS} from notices where id = $1"), values![id]).await
}

/// Old news leave, what is remembered of sending them, and mailboxes of closed accounts.
pub async fn sweep(app: &App, doer: &Doer) -> Outcome<()> {
    forget_closed(app, doer).await?;
    devices::forget_lost(app, doer).await?;
    let house = app.db.housekeeping();
    let (community, before) = (doer.community.0, doer.at - Duration::days(KEPT_DAYS));
    let sent = "delete from notice_sends where community = $1 and state <> 'waiting' and ended_at < $2";
    house.run(sent, values![community, doer.at - Duration::days(SENT_KEPT_DAYS)]).await?;
    let old = "delete from notice_sends where notice_id in (select id from notices where community = $1 and at < $2)";
    house.run(old, values![community, before]).await?;
    house.run("delete from notices where community = $1 and at < $2", values![community, before]).await.map(|_| ())
}
