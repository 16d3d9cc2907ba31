//! A resident makes an account: a phone, a one-time code, a name and a password.
//!
//! It never says whether a number is already known before the code is proved, and it is never needed to ask for help.
//! Doing it again with the same phone sets a new password.

mod actions;
mod pages;

pub(crate) use pages::routes;
