//! The kinds of news about orders, and which step tells what to whom; pure.
//!
//! Never here: the content, a name, a door or a phone; a word about who did not take it.

use super::machine::{Action, State, TABLE};
use kernel::notify::{NoticeKind, Topic};

/// Where the one whose matter it is looks.
const MATTER: &str = "/matters/";
/// Where a helper looks.
const TAKE: &str = "/take/";

macro_rules! kinds {
    ($($constant:ident = ($name:literal, $topic:ident, $page:expr, $words:literal);)*) => {
        $(pub(super) const $constant: NoticeKind =
            NoticeKind { name: $name, topic: Topic::$topic, words: $words, page: $page };)*
        /// Every kind of news about orders.
        pub const KINDS: &[NoticeKind] = &[$($constant),*];
    };
}

kinds! {
    RECORDED = ("order_recorded", Own, MATTER, "orders-notice-recorded");
    ACCEPTED = ("order_accepted", Own, MATTER, "orders-notice-accepted");
    REJECTED = ("order_rejected", Act, MATTER, "orders-notice-rejected");
    ASKED_BACK = ("order_asked_back", Act, MATTER, "orders-notice-asked-back");
    TAKEN = ("order_taken", Own, MATTER, "orders-notice-taken");
    ARRANGED = ("order_arranged", Own, MATTER, "orders-notice-arranged");
    NOBODY_HOME = ("order_nobody_home", Act, MATTER, "orders-notice-nobody-home");
    BACK = ("order_back", Own, MATTER, "orders-notice-back");
    DONE = ("order_done", Act, MATTER, "orders-notice-done");
    DONE_PUBLIC = ("order_done_public", Own, MATTER, "orders-notice-done-public");
    REOPENED = ("order_reopened", Own, MATTER, "orders-notice-reopened");
    CALLED = ("order_called", Act, MATTER, "orders-notice-called");
    MESSAGE = ("order_message", Act, MATTER, "orders-notice-message");
    COMPLAINT_ANSWERED = ("order_complaint_answered", Own, MATTER, "orders-notice-complaint-answered");
    CLOSED = ("order_closed", Own, MATTER, "orders-notice-closed");
    WITHDRAWN = ("order_withdrawn", Own, MATTER, "orders-notice-withdrawn");
    CHANGED = ("order_changed", Own, MATTER, "orders-notice-changed");
    REST_ASKED = ("order_rest_asked", Own, MATTER, "orders-notice-rest-asked");
    RESTS = ("order_rests", Own, MATTER, "orders-notice-rests");
    REST_REFUSED = ("order_rest_refused", Own, MATTER, "orders-notice-rest-refused");
    GOES_ON = ("order_goes_on", Own, MATTER, "orders-notice-goes-on");
    LONGER = ("order_longer", Own, MATTER, "orders-notice-longer");
    HANDED_OVER = ("order_handed_over", Own, MATTER, "orders-notice-handed-over");
    PASSED_UP = ("order_passed_up", Own, MATTER, "orders-notice-passed-up");
    STAYS_THERE = ("order_stays_there", Own, MATTER, "orders-notice-stays-there");
    REPLIED = ("order_replied", Own, MATTER, "orders-notice-replied");
    TALKED_OVER = ("order_talked_over", Own, MATTER, "orders-notice-talked-over");
    RULED_DEPARTMENT = ("order_ruled_department", Own, MATTER, "orders-notice-ruled-department");
    RULED_OFFICE = ("order_ruled_office", Own, MATTER, "orders-notice-ruled-office");
    VOID_ASKED = ("order_void_asked", Own, MATTER, "orders-notice-void-asked");
    VOIDED = ("order_voided", Act, MATTER, "orders-notice-voided");
    VOID_REFUSED = ("order_void_refused", Own, MATTER, "orders-notice-void-refused");
    WATCHED = ("order_watched", Own, MATTER, "orders-notice-watched");
    WATCHED_NO_MORE = ("order_watched_no_more", Own, MATTER, "orders-notice-watched-no-more");
    MERGED = ("order_merged", Own, MATTER, "orders-notice-merged");
    UNMERGED = ("order_unmerged", Own, MATTER, "orders-notice-unmerged");
    OFFER = ("order_offer", Help, TAKE, "orders-notice-offer");
    OFFER_BODY = ("order_offer_body", Help, TAKE, "orders-notice-offer-body");
    OFFER_CHECK = ("order_offer_check", Help, TAKE, "orders-notice-offer-check");
    TAKEN_BY_OTHER = ("order_taken_by_other", Help, TAKE, "orders-notice-taken-by-other");
    RECALLED = ("order_recalled", Help, TAKE, "orders-notice-recalled");
    RETURN_AGREED = ("order_return_agreed", Help, TAKE, "orders-notice-return-agreed");
    RETURN_REFUSED = ("order_return_refused", Help, TAKE, "orders-notice-return-refused");
    RETURN_WAITS = ("order_return_waits", Help, TAKE, "orders-notice-return-waits");
    PAIR_BEGUN = ("order_pair_begun", Help, TAKE, "orders-notice-pair-begun");
    PAIR_VISIT = ("order_pair_visit", Help, TAKE, "orders-notice-pair-visit");
    PAIR_DONE = ("order_pair_done", Help, TAKE, "orders-notice-pair-done");
    HANDED_TO_YOU = ("order_handed_to_you", Help, TAKE, "orders-notice-handed-to-you");
    YOURS_AGAIN = ("order_yours_again", Help, TAKE, "orders-notice-yours-again");
    CHECK_FAILED = ("order_check_failed", Help, TAKE, "orders-notice-check-failed");
    MONEY_QUESTION = ("order_money_question", Office, "/desk/orders/", "orders-notice-money-question");
    MONEY_WRITTEN = ("order_money_written", Help, TAKE, "orders-notice-money-written");
    REWORDED = ("order_reworded", Help, TAKE, "orders-notice-reworded");
    NOT_MEANT = ("order_not_meant", Office, "/desk/orders/", "orders-notice-not-meant");
    IN_CHARGE = ("order_in_charge", Office, "/desk/handover/of/", "handover-notice");
    RESIDENT_WROTE = ("order_resident_wrote", Office, "/desk/orders/", "orders-notice-resident-wrote");
    URGENT = ("order_urgent", Office, "/desk/orders/", "orders-notice-urgent");
    TO_APPROVE = ("order_to_approve", Office, "/desk/orders/", "orders-notice-to-approve");
    COMPLAINT = ("order_complaint", Office, "/appeals/", "orders-notice-complaint");
    AMBER = ("order_amber", Office, "/desk/orders/", "orders-notice-amber");
    RED = ("order_red", Office, "/desk/orders/", "orders-notice-red");
}

