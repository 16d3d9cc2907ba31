//! News told, kept, chosen and sent: through HTTP, through a real mail server and a real gateway on loopback.

mod push;

use super::rules::{Quiet, TRIES_MAX};
use super::store::sweep;
use super::{News, accounts_for, over, post, tell};
use crate::circle;
use crate::family::{PROXIES, pause};
use crate::people::{NewPerson, register_in};
use base::{AccountId, Locale, PersonId, Role};
use chrono::Duration;
use db::{Query, row};
use futures::future::{BoxFuture, join_all};
use kernel::app::Part;
use kernel::i18n::Source;
use kernel::notify::{HttpGateway, Letter, MailServer, Mailer, NoticeKind, PhoneMessage, Sender, Topic, Undelivered};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{GatewayServer, Manner, Received, SmtpServer, Town, on_both};
use uuid::Uuid;

const DONE: NoticeKind = NoticeKind { name: "test_done", topic: Topic::Act, words: "test-done", page: "/matters/" };
const GOES: NoticeKind = NoticeKind { name: "test_goes", topic: Topic::Own, words: "test-goes", page: "/matters/" };
const OFFER: NoticeKind = NoticeKind { name: "test_offer", topic: Topic::Help, words: "test-offer", page: "/take/" };
const PHONE: &str = "00011110001";
const FROM: &str = "Cedar <notice@example.org>";

fn registers() -> Vec<web::Circle> {
    let words =
        "test-done = { $number } 号办好了。\ntest-goes = { $number } 号受理了。\ntest-offer = 请您帮忙 { $number }。\n";
    let bo = "test-done = ཨང་ { $number } ཚར་སོང་།\ntest-goes = ཨང་ { $number }\ntest-offer = ཨང་ { $number }\n";
    let sources = vec![Source { name: "test", zh_cn: words, bo, en: words }];
    let part = Part { notices: vec![DONE, GOES, OFFER], sources, ..Part::default() };
    vec![circle(), web::Circle { name: "test", part, ..web::Circle::default() }]
}

/// A resident with an account and, if so, a phone.
async fn resident(town: &Town, login: &str, phone: Option<&str>) -> AccountId {
    let mut write = town.app.db.write(&town.house(), "people.enter", &[]).await.unwrap();
    let new = NewPerson {
        id: None,
        name: "植氏".to_owned(),
        phone: phone.map(str::to_owned),
        language: Locale::ZhCn,
        building: None,
        door: None,
    };
    let person = register_in(&town.app, &mut write, new).await.unwrap();
    write.commit().await.unwrap();
    town.account(login, &[Role::Resident], Some(PersonId(person.0))).await
}

fn news(town: &Town, kind: &'static NoticeKind, number: i64) -> News {
    News {
        event: town.app.new_id(),
        kind,
        subject: town.app.new_id(),
        number,
        at: town.app.now(),
        until: None,
        urgent: false,
        of: None,
    }
}

async fn told(town: &Town, news: &News, accounts: &[AccountId]) {
    tell(&town.app, &town.house(), news, accounts).await.unwrap();
}

async fn count(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, vec![]).await.unwrap()
}

async fn posted(town: &Town) {
    post::post_due(&town.app).await.unwrap();
}

/// A mailbox that was entered and confirmed through the pages, with the letter's own code.
async fn mailbox(town: &Town, smtp: &SmtpServer, account: AccountId, address: &str) {
    town.ways.mail_by(Arc::new(MailServer::new(&smtp.url(), FROM).unwrap()));
    let browser = town.sign_in(account).await;
    assert_eq!(browser.post("/me/notices/mail", &[("mail", address)]).await.status, 303);
    let letter = smtp.letters().pop().unwrap().text();
    let code: String = letter.chars().filter(char::is_ascii_digit).take(6).collect();
    assert_eq!(browser.post("/me/notices/mail/confirm", &[("code", &code)]).await.status, 303);
}

