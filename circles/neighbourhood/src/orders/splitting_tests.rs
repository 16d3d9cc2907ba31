//! Splitting: a part is an order of its own, and of the same asker.

use super::actions::{self, Asking, Place, Splitting};
use super::machine::State;
use super::merging_tests::{circles, refused};
use super::tests::Cast;
use base::Doer;
use chrono::Duration;
use testkit::on_both;

#[tokio::test]
async fn a_part_is_the_same_askers_and_its_clocks_begin_with_it() {
    on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let (app, visitor) = (&town.app, town.visitor());
        let once = app.new_id();
        for _ in 0..2 {
            actions::stage_photo(app, &visitor, once, testkit::photo().into()).await.unwrap();
        }
        let photos: Vec<_> =
            actions::staged_photos(app, &visitor, once).await.unwrap().iter().map(|photo| photo.id).collect();
        let asking = Asking {
            once,
            photos: photos.clone(),
            phone: Some("000-0000-0001".to_owned()),
            ..cast.asking("repair-water").await
        };
        let receipt = actions::ask(app, &cast.now(&visitor), &asking).await.unwrap();
        cast.accept(receipt.order, None).await;
        town.later(Duration::hours(2)).await;
        let before = cast.whole(receipt.order).await;
        let wish = Splitting {
            category: Some(cast.category("facilities-light").await),
            title: "楼道灯不亮".to_owned(),
            body: "楼道里的灯也不亮".to_owned(),
            answer: "灯另外请电工".to_owned(),
            place: Place { building: Some(cast.building), ..Place::default() },
            photos: vec![photos[1]],
        };
        let worker = cast.now(&cast.worker);
        let aim = cast.aim(receipt.order).await;
        let empty = Splitting { body: " ".to_owned(), ..wish.clone() };
        assert_eq!(refused(&actions::split(app, &worker, aim, &empty).await), "orders-refused-empty");
        let part = actions::split(app, &worker, aim, &wish).await.unwrap();
        for _ in 0..3 {
            assert_eq!(actions::split(app, &worker, aim, &wish).await.unwrap(), part, "sent again is the same");
        }
        assert_eq!(cast.whole(receipt.order).await, before, "the original goes on as it was");
        assert_eq!(cast.state(part).await, State::Accepted);
        // Number and code of the first open it too; others find nothing.
        let asker = Doer { opened: vec![receipt.order], ..cast.now(&visitor) };
        let view = actions::for_resident(app, &asker, part).await.unwrap();
        assert!(view.number != receipt.number && view.has_phone && view.photos.len() == 1);
        assert_eq!(view.asked_at, worker.at);
        assert_eq!(refused(&actions::for_resident(app, &visitor, part).await), "not found");
        assert_eq!(actions::mine(app, &asker).await.unwrap().len(), 2);
        assert_eq!(actions::own_kin(app, &asker, receipt.order).await.unwrap().parts.len(), 1);
        let alone = Doer { opened: vec![part], ..cast.now(&visitor) };
        let kin = actions::own_kin(app, &alone, part).await.unwrap();
        assert!(kin.is_part && kin.parts.is_empty(), "the part's own code does not open the first");
        let phone = actions::reveal_phone(app, &worker, part, "约时间").await.unwrap();
        assert_eq!(phone.phone, "00000000001");
        let bytes = actions::photo(app, &asker, part, view.photos[0].id, actions::Size::Whole).await;
        assert!(bytes.is_ok());
        let seen = actions::kin(app, &worker, part).await.unwrap();
        assert_eq!(seen.origin.unwrap().id, receipt.order);
        assert_eq!(actions::kin(app, &worker, receipt.order).await.unwrap().parts[0].id, part);
        assert_eq!(actions::for_desk(app, &worker, part).await.unwrap().clocks.len(), 2);
        cast.is_sound().await;
    })
    .await;
}
