//! `doctor`: looks at configuration, database, collation, fonts, front end, keys and disk; each line ok or what to do.

use crate::config::Config;
use crate::open::{Sources, open};
use base::Outcome;
use db::{Backend, FromQueryResult, Query, values};
use kernel::app::App;
use std::path::Path;

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// How it is.
    pub how: String,
    /// What to do, when it is not right.
    pub mend: Option<String>,
}

fn ok(what: &'static str, how: impl Into<String>) -> Finding {
    Finding { what, how: how.into(), mend: None }
}

fn not_ok(what: &'static str, how: impl Into<String>, mend: &str) -> Finding {
    Finding { what, how: how.into(), mend: Some(mend.to_owned()) }
}

#[derive(FromQueryResult)]
struct Text {
    text: String,
}

/// Looks at everything; never stops at the first fault.
pub async fn doctor(config: &Config) -> Vec<Finding> {
    let mut findings = vec![ok("configuration", format!("data {}, listen {}", config.data.display(), config.listen))];
    match open(config, Sources::of_machine()).await {
        Err(problem) => {
            findings.push(not_ok("database", problem.to_string(), "check database_url, the data folder and its keys"))
        }
        Ok(app) => {
            findings.push(ok("database", format!("{:?}", app.db.backend())));
            findings.extend(look(&app).await.unwrap_or_else(|problem| {
                vec![not_ok("database", problem.to_string(), "the database does not answer as it should")]
            }));
        }
    }
    findings.push(front_end());
    findings.push(fonts());
    findings.push(disk(&config.data));
    if config.message_gateway.is_empty() {
        findings.push(not_ok(
            "messages",
            "one-time codes go to the log",
            "set message_gateway before residents register",
        ));
    }
    findings.push(if config.mail_server.is_empty() {
        ok("letters", "no mail server is set, nobody is offered e-mail")
    } else {
        ok("letters", format!("from {}", config.mail_from))
    });
    findings.push(if config.push_services.is_empty() {
        ok("push", "off: no push service is named in push_services")
    } else if config.public_url.starts_with("http://") {
        not_ok("push", "on, but browsers allow it only over https", "set public_url to an https address")
    } else {
        ok("push", format!("on, to {}", config.push_services.join(", ")))
    });
    findings
}

async fn look(app: &App) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    match db::waiting_migrations(&app.db).await? {
        0 => findings.push(ok("schema", "up to date")),
        waiting => findings.push(not_ok("schema", format!("{waiting} steps behind"), "run `wuquan migrate`")),
    }
    let door = app.db.read().await?;
    if app.db.backend() == Backend::Postgres {
        let sql = "select datctype::text as text from pg_database where datname = current_database()";
        let collation: Option<Text> = door.one(sql, values![]).await?;
        let name = collation.map(|row| row.text).unwrap_or_default();
        let utf8 = name.to_lowercase().replace('-', "").contains("utf8");
        findings.push(if utf8 {
            ok("collation", name)
        } else {
            not_ok("collation", name, "create the database with LC_CTYPE C.UTF-8 or zh_CN.UTF-8")
        });
    } else {
        let mode: Option<Text> = door.one("select journal_mode as text from pragma_journal_mode", values![]).await?;
        findings.push(ok("collation", format!("UTF-8, journal {}", mode.map(|row| row.text).unwrap_or_default())));
    }
    Ok(findings)
}

fn front_end() -> Finding {
    if web::assets_are_built() {
        ok("front end", "embedded")
    } else {
        not_ok("front end", "missing in this binary", "run `make assets`, then build again")
    }
}

/// Chinese text uses the reader's own fonts; only printing on this machine needs some here.
fn fonts() -> Finding {
    let folders = ["/usr/share/fonts", "/usr/local/share/fonts"];
    let found = folders.iter().any(|folder| has_font(Path::new(folder), 4));
    if found {
        ok("fonts", "a Chinese font is installed")
    } else {
        not_ok(
            "fonts",
            "no Chinese font on this machine",
            "only needed for printing here: apt-get install fonts-noto-cjk",
        )
    }
}

fn has_font(folder: &Path, depth: u32) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        (name.contains("cjk") || name.contains("wqy") || name.contains("sourcehan"))
            || (depth > 0 && entry.path().is_dir() && has_font(&entry.path(), depth - 1))
    })
}

fn disk(folder: &Path) -> Finding {
    let probe = folder.join(".doctor");
    let written = std::fs::write(&probe, b"ok").and_then(|()| std::fs::remove_file(&probe));
    match written {
        Ok(()) => ok("disk", format!("{} can be written", folder.display())),
        Err(error) => {
            not_ok("disk", format!("{}: {error}", folder.display()), "give this user the folder, or free some space")
        }
    }
}
