//! The commands. Each opens the program, calls one function of this library, and says what happened.

#![expect(clippy::print_stdout, reason = "commands speak to a terminal")]

use crate::config::{Config, Flags};
use crate::open::{Sources, open};
use crate::{demo, doctor, import, operations, serve, setup, user};
use base::{Outcome, Problem};
use clap::{Parser, Subcommand};
use kernel::app::App;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// wuquan (五圈): the open platform with which a town community serves its residents.
#[derive(Parser)]
#[command(version, about)]
struct Command {
    /// The configuration file (default: wuquan.toml, if it exists).
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// The data folder.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// Address and port to listen on.
    #[arg(long, global = true)]
    listen: Option<String>,
    /// A PostgreSQL address instead of the embedded database.
    #[arg(long, global = true)]
    database_url: Option<String>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Serve the pages.
    Serve,
    /// Load the demo community on first start, then serve it.
    Demo {
        /// How many orders the demo community has.
        #[arg(long, default_value_t = demo::ORDERS)]
        orders: usize,
        /// Load, but do not serve.
        #[arg(long)]
        load_only: bool,
    },
    /// Make a real, empty community and its first administrator.
    Setup {
        /// Its Chinese name.
        #[arg(long)]
        name: String,
        /// Its division code, 12 digits.
        #[arg(long)]
        code: String,
        /// The telephone of its service hall.
        #[arg(long, default_value = "")]
        phone: String,
        /// The login name of its first administrator.
        #[arg(long, default_value = "admin")]
        administrator: String,
    },
    /// Bring the database to the newest schema.
    Migrate,
    /// Look at everything and say what to mend.
    Doctor,
    /// Accounts: create, one-time link, roles.
    User {
        #[command(subcommand)]
        verb: UserVerb,
    },
    /// Check the audit log, every record it names, and the ledgers.
    Verify {
        /// A checkpoint kept elsewhere, with which the log must be consistent.
        #[arg(long)]
        checkpoint: Option<PathBuf>,
    },
    /// Load a spreadsheet into the registers, or say what to mend in it.
    Import {
        /// An .xlsx or .csv file.
        file: PathBuf,
        /// What it holds: places, grids, linked-units, units, departments, teams, volunteers, residents, categories, goods.
        #[arg(long)]
        kind: String,
    },
    /// Copy database and files into a new folder while the program runs; keys go to a folder of their own.
    Backup {
        /// A new folder for database and files.
        #[arg(long)]
        to: PathBuf,
        /// A new folder for the keys; keep it apart.
        #[arg(long)]
        keys_to: Option<PathBuf>,
    },
    /// Put a backup into an empty data folder.
    Restore {
        /// The backup's folder.
        #[arg(long)]
        from: PathBuf,
        /// The folder of the keys.
        #[arg(long)]
        keys_from: PathBuf,
    },
}

#[derive(Subcommand)]
enum UserVerb {
    /// Make an account; prints the link with which its owner sets a password.
    Create {
        /// Login name.
        login: String,
        /// Name to greet.
        #[arg(long)]
        name: String,
        /// Roles, separated by commas.
        #[arg(long)]
        roles: String,
    },
    /// Print a one-time link for an account.
    Link {
        /// Login name.
        login: String,
    },
    /// Give an account these roles and no others.
    Roles {
        /// Login name.
        login: String,
        /// Roles, separated by commas.
        roles: String,
    },
}

