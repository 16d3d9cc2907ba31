//! Points and goods, whatever people do and however many at once: every book adds up, nothing falls below zero, nothing is
//! held twice, and what is sent again changes nothing.

use super::redemptions::{self, Wish};
use super::rules::{KnownBy, Loss, Source};
use super::{actions, store};
use crate::points::actions::{Joining, join, leave};
use crate::points::corrections::{Proposal, decide, propose};
use crate::points::journal;
use crate::points::ledger::Ledger;
use crate::points::verify::verify;
use base::{Doer, Minutes, OrderId, Outcome, PersonId, Points, Problem, Role};
use chrono::Duration;
use db::{Lock, Query, Record, row, values};
use futures::future::join_all;
use kernel::facts::{Fact, HelperMinutes, record};
use proptest::prelude::*;
use testkit::{Town, on_both};
use uuid::Uuid;

/// Prices of the things on the shelf.
const PRICES: [i64; 2] = [7, 3];
/// People who take part.
const PEOPLE: usize = 3;
/// Hands at once.
const HANDS: usize = 64;

/// A shop with people in the scheme, and those who serve them.
pub(crate) struct Shop<'t> {
    pub(crate) town: &'t Town,
    pub(crate) clerk: Doer,
    pub(crate) worker: Doer,
    pub(crate) secretary: Doer,
    pub(crate) judge: Doer,
    pub(crate) people: Vec<PersonId>,
    pub(crate) items: Vec<Uuid>,
}

pub(crate) fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

impl<'t> Shop<'t> {
    pub(crate) async fn of(town: &'t Town) -> Self {
        let staff = async |login: &str, role: Role| {
            let account = town.account(login, &[role], None).await;
            town.doer(account, None, &[role])
        };
        let (clerk, worker) = (staff("clerk", Role::Clerk).await, staff("worker", Role::Worker).await);
        let secretary = staff("secretary", Role::Secretary).await;
        let judge = staff("another", Role::Worker).await;
        let mut shop = Self { town, clerk, worker, secretary, judge, people: Vec::new(), items: Vec::new() };
        for price in PRICES {
            shop.items.push(shop.enter(price).await);
        }
        for number in 0..PEOPLE {
            shop.people.push(shop.take_part(number).await);
        }
        shop
    }

    async fn enter(&self, price: i64) -> Uuid {
        self.enter_named(format!("肥皂{price}"), (price, None)).await
    }

    async fn enter_named(&self, name: String, (price, best_before): (i64, Option<base::Day>)) -> Uuid {
        let wish = actions::Wish {
            id: self.town.app.new_id(),
            name_zh: name,
            name_bo: String::new(),
            name_en: String::new(),
            price: Points(price),
            origin: Source::Donated,
            donor: String::new(),
            best_before,
            shown: true,
        };
        actions::enter(&self.town.app, &self.clerk, (&wish, None)).await.unwrap();
        wish.id
    }

    async fn take_part(&self, number: usize) -> PersonId {
        let (id, name) = (self.town.app.new_id(), format!("例桑{number}"));
        let mut write = self.town.app.db.write(&self.town.house(), "people.enter", &[]).await.unwrap();
        let row = row! {
            id: id, community: self.town.community.0, name: name.clone(), name_key: name, language: "zh-CN",
        };
        write.create(&Record { table: "people" }, row).await.unwrap();
        write.commit().await.unwrap();
        self.join(PersonId(id)).await.unwrap();
        PersonId(id)
    }

    async fn join(&self, person: PersonId) -> Outcome<()> {
        let wish = Joining { person, keeps_points: true, shows_name: false };
        join(&self.town.app, &self.now(&self.worker), &wish).await
    }

    pub(crate) fn now(&self, doer: &Doer) -> Doer {
        Doer { at: self.town.app.now(), ..doer.clone() }
    }

    /// A correction that one proposes and another approves; sent twice, it is carried out once.
    pub(crate) async fn give(&self, id: Uuid, person: PersonId, amount: i64) -> Outcome<()> {
        let (app, ledger, reason) = (&self.town.app, Ledger::Points, "数错了".to_owned());
        propose(app, &self.now(&self.worker), &Proposal { id, person, ledger, amount, reason }).await?;
        decide(app, &self.now(&self.secretary), (id, 1, true)).await
    }

