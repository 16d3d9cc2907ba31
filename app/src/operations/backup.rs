//! A copy of everything while the program runs, and the way back.
//!
//! The copy holds the database (the embedded one; PostgreSQL has tools of its own), the files, the newest signed head of
//! the audit log, and a list of hashes that `sha256sum -c` reads. The keys are never in it: without them it shows no
//! phone number to whoever finds it, so they go to a folder of their own, kept apart.

use super::copy::{copy, hash, make_private, new_folder, told, write};
use crate::config::Config;
use base::{Outcome, Problem};
use db::Backend;
use kernel::app::App;
use kernel::audit::newest_checkpoint;
use kernel::vault::keys::FILE_NAME as KEYS;
use std::fs;
use std::path::{Path, PathBuf};

/// The embedded database in a data folder and in a copy.
const DATABASE: &str = "wuquan.db";
/// The stored files.
const FILES: &str = "files";
/// The list of hashes.
const SUMS: &str = "SHA256SUMS";
/// The newest signed head, for `verify --checkpoint`.
const CHECKPOINT: &str = "checkpoint.txt";

/// Copies database and files into a new folder, and the keys into another when one is named.
///
/// The database comes first: whatever it names is then among the files, unless it was due to be deleted meanwhile.
///
/// # Errors
/// A fault that names what could not be copied, or a stored file that is damaged.
pub async fn backup(config: &Config, app: &App, to: &Path, keys_to: Option<&Path>) -> Outcome<()> {
    new_folder(to)?;
    if let Some(keys_to) = keys_to {
        copy_keys_apart(config, to, keys_to)?;
    }
    let mut sums = Vec::new();
    if let Some(head) = newest_checkpoint(app).await? {
        let path = to.join(CHECKPOINT);
        write(&path, &head)?;
        sums.push((hash(&path)?, CHECKPOINT.to_owned()));
    }
    if app.db.backend() == Backend::Sqlite {
        let path = to.join(DATABASE);
        app.db.copy_to(&path.display().to_string()).await?;
        make_private(&path, 0o600)?;
        fs::File::open(&path).and_then(|file| file.sync_all()).map_err(told(&path))?;
        sums.push((hash(&path)?, DATABASE.to_owned()));
    } else {
        tracing::warn!("the database is PostgreSQL: copy it with pg_dump, before the files");
    }
    let (from, target) = (config.files_folder(), to.to_owned());
    let files = tokio::task::spawn_blocking(move || copy_files(&from, &target)).await.map_err(Problem::fault)??;
    sums.extend(files);
    let list: String = sums.iter().map(|(hash, name)| format!("{hash}  {name}\n")).collect();
    write(&to.join(SUMS), &list)?;
    let damaged = sums.iter().find(|(hash, name)| name.starts_with(FILES) && !name.ends_with(hash));
    match damaged {
        Some((_, name)) => {
            Err(Problem::Fault(format!("everything is copied, but {name} is damaged: it is not what its name says")))
        }
        None => Ok(()),
    }
}

fn copy_keys_apart(config: &Config, to: &Path, keys_to: &Path) -> Outcome<()> {
    new_folder(keys_to)?;
    let (whole, apart) = (to.canonicalize().map_err(told(to))?, keys_to.canonicalize().map_err(told(keys_to))?);
    if apart.starts_with(&whole) || whole.starts_with(&apart) {
        return Err(Problem::Fault("--keys-to: name a folder apart from the copy".to_owned()));
    }
    copy(&config.keys_folder().join(KEYS), &keys_to.join(KEYS)).map(|_| ())
}

