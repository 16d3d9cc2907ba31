//! The keys of an installation, in a file of their own outside the database.
//!
//! They are made once and never replaced here: new keys over an old database would open nothing in it. They are wiped
//! from memory when dropped and never printed.

use base::{Chance, Problem};
use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// The file's name in its folder.
pub const FILE_NAME: &str = "keys.toml";
/// The version of the keys that this program makes.
const VERSION: u8 = 1;
/// A larger file is not one of ours.
const FILE_BYTES_MAX: u64 = 4096;

const HEADER: &str = "\
# The keys of this installation. Without this file nothing sealed in the database can be read again,
# by anyone. Keep a copy of it, apart from the copies of the database, and show it to nobody.
";

type Key = Zeroizing<[u8; 32]>;

/// Four keys, each for one use.
pub struct Keys {
    version: u8,
    data: Key,
    index: Key,
    mac: Key,
    signing: Key,
}

impl Keys {
    /// New keys in memory only, for tests and for [`Keys::open_or_create`].
    #[must_use]
    pub fn generate(chance: &dyn Chance) -> Self {
        let key = || {
            let mut key = Key::default();
            chance.fill(key.as_mut());
            key
        };
        Self { version: VERSION, data: key(), index: key(), mac: key(), signing: key() }
    }

    /// Opens the keys of this folder, or makes them (readable by the owner only) if there are none yet. Of two programs
    /// that start at once, one makes them and both get the same.
    ///
    /// Use [`Keys::open`] where a database exists already: missing keys are then an accident to be named.
    ///
    /// # Errors
    /// [`Problem::Fault`] says what is wrong with the folder or the file.
    pub fn open_or_create(dir: &Path, chance: &dyn Chance) -> Result<Self, Problem> {
        if let Some(keys) = Self::read(dir)? {
            return Ok(keys);
        }
        make_folder(dir)?;
        let lock_path = dir.join("keys.lock");
        let lock = private_file().create(true).truncate(false).open(&lock_path).map_err(told(&lock_path))?;
        lock.lock().map_err(told(&lock_path))?;
        if let Some(keys) = Self::read(dir)? {
            return Ok(keys);
        }
        let keys = Self::generate(chance);
        keys.store(dir)?;
        Ok(keys)
    }

    /// Opens the keys of this folder.
    ///
    /// # Errors
    /// [`Problem::Fault`] if they are missing or not readable.
    pub fn open(dir: &Path) -> Result<Self, Problem> {
        Self::read(dir)?.ok_or_else(|| Problem::fault(format!("no keys at {}", dir.join(FILE_NAME).display())))
    }

    /// Which keys these are; stands before everything they seal.
    #[must_use]
    pub const fn version(&self) -> u8 {
        self.version
    }

    /// Seals personal data.
    #[must_use]
    pub(super) fn data_key(&self) -> &[u8; 32] {
        &self.data
    }

    /// Makes blind indexes.
    #[must_use]
    pub(super) fn index_key(&self) -> &[u8; 32] {
        &self.index
    }

    /// Makes the MACs of audit leaves.
    #[must_use]
    pub fn mac_key(&self) -> &[u8; 32] {
        &self.mac
    }

    /// Signs the checkpoints of the audit log.
    #[must_use]
    pub fn signing_seed(&self) -> &[u8; 32] {
        &self.signing
    }

    fn read(dir: &Path) -> Result<Option<Self>, Problem> {
        let path = dir.join(FILE_NAME);
        let facts = match fs::metadata(&path) {
            Ok(facts) => facts,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(told(&path)(error)),
        };
        check_private(&path, &facts)?;
        if facts.len() > FILE_BYTES_MAX {
            return Err(Problem::fault(format!("{} is not a key file", path.display())));
        }
        let text = Zeroizing::new(fs::read_to_string(&path).map_err(told(&path))?);
        Self::parse(&text).map(Some).map_err(|why| Problem::fault(format!("{}: {why}", path.display())))
    }

    /// Reads `name = value` lines; the words of an error never hold a value.
    fn parse(text: &str) -> Result<Self, String> {
        let mut version = None;
        let mut keys: [Option<Key>; 4] = Default::default();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || format!("line {number} is not a key");
            let (name, value) = line.split_once('=').ok_or_else(wrong)?;
            let (name, value) = (name.trim(), value.trim());
            if name == "version" {
                let given = value.parse().ok().filter(|given| *given == VERSION);
                let given = given.ok_or_else(|| format!("line {number}: this program knows key version {VERSION}"))?;
                if version.replace(given).is_some() {
                    return Err(wrong());
                }
                continue;
            }
            let slot = NAMES.iter().position(|known| *known == name).and_then(|at| keys.get_mut(at));
            let digits = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).ok_or_else(wrong)?;
            let mut key = Key::default();
            hex::decode_to_slice(digits, key.as_mut()).map_err(|_| wrong())?;
            if slot.ok_or_else(wrong)?.replace(key).is_some() {
                return Err(wrong());
            }
        }
        match (version, keys) {
            (Some(version), [Some(data), Some(index), Some(mac), Some(signing)]) => {
                Ok(Self { version, data, index, mac, signing })
            }
            _ => Err("version or keys are missing".to_owned()),
        }
    }

    fn text(&self) -> Zeroizing<String> {
        // Reserved at once, so that no half-written copy stays behind in freed memory.
        let mut text = Zeroizing::new(String::with_capacity(1024));
        text.push_str(HEADER);
        text.push_str("version = ");
        text.push_str(&self.version.to_string());
        for (name, key) in NAMES.iter().zip([&self.data, &self.index, &self.mac, &self.signing]) {
            let digits = Zeroizing::new(hex::encode(key.as_slice()));
            for part in ["\n", name, " = \"", digits.as_str(), "\""] {
                text.push_str(part);
            }
        }
        text.push('\n');
        text
    }

    /// Writes a new file beside, brings it to the disk, and only then gives it its name.
    fn store(&self, dir: &Path) -> Result<(), Problem> {
        let (path, new) = (dir.join(FILE_NAME), dir.join("keys.toml.new"));
        match fs::remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(told(&new)(error)),
            _ => {}
        }
        let mut file = private_file().create_new(true).open(&new).map_err(told(&new))?;
        file.write_all(self.text().as_bytes()).map_err(told(&new))?;
        file.sync_all().map_err(told(&new))?;
        fs::rename(&new, &path).map_err(told(&path))?;
        sync_folder(dir)
    }
}

