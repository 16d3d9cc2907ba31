//! The calm ground under every circle: facts, audit, jobs, files, notices, languages, search, and the engine of matters.

pub mod app;
pub mod audit;
pub mod case;
pub mod facts;
pub mod files;
pub mod i18n;
pub mod jobs;
pub mod notify;
pub mod search;
pub mod text;
pub mod vault;