    /// A closed order with confirmed minutes: hours at once, points after the notice.
    pub(crate) async fn serve(&self, id: Uuid, person: PersonId, minutes: i64) -> Outcome<()> {
        let app = &self.town.app;
        let helper = HelperMinutes {
            person,
            team: None,
            minutes: Minutes(minutes),
            difficulty_permille: 1_500,
            recorded_by: self.worker.account.map(Uuid::from),
            confirmed_by: self.secretary.account.map(Uuid::from),
            served_at: app.now() - Duration::hours(3),
        };
        let fact = Fact::OrderClosed { order: OrderId(id), number: 1_001, round: 1, helpers: vec![helper] };
        let locks = [Lock::new("points_members", person)];
        let mut write = app.db.write(&self.now(&self.worker), "orders.close", &locks).await?;
        record(app, &mut write, &fact).await?;
        write.commit().await
    }

    /// Plain-text accounting accepts the journal as it stands now.
    pub(crate) async fn hledger_accepts(&self, when: &str) {
        let text = journal::journal(&self.town.app, &self.now(&self.secretary)).await.unwrap();
        let file = std::env::temp_dir().join(format!("wuquan-{}.journal", self.town.app.new_id()));
        std::fs::write(&file, &text).unwrap();
        for args in [&["check"][..], &["check", "--strict"], &["check", "ordereddates"]] {
            let run = std::process::Command::new("hledger").arg("-f").arg(&file).args(args).output();
            let run = run.expect("hledger is a Debian package: apt-get install hledger");
            assert!(run.status.success(), "{when} {args:?}: {}\n{text}", String::from_utf8_lossy(&run.stderr));
        }
        std::fs::remove_file(&file).unwrap();
    }

    pub(crate) async fn number(&self, sql: &str, values: Vec<db::Value>) -> i64 {
        self.town.app.db.read().await.unwrap().number(sql, values).await.unwrap()
    }

    /// What somebody has that is not held.
    pub(crate) async fn free(&self, owner: Uuid) -> i64 {
        let sql = "select cast(coalesce(sum(posted - reserved), 0) as bigint) from balances
                   where owner = $1 and ledger <> 'hours'";
        self.number(sql, values![owner]).await
    }

    /// Postings, what stands, what is held: the same before and after a repetition.
    async fn stands(&self) -> (i64, i64, i64) {
        (
            self.number("select count(*) from postings", vec![]).await,
            self.number("select cast(coalesce(sum(posted), 0) as bigint) from balances", vec![]).await,
            self.number("select cast(coalesce(sum(reserved), 0) as bigint) from balances", vec![]).await,
        )
    }

    /// The books, counted here a second time beside the program's own check.
    pub(crate) async fn adds_up(&self, after: &str) {
        let below = "select count(*) from balances where posted < 0 or reserved < 0 or posted < reserved";
        assert_eq!(self.number(below, vec![]).await, 0, "below zero after {after}");
        for ledger in ["points", "hours", "goods"] {
            let kept = "select cast(coalesce(sum(posted), 0) as bigint) from balances where ledger = $1";
            let moved = "select cast(coalesce(sum(case when credit_account is not null then amount else 0 end
                - case when debit_account is not null then amount else 0 end), 0) as bigint)
                from postings where ledger = $1";
            let (kept, moved) = (self.number(kept, values![ledger]).await, self.number(moved, values![ledger]).await);
            assert_eq!(kept, moved, "{ledger} does not add up after {after}");
        }
        // Nothing ended before its month's life was over, or without sixty days of notice; hours never end.
        let early = "select count(*) from postings p left join points_expiries e on e.id = p.source_id
            where p.credit_kind = 'expired' and p.source_kind = 'expiry' and (e.id is null or p.ledger <> 'points')";
        assert_eq!(self.number(early, vec![]).await, 0, "ended unannounced after {after}");
        for person in &self.people {
            let told =
                crate::points::expiry::store::told(&self.town.app.db.read().await.unwrap(), *person).await.unwrap();
            for one in told {
                let day = crate::points::rules::local_day(one.told_at);
                assert!(one.last_day >= day + Duration::days(60), "told too late after {after}");
                assert!(one.last_day >= crate::points::life::expires_on(&[], one.vintage), "too early after {after}");
            }
        }
        let read = self.town.app.db.read().await.unwrap();
        assert_eq!(verify(&self.town.app, &read).await.unwrap(), Vec::<String>::new(), "after {after}");
        assert_eq!(super::verify::verify(&self.town.app, &read).await.unwrap(), Vec::<String>::new(), "after {after}");
    }

    pub(crate) async fn stock(&self, item: Uuid) -> i64 {
        self.number("select posted from balances where owner = $1", values![item]).await
    }

    pub(crate) async fn deliver(&self, item: Uuid, count: i64) {
        actions::deliver(&self.town.app, &self.now(&self.clerk), (self.town.app.new_id(), item, count)).await.unwrap();
    }

    pub(crate) async fn all_at_once(&self, wishes: &[Wish]) -> Vec<&'static str> {
        let clerk = self.now(&self.clerk);
        let hands = wishes.iter().map(|wish| {
            let (app, clerk) = (&self.town.app, &clerk);
            async move { db::again(|| redemptions::redeem(app, clerk, (wish, KnownBy::Eye))).await }
        });
        join_all(hands).await.into_iter().map(word).collect()
    }
}

