//! Many at one go, on both databases: each row by itself, nothing twice, the rules of the single verb.

use super::actions::{self, Aim, Answer, BulkWish, Dispatching, Going, Pick, Target, Wishes};
use super::machine::State;
use super::tests::Cast;
use super::views::DeskBox;
use base::{Doer, Locale, OrderId, Problem, Role};
use db::{Query, values};
use kernel::i18n::LocalText;
use testkit::Town;
use web::CommunityCard;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

fn hall(town: &Town) -> CommunityCard {
    CommunityCard {
        id: town.community,
        name_zh: "雪松社区".to_owned(),
        name_bo: Some("ཐང་ཤིང་སྡེ་ཁུལ།".to_owned()),
        name_en: None,
        phone: "000-0000-0110".to_owned(),
        hours: "9:30-13:00".to_owned(),
    }
}

async fn asked(cast: &Cast<'_>, language: Option<Locale>) -> OrderId {
    let mut asking = cast.asking("repair-water").await;
    asking.wishes = Wishes { language, ..Wishes::default() };
    actions::ask(&cast.town.app, &cast.now(&cast.resident), &asking).await.unwrap().order
}

async fn pick(cast: &Cast<'_>, order: OrderId) -> Pick {
    Pick { order, version: cast.aim(order).await.version }
}

async fn go(cast: &Cast<'_>, doer: &Doer, going: &Going) -> base::Outcome<()> {
    actions::go(&cast.town.app, &cast.now(doer), &hall(cast.town), going).await
}

/// The keys of why not, in the order of the go; none is done.
async fn whys(cast: &Cast<'_>, once: uuid::Uuid) -> Vec<Option<String>> {
    let (_, rows) = actions::became(&cast.town.app, &cast.now(&cast.worker), once).await.unwrap();
    rows.into_iter().map(|row| row.why.map(|(key, _)| key)).collect()
}

async fn answer_of(cast: &Cast<'_>, order: OrderId) -> String {
    #[derive(db::FromQueryResult)]
    struct Answered {
        answer: String,
    }
    let read = cast.town.app.db.read().await.unwrap();
    let sql = "select answer from orders where id = $1";
    read.one::<Answered>(sql, values![order.0]).await.unwrap().unwrap().answer
}

