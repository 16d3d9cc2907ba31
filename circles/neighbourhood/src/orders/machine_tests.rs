//! Every pair of state and action, through the real verbs, on both databases: allowed or refused as the table says.

use super::actions::{
    self, Acceptance, Addressee, Answer, CallBack, Dispatching, Doing, Handing, Place, Refusing, Ruling, Settling,
    Splitting, Target, Transferring, Whose, WritingDown,
};
use super::machine::{Action, State, TABLE};
use super::merge_rules::{is_way_back, way_back};
use super::rules::{Outcome as Code, allows};
use super::tests::{Cast, someone};
use super::{deferring, jobs, store};
use base::{BodyId, Day, Doer, Locale, OrderId, Outcome, Problem, Role, Standing};
use chrono::{Days, Duration};
use db::{Record, row};
use kernel::case::Named;
use testkit::Town;

/// The people of an order's whole way, with a secretary and a department.
pub(super) struct Stage<'t> {
    pub(super) cast: Cast<'t>,
    pub(super) secretary: Doer,
    pub(super) department: Doer,
    pub(super) body: BodyId,
}

impl<'t> Stage<'t> {
    pub(super) async fn of(town: &'t Town) -> Self {
        let cast = Cast::of(town, 2).await;
        let body = BodyId(town.app.new_id());
        let mut write = town.app.db.write(&town.house(), "town.found", &[]).await.unwrap();
        let row =
            row! { id: body.0, community: town.community.0, kind: "department", name_zh: "示例县住建局", phone: "" };
        write.create(&Record { table: "bodies" }, row).await.unwrap();
        write.commit().await.unwrap();
        let mut department = someone(town, "department", "样建川", Role::Department).await;
        department.standings = vec![Standing { body, leads: true }];
        let secretary = someone(town, "secretary", "样文石", Role::Secretary).await;
        Self { cast, secretary, department, body }
    }

    pub(super) fn day(&self, days: u64) -> Option<Day> {
        self.cast.town.app.now().date_naive().checked_add_days(Days::new(days))
    }

    pub(super) async fn transfer(&self, order: OrderId) -> Outcome<()> {
        let to = Addressee::Department(self.body);
        let wish = Transferring { to, reason: "路灯归住建局管".to_owned(), reply_by: self.day(5) };
        let (aim, worker) = (self.cast.aim(order).await, self.cast.now(&self.cast.worker));
        actions::transfer(&self.cast.town.app, &worker, aim, &wish).await
    }

    pub(super) async fn give_back(&self, order: OrderId) -> Outcome<()> {
        let aim = self.cast.aim(order).await;
        let department = self.cast.now(&self.department);
        actions::request_return(&self.cast.town.app, &department, aim, "不归我们管").await
    }

    async fn by_department(&self, order: OrderId) {
        self.cast.dispatch(order, &[Target::Body(self.body)]).await;
        self.cast.take(order, &self.department).await.unwrap();
    }

    /// Asks for it and has another person decide.
    async fn decided(&self, order: OrderId, (void, agreed): (bool, bool)) -> Outcome<()> {
        let (app, cast) = (&self.cast.town.app, &self.cast);
        let (worker, secretary, aim) = (cast.now(&cast.worker), cast.now(&self.secretary), cast.aim(order).await);
        if void {
            actions::ask_void(app, &worker, aim, "登记重了").await?;
        } else {
            actions::ask_suspension(app, &worker, aim, ("等化冻", self.day(30))).await?;
        }
        let next = cast.aim(order).await;
        if agreed {
            actions::approve(app, &secretary, next, aim.once).await
        } else {
            actions::refuse(app, &secretary, next, (aim.once, "现在就能办")).await
        }
    }

    /// An order in a state, such that this action, if the table allows it there, can be tried.
    pub(super) async fn reach(&self, state: State, action: Action) -> OrderId {
        let (cast, app) = (&self.cast, &self.cast.town.app);
        let (worker, resident) = (cast.now(&cast.worker), cast.now(&cast.resident));
        let public = matches!(action, Action::Verify | Action::FailCheck);
        let kind = if public { "facilities-stairs" } else { "repair-water" };
        let one = Target::Person(cast.members[0].person.unwrap());
        if state == State::Draft {
            let mut asking = cast.asking(kind).await;
            asking.asker = actions::Asker::Unknown;
            return actions::park(app, &worker, &asking).await.unwrap();
        }
        let asked = async || actions::ask(app, &resident, &cast.asking(kind).await).await.unwrap().order;
        match state {
            State::Submitted => asked().await,
            State::AwaitingInfo => {
                let later = action == Action::SupplyMore;
                let order = if later { self.accepted(kind).await } else { asked().await };
                actions::ask_back(app, &worker, cast.aim(order).await, "哪天方便？").await.unwrap();
                order
            }
            State::Rejected => {
                let order = asked().await;
                self.attempt(Action::Reject, order).await.unwrap();
                order
            }
            State::Withdrawn => {
                let order = asked().await;
                actions::withdraw(app, &resident, cast.aim(order).await).await.unwrap();
                order
            }
            State::Voided => {
                let order = asked().await;
                self.decided(order, (true, true)).await.unwrap();
                order
            }
            State::Merged => {
                let from = State::ALL.iter().find(|&&from| way_back(from) == Some(action));
                let order = Box::pin(self.reach(from.copied().unwrap_or(State::Accepted), Action::Merge)).await;
                self.attempt(Action::Merge, order).await.unwrap();
                order
            }
            _ => {
                let order = self.accepted(kind).await;
                self.further(order, (state, action), one).await;
                order
            }
        }
    }

