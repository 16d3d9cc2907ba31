//! How someone likes to get news: what by which way, when it is quiet, and a mailbox of their own, sealed and confirmed.

use super::devices;
use super::rules::{Channel, Quiet, by_default};
use access::throttle::{self, Guesser};
use access::{CodeAnswer, make_code, use_code};
use base::{AccountId, Arg, Doer, Outcome, PersonId, Problem};
use db::{FromQueryResult, Lock, Query, Record, Row, Write, row, values};
use kernel::app::App;
use kernel::notify::{Letter, Topic, clean_address};
use kernel::vault::Place;
use uuid::Uuid;

/// Settings of news; the id is the account's.
pub(crate) const SETTINGS: Record = Record { table: "notice_settings" };
/// What a code for a mailbox is for.
const PURPOSE: &str = "confirm-mail";
/// Mailboxes forgotten in one run; the rest waits for the next.
const BATCH: u32 = 100;

/// One choice: whether news about this come this way.
pub type Choice = (Topic, Channel, bool);

/// What somebody wants, with what is there to reach them.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// Hours in which nothing rings.
    pub quiet: Quiet,
    /// A phone is known.
    pub has_phone: bool,
    /// The mailbox, in the clear; for sending and masking.
    pub mail: Option<String>,
    /// Its owner has confirmed it.
    pub mail_is_confirmed: bool,
    /// There is a mail server.
    pub mail_is_offered: bool,
    /// Browsers that may be rung; none while push is off.
    pub browsers: Vec<Uuid>,
    choices: Vec<Choice>,
}

impl Wishes {
    /// Whether news about this topic come this way, whatever is there to reach them.
    #[must_use]
    pub fn chosen(&self, topic: Topic, channel: Channel) -> bool {
        let own = self.choices.iter().find(|(about, by, _)| (*about, *by) == (topic, channel));
        own.map_or_else(|| by_default(topic, channel), |(.., wanted)| *wanted)
    }

    /// Whether news about this topic leave the house this way.
    #[must_use]
    pub fn wants(&self, topic: Topic, channel: Channel) -> bool {
        let reaches = match channel {
            Channel::Phone => self.has_phone,
            Channel::Mail => self.mail_is_offered && self.mail_is_confirmed,
            Channel::Push => !self.browsers.is_empty(),
        };
        reaches && self.chosen(topic, channel)
    }
}

#[derive(FromQueryResult)]
struct SettingsRow {
    quiet_from: i64,
    quiet_to: i64,
    mail_sealed: Option<Vec<u8>>,
    mail_is_confirmed: bool,
    version: i64,
}

#[derive(FromQueryResult)]
struct ChoiceRow {
    topic: String,
    channel: String,
    wanted: bool,
}

#[derive(FromQueryResult)]
struct PersonRow {
    person_id: Uuid,
}

/// Where a mailbox is sealed.
fn place(account: AccountId) -> Place<'static> {
    Place { table: "notice_settings", column: "mail_sealed", row: account.0 }
}

async fn settings(door: &impl Query, account: AccountId) -> Outcome<Option<SettingsRow>> {
    let sql = "select quiet_from, quiet_to, mail_sealed, mail_is_confirmed, version from notice_settings where id = $1";
    door.one(sql, values![account.0]).await
}

/// The person of an account whose phone is known.
pub(super) async fn reachable(door: &impl Query, account: AccountId) -> Outcome<Option<PersonId>> {
    let sql = "select p.id as person_id from accounts a join people p on p.id = a.person_id
               where a.id = $1 and a.closed_at is null and p.phone_sealed is not null and p.left_at is null";
    let row: Option<PersonRow> = door.one(sql, values![account.0]).await?;
    Ok(row.map(|row| PersonId(row.person_id)))
}

