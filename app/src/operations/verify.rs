//! `wuquan verify`: prints what was checked and the first wrong lines.

use base::{Outcome, Problem};
use kernel::app::App;
use std::path::Path;
use std::process::ExitCode;

/// Checks the log, everything it names, and what the circles recompute; a checkpoint kept elsewhere must fit.
///
/// # Errors
/// When the checkpoint's file or the database cannot be read. A failed check is an exit code.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn verify(app: &App, checkpoint: Option<&Path>) -> Outcome<ExitCode> {
    let held = checkpoint.map(std::fs::read_to_string).transpose();
    let held = held.map_err(|error| Problem::Fault(format!("--checkpoint: {error}")))?;
    let report = kernel::audit::verify(app, held.as_deref()).await?;
    println!("{report}");
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