    async fn accepted(&self, kind: &str) -> OrderId {
        self.cast.accepted(&self.cast.resident, kind).await
    }

    /// From accepted on.
    async fn further(&self, order: OrderId, (state, action): (State, Action), one: Target) {
        let (cast, app) = (&self.cast, &self.cast.town.app);
        let returned = matches!(action, Action::ReturnAgain) || state == State::InTalk;
        if returned && matches!(state, State::InProgress | State::Transferred | State::InTalk) {
            self.transfer(order).await.unwrap();
            self.give_back(order).await.unwrap();
            self.attempt(Action::ApproveReturn, order).await.unwrap();
        }
        match state {
            State::Dispatched => cast.dispatch(order, &[one]).await,
            State::InProgress if matches!(action, Action::RequestReturn | Action::ReturnAgain) => {
                self.by_department(order).await;
            }
            State::ReturnRequested if action != Action::TransferStands => {
                self.by_department(order).await;
                self.give_back(order).await.unwrap();
            }
            State::Transferred | State::ReturnRequested | State::InTalk => {
                self.transfer(order).await.unwrap();
                if state != State::Transferred {
                    self.give_back(order).await.unwrap();
                }
            }
            State::Suspended => self.decided(order, (false, true)).await.unwrap(),
            State::InProgress | State::Resolved | State::Verified | State::Closed => {
                cast.dispatch(order, &[one]).await;
                cast.take(order, &cast.members[0]).await.unwrap();
            }
            _ => {}
        }
        if matches!(state, State::Resolved | State::Verified | State::Closed) {
            cast.done(order, &cast.members[0]).await;
        }
        let resident = cast.now(&cast.resident);
        if matches!(state, State::Verified | State::Closed) {
            actions::solved(app, &resident, cast.aim(order).await, &Answer::default()).await.unwrap();
        }
        if state == State::Closed {
            actions::close(app, &resident, cast.aim(order).await).await.unwrap();
        }
    }

