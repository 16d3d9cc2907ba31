//! When somebody may be praised with points, and how that goes its way. Pure: no I/O, time comes in.
//!
//! Never for talks, clicks, study, votes or reports about others (domain.md RL3).

use crate::points::rules::RulePack;
use base::{FieldProblem, Moment, Points, Problem, Refusal};
use uuid::Uuid;

/// Letters of a reason, an objection or an outcome.
pub const WORDS_CHARS_MAX: usize = 300;

/// What somebody may be praised for: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merit {
    /// Help in an emergency.
    Rescue,
    /// Help to neighbours over a long time.
    Neighbours,
    /// Care for what belongs to all.
    Commons,
    /// A craft that served many.
    Craft,
}

impl Merit {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Rescue, Self::Neighbours, Self::Commons, Self::Craft];

    /// The name in forms and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rescue => "rescue",
            Self::Neighbours => "neighbours",
            Self::Commons => "commons",
            Self::Craft => "craft",
        }
    }

    /// Its message.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Rescue => "praise-merit-rescue",
            Self::Neighbours => "praise-merit-neighbours",
            Self::Commons => "praise-merit-commons",
            Self::Craft => "praise-merit-craft",
        }
    }

    /// The merit of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|merit| merit.name() == name)
    }
}

/// How a commendation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Written down; the nominee has not spoken yet.
    Proposed,
    /// The nominee does not want it. Nobody is told, nothing is counted.
    Declined,
    /// In public notice.
    Notice,
    /// Decided, and posted.
    Granted,
    /// Decided otherwise.
    Refused,
}

impl State {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Declined => "declined",
            Self::Notice => "notice",
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Proposed, Self::Declined, Self::Notice, Self::Granted, Self::Refused]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// Words that name what earns nothing.
const EARNS_NOTHING: [&str; 24] = [
    "听课",
    "学习",
    "讲座",
    "培训",
    "谈话",
    "座谈",
    "点击",
    "打卡",
    "签到",
    "转发",
    "点赞",
    "投票",
    "表决",
    "选举",
    "举报",
    "检举",
    "告发",
    "反映",
    "སྙན་ཞུ",
    "སློབ་སྦྱོང",
    "འོས་འཕེན",
    "voting",
    "studying",
    "reporting",
];

/// What in a reason earns nothing.
#[must_use]
pub fn earns_nothing(reason: &str) -> Option<&'static str> {
    let reason = reason.to_lowercase();
    EARNS_NOTHING.into_iter().find(|word| reason.contains(word))
}

/// Whether so many points may be given at once.
///
/// # Errors
/// When they are too few or too many.
pub fn may_give(points: Points, pack: &RulePack) -> Result<(), Problem> {
    if (pack.praise_least..=pack.praise_most).contains(&points.0) {
        return Ok(());
    }
    let refusal = Refusal::new("points-figure-range").with("least", pack.praise_least).with("most", pack.praise_most);
    Err(Problem::Invalid(vec![FieldProblem { field: "amount", refusal }]))
}

/// The nominee says yes or no; a no is possible for as long as nothing is decided.
///
/// # Errors
/// When it is too late.
pub fn answer(state: State, agrees: bool) -> Result<State, Refusal> {
    match (state, agrees) {
        (State::Proposed, true) => Ok(State::Notice),
        (State::Proposed | State::Notice, false) => Ok(State::Declined),
        _ => Err(Refusal::new("praise-too-late")),
    }
}

/// Three different hands: who wrote it down, who decides, who benefits.
///
/// # Errors
/// When two of them are one.
pub fn three_hands(recorder: Uuid, decider: Option<Uuid>, decider_benefits: bool) -> Result<(), Refusal> {
    match decider {
        Some(decider) if decider != recorder && !decider_benefits => Ok(()),
        _ => Err(Refusal::new("praise-three-hands")),
    }
}

/// The decision, once the notice is over.
///
/// # Errors
/// When the notice still runs, or nothing is to be decided.
pub fn decide(state: State, grants: bool, (notice_until, now): (Moment, Moment)) -> Result<State, Refusal> {
    match state {
        State::Notice if now < notice_until => Err(Refusal::new("praise-notice-open").with("time", notice_until)),
        State::Notice if grants => Ok(State::Granted),
        State::Notice => Ok(State::Refused),
        _ => Err(Refusal::new("praise-too-late")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_is_given_for_talks_clicks_study_votes_or_reports() {
        for reason in ["积极学习", "参加投票", "举报邻居占道", "每天打卡", "Reporting others", "སློབ་སྦྱོང་བྱས་པ།"]
        {
            assert!(earns_nothing(reason).is_some(), "{reason}");
        }
        for reason in ["大雪夜背老人下楼", "三年来替楼里扫雪", "修好了公共长椅"] {
            assert_eq!(earns_nothing(reason), None, "{reason}");
        }
    }

    #[test]
    fn fifty_to_two_hundred_once() {
        let pack = RulePack::default();
        for (points, good) in [(49, false), (50, true), (200, true), (201, false), (-50, false)] {
            assert_eq!(may_give(Points(points), &pack).is_ok(), good, "{points}");
        }
    }

    #[test]
    fn it_goes_forward_once_and_a_no_is_heard_until_the_decision() {
        let (end, before, after) = (at("2026-03-08T00:00:00Z"), at("2026-03-07T23:59:59Z"), at("2026-03-08T00:00:00Z"));
        assert_eq!(answer(State::Proposed, true), Ok(State::Notice));
        assert_eq!(answer(State::Notice, false), Ok(State::Declined));
        assert!(decide(State::Notice, true, (end, before)).is_err());
        assert_eq!(decide(State::Notice, true, (end, after)), Ok(State::Granted));
        assert_eq!(decide(State::Notice, false, (end, after)), Ok(State::Refused));
        for state in [State::Declined, State::Granted, State::Refused] {
            assert!(answer(state, true).is_err() && answer(state, false).is_err());
            assert!(decide(state, true, (end, after)).is_err());
        }
        assert!(decide(State::Proposed, true, (end, after)).is_err(), "not without the nominee's yes");
        assert!(answer(State::Notice, true).is_err());
    }

    #[test]
    fn recorder_decider_and_beneficiary_are_three() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(three_hands(one, Some(two), false).is_ok());
        assert!(three_hands(one, Some(one), false).is_err());
        assert!(three_hands(one, Some(two), true).is_err());
        assert!(three_hands(one, None, false).is_err());
    }
}
