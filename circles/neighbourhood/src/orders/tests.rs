//! Orders through their actions, on both databases.

use super::actions::{
    Acceptance, Aim, Answer, Asker, Asking, CallBack, Dispatching, Doing, Filter, Place, Refusing, Target, Wishes,
};
use super::machine::{Action, State};
use super::rules::Outcome as Code;
use super::views::DeskBox;
use super::{actions, verify};
use base::{BodyId, BuildingId, CompoundId, Doer, OrderId, PersonId, Problem, Role, Standing};
use chrono::Duration;
use db::{Query, Record, row, values};
use testkit::Town;
use uuid::Uuid;

const PEOPLE: Record = Record { table: "people" };

pub(crate) struct Cast<'t> {
    pub(crate) town: &'t Town,
    pub(crate) worker: Doer,
    pub(crate) members: Vec<Doer>,
    pub(crate) resident: Doer,
    leader: Doer,
    pub(super) team: BodyId,
    pub(super) compound: CompoundId,
    pub(super) building: BuildingId,
}

pub(super) async fn person(town: &Town, name: &str) -> PersonId {
    let id = town.app.new_id();
    let mut write = town.app.db.write(&town.house(), "people.enter", &[]).await.unwrap();
    let row = row! { id: id, community: town.community.0, name: name, name_key: name, language: "zh-CN" };
    write.create(&PEOPLE, row).await.unwrap();
    write.commit().await.unwrap();
    PersonId(id)
}

pub(crate) async fn someone(town: &Town, login: &str, name: &str, role: Role) -> Doer {
    let person = person(town, name).await;
    let account = town.account(login, &[role], Some(person)).await;
    town.doer(account, Some(person), &[role])
}

impl<'t> Cast<'t> {
    pub(crate) async fn of(town: &'t Town, members: usize) -> Self {
        let app = &town.app;
        let (compound, building, team) = (app.new_id(), app.new_id(), app.new_id());
        let mut write = app.db.write(&town.house(), "town.found", &[]).await.unwrap();
        crate::categories::actions::plant_in(app, &mut write).await.unwrap();
        let row = row! { id: compound, community: town.community.0, name_zh: "雪松里" };
        write.create(&Record { table: "compounds" }, row).await.unwrap();
        let row = row! {
            id: building, community: town.community.0, compound_id: compound, name: "3", stairways: 2i64,
        };
        write.create(&Record { table: "buildings" }, row).await.unwrap();
        let row = row! { id: team, community: town.community.0, kind: "team", name_zh: "党员先锋队", phone: "" };
        write.create(&Record { table: "bodies" }, row).await.unwrap();
        write.commit().await.unwrap();
        let mut cast = Self {
            town,
            worker: someone(town, "worker", "例卓二", Role::Worker).await,
            members: Vec::new(),
            resident: someone(town, "resident", "例桑一", Role::Resident).await,
            leader: someone(town, "leader", "样措姆", Role::TeamLeader).await,
            team: BodyId(team),
            compound: CompoundId(compound),
            building: BuildingId(building),
        };
        cast.leader.standings = vec![Standing { body: cast.team, leads: true }];
        for number in 0..members {
            let mut member = someone(town, &format!("member{number}"), &format!("样大山{number}"), Role::Member).await;
            member.standings = vec![Standing { body: cast.team, leads: false }];
            cast.members.push(member);
        }
        cast
    }

    /// The doer now.
    pub(crate) fn now(&self, doer: &Doer) -> Doer {
        Doer { at: self.town.app.now(), ..doer.clone() }
    }

    pub(super) async fn category(&self, code: &str) -> Uuid {
        let sql = "select count(*) from categories where code = $1";
        assert_eq!(self.town.app.db.read().await.unwrap().number(sql, values![code]).await.unwrap(), 1, "{code}");
        let tree = crate::categories::actions::tree(&self.town.app, &self.worker).await.unwrap();
        tree.iter().flat_map(|group| &group.kinds).find(|kind| kind.code == code).unwrap().id
    }

    pub(crate) async fn asking(&self, code: &str) -> Asking {
        Asking {
            once: self.town.app.new_id(),
            asker: Asker::Myself,
            called: Some("桑阿姨".to_owned()),
            phone: None,
            category: Some(self.category(code).await),
            body: "水龙头漏水三天了".to_owned(),
            answers: vec![],
            place: Place { building: Some(self.building), door: Some("201".to_owned()), ..Place::default() },
            wishes: Wishes::default(),
            photos: vec![],
            forget_voice: false,
        }
    }