/// What an account wants.
///
/// # Errors
/// A fault from the database or the vault.
pub async fn wishes(app: &App, door: &impl Query, account: AccountId) -> Outcome<Wishes> {
    let row = settings(door, account).await?;
    let sql = "select topic, channel, wanted from notice_choices where account_id = $1 order by topic, channel";
    let chosen: Vec<ChoiceRow> = door.all(sql, values![account.0]).await?;
    let choice = |row: &ChoiceRow| {
        let topic = Topic::ALL.into_iter().find(|topic| topic.name() == row.topic)?;
        Some((topic, Channel::from_name(&row.channel)?, row.wanted))
    };
    let mail = match row.as_ref().and_then(|row| row.mail_sealed.as_ref()) {
        Some(sealed) => Some(opened(app, account, sealed)?),
        None => None,
    };
    Ok(Wishes {
        quiet: row.as_ref().map_or_else(Quiet::default, |row| Quiet { from: row.quiet_from, to: row.quiet_to }),
        has_phone: reachable(door, account).await?.is_some(),
        mail,
        mail_is_confirmed: row.is_some_and(|row| row.mail_is_confirmed),
        mail_is_offered: app.post.mail.is_some(),
        browsers: if app.post.push.key().is_some() {
            devices::living(door, account, app.now()).await?
        } else {
            Vec::new()
        },
        choices: chosen.iter().filter_map(choice).collect(),
    })
}

fn opened(app: &App, account: AccountId, sealed: &[u8]) -> Outcome<String> {
    let plain = app.vault.open(place(account), sealed)?;
    String::from_utf8(plain.to_vec()).map_err(|_| Problem::fault("a sealed address is no text"))
}

/// The doer's own wishes.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn mine(app: &App, doer: &Doer) -> Outcome<Wishes> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    wishes(app, &app.db.read().await?, account).await
}

/// Opens a write about the doer's settings, with what they are now.
async fn begin(app: &App, doer: &Doer, verb: &'static str) -> Outcome<(Write, AccountId, Option<SettingsRow>)> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    let write = app.db.write(doer, verb, &[Lock::new("accounts", account)]).await?;
    let before = settings(&write, account).await?;
    Ok((write, account, before))
}

/// Writes columns of the doer's settings; the others stay, or begin as they are for everyone.
async fn keep(write: &mut Write, (account, before): (AccountId, Option<SettingsRow>), changed: Row) -> Outcome<()> {
    match before {
        Some(before) => write.change(&SETTINGS, account, before.version, changed).await,
        None => {
            let (quiet, community) = (Quiet::default(), write.doer().community.0);
            let mut row = row! {
                id: account.0, community: community, quiet_from: quiet.from, quiet_to: quiet.to,
                mail_is_confirmed: false,
            };
            row.retain(|(name, _)| changed.iter().all(|(other, _)| other != name));
            row.extend(changed);
            write.create(&SETTINGS, row).await
        }
    }
}

/// The doer chooses what comes which way, and when it is quiet.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn choose(app: &App, doer: &Doer, quiet: Quiet, choices: &[Choice]) -> Outcome<()> {
    let (mut write, account, before) = begin(app, doer, "notices.choose").await?;
    keep(&mut write, (account, before), row! { quiet_from: quiet.from, quiet_to: quiet.to }).await?;
    for (topic, channel, wanted) in choices {
        let sql = "delete from notice_choices where account_id = $1 and topic = $2 and channel = $3";
        write.run(sql, values![account.0, topic.name(), channel.name()]).await?;
        let row = row! { account_id: account.0, topic: topic.name(), channel: channel.name(), wanted: *wanted };
        write.insert("notice_choices", row).await?;
    }
    write.commit().await
}

/// The doer enters a mailbox. A code is sent there, and nothing else until it is typed here; an earlier mailbox gets
/// nothing from now on.
///
/// # Errors
/// Field `mail`; a refusal when the code cannot be sent; [`Problem::TooMany`] for someone who asks for many codes.
pub async fn enter_mail(app: &App, doer: &Doer, typed: &str) -> Outcome<()> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    let mailer = app.post.mail.clone().ok_or(Problem::NotFound)?;
    let address = clean_address(typed).ok_or_else(|| Problem::field("mail", "notices-mail-wrong"))?;
    throttle::charge(app, Guesser::Account(&format!("mail:{account}"))).await?;
    db::again(|| seal_mail(app, doer, &address)).await?;
    let code = make_code(app, PURPOSE, &app.vault.blind_index("code-mail", &address)).await?;
    let lang = app.words.lang(doer.locale, doer.at);
    let (subject, text) =
        (lang.t("notices-mail-code-subject"), lang.say("notices-mail-code", &[("code", Arg::Text(code))]));
    let letter = Letter { id: app.new_id(), at: doer.at, to: &address, subject: &subject, text: &text };
    mailer.send(letter).await.map_err(|_| Problem::field("mail", "notices-mail-not-sent"))
}

