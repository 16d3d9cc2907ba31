//! The rules of the house that no compiler checks: `cargo run -p xtask -- check`.
//!
//! It reads the project's text and prints where a rule is broken and how to mend it. It never changes a file.

mod checks;
mod finding;
mod tree;

use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::process::ExitCode;

#[derive(Parser)]
#[command(about = "Checks of the wuquan project")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads the whole project and names every broken rule, with the way to mend it.
    Check {
        /// Only these checks.
        names: Vec<String>,
    },
}

fn main() -> ExitCode {
    let Command::Check { names } = Cli::parse().command;
    match check(&names, &mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Nothing is left to do when even this cannot be written.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn check(names: &[String], out: &mut impl Write) -> io::Result<bool> {
    let unknown: Vec<_> = names.iter().filter(|name| !checks::ALL.iter().any(|(known, _)| known == name)).collect();
    if !unknown.is_empty() {
        let known: Vec<_> = checks::ALL.iter().map(|(name, _)| *name).collect();
        return Err(io::Error::other(format!("no such check: {unknown:?}; there are: {}", known.join(", "))));
    }
    let tree = tree::Tree::of_project()?;
    let mut good = true;
    for (name, run) in checks::ALL {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        let findings = run(&tree);
        writeln!(out, "{name}: {}", if findings.is_empty() { "ok".to_owned() } else { findings.len().to_string() })?;
        for finding in &findings {
            writeln!(out, "  {finding}")?;
        }
        good &= findings.is_empty();
    }
    Ok(good)
}
