//! Stock-taking, donations, appeals, praise, the end of points and the journal: what a shop meets, on both databases, each
//! deed twice, with the wrong hands in it.

use super::counts::{self, actions::Found};
use super::donations::actions::{Gift, Spending, Wish as Receipt, receive, spend, void};
use super::redemptions::{self, Wish};
use super::rules::KnownBy;
use super::tests::{Shop, circles, word};
use super::{actions, donations, store};
use crate::points::appeals::{self, actions::Ruling};
use crate::points::commendations::actions::{Answer, Proposal, Ruling as Verdict, answer, decide, object, propose};
use crate::points::commendations::{rules::Merit, store as praise};
use crate::points::{expiry, journal, ledger, rules as points_rules};
use base::{Doer, PersonId, Points, Problem, Role};
use chrono::{Datelike, Duration};
use db::{Query, values};
use futures::future::join_all;
use testkit::{Town, on_both};
use uuid::Uuid;

async fn colleague(town: &Town, login: &str, role: Role) -> Doer {
    let account = town.account(login, &[role], None).await;
    town.doer(account, None, &[role])
}

impl Shop<'_> {
    async fn stock(&self, item: Uuid) -> i64 {
        self.number("select posted from balances where owner = $1", values![item]).await
    }

    async fn deliver(&self, item: Uuid, count: i64) {
        actions::deliver(&self.town.app, &self.now(&self.clerk), (self.town.app.new_id(), item, count)).await.unwrap();
    }

    /// What one person finds: pieces of each thing, in the order of the shop's things.
    async fn looks(&self, who: &Doer, count: Uuid, pieces: &[i64]) -> &'static str {
        let who = self.now(who);
        let lines = counts::store::lines(&self.town.app.db.read().await.unwrap(), count).await.unwrap();
        let line = |item: Uuid| lines.iter().find(|line| line.item_id == item).unwrap().id;
        let pieces = self.items.iter().zip(pieces).map(|(item, pieces)| (line(*item), *pieces)).collect();
        let found = Found { count, at: who.at, pieces };
        word(db::again(|| counts::actions::enter(&self.town.app, &who, &found)).await)
    }

    async fn version(&self, count: Uuid) -> i64 {
        self.number("select version from stock_counts where id = $1", values![count]).await
    }

    async fn posts(&self, who: &Doer, count: Uuid) -> &'static str {
        let version = self.version(count).await;
        word(counts::actions::post(&self.town.app, &self.now(who), (count, version)).await)
    }

    async fn explains(&self, who: &Doer, count: Uuid) -> &'static str {
        let lines = counts::store::lines(&self.town.app.db.read().await.unwrap(), count).await.unwrap();
        let differ = lines.iter().filter(|line| line.difference().is_some());
        let reasons: Vec<(Uuid, String)> = differ.map(|line| (line.id, "拆包时破了".to_owned())).collect();
        word(counts::actions::explain(&self.town.app, &self.now(who), (count, &reasons)).await)
    }
}

