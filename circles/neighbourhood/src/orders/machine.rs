//! The states and actions of an order, and what each action means to the clocks; `table` says which leads from where to
//! where.
//!
//! Reopening is not a state but an action: it starts a new round, and the earlier round stays as it was.

pub use super::table::TABLE;
use base::Moment;
use kernel::case::{EventKind, Named};

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
        /// 已并入: it goes on under another number; reversible.
        Merged = "merged",
        /// 作废: a record made in error; it stays in the register.
        Voided = "voided",
    }
}

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
        /// Called back: they asked to be called again at another time.
        CallLater = "call_later",
        /// Rate the matter, which closes it.
        Rate = "rate",
        /// Close it without a rating.
        Close = "close",
        /// The house closes it unrated when nobody can be reached.
        CloseUnrated = "close_unrated",
        /// Another order is about the same: this one goes on under that number.
        Merge = "merge",
        /// On its own again, and new.
        UnmergeNew = "unmerge_new",
        /// On its own again, and waiting for the resident.
        UnmergeAsked = "unmerge_asked",
        /// On its own again, and accepted.
        UnmergeAccepted = "unmerge_accepted",
        /// On its own again, and with those who were asked.
        UnmergeOffered = "unmerge_offered",
        /// On its own again, and in the same hands.
        UnmergeHeld = "unmerge_held",
        /// On its own again, and its return is to be decided.
        UnmergeReturn = "unmerge_return",
        /// The order that it was merged into was closed, and it with that.
        CloseMerged = "close_merged",
        /// A part of it becomes an order of its own.
        Split = "split",
        /// Somebody of the office listened to the recording and wrote down what was said.
        WriteDown = "write_down",
        /// A colleague has it in charge from now on.
        HandOver = "hand_over",
    }
}

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
        | Action::CloseMerged
        | Action::Void => &[E::Ended],
        Action::Merge => &[E::Merged],
        Action::UnmergeNew
        | Action::UnmergeAsked
        | Action::UnmergeAccepted
        | Action::UnmergeOffered
        | Action::UnmergeHeld
        | Action::UnmergeReturn => &[E::Unmerged],
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
        | Action::CallLater
        | Action::Split
        | Action::WriteDown
        | Action::HandOver
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
        "# Orders: states and steps\n\nRendered from `circles/neighbourhood/src/orders/table.rs`; a test keeps the two equal.\n\
         Reopening starts a new round with its own clocks; the earlier round stays as it was. `orders.house` is held by nobody:\n\
         the timetable acts when time has run out.\n\n```mermaid\n{}```\n\n{}",
        TABLE.mermaid(),
        TABLE.markdown()
    )
}

#[cfg(test)]
mod tests {
    use super::super::merge_rules::{is_way_back, way_back};
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
            let (mut accepted, mut merged_from, mut transferred) = (false, None, false);
            for (pick, minutes) in picks {
                let action = Action::ALL[pick % Action::ALL.len()];
                at += chrono::Duration::minutes(minutes);
                // Which of the two it is, the verb decides by what happened before.
                if (action == Action::Supply && accepted) || (action == Action::SupplyMore && !accepted) {
                    continue;
                }
                // An order goes back to where it was merged from, and nowhere else.
                if is_way_back(action) && merged_from.and_then(way_back) != Some(action) {
                    continue;
                }
                if (action == Action::TransferStands && !transferred) || (action == Action::RefuseReturn && transferred) {
                    continue;
                }
                match TABLE.step(state, action, Some("why")) {
                    Ok(row) => {
                        if action == Action::Merge {
                            merged_from = Some(state);
                        }
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
                if TABLE.ends.contains(&state) || state == State::Merged {
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