    pub(crate) async fn aim(&self, order: OrderId) -> Aim {
        let sql = "select version from orders where id = $1";
        let version = self.town.app.db.read().await.unwrap().number(sql, values![order.0]).await.unwrap();
        Aim { order, version, once: self.town.app.new_id() }
    }

    pub(super) async fn state(&self, order: OrderId) -> State {
        self.line(order).await.0
    }

    async fn line(&self, order: OrderId) -> (State, i64) {
        let read = self.town.app.db.read().await.unwrap();
        let found = super::store::order(&read, self.town.community, order).await.unwrap().unwrap();
        (found.state().unwrap(), found.round)
    }

    /// Asked by a doer and accepted.
    pub(crate) async fn accepted(&self, doer: &Doer, code: &str) -> OrderId {
        let order = actions::ask(&self.town.app, &self.now(doer), &self.asking(code).await).await.unwrap().order;
        let wish = Acceptance::plain("马上派人", "厨房水龙头漏水");
        let aim = self.aim(order).await;
        actions::accept(&self.town.app, &self.now(&self.worker), aim, &wish).await.unwrap();
        order
    }

    pub(super) async fn dispatch(&self, order: OrderId, targets: &[Target]) {
        let aim = self.aim(order).await;
        let wish = Dispatching::to(targets.to_vec());
        actions::dispatch(&self.town.app, &self.now(&self.worker), aim, &wish).await.unwrap();
    }

    pub(super) async fn take(&self, order: OrderId, who: &Doer) -> base::Outcome<()> {
        let aim = self.aim(order).await;
        actions::take(&self.town.app, &self.now(who), aim, None).await
    }

    pub(super) async fn done(&self, order: OrderId, who: &Doer) {
        let wish = Doing {
            minutes: 40,
            companions: vec![],
            outcome: Code::Solved,
            text: "换了垫圈".to_owned(),
            photos: vec![],
        };
        let aim = self.aim(order).await;
        actions::done(&self.town.app, &self.now(who), aim, &wish).await.unwrap();
    }

    pub(crate) async fn is_sound(&self) {
        let read = self.town.app.db.read().await.unwrap();
        assert_eq!(verify::verify(&self.town.app, &read).await.unwrap(), Vec::<String>::new());
    }
}

pub(super) fn refused(outcome: &base::Outcome<()>) -> &'static str {
    match outcome {
        Err(Problem::Refused(refusal)) => refusal.key,
        Err(Problem::NotFound) => "not found",
        Err(Problem::NotAllowed) => "not allowed",
        Err(Problem::Changed) => "changed",
        Ok(()) => "ok",
        Err(_) => "else",
    }
}