#[tokio::test]
async fn an_event_is_one_line_in_the_inbox_however_often_it_is_told() {
    on_both(registers, async |town| {
        let account = resident(&town, "one", Some(PHONE)).await;
        let other = resident(&town, "two", None).await;
        let first = news(&town, &DONE, 10_234);
        let house = town.house();
        // Duplicates, one after the other and all at once.
        told(&town, &first, &[account, account]).await;
        let accounts = [account];
        let racing = (0..8).map(|_| tell(&town.app, &house, &first, &accounts));
        assert!(join_all(racing).await.into_iter().all(|told| told.is_ok()));
        assert_eq!(count(&town, "select count(*) from notices").await, 1);
        assert_eq!(count(&town, "select count(*) from notice_sends").await, 1);
        posted(&town).await;
        assert_eq!(town.sent.lock().unwrap().len(), 1);

        let browser = town.sign_in(account).await;
        let page = browser.get("/inbox").await;
        assert!(page.says("10234 号办好了。") && page.says("消息，1 条没看"), "{}", page.text);
        assert!(!town.sign_in(other).await.get("/inbox").await.says("10234"));
        let id = page.text.split("/inbox/").find_map(|part| part.get(..36)?.parse::<Uuid>().ok()).unwrap();
        let open = format!("/inbox/{id}/open");
        assert_eq!(town.sign_in(other).await.post(&open, &[]).await.status, 404, "somebody else's");
        assert_eq!(browser.post(&open, &[]).await.location, format!("/matters/{}", first.subject));
        assert!(!browser.get("/inbox").await.says("条没看"));
        assert_eq!(town.browser().get("/inbox").await.status, 401, "a visitor signs in first");
    })
    .await;
}

