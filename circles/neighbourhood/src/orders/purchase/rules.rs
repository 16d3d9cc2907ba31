//! What may happen to the money of a purchase; pure. Nothing gets lost: what was given was spent or came back, and what
//! was advanced is repaid.

use crate::orders::machine::{Action, named};
use crate::orders::rules::No;
use crate::supermarket::donations::rules::fen;
use kernel::case::Named;

/// The most that is agreed for one purchase: a thousand yuan. What costs more, the resident buys with family or the office.
pub const CEILING_FEN_MAX: i64 = 100_000;
/// Pictures of receipts of one purchase; a round has one.
pub const RECEIPTS_MAX: usize = 3;

named! {
    /// Who pays how.
    Way {
        /// The resident gives cash at the door.
        Cash = "cash",
        /// The helper advances it and is repaid.
        Advance = "advance",
    }
}

named! {
    /// How far it is.
    Stage {
        /// The amount is agreed.
        Agreed = "agreed",
        /// The helper has the resident's cash.
        Given = "given",
        /// It is bought; the resident looks at goods, receipt and change.
        Bought = "bought",
        /// The resident has a question about it.
        Asked = "asked",
        /// It is right.
        Settled = "settled",
    }
}

/// The money of one purchase, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Who pays how.
    pub way: Way,
    /// How far it is.
    pub stage: Stage,
    /// The most it may cost, as agreed.
    pub ceiling_fen: i64,
    /// Cash that the resident gave.
    pub given_fen: i64,
    /// What it cost.
    pub spent_fen: Option<i64>,
    /// Cash that came back.
    pub returned_fen: i64,
    /// What the helper got for what they advanced.
    pub repaid_fen: i64,
}

impl Purchase {
    /// Somebody holds money, or is owed some, and it is not settled.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        match self.stage {
            Stage::Given | Stage::Bought | Stage::Asked => true,
            Stage::Agreed | Stage::Settled => false,
        }
    }

    /// Nothing got lost.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let spent = self.spent_fen.unwrap_or(0);
        let within = (0..=self.ceiling_fen).contains(&spent) && (0..=self.ceiling_fen).contains(&self.given_fen);
        within
            && match self.way {
                Way::Cash => {
                    self.repaid_fen == 0 && self.spent_fen.is_none_or(|_| self.given_fen == spent + self.returned_fen)
                }
                Way::Advance => {
                    let settled = self.stage != Stage::Settled || self.repaid_fen == spent;
                    self.given_fen == 0 && self.returned_fen == 0 && settled
                }
            }
    }
}

/// An amount is agreed, for the first time or anew: before anything is bought, and never below what was given already.
///
/// # Errors
/// Too much, too little, too late.
pub fn agree(before: Option<&Purchase>, way: Way, ceiling_fen: i64) -> Result<Purchase, No> {
    if !(1..=CEILING_FEN_MAX).contains(&ceiling_fen) {
        return Err(No::MoneyAmount);
    }
    let Some(before) = before else {
        return Ok(Purchase {
            way,
            stage: Stage::Agreed,
            ceiling_fen,
            given_fen: 0,
            spent_fen: None,
            returned_fen: 0,
            repaid_fen: 0,
        });
    };
    match before.stage {
        Stage::Agreed => Ok(Purchase { way, ceiling_fen, ..*before }),
        Stage::Given if way == before.way && ceiling_fen >= before.given_fen => Ok(Purchase { ceiling_fen, ..*before }),
        Stage::Given => Err(No::MoneyGiven),
        Stage::Bought | Stage::Asked | Stage::Settled => Err(No::MoneyLate),
    }
}

/// The helper got cash at the door, at once or in parts; never more than was agreed.
///
/// # Errors
/// Nothing to give, or more than was agreed.
pub fn give(before: &Purchase, fen: i64) -> Result<Purchase, No> {
    if before.way != Way::Cash || !matches!(before.stage, Stage::Agreed | Stage::Given) {
        return Err(No::NotNow);
    }
    let given_fen = before.given_fen.checked_add(fen).filter(|_| fen > 0).ok_or(No::MoneyAmount)?;
    if given_fen > before.ceiling_fen {
        return Err(No::MoneyOver);
    }
    Ok(Purchase { stage: Stage::Given, given_fen, ..*before })
}

/// It was bought, for so much, with so much change; also once more, when the resident had a question.
///
/// # Errors
/// More than was agreed or given, or change that does not add up.
pub fn buy(before: &Purchase, spent_fen: i64, change_fen: i64) -> Result<Purchase, No> {
    let first = match before.way {
        Way::Cash => Stage::Given,
        Way::Advance => Stage::Agreed,
    };
    if before.stage != first && !matches!(before.stage, Stage::Bought | Stage::Asked) {
        return Err(No::NotNow);
    }
    if spent_fen < 0 || change_fen < 0 {
        return Err(No::MoneyAmount);
    }
    if spent_fen > before.ceiling_fen {
        return Err(No::MoneyOver);
    }
    let adds_up = match before.way {
        Way::Cash => spent_fen.checked_add(change_fen) == Some(before.given_fen),
        Way::Advance => change_fen == 0,
    };
    if !adds_up {
        return Err(No::MoneyChange);
    }
    Ok(Purchase { stage: Stage::Bought, spent_fen: Some(spent_fen), returned_fen: change_fen, ..*before })
}

/// The resident says it is right; what was advanced is repaid with that.
///
/// # Errors
/// Nothing was bought.
pub fn settle(before: &Purchase) -> Result<Purchase, No> {
    let spent = before.spent_fen.filter(|_| matches!(before.stage, Stage::Bought | Stage::Asked)).ok_or(No::NotNow)?;
    let repaid_fen = if before.way == Way::Advance { spent } else { 0 };
    Ok(Purchase { stage: Stage::Settled, repaid_fen, ..*before })
}

