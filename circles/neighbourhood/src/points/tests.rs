//! Appeals, praise, the end of points and the journal, on both databases, each deed twice, with the wrong hands in it.

use super::appeals::{self, actions::Ruling};
use super::commendations::actions::{Answer, Proposal, Ruling as Verdict, answer, decide, object, propose};
use super::commendations::{rules::Merit, store as praise};
use super::corrections::{self, Proposal as Correction};
use super::{expiry, journal, ledger, rulebook, rules as points_rules};
use crate::supermarket::redemptions::{self, Wish};
use crate::supermarket::rules::KnownBy;
use crate::supermarket::tests::{Shop, circles, colleague, word};
use base::{Doer, PersonId, Points, Problem, Role};
use chrono::Duration;
use db::{FromQueryResult, Query, Record, row, values};
use testkit::{Town, on_both};

#[derive(FromQueryResult)]
struct Kind {
    kind: String,
}

/// The kinds of news that somebody got, oldest first, after everything that is due was run twice.
async fn heard(town: &Town, who: &Doer) -> Vec<String> {
    town.work().await;
    town.work().await;
    let sql = "select kind from notices where account_id = $1 order by at, id";
    let rows: Vec<Kind> = town.app.db.read().await.unwrap().all(sql, values![who.account.unwrap().0]).await.unwrap();
    rows.into_iter().map(|row| row.kind).collect()
}

/// How many of them are new.
async fn waiting(shop: &Shop<'_>, who: &Doer) -> i64 {
    let sql = "select count(*) from notices where account_id = $1 and is_read = false";
    shop.number(sql, values![who.account.unwrap().0]).await
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
        town.clock.advance(Duration::minutes(1));
        assert_eq!((decides(&judge, true).await, decides(&judge, true).await), ("ok", "ok"), "a double click");
        assert_eq!(decides(&judge, false).await, "changed");
        assert_eq!(shop.free(person.0).await, 90);
        let kinds = heard(&town, &own).await;
        assert_eq!(kinds, ["points_corrected", "points_corrected", "points_appeal_upheld"], "each once");
        assert!(heard(&town, &other).await.is_empty() && heard(&town, &judge).await.is_empty());
        shop.adds_up("an appeal").await;
        shop.hledger_accepts("an appeal").await;
        // The next one comes too late.
        let late = app.new_id();
        shop.give(late, person, -10).await.unwrap();
        town.clock.advance(Duration::days(16));
        let answer = appeals::actions::appeal(app, &shop.now(&own), (app.new_id(), late, "太多了")).await;
        assert_eq!(word(answer.map(|_| ())), "appeals-too-late");
    })
    .await;
}

/// Whose account it is hears of a correction while it can still be objected to, and of what became of it.
#[tokio::test]
async fn a_correction_is_told_when_it_is_asked_for_and_when_it_is_decided() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let (app, person) = (&town.app, shop.people[0]);
        let account = town.account("own", &[Role::Resident], Some(person)).await;
        let own = town.doer(account, Some(person), &[Role::Resident]);
        for (approves, decided) in [(false, "points_not_corrected"), (true, "points_corrected")] {
            town.clock.advance(Duration::minutes(1));
            let before = heard(&town, &own).await.len();
            let wish = Correction {
                id: app.new_id(),
                person,
                ledger: ledger::Ledger::Points,
                amount: 12,
                reason: "补登一次".to_owned(),
            };
            for _ in 0..2 {
                corrections::propose(app, &shop.now(&shop.worker), &wish).await.unwrap();
            }
            assert_eq!(heard(&town, &own).await[before..], ["points_correction_asked"]);
            assert_eq!(waiting(&shop, &own).await, i64::from(approves) + 1);
            town.clock.advance(Duration::minutes(1));
            corrections::decide(app, &shop.now(&shop.secretary), (wish.id, 1, approves)).await.unwrap();
            assert_eq!(heard(&town, &own).await[before..], ["points_correction_asked", decided]);
            let page = town.sign_in(account).await.get("/inbox").await;
            assert!(page.status == 200 && !page.says("补登") && !page.says("12 分"), "{}", page.text);
        }
        assert_eq!(shop.free(person.0).await, 12);
    })
    .await;
}

