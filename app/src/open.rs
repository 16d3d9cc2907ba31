//! Opens the program on its configuration: keys, database, files, words.

use crate::circles::circles;
use crate::config::Config;
use crate::machine::{SystemChance, SystemClock};
use access::{Door, DoorOptions};
use base::{Chance, Clock, Outcome, Problem};
use db::{Database, Options};
use kernel::app::{App, Part};
use kernel::audit::Sealer;
use kernel::files::FileStore;
use kernel::notify::push::{NoPush, PushServices, Pusher, VapidKey};
use kernel::notify::{HttpGateway, LogSender, MailServer, Mailer, Post, Sender};
use kernel::vault::{Keys, Vault};
use std::sync::Arc;
use web::{Circle, Site, SiteOptions};

/// Time and chance of a program: the machine's, or a test's.
#[derive(Clone)]
pub struct Sources {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub chance: Arc<dyn Chance>,
}

impl Sources {
    /// The machine's own.
    #[must_use]
    pub fn of_machine() -> Self {
        Self { clock: Arc::new(SystemClock), chance: Arc::new(SystemChance) }
    }
}

/// Opens the program; the schema must be up to date (see [`db::migrate`]) before it is used.
///
/// # Errors
/// A fault that names what cannot be opened.
pub async fn open(config: &Config, sources: Sources) -> Outcome<Arc<App>> {
    config.make_folders()?;
    let keys_folder = config.keys_folder();
    let has_database = config.database_url.is_empty() && config.data.join("wuquan.db").exists();
    let keys = if has_database {
        Keys::open(&keys_folder)?
    } else {
        Keys::open_or_create(&keys_folder, sources.chance.as_ref())?
    };
    let vault = Vault::new(keys);
    let seal = Arc::new(Sealer::new(&vault, Arc::clone(&sources.chance)));
    let options = Options { url: config.database(), connections: config.database_connections };
    let database = Database::open(&options, seal).await?;
    let files_folder = config.files_folder();
    std::fs::create_dir_all(&files_folder)
        .map_err(|error| Problem::Fault(format!("{}: {error}", files_folder.display())))?;
    let files = FileStore::open(&files_folder)?;
    let post = post(config, &vault, &sources.chance)?;
    let app = App::new(database, (sources.clock, sources.chance), vault, files, (post, part(&circles())))?;
    Ok(Arc::new(app))
}

fn post(config: &Config, vault: &Vault, chance: &Arc<dyn Chance>) -> Outcome<Post> {
    let mail: Option<Arc<dyn Mailer>> = if config.mail_server.is_empty() {
        None
    } else {
        Some(Arc::new(MailServer::new(&config.mail_server, &config.mail_from)?))
    };
    let push = pusher(config, vault, chance)?;
    Ok(Post { phone: sender(config), mail, push, address: config.public_url.clone() })
}

fn pusher(config: &Config, vault: &Vault, chance: &Arc<dyn Chance>) -> Outcome<Arc<dyn Pusher>> {
    let hosts = config.push_hosts()?;
    if hosts.is_empty() {
        return Ok(Arc::new(NoPush));
    }
    let key = VapidKey::of(vault)?;
    Ok(Arc::new(PushServices::new(hosts, &config.push_contact, key, Arc::clone(chance))?))
}

fn sender(config: &Config) -> Arc<dyn Sender> {
    if config.message_gateway.is_empty() {
        Arc::new(LogSender)
    } else {
        Arc::new(HttpGateway { url: config.message_gateway.clone(), token: config.message_token.clone() })
    }
}

/// Joins what the circles contribute beyond their pages.
#[must_use]
pub fn part(circles: &[Circle]) -> Part {
    circles.iter().fold(Part::default(), |all, circle| all.join(circle.part.clone()))
}

/// The web site over an open program, with its routes.
pub fn site(config: &Config, app: &Arc<App>) -> (Site, axum::Router) {
    let circles = circles();
    let options = SiteOptions {
        secure_cookies: config.public_url.starts_with("https://"),
        trusted_proxies: config.trusted_proxies.clone(),
        hall_addresses: config.hall_addresses.clone(),
    };
    let door = Arc::new(Door(DoorOptions { hours: config.hours.clone() }));
    let site = Site::new(Arc::clone(app), door, options, &circles);
    let router = web::router(&site, circles);
    (site, router)
}
