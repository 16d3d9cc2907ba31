//! What an administrator runs beside the program: copies, putting copies back, and the check of everything.

pub mod backup;
mod copy;
pub mod verify;