#[tokio::test]
async fn a_private_service_goes_two_rounds_and_becomes_hours() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 2).await;
            let app = &town.app;
            let asked = cast.asking("repair-water").await;
            let receipt = actions::ask(app, &town.visitor(), &asked).await.unwrap();
            assert_eq!(receipt.code.len(), 6);
            // The same form ten times: one order, the same code.
            for _ in 0..9 {
                let again = actions::ask(app, &town.visitor(), &asked).await.unwrap();
                assert_eq!((again.order, again.number, &again.code), (receipt.order, receipt.number, &receipt.code));
            }
            let order = receipt.order;
            assert_eq!(actions::desk_counts(app, &cast.worker).await.unwrap().new, 1);
            // Nobody else finds it; number and code do.
            assert!(actions::for_resident(app, &town.visitor(), order).await.is_err());
            let wrong = actions::follow(app, &town.visitor(), &receipt.number.to_string(), "000000x", None).await;
            assert!(wrong.is_err());
            let found = actions::follow(app, &town.visitor(), &receipt.number.to_string(), &receipt.code, None).await;
            assert_eq!(found.unwrap(), order);
            let asker = Doer { opened: vec![order], ..town.visitor() };
            assert_eq!(actions::for_resident(app, &asker, order).await.unwrap().state, State::Submitted);

            let wish = Acceptance::plain("马上派人", "厨房水龙头漏水");
            let aim = cast.aim(order).await;
            actions::accept(app, &cast.worker, aim, &wish).await.unwrap();
            actions::accept(app, &cast.worker, aim, &wish).await.unwrap();
            let stale = Aim { once: app.new_id(), ..aim };
            let back = actions::ask_back(app, &cast.worker, stale, "哪天方便？").await;
            assert_eq!(refused(&back), "changed");

            let both: Vec<Target> = cast.members.iter().map(|member| Target::Person(member.person.unwrap())).collect();
            cast.dispatch(order, &both).await;
            let offer = actions::for_offer(app, &cast.members[0], order).await.unwrap();
            assert_eq!(offer.title, "厨房水龙头漏水");
            assert!(actions::for_holder(app, &cast.members[0], order).await.is_err());
            assert_eq!(
                refused(&actions::reveal_phone(app, &cast.members[0], order, "").await.map(|_| ())),
                "not found"
            );
            cast.take(order, &cast.members[0]).await.unwrap();
            assert_eq!(refused(&cast.take(order, &cast.members[1]).await), "orders-refused-taken");
            let held = actions::for_holder(app, &cast.members[0], order).await.unwrap();
            assert_eq!(held.place.door.as_deref(), Some("201"));
            assert!(held.may.contains(&Action::Done));
            cast.done(order, &cast.members[0]).await;
            assert!(actions::for_holder(app, &cast.members[0], order).await.is_err());

            let asker = Doer { at: app.now(), ..asker };
            actions::not_solved(app, &asker, cast.aim(order).await, "还在滴水").await.unwrap();
            assert_eq!(cast.line(order).await, (State::Accepted, 2));
            cast.dispatch(order, &[Target::Body(cast.team)]).await;
            cast.take(order, &cast.members[1]).await.unwrap();
            cast.done(order, &cast.members[1]).await;
            let answer = Answer { minutes_right: true, text: None };
            actions::solved(app, &asker, cast.aim(order).await, &answer).await.unwrap();
            actions::rate(app, &asker, cast.aim(order).await, 5).await.unwrap();
            assert_eq!(cast.line(order).await, (State::Closed, 2));
            let view = actions::for_resident(app, &asker, order).await.unwrap();
            assert_eq!(view.grades, vec![(2, 5)]);
            assert!(view.timeline.iter().any(|item| item.words == "orders-told-reopen"));
            let facts = "select count(*) from facts where kind = 'order_closed'";
            assert_eq!(app.db.read().await.unwrap().number(facts, vec![]).await.unwrap(), 1);
            cast.is_sound().await;
        },
    )
    .await;
}