#[tokio::test]
async fn two_people_count_while_the_shop_is_open_and_a_third_posts() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, count) = (&town.app, town.app.new_id());
        let (soap, salt, person) = (shop.items[0], shop.items[1], shop.people[0]);
        shop.deliver(soap, 20).await;
        shop.deliver(salt, 30).await;
        shop.give(app.new_id(), person, 500).await.unwrap();
        let second = colleague(&town, "second", Role::Worker).await;
        let begin = async |id| word(counts::actions::begin(app, &shop.now(&shop.clerk), id).await);
        assert_eq!((begin(count).await, begin(count).await), ("ok", "ok"), "a double click");
        assert_eq!(begin(app.new_id()).await, "counts-one-at-a-time");
        town.clock.advance(Duration::minutes(5));
        // Two soaps are broken: 18 are there. One salt was given twice: 31 are there.
        assert_eq!(shop.looks(&shop.clerk, count, &[18, 31]).await, "ok");
        assert_eq!(shop.looks(&shop.clerk, count, &[18, 31]).await, "ok", "a double click");
        // Three soaps are sold before the second person looks: 15 are there.
        town.clock.advance(Duration::minutes(5));
        let sale = Wish { id: app.new_id(), person, item: soap, count: 3 };
        redemptions::redeem(app, &shop.now(&shop.clerk), (&sale, KnownBy::Eye)).await.unwrap();
        town.clock.advance(Duration::minutes(5));
        assert_eq!(shop.posts(&shop.secretary, count).await, "counts-not-done", "one person is not enough");
        assert_eq!(shop.looks(&second, count, &[18, 31]).await, "ok");
        assert_eq!(shop.posts(&shop.secretary, count).await, "counts-not-done", "they disagree about the soap");
        assert_eq!(shop.looks(&second, count, &[15, 31]).await, "ok");
        assert_eq!(shop.looks(&shop.secretary, count, &[15, 31]).await, "counts-two-already");
        assert_eq!(shop.posts(&shop.secretary, count).await, "counts-reason-missing");
        assert_eq!(shop.explains(&shop.secretary, count).await, "counts-reason-not-yours");
        assert_eq!(shop.explains(&shop.clerk, count).await, "ok");
        for counted in [&shop.clerk, &second] {
            assert_ne!(shop.posts(counted, count).await, "ok", "who counted does not post");
        }
        // What is missing cannot be what somebody has reserved.
        let held = Wish { id: app.new_id(), person, item: soap, count: 16 };
        redemptions::reserve(app, &shop.now(&shop.clerk), &held).await.unwrap();
        assert_eq!(shop.posts(&shop.secretary, count).await, "counts-held");
        redemptions::cancel(app, &shop.now(&shop.clerk), held.id).await.unwrap();
        // Another one is sold before it is posted.
        let sale = Wish { id: app.new_id(), person, item: soap, count: 1 };
        redemptions::redeem(app, &shop.now(&shop.clerk), (&sale, KnownBy::Eye)).await.unwrap();
        let version = shop.version(count).await;
        let secretary = shop.now(&shop.secretary);
        let hands = (0..8).map(|_| db::again(|| counts::actions::post(app, &secretary, (count, version))));
        let answers: Vec<_> = join_all(hands).await.into_iter().map(word).collect();
        assert_eq!(answers, ["ok"; 8], "eight clicks");
        assert_eq!((shop.stock(soap).await, shop.stock(salt).await), (14, 31));
        let postings = "select count(*) from postings where source_kind = 'count'";
        assert_eq!(shop.number(postings, vec![]).await, 2, "one for each difference");
        assert_eq!(shop.looks(&second, count, &[1, 1]).await, "counts-ended");
        shop.adds_up("a count").await;
        let again = app.new_id();
        assert_eq!(begin(again).await, "ok", "the next one");
        assert_eq!(word(counts::actions::drop_count(app, &shop.now(&second), again).await), "ok");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_of_paper_is_entered_later_with_the_books_of_its_time() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, count, soap) = (&town.app, town.app.new_id(), shop.items[0]);
        shop.deliver(soap, 20).await;
        shop.deliver(shop.items[1], 5).await;
        shop.give(app.new_id(), shop.people[0], 100).await.unwrap();
        let second = colleague(&town, "second", Role::Worker).await;
        counts::actions::begin(app, &shop.now(&shop.clerk), count).await.unwrap();
        town.clock.advance(Duration::minutes(30));
        let on_paper = app.now();
        town.clock.advance(Duration::hours(2));
        let sale = Wish { id: app.new_id(), person: shop.people[0], item: soap, count: 4 };
        redemptions::redeem(app, &shop.now(&shop.clerk), (&sale, KnownBy::Eye)).await.unwrap();
        town.clock.advance(Duration::hours(20));
        let lines = counts::store::lines(&app.db.read().await.unwrap(), count).await.unwrap();
        let line = lines.iter().find(|line| line.item_id == soap).unwrap().id;
        for (who, at, expected) in [
            (&shop.clerk, on_paper - Duration::hours(1), "invalid"),
            (&shop.clerk, app.now() + Duration::hours(1), "invalid"),
            (&shop.clerk, on_paper, "ok"),
            (&second, on_paper, "ok"),
        ] {
            let found = Found { count, at, pieces: vec![(line, 19)] };
            assert_eq!(word(counts::actions::enter(app, &shop.now(who), &found).await), expected, "{at}");
        }
        let lines = counts::store::lines(&app.db.read().await.unwrap(), count).await.unwrap();
        assert_eq!(lines.iter().find(|line| line.item_id == soap).unwrap().difference(), Some(-1));
    })
    .await;
}

