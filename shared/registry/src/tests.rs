//! Stories through HTTP, on both databases.
