//! What may be merged into what, what neighbours may see of a public matter, and what a title for everyone may say; pure.
//!
//! Privacy decides first: what is not about a public place goes together only when the same person asked both.

use super::machine::{Action, State, TABLE};
use super::rules::No;
use base::Refusal;
use kernel::text::{forbidden, forbidden_terms};
use uuid::Uuid;

/// Days back in which an open public matter is offered to a neighbour who is about to ask.
pub const OFFERED_DAYS: i64 = 30;
/// Days back in which the office is shown orders that may be the same.
pub const NEAR_DAYS: i64 = 60;
/// Days after its end for which a neighbour's care is kept.
pub const CARE_DAYS: i64 = 30;
/// Digits in a row that would be a number to call or worse.
const DIGITS_MAX: usize = 6;

/// Where an order is still on its way, so that it may go on under another number, or lose a part to another order. What
/// was done waits for its own asker's word.
pub const UNDER_WAY: &[State] = &[
    State::Submitted,
    State::AwaitingInfo,
    State::Accepted,
    State::Dispatched,
    State::InProgress,
    State::ReturnRequested,
];

/// The way back from a merging, by the state from which it was merged.
#[must_use]
pub const fn way_back(merged_from: State) -> Option<Action> {
    match merged_from {
        State::Submitted => Some(Action::UnmergeNew),
        State::AwaitingInfo => Some(Action::UnmergeAsked),
        State::Accepted => Some(Action::UnmergeAccepted),
        State::Dispatched => Some(Action::UnmergeOffered),
        State::InProgress => Some(Action::UnmergeHeld),
        State::ReturnRequested => Some(Action::UnmergeReturn),
        _ => None,
    }
}

/// Whether an action takes an order out of another again.
#[must_use]
pub fn is_way_back(action: Action) -> bool {
    UNDER_WAY.iter().any(|&from| way_back(from) == Some(action))
}

/// What merging looks at in an order.
#[derive(Clone, Debug)]
pub struct Side {
    /// The order.
    pub id: Uuid,
    /// Where it stands.
    pub state: State,
    /// Neighbours may know of it.
    pub is_public: bool,
    /// Served is a person.
    pub is_personal: bool,
    /// Who asked, when they are known.
    pub asked_by: Option<Uuid>,
    /// The phone that was left, unreadably.
    pub phone_index: Option<Vec<u8>>,
    /// Others go on under its number now.
    pub leads_now: bool,
}

impl Side {
    /// A public place: who asked has no part in it.
    const fn is_public_place(&self) -> bool {
        self.is_public && !self.is_personal
    }

    /// The same person asked both, as far as we know: the same account or person, or nobody known and the same phone.
    fn is_of_same_asker(&self, other: &Self) -> bool {
        match (self.asked_by, other.asked_by) {
            (Some(one), Some(two)) => one == two,
            (None, None) => self.phone_index.is_some() && self.phone_index == other.phone_index,
            _ => false,
        }
    }
}

/// Whether an order may go on under another's number. There are no chains: neither the one has others, nor is the other
/// merged itself, so no ring can ever close.
///
/// # Errors
/// The reason why not.
pub fn may_merge(one: &Side, into: &Side) -> Result<(), No> {
    if one.id == into.id {
        return Err(No::SameOrder);
    }
    if !UNDER_WAY.contains(&one.state) {
        return Err(No::NotNow);
    }
    if into.state == State::Merged {
        return Err(No::IntoMerged);
    }
    if into.state == State::Draft || TABLE.ends.contains(&into.state) {
        return Err(No::NoSuchOrder);
    }
    if one.leads_now {
        return Err(No::LeadsOthers);
    }
    if (one.is_public, one.is_personal) != (into.is_public, into.is_personal) {
        return Err(No::OtherClass);
    }
    if !one.is_public_place() && !one.is_of_same_asker(into) {
        return Err(No::OtherPerson);
    }
    Ok(())
}

/// The states in which a public matter is offered to neighbours: a person has looked at it, and it has not ended.
#[must_use]
pub fn is_offered_in(state: State) -> bool {
    let unseen = [State::Draft, State::Submitted, State::AwaitingInfo, State::Merged];
    !unseen.contains(&state) && !TABLE.ends.contains(&state)
}

