//! Two people at once 两位一起: who takes first waits for a second, and the second begins it; units and departments come
//! with two of their own. Pure.
//!
//! Where a licence is needed, one of the two has it: the other lends a hand. That is asked for when the second takes, for
//! only then it is known who the two are.

use super::rules::{DoneBy, No};
use base::PersonId;

/// What taking means to the one who takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// It begins with them alone: one is enough, or they come for a unit or department.
    Alone,
    /// They are in, and one more is looked for.
    Waits,
    /// They are the second; it begins with this one as the holder.
    With(PersonId),
    /// They are in already.
    Has,
}

/// The place of someone who takes, by who waits before them.
#[must_use]
pub fn seat(two_people: bool, for_office: bool, waiting: &[PersonId], who: PersonId) -> Seat {
    match waiting.first() {
        _ if !two_people || for_office => Seat::Alone,
        _ if waiting.contains(&who) => Seat::Has,
        None => Seat::Waits,
        Some(&first) => Seat::With(first),
    }
}

/// Who is or would be asked about an order for two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hands {
    /// People by name, also one who waits.
    pub people: usize,
    /// How many of them have the licence.
    pub licensed: usize,
    /// Teams, units and departments: who comes from there is not known yet.
    pub bodies: usize,
}

/// Whether those who are asked can be two.
///
/// # Errors
/// When it is one person only, or when nobody among them has the licence that is needed.
pub const fn can_be_two(done_by: DoneBy, asked: Hands) -> Result<(), No> {
    if asked.bodies > 0 {
        return Ok(());
    }
    match done_by {
        _ if asked.people < 2 => Err(No::AskTwo),
        DoneBy::Licensed if asked.licensed == 0 => Err(No::LicenceNeeded),
        _ => Ok(()),
    }
}

/// Whether these two may begin: one of them has the licence, where one is needed.
///
/// # Errors
/// When neither has it.
pub const fn may_begin(done_by: DoneBy, first_licensed: bool, second_licensed: bool) -> Result<(), No> {
    match done_by {
        DoneBy::Licensed if !first_licensed && !second_licensed => Err(No::LicenceNeeded),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    /// Who holds it, who with them, and whether for a unit.
    type Held = (PersonId, Option<PersonId>, bool);

    #[derive(Clone, Debug)]
    enum Deed {
        Take(u8),
        TakeForUnit(u8),
        StepBack(u8),
        HandBack(u8),
        Lapse,
    }

    fn deeds() -> impl Strategy<Value = Vec<Deed>> {
        let who = 0u8..4;
        let deed = prop_oneof![
            6 => who.clone().prop_map(Deed::Take),
            1 => who.clone().prop_map(Deed::TakeForUnit),
            2 => who.clone().prop_map(Deed::StepBack),
            1 => who.prop_map(Deed::HandBack),
            1 => Just(Deed::Lapse),
        ];
        proptest::collection::vec(deed, 0..40)
    }

    proptest! {
        /// Whatever happens in whatever order: at most one waits, and what has begun without a unit is held by two who differ.
        #[test]
        fn what_begins_for_two_is_held_by_two_who_differ(deeds in deeds(), two in any::<bool>()) {
            let person = |number: u8| PersonId(Uuid::from_u128(u128::from(number)));
            let (mut waiting, mut hands): (Vec<PersonId>, Option<Held>) = (vec![], None);
            for deed in deeds {
                match deed {
                    Deed::Take(_) | Deed::TakeForUnit(_) if hands.is_some() => {}
                    Deed::Take(who) => match seat(two, false, &waiting, person(who)) {
                        Seat::Alone => hands = Some((person(who), None, false)),
                        Seat::Waits => waiting.push(person(who)),
                        Seat::With(first) => {
                            waiting.clear();
                            hands = Some((first, Some(person(who)), false));
                        }
                        Seat::Has => prop_assert!(waiting.contains(&person(who))),
                    },
                    Deed::TakeForUnit(who) => {
                        prop_assert_eq!(seat(two, true, &waiting, person(who)), Seat::Alone);
                        waiting.clear();
                        hands = Some((person(who), None, true));
                    }
                    Deed::StepBack(who) => waiting.retain(|one| *one != person(who)),
                    Deed::HandBack(who) => {
                        let holds = |(holder, companion, _)| holder == person(who) || companion == Some(person(who));
                        hands = hands.filter(|hands| !holds(*hands));
                    }
                    Deed::Lapse => waiting.clear(),
                }
                prop_assert!(waiting.len() <= 1 && (two || waiting.is_empty()) && (hands.is_none() || waiting.is_empty()));
                if let Some((holder, companion, for_unit)) = hands {
                    prop_assert_eq!(companion.is_some(), two && !for_unit);
                    prop_assert!(companion != Some(holder));
                }
            }
        }

        #[test]
        fn one_licence_among_two_is_enough_and_none_is_not(people in 0usize..5, licensed in 0usize..5, bodies in 0usize..2) {
            let asked = Hands { people, licensed: licensed.min(people), bodies };
            prop_assert_eq!(can_be_two(DoneBy::Anyone, asked).is_ok(), bodies > 0 || people >= 2);
            let licence = can_be_two(DoneBy::Licensed, asked);
            prop_assert_eq!(licence.is_ok(), bodies > 0 || (people >= 2 && asked.licensed > 0));
            for (one, other) in [(true, true), (true, false), (false, true), (false, false)] {
                prop_assert_eq!(may_begin(DoneBy::Licensed, one, other).is_ok(), one || other);
                prop_assert!(may_begin(DoneBy::Anyone, one, other).is_ok());
            }
        }
    }
}
