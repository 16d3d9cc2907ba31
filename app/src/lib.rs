//! The program: the only place that knows every circle. Everything is here and nothing in `main.rs`, so that tests
//! stand up the same program.

pub mod circles;
pub mod commands;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod home;
pub mod import;
pub mod machine;
pub mod open;
pub mod operations;
pub mod serve;
pub mod setup;
#[cfg(test)]
mod tests;
pub mod user;
pub mod work;
