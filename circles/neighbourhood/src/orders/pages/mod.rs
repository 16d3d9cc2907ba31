//! The pages of orders: for who asks, for who helps, for the office.

pub(crate) mod ask;