#[tokio::test]
async fn old_pages_follow_by_key_and_everything_is_read_at_once() {
    on_both(registers, async |town| {
        let account = resident(&town, "one", None).await;
        for number in 0..120 {
            town.clock.advance(Duration::seconds(1));
            told(&town, &news(&town, &GOES, 500 + number), &[account]).await;
        }
        let browser = town.sign_in(account).await;
        let first = browser.get("/inbox").await;
        assert!(first.says("619 号") && first.says("570 号") && !first.says("569 号") && first.says("99+"));
        let older = first.text.split("href=\"/inbox?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let second = browser.get(&format!("/inbox?after={older}")).await;
        assert!(second.says("569 号") && second.says("520 号") && !second.says("519 号"));
        assert_eq!(browser.post("/inbox/read-all", &[]).await.status, 303);
        assert!(!browser.get("/inbox").await.says("条没看"));
        // Half a year later nothing is left.
        town.clock.advance(Duration::days(181));
        sweep(&town.app, &town.house()).await.unwrap();
        let browser = town.sign_in(account).await;
        assert!(browser.get("/inbox").await.says("还没有消息"));
        assert_eq!(count(&town, "select count(*) from notice_sends").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_waits_for_nobody_neither_rings_nor_is_new() {
    on_both(registers, async |town| {
        let account = resident(&town, "one", Some(PHONE)).await;
        let offer = news(&town, &OFFER, 7);
        told(&town, &offer, &[account]).await;
        assert_eq!(
            count(&town, "select count(*) from notice_sends").await,
            0,
            "offers do not ring unless one wants it"
        );
        let browser = town.sign_in(account).await;
        let wish = [("choice", "act-phone"), ("choice", "own-phone"), ("quiet_from", "21:00"), ("quiet_to", "08:00")];
        assert_eq!(browser.post("/me/notices", &wish).await.status, 303);
        let (first, second) = (news(&town, &GOES, 8), news(&town, &DONE, 8));
        town.clock.advance(Duration::seconds(1));
        told(&town, &first, &[account]).await;
        town.clock.advance(Duration::seconds(1));
        // The later news about the same matter overtake what has not left yet.
        told(&town, &News { subject: first.subject, at: town.app.now(), ..second }, &[account]).await;
        over(&town.app, &town.house(), (offer.subject, town.app.now()), &[&OFFER]).await.unwrap();
        posted(&town).await;
        let texts = town.sent.lock().unwrap().clone();
        assert!(texts.len() == 1 && texts[0].1.contains("8 号办好了"), "{texts:?}");
        assert!(browser.get("/inbox").await.says("已经不用您管了"));
    })
    .await;
}

#[tokio::test]
async fn the_night_is_quiet_but_for_emergencies() {
    on_both(registers, async |town| {
        let gateway = GatewayServer::start().await.unwrap();
        town.ways.texts_by(Arc::new(HttpGateway { url: gateway.url().to_owned(), token: "t0ken".to_owned() }));
        let account = resident(&town, "one", Some(PHONE)).await;
        town.clock.advance(Duration::hours(12));
        told(&town, &news(&town, &DONE, 1), &[account]).await;
        told(&town, &News { urgent: true, ..news(&town, &DONE, 2) }, &[account]).await;
        posted(&town).await;
        assert_eq!(gateway.seen().len(), 1, "at ten in the evening");
        assert!(gateway.seen()[0].text.contains("2 号") && gateway.seen()[0].bearer == "Bearer t0ken");
        town.clock.advance(Duration::minutes(9 * 60 + 59));
        posted(&town).await;
        assert_eq!(gateway.seen().len(), 1, "a minute before eight");
        town.clock.advance(Duration::minutes(1));
        posted(&town).await;
        let seen = gateway.seen();
        assert!(seen.len() == 2 && seen[1].phone == PHONE, "{seen:?}");
        assert_eq!(seen[1].text, "【雪松社区】1 号办好了。请登录后看“消息”，或打电话 000-0000-0110。");
        assert_ne!(seen[0].once, seen[1].once);
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_gets_nothing_but_a_code_until_its_owner_confirms_it() {
    on_both(registers, async |town| {
        let smtp = SmtpServer::start().await.unwrap();
        town.ways.mail_by(Arc::new(MailServer::new(&smtp.url(), FROM).unwrap()));
        let account = resident(&town, "one", None).await;
        let browser = town.sign_in(account).await;
        let wrong = browser.post("/me/notices/mail", &[("mail", "lib@nowhere")]).await;
        assert!(wrong.status == 422 && wrong.says("lib@nowhere") && wrong.says("邮箱地址不对"), "{}", wrong.text);
        assert_eq!(browser.post("/me/notices/mail", &[("mail", "lib@Example.org")]).await.status, 303);
        told(&town, &news(&town, &DONE, 3), &[account]).await;
        posted(&town).await;
        assert_eq!(smtp.letters().len(), 1, "the code and nothing else");
        let letter = smtp.letters().pop().unwrap();
        assert_eq!(letter.to, ["lib@example.org"]);
        let code: String = letter.text().chars().filter(char::is_ascii_digit).take(6).collect();
        let wrong = if code == "000000" { "111111" } else { "000000" };
        assert!(browser.post("/me/notices/mail/confirm", &[("code", wrong)]).await.says("数字不对"));
        let page = browser.get("/me/notices").await;
        assert!(page.says("l****@example.org") && !page.says("lib@example.org") && !page.says("act-mail"));
        assert_eq!(browser.post("/me/notices/mail/confirm", &[("code", &code)]).await.status, 303);
        assert_eq!(browser.post("/me/notices/mail/confirm", &[("code", &code)]).await.status, 422, "used up");
        told(&town, &news(&town, &DONE, 4), &[account]).await;
        posted(&town).await;
        let letter = smtp.letters().pop().unwrap();
        assert_eq!(smtp.letters().len(), 2);
        assert!(letter.text().contains("4 号办好了") && letter.text().contains("https://town.example.org/matters/"));
        assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert!(!letter.data.contains("植氏"));
        // The address is nowhere in the database.
        assert_eq!(count(&town, "select count(*) from notice_settings where mail_sealed is not null").await, 1);
        assert_eq!(browser.post("/me/notices/mail/forget", &[]).await.status, 303);
        told(&town, &news(&town, &DONE, 5), &[account]).await;
        posted(&town).await;
        assert_eq!(smtp.letters().len(), 2, "taken back");
        // With a closed account its mailbox goes too.
        town.clock.advance(Duration::hours(1));
        mailbox(&town, &smtp, account, "lib@example.org").await;
        town.tamper("update accounts set closed_at = created_at").await;
        sweep(&town.app, &town.house()).await.unwrap();
        assert_eq!(count(&town, "select count(*) from notice_settings where mail_sealed is not null").await, 0);
    })
    .await;
}

/// A mail server that others wrote (Debian's python3-aiosmtpd), with the letters that it has put away.
struct Foreign {
    server: std::process::Child,
    url: String,
    folder: std::path::PathBuf,
}

impl Foreign {
    async fn start(town: &Town) -> Self {
        let folder = std::env::temp_dir().join(format!("wuquan-mail-{}", town.app.new_id()));
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = std::process::Command::new("/usr/bin/aiosmtpd")
            .args(["-n", "-c", "aiosmtpd.handlers.Mailbox", "-l", &format!("127.0.0.1:{port}")])
            .arg(&folder)
            .spawn()
            .expect("aiosmtpd is a Debian package: apt-get install python3-aiosmtpd");
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        Self { server, url: format!("smtp://127.0.0.1:{port}"), folder }
    }

    /// What it has taken, oldest first.
    fn letters(&self) -> Vec<Received> {
        let files = std::fs::read_dir(self.folder.join("new")).unwrap().map(|file| file.unwrap());
        let mut files: Vec<_> = files.map(|file| (file.metadata().unwrap().modified().unwrap(), file.path())).collect();
        files.sort();
        let read = |path: std::path::PathBuf| std::fs::read_to_string(path).unwrap().replace('\n', "\r\n");
        files.into_iter().map(|(_, path)| Received { from: String::new(), to: vec![], data: read(path) }).collect()
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn a_mail_server_of_others_takes_each_letter_once() {
    on_both(registers, async |town| {
        let foreign = Foreign::start(&town).await;
        town.ways.mail_by(Arc::new(MailServer::new(&foreign.url, FROM).unwrap()));
        let account = resident(&town, "one", None).await;
        let browser = town.sign_in(account).await;
        assert_eq!(browser.post("/me/notices/mail", &[("mail", "lib@example.org")]).await.status, 303);
        let letter = foreign.letters().pop().unwrap();
        let code: String = letter.text().chars().filter(char::is_ascii_digit).take(6).collect();
        assert_eq!(browser.post("/me/notices/mail/confirm", &[("code", &code)]).await.status, 303);
        told(&town, &news(&town, &DONE, 10_234), &[account]).await;
        for _ in 0..3 {
            posted(&town).await;
        }
        let letters = foreign.letters();
        assert_eq!(letters.len(), 2, "the code and the news");
        let letter = &letters[1];
        assert!(letter.text().contains("10234 号办好了") && letter.header("To").unwrap().contains("lib@example.org"));
        assert_eq!(letter.header("X-MailFrom").as_deref(), Some("notice@example.org"));
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'sent'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_fails_is_tried_again_later_and_what_it_never_takes_is_dead() {
    on_both(registers, async |town| {
        let smtp = SmtpServer::start().await.unwrap();
        let account = resident(&town, "one", None).await;
        mailbox(&town, &smtp, account, "lib@example.org").await;
        let with_password = smtp.url().replace("smtp://", "smtp://town:right@");
        smtp.be(Manner::IsBusy);
        told(&town, &news(&town, &DONE, 1), &[account]).await;
        for tries in 1..=3 {
            posted(&town).await;
            assert_eq!(count(&town, "select max(tries) from notice_sends where state = 'waiting'").await, tries);
            town.clock.advance(Duration::minutes(5));
        }
        smtp.be(Manner::AsksFor("town".to_owned(), "right".to_owned()));
        posted(&town).await;
        town.clock.advance(Duration::minutes(10));
        assert_eq!(smtp.letters().len(), 1, "no name and password, no letter");
        town.ways.mail_by(Arc::new(MailServer::new(&with_password, FROM).unwrap()));
        posted(&town).await;
        assert_eq!(smtp.letters().len(), 2);
        for manner in [Manner::KnowsNobody, Manner::FindsItTooLarge] {
            smtp.be(manner);
            told(&town, &news(&town, &DONE, 2), &[account]).await;
            posted(&town).await;
        }
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'dead' and tries = 1").await, 2);
    })
    .await;
}

/// Nobody listens there.
fn nowhere() -> Arc<dyn Mailer> {
    Arc::new(MailServer::new("smtp://127.0.0.1:9", FROM).unwrap())
}

#[tokio::test]
async fn a_way_without_an_answer_holds_up_no_other_and_ends_on_the_administrators_page() {
    on_both(registers, async |town| {
        let smtp = SmtpServer::start().await.unwrap();
        let account = resident(&town, "one", Some(PHONE)).await;
        mailbox(&town, &smtp, account, "lib@example.org").await;
        town.ways.mail_by(nowhere());
        for number in 1..=6 {
            told(&town, &news(&town, &DONE, number), &[account]).await;
        }
        posted(&town).await;
        assert_eq!(town.sent.lock().unwrap().len(), 6, "texts go out all the same");
        let tried = "select count(*) from notice_sends where channel = 'mail' and tries > 0";
        assert_eq!(count(&town, tried).await, 1, "the others wait without a try");
        for _ in 0..TRIES_MAX * 12 {
            town.clock.advance(Duration::minutes(20));
            posted(&town).await;
        }
        let dead = "select count(*) from notice_sends where state = 'dead'";
        assert!(count(&town, dead).await > 0);
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'waiting'").await, 0);
        let admin = town.staff("admin", &[Role::Administrator]).await;
        let page = admin.get("/jobs/unsent").await;
        assert!(page.says("mail: no answer") && !page.says("example.org") && !page.says("办好了"), "{}", page.text);
        assert!(admin.get("/jobs").await.says("/jobs/unsent"));
        let id = page.text.split("/jobs/unsent/").find_map(|part| part.get(..36)?.parse::<Uuid>().ok()).unwrap();
        assert_eq!(admin.post(&format!("/jobs/unsent/{id}/again"), &[]).await.status, 303);
        assert_eq!(admin.post(&format!("/jobs/unsent/{id}/again"), &[]).await.status, 404);
        let worker = town.staff("worker", &[Role::Worker]).await;
        assert_eq!(worker.get("/jobs/unsent").await.status, 404);
    })
    .await;
}

/// Takes every message, and never comes back to say so: the program is killed between sending and marking.
struct Killed {
    behind: Arc<dyn Mailer>,
}

impl Mailer for Killed {
    fn send<'a>(&'a self, letter: Letter<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async move {
            self.behind.send(letter).await?;
            std::future::pending().await
        })
    }
}

#[tokio::test]
async fn killed_between_sending_and_marking_it_is_sent_again_under_the_same_id() {
    on_both(registers, async |town| {
        let smtp = SmtpServer::start().await.unwrap();
        let account = resident(&town, "one", None).await;
        mailbox(&town, &smtp, account, "lib@example.org").await;
        let server: Arc<dyn Mailer> = Arc::new(MailServer::new(&smtp.url(), FROM).unwrap());
        town.ways.mail_by(Arc::new(Killed { behind: Arc::clone(&server) }));
        told(&town, &news(&town, &DONE, 1), &[account]).await;
        tokio::select! {
            _ = post::post_due(&town.app) => panic!("it never comes back"),
            () = async { while smtp.letters().len() < 2 { tokio::time::sleep(std::time::Duration::from_millis(5)).await } } => {}
        }
        town.ways.mail_by(server);
        posted(&town).await;
        assert_eq!(smtp.letters().len(), 2, "the lease holds");
        town.clock.advance(Duration::minutes(11));
        posted(&town).await;
        posted(&town).await;
        let letters = smtp.letters();
        assert_eq!(letters.len(), 3);
        assert_eq!(letters[1].header("Message-ID"), letters[2].header("Message-ID"));
        assert_ne!(letters[0].header("Message-ID"), letters[1].header("Message-ID"));
        assert_eq!(letters[1].header("Date"), letters[2].header("Date"));
        // The same when the line breaks after the server took it.
        smtp.be(Manner::BreaksAfterTaking);
        told(&town, &news(&town, &DONE, 2), &[account]).await;
        posted(&town).await;
        smtp.be(Manner::Takes);
        town.clock.advance(Duration::minutes(2));
        posted(&town).await;
        let letters = smtp.letters();
        assert_eq!(letters.len(), 5);
        assert_eq!(letters[3].header("Message-ID"), letters[4].header("Message-ID"));
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'sent'").await, 2);
    })
    .await;
}

/// Counts, and takes its time.
struct Slow(AtomicUsize);

impl Sender for Slow {
    fn send<'a>(&'a self, _: PhoneMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async move {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }
}

#[tokio::test]
async fn many_workers_at_once_send_once() {
    on_both(registers, async |town| {
        let slow = Arc::new(Slow(AtomicUsize::new(0)));
        town.ways.texts_by(Arc::clone(&slow) as Arc<dyn Sender>);
        let mut accounts = Vec::new();
        for number in 0..20 {
            accounts.push(resident(&town, &format!("r{number}"), Some(&format!("0001111{number:04}"))).await);
        }
        told(&town, &news(&town, &DONE, 1), &accounts).await;
        let workers = (0..6).map(|_| post::post_due(&town.app));
        assert!(join_all(workers).await.into_iter().all(|ran| ran.is_ok()));
        assert_eq!(slow.0.load(Ordering::SeqCst), 20);
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'sent' and tries = 1").await, 20);
    })
    .await;
}

#[tokio::test]
async fn the_gateway_is_tried_again_when_busy_and_not_when_it_refuses() {
    on_both(registers, async |town| {
        let gateway = GatewayServer::start().await.unwrap();
        town.ways.texts_by(Arc::new(HttpGateway { url: gateway.url().to_owned(), token: "t".to_owned() }));
        let account = resident(&town, "one", Some(PHONE)).await;
        gateway.answer(503);
        told(&town, &news(&town, &DONE, 1), &[account]).await;
        posted(&town).await;
        town.clock.advance(Duration::minutes(1));
        gateway.answer(200);
        posted(&town).await;
        let seen = gateway.seen();
        assert!(seen.len() == 2 && seen[0].once == seen[1].once, "{seen:?}");
        gateway.answer(422);
        told(&town, &news(&town, &DONE, 2), &[account]).await;
        posted(&town).await;
        town.clock.advance(Duration::hours(3));
        posted(&town).await;
        assert_eq!(gateway.seen().len(), 3);
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'dead'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn who_acts_no_more_hears_no_more_not_even_what_waited_for_the_morning() {
    on_both(registers, async |town| {
        let gateway = GatewayServer::start().await.unwrap();
        town.ways.texts_by(Arc::new(HttpGateway { url: gateway.url().to_owned(), token: "t".to_owned() }));
        let son = resident(&town, "son", Some(PHONE)).await;
        let mut write = town.app.db.write(&town.house(), "people.enter", &[]).await.unwrap();
        let new = NewPerson {
            id: None,
            name: "例桑一".to_owned(),
            phone: None,
            language: Locale::ZhCn,
            building: None,
            door: None,
        };
        let mother = PersonId(register_in(&town.app, &mut write, new).await.unwrap().0);
        let tie = town.app.new_id();
        let proxy = access::accounts::store::by_id(&write, son).await.unwrap().unwrap().person_id;
        let row = row! {
            id: tie, community: town.community.0, resident_id: mother.0, proxy_id: proxy, scope: "decide",
            agreed_at: town.app.now(), ends_at: town.app.now() + Duration::days(3),
        };
        write.create(&PROXIES, row).await.unwrap();
        write.commit().await.unwrap();
        let heard = async || {
            let read = town.app.db.read().await.unwrap();
            accounts_for(&read, &town.house(), mother).await.unwrap()
        };
        let about = |number| News { of: Some(mother), ..news(&town, &DONE, number) };
        town.clock.advance(Duration::hours(12));
        assert_eq!(heard().await, [son]);
        told(&town, &about(1), &heard().await).await;
        told(&town, &news(&town, &DONE, 2), &[son]).await;
        posted(&town).await;
        assert!(gateway.seen().is_empty(), "at ten in the evening");
        pause(&town.app, &town.house(), tie, true).await.unwrap();
        assert!(heard().await.is_empty());
        town.clock.advance(Duration::hours(10));
        posted(&town).await;
        let seen = gateway.seen();
        assert!(seen.len() == 1 && seen[0].text.contains("2 号"), "only his own: {seen:?}");
        assert_eq!(count(&town, "select count(*) from notice_sends where state = 'dropped'").await, 1);
        pause(&town.app, &town.house(), tie, false).await.unwrap();
        told(&town, &about(3), &heard().await).await;
        posted(&town).await;
        assert_eq!(gateway.seen().len(), 2);
        told(&town, &about(4), &heard().await).await;
        town.clock.advance(Duration::hours(51));
        assert!(heard().await.is_empty(), "its day is over, whether or not anything has run");
        posted(&town).await;
        assert_eq!(gateway.seen().len(), 2);
        town.work().await;
    })
    .await;
}

#[tokio::test]
async fn wishes_are_kept_and_a_wrong_time_keeps_what_was_ticked() {
    on_both(registers, async |town| {
        let account = resident(&town, "one", Some(PHONE)).await;
        let browser = town.sign_in(account).await;
        for tag in ["zh-CN", "bo", "en"] {
            let page = browser.speak(tag).get("/me/notices").await;
            assert!(page.status == 200 && page.says("value=\"21:00\"") && !page.says("⟦"), "{}", page.text);
            assert!(!page.says("help-phone") && !page.says("office-phone"), "only what concerns a resident");
        }
        browser.speak("zh-CN");
        let form = [("choice", "own-phone"), ("quiet_from", "later"), ("quiet_to", "08:00")];
        let page = browser.post("/me/notices", &form).await;
        assert!(page.status == 422 && page.says("value=\"later\""), "{}", page.text);
        assert!(page.says("value=\"own-phone\" checked") && !page.says("value=\"act-phone\" checked"));
        let form =
            [("choice", "own-phone"), ("choice", "office-phone"), ("quiet_from", "00:00"), ("quiet_to", "00:00")];
        assert_eq!(browser.post("/me/notices", &form).await.status, 303);
        let page = browser.get("/me/notices").await;
        assert!(page.says("value=\"own-phone\" checked") && page.says("value=\"00:00\""));
        assert_eq!(count(&town, "select count(*) from notice_choices where topic = 'office'").await, 0);
        // In their language, at any hour.
        town.tamper("update accounts set locale = 'bo'").await;
        town.clock.advance(Duration::hours(15));
        told(&town, &news(&town, &GOES, 9), &[account]).await;
        told(&town, &news(&town, &DONE, 9), &[account]).await;
        posted(&town).await;
        let texts = town.sent.lock().unwrap().clone();
        assert!(texts.len() == 1 && texts[0].1.contains("ཨང་ 9"), "{texts:?}");
        assert_eq!(Quiet { from: 0, to: 0 }.leaves_at(town.app.now(), false), town.app.now());
    })
    .await;
}