#[tokio::test]
async fn sixty_four_hands_on_one_order_and_exactly_one_has_it() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 64).await;
            let order = cast.accepted(&cast.resident, "repair-water").await;
            cast.dispatch(order, &[Target::Body(cast.team)]).await;
            let aim = cast.aim(order).await;
            let takes = cast.members.iter().map(|member| {
                let aim = Aim { once: town.app.new_id(), ..aim };
                let app = &town.app;
                async move { db::again(|| actions::take(app, member, aim, None)).await }
            });
            let outcomes = futures::future::join_all(takes).await;
            let count = |key: &str| outcomes.iter().filter(|outcome| refused(outcome) == key).count();
            assert_eq!((count("ok"), count("orders-refused-taken")), (1, 63));
            cast.is_sound().await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_public_place_is_checked_by_another() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 2).await;
            let app = &town.app;
            let order = cast.accepted(&cast.resident, "facilities-stairs").await;
            cast.dispatch(order, &[Target::Body(cast.team)]).await;
            cast.take(order, &cast.members[0]).await.unwrap();
            cast.done(order, &cast.members[0]).await;
            assert_eq!(actions::desk_counts(app, &cast.worker).await.unwrap().to_verify, 1);
            let aim = cast.aim(order).await;
            let solved = actions::solved(app, &cast.resident, aim, &Answer::default()).await;
            assert_eq!(refused(&solved), "orders-refused-not-now");
            let own = actions::verify(app, &cast.members[0], cast.aim(order).await, "").await;
            assert_eq!(refused(&own), "not found");
            actions::ask_to_check(app, &cast.worker, aim, cast.members[1].person.unwrap()).await.unwrap();
            assert_eq!(actions::checks_for(app, &cast.members[1]).await.unwrap().len(), 1);
            actions::for_check(app, &cast.members[1], order).await.unwrap();
            actions::fail_check(app, &cast.members[1], cast.aim(order).await, "扶手还松").await.unwrap();
            assert_eq!(cast.state(order).await, State::InProgress);
            cast.done(order, &cast.members[0]).await;
            let mut own = cast.worker.clone();
            own.person = cast.members[0].person;
            let aim = cast.aim(order).await;
            assert_eq!(refused(&actions::verify(app, &own, aim, "").await), "orders-refused-own-work");
            actions::verify(app, &cast.worker, aim, "看过了").await.unwrap();
            let person = cast.members[0].person.unwrap();
            let aim = cast.aim(order).await;
            assert_ne!(refused(&actions::confirm_minutes(app, &cast.resident, aim, 1, person).await), "ok");
            assert_eq!(actions::minutes_to_confirm(app, &cast.leader).await.unwrap().len(), 1);
            actions::confirm_minutes(app, &cast.leader, aim, 1, person).await.unwrap();
            actions::solved(app, &cast.resident, cast.aim(order).await, &Answer::default()).await.unwrap();
            actions::close(app, &cast.resident, cast.aim(order).await).await.unwrap();
            assert_eq!(cast.state(order).await, State::Closed);
            cast.is_sound().await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_no_leaves_nothing_and_silence_comes_back_to_the_office() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 2).await;
            let app = &town.app;
            let order = cast.accepted(&cast.resident, "repair-water").await;
            let one = Target::Person(cast.members[0].person.unwrap());
            cast.dispatch(order, &[one]).await;
            let aim = cast.aim(order).await;
            actions::decline(app, &cast.members[0], aim).await.unwrap();
            actions::decline(app, &cast.members[0], aim).await.ok();
            assert_eq!(cast.state(order).await, State::Accepted);
            assert_eq!(actions::desk(app, &cast.worker, DeskBox::NobodyTook).await.unwrap().len(), 1);
            let view = actions::for_desk(app, &cast.worker, order).await.unwrap();
            assert!(view.offers_open.is_empty());
            assert!(view.timeline.iter().all(|item| !format!("{:?}", item.args).contains("样大山")));
            // Taken and given back: no name stays.
            cast.dispatch(order, &[Target::Person(cast.members[1].person.unwrap())]).await;
            cast.take(order, &cast.members[1]).await.unwrap();
            actions::hand_back(app, &cast.members[1], cast.aim(order).await).await.unwrap();
            let view = actions::for_desk(app, &cast.worker, order).await.unwrap();
            assert!(view.timeline.iter().all(|item| !format!("{:?}", item.args).contains("样大山")));
            // Nobody takes it in time.
            cast.dispatch(order, &[Target::Body(cast.team)]).await;
            town.later(Duration::days(1)).await;
            let worker = cast.now(&cast.worker);
            assert_eq!(actions::desk(app, &worker, DeskBox::NobodyTook).await.unwrap().len(), 1);
            assert!(!actions::reminders(app, &worker).await.unwrap().is_empty());
            cast.is_sound().await;
        },
    )
    .await;
}

#[tokio::test]
async fn three_unanswered_calls_or_a_week_of_silence_close_it_unrated() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 1).await;
            let app = &town.app;
            let called = cast.accepted(&cast.resident, "repair-water").await;
            let alone = cast.accepted(&town.visitor(), "repair-water").await;
            for order in [called, alone] {
                cast.dispatch(order, &[Target::Body(cast.team)]).await;
                cast.take(order, &cast.members[0]).await.unwrap();
                cast.done(order, &cast.members[0]).await;
            }
            for _ in 0..3 {
                let aim = cast.aim(called).await;
                actions::call_back(app, &cast.now(&cast.worker), aim, &CallBack::Unanswered).await.unwrap();
                town.later(Duration::days(1)).await;
            }
            assert_eq!(cast.state(called).await, State::Closed);
            assert_eq!(cast.state(alone).await, State::Resolved);
            town.later(Duration::days(5)).await;
            assert_eq!(cast.state(alone).await, State::Closed);
            cast.is_sound().await;
        },
    )
    .await;
}

