//! Typed ids: a UUIDv7 each, so that a member's id can never be passed where an order's is wanted.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Declares typed ids around a UUID.
#[macro_export]
macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map(Self) }
        }
        impl From<uuid::Uuid> for $name { fn from(id: uuid::Uuid) -> Self { Self(id) } }
        impl From<$name> for uuid::Uuid { fn from(id: $name) -> Self { id.0 } }
    )*};
}

typed_id! {
    /// A division: province, city, county, town or community; one tree.
    DivisionId;
    /// A person known to a community.
    PersonId;
    /// A way to sign in, belonging to one person.
    AccountId;
    /// A compound 小区.
    CompoundId;
    /// A building 楼.
    BuildingId;
    /// A grid 网格 (all its dated versions share it).
    GridId;
    /// A household 户.
    HouseholdId;
    /// A body: team, unit or department.
    BodyId;
    /// An order 点单.
    OrderId;
    /// A stored file.
    FileId;
}

/// The community a record belongs to: a division of the lowest level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommunityId(pub Uuid);

impl fmt::Display for CommunityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl From<CommunityId> for DivisionId {
    fn from(id: CommunityId) -> Self {
        Self(id.0)
    }
}
impl From<CommunityId> for Uuid {
    fn from(id: CommunityId) -> Self {
        id.0
    }
}