#[tokio::test]
async fn thirty_two_redemptions_and_a_count_at_once() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, count, soap, person) = (&town.app, town.app.new_id(), shop.items[0], shop.people[0]);
        shop.deliver(soap, 20).await;
        shop.deliver(shop.items[1], 5).await;
        shop.give(app.new_id(), person, 1_000).await.unwrap();
        let second = colleague(&town, "second", Role::Worker).await;
        counts::actions::begin(app, &shop.now(&shop.clerk), count).await.unwrap();
        // Three are missing: 17 and 5 are found, by both, before the rush.
        assert_eq!(shop.looks(&shop.clerk, count, &[17, 5]).await, "ok");
        assert_eq!(shop.looks(&second, count, &[17, 5]).await, "ok");
        assert_eq!(shop.explains(&second, count).await, "ok");
        let wishes: Vec<Wish> = (0..32).map(|_| Wish { id: app.new_id(), person, item: soap, count: 1 }).collect();
        let (version, secretary) = (shop.version(count).await, shop.now(&shop.secretary));
        let post = async { word(db::again(|| counts::actions::post(app, &secretary, (count, version))).await) };
        let (sold, posted) = futures::future::join(shop.all_at_once(&wishes), post).await;
        let sold = sold.iter().filter(|answer| **answer == "ok").count();
        assert!(["ok", "counts-held"].contains(&posted), "{posted}");
        let taken = if posted == "ok" { 3 } else { 0 };
        assert_eq!(shop.stock(soap).await, 20 - taken - i64::try_from(sold).unwrap());
        assert_eq!(sold, usize::try_from(20 - taken).unwrap(), "as many as there are, and no more");
        shop.adds_up("a rush on a counted shelf").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_past_its_date_stays_in_the_shop() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, soap, person) = (&town.app, shop.items[0], shop.people[0]);
        shop.deliver(soap, 5).await;
        shop.give(app.new_id(), person, 100).await.unwrap();
        let item = store::item(&app.db.read().await.unwrap(), town.community, soap).await.unwrap().unwrap();
        let today = points_rules::local_day(app.now());
        let wish = actions::Wish {
            id: soap,
            name_zh: item.name_zh,
            name_bo: String::new(),
            name_en: String::new(),
            price: Points(7),
            origin: super::rules::Source::Donated,
            donor: String::new(),
            best_before: Some(today),
            shown: true,
        };
        actions::change(app, &shop.now(&shop.clerk), (&wish, item.version, None)).await.unwrap();
        let kept = Wish { id: app.new_id(), person, item: soap, count: 1 };
        redemptions::reserve(app, &shop.now(&shop.clerk), &kept).await.unwrap();
        town.clock.advance(Duration::days(1));
        let collected = redemptions::collect(app, &shop.now(&shop.clerk), (kept.id, KnownBy::Code)).await;
        assert_eq!(word(collected), "supermarket-too-old", "reserved in time, fetched too late");
        let late = Wish { id: app.new_id(), person, item: soap, count: 1 };
        assert_eq!(word(redemptions::reserve(app, &shop.now(&shop.clerk), &late).await), "supermarket-not-offered");
        let near = store::near(&app.db.read().await.unwrap(), town.community, today).await.unwrap();
        assert_eq!(near.iter().map(|item| item.id).collect::<Vec<_>>(), [soap]);
        for (days, expected) in [(0, "invalid"), (366, "invalid"), (14, "ok"), (21, "ok")] {
            assert_eq!(word(actions::set_near_days(app, &shop.now(&shop.clerk), days).await), expected);
        }
        assert_eq!(store::near_days(&app.db.read().await.unwrap(), town.community).await.unwrap().near_days, 21);
        redemptions::cancel(app, &shop.now(&shop.clerk), kept.id).await.unwrap();
        assert_eq!(shop.free(person.0).await, 100, "the points are back");
    })
    .await;
}