/// The names in the file, in the order of the fields.
const NAMES: [&str; 4] = ["data", "index", "mac", "signing"];

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("version", &self.version).finish_non_exhaustive()
    }
}

fn told(path: &Path) -> impl Fn(std::io::Error) -> Problem {
    let path: PathBuf = path.to_owned();
    move |error| Problem::fault(format!("{}: {error}", path.display()))
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_folder(dir: &Path) -> Result<(), Problem> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(told(dir))
}

#[cfg(unix)]
fn check_private(path: &Path, facts: &fs::Metadata) -> Result<(), Problem> {
    // The group may read: that is how container platforms hand secrets to a service.
    if std::os::unix::fs::PermissionsExt::mode(&facts.permissions()) & 0o027 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Problem::fault(format!("{path} is open to others; close it with: chmod 600 {path}")))
}

#[cfg(not(unix))]
fn check_private(_: &Path, _: &fs::Metadata) -> Result<(), Problem> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(dir: &Path) -> Result<(), Problem> {
    File::open(dir).and_then(|folder| folder.sync_all()).map_err(told(dir))
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), Problem> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::SeededChance;

    fn same(one: &Keys, other: &Keys) -> bool {
        *one.text() == *other.text()
    }

    #[test]
    fn keys_are_made_once_and_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("deep/keys");
        assert!(Keys::open(&folder).is_err());
        let made = Keys::open_or_create(&folder, &SeededChance::new(1)).unwrap();
        let again = Keys::open_or_create(&folder, &SeededChance::new(2)).unwrap();
        assert!(same(&made, &again) && same(&made, &Keys::open(&folder).unwrap()));
        let all = [made.data_key(), made.index_key(), made.mac_key(), made.signing_seed()];
        assert!(all.iter().enumerate().all(|(at, key)| all.iter().skip(at + 1).all(|other| key != other)));
        assert!(!folder.join("keys.toml.new").exists());
    }

    #[test]
    fn programs_that_start_together_get_the_same_keys() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path();
        let texts: Vec<_> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8)
                .map(|seed| scope.spawn(move || Keys::open_or_create(path, &SeededChance::new(seed)).unwrap()))
                .collect();
            starts.into_iter().map(|start| start.join().unwrap().text()).collect()
        });
        assert!(texts.windows(2).all(|pair| pair.first() == pair.last()));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_and_an_open_one_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        Keys::open_or_create(dir.path(), &SeededChance::new(1)).unwrap();
        let path = dir.path().join(FILE_NAME);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
        let refused = Keys::open_or_create(dir.path(), &SeededChance::new(1)).unwrap_err();
        assert!(refused.to_string().contains("chmod 600"), "{refused}");
    }

    #[test]
    fn a_half_written_or_foreign_file_is_named_and_never_replaced() {
        let good = Keys::generate(&SeededChance::new(1));
        let text = good.text();
        assert!(same(&Keys::parse(&text).unwrap(), &good));
        let data = hex::encode(good.data_key());
        for wrong in [
            String::new(),
            text.replace("mac = ", "mack = "),
            text.replace("version = 1", "version = 2"),
            text.replace("version = 1", ""),
            text.replace(&data, ""),
            text.replace(&data, &data.replace(|c: char| c.is_ascii_digit(), "g")),
            text.replace("index", "data"),
            format!("{}{}", *text, *text),
            text.replace('"', ""),
        ] {
            let why = Keys::parse(&wrong).unwrap_err();
            assert!(!why.contains(&data), "{why}");
        }
        let dir = tempfile::tempdir().unwrap();
        let mut file = private_file().create_new(true).open(dir.path().join(FILE_NAME)).unwrap();
        file.write_all(b"version = 1\n").unwrap();
        assert!(Keys::open_or_create(dir.path(), &SeededChance::new(1)).is_err());
        assert_eq!(fs::read(dir.path().join(FILE_NAME)).unwrap(), b"version = 1\n");
    }

    #[test]
    fn debug_prints_no_key() {
        assert_eq!(format!("{:?}", Keys::generate(&SeededChance::new(1))), "Keys { version: 1, .. }");
    }
}
