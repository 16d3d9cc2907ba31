//! The reading door: one consistent snapshot.

use crate::query::Query;
use sea_orm::DatabaseTransaction;

/// A read-only snapshot; it ends when it is dropped.
pub struct Read {
    pub(crate) transaction: DatabaseTransaction,
}

impl Query for Read {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