/// Somebody else with an account.
pub(crate) async fn colleague(town: &Town, login: &str, role: Role) -> Doer {
    let account = town.account(login, &[role], None).await;
    town.doer(account, None, &[role])
}

/// What came of it. A fault is never an answer.
pub(crate) fn word(outcome: Outcome<()>) -> &'static str {
    match outcome {
        Ok(()) => "ok",
        Err(Problem::Refused(refusal)) => refusal.key,
        Err(Problem::NotFound) => "not found",
        Err(Problem::Changed) => "changed",
        Err(Problem::Invalid(_)) => "invalid",
        Err(Problem::NotAllowed) => "not allowed",
        Err(other) => panic!("{other}"),
    }
}

/// The counter offers everything that the person can take along today, however much else there is, and nothing else.
#[tokio::test]
async fn a_large_shop_offers_what_can_be_taken_along_today() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let person = shop.people[0];
        shop.give(town.app.new_id(), person, 100).await.unwrap();
        let today = crate::points::rules::local_day(town.app.now());
        shop.deliver(shop.items[0], 3).await;
        for (name, price, last) in [
            ("昨天到期的奶", 5, today.pred_opt()),
            ("今天到期的奶", 5, Some(today)),
            ("太贵的锅", 101, None),
            ("买得起的锅", 100, None),
        ] {
            let id = shop.enter_named(name.to_owned(), (price, last)).await;
            shop.deliver(id, 2).await;
        }
        for number in 0..60 {
            shop.enter_named(format!("没货的东西{number}"), (1, None)).await;
        }
        let clerk = town.sign_in(shop.clerk.account.unwrap()).await;
        let page = clerk.get(&format!("/counter/people/{person}")).await;
        let first = format!("肥皂{}", PRICES[0]);
        for (name, offered) in [
            (first.as_str(), true),
            ("今天到期的奶", true),
            ("买得起的锅", true),
            ("昨天到期的奶", false),
            ("太贵的锅", false),
            ("没货的东西", false),
        ] {
            assert_eq!(page.says(name), offered, "{name}: {}", page.text);
        }
        assert!(!page.says("哪样东西"), "a short list needs no search");
        let narrowed = clerk.get(&format!("/counter/people/{person}?q=%E5%A5%B6")).await;
        assert!(narrowed.says("今天到期的奶") && !narrowed.says("买得起的锅"), "{}", narrowed.text);
        assert!(clerk.get(&format!("/counter/people/{person}?q=zz")).await.says("没有这样的东西"));
        let shelf = town.browser().get("/supermarket").await;
        assert!(!shelf.says("昨天到期的奶"), "{}", shelf.text);
    })
    .await;
}