/// Whom news are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// The one whose matter it is, or who acts for them.
    Resident,
    /// The one in whose hands it was until this step, or who speaks for the department that had it.
    Holder,
    /// Those into whose hands this step gives it.
    Given,
    /// Those who are asked now, by name.
    Offered,
    /// Those who are asked now through a team, a unit or a department.
    OfferedBodies,
    /// Who waits for a second.
    Seated,
    /// The person in charge, or the office.
    Office,
    /// Who decides what this step asks for.
    Approver,
    /// Those who were asked by name and not yet told that it is over.
    Asked,
    /// The two who hold it, where two do.
    Pair,
}

/// What a step tells, to whom.
pub(super) fn news_of(action: Action, from: State, is_personal: bool) -> Vec<(To, &'static NoticeKind)> {
    use To::{Asked, Holder};
    let mut news = main_line(action, from, is_personal);
    match action {
        // Whoever has it or was asked for it must not go there any more.
        Action::Recall | Action::Withdraw | Action::Suspend | Action::Void | Action::Merge => match from {
            State::Dispatched if action == Action::Merge => news.extend([(Asked, &RECALLED), (To::Seated, &RECALLED)]),
            State::Dispatched => news.push((Asked, &RECALLED)),
            State::InProgress | State::ReturnRequested | State::Transferred => news.push((Holder, &RECALLED)),
            _ => {}
        },
        Action::Transfer | Action::RuleDepartment => news.push((To::Given, &HANDED_TO_YOU)),
        Action::TransferStands => news.push((Holder, &RETURN_REFUSED)),
        Action::UnmergeHeld => news.push((Holder, &YOURS_AGAIN)),
        Action::UnmergeReturn => news.push((Holder, &RETURN_WAITS)),
        Action::UnmergeOffered => {
            news.extend([(To::Offered, &OFFER), (To::OfferedBodies, &OFFER_BODY), (To::Seated, &YOURS_AGAIN)]);
        }
        // It waits for the answer again.
        Action::UnmergeAsked => news.push((To::Resident, &ASKED_BACK)),
        Action::Supply | Action::SupplyMore | Action::Reopen => news.push((To::Office, &RESIDENT_WROTE)),
        Action::AskSuspend | Action::AskVoid | Action::ReturnAgain => news.push((To::Approver, &TO_APPROVE)),
        _ => {}
    }
    news
}