#[tokio::test]
async fn the_desk_parks_records_refuses_and_finds_again() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 1).await;
            let app = &town.app;
            let mut wish = cast.asking("repair-water").await;
            (wish.asker, wish.phone) = (Asker::Unknown, Some("000-0000-0001".to_owned()));
            let parked = Asking { category: None, body: String::new(), ..wish.clone() };
            let draft = actions::park(app, &cast.worker, &parked).await.unwrap();
            assert_eq!(actions::park(app, &cast.worker, &parked).await.unwrap(), draft);
            assert_eq!(actions::drafts(app, &cast.worker).await.unwrap().len(), 1);
            assert!(actions::for_desk(app, &cast.worker, draft).await.is_err());
            let opened = actions::resume_draft(app, &cast.worker, draft).await.unwrap();
            assert_eq!(opened.asking.phone.as_deref(), Some("00000000001"));
            let handed = Asking { once: draft.0, ..wish };
            let receipt = actions::submit_draft(app, &cast.worker, opened.version, &handed).await.unwrap();
            let again = actions::submit_draft(app, &cast.worker, opened.version, &handed).await.unwrap();
            assert_eq!(receipt.number, again.number);
            assert_eq!(actions::receipt_of(app, &cast.worker, draft).await.unwrap().code, receipt.code);
            let found = actions::find_by_phone(app, &cast.worker, "０００ 0000 0001").await.unwrap();
            assert_eq!(found.len(), 1);
            let aim = cast.aim(draft).await;
            let fresh = actions::replace_follow_code(app, &cast.worker, aim).await.unwrap();
            assert_eq!(actions::replace_follow_code(app, &cast.worker, aim).await.unwrap().code, fresh.code);
            let number = receipt.number.to_string();
            assert!(actions::follow(app, &town.visitor(), &number, &receipt.code, None).await.is_err());
            actions::follow(app, &town.visitor(), &number, &fresh.code, None).await.unwrap();
            let shown = actions::reveal_phone(app, &cast.worker, draft, "回电").await.unwrap();
            assert_eq!(shown.phone, "00000000001");
            let filter = Filter { words: "龙头".to_owned(), ..Filter::default() };
            assert_eq!(actions::register(app, &cast.worker, &filter, None).await.unwrap().rows.len(), 1);
            let filter = Filter { words: "路灯".to_owned(), compound: Some(cast.compound), ..Filter::default() };
            assert_eq!(actions::register(app, &cast.worker, &filter, None).await.unwrap().rows.len(), 0);
            let wish = Refusing { reason: "不归社区".to_owned(), way_forward: "请打 12345".to_owned() };
            actions::reject(app, &cast.worker, cast.aim(draft).await, &wish).await.unwrap();
            assert_eq!(cast.state(draft).await, State::Rejected);
            cast.is_sound().await;
        },
    )
    .await;
}

#[tokio::test]
async fn due_dates_follow_the_calendar() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 1).await;
            let (open, ended) = (
                cast.accepted(&cast.resident, "repair-water").await,
                cast.accepted(&cast.resident, "repair-water").await,
            );
            let aim = cast.aim(ended).await;
            actions::withdraw(&town.app, &cast.now(&cast.resident), aim).await.unwrap();
            let due = async |order: OrderId| {
                let read = town.app.db.read().await.unwrap();
                let found = super::store::order(&read, town.community, order).await.unwrap().unwrap();
                (found.due_at, found.amber_at)
            };
            let (before, history) = (due(open).await, due(ended).await);
            let today = town.app.now().date_naive();
            let secretary = town.staff("secretary", &[Role::Secretary]).await;
            for after in 0..7 {
                let day = (today + Duration::days(after)).to_string();
                let form = [("day", day.as_str()), ("kind", "off"), ("name_zh", "藏历新年"), ("reason", "公告")];
                assert_eq!(secretary.post("/calendar/days/new", &form).await.status, 303);
            }
            let read = town.app.db.read().await.unwrap();
            assert_eq!(verify::stale_clocks(&read, town.community).await.unwrap(), [open]);
            drop(read);
            town.later(Duration::minutes(2)).await;
            let after = due(open).await;
            assert!(after.0 > before.0 && after.1 > before.1, "{before:?} {after:?}");
            assert_eq!(due(ended).await, history, "what has ended is history");
            cast.is_sound().await;
            let read = town.app.db.read().await.unwrap();
            assert_eq!(read.number("select count(*) from jobs", vec![]).await.unwrap(), 0);
        },
    )
    .await;
}

#[tokio::test]
async fn who_holds_an_order_cannot_decline_it() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let cast = Cast::of(&town, 1).await;
            let (app, member) = (&town.app, &cast.members[0]);
            let order = cast.accepted(&cast.resident, "repair-water").await;
            cast.dispatch(order, &[Target::Person(member.person.unwrap())]).await;
            cast.take(order, member).await.unwrap();
            let before = cast.aim(order).await.version;
            let aim = cast.aim(order).await;
            assert_eq!(refused(&actions::decline(app, &cast.now(member), aim).await), "orders-refused-not-now");
            let read = app.db.read().await.unwrap();
            assert_eq!(read.number("select count(*) from order_passes", vec![]).await.unwrap(), 0);
            drop(read);
            assert_eq!((cast.aim(order).await.version, cast.state(order).await), (before, State::InProgress));
        },
    )
    .await;
}
