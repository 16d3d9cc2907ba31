//! The steps of an order: one table of which action leads from where to where, under which power, in which words.
//!
//! Reopening is not a state but an action: it starts a new round, and the earlier round stays as it was.

use super::merge_rules::UNDER_WAY;
use super::powers::{
    ORDERS_ACCEPT, ORDERS_ASK, ORDERS_CALL_BACK, ORDERS_DISPATCH, ORDERS_DO, ORDERS_HOUSE, ORDERS_MERGE, ORDERS_OWN,
    ORDERS_RETURN, ORDERS_TAKE, ORDERS_VERIFY,
};
use kernel::case::{EventKind, Machine, Named, Row};

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
    }
}

const fn unmerge(action: Action, to: State) -> Row<State, Action> {
    row(&[State::Merged], (action, to), ORDERS_MERGE, true, "orders-told-unmerge")
}

/// A part leaves, and the order stays where it is.
const fn split(from: &'static [State], to: State) -> Row<State, Action> {
    row(from, (Action::Split, to), ORDERS_MERGE, false, "orders-told-split")
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

/// The transition table of domain.md 7.
pub const TABLE: Machine<State, Action> = {
    use Action as A;
    use State as S;
    Machine {
        start: S::Draft,
        ends: &[S::Closed, S::Rejected, S::Withdrawn],
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
            row(
                &[S::Submitted, S::AwaitingInfo, S::Accepted, S::Dispatched, S::InProgress],
                (A::Withdraw, S::Withdrawn),
                ORDERS_OWN,
                false,
                "orders-told-withdraw",
            ),
            row(
                &[S::Accepted, S::Dispatched],
                (A::Dispatch, S::Dispatched),
                ORDERS_DISPATCH,
                false,
                "orders-told-dispatch",
            ),
            row(&[S::Dispatched], (A::Lapse, S::Accepted), ORDERS_HOUSE, false, "orders-told-lapse"),
            row(&[S::Dispatched, S::InProgress], (A::Recall, S::Accepted), ORDERS_DISPATCH, true, "orders-told-recall"),
            row(&[S::Dispatched], (A::Take, S::InProgress), ORDERS_TAKE, false, "orders-told-take"),
            row(&[S::InProgress], (A::Arrange, S::InProgress), ORDERS_DO, false, "orders-told-arrange"),
            row(&[S::InProgress], (A::NobodyHome, S::InProgress), ORDERS_DO, false, "orders-told-nobody-home"),
            row(&[S::InProgress], (A::HandBack, S::Accepted), ORDERS_DO, false, "orders-told-hand-back"),
            row(
                &[S::InProgress],
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
            row(UNDER_WAY, (A::Merge, S::Merged), ORDERS_MERGE, false, "orders-told-merge"),
            unmerge(A::UnmergeNew, S::Submitted),
            unmerge(A::UnmergeAsked, S::AwaitingInfo),
            unmerge(A::UnmergeAccepted, S::Accepted),
            unmerge(A::UnmergeOffered, S::Dispatched),
            unmerge(A::UnmergeHeld, S::InProgress),
            unmerge(A::UnmergeReturn, S::ReturnRequested),
            row(&[S::Merged], (A::CloseMerged, S::Closed), ORDERS_HOUSE, false, "orders-told-close-merged"),
            row(&[S::Merged], (A::Withdraw, S::Withdrawn), ORDERS_OWN, false, "orders-told-withdraw"),
            split(&[S::Submitted], S::Submitted),
            split(&[S::AwaitingInfo], S::AwaitingInfo),
            split(&[S::Accepted], S::Accepted),
            split(&[S::Dispatched], S::Dispatched),
            split(&[S::InProgress], S::InProgress),
            split(&[S::ReturnRequested], S::ReturnRequested),
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
        Action::Lapse | Action::HandBack | Action::ApproveReturn | Action::Recall => &[E::ReturnedToOffice],
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
        | Action::CloseMerged => &[E::Ended],
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
        | Action::CallUnanswered
        | Action::Split => &[],
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
    use super::super::merge_rules::{is_way_back, way_back};
    use super::*;
    use base::Moment;
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
            let (mut accepted, mut merged_from) = (false, None);
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
                match TABLE.step(state, action, Some("why")) {
                    Ok(row) => {
                        if action == Action::Merge {
                            merged_from = Some(state);
                        }
                        prop_assert!(row.from.contains(&state));
                        state = row.to;
                        accepted |= action == Action::Accept;
                        history.extend(clock_events(action).iter().map(|&kind| Event { at, kind }));
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
                    State::Resolved => Some("verify"),
                    _ => None,
                };
                prop_assert!(owed.is_none_or(|kind| open.contains(&kind)), "{state:?} {open:?}");
                let running = matches!(state, State::Accepted | State::Dispatched | State::InProgress);
                prop_assert!(!running || open.contains(&"resolve"), "{state:?} {open:?}");
            }
        }
    }
}