/// Runs the command that the arguments name.
#[must_use]
#[tokio::main]
pub async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("WUQUAN_LOG");
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,wuquan=info,kernel=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Command::parse()).await {
        Ok(code) => code,
        Err(problem) => {
            tracing::error!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Outcome<ExitCode> {
    let flags =
        Flags { file: command.config, data: command.data, listen: command.listen, database_url: command.database_url };
    // The log filter is read before the configuration.
    let environment = std::env::vars().filter(|(name, _)| name != "WUQUAN_LOG");
    let config = Config::load(&flags, environment)?;
    match command.verb {
        Verb::Doctor => return Ok(tell_findings(&doctor::doctor(&config).await)),
        Verb::Restore { from, keys_from } => {
            operations::backup::restore(&config, &from, &keys_from).await?;
            println!("restored into {}; now run `wuquan verify`", config.data.display());
        }
        verb => return with_app(&config, verb).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn with_app(config: &Config, verb: Verb) -> Outcome<ExitCode> {
    let sources = Sources::of_machine();
    let app = open(config, sources).await?;
    match verb {
        Verb::Migrate => {
            db::migrate(&app.db).await?;
            println!("the schema is up to date");
        }
        Verb::Serve => serve::serve(config, app).await?,
        Verb::Demo { orders, load_only } => return run_demo(config, app, orders, load_only).await,
        Verb::Setup { name, code, phone, administrator } => {
            db::migrate(&app.db).await?;
            let wish = setup::NewCommunity { name: &name, code: &code, phone: &phone, administrator: &administrator };
            let (_, secret) = setup::setup(&app, &wish).await?;
            println!(
                "{name} is ready. Start it with `wuquan serve`, then open this once to set the password of {administrator}:"
            );
            println!("{}", link(config, &secret));
        }
        Verb::User { verb } => run_user(config, &app, verb).await?,
        Verb::Verify { checkpoint } => return operations::verify::verify(&app, checkpoint.as_deref()).await,
        Verb::Import { file, kind } => return import::import(&app, &file, &kind).await,
        Verb::Backup { to, keys_to } => {
            operations::backup::backup(config, &app, &to, keys_to.as_deref()).await?;
            println!("copied to {}", to.display());
        }
        Verb::Doctor | Verb::Restore { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

async fn run_demo(config: &Config, app: Arc<App>, orders: usize, load_only: bool) -> Outcome<ExitCode> {
    db::migrate(&app.db).await?;
    if load_only {
        if demo::load(&app, orders, || {}).await? {
            println!("the demo community is loaded");
        }
        return Ok(ExitCode::SUCCESS);
    }
    let (settled, ready) = tokio::sync::oneshot::channel();
    let loading = tokio::spawn({
        let app = Arc::clone(&app);
        async move {
            demo::load(&app, orders, move || {
                let _ = settled.send(());
            })
            .await
        }
    });
    let loaded = async move {
        loading.await.map_err(|error| Problem::Fault(error.to_string()))??;
        Ok(())
    };
    if ready.await.is_err() {
        loaded.await?;
        return Ok(ExitCode::FAILURE);
    }
    println!("{}", demo::welcome(&format!("http://{}", config.listen)));
    serve::serve_after(config, app, loaded).await?;
    Ok(ExitCode::SUCCESS)
}

async fn run_user(config: &Config, app: &App, verb: UserVerb) -> Outcome<()> {
    match verb {
        UserVerb::Create { login, name, roles } => {
            let secret = user::create(app, &login, &name, user::roles(&roles)?).await?;
            println!("open this once to set a password: {}", link(config, &secret));
        }
        UserVerb::Link { login } => println!("{}", link(config, &user::link(app, &login).await?)),
        UserVerb::Roles { login, roles } => {
            let before = user::give_roles(app, &login, &user::roles(&roles)?).await?;
            let names: Vec<_> = before.iter().map(|role| role.name()).collect();
            println!("{login} had: {}; has now: {roles}", names.join(", "));
        }
    }
    Ok(())
}

fn link(config: &Config, secret: &str) -> String {
    let host =
        if config.public_url.is_empty() { format!("http://{}", config.listen) } else { config.public_url.clone() };
    format!("{}/set-password/{secret}", host.trim_end_matches('/'))
}

fn tell_findings(findings: &[doctor::Finding]) -> ExitCode {
    for finding in findings {
        match &finding.mend {
            None => println!("ok    {}: {}", finding.what, finding.how),
            Some(mend) => println!("LOOK  {}: {} -> {mend}", finding.what, finding.how),
        }
    }
    let serious = ["database", "schema", "disk", "collation"];
    let failed = findings.iter().any(|finding| finding.mend.is_some() && serious.contains(&finding.what));
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