#[tokio::test]
async fn receipts_have_no_gap_and_the_account_balances() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, soap) = (&town.app, shop.items[0]);
        let today = points_rules::local_day(app.now());
        let receipt = |gift, donor: &str| Receipt { id: app.new_id(), gift, donor: donor.to_owned(), given_on: today };
        let wishes: Vec<Receipt> = (0..12i64)
            .map(|n| receipt(if n % 3 == 0 { Gift::Goods(soap, 4) } else { Gift::Money(10_000 + n) }, ""))
            .collect();
        let clerk = shop.now(&shop.clerk);
        let hands = wishes.iter().flat_map(|wish| [wish, wish]).map(|wish| db::again(|| receive(app, &clerk, wish)));
        assert!(join_all(hands).await.into_iter().all(|answer| word(answer) == "ok"), "twelve at once, each twice");
        let gaps = "select count(*) from donations where number between 1 and 12";
        assert_eq!(shop.number(gaps, vec![]).await, 12);
        assert_eq!(shop.stock(soap).await, 16);
        let book = async || donations::store::book(&app.db.read().await.unwrap(), town.community).await.unwrap();
        let received: i64 = (0..12).filter(|n| n % 3 != 0).map(|n| 10_000 + n).sum();
        assert_eq!((book().await.last_number, book().await.received_fen), (12, received));
        let (secretary, money) = (shop.now(&shop.secretary), &wishes[1]);
        let spends = async |fen, purpose: &str| {
            let wish = Spending { id: app.new_id(), fen, purpose: purpose.to_owned(), used_on: today };
            word(spend(app, &secretary, &wish).await)
        };
        assert_eq!(spends(received + 1, "买米").await, "donations-too-little");
        assert_eq!(spends(5_000, "给例桑0买米").await, "invalid", "nobody who receives is named");
        assert_eq!(spends(5_000, "给孤寡老人统计宗教信仰").await, "invalid");
        assert_eq!(spends(5_000, "给十户老人家买米").await, "ok");
        assert_eq!(
            word(
                spend(app, &clerk, &Spending { id: app.new_id(), fen: 1, purpose: "米".into(), used_on: today }).await
            ),
            "not allowed"
        );
        let voids = async |who: &Doer, id| word(void(app, who, (id, 1, "写错了")).await);
        assert_eq!(voids(&clerk, money.id).await, "not allowed");
        assert_eq!((voids(&secretary, money.id).await, voids(&secretary, money.id).await), ("ok", "ok"));
        assert_eq!(voids(&secretary, wishes[0].id).await, "ok");
        assert_eq!((shop.stock(soap).await, book().await.last_number), (12, 12), "the number stays");
        assert_eq!(book().await.left_fen(), received - 10_001 - 5_000);
        let named = receipt(Gift::Money(100), "河谷镇农贸市场");
        receive(app, &clerk, &named).await.unwrap();
        let read = app.db.read().await.unwrap();
        let things = donations::store::things(&read, town.community).await.unwrap();
        assert!(things.len() == 1 && things[0].balances() && things[0].donated == 12, "{things:?}");
        drop(read);
        let page = town.browser().get("/supermarket/account").await;
        assert!(page.status == 200 && page.says("河谷镇农贸市场") && page.says("一位好心人"), "{}", page.text);
        shop.adds_up("donations").await;
    })
    .await;
}

#[tokio::test]
async fn an_appeal_is_decided_by_others_and_takes_the_correction_back() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, person) = (&town.app, shop.people[0]);
        shop.give(app.new_id(), person, 90).await.unwrap();
        let taken = app.new_id();
        shop.give(taken, person, -40).await.unwrap();
        assert_eq!(shop.free(person.0).await, 50);
        let account = town.account("own", &[Role::Resident], Some(person)).await;
        let own = town.doer(account, Some(person), &[Role::Resident]);
        let account = town.account("other", &[Role::Resident], Some(shop.people[1])).await;
        let other = town.doer(account, Some(shop.people[1]), &[Role::Resident]);
        let appeals = async |who: &Doer, id| {
            word(appeals::actions::appeal(app, &shop.now(who), (id, taken, "那天我真的去了")).await.map(|_| ()))
        };
        assert_eq!(appeals(&other, app.new_id()).await, "not found");
        let id = app.new_id();
        assert_eq!((appeals(&own, id).await, appeals(&own, id).await), ("ok", "ok"));
        assert_eq!(shop.number("select count(*) from points_appeals", vec![]).await, 1);
        let judge = colleague(&town, "judge", Role::Worker).await;
        let decides = async |who: &Doer, upholds| {
            let ruling = Ruling { id, version: 1, upholds, outcome: "查了签到表，本人在场".to_owned() };
            word(appeals::actions::decide(app, &shop.now(who), &ruling).await)
        };
        assert_eq!(decides(&shop.worker, true).await, "appeals-not-you", "who proposed it");
        assert_eq!(decides(&shop.secretary, true).await, "appeals-not-you", "who approved it");
        assert_eq!(decides(&own, true).await, "not allowed");
        assert_eq!((decides(&judge, true).await, decides(&judge, true).await), ("ok", "ok"), "a double click");
        assert_eq!(decides(&judge, false).await, "changed");
        assert_eq!(shop.free(person.0).await, 90);
        shop.adds_up("an appeal").await;
        // The next one comes too late.
        let late = app.new_id();
        shop.give(late, person, -10).await.unwrap();
        town.clock.advance(Duration::days(16));
        let answer = appeals::actions::appeal(app, &shop.now(&own), (app.new_id(), late, "太多了")).await;
        assert_eq!(word(answer.map(|_| ())), "appeals-too-late");
    })
    .await;
}

