//! The pages of orders, one folder for each kind of reader: those who ask, those who take, the desk.

pub(crate) mod ask;
pub(crate) mod desk;
pub(crate) mod take;
