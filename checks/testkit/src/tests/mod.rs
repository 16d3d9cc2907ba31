//! The ground against an attacker.

mod verify;