/// Copies the stored files (and nothing half written), and answers their hashes and names.
fn copy_files(from: &Path, to: &Path) -> Outcome<Vec<(String, String)>> {
    let mut done = Vec::new();
    for name in stored_files(from)? {
        let name = format!("{FILES}/{name}");
        let source = from.parent().unwrap_or(from).join(&name);
        match copy(&source, &to.join(&name)) {
            Ok(hash) => done.push((hash, name)),
            // Deleted between the look and the copy: its time had come.
            Err(_) if !source.exists() => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(done)
}

/// The names of stored files: `aa/bb/` and 64 hexadecimal digits.
fn stored_files(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for first in entries(folder)? {
        for second in entries(&folder.join(&first))? {
            for file in entries(&folder.join(&first).join(&second))? {
                let name = format!("{first}/{second}/{file}");
                if is_stored_file(&name) {
                    names.push(name);
                }
            }
        }
    }
    Ok(names)
}

fn entries(folder: &Path) -> Outcome<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let found = fs::read_dir(folder).map_err(told(folder))?;
    let names = found.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<Result<Vec<_>, _>>().map_err(told(folder))?;
    names.sort_unstable();
    Ok(names)
}

fn is_stored_file(name: &str) -> bool {
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    match name.split('/').collect::<Vec<_>>().as_slice() {
        [first, second, hash] => {
            hash.len() == 64 && hexadecimal(hash) && first.len() == 2 && hash.starts_with(&format!("{first}{second}"))
        }
        _ => false,
    }
}

/// Puts a copy into an empty data folder, checking every hash before and while it copies.
///
/// # Errors
/// A fault that names the first file that is missing or not what the list says; nothing is put anywhere then.
pub async fn restore(config: &Config, from: &Path, keys_from: &Path) -> Outcome<()> {
    let (config, from, keys_from) = (config.clone(), from.to_owned(), keys_from.to_owned());
    tokio::task::spawn_blocking(move || put_back(&config, &from, &keys_from)).await.map_err(Problem::fault)?
}

fn put_back(config: &Config, from: &Path, keys_from: &Path) -> Outcome<()> {
    let listed = read_sums(from)?;
    for (sum, name) in &listed {
        check(&hash(&from.join(name))?, sum, name)?;
    }
    let has_database = listed.iter().any(|(_, name)| name == DATABASE);
    if config.database_url.is_empty() && !has_database {
        return Err(Problem::Fault(format!(
            "{} holds no embedded database: restore PostgreSQL with pg_restore and name it with --database-url",
            from.display()
        )));
    }
    new_folder(&config.data)?;
    let keys = config.keys_folder().join(KEYS);
    copy(&keys_from.join(KEYS), &keys)?;
    if let Some(folder) = keys.parent() {
        make_private(folder, 0o700)?;
    }
    for (sum, name) in listed.iter().filter(|(_, name)| name != CHECKPOINT) {
        check(&copy(&from.join(name), &config.data.join(name))?, sum, name)?;
    }
    Ok(())
}

fn check(found: &str, listed: &str, name: &str) -> Outcome<()> {
    if found == listed {
        Ok(())
    } else {
        Err(Problem::Fault(format!("{name} is not what {SUMS} says: this copy is damaged")))
    }
}

/// The list of hashes; only names that a copy can have.
fn read_sums(from: &Path) -> Outcome<Vec<(String, String)>> {
    let path: PathBuf = from.join(SUMS);
    let text = fs::read_to_string(&path).map_err(told(&path))?;
    text.lines()
        .map(|line| {
            let (hash, name) = line.split_once("  ").unwrap_or_default();
            let file = name.strip_prefix("files/").is_some_and(is_stored_file);
            if file || name == DATABASE || name == CHECKPOINT {
                Ok((hash.to_owned(), name.to_owned()))
            } else {
                Err(Problem::Fault(format!("{}: no line of ours: {line}", path.display())))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::{Sources, open};
    use crate::setup::{NewCommunity, setup};
    use std::sync::Arc;

    async fn town(config: &Config) -> Arc<App> {
        let app = open(config, Sources::of_machine()).await.unwrap();
        db::migrate(&app.db).await.unwrap();
        let wish = NewCommunity { name: "雪松社区", code: "000100100001", phone: "", administrator: "admin" };
        setup(&app, &wish).await.unwrap();
        kernel::audit::sequence(&app).await.unwrap();
        app.files.put("a photo".into()).await.unwrap();
        app
    }

    #[tokio::test]
    async fn a_copy_put_back_passes_the_check_and_a_damaged_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let config = Config { data: at("data"), ..Config::default() };
        let app = town(&config).await;
        backup(&config, &app, &at("copy"), Some(&at("keys"))).await.unwrap();
        assert!(!fs::read_to_string(at("copy").join(SUMS)).unwrap().contains(KEYS), "no key in the copy");
        let twice = backup(&config, &app, &at("copy"), None).await.unwrap_err().to_string();
        assert!(twice.contains("not empty"), "{twice}");
        let near =
            backup(&config, &app, &at("second"), Some(&at("second").join("keys"))).await.unwrap_err().to_string();
        assert!(near.contains("--keys-to"), "{near}");

        let other = Config { data: at("other"), ..Config::default() };
        restore(&other, &at("copy"), &at("keys")).await.unwrap();
        let back = open(&other, Sources::of_machine()).await.unwrap();
        let head = fs::read_to_string(at("copy").join(CHECKPOINT)).unwrap();
        let report = kernel::audit::verify(&back, Some(&head)).await.unwrap();
        assert!(report.is_clean() && report.leaves > 0, "{report}");
        let photo = kernel::files::ContentHash::of(b"a photo");
        assert_eq!(back.files.get(photo).await.unwrap(), "a photo");
        let full = restore(&other, &at("copy"), &at("keys")).await.unwrap_err().to_string();
        assert!(full.contains("not empty"), "{full}");

        let stored = at("copy").join(FILES).join(stored_files(&at("copy").join(FILES)).unwrap().first().unwrap());
        fs::write(stored, "another").unwrap();
        let damaged = restore(&Config { data: at("third"), ..Config::default() }, &at("copy"), &at("keys")).await;
        assert!(damaged.unwrap_err().to_string().contains("this copy is damaged"));
        assert!(!at("third").exists());
    }

    #[test]
    fn only_names_that_a_copy_has_are_read() {
        let hash = "ab".repeat(32);
        assert!(is_stored_file(&format!("ab/ab/{hash}")));
        for name in ["ab/ab/../../x", &format!("ab/cd/{hash}"), &format!("ab/ab/{hash}#1"), &hash] {
            assert!(!is_stored_file(name), "{name}");
        }
    }
}
