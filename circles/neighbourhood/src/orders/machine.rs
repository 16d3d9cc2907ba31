//! The steps of an order: one table of which action leads from where to where, under which power, in which words.
//!
//! Reopening is not a state but an action: it starts a new round, and the earlier round stays as it was.

use super::powers::{
    ORDERS_ACCEPT, ORDERS_APPROVE, ORDERS_ASK, ORDERS_CALL_BACK, ORDERS_DEFER, ORDERS_DISPATCH, ORDERS_DO,
    ORDERS_HOUSE, ORDERS_OWN, ORDERS_REPLY, ORDERS_RETURN, ORDERS_RULE, ORDERS_SUPERVISE, ORDERS_TAKE, ORDERS_VERIFY,
    ORDERS_VOID,
};
use base::Moment;
use kernel::case::{EventKind, Machine, Named, Row, Stay};

macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$line:meta])* $value:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $type { $($(#[$line])* $value,)* }
        impl Named for $type {
            const ALL: &'static [Self] = &[$(Self::$value),*];
            fn name(self) -> &'static str { match self { $(Self::$value => $name),* } }
        }
        impl $type {
            /// The value of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}
pub(crate) use named;

named! {
    /// Where an order stands.
    State {
        /// 草稿: parked, the office has not been asked.
        Draft = "draft",
        /// 待受理: the office owes an answer.
        Submitted = "submitted",
        /// 待补充: the resident was asked something.
        AwaitingInfo = "awaiting_info",
        /// 不予受理: refused with a reason and a way forward.
        Rejected = "rejected",
        /// 待派单: accepted; somebody has to be asked.
        Accepted = "accepted",
        /// 待接单: somebody was asked.
        Dispatched = "dispatched",
        /// 办理中: somebody took it.
        InProgress = "in_progress",
        /// 退单待审: a unit or department wants to give it back.
        ReturnRequested = "return_requested",
        /// 已移交: a department or a level above has it, and replies by a date.
        Transferred = "transferred",
        /// 说事: a department returned it a second time; a talk says who does it.
        InTalk = "in_talk",
        /// 挂账: cannot be done for now; it is looked at again on a day.
        Suspended = "suspended",
        /// 待核查: said to be done, not yet checked.
        Resolved = "resolved",
        /// 待回访: checked; the resident has the last word.
        Verified = "verified",
        /// 已结案.
        Closed = "closed",
        /// 已撤销: the asker took it back.
        Withdrawn = "withdrawn",
        /// 作废: a record made in error; it stays in the register.
        Voided = "voided",
    }
}

/// Where somebody still owes something.
const OPEN: &[State] = &[
    State::Submitted,
    State::AwaitingInfo,
    State::Accepted,
    State::Dispatched,
    State::InProgress,
    State::ReturnRequested,
    State::Transferred,
    State::InTalk,
    State::Suspended,
    State::Resolved,
    State::Verified,
];
/// Where no work was done yet, so that the record may have been an error.
const VOIDABLE: &[State] = &[
    State::Submitted,
    State::AwaitingInfo,
    State::Accepted,
    State::Dispatched,
    State::InProgress,
    State::ReturnRequested,
    State::Transferred,
    State::InTalk,
    State::Suspended,
];
/// Where the clock of resolving runs.
const RUNNING: &[State] =
    &[State::Accepted, State::Dispatched, State::InProgress, State::ReturnRequested, State::Transferred, State::InTalk];

named! {
    /// What may happen to an order.
    Action {
        /// Hand it in.
        Submit = "submit",
        /// Throw a draft away.
        Discard = "discard",
        /// Accept it, with a human answer.
        Accept = "accept",
        /// Refuse it, with a reason and a way forward.
        Reject = "reject",
        /// Ask the resident for more.
        AskBack = "ask_back",
        /// The resident answered before it was accepted.
        Supply = "supply",
        /// The resident answered after it was accepted.
        SupplyMore = "supply_more",
        /// The asker takes it back.
        Withdraw = "withdraw",
        /// Ask people or bodies.
        Dispatch = "dispatch",
        /// Nobody took it in time: back to the office.
        Lapse = "lapse",
        /// The office takes it back from those it asked, or from the one who holds it.
        Recall = "recall",
        /// Take it.
        Take = "take",
        /// Say when one comes.
        Arrange = "arrange",
        /// Came, and nobody was home.
        NobodyHome = "nobody_home",
        /// A volunteer gives it back.
        HandBack = "hand_back",
        /// A unit or department wants to give it back.
        RequestReturn = "request_return",
        /// The office agrees to the return.
        ApproveReturn = "approve_return",
        /// The office does not agree to the return.
        RefuseReturn = "refuse_return",
        /// Hand it to a department, which replies by a date.
        Transfer = "transfer",
        /// Hand it to a level above, or to an office that has no account here.
        PassUp = "pass_up",
        /// The answer of whom it was handed to; the office has it again.
        Reply = "reply",
        /// The office does not agree that a transferred matter comes back.
        TransferStands = "transfer_stands",
        /// A department wants to give it back for the second time.
        ReturnAgain = "return_again",
        /// The talk ruled: this department does it, by a date.
        RuleDepartment = "rule_department",
        /// The talk ruled: the community does it.
        RuleOffice = "rule_office",
        /// Ask another person to let it rest until a day.
        AskSuspend = "ask_suspend",
        /// Another person agrees that it rests.
        Suspend = "suspend",
        /// Another person does not agree that it rests.
        RefuseSuspend = "refuse_suspend",
        /// The office takes it up again.
        Resume = "resume",
        /// The day has come: the house takes it up again.
        Wake = "wake",
        /// One later date, told with its reason before the first has passed.
        Extend = "extend",
        /// The secretary keeps an eye on it.
        Supervise = "supervise",
        /// The secretary no longer needs to.
        LiftSupervision = "lift_supervision",
        /// Ask another person to void a record made in error.
        AskVoid = "ask_void",
        /// Another person agrees that it is void.
        Void = "void",
        /// Another person does not agree that it is void.
        RefuseVoid = "refuse_void",
        /// Say that it is done.
        Done = "done",
        /// The office itself answered it, without asking anyone.
        Settle = "settle",
        /// Someone else looked at a public place: it is done.
        Verify = "verify",
        /// Someone else looked at a public place: it is not done.
        FailCheck = "fail_check",
        /// The served resident says solved.
        Confirm = "confirm",
        /// The resident who reported a public place says solved.
        SaySolved = "say_solved",
        /// Not solved: a new round.
        Reopen = "reopen",
        /// Called back, nobody answered.
        CallUnanswered = "call_unanswered",
        /// Rate the matter, which closes it.
        Rate = "rate",
        /// Close it without a rating.
        Close = "close",
        /// The house closes it unrated when nobody can be reached.
        CloseUnrated = "close_unrated",
    }
}

const fn row(
    from: &'static [State],
    (action, to): (Action, State),
    power: base::Power,
    reason: bool,
    words: &'static str,
) -> Row<State, Action> {
    Row { from, action, to, power, reason, words }
}

const fn stay(
    at: &'static [State],
    action: Action,
    power: base::Power,
    reason: bool,
    words: &'static str,
) -> Stay<State, Action> {
    Stay { at, action, power, reason, words }
}

/// The transition table of domain.md 7.
pub const TABLE: Machine<State, Action> = {
    use Action as A;
    use State as S;
    Machine {
        start: S::Draft,
        ends: &[S::Closed, S::Rejected, S::Withdrawn, S::Voided],
        rows: &[
            row(&[S::Draft], (A::Submit, S::Submitted), ORDERS_ASK, false, "orders-told-submit"),
            row(&[S::Draft], (A::Discard, S::Withdrawn), ORDERS_ASK, false, "orders-told-discard"),
            row(&[S::Submitted, S::AwaitingInfo], (A::Accept, S::Accepted), ORDERS_ACCEPT, false, "orders-told-accept"),
            row(&[S::Submitted, S::AwaitingInfo], (A::Reject, S::Rejected), ORDERS_ACCEPT, true, "orders-told-reject"),
            row(
                &[S::Submitted, S::Accepted],
                (A::AskBack, S::AwaitingInfo),
                ORDERS_ACCEPT,
                true,
                "orders-told-ask-back",
            ),
            row(&[S::AwaitingInfo], (A::Supply, S::Submitted), ORDERS_OWN, false, "orders-told-supply"),
            row(&[S::AwaitingInfo], (A::SupplyMore, S::Accepted), ORDERS_OWN, false, "orders-told-supply"),
            row(VOIDABLE, (A::Withdraw, S::Withdrawn), ORDERS_OWN, false, "orders-told-withdraw"),
            row(
                &[S::Accepted, S::Dispatched],
                (A::Dispatch, S::Dispatched),
                ORDERS_DISPATCH,
                false,
                "orders-told-dispatch",
            ),
            row(&[S::Dispatched], (A::Lapse, S::Accepted), ORDERS_HOUSE, false, "orders-told-lapse"),
            row(
                &[S::Dispatched, S::InProgress, S::Transferred],
                (A::Recall, S::Accepted),
                ORDERS_DISPATCH,
                true,
                "orders-told-recall",
            ),
            row(&[S::Dispatched], (A::Take, S::InProgress), ORDERS_TAKE, false, "orders-told-take"),
            row(&[S::InProgress], (A::Arrange, S::InProgress), ORDERS_DO, false, "orders-told-arrange"),
            row(&[S::InProgress], (A::NobodyHome, S::InProgress), ORDERS_DO, false, "orders-told-nobody-home"),
            row(&[S::InProgress], (A::HandBack, S::Accepted), ORDERS_DO, false, "orders-told-hand-back"),
            row(
                &[S::InProgress, S::Transferred],
                (A::RequestReturn, S::ReturnRequested),
                ORDERS_RETURN,
                true,
                "orders-told-request-return",
            ),
            row(
                &[S::ReturnRequested],
                (A::ApproveReturn, S::Accepted),
                ORDERS_DISPATCH,
                false,
                "orders-told-approve-return",
            ),
            row(
                &[S::ReturnRequested],
                (A::RefuseReturn, S::InProgress),
                ORDERS_DISPATCH,
                true,
                "orders-told-refuse-return",
            ),
            row(&[S::Accepted], (A::Transfer, S::Transferred), ORDERS_DISPATCH, true, "orders-told-transfer"),
            row(&[S::Accepted], (A::PassUp, S::Transferred), ORDERS_DISPATCH, true, "orders-told-pass-up"),
            row(&[S::Transferred], (A::Reply, S::Accepted), ORDERS_REPLY, true, "orders-told-reply"),
            row(
                &[S::ReturnRequested],
                (A::TransferStands, S::Transferred),
                ORDERS_DISPATCH,
                true,
                "orders-told-refuse-return",
            ),
            row(
                &[S::InProgress, S::Transferred],
                (A::ReturnAgain, S::InTalk),
                ORDERS_RETURN,
                true,
                "orders-told-return-again",
            ),
            row(&[S::InTalk], (A::RuleDepartment, S::Transferred), ORDERS_RULE, true, "orders-told-rule-department"),
            row(&[S::InTalk], (A::RuleOffice, S::Accepted), ORDERS_RULE, true, "orders-told-rule-office"),
            row(&[S::Accepted, S::InProgress], (A::Suspend, S::Suspended), ORDERS_APPROVE, true, "orders-told-suspend"),
            row(&[S::Suspended], (A::Resume, S::Accepted), ORDERS_DEFER, false, "orders-told-resume"),
            row(&[S::Suspended], (A::Wake, S::Accepted), ORDERS_HOUSE, false, "orders-told-wake"),
            row(VOIDABLE, (A::Void, S::Voided), ORDERS_APPROVE, true, "orders-told-void"),
            row(&[S::InProgress], (A::Done, S::Resolved), ORDERS_DO, false, "orders-told-done"),
            row(&[S::Accepted], (A::Settle, S::Resolved), ORDERS_ACCEPT, true, "orders-told-settle"),
            row(&[S::Resolved], (A::Verify, S::Verified), ORDERS_VERIFY, false, "orders-told-verify"),
            row(&[S::Resolved], (A::FailCheck, S::InProgress), ORDERS_VERIFY, true, "orders-told-fail-check"),
            row(&[S::Resolved], (A::Confirm, S::Verified), ORDERS_OWN, false, "orders-told-solved"),
            row(&[S::Verified], (A::SaySolved, S::Verified), ORDERS_OWN, false, "orders-told-solved"),
            row(
                &[S::Resolved, S::Verified, S::Closed],
                (A::Reopen, S::Accepted),
                ORDERS_OWN,
                true,
                "orders-told-reopen",
            ),
            row(
                &[S::Resolved],
                (A::CallUnanswered, S::Resolved),
                ORDERS_CALL_BACK,
                false,
                "orders-told-call-unanswered",
            ),
            row(
                &[S::Verified],
                (A::CallUnanswered, S::Verified),
                ORDERS_CALL_BACK,
                false,
                "orders-told-call-unanswered",
            ),
            row(&[S::Verified], (A::Rate, S::Closed), ORDERS_OWN, false, "orders-told-rate"),
            row(&[S::Verified], (A::Close, S::Closed), ORDERS_OWN, false, "orders-told-close"),
            row(
                &[S::Resolved, S::Verified],
                (A::CloseUnrated, S::Closed),
                ORDERS_HOUSE,
                false,
                "orders-told-close-unrated",
            ),
        ],
        stays: &[
            stay(&[S::Accepted, S::InProgress], A::AskSuspend, ORDERS_DEFER, true, "orders-told-ask-suspend"),
            stay(&[S::Accepted, S::InProgress], A::RefuseSuspend, ORDERS_APPROVE, true, "orders-told-refuse-suspend"),
            stay(RUNNING, A::Extend, ORDERS_DEFER, true, "orders-told-extend"),
            stay(OPEN, A::Supervise, ORDERS_SUPERVISE, true, "orders-told-supervise"),
            stay(OPEN, A::LiftSupervision, ORDERS_SUPERVISE, true, "orders-told-lift-supervision"),
            stay(VOIDABLE, A::AskVoid, ORDERS_VOID, true, "orders-told-ask-void"),
            stay(VOIDABLE, A::RefuseVoid, ORDERS_APPROVE, true, "orders-told-refuse-void"),
        ],
    }
};

/// What an action means to the clocks.
#[must_use]
pub const fn clock_events(action: Action) -> &'static [EventKind] {
    use EventKind as E;
    match action {
        Action::Submit | Action::Supply => &[E::Resumed, E::Submitted],
        Action::Accept => &[E::Accepted, E::Resumed],
        Action::AskBack => &[E::Answered, E::Paused],
        Action::SupplyMore => &[E::Resumed],
        Action::Dispatch => &[E::Dispatched],
        Action::Lapse
        | Action::HandBack
        | Action::ApproveReturn
        | Action::Recall
        | Action::Reply
        | Action::ReturnAgain => &[E::ReturnedToOffice],
        Action::Suspend => &[E::Taken, E::Paused],
        Action::Resume | Action::Wake => &[E::Resumed, E::ReturnedToOffice],
        Action::Take => &[E::Taken],
        Action::Done | Action::Settle => &[E::Done],
        Action::FailCheck => &[E::CheckFailed],
        Action::Verify => &[E::Verified],
        Action::Confirm => &[E::Verified, E::CalledBack],
        Action::SaySolved => &[E::CalledBack],
        Action::Reopen => &[E::Reopened, E::Accepted],
        Action::Discard
        | Action::Withdraw
        | Action::Reject
        | Action::Rate
        | Action::Close
        | Action::CloseUnrated
        | Action::Void => &[E::Ended],
        Action::Arrange
        | Action::NobodyHome
        | Action::RequestReturn
        | Action::RefuseReturn
        | Action::TransferStands
        | Action::RuleOffice
        | Action::AskSuspend
        | Action::RefuseSuspend
        | Action::Supervise
        | Action::LiftSupervision
        | Action::AskVoid
        | Action::RefuseVoid
        | Action::CallUnanswered
        // What these mean depends on the day they name: see `dated_event`.
        | Action::Transfer
        | Action::PassUp
        | Action::RuleDepartment
        | Action::Extend => &[],
    }
}

/// What an action that names a day means to the clocks.
#[must_use]
pub const fn dated_event(action: Action, day: Moment) -> Option<EventKind> {
    match action {
        Action::Transfer | Action::PassUp | Action::RuleDepartment => Some(EventKind::Transferred { reply_by: day }),
        Action::Extend => Some(EventKind::Extended { new_due: day }),
        _ => None,
    }
}

/// The table as a document: `docs/circles/orders-transitions.md` is exactly this.
#[must_use]
pub fn transition_doc() -> String {
    format!(
        "# Orders: states and steps\n\nRendered from `circles/neighbourhood/src/orders/machine.rs`; a test keeps the two equal.\n\
         Reopening starts a new round with its own clocks; the earlier round stays as it was. `orders.house` is held by nobody:\n\
         the timetable acts when time has run out.\n\n```mermaid\n{}```\n\n{}",
        TABLE.mermaid(),
        TABLE.markdown()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::case::{ClockPolicy, Event, Urgency, WorkingCalendar, clocks};
    use proptest::prelude::*;

    #[test]
    fn the_table_has_no_faults() {
        assert_eq!(TABLE.faults(), Vec::<String>::new());
    }

    #[test]
    fn the_document_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/circles/orders-transitions.md");
        if std::env::var_os("WUQUAN_WRITE_DOCS").is_some() {
            std::fs::write(path, transition_doc()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), transition_doc());
    }

    proptest! {
        /// Any sequence of actions keeps the table: what is refused changes nothing, and an ended order has no open clock.
        #[test]
        fn any_sequence_of_actions_keeps_the_table(picks in proptest::collection::vec((0usize..64, 0i64..4000), 0..60)) {
            let (mut state, mut at, mut history) = (TABLE.start, Moment::UNIX_EPOCH, Vec::new());
            let (mut accepted, mut transferred) = (false, false);
            for (pick, minutes) in picks {
                let action = Action::ALL[pick % Action::ALL.len()];
                at += chrono::Duration::minutes(minutes);
                // Which of the two it is, the verb decides by what happened before.
                if (action == Action::Supply && accepted) || (action == Action::SupplyMore && !accepted) {
                    continue;
                }
                if (action == Action::TransferStands && !transferred) || (action == Action::RefuseReturn && transferred) {
                    continue;
                }
                match TABLE.step(state, action, Some("why")) {
                    Ok(row) => {
                        prop_assert!(row.from.contains(&state));
                        state = row.to;
                        accepted |= action == Action::Accept;
                        transferred = match state {
                            State::Transferred => true,
                            State::ReturnRequested => transferred,
                            _ => false,
                        };
                        history.extend(clock_events(action).iter().map(|&kind| Event { at, kind }));
                        let day = at + chrono::Duration::days(3);
                        history.extend(dated_event(action, day).map(|kind| Event { at, kind }));
                    }
                    Err(_) => prop_assert!(TABLE.find(state, action).is_none()),
                }
                let kept = clocks(&history, &ClockPolicy::standard(Urgency::General), &WorkingCalendar::standard());
                let open: Vec<&str> =
                    kept.iter().filter(|clock| clock.is_open()).map(|clock| clock.kind.name()).collect();
                if TABLE.ends.contains(&state) {
                    prop_assert!(open.is_empty(), "{state:?} {open:?}");
                }
                let owed = match state {
                    State::Submitted => Some("accept"),
                    State::Accepted => Some("dispatch"),
                    State::Dispatched => Some("take"),
                    State::InTalk => Some("dispatch"),
                    State::Transferred => Some("reply"),
                    State::Resolved => Some("verify"),
                    _ => None,
                };
                prop_assert!(owed.is_none_or(|kind| open.contains(&kind)), "{state:?} {open:?}");
                let running = matches!(state, State::Accepted | State::Dispatched | State::InProgress);
                prop_assert!(!running || open.contains(&"resolve"), "{state:?} {open:?}");
                let still = kept.iter().any(|clock| clock.is_open() && clock.is_paused());
                prop_assert_eq!(state == State::Suspended, still && state != State::AwaitingInfo, "{:?}", state);
            }
        }
    }
}