    /// The verb of an action, by whoever would carry it out.
    pub(super) async fn attempt(&self, action: Action, order: OrderId) -> Outcome<()> {
        let (cast, app) = (&self.cast, &self.cast.town.app);
        let (worker, resident, member) = (cast.now(&cast.worker), cast.now(&cast.resident), cast.now(&cast.members[0]));
        let (aim, why, soon) = (cast.aim(order).await, "原因", app.now() + Duration::hours(2));
        match action {
            Action::Submit => {
                let draft = actions::resume_draft(app, &worker, order).await?;
                actions::submit_draft(app, &worker, draft.version, &draft.asking).await.map(|_| ())
            }
            Action::Discard => actions::discard_draft(app, &worker, aim).await,
            Action::Accept => actions::accept(app, &worker, aim, &Acceptance::plain("好", "漏水")).await,
            Action::Reject => {
                let wish = Refusing { reason: why.to_owned(), way_forward: "水务局".to_owned() };
                actions::reject(app, &worker, aim, &wish).await
            }
            Action::AskBack => actions::ask_back(app, &worker, aim, why).await,
            Action::Supply | Action::SupplyMore => actions::answer_question(app, &resident, aim, why).await,
            Action::Withdraw => actions::withdraw(app, &resident, aim).await,
            Action::Dispatch => {
                let wish = Dispatching::to(vec![Target::Person(cast.members[1].person.unwrap())]);
                actions::dispatch(app, &worker, aim, &wish).await
            }
            Action::Lapse => {
                let house = Doer { at: app.now() + Duration::days(9), ..cast.town.house() };
                jobs::lapse_one(app, &house, order).await
            }
            Action::Recall => actions::recall(app, &worker, aim, why).await,
            Action::Take => actions::take(app, &member, aim, None).await,
            Action::Arrange => actions::arrange(app, &member, aim, soon).await,
            Action::NobodyHome => actions::nobody_home(app, &member, aim, Some(soon)).await,
            Action::HandBack => actions::hand_back(app, &member, aim).await,
            Action::RequestReturn | Action::ReturnAgain => self.give_back(order).await,
            Action::ApproveReturn => actions::approve_return(app, &worker, aim).await,
            Action::RefuseReturn | Action::TransferStands => actions::refuse_return(app, &worker, aim, why).await,
            Action::Done => {
                let wish = Doing {
                    minutes: 40,
                    companions: vec![],
                    outcome: Code::Solved,
                    text: why.to_owned(),
                    photos: vec![],
                };
                actions::done(app, &member, aim, &wish).await
            }
            Action::Settle => {
                let wish = Settling { outcome: Code::Explained, text: why.to_owned() };
                actions::settle(app, &worker, aim, &wish).await
            }
            Action::Verify => actions::verify(app, &worker, aim, "").await,
            Action::FailCheck => actions::fail_check(app, &worker, aim, why).await,
            Action::Confirm | Action::SaySolved => actions::solved(app, &resident, aim, &Answer::default()).await,
            Action::Reopen => actions::not_solved(app, &resident, aim, why).await,
            Action::CallUnanswered => actions::call_back(app, &worker, aim, &CallBack::Unanswered).await,
            Action::CallLater => {
                let later = CallBack::Later(app.now() + Duration::hours(3));
                actions::call_back(app, &worker, aim, &later).await
            }
            Action::CloseUnrated => {
                for _ in 0..3 {
                    actions::call_back(app, &worker, cast.aim(order).await, &CallBack::Unanswered).await?;
                }
                Ok(())
            }
            Action::Rate => actions::rate(app, &resident, aim, 5).await,
            Action::Close => actions::close(app, &resident, aim).await,
            aside => self.attempt_aside(aside, order).await,
        }
    }

    /// The same for the side ways.
    async fn attempt_aside(&self, action: Action, order: OrderId) -> Outcome<()> {
        let (cast, app) = (&self.cast, &self.cast.town.app);
        let (worker, secretary) = (cast.now(&cast.worker), cast.now(&self.secretary));
        let (aim, why) = (cast.aim(order).await, "原因");
        match action {
            Action::Transfer => self.transfer(order).await,
            Action::PassUp => {
                let to = Addressee::Above("河谷镇政府".to_owned());
                let wish = Transferring { to, reason: why.to_owned(), reply_by: self.day(9) };
                actions::transfer(app, &worker, aim, &wish).await
            }
            Action::Reply => actions::reply(app, &cast.now(&self.department), aim, why).await,
            Action::RuleDepartment | Action::RuleOffice => {
                let department = (action == Action::RuleDepartment).then_some(self.body);
                let wish = Ruling { department, reply_by: self.day(9), text: why.to_owned() };
                actions::rule(app, &secretary, aim, &wish).await
            }
            Action::AskSuspend => actions::ask_suspension(app, &worker, aim, (why, self.day(30))).await,
            Action::AskVoid => actions::ask_void(app, &worker, aim, why).await,
            Action::Suspend => self.decided(order, (false, true)).await,
            Action::RefuseSuspend => self.decided(order, (false, false)).await,
            Action::Void => self.decided(order, (true, true)).await,
            Action::RefuseVoid => self.decided(order, (true, false)).await,
            Action::Resume => actions::resume(app, &worker, aim).await,
            Action::Wake => {
                let house = Doer { at: app.now() + Duration::days(31), ..cast.town.house() };
                deferring::wake(app, &house, order).await
            }
            Action::Extend => actions::extend(app, &worker, aim, (why, self.day(60))).await,
            Action::Supervise => actions::supervise(app, &secretary, aim, (true, why)).await,
            Action::LiftSupervision => {
                actions::supervise(app, &secretary, aim, (true, why)).await?;
                actions::supervise(app, &secretary, cast.aim(order).await, (false, why)).await
            }
            Action::Merge => {
                let into = self.accepted("repair-water").await;
                actions::merge(app, &worker, aim, into, why).await
            }
            back if is_way_back(back) => actions::unmerge(app, &worker, aim, why).await,
            Action::CloseMerged => self.end_of_the_other(order).await,
            Action::Split => {
                let wish = Splitting {
                    category: Some(cast.category("repair-water").await),
                    title: "另一处漏水".to_owned(),
                    body: "阳台也漏水".to_owned(),
                    answer: "分开办".to_owned(),
                    place: Place { building: Some(cast.building), ..Place::default() },
                    photos: vec![],
                };
                actions::split(app, &worker, aim, &wish).await.map(|_| ())
            }
            Action::WriteDown => {
                // As if each had been spoken, beside words that were typed.
                cast.town.tamper("update orders set spoken = 'beside'").await;
                let wish = WritingDown { text: "漏水".to_owned(), language: Some(Locale::Bo) };
                actions::write_down(app, &worker, aim, &wish).await
            }
            Action::HandOver => {
                cast.town
                    .tamper("update orders set in_charge = (select id from accounts where login = 'worker')")
                    .await;
                let (from, to) = (worker.account.unwrap(), secretary.account.unwrap());
                let handing = Handing::plain(Whose::Account(from), to);
                actions::hand_over(app, &worker, aim, &handing).await
            }
            other => panic!("{} has no verb in this test", other.name()),
        }
    }

