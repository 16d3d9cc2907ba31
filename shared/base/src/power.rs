//! Who may do what: a role holds a power over the records it stands in a relation to.
//!
//! Each circle declares grants; the program assembles them into one [`Policy`], printed as a reviewed snapshot.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What someone is to a community (domain.md 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Anyone, without an account.
    Visitor,
    /// 居民.
    Resident,
    /// 社区工作者.
    Worker,
    /// 网格员.
    GridWorker,
    /// A Party member or volunteer who takes orders 党员 / 志愿者.
    Member,
    /// 志愿队队长.
    TeamLeader,
    /// 结对单位 liaison.
    Unit,
    /// 县职能部门.
    Department,
    /// 超市店员.
    Clerk,
    /// 社区书记.
    Secretary,
    /// 居务监督委员会.
    Supervisor,
    /// 镇/县督导.
    Overseer,
    /// 系统管理员.
    Administrator,
}

impl Role {
    /// Every role, in the order of the table in domain.md.
    pub const ALL: [Self; 13] = [
        Self::Visitor,
        Self::Resident,
        Self::Worker,
        Self::GridWorker,
        Self::Member,
        Self::TeamLeader,
        Self::Unit,
        Self::Department,
        Self::Clerk,
        Self::Secretary,
        Self::Supervisor,
        Self::Overseer,
        Self::Administrator,
    ];

    /// The name in the database, the policy snapshot and the message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Resident => "resident",
            Self::Worker => "worker",
            Self::GridWorker => "grid_worker",
            Self::Member => "member",
            Self::TeamLeader => "team_leader",
            Self::Unit => "unit",
            Self::Department => "department",
            Self::Clerk => "clerk",
            Self::Secretary => "secretary",
            Self::Supervisor => "supervisor",
            Self::Overseer => "overseer",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Staff sit at the desk layout; everyone else gets the phone layout.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Worker | Self::GridWorker | Self::Clerk | Self::Secretary | Self::Administrator)
    }
}

/// The right to a verb, named `noun.verb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Power(pub &'static str);

/// How the doer stands to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Any record, or no record at all (public pages).
    Any,
    /// Records of the doer's community.
    Community,
    /// Records whose subject is the doer, or someone who agreed that the doer acts for them.
    Own,
    /// Records offered to the doer (an order dispatched to them or their team).
    Offered,
    /// Records the doer holds at this moment (an order they took).
    Holder,
    /// Records of a body (team, unit, department) that the doer leads or speaks for.
    Body,
    /// Records opened with a number and a follow code.
    Code,
    /// Divisions above the community: aggregates only.
    Above,
}

impl Relation {
    /// The name in the policy snapshot.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Community => "community",
            Self::Own => "own",
            Self::Offered => "offered",
            Self::Holder => "holder",
            Self::Body => "body",
            Self::Code => "code",
            Self::Above => "above",
        }
    }
}

/// One line of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// Who.
    pub role: Role,
    /// May do what.
    pub power: Power,
    /// To which records.
    pub relation: Relation,
}

impl Grant {
    /// The same power and relation for several roles.
    #[must_use]
    pub fn each(roles: &[Role], power: Power, relation: Relation) -> Vec<Self> {
        roles.iter().map(|&role| Self { role, power, relation }).collect()
    }
}

/// All grants of all circles.
#[derive(Clone, Debug, Default)]
pub struct Policy(BTreeMap<(Role, Power), Vec<Relation>>);

impl Policy {
    /// Assembles the grants of all circles.
    #[must_use]
    pub fn new(grants: impl IntoIterator<Item = Grant>) -> Self {
        let mut table: BTreeMap<(Role, Power), Vec<Relation>> = BTreeMap::new();
        for grant in grants {
            let relations = table.entry((grant.role, grant.power)).or_default();
            if !relations.contains(&grant.relation) {
                relations.push(grant.relation);
                relations.sort_unstable();
            }
        }
        Self(table)
    }

    /// The relations under which these roles hold a power; empty means never.
    #[must_use]
    pub fn relations(&self, roles: &[Role], power: Power) -> Vec<Relation> {
        let mut found: Vec<Relation> =
            roles.iter().filter_map(|&role| self.0.get(&(role, power))).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Every line: power, role, relations; sorted for the snapshot.
    #[must_use]
    pub fn lines(&self) -> Vec<(Power, Role, Vec<Relation>)> {
        let mut lines: Vec<_> =
            self.0.iter().map(|(&(role, power), relations)| (power, role, relations.clone())).collect();
        lines.sort_unstable();
        lines
    }
}
