//! One typed configuration: `wuquan.toml`, overridden by `WUQUAN_*`, overridden by flags; checked at start.

use base::{Outcome, Problem};
use kernel::notify::push::PushHosts;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// Everything that can be set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Folder of the embedded database, the keys and the files.
    pub data: PathBuf,
    /// Address and port.
    pub listen: SocketAddr,
    /// `postgres://...`; empty means the embedded database in the data folder.
    pub database_url: String,
    /// Connections to PostgreSQL.
    pub database_connections: u32,
    /// Folder of the keys; empty means `keys` in the data folder. Keep its backup apart from the database's.
    pub keys: PathBuf,
    /// The public address, for example `https://wuquan.example.org`; https makes cookies travel only encrypted.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Shared addresses of the service hall, which are never locked out.
    pub hall_addresses: Vec<IpAddr>,
    /// Opening hours as shown on every page.
    pub hours: String,
    /// Address of the message gateway; empty prints codes to the log (development).
    pub message_gateway: String,
    /// Its token.
    pub message_token: String,
    /// The mail server, `smtps://USER:PASSWORD@HOST:465` or `smtp://USER:PASSWORD@HOST:587?tls=required`; empty sends none.
    pub mail_server: String,
    /// Who letters are from, `NAME <ADDRESS>`.
    pub mail_from: String,
    /// Hosts of the push services that may be spoken to, `push.example.org` or `*.push.example.org`; none means no push.
    pub push_services: Vec<String>,
    /// Whom their operators may write to, `mailto:NAME@HOST` or `https://HOST`.
    pub push_contact: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database_url: String::new(),
            database_connections: 16,
            keys: PathBuf::new(),
            public_url: String::new(),
            trusted_proxies: Vec::new(),
            hall_addresses: Vec::new(),
            hours: "9:30–13:00 · 15:30–18:30".to_owned(),
            message_gateway: String::new(),
            message_token: String::new(),
            mail_server: String::new(),
            mail_from: String::new(),
            push_services: Vec::new(),
            push_contact: String::new(),
        }
    }
}

/// What the command line sets.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--config`.
    pub file: Option<PathBuf>,
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<String>,
    /// `--database-url`.
    pub database_url: Option<String>,
}

impl Config {
    /// Reads file, environment and flags.
    ///
    /// # Errors
    /// A fault that names the setting and the way to mend it.
    pub fn load(flags: &Flags, environment: impl Iterator<Item = (String, String)>) -> Outcome<Self> {
        let named = flags.file.clone();
        let file = named.clone().unwrap_or_else(|| PathBuf::from("wuquan.toml"));
        let mut table = match std::fs::read_to_string(&file) {
            Ok(text) => {
                text.parse::<toml::Table>().map_err(|error| Problem::Fault(format!("{}: {error}", file.display())))?
            }
            Err(_) if named.is_none() => toml::Table::new(),
            Err(error) => return Err(Problem::Fault(format!("{}: {error}", file.display()))),
        };
        for (name, value) in environment {
            // WUQUAN_TEST_... and WUQUAN_TOWN belong to the tests.
            if let Some(key) = name.strip_prefix("WUQUAN_").filter(|key| !key.starts_with("TEST_") && *key != "TOWN") {
                let key = key.to_ascii_lowercase();
                table.insert(key.clone(), from_environment(&key, &value));
            }
        }
        let flags = [
            ("data", flags.data.as_ref().map(|path| path.display().to_string())),
            ("listen", flags.listen.clone()),
            ("database_url", flags.database_url.clone()),
        ];
        for (key, value) in flags {
            if let Some(value) = value {
                table.insert(key.to_owned(), toml::Value::String(value));
            }
        }
        name_the_wrong_one(&table)?;
        let config: Self = table.try_into().map_err(|error: toml::de::Error| {
            Problem::Fault(format!("the configuration is not right: {}", error.message()))
        })?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Outcome<()> {
        let url = &self.database_url;
        if !url.is_empty() && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(Problem::Fault("database_url: use postgres://USER:PASSWORD@HOST:PORT/NAME, or leave it empty for the embedded database".to_owned()));
        }
        if self.database_connections == 0 || self.database_connections > 500 {
            return Err(Problem::Fault("database_connections: use a number from 1 to 500".to_owned()));
        }
        let public = &self.public_url;
        if !public.is_empty() && !public.starts_with("https://") && !public.starts_with("http://") {
            return Err(Problem::Fault("public_url: begin with https://".to_owned()));
        }
        if !self.mail_server.is_empty() {
            kernel::notify::MailServer::new(&self.mail_server, &self.mail_from)?;
        }
        if !self.push_hosts()?.is_empty() {
            kernel::notify::push::check_contact(&self.push_contact)?;
        }
        Ok(())
    }