/// What a step tells the one whose matter it is, and those who work on it together.
fn main_line(action: Action, from: State, is_personal: bool) -> Vec<(To, &'static NoticeKind)> {
    use To::{Asked, Holder, Pair, Resident};
    match action {
        Action::Submit => vec![(Resident, &RECORDED)],
        Action::Accept => vec![(Resident, &ACCEPTED)],
        Action::Reject => vec![(Resident, &REJECTED)],
        Action::AskBack => vec![(Resident, &ASKED_BACK)],
        Action::Take => vec![(Resident, &TAKEN), (Asked, &TAKEN_BY_OTHER), (Pair, &PAIR_BEGUN)],
        Action::Arrange => vec![(Resident, &ARRANGED), (Pair, &PAIR_VISIT)],
        Action::NobodyHome => vec![(Resident, &NOBODY_HOME), (Pair, &PAIR_VISIT)],
        Action::HandBack => vec![(Resident, &BACK)],
        Action::Recall if from == State::Dispatched => Vec::new(),
        Action::Recall => vec![(Resident, &BACK)],
        Action::ApproveReturn => vec![(Resident, &BACK), (Holder, &RETURN_AGREED)],
        Action::RefuseReturn => vec![(Holder, &RETURN_REFUSED)],
        Action::Done | Action::Settle if is_personal => vec![(Resident, &DONE), (Pair, &PAIR_DONE)],
        Action::Done | Action::Settle => vec![(Resident, &DONE_PUBLIC), (Pair, &PAIR_DONE)],
        Action::Verify => vec![(Resident, &DONE)],
        Action::FailCheck => vec![(Holder, &CHECK_FAILED)],
        Action::Reopen => vec![(Resident, &REOPENED)],
        Action::CallUnanswered => vec![(Resident, &CALLED)],
        Action::Withdraw => vec![(Resident, &WITHDRAWN)],
        Action::Rate | Action::Close | Action::CloseUnrated => vec![(Resident, &CLOSED)],
        Action::WriteDown if matches!(from, State::InProgress | State::ReturnRequested) => vec![(Holder, &REWORDED)],
        Action::RequestReturn => Vec::new(),
        other => aside(other).map_or_else(|| otherwise(other, from), |kind| vec![(Resident, kind)]),
    }
}

/// What a step beside the main line tells the one whose matter it is: what changed, until when, what they can do.
const fn aside(action: Action) -> Option<&'static NoticeKind> {
    Some(match action {
        Action::AskSuspend => &REST_ASKED,
        Action::Suspend => &RESTS,
        Action::RefuseSuspend => &REST_REFUSED,
        Action::Resume | Action::Wake => &GOES_ON,
        Action::Extend => &LONGER,
        Action::Transfer => &HANDED_OVER,
        Action::PassUp => &PASSED_UP,
        Action::TransferStands => &STAYS_THERE,
        Action::Reply => &REPLIED,
        Action::ReturnAgain => &TALKED_OVER,
        Action::RuleDepartment => &RULED_DEPARTMENT,
        Action::RuleOffice => &RULED_OFFICE,
        Action::AskVoid => &VOID_ASKED,
        Action::Void => &VOIDED,
        Action::RefuseVoid => &VOID_REFUSED,
        Action::Supervise => &WATCHED,
        Action::LiftSupervision => &WATCHED_NO_MORE,
        Action::Merge => &MERGED,
        Action::UnmergeNew
        | Action::UnmergeAsked
        | Action::UnmergeAccepted
        | Action::UnmergeOffered
        | Action::UnmergeHeld
        | Action::UnmergeReturn => &UNMERGED,
        _ => return None,
    })
}

/// Whether the words of a kind name a day, which its step has to say.
pub(super) fn names_a_day(kind: &NoticeKind) -> bool {
    [&REST_ASKED, &RESTS, &LONGER, &HANDED_OVER, &PASSED_UP, &RULED_DEPARTMENT, &HANDED_TO_YOU]
        .iter()
        .any(|dated| dated.name == kind.name)
}

/// A step that says why says it to the one whose matter it is.
fn otherwise(action: Action, from: State) -> Vec<(To, &'static NoticeKind)> {
    let says_why = TABLE.find(from, action).is_some_and(|row| row.reason);
    if says_why { vec![(To::Resident, &CHANGED)] } else { Vec::new() }
}

/// Which earlier news a step makes wait for nobody.
pub(super) fn over_with(action: Action) -> &'static [&'static NoticeKind] {
    match action {
        Action::Take | Action::Recall | Action::Lapse => &[&OFFER, &OFFER_BODY, &HANDED_TO_YOU],
        Action::Supply | Action::SupplyMore => &[&ASKED_BACK],
        Action::Accept | Action::Reject => &[&ASKED_BACK, &RESIDENT_WROTE, &URGENT],
        Action::Withdraw | Action::Void | Action::Merge => {
            &[&OFFER, &OFFER_BODY, &ASKED_BACK, &NOBODY_HOME, &HANDED_TO_YOU, &URGENT]
        }
        Action::Suspend => &[&NOBODY_HOME],
        Action::Reply | Action::ReturnAgain | Action::ApproveReturn => &[&HANDED_TO_YOU],
        Action::Arrange | Action::Done => &[&NOBODY_HOME],
        Action::Verify | Action::FailCheck => &[&OFFER_CHECK],
        Action::WriteDown => &[&NOT_MEANT],
        // Promises are now another's to keep.
        Action::HandOver => &[&AMBER, &RED],
        Action::Confirm | Action::SaySolved | Action::Rate | Action::Close | Action::CloseUnrated | Action::Reopen => {
            &[&DONE, &CALLED, &OFFER_CHECK]
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_says_why_is_heard_by_someone() {
        for row in TABLE.rows.iter().filter(|row| row.reason && row.action != Action::RequestReturn) {
            for from in row.from {
                assert!(!news_of(row.action, *from, true).is_empty(), "{:?} from {from:?}", row.action);
            }
        }
    }

    #[test]
    fn names_are_kept_once() {
        let mut names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
        assert!(KINDS.iter().all(|kind| kind.page.starts_with('/') && kind.page.ends_with('/')));
    }
}