/// What everyone may know of a step: a fixed sentence without names, reasons or words of anybody. Most steps are nobody's
/// business.
#[must_use]
pub const fn told_to_all(action: Action) -> Option<&'static str> {
    match action {
        Action::Submit => Some("orders-merge-all-submit"),
        Action::Accept => Some("orders-merge-all-accept"),
        Action::Dispatch => Some("orders-merge-all-dispatch"),
        Action::Take => Some("orders-merge-all-take"),
        Action::Lapse | Action::HandBack | Action::ApproveReturn | Action::Recall => Some("orders-merge-all-again"),
        Action::Done | Action::Settle => Some("orders-merge-all-done"),
        Action::Verify => Some("orders-merge-all-verify"),
        Action::FailCheck => Some("orders-merge-all-fail-check"),
        Action::Reopen => Some("orders-merge-all-reopen"),
        Action::Rate | Action::Close | Action::CloseUnrated | Action::CloseMerged => Some("orders-merge-all-close"),
        Action::Reject | Action::Withdraw | Action::Void => Some("orders-merge-all-ended"),
        Action::Merge => Some("orders-merge-all-merge"),
        _ => None,
    }
}

/// What is wrong with a title for everyone: a term of red line 1, what the asker is called, their door, or digits like a
/// phone's.
#[must_use]
pub fn title_fault<'n>(title: &str, names: impl IntoIterator<Item = &'n str>, door: Option<&str>) -> Option<Refusal> {
    if let Some(term) = forbidden_terms(title).first() {
        return Some(forbidden(term));
    }
    let mut names = names.into_iter().map(str::trim).filter(|name| name.chars().count() > 1);
    let named = names.any(|name| title.contains(name))
        || door.map(str::trim).filter(|door| door.chars().count() > 2).is_some_and(|door| title.contains(door));
    let mut run = 0;
    let mut longest = 0;
    for char in title.chars().filter(|char| !matches!(char, ' ' | '-')) {
        run = if char.is_numeric() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    (named || longest > DIGITS_MAX).then(|| Refusal::new("orders-refused-title-names"))
}

#[cfg(test)]
mod tests {
    use super::super::machine::clock_events;
    use super::super::rules::{Facing, desk_box};
    use super::*;
    use base::Moment;
    use kernel::case::{ClockPolicy, ClockState, Event, Urgency, WorkingCalendar, clocks};
    use proptest::prelude::*;

    fn side(id: u128, (is_public, is_personal): (bool, bool)) -> Side {
        let state = State::Accepted;
        Side {
            id: Uuid::from_u128(id),
            state,
            is_public,
            is_personal,
            asked_by: None,
            phone_index: None,
            leads_now: false,
        }
    }

    #[test]
    fn a_private_matter_never_meets_another_askers() {
        let (one, two) = (side(1, (false, true)), side(2, (false, true)));
        assert_eq!(may_merge(&one, &two), Err(No::OtherPerson), "two who are not known are not the same");
        let by = |who: u128, side: &Side| Side { asked_by: Some(Uuid::from_u128(who)), ..side.clone() };
        assert_eq!(may_merge(&by(7, &one), &by(8, &two)), Err(No::OtherPerson));
        assert_eq!(may_merge(&by(7, &one), &two), Err(No::OtherPerson));
        assert_eq!(may_merge(&by(7, &one), &by(7, &two)), Ok(()));
        let phone = |own: &[u8], side: &Side| Side { phone_index: Some(own.to_vec()), ..side.clone() };
        assert_eq!(may_merge(&phone(b"1", &one), &phone(b"1", &two)), Ok(()));
        assert_eq!(may_merge(&phone(b"1", &one), &phone(b"2", &two)), Err(No::OtherPerson));
        for (mine, other) in
            [((true, false), (false, false)), ((false, true), (true, false)), ((true, true), (true, false))]
        {
            let same = (by(7, &side(1, mine)), by(7, &side(2, other)));
            assert_eq!(may_merge(&same.0, &same.1), Err(No::OtherClass));
        }
        assert_eq!(may_merge(&side(1, (true, false)), &side(2, (true, false))), Ok(()));
        assert_eq!(may_merge(&side(1, (true, true)), &side(2, (true, true))), Err(No::OtherPerson));
    }

    #[test]
    fn a_title_for_everyone_names_nobody() {
        assert!(title_fault("3 号楼二单元楼道灯不亮", Some("桑阿姨"), Some("201")).is_none());
        assert!(title_fault("桑阿姨家门口的灯", Some("桑阿姨"), None).is_some());
        assert!(title_fault("例桑一家门口的灯", ["例桑一", "阿姨"], None).is_some());
        assert!(title_fault("二单元 201 门口的灯", None, Some("201")).is_some());
        assert!(title_fault("打 000-0000-0001 问", None, None).is_some());
        assert!(title_fault("２０２６ 年修的路又坏了", None, None).is_none());
    }

    struct Play {
        states: Vec<State>,
        into: Vec<Option<usize>>,
        from: Vec<Option<(State, Vec<ClockState>)>>,
        history: Vec<Vec<Event>>,
        at: Moment,
    }

    impl Play {
        fn side(&self, index: usize) -> Side {
            let leads_now = self.into.contains(&Some(index));
            let id = u128::try_from(index).unwrap() + 1;
            Side { state: self.states[index], leads_now, ..side(id, (true, false)) }
        }

        fn clocks(&self, index: usize) -> Vec<ClockState> {
            let policy = ClockPolicy::standard(Urgency::General);
            clocks(&self.history[index], &policy, &WorkingCalendar::standard())
        }

        fn step(&mut self, index: usize, action: Action) -> bool {
            let Ok(row) = TABLE.step(self.states[index], action, Some("why")) else { return false };
            self.states[index] = row.to;
            let at = self.at;
            self.history[index].extend(clock_events(action).iter().map(|&kind| Event { at, kind }));
            true
        }
    }

    proptest! {
        /// Any sequence of merging and unmerging on a few orders: no ring and no chain, a merged one is in no box and runs
        /// no clock, and unmerging gives back the state and the time that was left.
        #[test]
        fn any_merging_and_unmerging_keeps_the_peace(
            picks in proptest::collection::vec((0usize..5, 0usize..5, 0usize..6, 0i64..900), 0..60)
        ) {
            let mut play = Play {
                states: vec![State::Draft; 5],
                into: vec![None; 5],
                from: vec![None; 5],
                history: vec![Vec::new(); 5],
                at: Moment::UNIX_EPOCH,
            };
            for index in 0..5 {
                prop_assert!(play.step(index, Action::Submit));
            }
            for (one, other, pick, minutes) in picks {
                play.at += chrono::Duration::minutes(minutes);
                match pick {
                    0 | 1 => {
                        if may_merge(&play.side(one), &play.side(other)).is_ok() {
                            let before = (play.states[one], play.clocks(one));
                            prop_assert!(play.step(one, Action::Merge));
                            (play.into[one], play.from[one]) = (Some(other), Some(before));
                        }
                    }
                    2 => {
                        if let Some((state, kept)) = play.from[one].take() {
                            prop_assert!(play.step(one, way_back(state).unwrap()));
                            play.into[one] = None;
                            prop_assert_eq!(play.states[one], state);
                            let now = play.clocks(one);
                            prop_assert_eq!(now.len(), kept.len());
                            for (now, then) in now.iter().zip(&kept) {
                                prop_assert_eq!((now.kind, now.turn), (then.kind, then.turn));
                                prop_assert_eq!((now.is_open(), now.paused_since), (then.is_open(), then.paused_since));
                                // It never has less time than it had, and what was late stays late.
                                prop_assert!(now.due_at >= then.due_at);
                            }
                        }
                    }
                    3 => { play.step(one, Action::Accept); }
                    4 => { play.step(one, Action::Dispatch); }
                    _ => { play.step(one, Action::Take); }
                }
                for index in 0..5 {
                    prop_assert_eq!(play.states[index] == State::Merged, play.into[index].is_some());
                    if let Some(into) = play.into[index] {
                        prop_assert!(play.into[into].is_none(), "a chain");
                        prop_assert!(play.clocks(index).iter().all(|clock| !clock.is_open()));
                        let facing =
                            Facing { state: play.states[index], is_personal: false, nobody_took: false, solved: false, to_listen: false };
                        prop_assert_eq!(desk_box(facing), None);
                    }
                }
            }
        }
    }
}
