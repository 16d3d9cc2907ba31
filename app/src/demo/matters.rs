//! One order of the demo town as it is planned: who asks, how, for what, and how far it has come.

use super::texts::{Hands, Text};
use super::{Town, texts};
use base::{BodyId, Moment, OrderId, PersonId};
use neighbourhood::orders::actions::{Place, Target};
use std::sync::OnceLock;
use uuid::Uuid;

/// How far an order has come today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Closed.
    Done,
    /// Refused with a way forward.
    Refused,
    /// Accepted; somebody has to be asked.
    ToDispatch,
    /// On its way, this many steps from the beginning.
    UnderWay(usize),
    /// Not solved at first, and then this many steps further.
    Reopened(usize),
    /// In the hands of a department.
    WithDepartment,
}

/// Who asks, and how.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asker {
    /// With an account: a place in the list of people.
    Account(usize),
    /// Without an account; follows with number and code.
    Visitor,
    /// On the phone or at the counter; a worker records it.
    Recorded(usize),
}

/// One order.
pub(super) struct Matter {
    /// The id that the form makes.
    pub(super) once: Uuid,
    /// The order, once it was asked.
    pub(super) order: OnceLock<OrderId>,
    /// The category.
    pub(super) category: Uuid,
    /// Served is a person, else a public place.
    pub(super) is_personal: bool,
    /// Everything that is said.
    pub(super) text: &'static Text,
    /// In the resident's words, when they differ from the text's.
    pub(super) body: &'static str,
    /// Who asks.
    pub(super) asker: Asker,
    /// The desk's worker in charge.
    pub(super) worker: usize,
    /// Another worker, who checks.
    pub(super) other: usize,
    /// Who does it: a place in the list of people.
    pub(super) taker: usize,
    /// The team or department through which they come.
    pub(super) body_of_taker: Option<BodyId>,
    /// Who comes with them, where two always come.
    pub(super) second: Option<usize>,
    /// Others of the team who come along.
    pub(super) along: Vec<PersonId>,
    /// Where.
    pub(super) home: usize,
    /// A number to call.
    pub(super) phone: Option<String>,
    /// When it was asked.
    pub(super) asked_at: Moment,
}

impl Matter {
    /// The order's id.
    pub(super) fn order(&self) -> OrderId {
        self.order.get().copied().unwrap_or(OrderId(self.once))
    }

    /// Where it is: a home with its door, a public place with its spot.
    pub(super) fn place(&self, town: &Town<'_>) -> Place {
        let Some(home) = town.places.homes.get(self.home) else { return Place::default() };
        let inside = self.text.spot.is_empty();
        Place {
            compound: Some(home.compound),
            building: Some(home.building),
            stairway: inside.then(|| home.stairway.clone()),
            door: inside.then(|| home.door.clone()),
            spot: (!inside).then(|| self.text.spot.to_owned()),
        }
    }

    /// Whom the office asks.
    pub(super) fn targets(&self, town: &Town<'_>) -> Vec<Target> {
        match self.body_of_taker {
            Some(body) => vec![Target::Body(body)],
            None => {
                let others = town.dice.some(&town.bodies.takers, usize::from(self.text.hands == Hands::One));
                let others = self.second.into_iter().chain(others).filter(|other| *other != self.taker);
                let mut asked: Vec<usize> = std::iter::once(self.taker).chain(others).collect();
                asked.dedup();
                asked.into_iter().filter_map(|place| town.person(place)).map(Target::Person).collect()
            }
        }
    }
}

/// Who comes: the place in the list of people, the body through which, and who comes along.
pub(super) fn hands(town: &Town<'_>, text: &Text) -> (usize, Option<BodyId>, Vec<PersonId>) {
    let (dice, bodies) = (&town.dice, &town.bodies);
    match text.hands {
        Hands::Team(number) => {
            let Some(team) = bodies.teams.get(number) else { return (town.login("leader"), None, Vec::new()) };
            let taker = dice.pick(team.members.get(1..).unwrap_or(&team.members));
            let others: Vec<usize> = team.members.iter().copied().filter(|one| *one != taker).collect();
            let count = dice.below(11) + 9;
            let along = dice.some(&others, count).into_iter().filter_map(|place| town.person(place)).collect();
            (taker, Some(team.id), along)
        }
        Hands::Department(number) => match bodies.departments.get(number) {
            Some((body, speaks)) => (*speaks, Some(*body), Vec::new()),
            None => (town.login("department"), None, Vec::new()),
        },
        Hands::Skilled(skill) => {
            let able: Vec<usize> =
                bodies.skills.iter().filter(|(_, known)| *known == skill).map(|(place, _)| *place).collect();
            (dice.pick(&able), None, Vec::new())
        }
        Hands::One | Hands::Office => (dice.pick(&bodies.takers), None, Vec::new()),
    }
}

/// The endings of so many orders, in the mix of domain.md 10.
pub(super) fn mix(count: usize) -> Vec<Ending> {
    let share = |of: usize| of * count / super::ORDERS;
    let mut endings = Vec::with_capacity(count);
    endings.extend((0..share(21)).map(Ending::UnderWay));
    endings.extend(std::iter::repeat_n(Ending::ToDispatch, share(9)));
    endings.extend(std::iter::repeat_n(Ending::Refused, share(texts::REFUSED.len())));
    endings.extend((0..share(4)).map(Ending::Reopened));
    endings.extend(std::iter::repeat_n(Ending::WithDepartment, share(texts::FOR_DEPARTMENTS.len())));
    while endings.len() < count {
        endings.push(Ending::Done);
    }
    endings
}