async fn seal_mail(app: &App, doer: &Doer, address: &str) -> Outcome<()> {
    let (mut write, account, before) = begin(app, doer, "notices.enter_mail").await?;
    let sealed = app.vault.seal(place(account), address.as_bytes(), app.chance.as_ref())?;
    keep(&mut write, (account, before), row! { mail_sealed: sealed, mail_is_confirmed: false }).await?;
    write.commit().await
}

/// The doer types the code that was sent.
///
/// # Errors
/// Field `code` when it is wrong or too old; [`Problem::TooMany`] for someone who keeps guessing.
pub async fn confirm_mail(app: &App, doer: &Doer, code: &str) -> Outcome<()> {
    let account = doer.account.ok_or(Problem::SignIn)?;
    let address = mine(app, doer).await?.mail.ok_or(Problem::NotFound)?;
    let guesser = format!("mail-code:{account}");
    throttle::charge(app, Guesser::Account(&guesser)).await?;
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if use_code(app, PURPOSE, app.vault.blind_index("code-mail", &address), &digits).await? == CodeAnswer::Wrong {
        return Err(Problem::field("code", "notices-mail-code-wrong"));
    }
    throttle::forgive(app, Guesser::Account(&guesser)).await?;
    throttle::forgive(app, Guesser::Account(&format!("mail:{account}"))).await?;
    db::again(|| confirmed(app, doer, &address)).await
}

async fn confirmed(app: &App, doer: &Doer, address: &str) -> Outcome<()> {
    let (mut write, account, before) = begin(app, doer, "notices.confirm_mail").await?;
    let before = before.ok_or(Problem::NotFound)?;
    // Another one may have been entered meanwhile.
    let now = before.mail_sealed.as_ref().map(|sealed| opened(app, account, sealed)).transpose()?;
    if now.as_deref() != Some(address) {
        return Err(Problem::Changed);
    }
    keep(&mut write, (account, Some(before)), row! { mail_is_confirmed: true }).await?;
    write.commit().await
}

/// The doer takes the mailbox back; it is forgotten at once.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn forget_mail(app: &App, doer: &Doer) -> Outcome<()> {
    let (mut write, account, before) = begin(app, doer, "notices.forget_mail").await?;
    if before.is_none() {
        return Ok(());
    }
    keep(&mut write, (account, before), row! { mail_sealed: None::<Vec<u8>>, mail_is_confirmed: false }).await?;
    write.commit().await
}

#[derive(FromQueryResult)]
struct ClosedRow {
    id: Uuid,
    version: i64,
}

/// Mailboxes of accounts that are closed are forgotten.
///
/// # Errors
/// A fault from the database.
pub async fn forget_closed(app: &App, doer: &Doer) -> Outcome<()> {
    let sql = format!(
        "select s.id, s.version from notice_settings s join accounts a on a.id = s.id
         where s.community = $1 and s.mail_sealed is not null and a.closed_at is not null order by s.id limit {BATCH}"
    );
    let closed: Vec<ClosedRow> = app.db.read().await?.all(&sql, values![doer.community.0]).await?;
    for row in closed {
        let mut write = app.db.write(doer, "notices.forget_mail", &[Lock::new("accounts", row.id)]).await?;
        let forgotten = row! { mail_sealed: None::<Vec<u8>>, mail_is_confirmed: false };
        write.change(&SETTINGS, row.id, row.version, forgotten).await?;
        write.commit().await?;
    }
    Ok(())
}
