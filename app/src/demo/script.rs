//! The steps of one order of the demo town, with the working minutes between them.

use super::dice::Dice;
use super::matters::{Asker, Ending, Matter};
use super::texts::Hands;

/// What somebody does with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// It is asked, or recorded for someone.
    Ask,
    /// The office accepts it.
    Accept,
    /// The office refuses it, with these words.
    Reject(usize),
    /// The office asks back.
    AskBack,
    /// A note of the staff.
    Note,
    /// The office asks helpers.
    Dispatch,
    /// Somebody takes it.
    Take,
    /// They say when they come.
    Arrange,
    /// They looked at the number to call before they came.
    Phone,
    /// Nobody was home.
    NobodyHome,
    /// It is done.
    Done,
    /// The office answers it itself.
    Settle,
    /// Someone else looks at it.
    Verify,
    /// The minutes of helpers are confirmed by the leader or the secretary.
    Confirm,
    /// The resident says solved.
    Solved,
    /// The resident says what is missing.
    NotSolved(usize),
    /// The matter is rated.
    Rate(i64),
    /// It is closed without a rating.
    Close,
}

/// A step, and the working minutes before it.
pub(super) type Step = (i64, Move);

/// The steps of an order up to where it stands today.
pub(super) fn script(dice: &Dice, matter: &Matter, ending: Ending) -> Vec<Step> {
    match ending {
        Ending::Refused => vec![(0, Move::Ask), (dice.between(20, 150), Move::Reject(dice.below(7)))],
        Ending::ToDispatch => vec![(0, Move::Ask), (dice.between(10, 60), Move::Accept)],
        Ending::UnderWay(number) => under_way(dice, matter, number),
        Ending::WithDepartment => begin(dice, matter).into_iter().chain(hands_on(dice, matter)).collect(),
        Ending::Done => whole(dice, matter).into_iter().chain(end(dice, matter)).collect(),
        Ending::Reopened(number) => reopened(dice, matter, number),
    }
}

fn begin(dice: &Dice, matter: &Matter) -> Vec<Step> {
    let mut steps = vec![(0, Move::Ask), (dice.between(10, 110), Move::Accept)];
    if dice.often(15) {
        steps.push((dice.between(2, 9), Move::Note));
    }
    if matter.text.hands == Hands::Office {
        steps.push((dice.between(30, 300), Move::Settle));
    } else {
        steps.push((dice.between(5, 50), Move::Dispatch));
    }
    steps
}

fn hands_on(dice: &Dice, matter: &Matter) -> Vec<Step> {
    let mut steps = vec![(dice.between(5, 80), Move::Take)];
    if matter.phone.is_some() && dice.often(40) {
        steps.push((dice.between(2, 20), Move::Phone));
    }
    if matter.is_personal {
        steps.push((dice.between(2, 15), Move::Arrange));
    }
    steps
}

fn whole(dice: &Dice, matter: &Matter) -> Vec<Step> {
    let mut steps = begin(dice, matter);
    if matter.text.hands == Hands::Office {
        return steps;
    }
    steps.extend(hands_on(dice, matter));
    if matter.is_personal && dice.often(8) {
        steps.push((dice.between(40, 90), Move::NobodyHome));
    }
    steps.extend(done(dice, matter));
    steps
}

fn done(dice: &Dice, matter: &Matter) -> Vec<Step> {
    let mut steps = vec![(matter.text.minutes + dice.between(30, 400), Move::Done)];
    if !matter.is_personal && !matches!(matter.text.hands, Hands::Department(_)) {
        steps.push((dice.between(10, 60), Move::Confirm));
    }
    steps
}

/// Whether this happens at the office, in its hours; residents and leaders answer when they like.
pub(super) fn at_the_office(matter: &Matter, step: Move) -> bool {
    match step {
        Move::Confirm | Move::Rate(_) => false,
        Move::Solved | Move::NotSolved(_) | Move::Close => matches!(matter.asker, Asker::Recorded(_)),
        _ => true,
    }
}

fn end(dice: &Dice, matter: &Matter) -> Vec<Step> {
    let mut steps = Vec::new();
    if !matter.is_personal {
        steps.push((dice.between(40, 240), Move::Verify));
    }
    steps.push((dice.between(20, 260), Move::Solved));
    let grade = 5 - i64::from(dice.often(30)) - i64::from(dice.often(8));
    let rated = !matches!(matter.asker, Asker::Recorded(_)) && dice.often(75);
    steps.push((dice.between(2, 30), if rated { Move::Rate(grade) } else { Move::Close }));
    steps
}

fn under_way(dice: &Dice, matter: &Matter, number: usize) -> Vec<Step> {
    match number % 7 {
        0 | 1 => vec![(0, Move::Ask)],
        2 => vec![(0, Move::Ask), (dice.between(10, 60), Move::AskBack)],
        3 => begin(dice, matter),
        4 | 5 => begin(dice, matter).into_iter().chain(hands_on(dice, matter)).collect(),
        _ => whole(dice, matter),
    }
}

/// Not solved at first; the first two are solved in the second round, the third is on its way, the last waits.
fn reopened(dice: &Dice, matter: &Matter, number: usize) -> Vec<Step> {
    let mut steps = whole(dice, matter);
    if !matter.is_personal {
        steps.push((dice.between(40, 240), Move::Verify));
    }
    steps.push((dice.between(100, 400), Move::NotSolved(number)));
    if number > 2 {
        return steps;
    }
    steps.push((dice.between(20, 60), Move::Dispatch));
    steps.push((dice.between(5, 80), Move::Take));
    if number < 2 {
        steps.extend(done(dice, matter));
        steps.extend(end(dice, matter));
    }
    steps
}

/// The working minutes that have passed since the last step.
pub(super) fn since(dice: &Dice, (matter, ending): (&Matter, Ending), steps: &[Step]) -> i64 {
    match (ending, steps.last()) {
        (Ending::Done | Ending::Refused | Ending::Reopened(0 | 1), _) => dice.between(60, 52 * 390),
        (_, Some((_, Move::Dispatch))) => dice.between(5, 90),
        (Ending::ToDispatch, _) | (_, Some((_, Move::NotSolved(_)))) => dice.between(5, 240),
        _ if matter.is_personal => dice.between(20, 300),
        _ => dice.between(20, 500),
    }
}