#[tokio::test]
async fn praise_asks_first_waits_five_days_and_is_given_once_by_another_hand() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, person) = (&town.app, shop.people[0]);
        let account = town.account("own", &[Role::Resident], Some(person)).await;
        let own = town.doer(account, Some(person), &[Role::Resident]);
        let wish = |reason: &str, points| Proposal {
            id: app.new_id(),
            person,
            merit: Merit::Rescue,
            reason: reason.to_owned(),
            points: Points(points),
        };
        let proposes = async |who: &Doer, wish: &Proposal| word(propose(app, &shop.now(who), wish).await);
        for (reason, points) in [("积极学习", 60), ("例桑0背老人下楼", 60), ("雪夜背老人下楼", 201), ("", 60)]
        {
            assert_eq!(proposes(&shop.worker, &wish(reason, points)).await, "invalid", "{reason}");
        }
        assert_eq!(proposes(&own, &wish("雪夜背老人下楼", 60)).await, "not allowed");
        let good = wish("雪夜背老人下楼", 60);
        assert_eq!((proposes(&shop.worker, &good).await, proposes(&shop.worker, &good).await), ("ok", "ok"));
        assert_eq!(proposes(&shop.worker, &wish("再来一次", 60)).await, "praise-one-at-a-time");
        let public = async || town.browser().get("/points/honours").await;
        assert!(!public().await.says("雪夜"), "nobody reads it before the nominee agreed");
        let answers = async |who: &Doer, agrees| {
            let said = Answer { id: good.id, agrees, shows_name: false };
            word(answer(app, &shop.now(who), said).await.map(|_| ()))
        };
        assert_eq!(answers(&shop.worker, true).await, "praise-three-hands", "who proposed it cannot agree for them");
        assert_eq!((answers(&own, true).await, answers(&own, true).await), ("ok", "ok"));
        let page = public().await;
        assert!(page.says("雪夜") && page.says("一位居民") && !page.says("例桑"), "{}", page.text);
        let said = app.new_id();
        for _ in 0..2 {
            object(app, &town.visitor(), (said, good.id, "那天是两个人一起背的")).await.unwrap();
        }
        assert_eq!(shop.number("select count(*) from points_commendation_objections", vec![]).await, 1);
        let rules = async |who: &Doer, grants| {
            let found =
                praise::commendation(&app.db.read().await.unwrap(), town.community, good.id).await.unwrap().unwrap();
            let ruling = Verdict { id: good.id, version: found.version, grants, outcome: "两位都表彰".to_owned() };
            word(decide(app, &shop.now(who), &ruling).await)
        };
        assert_eq!(rules(&shop.secretary, true).await, "praise-notice-open");
        town.clock.advance(Duration::days(5));
        assert_eq!(rules(&shop.worker, true).await, "praise-three-hands", "who proposed it");
        assert_eq!((rules(&shop.secretary, true).await, rules(&shop.secretary, true).await), ("ok", "ok"));
        assert_eq!(rules(&shop.secretary, false).await, "praise-too-late");
        assert_eq!(shop.free(person.0).await, 60, "once");
        assert_eq!(answers(&own, false).await, "praise-too-late");
        shop.adds_up("praise").await;
        let outsider = Proposal { person: PersonId(app.new_id()), ..wish("修好长椅", 60) };
        assert_eq!(proposes(&shop.worker, &outsider).await, "praise-not-member");
    })
    .await;
}