#[tokio::test]
async fn sixty_four_redemptions_and_exactly_as_many_as_the_balance_pays_for() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (person, rich, item, few) = (shop.people[0], shop.people[1], shop.items[0], shop.items[1]);
        shop.give(town.app.new_id(), person, 100).await.unwrap();
        shop.give(town.app.new_id(), rich, 1_000).await.unwrap();
        actions::deliver(&town.app, &shop.clerk, (town.app.new_id(), item, 50)).await.unwrap();
        actions::deliver(&town.app, &shop.clerk, (town.app.new_id(), few, 9)).await.unwrap();
        let wishes = |person: PersonId, item: Uuid| -> Vec<Wish> {
            (0..HANDS).map(|_| Wish { id: town.app.new_id(), person, item, count: 1 }).collect()
        };
        let answers = shop.all_at_once(&wishes(person, item)).await;
        assert_eq!(answers.iter().filter(|answer| **answer == "ok").count(), 14, "100 / 7: {answers:?}");
        assert_eq!((shop.free(person.0).await, shop.free(item).await), (2, 36));
        shop.adds_up("64 hands on one balance").await;
        let answers = shop.all_at_once(&wishes(rich, few)).await;
        assert_eq!(answers.iter().filter(|answer| **answer == "ok").count(), 9, "9 on the shelf: {answers:?}");
        assert_eq!((shop.free(rich.0).await, shop.free(few).await), (973, 0));
        shop.adds_up("64 hands on one shelf").await;
        let same = Wish { id: town.app.new_id(), person: rich, item, count: 2 };
        assert_eq!(shop.all_at_once(&[same; 10]).await, ["ok"; 10]);
        assert_eq!((shop.free(rich.0).await, shop.free(item).await), (959, 34));
        shop.adds_up("one form ten times").await;
    })
    .await;
}

/// Something that somebody does; places and numbers of redemptions wrap around.
#[derive(Clone, Debug)]
enum Deed {
    Deliver(usize, i64),
    WriteOff(usize, i64),
    Give(usize, i64),
    Serve(usize, i64),
    Reserve(usize, usize, i64),
    Redeem(usize, usize, i64),
    Collect(usize),
    Cancel(usize),
    Leave(usize),
    Return(usize),
    Appeal(usize, bool),
    Praise(usize, i64),
    Later(i64),
}

fn a_deed() -> impl Strategy<Value = Deed> {
    let (one, thing) = (0..PEOPLE, 0..PRICES.len());
    prop_oneof![
        2 => (thing.clone(), 0i64..30).prop_map(|(thing, count)| Deed::Deliver(thing, count)),
        1 => (thing.clone(), 1i64..20).prop_map(|(thing, count)| Deed::WriteOff(thing, count)),
        3 => (one.clone(), -60i64..120).prop_map(|(one, amount)| Deed::Give(one, amount)),
        2 => (one.clone(), 1i64..400).prop_map(|(one, minutes)| Deed::Serve(one, minutes)),
        4 => (one.clone(), thing.clone(), 0i64..8).prop_map(|(one, thing, count)| Deed::Reserve(one, thing, count)),
        3 => (one.clone(), thing, 1i64..8).prop_map(|(one, thing, count)| Deed::Redeem(one, thing, count)),
        3 => (0usize..20).prop_map(Deed::Collect),
        2 => (0usize..20).prop_map(Deed::Cancel),
        1 => one.clone().prop_map(Deed::Leave),
        1 => one.clone().prop_map(Deed::Return),
        2 => (0usize..20, any::<bool>()).prop_map(|(number, upholds)| Deed::Appeal(number, upholds)),
        2 => (one, 40i64..210).prop_map(|(one, points)| Deed::Praise(one, points)),
        3 => prop_oneof![Just(1i64), Just(80), Just(24 * 7), Just(24 * 70), Just(24 * 400)].prop_map(Deed::Later),
    ]
}

