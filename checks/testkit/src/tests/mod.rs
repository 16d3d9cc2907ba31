//! The ground: against an attacker, and its schema in plain sight.

mod schema;
mod verify;