#[tokio::test]
async fn each_is_accepted_in_the_language_of_who_asked_or_says_why_not_and_nothing_happens_twice() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let (one, two, three) =
            (asked(&cast, None).await, asked(&cast, Some(Locale::Bo)).await, asked(&cast, None).await);
        let picks = vec![pick(&cast, one).await, pick(&cast, two).await, pick(&cast, three).await];
        // Somebody else is quicker with the third.
        let aim = cast.aim(three).await;
        actions::ask_back(&town.app, &cast.now(&cast.worker), aim, "哪一天方便？").await.unwrap();
        let text = LocalText {
            zh: "收到，单号{单号}，电话{电话}".to_owned(),
            bo: Some("འབྱོར་སོང་། {མངགས་ཨང} {སྡེ་ཁུལ}".to_owned()),
            en: None,
        };
        let wish = BulkWish::Accept { text, title: String::new() };
        let going = Going { once: town.app.new_id(), picks: picks.clone(), wish };
        go(&cast, &cast.worker, &going).await.unwrap();
        let expected = [None, None, Some("bulk-why-changed".to_owned())];
        assert_eq!(whys(&cast, going.once).await, expected);
        let versions = [cast.aim(one).await.version, cast.aim(two).await.version, cast.aim(three).await.version];
        // The button is pressed again, also with a part of it.
        go(&cast, &cast.worker, &going).await.unwrap();
        go(&cast, &cast.worker, &Going { picks: picks[..1].to_vec(), ..going.clone() }).await.unwrap();
        assert_eq!(whys(&cast, going.once).await, expected);
        assert_eq!(versions, [cast.aim(one).await.version, cast.aim(two).await.version, cast.aim(three).await.version]);
        let states = [cast.state(one).await, cast.state(two).await, cast.state(three).await];
        assert_eq!(states, [State::Accepted, State::Accepted, State::AwaitingInfo]);

        let number = actions::for_desk(&town.app, &cast.now(&cast.worker), two).await.unwrap().line.number;
        assert_eq!(answer_of(&cast, two).await, format!("འབྱོར་སོང་། {number} ཐང་ཤིང་སྡེ་ཁུལ།"));
        assert!(answer_of(&cast, one).await.ends_with("电话000-0000-0110"));
        let line = actions::for_desk(&town.app, &cast.now(&cast.worker), one).await.unwrap();
        assert_eq!(line.title.as_deref(), Some("水管水龙头"), "the category's name, never the asker's words");
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_go_asks_for_what_it_needs_and_belongs_to_who_made_it() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let order = asked(&cast, None).await;
        let picks = vec![pick(&cast, order).await];
        let accept = |zh: &str| BulkWish::Accept { text: LocalText::new(zh), title: String::new() };
        let going = |picks: Vec<Pick>, wish| Going { once: town.app.new_id(), picks, wish };
        for (zh, key) in [("", "orders-refused-empty"), ("到{门牌}", "replies-refused-unknown")] {
            let refused = go(&cast, &cast.worker, &going(picks.clone(), accept(zh))).await;
            assert!(matches!(&refused, Err(Problem::Invalid(fields)) if fields[0].refusal.key == key), "{refused:?}");
        }
        let nobody = go(&cast, &cast.worker, &going(picks.clone(), BulkWish::Dispatch(vec![]))).await;
        assert!(matches!(nobody, Err(Problem::Invalid(_))));
        let many = (0..=super::goes::ROWS_MAX).map(|_| Pick { order: OrderId(town.app.new_id()), version: 1 });
        let refused = go(&cast, &cast.worker, &going(many.collect(), accept("好"))).await;
        assert!(matches!(refused, Err(Problem::Refused(refusal)) if refusal.key == "bulk-refused-many"));
        let refused = go(&cast, &cast.resident, &going(picks.clone(), accept("好"))).await;
        assert!(matches!(refused, Err(Problem::NotAllowed)), "residents have no desk");

        let done = going(picks.clone(), accept("好的"));
        go(&cast, &cast.worker, &done).await.unwrap();
        let account = town.account("other", &[Role::Worker], None).await;
        let other = town.doer(account, None, &[Role::Worker]);
        assert!(matches!(go(&cast, &other, &done).await, Err(Problem::NotFound)));
        assert!(matches!(actions::became(&town.app, &cast.now(&other), done.once).await, Err(Problem::NotFound)));
        // What is gone is told, and forgotten after some days.
        let gone = going(vec![Pick { order: OrderId(order.0), version: 1 }], BulkWish::Close);
        go(&cast, &cast.worker, &gone).await.unwrap();
        assert_eq!(whys(&cast, gone.once).await, [Some("bulk-why-changed".to_owned())]);
        town.later(chrono::Duration::days(8)).await;
        super::goes::forget(&town.app, &town.house()).await.unwrap();
        assert!(matches!(actions::became(&town.app, &cast.now(&cast.worker), gone.once).await, Err(Problem::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn dispatching_keeps_the_rules_of_each_and_only_what_is_solved_is_closed() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 1).await;
        let worker = cast.now(&cast.worker);
        let (plain, licensed) =
            (cast.accepted(&cast.resident, "repair-water").await, cast.accepted(&cast.resident, "repair-gas").await);
        let picks = vec![pick(&cast, plain).await, pick(&cast, licensed).await];
        let targets = vec![Target::Body(cast.team)];
        let going = Going { once: town.app.new_id(), picks, wish: BulkWish::Dispatch(targets.clone()) };
        go(&cast, &cast.worker, &going).await.unwrap();
        go(&cast, &cast.worker, &going).await.unwrap();
        let offers = "select count(*) from order_dispatches where order_id = $1";
        let read = town.app.db.read().await.unwrap();
        assert_eq!(read.number(offers, values![plain.0]).await.unwrap(), 1, "asked once");
        drop(read);
        // The single verb says the same about each of them.
        let single = actions::dispatch(
            &town.app,
            &worker,
            Aim { once: town.app.new_id(), ..cast.aim(licensed).await },
            &Dispatching::to(targets),
        )
        .await;
        let whys = whys(&cast, going.once).await;
        assert_eq!((whys[0].is_none(), whys[1].is_none()), (true, cast.state(licensed).await == State::Dispatched));
        assert!(single.is_ok() || whys[1].is_some(), "{single:?} {whys:?}");

        // Settled at the office and said to be solved: it waits in the box to close; the other does not.
        let solved = cast.accepted(&cast.resident, "repair-water").await;
        let ending = actions::Settling { outcome: super::rules::Outcome::Explained, text: "讲明白了".to_owned() };
        actions::settle(&town.app, &cast.now(&cast.worker), cast.aim(solved).await, &ending).await.unwrap();
        assert!(actions::desk(&town.app, &worker, DeskBox::ToClose).await.unwrap().is_empty());
        let said = Answer { minutes_right: true, text: None };
        actions::solved(&town.app, &cast.now(&cast.resident), cast.aim(solved).await, &said).await.unwrap();
        // For two working days it is the resident's to rate; a form that names it nevertheless closes nothing.
        assert!(actions::desk(&town.app, &worker, DeskBox::ToClose).await.unwrap().is_empty());
        assert_eq!(actions::desk_counts(&town.app, &worker).await.unwrap().to_close, 0);
        let early = Going { once: town.app.new_id(), picks: vec![pick(&cast, solved).await], wish: BulkWish::Close };
        go(&cast, &cast.worker, &early).await.unwrap();
        assert_eq!(self::whys(&cast, early.once).await, [Some("bulk-why-may-be-rated".to_owned())]);
        assert_eq!(cast.state(solved).await, State::Verified);
        let view = actions::for_resident(&town.app, &cast.now(&cast.resident), solved).await.unwrap();
        assert!(view.may_rate);

        town.later(chrono::Duration::days(2)).await;
        let worker = cast.now(&cast.worker);
        let waits = actions::desk(&town.app, &worker, DeskBox::ToClose).await.unwrap();
        assert_eq!(waits.iter().map(|line| line.id).collect::<Vec<_>>(), [solved]);
        assert_eq!(actions::desk_counts(&town.app, &worker).await.unwrap().to_close, 1);
        let picks = vec![pick(&cast, solved).await, pick(&cast, plain).await];
        let going = Going { once: town.app.new_id(), picks, wish: BulkWish::Close };
        go(&cast, &cast.worker, &going).await.unwrap();
        go(&cast, &cast.worker, &going).await.unwrap();
        assert_eq!(cast.state(solved).await, State::Closed);
        assert_ne!(cast.state(plain).await, State::Closed);
        let (_, rows) = actions::became(&town.app, &worker, going.once).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.why.is_none()).collect::<Vec<_>>(), [true, false]);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn one_by_itself_is_closed_at_once() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let order = cast.accepted(&cast.resident, "repair-water").await;
        let ending = actions::Settling { outcome: super::rules::Outcome::Explained, text: "讲明白了".to_owned() };
        actions::settle(&town.app, &cast.now(&cast.worker), cast.aim(order).await, &ending).await.unwrap();
        actions::solved(&town.app, &cast.now(&cast.resident), cast.aim(order).await, &Answer::default()).await.unwrap();
        actions::close(&town.app, &cast.now(&cast.worker), cast.aim(order).await).await.unwrap();
        assert_eq!(cast.state(order).await, State::Closed);
        cast.is_sound().await;
    })
    .await;
}

proptest::proptest! {
    /// What may be closed with others is what the promise of calling back has run out for; nothing earlier, nothing later.
    #[test]
    fn the_time_to_rate_is_the_promise_of_calling_back(ago in 0i64..20_000, now in 0i64..500_000) {
        let calendar = kernel::case::WorkingCalendar::standard();
        let now = base::Moment::UNIX_EPOCH + chrono::Duration::days(20_454) + chrono::Duration::minutes(now);
        let solved = now - chrono::Duration::minutes(ago);
        let two = base::Minutes(calendar.full_day().0 * 2);
        let due = calendar.add_working(solved, two);
        proptest::prop_assert_eq!(solved <= super::rules::rated_by(&calendar, now), due <= now, "{} {}", solved, now);
    }
}
