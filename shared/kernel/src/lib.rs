//! The calm ground under every circle: facts, audit, jobs, files, notices, languages, search, and the engine of matters.

pub mod audit;
pub mod case;
pub mod files;
pub mod i18n;
pub mod search;
pub mod text;
pub mod vault;
