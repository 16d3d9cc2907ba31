//! Who acts: every action takes a `&Doer` first. Only `access` (and the job loop and the command line through it) makes one.

use crate::{
    AccountId, BodyId, CommunityId, Locale, Moment, OrderId, PersonId, Policy, Power, Problem, Relation, Role,
};
use std::sync::Arc;

/// Through which door the doer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A page in a browser.
    Page,
    /// The JSON interface.
    Api,
    /// A job that runs by itself.
    Job,
    /// The command line.
    CommandLine,
}

/// A body (team, unit, department) that the doer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The body.
    pub body: BodyId,
    /// The doer leads it or speaks for it.
    pub leads: bool,
}

/// Who acts, for whom, with which powers, where, in which language, at what time.
#[derive(Clone, Debug)]
pub struct Doer {
    /// The community in which this happens.
    pub community: CommunityId,
    /// The account, when signed in.
    pub account: Option<AccountId>,
    /// The person behind the account.
    pub person: Option<PersonId>,
    /// People who agreed that the doer acts for them 代办 (family).
    pub acts_for: Vec<PersonId>,
    /// Those of them who also agreed that the doer says solved or not, rates and agrees to money for them.
    pub decides_for: Vec<PersonId>,
    /// Those of them who also agreed that the doer sees their own records, such as points and hours.
    pub records_of: Vec<PersonId>,
    /// People for whom the doer acted until then, and does not now.
    pub parted: Vec<(PersonId, Moment)>,
    /// The roles held here; a visitor has only `Visitor`.
    pub roles: Vec<Role>,
    /// Teams, units and departments.
    pub standings: Vec<Standing>,
    /// Orders opened in this session with number and follow code.
    pub opened: Vec<OrderId>,
    /// The language of answers.
    pub locale: Locale,
    /// When.
    pub at: Moment,
    /// Through which door.
    pub origin: Origin,
    /// The assembled policy.
    pub policy: Arc<Policy>,
}

impl Doer {
    /// The relations under which the doer holds this power; empty means never.
    #[must_use]
    pub fn relations(&self, power: Power) -> Vec<Relation> {
        self.policy.relations(&self.roles, power)
    }

    /// Whether the doer holds this power over any record at all.
    #[must_use]
    pub fn may(&self, power: Power) -> bool {
        !self.relations(power).is_empty()
    }

    /// Refuses unless the doer holds this power under one of the relations in which they stand to the record.
    ///
    /// # Errors
    /// [`Problem::SignIn`] for a visitor, [`Problem::NotAllowed`] for everyone else.
    pub fn require(&self, power: Power, standing: &[Relation]) -> Result<(), Problem> {
        // What runs by itself acts for the house, in the name of a rule that someone set.
        if matches!(self.origin, Origin::Job | Origin::CommandLine) {
            return Ok(());
        }
        let granted = self.relations(power);
        if granted.contains(&Relation::Any) || granted.iter().any(|relation| standing.contains(relation)) {
            Ok(())
        } else if self.account.is_none() {
            Err(Problem::SignIn)
        } else {
            Err(Problem::NotAllowed)
        }
    }

    /// The doer holds this role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The doer is one of the people who work at the desk.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.is_staff())
    }

    /// The person is the doer, or someone who agreed that the doer acts for them.
    #[must_use]
    pub fn speaks_for(&self, person: PersonId) -> bool {
        self.person == Some(person) || self.acts_for.contains(&person)
    }

    /// The person is the doer, or someone who agreed that the doer decides for them.
    #[must_use]
    pub fn decides_for(&self, person: PersonId) -> bool {
        self.person == Some(person) || self.decides_for.contains(&person)
    }

    /// The person is the doer, or someone who agreed that the doer sees their records.
    #[must_use]
    pub fn sees_records_of(&self, person: PersonId) -> bool {
        self.person == Some(person) || self.records_of.contains(&person)
    }

    /// The doer acted for this person when it was asked and does not any more: what they learned of it then opens nothing.
    #[must_use]
    pub fn parted_from(&self, person: PersonId, asked_at: Moment) -> bool {
        let acted = |(of, until): &(PersonId, Moment)| *of == person && asked_at < *until;
        !self.speaks_for(person) && self.parted.iter().any(acted)
    }

    /// The bodies the doer belongs to.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> + '_ {
        self.standings.iter().map(|standing| standing.body)
    }

    /// The bodies the doer leads or speaks for.
    pub fn led(&self) -> impl Iterator<Item = BodyId> + '_ {
        self.standings.iter().filter(|standing| standing.leads).map(|standing| standing.body)
    }
}
