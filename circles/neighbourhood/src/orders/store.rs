//! Rows of orders.