/// The resident has a question about it.
///
/// # Errors
/// Nothing was bought, or it is settled.
pub fn ask(before: &Purchase) -> Result<Purchase, No> {
    match before.stage {
        Stage::Bought | Stage::Asked => Ok(Purchase { stage: Stage::Asked, ..*before }),
        _ => Err(No::NotNow),
    }
}

/// Steps that end a matter or take it out of the hands that may hold money.
#[must_use]
pub const fn parts_with(action: Action) -> bool {
    matches!(
        action,
        Action::Done
            | Action::HandBack
            | Action::Recall
            | Action::RequestReturn
            | Action::ReturnAgain
            | Action::ApproveReturn
            | Action::Withdraw
            | Action::Suspend
            | Action::Void
            | Action::Merge
    )
}

/// Yuan as they were typed, in fen; nothing at all is nothing.
#[must_use]
pub fn typed(text: &str) -> Option<i64> {
    let text = text.trim();
    let is_nothing = !text.is_empty() && text.chars().all(|char| matches!(char, '0' | '.'));
    if is_nothing || text.is_empty() { Some(0) } else { fen(text) }
}

#[cfg(test)]
mod properties {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Copy, Debug)]
    enum Move {
        Agree(bool, i64),
        Give(i64),
        Buy(i64, i64),
        BuyRight(i64),
        Settle,
        Ask,
    }

    fn moves() -> impl Strategy<Value = Vec<Move>> {
        let amount = -5i64..2_000;
        let one = prop_oneof![
            (any::<bool>(), amount.clone()).prop_map(|(cash, fen)| Move::Agree(cash, fen)),
            amount.clone().prop_map(Move::Give),
            (amount.clone(), amount.clone()).prop_map(|(spent, change)| Move::Buy(spent, change)),
            amount.prop_map(Move::BuyRight),
            Just(Move::Settle),
            Just(Move::Ask),
        ];
        proptest::collection::vec(one, 0..40)
    }

    fn step(before: Option<&Purchase>, next: Move) -> Result<Purchase, No> {
        match (next, before) {
            (Move::Agree(cash, fen), before) => agree(before, if cash { Way::Cash } else { Way::Advance }, fen),
            (_, None) => Err(No::NotNow),
            (Move::Give(fen), Some(before)) => give(before, fen),
            (Move::Buy(spent, change), Some(before)) => buy(before, spent, change),
            (Move::BuyRight(spent), Some(before)) => buy(before, spent, (before.given_fen - spent).max(0)),
            (Move::Settle, Some(before)) => settle(before),
            (Move::Ask, Some(before)) => ask(before),
        }
    }

    proptest! {
        /// Given is spent and returned, advanced is repaid; nothing is spent beyond what was agreed; settled is settled.
        #[test]
        fn no_fen_is_lost(moves in moves()) {
            let mut now: Option<Purchase> = None;
            for next in moves {
                let before = now;
                match step(before.as_ref(), next) {
                    Ok(after) => {
                        prop_assert!(after.is_whole(), "{before:?} {next:?} {after:?}");
                        prop_assert!(before.is_none_or(|before| before.stage != Stage::Settled), "{next:?} after the end");
                        prop_assert!(after.given_fen >= before.map_or(0, |before| before.given_fen));
                        now = Some(after);
                    }
                    Err(_) => now = before,
                }
            }
            if let Some(kept) = now.filter(|kept| kept.stage == Stage::Settled) {
                let spent = kept.spent_fen.unwrap();
                match kept.way {
                    Way::Cash => prop_assert_eq!(kept.given_fen, spent + kept.returned_fen),
                    Way::Advance => prop_assert_eq!(kept.repaid_fen, spent),
                }
            }
        }
    }

    #[test]
    fn over_the_agreed_amount_needs_a_new_agreement() {
        let agreed = agree(None, Way::Cash, 5_000).unwrap();
        assert_eq!(give(&agreed, 6_000), Err(No::MoneyOver));
        let given = give(&agreed, 5_000).unwrap();
        assert_eq!(buy(&given, 5_500, 0), Err(No::MoneyOver));
        assert_eq!(buy(&given, 4_000, 900), Err(No::MoneyChange));
        assert_eq!(agree(Some(&given), Way::Cash, 4_000), Err(No::MoneyGiven));
        let more = agree(Some(&given), Way::Cash, 6_000).unwrap();
        let bought = buy(&give(&more, 500).unwrap(), 5_500, 0).unwrap();
        assert_eq!(agree(Some(&bought), Way::Cash, 9_000), Err(No::MoneyLate));
        assert!(bought.is_out() && !settle(&bought).unwrap().is_out());
        assert_eq!(settle(&given), Err(No::NotNow));
    }

    #[test]
    fn nothing_bought_brings_everything_back() {
        let given = give(&agree(None, Way::Cash, 5_000).unwrap(), 3_000).unwrap();
        let back = buy(&given, 0, 3_000).unwrap();
        assert_eq!(settle(&back).unwrap().returned_fen, 3_000);
    }

    #[test]
    fn amounts_are_typed_as_people_write_them() {
        for (text, fen) in [("0", Some(0)), ("", Some(0)), ("0.00", Some(0)), ("12.5", Some(1_250)), ("¥8", Some(800))]
        {
            assert_eq!(typed(text), fen, "{text}");
        }
        assert_eq!(typed("十元"), None);
    }
}