/// Rules begin on a day of their own: a second form for that day is refused in words, a second click is the first.
#[tokio::test]
async fn two_versions_of_the_rules_never_begin_on_one_day() {
    on_both(circles, async |town| {
        let shop = Shop::of(&town).await;
        let app = &town.app;
        let today = points_rules::local_day(app.now());
        let pack = |points: i64, after: u64| points_rules::RulePack {
            valid_from: today + chrono::Days::new(after),
            adopted_on: today,
            adopted_by: "居民会议".to_owned(),
            source: "第 3 号".to_owned(),
            points_per_hour: points,
            life_months: points + 12,
            ..points_rules::RulePack::default()
        };
        let vote = rulebook::Vote { yes: 31, no: 2, abstained: 1, of: 40 };
        let adopts = async |id, pack: points_rules::RulePack| {
            let doer = shop.now(&shop.secretary);
            word(db::again(|| rulebook::actions::adopt(app, &doer, (id, &pack, vote))).await)
        };
        let id = app.new_id();
        let both = futures::future::join(adopts(id, pack(11, 9)), adopts(id, pack(11, 9))).await;
        assert_eq!(both, ("ok", "ok"));
        assert_eq!(adopts(app.new_id(), pack(12, 9)).await, "invalid");
        assert_eq!(adopts(app.new_id(), pack(12, 10)).await, "ok");
        assert_eq!(shop.number("select count(*) from points_rules", vec![]).await, 2);
        let read = app.db.read().await.unwrap();
        let history = rulebook::store::rule_history(&read, town.community).await.unwrap();
        for (after, points) in [(8, 10), (9, 11), (10, 12), (99, 12)] {
            let day = today + chrono::Days::new(after);
            let asked = rulebook::store::rules_of(&read, town.community, day).await.unwrap();
            assert_eq!(asked.points_per_hour, points, "{after}");
            assert_eq!(rulebook::in_force(&history, day), asked);
        }
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
        assert_eq!((heard(&town, &own).await, waiting(&shop, &own).await), (vec!["praise_asked".to_owned()], 1));
        let public = async || town.browser().get("/points/honours").await;
        assert!(!public().await.says("雪夜"), "nobody reads it before the nominee agreed");
        let answers = async |who: &Doer, agrees| {
            let said = Answer { id: good.id, agrees, shows_name: false };
            word(answer(app, &shop.now(who), said).await.map(|_| ()))
        };
        assert_eq!(answers(&shop.worker, true).await, "praise-three-hands", "who proposed it cannot agree for them");
        assert_eq!((answers(&own, true).await, answers(&own, true).await), ("ok", "ok"));
        assert_eq!((heard(&town, &own).await.len(), waiting(&shop, &own).await), (1, 0), "answered");
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
        assert_eq!(heard(&town, &own).await, ["praise_asked", "praise_granted"]);
        shop.adds_up("praise").await;
        shop.hledger_accepts("praise").await;
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
        let account = town.account("own", &[Role::Resident], Some(person)).await;
        let own = town.doer(account, Some(person), &[Role::Resident]);
        shop.serve(app.new_id(), person, 120).await.unwrap();
        shop.serve(app.new_id(), shop.people[1], 120).await.unwrap();
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
        assert_eq!(heard(&town, &own).await, ["points_ending"]);
        // Who has no account is on the list for the counter, with a day and without points.
        let clerk = town.sign_in(shop.clerk.account.unwrap()).await;
        let list = clerk.get("/points/ending").await;
        assert!(list.says("例桑1") && !list.says("例桑0") && !list.says("30 分"), "{}", list.text);
        // An earlier month of which nothing is left hides no later one; who moved away is not looked for.
        let mut write = app.db.write(&town.house(), "points.plant", &[]).await.unwrap();
        let of = told().await.remove(0);
        let spent = row! {
            id: uuid::Uuid::nil(), community: town.community.0, person_id: shop.people[1].0, balance_id: of.id,
            vintage: of.vintage, points: 7i64, told_at: of.told_at, last_day: of.last_day, done: false, version: 1i64,
        };
        write.insert("points_expiries", spent).await.unwrap();
        write.touch(&Record { table: "people" }, shop.people[1].0).await.unwrap();
        write.commit().await.unwrap();
        assert!(clerk.get("/points/ending").await.says("例桑1"));
        town.tamper("delete from points_expiries where points = 7").await;
        town.tamper("update people set left_at = '2026-01-01 00:00:00+00:00' where name = '例桑1'").await;
        assert!(!clerk.get("/points/ending").await.says("例桑1"));
        town.tamper("update people set left_at = null where name = '例桑1'").await;
        assert_eq!(town.sign_in(account).await.get("/points/ending").await.status, 404);
        let page = town.sign_in(account).await.get("/inbox").await;
        assert!(page.says("快到期了") && !page.says("30 分"), "{}", page.text);
        let last = told().await[0].last_day;
        assert!(last >= crate::points::life::expires_on(&[], month));
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
        assert_eq!(shop.number(ended, vec![]).await, 2 * earned, "of both");
        assert!(clerk.get("/points/ending").await.says("没有要当面告诉的人"));
        shop.adds_up("the end").await;
        shop.hledger_accepts("the end of points").await;
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