    /// The push services that may be spoken to.
    ///
    /// # Errors
    /// A fault that names the setting.
    pub fn push_hosts(&self) -> Outcome<PushHosts> {
        PushHosts::parse(&self.push_services)
    }

    /// The address of the database.
    #[must_use]
    pub fn database(&self) -> String {
        if self.database_url.is_empty() {
            format!("sqlite://{}", self.data.join("wuquan.db").display())
        } else {
            self.database_url.clone()
        }
    }

    /// The folder of the keys.
    #[must_use]
    pub fn keys_folder(&self) -> PathBuf {
        if self.keys.as_os_str().is_empty() { self.data.join("keys") } else { self.keys.clone() }
    }

    /// The folder of the files.
    #[must_use]
    pub fn files_folder(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Makes the data folder, readable by its owner only.
    ///
    /// # Errors
    /// A fault that names the folder.
    pub fn make_folders(&self) -> Outcome<()> {
        make_private(&self.data)
    }
}

/// Each setting by itself, so that a wrong one is named together with what it wants.
fn name_the_wrong_one(table: &toml::Table) -> Outcome<()> {
    for (key, value) in table {
        let alone = toml::Table::from_iter([(key.clone(), value.clone())]);
        if let Err(error) = alone.try_into::<Config>() {
            let wants = match key.as_str() {
                "listen" => "use ADDRESS:PORT, for example 127.0.0.1:8080".to_owned(),
                "database_connections" => "use a number from 1 to 500".to_owned(),
                "push_services" => "use host names, for example push.example.org".to_owned(),
                "trusted_proxies" | "hall_addresses" => "use IP addresses, for example 10.0.0.1".to_owned(),
                _ => error.message().to_owned(),
            };
            return Err(Problem::Fault(format!("{key}: {wants}")));
        }
    }
    Ok(())
}

fn from_environment(key: &str, value: &str) -> toml::Value {
    match key {
        "trusted_proxies" | "hall_addresses" | "push_services" => {
            let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
            toml::Value::Array(parts.map(|part| toml::Value::String(part.to_owned())).collect())
        }
        "database_connections" => {
            value.parse().map_or_else(|_| toml::Value::String(value.to_owned()), toml::Value::Integer)
        }
        _ => toml::Value::String(value.to_owned()),
    }
}

fn make_private(folder: &Path) -> Outcome<()> {
    let told = |error: std::io::Error| Problem::Fault(format!("{}: {error}", folder.display()));
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).map_err(told)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(told)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(flags: &Flags, environment: &[(&str, &str)]) -> Outcome<Config> {
        let pairs: Vec<_> = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::load(flags, pairs.into_iter())
    }

    #[test]
    fn flags_win_over_the_environment() {
        let flags = Flags { listen: Some("127.0.0.1:9001".to_owned()), ..Flags::default() };
        let config =
            load(&flags, &[("WUQUAN_LISTEN", "127.0.0.1:9000"), ("WUQUAN_HALL_ADDRESSES", "10.0.0.1, 10.0.0.2")]);
        let config = config.unwrap();
        assert_eq!(config.listen.port(), 9001);
        assert_eq!(config.hall_addresses.len(), 2);
    }

    #[test]
    fn a_wrong_value_is_named() {
        for (name, value, word) in [
            ("WUQUAN_LISTEN", "here", "listen: use ADDRESS:PORT"),
            ("WUQUAN_DATABASE_CONNECTIONS", "many", "database_connections: use a number"),
            ("WUQUAN_TRUSTED_PROXIES", "proxy", "trusted_proxies: use IP addresses"),
            ("WUQUAN_DATABASE_URL", "mysql://x", "database_url"),
            ("WUQUAN_NO_SUCH", "1", "no_such: unknown field"),
            ("WUQUAN_DATABASE_CONNECTIONS", "0", "database_connections"),
            ("WUQUAN_MAIL_SERVER", "mail.example.org", "mail_server: use smtps://"),
            ("WUQUAN_MAIL_SERVER", "smtps://mail.example.org", "mail_from: use NAME <ADDRESS>"),
            ("WUQUAN_PUSH_SERVICES", "https://push.example.org", "push_services: use host names"),
            ("WUQUAN_PUSH_SERVICES", "push.example.org", "push_contact: use mailto:"),
        ] {
            let told = load(&Flags::default(), &[(name, value)]).unwrap_err().to_string();
            assert!(told.contains(word), "{told}");
        }
    }
}