#[tokio::test]
async fn points_end_after_two_years_and_sixty_days_of_notice_and_hours_never() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, person) = (&town.app, shop.people[0]);
        shop.serve(app.new_id(), person, 120).await.unwrap();
        town.later(Duration::days(6)).await;
        let earned = shop.free(person.0).await;
        assert_eq!(earned, 30, "two hours of a craft");
        let hours = "select posted from balances where owner = $1 and ledger = 'hours'";
        let month = ledger::vintages(&app.db.read().await.unwrap(), person).await.unwrap()[0].month;
        let last = crate::points::life::expires_on(&[], month);
        let told = async || expiry::store::told(&app.db.read().await.unwrap(), person).await.unwrap();
        let until = |day: base::Day, before: i64| {
            Duration::days((day - points_rules::local_day(app.now())).num_days() - before)
        };
        town.later(until(last, 62)).await;
        assert!(told().await.is_empty(), "not yet");
        town.later(Duration::days(3)).await;
        assert_eq!(told().await.len(), 1);
        let last = told().await[0].last_day;
        assert!(last.day() > 0 && last >= crate::points::life::expires_on(&[], month));
        // Something is reserved from them just before the end, and comes back after it.
        shop.deliver(shop.items[1], 9).await;
        town.later(until(last, 1)).await;
        let kept = Wish { id: app.new_id(), person, item: shop.items[1], count: 2 };
        redemptions::reserve(app, &shop.now(&shop.clerk), &kept).await.unwrap();
        town.later(Duration::days(2)).await;
        let page = told().await;
        assert_eq!((shop.free(person.0).await, page.len()), (0, 1), "what is held stays");
        for _ in 0..3 {
            expiry::actions::end_all(app, &town.house()).await.unwrap();
        }
        shop.adds_up("the end of a month").await;
        town.later(Duration::days(4)).await;
        town.later(Duration::days(1)).await;
        assert!(told().await.is_empty(), "nothing is left of them");
        assert_eq!(shop.number(hours, values![person.0]).await, 120, "hours never end");
        let ended = "select cast(sum(amount) as bigint) from postings where source_kind = 'expiry'";
        assert_eq!(shop.number(ended, vec![]).await, earned);
        shop.adds_up("the end").await;
    })
    .await;
}

#[tokio::test]
async fn hledger_accepts_the_journal_and_finds_the_same_balances() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let app = &town.app;
        shop.deliver(shop.items[0], 20).await;
        for (number, person) in shop.people.iter().enumerate() {
            shop.give(app.new_id(), *person, 50 + i64::try_from(number).unwrap()).await.unwrap();
            shop.serve(app.new_id(), *person, 90).await.unwrap();
        }
        town.later(Duration::days(6)).await;
        let wish = Wish { id: app.new_id(), person: shop.people[0], item: shop.items[0], count: 3 };
        redemptions::redeem(app, &shop.now(&shop.clerk), (&wish, KnownBy::Eye)).await.unwrap();
        assert!(matches!(journal::journal(app, &shop.now(&shop.clerk)).await, Err(Problem::NotAllowed)));
        let text = journal::journal(app, &shop.now(&shop.secretary)).await.unwrap();
        assert_eq!(text, journal::journal(app, &shop.now(&shop.secretary)).await.unwrap(), "codes stay the same");
        assert!(!text.contains("例桑") && !shop.people.iter().any(|person| text.contains(&person.to_string())));
        let folder = std::env::temp_dir().join(format!("wuquan-journal-{}", app.new_id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("points.journal");
        std::fs::write(&file, &text).unwrap();
        let hledger = |args: &[&str]| {
            let run = std::process::Command::new("hledger").arg("-f").arg(&file).args(args).output();
            let run = run.expect("hledger is a Debian package: apt-get install hledger");
            let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
            (run.status.success(), told)
        };
        for args in [&["check"][..], &["check", "--strict"], &["check", "ordereddates"]] {
            let (good, told) = hledger(args);
            assert!(good, "{args:?}: {told}\n{text}");
        }
        for (ledger, kind) in [("points", "resident"), ("hours", "resident"), ("goods", "stock")] {
            let ours = "select cast(sum(posted) as bigint) from balances where ledger = $1";
            let ours = shop.number(ours, values![ledger]).await;
            let (_, told) = hledger(&["balance", &format!("{ledger}:{kind}"), "--depth", "2", "-O", "csv", "-N"]);
            let theirs: String = told.split(',').next_back().unwrap().chars().filter(char::is_ascii_digit).collect();
            assert_eq!(theirs, ours.to_string(), "{ledger}: {told}");
        }
        // A balance that is not what the postings add up to is refused.
        std::fs::write(&file, text.replacen(" = 90 minutes", " = 91 minutes", 1)).unwrap();
        assert!(!hledger(&["check"]).0, "{text}");
        std::fs::remove_dir_all(&folder).unwrap();
    })
    .await;
}
