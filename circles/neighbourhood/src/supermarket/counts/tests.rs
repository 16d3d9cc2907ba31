//! Stock-taking on both databases: the shop stays open, each deed comes twice, and the wrong hands try.

use super::actions::{self as counts, Found};
use super::store as lines_of;
use crate::supermarket::redemptions::{self, Wish};
use crate::supermarket::rules::KnownBy;
use crate::supermarket::tests::{Shop, circles, colleague, word};
use base::{Doer, Role};
use chrono::Duration;
use db::values;
use futures::future::join_all;
use testkit::on_both;
use uuid::Uuid;

impl Shop<'_> {
    /// What one person finds: pieces of each thing, in the order of the shop's things.
    async fn looks(&self, who: &Doer, count: Uuid, pieces: &[i64]) -> &'static str {
        let who = self.now(who);
        let lines = lines_of::lines(&self.town.app.db.read().await.unwrap(), count).await.unwrap();
        let line = |item: Uuid| lines.iter().find(|line| line.item_id == item).unwrap().id;
        let pieces = self.items.iter().zip(pieces).map(|(item, pieces)| (line(*item), *pieces)).collect();
        let found = Found { count, at: who.at, pieces };
        word(db::again(|| counts::enter(&self.town.app, &who, &found)).await)
    }

    async fn version(&self, count: Uuid) -> i64 {
        self.number("select version from stock_counts where id = $1", values![count]).await
    }

    async fn posts(&self, who: &Doer, count: Uuid) -> &'static str {
        let version = self.version(count).await;
        word(counts::post(&self.town.app, &self.now(who), (count, version)).await)
    }

    async fn explains(&self, who: &Doer, count: Uuid) -> &'static str {
        let lines = lines_of::lines(&self.town.app.db.read().await.unwrap(), count).await.unwrap();
        let differ = lines.iter().filter(|line| line.difference().is_some());
        let reasons: Vec<(Uuid, String)> = differ.map(|line| (line.id, "拆包时破了".to_owned())).collect();
        word(counts::explain(&self.town.app, &self.now(who), (count, &reasons)).await)
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
        let begin = async |id| word(counts::begin(app, &shop.now(&shop.clerk), id).await);
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
        let hands = (0..8).map(|_| db::again(|| counts::post(app, &secretary, (count, version))));
        let answers: Vec<_> = join_all(hands).await.into_iter().map(word).collect();
        assert_eq!(answers, ["ok"; 8], "eight clicks");
        assert_eq!((shop.stock(soap).await, shop.stock(salt).await), (14, 31));
        let postings = "select count(*) from postings where source_kind = 'count'";
        assert_eq!(shop.number(postings, vec![]).await, 2, "one for each difference");
        assert_eq!(shop.looks(&second, count, &[1, 1]).await, "counts-ended");
        shop.adds_up("a count").await;
        shop.hledger_accepts("a count").await;
        let again = app.new_id();
        assert_eq!(begin(again).await, "ok", "the next one");
        assert_eq!(word(counts::drop_count(app, &shop.now(&second), again).await), "ok");
    })
    .await;
}

/// The same number found again after a sale is another finding: the books have moved meanwhile.
#[tokio::test]
async fn the_same_number_counted_again_after_a_sale_counts_anew() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, count, soap) = (&town.app, town.app.new_id(), shop.items[0]);
        shop.deliver(soap, 20).await;
        shop.give(app.new_id(), shop.people[0], 100).await.unwrap();
        counts::begin(app, &shop.now(&shop.clerk), count).await.unwrap();
        let line = async || {
            let lines = lines_of::lines(&app.db.read().await.unwrap(), count).await.unwrap();
            lines.into_iter().find(|line| line.item_id == soap).unwrap()
        };
        let id = line().await.id;
        let looks = async |at| {
            let found = Found { count, at, pieces: vec![(id, 18)] };
            word(counts::enter(app, &shop.now(&shop.clerk), &found).await)
        };
        town.clock.advance(Duration::minutes(5));
        let first = app.now();
        assert_eq!((looks(first).await, looks(first).await), ("ok", "ok"));
        assert_eq!(line().await.first_book, Some(20));
        town.clock.advance(Duration::minutes(5));
        let sale = Wish { id: app.new_id(), person: shop.people[0], item: soap, count: 2 };
        redemptions::redeem(app, &shop.now(&shop.clerk), (&sale, KnownBy::Eye)).await.unwrap();
        town.clock.advance(Duration::minutes(5));
        let version = line().await.version;
        assert_eq!(looks(first).await, "ok");
        assert_eq!(line().await.version, version, "the form of before, sent once more");
        assert_eq!(looks(app.now()).await, "ok");
        assert_eq!((line().await.first_pieces, line().await.first_book), (Some(18), Some(18)), "none is missing");
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
        counts::begin(app, &shop.now(&shop.clerk), count).await.unwrap();
        town.clock.advance(Duration::minutes(30));
        let on_paper = app.now();
        town.clock.advance(Duration::hours(2));
        let sale = Wish { id: app.new_id(), person: shop.people[0], item: soap, count: 4 };
        redemptions::redeem(app, &shop.now(&shop.clerk), (&sale, KnownBy::Eye)).await.unwrap();
        town.clock.advance(Duration::hours(20));
        let lines = lines_of::lines(&app.db.read().await.unwrap(), count).await.unwrap();
        let line = lines.iter().find(|line| line.item_id == soap).unwrap().id;
        for (who, at, expected) in [
            (&shop.clerk, on_paper - Duration::hours(1), "invalid"),
            (&shop.clerk, app.now() + Duration::hours(1), "invalid"),
            (&shop.clerk, on_paper, "ok"),
            (&second, on_paper, "ok"),
        ] {
            let found = Found { count, at, pieces: vec![(line, 19)] };
            assert_eq!(word(counts::enter(app, &shop.now(who), &found).await), expected, "{at}");
        }
        let lines = lines_of::lines(&app.db.read().await.unwrap(), count).await.unwrap();
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
        counts::begin(app, &shop.now(&shop.clerk), count).await.unwrap();
        // Three are missing: 17 and 5 are found, by both, before the rush.
        assert_eq!(shop.looks(&shop.clerk, count, &[17, 5]).await, "ok");
        assert_eq!(shop.looks(&second, count, &[17, 5]).await, "ok");
        assert_eq!(shop.explains(&second, count).await, "ok");
        let wishes: Vec<Wish> = (0..32).map(|_| Wish { id: app.new_id(), person, item: soap, count: 1 }).collect();
        let (version, secretary) = (shop.version(count).await, shop.now(&shop.secretary));
        let post = async { word(db::again(|| counts::post(app, &secretary, (count, version))).await) };
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
