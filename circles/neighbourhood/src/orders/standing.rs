//! How a doer stands to an order: for one, and as SQL for lists.
