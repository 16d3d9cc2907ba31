//! Donations and dates on both databases: receipts without a gap, an account that balances, nothing past its date.

use super::actions::{Gift, Spending, Wish as Receipt, receive, spend, void};
use crate::points::rules as points_rules;
use crate::supermarket::redemptions::{self, Wish};
use crate::supermarket::rules::KnownBy;
use crate::supermarket::tests::{Shop, circles, word};
use crate::supermarket::{actions, donations, store};
use base::{Doer, Points};
use chrono::Duration;
use futures::future::join_all;
use testkit::on_both;

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
            origin: crate::supermarket::rules::Source::Donated,
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
        shop.hledger_accepts("donations").await;
    })
    .await;
}
