//! The steps of an order: one table of which action leads from where to where, under which power, in which words.

use super::machine::{Action, State};
use super::merge_rules::UNDER_WAY;
use super::powers::{
    ORDERS_ACCEPT, ORDERS_APPROVE, ORDERS_ASK, ORDERS_CALL_BACK, ORDERS_DEFER, ORDERS_DISPATCH, ORDERS_DO,
    ORDERS_HAND_OVER, ORDERS_HOUSE, ORDERS_LISTEN, ORDERS_MERGE, ORDERS_OWN, ORDERS_REPLY, ORDERS_RETURN, ORDERS_RULE,
    ORDERS_SUPERVISE, ORDERS_TAKE, ORDERS_VERIFY, ORDERS_VOID,
};
use kernel::case::{Machine, Row, Stay};

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

/// Where the words of a spoken order are still worked by.
const WORDED: &[State] = &[
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

const fn row(
    from: &'static [State],
    (action, to): (Action, State),
    power: base::Power,
    reason: bool,
    words: &'static str,
) -> Row<State, Action> {
    Row { from, action, to, power, reason, words }
}

const fn unmerge(action: Action, to: State) -> Row<State, Action> {
    row(&[State::Merged], (action, to), ORDERS_MERGE, true, "orders-told-unmerge")
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
            row(UNDER_WAY, (A::Merge, S::Merged), ORDERS_MERGE, false, "orders-told-merge"),
            unmerge(A::UnmergeNew, S::Submitted),
            unmerge(A::UnmergeAsked, S::AwaitingInfo),
            unmerge(A::UnmergeAccepted, S::Accepted),
            unmerge(A::UnmergeOffered, S::Dispatched),
            unmerge(A::UnmergeHeld, S::InProgress),
            unmerge(A::UnmergeReturn, S::ReturnRequested),
            row(&[S::Merged], (A::CloseMerged, S::Closed), ORDERS_HOUSE, false, "orders-told-close-merged"),
            row(&[S::Merged], (A::Withdraw, S::Withdrawn), ORDERS_OWN, false, "orders-told-withdraw"),
        ],
        stays: &[
            // A part leaves, and the order stays where it is.
            stay(UNDER_WAY, A::Split, ORDERS_MERGE, false, "orders-told-split"),
            // Words may be put right as long as somebody works by them.
            stay(WORDED, A::WriteDown, ORDERS_LISTEN, false, "orders-told-write-down"),
            // Somebody has to have it in charge, whoever is away.
            stay(OPEN, A::HandOver, ORDERS_HAND_OVER, false, "orders-told-hand-over"),
            stay(&[S::Accepted, S::InProgress], A::AskSuspend, ORDERS_DEFER, true, "orders-told-ask-suspend"),
            stay(&[S::Accepted, S::InProgress], A::RefuseSuspend, ORDERS_APPROVE, true, "orders-told-refuse-suspend"),
            stay(RUNNING, A::Extend, ORDERS_DEFER, true, "orders-told-extend"),
            stay(&[S::Resolved, S::Verified], A::CallLater, ORDERS_CALL_BACK, false, "orders-told-call-later"),
            stay(OPEN, A::Supervise, ORDERS_SUPERVISE, true, "orders-told-supervise"),
            stay(OPEN, A::LiftSupervision, ORDERS_SUPERVISE, true, "orders-told-lift-supervision"),
            stay(VOIDABLE, A::AskVoid, ORDERS_VOID, true, "orders-told-ask-void"),
            stay(VOIDABLE, A::RefuseVoid, ORDERS_APPROVE, true, "orders-told-refuse-void"),
        ],
    }
};