    /// The order that this one goes on under is closed; the house closes what goes with it.
    async fn end_of_the_other(&self, order: OrderId) -> Outcome<()> {
        let (cast, app) = (&self.cast, &self.cast.town.app);
        let read = app.db.read().await?;
        let found = store::order(&read, cast.town.community, order).await?.ok_or(Problem::NotFound)?;
        drop(read);
        let into = OrderId(found.merged_into.ok_or(Problem::NotFound)?);
        let one = Target::Person(cast.members[0].person.unwrap());
        Box::pin(self.further(into, (State::Closed, Action::CloseMerged), one)).await;
        cast.town.work().await;
        Ok(())
    }

    async fn stands(&self, order: OrderId) -> (State, i64) {
        let read = self.cast.town.app.db.read().await.unwrap();
        let found = store::order(&read, self.cast.town.community, order).await.unwrap().unwrap();
        (found.state().unwrap(), found.version)
    }
}

/// Actions that one verb carries out, depending on what happened before.
fn verb(action: Action) -> &'static str {
    match action {
        Action::Supply | Action::SupplyMore => "answer_question",
        Action::Confirm | Action::SaySolved => "solved",
        Action::RefuseReturn | Action::TransferStands => "refuse_return",
        Action::RequestReturn | Action::ReturnAgain => "request_return",
        Action::CallUnanswered | Action::CallLater | Action::CloseUnrated => "call_back",
        back if is_way_back(back) => "unmerge",
        other => other.name(),
    }
}

#[tokio::test]
async fn every_pair_of_state_and_action_is_allowed_or_refused_as_the_table_says() {
    testkit::on_both(
        || vec![registry::circle(), crate::circle()],
        async |town| {
            let stage = Stage::of(&town).await;
            let (mut allowed, mut refused) = (0, 0);
            for &state in State::ALL {
                // Whom nothing is allowed may try on the same order: nothing of it changes.
                let still = stage.reach(state, Action::Discard).await;
                for &action in Action::ALL {
                    if let Some(row) = TABLE.find(state, action) {
                        let order = stage.reach(state, action).await;
                        assert_eq!(stage.stands(order).await.0, state, "{} was not reached", state.name());
                        let done = stage.attempt(action, order).await;
                        assert!(done.is_ok(), "{} in {}: {done:?}", action.name(), state.name());
                        assert_eq!(stage.stands(order).await.0, row.to, "{} in {}", action.name(), state.name());
                        allowed += 1;
                    } else if !Action::ALL.iter().any(|&other| verb(other) == verb(action) && allows(state, other)) {
                        let before = stage.stands(still).await;
                        assert_eq!(before.0, state, "{} was not reached", state.name());
                        let tried = stage.attempt(action, still).await;
                        // The house says nothing when there is nothing to do.
                        let silent = matches!(action, Action::Wake | Action::Lapse);
                        assert!(silent || tried.is_err(), "{} in {}: {tried:?}", action.name(), state.name());
                        assert!(!matches!(tried, Err(Problem::Fault(_) | Problem::Again)), "{tried:?}");
                        assert_eq!(stage.stands(still).await, before, "{} in {}", action.name(), state.name());
                        refused += 1;
                    }
                }
            }
            assert!(allowed > 100 && refused > 400, "{allowed} allowed, {refused} refused");
            stage.cast.is_sound().await;
        },
    )
    .await;
}

#[test]
fn every_state_is_reached_and_left_or_is_an_end() {
    let reached = TABLE.reachable(TABLE.start);
    for &state in State::ALL {
        assert!(reached.contains(&state), "{} is never reached", state.name());
        let left = TABLE.rows_from(state).any(|row| row.to != state);
        assert!(left || TABLE.ends.contains(&state), "{} is never left", state.name());
    }
    // What ended is left only by the asker's "not solved".
    for row in TABLE.ends.iter().flat_map(|&end| TABLE.rows_from(end)) {
        assert_eq!(row.action, Action::Reopen);
    }
}