impl Shop<'_> {
    async fn play(&self, deed: &Deed, (id, opened): (Uuid, &[Uuid])) -> Outcome<()> {
        let (app, clerk) = (&self.town.app, self.now(&self.clerk));
        let wish =
            |one: usize, thing: usize, count| Wish { id, person: self.people[one], item: self.items[thing], count };
        let nth = |number: usize| opened.get(number % opened.len().max(1)).copied().unwrap_or(id);
        match *deed {
            Deed::Deliver(thing, count) => actions::deliver(app, &clerk, (id, self.items[thing], count)).await,
            Deed::WriteOff(thing, count) => {
                actions::write_off(app, &clerk, (id, self.items[thing], count), Loss::Missing).await
            }
            Deed::Give(one, amount) => self.give(id, self.people[one], amount).await,
            Deed::Serve(one, minutes) => self.serve(id, self.people[one], minutes).await,
            Deed::Reserve(one, thing, count) => redemptions::reserve(app, &clerk, &wish(one, thing, count)).await,
            Deed::Redeem(one, thing, count) => {
                redemptions::redeem(app, &clerk, (&wish(one, thing, count), KnownBy::Passbook)).await
            }
            Deed::Collect(number) => redemptions::collect(app, &clerk, (nth(number), KnownBy::Code)).await,
            Deed::Cancel(number) => redemptions::cancel(app, &clerk, nth(number)).await,
            Deed::Leave(one) => leave(app, &self.now(&self.worker), self.people[one]).await,
            Deed::Return(one) => self.join(self.people[one]).await,
            Deed::Appeal(number, upholds) => self.appeal(id, number, upholds).await,
            Deed::Praise(one, points) => self.praise(id, self.people[one], points).await,
            Deed::Later(hours) => {
                self.town.later(Duration::hours(hours)).await;
                Ok(())
            }
        }
    }

    /// Somebody appeals against a correction that was carried out, and another decides.
    async fn appeal(&self, id: Uuid, number: usize, upholds: bool) -> Outcome<()> {
        #[derive(db::FromQueryResult)]
        struct Row {
            id: Uuid,
        }
        let app = &self.town.app;
        let sql = "select id from points_corrections where state = 'approved' order by id";
        let found: Vec<Row> = app.db.read().await?.all(sql, vec![]).await?;
        let Some(found) = found.get(number % found.len().max(1)) else { return Ok(()) };
        let words = "不对";
        crate::points::appeals::actions::appeal(app, &self.now(&self.clerk), (id, found.id, words)).await?;
        let outcome = "查过了".to_owned();
        let ruling = crate::points::appeals::actions::Ruling { id, version: 1, upholds, outcome };
        crate::points::appeals::actions::decide(app, &self.now(&self.judge), &ruling).await
    }

    /// Praise from the proposal to the decision.
    async fn praise(&self, id: Uuid, person: PersonId, points: i64) -> Outcome<()> {
        use crate::points::commendations::actions::{Answer, Proposal, Ruling, answer, decide, propose};
        let (app, reason, outcome) = (&self.town.app, "修好了长椅".to_owned(), "好".to_owned());
        let merit = crate::points::commendations::rules::Merit::Commons;
        propose(app, &self.now(&self.worker), &Proposal { id, person, merit, reason, points: Points(points) }).await?;
        answer(app, &self.now(&self.clerk), Answer { id, agrees: true, shows_name: false }).await?;
        self.town.later(Duration::days(5)).await;
        decide(app, &self.now(&self.secretary), &Ruling { id, version: 2, grants: true, outcome }).await
    }

    /// Plays everything, each deed twice, and counts the books after each.
    async fn play_all(&self, deeds: &[Deed]) {
        let mut opened = Vec::new();
        for (number, deed) in deeds.iter().enumerate() {
            let (id, after) = (self.town.app.new_id(), format!("{:?}", &deeds[..=number]));
            if matches!(deed, Deed::Reserve(..)) {
                opened.push(id);
            }
            word(self.play(deed, (id, &opened)).await);
            self.adds_up(&after).await;
            if matches!(deed, Deed::Later(_)) {
                continue;
            }
            let stands = self.stands().await;
            word(self.play(deed, (id, &opened)).await);
            assert_eq!(self.stands().await, stands, "sent again: {after}");
        }
        // Nothing stays held once everybody's time is over.
        self.town.later(Duration::days(8)).await;
        assert_eq!(self.stands().await.2, 0, "{deeds:?}");
        let (read, now) = (self.town.app.db.read().await.unwrap(), self.town.app.now());
        let waiting = store::redemptions_due(&read, self.town.community, now).await.unwrap();
        assert!(waiting.is_empty());
        drop(read);
        self.adds_up("the end").await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]
    #[test]
    fn whatever_people_do_every_book_adds_up(deeds in prop::collection::vec(a_deed(), 10..40)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(on_both(circles, async |town| Shop::of(&town).await.play_all(&deeds).await));
    }
}
