//! Counting the shelf. Pure: no I/O.
//!
//! A count is the difference between what two people found and what the books said at the very time each of them looked,
//! so that sales may go on. Nothing is guessed: what the two do not agree on is counted again.

use base::Refusal;

/// Goods in one count.
pub const LINES_MAX: usize = 1_000;
/// The most pieces of one thing.
pub const PIECES_MAX: i64 = 100_000;
/// Letters of a reason.
pub const REASON_CHARS_MAX: usize = 200;
/// How long ago a sheet of paper may have been filled in.
pub const PAPER_DAYS_MAX: i64 = 7;

/// What one person found, and what the books said then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Pieces found.
    pub pieces: i64,
    /// Pieces in the books at that time.
    pub book: i64,
}

impl Look {
    /// More (or, below zero, fewer) pieces than the books say.
    #[must_use]
    pub const fn difference(self) -> i64 {
        self.pieces - self.book
    }
}

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has counted it.
    Open,
    /// One person has.
    Once,
    /// Two people found different things: count it again.
    Unclear,
    /// Two people agree, and so do the books.
    Right,
    /// Two people agree that it differs from the books by so many.
    Differs(i64),
}

/// What the two looks say together.
#[must_use]
pub fn standing(first: Option<Look>, second: Option<Look>) -> Standing {
    match (first, second) {
        (None, None) => Standing::Open,
        (Some(_), None) | (None, Some(_)) => Standing::Once,
        (Some(first), Some(second)) if first.difference() != second.difference() => Standing::Unclear,
        (Some(first), Some(_)) if first.difference() == 0 => Standing::Right,
        (Some(first), Some(_)) => Standing::Differs(first.difference()),
    }
}

/// What a line posts: nothing when it is right; refuses what is not clear, has no reason, or would take what people have
/// reserved.
///
/// # Errors
/// Why it cannot be posted yet.
pub fn posts(
    standing: Standing,
    (has_reason, name): (bool, &str),
    (posted, reserved): (i64, i64),
) -> Result<i64, Refusal> {
    match standing {
        Standing::Right => Ok(0),
        Standing::Differs(_) if !has_reason => Err(Refusal::new("counts-reason-missing").with("thing", name)),
        Standing::Differs(by) if posted + by < reserved => {
            Err(Refusal::new("counts-held").with("thing", name).with("held", reserved))
        }
        Standing::Differs(by) => Ok(by),
        _ => Err(Refusal::new("counts-not-done").with("thing", name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn look(pieces: i64, book: i64) -> Option<Look> {
        Some(Look { pieces, book })
    }

    #[test]
    fn two_people_and_the_books() {
        assert_eq!(standing(None, None), Standing::Open);
        assert_eq!(standing(look(5, 5), None), Standing::Once);
        assert_eq!(standing(look(5, 5), look(4, 5)), Standing::Unclear);
        assert_eq!(standing(look(5, 5), look(3, 3)), Standing::Right, "two were sold in between");
        assert_eq!(standing(look(4, 6), look(2, 4)), Standing::Differs(-2));
        assert_eq!(standing(look(7, 6), look(7, 6)), Standing::Differs(1));
    }

    #[test]
    fn nothing_is_posted_that_is_unclear_unexplained_or_held() {
        let of = |standing, reason, stock| posts(standing, (reason, "米"), stock);
        assert_eq!(of(Standing::Right, false, (5, 5)), Ok(0));
        assert_eq!(of(Standing::Differs(-2), true, (5, 3)), Ok(-2));
        assert!(of(Standing::Differs(-2), true, (5, 4)).is_err());
        assert!(of(Standing::Differs(-2), false, (5, 0)).is_err());
        for unclear in [Standing::Open, Standing::Once, Standing::Unclear] {
            assert!(of(unclear, true, (5, 0)).is_err());
        }
    }

    proptest! {
        #[test]
        fn sales_in_between_change_no_difference(
            book in 0i64..500, off in -50i64..50, sold in prop::collection::vec(1i64..5, 0..20), sold_then in 0i64..20,
        ) {
            let there = (book + off).max(0);
            let first = Look { pieces: there, book };
            let sold = sold.iter().sum::<i64>().min(there).min(book);
            let second = Look { pieces: there - sold, book: book - sold };
            let expected = there - book;
            let found = standing(Some(first), Some(second));
            prop_assert_eq!(found, if expected == 0 { Standing::Right } else { Standing::Differs(expected) });
            // Whatever was sold until it is posted, the stock is what is on the shelf, and never below zero.
            let sold_then = sold_then.min(there - sold);
            let posted = book - sold - sold_then;
            if let Ok(by) = posts(found, (true, "米"), (posted.max(0), 0)) && posted >= 0 {
                prop_assert_eq!(posted + by, there - sold - sold_then);
                prop_assert!(posted + by >= 0);
            }
        }
    }
}
